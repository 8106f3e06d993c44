"""``count``, ``distinct`` and ``share``: how many rows, how many values, what part of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from report.expressions.aggregates.groups import Groups
from report.expressions.aggregates.vectors import counts, ratios
from report.expressions.distinct import distinct
from report.expressions.vectors import BooleanVector, Vector

if TYPE_CHECKING:
    import numpy.typing as npt

#: Up to this many pairs of a group and a value are marked in a table of them.
_MOST_PAIRS = 2**26


def count(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the number of rows, or of those where the argument is not blank."""
    return counts(groups.filled(arguments[0].blank).sizes if arguments else groups.sizes)


def count_distinct(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return how many different values each group has."""
    values, codes = distinct(arguments[0])
    groups = groups.filled(codes < 0)
    return counts(distinct_codes(groups, np.where(codes < 0, 0, codes), len(values)))


def distinct_codes(
    groups: Groups, codes: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    """Return how many different codes, from 0 to ``count - 1``, each group has."""
    width = max(count, 1)
    pairs = groups.ids.astype(np.int64) * width + codes
    if (groups.count + 1) * width <= _MOST_PAIRS:
        marked = np.zeros((groups.count + 1) * width, dtype=bool)
        marked[pairs] = True
        sums: npt.NDArray[np.int64] = marked.reshape(-1, width).sum(axis=1, dtype=np.int64)
        return sums[: groups.count]
    owners = np.unique(pairs) // width
    return np.bincount(owners, minlength=groups.count + 1)[: groups.count].astype(np.int64)


def share(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the share of the rows for which the condition is known to be true or false."""
    condition = arguments[0]
    if not isinstance(condition, BooleanVector):
        raise TypeError(condition.kind)
    settled = groups.filled(condition.blank)
    met = settled.only(condition.values).sizes
    return ratios(met, 0, settled.sizes)
