"""Events over time as rows: a column for each day of a short axis, ticks on a longer one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from report.arabic import digits, month_name
from report.arabic.dates import date_text, hijri_text
from report.charts.grammar.annotate import Frame, draw_bands, draw_lines, words_above
from report.charts.grammar.axes import AXIS_GAP
from report.charts.grammar.intervals import (
    FILLS,
    IntervalData,
    dot_if_short,
    has_hijri_months,
    write_ticks,
)
from report.charts.grammar.level import level_bar
from report.charts.grammar.marks import Bar, Dot
from report.charts.grammar.place import Box, Label, Spot, Taken, write_label
from report.charts.grammar.scales import Linear
from report.charts.layout import too_narrow
from report.charts.lettering import height, longest_word, widest, wrap
from report.charts.style import (
    ACCENT,
    BAR,
    GAP,
    GREY,
    LABEL_SIZE,
    LINE,
    PAPER,
    ROW,
    SEMIBOLD,
    SMALL_SIZE,
    Fill,
    Pen,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Align, Sheet

#: An axis of at most as many days has a column for each; a longer one has ticks.
MOST_DAYS = 31
UNDATED = page_text("chart.undated")

_LABEL_SHARE = 0.4
_OPEN = Pen(GREY, 0.75, (3.0, 2.0))
#: The space between an event and the edges of its days, and the radius of the dot of a short event,
#: in points.
_INSET, _DOT = 1.5, 2.6


@dataclass(frozen=True, kw_only=True)
class TimelineData(IntervalData):
    """Events, a category each.

    :param remarks: what is said of each; for an event without dates, in place of these.
    :param axis: the first day, and the day after the last.
    :param has_years: whether the days of the axis are named with their year.
    """

    remarks: tuple[str, ...]
    axis: tuple[float, float]
    has_years: bool = False

    @property
    def days(self) -> range:
        """The days of an axis that has a column for each; none for a longer axis."""
        first, end = map(int, self.axis)
        return range(first, end if end - first <= MOST_DAYS else first)


def day_text(data: TimelineData, day: int) -> str:
    """Return what a day is called: on an axis of days as its column is."""
    shown = date.fromordinal(day)
    if has_hijri_months(data):
        return hijri_text(shown, data.locale)
    if not data.days:
        return date_text(shown, data.locale)
    label = f"{digits(shown.day, data.locale)} {month_name(shown.month, data.locale)}"
    return f"{label} {digits(shown.year, data.locale)}" if data.has_years else label


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of an event: its name, its dates and its remark beside the axis; for one without
    dates its remark in the outline."""

    name: tuple[str, ...]
    note: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def label_height(self) -> float:
        return height(len(self.name), LABEL_SIZE) + height(len(self.note), SMALL_SIZE)

    @property
    def outline_height(self) -> float:
        return max(BAR, height(len(self.inside), SMALL_SIZE)) + 3

    @property
    def height(self) -> float:
        return max(ROW + 2.5, self.label_height + 6, self.outline_height + 6)


def draw_timeline(sheet: Sheet, data: TimelineData) -> float:
    """Draw the events over the axis; return the height in points.

    An event without dates is an empty dashed outline over the whole axis, with its remark in the
    middle. One with a single known day is solid on that day, and dashed on the side that the source
    leaves open.

    :raises ExpressionError: ``chart-too-narrow``, ``hijri-range``; what reference lines raise.
    """
    room = sheet.width * _LABEL_SHARE
    names = [wrap(member.label, room, LABEL_SIZE) for member in data.categories]
    notes = [_notes(data, row, room) for row in range(len(data.categories))]
    labels = (
        max(widest(name, LABEL_SIZE) for name in names),
        max(widest(note, SMALL_SIZE) for note in notes),
    )
    right = sheet.width - GAP - max(labels)
    rows = [
        _Row(name, note, _inside(data, row, right))
        for row, (name, note) in enumerate(zip(names, notes, strict=True))
    ]
    air = 0.0 if data.days else _DOT
    ends = (air, right - air) if data.options.left_to_right else (right - air, air)
    scale = Linear(*data.axis, *ends)
    sheet.scale("x", scale)
    head = words_above(data, upright=False)
    tall = sum(row.height for row in rows)
    taken = Taken(Box(0.0, 0.0, right, sheet.width + tall))
    if data.days:
        top, grid = _draw_days(sheet, data, scale, head, taken)
    else:
        top = head + height(1, SMALL_SIZE) + AXIS_GAP
        grid = write_ticks(sheet, data, scale, Box(0.0, head, right, top), taken)
    sheet.line(0, top, sheet.width, top, Pen(ACCENT, 0.75))
    frame = Frame(Box(0.0, top, right, top + tall), scale, upright=False)
    draw_bands(sheet, data, frame)
    for x in grid:
        sheet.line(x, top, x, top + tall, Pen(LINE))
    y = top
    for index, row in enumerate(rows):
        _draw_label(sheet, data, index, row, y)
        _draw_event(sheet, data, index, row, scale, y + row.height / 2, taken)
        y += row.height
        sheet.line(0, y, sheet.width, y, Pen(LINE))
    draw_lines(sheet, data, replace(frame, box=Box(0.0, head, right, y)), taken)
    return y


