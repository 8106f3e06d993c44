"""``min``, ``max`` and ``range``: the least and the greatest value, and what lies between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from report.expressions.aggregates.groups import Groups
from report.expressions.aggregates.sums import numbers_of
from report.expressions.aggregates.vectors import (
    exact,
    of_integers,
    taken,
)
from report.expressions.vectors import NumberVector, Vector, object_array


def extreme(groups: Groups, vector: Vector, function: np.ufunc) -> Vector:
    """Return the value of each group whose key ``function`` chooses: the least, or the greatest."""
    groups = groups.filled(vector.blank)
    keys = vector.keys
    chosen = groups.reduced(function, keys)
    if isinstance(vector, NumberVector) and vector.is_integers:
        return of_integers(chosen, vector.decimals, groups.sizes == 0)
    rows = np.zeros(groups.count, dtype=np.int64)
    padded = np.append(chosen, 0)
    hits = groups.order[keys[groups.order] == padded[groups.ids[groups.order]]]
    rows[groups.ids[hits][::-1]] = hits[::-1]
    return taken(vector, rows, groups.sizes == 0)


def least(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the least value: the first text in the order of code points, the earliest date."""
    return extreme(groups, arguments[0], np.minimum)


def greatest(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the greatest value."""
    return extreme(groups, arguments[0], np.maximum)


def spread_of(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the greatest number less the least."""
    least = numbers_of(extreme(groups, arguments[0], np.minimum))
    greatest = numbers_of(extreme(groups, arguments[0], np.maximum))
    spreads = object_array(list(greatest.fractions - least.fractions))
    blank = least.blank.tolist()
    pairs = zip(spreads.tolist(), blank, strict=True)
    return exact([None if is_blank else spread for spread, is_blank in pairs])
