"""``calendar``: a cell for each day, weeks as columns from the right, a block for each year. The
tone of a cell shows the value of its day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic.dates import hijri_month, hijri_month_name, month_name, week, weekday_name_of
from report.arabic.figures import digits
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import touch, within
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.place import text_width
from report.charts.grammar.runs import TimeKind
from report.charts.grammar.tone import (
    Tone,
    cell_of,
    note_tones,
    tone_heading,
    tone_of,
    tones_in,
)
from report.charts.layout import too_narrow
from report.charts.lettering import height
from report.charts.style import GAP, GREY, INK, LINE, SEMIBOLD, SMALL_SIZE, Pen
from report.errors import ExpressionError
from report.messages import page_text, phrase

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet
    from report.charts.style import Fill

#: The days of one chart at most: ten years.
MOST_DAYS = 3660
_WEEK = 7
#: The side of a day and its slot, and the gap between two blocks, in points.
_NARROWEST, _WIDEST, _BETWEEN, _AIR = 3.0, 13.0, 0.8, 8.0
#: The labels of months are thinned to every first, second, third … month.
_EVERY = (1, 2, 3, 6, 12)
_LINE = Pen(GREY, 0.6)
#: The radius of the dot of a day without rows, in points.
_FAINT = 0.8

Month = tuple[int, int]


class CalendarChart(PlotChart):
    """A cell for each day, in the tone of its value."""

    chart: Literal["calendar"]
    takes = frozenset({"time", "facet"})
    months: Literal["gregorian", "hijri"] = Field(
        default="gregorian", description="the months and the years that the days are in"
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """The days of a year, by week and day of the week.

    :param first: the first day of the week that the block begins with.
    :param top: the top of the days in points, ``edge`` where weeks begin.
    :param way: 1 where weeks run to the right, -1 where they run to the left.
    """

    year: int
    days: tuple[date, ...]
    first: date
    top: float
    edge: float
    pitch: float
    way: int

    def place(self, day: date) -> tuple[int, int]:
        """Return the week and the day of the week."""
        return divmod((day - self.first).days, _WEEK)

    def corner(self, day: date) -> tuple[float, float]:
        """Return the left and the top of a day in points."""
        column, row = self.place(day)
        side = self.edge + self.way * column * self.pitch
        return (side if self.way > 0 else side - self.pitch), self.top + row * self.pitch


class _Calendar(TimeKind[CalendarChart]):
    model = CalendarChart
    name = page_text("chart.calendar")
    needs = Needs(measures=(1, 1), series=(1, 1), categories=MOST_DAYS, in_order=True, absent=True)
    own_keys = ("months",)
    #: The weeks of a year are side by side.
    narrowest = 300.0
    unordered = "chart-not-days"

    def data(self, chart: CalendarChart, context: ChartContext) -> ChartData:
        """Return the value of each day.

        :raises ExpressionError: ``chart-not-days``; as for every chart over time.
        """
        data = super().data(chart, context)
        if data.calendar is None or data.calendar.part != "date":
            place = context.place("by")
            raise ExpressionError.of(self.unordered, place, dimension=data.dimension)
        return data

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write what each tone means, and the unit; return the height used, in points."""
        placed = _placed(data)
        return tone_heading(sheet, placed, right, tones_in(placed))

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: which days have no rows, too."""
        yield from super().notes(data)
        days = _days(data)
        has_gap = bool(days) and len(days) <= (max(days) - min(days)).days
        if has_gap or any(datum.is_absent for datum in _placed(data).each_datum()):
            yield page_text("note.calendar-gap")

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the blocks, one under another.

        :raises ExpressionError: ``chart-too-narrow``; ``hijri-range`` for a day that is in no Hijri
            month.
        """
        tones = tones_in(_placed(data))
        top = self.head(sheet, data, sheet.width)
        note_tones(sheet, tones)
        blocks = _blocks(sheet, data, top)
        _draw_days(sheet, data, blocks, tones)
        for block in blocks:
            _draw_months(sheet, data, block)
            _draw_weekdays(sheet, data, block)
        return blocks[-1].top + _WEEK * blocks[-1].pitch


CALENDAR = _Calendar()


def _days(data: ChartData) -> Mapping[date, int]:
    """Return the days of the chart with their categories."""
    return {
        date.fromordinal(member.position): index
        for index, member in enumerate(data.categories)
        if member.position is not None
    }


def _placed(data: ChartData) -> ChartData:
    """Return the data of the days alone, for the classes of their tones."""
    days = data.of_all("days", lambda: _only_placed(data))
    return replace(days, shown=data.shown, is_panel=data.is_panel)


def _only_placed(data: ChartData) -> ChartData:
    shown = [index for index, item in enumerate(data.categories) if item.position is not None]
    panels = [
        replace(panel, cells=tuple(panel.cells[index] for index in shown)) for panel in data.panels
    ]
    categories = tuple(data.categories[index] for index in shown)
    return replace(data, categories=categories, panels=tuple(panels))


def _month_of(data: ChartData, day: date) -> Month:
    """Return the year and the month that a day is in."""
    is_hijri = data.options.key("months") == "hijri"
    return hijri_month(day) if is_hijri else (day.year, day.month)


def _first_of_week(day: date, locale: str) -> date:
    """Return the first day of the week that a day is in."""
    first = week(locale)[0]
    back = next(
        step
        for step in range(_WEEK)
        if weekday_name_of((day.weekday() - step) % _WEEK + 1, locale) == first
    )
    return day - timedelta(days=back)


