"""``stacked``: horizontal bars of several series, one after another from the right, then their
total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import ValueAxis, bare_axis, fitted_scale, rows_of
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.level import Beside, Level, draw_base, draw_level, draw_spans, write_tail
from report.charts.grammar.look import SEAM, fits_inside, mark_fill, series_fills, write_inside
from report.charts.grammar.parts import (
    StackedKind,
    has_shares,
    pile_extent,
    share_axis,
    spans_of,
)
from report.charts.grammar.place import Label, Spot, text_width, write_label
from report.charts.grammar.scales import Linear
from report.charts.grammar.stack import Span, extent
from report.charts.layout import swatched
from report.charts.style import LABEL_SIZE, SEMIBOLD
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet

_TALL, _TOTAL_GAP = 11.0, 4.0


class Stacked(PlotChart):
    """Horizontal bars of several series, one after another."""

    chart: Literal["stacked"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "stack"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A stacked bar: its segments, and after it its total and the values that no segment has room
    for.

    Segments of negative values are at the right of zero; the total is at the left end.

    :param tail: the series whose values are after the bar.
    """

    data: ChartData
    index: int
    spans: tuple[Span, ...]
    tail: tuple[int, ...] = ()

    @property
    def total(self) -> str:
        """The printed total; nothing if it is not known."""
        totals = self.data.panel.totals
        return totals[self.index].text if totals else ""

    @property
    def room(self) -> float:
        """The points that the total and the tail take after the bar."""
        total = _TOTAL_GAP + text_width(self.total, LABEL_SIZE, SEMIBOLD) if self.total else 0.0
        return total + sum(swatched(self.data.text(self.index, series)) for series in self.tail)

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The two ends of the bar with the room beyond each."""
        low, high = extent([self.spans])
        return (low, 0.0), (high, self.room)

    def fitted(self, scale: Linear) -> _Row:
        """Return the row with all values in its tail that have no room on a scale."""
        inside = {span.index for span in self.spans if self._fits(span, scale)}
        series = range(len(self.data.series))
        return replace(self, tail=tuple(index for index in series if index not in inside))

    def _fits(self, span: Span, scale: Linear) -> bool:
        text = self.data.text(self.index, span.index)
        # A value of zero has no segment and needs no words.
        return not span.value or fits_inside(text, scale.place(span.start), scale.place(span.end))


class _Stacked(StackedKind[Stacked]):
    model = Stacked
    name = page_text("chart.stacked")
    share_name = page_text("chart.stacked.percent")
    needs = Needs(series=(2, 6), totals=True)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the rows.

        A value whose segment is too narrow follows the bar, after a swatch of its series; so do
        blanks. Shares have an axis.
        """
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        rows = rows_of(sheet, data, top)
        axis = _axis(data)
        scale, fitted = data.of_all(("stacked", rows.edge), lambda: _fit_all(data, axis, rows.edge))
        level = draw_level(
            sheet, data, rows, axis, scale, has_axis=has_shares(data), has_zero=False
        )
        first = data.shown * len(data.categories)
        shown = fitted[first : first + len(data.categories)]
        points = _draw_segments(sheet, data, level, shown)
        draw_base(sheet, level)
        for row in shown:
            _write_row(sheet, data, level, row)
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom


STACKED = _Stacked()


def _axis(data: ChartData) -> ValueAxis:
    if has_shares(data):
        return share_axis(data)
    return bare_axis(data, pile_extent(data))


def _fit_all(data: ChartData, axis: ValueAxis, edge: float) -> tuple[Linear, list[_Row]]:
    """Return the scale and the rows of all panels on it."""
    every = [_Row(panel, row, spans_of(panel, row)) for panel, row in data.each_row()]
    return _fit(every, axis, edge)


def _fit(rows: list[_Row], axis: ValueAxis, edge: float) -> tuple[Linear, list[_Row]]:
    """Return the scale and the rows on it. A tail shortens the bars, so that more values may have
    no room in them: this is repeated until none moves."""
    while True:
        scale = fitted_scale(axis, edge, chain.from_iterable(row.ends for row in rows))
        fitted = [row.fitted(scale) for row in rows]
        # Tails only grow from here on, so the loop ends.
        if fitted == rows:
            return scale, rows
        rows = fitted


def _draw_segments(
    sheet: Sheet, data: ChartData, level: Level, rows: Sequence[_Row]
) -> dict[tuple[int, int], tuple[float, float]]:
    """Draw the segments and the paper between them; return the middle of each."""
    spans = chain.from_iterable(((row.index, span) for span in row.spans) for row in rows)
    bars = draw_spans(sheet, data, level, spans, _TALL)
    for bar in bars.values():
        start, end = bar.values
        if start and start != end:
            x = level.scale.place(start)
            sheet.line(x, bar.top, x, bar.bottom, SEAM)
    middles = level.rows.middles
    return {place: ((bar.left + bar.right) / 2, middles[place[0]]) for place, bar in bars.items()}


def _write_row(sheet: Sheet, data: ChartData, level: Level, row: _Row) -> None:
    """Write the values in the segments of a row, its total, and its tail."""
    y = level.rows.middles[row.index]
    for span in row.spans:
        if span.value and span.index not in row.tail:
            middle = (level.scale.place(span.start) + level.scale.place(span.end)) / 2
            fill, text = mark_fill(data, row.index, span.index), data.text(row.index, span.index)
            name = data.mark(row.index, span.index)
            write_inside(sheet, text, (middle, y), fill, name, level.taken)
    x = level.scale.place(extent([row.spans])[1])
    if row.total:
        label = Label((row.total,), weight=SEMIBOLD, mark=data.mark(row.index, "total"))
        write_label(sheet, label, Spot(x - _TOTAL_GAP, y, "right"), level.taken)
        x -= _TOTAL_GAP + label.width
    fills = series_fills(data)
    items = []
    for index in row.tail:
        text, name = data.text(row.index, index), data.mark(row.index, index)
        items.append(Beside(text, name, data.value(row.index, index), 0.0, fills[index]))
    write_tail(sheet, level, items, x, y)
