"""Runs of points over time, without a gap; and what lines and areas have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, TypeVar

from report.charts.grammar.data import ChartData, Role
from report.charts.grammar.kind import PlotChart, PlotKind
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext

P = TypeVar("P", bound=PlotChart)


@dataclass(frozen=True, slots=True)
class Run:
    """Categories without a gap between them, and the position of each."""

    categories: tuple[int, ...]
    positions: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.categories)


class TimeKind(PlotKind[P]):
    """A kind of chart whose values are joined in the order of their dimension."""

    #: The rule for a dimension without an order.
    unordered = "chart-no-order"

    def data(self, chart: P, context: ChartContext) -> ChartData:
        """Return the points.

        :raises ExpressionError: :attr:`unordered`; as for every chart of measures.
        """
        data = super().data(chart, context)
        if not data.steps:
            place = context.place("by")
            raise ExpressionError.of(self.unordered, place, dimension=data.dimension)
        return data

    def check(self, data: ChartData) -> None:
        """Check that there is a point to draw, and the data of any chart.

        :raises ExpressionError: ``chart-empty``; what every chart is checked for.
        """
        super().check(data)
        if not any(_has_points(panel) for panel in data.each_panel()):
            raise ExpressionError.of("chart-empty")

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart, with what has no place on the axis of time."""
        return (*super().notes(data), *off_axis(data))


def _has_points(data: ChartData) -> bool:
    filled = [
        line
        for line, member in zip(data.panel.cells, data.categories, strict=True)
        if member.position is not None
    ]
    column = data.roles.index("value")
    return any(cell[column].value is not None for cell in chain.from_iterable(filled))


def runs_of(data: ChartData, is_filled: Callable[[int], bool], *, holds: bool = False) -> list[Run]:
    """Return the positions of the categories that are filled, in runs without a gap, in order.

    :param is_filled: whether a category, by its index, has what is drawn.
    :param holds: whether a value holds until the next one, so that only a blank makes a gap.
    """
    step = _step(data)
    runs: list[list[tuple[int, int]]] = []
    last: int | None = None
    for position, category in in_time(data):
        if not is_filled(category):
            last = None
            continue
        if last is not None and (holds or position - last <= step):
            runs[-1].append((category, position))
        else:
            runs.append([(category, position)])
        last = position
    return [Run(*zip(*run, strict=True)) for run in runs]


def series_runs(
    data: ChartData, series: int, roles: Sequence[Role] = ("value",), *, holds: bool = False
) -> list[Run]:
    """Return the runs in which a series has a value of each of some roles."""

    def is_filled(category: int) -> bool:
        return all(data.value(category, series, role) is not None for role in roles)

    return runs_of(data, is_filled, holds=holds)


def last_category(data: ChartData, series: int) -> int | None:
    """Return the last category in which a series has a value; ``None`` if it has none."""
    runs = series_runs(data, series)
    return runs[-1].categories[-1] if runs else None


def in_time(data: ChartData) -> list[tuple[int, int]]:
    """Return the position and the index of each category of the axis, in order."""
    return sorted(
        (member.position, index)
        for index, member in enumerate(data.categories)
        if member.position is not None
    )


def _step(data: ChartData) -> int:
    """Return how many positions are from one category to the next: 1, unless all are further."""
    places = [position for position, _ in in_time(data)]
    return min((second - first for first, second in pairwise(places)), default=1)


def off_axis(data: ChartData) -> Iterator[str]:
    """Yield a note for each category that has no place on the axis of time."""
    for panel in data.each_panel():
        for index, member in enumerate(data.categories):
            if member.position is not None:
                continue
            words = [
                panel.text(index, series)
                if len(data.series) == 1
                else f"{head.label} {panel.text(index, series)}"
                for series, head in enumerate(data.series)
                if panel.value(index, series)
            ]
            if words:
                label = "، ".join(filter(None, (panel.panel.label, member.label)))
                yield page_text("note.off-axis", label=label, values="، ".join(words))
