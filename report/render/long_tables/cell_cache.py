"""A cache of laid-out cells.

A cell with much foreign prose has a stream, and texts of such cells recur far apart. So they have a
separate cache, which all columns of a table share.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from report.render.long_tables.limited import Weighed
from report.render.long_tables.model import LaidOutCell

#: The greatest size of the cells of a column without streams, and of those with streams of a table.
_MOST, _MOST_LARGE = 8_000_000, 32_000_000
#: What a cell takes besides its operators, and a line of a cell with a stream.
_CELL, _LINE = 500, 200


@dataclass(slots=True)
class LargeCells:
    """The cells of a table with streams, by their columns and texts; ``columns`` counts its
    columns."""

    columns: int = 0
    cells: Weighed[tuple[int, str], LaidOutCell] = field(
        default_factory=lambda: Weighed(_MOST_LARGE)
    )


@dataclass(slots=True)
class CellCache:
    """The cells of a column by text; ``cells`` are those without streams."""

    large: LargeCells = field(default_factory=LargeCells)
    cells: Weighed[str, LaidOutCell] = field(default_factory=lambda: Weighed(_MOST))
    _column: int = field(init=False)

    def __post_init__(self) -> None:
        self._column = self.large.columns
        self.large.columns += 1

    def __contains__(self, text: str) -> bool:
        return text in self.cells or (self._column, text) in self.large.cells

    def get(self, text: str) -> LaidOutCell | None:
        """Return the cell of a text, or ``None`` if it is not in the cache."""
        return self.cells.get(text) or self.large.cells.get((self._column, text))

    def put(self, text: str, cell: LaidOutCell) -> None:
        """Store the cell of a text."""
        if cell.stream is None:
            self.cells.put(text, cell, _CELL + sum([len(line.body) for line in cell.lines]))
        else:
            size = _CELL + _LINE * len(cell.lines) + len(cell.stream.data)
            self.large.cells.put((self._column, text), cell, size)
