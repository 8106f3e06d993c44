"""Charts: data in, a drawing without text and its texts out. See :func:`draw`."""

from __future__ import annotations

from math import inf

from report.charts.model import (
    ChartData,
    ChartDrawing,
    ChartKind,
    MatrixData,
    OverlayText,
    SeriesData,
    TimelineData,
    TimelineEntry,
    UnitData,
    UnitGroup,
)
from report.charts.numbers import Number, plain_number
from report.charts.palette import Palette, house_palette, read_palette

__all__ = [
    "ChartData",
    "ChartDrawing",
    "ChartKind",
    "MatrixData",
    "Number",
    "OverlayText",
    "Palette",
    "SeriesData",
    "TimelineData",
    "TimelineEntry",
    "UnitData",
    "UnitGroup",
    "draw",
    "plain_number",
    "read_palette",
]


def draw(
    kind: ChartKind,
    data: ChartData,
    *,
    width: float,
    tallest: float = inf,
    number: Number = plain_number,
    palette: Palette | None = None,
) -> ChartDrawing:
    """Draw ``data`` as a chart of ``kind``, ``width`` points wide and as tall as it needs, up to ``tallest`` points.

    ``number`` turns a value into the figure printed, for the digits and separators of a locale. ``palette`` has the
    colours, those of the house if not given. Equal arguments give equal bytes.

    :raises ExpressionError: when the data cannot be drawn so; every rule is in :mod:`report.messages.charts`.
    :raises TypeError: when the data is not of the type that the kind is drawn from.
    """
    from report.charts import kinds

    return kinds.draw(
        kind, data, width=width, tallest=tallest, number=number, palette=palette or house_palette()
    )
