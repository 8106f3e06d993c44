"""Intervals over time: the rows that they are on, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from report.arabic.dates import date_text, hijri_text
from report.charts.grammar.annotate import Frame, draw_bands, draw_lines, words_above
from report.charts.grammar.axes import (
    AXIS_GAP,
    GRID,
    LABEL_SHARE,
    ROW,
    row_height,
    touch,
    within,
)
from report.charts.grammar.data import ChartData
from report.charts.grammar.level import level_bar
from report.charts.grammar.marks import Bar, Dot, disc
from report.charts.grammar.place import Box, Label, Spot, Taken, place_label, write_label
from report.charts.grammar.scales import Linear
from report.charts.grammar.times import calendar_ticks, hijri_ticks
from report.charts.layout import label_column, too_narrow
from report.charts.lettering import height, wrap
from report.charts.overlay import Outer, Sheet
from report.charts.style import (
    ACCENT,
    GAP,
    GREY,
    LABEL_SIZE,
    LIGHT,
    LINE,
    PAPER,
    SEMIBOLD,
    SMALL_SIZE,
    Fill,
    Pen,
)

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.charts.palette import Color

#: What is known of an interval: both ends; that they are about right; an end alone; nothing.
State = Literal["sure", "rough", "open", "undated"]

#: The height of an interval and the width below which it is a dot, its radius, in points.
_BAR, _LEAST, _DOT = 8.0, 2.5, 2.2
#: The width of the known end of an open interval, in points.
_END = 1.6
#: An open end runs on over this part of what is known.
_OPEN_SHARE = 0.06
_LEAST_EDGE = 60.0
#: The air between two panels.
_BETWEEN = 10.0
#: How many days are from one label to the next, where months are too far apart.
_DAY_STEPS, _FEW_DAYS = (1, 2, 7, 14), 70
FILLS: dict[State, tuple[Fill, Fill]] = {
    "sure": (Fill(ACCENT), Fill(LINE)),
    "rough": (
        Fill(LIGHT, "rising", ACCENT, Pen(ACCENT, 0.75)),
        Fill(PAPER, "rising", GREY, Pen(GREY, 0.75)),
    ),
    "open": (
        Fill(LIGHT, outline=Pen(ACCENT, 0.75, (3.0, 2.0))),
        Fill(PAPER, outline=Pen(GREY, 0.75, (3.0, 2.0))),
    ),
}


@dataclass(frozen=True, kw_only=True)
class IntervalData(ChartData):
    """Intervals, a category each: the day of their start, and the day after their end.

    :param states: what is known of each.
    """

    states: tuple[State, ...]


@dataclass(frozen=True, kw_only=True)
class GanttData(IntervalData):
    """Intervals, those of one label on one row.

    :param groups: the label of each panel and its intervals; empty for one panel of all.
    :param group: the panel that is drawn; ``None`` for all intervals.
    """

    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    group: int | None = None

    @cached_property
    def rows(self) -> dict[str, list[int]]:
        """The intervals of each label that are drawn, in order."""
        shown: Iterable[int] = range(len(self.categories))
        if self.group is not None:
            shown = self.groups[self.group][1]
        rows: dict[str, list[int]] = {}
        for index in shown:
            rows.setdefault(self.categories[index].label, []).append(index)
        return rows

    def each_group(self) -> Iterator[GanttData]:
        """Yield the data with each panel as the one that is drawn."""
        if not self.groups:
            yield self
        for index in range(len(self.groups)):
            yield replace(self, group=index)

    @property
    def names(self) -> list[str]:
        """The labels of the rows of all panels."""
        return list(dict.fromkeys(member.label for member in self.categories))


def state_of(interval: Interval | None) -> State:
    """Return what is known of an interval."""
    if interval is None:
        return "undated"
    if interval.start is None or interval.end is None:
        return "open"
    return "rough" if interval.approximate or interval.uncertain else "sure"


@dataclass(frozen=True, slots=True)
class _Placed:
    """An interval: its category, its days, and the line of its row that it is on."""

    category: int
    low: float
    high: float
    line: int


def draw_gantt(sheet: Sheet, data: GanttData) -> float:
    """Draw intervals from the right, unless time runs from the left; return the height used, in
    points. Panels are under each other, on one axis.

    :raises ExpressionError: ``chart-too-narrow``; what reference lines raise.
    """
    if not data.groups:
        return _draw_rows(sheet, data)
    y = 0.0
    for index, (label, _) in enumerate(data.groups):
        lines = wrap(label, sheet.width, LABEL_SIZE, SEMIBOLD)
        tall = height(len(lines), LABEL_SIZE)
        sheet.block(lines, sheet.width, y + tall / 2, weight=SEMIBOLD)
        panel = Sheet(sheet.width, sheet.palette, Outer(foot=index == 0))
        used = _draw_rows(panel, replace(data, group=index))
        sheet.paste(panel, 0.0, y + tall + 2.0, str(index))
        y += tall + 2.0 + used + _BETWEEN
    return y - _BETWEEN


def _draw_rows(sheet: Sheet, data: GanttData) -> float:
    """Draw the rows of a panel under the axis; return the height used, in points."""
    width = label_column(data.names, sheet.width * LABEL_SHARE).width
    labels = label_column(list(data.rows), sheet.width * LABEL_SHARE)
    edge = sheet.width - width - GAP
    if edge < _LEAST_EDGE:
        raise too_narrow()
    low, high = domain_of(data)
    # A short interval at an end is a dot.
    ends = (_DOT, edge - _DOT) if data.options.left_to_right else (edge - _DOT, _DOT)
    scale = Linear(low, high, *ends)
    rows = [list(_lines_of(data, row, (low, high))) for row in data.rows.values()]
    head = words_above(data, upright=False)
    top = head + (height(1, SMALL_SIZE) + AXIS_GAP if sheet.outer.foot else 0.0)
    tall = [
        max(ROW * _lines_in(row), row_height(labels.lines[index])) for index, row in enumerate(rows)
    ]
    bottom = top + sum(tall)
    sheet.scale("x", scale)
    frame = Frame(Box(0.0, head, edge, bottom), scale, upright=False)
    taken = Taken(Box(0.0, 0.0, edge, bottom))
    draw_bands(sheet, data, frame)
    ticks = write_ticks(sheet, data, scale, frame.box, taken)
    marks: list[tuple[Bar | Dot, int]] = []
    y = top
    for index, (row, depth) in enumerate(zip(rows, tall, strict=True)):
        categories = list(data.rows.values())[index]
        name = data.mark(categories[0], "label")
        middle = Spot(sheet.width, y + depth / 2, "right")
        write_label(sheet, Label(labels.lines[index], mark=name), middle)
        first = y + (depth - ROW * _lines_in(row)) / 2
        places = [(item, first + ROW * (item.line + 0.5)) for item in row]
        drawn = [(_mark_of(data, item, scale, place), item.category) for item, place in places]
        for mark, _ in drawn:
            for box in mark.boxes:
                taken.add(box, mark.id)
        marks += drawn
        y += depth
        sheet.line(0.0, y, sheet.width, y, Pen(LINE, GRID))
        taken.grid.append(Box(0.0, y, sheet.width, y).grown(GRID / 2))
        _write_texts(sheet, data, categories, places, scale, (first + ROW / 2, edge), taken)
    first_line = frame.box.top + height(1, SMALL_SIZE) + 1 if sheet.outer.foot else top
    _draw_grid(sheet, ticks, (first_line, bottom), taken)
    sheet.line(0.0, top, sheet.width, top, Pen(GREY))
    taken.add(Box(0.0, top, sheet.width, top).grown(GRID))
    for mark, category in marks:
        sheet.put(mark)
        _draw_known_end(sheet, data, category, mark)
    draw_lines(sheet, data, frame, taken)
    return bottom


def _lines_in(row: Sequence[_Placed]) -> int:
    """Return how many lines a row has."""
    return 1 + max((item.line for item in row), default=0)


def domain_of(data: IntervalData) -> tuple[float, float]:
    """Return the first day of the axis, and the day after the last: of all ends and reference
    lines, and further where an end is open."""
    days = data.numbers()
    for reference in data.options.references:
        days += [reference.start, reference.start if reference.end is None else reference.end]
    low, high = min(days), max(days)
    more = max(1.0, round((high - low) * _OPEN_SHARE))
    for index, state in enumerate(data.states):
        if state == "open" and data.value(index, role="low") is None:
            low = min(low, min(days) - more)
        if state == "open" and data.value(index, role="high") is None:
            high = max(high, max(days) + more)
    return low, high if high > low else low + 1


def _lines_of(
    data: GanttData, categories: Sequence[int], ends: tuple[float, float]
) -> Iterator[_Placed]:
    """Yield the intervals of a row, each on the first line that has room."""
    intervals = []
    for category in categories:
        if data.states[category] != "undated":
            low, high = (data.value(category, role=role) for role in ("low", "high"))
            intervals.append(
                (ends[0] if low is None else low, ends[1] if high is None else high, category)
            )
    lines: list[float] = []
    for low, high, category in sorted(intervals):
        line = next((index for index, end in enumerate(lines) if end <= low), len(lines))
        lines[line : line + 1] = [high]
        yield _Placed(category, low, high, line)


def write_ticks(
    sheet: Sheet, data: IntervalData, scale: Linear, box: Box, taken: Taken
) -> list[float]:
    """Write the labels of the ticks above the rows, of several panels above the first; return the
    places of the ticks in points."""
    tall = height(1, SMALL_SIZE)
    shown: list[tuple[float, float, str]] = []
    for choice in _ticks(scale, data):
        shown = []
        for day, label in choice:
            x = scale.place(day)
            shown.append((x, within(x, label, (0.0, box.right)), label))
        if not touch([(middle, label) for _, middle, label in shown]):
            break
    for _, middle, words in shown if sheet.outer.foot else ():
        written = Label((words,), SMALL_SIZE, color=GREY)
        write_label(sheet, written, Spot(middle, box.top + tall / 2), taken)
    return [x for x, _, _ in shown]


def _draw_grid(
    sheet: Sheet, ticks: Iterable[float], sides: tuple[float, float], taken: Taken
) -> None:
    """Draw an upright line at each tick, with gaps at the labels that it would cross."""
    taken.grid += [Box(x, sides[0], x, sides[1]).grown(GRID / 2) for x in ticks]
    for x in ticks:
        whole = Box(x - GRID, sides[0], x + GRID, sides[1])
        for start, end in taken.pieces(whole, is_level=False):
            sheet.line(x, start, x, end, Pen(LINE, GRID))


def _ticks(scale: Linear, data: IntervalData) -> Iterator[list[tuple[int, str]]]:
    """Yield the choices of ticks, the closest first: days, then months and years."""
    first, last = int(scale.low), int(scale.high)
    if last - first <= _FEW_DAYS:
        for step in _DAY_STEPS:
            days = range(first, last, step)
            yield [(day, _day_text(day, data)) for day in days]
    if has_hijri_months(data):
        yield from hijri_ticks(first, last, data.locale)
    else:
        yield from calendar_ticks(first, last, data.locale)
    yield [(first, _day_text(first, data))]


def has_hijri_months(data: IntervalData) -> bool:
    """Return whether the axis is of Hijri months and years."""
    return data.options.key("months") == "hijri"


def _day_text(day: int, data: IntervalData) -> str:
    write = hijri_text if has_hijri_months(data) else date_text
    return write(date.fromordinal(day), data.locale)


def _mark_of(data: GanttData, item: _Placed, scale: Linear, y: float) -> Bar | Dot:
    """Return the mark of an interval; for one that is too short to be seen, a dot at its middle."""
    name, is_bright = data.mark(item.category, role="low"), data.is_bright(item.category)
    fill = FILLS[data.states[item.category]][0 if is_bright else 1]
    bar = level_bar(name, (item.low, item.high), scale, y, _BAR, fill)
    return dot_if_short(bar, scale, y, _DOT, is_bright=is_bright)


def dot_if_short(bar: Bar, scale: Linear, y: float, radius: float, *, is_bright: bool) -> Bar | Dot:
    """Return the bar of an interval; for one that is too short to be seen, a dot at its middle.

    :param y: the middle of its height in points.
    """
    if bar.right - bar.left >= _LEAST:
        return bar
    middle = sum(bar.values) / 2
    color: Color = ACCENT if is_bright else GREY
    return disc(bar.id, (middle,), (scale.place(middle), y), radius, color)


def _draw_known_end(sheet: Sheet, data: GanttData, category: int, mark: Bar | Dot) -> None:
    """Draw the end of an open interval that is known, over its dashes."""
    if data.states[category] != "open" or isinstance(mark, Dot):
        return
    is_start = data.value(category, role="low") is not None
    x = mark.left if is_start == data.options.left_to_right else mark.right
    x += _END / 2 if x == mark.left else -_END / 2
    color: Color = ACCENT if data.is_bright(category) else GREY
    sheet.line(x, mark.top, x, mark.bottom, Pen(color, _END))


def _write_texts(
    sheet: Sheet,
    data: GanttData,
    categories: Sequence[int],
    places: Sequence[tuple[_Placed, float]],
    scale: Linear,
    row: tuple[float, float],
    taken: Taken,
) -> None:
    """Write the dates of the intervals of a row that have room beside them; in a row without any,
    that it has no date."""
    for item, y in places:
        left, right = sorted((scale.place(item.low), scale.place(item.high)))
        gap = _DOT + 2.0
        spots = [Spot(left - gap, y, "right"), Spot(right + gap, y, "left")]
        mark = data.mark(item.category, role="low")
        label = Label((data.text(item.category, role="low"),), SMALL_SIZE, color=GREY, mark=mark)
        place_label(sheet, taken, label, spots)
    if not places:
        middle, edge = row
        mark = data.mark(categories[0], role="low")
        text = data.text(categories[0], role="low")
        label = Label((text,), SMALL_SIZE, color=GREY, mark=mark)
        place_label(sheet, taken, label, [Spot(edge - 2, middle, "right")])
