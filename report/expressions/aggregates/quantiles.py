"""``median`` and ``quantile``: values between the sorted ones, as PERCENTILE.INC of
spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from report.expressions.aggregates.groups import Groups
from report.expressions.aggregates.sums import numbers_of
from report.expressions.aggregates.vectors import exact
from report.expressions.vectors import NumberVector, Vector


def quantile(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the value at place 1 + (n - 1) p of the n sorted ones, between two in proportion."""
    fractions = numbers_of(arguments[1])
    is_known = len(fractions) > 0 and not fractions.blank[0]
    fraction = fractions.fractions[0] if is_known else None
    return quantiles(groups, numbers_of(arguments[0]), fraction)


def median(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the middle number, or the mean of the two in the middle."""
    return quantiles(groups, numbers_of(arguments[0]), Fraction(1, 2))


def quantiles(groups: Groups, numbers: NumberVector, fraction: Fraction | None) -> NumberVector:
    """Return the quantile of each group; blank for no numbers, or a ``fraction`` outside 0 to 1."""
    if fraction is None or not 0 <= fraction <= 1:
        return exact([None] * groups.count)
    groups = groups.filled(numbers.blank)
    order = groups.sorted_by(numbers.keys)
    sizes, starts = groups.sizes.tolist(), groups.starts.tolist()
    places = [(size - 1) * fraction for size in sizes]
    lower = [start + int(place) for start, place in zip(starts, places, strict=True)]
    upper = [
        min(low + 1, start + size - 1)
        for low, start, size in zip(lower, starts, sizes, strict=True)
    ]
    filled = [index for index, size in enumerate(sizes) if size]
    low_rows = order[np.array([lower[index] for index in filled], dtype=np.int64)]
    high_rows = order[np.array([upper[index] for index in filled], dtype=np.int64)]
    values: list[Fraction | None] = [None] * groups.count
    lows = numbers.take(low_rows).fractions.tolist()
    highs = numbers.take(high_rows).fractions.tolist()
    for index, low, high in zip(filled, lows, highs, strict=True):
        values[index] = low + (places[index] - int(places[index])) * (high - low)
    return exact(values)
