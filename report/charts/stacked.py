"""Stacked horizontal bars: the series one after another from the axis leftwards, then their
total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from report.charts.asked import check_parts
from report.charts.grammar.axes import LABEL_SHARE
from report.charts.layout import (
    Spread,
    axis_title,
    label_color,
    label_column,
    legend,
    series_fills,
    signed_scale,
    swatched,
    write_swatched,
)
from report.charts.lettering import advance
from report.charts.model import SeriesData, mark
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.series import SeriesChart, SeriesKind
from report.charts.style import (
    ACCENT,
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    PAPER,
    ROW,
    SEMIBOLD,
    SMALL_SIZE,
    Fill,
    Pen,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.asked import Table
    from report.charts.kind import ChartContext

_BAR = 12.0
_PITCH = 19.0
_TOTAL_GAP = 4.0
#: The paper left between two segments.
_SEAM = 0.7


@dataclass(frozen=True, slots=True)
class _Row:
    """A stacked bar: its segments and their figures, and after it its total and the figures that no
    segment is wide enough for.

    Segments of negative values are stacked to the right of zero; the total is at the left end.
    """

    index: int
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    total: str
    tail: tuple[int, ...] = ()

    @property
    def length(self) -> float:
        """The sum of the values that are not negative."""
        return sum(max(value or 0.0, 0.0) for value in self.values)

    @property
    def negative(self) -> float:
        """The sum of the negative values: 0 or less."""
        return sum(min(value or 0.0, 0.0) for value in self.values)

    @property
    def tail_width(self) -> float:
        total = _TOTAL_GAP + advance(self.total, LABEL_SIZE, SEMIBOLD) if self.total else 0.0
        return total + sum(swatched(self.texts[index]) for index in self.tail)


def _draw(sheet: Sheet, data: SeriesData, number: Number) -> float:
    """Draw stacked bars under a legend; return the height in points.

    A figure that its segment is too narrow for stands after the bar beside a swatch of its series,
    and so does the word for a part that the source does not state; then no total is printed, since
    it is not known.
    """
    labels = label_column(data.categories, sheet.width * LABEL_SHARE)
    edge = sheet.width - labels.width - GAP
    fills = series_fills(data)
    top = legend(sheet, list(zip(fills, data.series, strict=True)), edge, 0.0)
    top += axis_title(sheet, data.axis_label, edge, top)
    rows, spread = _fit(data, number, edge)
    axis = edge - spread.right
    y = top
    for lines, tall, row in zip(
        labels.lines, labels.row_heights(max(ROW, _PITCH)), rows, strict=True
    ):
        color, name = label_color(data, row.index), mark(row.index, "label")
        sheet.block(lines, sheet.width, y + tall / 2, color=color, mark=name)
        _draw_row(sheet, row, fills, axis, y + tall / 2, spread.scale)
        y += tall
    sheet.line(axis, top, axis, y, Pen(GREY))
    return y


def _total(data: SeriesData, row: int, number: Number) -> str:
    """Return the printed total of a category; nothing if it is unknown."""
    if data.texts:
        return data.total_texts[row] if data.total_texts else ""
    values = data.values[row]
    return "" if None in values else number(sum(filter(None, values), 0.0))


def _fit(data: SeriesData, number: Number, room: float) -> tuple[list[_Row], Spread]:
    """Find the scale. A tail shortens the bars, which may push more figures into tails: repeat
    until none moves."""
    series = range(len(data.series))
    rows = [
        _Row(
            row,
            values,
            tuple(data.text(row, index, number) for index in series),
            _total(data, row, number),
        )
        for row, values in enumerate(data.values)
    ]
    while True:
        ends = [(row.length, row.tail_width) for row in rows]
        ends += [(row.negative, 0.0) for row in rows if row.negative]
        spread = signed_scale(ends, room)
        fitted = [replace(row, tail=_tail(row, spread.scale)) for row in rows]
        # Tails only grow from here on, so the loop ends.
        if fitted == rows:
            return rows, spread
        rows = fitted


def _tail(row: _Row, scale: float) -> tuple[int, ...]:
    return tuple(
        index
        for index, value in enumerate(row.values)
        if value is None or (value and not _fits(row.texts[index], abs(value) * scale))
    )


def _fits(text: str, width: float) -> bool:
    return advance(text, SMALL_SIZE) + 5 <= width


def _draw_row(
    sheet: Sheet, row: _Row, fills: Sequence[Fill], axis: float, y: float, scale: float
) -> None:
    left = right = axis
    for index, (value, fill) in enumerate(zip(row.values, fills, strict=True)):
        wide = abs(value or 0.0) * scale
        if (value or 0.0) < 0:
            seam = _SEAM if right > axis else 0.0
            sheet.box(right + seam, y - _BAR / 2, wide - seam, _BAR, fill)
            middle, right = right + wide / 2, right + wide
        else:
            seam = _SEAM if left < axis else 0.0
            sheet.box(left - wide, y - _BAR / 2, wide - seam, _BAR, fill)
            middle, left = left - wide / 2, left - wide
        if value and index not in row.tail:
            _write_inside(sheet, row.texts[index], middle, y, fill, mark(row.index, index))
    x = left
    if row.total:
        name = mark(row.index, "total")
        sheet.write(row.total, x - _TOTAL_GAP, y, weight=SEMIBOLD, mark=name)
        x -= _TOTAL_GAP + advance(row.total, LABEL_SIZE, SEMIBOLD)
    for index in row.tail:
        color: Color = GREY if row.values[index] is None else INK
        name = mark(row.index, index)
        write_swatched(sheet, row.texts[index], x, y, fills[index], color, name)
        x -= swatched(row.texts[index])


def _write_inside(sheet: Sheet, text: str, x: float, y: float, fill: Fill, name: str) -> None:
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
        mark=name,
    )


class Stacked(SeriesChart):
    """Horizontal bars of several series, one after another."""

    chart: Literal["stacked"]


class _Stacked(SeriesKind[Stacked]):
    model = Stacked
    name = page_text("chart.stacked")
    has_totals = True

    def check_table(self, table: Table, context: ChartContext) -> None:
        """Check that the parts of each bar add up to its whole.

        :raises ExpressionError: ``chart-not-parts``.
        """
        check_parts(table, context)

    def draw(self, sheet: Sheet, data: SeriesData, number: Number) -> float:
        return _draw(sheet, data, number)


STACKED = _Stacked()
