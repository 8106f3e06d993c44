"""The space at the end of a line is neither drawn nor moves the line.

WeasyPrint removes the space from the text and from the width of its box, but not from the layout
that is drawn. In a right-to-left line it moves all boxes to the left instead, so that the last box
extends beyond the margin by a space. If the space ends a left-to-right text, the whole line extends
beyond the right margin and has a gap inside.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from report.render.boxes import place
from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LayoutContext, LineBox, TextBox
    from report.render.engine.patches import LineParts, SplitLine

#: The values of ``white-space`` that collapse spaces at the end of a line (CSS Text 3, 4.1.2).
COLLAPSES = frozenset(("normal", "nowrap", "pre-line"))


def clean_line_ends() -> AbstractContextManager[None]:
    """End lines by the rules of this module while the context lasts.

    :raises AttributeError: if WeasyPrint has no such function.
    """
    return replaced(Replacement(Patch.LINE, lambda stock: partial(_split, stock)))


def _split(stock: SplitLine, context: LayoutContext, box: Box, *value: object) -> LineParts:
    """Lay out a line, or an inline box in one, with the signature of the replaced function of
    WeasyPrint."""
    from report.render.engine.boxes import LineBox

    result = stock(context, box, *value)
    if isinstance(box, LineBox):
        _remove_last_space(context, result[0])
    return result


def _remove_last_space(context: LayoutContext, line: LineBox) -> None:
    """Remove the space that ends a line, before WeasyPrint does."""
    box = _last_text(line)
    if box is None or box.style["white_space"] not in COLLAPSES or not box.text.endswith(" "):
        return
    box.text = box.text.rstrip(" ")
    if box.text:
        from report.render.engine.boxes import lay_out

        box.pango_layout, box.width = lay_out(context, box, box.text)
    else:
        box.width = 0
    place(line)


def _last_text(line: LineBox) -> TextBox | None:
    """Return the text box that ends a line, or ``None`` if the line ends in another kind of box."""
    from report.render.engine import boxes

    box: Box | None = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        box = next(
            (
                child
                for child in reversed(box.children)
                if child.is_in_normal_flow() and not _empty(child)
            ),
            None,
        )
    return box if isinstance(box, boxes.TextBox) else None


def _empty(box: Box) -> bool:
    """Return whether a box takes no room: an inline box or a text without characters."""
    from report.render.engine import boxes

    if isinstance(box, boxes.TextBox):
        return not box.text
    return (
        isinstance(box, boxes.InlineBox)
        and not box.margin_width()
        and all(map(_empty, box.children))
    )
