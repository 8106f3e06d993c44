"""The long-table renderer: WeasyPrint sets the first rows, and this package sets all following
rows, page after page.

The HTML holds enough rows of a table to fill a page, and two rows that each begin a page. The last
of these is a probe. Once WeasyPrint has laid out the probe, the styles of the table are known
(:mod:`report.render.long_tables.styles`), and so is the first row that is not on the first page.
:mod:`report.render.long_tables.pages` lays out the rows from there on, so the number of their pages
is known before WeasyPrint numbers the next page of the document.

WeasyPrint's pages after the first keep the table head and their margin boxes, and lose their rows.
They become the first pages of the long-table renderer, and the models of its other pages.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from report.bounds import need_pages
from report.deflating import deflated
from report.errors import Finding, Location, RenderError
from report.render.engine.boxes import PageBox, element_of
from report.render.engine.document import LayoutSession
from report.render.engine.drawing import font_of
from report.render.engine.glyphs import first_font
from report.render.engine.pagination import Pagination, PendingPage, around_pages
from report.render.engine.pdf import Array, Dictionary, Pdf
from report.render.group_heads import remove_repeated
from report.render.long_tables.body import anchors_of, last_row, own_objects
from report.render.long_tables.carried import carried_lines, hide_lines
from report.render.long_tables.cell_cache import CellCache, LargeCells
from report.render.long_tables.cells import Cells
from report.render.long_tables.cells_ahead import CellsAhead, is_large
from report.render.long_tables.furniture import Running, drawn, running_of
from report.render.long_tables.ink import RowInk
from report.render.long_tables.model import (
    ColumnStyle,
    LaidOutRegister,
    LaidOutRow,
    Place,
    RowArea,
    Streams,
    TableStyle,
    side_of,
)
from report.render.long_tables.offscreen import OffscreenLayout
from report.render.long_tables.page_buffer import PageBuffer
from report.render.long_tables.pages import Pages
from report.render.long_tables.styles import (
    TableFragment,
    is_data,
    is_head,
    row_area,
    sum_rows,
    table_fragment,
    table_style,
    texts_in,
    whole_pages,
)
from report.render.long_tables.typeface import Typeface
from report.render.machine import load_cells_ahead
from report.render.model import REGISTERS
from report.render.structure import Structure
from report.render.text_layer import TextLayer
from report.tables.model import LongTable
from report.tables.row_heights import is_tall

if TYPE_CHECKING:
    from report.render.engine.boxes import Box
    from report.render.engine.document import Document
    from report.render.engine.drawing import Font, FontKey
    from report.side_process import SideProcess


@dataclass(slots=True)
class RegisterState:
    """A long table in the document.

    ``models`` are the indexes of WeasyPrint's pages of the table after the first ones.
    ``page_buffer`` holds the pages of the long-table renderer, and ``begin`` is the index of their
    first row. ``anchors`` are the rows that are link targets, by name, and ``places`` the positions
    of these rows. ``note`` says how many cells WeasyPrint has set, if any.
    """

    table: LongTable
    fragments: dict[int, TableFragment] = field(default_factory=dict)
    models: tuple[int, ...] = ()
    style: TableStyle | None = None
    faces: dict[str, Typeface] = field(default_factory=dict)
    page_buffer: PageBuffer | None = None
    begin: int = 0
    running: tuple[tuple[Running, ...], ...] = ()
    height: float = 0
    anchors: dict[str, int] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    note: Finding | None = None

    @property
    def more(self) -> int:
        """The number of pages in addition to WeasyPrint's."""
        return 0 if self.page_buffer is None else self.page_buffer.pages - len(self.models)


class _Counters(dict[str, list[int]]):
    """Page counters whose ``pages`` includes the pages that the long-table renderer adds."""

    def __init__(self, long_tables: LongTableRenderer, counters: Mapping[str, list[int]]) -> None:
        super().__init__(counters)
        self._renderer = long_tables

    def __setitem__(self, name: str, value: list[int]) -> None:
        super().__setitem__(name, [value[0] + self._renderer.more] if name == "pages" else value)

    def __deepcopy__(self, _: object) -> _Counters:
        return _Counters(self._renderer, {name: list(values) for name, values in self.items()})


