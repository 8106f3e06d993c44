"""Distribute rows over pages, and write the content of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from report.arabic import isolate
from report.errors import Finding, Location, Severity
from report.render.group_heads import continued_mark
from report.render.long_tables.carried import CarriedLines
from report.render.long_tables.cell_streams import without_stream
from report.render.long_tables.cells import Cells
from report.render.long_tables.cells_ahead import CellsAhead
from report.render.long_tables.ink import RowInk
from report.render.long_tables.model import (
    LaidOutCell,
    Place,
    RowArea,
    RowStyle,
    TableStyle,
)
from report.render.long_tables.offscreen import OffscreenLayout
from report.render.long_tables.sheet import NEAR, DrawnPage, Row, Sheet
from report.render.long_tables.strings import text_string
from report.render.overflow import shortened
from report.tables.model import BLANK, Item, SumRow

#: The number of rows laid out at a time: at the beginning and at the end, and the most.
_FIRST_CHUNK, _CHUNK = 100, 1_000
#: The minimum number of lines of a broken row on each page, as ``orphans`` and ``widows`` in CSS.
LINES = 2
#: The flags of a row without missing values, for any number of cells.
_NONE_MISSING: tuple[bool, ...] = ()
_Rows = list[tuple[str | None, ...]]


@dataclass(slots=True)
class Pages:
    """Lays out the rows of a table, from its row ``begin`` on, page after page.

    ``page`` returns the geometry of the page at an index from 0. ``columns`` lay out the cells of
    the columns, and ``heads`` the group heads. ``counted`` is the number of pages so far.
    ``places`` gives the positions of the ``asked`` rows, by their indexes in the table. ``tall``
    returns whether a row with these texts may break across pages. ``ink`` compares the ink of the
    rows. ``sums`` lay out the cells of rows of sums, by kind; ``carried`` draws the sums that pages
    carry forward. ``ahead`` lays out cells of the next rows meanwhile. ``slow_cells`` of
    ``all_cells`` were set by WeasyPrint; ``slow_text`` is the first of them.
    """

    style: TableStyle
    page: Callable[[int], RowArea]
    columns: Sequence[Cells]
    heads: Cells | None
    offscreen: OffscreenLayout
    begin: int
    tall: Callable[[tuple[str | None, ...]], bool]
    ink: RowInk
    asked: frozenset[int] = frozenset()
    sums: Mapping[str, Sequence[Cells]] = field(default_factory=dict)
    carried: CarriedLines | None = None
    ahead: CellsAhead | None = None
    counted: int = 0
    rows: int = 0
    all_cells: int = 0
    slow_cells: int = 0
    slow_text: str = ""
    places: dict[int, Place] = field(default_factory=dict)
    _mark: str = field(default_factory=continued_mark)
    _repeated: dict[str, LaidOutCell] = field(default_factory=dict)
    _sheet: Sheet = field(init=False)

    @property
    def note(self) -> Finding | None:
        """How many cells WeasyPrint has set one by one, as a note; ``None`` if there are none."""
        if not self.slow_cells:
            return None
        values = {
            "count": self.slow_cells, "cells": self.all_cells, "text": shortened(self.slow_text)
        }  # fmt: skip
        return Finding("slow-cells", Location(key=self.ink.key), values, Severity.NOTE)

    def drawn(self, items: Iterable[Item], count: int) -> Iterator[DrawnPage]:
        """Yield the pages of ``items``, which are the group heads and the ``count`` rows of the
        whole table."""
        self._sheet = self._page(0)
        self.counted = 1
        if self.carried is not None:
            self.carried.begin(self.begin)
        for unit in _units(self._rows(items, count)):
            yield from self._place(unit)
        if self.ahead is not None:
            self.ahead.close()
        self.ink.judge()
        yield self._done(last=True)

    def _place(self, unit: Sequence[Row]) -> Iterator[DrawnPage]:
        """Put rows on the page that are not separated: a row, the heads above it and the sums below
        it."""
        if self._sheet.is_empty:
            self._repeat_head(unit[0])
        place = next(index for index, row in enumerate(unit) if not row.head)
        row, above = unit[place], sum(head.height for head in unit[:place])
        below = sum(row.height for row in unit[place + 1 :])
        if (
            not self._sheet.holds(above + row.height + below)
            and self._sheet.rows
            and not self._begins(row, above)
        ):
            yield self._turn(unit[0])
        for head in unit[:place]:
            self._put(head)
        index = self.begin + self.rows
        if self.carried is not None:
            self.carried.begun.append(index)
        while not self._sheet.holds(row.height):
            upper, row = _split(row, self._sheet.room)
            self._put(upper)
            yield self._turn(row)
            self._sheet.goes_on = True
        if index in self.asked:
            self.places[index] = Place(self.counted - 1, self._sheet.down)
        self._put(row)
        self.rows += 1
        for sums in unit[place + 1 :]:
            if not self._sheet.holds(sums.height):
                yield self._turn(sums)
            self._put(sums)

    def _put(self, row: Row) -> None:
        """Put a row on the page and compare its ink with what is there.

        :raises RenderError: ``cell-overflow``, ``text-over-text``, ``off-page``.
        """
        number = None if row.head or row.sums else self.begin + self.rows
        self.ink.compare(
            row.cells, row.style, row.texts, number, self._sheet.down, self._sheet.foot
        )
        self._sheet.put(row)

    def _begins(self, row: Row, above: float) -> bool:
        """Return whether a row that may break across pages starts on this page, ``above`` pixels
        below its last row."""
        return self.tall(row.texts) and _fitting(row, self._sheet.room - above) >= LINES

    def _turn(self, row: Row) -> DrawnPage:
        """Return the full page, and begin the next, whose first row is ``row``."""
        done = self._done(last=False)
        self._sheet = self._page(self.counted)
        self.counted += 1
        self.ink.turn()
        self._repeat_head(row)
        return done

    def _repeat_head(self, row: Row) -> None:
        """Put the head of the group that the page continues above the first row of the page.

        Without room for the head and the row, the page has no head, unless the row may break.

        :raises RenderError: ``off-page``, ``text-over-text``.
        """
        if row.within is None or self.style.group is None:
            return
        cells, texts = (self._repeated_head(row.within),), (row.within + self._mark,)
        head = self._row(cells, (False,), row.group, self.style.group, head=True, texts=texts)
        if self._sheet.holds(head.height + row.height) or self.tall(row.texts):
            self.ink.compare(cells, head.style, texts, None, self._sheet.down, self._sheet.foot)
            self._sheet.repeat(head)

    def _page(self, index: int) -> Sheet:
        return Sheet(self.page(index), self.columns, self.heads, self.sums)

    def _done(self, *, last: bool) -> DrawnPage:
        """Return the page that is full, or the last, with the sums that it carries forward.

        :raises RenderError: ``carried-differs``.
        """
        carried: list[str] = []
        if self.carried is not None:
            where = Location(page=self.ink.page, key=self.ink.key)
            area = self.page(self.counted - 1)
            carried = list(self.carried.page(area, self._sheet.down, where, last=last))
        return self._sheet.drawn(carried)

    def _rows(self, items: Iterable[Item], count: int) -> Iterator[Row]:
        """Yield the rows and heads to lay out, in the order of ``items``."""
        group, place, seen = -1, 0, 0
        within: str | None = None
        for chunk, following in _chunks(items, count):
            cells = self._cells(_only_rows(chunk), _only_rows(following))
            for item in chunk:
                if isinstance(item, str):
                    group, place, within = group + 1, 0, item
                    if (
                        seen >= self.begin
                        and self.heads is not None
                        and self.style.group is not None
                    ):
                        yield self._row(
                            (self._head(item),), (False,), group, self.style.group, head=True,
                            texts=(item,),
                        )  # fmt: skip
                    continue
                if isinstance(item, SumRow):
                    if seen > self.begin:
                        sums = self._sum_row(item, max(group, 0))
                        yield sums._replace(within=within if item.kind == "subtotal" else None)
                    continue
                seen += 1
                place += 1
                laid_out = next(cells)
                if seen > self.begin:
                    missing = (
                        tuple([text is None for text in item]) if None in item else _NONE_MISSING
                    )
                    style = self.style.odd if place % 2 else self.style.even
                    row = self._row(laid_out, missing, max(group, 0), style, texts=item)
                    yield row if within is None else row._replace(within=within)

    def _row(
        self,
        cells: tuple[LaidOutCell, ...],
        missing: tuple[bool, ...],
        group: int,
        style: RowStyle,
        *,
        head: bool = False,
        texts: tuple[str | None, ...] = (),
    ) -> Row:
        height = style.extra + style.leading * max([len(cell.lines) for cell in cells])
        return Row(cells, missing, group, head, style, height, texts)

    def _sum_row(self, item: SumRow, group: int) -> Row:
        """Return a row of sums; a cell without a text has no lines.

        :raises ValueError: if a text has a form that no number has.
        """
        style, _ = self.style.sums[item.kind]
        cells = []
        for column, text in zip(self.sums[item.kind], item.texts, strict=True):
            cell = column.cell(text) if text else LaidOutCell((), text_string(""))
            if cell is None:
                raise ValueError(f"cannot be set: {text!r}")
            cells.append(cell)
        row = self._row(tuple(cells), _NONE_MISSING, group, style, texts=item.texts)
        return row._replace(sums=item.kind)

    def _head(self, text: str) -> LaidOutCell:
        """Return the cell of a group head."""
        assert self.heads is not None
        laid_out = self.heads.cell(text)
        if laid_out is None:
            laid_out = self.offscreen.head(text)
            self.heads.keep(text, laid_out)
        return laid_out

    def _repeated_head(self, text: str) -> LaidOutCell:
        """Return the cell of a repeated group head, whose mark is isolated from a foreign name."""
        assert self.heads is not None
        laid_out = self._repeated.get(text)
        if laid_out is None:
            whole = text + self._mark
            if isolate(whole) == isolate(text) + self._mark:
                laid_out = self.heads.cell(whole)
            self._repeated[text] = laid_out = laid_out or self.offscreen.head(text, self._mark)
        return laid_out

    def _cells(self, rows: _Rows, following: _Rows) -> Iterator[tuple[LaidOutCell, ...]]:
        """Yield the cells of each row, and have some of the ``following`` rows laid out meanwhile.
        All cells that need the off-screen layout are set there at once."""
        if self.ahead is not None:
            self.ahead.take()
            if self.all_cells:  # the first rows give out most of the glyph codes
                self.ahead.begin(following, rows)
        set_: list[list[LaidOutCell | None]] = [
            column.cells(texts)
            for column, texts in zip(self.columns, zip(*rows, strict=True), strict=True)
        ] if rows else []  # fmt: skip
        missing_texts = [_missing(rows, index, cells) for index, cells in enumerate(set_)]
        self.all_cells += len(set_) * len(rows)
        if any(missing_texts):
            self.slow_cells += sum(cells.count(None) for cells in set_)
            self.slow_text = self.slow_text or next(texts[0] for texts in missing_texts if texts)
            for column, cells, texts, offscreen_cells in zip(
                self.columns,
                set_,
                zip(*rows, strict=True),
                self.offscreen.cells(missing_texts),
                strict=True,
            ):
                for text, cell in offscreen_cells.items():
                    offscreen_cells[text] = streamed = column.streamed(cell)
                    column.keep(text, streamed)
                cells[:] = [
                    offscreen_cells[text or BLANK] if cell is None else cell
                    for cell, text in zip(cells, texts, strict=True)
                ]
        whole: list[list[LaidOutCell]] = set_  # type: ignore[assignment]
        for index in range(1, len(whole)):
            if self.columns[index].neutral:
                whole[index] = [
                    self.columns[index].separated(cell) if cell.neutral and previous.latin else cell
                    for cell, previous in zip(whole[index], whole[index - 1], strict=True)
                ]
        yield from zip(*whole, strict=True)


def _units(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows that are not separated: a row, the head above it and the sums below it."""
    unit: list[Row] = []
    for row in rows:
        if row.sums:
            unit.append(row)
        elif unit and not unit[-1].head:
            yield unit
            unit = [row]
        else:
            unit = [row] if row.head else [*unit, row]
    if unit and not unit[-1].head:
        yield unit


