"""From the longitudes and latitudes of many rows to clusters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.maps.clusters import Cluster, clusters_of

if TYPE_CHECKING:
    from report.maps.clusters import Integers
    from report.maps.placing import Floats, Placing

#: More rows than these are first put into a lattice of places that are nearer to each other than
#: ``_STEP`` points, and what is projected is the mean of each: to project each row takes longer
#: than all else.
_MANY = 200_000
_STEP = 1.0
#: The rows of a place of the lattice that is nearer to the edge than this, in points, are projected
#: one by one, so that each row is on the right side of the edge.
_EDGE = 3 * _STEP
#: The longest side of the lattice.
_MOST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows as clusters, the largest first; ``of_row`` has the cluster of each row, -1 for one that
    is not on the sketch."""

    clusters: tuple[Cluster, ...]
    of_row: Integers


@dataclass(frozen=True, slots=True)
class _Spots:
    """Places on a sketch with the number of their rows; ``of_row`` has the spot of each row, and -1
    for a row that is not on the sketch."""

    x: Floats
    y: Floats
    counts: Integers
    of_row: Integers


def gathered(placing: Placing, longitudes: Floats, latitudes: Floats, distance: float) -> Gathered:
    """Return rows as clusters of those that are nearer than ``distance`` points.

    :param longitudes: from -180 to 360 degrees.
    """
    turned = placing.near(longitudes)
    spots = (_by_lattice if len(turned) > _MANY else _by_row)(placing, turned, latitudes)
    clusters, of_spot = clusters_of(spots.x, spots.y, spots.counts, distance)
    return Gathered(clusters, _taken(of_spot, spots.of_row))


def _taken(values: Integers, places: Integers) -> Integers:
    """Return the values at some places; -1 where the place is -1."""
    import numpy as np

    return np.append(values, -1)[places]


def _by_row(placing: Placing, longitudes: Floats, latitudes: Floats) -> _Spots:
    """Return a spot for each row on the sketch."""
    import numpy as np

    x, y, is_inside = placing.points(longitudes, latitudes)
    of_row = np.where(is_inside, np.cumsum(is_inside) - 1, -1)
    count = int(is_inside.sum())
    return _Spots(x[is_inside], y[is_inside], np.ones(count, dtype=np.int64), of_row)


def _by_lattice(placing: Placing, longitudes: Floats, latitudes: Floats) -> _Spots:
    """Return a spot for each place of a lattice, and for each row near the edge of the sketch."""
    import numpy as np

    codes, size = _codes(placing, longitudes, latitudes)
    counts = np.bincount(codes, minlength=size)
    filled = np.flatnonzero(counts[:-1])
    number = counts[filled]
    means = [
        np.bincount(codes, weights=degrees, minlength=size)[filled] / number
        for degrees in (longitudes, latitudes)
    ]
    x, y, is_inside = placing.points(*means)
    near = np.minimum.reduce([x, placing.width - x, y, placing.height - y])
    is_edge = np.abs(near) < _EDGE
    is_whole = is_inside & ~is_edge
    first = int(is_whole.sum())  # the first spot of a row near the edge
    spot_of_code = np.full(size, -1, dtype=np.int64)
    spot_of_code[filled[is_whole]] = np.arange(first)
    of_row = spot_of_code[codes]
    is_edge_code = np.zeros(size, dtype=bool)
    is_edge_code[filled[is_edge]] = True
    rows = np.flatnonzero(is_edge_code[codes])
    single = _by_row(placing, longitudes[rows], latitudes[rows])
    of_row[rows] = np.where(single.of_row < 0, -1, single.of_row + first)
    return _Spots(
        np.concatenate([x[is_whole], single.x]),
        np.concatenate([y[is_whole], single.y]),
        np.concatenate([number[is_whole], single.counts]),
        of_row,
    )


def _codes(placing: Placing, longitudes: Floats, latitudes: Floats) -> tuple[Integers, int]:
    """Return the code of the place of each row in the lattice, and how many codes there are; the
    last one is of all that is far from the sketch."""
    import numpy as np

    window = placing.window
    wide, tall = (
        min(max(math.ceil(side / _STEP), 1), _MOST_STEPS)
        for side in (placing.width, placing.height)
    )
    across = (longitudes - window.west) * (wide / (window.east - window.west))
    down = (latitudes - window.south) * (tall / (window.north - window.south))
    # What is left of a sketch or below it has a negative place, and is cut to zero with the first.
    is_far = (across < 0) | (across >= wide) | (down < 0) | (down >= tall)
    codes = across.astype(np.int64) * tall + down.astype(np.int64)
    codes[is_far] = wide * tall
    return codes, wide * tall + 1
