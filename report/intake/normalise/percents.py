"""Percentage columns: «25%», 25 % and cells in a percent format are one kind, in hundredths."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from report.intake.normalise.model import Decided
from report.workbooks.cells import PercentCell

if TYPE_CHECKING:
    from report.brief.tables import Column

_SIGN = r"(?:[%٪％﹪]|(?:ب|في\s+)(?:ال)?(?:مائة|مئة)|pour\s*cent|per\s*cent)"
#: A percent sign, or words for it, before or after a number.
PERCENT = re.compile(rf"^\s*{_SIGN}|{_SIGN}\s*$", re.IGNORECASE)


def percent_kind(
    cells: Sequence[object], values: Sequence[object], counts: Sequence[int], column: Column
) -> tuple[Mapping[int, str], tuple[Decided, ...]]:
    """Return the faults of a column that mixes percentages with plain numbers, and the decision
    made.

    The kind of most cells is the column's kind; the rest break ``mixed-percent``. 0 is of both
    kinds. A declared ``percent`` leaves nothing to decide.

    :param values: the values of the cells, percentages in hundredths.
    """
    if column.percent is not None:
        return {}, ()
    signed = [
        position
        for position, cell in enumerate(cells)
        if values[position] is not None and _is_percent(cell)
    ]
    if not signed:
        return {}, ()
    marked = set(signed)
    plain = [position for position, value in enumerate(values) if value and position not in marked]
    most = sum(counts[position] for position in signed) >= sum(
        counts[position] for position in plain
    )
    mixed = plain if most else [position for position in signed if values[position]]
    return dict.fromkeys(mixed, "mixed-percent"), ((Decided("percent", "true"),) if most else ())


def _is_percent(cell: object) -> bool:
    return isinstance(cell, PercentCell) or (
        isinstance(cell, str) and PERCENT.search(cell) is not None
    )
