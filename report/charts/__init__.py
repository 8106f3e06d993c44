"""Charts: data in, a drawing without text and its texts out. See :func:`draw`."""

from __future__ import annotations

from math import floor, inf

from report.charts.model import (
    ChartDrawing,
    OverlayText,
    Tick,
)
from report.charts.numbers import Number, plain_number
from report.charts.palette import Palette, house_palette, read_palette

__all__ = [
    "KINDS",
    "ChartDrawing",
    "Number",
    "OverlayText",
    "Palette",
    "Tick",
    "draw",
    "plain_number",
    "read_palette",
]

#: The kinds of chart of Mujaz; :mod:`report.charts.kind` says what a kind is.
KINDS = {
    "bars": "report.charts.kinds.bars:BARS",
    "grouped": "report.charts.kinds.bars:GROUPED",
    "columns": "report.charts.kinds.columns:COLUMNS",
    "line": "report.charts.kinds.line:LINE_CHART",
    "stacked": "report.charts.kinds.stacked:STACKED",
    "stacked-columns": "report.charts.kinds.stacked_columns:STACKED_COLUMNS",
    "matrix": "report.charts.kinds.matrix:MATRIX",
    "units": "report.charts.kinds.units:UNITS",
    "timeline": "report.charts.kinds.timeline:TIMELINE",
    "lollipop": "report.charts.kinds.lollipop:LOLLIPOP",
    "dot": "report.charts.kinds.dot:DOT",
    "heat": "report.charts.kinds.heat:HEAT",
    "calendar": "report.charts.kinds.calendar:CALENDAR",
    "gantt": "report.charts.kinds.gantt:GANTT",
    "area": "report.charts.kinds.area:AREA",
    "dumbbell": "report.charts.kinds.dumbbell:DUMBBELL",
    "map": "report.charts.kinds.map:MAP",
    "symbols": "report.charts.kinds.symbols:SYMBOLS",
    "points": "report.charts.kinds.points:POINTS",
    "waterfall": "report.charts.kinds.waterfall:WATERFALL",
    "pareto": "report.charts.kinds.pareto:PARETO",
    "treemap": "report.charts.kinds.treemap:TREEMAP",
    "pie": "report.charts.kinds.pie:PIE",
    "slope": "report.charts.kinds.slope:SLOPE",
    "diverging": "report.charts.kinds.diverging:DIVERGING",
    "scatter": "report.charts.kinds.scatter:SCATTER",
    "bubble": "report.charts.kinds.bubble:BUBBLE",
    "histogram": "report.charts.kinds.histogram:HISTOGRAM",
    "box": "report.charts.kinds.box:BOX",
    "sparklines": "report.charts.kinds.sparklines:SPARKLINES",
    "density": "report.charts.kinds.density:DENSITY",
    "strip": "report.charts.kinds.strip:STRIP",
}


def draw(
    kind: str,
    data: object,
    *,
    width: float,
    tallest: float = inf,
    number: Number = plain_number,
    palette: Palette | None = None,
) -> ChartDrawing:
    """Draw ``data`` as a chart of ``kind``, ``width`` points wide and as tall as it needs, up to
    ``tallest`` points.

    ``number`` turns a value into the figure printed, for the digits and separators of a locale.
    ``palette`` has the colours, those of the house if not given. Equal arguments give equal bytes.

    :raises ExpressionError: when the data cannot be drawn so; every rule is in
        :mod:`report.messages.charts`.
    :raises TypeError: when the data is not of the type that the kind is drawn from.
    """
    from report.charts.check import check_height
    from report.charts.kind import chart_kind
    from report.charts.overlay import Sheet

    chosen = chart_kind(kind)
    if not isinstance(data, chosen.data_type):
        raise TypeError(f"a chart of kind {kind!r} is not drawn from {type(data).__name__}")
    chosen.check(data)
    # The places of texts are in hundredths of a point: so is the edge that they end at.
    width = floor(round(width * 100, 3)) / 100
    sheet = Sheet(width, palette or house_palette())
    sheet, height = sheet.fitted(chosen.draw(sheet, data, number))
    check_height(height, chosen.size(data), tallest, chosen.panel_count(data))
    return sheet.drawing(height, chosen.alt(data, number))
