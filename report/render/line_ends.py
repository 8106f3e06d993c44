"""The space that a line ends with: it is neither drawn nor does it move the line.

WeasyPrint takes the
space from the text and from the width of its box, but not from the layout that is drawn. In a line from right to left
it moves all boxes to the left instead, so that the last box reaches beyond the margin by a space; where the space ends
a text that is read from left to right, the whole line reaches beyond the right margin, and a gap is left inside of it.
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

#: The values of ``white-space`` that let go of spaces at the end of a line (CSS Text 3, 4.1.2).
_COLLAPSES = frozenset(("normal", "nowrap", "pre-line"))


def clean_line_ends() -> AbstractContextManager[None]:
    """End lines by this module while the context lasts.

    :raises AttributeError: when WeasyPrint has no such function.
    """
    return replaced(Replacement(Patch.LINE, lambda stock: partial(_split, stock)))


def _split(stock: SplitLine, context: LayoutContext, box: Box, *given: object) -> LineParts:
    """Lay out a line, or an inline box in one; the signature is that of the function of WeasyPrint replaced."""
    from report.render.engine.boxes import LineBox

    result = stock(context, box, *given)
    if isinstance(box, LineBox):
        _remove_last_space(context, result[0])
    return result


def _remove_last_space(context: LayoutContext, line: LineBox) -> None:
    """Take the space away that ends a line, before WeasyPrint does."""
    box = _last_text(line)
    if box is None or box.style["white_space"] not in _COLLAPSES or not box.text.endswith(" "):
        return
    box.text = box.text.rstrip(" ")
    if box.text:
        from report.render.engine.boxes import lay_out

        box.pango_layout, box.width = lay_out(context, box, box.text)
    else:
        box.width = 0
    place(line)


def _last_text(line: LineBox) -> TextBox | None:
    """Return the text box that ends a line; ``None`` where something else does."""
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
    """Say whether a box takes no room: an inline box or a text without characters."""
    from report.render.engine import boxes

    if isinstance(box, boxes.TextBox):
        return not box.text
    return (
        isinstance(box, boxes.InlineBox)
        and not box.margin_width()
        and all(map(_empty, box.children))
    )