@dataclass(slots=True)
class LongTableRenderer:
    """Lays out the long tables of one document.

    ``session`` and ``sheets`` are those of the document. ``side_process`` lays out cells of large
    tables.
    """

    registers: Mapping[str, LongTable]
    layer: TextLayer
    session: LayoutSession
    sheets: Sequence[object]
    language: str
    side_process: SideProcess | None = None
    fonts: dict[FontKey, Font] = field(default_factory=dict)
    laid: dict[str, RegisterState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        side = self.side_process
        if side is not None and any(
            is_large(table.rows, side) for table in self.registers.values()
        ):
            side.prepare(load_cells_ahead)

    @property
    def more(self) -> int:
        """The number of pages in addition to WeasyPrint's."""
        return sum(state.more for state in self.laid.values())

    def after(self, page: PageBox, pending: PendingPage) -> None:
        """Inspect a laid-out page, and lay out the rows of a table whose last page it is."""
        for key, table in self.registers.items():
            fragment = table_fragment(page, key)
            if fragment is None:
                continue
            laid = self.laid.setdefault(key, RegisterState(table))
            laid.fragments[pending.index] = fragment
            if fragment.rows and fragment.rows[-1].element is last_row(element_of(fragment.table)):
                self._set(laid, key, pending.index, pending.root)
                self._tell(laid, pending.pagination)
                self._move(laid, pending.index, pending.pagination)

    def looking(self) -> AbstractContextManager[None]:
        """Inspect each page that is laid out while the context is active."""

        def lay_out(pending: PendingPage, proceed: Callable[[], PageBox]) -> PageBox:
            if pending.index == 0:
                counters = pending.pagination.counters(0)
                if not isinstance(counters, _Counters):
                    pending.pagination.set_counters(0, _Counters(self, counters))
            page = proceed()
            self.after(page, pending)
            return page

        return around_pages(lay_out)

    def settle(self, document: Document) -> None:
        """Remove the rows, and the lines that change from page to page, from the model pages.

        The document takes over the fonts of the rows.

        :raises RenderError: ``register-not-set``.
        """
        document.fonts = self.fonts
        for key in self.registers:
            if key not in self.laid or not self.laid[key].models:
                raise RenderError.of("register-not-set", Location(key=key))
        for laid in self.laid.values():
            running = []
            for index in laid.models:
                page, table = laid.fragments[index].page, laid.fragments[index].table
                table.children = [
                    group for group in table.children if group.is_header or group.is_footer
                ]
                remove_repeated(table)
                hide_lines(table)
                face = partial(self._face, laid)
                running.append(running_of(page, face, self.layer.beside(), table))
            laid.running = tuple(running)
            for line in chain.from_iterable(running):
                # Give every figure a glyph code before the fonts are subset.
                line.line(1234567890, 1234567890, self.session.counter)
            laid.height = document.pages[laid.models[0]].height

    @property
    def notes(self) -> tuple[Finding, ...]:
        """How many cells of each table WeasyPrint has set one by one."""
        return tuple(laid.note for laid in self.laid.values() if laid.note is not None)

    def close(self) -> None:
        """Release the page buffers when no reader will."""
        for laid in self.laid.values():
            if laid.page_buffer is not None:
                laid.page_buffer.end()
                laid.page_buffer.close()

    def laid_out_registers(
        self, pdf: Pdf, document: Document, tree: Structure
    ) -> tuple[LaidOutRegister, ...]:
        """Return the laid-out tables, and record in the catalog of the PDF which objects belong to
        them."""
        listed, registers = Array(), []
        for laid in self.laid.values():
            models = Array(pdf.page_references[index] for index in laid.models)
            element = tree.made_of(element_of(laid.fragments[laid.models[0] - 1].table), "/Table")
            listed.append(Dictionary({"Models": models, "Table": element.reference}))
            listed[-1]["Names"] = own_objects(pdf, laid.anchors)
            registers.append(self._register(laid, len(document.pages) + self.more))
        if registers:
            pdf.catalog[REGISTERS] = listed
        return tuple(registers)

    def _before(self, index: int) -> int:
        """Return how many pages the long-table renderer adds before the page at ``index``."""
        return sum(
            state.more for state in self.laid.values() if state.models and state.models[-1] < index
        )

    def _register(self, laid: RegisterState, total: int) -> LaidOutRegister:
        assert laid.page_buffer is not None and laid.style is not None
        page_buffer, running, height = laid.page_buffer, laid.running, laid.height
        render = cache(self.session.counter)
        first = laid.models[0] + 1 + self._before(laid.models[0])

        def pages(start: int, stop: int) -> Iterator[tuple[Streams, tuple[LaidOutRow, ...]]]:
            for index, (content, bottom, rows) in enumerate(page_buffer.read(start, stop), start):
                lines = running[side_of(len(running), index)]
                last, numbers = index == page_buffer.pages - 1, (first + index, total)
                around = drawn(lines, height, bottom, numbers, render, last=last)
                yield (*content, deflated(around)), rows

        columns = laid.style.columns
        return LaidOutRegister(
            pages,
            page_buffer.sizes,
            page_buffer.close,
            tuple(column.header for column in columns),
            tuple(column.language for column in columns),
            {name: laid.places[row] for name, row in laid.anchors.items()},
        )

    def _set(self, laid: RegisterState, key: str, last: int, root: Element) -> None:
        """Lay out the rows that are not on the first page, unless that is already done."""
        indexes = [last]
        while indexes[0] - 1 in laid.fragments:
            indexes.insert(0, indexes[0] - 1)
        fragments = [laid.fragments[index] for index in indexes]
        own = whole_pages(fragments)
        own_rows = chain.from_iterable(fragment.rows for fragment in fragments[:own])
        begin = len({id(row.element) for row in own_rows if is_data(row)})
        style = table_style(fragments, [column.numeric for column in laid.table.columns])
        if laid.page_buffer is None or (laid.begin, laid.style) != (begin, style):
            laid.begin, laid.style = begin, style
            ink = RowInk(
                laid.table, key.partition("#")[0], indexes[own] + 1 + self._before(indexes[own]),
                fragments[0].rows[0].style["font_size"], style.columns,
            )  # fmt: skip
            models = [row_area(fragment, fragments[0]) for fragment in fragments[own:]]
            self._spool(laid, fragments, models, root, last, ink)
        laid.models = tuple(indexes[own:])

    def _spool(
        self, laid: RegisterState, fragments: list[TableFragment], models: list[RowArea],
        root: Element, last: int, ink: RowInk,
    ) -> None:  # fmt: skip
        """Lay out the rows on pages, starting at page index ``last``; ``ink`` compares their ink.

        :raises RenderError: ``bound-pages``, ``cell-overflow``, ``text-over-text``, ``off-page``.
        """
        assert laid.style is not None
        if laid.page_buffer is not None:
            laid.page_buffer.close()
        first = fragments[0]
        rows = list(chain.from_iterable(fragment.rows for fragment in fragments))
        heads = [row for row in rows if is_head(row)]
        row = next(filter(is_data, rows))
        offscreen = OffscreenLayout(
            root, element_of(first.table), self.session, self.sheets, first.table.width, self.layer,
            self.fonts, laid.style.columns, row.style["font_size"],
        )  # fmt: skip
        columns = self._cells(laid, laid.style.columns, row.children, laid.style.leading)
        over = None
        if heads and laid.style.head is not None:
            over = Cells(
                laid.style.head, self._face(laid, heads[0].children[0]), self.layer.beside()
            )
        sums = {
            kind: self._cells(laid, laid.style.sums[kind][1], probe.children)
            for kind, probe in sum_rows(rows).items()
        }
        laid.anchors = anchors_of(element_of(first.table), laid.begin)
        ahead = self._ahead(laid.table, columns)
        page_buffer = laid.page_buffer = PageBuffer(at_once=ahead is not None)
        asked = frozenset(laid.anchors.values())
        pages = Pages(
            laid.style,
            lambda index: models[side_of(len(models), index)],
            columns,
            over,
            offscreen,
            laid.begin,
            partial(is_tall, table=laid.table),
            ink,
            asked,
            sums=sums,
            carried=None
            if laid.table.carried is None
            else carried_lines(laid.table.carried, fragments, partial(self._cells, laid)),
            ahead=ahead,
        )
        for page in pages.drawn(laid.table.items(), laid.table.rows):
            page_buffer.put(page)
            need_pages(last + page_buffer.pages)
        page_buffer.end()
        laid.places = pages.places
        laid.note = pages.note

    def _cells(
        self, laid: RegisterState, styles: Sequence[ColumnStyle], boxes: Sequence[Box],
        leading: float = 0,
    ) -> list[Cells]:  # fmt: skip
        """Return what lays out the cells of columns; ``boxes`` are cells with a text of each."""
        large = LargeCells()
        return [
            Cells(style, self._face(laid, box), self.layer.beside(), CellCache(large), leading)
            for style, box in zip(styles, boxes, strict=True)
        ]

    def _ahead(self, table: LongTable, columns: Sequence[Cells]) -> CellsAhead | None:
        """Return what lays out cells in the side process if the table is large."""
        side = self.side_process
        return CellsAhead(side, columns) if side and is_large(table.rows, side) else None

    def _face(self, laid: RegisterState, around: Box) -> Typeface:
        """Return the typeface of the text in a box.

        :raises RenderError: ``foreign-font`` if it is not a bundled font.
        """
        box = texts_in(around)[0]
        font, size = font_of(self.fonts, first_font(box))
        language = str(box.style["lang"] or self.language)
        name = f"{font.hash} {size} {language}"
        if name not in laid.faces:
            face, codes = self.layer.codes_of(font)
            if face is None:
                raise RenderError.of("foreign-font", font=font.family, text=box.text.strip()[:60])
            laid.faces[name] = Typeface(font, face, size, codes, language)
        return laid.faces[name]

    def _tell(self, laid: RegisterState, pagination: Pagination) -> None:
        """Give the page counters of the rows that are link targets to WeasyPrint's pagination."""
        counters_before = pagination.counters(laid.models[0])
        first = counters_before["page"][0] + 1
        for name, row in laid.anchors.items():
            counters = copy.deepcopy(counters_before)
            counters["page"] = [first + laid.places[row].page]
            pagination.settle(name, counters, laid.models[0])

    def _move(self, laid: RegisterState, last: int, pagination: Pagination) -> None:
        """Set the number and the side of the page that follows the table, as the pages of the
        long-table renderer precede it."""
        if not pagination.has(last + 1):
            return
        counters = pagination.counters(last + 1)
        if "page" in counters:
            counters["page"] = [counters["page"][0] + laid.more, *counters["page"][1:]]
        if laid.more % 2:
            pagination.turn(last + 1)
