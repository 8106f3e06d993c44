"""Facets: a chart drawn once for each panel, all with the same scales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from report.charts.grammar.data import ChartData
from report.charts.lettering import height, wrap
from report.charts.overlay import Outer, Sheet, Side
from report.charts.style import INK, LABEL_SIZE, SEMIBOLD

#: The panels of one chart at most, the narrowest one in points, and the air around panels.
MOST_PANELS = 24
NARROWEST = 150.0
_AIR_BESIDE, _AIR_BELOW = 14.0, 10.0
_MOST_BESIDE = 4

#: Draws the shown panel of data on a sheet; returns the height used, in points.
Plot = Callable[[Sheet, ChartData], float]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Panels in rows from the right, whose plots are equally wide.

    :param count: the number of panels; ``beside`` of those in a row.
    :param plot: the width of a plot in points; ``base`` that of a sheet that is measured by.
    :param side: the labels at the side, which the outermost panel of a row has for the row.
    """

    count: int
    beside: int
    plot: float
    base: float
    side: Side

    def outer(self, index: int) -> Outer:
        """Return the labels that a panel has: those at the foot where no panel is below it."""
        is_last = index % self.beside == self.beside - 1 or index == self.count - 1
        is_side = is_last if self.side.is_left else index % self.beside == 0
        return Outer(is_side, index + self.beside >= self.count, self.base)

    def width(self, index: int) -> float:
        """Return the width of a panel in points."""
        return self.plot + (self.side.width if self.outer(index).side else 0.0)


def draw_panels(
    sheet: Sheet, data: ChartData, plot: Plot, top: float, narrowest: float = NARROWEST
) -> float:
    """Draw the panels of a chart from the right, in rows of equal width; return the height used,
    in points.

    The labels of the values, of the rows and of time are at the outermost panels only.

    :param top: where the first row begins, under the legend and the unit of all panels.
    :param narrowest: the width of the narrowest panel in points, unless the sheet is narrower.
    """
    count = len(data.panels)
    beside = min(int((sheet.width + _AIR_BESIDE) / (narrowest + _AIR_BESIDE)), _MOST_BESIDE, count)
    beside = ceil(count / ceil(count / max(beside, 1)))
    wide = (sheet.width - (beside - 1) * _AIR_BESIDE) / beside
    panels = list(data.each_panel())
    measured = Sheet(wide, sheet.palette)
    plot(measured, panels[0])
    side = measured.side
    grid = _Grid(count, beside, wide - side.width / beside, wide, side)
    y = top
    for first in range(0, count, beside):
        y = _draw_row(sheet, panels[first : first + beside], plot, grid, y)
    return y - _AIR_BELOW


def _draw_row(
    sheet: Sheet, panels: Sequence[ChartData], plot: Plot, grid: _Grid, top: float
) -> float:
    """Draw panels beside each other under their labels; return where the next row begins."""
    widths = [grid.width(panel.shown) for panel in panels]
    titles = [
        wrap(panel.panel.label, wide, LABEL_SIZE, SEMIBOLD)
        for panel, wide in zip(panels, widths, strict=True)
    ]
    tall = height(max(map(len, titles)), LABEL_SIZE) + 2.0
    bottom, right = top, sheet.width
    for panel, lines, wide in zip(panels, titles, widths, strict=True):
        middle = top + tall - 2.0 - height(len(lines), LABEL_SIZE) / 2
        sheet.block(lines, right, middle, weight=SEMIBOLD, color=INK)
        panel_sheet = Sheet(wide, sheet.palette, grid.outer(panel.shown))
        used = plot(panel_sheet, panel)
        sheet.paste(panel_sheet, right - wide, top + tall, str(panel.shown))
        bottom = max(bottom, top + tall + used)
        right -= wide + _AIR_BESIDE
    return bottom + _AIR_BELOW
