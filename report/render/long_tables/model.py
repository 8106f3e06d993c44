"""The data that the steps of the long-table renderer exchange.

Lengths are CSS pixels, measured right and down from the top left corner of the page, unless stated
otherwise. Page content is measured in hundredths of a point, right and up from the bottom left
corner: whole numbers are shorter and faster to write than fractions.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

#: Hundredths of a point in a CSS pixel.
SCALE = 75


class ShapedLine(NamedTuple):
    """A line of a cell.

    ``reach`` is the distance from its left edge to the right edge of the cell, in hundredths of a
    point. ``body`` holds the operators that follow once the pen is there. ``chooses`` is true if
    they select a font.
    """

    reach: int
    body: str
    chooses: bool = False


@dataclass(slots=True, eq=False)
class CellStream:
    """The operators of a cell as a content stream that all pages with this cell share.

    ``data`` is deflated. ``bodies`` are the places of the operators of each line in it, as (start,
    end). ``number`` is the index of the stream among those of its table, once it is on a page.
    """

    data: bytes
    bodies: tuple[tuple[int, int], ...]
    number: int | None = None


class LaidOutCell(NamedTuple):
    """The lines of a cell, and its text as a PDF string.

    ``latin`` is true if the text has a left-to-right letter, and ``neutral`` if its first character
    has no direction; a mark separates a neutral cell from a Latin one before it. ``language`` is
    the language of a text in foreign letters. ``over`` is how far the ink crosses an edge of the
    cell, in CSS pixels. The lines of a cell with a ``stream`` have no operators.
    """

    lines: tuple[ShapedLine, ...]
    said: bytes
    latin: bool = False
    neutral: bool = False
    language: str | None = None
    over: float = 0.0
    stream: CellStream | None = None


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """A column: the edges of its content, and whether its lines wrap.

    ``edge`` is the left edge of its cells. ``ink`` and ``pale`` are the colour operators of a text
    and of the dash for a missing value.
    """

    left: float
    right: float
    wraps: bool
    numeric: bool
    header: bool
    language: str | None
    ink: str
    pale: str
    edge: float

    def moved(self, right: float) -> ColumnStyle:
        """Return the column moved to the right, in CSS pixels."""
        return replace(
            self, left=self.left + right, right=self.right + right, edge=self.edge + right
        )


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle behind a row.

    ``top`` and ``bottom`` are each a fraction of the row height plus an offset in CSS pixels.
    """

    colour: str
    left: float
    right: float
    top: tuple[float, float]
    bottom: tuple[float, float]


@dataclass(frozen=True, slots=True)
class RowStyle:
    """A kind of row.

    ``baseline`` is the distance from its top to its first baseline and ``leading`` the distance
    between baselines. ``extra`` is the row height without its lines, and ``above`` the share of it
    over them. ``under`` is what is drawn behind the row.
    """

    baseline: float
    leading: float
    extra: float
    above: float
    under: tuple[Rectangle, ...]

    def moved(self, right: float) -> RowStyle:
        """Return the style of the row moved to the right, in CSS pixels."""
        under = [
            replace(rectangle, left=rectangle.left + right, right=rectangle.right + right)
            for rectangle in self.under
        ]
        return replace(self, under=tuple(under))

    def split(self) -> tuple[RowStyle, RowStyle]:
        """Return the styles of the two fragments of a row that breaks across pages: nothing is
        drawn at the break."""
        upper = tuple(rectangle for rectangle in self.under if rectangle.top[0] < 1)
        lower = tuple(rectangle for rectangle in self.under if rectangle.bottom[0] > 0)
        first = replace(self, extra=self.above, under=upper)
        second = replace(
            self,
            baseline=self.baseline - self.above,
            extra=self.extra - self.above,
            above=0.0,
            under=lower,
        )
        return first, second


@dataclass(frozen=True, slots=True)
class TableStyle:
    """The style of a long table: its columns, its rows, and the group head, which is one cell
    across all columns.

    ``sums`` are the rows of sums by kind, each with the style of its cells.
    """

    columns: tuple[ColumnStyle, ...]
    odd: RowStyle
    even: RowStyle
    group: RowStyle | None
    head: ColumnStyle | None
    sums: Mapping[str, tuple[RowStyle, tuple[ColumnStyle, ...]]] = field(default_factory=dict)

    @property
    def leading(self) -> float:
        """The distance between the baselines of a row, in hundredths of a point; 0 if it is not the
        same in all rows."""
        return self.odd.leading * SCALE if self.odd.leading == self.even.leading else 0


@dataclass(frozen=True, slots=True)
class RowArea:
    """The row area of a page: from ``top`` to ``bottom``.

    ``shift`` moves the columns to the right of where their styles place them. ``height`` is the
    height of the page.
    """

    top: float
    bottom: float
    height: float
    shift: float


class LaidOutRow(NamedTuple):
    """A row on a page, for the structure tree: the texts of its cells as PDF strings.

    ``languages`` gives the language of each cell that is in another language, by column index.
    ``group`` is the index of its group. A ``head`` has one text. A row that breaks across pages
    appears again on the next page, with ``again`` set.
    """

    said: tuple[bytes, ...]
    group: int
    head: bool = False
    again: bool = False
    languages: tuple[tuple[int, str], ...] = ()


class NewStream(NamedTuple):
    """A content stream that pages share where it first appears: its index among those of its table,
    and its deflated data."""

    number: int
    data: bytes


#: The content of a page in streams: its deflated data, or a shared stream, by its index
#: after its first appearance.
Streams = tuple[bytes | NewStream | int, ...]


class Place(NamedTuple):
    """A position: the index of a long-table page, and the distance from its top in CSS pixels."""

    page: int
    down: float


@dataclass(slots=True)
class PageSizes:
    """How much is on the pages of a long table: of each page, the number of its own streams and of
    its rows; of each row on a page, the number of its cells, and 0 if it began before.

    ``shared`` is the number of streams that pages share, and ``heads`` that of group heads.
    """

    streams: array[int] = field(default_factory=lambda: array("H"))
    rows: array[int] = field(default_factory=lambda: array("H"))
    cells: array[int] = field(default_factory=lambda: array("H"))
    shared: int = 0
    heads: int = 0

    def add(self, streams: int, rows: tuple[LaidOutRow, ...]) -> None:
        """Add a page with these rows, and a number of streams."""
        self.streams.append(streams)
        self.rows.append(len(rows))
        is_first = not self.cells
        self.cells.extend([0 if row.again and not is_first else len(row.said) for row in rows])
        self.heads += sum([row.head for row in rows])


@dataclass(frozen=True, slots=True)
class LaidOutRegister:
    """A laid-out long table, to be appended to the document's own pages.

    ``pages`` yields, for each page from one index up to another, the streams of its content
    (``FlateDecode``), and its rows; ``sizes`` tells how much that is, and ``close`` releases it.
    ``headers`` says which columns identify the rows, and ``languages`` gives the language of each
    column. ``anchors`` are the positions of link targets, by name.
    """

    pages: Callable[[int, int], Iterator[tuple[Streams, tuple[LaidOutRow, ...]]]]
    sizes: PageSizes
    close: Callable[[], None]
    headers: tuple[bool, ...]
    languages: tuple[str | None, ...]
    anchors: Mapping[str, Place] = field(default_factory=dict)


def side_of(models: int, index: int) -> int:
    """Return the index of the model for the page at an index: the page itself, or else the last
    model on the same side."""
    return index if index < models else models - 1 - (index - models + 1) % 2
