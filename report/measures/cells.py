"""The finest groups of a query, and the rows of the cells that are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError, Location
from report.expressions.aggregates.groups import Groups
from report.measures.members import Dimension

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.expressions.vectors import Mask
    from report.measures.lines import Level

#: The most cells that the lines of a result may make.
MOST_CELLS = 2_000_000
_MOST_PRODUCT = 2**62
#: Pairs of members are counted in a table of at most this many times the rows.
_DENSE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups of a query.

    :param keys: for each group, in a row, the code of its member of each dimension.
    :param of_row: by table, the group of each row; the number of groups for a row in none.
    :param have_rows: for each group, whether rows make it appear.
    """

    keys: npt.NDArray[np.int64]
    have_rows: Mask
    of_row: Mapping[str, npt.NDArray[np.integer[Any]]]

    def __len__(self) -> int:
        return len(self.keys)

    def groups(self, table: str, included: Mask) -> Groups:
        """Return the groups of the included rows of a table."""
        return Groups(self.of_row[table], len(self)).only(included)


def grouping_of(
    dimensions: Sequence[Dimension],
    codes: Mapping[str, Sequence[npt.NDArray[np.int32]]],
    included: Mapping[str, Mask],
    present: Mapping[str, Mask],
    extra: npt.NDArray[np.int64],
    place: Location,
) -> Grouping:
    """Return the groups of the rows of some tables.

    :param codes: by table, for each dimension the code of each row.
    :param included: by table, the rows that are in a group.
    :param present: by table, the included rows that make a group appear.
    :param extra: the keys of groups that appear without rows.
    :raises ExpressionError: ``too-many-groups``.
    """
    sizes = [len(dimension.members) for dimension in dimensions]
    product = 1
    for size in sizes:
        product *= max(size, 1)
    if product > _MOST_PRODUCT:
        raise ExpressionError.of("too-many-groups", place, limit=MOST_CELLS)
    combined = {
        table: _combined(columns, sizes, len(included[table])) for table, columns in codes.items()
    }
    wide = max((len(rows) for rows in included.values()), default=0) * _DENSE
    is_dense = product <= max(wide, 1_000)
    appearing = [
        _present(combined[table], present[table], product if is_dense else None)
        for table in combined
    ]
    of_rows = appearing[0] if len(appearing) == 1 else np.unique(np.concatenate(appearing))
    groups, have_rows = of_rows, np.ones(len(of_rows), dtype=bool)
    if len(extra):
        added = _combined(list(extra.T), sizes, len(extra)).astype(np.int64)
        groups = np.unique(np.concatenate((of_rows, added)))
        have_rows = np.isin(groups, of_rows)
    keys = np.empty((len(groups), len(sizes)), dtype=np.int64)
    rest = groups
    for index in reversed(range(len(sizes))):
        rest, keys[:, index] = np.divmod(rest, max(sizes[index], 1))
    of_row = {
        table: _numbered(combined[table], included[table], groups, product if is_dense else None)
        for table in combined
    }
    return Grouping(keys, have_rows, of_row)


def _combined(
    columns: Sequence[npt.NDArray[Any]], sizes: Sequence[int], rows: int
) -> npt.NDArray[np.integer[Any]]:
    """Return one number for the codes of each row."""
    if len(columns) == 1:
        return columns[0]
    combined = np.zeros(rows, dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        combined = combined * max(size, 1) + column
    return combined


def _present(
    combined: npt.NDArray[np.integer[Any]], rows: Mask, product: int | None
) -> npt.NDArray[np.int64]:
    chosen = combined if rows.all() else combined[rows]
    if product is None:
        return np.unique(chosen)
    return np.flatnonzero(np.bincount(chosen, minlength=product))


def _numbered(
    combined: npt.NDArray[np.integer[Any]],
    rows: Mask,
    groups: npt.NDArray[np.int64],
    product: int | None,
) -> npt.NDArray[np.integer[Any]]:
    count = len(groups)
    small = np.uint16 if count < 2**16 - 1 else np.int64
    hits: npt.NDArray[np.integer[Any]]
    if count == product:
        hits = combined.astype(small)
    elif product is not None:
        numbers: npt.NDArray[np.integer[Any]] = np.full(product, count, dtype=small)
        numbers[groups] = np.arange(count)
        hits = numbers[combined]
    else:
        places = np.searchsorted(groups, combined)
        clipped = np.minimum(places, max(count - 1, 0))
        is_group = groups[clipped] == combined if count else np.zeros(len(combined), dtype=bool)
        hits = np.where(is_group, clipped, count).astype(small)
    if rows.all():
        return hits
    included: npt.NDArray[np.integer[Any]] = np.where(rows, hits, small(count))
    return included


class Lines:
    """The groups of aggregates: the cells that the lines of two levels make.

    :raises ExpressionError: ``too-many-groups`` for more than :data:`MOST_CELLS`.
    """

    def __init__(self, grouping: Grouping, rows: Level, columns: Level, place: Location) -> None:
        self.count = len(rows) * len(columns)
        if self.count > MOST_CELLS:
            raise ExpressionError.of("too-many-groups", place, limit=MOST_CELLS)
        cells = rows.of_group * len(columns) + columns.of_group
        is_none = (rows.of_group < 0) | (columns.of_group < 0)
        small = np.uint16 if self.count < 2**16 - 1 else np.int64
        padded = np.append(np.where(is_none, self.count, cells), self.count).astype(small)
        self._grouping = grouping
        self._of_group = padded
        self._is_same = bool(
            len(padded) == self.count + 1 and (padded == np.arange(self.count + 1)).all()
        )
        self._groups: dict[str, Groups] = {}

    @cached_property
    def have_rows(self) -> Mask:
        """For each cell, whether a group with rows is in it."""
        cells = np.zeros(self.count + 1, dtype=bool)
        cells[self._of_group[:-1][self._grouping.have_rows]] = True
        return cells[:-1]

    def groups(self, table: str) -> Groups:
        """Return the rows of a table by the cell that they are in."""
        if table not in self._groups:
            of_row = self._grouping.of_row[table]
            ids = of_row if self._is_same else self._of_group[of_row]
            self._groups[table] = Groups(ids, self.count)
        return self._groups[table]
