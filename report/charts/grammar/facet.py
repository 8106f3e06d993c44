"""Facets: a chart drawn once for each panel, all with the same scales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from report.charts.grammar.data import ChartData
from report.charts.lettering import height, wrap
from report.charts.overlay import Sheet
from report.charts.style import INK, LABEL_SIZE, SEMIBOLD

#: The panels of one chart at most, the narrowest one in points, and the air around panels.
MOST_PANELS = 24
_NARROWEST, _AIR_BESIDE, _AIR_BELOW = 150.0, 14.0, 10.0
_MOST_BESIDE = 4

#: Draws the shown panel of data on a sheet; returns the height used, in points.
Plot = Callable[[Sheet, ChartData], float]


def draw_panels(sheet: Sheet, data: ChartData, plot: Plot, top: float) -> float:
    """Draw the panels of a chart from the right, in rows of equal width; return the height used,
    in points.

    :param top: where the first row begins, under the legend and the unit of all panels.
    """
    count = len(data.panels)
    beside = min(int((sheet.width + _AIR_BESIDE) / (_NARROWEST + _AIR_BESIDE)), _MOST_BESIDE, count)
    beside = ceil(count / ceil(count / max(beside, 1)))
    wide = (sheet.width - (beside - 1) * _AIR_BESIDE) / beside
    panels = list(data.each_panel())
    y = top
    for first in range(0, count, beside):
        row = panels[first : first + beside]
        y = _draw_row(sheet, row, plot, wide, y)
    return y - _AIR_BELOW


def _draw_row(
    sheet: Sheet, panels: Sequence[ChartData], plot: Plot, wide: float, top: float
) -> float:
    """Draw panels beside each other under their labels; return where the next row begins."""
    titles = [wrap(panel.panel.label, wide, LABEL_SIZE, SEMIBOLD) for panel in panels]
    tall = height(max(map(len, titles)), LABEL_SIZE) + 2.0
    bottom = top
    for index, (panel, lines) in enumerate(zip(panels, titles, strict=True)):
        right = sheet.width - index * (wide + _AIR_BESIDE)
        middle = top + tall - 2.0 - height(len(lines), LABEL_SIZE) / 2
        sheet.block(lines, right, middle, weight=SEMIBOLD, color=INK)
        part_sheet = Sheet(wide, sheet.palette)
        used = plot(part_sheet, panel)
        sheet.paste(part_sheet, right - wide, top + tall, str(panel.shown))
        bottom = max(bottom, top + tall + used)
    return bottom + _AIR_BELOW
