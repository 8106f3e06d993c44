"""The plane of columns: time or categories along its foot, and beside these the columns that have
no place on the axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.charts.grammar.annotate import Frame
from report.charts.grammar.axes import (
    AXIS_GAP,
    ValueAxis,
    slots_of,
    time_scale,
)
from report.charts.grammar.data import ChartData
from report.charts.grammar.place import Box
from report.charts.grammar.plane import Plane, draw_wrapped_feet, plot_height
from report.charts.grammar.time_axis import draw_time_axis
from report.charts.lettering import height, longest_word, widest, wrap
from report.charts.style import GAP, GREY, SMALL_SIZE
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

#: The columns that one chart shows at most, and the narrowest position in points.
MOST_COLUMNS = 150
_NARROWEST = 2.5
#: The part of a position that columns take, and the widest column in points.
SHARE, WIDEST = 0.74, 34.0
#: The widest label, in points, of a column next to the axis of time.
_MOST_BESIDE = 70.0


def with_few_slots(data: ChartData, context: ChartContext) -> ChartData:
    """Return the data of columns that are not too many, those without rows included.

    :raises ExpressionError: ``chart-too-many``.
    """
    _, count = slots_of(data)
    if count > MOST_COLUMNS:
        place = context.place("by")
        raise ExpressionError.of("chart-too-many", place, count=count, most=MOST_COLUMNS)
    return data


def column_plane(
    sheet: Sheet,
    data: ChartData,
    top: float,
    axis: ValueAxis,
    rooms: tuple[float, float],
    margin: float,
) -> Plane:
    """Return the plane: its box has all columns, its axis of time those that are time.

    :param rooms: the points over and under the columns, for their values.
    :param margin: the points that the labels of the axis of values take.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    _, count = slots_of(data)
    margin = sheet.side_room(margin, is_left=data.options.left_to_right)
    pitch = _pitch(data, sheet.width - margin, count)
    if pitch < _NARROWEST:
        raise ExpressionError.of("chart-too-narrow")
    width, beside = pitch * count, _beside(data, pitch)
    foot = top + plot_height(sheet)
    y = axis.scale(foot - rooms[1], top + rooms[0])
    if data.options.left_to_right:
        x = time_scale(data, margin, margin + width)
        box = Box(margin, y.end, margin + width + beside, foot)
    else:
        x = time_scale(data, sheet.width - margin - width, sheet.width - margin)
        box = Box(x.end - beside, y.end, x.start, foot)
    return Plane(Frame(box, y, x), axis, x, y)


def column_middles(data: ChartData, plane: Plane) -> list[float]:
    """Return the middle of the columns of each category, in points."""
    middles, edge, way = [], plane.x.end, plane.x.way
    for member in data.categories:
        if member.position is not None:
            middles.append(plane.x.place(member.position))
        else:
            room = _beside_width(member.label, plane.x.pitch)
            middles.append(edge + way * room / 2)
            edge += way * room
    return middles


def write_feet(sheet: Sheet, data: ChartData, plane: Plane) -> float:
    """Write what the columns are of, under them; return the bottom of the chart, in points."""
    foot = plane.box.bottom
    edge, way = plane.x.end, plane.x.way
    if data.steps:
        ends = sorted((plane.x.start, edge))
        has_beside = bool(_labels_beside(data))
        left = ends[0] if has_beside and way < 0 else 0.0
        right = ends[1] if has_beside and way > 0 else sheet.width
        used = draw_time_axis(sheet, data, plane.x, foot, (left, right))
    else:
        used = draw_wrapped_feet(sheet, data, plane)
    for label in _labels_beside(data) if sheet.outer.foot else ():
        room = _beside_width(label, plane.x.pitch)
        lines = wrap(label, room - GAP, SMALL_SIZE)
        tall = height(len(lines), SMALL_SIZE)
        y = foot + AXIS_GAP + tall / 2
        sheet.block(lines, edge + way * room / 2, y, align="center", size=SMALL_SIZE, color=GREY)
        edge += way * room
        used = max(used, AXIS_GAP + tall)
    return foot + used


def _pitch(data: ChartData, room: float, count: int) -> float:
    """Return the width of a position, in points: the columns that are no time have as much, or
    more where their labels are wider.

    :param room: the width of all columns in points; ``count`` the number of positions in time.
    """
    widths = sorted(_beside_width(label, 0.0) for label in _labels_beside(data))
    pitch = room / count
    for narrow in range(len(widths) + 1):
        pitch = (room - 2 * GAP * narrow - sum(widths[narrow:])) / (count + narrow)
        if narrow == len(widths) or widths[narrow] >= pitch + 2 * GAP:
            break
    return pitch


def _labels_beside(data: ChartData) -> list[str]:
    """Return the labels of the columns that are no time: «غير محدد», «أخرى»."""
    return [member.label for member in data.categories if member.position is None]


def _beside(data: ChartData, pitch: float) -> float:
    """Return the room of the columns that are no time, in points."""
    return sum(_beside_width(label, pitch) for label in _labels_beside(data))


def _beside_width(label: str, pitch: float) -> float:
    lines = wrap(label, max(_MOST_BESIDE, longest_word(label, SMALL_SIZE)), SMALL_SIZE)
    return max(pitch, widest(lines, SMALL_SIZE)) + 2 * GAP
