"""The numbers of rows by group: what charts of distributions are drawn from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

import numpy as np
from pydantic import Field

from report.arabic.amounts import NumberFormat, amount_text
from report.brief.asking import AskedMeasure
from report.brief.base import Name, Text
from report.charts.grammar.asking import Needs, chart_data
from report.charts.grammar.data import ChartData, Datum, Head, Member, Panel, Role
from report.charts.grammar.kind import PlotChart
from report.errors import ExpressionError
from report.expressions.faults import faults_at
from report.expressions.syntax import Name as Named
from report.expressions.vectors import NumberVector
from report.measures.conditions import group_words, with_conditions
from report.measures.exact import exact_text
from report.measures.model import BLANK, Note, Provenance
from report.messages import phrase
from report.tables.pivots import note_texts

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.charts.kind import ChartContext

T = TypeVar("T")


class SpreadChart(PlotChart):
    """The numbers of the rows of a table, by group."""

    #: The rows themselves are shown, and no measure of them.
    measures: ClassVar[tuple[AskedMeasure, ...]] = ()  # type: ignore[misc]
    series: ClassVar[None] = None  # type: ignore[misc]
    table: Name = Field(description="the table whose rows are shown")
    value: Text = Field(description="the number of each row: a column or an expression")
    decimals: int | None = Field(
        default=None,
        ge=0,
        le=15,
        description="how many decimals are printed; default: those of the column",
    )
    baseline: Literal["zero", "data"] = Field(
        default="data",
        description="where the axis of values begins: near the least value, or at zero",
    )


@dataclass(frozen=True, kw_only=True)
class SpreadData(ChartData):
    """Groups, a category each, with their median as the value.

    :param dots: by panel and category, the numbers that are drawn one by one, in ascending order.
    :param sizes: by panel and category, how many numbers there are.
    """

    dots: tuple[tuple[tuple[Datum, ...], ...], ...]
    sizes: tuple[tuple[int, ...], ...]

    @property
    def reach(self) -> list[float]:
        """All numbers that the axis has to show."""
        drawn = chain.from_iterable(chain.from_iterable(self.dots))
        return [*self.numbers(), *(item.value for item in drawn if item.value is not None)]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Exact numbers in ascending order."""

    ordered: NumberVector

    def __len__(self) -> int:
        return len(self.ordered)

    def __getitem__(self, index: int) -> Fraction:
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = self.ordered.numbers[index]
        shown = int(number) if self.ordered.is_integers else number
        return Fraction(shown, 10**self.ordered.decimals)

    def __iter__(self) -> Iterator[Fraction]:
        return (self[index] for index in range(len(self)))

    def quantile(self, share: Fraction) -> Fraction:
        """Return the number at place 1 + (n - 1) ``share`` of the n, between two in proportion.

        It is what the ``quantile`` of measures is.
        """
        place = (len(self) - 1) * share
        low = self[int(place)]
        high = self[min(int(place) + 1, len(self) - 1)]
        return low + (place - int(place)) * (high - low)

    def below(self, bound: Fraction) -> int:
        """Return how many numbers are less than a bound."""
        return bisect_left(self, bound)

    def above(self, bound: Fraction) -> int:
        """Return how many numbers are greater than a bound."""
        return len(self) - bisect_right(self, bound)


#: Returns of the numbers of a group those that its marks are of, and those that are dots.
Summary = Callable[[Numbers], tuple[Sequence[Fraction | None], Numbers | Sequence[Fraction]]]


@dataclass(frozen=True, slots=True)
class Printing:
    """How the numbers of a chart are printed."""

    style: NumberFormat
    locale: str

    def datum(self, number: Fraction | None, source: Provenance | None = None) -> Datum:
        """Return the place and the printed form of a number."""
        if number is None:
            return Datum(value=None, text=BLANK)
        text = amount_text(number, self.style, self.locale, with_unit=False)
        return Datum(value=float(number), text=text, provenance=source)


