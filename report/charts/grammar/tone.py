"""Tones: from the values of cells to classes, light to dark, and the legend that explains them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.charts.grammar.data import ChartData
from report.charts.grammar.marks import Cell
from report.charts.layout import SWATCH, axis_title, legend
from report.charts.palette import Color
from report.charts.style import LINE, MISSING_FILL, PAPER, Fill, Pen
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet

#: The tones above and below zero by how many there are, light to dark. Values of both signs have
#: three at most on each side.
_ABOVE: tuple[tuple[Color, ...], ...] = (
    ("tone3",),
    ("tone2", "tone4"),
    ("tone1", "tone3", "tone5"),
    ("tone1", "tone2", "tone4", "tone5"),
    ("tone1", "tone2", "tone3", "tone4", "tone5"),
)
_BELOW: tuple[tuple[Color, ...], ...] = (
    ("below2",),
    ("below1", "below3"),
    ("below1", "below2", "below3"),
)
_MOST, _MOST_OF_SIDE = 5, 3
ZERO_FILL = Fill(PAPER, outline=Pen(LINE, 0.5))
BLANK_FILL = replace(MISSING_FILL, hatch_color=LINE, outline=Pen(LINE, 0.5))


@dataclass(frozen=True, slots=True)
class Tone:
    """A class of values and its fill: from its least value ``low`` to its greatest ``high``."""

    low: float
    high: float
    fill: Fill


def tones_of(values: Iterable[float]) -> tuple[Tone, ...]:
    """Return the classes of values, from the least to the greatest.

    Zero is a class for itself. Each other class has about as many different values as the next, so
    that a few large values leave none empty.
    """
    distinct = sorted(set(values))
    below = [-value for value in reversed(distinct) if value < 0]
    above = [value for value in distinct if value > 0]
    has_both = bool(below and above)
    tones = [
        Tone(-group[-1], -group[0], Fill(color))
        for group, color in _classes(below, _MOST_OF_SIDE, _BELOW)
    ][::-1]
    if 0 in distinct:
        tones.append(Tone(0.0, 0.0, ZERO_FILL))
    most = _MOST_OF_SIDE if has_both else _MOST
    tones += [
        Tone(group[0], group[-1], Fill(color)) for group, color in _classes(above, most, _ABOVE)
    ]
    return tuple(tones)


def tones_in(data: ChartData) -> tuple[Tone, ...]:
    """Return the classes of the values of all panels."""
    return data.of_all("tones", lambda: tones_of(data.numbers()))


def tone_of(tones: Sequence[Tone], value: float | None) -> Fill:
    """Return the fill of a value; a blank is hatched."""
    if value is None:
        return BLANK_FILL
    return next(tone.fill for tone in tones if tone.low <= value <= tone.high)


def tone_items(data: ChartData, tones: Sequence[Tone]) -> list[tuple[Fill, str]]:
    """Return what a legend explains: each class by its least and its greatest value, as they are
    printed, and blanks."""
    texts = {datum.value: datum.text for datum in data.each_datum() if not datum.is_absent}
    items = []
    for tone in tones:
        low, high = texts[tone.low], texts[tone.high]
        label = low if low == high else page_text("map.class-last", low=low, high=high)
        items.append((tone.fill, label))
    if None in texts:
        items.append((BLANK_FILL, page_text("map.no-data")))
    return items


def note_tones(sheet: Sheet, tones: Sequence[Tone]) -> None:
    """Keep the record of the classes that the next marks have the tones of."""
    sheet.note_tones([(tone.low, tone.fill.tone) for tone in tones])


def tone_heading(sheet: Sheet, data: ChartData, right: float, tones: Sequence[Tone]) -> float:
    """Write the legend of tones and the unit of the values; return the height used, in points. A
    panel of several has none.

    :param right: the right edge of both.
    """
    if data.is_panel:
        return 0.0
    note_tones(sheet, tones)
    tall = tone_legend(sheet, tone_items(data, tones), tones, right, 0.0)
    return tall + axis_title(sheet, data.axis_label, right, tall)


def tone_legend(
    sheet: Sheet,
    items: Sequence[tuple[Fill, str]],
    tones: Sequence[Tone],
    right: float,
    top: float,
) -> float:
    """Set a legend from the right, in which the swatch of each class is a mark of its least value;
    return the height used, in points.

    :param items: the classes, and what has none.
    """

    def swatch(index: int, left: float, upper: float) -> None:
        fill, _ = items[index]
        if index < len(tones):
            name, low = f"legend.{index}", tones[index].low
            sheet.put(cell_of(name, low, left, upper, SWATCH, SWATCH, fill))
        else:
            sheet.box(left, upper, SWATCH, SWATCH, fill)

    return legend(sheet, items, right, top, swatch=swatch)


def cell_of(
    name: str, value: float, left: float, top: float, wide: float, tall: float, fill: Fill
) -> Cell:
    """Return the cell of a value."""
    return Cell(
        id=name,
        values=(value,),
        left=left,
        top=top,
        right=left + wide,
        bottom=top + tall,
        fill=fill,
        scale="tone",
    )


def _classes(
    distinct: Sequence[float], most: int, colors: Sequence[Sequence[Color]]
) -> list[tuple[list[float], Color]]:
    """Return the classes of values above zero, in order, with the colour of each."""
    from report.maps import classes_of

    if not distinct:
        return []
    bounds: Sequence[float] = ()
    if len(distinct) <= most:
        bounds = distinct[1:]
    elif most < _MOST:
        bounds = [distinct[index * len(distinct) // most] for index in range(1, most)]
    classes = classes_of(distinct, bounds)
    groups: list[list[float]] = [[] for _ in range(len(classes))]
    for value in distinct:
        groups[classes.of(value)].append(value)
    filled = [group for group in groups if group]
    return list(zip(filled, colors[len(filled) - 1], strict=True))
