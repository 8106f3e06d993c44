"""Rows into pages: which rows stand on each, and its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from report.press.register.cells import BLANK, Cells
from report.press.register.galley import Galley
from report.press.register.model import (
    POINTS,
    PageLook,
    RowLook,
    SetCell,
    SetRow,
    TableLook,
)
from report.press.text_layer import BEFORE
from report.tables.model import Item

#: So many rows are set at a time.
_CHUNK = 2_000
#: A row stands on a page that it overflows by no more than this, in CSS pixels.
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class _Row:
    """A row before it has a place: its cells, and which of them are dashes for what is missing."""

    cells: tuple[SetCell, ...]
    missing: tuple[bool, ...]
    group: int
    head: bool
    look: RowLook
    height: float


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page of rows as operators, and its rows."""

    content: bytes
    rows: tuple[SetRow, ...]


@dataclass(slots=True)
class Pages:
    """Sets the rows of a register, from its row ``begin`` on, page after page.

    ``page`` gives the look of each page, counted from 0; ``columns`` set the cells of the columns, ``heads`` those of
    the heads of groups. ``counted`` is how many pages there are so far.
    """

    look: TableLook
    page: Callable[[int], PageLook]
    columns: Sequence[Cells]
    heads: Cells | None
    galley: Galley
    begin: int
    counted: int = 0
    rows: int = 0
    _sheet: _Sheet = field(init=False)

    def drawn(self, items: Iterable[Item]) -> Iterator[DrawnPage]:
        """Yield the pages of ``items``, the heads of groups and rows of the whole register."""
        self._sheet = _Sheet(self.page(0), self.columns, self.heads)
        self.counted = 1
        pending: _Row | None = None
        for row in self._rows(items):
            if row.head:
                pending = row
                continue
            needed = row.height + (pending.height if pending is not None else 0)
            if not self._sheet.holds(needed) and self._sheet.rows:
                yield self._turn()
            if pending is not None:
                self._sheet.put(pending)
                pending = None
            while not self._sheet.holds(row.height):
                upper, row = _parted(row, self._sheet.room)
                self._sheet.put(upper)
                yield self._turn()
                self._sheet.goes_on = True
            self._sheet.put(row)
            self.rows += 1
        yield self._sheet.drawn()

    def _turn(self) -> DrawnPage:
        done = self._sheet.drawn()
        self._sheet = _Sheet(self.page(self.counted), self.columns, self.heads)
        self.counted += 1
        return done

    def _rows(self, items: Iterable[Item]) -> Iterator[_Row]:
        """Yield the rows and heads that are set here, in the order of ``items``."""
        group, place, seen = -1, 0, 0
        items = iter(items)
        while chunk := list(islice(items, _CHUNK)):
            cells = self._cells([item for item in chunk if not isinstance(item, str)])
            for item in chunk:
                if isinstance(item, str):
                    group, place = group + 1, 0
                    if seen >= self.begin and self.heads is not None and self.look.group is not None:
                        yield self._row((self._head(item),), (False,), group, self.look.group, head=True)
                    continue
                seen += 1
                place += 1
                made = next(cells)
                if seen > self.begin:
                    missing = tuple(text is None for text in item)
                    yield self._row(made, missing, max(group, 0), self.look.odd if place % 2 else self.look.even)

    def _row(
        self, cells: tuple[SetCell, ...], missing: tuple[bool, ...], group: int, look: RowLook, *, head: bool = False
    ) -> _Row:
        height = look.extra + look.leading * max([len(cell.lines) for cell in cells])
        return _Row(cells, missing, group, head, look, height)

    def _head(self, text: str) -> SetCell:
        assert self.heads is not None
        made = self.heads.cell(text)
        if made is None:
            made = self.galley.head(text)
            self.heads.keep((text, False), made)
        return made

    def _cells(self, rows: list[tuple[str | None, ...]]) -> Iterator[tuple[SetCell, ...]]:
        """Yield the cells of rows; the galley sets at one time all those that only it can set."""
        set_: list[list[SetCell | None]] = [
            [column.cell(BLANK if text is None else text) for text in texts]
            for column, texts in zip(self.columns, zip(*rows, strict=True), strict=True)
        ] if rows else []  # fmt: skip
        wanted = [
            list(dict.fromkeys(row[at] or BLANK for row, cell in zip(rows, cells, strict=True) if cell is None))
            for at, cells in enumerate(set_)
        ]
        if any(wanted):
            for column, cells, texts, some in zip(
                self.columns, set_, zip(*rows, strict=True), self.galley.cells(wanted), strict=True
            ):
                for text, cell in some.items():
                    column.keep((text, False), cell)
                cells[:] = [
                    some[text or BLANK] if cell is None else cell for cell, text in zip(cells, texts, strict=True)
                ]
        whole: list[list[SetCell]] = set_  # type: ignore[assignment]
        for at in range(1, len(whole)):
            for place, (cell, before) in enumerate(zip(whole[at], whole[at - 1], strict=True)):
                if cell.neutral and before.latin:
                    whole[at][place] = self.columns[at].cell(rows[place][at] or BLANK, part=True) or cell
        yield from zip(*whole, strict=True)


