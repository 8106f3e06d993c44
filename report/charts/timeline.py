"""A timeline: days as columns, the first at the right; events as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Literal

from pydantic import Field

from report import arabic
from report.arabic.dates import Interval
from report.brief.base import Name, Text, Where
from report.brief.blocks import Chart
from report.brief.query import Query
from report.charts.check import check_count, check_labels, check_shape
from report.charts.grammar.facts import amount
from report.charts.kind import ChartContext, ChartKind
from report.charts.layout import too_narrow
from report.charts.lettering import height, longest_word, one_line, widest, wrap
from report.charts.model import TimelineData, TimelineEntry
from report.charts.numbers import Number
from report.charts.overlay import Align, Sheet
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
from report.errors import ExpressionError
from report.measures import MISSING, Provenance, require_column
from report.messages import page_text

MOST_DAYS = 62
#: Days of a brief's timeline: its axis has a label for each, and more of them run into each other.
LONGEST_TIMELINE = 31
UNDATED = page_text("chart.undated")

_LABEL_SHARE = 0.4
_OPEN = Pen(GREY, 0.75, (3.0, 2.0))
_INSET = 1.5


def _draw(sheet: Sheet, data: TimelineData) -> float:
    """Draw the events over the days; return the height in points.

    An event without dates is an empty dashed outline over the whole span, with its note in the
    middle. One with a single known day is solid on that day, and dashed on the side that the source
    leaves open.
    """
    names = [wrap(entry.label, sheet.width * _LABEL_SHARE, LABEL_SIZE) for entry in data.entries]
    notes = [
        wrap(entry.note, sheet.width * _LABEL_SHARE, SMALL_SIZE) if _dated(entry) else ()
        for entry in data.entries
    ]
    labels = (
        max(widest(name, LABEL_SIZE) for name in names),
        max(widest(note, SMALL_SIZE) for note in notes),
    )
    right = sheet.width - GAP - max(labels)
    rows = [
        _row(entry, name, note, right)
        for entry, name, note in zip(data.entries, names, notes, strict=True)
    ]
    day = right / len(data.day_labels)
    top = _draw_days(sheet, data, right, day)
    bottom = top + sum(row.height for row in rows)
    for index in range(len(data.day_labels) + 1):
        sheet.line(right - index * day, top, right - index * day, bottom, Pen(LINE))
    y = top
    for entry, row in zip(data.entries, rows, strict=True):
        _draw_label(sheet, row, y)
        _draw_event(sheet, data, entry, row, right, y + row.height / 2)
        y += row.height
        sheet.line(0, y, sheet.width, y, Pen(LINE))
    return bottom


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of an event: its name and its note at the right, or for one without dates its note
    in the outline."""

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


def _dated(entry: TimelineEntry) -> bool:
    return entry.start is not None or entry.end is not None


def _row(entry: TimelineEntry, name: tuple[str, ...], note: tuple[str, ...], right: float) -> _Row:
    inside = (
        () if _dated(entry) else wrap(entry.note or UNDATED, right - 2 * _INSET - 8, SMALL_SIZE)
    )
    return _Row(name, note, inside)


def _draw_label(sheet: Sheet, row: _Row, top: float) -> None:
    first = top + (row.height - row.label_height) / 2
    name, note = height(len(row.name), LABEL_SIZE), height(len(row.note), SMALL_SIZE)
    sheet.block(row.name, sheet.width, first + name / 2)
    sheet.block(row.note, sheet.width, first + name + note / 2, size=SMALL_SIZE, color=GREY)


