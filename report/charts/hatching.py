"""Hatches: diagonal, level or upright lines cut to a shape, in one phase over the whole sheet.

The lines are drawn one by one, since an SVG pattern is left to each reader's resolution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Final

XY = tuple[float, float]

#: Distance in points between two lines of a diagonal hatch, along an axis; between two of a level
#: or an upright one.
HATCH_STEP: Final = 3.2
STRAIGHT_STEP: Final = 2.6


def hatch_of_box(
    left: float, top: float, right: float, bottom: float, *, hatch: str
) -> Iterator[tuple[XY, XY]]:
    """Yield the lines of a hatch cut to a rectangle."""
    if hatch in ("level", "plaid"):
        for y in _steps(top, bottom):
            yield (left, y), (right, y)
    if hatch in ("upright", "plaid"):
        for x in _steps(left, right):
            yield (x, top), (x, bottom)
    if hatch in ("rising", "crossed"):
        for step in range(
            math.floor((left + top) / HATCH_STEP) + 1, math.ceil((right + bottom) / HATCH_STEP)
        ):
            total = step * HATCH_STEP
            x0, x1 = max(left, total - bottom), min(right, total - top)
            yield (x0, total - x0), (x1, total - x1)
    if hatch in ("falling", "crossed"):
        for step in range(
            math.floor((left - bottom) / HATCH_STEP) + 1, math.ceil((right - top) / HATCH_STEP)
        ):
            difference = step * HATCH_STEP
            x0, x1 = max(left, difference + top), min(right, difference + bottom)
            yield (x0, x0 - difference), (x1, x1 - difference)


def hatch_in(rings: Sequence[Sequence[XY]], hatch: str) -> Iterator[tuple[XY, XY]]:
    """Yield the lines of a hatch cut to a shape of closed rings."""
    if hatch in ("level", "plaid"):
        yield from _cut(rings, _level_crossings)
    if hatch in ("upright", "plaid"):
        for first, last in _cut([_turned(ring) for ring in rings], _level_crossings):
            yield first[::-1], last[::-1]
    if hatch in ("rising", "crossed"):
        yield from _cut(rings, partial(_crossings, sign=1))
    if hatch in ("falling", "crossed"):
        yield from _cut(rings, partial(_crossings, sign=-1))


def _turned(ring: Sequence[XY]) -> list[XY]:
    return [(y, x) for x, y in ring]


def _steps(low: float, high: float) -> Iterator[float]:
    """Yield the places of straight lines between two ends."""
    first = math.floor(low / STRAIGHT_STEP) + 1
    for step in range(first, math.ceil(high / STRAIGHT_STEP)):
        yield step * STRAIGHT_STEP


def _cut(
    rings: Sequence[Sequence[XY]], crossings_of: Callable[[XY, XY], Iterable[tuple[int, XY]]]
) -> Iterator[tuple[XY, XY]]:
    """Yield the pieces of lines within rings.

    :param crossings_of: yields the number of each line that crosses an edge, and the point.
    """
    crossings: dict[int, list[XY]] = {}
    for ring in rings:
        for first, last in pairwise(ring):
            for step, point in crossings_of(first, last):
                crossings.setdefault(step, []).append(point)
    for step in sorted(crossings):
        points = sorted(crossings[step])
        yield from zip(points[::2], points[1::2], strict=False)


def _level_crossings(first: XY, last: XY) -> Iterator[tuple[int, XY]]:
    """Yield where level lines cross an edge."""
    (x0, y0), (x1, y1) = first, last
    for step in _crossed(y0, y1, STRAIGHT_STEP):
        y = step * STRAIGHT_STEP
        yield step, (x0 + (y - y0) / (y1 - y0) * (x1 - x0), y)


def _crossed(start: float, end: float, every: float) -> range:
    """Return the steps from one place to another; one at a corner is of the edge that ends there,
    and not of the one that begins."""
    low, high = min(start, end), max(start, end)
    return range(math.floor(low / every) + 1, math.floor(high / every) + 1)


def _crossings(first: XY, last: XY, sign: int) -> Iterator[tuple[int, XY]]:
    """Yield where the lines on which ``x + sign * y`` is a step cross an edge."""
    start, end = first[0] + sign * first[1], last[0] + sign * last[1]
    for step in _crossed(start, end, HATCH_STEP):
        share = (step * HATCH_STEP - start) / (end - start)
        x = first[0] + share * (last[0] - first[0])
        yield step, (x, sign * (step * HATCH_STEP - x))
