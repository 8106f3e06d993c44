"""From the keys of a chart to what it is drawn from: the measures are asked once, for all
panels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import isclose
from typing import TYPE_CHECKING

from report.charts.asked import (
    AskingChart,
    amount_of,
    ask,
    check_top,
    check_units,
    column_dimensions,
    datum_of,
    in_alphabet,
    is_total,
    kind_of,
    label_of,
)
from report.charts.check import MOST_CATEGORIES
from report.charts.grammar.absent import completed_days
from report.charts.grammar.data import (
    AXES,
    ChartData,
    Datum,
    Head,
    Member,
    Panel,
    Role,
    reference_values,
)
from report.charts.grammar.options import with_options
from report.charts.grammar.times import label_steps, positions
from report.errors import ExpressionError
from report.measures.model import BLANK
from report.measures.model import Member as Value
from report.tables.pivots import note_texts

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.measures.model import Cell, Provenance, Result
    from report.measures.query import Totals

Values = tuple[Value, ...]
#: A condition that no row meets.
_NO_ROW = "1 == 2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a kind of chart is drawn from.

    :param measures: the least and the most measures that it shows.
    :param are_axes: whether several measures are the axes of one mark, each of its own unit, and
        not series of one axis.
    :param series: the least and the most series, besides the rest and the blanks. One measure is
        one series.
    :param categories: the most categories.
    :param in_order: whether categories keep the order of their dimension, as over time.
    :param totals: whether the series of each category add up to a total.
    :param parts: whether the values are parts of a whole, which is the total over the categories.
    :param heads: whether each series leads to its rows in all categories.
    :param absent: whether a day without rows in a panel is absent there, where other kinds have a
        zero or a blank.
    """

    measures: tuple[int, int] = (1, 3)
    are_axes: bool = False
    series: tuple[int, int] = (1, 6)
    categories: int = MOST_CATEGORIES
    in_order: bool = False
    totals: bool = False
    parts: bool = False
    heads: bool = False
    absent: bool = False


def chart_data(
    chart: AskingChart, context: ChartContext, needs: Needs, spread: Sequence[Role] = ()
) -> ChartData:
    """Return what a chart is drawn from.

    :param spread: the measures whose axes are spread as ``scale`` says; all if none is named.
    :raises ExpressionError: ``chart-measures``, ``chart-needs-measures``, ``chart-needs-series``,
        ``chart-series``, ``chart-too-many``, ``chart-units``, ``chart-no-number``,
        ``chart-top-blank``, ``chart-no-member``, ``chart-log-zero``, ``chart-not-parts``; what the
        engine raises.
    """
    _check_asked(chart, context, needs)
    # The rows of a category of counts are those of its total.
    is_counted = not chart.measures and chart.facet is None
    totals: frozenset[Totals] = frozenset({"rows"} if needs.totals or is_counted else ())
    if chart.facet is not None and needs.totals:
        totals |= {"groups"}
    if needs.parts or needs.heads:
        totals |= {"columns"}
    most = needs.measures[1]
    result = ask(chart, context, most_measures=most, is_of_time=needs.in_order, totals=totals)
    check_top(result, chart, context)
    if not needs.are_axes:
        check_units(result, context)
    reading = _Reading(chart, context, needs, result)
    _check_count(reading, context, needs)
    data = reading.data()
    _check_sums(data, context)
    shown = (*data.numbers(*spread), *reference_values(data))
    if chart.scale == "log" and any(value <= 0 for value in shown):
        raise ExpressionError.of("chart-log-zero", context.place("scale"))
    return data


def _check_asked(chart: AskingChart, context: ChartContext, needs: Needs) -> None:
    count = max(len(chart.measures), 1)
    if count < needs.measures[0]:
        values = {"count": count, "least": needs.measures[0]}
        raise ExpressionError.of("chart-needs-measures", context.place("chart"), **values)
    has_series = chart.series is not None or (count > 1 and not needs.are_axes)
    if needs.series[0] > 1 and not has_series:
        raise ExpressionError.of("chart-needs-series", context.place("chart"))


def _check_count(reading: _Reading, context: ChartContext, needs: Needs) -> None:
    """Check that there are not too many categories and series.

    :raises ExpressionError: ``chart-too-many``, ``chart-series``.
    """
    if len(reading.rows) > needs.categories:
        place = context.place("by")
        values = {"count": len(reading.rows), "most": needs.categories}
        raise ExpressionError.of("chart-too-many", place, **values)
    named = sum(series.member.kind == "value" for series in reading.series)
    if named > needs.series[1]:
        key = "series" if reading.chart.series is not None else "measures"
        values = {"count": named, "most": needs.series[1]}
        raise ExpressionError.of("chart-series", context.place(key), **values)