class SpreadReading:
    """Reads the numbers of the rows of each group.

    :param most: the most categories.
    """

    def __init__(self, chart: SpreadChart, context: ChartContext, most: int) -> None:
        self._chart = chart
        self._context = context
        needs = Needs(series=(1, 1), categories=most)
        #: The groups, with the counts of their rows.
        self.counts = chart_data(chart, context, needs)
        place = context.place("value")
        rows = context.engine.data[chart.table]
        with faults_at(place):
            node = context.engine.node(chart.value, (chart.table,))
        tree = rows.typed(node, chart.value, place)
        vector = rows.vector(tree)
        if not isinstance(vector, NumberVector):
            raise ExpressionError.of("chart-value-no-number", place, given=chart.value)
        self._vector = vector
        column = None
        if isinstance(node, Named) and len(node.path) == 1:
            column = rows.table.columns.get(node.path[0])
        #: What the numbers are called.
        self.label = context.engine.heading(node, tree, (chart.table,))
        decimals = chart.decimals
        percent = False
        if column is not None:
            decimals = column.decimals if decimals is None else decimals
            percent = column.percent is True
        style = NumberFormat(decimals=decimals, is_percent=percent)
        #: How the numbers of rows are printed, and those between two of them.
        self.printing = Printing(style, context.locale)
        is_whole = chart.decimals is None and decimals in (None, 0)
        self.between = Printing(replace(style, decimals=1) if is_whole else style, context.locale)

    @cached_property
    def groups(self) -> tuple[tuple[Numbers, ...], ...]:
        """The numbers by panel and category."""
        return tuple(tuple(map(self._numbers, panel)) for panel in self._places)

    def _numbers(self, places: npt.NDArray[np.intp]) -> Numbers:
        filled = places[~self._vector.blank[places]]
        if self._vector.is_integers:
            numbers = np.sort(self._vector.numbers[filled])
            blank = np.zeros(len(numbers), dtype=bool)
            return Numbers(NumberVector(numbers, self._vector.decimals, blank))
        order = np.argsort(self._vector.keys[filled], kind="stable")
        return Numbers(self._vector.take(filled[order]))

    @cached_property
    def _places(self) -> tuple[tuple[npt.NDArray[np.intp], ...], ...]:
        """The places of the rows in their table, by panel and category: each is a search in the
        whole table."""
        return tuple(map(self._places_in, self.counts.panels))

    def _places_in(self, panel: Panel) -> tuple[npt.NDArray[np.intp], ...]:
        return tuple(self._places_of(line[0][0].provenance) for line in panel.cells)

    def _places_of(self, source: Provenance | None) -> npt.NDArray[np.intp]:
        if source is None or source.find_places is None:
            return np.empty(0, dtype=np.intp)
        return source.find_places(self._chart.table)

    def data(
        self,
        summary: Summary,
        heads: Sequence[tuple[Role, str]],
        own: Mapping[str, object],
        most: int,
    ) -> SpreadData:
        """Return what is drawn: the groups from the greatest median on, unless their
        dimension has an order or the author gives one.

        :param summary: returns of each group the numbers of the further roles in ``heads``, and
            those that are drawn one by one.
        :param own: the keys of the kind itself that are part of its looks, by name.
        :param most: how many are drawn one by one at most.
        :raises ExpressionError: ``chart-dots``, ``chart-log-zero``.
        """
        counts, style = self.counts, self.between.style
        cells, dots = [], []
        for panel, groups in enumerate(self.groups):
            shown = list(map(summary, groups))
            medians = [self._median(panel, row) for row in range(len(groups))]
            pairs = zip(medians, shown, strict=True)
            cells.append([(first, *map(self.between.datum, rest)) for first, (rest, _) in pairs])
            dots.append([far for _, far in shown])
        self._check_dots(sum(map(len, chain.from_iterable(dots))), most)
        order = self._order(cells)
        annotations = [
            replace(note, category=order.index(note.category))
            for note in counts.options.annotations
        ]
        panels = [
            Panel(label=panel.label, cells=tuple(zip(_chosen(line, order), strict=True)))
            for panel, line in zip(counts.panels, cells, strict=True)
        ]
        data = SpreadData(
            categories=_chosen(counts.categories, order),
            series=(Member(label=self.label),),
            panels=tuple(panels),
            roles=tuple(role for role, _ in heads),
            heads=tuple(Head(label=label, style=style) for _, label in heads),
            dimension=counts.dimension,
            axis_label=self._chart.unit or self.label,
            options=replace(counts.options, annotations=tuple(annotations)),
            locale=counts.locale,
            notes=(*counts.notes, *self._blank_notes()),
            dots=tuple(tuple(map(self._dots, _chosen(line, order))) for line in dots),
            sizes=tuple(tuple(map(len, _chosen(line, order))) for line in self.groups),
        )
        if self._chart.scale == "log" and any(number <= 0 for number in data.reach):
            raise ExpressionError.of("chart-log-zero", self._context.place("scale"))
        return data.with_own(**own)

    def _median(self, panel: int, category: int) -> Datum:
        """Return the median of a group, with its rule and its rows."""
        numbers = self.groups[panel][category]
        source = self.counts.panels[panel].cells[category][0][0].provenance
        if not len(numbers):
            return self.between.datum(None)
        middle = numbers.quantile(Fraction(1, 2))
        if source is not None:
            table = self._context.tables[self._chart.table].label
            rule = phrase("rule.aggregate.median", value=self.label, table=table)
            words = [*source.conditions, *map(group_words, source.group)]
            description = replace(
                source.description, rule=with_conditions(rule, words), value=exact_text(middle)
            )
            source = Provenance(
                description, source.find_rows, conditions=source.conditions, show=source.show
            )
        return self.between.datum(middle, source)

    def _dots(self, numbers: Iterable[Fraction]) -> tuple[Datum, ...]:
        return tuple(map(self.printing.datum, numbers))

    def _check_dots(self, count: int, most: int) -> None:
        if count > most:
            place = self._context.place("chart")
            raise ExpressionError.of("chart-dots", place, count=count, most=most)

    def _order(self, cells: Sequence[Sequence[tuple[Datum, ...]]]) -> list[int]:
        order = list(range(len(self.counts.categories)))
        if self._is_by_median():
            order.sort(key=lambda row: self._rank(row, cells))
        return order

    def _is_by_median(self) -> bool:
        chart = self._chart
        if chart.sort or chart.order == "alphabet":
            return False
        is_ordered = bool(self.counts.steps) or self._has_declared_order()
        return chart.order == "value" or not (is_ordered or "order" in chart.model_fields_set)

    def _has_declared_order(self) -> bool:
        column = self._context.tables[self._chart.table].columns.get(self._chart.by)
        return column is not None and bool(column.values)

    def _rank(
        self, row: int, cells: Sequence[Sequence[tuple[Datum, ...]]]
    ) -> tuple[bool, bool, float]:
        """Return what a category is sorted by: others, blanks and groups without numbers last."""
        medians = [line[row][0].value for line in cells]
        filled = [value for value in medians if value is not None]
        is_value = self.counts.categories[row].kind == "value"
        return not is_value, not filled, -sum(filled) / max(len(filled), 1)

    def _blank_notes(self) -> Iterator[str]:
        places = chain.from_iterable(self._places)
        blank = sum(int(self._vector.blank[rows].sum()) for rows in places)
        if blank:
            note = Note("note.hidden-missing", {"dimension": self.label, "count": blank})
            yield from note_texts((note,), self._context.locale)


def _chosen(items: Sequence[T], order: Sequence[int]) -> tuple[T, ...]:
    return tuple(items[index] for index in order)
