"""``timeline``: events as rows over time, from days to centuries, the first date at the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic.dates import interval_text
from report.brief.base import Name, Text, Where
from report.brief.blocks import Chart
from report.brief.query import Query
from report.charts.check import check_count, check_labels
from report.charts.grammar.data import Head, Member, Panel
from report.charts.grammar.dated import DatedKeys, axis_notes, dated_options, interval_cell
from report.charts.grammar.events import MOST_DAYS, UNDATED, TimelineData, day_text, draw_timeline
from report.charts.grammar.facts import amount
from report.charts.grammar.intervals import (
    domain_of,
    state_of,
)
from report.charts.grammar.options import check_highlight
from report.charts.kind import ChartContext, ChartKind
from report.charts.lettering import one_line
from report.measures import MISSING, Provenance, require_column
from report.messages import page_text

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.charts.grammar.data import Reference
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet


class Timeline(Chart, DatedKeys):
    """Events over time, each from its first day to its last."""

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
        """Return the events. The axis has their days, and those of the brief's period if there is
        a column for each day of both.

        :raises ExpressionError: ``not-dates``, ``bad-date``, ``chart-no-member``; and what names
            what is not there.
        """
        table, frame = context.rows(chart.table, chart.where)
        for key in ("label", "date", "remark"):
            if (column := getattr(chart, key)) is not None:
                require_column(table, column, context.place(key))
        spans = context.dates(frame, chart.date, "date")
        options = dated_options(chart, context)
        labels = [MISSING if label is None else str(label) for label in frame[chart.label]]
        rows = frame.index.tolist()
        sources = [
            Provenance.of_row(table, row, label) for row, label in zip(rows, labels, strict=True)
        ]
        members = tuple(
            Member(label=label, provenance=source)
            for label, source in zip(labels, sources, strict=True)
        )
        check_highlight(chart.highlight, members, context)
        remarks = frame[chart.remark] if chart.remark is not None else [None] * len(frame)
        axis, has_years = _axis(spans, options.references, context.period)
        data = TimelineData(
            categories=members,
            series=(Member(label=""),),
            panels=(Panel(label="", cells=()),),
            roles=("low", "high"),
            heads=(Head(label=table.columns[chart.date].label or chart.date),) * 2,
            states=tuple(map(state_of, spans)),
            options=options,
            locale=context.locale,
            remarks=tuple(
                str(remark or ("" if span else MISSING))
                for remark, span in zip(remarks, spans, strict=True)
            ),
            axis=axis,
            has_years=has_years,
        )
        return with_cells(data, spans, sources)

    def marks(self, data: TimelineData) -> Mapping[str, Provenance]:
        """Return the row of each event."""
        return data.marks

    def notes(self, data: TimelineData) -> Iterable[str]:
        """Return what is said under the chart: that its months are Hijri."""
        return axis_notes(data)

    def check(self, data: TimelineData) -> None:
        """Check the events of a timeline.

        :raises ExpressionError: ``chart-empty``, ``chart-rows-many`` or ``chart-label-long``.
        """
        check_count(len(data.categories), rule="chart-rows-many")
        check_labels(chain((member.label for member in data.categories), data.remarks))

    def draw(self, sheet: Sheet, data: TimelineData, number: Number) -> float:
        """Draw the events over the days; return the height used, in points."""
        return draw_timeline(sheet, data)

    def alt(self, data: TimelineData, number: Number) -> str:
        """Return the span, then each event with its dates and its remark."""
        events = [
            f"{member.label}: {_with_remark(data, row)}"
            for row, member in enumerate(data.categories)
        ]
        first, last = (day_text(data, int(day)) for day in (data.axis[0], data.axis[1] - 1))
        size = amount(len(data.categories), page_text("noun.event"), data.locale)
        said = {"first": first, "last": last, "size": size, "events": "؛ ".join(events)}
        return one_line(page_text("chart.timeline", **said))

    def table(self, data: TimelineData) -> tuple[tuple[str, ...], ...]:
        """Return the label of each event, with its dates and its remark."""
        heads = (page_text("chart.data.category"), page_text("chart.data.printed"))
        rows = enumerate(data.categories)
        return (heads, *((member.label, _with_remark(data, row)) for row, member in rows))

    def size(self, data: TimelineData) -> int:
        """Return the number of events."""
        return len(data.categories)


TIMELINE = _Timeline()


# Data ---------------------------------------------------------------------------------------


def _axis(
    spans: Sequence[Interval | None], references: Sequence[Reference], period: Interval
) -> tuple[tuple[float, float], bool]:
    """Return the first day of the axis and the day after its last, and whether the events and the
    period are in more than one year."""
    of_events = [*_days_of(span for span in spans if span is not None)]
    of_period = [*_days_of([period])]
    has_years = len({day.year for day in (*of_events, *of_period)}) > 1
    events = [float(day.toordinal()) for day in of_events]
    for reference in references:
        end = reference.start if reference.end is None else reference.end - 1
        events += [reference.start, end]
    every = [*events, *(float(day.toordinal()) for day in of_period)]
    is_short = max(every) - min(every) < MOST_DAYS
    shown = every if is_short or not events else events
    return (min(shown), max(shown) + 1), has_years


def _days_of(intervals: Iterable[Interval]) -> Iterator[date]:
    """Yield the first and the last days that intervals state."""
    ends = chain.from_iterable((interval.start, interval.end) for interval in intervals)
    yield from (day for day in ends if day is not None)


def with_cells(
    data: TimelineData, spans: Sequence[Interval | None], sources: Sequence[Provenance | None]
) -> TimelineData:
    """Return the data with the ends of each event; a long axis has room for those left open."""
    cells = tuple(
        interval_cell(span, source, data.locale, _interval(data, span))
        for span, source in zip(spans, sources, strict=True)
    )
    whole = replace(data, panels=(Panel(label="", cells=cells),))
    if data.days or not whole.numbers():
        return whole
    return replace(whole, axis=domain_of(whole))


def _interval(data: TimelineData, span: Interval | None) -> str:
    """Return the dates of an event in words; on an axis of days as its columns are called."""
    if span is None:
        return UNDATED
    if not data.days:
        return interval_text(span, data.locale)
    start = None if span.start is None else day_text(data, span.start.toordinal())
    end = None if span.end is None else day_text(data, span.end.toordinal())
    if start is None:
        return page_text("chart.until", end=end)
    if end is None:
        return page_text("chart.since", start=start)
    return start if start == end else page_text("chart.between", start=start, end=end)


def _with_remark(data: TimelineData, row: int) -> str:
    """Return the dates of an event and its remark."""
    remark = data.remarks[row]
    if data.states[row] == "undated":
        return remark or UNDATED
    dates = data.text(row, role="low")
    return f"{dates} ({remark})" if remark else dates
