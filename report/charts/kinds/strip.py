"""``strip``: a dot for the number of each row, on the row of its group; no dot touches another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.axes import ROW, Rows, ValueAxis
from report.charts.grammar.data import ChartData, Role
from report.charts.grammar.level import Level
from report.charts.grammar.look import mark_color
from report.charts.grammar.marks import Dot, Segment
from report.charts.grammar.spread import SpreadChart, SpreadData, SpreadReading
from report.charts.grammar.spread_rows import SpreadKind, spread_of, values_at
from report.charts.style import INK, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.scales import Linear
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

#: The numbers and the groups of one chart at most.
MOST_DOTS, MOST_GROUPS = 2000, 40
#: The radii of dots in points, the largest first, and the air between two dots.
_RADII, _AIR = (2.2, 1.7, 1.3, 1.0), 0.4
#: The height of the dots of one group, and of all, in points at most.
_TALLEST, _ALL = 90.0, 560.0
#: How far the median reaches beyond its row, in points; the air over and under the dots.
_MEDIAN, _ROW_AIR = 1.0, 2.0


class Strip(SpreadChart):
    """A dot for the number of each row of a table, by group."""

    chart: Literal["strip"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "scale"})


@dataclass(frozen=True, slots=True)
class _Swarm:
    """The dots of a group: the line of each, 0 for the middle, and their radius in points."""

    lines: Sequence[int]
    radius: float

    @property
    def height(self) -> float:
        """The height of all dots, in points."""
        return 2 * max(map(abs, self.lines), default=0) * self.pitch + 2 * self.radius

    @property
    def pitch(self) -> float:
        """The points from one line to the next."""
        return 2 * self.radius + _AIR


class _Strip(SpreadKind[Strip]):
    model = Strip
    name = page_text("chart.strip")
    dot_label = page_text("chart.strip.dot")
    own_keys = ("baseline",)

    def data(self, chart: Strip, context: ChartContext) -> SpreadData:
        """Return the number of each row, by group.

        :raises ExpressionError: ``chart-dots``, ``chart-value-no-number``, ``chart-log-zero``; as
            for every chart of counts.
        """
        heads: list[tuple[Role, str]] = [("value", page_text("chart.strip.median"))]
        reading = SpreadReading(chart, context, MOST_GROUPS)
        return reading.data(lambda numbers: ((), numbers), heads, self.own(chart), MOST_DOTS)

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: what dots and strokes are."""
        return (*super().notes(data), page_text("note.strip"))

    def words(self, data: SpreadData, row: int) -> str:
        """Return the median and the reach of a group."""
        numbers = data.dots[data.shown][row]
        reach = page_text("chart.strip.reach", least=numbers[0].words, greatest=numbers[-1].words)
        return f"{data.heads[0].label} {data.datum(row).words}، {reach}"

    def rows(
        self, data: SpreadData, rows: Rows, axis: ValueAxis, ends: tuple[float, float]
    ) -> Rows:
        """Return the rows as tall as their dots need, the same in all panels."""
        swarms = _swarms(data, axis.scale(*ends))
        tallest = [max(map(_height, row)) for row in zip(*swarms, strict=True)]
        tall = [
            max(least, tall + 2 * _ROW_AIR) for least, tall in zip(rows.tall, tallest, strict=True)
        ]
        return replace(rows, tall=tuple(tall))

    def draw_groups(self, sheet: Sheet, data: SpreadData, level: Level) -> None:
        """Draw the medians, then the dots of all groups."""
        rows = list(enumerate(level.rows.middles))
        swarms = _swarms(data, level.scale)[data.shown]
        for row, y in rows:
            if (middle := data.value(row)) is not None:
                x, half = level.scale.place(middle), swarms[row].height / 2 + _MEDIAN
                points = (x, y - half), (x, y + half)
                name, pen = data.mark(row), Pen(INK, 1.2)
                sheet.put(Segment(id=name, values=(middle,), points=points, pen=pen), level.taken)
        for row, y in rows:
            fill, swarm = Fill(mark_color(data, row)), swarms[row]
            for index, (value, x) in enumerate(values_at(data, row, level.scale)):
                place = y + swarm.lines[index] * swarm.pitch
                name = f"{data.mark(row)}.dot.{index}"
                dot = Dot(id=name, values=(value,), x=x, y=place, radius=swarm.radius, fill=fill)
                sheet.put(dot, level.taken)


STRIP = _Strip()


def _swarms(data: SpreadData, scale: Linear) -> list[list[_Swarm]]:
    """Return the dots of each group, by panel: the largest ones that have room.

    :raises ExpressionError: ``chart-dots-crowded``.
    """
    swarms, tallest = data.of_all(("strip", scale), lambda: _largest(data, scale))
    if _have_room(tallest):
        return swarms
    row = tallest.index(max(tallest))
    many = max(len(swarm[row].lines) for swarm in swarms)
    label = data.categories[row].label
    raise ExpressionError.of("chart-dots-crowded", label=label, count=many)


def _largest(data: SpreadData, scale: Linear) -> tuple[list[list[_Swarm]], list[float]]:
    """Return the dots of each group, by panel, and the height of each row in points: of the largest
    dots that have room, or of the smallest."""
    places = [_places(panel, scale) for panel in map(spread_of, data.each_panel())]
    for radius in _RADII:
        swarms = [_panel_swarms(panel, radius) for panel in places]
        tallest = [max(map(_height, row)) for row in zip(*swarms, strict=True)]
        if _have_room(tallest):
            break
    return swarms, tallest


def _places(data: SpreadData, scale: Linear) -> list[list[float]]:
    """Return where the dots of each group of the shown panel are, in points."""
    groups = (values_at(data, row, scale) for row in range(len(data.categories)))
    return [[x for _, x in group] for group in groups]


def _have_room(tallest: Sequence[float]) -> bool:
    return max(tallest) <= _TALLEST and sum(max(ROW, tall) for tall in tallest) <= _ALL


def _panel_swarms(panel: Sequence[Sequence[float]], radius: float) -> list[_Swarm]:
    return [_Swarm(_lines(places, radius), radius) for places in panel]


def _height(swarm: _Swarm) -> float:
    return swarm.height


def _lines(places: Sequence[float], radius: float) -> list[int]:
    """Return the line of each dot, the nearest to the middle on which it touches no other.

    :param places: where the dots are, in points, in the order of their values.
    """
    last: dict[int, float] = {}
    lines = []
    for x in places:
        for line in _outwards():
            if line not in last or abs(x - last[line]) >= 2 * radius + _AIR:
                last[line] = x
                lines.append(line)
                break
    return lines


def _outwards() -> Iterator[int]:
    """Yield the lines from the middle outwards: 0, 1, -1, 2, -2 and so on."""
    yield 0
    for step in count(1):
        yield step
        yield -step
