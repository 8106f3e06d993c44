"""``heat``: a measure by two dimensions. The tone of each cell shows its value, which is printed
where all have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import Rows, rows_of, write_rows
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import widest_value
from report.charts.grammar.place import Label, Spot, write_label
from report.charts.grammar.scales import Point
from report.charts.grammar.tone import (
    Tone,
    cell_of,
    note_tones,
    tone_heading,
    tone_of,
    tones_in,
)
from report.charts.layout import too_narrow
from report.charts.lettering import height, longest_word, wrap
from report.charts.palette import Color
from report.charts.style import GREY, INK, SEMIBOLD, SMALL_SIZE
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet
    from report.charts.style import Fill

#: The columns of one chart at most, the narrowest and the widest in points.
MOST_COLUMNS = 60
_NARROWEST, _WIDEST = 6.0, 60.0
#: The air around a printed value and between heads, and between two cells, in points.
_AIR, _BETWEEN = 2.0, 0.8


class Heat(PlotChart):
    """A measure by two dimensions, each cell in the tone of its value."""

    chart: Literal["heat"]
    takes = frozenset({"time", "facet"})


class _Heat(PlotKind[Heat]):
    model = Heat
    name = page_text("chart.heat")
    needs = Needs(measures=(1, 1), series=(2, MOST_COLUMNS))

    def check(self, data: ChartData) -> None:
        """Check that there is a value, and the data of any chart.

        :raises ExpressionError: ``chart-empty``; what every chart is checked for.
        """
        super().check(data)
        if not data.numbers():
            raise ExpressionError.of("chart-empty")

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write what each tone means, and the unit; return the height used, in points."""
        return tone_heading(sheet, data, right, tones_in(data))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the heads of the columns, then the rows.

        :raises ExpressionError: ``chart-labels-wide``, ``chart-too-narrow``.
        """
        tones = tones_in(data)
        top = self.head(sheet, data, sheet.width)
        rows = rows_of(sheet, data, top)
        columns = _columns(data, rows.edge)
        rows = replace(rows, top=_draw_heads(sheet, data, columns, top))
        write_rows(sheet, data, rows)
        note_tones(sheet, tones)
        _draw_cells(sheet, data, rows, columns, tones)
        if widest_value(data, SMALL_SIZE) + _AIR <= columns.pitch - _BETWEEN:
            _write_values(sheet, data, rows, columns, tones)
        return rows.bottom


HEAT = _Heat()


def _columns(data: ChartData, edge: float) -> Point:
    """Return the scale of the columns: from the right, unless time runs from the left.

    :param edge: the right edge of the columns, in points.
    """
    count = len(data.series)
    longest = max(longest_word(series.label, SMALL_SIZE, SEMIBOLD) for series in data.series)
    wide = min(edge, count * max(_WIDEST, longest + _AIR))
    if wide / count < _NARROWEST:
        raise too_narrow()
    if data.options.left_to_right:
        return Point(0, count, edge - wide, edge)
    return Point(0, count, edge, edge - wide)


def _draw_heads(sheet: Sheet, data: ChartData, columns: Point, top: float) -> float:
    """Write the head of each column; return where the rows begin, in points."""
    room = columns.pitch - _AIR
    labels = [series.label for series in data.series]
    if any(longest_word(label, SMALL_SIZE, SEMIBOLD) > room for label in labels):
        raise ExpressionError.of("chart-labels-wide", count=len(labels))
    heads = [wrap(label, room, SMALL_SIZE, SEMIBOLD) for label in labels]
    tall = max(height(len(lines), SMALL_SIZE) for lines in heads)
    for index, lines in enumerate(heads):
        color: Color = INK if data.series[index].kind == "value" else GREY
        label = Label(lines, SMALL_SIZE, SEMIBOLD, color)
        write_label(sheet, label, Spot(columns.place(index), top + tall - label.height / 2))
    return top + tall + _AIR


def _draw_cells(
    sheet: Sheet, data: ChartData, rows: Rows, columns: Point, tones: Sequence[Tone]
) -> None:
    """Draw the cells, those of a tone together; blanks have no value and are no marks."""
    cells: dict[Fill, list[tuple[int, int]]] = {tone.fill: [] for tone in tones}
    for row in range(len(data.categories)):
        for series in range(len(data.series)):
            fill = tone_of(tones, data.value(row, series))
            cells.setdefault(fill, []).append((row, series))
    wide = columns.pitch - _BETWEEN
    for fill, places in cells.items():
        for row, series in places:
            left = columns.place(series) - wide / 2
            tall = rows.tall[row] - _BETWEEN
            top, value = rows.middles[row] - tall / 2, data.value(row, series)
            if value is None:
                sheet.box(left, top, wide, tall, fill)
            else:
                name = data.mark(row, series)
                sheet.put(cell_of(name, value, left, top, wide, tall, fill))


def _write_values(
    sheet: Sheet, data: ChartData, rows: Rows, columns: Point, tones: Sequence[Tone]
) -> None:
    for row, y in enumerate(rows.middles):
        for series in range(len(data.series)):
            value = data.value(row, series)
            if value is not None:
                color = sheet.palette.on(tone_of(tones, value).tone)
                text, name = data.text(row, series), data.mark(row, series)
                label = Label((text,), SMALL_SIZE, color=color, mark=name)
                write_label(sheet, label, Spot(columns.place(series), y))
