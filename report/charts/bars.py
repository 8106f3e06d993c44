"""Horizontal bars: categories at the right, bars growing to the left, each value beside its bar."""

from __future__ import annotations

from itertools import chain
from typing import Literal

from report.brief.base import Text
from report.charts.layout import axis_title, bar_scale, label_column, legend
from report.charts.lettering import advance
from report.charts.model import SeriesData
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.series import SeriesChart, SeriesKind
from report.charts.style import (
    BAR,
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    NOT_STATED,
    ROW,
    SERIES_FILLS,
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
    series: Text


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
    axis = sheet.width - labels.width - GAP
    top = (
        legend(sheet, list(zip(SERIES_FILLS, data.series, strict=False)), axis, 0.0)
        if pitch
        else 0.0
    )
    top += axis_title(sheet, data.axis_label, axis, top)
    every = chain.from_iterable(data.values)
    scale = bar_scale(((value or 0.0, _value_width(value, number)) for value in every), axis)
    least = len(data.series) * pitch + _GROUP_AIR if pitch else 0.0
    y = top
    for lines, tall, values in zip(
        labels.lines, labels.row_heights(max(least, ROW)), data.values, strict=True
    ):
        middle = y + tall / 2
        sheet.block(lines, sheet.width, middle)
        first = middle - (len(values) - 1) * pitch / 2
        for index, value in enumerate(values):
            bar_y = first + index * pitch
            if value:
                sheet.box(
                    axis - value * scale, bar_y - bar / 2, value * scale, bar, SERIES_FILLS[index]
                )
            write_value(sheet, value, number, axis - (value or 0.0) * scale, bar_y)
        y += tall
    sheet.line(axis, top, axis, y, Pen(GREY))
    return y


def write_value(sheet: Sheet, value: float | None, number: Number, end: float, y: float) -> None:
    """Write the figure of a bar that ends at ``end``, or that the source states none."""
    if value is None:
        sheet.write(NOT_STATED, end - _VALUE_GAP, y, size=SMALL_SIZE, color=GREY)
    else:
        sheet.write(number(value), end - _VALUE_GAP, y, size=LABEL_SIZE, color=INK)


def _value_width(value: float | None, number: Number) -> float:
    text, size = (NOT_STATED, SMALL_SIZE) if value is None else (number(value), LABEL_SIZE)
    return _VALUE_GAP + advance(text, size)
