"""``gantt``: intervals of rows over any length of time, from days to centuries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic.dates import Interval, date_text
from report.arabic.figures import digits
from report.brief.asking import columns_named
from report.brief.base import Name, Text, Where
from report.brief.blocks import Chart
from report.brief.query import Query
from report.charts.check import check_count, check_labels, check_panels
from report.charts.grammar.data import Head, Member, Panel
from report.charts.grammar.dated import DatedKeys, axis_notes, dated_options, interval_cell
from report.charts.grammar.facts import amount
from report.charts.grammar.intervals import GanttData, draw_gantt, state_of
from report.charts.grammar.options import check_highlight
from report.charts.kind import ChartContext, ChartKind
from report.charts.lettering import one_line
from report.errors import ExpressionError
from report.expressions.faults import faults_at
from report.measures import MISSING, Provenance, require_column
from report.measures.query import Query as Asked
from report.messages import page_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from report.charts.model import ChartDrawing
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet

#: The intervals and the rows of one chart at most, and the intervals that are spoken.
MOST_INTERVALS, MOST_ROWS, _MOST_SPOKEN = 300, 60, 80
#: The intervals at most whose dates a note says.
_MOST_NOTED = 8


class Gantt(Chart, DatedKeys):
    """Intervals over time. Those of one label are on one row."""

    chart: Literal["gantt"]
    takes = DatedKeys.takes | {"facet"}
    table: Name
    where: Where = Field(default_factory=dict)
    label: Text = Field(description="the column with the names of the rows")
    start: Text = Field(description="the column with the first dates, or with whole intervals")
    end: Text | None = Field(default=None, description="the column with the last dates")
    order: Literal["declared", "start"] = Field(
        default="declared",
        description="the order of the rows: that of the table, or by their start",
    )

    def queries(self) -> Iterator[Query]:
        """Yield the rows that are drawn."""
        columns = (self.label, self.start, self.end)
        named = () if self.facet is None else columns_named(self.facet)
        read = tuple(dict.fromkeys((*filter(None, columns), *named)))
        yield Query(table=self.table, where=self.where, columns=read)


class _Gantt(ChartKind[Gantt, GanttData]):
    model = Gantt
    data_type = GanttData
    name = page_text("chart.gantt")

    def data(self, chart: Gantt, context: ChartContext) -> GanttData:
        """Return the intervals.

        :raises ExpressionError: ``not-dates``, ``gantt-order``, ``chart-no-member``, ``bad-date``;
            what names what is not there.
        """
        table, frame = context.rows(chart.table, chart.where)
        columns = []
        for key in ("start", "end"):
            if (column := getattr(chart, key)) is not None:
                require_column(table, column, context.place(key))
                columns.append(context.dates(frame, column, key))
        require_column(table, chart.label, context.place("label"))
        rows = []
        cells = zip(frame[chart.label], *columns, frame.index.tolist(), strict=True)
        for name, *ends, number in cells:
            label = MISSING if name is None else str(name)
            span = _joined(ends[0], ends[-1], label, context) if chart.end else ends[0]
            rows.append((label, span, Provenance.of_row(table, number, label)))
        order = list(range(len(rows)))
        if chart.order == "start":
            order.sort(key=lambda index: _first(rows[index][1]))
        rows = [rows[index] for index in order]
        heads = [
            table.columns[name].label or name for name in (chart.start, chart.end or chart.start)
        ]
        members = tuple(Member(label=label, provenance=source) for label, _, source in rows)
        check_highlight(chart.highlight, members, context)
        return GanttData(
            categories=members,
            series=(Member(label=""),),
            panels=(
                Panel(
                    label="",
                    cells=tuple(
                        interval_cell(span, source, context.locale) for _, span, source in rows
                    ),
                ),
            ),
            roles=("low", "high"),
            heads=tuple(Head(label=head) for head in heads),
            states=tuple(state_of(span) for _, span, _ in rows),
            groups=_groups(chart, context, frame.index[order]),
            options=dated_options(chart, context),
            locale=context.locale,
        )

    def marks(self, data: GanttData) -> Mapping[str, Provenance]:
        """Return the row of each interval."""
        return data.marks

    def notes(self, data: GanttData) -> Iterable[str]:
        """Return what is said under the chart: intervals without a date, in rows with others."""
        yield from axis_notes(data)
        for label, categories in data.rows.items():
            states = [data.states[category] for category in categories]
            count = states.count("undated")
            if 0 < count < len(states):
                shown = digits(count, data.locale)
                yield page_text("note.gantt-undated", label=label, count=shown)

    def notes_of_drawing(self, data: GanttData, drawing: ChartDrawing) -> Iterable[str]:
        """Return a note with the dates that have no room beside their intervals; of many dates,
        with their number."""
        printed = {text.mark for text in drawing.texts}
        missing = [
            (name, data.text(category, role="low"))
            for name, category in _dated(data)
            if data.mark(category, role="low") not in printed
        ]
        count = digits(len(missing), data.locale)
        dates = {text for _, text in missing}
        if len(missing) > 1 and len(dates) == 1:
            yield page_text("note.gantt-no-room-same", count=count, dates=dates.pop())
        elif len(missing) > _MOST_NOTED:
            yield page_text("note.gantt-no-room-many", count=count)
        elif missing:
            items = "؛ ".join(f"{name}: {text}" for name, text in missing)
            yield page_text("note.gantt-no-room", items=items)

    def check(self, data: GanttData) -> None:
        """Check that there is a date, and not too many rows.

        :raises ExpressionError: ``chart-empty``, ``chart-rows-many``, ``chart-panels-many`` or
            ``chart-label-long``.
        """
        check_count(len(data.categories), MOST_INTERVALS, "chart-rows-many")
        check_count(len(data.rows), MOST_ROWS, "chart-rows-many")
        check_panels(max(1, len(data.groups)))
        check_labels(label for label, _ in data.groups)
        check_labels(member.label for member in data.categories)
        if not data.numbers():
            raise ExpressionError.of("chart-empty")

    def draw(self, sheet: Sheet, data: GanttData, number: Number) -> float:
        """Draw the intervals; return the height used, in points."""
        return draw_gantt(sheet, data)

    def alt(self, data: GanttData, number: Number) -> str:
        """Return each interval in words; of many the first ones."""
        said = [
            f"{name}: {text}" if not group else f"{group}، {name}: {text}"
            for group, name, text in _printed(data)
        ]
        if len(said) > _MOST_SPOKEN:
            said = [*said[:_MOST_SPOKEN], page_text("chart.rest-inside")]
        size = amount(len(data.categories), page_text("noun.event"), data.locale)
        return one_line(f"{self.name}: {size}{_span(data)}: {'؛ '.join(said)}.")

    def table(self, data: GanttData) -> tuple[tuple[str, ...], ...]:
        """Return the label of each interval, and its printed dates."""
        heads = tuple(page_text(f"chart.data.{name}") for name in ("panel", "category", "printed"))
        rows = (heads, *_printed(data))
        return rows if data.groups else tuple(row[1:] for row in rows)

    def panel_count(self, data: GanttData) -> int:
        """Return the number of panels."""
        return max(1, len(data.groups))

    def size(self, data: GanttData) -> int:
        """Return the number of rows."""
        return len(data.rows)


GANTT = _Gantt()


def _printed(data: GanttData) -> Iterator[tuple[str, str, str]]:
    """Yield the panel, the label and the printed dates of each interval."""
    groups = data.groups or (("", tuple(range(len(data.categories)))),)
    for label, categories in groups:
        for index in categories:
            yield label, data.categories[index].label, data.text(index, role="low")


def _dated(data: GanttData) -> Iterator[tuple[str, int]]:
    """Yield the name, with its panel, and the category of each interval that has dates in the
    chart: all that are dated, and in a row without a date the first."""
    for panel in data.each_group():
        label = "" if panel.group is None else panel.groups[panel.group][0]
        for name, categories in panel.rows.items():
            dated = [index for index in categories if data.states[index] != "undated"]
            for category in dated or categories[:1]:
                yield "، ".join(filter(None, (label, name))), category


def _groups(
    chart: Gantt, context: ChartContext, numbers: pd.Index[int]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the label of each panel with its intervals, in the order of the dimension.

    :param numbers: the row of each interval in the table.
    :raises ExpressionError: what is wrong with the dimension.
    """
    if chart.facet is None or not len(numbers):
        return ()
    place, engine, tables = context.place("facet"), context.engine, (chart.table,)
    with faults_at(place):
        node = engine.node(chart.facet, tables)
    query = Asked(measures=(), rows=(chart.facet,))
    dimension, codes, _ = engine.dimension(node, chart.facet, tables, query, place)
    rows = context.tables[chart.table].frame.index.get_indexer(numbers)
    groups: dict[int, list[int]] = {}
    for index, code in enumerate(codes[chart.table][rows].tolist()):
        groups.setdefault(code, []).append(index)
    return tuple((dimension.members[code].label, tuple(groups[code])) for code in sorted(groups))