def _chunks(items: Iterable[Item], count: int) -> Iterator[tuple[list[Item], list[Item]]]:
    """Yield the rows and heads that are laid out at a time, with those that follow.

    The last chunks get smaller: nothing is left to lay out ahead while the very last one is drawn.

    :param count: the number of rows.
    """
    items = iter(items)
    size = min(_FIRST_CHUNK, _CHUNK)
    chunk = list(islice(items, size))
    while chunk:
        count -= len(chunk)
        size = min(2 * size, _CHUNK, max(_FIRST_CHUNK, count // 2))
        following = list(islice(items, size))
        yield chunk, following
        chunk = following


def _only_rows(items: Sequence[Item]) -> _Rows:
    return [item for item in items if isinstance(item, tuple)]


def _missing(rows: _Rows, index: int, cells: list[LaidOutCell | None]) -> list[str]:
    """Return the distinct texts of a column that have no laid-out cell yet."""
    pairs = zip(rows, cells, strict=True)
    return list(dict.fromkeys(row[index] or BLANK for row, cell in pairs if cell is None))


def _fitting(row: Row, room: float) -> int:
    """Return how many lines of a row fit in ``room``, leaving no line alone on a page."""
    lines = max(len(cell.lines) for cell in row.cells)
    count = int((room - row.style.above) / row.style.leading + NEAR)
    return min(count, max(lines - LINES, LINES))


def _split(row: Row, room: float) -> tuple[Row, Row]:
    """Return the fragment of a row that fits in ``room``, and the remaining fragment."""
    count = max(1, _fitting(row, room))
    cells = [without_stream(cell) for cell in row.cells]
    upper = tuple(cell._replace(lines=cell.lines[:count]) for cell in cells)
    lower = tuple(cell._replace(lines=cell.lines[count:]) for cell in cells)
    first, second = row.style.split()
    return _fragment(row, upper, first)._replace(height=room), _fragment(
        row, lower, second
    )  # the first fragment fills the page


def _fragment(row: Row, cells: tuple[LaidOutCell, ...], style: RowStyle) -> Row:
    height = style.extra + style.leading * max(len(cell.lines) for cell in cells)
    return row._replace(cells=cells, style=style, height=height)
