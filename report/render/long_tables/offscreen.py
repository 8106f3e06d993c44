"""Lay out the cells that only WeasyPrint can set, such as those with foreign words.

They are set on one endless page, in the columns of their table, and taken from there line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from report.arabic import bind_numbers, foreign_language, isolate
from report.render.engine.boxes import element_of
from report.render.engine.document import LayoutSession, page_box
from report.render.engine.drawing import Matrix
from report.render.long_tables.model import SCALE, ColumnStyle, LaidOutCell, ShapedLine
from report.render.long_tables.recorder import Recorder
from report.render.long_tables.strings import text_string
from report.render.long_tables.styles import lines_in, table_fragment, texts_in
from report.render.overflow import over_cell
from report.render.text_layer import TextLayer
from report.tables.widths import breaks_code

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, TableCellBox, TextBox
    from report.render.engine.drawing import Font, FontKey

_KEY = "offscreen"
#: A single page for all rows, independent of the document's page size.
_PAGE = """
@page {{ size: {width:.3f}px 4000000px; margin: 50px }}
html, body, main, section, div, table {{
  page: auto !important; break-before: auto !important; break-after: auto !important
}}
"""


@dataclass(frozen=True, slots=True)
class OffscreenLayout:
    """Lays out cells of a table by WeasyPrint.

    ``table`` is the element of the table in ``root``; its classes select its style. ``session`` and
    ``sheets`` are those of the document. ``width`` is the width of the table and ``size`` its font
    size, in CSS pixels.
    """

    root: Element
    table: Element
    session: LayoutSession
    sheets: Sequence[object]
    width: float
    layer: TextLayer
    fonts: dict[FontKey, Font]
    columns: tuple[ColumnStyle, ...]
    size: float

    def cells(self, texts: Sequence[Sequence[str]]) -> list[dict[str, LaidOutCell]]:
        """Return the laid-out cells of the texts of each column, by text."""
        rows = []
        for index in range(max(map(len, texts))):
            cells = []
            for column, column_texts in zip(self.columns, texts, strict=True):
                tag = "th scope=row" if column.header else "td"
                kind = " class=number" if column.numeric else ""
                language = f" lang={column.language}" if column.language else ""
                text = (
                    isolate(bind_numbers(column_texts[index])) if index < len(column_texts) else ""
                )
                if index < len(column_texts) and breaks_code(
                    column_texts[index], (column.right - column.left) / self.size
                ):
                    kind = " class=breaks"
                cells.append(f"<{tag}{kind}{language}>{text}</{tag[:2]}>")
            rows.append(f"<tr class=odd>{''.join(cells)}</tr>")
        by_text: list[dict[str, LaidOutCell]] = [{} for _ in texts]
        for index, row in enumerate(self._set(rows)):
            for column_texts, cells_, cell in zip(texts, by_text, row.children, strict=True):
                if index < len(column_texts):
                    cells_[column_texts[index]] = self._cell(column_texts[index], cell)
        return by_text

    def head(self, text: str, mark: str = "") -> LaidOutCell:
        """Return the laid-out cell of a group head; ``mark`` follows its text."""
        shown = isolate(bind_numbers(text)) + mark
        head = f"<th scope=rowgroup colspan={len(self.columns)}>{shown}</th>"
        (row,) = self._set([f"<tr class=group>{head}</tr>"])
        return self._cell(text, row.children[0])

    def _set(self, rows: Sequence[str]) -> tuple[Box, ...]:
        """Lay out rows of HTML, and return their boxes."""
        own = _PAGE.format(width=self.width + 200)
        sheets = [*self.sheets, self.session.sheet(own)]
        columns = next(child for child in self.table if child.tag == "colgroup")
        widths = "".join(f'<col style="{escape(col.get("style", ""))}">' for col in columns)
        kind = escape(self.table.get("class", ""))
        table = f'<table class="{kind}" data-register="{_KEY}"><colgroup>{widths}</colgroup>'
        body = f"<tbody>{''.join(rows)}</tbody>"
        html = f'<div style="width: {self.width:.4f}px">{table}{body}</table></div>'
        for element in _around(self.root, self.table):
            if element.tag not in ("html", "body"):
                kind = escape(element.get("class", ""))
                html = f'<{element.tag} class="{kind}">{html}</{element.tag}>'
        language = escape(self.root.get("lang", "ar"))
        whole = f'<!DOCTYPE html><html lang="{language}" dir=rtl><body>{html}</body></html>'
        rendered = self.session.source(whole).lay_out(sheets)
        fragment = table_fragment(page_box(rendered.pages[0]), _KEY)
        if fragment is None or len(rendered.pages) != 1:
            raise ValueError("a galley of more than one page")
        return fragment.rows

    def _cell(self, text: str, cell: TableCellBox) -> LaidOutCell:
        right = cell.content_box_x() + cell.width
        layer = self.layer.beside()
        recorder = Recorder(self.fonts)
        lines = []
        for line in lines_in(cell):
            baseline = None
            for box in texts_in(line):
                if baseline is None:
                    baseline = box.position_y + box.baseline
                    recorder.begin(baseline)
                self._draw(
                    recorder,
                    layer,
                    box,
                    box.position_x - right + cell.width,
                    box.position_y + box.baseline,
                )
            lines.append(
                ShapedLine(round(cell.width * SCALE), "\n" + recorder.taken(), chooses=True)
            )
        latin = any(letter.isalpha() and ord(letter) < 0x590 for letter in text)
        whole = texts_in(cell)
        alone = len(whole) == 1 and element_of(whole[0]).tag == "bdi"
        return LaidOutCell(
            tuple(lines),
            text_string(text),
            latin=latin,
            language=foreign_language(text) if alone else None,
            over=over_cell(cell),
        )

    def _draw(self, recorder: Recorder, layer: TextLayer, box: TextBox, x: float, y: float) -> None:
        box.pango_layout.reactivate(box.style)
        layer.draw_first_line(recorder, box, "clip", "none", Matrix(d=-1, e=x, f=y))
        box.pango_layout.deactivate()


def _around(root: Element, inner: Element) -> list[Element]:
    """Return the ancestors of ``inner``, innermost first."""
    above = {}
    for parent in root.iter():
        above.update(dict.fromkeys(parent, parent))
    result = []
    while inner in above:
        inner = above[inner]
        result.append(inner)
    return result
