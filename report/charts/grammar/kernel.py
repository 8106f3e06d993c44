"""Kernel densities: a smooth curve whose height says how many numbers are near a place.

The kernel is Gaussian. Its width is Silverman's rule of thumb (*Density Estimation*, 1986, 3.31):
0.9 times the smaller of the standard deviation and the distance of the quartiles over 1.34, over
the fifth root of the count. The curve is from the least number to the greatest, where it is
reflected: so it is nowhere without numbers, and its area is 1.

Numbers are counted on the points of the curve, a number between two of them at both in proportion.
Counts and kernel are integers, so that equal numbers give an equal curve on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from report.charts.grammar.spread import Numbers

#: The steps of a curve: the fewest of these that show its narrowest hill, and how many steps the
#: kernel is wide then at least; the most steps suffice for a kernel of one.
_STEPS, _STEPS_OF_KERNEL = (128, 256, 512), 2.0
#: How many widths the kernel reaches to both sides: what is beyond is less than a thousandth of it.
_REACH = 4.0
#: A number is counted in these parts, and the kernel has this height, so that sums are exact.
_PARTS, _HEIGHT = 256, 1 << 24


@dataclass(frozen=True, slots=True)
class Curve:
    """The density of a group.

    :param places: values from the least number to the greatest, in even steps.
    :param heights: the density at each.
    :param width: the width of the kernel: its standard deviation.
    """

    places: tuple[float, ...]
    heights: tuple[float, ...]
    width: float

    def height(self, place: float) -> float:
        """Return the density at a value between two of its places, in proportion."""
        return float(np.interp(place, self.places, self.heights))

    @property
    def peak(self) -> float:
        """The first value at which the density is greatest."""
        return self.places[self.heights.index(max(self.heights))]


def silverman(numbers: Numbers) -> float:
    """Return the width of the kernel of some numbers, two of which differ."""
    values = floats_of(numbers)
    deviation = float(np.std(values, ddof=1))
    quarters = [numbers.quantile(Fraction(share, 4)) for share in (1, 3)]
    distance = float(quarters[1] - quarters[0]) / 1.34
    least = min(deviation, distance) if distance > 0 else deviation
    return float(f"{0.9 * least * len(values) ** -0.2:.6g}")


def least_width(reach: float) -> float:
    """Return the width of the narrowest kernel of numbers that reach over ``reach``."""
    return reach / _STEPS[-1]


def curve_of(numbers: Numbers, width: float) -> Curve | None:
    """Return the density of numbers, two of which differ; ``None`` where the kernel is narrower
    than a step of the finest curve.

    :param width: the width of the kernel.
    """
    values = floats_of(numbers)
    low, reach = float(values[0]), float(values[-1]) - float(values[0])
    fine = [count for count in _STEPS if reach / count <= width / _STEPS_OF_KERNEL]
    count = fine[0] if fine else _STEPS[-1]
    step = reach / count
    if step > width:
        return None
    summed, kernel = _summed(_counted(values, low, step, count), width / step)
    each = len(values) * _PARTS * kernel * step
    places = (*(low + step * index for index in range(count)), float(values[-1]))
    return Curve(places, tuple(total / each for total in summed), width)


def floats_of(numbers: Numbers) -> np.ndarray[Any, Any]:
    """Return numbers as floats, in order."""
    vector = numbers.ordered
    values: np.ndarray[Any, Any] = np.asarray(vector.numbers, dtype=float)
    return values / 10.0**vector.decimals if vector.is_integers else values


def _counted(
    values: np.ndarray[Any, Any], low: float, step: float, count: int
) -> np.ndarray[Any, Any]:
    """Return how many numbers are at each point of a curve, in parts of one."""
    places = np.clip((values - low) / step, 0.0, float(count))
    first = np.minimum(places.astype(np.int64), count - 1)
    second = np.rint((places - first) * _PARTS).astype(np.int64)
    counts = np.zeros(count + 1, dtype=np.int64)
    np.add.at(counts, first, _PARTS - second)
    np.add.at(counts, first + 1, second)
    return counts


def _summed(counts: np.ndarray[Any, Any], width: float) -> tuple[list[int], int]:
    """Return the sums of the kernels at each point, and the sum of one kernel.

    :param width: the width of the kernel in steps.
    """
    reach = math.ceil(_REACH * width)
    half = [round(_HEIGHT * math.exp(-((step / width) ** 2) / 2)) for step in range(reach + 1)]
    kernel = np.array([*half[:0:-1], *half], dtype=np.int64)
    ends = counts.copy()
    ends[[0, -1]] *= 2  # each end is its own image, too
    images = np.pad(ends, reach, mode="reflect")
    return np.convolve(images, kernel, mode="valid").tolist(), int(kernel.sum())
