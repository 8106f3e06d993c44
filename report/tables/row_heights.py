"""How high the rows of a table are, estimated from their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil, floor
from typing import TYPE_CHECKING

from report.lettering import ems
from report.tables.widths import estimated

if TYPE_CHECKING:
    from report.design import TextBlock
    from report.tables.model import LongTable

#: What stands right and left of a cell's text, above and below it, in points, and how far apart
#: lines are, in ems.
PADDING, _ABOVE, _LEADING = 8.51, 8.51, 1.58
#: The heights of a table's title, head and foot on a page, in points; a row or a table that takes
#: more than this part of the rest of a page may go over to the next.
_AROUND, _FULL = 90.0, 0.75
#: A text of no more characters than this makes no row tall.
_LONG = 60
#: How wide a text is at least, as a fraction of its measured width.
_NARROW = 0.95


def row_height(lines: int, size: float) -> float:
    """Return the height of a row of some lines, in points; ``size`` is that of its type."""
    return lines * size * _LEADING + _ABOVE


def is_high(height: float, block: TextBlock) -> bool:
    """Return whether a row or a table takes so much of a page that it may go over to the next."""
    return height > _FULL * (block.height - _AROUND)


def is_tall(texts: Iterable[str | None], table: LongTable) -> bool:
    """Say whether a row of a long table is so high that it may break over two pages."""
    lines = ceil(max(1.0, 1.1 * _lines(texts, table, estimated)))
    return is_high(row_height(lines, table.size), table.block)


def least_height(texts: Iterable[str | None], table: LongTable) -> float:
    """Return how high a row of a long table is at least, in rows of one line."""
    lines = floor(max(1.0, _NARROW * _lines(texts, table, ems)))
    return row_height(lines, table.size) / row_height(1, table.size)


def _lines(texts: Iterable[str | None], table: LongTable, width: Callable[[str], float]) -> float:
    """Return how many lines the longest text of a row of a long table takes by its ``width``."""
    lines = 0.0
    for text, head in zip(texts, table.columns, strict=False):
        if text and head.width and len(text) > _LONG:
            room = (head.width / 100 * table.block.width - PADDING) / table.size
            lines = max(lines, width(text) / max(room, 1.0))
    return lines
