"""Symbols of an area by value, and points that stand so close that they are one mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import product


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a map with its value: how many rows it is of, or what a measure says.

    :param index: its place in the data.
    """

    x: float
    y: float
    value: float
    index: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spots that are one mark, at the mean of their places by value."""

    x: float
    y: float
    value: float
    members: tuple[int, ...]


def radius_of(value: float, largest: float, most: float) -> float:
    """Return the radius of a symbol whose area is in proportion to its value.

    :param largest: the value whose radius is ``most`` points.
    """
    return most * math.sqrt(max(value, 0.0) / largest) if largest > 0 else 0.0


def clusters_of(spots: Sequence[Spot], distance: float) -> tuple[Cluster, ...]:
    """Return the spots as clusters: the cells of a grid of ``distance`` points. The two nearest
    are joined, until no two are nearer than that.

    The largest comes first, so that small ones are drawn over large ones. The order of the spots
    does not matter.
    """
    cells: dict[tuple[int, int], list[Spot]] = {}
    for spot in sorted(spots, key=lambda spot: (spot.x, spot.y, spot.index)):
        cells.setdefault(_cell(spot.x, spot.y, distance), []).append(spot)
    joining = _Joining(distance)
    for cell in sorted(cells):
        joining.add(_group(cells[cell]))
    clusters = map(_cluster, joining.joined())
    return tuple(sorted(clusters, key=lambda cluster: (-cluster.value, cluster.x, cluster.y)))


@dataclass(frozen=True, slots=True)
class _Group:
    """Spots that are joined: the sums of their weights, and of their places by weight."""

    weight: float
    x: float
    y: float
    value: float
    members: tuple[int, ...]

    @property
    def centre(self) -> tuple[float, float]:
        """The mean of the places of the spots by value."""
        return (self.x / self.weight, self.y / self.weight)

    def with_group(self, group: _Group) -> _Group:
        """Return both groups as one."""
        return _Group(
            self.weight + group.weight,
            self.x + group.x,
            self.y + group.y,
            self.value + group.value,
            self.members + group.members,
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
        across, down = _cell(*centre, self.distance)
        for cell in product((across - 1, across, across + 1), (down - 1, down, down + 1)):
            for near in sorted(self._at.get(cell, ())):
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
        self._at[_cell(*group.centre, self.distance)].discard(name)
        return group


def _cell(x: float, y: float, distance: float) -> tuple[int, int]:
    return (math.floor(x / distance), math.floor(y / distance))


def _group(spots: Sequence[Spot]) -> _Group:
    """Return the spots of a cell; those without value count by their number."""
    has_value = any(spot.value for spot in spots)
    weights = [abs(spot.value) if has_value else 1.0 for spot in spots]
    return _Group(
        sum(weights),
        sum(weight * spot.x for weight, spot in zip(weights, spots, strict=True)),
        sum(weight * spot.y for weight, spot in zip(weights, spots, strict=True)),
        sum(spot.value for spot in spots),
        tuple(spot.index for spot in spots),
    )


def _cluster(group: _Group) -> Cluster:
    x, y = group.centre
    return Cluster(round(x, 2), round(y, 2), group.value, tuple(sorted(group.members)))
