"""A dotted line is one stroke.

WeasyPrint paints a border that is dotted on one side alone as a path with four curves for each dot:
300 bytes, so that the leaders of a table of contents are half of a file. A stroke of short dashes
with round ends paints the same dots (ISO 32000-1, 8.4.3.3 and 8.4.3.6), as WeasyPrint does for a
box that is dotted on all sides.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from weasyprint.draw.color import get_color

from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from report.render.engine.boxes import Box

_SIDES = ("top", "right", "bottom", "left")
#: The length of a dash, in CSS pixels. pdfium replaces a length of 0 by a tenth of a unit, and then
#: the last dots are missing.
_DOT = 0.001
#: The keywords of properties with which more than a border is painted.
_PLAIN = {"visibility": "visible", "column_width": "auto", "column_count": "auto"}


def dotted_lines() -> AbstractContextManager[None]:
    """Paint dotted lines as strokes while the context lasts."""
    return replaced(Replacement(Patch.BORDER, _drawn))


def _drawn(stock: Callable[[Any, Box], None]) -> Callable[[Any, Box], None]:
    """Return a function that paints the border of a box, and calls ``stock`` if it is not a dotted
    line."""

    def draw_border(stream: Any, box: Box) -> None:
        side = _dotted_side(box)
        if side is None:
            stock(stream, box)
        else:
            _draw_dots(stream, box, side)

    return draw_border


def _dotted_side(box: Box) -> str | None:
    """Return the side of a box that alone has a border, if the border is a row of dots."""
    sides = [side for side in _SIDES if getattr(box, f"border_{side}_width")]
    if len(sides) != 1 or box.style[f"border_{sides[0]}_style"] != "dotted":
        return None
    plain = all(box.style[name] == value for name, value in _PLAIN.items())
    plain = plain and box.style["border_image_source"][0] == "none"
    *edges, first, second, third, fourth = box.rounded_border_box()
    square = (first, second, third, fourth) == ((0, 0),) * 4
    length = edges[2] if sides[0] in ("top", "bottom") else edges[3]
    visible = bool(get_color(box.style, f"border_{sides[0]}_color").alpha)
    several = length >= 2 * getattr(box, f"border_{sides[0]}_width")
    return sides[0] if plain and square and visible and several else None


def _draw_dots(stream: Any, box: Box, side: str) -> None:
    """Paint the dots of one side: one at each end, and as many between as have the width of a dot
    between them."""
    colour = get_color(box.style, f"border_{side}_color")
    size = getattr(box, f"border_{side}_width")
    x, y, width, height, *_ = box.rounded_border_box()
    across = x + (width - size / 2 if side == "right" else size / 2)
    down = y + (height - size / 2 if side == "bottom" else size / 2)
    level = side in ("top", "bottom")
    length = (width if level else height) - size
    with stream.artifact(), stream.stacked():
        stream.set_color(colour, stroke=True)
        stream.set_line_width(size)
        stream.set_line_cap(1)
        stream.set_dash([_DOT, length / int((length + size) // (2 * size)) - _DOT], 0)
        stream.move_to(across, down)
        # The last dash begins where the distance ends.
        stream.line_to(across + (length + _DOT) * level, down + (length + _DOT) * (not level))
        stream.stroke()
