"""``scatter``: a dot for each category, two measures its places across and up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from pydantic import Field, model_validator

from report.brief.asking import idle_key
from report.charts.grammar.annotate import draw_notes
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import (
    LEAST,
    ValueAxis,
    draw_level_axis,
    draw_value_axis,
    grid_of,
    value_axis,
)
from report.charts.grammar.data import ChartData, Datum, Role
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import mark_color
from report.charts.grammar.marks import Dot
from report.charts.grammar.place import Box, Label, Taken, around, no_room, write_label
from report.charts.grammar.words import alt_text, labelled
from report.charts.layout import axis_title, too_narrow
from report.charts.lettering import height, wrap
from report.charts.style import GREY, INK, REGULAR, SEMIBOLD, SMALL_SIZE, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.scales import Linear
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

P = TypeVar("P", bound="PointChart")

#: The points that one chart shows at most, and the radius of one, in points.
MOST_POINTS = 300
_DOT = 2.4
#: The height of a plot in points at most and at least, and its share of the width.
_TALLEST, _LOWEST, _SHAPE = 250.0, 110.0, 0.55
_NARROWEST = 60.0
#: The widest a name beside a point gets, and how far it is from the point.
_NAME_WIDTH, _NAME_GAP = 92.0, 2.0
_AXES: Mapping[Role, str] = {"value": "x", "second": "y"}


class PointChart(PlotChart):
    """Two measures as the two axes of a plane: the first across, the second up."""

    takes = frozenset({"facet", "highlight", "notes", "scale"})
    baseline: Literal["zero", "data"] = Field(
        default="data",
        description="where the axes begin: near their least values, or at zero",
    )
    scale_of: Literal["both", "x", "y"] = Field(
        default="both",
        description="the axis that scale is of: x for the first measure, y for the second",
    )

    @model_validator(mode="after")
    def _axis_has_a_scale(self) -> PointChart:
        if self.scale_of != "both" and self.scale == "linear":
            raise idle_key("scale_of", "scale")
        return self


@dataclass(frozen=True, slots=True)
class Place:
    """A category on the plane: its row, its place in points, the radius of its dot."""

    row: int
    x: float
    y: float
    radius: float


class PointKind(PlotKind[P]):
    """Dots on a plane of two measures, with names beside those that have room.

    :cvar shape: what the axes are called in the alternative text.
    """

    own_keys = ("baseline", "scale_of")
    has_dots = True
    shape: ClassVar[str]

    def spread_roles(self, chart: P) -> tuple[Role, ...]:
        """Return the measures whose axes are spread as ``scale`` says."""
        return tuple(role for role, axis in _AXES.items() if chart.scale_of in ("both", axis))

    def check(self, data: ChartData) -> None:
        """Check that there is a point to draw, and the data of any chart.

        :raises ExpressionError: ``chart-empty``, ``chart-log-zero``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        if not any(self.is_shown(panel, row) for panel, row in data.each_row()):
            raise ExpressionError.of("chart-empty")
        spread = [role for role in _AXES if _is_spread(data, role)]
        if data.options.scale == "log" and any(value < LEAST for value in data.numbers(*spread)):
            raise ExpressionError.of("chart-log-zero")

    def is_shown(self, data: ChartData, row: int) -> bool:
        """Return whether a category has all values that its dot needs."""
        return None not in (data.value(row), data.value(row, role="second"))

    def radius(self, data: ChartData, row: int) -> float:
        """Return the radius of the dot of a category, in points."""
        return _DOT

    def largest(self, data: ChartData) -> float:
        """Return the radius of the largest dot, in points."""
        return _DOT

    def fill(self, data: ChartData, row: int) -> Fill:
        """Return the fill of the dot of a category."""
        return Fill(mark_color(data, row))

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the names of the axes above several panels; return the height used, in points."""
        if data.is_panel or len(data.panels) == 1:
            return 0.0
        words = page_text(
            "chart.scatter.both", x=title_of(data, "value"), y=title_of(data, "second")
        )
        return axis_title(sheet, words, right, 0.0)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the axes, the dots and the names that have room."""
        top = self.head(sheet, data, sheet.width)
        if not data.is_panel:
            top += axis_title(sheet, title_of(data, "second"), sheet.width, top)
        plane = _plane(sheet, data, top, self.largest(data))
        taken = Taken(Box(plane.box.left, top, plane.box.right, plane.box.bottom))
        bottom = plane.draw(sheet, taken)
        places = self._places(data, plane)
        for place in sorted(places, key=lambda place: (data.is_bright(place.row), -place.radius)):
            self._put(sheet, data, place, taken)
        points = {(place.row, 0): (place.x, place.y) for place in places}
        bright = [place for place in places if self._is_named(data, place)]
        for place in bright:
            if not _write_name(sheet, data, place, taken, is_led=True):
                raise no_room(data.categories[place.row].label)
        draw_notes(sheet, data, points, taken)
        for place in _outermost_first(places):
            if place not in bright:
                _write_name(sheet, data, place, taken, is_led=False)
        if not data.is_panel:
            bottom += axis_title(sheet, title_of(data, "value"), plane.box.right, bottom)
        return bottom

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart, with the categories that have no dot."""
        said = list(data.notes)
        for role in _AXES:
            if data.options.scale != "linear" and _is_spread(data, role):
                label = data.head(role).label
                said.append(page_text(f"note.axis.{data.options.scale}", label=label))
        for panel in data.each_panel():
            rows = range(len(data.categories))
            labels = [data.categories[row].label for row in rows if not self.is_shown(panel, row)]
            if labels:
                values = {"count": len(labels), "labels": "، ".join(labels)}
                words = page_text(self.left_out, **values)
                said.append(labelled(panel.panel.label, words))
        return said

    #: What is said of the categories that have no dot.
    left_out: ClassVar[str] = "note.no-point"

    def alt(self, data: ChartData, number: object) -> str:
        """Return the alternative text: what the axes are, their extremes, the values of points."""
        heads = [head.label for head in data.heads]
        named = page_text(self.shape, **dict(zip(("x", "y", "area"), heads, strict=False)))
        noun = page_text("noun.point")
        drawn = self._drawn(data)
        return alt_text(f"{self.name}، {named}", drawn, noun=noun, values=self._spoken)

    def _drawn(self, data: ChartData) -> ChartData:
        """Return the data of the points that are drawn: the rest is blank, or in no panel."""
        blank = tuple(Datum(value=None, text="") for _ in data.roles)
        panels, rows = [], [False] * len(data.categories)
        for panel in data.each_panel():
            shown = [self.is_shown(panel, row) for row in range(len(rows))]
            pairs = zip(shown, panel.panel.cells, strict=True)
            panels.append([cells if is_shown else (blank,) for is_shown, cells in pairs])
            rows = list(map(or_, rows, shown))
        return replace(
            data,
            categories=tuple(compress(data.categories, rows)),
            panels=tuple(
                replace(panel, cells=tuple(compress(cells, rows)))
                for panel, cells in zip(data.panels, panels, strict=True)
            ),
        )

    def _spoken(self, data: ChartData) -> list[str]:
        """Return each point of the shown panel with its values."""
        said = []
        for row, category in enumerate(data.categories):
            if self.is_shown(data, row):
                values = "، ".join(datum.words for datum in data.panel.cells[row][0])
                said.append(f"{category.label} ({values})")
        return said

    def _places(self, data: ChartData, plane: _Plane) -> list[Place]:
        places = []
        for row in range(len(data.categories)):
            x, y = data.value(row), data.value(row, role="second")
            if x is not None and y is not None and self.is_shown(data, row):
                radius = self.radius(data, row)
                places.append(Place(row, plane.x.place(x), plane.y.place(y), radius))
        return places

    def _put(self, sheet: Sheet, data: ChartData, place: Place, taken: Taken) -> None:
        """Draw a dot. It has a record for each of its scales."""
        dot = Dot(
            id=data.mark(place.row),
            values=(data.value(place.row) or 0.0,),
            x=place.x,
            y=place.y,
            radius=place.radius,
            fill=self.fill(data, place.row),
        )
        sheet.put(dot, taken)
        for role in data.roles[1:]:
            value = data.value(place.row, role=role) or 0.0
            sheet.also(replace(dot, values=(value,), scale=_SCALES[role]))

    def _is_named(self, data: ChartData, place: Place) -> bool:
        """Return whether the author highlights the point, so that it needs its name."""
        return bool(data.options.highlight) and data.is_bright(place.row)


#: The scales of the measures of a point.
_SCALES: Mapping[Role, str] = {"value": "value", "second": "second", "third": "area"}


class Scatter(PointChart):
    """A dot for each category, placed by two measures."""

    chart: Literal["scatter"]


class _Scatter(PointKind[Scatter]):
    model = Scatter
    name = page_text("chart.scatter")
    shape = "chart.scatter.axes"
    needs = Needs(measures=(2, 2), are_axes=True, series=(1, 1), categories=MOST_POINTS)


SCATTER = _Scatter()


# The plane ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plane:
    """The area of the dots, its axes and its scales: across from the right, and up."""

    box: Box
    axes: tuple[ValueAxis, ValueAxis]
    x: Linear
    y: Linear

    def draw(self, sheet: Sheet, taken: Taken) -> float:
        """Draw the axes and keep their scales; return the bottom of their labels, in points."""
        sheet.scale("x", self.x)
        sheet.note_scale("second", "y", self.y)
        box = self.box
        draw_value_axis(sheet, self.axes[1], self.y, (box.left, box.right), at_right=True)
        used = draw_level_axis(sheet, self.axes[0], self.x, (box.top, box.bottom))
        sheet.line(box.left, box.bottom, box.right, box.bottom, Pen(GREY))
        taken.grid += grid_of(self.axes[1], self.y, box, is_level=True)
        taken.grid += grid_of(self.axes[0], self.x, box, is_level=False)
        return box.bottom + used


def _plane(sheet: Sheet, data: ChartData, top: float, air: float) -> _Plane:
    """Return the plane of a chart below a height.

    :param air: the points between the outermost values and the edge of the plane.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    across, up = _axis(data, "value"), _axis(data, "second")
    right = sheet.width - sheet.side_room(up.width)
    if right < _NARROWEST + 2 * air:
        raise too_narrow()
    first = top + height(1, SMALL_SIZE) / 2
    tall = max(_LOWEST, min(_TALLEST, sheet.base * _SHAPE)) + 2 * air
    box = Box(0.0, first, right, first + tall)
    x = across.scale(box.right - air, box.left + air)
    return _Plane(box, (across, up), x, up.scale(box.bottom - air, box.top + air))


