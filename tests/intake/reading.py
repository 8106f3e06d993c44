"""What tests of computed columns and derived tables look at in a table that is read."""

from __future__ import annotations

from typing import Any

from report.intake import EventTable


def cells(table: EventTable, name: str) -> list[Any]:
    """Return the cells of a column; dates and names as their texts."""
    return [getattr(cell, "text", cell) for cell in table.frame[name].tolist()]
