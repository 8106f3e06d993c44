"""The parts of a long table's pages that change from page to page: the page number, and «يتبع» at
the foot.

WeasyPrint draws the table head and all other margin boxes once; every page shows that drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from report.render.artifacts import margin_subtype
from report.render.continuation import GOES_ON
from report.render.long_tables.cells import Cells
from report.render.long_tables.model import SCALE, ColumnStyle, ShapedLine
from report.render.long_tables.strings import select_font, start_line
from report.render.long_tables.styles import colour_of, texts_in
from report.render.long_tables.typeface import Typeface
from report.render.text_layer import TextLayer

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, Content, PageBox, TableBox, TextBox


#: The strings that similar lines share, the glyph codes of their figures, and their width.
_Alike = tuple[tuple[str, ...], tuple[str, ...] | None, int]
#: The number of hexadecimal digits in a glyph code.
_CODE = 4


@dataclass(frozen=True, slots=True)
class Running:
    """A line that is set again on each page.

    ``left`` and ``right`` are the edges of its box in CSS pixels, and ``align`` is the edge it is
    aligned to. ``baseline`` is measured down from the top of the page; for the table foot it is
    measured from the end of the rows. ``content`` is the value of the CSS ``content`` property
    (``counter(page)`` and similar), and is empty for a fixed ``text``. ``kind`` is the artifact
    subtype of its margin, and is empty in the body of the page.
    """

    cells: Cells
    left: float
    right: float
    align: str
    baseline: float
    content: Content
    text: str
    kind: str
    alike: dict[tuple[int, int], _Alike] = field(default_factory=dict)

    def line(self, number: int, total: int, render: Callable[[int, str], str]) -> ShapedLine:
        """Return the line of a page; ``render`` formats a number in a CSS counter style.

        Lines that differ only in the figures of the page number are set once.
        """
        figures = len(str(number)) if self.content else 0
        if (figures, total) not in self.alike:
            self.alike[figures, total] = self._alike(figures, total, render)
        strings, codes, reach = self.alike[figures, total]
        if codes is None:
            return self._set(number, total, render)
        shown = [codes[int(figure)] for figure in str(number)] if figures else []
        body = "".join(chain.from_iterable(zip(strings, [*shown, ""], strict=True)))
        return ShapedLine(reach, body, chooses=True)

    def _alike(self, figures: int, total: int, render: Callable[[int, str], str]) -> _Alike:
        """Return what the lines with this many figures in the page number share: the strings around
        the figures, the glyph code of each figure, and the width of the line.

        The codes are ``None`` if the lines differ in more than the figures.
        """
        if not figures:
            line = self._set(0, total, render)
            return (line.body,), (), line.reach
        ones = self._set(int("1" * figures), total, render)
        lines = [
            self._set(int("1" + str(figure) * (figures - 1)), total, render) for figure in range(10)
        ]
        lines += [self._set(int(str(figure) * figures), total, render) for figure in range(2, 10)]
        if any((line.reach, len(line.body)) != (ones.reach, len(ones.body)) for line in lines):
            return (), None, 0
        nines = lines[-1].body  # a page number of nines only
        apart = [index for index in range(len(ones.body)) if ones.body[index] != nines[index]]
        places = sorted({_code_at(ones.body, index) for index in apart})
        if len(places) != figures:
            return (), None, 0
        first = [line.body[places[0] :][:_CODE] for line in (ones, *lines[10:])]
        none = lines[0].body[places[-1] :][:_CODE] if figures > 1 else first[0]
        edges = [0, *(place + _CODE for place in places)]
        strings = tuple(
            ones.body[start:end]
            for start, end in zip(edges, [*places, len(ones.body)], strict=True)
        )
        return strings, (none, *first), ones.reach

    def _set(self, number: int, total: int, render: Callable[[int, str], str]) -> ShapedLine:
        text = self.text
        if self.content:
            numbers = {"page": number, "pages": total}
            text = "".join(
                value if kind == "string" else render(numbers.get(value[0], 0), value[1])
                for kind, value in self.content
            )
        laid_out = self.cells.cell(" ".join(text.split()))
        if laid_out is None:
            raise ValueError(f"cannot be set: {text!r}")
        (line,) = laid_out.lines
        return line


def _code_at(body: str, index: int) -> int:
    """Return the start of the glyph code that contains the hexadecimal digit at an offset of a
    ``TJ`` string."""
    start = body.rindex("<", 0, index) + 1
    return index - (index - start) % _CODE


def running_of(
    page: PageBox, face: Callable[[TextBox], Typeface], layer: TextLayer, table: TableBox
) -> tuple[Running, ...]:  # fmt: skip
    """Return the lines of a laid-out page that change from page to page, and hide them there."""
    from report.render.engine import boxes

    running = []
    for box in page.children:
        if isinstance(box, boxes.MarginBox) and _counts(box) and texts_in(box):
            kind = margin_subtype(box.at_keyword)
            running.append(_running(box, box, tuple(box.style["content"]), kind, face, layer))
    for box in table.descendants():
        if (
            isinstance(box, boxes.InlineBox)
            and box.element is not None
            and box.element.get("class") == GOES_ON
        ):
            cell = next(
                child
                for child in table.descendants()
                if isinstance(child, boxes.TableCellBox) and box in child.descendants()
            )
            top = next(group for group in table.children if group.is_footer).position_y
            line = _running(cell, box, (), "", face, layer)
            running.append(replace(line, baseline=line.baseline - top))
    return tuple(running)


def _counts(box: Box) -> bool:
    """Return whether a margin box holds only strings and page counters, with at least one
    counter."""
    content = box.style["content"]
    if not isinstance(content, Sequence) or isinstance(content, str):
        return False
    kinds = {kind for kind, _ in content}
    return "counter()" in kinds and kinds <= {"counter()", "string"}


def _running(
    around: Box,
    box: Box,
    content: Content,
    kind: str,
    face: Callable[[TextBox], Typeface],
    layer: TextLayer,
) -> Running:
    text = texts_in(box)[0]
    left = around.content_box_x()
    align = around.style["text_align_all"]
    if align in ("start", "end"):
        align = "right" if (align == "start") == (around.style["direction"] == "rtl") else "left"
    colour = colour_of(text.style["color"])
    right = left + around.width
    style = ColumnStyle(
        left,
        right,
        wraps=False,
        numeric=False,
        header=False,
        language=None,
        ink=colour,
        pale=colour,
        edge=left,
    )
    running = Running(
        Cells(style, face(text), layer),
        left,
        right,
        align,
        text.position_y + text.baseline,
        content,
        text.text,
        kind,
    )
    for child in (box, *box.descendants()):
        child.style = child.style.copy()
        child.style["visibility"] = "hidden"
    return running


def drawn(
    lines: Sequence[Running],
    height: float,
    bottom: float,
    page: tuple[int, int],
    render: Callable[[int, str], str],
    *,
    last: bool,
) -> bytes:
    """Return the operators of a page's lines.

    ``bottom`` is the end of its rows, ``last`` is true for the last page of its table, and ``page``
    is its number and the number of pages.
    """
    operators: list[str] = []
    for line in lines:
        if line.content or not last:
            up = height - line.baseline - (0 if line.content else bottom)
            operators += _drawn(line, line.line(*page, render), up)
    return "\n".join(operators).encode("latin-1")


def _drawn(running: Running, line: ShapedLine, up: float) -> Iterator[str]:
    face = running.cells.face
    spare = (running.right - running.left) * SCALE - line.reach
    moved = {"left": spare, "center": spare / 2}.get(running.align, 0.0)
    x = round(running.right * SCALE - line.reach - moved)
    yield (
        "/Artifact BMC"
        if not running.kind
        else f"/Artifact <</Type/Pagination/Subtype/{running.kind}>>BDC"
    )
    yield running.cells.column.ink
    yield f"BT {select_font(face.name, face.size)}"
    yield f"{start_line(x, round(up * SCALE))}{line.body}"
    yield "ET\nEMC"
