"""Symbols of an area by value, and points that stand so close that they are one mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


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
    """Return the spots as clusters: the cells of a grid of ``distance`` points, joined while two
    centres are nearer than that.

    The largest comes first, so that small ones are drawn over large ones. The order of the spots
    does not matter.
    """
    cells: dict[tuple[int, int], list[Spot]] = {}
    for spot in sorted(spots, key=lambda spot: (spot.x, spot.y, spot.index)):
        cells.setdefault((int(spot.x // distance), int(spot.y // distance)), []).append(spot)
    groups = [cells[cell] for cell in sorted(cells)]
    while True:
        pair = _nearest_pair(groups, distance)
        if pair is None:
            break
        first, second = pair
        groups[first] = groups[first] + groups[second]
        del groups[second]
    return tuple(sorted(map(_cluster, groups), key=lambda one: (-one.value, one.x, one.y)))


def _nearest_pair(groups: Sequence[Sequence[Spot]], distance: float) -> tuple[int, int] | None:
    """Return the two groups whose centres are nearest, if these are nearer than ``distance``."""
    centres = [_centre(group) for group in groups]
    order = sorted(range(len(groups)), key=lambda index: centres[index])
    best: tuple[float, int, int] | None = None
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            if centres[second][0] - centres[first][0] >= distance:
                break
            gap = math.dist(centres[first], centres[second])
            candidate = (gap, min(first, second), max(first, second))
            if gap < distance and (best is None or candidate < best):
                best = candidate
    return None if best is None else best[1:]


def _centre(group: Sequence[Spot]) -> tuple[float, float]:
    """Return the mean of the places of spots by value; of spots without value, by count."""
    total = sum(abs(spot.value) for spot in group)
    weights = [abs(spot.value) if total else 1.0 for spot in group]
    whole = sum(weights)
    x = sum(weight * spot.x for weight, spot in zip(weights, group, strict=True)) / whole
    y = sum(weight * spot.y for weight, spot in zip(weights, group, strict=True)) / whole
    return (x, y)


def _cluster(group: Sequence[Spot]) -> Cluster:
    x, y = _centre(group)
    value = sum(spot.value for spot in group)
    members = tuple(sorted(spot.index for spot in group))
    return Cluster(round(x, 2), round(y, 2), value, members)
