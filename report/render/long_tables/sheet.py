"""A page of a long table while it is filled with rows, and the operators that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from report.render.long_tables.cell_streams import line_places
from report.render.long_tables.cells import Cells
from report.render.long_tables.model import (
    SCALE,
    CellStream,
    LaidOutCell,
    LaidOutRow,
    RowArea,
    RowStyle,
)
from report.render.long_tables.strings import TEXT_MATRIX, select_font
from report.render.operators import BEFORE

#: Begins content that is on a page only because the page begins there.
_ARTIFACT = "/Artifact <</Type/Pagination>>BDC"
#: A row fits on a page that it overflows by no more than this, in CSS pixels.
NEAR = 1e-6


class Row(NamedTuple):
    """A row before it is placed: its cells, and which of them are dashes for missing values.

    ``sums`` is the kind of a row of sums, and empty for any other. ``within`` is the head of the
    group that a page which begins with the row continues, ``None`` without one.
    """

    cells: tuple[LaidOutCell, ...]
    missing: tuple[bool, ...]
    group: int
    head: bool
    style: RowStyle
    height: float
    texts: tuple[str | None, ...] = ()
    sums: str = ""
    within: str | None = None


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page: its content, as operators, and streams that it shares; its rows; and the
    end of its rows."""

    content: tuple[bytes | CellStream, ...]
    rows: tuple[LaidOutRow, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class _Edge:
    """A column on a page: its right edge, the operators that start a cell, the space before it, and
    its font."""

    right: int
    begin: str
    space: str
    spaced: str
    font: str


class Sheet:
    """A page that is being filled with rows."""

    def __init__(
        self,
        style: RowArea,
        columns: Sequence[Cells],
        heads: Cells | None,
        sums: Mapping[str, Sequence[Cells]],
    ) -> None:
        self.rows: list[LaidOutRow] = []
        self.goes_on = False
        self._style = style
        self._columns = columns
        self._heads = heads
        self._y = style.top
        self._under: dict[str, list[str]] = {}
        self._text: list[str | CellStream] = []
        self._colour = ""
        self._font: str | None = None
        self._mark = 0
        self._edges = [self._edge(cells) for cells in columns]
        self._sums = {
            kind: (cells, [self._edge(column) for column in cells]) for kind, cells in sums.items()
        }

    @property
    def down(self) -> float:
        """The end of the rows so far, in CSS pixels from the top of the page."""
        return self._y

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on the page, not even a repeated head."""
        return self._y == self._style.top

    @property
    def foot(self) -> float:
        """The end of the row area, in CSS pixels from the top of the page."""
        return self._style.bottom

    @property
    def room(self) -> float:
        """The remaining height, in CSS pixels."""
        return self._style.bottom - self._y

    def holds(self, height: float) -> bool:
        """Return whether a row of this height fits on the page."""
        return height <= self.room + NEAR

    def put(self, row: Row) -> None:
        """Put a row below the rows so far."""
        self._draw_row(row, None)
        spoken = [
            (line, cell.language)
            for line, cell in enumerate(row.cells)
            if cell.language is not None
        ]
        said = tuple([cell.said for cell in row.cells])
        self.rows.append(LaidOutRow(said, row.group, row.head, self.goes_on, tuple(spoken)))
        self.goes_on = False

    def repeat(self, head: Row) -> None:
        """Put the head of a group that began on an earlier page: an artifact, as the heads of
        columns are on this page."""
        self._draw_row(head, _ARTIFACT)

    def _draw_row(self, row: Row, begin: str | None) -> None:
        """Draw a row below the rows so far; ``begin`` is as in :meth:`_draw`."""
        self._draw_under(row)
        up = (self._style.height - self._y - row.style.baseline) * SCALE
        count = max([len(cell.lines) for cell in row.cells])
        heights = line_places(up, row.style.leading * SCALE, count)
        if row.head:
            assert self._heads is not None
            self._draw(row, [self._heads], [self._edge(self._heads)], heights, begin)
        elif row.sums:
            self._draw(row, *self._sums[row.sums], heights)
        else:
            self._draw(row, self._columns, self._edges, heights)
        self._y += row.height

    def drawn(self, carried: Sequence[str]) -> DrawnPage:
        """Return the finished page; ``carried`` are the operators of the sums carried forward."""
        operators: list[str | CellStream] = ["Q\n.01 0 0 .01 0 0 cm"]  # the model page ends
        if self._under:
            operators.append("/Artifact BMC")
            for colour, rectangles in self._under.items():
                operators += [colour, *rectangles]
            operators.append("EMC")
        operators += ["BT", *self._text, "ET", *carried]
        return DrawnPage(tuple(_joined(operators)), tuple(self.rows), self._y)

    def _draw_under(self, row: Row) -> None:
        shift, height = self._style.shift, self._style.height
        for rectangle in row.style.under:
            top = self._y + rectangle.top[0] * row.height + rectangle.top[1]
            bottom = self._y + rectangle.bottom[0] * row.height + rectangle.bottom[1]
            x, y = round((rectangle.left + shift) * SCALE), round((height - bottom) * SCALE)
            width = round((rectangle.right - rectangle.left) * SCALE)
            self._under.setdefault(rectangle.colour, []).append(
                f"{x} {y} {width} {round((bottom - top) * SCALE)} re f"
            )

    def _edge(self, cells: Cells) -> _Edge:
        """Return where the lines of a column start on this page."""
        right = (cells.column.right + self._style.shift) * SCALE
        x = round(right - BEFORE * cells.face.size * SCALE / 1000)
        return _Edge(
            round(right),
            f"/{'TH' if cells.column.header else 'TD'} <</MCID ",
            f"/Artifact <</ActualText( )>>BDC\n{TEXT_MATRIX} {x} ",
            f" Tm[{cells.face.between}]TJ\nEMC\n",
            select_font(cells.face.name, cells.face.size),
        )

    def _draw(
        self,
        row: Row,
        columns: Sequence[Cells],
        edges: Sequence[_Edge],
        heights: Sequence[int],
        artifact: str | None = None,
    ) -> None:
        """Draw the cells of a row, with its lines at ``heights`` above the bottom of the page.

        :param artifact: the operator that begins each cell of an artifact; ``None`` for a row of
            the structure tree.
        """
        out, mark, font = self._text, self._mark, self._font
        beside = False  # whether the text read before a cell ends on the line where the cell begins
        for cell, cells, edge, missing in zip(
            row.cells, columns, edges, row.missing or repeat(False), strict=False
        ):
            colour = cells.column.pale if missing else cells.column.ink
            if colour != self._colour:
                self._colour = colour
                out.append(colour)
            lines = cell.lines
            if artifact is None:
                begin = f"{edge.begin}{mark}>>BDC"
                mark += 1
            else:
                begin = artifact
            between = f"{edge.space}{heights[0]}{edge.spaced}" if beside and lines else ""
            if cell.stream is not None:
                select = f"{edge.font}\n" if between and font != edge.font else ""
                place = f"q\n1 0 0 1 {edge.right} {heights[0]} cm"
                out += (f"{select}{between}ET\n{begin}\n{place}", cell.stream, "Q\nEMC\nBT")
                font, beside = None, len(lines) == 1
                continue
            begin = between + begin
            if font != edge.font:
                font = edge.font
                begin = f"{font}\n{begin}"
            if len(lines) == 1:
                ((reach, body, chooses),) = lines
                out.append(
                    f"{begin}\n{TEXT_MATRIX} {edge.right - reach} {heights[0]} Tm{body}\nEMC"
                )
                if chooses:
                    font = None
                beside = True
                continue
            beside = False
            out.append(begin)
            for (reach, body, chooses), up in zip(lines, heights, strict=False):
                if font != edge.font:
                    font = edge.font
                    out.append(font)
                out.append(f"{TEXT_MATRIX} {edge.right - reach} {up} Tm{body}")
                if chooses:
                    font = None
            out.append("EMC")
        self._mark, self._font = mark, font


def _joined(operators: Iterable[str | CellStream]) -> Iterator[bytes | CellStream]:
    """Yield the streams of a page: operators that follow each other are in one."""
    own: list[str] = []
    for item in operators:
        if isinstance(item, str):
            own.append(item)
            continue
        if own:
            yield _lines(own)
            own = []
        yield item
    if own:
        yield _lines(own)


def _lines(operators: Sequence[str]) -> bytes:
    return ("\n".join(operators) + "\n").encode("latin-1")