def _parted(row: _Row, room: float) -> tuple[_Row, _Row]:
    """Return what of a row fits in ``room``, and the rest, for a row that is higher than a page."""
    count = max(1, int((room - row.look.extra) / row.look.leading + _NEAR))
    upper = tuple(replace(cell, lines=cell.lines[:count]) for cell in row.cells)
    lower = tuple(replace(cell, lines=cell.lines[count:]) for cell in row.cells)
    heights = (row.look.extra + row.look.leading * max(len(cell.lines) for cell in cells) for cells in (upper, lower))
    first, second = heights
    return replace(row, cells=upper, height=first), replace(row, cells=lower, height=second)


class _Sheet:
    """A page while rows are put on it."""

    def __init__(self, look: PageLook, columns: Sequence[Cells], heads: Cells | None) -> None:
        self.rows: list[SetRow] = []
        self.goes_on = False
        self._look = look
        self._columns = columns
        self._heads = heads
        self._y = look.top
        self._under: dict[str, list[str]] = {}
        self._text: list[str] = []
        self._colour = ""
        self._font: tuple[str, float] | None = None
        self._mark = 0

    @property
    def room(self) -> float:
        """How much room there is, in CSS pixels."""
        return self._look.bottom - self._y

    def holds(self, height: float) -> bool:
        """Whether a row goes on the page."""
        return height <= self.room + _NEAR

    def put(self, row: _Row) -> None:
        """Put a row under those that are there."""
        self._draw_under(row)
        baseline = self._y + row.look.baseline
        if row.head:
            assert self._heads is not None
            self._cell(row.cells[0], self._heads, "TH", baseline, row.look.leading, None, pale=False)
        else:
            before: SetCell | None = None
            for cell, column, missing in zip(row.cells, self._columns, row.missing, strict=True):
                tag = "TH" if column.column.header else "TD"
                self._cell(cell, column, tag, baseline, row.look.leading, before, pale=missing)
                before = cell
        languages = tuple((at, cell.language) for at, cell in enumerate(row.cells) if cell.language is not None)
        said = tuple([cell.said for cell in row.cells])
        self.rows.append(SetRow(said, row.group, row.head, self.goes_on, languages))
        self.goes_on = False
        self._y += row.height

    def drawn(self) -> DrawnPage:
        """Return the page."""
        parts = ["Q"]  # ends what is drawn of the model
        if self._under:
            parts.append("/Artifact BMC")
            for colour, rectangles in self._under.items():
                parts += [colour, *rectangles]
            parts.append("EMC")
        parts += ["BT", *self._text, "ET"]
        return DrawnPage("\n".join(parts).encode("latin-1"), tuple(self.rows))

    def _draw_under(self, row: _Row) -> None:
        shift, height = self._look.shift, self._look.height
        for one in row.look.under:
            top = self._y + one.top[0] * row.height + one.top[1]
            bottom = self._y + one.bottom[0] * row.height + one.bottom[1]
            x, width = (one.left + shift) * POINTS, (one.right - one.left) * POINTS
            y = (height - bottom) * POINTS
            self._under.setdefault(one.colour, []).append(
                f"{x:.2f} {y:.2f} {width:.2f} {(bottom - top) * POINTS:.2f} re f"
            )

    def _cell(
        self, cell: SetCell, cells: Cells, tag: str, baseline: float, leading: float, before: SetCell | None, *,
        pale: bool,
    ) -> None:  # fmt: skip
        out = self._text
        face = cells.face
        colour = cells.column.pale if pale else cells.column.ink
        if colour != self._colour:
            self._colour = colour
            out.append(colour)
        out.append(f"/{tag} <</MCID {self._mark}>>BDC")
        self._mark += 1
        right = (cells.column.right + self._look.shift) * POINTS
        y = (self._look.height - baseline) * POINTS
        if before is not None and len(before.lines) == 1 and cell.lines:
            self._use(face.name, face.size)
            x = right - BEFORE * face.size * POINTS / 1000
            out.append(f"/Span <</ActualText( )>>BDC\n1 0 0 1 {x:.2f} {y:.2f} Tm[{face.between}]TJ\nEMC")
        for line in cell.lines:
            x = right - line.reach * POINTS
            if isinstance(line.body, str):
                self._use(face.name, face.size)
                out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm[{line.body}]TJ")
            else:
                self._font = None
                for one in line.body:
                    if isinstance(one, str):
                        out.append(one)
                    else:
                        out.append(f"1 0 0 1 {x + one[0] * POINTS:.2f} {y - one[1] * POINTS:.2f} Tm")
            y -= leading * POINTS
        out.append("EMC")

    def _use(self, font: str, size: float) -> None:
        if self._font != (font, size):
            self._font = font, size
            self._text.append(f"/{font} {size * POINTS:g} Tf")
