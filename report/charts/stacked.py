"""Stacked horizontal bars: the series one after another from the axis leftwards, then their
total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.brief.base import Text
from report.charts.bars import LABEL_SHARE
from report.charts.layout import (
    axis_title,
    bar_scale,
    label_column,
    legend,
    swatched,
    write_swatched,
)
from report.charts.lettering import advance
from report.charts.model import SeriesData
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.series import SeriesChart, SeriesKind
from report.charts.style import (
    ACCENT,
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    NOT_STATED,
    PAPER,
    ROW,
    SEMIBOLD,
    SERIES_FILLS,
    SMALL_SIZE,
    Fill,
    Pen,
)
from report.messages import page_text

_BAR = 12.0
_PITCH = 19.0
_TOTAL_GAP = 4.0
#: The paper left between two segments.
_SEAM = 0.7


@dataclass(frozen=True, slots=True)
class _Row:
    """A stacked bar: its segments, and after it its total and the figures that no segment is wide
    enough for."""

    values: tuple[float | None, ...]
    total: str
    tail: tuple[tuple[int, str], ...] = ()

    @property
    def length(self) -> float:
        return sum(value or 0.0 for value in self.values)

    @property
    def tail_width(self) -> float:
        total = _TOTAL_GAP + advance(self.total, LABEL_SIZE, SEMIBOLD) if self.total else 0.0
        return total + sum(swatched(text) for _, text in self.tail)


def _draw(sheet: Sheet, data: SeriesData, number: Number) -> float:
    """Draw stacked bars under a legend; return the height in points.

    A figure that its segment is too narrow for stands after the bar beside a swatch of its series,
    and so does the word for a part that the source does not state; then no total is printed, since
    it is not known.
    """
    labels = label_column(data.categories, sheet.width * LABEL_SHARE)
    axis = sheet.width - labels.width - GAP
    top = legend(sheet, list(zip(SERIES_FILLS, data.series, strict=False)), axis, 0.0)
    top += axis_title(sheet, data.axis_label, axis, top)
    rows, scale = _fit(data, number, axis)
    y = top
    for lines, tall, row in zip(
        labels.lines, labels.row_heights(max(ROW, _PITCH)), rows, strict=True
    ):
        sheet.block(lines, sheet.width, y + tall / 2)
        _draw_row(sheet, row, number, axis, y + tall / 2, scale)
        y += tall
    sheet.line(axis, top, axis, y, Pen(GREY))
    return y


def _fit(data: SeriesData, number: Number, room: float) -> tuple[list[_Row], float]:
    """Find the scale. A tail shortens the bars, which may push more figures into tails: repeat
    until none moves."""
    rows = [
        _Row(values, "" if None in values else number(sum(filter(None, values), 0.0)))
        for values in data.values
    ]
    while True:
        scale = bar_scale(((row.length, row.tail_width) for row in rows), room)
        fitted = [_Row(row.values, row.total, _tail(row.values, number, scale)) for row in rows]
        # Tails only grow from here on, so the loop ends.
        if fitted == rows:
            return rows, scale
        rows = fitted


def _tail(
    values: tuple[float | None, ...], number: Number, scale: float
) -> tuple[tuple[int, str], ...]:
    tail = []
    for index, value in enumerate(values):
        if value is None:
            tail.append((index, NOT_STATED))
        elif value and not _fits(number(value), value * scale):
            tail.append((index, number(value)))
    return tuple(tail)


def _fits(text: str, width: float) -> bool:
    return advance(text, SMALL_SIZE) + 5 <= width


def _draw_row(sheet: Sheet, row: _Row, number: Number, axis: float, y: float, scale: float) -> None:
    x = axis
    for value, fill in zip(row.values, SERIES_FILLS, strict=False):
        wide = (value or 0.0) * scale
        sheet.box(x - wide, y - _BAR / 2, wide - (_SEAM if x < axis else 0.0), _BAR, fill)
        if value and _fits(number(value), wide):
            _write_inside(sheet, number(value), x - wide / 2, y, fill)
        x -= wide
    if row.total:
        sheet.write(row.total, x - _TOTAL_GAP, y, weight=SEMIBOLD)
        x -= _TOTAL_GAP + advance(row.total, LABEL_SIZE, SEMIBOLD)
    for index, text in row.tail:
        write_swatched(sheet, text, x, y, SERIES_FILLS[index], GREY if text == NOT_STATED else INK)
        x -= swatched(text)


def _write_inside(sheet: Sheet, text: str, x: float, y: float, fill: Fill) -> None:
    if fill.hatch != "none":
        plate = advance(text, SMALL_SIZE) + 3
        sheet.box(x - plate / 2, y - 4.5, plate, 9, Fill(PAPER))
    sheet.write(
        text,
        x,
        y,
        align="center",
        size=SMALL_SIZE,
        color=sheet.palette.on_accent() if fill.tone == ACCENT else INK,
    )


class Stacked(SeriesChart):
    """Horizontal bars of several series, one after another."""

    chart: Literal["stacked"]
    series: Text


class _Stacked(SeriesKind[Stacked]):
    model = Stacked
    name = page_text("chart.stacked")

    def draw(self, sheet: Sheet, data: SeriesData, number: Number) -> float:
        return _draw(sheet, data, number)


STACKED = _Stacked()