def _span(data: GanttData) -> str:
    """Return from when to when the intervals are, in words; empty where no two ends are stated."""
    low, high = data.numbers("low"), data.numbers("high")
    if not low or not high or min(low) >= max(high) - 1:
        return ""
    first, last = (date.fromordinal(int(day)) for day in (min(low), max(high) - 1))
    words = [date_text(day, data.locale) for day in (first, last)]
    return f"، {page_text('chart.between', start=words[0], end=words[1])}"


def _joined(
    start: Interval | None, end: Interval | None, label: str, context: ChartContext
) -> Interval | None:
    """Return the interval from a first to a last date; either may be open.

    :raises ExpressionError: ``gantt-order``.
    """
    if start is None and end is None:
        return None
    first, last = start.start if start else None, end.end if end else None
    if first and last and first > last:
        values = {"label": label, "start": first, "end": last}
        raise ExpressionError.of("gantt-order", context.place("end"), **values)
    stated = [item for item in (start, end) if item is not None]
    return Interval(
        start=first,
        end=last,
        text="/".join(str(item) if item else ".." for item in (start, end)),
        start_precision=start.start_precision if start else "day",
        end_precision=end.end_precision if end else "day",
        approximate=any(item.approximate for item in stated),
        uncertain=any(item.uncertain for item in stated),
    )


def _first(span: Interval | None) -> tuple[int, int]:
    """Return what a row is sorted by: its first date; rows without one are last."""
    day = None if span is None else span.start or span.end
    return (1, 0) if day is None else (0, day.toordinal())
