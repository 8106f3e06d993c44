"""The text boxes of a laid-out line, and their positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LineBox, TextBox


def text_boxes(box: Box) -> Iterator[TextBox]:
    """Yield the text boxes of a line in logical order."""
    from report.render.engine import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from text_boxes(child)


def place(line: LineBox) -> None:
    """Place the boxes of a line side by side from its left edge, in visual order, and set its
    width.

    Boxes out of the flow, such as footnotes, do not move.
    """
    line.width = _place_children(line, line.position_x + line.text_indent) - line.position_x


def _place(box: Box, left: float) -> float:
    """Place a box at ``left``, in CSS pixels, and return its right edge."""
    from report.render.engine import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x = left
    elif isinstance(box, boxes.InlineBox):
        box.position_x = left
        content = box.content_box_x()
        box.width = _place_children(box, content) - content
    else:
        box.translate(left - box.position_x, 0, ignore_floats=True)
    return left + float(box.margin_width())


def _place_children(box: Box, left: float) -> float:
    for child in box.children[::-1] if box.style["direction"] == "rtl" else box.children:
        if child.is_in_normal_flow():
            left = _place(child, left)
    return left
