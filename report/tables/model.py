"""A table ready to be set: texts, alignments, groups and totals; no HTML and no dataframe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.design import TextBlock

if TYPE_CHECKING:
    from report.measures import Provenance
    from report.tables.sums import Sums

#: What is in a cell that the source leaves open.
BLANK = "—"


@dataclass(frozen=True, slots=True)
class SpanningHead:
    """A head over columns that stand side by side; ``start`` tells it from an equal label beside
    it: the position of the first of these columns."""

    label: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column's head. ``numeric`` columns are aligned on the unit; ``width`` is a share in
    percent.

    ``language`` is that of the cells below, ``None`` if it is the brief's. ``over`` are the heads
    above that span it, the topmost first; ``unit`` is what the head says of the numbers below;
    ``room`` is what a picture in its cells needs at least, in points.
    """

    label: str
    numeric: bool = False
    width: float | None = None
    language: str | None = None
    over: tuple[SpanningHead, ...] = ()
    unit: str = ""
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """A head in a row of heads, which takes ``columns`` columns and ``rows`` rows of heads."""

    label: str
    columns: int = 1
    rows: int = 1
    numeric: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's printed text; ``missing`` when the source leaves it open.

    ``breaks`` says that a code in it, which is else kept on one line, is wider than its column.
    ``spoken`` is its text for those who hear it, where signs are to be words; else empty.
    ``provenance`` is where the value comes from; ``None`` for a label. ``picture`` is the place of
    its picture among those of the table, from 0.
    """

    text: str
    missing: bool = False
    breaks: bool = False
    spoken: str = ""
    provenance: Provenance | None = field(default=None, repr=False, compare=False)
    picture: int | None = None

    @classmethod
    def of(cls, text: str | None) -> Cell:
        """Return the cell of a text; a dash for ``None``."""
        return cls(BLANK, missing=True) if text is None else cls(text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``number`` is its row in the source file, which anchors and measures refer to.

    ``turns`` puts it on a new page. A ``probe`` is no row of the table: it shows how one of blanks
    would look. A ``tall`` one is so high that it may break over two pages. A ``subtotal`` is the
    total of the rows above it. ``level`` is how far the cell that names it is indented.
    """

    cells: tuple[Cell, ...]
    number: int | None = None
    turns: bool = False
    probe: bool = False
    tall: bool = False
    subtotal: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of sums: ``subtotal`` below a group, ``total`` at the end.

    ``texts`` are those of its cells, empty where it has none; ``provenance`` says where each sum
    comes from.
    """

    kind: str
    texts: tuple[str, ...]
    provenance: tuple[Provenance | None, ...] = field(default=(), repr=False, compare=False)

    def only(self, piece: Sequence[int]) -> SumRow:
        """Return the row with some of its cells alone."""
        provenance = tuple([self.provenance[index] for index in piece])
        return SumRow(self.kind, tuple([self.texts[index] for index in piece]), provenance)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a head, or all rows under none.

    ``outer`` are the heads of groups of groups that begin with it, the outermost first; ``level``
    is how many groups its head, or without a head its rows, are in.
    """

    head: str | None
    rows: tuple[Row, ...]
    outer: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """The room of the sums that pages carry forward: what they are called at the head and at the
    foot of a page, how many columns that name spans, and the longest text of each later column,
    empty in one that is not summed.
    """

    brought: str
    carried: str
    span: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableModel:
    """A table. ``heading`` is the position of the column that names its rows (its cells are row
    headers).

    ``long`` is one that takes whole pages, which say that it continues. ``size`` is that of its
    type in points, ``landscape`` whether its pages are, ``short`` whether it is kept on one page;
    ``part`` says which of several tables that share the columns of one too wide it is: its number
    from 1, and how many they are. The last ``headings`` columns up to ``heading`` name the rows.
    ``carried`` are the sums that its pages carry forward.
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
    headings: int = 1
    carried: Sums | None = None

    @property
    def carried_line(self) -> CarriedLine | None:
        """The room of the sums that pages carry forward; ``None`` if they carry none."""
        return None if self.carried is None else self.carried.line

    @property
    def first_heading(self) -> int:
        """The position of the first column that names the rows."""
        return self.heading - self.headings + 1

    @property
    def head_rows(self) -> tuple[tuple[PlacedHead, ...], ...]:
        """The rows of heads, from the top: each head once, with the columns that it spans."""
        return head_rows(self.columns)

    @property
    def row_count(self) -> int:
        """How many rows the groups hold."""
        return sum(len(group.rows) for group in self.groups)


def head_rows(columns: Sequence[HeadCell]) -> tuple[tuple[PlacedHead, ...], ...]:
    """Return the rows of heads of some columns, from the top.

    The heads of columns are in the last row. Where a column has fewer heads above it than others,
    the lowest of these is higher; where it has none, its own head is.
    """
    depth = max((len(column.over) for column in columns), default=0)
    rows: list[list[PlacedHead]] = [[] for _ in range(depth + 1)]
    for index, column in enumerate(columns):
        lacking = depth - len(column.over)
        for level, head in enumerate(column.over):
            if not _continues(columns, index, level):
                count = 1
                while _continues(columns, index + count, level):
                    count += 1
                is_lowest = level == len(column.over) - 1
                height = 1 + (lacking if is_lowest else 0)
                rows[level].append(PlacedHead(head.label, count, height, column.numeric))
        height = 1 if column.over else 1 + depth
        own = PlacedHead(column.label, 1, height, column.numeric, column.unit)
        rows[depth + 1 - height].append(own)
    return tuple(map(tuple, rows))


def _continues(columns: Sequence[HeadCell], index: int, level: int) -> bool:
    """Return whether the head above a column is that of the column before."""
    if not 0 < index < len(columns):
        return False
    earlier, own = columns[index - 1].over, columns[index].over
    return len(own) > level < len(earlier) and own[: level + 1] == earlier[: level + 1]


#: The head of a group of rows, a row of sums, or the texts of a row's cells: ``None`` where the
#: source leaves one open.
Item = str | SumRow | tuple[str | None, ...]


def cell_texts(item: Item) -> Sequence[str]:
    """Return the printed texts of the cells of a row; the head of a group is a single cell."""
    if isinstance(item, str):
        return (item,)
    if isinstance(item, SumRow):
        return item.texts
    return [BLANK if text is None else text for text in item]


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table of more rows than are held at a time.

    ``items`` yields its heads of groups and its rows from the first on, each time that it is
    called; ``rows`` is how many rows these are, and ``numbers`` yields their rows in the source
    file; ``block`` is the text block of its pages. ``provenance`` returns where the cells of a row
    come from, of its number and the text that names it. ``sums`` are the sums of its columns. The
    rest are as in :class:`TableModel`.
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
    sums: Sums | None = field(default=None, compare=False)

    @property
    def carried(self) -> Sums | None:
        """The sums that its pages carry forward."""
        return self.sums if self.sums is not None and self.sums.is_carried else None
