"""The kinds of chart: for each, its data, its limits, its drawing and its alternative text."""

from __future__ import annotations

from report.charts import alt
from report.charts.bars import draw_bars, draw_grouped
from report.charts.check import (
    check_bars,
    check_height,
    check_many,
    check_matrix,
    check_timeline,
    check_units,
)
from report.charts.matrix import draw_matrix
from report.charts.model import (
    ChartData,
    ChartDrawing,
    ChartKind,
    MatrixData,
    SeriesData,
    TimelineData,
    UnitData,
)
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.palette import Palette
from report.charts.stacked import draw_stacked
from report.charts.timeline import draw_timeline
from report.charts.units import draw_units

_SERIES_KINDS = {
    "bars": (check_bars, draw_bars, "رسم أعمدة أفقية"),
    "grouped": (check_many, draw_grouped, "رسم أعمدة أفقية متجاورة"),
    "stacked": (check_many, draw_stacked, "رسم أعمدة أفقية متراكمة"),
}


def draw(
    kind: ChartKind,
    data: ChartData,
    *,
    width: float,
    tallest: float,
    number: Number,
    palette: Palette,
) -> ChartDrawing:
    """Check, draw and describe; see :func:`report.charts.draw`."""
    sheet = Sheet(width, palette)
    match kind, data:
        case "bars" | "grouped" | "stacked", SeriesData():
            check, draw_series, name = _SERIES_KINDS[kind]
            check(data)
            height, count = draw_series(sheet, data, number), len(data.categories)
            text = alt.series_alt(data, number, name)
        case "matrix", MatrixData():
            check_matrix(data)
            height, count, text = (
                draw_matrix(sheet, data, number),
                len(data.rows),
                alt.matrix_alt(data),
            )
        case "units", UnitData():
            check_units(data)
            height, count, text = (
                draw_units(sheet, data, number),
                len(data.groups),
                alt.units_alt(data, number),
            )
        case "timeline", TimelineData():
            check_timeline(data)
            height, count, text = (
                draw_timeline(sheet, data),
                len(data.entries),
                alt.timeline_alt(data),
            )
        case _:
            raise TypeError(f"a chart of kind {kind!r} is not drawn from {type(data).__name__}")
    check_height(height, count, tallest)
    return sheet.drawing(height, text)
