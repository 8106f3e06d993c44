"""A table ready to be set: texts, alignments, groups and totals; no HTML and no dataframe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.design import TextBlock

if TYPE_CHECKING:
    from report.measures import Provenance

#: What is in a cell that the source leaves open.
BLANK = "—"


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column's head. ``numeric`` columns are aligned on the unit; ``width`` is a share in
    percent.

    ``language`` is that of the cells below, ``None`` if it is the brief's.
    """

    label: str
    numeric: bool = False
    width: float | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's printed text; ``missing`` when the source leaves it open.

    ``breaks`` says that a code in it, which is else kept on one line, is wider than its column.
    ``provenance`` is where the value comes from; ``None`` for a label.
    """

    text: str
    missing: bool = False
    breaks: bool = False
    provenance: Provenance | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, text: str | None) -> Cell:
        """Return the cell of a text; a dash for ``None``."""
        return cls(BLANK, missing=True) if text is None else cls(text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``number`` is its row in the source file, which anchors and measures refer to.

    ``turns`` puts it on a new page. A ``probe`` is no row of the table: it shows how one of blanks
    would look. A ``tall`` one is so high that it may break over two pages.
    """

    cells: tuple[Cell, ...]
    number: int | None = None
    turns: bool = False
    probe: bool = False
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a head, or all rows under none."""

    head: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableModel:
    """A table. ``heading`` is the position of the column that names its rows (its cells are row
    headers).

    ``long`` is one that takes whole pages, which say that it continues. ``size`` is that of its
    type in points, ``landscape`` whether its pages are, ``short`` whether it is kept on one page;
    ``part`` says which of several tables that share the columns of one too wide it is: its number
    from 1, and how many they are.
    """

    columns: tuple[HeadCell, ...]
    groups: tuple[Group, ...]
    total: Row | None = None
    heading: int = 0
    long: bool = False
    size: float = 9.5
    landscape: bool = False
    part: tuple[int, int] | None = None
    short: bool = False

    @property
    def row_count(self) -> int:
        """How many rows the groups hold."""
        return sum(len(group.rows) for group in self.groups)


#: The head of a group of rows, or the texts of a row's cells: ``None`` where the source leaves one
#: open.
Item = str | tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table of more rows than are held at a time.

    ``items`` yields its heads of groups and its rows from the first on, each time that it is
    called; ``rows`` is how many rows these are, and ``numbers`` yields their rows in the source
    file; ``block`` is the text block of its pages. ``provenance`` returns where the cells of a row
    come from, of its number and the text that names it. The rest are as in :class:`TableModel`.
    """

    columns: tuple[HeadCell, ...]
    rows: int
    items: Callable[[], Iterator[Item]]
    block: TextBlock
    heading: int = 0
    size: float = 9.0
    landscape: bool = False
    part: tuple[int, int] | None = None
    numbers: Callable[[], Iterator[int]] = field(default=lambda: iter(()))
    provenance: Callable[[int, str], Provenance] | None = field(default=None, compare=False)
