"""The sums that the pages of a long table carry forward, drawn as pagination artifacts.

They are no rows of the table: they exist because the page ends, as running heads do (ISO 32000-1,
14.8.2.2.2), so they are in no element of the structure tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.errors import Location, RenderError
from report.render.carried import cells_with_text, compared, line_of
from report.render.long_tables.cells import Cells
from report.render.long_tables.model import SCALE, ColumnStyle, LaidOutCell, RowArea, RowStyle
from report.render.long_tables.strings import select_font, start_line
from report.render.long_tables.styles import TableFragment, column_style, row_style, texts_in
from report.tables import BROUGHT_CLASS, CARRIED_CLASS

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, TableBox
    from report.tables.sums import Amounts, Sums


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A line of sums: its name, and what lays out the cells of the name and of each sum."""

    name: str
    cells: tuple[Cells, ...]
    style: RowStyle
    height: float

    def laid_out(self, texts: Sequence[str]) -> list[LaidOutCell]:
        """Return the cells of the name and of the sums.

        :raises ValueError: if a text has a form that no number has.
        """
        laid_out = []
        for cells, text in zip(self.cells, (self.name, *texts), strict=True):
            cell = cells.cell(text)
            if cell is None:
                raise ValueError(f"cannot be set: {text!r}")
            laid_out.append(cell)
        return laid_out

    def drawn(self, texts: Sequence[str], top: float, area: RowArea) -> Iterator[str]:
        """Yield the operators of the line, ``top`` CSS pixels below the top of the page."""
        up = round((area.height - top - self.style.baseline) * SCALE)
        yield "/Artifact <</Type/Pagination>>BDC"
        for rectangle in self.style.under:
            high = rectangle.top[0] * self.height + rectangle.top[1]
            low = rectangle.bottom[0] * self.height + rectangle.bottom[1]
            sizes = (
                rectangle.left + area.shift,
                area.height - top - low,
                rectangle.right - rectangle.left,
                low - high,
            )
            x, y, width, height = (round(size * SCALE) for size in sizes)
            yield f"{rectangle.colour}\n{x} {y} {width} {height} re f"
        for cells, cell in zip(self.cells, self.laid_out(texts), strict=True):
            right = round((cells.column.right + area.shift) * SCALE)
            (line,) = cell.lines
            yield f"{cells.column.ink}\nBT {select_font(cells.face.name, cells.face.size)}"
            yield f"{start_line(right - line.reach, up)}{line.body}\nET"
        yield "EMC"


@dataclass(slots=True)
class CarriedLines:
    """The lines at the heads and feet of the pages of a long table.

    ``amounts`` are the sums of the rows so far, ``rows`` how many these are, and ``begun`` the rows
    that begin on the page, all counted from 0.
    """

    sums: Sums
    head: CarriedLine
    foot: CarriedLine
    amounts: Amounts = ()
    rows: int = 0
    begun: list[int] = field(default_factory=list)

    def begin(self, rows: int) -> None:
        """Take the rows on earlier pages."""
        self.amounts = self.sums.added((), range(rows))
        self.rows, self.begun = rows, []

    def page(self, area: RowArea, bottom: float, where: Location, *, last: bool) -> Iterator[str]:
        """Yield the operators of the lines of a page, whose rows end at ``bottom``, and go over to
        the next.

        :raises RenderError: ``carried-differs`` if the sums are not those of the rows that were put
            on the pages, added one by one.
        """
        earlier, self.amounts = self.amounts, self.sums.added(self.amounts, self.begun)
        brought = self.sums.carried(self.rows)
        self.rows += len(self.begun)
        carried = self.sums.carried(self.rows)
        self.begun = []
        findings = compared(self.sums, earlier, brought, where)
        findings += compared(self.sums, self.amounts, carried, where)
        if findings:
            raise RenderError(*findings)
        yield from self.head.drawn(brought, area.top - self.head.height, area)
        if not last:
            yield from self.foot.drawn(carried, bottom, area)


def carried_lines(
    sums: Sums,
    fragments: Sequence[TableFragment],
    cells_of: Callable[[Sequence[ColumnStyle], Sequence[Box]], list[Cells]],
) -> CarriedLines:
    """Return the lines that the pages of a table carry forward.

    :param fragments: the table on the pages that WeasyPrint laid out.
    :param cells_of: returns what lays out the cells of columns, given cells with a text of each.
    """
    first, later = fragments[0], fragments[-1]
    shift = later.table.position_x - first.table.position_x
    foot, head = line_of(first.table, CARRIED_CLASS), line_of(later.table, BROUGHT_CLASS)
    assert foot is not None and head is not None
    lines: list[CarriedLine] = []
    for line, moved in ((head, shift), (foot, 0.0)):
        cells = [cell for cell, _ in cells_with_text(line)]
        styles = [column_style([cell], True).moved(-moved) for cell in cells]
        name = texts_in(cells[0])[0].text.strip()
        style = row_style(line, [line]).moved(-moved)
        lines.append(CarriedLine(name, tuple(cells_of(styles, cells)), style, line.height))
    return CarriedLines(sums, head=lines[0], foot=lines[1])


def hide_lines(table: TableBox) -> None:
    """Hide the lines on a model page: the texts of that in the head, whose rules all pages share,
    and all of that in the foot."""
    for kind in (BROUGHT_CLASS, CARRIED_CLASS):
        line = line_of(table, kind)
        for box in () if line is None else (line, *line.descendants()):
            if kind == CARRIED_CLASS or not _is_cell(box):
                box.style = box.style.copy()
                box.style["visibility"] = "hidden"


def _is_cell(box: Box) -> bool:
    return box.element is not None and box.element.tag in ("tr", "td") and not _in_line(box)


def _in_line(box: Box) -> bool:
    from report.render.engine import boxes

    return isinstance(box, boxes.LineBox | boxes.TextBox | boxes.InlineBox)
