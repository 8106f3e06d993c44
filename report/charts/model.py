"""What a chart is drawn from, and what drawing it yields. Plain data, so that charts know no brief
and no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.numbers import Number
    from report.measures import Provenance
    from report.measures.model import MemberKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesData:
    """Values by category and series: of a unit chart or of a matrix of a measure.

    ``values`` is indexed ``[category][series]``; ``None`` is a value that the source does not
    state, which is not zero and is shown as «غير مذكور».

    ``texts`` has the printed values, ``spoken`` the same for those who hear them, ``total_texts``
    the totals; without them the values are printed as plain numbers. ``category_kinds`` and
    ``series_kinds`` say what each category and series is of, ``notes`` what is said under the
    chart. ``marks`` has the provenance of each printed value, total and category by the mark of
    its text (:func:`mark`); it is no part of the looks.
    """

    categories: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    axis_label: str = ""
    texts: tuple[tuple[str, ...], ...] = ()
    spoken: tuple[tuple[str, ...], ...] = ()
    total_texts: tuple[str, ...] = ()
    category_kinds: tuple[MemberKind, ...] = ()
    series_kinds: tuple[MemberKind, ...] = ()
    notes: tuple[str, ...] = ()
    marks: Mapping[str, Provenance] = field(default_factory=dict, repr=False, compare=False)

    def text(self, category: int, series: int, number: Number) -> str:
        """Return the printed form of a value."""
        if self.texts:
            return self.texts[category][series]
        value = self.values[category][series]
        return page_text("not-stated") if value is None else number(value)

    def kind_of_category(self, category: int) -> MemberKind:
        """Return what a category is of."""
        return self.category_kinds[category] if self.category_kinds else "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A value of an axis, and how it is printed."""

    value: float
    text: str


def mark(*place: int | str) -> str:
    """Return the mark of a printed text: of a value by its category and its series («2.0»), of a
    total («2.total»), of a category («2.label»)."""
    return ".".join(map(str, place))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixData:
    """Rows by columns; a cell is filled only where the source says so. ``cells`` holds (row,
    column) indices.

    ``texts`` has the printed values of a matrix of a measure by row and column, ``row_kinds`` what
    each row is of, ``notes`` what is said under it. ``marks`` has the provenance of each printed
    value, or of the heads of a matrix of filled cells, by the mark of its text.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: frozenset[tuple[int, int]]
    texts: tuple[tuple[str, ...], ...] = ()
    row_kinds: tuple[MemberKind, ...] = ()
    unit: str = ""
    notes: tuple[str, ...] = ()
    marks: Mapping[str, Provenance] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGroup:
    """Some of the marks of a unit chart: ``known`` is false for those that the source counts but
    does not name."""

    label: str
    count: int
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """One mark per thing counted, in reading order: in groups that a chart names, or by category
    and series.

    ``marks`` has the provenance of each label and count of ``groups`` by the mark of its text.
    """

    groups: tuple[UnitGroup, ...] = ()
    unit: str = ""
    by: SeriesData | None = None
    marks: Mapping[str, Provenance] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """An event with the interval it falls in, both ends included; no dates when the source gives
    none.

    ``provenance`` is its row in the table.
    """

    label: str
    start: date | None
    end: date | None
    note: str = ""
    provenance: Provenance | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineData:
    """Events over the days ``start`` to ``end``. ``day_labels`` names each day of the axis, in
    order."""

    entries: tuple[TimelineEntry, ...]
    start: date
    end: date
    day_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayText:
    """A text of the chart, to be set by the renderer over the drawing as real text.

    ``x`` and ``y`` are points from the drawing's left and top edges to the anchor: the text's
    vertical middle, and horizontally its left edge, centre or right edge by ``align``. ``size`` is
    in points. ``mark`` names the value that it prints, where the kind of the chart has marks.
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
    """A shape of a drawing as it is painted.

    :param points: x and y of each point, in points from the left and from below, in hundredths; a
        closed shape does not repeat its first.
    :param fill: its colour as «#0b5d3b», ``None`` where it is not filled; ``stroke`` likewise.
    :param width: the width of its stroke in points.
    """

    points: tuple[float, ...]
    fill: str | None
    stroke: str | None
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InkScale:
    """A scale of a drawing: ``domain`` has the values at its two ends, ``points`` the places.

    :param name: what marks call it: ``value``; in a chart of facets «2.value».
    :param kind: linear, log, symlog or point.
    :param axis: whether its places are from the left or from the top of the drawing; ``area`` and
        ``tone`` are scales of the area and of the tone of a mark.
    :param threshold: of a symlog scale, the value up to which its steps are about even.
    """

    name: str
    kind: str
    axis: Literal["x", "y", "area", "tone"]
    domain: tuple[float, float]
    points: tuple[float, float]
    threshold: float = 0.0


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
        shapes = tuple(InkShape(**_with_tuples(shape)) for shape in stored["shapes"])
        return cls(**{**stored, "texts": texts, "marks": marks, "scales": scales, "shapes": shapes})


def _with_tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
