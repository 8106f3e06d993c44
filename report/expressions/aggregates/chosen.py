"""``mode``, ``first``, ``last`` and ``only``: one of the values of a group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from report.expressions.aggregates.counting import distinct_codes
from report.expressions.aggregates.groups import Groups
from report.expressions.aggregates.vectors import taken
from report.expressions.distinct import distinct
from report.expressions.vectors import Vector


def mode(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the commonest value of each group, of equals the least."""
    vector = arguments[0]
    groups = groups.filled(vector.blank)
    order = groups.sorted_by(vector.keys)
    rows = np.zeros(groups.count, dtype=np.int64)
    if len(order):
        keys, ids = vector.keys[order], groups.ids[order]
        begins = np.flatnonzero(
            np.concatenate(([True], (keys[1:] != keys[:-1]) | (ids[1:] != ids[:-1])))
        )
        lengths = np.diff(np.append(begins, len(order)))
        # The longest run of a group comes first; runs of one length stay in ascending order.
        ranked = np.lexsort((-lengths, ids[begins]))
        winners, firsts = np.unique(ids[begins][ranked], return_index=True)
        rows[winners] = order[begins[ranked[firsts]]]
    return taken(vector, rows, groups.sizes == 0)


def first(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the value of the first row by another value; of equal rows that of the first one."""
    return _edge(groups, arguments, np.minimum)


def last(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the value of the last row by another value; of equal rows that of the last one."""
    return _edge(groups, arguments, np.maximum)


def _edge(groups: Groups, arguments: Sequence[Vector], function: np.ufunc) -> Vector:
    vector, by = arguments
    groups = groups.filled(vector.blank | by.blank)
    keys = by.keys
    chosen = np.append(groups.reduced(function, keys), 0)
    order = groups.order
    hits = order[keys[order] == chosen[groups.ids[order]]]
    if function is np.minimum:
        hits = hits[::-1]
    rows = np.zeros(groups.count, dtype=np.int64)
    rows[groups.ids[hits]] = hits  # of several rows of a group the last one stays
    return taken(vector, rows, groups.sizes == 0)


def only(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the value of a group that has one value, and blanks beside it at most."""
    vector = arguments[0]
    values, codes = distinct(vector)
    groups = groups.filled(codes < 0)
    several = distinct_codes(groups, np.where(codes < 0, 0, codes), len(values)) != 1
    rows = np.zeros(groups.count, dtype=np.int64)
    rows[groups.ids[groups.order]] = groups.order
    return taken(vector, rows, several)
