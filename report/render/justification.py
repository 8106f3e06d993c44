"""Justification: share the slack of a line equally among its spaces, with both edges flush.

WeasyPrint passes the slack to Pango as letter spacing of the spaces. Pango then drops the kerning
beside each space and halves the spacing at the edges of a box, so that lines end up to 1.5 mm
beyond the margin. Here a box keeps the layout that was measured, and each of its spaces is widened
exactly when it is drawn (:mod:`report.render.text_layer`).

With kashida, words are elongated first (:mod:`report.render.kashida`), and the spaces take the
remaining slack.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from report.render.boxes import place, text_boxes
from report.render.engine.patches import Patch, Replacement, replaced
from report.render.kashida import elongate

if TYPE_CHECKING:
    from report.render.engine.boxes import LayoutContext, LineBox, TextBox

#: The characters that justification widens: the word separators of CSS Text that Arabic uses.
SPACES = frozenset(" \u00a0")


def justification(*, kashida: bool) -> AbstractContextManager[None]:
    """Justify lines by this module while the context lasts.

    :param kashida: whether words are elongated before spaces are widened.
    :raises AttributeError: if WeasyPrint has no such function.
    """
    return replaced(Replacement(Patch.JUSTIFY, lambda _: partial(_justify_line, kashida=kashida)))


def _justify_line(
    context: LayoutContext, line: LineBox, extra_width: float, *, kashida: bool
) -> None:
    """Justify a line, with the signature of the replaced function of WeasyPrint."""
    texts = [box for box in text_boxes(line) if box.text]
    target_width = line.width + extra_width
    place(line)
    spaces = sum(map(_spaces, texts))
    if not spaces:
        return
    if kashida:
        elongate(context, texts, target_width - line.width, spaces, line.style["font_size"])
        place(line)
    stretch = (target_width - line.width) / spaces
    for box in texts:
        box.space_stretch = stretch
        box.width += _spaces(box) * stretch
    place(line)


def _spaces(box: TextBox) -> int:
    return sum(map(box.text.count, SPACES))
