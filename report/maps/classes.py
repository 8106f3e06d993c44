"""The classes of a choropleth: four to six, of round bounds, light to dark."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

#: How many classes a map has: what an eye tells apart from light to dark in grey.
MOST_CLASSES = 5
_LEAST_VALUES = 3


@dataclass(frozen=True, slots=True)
class Classes:
    """The bounds of classes, from the least value to the largest: one more than there are classes.

    A value on a bound is of the upper class; the largest value is of the last.
    """

    bounds: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def of(self, value: float) -> int:
        """Return the class of a value, from 0."""
        return min(max(bisect_right(self.bounds, value) - 1, 0), len(self) - 1)


def classes_of(values: Sequence[float], bounds: Sequence[float] = ()) -> Classes:
    """Return the classes of values.

    Their bounds are what is given, else quantiles rounded to two digits at most, so that each
    class has about as many territories: a few large values would leave classes of equal width
    empty. A class that rounding empties is left out.

    :param bounds: the inner bounds that an author chooses, in order.
    """
    ordered = sorted(values)
    low, high = ordered[0], ordered[-1]
    inner = [bound for bound in bounds if low < bound < high] or _quantiles(ordered)
    shown = [low]
    for bound in inner:
        has_values = any(shown[-1] <= value < bound for value in ordered)
        if bound > shown[-1] and bound <= high and has_values:
            shown.append(bound)
    return Classes((*shown, high))


def _quantiles(ordered: Sequence[float]) -> list[float]:
    distinct = len(set(ordered))
    count = min(MOST_CLASSES, distinct)
    if distinct < _LEAST_VALUES:
        return sorted(set(ordered))[1:]
    places = [index * len(ordered) // count for index in range(1, count)]
    return sorted({_rounded(ordered[place], ordered[0], ordered[-1]) for place in places})


def _rounded(value: float, low: float, high: float) -> float:
    """Return a value rounded to the fewest digits that keep it near: within a twentieth of what is
    between the least and the largest value, and within a fifth of itself."""
    if value == 0:
        return value
    exponent = math.floor(math.log10(abs(value)))
    near = min((high - low) / 20, abs(value) / 5)
    for digits in range(1, 15):
        rounded = round(value, digits - 1 - exponent)
        if abs(rounded - value) <= near:
            return rounded
    return value
