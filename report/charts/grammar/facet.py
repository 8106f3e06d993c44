"""Facets: a chart drawn once for each panel, all with the same scales."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from operator import attrgetter

from report.charts.grammar.data import ChartData
from report.charts.lettering import height, wrap
from report.charts.overlay import Outer, Sheet, Side
from report.charts.style import INK, LABEL_SIZE, SEMIBOLD
from report.errors import ExpressionError

#: The narrowest panel in points, and the air around panels.
NARROWEST = 140.0
_AIR_BESIDE, _AIR_BELOW = 14.0, 10.0
_MOST_BESIDE = 4
#: What a panel is refused for that is too narrow.
_NO_ROOM = ("chart-panel-narrow", "chart-labels-wide", "chart-text-no-room")

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
        is_foot = index + self.beside >= self.count
        return Outer(is_side, is_foot, self.base, self.beside == 1)

    def width(self, index: int) -> float:
        """Return the width of a panel in points."""
        return self.plot + (self.side.width if self.outer(index).side else 0.0)


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel that is drawn on a sheet of its own.

    :param row: its place among the rows of panels.
    :param used: the height used of its sheet, in points.
    """

    index: int
    row: int
    title: tuple[str, ...]
    sheet: Sheet
    used: float


def draw_panels(
    sheet: Sheet, data: ChartData, plot: Plot, top: float, narrowest: float = NARROWEST
) -> float:
    """Draw the panels of a chart from the right, in rows of equal width; return the height used,
    in points.

    The labels of the values, of the rows and of time are at the outermost panels only. Where
    panels are too narrow for what they show, fewer are beside each other.

    :param top: where the first row begins, under the legend and the unit of all panels.
    :param narrowest: the width of the narrowest panel in points, unless the sheet is narrower.
    :raises ExpressionError: what ``plot`` raises for a panel of the whole width.
    """
    count = len(data.panels)
    most = min(int((sheet.width + _AIR_BESIDE) / (narrowest + _AIR_BESIDE)), _MOST_BESIDE, count)
    panels = _drawn(sheet, data, plot, max(most, 1))
    y = top
    for _, row in groupby(panels, key=attrgetter("row")):
        y = _paste_row(sheet, list(row), y)
    return y - _AIR_BELOW


def _drawn(sheet: Sheet, data: ChartData, plot: Plot, most: int) -> list[_Panel]:
    """Return the panels, drawn: as many beside each other as have room for what they show.

    :param most: how many are beside each other at most.
    :raises ExpressionError: what ``plot`` raises.
    """
    count = len(data.panels)
    choices = dict.fromkeys(ceil(count / ceil(count / most)) for most in range(most, 0, -1))
    for beside in choices:
        wide = (sheet.width - (beside - 1) * _AIR_BESIDE) / beside
        try:
            return list(_panels(data, plot, beside, wide, sheet))
        except ExpressionError as error:
            is_narrow = all(finding.rule in _NO_ROOM for finding in error.findings)
            if beside == 1 or not is_narrow:
                raise
    raise AssertionError("one panel is beside no other")


def _panels(
    data: ChartData, plot: Plot, beside: int, wide: float, sheet: Sheet
) -> Iterator[_Panel]:
    """Draw the panels, each on a sheet of its own.

    :param wide: the width in points of one of several panels of equal width.
    """
    panels = list(data.each_panel())
    measured = Sheet(wide, sheet.palette, Outer(is_whole=beside == 1))
    _plot_panel(plot, measured, panels[0])
    side = measured.side
    grid = _Grid(len(panels), beside, wide - side.width / beside, wide, side)
    for index, panel in enumerate(panels):
        own = Sheet(grid.width(index), sheet.palette, grid.outer(index))
        used = _plot_panel(plot, own, panel)
        title = wrap(panel.panel.label, own.width, LABEL_SIZE, SEMIBOLD)
        yield _Panel(index, index // beside, title, own, used)


def _plot_panel(plot: Plot, sheet: Sheet, panel: ChartData) -> float:
    """Draw a panel; return the height used, in points.

    :raises ExpressionError: ``chart-panel-narrow``; what else ``plot`` raises.
    """
    try:
        return plot(sheet, panel)
    except ExpressionError as error:
        if all(finding.rule == "chart-too-narrow" for finding in error.findings):
            label = panel.panel.label
            raise ExpressionError.of("chart-panel-narrow", label=label) from error
        raise


def _paste_row(sheet: Sheet, panels: Sequence[_Panel], top: float) -> float:
    """Put panels beside each other under their labels; return where the next row begins."""
    tall = height(max(len(panel.title) for panel in panels), LABEL_SIZE) + 2.0
    bottom, right = top, sheet.width
    for panel in panels:
        middle = top + tall - 2.0 - height(len(panel.title), LABEL_SIZE) / 2
        sheet.block(panel.title, right, middle, weight=SEMIBOLD, color=INK)
        sheet.paste(panel.sheet, right - panel.sheet.width, top + tall, str(panel.index))
        bottom = max(bottom, top + tall + panel.used)
        right -= panel.sheet.width + _AIR_BESIDE
    return bottom + _AIR_BELOW
