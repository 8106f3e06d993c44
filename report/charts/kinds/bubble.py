"""``bubble``: a scatter whose dots have an area, the third measure."""

from __future__ import annotations

from dataclasses import replace
from math import pi, sqrt
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import value_axis
from report.charts.grammar.data import ChartData, Options
from report.charts.grammar.look import dimmed, is_bright_value
from report.charts.grammar.marks import Dot
from report.charts.grammar.place import text_width
from report.charts.grammar.scales import Linear
from report.charts.kinds.scatter import PointChart, PointKind, title_of
from report.charts.lettering import wrap
from report.charts.style import ACCENT, GREY, PAPER, SECOND, SMALL_SIZE, Fill, Pen
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report.charts.model import Tick
    from report.charts.overlay import Sheet

#: The bubbles of one chart at most; the radius of the largest one in points, alone and in a panel.
_MOST_BUBBLES = 100
_LARGEST, _LARGEST_IN_PANEL = 19.0, 11.0
_FILL = Fill(SECOND, outline=Pen(ACCENT, 0.75))
_LEGEND_FILL = Fill(PAPER, outline=Pen(GREY, 0.75))
_LEGEND_GAP, _LEGEND_AIR = 4.0, 12.0
#: The least part of the width that the words of the legend have; the small bubble goes for it.
_LEAST_WORDS = 1 / 3


class Bubble(PointChart):
    """A bubble for each category, placed by two measures; its area is a third one."""

    chart: Literal["bubble"]


class _Bubble(PointKind[Bubble]):
    model = Bubble
    name = page_text("chart.bubble")
    shape = "chart.bubble.axes"
    left_out = "note.no-bubble"
    needs = Needs(measures=(3, 3), are_axes=True, series=(1, 1), categories=_MOST_BUBBLES)

    def check(self, data: ChartData) -> None:
        """Check that no area is negative.

        :raises ExpressionError: ``chart-area-negative``; see :meth:`PointKind.check`.
        """
        for panel in data.each_panel():
            for row, category in enumerate(data.categories):
                if (panel.value(row, role="third") or 0.0) < 0:
                    text = panel.text(row, role="third")
                    raise ExpressionError.of(
                        "chart-area-negative", label=category.label, value=text
                    )
        super().check(data)

    def is_shown(self, data: ChartData, row: int) -> bool:
        """Return whether a category has its places, and an area that is not zero."""
        return super().is_shown(data, row) and bool(data.value(row, role="third"))

    def radius(self, data: ChartData, row: int) -> float:
        """Return the radius of a bubble, in points: its area is in proportion to its value."""
        return _radius(data, data.value(row, role="third") or 0.0)

    def largest(self, data: ChartData) -> float:
        """Return the radius of the largest bubble, in points."""
        return _largest(data)

    def fill(self, data: ChartData, row: int) -> Fill:
        """Return the fill of a bubble: a tone with an outline, so that one before another is
        seen."""
        return _FILL if is_bright_value(data, row) else dimmed(_FILL)

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the legend of areas, and what is above a scatter."""
        _note_area(sheet, data)
        if data.is_panel:
            return 0.0
        used = super().head(sheet, data, right)
        return used + _legend(sheet, data, right, used)


BUBBLE = _Bubble()


def _greatest(data: ChartData) -> float:
    return max(data.numbers("third"), default=0.0) or 1.0


def _largest(data: ChartData) -> float:
    return _LARGEST if len(data.panels) == 1 else _LARGEST_IN_PANEL


def _radius(data: ChartData, value: float) -> float:
    return _largest(data) * sqrt(value / _greatest(data))


def _note_area(sheet: Sheet, data: ChartData) -> None:
    """Keep the record of the scale of areas: square points by value."""
    scale = Linear(0.0, _greatest(data), 0.0, pi * _largest(data) ** 2)
    sheet.note_scale("area", "area", scale)


def _round_sizes(data: ChartData) -> list[Tick]:
    """Return a round value near the greatest one, after one near a quarter of it."""
    plain = replace(data, options=Options())
    sizes = []
    for most in (_greatest(data) / 4, _greatest(data)):
        axis = value_axis(plain, [most], head=data.roles.index("third"))
        sizes += [tick for tick in axis.ticks if 0 < tick.value <= most][-1:]
    return list(dict.fromkeys(sizes))


def _legend_width(data: ChartData, chosen: Sequence[Tick]) -> float:
    """Return the points that bubbles of these values take beside each other, with their texts."""
    texts = sum(text_width(tick.text, SMALL_SIZE) for tick in chosen)
    discs = sum(2 * _radius(data, tick.value) for tick in chosen)
    return texts + discs + (2 * _LEGEND_GAP + _LEGEND_AIR) * len(chosen)


def _legend(sheet: Sheet, data: ChartData, right: float, top: float) -> float:
    """Draw two bubbles of round values with these, from the right; return the height used, in
    points."""
    chosen = _round_sizes(data)
    if not chosen:
        return 0.0
    if len(chosen) > 1 and _legend_width(data, chosen) > right * (1 - _LEAST_WORDS):
        chosen = chosen[-1:]
    used = _legend_width(data, chosen)
    words = page_text("chart.bubble.area", label=title_of(data, "third"))
    lines = wrap(words, max(right - used, right * _LEAST_WORDS), SMALL_SIZE)
    tall = max(2 * _radius(data, chosen[-1].value), len(lines) * SMALL_SIZE * 1.34) + 2.0
    middle = top + tall / 2
    sheet.block(lines, right, middle, size=SMALL_SIZE, color=GREY)
    x = right - max(text_width(line, SMALL_SIZE) for line in lines) - _LEGEND_AIR
    for index, tick in enumerate(chosen):
        radius = _radius(data, tick.value)
        values, place = (tick.value,), x - radius
        sheet.put(
            Dot(id=f"legend.{index}", values=values, scale="area", x=place, y=middle,
                radius=radius, fill=_LEGEND_FILL)
        )  # fmt: skip
        x -= 2 * radius + _LEGEND_GAP
        sheet.write(tick.text, x, middle, size=SMALL_SIZE, color=GREY)
        x -= text_width(tick.text, SMALL_SIZE) + _LEGEND_AIR
    return tall + 4.0
