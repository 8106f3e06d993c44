"""What charts ask of the measures, and the answer as what a chart is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from report.arabic import sort_key
from report.brief.asking import Asking, idle_key
from report.brief.base import Name, Text
from report.brief.blocks import Chart
from report.brief.query import Query as RowQuery
from report.charts.grammar.data import Datum
from report.charts.grammar.keys import ChartKeys
from report.errors import ExpressionError, Location
from report.measures.asking import query_of
from report.measures.heads import head_findings
from report.measures.query import Asked
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.measures.model import Cell, Member, MemberKind, Result
    from report.measures.query import Query, Totals

#: The measures that one chart shows at most.
MOST_MEASURES = 3


class AskingChart(Chart, Asking, ChartKeys):
    """A chart of measures by one dimension, in series of a second one or of several measures.

    The count of the rows of ``table`` is the measure of a chart that names none.
    """

    #: What a table calls the dimensions.
    former: ClassVar[Mapping[str, str]] = {"rows": "by", "columns": "series"}

    table: Name | None = Field(
        default=None, description="the table whose rows are counted where no measure is named"
    )
    by: Text = Field(description="the dimension of the categories: a column or an expression")
    series: Text | None = Field(
        default=None, description="the dimension of the series: a column or an expression"
    )
    order: Literal["declared", "value", "alphabet"] = Field(
        default="declared", description="the order of the categories; sort says more"
    )
    #: A chart has no totals but those that its kind prints.
    totals: ClassVar[tuple[Literal["groups", "rows", "columns"], ...]] = ()  # type: ignore[misc]

    @model_validator(mode="after")
    def _is_complete(self) -> AskingChart:
        self.check_asked()
        return self

    def check_asked(self) -> None:
        """Check that the chart names what it shows, and no key that does nothing.

        :raises PydanticCustomError: ``one_of``, ``idle_key``.
        """
        if self.table is None and not self.measures:
            keys = "table, measures"
            raise PydanticCustomError("any_of", "one is wanted", {"keys": keys})
        if self.sort_columns and self.series is None:
            raise idle_key("sort_columns", "series")
        if self.order != "declared" and self.sort:
            keys = "order, sort"
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": keys})

    def queries(self) -> Iterator[RowQuery]:
        """Yield the counts that the chart shows, or the columns that its dimensions read."""
        if self.table is not None:
            named = (self.by, self.series, self.facet)
            texts = tuple((text,) for text in named if text is not None)
            yield replace(self.row_query(self.table, texts), where=self.where)

    def measure_names(self) -> Iterator[str]:
        """Yield the measures that are drawn."""
        yield from (asked.measure for asked in self.measures)
        yield from (asked.measure for asked in self.companions)

    @property
    def companions(self) -> tuple[Asked, ...]:
        """The measures that the chart names besides those that it draws."""
        edges = [("between", name) for name in self.between or ()]
        named = [("target", self.target), ("previous", self.previous), *edges]
        return tuple(
            Asked(measure=name, name=f"{name}-", key=key) for key, name in named if name is not None
        )


def ask(
    chart: AskingChart,
    context: ChartContext,
    *,
    most_measures: int = MOST_MEASURES,
    is_of_time: bool = False,
    totals: frozenset[Totals] = frozenset(),
) -> Result:
    """Return the answer to what a chart asks of the measures.

    Without ``top_of``, ``top`` keeps series where the chart has these, else categories.

    :param is_of_time: whether the categories follow the order of their dimension.
    :param totals: ``rows`` for a last column with the total of each category, ``columns`` for a
        last row with that of each series.
    :raises ExpressionError: ``chart-measures``, ``unknown-table``; what the engine raises.
    """
    if chart.table is not None:
        context.table(chart.table)
    count = len(chart.measures)
    most = 1 if chart.series is not None else most_measures
    if count > most:
        place = context.place("measures")
        raise ExpressionError.of("chart-measures", place, count=count, most=most)
    columns = [[text] for text in column_dimensions(chart, has_totals=bool(totals))]
    query = query_of(
        chart, [[chart.by]], columns, context.place, table=chart.table, keys=("by", "series")
    )
    if (query.top or query.bottom) and query.top_of is None:
        query = replace(query, top_of=chart.series)
    keys = {} if chart.facet is None else {chart.facet: "facet"}
    query = replace(query, measures=(*query.measures, *chart.companions), keys=keys)
    query = replace(query, totals=totals if columns else totals - {"rows"})
    if not query.sort:
        query = replace(query, sort=_order(chart, context, query, is_of_time))
    result = context.engine.result(query)
    shown = query.measures[: max(count, 1)]
    heads = replace(result, measures=result.measures[: len(shown)])
    context.warn(*result.findings, *head_findings(replace(query, measures=shown), heads))
    return result


def column_dimensions(chart: AskingChart, *, has_totals: bool) -> tuple[str, ...]:
    """Return the dimensions of the columns, the outer one first.

    What ``top`` keeps is outer, so that all panels have the same series; else the panels are, whose
    totals are subtotals.
    """
    is_selected = chart.top is not None or chart.bottom is not None
    named = (chart.facet, chart.series)
    if chart.top_of != chart.facet and (is_selected or not has_totals):
        named = (chart.series, chart.facet)
    return tuple(text for text in named if text is not None)


def _order(
    chart: AskingChart, context: ChartContext, query: Query, is_of_time: bool
) -> tuple[str, ...]:
    """Return by what categories are sorted.

    Measures are sorted by value, unless their dimension has an order of its own. Counts of the
    rows of the table keep the declared order, where none was asked for.
    """
    by_value = (f"-{query.measures[0].alias}",)
    if chart.order == "alphabet":
        return ("label",)
    if chart.order == "value":
        return (*by_value, "declared")
    if is_of_time or not chart.measures or "order" in chart.model_fields_set:
        return ()
    kind = context.engine.type_of(query, query.rows[0])
    return () if kind is None or kind.kind != "text" or kind.values else by_value


def amount_of(cell: Cell) -> Fraction:
    """Return the number of a cell; 0 for a blank."""
    return Fraction(cell.value) if isinstance(cell.value, int | Fraction) else Fraction(0)


def in_alphabet(members: tuple[Member, ...], locale: str) -> tuple[bool, Any]:
    """Return what a category is sorted by in the alphabet of a locale; others and blanks last."""
    return (kind_of(members) != "value", sort_key(label_of(members), locale))


def check_top(result: Result, chart: AskingChart, context: ChartContext) -> None:
    """Check that top or bottom keeps a member: it keeps none where all rows are blank.

    :raises ExpressionError: ``chart-top-blank``.
    """
    if chart.top is None and chart.bottom is None:
        return
    of_series = chart.series is not None and chart.top_of in (None, chart.series)
    rows, columns = (
        [members for members in side if not is_total(members)]
        for side in (result.rows, result.columns)
    )
    is_empty = not any(kind_of(members) == "value" for members in (columns if of_series else rows))
    if is_empty and (rows or columns):
        key = "top" if chart.top is not None else "bottom"
        label = result.axes[int(of_series)].label
        raise ExpressionError.of("chart-top-blank", context.place(key), key=key, dimension=label)


def check_units(result: Result, context: ChartContext) -> None:
    """Check that all measures have one unit, so that one axis shows them.

    :raises ExpressionError: ``chart-units``.
    """
    units = {(head.unit, head.style.is_percentage) for head in result.measures}
    if len(units) > 1:
        labels = tuple(head.label for head in result.measures)
        raise ExpressionError.of("chart-units", context.place("measures"), measures=labels)


def datum_of(cell: Cell, locale: str, measure: str, locate: Callable[[], Location]) -> Datum:
    """Return a cell of an answer. The axis names the unit; for those who hear it an arrow is a
    word.

    :param measure: what the error calls the measure; ``locate`` returns where it is asked for.
    :raises ExpressionError: ``chart-no-number``.
    """
    if cell.value is not None and not cell.is_number:
        raise ExpressionError.of("chart-no-number", locate(), measure=measure)
    text = cell.text(locale, with_unit=False)
    return Datum(
        value=None if cell.value is None else float(cell.value),  # type: ignore[arg-type]
        text=text,
        spoken=cell.spoken(locale) if cell.style.change == "arrow" else text,
        provenance=cell.provenance,
    )


def label_of(members: tuple[Member, ...]) -> str:
    """Return what the head of a category, a series or a panel is called."""
    return "، ".join(member.label for member in members) or page_text("table.total")


def kind_of(members: tuple[Member, ...]) -> MemberKind:
    """Return what a head is of: a value, the rest together, a blank or a total."""
    return next((member.kind for member in members if member.kind != "value"), "value")


def is_total(members: tuple[Member, ...]) -> bool:
    """Return whether members are of a total or of a subtotal."""
    return any(member.kind in ("total", "subtotal") for member in members)
