"""The lines of a result: groups of rows, each a row or a column of it, by the members they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from report.measures.calendar import TimeLine
from report.measures.members import ALL, Dimension

if TYPE_CHECKING:
    import numpy.typing as npt

Codes = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Lines that together hold each group at most once.

    :param dimensions: of the side of the result that the lines are on.
    :param codes: for each line the member of each dimension by its code, :data:`ALL` for all.
    :param of_group: for each group the line that holds it, -1 for none.
    """

    dimensions: tuple[Dimension, ...]
    codes: tuple[Codes, ...]
    of_group: npt.NDArray[np.int64]
    _index: dict[Codes, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.codes)

    def index(self, codes: Codes) -> int | None:
        """Return the line with these members, or ``None``."""
        if not self._index:
            self._index.update((line, index) for index, line in enumerate(self.codes))
        return self._index.get(codes)


class Side:
    """The rows, or the columns, of a result: all groups by the members of some dimensions.

    :param dimensions: the dimensions, from the outermost.
    :param depths: how many dimensions each level of nesting has, with those further out: 1 and 3
        where one dimension is outside of two whose values are members together.
    :param keys: for each group, in a row of the array, the code of its member of each dimension.
    """

    def __init__(
        self,
        dimensions: Sequence[Dimension],
        depths: Sequence[int],
        keys: npt.NDArray[np.int64],
    ) -> None:
        self.dimensions = tuple(dimensions)
        self._missing = tuple(dimension.missing for dimension in self.dimensions)
        self.depths = tuple(depths)
        self.keys = keys
        self._levels: dict[frozenset[int], Level] = {}

    @cached_property
    def finest(self) -> Level:
        """The lines that differ by all dimensions."""
        return self.level(range(len(self.dimensions)))

    @property
    def whole(self) -> Level:
        """The one line of all groups."""
        return self.level(())

    def level(self, stored: Iterable[int]) -> Level:
        """Return the lines that differ by some of the dimensions, in ascending order of codes."""
        chosen = frozenset(stored)
        if chosen not in self._levels:
            self._levels[chosen] = self.grouped(self.keys, chosen)
        return self._levels[chosen]

    def outer(self, depth: int) -> range:
        """Return the dimensions outside of a level of nesting."""
        return range(self.depths[depth - 1] if depth else 0)

    def within(self, depth: int) -> range:
        """Return the dimensions of a level of nesting: several where their values are members
        together."""
        return range(self.outer(depth).stop, self.depths[depth])

    def is_missing(self, codes: Codes, depth: int) -> bool:
        """Return whether a line is of the rows without a value at a level of nesting.

        A member of several values is known if one of them is.
        """
        first, last = self.depths[depth - 1] if depth else 0, self.depths[depth]
        return codes[first:last] == self._missing[first:last]

    def grouped(
        self,
        keys: npt.NDArray[np.int64],
        stored: frozenset[int],
        included: npt.NDArray[np.bool_] | None = None,
    ) -> Level:
        """Return lines of groups by these keys; groups that are not ``included`` are in none."""
        keys = keys.copy()
        for index in range(len(self.dimensions)):
            if index not in stored:
                keys[:, index] = ALL
        chosen = np.arange(len(keys)) if included is None else np.flatnonzero(included)
        of_group = np.full(len(keys), -1, dtype=np.int64)
        if not stored:
            of_group[chosen] = 0
            return Level(self.dimensions, ((ALL,) * len(self.dimensions),), of_group)
        combined = np.zeros(len(chosen), dtype=np.int64)
        for index, dimension in enumerate(self.dimensions):
            combined = combined * (len(dimension.members) + 2) + keys[chosen, index] + 1
            _, combined = np.unique(combined, return_inverse=True)
        _, firsts, line = np.unique(combined, return_index=True, return_inverse=True)
        of_group[chosen] = line
        codes = tuple(map(tuple, keys[chosen][firsts].tolist()))
        return Level(self.dimensions, codes, of_group)

    def time_line(self, *, with_years: bool = False) -> tuple[tuple[int, ...], TimeLine] | None:
        """Return the dimensions that are one run of time, and the run; ``None`` without such.

        :param with_years: only a run that has a year before each of its years.
        """
        timed = [index for index, axis in enumerate(self.dimensions) if axis.calendar is not None]
        for indices in (tuple(timed[-2:]), *((index,) for index in reversed(timed))):
            calendars = [self.dimensions[index].calendar for index in indices]
            line = TimeLine.of([calendar for calendar in calendars if calendar is not None])
            if line is not None and (line.has_years or not with_years):
                return indices, line
        return None
