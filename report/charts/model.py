"""What a chart is drawn from, and what drawing it yields. Plain data, so that charts know no brief
and no page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A value of an axis, and how it is printed."""

    value: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayText:
    """A text of the chart, to be set by the renderer over the drawing as real text.

    ``x`` and ``y`` are points from the drawing's left and top edges to the anchor: the text's
    vertical middle, and horizontally its left edge, centre or right edge by ``align``. ``size`` is
    in points. ``mark`` names the value that it prints, where the kind of the chart has marks.
    ``opening`` and ``closing`` count the characters at its start and at its end that are of a
    left-to-right run which other lines of the same text share.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    align: Literal["left", "center", "right"]
    weight: int
    color: str
    mark: str = ""
    opening: int = 0
    closing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InkMark:
    """What one mark of a drawing shows, so that its ink can be read against its values.

    :param id: the name of the mark, the same as :attr:`OverlayText.mark` of the text that prints
        its value.
    :param kind: bar, cell, tile, square, dot, path, segment, area or shape.
    :param values: the values that its places on the scale are of.
    :param scale: the name of the scale.
    :param geometry: the places in points, as the class of the mark says
        (:mod:`report.charts.grammar.marks`).
    :param shapes: the first of the shapes that draw it, and the one after the last, in
        :attr:`ChartDrawing.shapes`.
    """

    id: str
    kind: str
    values: tuple[float, ...]
    scale: str
    geometry: tuple[float, ...]
    shapes: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class InkShape:
    """A painted shape of a drawing.

    :param points: x and y of each point, in points from the left and from below, in hundredths; a
        closed shape does not repeat its first.
    :param fill: its colour as «#0b5d3b», ``None`` without a fill; ``stroke`` likewise.
    :param width: the width of its stroke in points.
    :param dash: the dashes of its stroke (on, off …) in points; none if the stroke is solid.
    :param join: the corners of its stroke, miter or round; empty without a stroke.
    :param closed: whether a line leads from its last point to its first.
    """

    points: tuple[float, ...]
    fill: str | None
    stroke: str | None
    width: float
    dash: tuple[float, ...]
    join: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InkScale:
    """A scale of a drawing: ``domain`` has the values at its two ends, ``points`` the places.

    :param name: what marks call it: ``value``; in a chart of facets «2.value».
    :param kind: linear, log, symlog or point.
    :param axis: whether its places are from the left or from the top of the drawing; ``area`` and
        ``tone`` are scales of the area and of the tone of a mark.
    :param threshold: of a symlog scale, the value up to which its steps are about even.
    :param classes: of a scale of tones, the least value of each class and its colour, in order.
    """

    name: str
    kind: str
    axis: Literal["x", "y", "area", "tone"]
    domain: tuple[float, float]
    points: tuple[float, float]
    threshold: float = 0.0
    classes: tuple[tuple[float, str], ...] = ()

    def color(self, value: float) -> str | None:
        """Return the colour of the class of a value; ``None`` below the least class."""
        place = bisect_right([low for low, _ in self.classes], value) - 1
        return self.classes[place][1] if place >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDrawing:
    """A drawn chart: its shapes as SVG without any text, its texts, its size in points, its
    alternative text.

    :param marks: what its marks show; ``scales`` what their places are of.
    :param shapes: what is painted, in order: the marks and all else.
    """

    svg: str
    texts: tuple[OverlayText, ...]
    width: float
    height: float
    alt: str
    marks: tuple[InkMark, ...] = ()
    scales: tuple[InkScale, ...] = ()
    shapes: tuple[InkShape, ...] = ()

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> ChartDrawing:
        """Return the drawing that ``dataclasses.asdict`` made a JSON value of."""
        texts = tuple(OverlayText(**text) for text in stored["texts"])
        marks = tuple(InkMark(**_with_tuples(mark)) for mark in stored["marks"])
        scales = tuple(InkScale(**_with_tuples(scale)) for scale in stored["scales"])
        scales = tuple(replace(scale, classes=_pairs(scale.classes)) for scale in scales)
        shapes = tuple(InkShape(**_with_tuples(shape)) for shape in stored["shapes"])
        return cls(**{**stored, "texts": texts, "marks": marks, "scales": scales, "shapes": shapes})


def _pairs(classes: Iterable[Sequence[Any]]) -> tuple[tuple[float, str], ...]:
    return tuple((low, color) for low, color in classes)


def _with_tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
