"""``treemap``: parts of a whole as tiles whose areas are their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

from report.charts.grammar.asking import Needs
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.look import mark_fill
from report.charts.grammar.marks import Tile
from report.charts.grammar.parts import RankedKind
from report.charts.grammar.place import Box
from report.charts.grammar.scales import Linear
from report.charts.lettering import height, longest_word, widest, wrap
from report.charts.style import (
    ACCENT,
    INK,
    LABEL_SIZE,
    PAPER,
    SECOND,
    SEMIBOLD,
    SMALL_SIZE,
    Fill,
    Pen,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

#: The height of a map as a part of its width, the air in a tile and the paper along its edges.
_TALL, _AIR, _SEAM = 0.45, 4.0, 0.6


class Treemap(PlotChart):
    """Parts of a whole as tiles, the greatest at the right: each tile is as large as its value, in
    all panels."""

    chart: Literal["treemap"]
    takes = frozenset({"highlight", "facet"})


@dataclass(frozen=True, slots=True)
class _Words:
    """What is written in a tile: its label in lines, then its value."""

    lines: tuple[str, ...]
    size: float


class _Treemap(RankedKind[Treemap]):
    model = Treemap
    name = page_text("chart.treemap")
    needs = Needs(measures=(1, 1), series=(1, 1), parts=True, categories=40)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the tiles. What has no tile, as zeros and blanks, and what has no room for its words
        in its tile is written below."""
        top = self.head(sheet, data, sheet.width)
        values = {row: data.value(row) or 0.0 for row in range(len(data.categories))}
        shown = [row for row in sorted(values, key=lambda row: -values[row]) if values[row] > 0]
        bottom, within = top, set[int]()
        if shown:
            whole = sum(values.values())
            wide = sheet.width * _share(data, whole)
            box = Box(sheet.width - wide, top, sheet.width, top + wide * _TALL)
            area = (box.right - box.left) * (box.bottom - box.top)
            sheet.note_scale("value", "area", Linear(0.0, whole, 0.0, area))
            boxes = tiles([values[row] for row in shown], box)
            within = _draw(sheet, data, list(zip(shown, boxes, strict=True)))
            bottom = box.bottom
        return _write_rest(sheet, data, [row for row in values if row not in within], bottom)


def _share(data: ChartData, whole: float) -> float:
    """Return how wide the map of a panel is beside the map of the largest one, so that all tiles
    have one scale.

    :param whole: the sum of the values of the panel.
    """
    return sqrt(whole / data.of_all("treemap", lambda: max(map(_whole, data.each_panel()))))


def _whole(data: ChartData) -> float:
    return sum(data.value(row) or 0.0 for row in range(len(data.categories)))


def tiles(values: Sequence[float], box: Box) -> list[Box]:
    """Return the tiles of values above zero in descending order, from the right and the top, each
    as near to a square as can be.

    The method is that of Bruls, Huizing and van Wijk: a strip along the shorter side takes the next
    value as long as its worst tile gets no longer.
    """
    placed: list[Box] = []
    rest = list(values)
    unit = (box.right - box.left) * (box.bottom - box.top) / sum(values)
    while rest:
        wide, tall = box.right - box.left, box.bottom - box.top
        side = min(wide, tall)
        count = 1
        while count < len(rest) and _worst(rest[: count + 1], unit, side) <= _worst(
            rest[:count], unit, side
        ):
            count += 1
        strip, rest = rest[:count], rest[count:]
        # What is left of the box is the last strip, without an edge of rounding.
        deep = max(wide, tall) if not rest else sum(strip) * unit / side
        box = _strip(placed, strip, box, deep)
    return placed


