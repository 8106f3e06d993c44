"""``lollipop``: a dot at each value, at the end of a thin line from zero."""

from __future__ import annotations

from typing import Literal

from report.charts.grammar.annotate import draw_lines, draw_notes, words_above
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import ValueAxis, level_scale, rows_of, value_axis
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.level import draw_level
from report.charts.grammar.look import mark_color
from report.charts.grammar.marks import Segment, disc
from report.charts.grammar.place import Label, Spot, text_width, write_label
from report.charts.grammar.scales import Linear
from report.charts.overlay import Sheet
from report.charts.palette import Color
from report.charts.style import GREY, INK, LINE, Pen
from report.messages import page_text

_DOT, _GAP = 3.0, 4.0


class Lollipop(PlotChart):
    """A dot at the end of a thin line for each category."""

    chart: Literal["lollipop"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "scale"})


class _Lollipop(PlotKind[Lollipop]):
    model = Lollipop
    name = page_text("chart.lollipop")
    needs = Needs(measures=(1, 1), series=(1, 1))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the rows, each value beside its dot; a scale that is not linear has an axis."""
        top = self.head(sheet, data, sheet.width) + words_above(data, upright=False)
        rows = rows_of(sheet, data, top)
        labels = [_label(data, row) for row in range(len(data.categories))]
        axis = value_axis(data, data.numbers())
        scale = data.of_all(("lollipop", rows.edge), lambda: _scale(data, axis, rows.edge))
        level = draw_level(sheet, data, rows, axis, scale, has_axis=False)
        points = {}
        for row, (label, y) in enumerate(zip(labels, rows.middles, strict=True)):
            x = level.base
            if (value := data.value(row)) is not None:
                x = scale.place(value)
                points[row, 0] = x, y
                color = mark_color(data, row)
                ends = (0.0, value) if axis.spread != "log" else (axis.low, value)
                stem = ((level.base, y), (x, y))
                pen = Pen(LINE, 1.2)
                sheet.put(Segment(id=label.mark, values=ends, points=stem, pen=pen), level.taken)
                sheet.put(disc(label.mark, (value,), (x, y), _DOT, color), level.taken)
            way = 1 if (value or 0.0) < 0 else -1
            spot = Spot(x + way * (_DOT + _GAP), y, "left" if way > 0 else "right")
            write_label(sheet, label, spot, level.taken)
        draw_lines(sheet, data, level.frame, level.taken)
        draw_notes(sheet, data, points, level.taken)
        return level.bottom


def _label(data: ChartData, row: int) -> Label:
    """Return the value of a row; a blank is grey."""
    color: Color = GREY if data.value(row) is None else INK
    return Label((data.text(row),), color=color, mark=data.mark(row))


LOLLIPOP = _Lollipop()


def _scale(data: ChartData, axis: ValueAxis, edge: float) -> Linear:
    """Return the scale with room for the values of all panels.

    :param edge: the right edge of the rows, in points.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    rooms = [(datum.value, text_width(datum.text) + _GAP + _DOT) for datum in data.each_datum()]
    return level_scale(axis, edge, rooms)
