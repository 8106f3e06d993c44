"""Ticks on bars: what a value is compared with, its target or its former value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from report.charts.grammar.data import ChartData, Role
from report.charts.grammar.marks import Segment
from report.charts.grammar.place import Taken
from report.charts.grammar.scales import Linear
from report.charts.overlay import Sheet
from report.charts.style import GREY, INK, PAPER, Pen

#: The pen of the tick of each role: the target is solid, the previous value has gaps.
TICKS: Mapping[Role, Pen] = {"target": Pen(INK, 1.8), "previous": Pen(GREY, 1.8, (2.0, 1.2))}
#: The room in points that a tick takes at each side of its value.
TICK_ROOM = 1.7
_HALO = 1.2


def tick_roles(data: ChartData) -> list[Role]:
    """Return which ticks a chart has."""
    return [role for role in TICKS if data.has(role)]


def tick_items(data: ChartData) -> list[tuple[Pen, str]]:
    """Return what the legend says of the ticks: a pen and the label of the measure each."""
    roles = tick_roles(data)
    return [(TICKS[role], data.head(role).label) for role in roles]


def tick_values(data: ChartData, category: int, series: int) -> list[float]:
    """Return the values of the ticks at a bar, without blanks."""
    values = [data.value(category, series, role) for role in tick_roles(data)]
    return [value for value in values if value is not None]


def beyond_ticks(edge: float, way: int, ticks: Iterable[float], room: float) -> float:
    """Return where the value of a bar may begin: at the end of the bar, or beyond the ticks that
    are in its way.

    :param edge: the end of the bar in points; ``ticks`` the places of its ticks.
    :param way: 1 where values are written to the right of it or below it, else -1.
    :param room: the points from the end of the bar to the far side of its value.
    """
    for place in sorted(ticks, key=lambda place: way * place):
        if -TICK_ROOM < way * (place - edge) < room + TICK_ROOM:
            edge = place + way * TICK_ROOM
    return edge


def draw_ticks(
    sheet: Sheet,
    data: ChartData,
    places: Iterable[tuple[int, int, float]],
    half: float,
    scale: Linear,
    taken: Taken,
    *,
    upright: bool = False,
) -> None:
    """Draw the ticks of bars, each with paper around it.

    :param places: the category, the series and the middle of each bar across its length, in points.
    :param half: how far a tick reaches to both sides of that middle, in points.
    :param upright: whether values run up, so that ticks are level.
    """
    bars = list(places)
    for role in tick_roles(data):
        pen, segments = TICKS[role], []
        for category, series, middle in bars:
            value = data.value(category, series, role)
            if value is not None:
                place = scale.place(value)
                points = (place, middle - half), (place, middle + half)
                if upright:
                    points = (middle - half, place), (middle + half, place)
                name = data.mark(category, series, role)
                segments.append(Segment(id=name, values=(value,), points=points, pen=pen))
        for segment in segments:
            sheet.path(segment.points, replace(Pen(PAPER), width=pen.width + _HALO))
        for segment in segments:
            sheet.put(segment, taken)