def _axis(data: ChartData, role: Role) -> ValueAxis:
    from_zero = data.options.key("baseline") == "zero"
    shown = data
    if not _is_spread(data, role):
        shown = replace(data, options=replace(data.options, scale="linear"))
    head = data.roles.index(role)
    return value_axis(shown, data.numbers(role), from_zero=from_zero, head=head)


def _is_spread(data: ChartData, role: Role) -> bool:
    return data.options.key("scale_of") in (None, "both", _AXES[role])


def title_of(data: ChartData, role: Role) -> str:
    """Return what an axis is called: its measure, with the unit."""
    head = data.head(role)
    return f"{head.label} ({head.unit})" if head.unit else head.label


# Names --------------------------------------------------------------------------------------


def _write_name(sheet: Sheet, data: ChartData, place: Place, taken: Taken, *, is_led: bool) -> bool:
    """Write the name of a point beside it; return whether it has room.

    :param is_led: whether it is in bold, and may be further away with a line that leads to it.
    """
    weight = SEMIBOLD if is_led else REGULAR
    lines = wrap(data.categories[place.row].label, _NAME_WIDTH, SMALL_SIZE, weight)
    color: Color = INK if data.is_bright(place.row) else GREY
    name = data.mark(place.row, "label")
    label = Label(lines, SMALL_SIZE, weight, color=color, mark=name)
    spots = []
    more = (label.height - height(1, SMALL_SIZE)) / 2
    for spot in around(place.x, place.y, place.radius + _NAME_GAP, is_led=is_led):
        if spot.x != place.x or not more:
            spots.append(spot)
            continue
        # Above and below, a name of several lines needs more than the room of one.
        spots.append(replace(spot, y=spot.y + (more if spot.y > place.y else -more)))
    free = taken.spot(label, spots)
    if free is None:
        return False
    write_label(sheet, label, free, taken)
    return True


def _outermost_first(places: Sequence[Place]) -> list[Place]:
    """Return points in the order in which they are named: the greatest and the least first."""
    if not places:
        return []
    by_x = sorted(places, key=lambda place: place.x)
    by_y = sorted(places, key=lambda place: place.y)
    largest = sorted(places, key=lambda place: -place.radius)
    first = [by_y[0], by_x[0], by_x[-1], by_y[-1]]
    return list(dict.fromkeys([*first, *largest]))
