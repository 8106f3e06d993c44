"""The order of the values of a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from report.expressions.distinct import distinct
from report.intake.reducing import order_key

if TYPE_CHECKING:
    from report.expressions.vectors import Vector


def ranks(vector: Vector) -> np.ndarray:
    """Return the rank of each row's value, from 0, equal for equal values; -1 for a blank."""
    values, codes = distinct(vector)
    order = sorted(range(len(values)), key=lambda index: order_key(values[index]))
    rank_of = np.empty(len(values) + 1, dtype=np.int64)
    rank_of[order] = np.arange(len(values))
    rank_of[-1] = -1
    row_ranks: np.ndarray = rank_of[codes]
    return row_ranks


def sorted_rows(keys: Sequence[tuple[Vector, bool]], length: int) -> np.ndarray:
    """Return the rows in the order of several keys, the first the most important.

    Equal rows keep their order; a blank comes last.

    :param keys: each a vector and whether it descends.
    """
    columns = []
    for vector, is_descending in keys:
        rank = ranks(vector)
        is_blank = rank < 0
        columns.append(np.where(is_blank, len(rank) + 1, -rank if is_descending else rank))
    if not columns:
        return np.arange(length)
    return np.lexsort(columns[::-1])
