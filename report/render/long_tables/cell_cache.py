"""A cache of laid-out cells.

Foreign prose takes some 60 characters of operators for each of its own. So cells with much of them
are also kept deflated, in a seventh of the memory: free texts recur far apart, such as the title of
a resolution in the votes on it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from report.render.long_tables.limited import Weighed
from report.render.long_tables.model import LaidOutCell

#: The greatest size of all cells of a cache as they are, and deflated.
_MOST, _MOST_DEFLATED = 8_000_000, 16_000_000
#: What a cell takes besides its lines, and the least size of one that is deflated.
_CELL, _HEAVY = 500, 2_000
#: The level that deflates fastest.
_LEVEL = 1


class _Deflated(NamedTuple):
    """A cell whose lines have no operators, and the operators of its lines: deflated, their size,
    and where each line ends in them."""

    cell: LaidOutCell
    blocks: bytes
    size: int
    ends: tuple[int, ...]


@dataclass(slots=True)
class CellCache:
    """Cells by text; ``cells`` are those that are not deflated."""

    cells: Weighed[str, LaidOutCell] = field(default_factory=lambda: Weighed(_MOST))
    _deflated: Weighed[str, _Deflated] = field(default_factory=lambda: Weighed(_MOST_DEFLATED))

    def __contains__(self, text: str) -> bool:
        return text in self.cells or text in self._deflated

    def get(self, text: str) -> LaidOutCell | None:
        """Return the cell of a text, or ``None`` if it is not in the cache."""
        cell = self.cells.get(text)
        if cell is None and text in self._deflated:
            cell = _inflated(self._deflated[text])
            self.cells.put(text, cell, _size(cell))
        return cell

    def put(self, text: str, cell: LaidOutCell) -> None:
        """Store the cell of a text."""
        size = _size(cell)
        self.cells.put(text, cell, size)
        if size >= _HEAVY:
            deflated = _deflated(cell)
            self._deflated.put(text, deflated, _CELL + len(deflated.blocks))


def _size(cell: LaidOutCell) -> int:
    return _CELL + sum([len(line.body) for line in cell.lines])


def _deflated(cell: LaidOutCell) -> _Deflated:
    ends: list[int] = []
    for line in cell.lines:
        ends.append(len(line.body) + (ends[-1] if ends else 0))
    operators = "".join([line.body for line in cell.lines]).encode("latin-1")
    lines = tuple([line._replace(body="") for line in cell.lines])
    blocks = zlib.compress(operators, _LEVEL)
    return _Deflated(cell._replace(lines=lines), blocks, len(operators), tuple(ends))


def _inflated(deflated: _Deflated) -> LaidOutCell:
    cell, blocks, size, ends = deflated
    operators = zlib.decompress(blocks, bufsize=size).decode("latin-1")
    starts = (0, *ends[:-1])
    lines = [
        line._replace(body=operators[start:end])
        for line, start, end in zip(cell.lines, starts, ends, strict=True)
    ]
    return cell._replace(lines=tuple(lines))
