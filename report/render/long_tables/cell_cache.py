"""A cache of laid-out cells.

Foreign prose takes some 60 characters of operators for each of its own, and its texts recur far
apart, such as the title of a resolution in the votes on it. So cells with much of it have a cache
of their own, which all columns of a table share. Where it is full, they are deflated, in a seventh
of the memory.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from report.render.long_tables.limited import Weighed
from report.render.long_tables.model import LaidOutCell

#: The greatest size of the cells of a column; of the heavy ones of a table; and of the deflated
#: ones.
_MOST, _MOST_HEAVY, _MOST_DEFLATED = 8_000_000, 64_000_000, 32_000_000
#: What a cell takes besides its lines, and the least size of one that is heavy.
_CELL, _HEAVY = 500, 2_000
#: The level that deflates fastest.
_LEVEL = 1
#: A column by its number, and a text.
_Key = tuple[int, str]


class _Deflated(NamedTuple):
    """A cell whose lines have no operators, and the operators of its lines: deflated, their size,
    and where each line ends in them."""

    cell: LaidOutCell
    blocks: bytes
    size: int
    ends: tuple[int, ...]


@dataclass(slots=True)
class HeavyCells:
    """The heavy cells of a table; ``columns`` counts its columns."""

    columns: int = 0
    _cells: Weighed[_Key, LaidOutCell] = field(default_factory=lambda: Weighed(_MOST_HEAVY))
    _deflated: Weighed[_Key, _Deflated] = field(default_factory=lambda: Weighed(_MOST_DEFLATED))

    def __contains__(self, key: _Key) -> bool:
        return key in self._cells or key in self._deflated

    def get(self, key: _Key) -> LaidOutCell | None:
        """Return a cell, or ``None`` if it is not in the cache."""
        cell = self._cells.get(key)
        if cell is None and key in self._deflated:
            cell = _inflated(self._deflated[key])
            self.put(key, cell, _size(cell))
        return cell

    def put(self, key: _Key, cell: LaidOutCell, size: int) -> None:
        """Store a cell. Where the cache would be too large, its cells are deflated first."""
        if not self._cells.holds(size):
            for earlier, heavy in self._cells.items():
                if earlier not in self._deflated:
                    deflated = _deflated(heavy)
                    self._deflated.put(earlier, deflated, _CELL + len(deflated.blocks))
        self._cells.put(key, cell, size)


@dataclass(slots=True)
class CellCache:
    """The cells of a column by text; ``cells`` are those that are not heavy."""

    cells: Weighed[str, LaidOutCell] = field(default_factory=lambda: Weighed(_MOST))
    heavy: HeavyCells = field(default_factory=HeavyCells)
    _column: int = field(init=False)

    def __post_init__(self) -> None:
        self._column = self.heavy.columns
        self.heavy.columns += 1

    def __contains__(self, text: str) -> bool:
        return text in self.cells or (self._column, text) in self.heavy

    def get(self, text: str) -> LaidOutCell | None:
        """Return the cell of a text, or ``None`` if it is not in the cache."""
        return self.cells.get(text) or self.heavy.get((self._column, text))

    def put(self, text: str, cell: LaidOutCell) -> None:
        """Store the cell of a text."""
        size = _size(cell)
        if size < _HEAVY:
            self.cells.put(text, cell, size)
        else:
            self.heavy.put((self._column, text), cell, size)


def _size(cell: LaidOutCell) -> int:
    if len(cell.lines) == 1:
        return _CELL + len(cell.lines[0].body)
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
