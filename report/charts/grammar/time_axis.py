"""Labels of positions under a plot: those of time, thinned until they have room. Panels beside each
other have the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from report.charts.grammar.axes import AXIS_GAP, touch, within
from report.charts.grammar.times import calendar_ticks
from report.charts.lettering import height
from report.charts.style import GREY, SMALL_SIZE, Pen

if TYPE_CHECKING:
    from report.charts.grammar.data import ChartData
    from report.charts.grammar.scales import Point
    from report.charts.overlay import Sheet

#: The length of a tick at the first day of a month, in points.
_TICK = 3.0

#: A position with its middle in points and its label.
Place = tuple[int, float, str]
#: The left and the right edge that labels keep within, in points.
Room = tuple[float, float]


def draw_time_axis(sheet: Sheet, data: ChartData, scale: Point, top: float, room: Room) -> float:
    """Write the labels of time that have room under a plot; return the height used, in points.

    Days that are too many for their labels have ticks at the first days of months or years.
    """
    places = [
        (member.position, scale.place(member.position), member.label)
        for member in data.categories
        if member.position is not None
    ]
    if not places or not sheet.outer.foot:
        return 0.0
    middle = top + AXIS_GAP + height(1, SMALL_SIZE) / 2
    common = room_of_all(data, scale.ends, room)
    shown = thinned(places, data.steps, common)
    if data.calendar is not None and data.calendar.part == "date" and len(shown) < len(places):
        ticked = _day_ticks(data, scale, common)
        for _, x, _ in ticked:
            sheet.line(x, top, x, top + _TICK, Pen(GREY))
        shown = ticked or shown
    for x, label in spread_out(shown, room, common):
        sheet.write(label, x, middle, align="center", size=SMALL_SIZE)
    return AXIS_GAP + height(1, SMALL_SIZE)


def room_of_all(data: ChartData, ends: tuple[float, float], room: Room) -> Room:
    """Return the room by which labels are chosen: of panels the width of their plots, which is the
    same in all, so that all have the same labels.

    :param ends: of the scale in points; ``room`` the room of the labels of this panel.
    """
    return (min(ends), max(ends)) if data.is_panel else room


def _day_ticks(data: ChartData, scale: Point, room: Room) -> list[Place]:
    """Return the first ticks by the calendar whose labels have room."""
    for choice in calendar_ticks(scale.first, scale.first + scale.count - 1, data.locale):
        places = [(position, scale.place(position), label) for position, label in choice]
        if not touch(placed(places, room)):
            return places
    return []


def thinned(places: Sequence[Place], steps: Sequence[int], room: Room) -> list[Place]:
    """Return the labels that are shown: the first, the last, and between them those of the first
    step with room for all; those that are too near to an end are left out.

    Where not even the ends have room, the last label is shown alone.
    """
    ordered = sorted(places)
    ends = [ordered[0], *ordered[1:][-1:]]
    if touch(placed(ends, room)):
        return ends[-1:]
    for step in steps:
        inner = [place for place in ordered[1:-1] if place[0] % step == 0]
        if not touch(placed(inner, room)):
            near = [place for place in inner if any(_touch(place, end, room) for end in ends)]
            between = [place for place in inner if place not in near]
            return [ends[0], *between, *ends[1:]]
    return ends


def spread_out(places: Sequence[Place], room: Room, common: Room) -> list[tuple[float, str]]:
    """Return the labels that are shown with their middles: in the room of their panel, unless they
    touch there.

    :param common: the room that they were chosen by.
    """
    labels = placed(places, room)
    return placed(places, common) if touch(labels) else labels


def placed(places: Iterable[Place], room: Room) -> list[tuple[float, str]]:
    """Return the labels of places with their middles, all in the room that they have."""
    return [(within(x, label, room), label) for _, x, label in places]


def _touch(first: Place, second: Place, room: Room) -> bool:
    return touch(placed((first, second), room))
