"""Scales: from a value to a place in points. A scale from the right has its start at the right."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, log1p, log10
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

if TYPE_CHECKING:
    from report.charts.model import InkScale

#: How the values of an axis are spread.
Spread = Literal["linear", "log", "symlog"]


class Scale(Protocol):
    """What marks need of a scale."""

    kind: ClassVar[str]

    @property
    def domain(self) -> tuple[float, float]:
        """The values at the two ends."""

    @property
    def ends(self) -> tuple[float, float]:
        """The points at the two ends."""

    def place(self, value: float) -> float:
        """Return the points at which a value is."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Values in even steps: ``low`` at ``start``, ``high`` at ``end``."""

    kind: ClassVar[str] = "linear"
    low: float
    high: float
    start: float
    end: float

    @property
    def domain(self) -> tuple[float, float]:
        """The values at the two ends."""
        return self.low, self.high

    @property
    def ends(self) -> tuple[float, float]:
        """The points at the two ends."""
        return self.start, self.end

    def place(self, value: float) -> float:
        """Return the points at which a value is."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Log(Linear):
    """Values above zero, each power of ten as long as the next."""

    kind: ClassVar[str] = "log"

    def place(self, value: float) -> float:
        """Return the points at which a value is."""
        share = log10(value / self.low) / log10(self.high / self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Symlog(Linear):
    """Values of both signs: about even steps up to ``threshold``, powers of ten beyond it."""

    kind: ClassVar[str] = "symlog"
    threshold: float = 1.0

    def place(self, value: float) -> float:
        """Return the points at which a value is."""
        low, high = self._bent(self.low), self._bent(self.high)
        share = (self._bent(value) - low) / (high - low)
        return self.start + share * (self.end - self.start)

    def _bent(self, value: float) -> float:
        return copysign(log1p(abs(value) / self.threshold), value)


@dataclass(frozen=True, slots=True)
class Point:
    """Positions in even steps: ``count`` slots, each position in the middle of its slot.

    :param first: the position of the first slot. Time is a scale of points: its positions are
        steps of the calendar.
    """

    kind: ClassVar[str] = "point"
    first: int
    count: int
    start: float
    end: float

    @property
    def domain(self) -> tuple[float, float]:
        """The positions at the two ends: half a slot before the first and after the last."""
        return self.first - 0.5, self.first + self.count - 0.5

    @property
    def ends(self) -> tuple[float, float]:
        """The points at the two ends."""
        return self.start, self.end

    @property
    def pitch(self) -> float:
        """The width of a slot in points."""
        return abs(self.end - self.start) / self.count

    @property
    def way(self) -> int:
        """1 where positions run to the right or down, -1 where they run to the left."""
        return 1 if self.end >= self.start else -1

    def place(self, value: float) -> float:
        """Return the middle of the slot of a position."""
        return self.start + (value - self.first + 0.5) * self.pitch * self.way


def scale_of(record: InkScale) -> Scale:
    """Return the scale of a record, for the places of its values.

    :raises ValueError: when the record is of no scale.
    """
    (low, high), (start, end) = record.domain, record.points
    if record.kind == "point":
        first, count = round(low + 0.5), round(high - low)
        if count < 1:
            raise ValueError(f"a scale of {count} slots")
        return Point(first, count, start, end)
    if low == high or (record.kind == "log" and not 0 < low < high):
        raise ValueError(f"a scale from {low} to {high}")
    if record.kind == "linear":
        return Linear(low, high, start, end)
    if record.kind == "log":
        return Log(low, high, start, end)
    if record.kind == "symlog" and record.threshold > 0:
        return Symlog(low, high, start, end, record.threshold)
    raise ValueError(f"a scale of kind {record.kind}")
