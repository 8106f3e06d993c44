"""Break the inline boxes of a cell into lines where nothing has to give way.

Such lines end at the last place that fits. :mod:`report.render.long_tables.line_breaks` breaks all
other texts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from report.render.engine.text_analysis import breaks_between
from report.render.long_tables.inlines import Inline
from report.render.long_tables.line_breaks import Segment


class Widths(NamedTuple):
    """The places where a text may be broken, with the widths of
    :class:`report.render.long_tables.line_breaks.MeasuredText`; and the width of the text without
    and with the space that ends it, in Pango units."""

    stops: Sequence[int]
    seen: Sequence[int]
    whole: Sequence[int]
    visible: int
    width: int


def quick_lines(
    boxes: Sequence[Inline], widths_of: Callable[[Inline], Widths], room: int, language: str
) -> list[list[Segment]] | None:
    """Return the segments of each line, or ``None`` if a word does not fit into a line of ``room``
    Pango units."""
    places: list[tuple[int, int]] = []
    seen: list[int] = []
    whole: list[int] = []
    widths: list[Widths] = []
    begins: list[int] = []
    x = visible = 0
    for index, box in enumerate(boxes):
        if index and breaks_between(boxes[index - 1].text[-1], box.text[0], language):
            places.append((index, 0))
            seen.append(visible)
            whole.append(x)
        measured = widths_of(box)
        widths.append(measured)
        begins.append(x)
        for stop, shown, width in zip(*measured[:3], strict=True):
            places.append((index, stop))
            seen.append(x + shown if shown else visible)
            whole.append(x + width)
        visible = x + measured.visible if measured.visible else visible
        x += measured.width
    lines: list[list[Segment]] = []
    box_index = skip = base = low = 0
    while visible - base > room:
        last = bisect_right(seen, base + room, low) - 1
        if last < low:
            return None
        start = box_index, skip, base
        if _is_in_word(boxes, start, places[last]):
            return None  # the widths are those of the whole word
        lines.append(_line(boxes, widths, begins, start, places[last], seen[last]))
        box_index, skip = places[last]
        base = whole[last]
        low = last + 1
    end = len(boxes) - 1, len(boxes[-1].text)
    lines.append(_line(boxes, widths, begins, (box_index, skip, base), end, visible))
    return lines


def _is_in_word(boxes: Sequence[Inline], start: tuple[int, int, int], end: tuple[int, int]) -> bool:
    """Return whether a line begins and ends inside one word."""
    text = boxes[end[0]].text
    return (
        start[0] == end[0] and start[1] > 0 and text[start[1] - 1] != " "
        and " " not in text[start[1] : end[1]]
    )  # fmt: skip


def _line(
    boxes: Sequence[Inline], widths: Sequence[Widths], begins: Sequence[int],
    start: tuple[int, int, int], end: tuple[int, int], visible: int,
) -> list[Segment]:  # fmt: skip
    """Return the segments from a place to another, without the space that ends them.

    ``begins`` are the positions of the boxes and ``visible`` that of the end, in Pango units.
    """
    first, skip, base = start
    index, stop = end
    segments: list[Segment] = []
    while True:
        text = boxes[first].text
        if first == index or (first == index - 1 and not stop):
            shown = (text[skip:stop] if first == index else text[skip:]).rstrip(" ")
            if shown:
                segments.append(Segment(first, shown, stop, visible - base, goes_on=False))
            return segments
        units = begins[first] + widths[first].width - base
        segments.append(Segment(first, text[skip:], len(text), units, goes_on=False))
        first, skip, base = first + 1, 0, begins[first + 1]
