"""The inline boxes of a cell: its right-to-left text, and its left-to-right runs, each in a box.

They are those that WeasyPrint gets from :func:`report.arabic.isolate`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from report.arabic.bidi import Run, components, eastern_groups, is_unbroken
from report.coverage import Face, whole_in

_SPACES = re.compile(" {2,}|[\t\n\r]")
_SPACE = re.compile("[ \t\n\r]+")


class Inline(NamedTuple):
    """The text of an inline box.

    ``rtl`` is its direction. Boxes of the same ``place`` follow each other from left to right, in a
    box that has the next ``place`` to its left. A line breaks inside if it ``wraps``. ``face`` is
    the face of the whole text, if it is not that of the cell.
    """

    text: str
    rtl: bool
    place: int
    wraps: bool = True
    face: Face | None = None


def inlines_of(text: str, runs: Sequence[Run], *, breaks_codes: bool) -> list[Inline]:
    """Return the inline boxes of a text in reading order.

    :param runs: its left-to-right runs (:func:`report.arabic.ltr_runs`).
    :param breaks_codes: whether a line may be broken in a code.
    """
    boxes: list[Inline] = []
    position = place = 0
    for run in runs:
        if run.plain:
            continue
        if position < run.start:
            boxes.append(Inline(text[position : run.start], True, place))
            place += 1
        whole = text[run.start : run.end]
        if run.eastern:
            boxes += [Inline(group, False, place) for group in eastern_groups(whole)]
        elif (divided := components(whole)) is not None:
            boxes += [Inline(component, rtl, place) for component, rtl in divided]
        else:
            wraps = breaks_codes or not is_unbroken(whole)
            boxes.append(Inline(whole, False, place, wraps, whole_in(whole)))
        place += 1
        position = run.end
    if position < len(text):
        boxes.append(Inline(text[position:], True, place))
    return _collapsed(boxes) if _SPACES.search(text) else boxes


def _collapsed(boxes: list[Inline]) -> list[Inline]:
    """Return boxes with one space for each stretch of spaces and line ends, as HTML has them."""
    collapsed: list[Inline] = []
    after_space = False
    for box in boxes:
        text = _SPACE.sub(" ", box.text)
        ends_in_space = text.endswith(" ")
        if after_space and text.startswith(" "):
            text = text[1:]
        after_space = ends_in_space
        if text:
            collapsed.append(box._replace(text=text))
    return collapsed
