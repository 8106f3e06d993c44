"""The distinct values of a column, and which one each row has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from report.expressions.vectors import (
    BooleanVector,
    DateVector,
    NumberVector,
    TextVector,
    Value,
    Vector,
    object_array,
    spread,
)

if TYPE_CHECKING:
    import numpy.typing as npt

#: The rows that are searched first for all the values of a column.
_FIRST_ROWS = 2**15


def distinct(vector: Vector) -> tuple[list[Value], np.ndarray[Any, Any]]:
    """Return the distinct values, as they first appear, and for each row their index, -1 if blank.

    Dates are distinct by their texts, so that 2025-11 and 2025-11? are two.
    """
    if isinstance(vector, TextVector):
        vector = vector.unified()
    if isinstance(vector, DateVector):
        by_value: dict[object, int] = {}
        same = [by_value.setdefault(interval, len(by_value)) for interval in vector.pool]
        keys = spread(np.array(same, dtype=np.int64), vector.codes, -1)
        pool: np.ndarray[Any, Any] = object_array(list(by_value))
    elif isinstance(vector, TextVector):
        keys, pool = vector.codes, object_array(vector.texts)
    elif isinstance(vector, BooleanVector):
        keys, pool = vector.values.astype(np.int8), object_array([False, True])
        keys = np.where(vector.blank, -1, keys)
    else:
        numbers, uniques = vector.factorized()
        keys = np.where(vector.blank, -1, numbers)
        values = NumberVector(uniques, vector.decimals, np.zeros(len(uniques), dtype=bool))
        pool = object_array(values.objects())
    present = _as_they_appear(keys, len(pool))
    if len(present) == len(pool) and (present[:-1] < present[1:]).all():
        return pool.tolist(), keys.astype(np.int32, copy=False)
    numbers_of = np.full(len(pool) + 1, -1, dtype=np.int32)
    numbers_of[present] = np.arange(len(present))
    return pool[present].tolist(), numbers_of[keys]


def _as_they_appear(codes: np.ndarray[Any, Any], count: int) -> npt.NDArray[np.intp]:
    """Return the codes from 0 to ``count`` that some rows have, in the order of their first row.

    Where the first rows have all of them, the rest is not looked at.
    """
    size = len(codes)
    for rows in (_FIRST_ROWS, size):
        head = codes[:rows]
        first = np.full(count + 1, size, dtype=np.int32)
        first[head[::-1]] = np.arange(len(head), dtype=np.int32)[::-1]  # the last written stays
        number = int((first[:-1] < size).sum())
        if number == count or rows >= size:
            break
    return np.argsort(first[:-1], kind="stable")[:number]
