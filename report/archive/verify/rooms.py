"""Whether all texts of a page of a register are certainly visible, from the room that each has.

Glyphs are within the room of their text, a box around their line. Where boxes alone do not prove
that a text is visible, the page is doubtful, and pdfium looks at it glyph by glyph.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from report.archive.registers.operators import HUNDREDTHS
from report.archive.registers.page_content import Edges, PageContent, Tones
from report.archive.verify.drawn import Area, Colour
from report.archive.verify.seen import CONTRAST, RULE, TINY, WHITE, ModelLook, contrast_of

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray


def is_doubtful(content: PageContent, model: ModelLook) -> bool:
    """Return whether a text of a page may be hidden.

    :param content: what is painted over the page ``model``.
    """
    import numpy

    if not content.count:
        return False
    rooms = numpy.frombuffer(content.rooms).reshape(-1, 4) / HUNDREDTHS
    rectangles = [_area(edges) for edges, _, _ in content.rectangles]
    around = _around(rooms)
    if any(size < TINY for size in content.sizes) or not around.is_within(model.area):
        return True
    if _is_covered(rooms, rectangles, content, model):
        return True
    return _is_faint(rooms, around, rectangles, content, model)


def _is_covered(
    rooms: NDArray[float64],
    rectangles: Sequence[Area],
    content: PageContent,
    model: ModelLook,
) -> bool:
    """Return whether a rectangle that is no rule reaches a text that is painted before it."""
    import numpy

    # A rectangle that is no rule may cover a text.
    wide = [min(area.sides) > RULE for area in rectangles]
    if any(wide) and model.texts and _touching(numpy.array(model.texts), rectangles).any():
        return True
    return any(
        earlier and is_wide and _touching(rooms[:earlier], [area]).any()
        for area, is_wide, (_, _, earlier) in zip(rectangles, wide, content.rectangles, strict=True)
    )


def _is_faint(
    rooms: NDArray[float64],
    around: Area,
    rectangles: Sequence[Area],
    content: PageContent,
    model: ModelLook,
) -> bool:
    """Return whether a text hardly differs from its ground: from the last of what is painted
    before it under its middle, or from any of it, which is faster to see.

    :param around: the area around all rooms.
    """
    import numpy

    grounds = [(area, WHITE if fill is None else fill) for area, fill in model.covers]
    under = [0] * len(grounds)
    for area, (_, tones, earlier) in zip(rectangles, content.rectangles, strict=True):
        grounds.append((area, _colour(tones)))
        under.append(earlier)
    colours = [*(fill for _, fill in grounds), WHITE]
    tones_of_texts = set(map(_colour, set(content.tones)))
    pairs = product(tones_of_texts, set(colours))
    faint = {ground for tone, ground in pairs if contrast_of(tone, ground) < CONTRAST}
    if not faint:
        return False
    if not grounds:
        return True
    near = [area for area, ground in grounds if ground in faint and _meet(area, around)]
    if WHITE not in faint and not near:
        return False
    middles = (rooms[:, :2] + rooms[:, 2:]) / 2
    if WHITE not in faint and not _holding(middles, near).any():
        return False
    painted = numpy.array(under)[None] <= numpy.arange(len(rooms))[:, None]
    inside = _holding(middles, [area for area, _ in grounds])
    under_text = numpy.where(painted, inside, False)
    last = len(grounds) - 1 - under_text[:, ::-1].argmax(axis=1)
    seen = numpy.where(under_text.any(axis=1), last, len(grounds)).tolist()
    return any(
        contrast_of(_colour(tones), colours[place]) < CONTRAST
        for tones, place in zip(content.tones, seen, strict=True)
    )


def _holding(points: NDArray[float64], areas: Sequence[Area]) -> NDArray[bool_]:
    """Return which points are in which areas."""
    import numpy

    boxes = numpy.array(areas)
    inside = (boxes[None, :, :2] <= points[:, None]) & (points[:, None] <= boxes[None, :, 2:])
    return inside[:, :, 0] & inside[:, :, 1]


def _around(rooms: NDArray[float64]) -> Area:
    """Return the smallest area that all rooms are in."""
    low, high = rooms.min(axis=0).tolist(), rooms.max(axis=0).tolist()
    return Area(*low[:2], *high[2:])


def _meet(first: Area, second: Area) -> bool:
    """Return whether two areas have a point in common."""
    return (
        first.left <= second.right
        and second.left <= first.right
        and first.bottom <= second.top
        and second.bottom <= first.top
    )


def _touching(rooms: NDArray[float64], areas: Sequence[Area]) -> NDArray[bool_]:
    """Return which rooms have more than an edge in common with which areas."""
    import numpy

    boxes = numpy.array(areas)
    left = numpy.maximum(rooms[:, None, 0], boxes[None, :, 0])
    bottom = numpy.maximum(rooms[:, None, 1], boxes[None, :, 1])
    right = numpy.minimum(rooms[:, None, 2], boxes[None, :, 2])
    top = numpy.minimum(rooms[:, None, 3], boxes[None, :, 3])
    touching: NDArray[bool_] = (left < right) & (bottom < top)
    return touching


def _area(edges: Edges) -> Area:
    left, bottom, right, top = edges
    return Area(left / HUNDREDTHS, bottom / HUNDREDTHS, right / HUNDREDTHS, top / HUNDREDTHS)


@lru_cache(maxsize=1024)
def _colour(tones: Tones) -> Colour:
    red, green, blue = (round(tone * 255) for tone in tones)
    return red, green, blue, 255
