"""Justification: the slack of a line is shared equally among its spaces, and both of its edges are flush.

Stands in for one function of WeasyPrint 70.0, ``weasyprint.layout.inline.justify_line``. WeasyPrint gives the slack
to Pango as letter spacing of the spaces. Pango then drops the kerning beside each space and halves the spacing at the
edges of a box, so that lines end up to 1.5 mm beyond the margin. Here a box keeps the layout that was measured, and
each of its spaces is widened when it is drawn (:mod:`report.press.text_layer`), by exactly what is due to it.

With kashida, words are elongated first (:mod:`report.press.kashida`), and the spaces take what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from report.press.boxes import place, text_boxes
from report.press.kashida import elongate

#: The characters that justification widens: those that CSS Text calls word separators, of those that Arabic uses.
SPACES = frozenset(" \u00a0")


@contextmanager
def justification(*, kashida: bool) -> Iterator[None]:
    """Justify lines by this module while the context lasts. The caller has checked WeasyPrint's release.

    :param kashida: whether words are elongated before spaces are widened.
    :raises AttributeError: when WeasyPrint has no such function.
    """
    from weasyprint.layout import inline

    stock = inline.justify_line
    inline.justify_line = partial(_justify_line, kashida=kashida)
    try:
        yield
    finally:
        inline.justify_line = stock


def _justify_line(context: Any, line: Any, extra_width: float, *, kashida: bool) -> None:
    """Justify a line; the signature and the meaning are those of the function of WeasyPrint replaced."""
    texts = [box for box in text_boxes(line) if box.text]
    wanted = line.width + extra_width
    place(line)
    spaces = sum(map(_spaces, texts))
    if not spaces:
        return
    if kashida:
        elongate(context, texts, wanted - line.width, spaces, line.style["font_size"])
        place(line)
    stretch = (wanted - line.width) / spaces
    for box in texts:
        box.space_stretch = stretch
        box.width += _spaces(box) * stretch
    place(line)


def _spaces(box: Any) -> int:
    return sum(map(box.text.count, SPACES))
