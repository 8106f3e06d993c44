"""``stacked-columns``: vertical bars of several series, one on another, their total over them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.annotate import draw_bands, draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import value_axis
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.look import SEAM, fits_inside, mark_fill, write_inside
from report.charts.grammar.marks import Bar
from report.charts.grammar.parts import (
    StackedKind,
    has_shares,
    pile_extent,
    share_axis,
    spans_of,
)
from report.charts.grammar.place import Label, Spot, Taken, text_width, write_label
from report.charts.grammar.plane import Plane, draw_plane, taken_of
from report.charts.grammar.stack import extent
from report.charts.grammar.upright import (
    MOST_COLUMNS,
    SHARE,
    WIDEST,
    column_middles,
    column_plane,
    with_few_slots,
    write_feet,
)
from report.charts.lettering import height
from report.charts.style import GREY, SEMIBOLD, SMALL_SIZE, Pen
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.grammar.data import ChartData
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

_TOTAL_GAP = 2.0
#: The air in points between two totals, and over and under a value in its segment.
_TOTAL_AIR, _AIR = 3.0, 1.0


class StackedColumns(PlotChart):
    """Vertical bars of several series, one on another."""

    chart: Literal["stacked-columns"]
    takes = frozenset({"time", "facet", "highlight", "lines", "bands", "notes", "stack"})


class _StackedColumns(StackedKind[StackedColumns]):
    model = StackedColumns
    name = page_text("chart.stacked-columns")
    share_name = page_text("chart.stacked-columns.percent")
    needs = Needs(series=(2, 6), categories=MOST_COLUMNS, in_order=True, totals=True)

    def data(self, chart: StackedColumns, context: ChartContext) -> ChartData:
        """Return the columns.

        :raises ExpressionError: ``chart-too-many`` for too many positions; as for every chart of
            measures.
        """
        return with_few_slots(super().data(chart, context), context)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the columns; a value is in its segment where it has room, and totals are over the
        columns where all have room."""
        head = self.head(sheet, data, sheet.width)
        top = head + words_above(data)
        axis = share_axis(data) if has_shares(data) else value_axis(data, pile_extent(data))
        tall = height(1, SMALL_SIZE)
        plane = column_plane(sheet, data, top, axis, (tall + _TOTAL_GAP, tall / 2), axis.width)
        taken = taken_of(sheet, plane, head)
        draw_bands(sheet, data, plane.frame)
        draw_plane(sheet, data, plane, has_zero=False)
        middles = column_middles(data, plane)
        wide = min(plane.x.pitch * SHARE, WIDEST)
        bars = _segments(data, plane, middles, wide)
        for place in sorted(bars, key=lambda place: place[::-1]):
            sheet.put(bars[place], taken)
        for bar in bars.values():
            if bar.values[0]:
                y = plane.y.place(bar.values[0])
                sheet.line(bar.left, y, bar.right, y, SEAM)
        zero = plane.y.place(0.0)
        sheet.line(plane.box.left, zero, plane.box.right, zero, Pen(GREY))
        _write_values(sheet, data, bars, taken)
        if _has_room_for_totals(data, plane):
            _write_totals(sheet, data, plane, middles, taken)
        draw_lines(sheet, data, plane.frame, taken)
        points = {
            place: ((bar.left + bar.right) / 2, (bar.top + bar.bottom) / 2)
            for place, bar in bars.items()
        }
        draw_notes(sheet, data, points, taken)
        return write_feet(sheet, data, plane)


STACKED_COLUMNS = _StackedColumns()


def _segments(
    data: ChartData, plane: Plane, middles: list[float], wide: float
) -> dict[tuple[int, int], Bar]:
    """Return the segments by category and series."""
    bars = {}
    for row, middle in enumerate(middles):
        for span in spans_of(data, row):
            ends = sorted(map(plane.y.place, (span.start, span.end)))
            bars[row, span.index] = Bar(
                id=data.mark(row, span.index),
                values=(span.start, span.end),
                left=middle - wide / 2,
                top=ends[0],
                right=middle + wide / 2,
                bottom=ends[1],
                fill=mark_fill(data, row, span.index),
            )
    return bars


def _write_values(
    sheet: Sheet, data: ChartData, bars: dict[tuple[int, int], Bar], taken: Taken
) -> None:
    """Write each value that has room in its segment."""
    least = height(1, SMALL_SIZE) + 2 * _AIR
    for (row, series), bar in bars.items():
        text = data.text(row, series)
        is_tall = bar.bottom - bar.top >= least
        if is_tall and fits_inside(text, bar.left, bar.right):
            middle = (bar.left + bar.right) / 2, (bar.top + bar.bottom) / 2
            write_inside(sheet, text, middle, bar.fill, data.mark(row, series), taken)


def _has_room_for_totals(data: ChartData, plane: Plane) -> bool:
    """Return whether the totals of all panels have room over their columns."""
    totals = chain.from_iterable(panel.totals for panel in data.panels)
    widths = [text_width(total.text, SMALL_SIZE, SEMIBOLD) for total in totals]
    return bool(widths) and max(widths) + _TOTAL_AIR <= plane.x.pitch


def _write_totals(
    sheet: Sheet, data: ChartData, plane: Plane, middles: list[float], taken: Taken
) -> None:
    y = height(1, SMALL_SIZE) / 2 + _TOTAL_GAP
    for row, (total, middle) in enumerate(zip(data.panel.totals, middles, strict=True)):
        label = Label((total.text,), SMALL_SIZE, SEMIBOLD, mark=data.mark(row, "total"))
        if total.value is None:
            label = replace(label, color=GREY)
        half = label.width / 2
        x = max(half, min(middle, sheet.width - half))
        top = plane.y.place(extent([spans_of(data, row)])[1])
        write_label(sheet, label, Spot(x, top - y), taken)
