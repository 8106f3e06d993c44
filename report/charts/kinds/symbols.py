"""``symbols``: a disc on each territory, whose area shows its value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.asking import Needs, chart_data
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.kind import ChartContext
from report.charts.kinds.map import MOST_TERRITORIES
from report.charts.mapping.data import (
    MapData,
    MapKeys,
    area_of,
    located,
    map_alt,
    map_notes,
    of_map,
)
from report.charts.mapping.discs import Disc, disc_notes, draw_disc_map, size_legend
from report.charts.overlay import Sheet
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.numbers import Number
    from report.maps import Sketch


class Symbols(PlotChart, MapKeys):
    """The value of each territory by the area of a disc."""

    chart: Literal["symbols"]


class _Symbols(PlotKind[Symbols]):
    model = Symbols
    data_type = MapData
    name = page_text("chart.symbols")
    needs = Needs(measures=(1, 1), series=(1, 1), categories=MOST_TERRITORIES)

    def data(self, chart: Symbols, context: ChartContext) -> MapData:
        """Return the value of each territory.

        :raises ExpressionError: what :func:`~report.charts.mapping.data.located` raises;
            ``map-negative`` for a value below zero, which has no area.
        """
        area = area_of(chart, context)
        data = located(chart_data(chart, context, self.needs), area, context, ())
        for row, code in enumerate(data.codes):
            if code and (data.value(row) or 0.0) < 0:
                label = data.categories[row].label
                raise ExpressionError.of("map-negative", context.place("measures"), given=label)
        return data

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the map: the worldview, and what is not on it."""
        values = (data.value(row) for row, code in enumerate(of_map(data).codes) if code)
        return (*super().notes(data), *disc_notes(values), *map_notes(of_map(data)))

    def alt(self, data: ChartData, number: Number) -> str:
        """Return the values of territories in words."""
        return map_alt(self.name, of_map(data), page_text("noun.territory"))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the legend, the map, and the discs, the largest first."""
        shown = of_map(data)
        rows = {code: row for row, code in enumerate(shown.codes) if code and data.value(row)}
        if not rows:
            raise ExpressionError.of("chart-empty")
        largest = max(data.value(row) or 0.0 for row in rows.values())
        top = size_legend(sheet, shown, largest)

        def discs_on(picture: Sketch, _: tuple[float, float]) -> list[Disc]:
            return [
                Disc(*outline.anchor, data.value(rows[outline.code]) or 0.0, rows[outline.code])
                for outline in picture.members
                if outline.code in rows
            ]

        return draw_disc_map(sheet, shown, top, discs_on, is_named=True)


SYMBOLS = _Symbols()
