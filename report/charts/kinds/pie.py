"""``pie``: two or three parts of a whole as slices of a disc."""

from __future__ import annotations

from math import ceil, cos, pi, sin
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import LABEL_SHARE
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import dimmed, widest_value
from report.charts.grammar.marks import XY, Shape
from report.charts.grammar.parts import check_parts
from report.charts.grammar.scales import Linear
from report.charts.layout import SWATCH, member_fill
from report.charts.lettering import height, widest, wrap
from report.charts.style import LABEL_SIZE, PAPER, SEMIBOLD, SERIES_FILLS, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet

#: The most parts, the radius of the disc in points, and the points between the corners of its edge.
MOST_PARTS, _RADIUS, _STEP = 3, 42.0, 1.5
_GAP, _AIR = 5.0, 4.0


class Pie(PlotChart):
    """Two or three parts of a whole as slices of a disc, from the top to the left."""

    chart: Literal["pie"]
    takes = frozenset({"highlight"})


class _Pie(PlotKind[Pie]):
    model = Pie
    name = page_text("chart.pie")
    needs = Needs(measures=(1, 1), series=(1, 1), parts=True)

    def check(self, data: ChartData) -> None:
        """Check that the values are two or three parts of a whole.

        :raises ExpressionError: ``chart-pie-parts``, ``chart-negative-part``; see
            :meth:`PlotKind.check`.
        """
        super().check(data)
        count = len(data.categories)
        if not 2 <= count <= MOST_PARTS:
            raise ExpressionError.of("chart-pie-parts", count=count, most=MOST_PARTS)
        check_parts(data)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the disc, and at its right a line for each part: its swatch, label and value."""
        top = self.head(sheet, data, sheet.width)
        used, left = _write_parts(sheet, data, top)
        tall = max(used, 2 * _RADIUS)
        center = left - 3 * _GAP - _RADIUS, top + tall / 2
        whole = sum(data.value(row) or 0.0 for row in range(len(data.categories)))
        sheet.note_scale("value", "area", Linear(0.0, whole or 1.0, 0.0, pi * _RADIUS**2))
        reached = 0.0
        for row in range(len(data.categories)):
            value = data.value(row) or 0.0
            if value > 0:
                ring = _slice(center, reached / whole, (reached + value) / whole)
                fill = _fill(data, row)
                sheet.put(Shape(id=data.mark(row), values=(value,), rings=(ring,), fill=fill))
            reached += value
        return top + tall


def _slice(center: XY, first: float, last: float) -> tuple[XY, ...]:
    """Return the ring of a slice: from one part of the turn to another, from the top to the
    left."""
    steps = max(2, ceil((last - first) * 2 * pi * _RADIUS / _STEP))
    turns = [2 * pi * (first + (last - first) * step / steps) for step in range(steps + 1)]
    edge = [(center[0] - _RADIUS * sin(turn), center[1] - _RADIUS * cos(turn)) for turn in turns]
    return tuple(edge[:-1]) if last - first >= 1 else (center, *edge)


def _fill(data: ChartData, row: int) -> Fill:
    """Return the fill of a part, with paper around it."""
    named = [index for index, item in enumerate(data.categories) if item.kind == "value"]
    fill = member_fill(data.categories[row].kind) or SERIES_FILLS[named.index(row)]
    if not data.is_bright(row):
        fill = dimmed(fill)
    return Fill(fill.tone, fill.hatch, fill.hatch_color, fill.outline or Pen(PAPER, 0.8))


def _write_parts(sheet: Sheet, data: ChartData, top: float) -> tuple[float, float]:
    """Write the label and the value of each part at the right; return the height used, and the left
    edge of the words."""
    y, right = top + _AIR, sheet.width - SWATCH - _GAP
    rows = range(len(data.categories))
    wide = widest_value(data, weight=SEMIBOLD)
    room = min(sheet.width * LABEL_SHARE, right - 2 * _RADIUS - 4 * _GAP)
    if wide > room:
        raise ExpressionError.of("chart-too-narrow")
    for row in rows:
        lines = wrap(data.categories[row].label, room, LABEL_SIZE)
        wide = max(wide, widest(lines, LABEL_SIZE))
        tall = height(len(lines), LABEL_SIZE)
        middle = y + height(1, LABEL_SIZE) / 2
        sheet.box(sheet.width - SWATCH, middle - SWATCH / 2, SWATCH, SWATCH, _fill(data, row))
        sheet.block(lines, right, y + tall / 2, mark=data.mark(row, "label"))
        middle = y + tall + height(1, LABEL_SIZE) / 2
        sheet.write(data.text(row), right, middle, weight=SEMIBOLD, mark=data.mark(row))
        y += tall + height(1, LABEL_SIZE) + _AIR
    return y - top, right - wide


PIE = _Pie()