def _notes(data: TimelineData, row: int, room: float) -> tuple[str, ...]:
    """Return the lines under the name of an event: its dates where the axis has no column for each
    day, then its remark."""
    if data.states[row] == "undated":
        return ()
    dates = () if data.days else wrap(data.text(row, role="low"), room, SMALL_SIZE)
    return (*dates, *wrap(data.remarks[row], room, SMALL_SIZE))


def _inside(data: TimelineData, row: int, right: float) -> tuple[str, ...]:
    """Return the lines in the outline of an event without dates."""
    if data.states[row] != "undated":
        return ()
    return wrap(data.remarks[row] or UNDATED, right - 2 * _INSET - 8, SMALL_SIZE)


def _draw_label(sheet: Sheet, data: TimelineData, index: int, row: _Row, top: float) -> None:
    first = top + (row.height - row.label_height) / 2
    name, note = height(len(row.name), LABEL_SIZE), height(len(row.note), SMALL_SIZE)
    sheet.block(row.name, sheet.width, first + name / 2, mark=data.mark(index, "label"))
    mark = data.mark(index, role="low")
    y = first + name + note / 2
    sheet.block(row.note, sheet.width, y, size=SMALL_SIZE, color=GREY, mark=mark)


def _draw_days(
    sheet: Sheet, data: TimelineData, scale: Linear, top: float, taken: Taken
) -> tuple[float, list[float]]:
    """Write the names of the days above their columns, every one or every second, third ... as
    there is room; return the bottom of the names, and the edges of the columns, in points."""
    days = list(data.days)
    labels = [day_text(data, day) for day in days]
    wide = abs(scale.end - scale.start) / len(days)
    longest = max(longest_word(label, SMALL_SIZE) for label in labels) + 4
    every = max(1, -int(-longest // wide))
    if every > len(days):
        raise too_narrow()
    named = [
        (index, label)
        for index, label in enumerate(labels)
        if index % every == 0 and index + every <= len(labels)
    ]
    room = every * wide - 3.5
    if any(len(wrap(label, room, SMALL_SIZE)) > 1 for _, label in named):
        room = longest - 3.5  # then all are broken, the short ones too
    shown = [(index, wrap(label, room, SMALL_SIZE)) for index, label in named]
    tall = height(max(len(lines) for _, lines in shown), SMALL_SIZE)
    side: Align = "left" if data.options.left_to_right else "right"
    for index, lines in shown:
        # One name for several days is at the edge of the first of them, where their columns begin.
        x = scale.place(days[index] + (0.5 if every == 1 else 0.0))
        align: Align = "center" if every == 1 else side
        label = Label(lines, SMALL_SIZE, SEMIBOLD, ACCENT)
        write_label(sheet, label, Spot(x, top + tall - label.height / 2, align), taken)
    return top + tall + 4, [scale.place(day) for day in (*days, days[-1] + 1)]


def _draw_event(
    sheet: Sheet,
    data: TimelineData,
    index: int,
    row: _Row,
    scale: Linear,
    y: float,
    taken: Taken,
) -> None:
    low, high = (data.value(index, role=role) for role in ("low", "high"))
    if low is None and high is None:
        left, right = _span(scale, *data.axis)
        _draw_outline(sheet, left, y, right - left, row.outline_height)
        mark = data.mark(index, role="low")
        label = Label(row.inside, SMALL_SIZE, color=GREY, mark=mark)
        write_label(sheet, label, Spot((left + right) / 2, y), taken)
        return
    if low is None or high is None:
        ends = data.axis[0] if low is None else low, data.axis[1] if high is None else high
        left, right = _span(scale, *ends)
        _draw_outline(sheet, left, y, right - left, BAR)
    mark_of = _mark_of(data, index, scale, y)
    sheet.put(mark_of, taken)
    if isinstance(mark_of, Bar):
        for x in (mark_of.left, mark_of.right) if data.days else ():
            # The mark covers half of the lines between the days.
            sheet.line(x, mark_of.top, x, mark_of.bottom, Pen(LINE))


def _mark_of(data: TimelineData, index: int, scale: Linear, y: float) -> Bar | Dot:
    """Return the mark of the known days of an event, with paper around it where days have columns;
    a dot where it is too short to be seen."""
    low, high = (data.value(index, role=role) for role in ("low", "high"))
    first = low if low is not None else (high or 0.0) - 1
    last = high if high is not None else first + 1
    name, is_bright = data.mark(index, role="low"), data.is_bright(index)
    state = data.states[index]
    fill = FILLS["sure" if state == "open" else state][0 if is_bright else 1]
    tall = BAR
    if data.days and fill.outline is None:
        fill, tall = replace(fill, outline=Pen(PAPER, _INSET)), tall + 2 * _INSET
    bar = level_bar(name, (first, last), scale, y, tall, fill)
    return dot_if_short(bar, scale, y, _DOT, is_bright=is_bright)


def _span(scale: Linear, first: float, last: float) -> tuple[float, float]:
    """Return the left and the right edge of days, with the space around an event."""
    left, right = sorted((scale.place(first), scale.place(last)))
    return left + _INSET, right - _INSET


def _draw_outline(sheet: Sheet, left: float, y: float, width: float, tall: float) -> None:
    sheet.box(left, y - tall / 2, width, tall, Fill(PAPER))
    sheet.frame(left, y - tall / 2, width, tall, _OPEN)
