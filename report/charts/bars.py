"""Horizontal bars: categories at the right, bars growing to the left, each value beside its bar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from report.charts.layout import (
    axis_title,
    label_color,
    label_column,
    legend,
    member_fill,
    series_fills,
    signed_scale,
)
from report.charts.lettering import advance
from report.charts.model import SeriesData, mark
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.series import SeriesChart, SeriesKind
from report.charts.style import (
    BAR,
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    ROW,
    SMALL_SIZE,
    Pen,
)
from report.messages import page_text

#: The part of the width that labels may take at most.
LABEL_SHARE = 0.42

_VALUE_GAP = 4.0
_THIN_BAR = 9.0
_THIN_PITCH = 11.5
_GROUP_AIR = 8.0


class Bars(SeriesChart):
    """Horizontal bars of one series."""

    chart: Literal["bars"]


class Grouped(SeriesChart):
    """Horizontal bars of several series, those of a category together."""

    chart: Literal["grouped"]


class _Bars(SeriesKind[Bars]):
    model = Bars
    name = page_text("chart.bars")
    most_series = 1

    def draw(self, sheet: Sheet, data: SeriesData, number: Number) -> float:
        """Draw bars of one series, the first category on top; return the height in points."""
        return _draw(sheet, data, number, bar=BAR, pitch=0.0)


class _Grouped(SeriesKind[Grouped]):
    model = Grouped
    name = page_text("chart.grouped")

    def draw(self, sheet: Sheet, data: SeriesData, number: Number) -> float:
        """Draw the bars of a category together, under a legend; return the height in points."""
        return _draw(sheet, data, number, bar=_THIN_BAR, pitch=_THIN_PITCH)


BARS = _Bars()
GROUPED = _Grouped()


def _draw(sheet: Sheet, data: SeriesData, number: Number, *, bar: float, pitch: float) -> float:
    labels = label_column(data.categories, sheet.width * LABEL_SHARE)
    edge = sheet.width - labels.width - GAP
    fills = series_fills(data)
    top = legend(sheet, list(zip(fills, data.series, strict=True)), edge, 0.0) if pitch else 0.0
    top += axis_title(sheet, data.axis_label, edge, top)
    spread = signed_scale(_ends(data, number), edge)
    axis = edge - spread.right
    least = len(data.series) * pitch + _GROUP_AIR if pitch else 0.0
    y = top
    for row, (lines, tall) in enumerate(
        zip(labels.lines, labels.row_heights(max(least, ROW)), strict=True)
    ):
        middle = y + tall / 2
        name = mark(row, "label")
        sheet.block(lines, sheet.width, middle, color=label_color(data, row), mark=name)
        first = middle - (len(data.series) - 1) * pitch / 2
        for index, value in enumerate(data.values[row]):
            fill = fills[index] if pitch else member_fill(data.kind_of_category(row)) or fills[0]
            bar_y = first + index * pitch
            length = (value or 0.0) * spread.scale
            sheet.box(axis - max(length, 0.0), bar_y - bar / 2, abs(length), bar, fill)
            text = data.text(row, index, number)
            _write_value(sheet, text, axis - length, bar_y, value, mark(row, index))
        y += tall
    sheet.line(axis, top, axis, y, Pen(GREY))
    return y


def _write_value(
    sheet: Sheet, text: str, end: float, y: float, value: float | None, name: str
) -> None:
    """Write the figure of a bar that ends at ``end``, or that the figure is missing."""
    size = SMALL_SIZE if value is None else LABEL_SIZE
    color: Color = GREY if value is None else INK
    if value is not None and value < 0:
        sheet.write(text, end + _VALUE_GAP, y, align="left", size=size, color=color, mark=name)
    else:
        sheet.write(text, end - _VALUE_GAP, y, size=size, color=color, mark=name)


def _ends(data: SeriesData, number: Number) -> Iterator[tuple[float, float]]:
    """Yield each value with the room of the figure after its bar, in points."""
    for row, values in enumerate(data.values):
        for index, value in enumerate(values):
            size = SMALL_SIZE if value is None else LABEL_SIZE
            yield value or 0.0, _VALUE_GAP + advance(data.text(row, index, number), size)