def _check_sums(data: ChartData, context: ChartContext) -> None:
    """Check that the series of each category add up to its total, where totals are known: counts
    and sums do, and means do not.

    :raises ExpressionError: ``chart-not-parts``.
    """
    for panel in data.each_panel():
        for row, total in enumerate(panel.panel.totals):
            summed = sum(panel.value(row, index) or 0.0 for index in range(len(data.series)))
            if not isclose(summed, total.value or 0.0, rel_tol=1e-9, abs_tol=1e-9):
                place, label = context.place("measures"), data.heads[0].label
                raise ExpressionError.of("chart-not-parts", place, measure=label)


@dataclass(frozen=True, slots=True)
class _Series:
    """A series: its member, the columns' member that it is of, and its measure."""

    member: Member
    of: Value | None
    measure: int


@dataclass(slots=True)
class _Reading:
    """Reads the answer of the engine."""

    chart: AskingChart
    context: ChartContext
    needs: Needs
    result: Result
    rows: list[int] = field(init=False)
    series: list[_Series] = field(init=False)
    panels: list[Value | None] = field(init=False)
    _columns: dict[Values, int] = field(init=False)
    _completed: frozenset[int] = field(init=False)
    _has_facet_first: bool = field(init=False)
    _blanks: dict[int, Datum] = field(default_factory=dict)
    _cells: dict[tuple[int, int, int], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        result = self.result
        self.rows = [row for row, members in enumerate(result.rows) if not is_total(members)]
        if self.chart.order == "alphabet":
            self.rows.sort(key=lambda row: in_alphabet(result.rows[row], self.context.locale))
        self._completed = completed_days(self.chart, result) if self.needs.absent else frozenset()
        self._columns = {members: column for column, members in enumerate(result.columns)}
        plain = [members for members in result.columns if not is_total(members)]
        dimensions = column_dimensions(self.chart, has_totals=self.needs.totals)
        self._has_facet_first = dimensions[:1] == (self.chart.facet,)
        self.panels = [None]
        if self.chart.facet is not None:
            place = dimensions.index(self.chart.facet)
            facets = {members[place]: None for members in plain}
            order = result.axes[1 + place].members
            self.panels = sorted(facets, key=lambda item: _place_in(order, item))
        if self.chart.series is not None:
            place = len(dimensions) - 1 if self._has_facet_first else 0
            heads = dict.fromkeys(members[place] for members in plain)
            self.series = [
                _Series(member_of((head,), rows=self._rows_of(head)), head, 0) for head in heads
            ]
        else:
            shown = 1 if self.needs.are_axes else max(len(self.chart.measures), 1)
            measures = result.measures[:shown]
            self.series = [
                _Series(Member(label=head.label), None, index)
                for index, head in enumerate(measures)
            ]

    def _rows_of(self, head: Value) -> Provenance | None:
        """Return the rows of a series in all categories, where the kind asks for them."""
        column = self._columns.get((head,))
        foot = self._foot
        if not self.needs.heads or column is None or foot is None:
            return None
        return self.result.cell(foot, column).provenance

    @property
    def _foot(self) -> int | None:
        """The row of the totals over the categories; ``None`` in an answer without rows."""
        rows = enumerate(self.result.rows)
        return next((row for row, members in rows if is_total(members)), None)

    def _cell_of(self, row: int, column: int, measure: int = 0) -> Cell:
        """Return a cell of the answer, made once."""
        key = row, column, measure
        if key not in self._cells:
            self._cells[key] = self.result.cell(*key)
        return self._cells[key]

    def data(self) -> ChartData:
        """Return the data."""
        if self.needs.parts:
            self._check_wholes()
        result, chart, locale = self.result, self.chart, self.context.locale
        main = max(len(chart.measures), 1)
        extras = tuple(range(main, len(result.measures)))
        axes = range(main) if self.needs.are_axes else ()
        roles: tuple[Role, ...] = AXES[: max(len(axes), 1)] + tuple(companion_roles(chart))
        shown = [*(axes or (0,)), *extras]
        heads = tuple(
            Head(label=head.label, unit=head.unit, style=head.style)
            for head in (result.measures[index] for index in shown)
        )
        dimension = result.axes[0]
        categories = self._categories()
        data = ChartData(
            categories=categories,
            series=tuple(series.member for series in self.series),
            panels=tuple(self._panel(panel, extras) for panel in self.panels),
            roles=roles,
            heads=heads,
            dimension=dimension.label,
            axis_label=chart.unit or ("" if self.needs.are_axes else result.measures[0].unit),
            steps=label_steps(dimension),
            calendar=dimension.calendar,
            locale=locale,
            notes=note_texts(result.notes, locale),
        )
        return with_options(data, chart, self.context)

    def _categories(self) -> tuple[Member, ...]:
        heads = [self.result.rows[row] for row in self.rows]
        places = positions(
            self.result.axes[0],
            [head[0].value for head in heads],
            [head[0].kind == "value" for head in heads],
        )
        whole = self._columns.get(self._total_column())
        if whole is None and len(self.result.columns) == 1:
            whole = 0
        members = []
        for row, head, place in zip(self.rows, heads, places, strict=True):
            cell = None if whole is None else self._cell_of(row, whole)
            rows_of = None if cell is None else cell.provenance
            members.append(member_of(head, place, rows_of))
        return tuple(members)

    def _total_column(self, panel: Value | None = None) -> Values:
        """Return the members of the column of totals: of all, or of a panel."""
        for members in self._columns:
            if is_total(members) and (panel is None or panel in members):
                return members
        return ()

    def _panel(self, panel: Value | None, extras: Sequence[int]) -> Panel:
        lines = []
        for row in self.rows:
            lines.append(tuple(self._cell(row, panel, series, extras) for series in self.series))
        totals: tuple[Datum, ...] = ()
        column = self._columns.get(self._total_column(panel))
        if self.needs.totals and column is not None and (panel is None or self._has_facet_first):
            totals = tuple(self._datum(self.result.cell(row, column)) for row in self.rows)
        label = "" if panel is None else member_of((panel,)).label
        whole = self._whole(panel) if self.needs.parts else None
        return Panel(label=label, cells=tuple(lines), totals=totals, whole=whole)

    def _whole(self, panel: Value | None) -> Datum:
        """Return the total over the categories of a panel; blank where series have their own."""
        column, foot = self._columns.get(() if panel is None else (panel,)), self._foot
        return (
            self._empty(0)
            if column is None or foot is None
            else self._datum(self.result.cell(foot, column))
        )

    def _check_wholes(self) -> None:
        """Check that the categories add up to their totals, in each column.

        :raises ExpressionError: ``chart-not-parts``.
        """
        foot = self._foot
        if foot is None:
            return
        for column in range(len(self.result.columns)):
            for index in range(max(len(self.chart.measures), 1)):
                whole = amount_of(self.result.cell(foot, column, index))
                cells = (self.result.cell(row, column, index) for row in self.rows)
                if sum(map(amount_of, cells)) != whole:
                    label, place = self.result.measures[index].label, self.context.place("measures")
                    raise ExpressionError.of("chart-not-parts", place, measure=label)

    def _cell(
        self, row: int, panel: Value | None, series: _Series, extras: Sequence[int]
    ) -> tuple[Datum, ...]:
        named = (panel, series.of) if self._has_facet_first else (series.of, panel)
        members = tuple(member for member in named if member is not None)
        column = self._columns.get(members)
        main = range(len(self.chart.measures)) if self.needs.are_axes else (series.measure,)
        measures = [*(main or (0,)), *extras]
        if self.needs.absent and not self._is_shown(row, column):
            return (Datum(value=None, text="", is_absent=True),) * len(measures)
        if column is None:
            return tuple(map(self._empty, measures))
        return tuple(self._datum(self._cell_of(row, column, index)) for index in measures)

    def _is_shown(self, row: int, column: int | None) -> bool:
        has_rows = column is not None and self.result.has_rows(row, column)
        return has_rows or row in self._completed

    def _empty(self, index: int) -> Datum:
        """Return a measure of no row: zero for a count or a sum, a blank for a mean. What is shown
        as a share or a change is blank."""
        asked = self.chart.measures[index] if index < len(self.chart.measures) else None
        if asked is not None and asked.show:
            return Datum(value=None, text=BLANK)
        if index not in self._blanks:
            head = self.result.measures[index]
            cell = self.context.engine.cell(head.measure, (_NO_ROW,))
            self._blanks[index] = self._datum(replace(cell, style=head.style))
        return self._blanks[index]

    def _datum(self, cell: Cell) -> Datum:
        label = self.result.measures[0].label
        return datum_of(cell, self.context.locale, label, partial(self.context.place, "measures"))


def _place_in(members: Sequence[Value], member: Value | None) -> int:
    """Return the place of a member in its dimension; that of all others together is the last."""
    return members.index(member) if member is not None and member in members else len(members)


def companion_roles(chart: AskingChart) -> Iterator[Role]:
    """Yield the roles of the measures that a chart names besides those that it shows."""
    if chart.target is not None:
        yield "target"
    if chart.previous is not None:
        yield "previous"
    if chart.between is not None:
        yield from ("low", "high")


def member_of(members: Values, position: int | None = None, rows: object = None) -> Member:
    """Return a category, a series or a panel."""
    return Member(
        label=label_of(members),
        kind=kind_of(members),
        key="، ".join(str(member.value) for member in members),
        position=position,
        provenance=rows,  # type: ignore[arg-type]
    )
