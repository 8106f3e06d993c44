"""Rows in groups: the group of each row, and the rows of each group beside each other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.expressions.vectors import Mask

#: Integers up to here are exact as doubles, which ``numpy.bincount`` adds.
_EXACT_BITS = 53
_SMALL_IDS = 2**16 - 1


class Groups:
    """Rows in groups: ``ids`` holds the group of each row, ``count`` for a row that is in none.

    :param ids: for each row the number of its group, from 0.
    :param count: how many groups there are; a group may have no row.
    """

    def __init__(self, ids: npt.NDArray[np.integer[Any]], count: int) -> None:
        self.ids = ids
        self.count = count

    def only(self, rows: Mask) -> Groups:
        """Return the groups with those of their rows that a mask includes."""
        if rows.all():
            return self
        return Groups(np.where(rows, self.ids, self.count).astype(self.ids.dtype), self.count)

    def filled(self, blank: Mask) -> Groups:
        """Return the groups without the rows that are blank."""
        return self.only(~blank) if blank.any() else self

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """The number of rows of each group."""
        return np.bincount(self.ids, minlength=self.count + 1)[: self.count].astype(np.int64)

    @cached_property
    def order(self) -> npt.NDArray[np.int64]:
        """The rows, those of a group beside each other, in their order; without those in none."""
        small = self.ids.astype(np.uint16) if self.count < _SMALL_IDS else self.ids
        order = np.argsort(small, kind="stable")
        return order[: int(self.sizes.sum())]

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """The place in :attr:`order` at which each group begins."""
        return np.concatenate(([0], np.cumsum(self.sizes)[:-1])) if self.count else self.sizes

    def rows(self, group: int) -> npt.NDArray[np.int64]:
        """Return the rows of a group, in their order."""
        start = self.starts[group]
        return self.order[start : start + self.sizes[group]]

    def sorted_by(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the rows as :attr:`order` does, within a group by ascending ``keys``."""
        order = np.lexsort((keys, self.ids))
        return order[: int(self.sizes.sum())]

    def reduced(self, function: np.ufunc, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return a function, such as ``numpy.minimum``, of the keys of each group; 0 for no
        rows."""
        results = np.zeros(self.count, dtype=np.int64)
        filled = self.sizes > 0
        if filled.any():
            results[filled] = function.reduceat(keys[self.order], self.starts[filled])
        return results

    def sums(self, numbers: npt.NDArray[np.int64], most: int) -> npt.NDArray[Any]:
        """Return the exact sum of the numbers of each group.

        :param most: a bound of their absolute values.
        :returns: 64-bit integers, or Python integers where 64 bits may not suffice.
        """
        rows = max(len(numbers), 1)
        bits = _EXACT_BITS - rows.bit_length()
        if most < 2**bits:
            return self._sums_of_small(numbers).astype(np.int64)
        fits = most * rows < 2**63
        total: npt.NDArray[Any] = np.zeros(self.count, dtype=np.int64 if fits else object)
        shift = 0
        while most:
            piece = numbers & (2**bits - 1) if most >= 2**bits else numbers
            sums = self._sums_of_small(piece).astype(np.int64)
            total = total + (sums << shift if fits else sums.astype(object) * 2**shift)
            if most < 2**bits:
                break
            numbers, most, shift = numbers >> bits, (most >> bits) + 1, shift + bits
        return total

    def _sums_of_small(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
        sums: npt.NDArray[Any] = np.bincount(self.ids, weights=numbers, minlength=self.count + 1)
        return sums[: self.count]
