"""Cells with an error value, or with a formula without a value; they are faults in any column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from report.workbooks.cells import ErrorCell, FormulaCell, is_error

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.intake.normalise.model import Policy


def broken_cells(cells: Sequence[object], column: Column, policy: Policy) -> dict[int, str]:
    """Return the rule that each error or valueless formula breaks, by position.

    An error value that the brief names (``missing``, ``values``, ``aliases``) has the meaning given
    there.
    """
    rules: dict[int, str] = {}
    for position, cell in enumerate(cells):
        if isinstance(cell, FormulaCell):
            rules[position] = "formula-without-value"
        elif isinstance(cell, ErrorCell) or (isinstance(cell, str) and _is_error(cell)):
            rules[position] = "error-cell"
    if not rules:
        return rules
    spellings = chain.from_iterable(column.aliases.values())
    named = {*policy.missing, *column.missing, *column.values, *spellings}
    return {
        position: rule
        for position, rule in rules.items()
        if rule != "error-cell" or str(cells[position]).strip() not in named
    }


def _is_error(text: str) -> bool:
    return ("#" in text or text.lstrip()[:4] == "Err:") and is_error(text.strip())