def _draw_days(sheet: Sheet, data: TimelineData, right: float, day: float) -> float:
    """Write the names of the days above their columns, every one or every second, third ... as
    there is room."""
    longest = max(longest_word(label, SMALL_SIZE) for label in data.day_labels) + 4
    every = max(1, -int(-longest // day))
    if every > len(data.day_labels):
        raise too_narrow()
    named = [
        (index, label)
        for index, label in enumerate(data.day_labels)
        if index % every == 0 and index + every <= len(data.day_labels)
    ]
    room = every * day - 3.5
    if any(len(wrap(label, room, SMALL_SIZE)) > 1 for _, label in named):
        room = longest - 3.5  # then all are broken, the short ones too
    shown = [(index, wrap(label, room, SMALL_SIZE)) for index, label in named]
    tall = height(max(len(lines) for _, lines in shown), SMALL_SIZE)
    for index, lines in shown:
        middle = tall - height(len(lines), SMALL_SIZE) / 2
        # One name for several days is at the right of the first of them, where their columns begin.
        x = right - (index + 0.5 if every == 1 else index) * day
        align: Align = "center" if every == 1 else "right"
        sheet.block(lines, x, middle, align=align, size=SMALL_SIZE, weight=SEMIBOLD, color=ACCENT)
    sheet.line(0, tall + 4, sheet.width, tall + 4, Pen(ACCENT, 0.75))
    return tall + 4


def _draw_event(
    sheet: Sheet, data: TimelineData, entry: TimelineEntry, row: _Row, right: float, y: float
) -> None:
    day = right / len(data.day_labels)

    def span(first: date, last: date) -> tuple[float, float]:
        start, stop = (first - data.start).days, (last - data.start).days + 1
        return right - stop * day + _INSET, (stop - start) * day - 2 * _INSET

    first, last = entry.start or entry.end, entry.end or entry.start
    if first is None or last is None:
        left, wide = span(data.start, data.end)
        _draw_outline(sheet, left, y, wide, row.outline_height)
        sheet.block(row.inside, left + wide / 2, y, align="center", size=SMALL_SIZE, color=GREY)
        return
    if entry.start is None or entry.end is None:
        left, wide = span(
            data.start if entry.start is None else first, data.end if entry.end is None else last
        )
        _draw_outline(sheet, left, y, wide, BAR)
    left, wide = span(first, last)
    sheet.box(left, y - BAR / 2, wide, BAR, Fill(ACCENT))


def _draw_outline(sheet: Sheet, left: float, y: float, width: float, tall: float) -> None:
    sheet.box(left, y - tall / 2, width, tall, Fill(PAPER))
    sheet.frame(left, y - tall / 2, width, tall, _OPEN)


class Timeline(Chart):
    """Events over days, each from its first day to its last."""

    chart: Literal["timeline"]
    table: Name
    where: Where = Field(default_factory=dict)
    label: Text = Field(description="the column with the events' names")
    date: Text = Field(description="the column with the dates")
    remark: Text | None = Field(
        default=None, description="the column to print for an event without a date"
    )

    def queries(self) -> Iterator[Query]:
        """Yield the rows that are the chart's events."""
        columns = tuple(filter(None, (self.label, self.date, self.remark)))
        yield Query(table=self.table, where=self.where, columns=columns)


class _Timeline(ChartKind[Timeline, TimelineData]):
    model = Timeline
    data_type = TimelineData

    def data(self, chart: Timeline, context: ChartContext) -> TimelineData:
        """Return the events. The axis has their days, and those of the brief's period if it has
        room for both.

        :raises ExpressionError: ``not-dates``, ``long-timeline``; and what names what is not there.
        """
        table, frame = context.rows(chart.table, chart.where)
        for key in ("label", "date", "remark"):
            if (column := getattr(chart, key)) is not None:
                require_column(table, column, context.place(key))
        dates = context.dates(frame, chart.date, "date")
        of_events = _days_of(value for value in dates if value is not None)
        of_period = _days_of([context.period])
        start, end = _axis(of_events, of_period)
        days = (end - start).days + 1
        if days > LONGEST_TIMELINE:
            place = context.place("date")
            raise ExpressionError.of("long-timeline", place, days=days, limit=LONGEST_TIMELINE)
        remarks = frame[chart.remark] if chart.remark is not None else [None] * len(frame)
        entries = tuple(
            TimelineEntry(
                label=MISSING if label is None else str(label),
                start=value.start if value else None,
                end=value.end if value else None,
                note=str(remark or ("" if value else MISSING)),
                provenance=Provenance.of_row(table, row, str(label or MISSING)),
            )
            for label, value, remark, row in zip(
                frame[chart.label], dates, remarks, frame.index.tolist(), strict=True
            )
        )
        shown = [start + timedelta(days=day) for day in range(days)]
        with_year = len({day.year for day in (*of_events, *of_period)}) > 1
        labels = tuple(_day_label(day, context.locale, with_year=with_year) for day in shown)
        return TimelineData(
            entries=entries, start=start, end=end, day_labels=labels, locale=context.locale
        )

    def printed(self, data: TimelineData, number: Number) -> Iterable[tuple[str, Provenance]]:
        """Return the label and the remark of each event."""
        for entry in data.entries:
            if entry.provenance is not None:
                yield entry.label, entry.provenance
                yield entry.note, entry.provenance

    def check(self, data: TimelineData) -> None:
        """Check the data of a timeline.

        :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many``,
            ``chart-outside`` or ``chart-label-long``.
        """
        check_count(len(data.entries))
        days = (data.end - data.start).days + 1
        check_count(max(days, 0), MOST_DAYS)
        check_shape(len(data.day_labels), days)
        check_labels(data.day_labels)
        for entry in data.entries:
            check_labels((entry.label, entry.note))
            first, last = entry.start or entry.end, entry.end or entry.start
            if first and last and not data.start <= first <= last <= data.end:
                raise ExpressionError.of(
                    "chart-outside", label=entry.label, start=data.start, end=data.end
                )

    def draw(self, sheet: Sheet, data: TimelineData, number: Number) -> float:
        return _draw(sheet, data)

    def alt(self, data: TimelineData, number: Number) -> str:
        """Return the span, then each event with its days."""
        events = "؛ ".join(f"{entry.label}: {_interval(data, entry)}" for entry in data.entries)
        first, last = data.day_labels[0], data.day_labels[-1]
        size = amount(len(data.entries), page_text("noun.event"), data.locale)
        said = {"first": first, "last": last, "size": size, "events": events}
        return one_line(page_text("chart.timeline", **said))

    def table(self, data: TimelineData) -> tuple[tuple[str, ...], ...]:
        """Return the label of each event, with its days and its remark."""
        heads = (page_text("chart.data.category"), page_text("chart.data.printed"))
        return (heads, *((entry.label, _interval(data, entry)) for entry in data.entries))

    def size(self, data: TimelineData) -> int:
        return len(data.entries)


def _days_of(intervals: Iterable[Interval]) -> list[date]:
    """Return the first and the last days that intervals state."""
    ends = chain.from_iterable((interval.start, interval.end) for interval in intervals)
    return [day for day in ends if day is not None]


def _axis(events: Sequence[date], period: Sequence[date]) -> tuple[date, date]:
    """Return the first and the last day of the axis of events, in a brief of a period."""
    every = (*events, *period)
    is_short = (max(every) - min(every)).days < LONGEST_TIMELINE
    shown = every if is_short or not events else events
    return min(shown), max(shown)


def _day_label(day: date, locale: str, *, with_year: bool) -> str:
    label = f"{arabic.digits(day.day, locale)} {arabic.month_name(day.month, locale)}"
    return f"{label} {arabic.digits(day.year, locale)}" if with_year else label


def _interval(data: TimelineData, entry: TimelineEntry) -> str:
    start = data.day_labels[(entry.start - data.start).days] if entry.start else None
    end = data.day_labels[(entry.end - data.start).days] if entry.end else None
    if start is None and end is None:
        return entry.note or UNDATED
    if start is None:
        days = page_text("chart.until", end=end)
    elif end is None:
        days = page_text("chart.since", start=start)
    else:
        days = start if start == end else page_text("chart.between", start=start, end=end)
    return f"{days} ({entry.note})" if entry.note else days


TIMELINE = _Timeline()