def _blocks(sheet: Sheet, data: ChartData, top: float) -> list[_Block]:
    """Return the blocks of the years, from the first to the last; years without a day have none."""
    locale = data.locale
    years: dict[int, list[date]] = {}
    days = _days(data)
    for number in range(min(days).toordinal(), max(days).toordinal() + 1):
        day = date.fromordinal(number)
        years.setdefault(_month_of(data, day)[0], []).append(day)
    room = sheet.width - _side(data)
    weeks = [
        ((shown[-1] - _first_of_week(shown[0], locale)).days // _WEEK) + 1
        for shown in years.values()
    ]
    pitch = min(room / max(weeks), _WIDEST)
    if pitch < _NARROWEST:
        raise too_narrow()
    is_forward = data.options.left_to_right
    edge = _side(data) if is_forward else sheet.width - _side(data)
    blocks = []
    head = 2 * height(1, SMALL_SIZE)
    for year, shown in years.items():
        if not any(day in days for day in shown):
            continue
        first = _first_of_week(shown[0], locale)
        way = 1 if is_forward else -1
        block = _Block(year, tuple(shown), first, top + head + 2, edge, pitch, way)
        blocks.append(block)
        top = block.top + _WEEK * pitch + _AIR
    return blocks


def _side(data: ChartData) -> float:
    """Return the width of the names of the days of the week, with their gap."""
    return max(text_width(name, SMALL_SIZE) for name in week(data.locale)) + GAP


def _draw_days(
    sheet: Sheet, data: ChartData, blocks: Sequence[_Block], tones: Sequence[Tone]
) -> None:
    """Draw the days, those of a tone together. Blanks are hatched and no marks; a day without rows
    in the panel has a faint dot."""
    days = _days(data)
    groups: dict[Fill, list[tuple[_Block, date, int]]] = {tone.fill: [] for tone in tones}
    for block in blocks:
        for day in block.days:
            if day not in days or data.datum(days[day]).is_absent:
                left, top = block.corner(day)
                sheet.dot(left + block.pitch / 2, top + block.pitch / 2, _FAINT, LINE)
            else:
                fill = tone_of(tones, data.value(days[day]))
                groups.setdefault(fill, []).append((block, day, days[day]))
    for fill, shown in groups.items():
        for block, day, category in shown:
            left, top = block.corner(day)
            side, value = block.pitch - _BETWEEN, data.value(category)
            left, top = left + _BETWEEN / 2, top + _BETWEEN / 2
            if value is None:
                sheet.box(left, top, side, side, fill)
            else:
                name = data.mark(category)
                sheet.put(cell_of(name, value, left, top, side, side, fill))


def _draw_months(sheet: Sheet, data: ChartData, block: _Block) -> None:
    """Draw the lines between months, and write the year and the months above the days."""
    months: dict[Month, list[date]] = {}
    for day in block.days:
        months.setdefault(_month_of(data, day), []).append(day)
    bottom = block.top + _WEEK * block.pitch
    for days in list(months.values())[1:]:
        column, row = block.place(days[0])
        near = block.edge + block.way * column * block.pitch
        far, turn = near + block.way * block.pitch, block.top + row * block.pitch
        line = (near, bottom), (near, turn), (far, turn), (far, block.top)
        sheet.path(line if row else ((near, bottom), (near, block.top)), _LINE)
    labels = [
        (month, _middle(block, days), _month_label(data, month))
        for (_, month), days in months.items()
    ]
    y = block.top - 2 - height(1, SMALL_SIZE) / 2
    for every in _EVERY:
        shown = [(x, label) for month, x, label in labels if (month - 1) % every == 0] or [
            labels[0][1:]
        ]
        placed = [(within(x, label, (0.0, sheet.width)), label) for x, label in shown]
        if not touch(placed):
            break
    for x, label in placed:
        sheet.write(label, x, y, align="center", size=SMALL_SIZE)
    sheet.write(
        _year_label(data, block.year),
        block.edge,
        y - height(1, SMALL_SIZE),
        align="left" if block.way > 0 else "right",
        size=SMALL_SIZE,
        weight=SEMIBOLD,
        color=INK,
    )


def _middle(block: _Block, days: Sequence[date]) -> float:
    """Return the middle of a month in points."""
    lefts = [block.corner(day)[0] for day in (days[0], days[-1])]
    return (lefts[0] + lefts[1] + block.pitch) / 2


def _month_label(data: ChartData, month: int) -> str:
    if data.options.key("months") == "hijri":
        return hijri_month_name(month)
    return month_name(month, data.locale)


def _year_label(data: ChartData, year: int) -> str:
    shown = digits(year, data.locale)
    return phrase("hijri-year", year=shown) if data.options.key("months") == "hijri" else shown


def _draw_weekdays(sheet: Sheet, data: ChartData, block: _Block) -> None:
    """Write the days of the week where weeks begin: each, or every second, third … one."""
    names = week(data.locale)
    tall = height(1, SMALL_SIZE)
    every = next(
        step for step in range(1, _WEEK + 1) if step * block.pitch >= tall or step == _WEEK
    )
    for row in range(0, _WEEK, every):
        y = block.top + (row + 0.5) * block.pitch
        x = block.edge - block.way * GAP
        align: Literal["left", "right"] = "right" if block.way > 0 else "left"
        sheet.write(names[row], x, y, align=align, size=SMALL_SIZE, color=GREY)
