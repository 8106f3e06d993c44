"""What a chart kind is: one object with its keys, its data, its drawing and its alternative
text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from report.arabic.dates import Interval
from report.brief.blocks import CHARTS, Chart
from report.errors import ExpressionError, Location
from report.measures import Provenance, select

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.base import Conditions
    from report.charts.model import ChartDrawing
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet
    from report.intake.model import EventTable
    from report.measures import Measure
    from report.measures.engine import Engine

C = TypeVar("C", bound=Chart)
D = TypeVar("D")


def chart_kind(name: str) -> ChartKind[Any, Any]:
    """Return a kind of chart by its name.

    :raises KeyError: when no kind has the name.
    """
    return cast("ChartKind[Any, Any]", CHARTS[name])


@dataclass(frozen=True, slots=True)
class ChartContext:
    """What the data of a chart are taken from.

    ``place`` returns the place of a key of the chart, given as ``("groups", 0, "measure")``.
    ``engine`` answers what charts ask of the measures. ``warn`` takes warnings for the author.
    """

    tables: Mapping[str, EventTable]
    measures: Mapping[str, Measure]
    locale: str
    period: Interval
    place: Callable[..., Location]
    engine: Engine
    warn: Callable[..., None]

    def table(self, name: str) -> EventTable:
        """Return the table of a chart.

        :raises ExpressionError: ``unknown-table``.
        """
        if name not in self.tables:
            names = tuple(self.tables)
            raise ExpressionError.of("unknown-table", self.place("table"), given=name, known=names)
        return self.tables[name]

    def rows(self, name: str, where: Conditions | str) -> tuple[EventTable, pd.DataFrame]:
        """Return the table of a chart, and those of its rows that meet its conditions.

        :raises ExpressionError: ``unknown-table``; what :func:`report.measures.select` raises.
        """
        table = self.table(name)
        return table, select(table, where, self.place("where"))

    def dates(self, rows: pd.DataFrame, column: str, key: str) -> list[Interval | None]:
        """Return the dates of rows; ``key`` is the key of the chart that names their column.

        :raises ExpressionError: ``not-dates``.
        """
        dates = list(rows[column])
        if not all(cell is None or isinstance(cell, Interval) for cell in dates):
            raise ExpressionError.of("not-dates", self.place(key), column=column)
        return dates


class ChartKind(ABC, Generic[C, D]):
    """A kind of chart; ``model`` has the keys of its blocks, ``data_type`` is what it is drawn
    from.

    The data are a frozen dataclass with ``repr``, which is the chart's key in the cache.
    """

    model: ClassVar[type[Any]]
    data_type: ClassVar[type[Any]]

    @abstractmethod
    def data(self, chart: C, context: ChartContext) -> D:
        """Return what the chart is drawn from.

        :raises ExpressionError: when it names a table, column or measure that is not there.
        """

    def measures(self, chart: C) -> Iterable[str]:
        """Return the names of the measures whose values the chart prints."""
        return ()

    def marks(self, data: D) -> Mapping[str, Provenance]:
        """Return where the values come from whose texts have a mark, by their marks."""
        return {}

    def notes(self, data: D) -> Iterable[str]:
        """Return what is said under the chart: rows that are left out, rounding."""
        return ()

    def notes_of_drawing(self, data: D, drawing: ChartDrawing) -> Iterable[str]:
        """Return what else is said under the chart: what has no room in its drawing."""
        return ()

    def table(self, data: D) -> tuple[tuple[str, ...], ...]:
        """Return the data as a table of texts, its heads first; empty for a kind without one.

        It travels inside the PDF, for those who want the numbers behind the chart.
        """
        return ()

    @abstractmethod
    def check(self, data: D) -> None:
        """Check that the data can be drawn.

        :raises ExpressionError: with a finding that names the limit.
        """

    @abstractmethod
    def draw(self, sheet: Sheet, data: D, number: Number) -> float:
        """Draw the data on a sheet; return the height used, in points."""

    @abstractmethod
    def alt(self, data: D, number: Number) -> str:
        """Return the alternative text: everything that the chart shows, in one Arabic paragraph."""

    def panel_count(self, data: D) -> int:
        """Return how many panels the chart has."""
        return 1

    @abstractmethod
    def size(self, data: D) -> int:
        """Return how many rows of marks the chart has, for the message of one that is too tall."""
