"""``dumbbell``: two values of each category on its row, and the line between them."""

from __future__ import annotations

from typing import Literal

from report.charts.grammar.asking import Needs
from report.charts.grammar.data import ChartData
from report.charts.grammar.level import Level
from report.charts.grammar.marks import Segment
from report.charts.kinds.dot import DotChart, DotKind
from report.charts.overlay import Sheet
from report.charts.style import ACCENT, GREY, INK, LINE, PAPER, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text


class Dumbbell(DotChart):
    """Two values of each category, of two measures or two series, joined by a line."""

    chart: Literal["dumbbell"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "scale"})


class _Dumbbell(DotKind[Dumbbell]):
    model = Dumbbell
    name = page_text("chart.dumbbell")
    needs = Needs(measures=(1, 2), series=(2, 2))
    pairing = "size"
    fills = (Fill(PAPER, outline=Pen(INK, 1.1)), Fill(ACCENT))
    radii = (3.6, 2.8)

    def check(self, data: ChartData) -> None:
        """Check that two values are compared.

        :raises ExpressionError: ``chart-two``; see :meth:`PlotKind.check`.
        """
        check_two(data)
        super().check(data)

    def join(self, sheet: Sheet, data: ChartData, level: Level) -> None:
        """Draw the line between the two values of each row."""
        for row, y in enumerate(level.rows.middles):
            first, second = data.value(row, 0), data.value(row, 1)
            if first is None or second is None:
                continue
            points = (level.scale.place(first), y), (level.scale.place(second), y)
            pen = Pen(GREY if data.is_bright(row) else LINE, 1.6)
            name = data.mark(row, "join")
            values = first, second
            sheet.put(Segment(id=name, values=values, points=points, pen=pen), level.taken)


def check_two(data: ChartData) -> None:
    """Check that a chart has two series, no more and no less.

    :raises ExpressionError: ``chart-two``.
    """
    if len(data.series) != 2:
        labels = tuple(series.label for series in data.series)
        raise ExpressionError.of("chart-two", count=len(labels), series=labels)


DUMBBELL = _Dumbbell()
