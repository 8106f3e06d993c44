"""The land of maps, the tones of their classes, and their legends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from report.arabic.amounts import amount_text, round_exact, scaled
from report.charts.grammar.marks import Dot, Shape
from report.charts.grammar.place import Box, Label, Spot, Taken, place_label
from report.charts.grammar.tone import BLANK_FILL, Tone, note_tones, tone_legend
from report.charts.layout import axis_title
from report.charts.mapping.data import MapData
from report.charts.palette import Color
from report.charts.style import GREY, INK, PAPER, SMALL_SIZE, Fill, Pen
from report.charts.ticks import shortest
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet
    from report.maps import Classes, Outline, Sketch

#: The tones of classes, light to dark.
TONES: tuple[Color, ...] = ("tone1", "tone2", "tone3", "tone4", "tone5")
#: The fill of land that is not of the area, and of territories under symbols.
_AROUND_FILL = Fill("land")
_LAND_FILL = Fill("tone1")
_BORDER = Pen(PAPER, 0.7, join="round")
_DISPUTED_BASE = Pen(PAPER, 1.0)
_DISPUTED = Pen(GREY, 0.8, (2.0, 1.6))
#: The radius of the dot of a territory that is too small to be seen.
_SMALL = 1.9


def tones(count: int) -> tuple[Color, ...]:
    """Return as many tones as there are classes, as far apart as can be."""
    if count == 1:
        return (TONES[2],)
    steps = (round(index * (len(TONES) - 1) / (count - 1)) for index in range(count))
    return tuple(TONES[step] for step in steps)


def placed(sketch: Sketch, x: float, y: float) -> Sketch:
    """Return a sketch at another place of the sheet."""
    return replace(
        sketch,
        members=tuple(_placed_outline(outline, x, y) for outline in sketch.members),
        around=tuple(_placed_outline(outline, x, y) for outline in sketch.around),
        borders=tuple(_placed_line(line, x, y) for line in sketch.borders),
        disputed=tuple(_placed_line(line, x, y) for line in sketch.disputed),
    )


def _placed_outline(outline: Outline, x: float, y: float) -> Outline:
    rings = tuple(_placed_line(ring, x, y) for ring in outline.rings)
    return replace(outline, rings=rings, anchor=(outline.anchor[0] + x, outline.anchor[1] + y))


def _placed_line(
    line: Iterable[tuple[float, float]], x: float, y: float
) -> tuple[tuple[float, float], ...]:
    return tuple([(px + x, py + y) for px, py in line])


def draw_around(sheet: Sheet, sketch: Sketch) -> None:
    """Draw the land around the area."""
    for outline in sketch.around:
        sheet.polygon(outline.rings, _AROUND_FILL)


def land_of(
    sheet: Sheet, data: MapData, top: float, margin: float = 0.0
) -> tuple[Sketch, tuple[float, float]]:
    """Return the map without values, in the middle below a height, and its top left.

    :param margin: the points that are free around it.
    """
    sketch = data.sketch(sheet.width - 2 * margin)
    corner = (sheet.width - sketch.width) / 2, top + margin
    return placed(sketch, *corner), corner


def draw_land(sheet: Sheet, picture: Sketch) -> None:
    """Draw the map without values."""
    draw_around(sheet, picture)
    for outline in picture.members:
        sheet.polygon(outline.rings, _LAND_FILL)
    draw_borders(sheet, picture)


def draw_borders(sheet: Sheet, sketch: Sketch) -> None:
    """Draw the lines between territories; those that are disputed are dashed."""
    for line in sketch.borders:
        sheet.path(line, _BORDER)
    for line in sketch.disputed:
        sheet.path(line, _DISPUTED_BASE)
    for line in sketch.disputed:
        sheet.path(line, _DISPUTED)


def draw_territory(sheet: Sheet, outline: Outline, fill: Fill, name: str, value: float) -> None:
    """Draw a territory as the mark of its value; one that is too small to be seen as a dot."""
    if outline.is_small:
        x, y = outline.anchor
        ringed = replace(fill, outline=Pen(GREY, 0.4))
        dot = Dot(id=name, values=(value,), scale="tone", x=x, y=y, radius=_SMALL, fill=ringed)
        sheet.put(dot)
        return
    sheet.put(Shape(id=name, values=(value,), scale="tone", rings=outline.rings, fill=fill))


def class_legend(
    sheet: Sheet, data: MapData, classes: Classes, fills: Sequence[Fill], *, has_blank: bool
) -> float:
    """Write what each tone means, above the map, and keep the record of the tones; return the
    height used, in points."""
    ends = zip(classes.bounds, classes.bounds[1:], fills, strict=False)
    shown = [Tone(low, high, fill) for low, high, fill in ends]
    note_tones(sheet, shown)
    items = [(fill, _range(data, classes, index)) for index, fill in enumerate(fills)]
    if has_blank:
        items.append((BLANK_FILL, page_text("map.no-data")))
    tall = axis_title(sheet, data.axis_label or data.heads[0].label, sheet.width, 0.0)
    return tall + tone_legend(sheet, items, shown, sheet.width, tall)


def _range(data: MapData, classes: Classes, index: int) -> str:
    low, high = (number_text(data, bound) for bound in classes.bounds[index : index + 2])
    if low == high:
        return low
    is_last = index == len(classes) - 1
    return page_text("map.class-last" if is_last else "map.class", low=low, high=high)


def number_text(data: MapData, value: float) -> str:
    """Return the printed form of a bound of a class or of a value of a legend: whole, or with no
    more decimals than the values."""
    own = data.heads[0].style
    exact = shortest(value)
    shown = Fraction(scaled(exact, own))
    is_short = own.decimals is None or Fraction(round_exact(shown, own.decimals)) == shown
    decimals = None if is_short else own.decimals
    style = replace(own, change=None, decimals=decimals, unit=None, currency=None)
    return amount_text(exact, style, data.locale, with_unit=False)


def write_inside(
    sheet: Sheet, outline: Outline, lines: Sequence[str], taken: Taken, color: Color, mark: str
) -> bool:
    """Write a text inside a territory, if it has room; return whether it has."""
    label = Label(tuple(lines), size=SMALL_SIZE, color=color, mark=mark)
    spot = Spot(*outline.anchor)
    box = label.box(spot)
    corners = (
        (box.left, box.top),
        (box.right, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
    )
    if not all(outline.holds(corner) for corner in corners):
        return False
    edges = chain.from_iterable(pairwise((*ring, ring[0])) for ring in outline.rings)
    if any(box.grown(_BORDER.width).entry(*edge) is not None for edge in edges):
        return False
    return place_label(sheet, taken, label, [spot])


def room_of(sheet: Sheet, top: float, bottom: float) -> Taken:
    """Return what is taken of the map: nothing yet."""
    return Taken(Box(0.0, top, sheet.width, bottom))


def label_color(sheet: Sheet, tone: Color) -> Color:
    """Return the colour of a text on a tone: the one that can be read."""
    return sheet.palette.on(tone) if tone in TONES else INK
