"""Marks: what a chart draws for its values. Each knows the number that it shows, so that the ink of
a page can be read against it.

Lengths are points from the left and top edges of the sheet, y downwards. ``Sheet.put`` draws a mark
and keeps its record (:class:`~report.charts.model.InkMark`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Protocol

from report.charts.grammar.place import Box
from report.charts.model import InkMark
from report.charts.palette import Color
from report.charts.style import Fill, Pen

if TYPE_CHECKING:
    from report.charts.overlay import Sheet

XY = tuple[float, float]


class Mark(Protocol):
    """What a sheet needs of a mark."""

    def draw(self, sheet: Sheet) -> None:
        """Draw the shapes of the mark."""

    def record(self) -> InkMark:
        """Return what the mark shows, and where."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What labels may not lie on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What all marks have.

    :param id: its name, the same as that of the text which prints its value.
    :param values: the values that its places on the scale are of: of a bar the two at its ends, of
        a line one for each point, of a cell the one that its tone is of.
    :param scale: the name of the scale, as ``Sheet.scale`` knows it.
    """

    kind: ClassVar[str]
    id: str
    values: tuple[float, ...]
    scale: str = "value"

    def _record(self, geometry: Sequence[float], digits: int = 2) -> InkMark:
        places = tuple(round(place, digits) for place in geometry)
        return InkMark(
            id=self.id, kind=self.kind, values=self.values, scale=self.scale, geometry=places
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rectangle(Shown):
    left: float
    top: float
    right: float
    bottom: float
    fill: Fill

    @property
    def box(self) -> Box:
        """The rectangle."""
        return Box(self.left, self.top, self.right, self.bottom)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What labels may not lie on."""
        return (self.box,)

    def draw(self, sheet: Sheet) -> None:
        """Draw the rectangle."""
        wide, tall = self.right - self.left, self.bottom - self.top
        sheet.box(self.left, self.top, wide, tall, self.fill)

    def record(self) -> InkMark:
        """Return the values and the edges: left, top, right, bottom."""
        return self._record((self.left, self.top, self.right, self.bottom))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar(_Rectangle):
    """A rectangle as long as its value: a bar, a column, a segment of a stack."""

    kind: ClassVar[str] = "bar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(_Rectangle):
    """A rectangle whose tone shows its value: of a heat map, a calendar."""

    kind: ClassVar[str] = "cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile(_Rectangle):
    """A rectangle whose area is its value: of a treemap."""

    kind: ClassVar[str] = "tile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Square(_Rectangle):
    """A square that represents a number of things: of a unit chart."""

    kind: ClassVar[str] = "square"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot(Shown):
    """A disc at its value; ``values`` may have a second one, which its area shows."""

    kind: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    fill: Fill

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What labels may not lie on."""
        return (Box(self.x, self.y, self.x, self.y).grown(self.radius),)

    def draw(self, sheet: Sheet) -> None:
        """Draw the disc."""
        sheet.disc(self.x, self.y, self.radius, self.fill)

    def record(self) -> InkMark:
        """Return the values, the centre and the radius, so exact that its area is right too."""
        return self._record((self.x, self.y, self.radius), digits=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path(Shown):
    """A line through the points of its values."""

    kind: ClassVar[str] = "path"
    points: tuple[XY, ...]
    pen: Pen

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What labels may not lie on: a box for each piece of the line."""
        half = self.pen.width / 2
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(_around_both(first, last).grown(half) for first, last in pairs)

    def draw(self, sheet: Sheet) -> None:
        """Draw the line."""
        sheet.path(self.points, self.pen)

    def record(self) -> InkMark:
        """Return the values, and x and y of each point."""
        return self._record(tuple(chain.from_iterable(self.points)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Path):
    """A straight line between two values, or a tick at one: of a dumbbell, a lollipop, a target."""

    kind: ClassVar[str] = "segment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Shown):
    """What lies between two lines of values: of an area chart, a density, a band of quantiles.

    ``values`` has those of the upper line, then those of the lower one in the same order.
    """

    kind: ClassVar[str] = "area"
    upper: tuple[XY, ...]
    lower: tuple[XY, ...]
    fill: Fill

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What labels may not lie on: a box for each piece."""
        steps = range(min(len(self.upper), len(self.lower)) - 1)
        return tuple(self._piece(step) for step in steps)

    def draw(self, sheet: Sheet) -> None:
        """Draw the area."""
        sheet.polygon([(*self.upper, *reversed(self.lower))], self.fill)

    def record(self) -> InkMark:
        """Return the values, and x and y of each point of both lines."""
        return self._record(tuple(chain.from_iterable((*self.upper, *self.lower))))

    def _piece(self, step: int) -> Box:
        corners = (*self.upper[step : step + 2], *self.lower[step : step + 2])
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(across), min(down), max(across), max(down))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Shown):
    """A shape of rings: a country, a slice of a pie. Its tone or its area shows its value.

    The first ring of a part runs one way round and its holes the opposite way.
    """

    kind: ClassVar[str] = "shape"
    rings: tuple[tuple[XY, ...], ...]
    fill: Fill

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Labels may lie on a shape."""
        return ()

    def draw(self, sheet: Sheet) -> None:
        """Draw the shape."""
        sheet.polygon(self.rings, self.fill)

    def record(self) -> InkMark:
        """Return the values, and x and y of each point of all rings."""
        return self._record(tuple(chain.from_iterable(chain.from_iterable(self.rings))))


def disc(name: str, values: tuple[float, ...], place: XY, radius: float, color: Color) -> Dot:
    """Return a plain dot of one colour."""
    return Dot(id=name, values=values, x=place[0], y=place[1], radius=radius, fill=Fill(color))


def _around_both(first: XY, last: XY) -> Box:
    across, down = sorted((first[0], last[0])), sorted((first[1], last[1]))
    return Box(across[0], down[0], across[1], down[1])
