"""What stands on a lane's pages beside its rows and differs from page to page: the page's number, «يتبع» at the foot.

All else in the margins, and the head of the table, is WeasyPrint's: it is drawn once and shown on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from report.press.register.cells import Cells
from report.press.register.looks import colour_of, texts_in
from report.press.register.model import SCALE, ColumnLook, SetCell
from report.press.register.typeface import Typeface
from report.press.text_layer import TextLayer

#: The class of what is shown on every page but a table's last.
GOES_ON = "goes-on"
_SUBTYPES = {"@top": "Header", "@bottom": "Footer"}


@dataclass(frozen=True, slots=True)
class Running:
    """A line that is set anew on each page.

    ``left`` and ``right`` are the edges that it is aligned to, ``align`` of them, in CSS pixels; ``baseline`` is below
    the page's top, for the table's foot below its rows. ``content`` is CSS's (``counter(page)`` and the like), empty
    for a ``text`` that stays; ``kind`` is the structure's name of where it is, empty for the body of the page.
    """

    cells: Cells
    left: float
    right: float
    align: str
    baseline: float
    content: tuple[Any, ...]
    text: str
    kind: str

    def cell(self, value: Callable[[str, str], str]) -> SetCell:
        """Return the line; ``value`` gives the text of a counter in a style."""
        text = self.text
        if self.content:
            text = "".join(_value(kind, given, value) for kind, given in self.content)
        made = self.cells.cell(" ".join(text.split()))
        if made is None:
            raise ValueError(f"cannot be set: {text!r}")
        return made


def _value(kind: str, given: Any, value: Callable[[str, str], str]) -> str:
    if kind == "string":
        return str(given)
    name, style, *_ = given
    return value(str(name), style)


def running_of(
    page: Any, face: Callable[[Any], Typeface], layer: TextLayer, table: Any
) -> tuple[Running, ...]:  # fmt: skip
    """Take the lines that differ from page to page from a laid-out page, and hide them there."""
    from weasyprint.formatting_structure import boxes

    found = []
    for box in page.children:
        if isinstance(box, boxes.MarginBox) and _counts(box) and texts_in(box):
            kind = _SUBTYPES.get(box.at_keyword.partition("-")[0], "")
            found.append(_running(box, box, tuple(box.style["content"]), kind, face, layer))
    for box in table.descendants():
        if isinstance(box, boxes.InlineBox) and box.element is not None and box.element.get("class") == GOES_ON:
            cell = next(
                one for one in table.descendants() if isinstance(one, boxes.TableCellBox) and box in one.descendants()
            )
            top = next(group for group in table.children if group.is_footer).position_y
            line = _running(cell, box, (), "", face, layer)
            found.append(replace(line, baseline=line.baseline - top))
    return tuple(found)


def _counts(box: Any) -> bool:
    """Whether a margin box has nothing but texts and counters of pages, and one of these at least."""
    content = box.style["content"]
    if not isinstance(content, Sequence) or isinstance(content, str):
        return False
    kinds = {kind for kind, _ in content}
    return "counter()" in kinds and kinds <= {"counter()", "string"}


def _running(
    around: Any, box: Any, content: tuple[Any, ...], kind: str, face: Callable[[Any], Typeface], layer: TextLayer
) -> Running:
    text = texts_in(box)[0]
    left = around.content_box_x()
    align = around.style["text_align_all"]
    if align in ("start", "end"):
        align = "right" if (align == "start") == (around.style["direction"] == "rtl") else "left"
    colour = colour_of(text.style["color"])
    right = left + around.width
    look = ColumnLook(left, right, wraps=False, numeric=False, header=False, language=None, ink=colour, pale=colour)
    running = Running(
        Cells(look, face(text), layer), left, right, align, text.position_y + text.baseline, content, text.text, kind
    )
    for part in (box, *box.descendants()):
        part.style = part.style.copy()
        part.style["visibility"] = "hidden"
    return running


def drawn(
    lines: Sequence[Running], height: float, bottom: float, value: Callable[[str, str], str], *, last: bool
) -> bytes:
    """Return the lines of a page as operators: its rows end at ``bottom``, and it is the ``last`` of its register."""
    parts: list[str] = []
    for line in lines:
        if line.content or not last:
            parts += _drawn(line, height - line.baseline - (0 if line.content else bottom), value)
    return "\n".join(parts).encode("latin-1")


def _drawn(line: Running, up: float, value: Callable[[str, str], str]) -> Iterator[str]:
    (set_line,) = line.cell(value).lines
    face = line.cells.face
    spare = (line.right - line.left) * SCALE - set_line.reach
    moved = {"left": spare, "center": spare / 2}.get(line.align, 0.0)
    x = round(line.right * SCALE - set_line.reach - moved)
    y = round(up * SCALE)
    yield "/Artifact BMC" if not line.kind else f"/Artifact <</Type/Pagination/Subtype/{line.kind}>>BDC"
    yield line.cells.column.ink
    yield f"BT /{face.name} {face.size * SCALE:g} Tf"
    yield f"1 0 0 1 {x} {y} Tm{set_line.body}"
    yield "ET\nEMC"
