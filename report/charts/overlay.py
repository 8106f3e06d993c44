"""The sheet a chart is drawn on: shapes for Matplotlib, texts for the renderer.

Matplotlib's SVG with text as text cannot be set by WeasyPrint, and text as paths cannot be
searched. So no text is given to Matplotlib at all: shapes are laid out from widths measured by
HarfBuzz, Matplotlib writes them as SVG, and the texts are handed on with their positions, for the
renderer to set as real text over the shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from report.charts.hatching import hatch_in, hatch_of_box
from report.charts.lettering import advance, broken_runs
from report.charts.model import ChartDrawing, InkMark, InkScale, OverlayText
from report.charts.painting import Look, Shape, inks_of, outlines_of, svg_of
from report.charts.palette import Color, Palette
from report.charts.style import INK, LABEL_SIZE, LEADING, REGULAR, Fill, Pen
from report.lettering import reach

if TYPE_CHECKING:
    from report.charts.grammar.marks import Mark
    from report.charts.grammar.place import Taken
    from report.charts.grammar.scales import Scale

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Outer:
    """The labels that a panel has for the panels beside and above it.

    :param side: whether it has the labels at the side: of the values, or of the rows.
    :param foot: whether it has the labels along the axis: of time, of categories, or of the values.
    :param base: the width in points that the shares of columns of labels are of; zero for that of
        the sheet.
    :param is_whole: whether no panel is beside it.
    """

    side: bool = True
    foot: bool = True
    base: float = 0.0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """The room in points that the labels at the side of a plot need, and where they are."""

    width: float = 0.0
    is_left: bool = False


class Sheet:
    """Collects the shapes and texts of one chart. Lengths are points, from the left and top edges,
    y downwards.

    :ivar outer: the labels that the chart has, where it is a panel.
    :ivar side: the room that the labels at the side need.
    """

    def __init__(self, width: float, palette: Palette, outer: Outer | None = None) -> None:
        self.width = width
        self.palette = palette
        self.outer = outer or Outer()
        self.side = Side()
        self._shapes: list[Shape] = []
        self._texts: list[OverlayText] = []
        self._marks: list[InkMark] = []
        self._scales: dict[str, InkScale] = {}

    @property
    def base(self) -> float:
        """The width in points that the shares of columns of labels are of."""
        return self.outer.base or self.width

    def side_room(self, width: float, *, is_left: bool = False) -> float:
        """Return the room in points that the labels at the side take: none in a panel that has
        those of another one."""
        self.side = Side(width, is_left)
        return width if self.outer.side else 0.0

    def put(self, mark: Mark, taken: Taken | None = None) -> None:
        """Draw a mark and keep its record; ``taken`` is where its boxes are taken."""
        first = len(self._shapes)
        mark.draw(self)
        record = replace(mark.record(), shapes=(first, len(self._shapes)))
        self._marks.append(record)
        if taken is not None:
            for box in mark.boxes:
                taken.add(box, record.id)

    def also(self, mark: Mark) -> None:
        """Keep a further record of the mark that was put last: its place on another scale."""
        self._marks.append(replace(mark.record(), shapes=self._marks[-1].shapes))

    def scale(self, axis: Literal["x", "y", "area"], scale: Scale) -> None:
        """Keep the record of the scale of values that the next marks are placed by."""
        self.note_scale("value", axis, scale)

    def note_scale(self, name: str, axis: Literal["x", "y", "area"], scale: Scale) -> None:
        """Keep the record of a scale that marks name."""
        self._scales[name] = InkScale(
            name=name,
            kind=scale.kind,
            axis=axis,
            domain=scale.domain,
            points=(round(scale.ends[0], 4), round(scale.ends[1], 4)),
            threshold=getattr(scale, "threshold", 0.0),
        )

    def note_tones(self, classes: Sequence[tuple[float, Color]]) -> None:
        """Keep the record of the tones that the marks of the scale «tone» have.

        :param classes: the least value of each class and its tone, in order.
        """
        self._scales["tone"] = InkScale(
            name="tone",
            kind="classes",
            axis="tone",
            domain=(classes[0][0], classes[-1][0]),
            points=(0.0, float(len(classes))),
            classes=tuple((low, self.palette.color(tone)) for low, tone in classes),
        )

    def fitted(self, height: float) -> tuple[Sheet, float]:
        """Return the sheet with room for all letters, and its height in points: those of the first
        and of the last line may reach beyond ``height`` points, with the marks on them or below
        the line."""
        above = below = 0.0
        for text in self._texts:
            if text.size < text.y < height - text.size:
                continue
            rise, drop = reach(text.text, text.weight)
            above = max(above, rise * text.size - text.y)
            below = max(below, text.y + drop * text.size - height)
        if not above:
            return self, height + below
        moved = Sheet(self.width, self.palette)
        moved.paste(self, 0.0, math.ceil(above), "")
        return moved, math.ceil(above) + height + below

    def paste(self, sheet: Sheet, x: float, y: float, name: str) -> None:
        """Draw all of another sheet with its top left at a place; ``name`` and a dot are put before
        the names of its scales, if there is a name."""
        prefix = f"{name}." if name else ""
        first = len(self._shapes)
        self._shapes += [shape.moved(x, y) for shape in sheet._shapes]
        for text in sheet._texts:
            self._texts.append(replace(text, x=text.x + x, y=text.y + y))
        for mark in sheet._marks:
            places = moved_places(mark, x, y)
            shapes = (mark.shapes[0] + first, mark.shapes[1] + first)
            scale_name = f"{prefix}{mark.scale}"
            self._marks.append(replace(mark, scale=scale_name, geometry=places, shapes=shapes))
        for scale in sheet._scales.values():
            shift = {"x": x, "y": y}.get(scale.axis, 0.0)
            points = (scale.points[0] + shift, scale.points[1] + shift)
            moved = replace(scale, name=f"{prefix}{scale.name}", points=points)
            self._scales[moved.name] = moved

    def box(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        """Draw a rectangle, its hatch and its outline, all within the rectangle."""
        if width <= 0 or height <= 0:
            return
        self._rectangle(left, top, width, height, Look(fill.tone, None))
        if fill.hatch != "none":
            pen = Pen(fill.hatch_color, 0.6)
            for segment in hatch_of_box(left, top, left + width, top + height, hatch=fill.hatch):
                self._shapes.append(Shape(Look(None, pen), segment))
        if fill.outline:
            self.frame(left, top, width, height, fill.outline)

    def frame(self, left: float, top: float, width: float, height: float, pen: Pen) -> None:
        """Draw the outline of a rectangle, its ink within the rectangle."""
        half = min(pen.width, width, height) / 2
        self._rectangle(
            left + half, top + half, width - 2 * half, height - 2 * half, Look(None, pen)
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, pen: Pen) -> None:
        """Draw a straight line."""
        self._shapes.append(Shape(Look(None, pen), ((x0, y0), (x1, y1))))

    def path(self, points: Sequence[tuple[float, float]], pen: Pen) -> None:
        """Draw straight lines from each point to the next."""
        self._shapes.append(Shape(Look(None, pen), tuple(points)))

    def polygon(self, rings: Sequence[Sequence[tuple[float, float]]], fill: Fill) -> None:
        """Draw a filled shape, its hatch and its outline; ``rings`` are not closed.

        A hole runs round in the opposite direction to the ring around it.
        """
        closed = [(*ring, ring[0]) for ring in rings if len(ring) > 2]
        if len(closed) == 1 and fill.hatch == "none":
            self._shapes.append(Shape(Look(fill.tone, fill.outline), closed[0]))
            return
        for ring in closed:
            self._shapes.append(Shape(Look(fill.tone, None), ring))
        if fill.hatch != "none":
            pen = Pen(fill.hatch_color, 0.6)
            for segment in hatch_in(closed, fill.hatch):
                self._shapes.append(Shape(Look(None, pen), segment))
        for ring in closed if fill.outline else ():
            self._shapes.append(Shape(Look(None, fill.outline), ring))

    def disc(self, x: float, y: float, radius: float, fill: Fill) -> None:
        """Draw a filled circle: a polygon that differs from it by less than a hundredth of a
        point."""
        if radius <= 0:
            return
        count = max(8, math.ceil(math.pi / math.acos(1 - min(0.5, 0.01 / radius))))
        ring = [(x + radius * across, y + radius * down) for across, down in _turns(count)]
        self.polygon([ring], fill)

    def dot(self, x: float, y: float, radius: float, color: Color) -> None:
        """Draw a filled dot of about a point: an octagon, which no eye tells from a circle at that
        size."""
        turns = [turn * math.pi / 4 for turn in range(8)]
        corners = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
        self._shapes.append(Shape(Look(color, None), (*corners, corners[0])))

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        align: Align = "right",
        size: float = LABEL_SIZE,
        weight: int = REGULAR,
        color: Color = INK,
        mark: str = "",
        broken: tuple[int, int] = (0, 0),
    ) -> None:
        """Write one line whose vertical middle is ``y``; ``x`` is its left edge, centre or right
        edge by ``align``. ``mark`` names the value that it prints; ``broken`` counts the characters
        of runs that other lines share (:func:`report.charts.lettering.broken_runs`)."""
        width = round(advance(text, size, weight), 2)
        tone = self.palette.color(color)
        place = OverlayText(
            text=text,
            x=x,
            y=y,
            width=width,
            size=size,
            align=align,
            weight=weight,
            color=tone,
            mark=mark,
            opening=broken[0],
            closing=broken[1],
        )
        self._texts.append(place)

    def block(
        self,
        lines: Sequence[str],
        x: float,
        y: float,
        *,
        align: Align = "right",
        size: float = LABEL_SIZE,
        weight: int = REGULAR,
        color: Color = INK,
        mark: str = "",
    ) -> None:
        """Write lines one under another, the vertical middle of the whole at ``y``.

        ``mark`` names the value that each of them shows.
        """
        first = y - (len(lines) - 1) * size * LEADING / 2
        broken = broken_runs(lines) if len(lines) > 1 else [(0, 0)] * len(lines)
        for index, line in enumerate(lines):
            self.write(
                line,
                x,
                first + index * size * LEADING,
                align=align,
                size=size,
                weight=weight,
                color=color,
                mark=mark,
                broken=broken[index],
            )

    def drawing(self, height: float, alt: str) -> ChartDrawing:
        """Return the finished drawing, ``height`` points tall. Equal sheets give equal bytes.

        The places of texts are in hundredths of a point. They are rounded here alone: a text of a
        panel would be rounded a second time where the panel is placed.
        """
        height = round(height, 2)
        outlines = outlines_of(self._shapes, height)
        svg = svg_of(self._shapes, outlines, (self.width, height), self.palette)
        return ChartDrawing(
            svg=svg,
            texts=tuple(
                replace(text, x=round(text.x, 2), y=round(text.y, 2)) for text in self._texts
            ),
            width=self.width,
            height=height,
            alt=alt,
            marks=tuple(self._marks),
            scales=tuple(self._scales.values()),
            shapes=tuple(inks_of(self._shapes, outlines, self.palette)),
        )

    def _rectangle(self, left: float, top: float, width: float, height: float, look: Look) -> None:
        right, bottom = left + width, top + height
        self._shapes.append(
            Shape(look, ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)))
        )


@lru_cache(maxsize=64)
def _turns(count: int) -> tuple[tuple[float, float], ...]:
    """Return the corners of a polygon around a circle of radius 1."""
    turns = [2 * math.pi * turn / count for turn in range(count)]
    return tuple((math.cos(turn), math.sin(turn)) for turn in turns)


def moved_places(mark: InkMark, x: float, y: float) -> tuple[float, ...]:
    """Return the places of a mark that is moved; a radius does not change."""
    if mark.kind == "dot":
        left, top, radius = mark.geometry
        return round(left + x, 2), round(top + y, 2), radius
    return tuple(round(place + (x, y)[index % 2], 2) for index, place in enumerate(mark.geometry))
