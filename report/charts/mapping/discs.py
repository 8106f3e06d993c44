"""Discs on maps: their area shows a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from report.charts.grammar.marks import Dot
from report.charts.grammar.place import Box, Label, Spot, Taken, around, place_label
from report.charts.grammar.scales import Linear
from report.charts.layout import axis_title
from report.charts.lettering import advance, height
from report.charts.mapping.data import MapData
from report.charts.mapping.look import draw_land, land_of, number_text, room_of
from report.charts.overlay import Sheet
from report.charts.style import GAP, GREY, INK, PAPER, SMALL_SIZE, Fill, Pen
from report.maps import radius_of
from report.messages import page_text

if TYPE_CHECKING:
    from report.maps import Sketch

XY = tuple[float, float]

#: The radius of the largest disc as a share of the width of the map, and the least that is seen.
_LARGEST_SHARE, _LEAST_SHARE = 0.035, 0.003
#: The values that the legend shows, as shares of the largest, rounded.
_SHARES = (1.0, 0.25, 0.04)
#: The most discs that are labelled.
_MOST_LABELS = 12
_FILL_PEN = Pen(PAPER, 0.6)
_FILL = Fill("tone4", outline=_FILL_PEN)


@dataclass(frozen=True, slots=True)
class Disc:
    """A value at a point of the sheet; ``row`` is its category."""

    x: float
    y: float
    value: float
    row: int

    def box(self, radius: float) -> Box:
        """Return what a disc of a radius takes."""
        return Box(self.x, self.y, self.x, self.y).grown(radius)


def largest_radius(sheet: Sheet) -> float:
    """Return the radius of the disc of the largest value, in points."""
    return round(sheet.width * _LARGEST_SHARE, 2)


def disc_notes(values: Iterable[float | None]) -> Iterator[str]:
    """Yield what is said under a map where small discs are enlarged."""
    sizes = [value for value in values if value]
    least = (_LEAST_SHARE / _LARGEST_SHARE) ** 2 * max(sizes, default=0.0)
    count = sum(value <= least for value in sizes)
    if count:
        yield page_text("map.enlarged")


def size_legend(sheet: Sheet, data: MapData, largest: float) -> float:
    """Write what the discs mean, above the map; return the height used, in points."""
    top = axis_title(sheet, data.axis_label or data.heads[0].label, sheet.width, 0.0)
    most = largest_radius(sheet)
    sheet.note_scale("value", "area", Linear(0.0, largest, 0.0, most * most))
    x, middle = sheet.width, top + most
    for value in _legend_values(largest):
        radius = max(radius_of(value, largest, most), sheet.width * _LEAST_SHARE)
        text = number_text(data, value)
        wide = 2 * radius + 4 + advance(text, SMALL_SIZE)
        if x - wide < 0:
            break
        sheet.disc(x - radius, middle, radius, _FILL)
        sheet.write(text, x - 2 * radius - 4, middle, size=SMALL_SIZE, color=GREY)
        x -= wide + 14
    return top + max(2 * most, height(1, SMALL_SIZE)) + GAP


def _legend_values(largest: float) -> Iterator[float]:
    """Yield the largest value, and round values below it."""
    yield largest
    last = largest
    for share in _SHARES[1:]:
        value = float(f"{largest * share:.1g}")
        if 0 < value < last and (value >= 1 or largest < 10):
            yield value
            last = value


def draw_disc_map(
    sheet: Sheet,
    data: MapData,
    top: float,
    discs_on: Callable[[Sketch, XY], Sequence[Disc]],
    *,
    is_named: bool,
) -> float:
    """Draw the map below a height and discs on it, the largest first, and write what there is room
    for beside or inside them; return the bottom of the map, in points.

    The map is smaller where a disc at its edge would be cut.

    :param discs_on: returns where the discs are on a map whose top left is at a point.
    :param is_named: whether the name of the category is written besides the value.
    """
    picture, corner = land_of(sheet, data, top)
    bottom = top + picture.height
    discs = discs_on(picture, corner)
    radii = _radii(sheet, discs)
    cut = [
        radii[disc.row]
        for disc in discs
        if not disc.box(radii[disc.row]).is_within(Box(0.0, top, sheet.width, bottom))
    ]
    if cut:
        margin = max(cut) + _FILL_PEN.width
        picture, corner = land_of(sheet, data, top, margin)
        bottom = corner[1] + picture.height + margin
        discs = discs_on(picture, corner)
    draw_land(sheet, picture)
    taken = room_of(sheet, top, bottom)
    for line in picture.disputed:
        taken.add_path(line)
    _draw_discs(sheet, data, discs, radii, taken)
    _write_values(sheet, data, discs, radii, taken, is_named=is_named)
    return bottom


def _radii(sheet: Sheet, discs: Sequence[Disc]) -> dict[int, float]:
    """Return the radius of each disc by its row, in points: that of the least is seen."""
    most, largest = largest_radius(sheet), max((disc.value for disc in discs), default=0.0)
    least = sheet.width * _LEAST_SHARE
    return {disc.row: max(radius_of(disc.value, largest, most), least) for disc in discs}


def _ordered(discs: Iterable[Disc]) -> list[Disc]:
    return sorted(discs, key=lambda disc: (-disc.value, disc.row))


def _draw_discs(
    sheet: Sheet, data: MapData, discs: Sequence[Disc], radii: Mapping[int, float], taken: Taken
) -> None:
    least = sheet.width * _LEAST_SHARE
    for disc in _ordered(discs):
        name = data.mark(disc.row)
        radius = radii[disc.row]
        # A disc that is enlarged to be seen is of no scale.
        scale = "value" if radius > least else "least"
        values = (disc.value,)
        mark = Dot(
            id=name, values=values, scale=scale, x=disc.x, y=disc.y, radius=radius, fill=_FILL
        )
        sheet.put(mark, taken)


def _write_values(
    sheet: Sheet,
    data: MapData,
    discs: Sequence[Disc],
    radii: Mapping[int, float],
    taken: Taken,
    *,
    is_named: bool,
) -> None:
    for disc in _ordered(discs)[:_MOST_LABELS]:
        name, text = data.mark(disc.row), data.text(disc.row)
        lines = (data.categories[disc.row].label, text) if is_named else (text,)
        label = Label((" ".join(lines),), size=SMALL_SIZE, color=INK, mark=name)
        inside = Label((text,), size=SMALL_SIZE, color=sheet.palette.on("tone4"), mark=name)
        gap = radii[disc.row] + 1.5
        if place_label(sheet, taken, label, around(disc.x, disc.y, gap)):
            continue
        if hypot(inside.width, SMALL_SIZE) < 2 * radii[disc.row]:
            place_label(sheet, taken, inside, [Spot(disc.x, disc.y)], name)
