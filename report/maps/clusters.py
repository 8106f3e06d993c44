"""Symbols of an area by value, and points that stand so close that they are one mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from report.maps.placing import Floats

    Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that are one mark, at the mean of their places."""

    x: float
    y: float
    count: int


def radius_of(value: float, largest: float, most: float) -> float:
    """Return the radius of a symbol whose area is in proportion to its value.

    :param largest: the value whose radius is ``most`` points.
    """
    return most * math.sqrt(max(value, 0.0) / largest) if largest > 0 else 0.0


def clusters_of(
    x: Floats, y: Floats, counts: Integers, distance: float
) -> tuple[tuple[Cluster, ...], Integers]:
    """Return spots as clusters, and the cluster of each spot: the cells of a grid of ``distance``
    points. The two nearest are joined, until no two are nearer than that.

    The largest comes first, so that small ones are drawn over large ones. The order of the spots
    does not matter.

    :param x: the place of each spot, in points from zero on, to hundredths; ``y`` likewise.
    :param counts: how many rows are at each spot.
    """
    import numpy as np

    across = np.floor(x / distance).astype(np.int64)
    down = np.floor(y / distance).astype(np.int64)
    tall = int(down.max(initial=0)) + 1
    cell_of_spot = across * tall + down
    sums = [
        np.bincount(cell_of_spot, weights=counts * weight)
        # Sums of whole numbers are exact, in any order.
        for weight in (np.ones(len(x)), np.rint(x * 100), np.rint(y * 100))
    ]
    filled = np.flatnonzero(sums[0])
    joining = _Joining(distance)
    of_cells = zip(filled.tolist(), *(item[filled].tolist() for item in sums), strict=True)
    for cell, count, right, below in of_cells:
        joining.add(_Group(count, right, below, (cell,)))
    joined = [(_cluster(group), group.cells) for group in joining.joined()]
    joined.sort(key=lambda pair: (-pair[0].count, pair[0].x, pair[0].y))
    cluster_of_cell = np.full(len(sums[0]), -1, dtype=np.int64)
    for index, (_, cells) in enumerate(joined):
        cluster_of_cell[list(cells)] = index
    return tuple(cluster for cluster, _ in joined), cluster_of_cell[cell_of_spot]


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells that are joined: how many rows they have, and the sums of the places of these, in
    hundredths of a point."""

    count: float
    x: float
    y: float
    cells: tuple[int, ...]

    @property
    def centre(self) -> tuple[float, float]:
        """The mean of the places of the rows, in points."""
        return (self.x / self.count / 100, self.y / self.count / 100)

    def with_group(self, group: _Group) -> _Group:
        """Return both groups as one."""
        return _Group(
            self.count + group.count,
            self.x + group.x,
            self.y + group.y,
            self.cells + group.cells,
        )


@dataclass(slots=True)
class _Joining:
    """Groups, and the pairs of them that are near, the nearest first."""

    distance: float
    groups: dict[int, _Group] = field(default_factory=dict)
    _at: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    _pairs: list[tuple[float, int, int]] = field(default_factory=list)
    _count: int = 0

    def add(self, group: _Group) -> None:
        """Add a group, with its pairs."""
        name, centre = self._count, group.centre
        self._count += 1
        across, down = self._cell(centre)
        for cell in product((across - 1, across, across + 1), (down - 1, down, down + 1)):
            groups = self._at.get(cell)
            for near in sorted(groups) if groups else ():
                gap = math.dist(centre, self.groups[near].centre)
                if gap < self.distance:
                    heappush(self._pairs, (gap, near, name))
        self.groups[name] = group
        self._at.setdefault((across, down), set()).add(name)

    def joined(self) -> list[_Group]:
        """Join pairs until none is near; return the groups."""
        while self._pairs:
            _, first, second = heappop(self._pairs)
            if first in self.groups and second in self.groups:
                self.add(self._without(first).with_group(self._without(second)))
        return list(self.groups.values())

    def _without(self, name: int) -> _Group:
        group = self.groups.pop(name)
        self._at[self._cell(group.centre)].discard(name)
        return group

    def _cell(self, centre: Sequence[float]) -> tuple[int, int]:
        return (math.floor(centre[0] / self.distance), math.floor(centre[1] / self.distance))


def _cluster(group: _Group) -> Cluster:
    x, y = group.centre
    return Cluster(round(x, 2), round(y, 2), int(group.count))
