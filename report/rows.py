"""Numbers of rows, held as runs: a million rows that follow each other are two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


class RowRanges(Sequence[int]):
    """Whole numbers in ascending order, each once, given in any order."""

    __slots__ = ("_before", "_firsts", "_lasts")

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        held = np.asarray(
            numbers if isinstance(numbers, np.ndarray) else list(numbers), dtype=np.int64
        )
        if (held[1:] <= held[:-1]).any():
            held = np.unique(held)
        breaks = np.flatnonzero(held[1:] != held[:-1] + 1)
        self._firsts: npt.NDArray[np.int64] = (
            held[np.concatenate(([0], breaks + 1))] if len(held) else held
        )
        self._lasts: npt.NDArray[np.int64] = (
            held[np.concatenate((breaks, [-1]))] if len(held) else held
        )
        #: How many numbers stand before each run, and in all.
        self._before: npt.NDArray[np.int64] = np.concatenate(
            ([0], np.cumsum(self._lasts - self._firsts + 1))
        )

    @classmethod
    def run(cls, first: int, last: int) -> RowRanges:
        """Return all numbers from ``first`` to ``last``."""
        rows = cls()
        rows._firsts, rows._lasts = (
            np.array([first], dtype=np.int64),
            np.array([last], dtype=np.int64),
        )
        rows._before = np.array([0, last - first + 1], dtype=np.int64)
        return rows

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The numbers as runs of a first and a last: 2, 3, 4, 9 are (2, 4) and (9, 9)."""
        return list(zip(self._firsts.tolist(), self._lasts.tolist(), strict=True))

    def __len__(self) -> int:
        return int(self._before[-1])

    def __iter__(self) -> Iterator[int]:
        for first, last in self.runs:
            yield from range(first, last + 1)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...
    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        run = int(np.searchsorted(self._before, place, side="right")) - 1
        return int(self._firsts[run] + place - self._before[run])

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int) or not len(self._firsts):
            return False
        run = int(np.searchsorted(self._firsts, number, side="right")) - 1
        return run >= 0 and number <= int(self._lasts[run])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, RowRanges):
            return np.array_equal(self._firsts, other._firsts) and np.array_equal(
                self._lasts, other._lasts
            )
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self._firsts.tobytes(), self._lasts.tobytes()))

    def __repr__(self) -> str:
        return f"Rows({self.runs})"

    def union(self, *row_ranges: RowRanges) -> RowRanges:
        """Return the numbers of these and of others."""
        return (
            RowRanges(np.concatenate([ranges.numbers() for ranges in (self, *row_ranges)]))
            if row_ranges
            else self
        )

    def numbers(self) -> npt.NDArray[np.int64]:
        """Return all of them."""
        lengths = self._lasts - self._firsts + 1
        return np.repeat(self._firsts - self._before[:-1], lengths) + np.arange(len(self))
