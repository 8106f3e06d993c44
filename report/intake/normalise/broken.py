"""Cells that a spreadsheet could not compute, or has not computed: they are faults, whatever the column's type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.workbooks.cells import ErrorCell, FormulaCell, is_error

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.intake.normalise.model import Policy


def broken_cells(cells: Sequence[object], column: Column, policy: Policy) -> dict[int, str]:
    """Return the rule that each cell breaks which is an error value, or a formula without a value, by its position.

    An error value that the brief names (``missing``, ``values``, ``aliases``) is what it says there.
    """
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        if isinstance(cell, FormulaCell):
            found[at] = "formula-without-value"
        elif isinstance(cell, ErrorCell) or (isinstance(cell, str) and _is_error(cell)):
            found[at] = "error-cell"
    if not found:
        return found
    spellings = (spelling for others in column.aliases.values() for spelling in others)
    named = {*policy.missing, *column.missing, *column.values, *spellings}
    return {
        at: rule
        for at, rule in found.items()
        if rule != "error-cell" or str(cells[at]).strip() not in named
    }


def _is_error(text: str) -> bool:
    return ("#" in text or text.lstrip()[:4] == "Err:") and is_error(text.strip())