def _strip(placed: list[Box], strip: Sequence[float], box: Box, deep: float) -> Box:
    """Put a strip of tiles at the right of a box, or at its top; return what is left of the box."""
    whole, reached = sum(strip), 0.0
    is_upright = box.right - box.left >= box.bottom - box.top
    for value in strip:
        first, reached = reached / whole, reached + value
        last = reached / whole
        if is_upright:
            tall = box.bottom - box.top
            placed.append(
                Box(box.right - deep, box.top + first * tall, box.right, box.top + last * tall)
            )
        else:
            wide = box.right - box.left
            placed.append(
                Box(box.right - last * wide, box.top, box.right - first * wide, box.top + deep)
            )
    if is_upright:
        return Box(box.left, box.top, box.right - deep, box.bottom)
    return Box(box.left, box.top + deep, box.right, box.bottom)


def _worst(strip: Sequence[float], unit: float, side: float) -> float:
    """Return how many times as long as wide the longest tile of a strip is."""
    deep = sum(strip) * unit / side
    return max(max(deep * deep / (value * unit), value * unit / deep / deep) for value in strip)


def _draw(sheet: Sheet, data: ChartData, placed: Sequence[tuple[int, Box]]) -> set[int]:
    """Draw the tiles and the words that have room in them; return the categories of these."""
    for row, box in placed:
        tile = Tile(
            id=data.mark(row),
            values=(data.value(row) or 0.0,),
            left=box.left,
            top=box.top,
            right=box.right,
            bottom=box.bottom,
            fill=_fill(data, row),
        )
        sheet.put(tile)
    within = set()
    for row, box in placed:
        words = _words(data, row, box)
        if words is not None:
            _write(sheet, data, row, box, words)
            within.add(row)
    return within


def _fill(data: ChartData, row: int) -> Fill:
    """Return the fill of a tile: plain, so that its words are read, and in the accent only where
    the author highlights it."""
    tone = mark_fill(data, row).tone
    is_quiet = tone == ACCENT and not data.options.highlight
    return Fill(SECOND if is_quiet else tone, outline=Pen(PAPER, _SEAM))


def _words(data: ChartData, row: int, box: Box) -> _Words | None:
    """Return how the words of a tile are set, in the larger size if it has room; ``None`` if it has
    none."""
    wide, tall = box.right - box.left - 2 * _AIR, box.bottom - box.top - _AIR
    label, value = data.categories[row].label, data.text(row)
    for size in (LABEL_SIZE, SMALL_SIZE):
        if max(longest_word(label, size), widest((value,), size, SEMIBOLD)) > wide:
            continue
        lines = wrap(label, wide, size)
        if height(len(lines) + 1, size) <= tall:
            return _Words(lines, size)
    return None


def _write(sheet: Sheet, data: ChartData, row: int, box: Box, words: _Words) -> None:
    is_dark = _fill(data, row).tone == ACCENT
    color: Color = sheet.palette.on_accent() if is_dark else INK
    right, top = box.right - _AIR, box.top + _AIR / 2
    tall = height(len(words.lines), words.size)
    name = data.mark(row, "label")
    size = words.size
    sheet.block(words.lines, right, top + tall / 2, size=size, color=color, mark=name)
    middle = top + tall + height(1, size) / 2
    mark = data.mark(row)
    text = data.text(row)
    sheet.write(text, right, middle, size=size, weight=SEMIBOLD, color=color, mark=mark)


def _write_rest(sheet: Sheet, data: ChartData, rows: Sequence[int], bottom: float) -> float:
    """Write categories below the map, each with its value; return the bottom of the chart."""
    for row in rows:
        label = data.categories[row].label
        value = widest((data.text(row),), SMALL_SIZE) + _AIR
        lines = wrap(label, sheet.width - value, SMALL_SIZE)
        tall = height(len(lines), SMALL_SIZE)
        middle = bottom + _AIR / 2 + tall / 2
        name = data.mark(row, "label")
        sheet.block(lines, sheet.width, middle, size=SMALL_SIZE, mark=name)
        left = sheet.width - widest(lines, SMALL_SIZE) - _AIR
        sheet.write(data.text(row), left, middle, size=SMALL_SIZE, mark=data.mark(row))
        bottom += _AIR / 2 + tall
    return bottom


TREEMAP = _Treemap()
