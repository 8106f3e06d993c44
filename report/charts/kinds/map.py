"""``map``: a choropleth. The tone of each territory shows its value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from report.charts.grammar.asking import Needs, chart_data
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.tone import BLANK_FILL
from report.charts.kind import ChartContext
from report.charts.mapping.data import (
    MapData,
    MapKeys,
    area_of,
    located,
    map_alt,
    map_notes,
    of_map,
)
from report.charts.mapping.look import (
    class_legend,
    draw_around,
    draw_borders,
    draw_territory,
    label_color,
    placed,
    room_of,
    tones,
    write_inside,
)
from report.charts.overlay import Sheet
from report.charts.style import Fill
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.numbers import Number

#: The most territories: all of the world.
MOST_TERRITORIES = 260
Bounds = Annotated[tuple[float, ...], Field(max_length=4)]


class Map(PlotChart, MapKeys):
    """The value of each territory by its tone, light to dark."""

    chart: Literal["map"]
    classes: Bounds = Field(
        default=(),
        description="the inner bounds of the classes, in order; default: so that about as many "
        "territories are in each, rounded",
    )


class _Map(PlotKind[Map]):
    model = Map
    data_type = MapData
    name = page_text("chart.map")
    needs = Needs(measures=(1, 1), series=(1, 1), categories=MOST_TERRITORIES)

    def data(self, chart: Map, context: ChartContext) -> MapData:
        """Return the value of each territory.

        :raises ExpressionError: what :func:`~report.charts.mapping.data.located` raises;
            ``map-classes`` for bounds that are not in order.
        """
        area = area_of(chart, context)
        if list(chart.classes) != sorted(set(chart.classes)):
            raise ExpressionError.of("map-classes", context.place("classes"))
        return located(chart_data(chart, context, self.needs), area, context, chart.classes)

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the map: the worldview, and what is not on it."""
        return (*super().notes(data), *map_notes(of_map(data)))

    def alt(self, data: ChartData, number: Number) -> str:
        """Return the values of territories in words."""
        return map_alt(self.name, of_map(data), page_text("noun.territory"))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the legend, then the map."""
        from report import maps

        shown = of_map(data)
        rows = {code: row for row, code in enumerate(shown.codes) if code}
        values = {
            code: value for code, row in rows.items() if (value := data.value(row)) is not None
        }
        if not values:
            raise ExpressionError.of("chart-empty")
        classes = maps.classes_of(list(values.values()), shown.bounds)
        colors = tones(len(classes))
        sketch = shown.sketch(sheet.width)
        has_blank = any(outline.code not in values for outline in sketch.members)
        fills = [Fill(color) for color in colors]
        top = class_legend(sheet, shown, classes, fills, has_blank=has_blank)
        picture = placed(sketch, (sheet.width - sketch.width) / 2, top)
        draw_around(sheet, picture)
        by_size = sorted(picture.members, key=lambda outline: (outline.is_small, outline.code))
        for outline in by_size:
            if outline.code not in values:
                sheet.polygon(outline.rings, BLANK_FILL)
        for index, fill in enumerate(fills):
            for outline in by_size:
                value = values.get(outline.code)
                if value is not None and classes.of(value) == index:
                    draw_territory(sheet, outline, fill, data.mark(rows[outline.code]), value)
        draw_borders(sheet, picture)
        taken = room_of(sheet, top, top + sketch.height)
        for outline in sorted(picture.members, key=lambda outline: (-outline.area, outline.code)):
            if outline.code in values:
                row = rows[outline.code]
                color = label_color(sheet, colors[classes.of(values[outline.code])])
                text, name = data.text(row), data.mark(row)
                lines = (data.categories[row].label, text)
                if not write_inside(sheet, outline, lines, taken, color, name):
                    write_inside(sheet, outline, (text,), taken, color, name)
        return top + sketch.height


MAP = _Map()
