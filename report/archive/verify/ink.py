"""Read the ink of the charts against the numbers that they show.

Four things are compared. The marks of the charts made again from the attached data, with the
recorded ones (``charts/marks.json``; :mod:`report.archive.verify.marks_again`). The recorded places
and tones of each mark with those that its scale gives its values. The recorded shapes of each mark
with its places. And the paths on the page, read by pdfium, with the recorded shapes. So a bar that
is a hundredth too long, or an area in the tone of another class, is found, whether the record was
changed with it or not.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from statistics import median
from typing import TYPE_CHECKING

from report.archive.bounded import HOSTILE
from report.archive.charts import MARKS, RecordedChart, read_charts
from report.archive.printed import leaves, page_numbers
from report.archive.verify.container import MOST
from report.archive.verify.drawn import Colour, Drawn, Pages, outlines_of, stroke_width
from report.archive.verify.marks_again import differing, distance, mark_finding
from report.archive.verify.model import Check
from report.charts.grammar.scales import Scale, scale_of
from report.errors import Finding, Location, reason_of_error

if TYPE_CHECKING:
    import pikepdf

    from report.archive.model import Attachment
    from report.charts.model import InkMark, InkScale, InkShape
    from report.composing import Composed

#: The greatest distance in points between two places that are the same: the places of a drawing are
#: rounded to hundredths, those of its scales are not.
_SAME_INK = 0.001
_SAME_PLACE = 0.02
#: The same for the edge of a disc, which is drawn as a polygon.
_SAME_DISC = 0.03
#: The kinds of marks whose places are the left, top, right and bottom edges.
_RECTANGLES = ("bar", "cell", "tile", "square")
#: The greatest ratio between two quantities that are the same.
_SAME_AREA = 1.005


@dataclass(frozen=True, slots=True)
class _Ink:
    """A painted shape: x and y of its points on the page, its colours, its width."""

    points: tuple[float, ...]
    fill: str | None
    stroke: str | None
    width: float


def check_ink(
    pdf: pikepdf.Pdf,
    data: bytes,
    files: Sequence[Attachment],
    composed: Composed,
    where: Location,
    *,
    is_same_software: bool,
) -> Check:
    """Compare the paths of each chart with its record, and the record with the data inside.

    :param data: the bytes of ``pdf``.
    :param is_same_software: whether ``composed`` was made by the versions that the edition records,
        so that its drawings are the same.
    """
    content = next((file.data for file in files if file.path == MARKS), None)
    shown = composed.document.charts
    if content is None:
        return Check("ink", left_out="no-charts")
    try:
        charts = read_charts(content)
        findings = list(islice(differing(charts, shown, where, is_same=is_same_software), MOST))
        painted = painted_charts(pdf, data, {chart.key for chart in charts})
    except HOSTILE as error:
        return Check(
            "ink", (Finding("marks-damaged", where, {"path": MARKS, **reason_of_error(error)}),)
        )
    for chart in charts:
        findings += islice(off_scale(chart, where), MOST)
        findings += islice(off_places(chart, where), MOST)
        findings += islice(unlike(chart, painted.get(chart.key), where), MOST)
    marks = sum(len(chart.marks) for chart in charts)
    shapes = sum(len(chart.shapes) for chart in charts)
    facts = {"charts": len(charts), "marks": marks, "shapes": shapes}
    return Check("ink", tuple(findings[:MOST]), facts)


# The scales ------------------------------------------------------------------------------------


def off_scale(chart: RecordedChart, where: Location) -> Iterator[Finding]:
    """Yield the marks that are not where their scale puts their values."""
    scales = {scale.name: scale for scale in chart.scales}
    sizes: dict[tuple[str, str], float] = {}
    for mark in chart.marks:
        scale = scales.get(mark.scale)
        if scale is None:
            continue
        try:
            if scale.axis == "area":
                off = _off_area(mark, sizes)
            elif scale.axis == "tone":
                yield from _off_tone(chart, mark, scale, where)
                continue
            else:
                off = _off_axis(mark, scale_of(scale), 0 if scale.axis == "x" else 1)
        except (ValueError, ZeroDivisionError, OverflowError, IndexError):
            off = math.inf
        if off > (_SAME_AREA - 1 if scale.axis == "area" else _SAME_PLACE):
            yield mark_finding("mark-off-scale", where, chart, mark, **distance(off))


def _off_tone(
    chart: RecordedChart, mark: InkMark, scale: InkScale, where: Location
) -> Iterator[Finding]:
    """Yield a finding for a mark that is not in the colour of the class of its value."""
    expected = scale.color(mark.values[-1]) if mark.values else None
    filled = [shape.fill for shape in chart.shapes[slice(*mark.shapes)] if shape.fill is not None]
    wrong = next((fill for fill in filled if fill != expected), None if filled else "")
    if wrong is not None or expected is None:
        colors = {"recorded": wrong or "—", "expected": expected or "—"}
        yield mark_finding("mark-tone", where, chart, mark, **colors)


def _off_axis(mark: InkMark, scale: Scale, axis: int) -> float:
    """Return by how many points a mark is away from the places of its values."""
    places = [scale.place(value) for value in mark.values]
    if mark.kind in _RECTANGLES:
        edges = sorted((mark.geometry[axis], mark.geometry[axis + 2]))
        if mark.kind != "bar":
            return 0.0
        return max(abs(a - b) for a, b in zip(edges, sorted(places), strict=True))
    if mark.kind == "dot":
        return abs(mark.geometry[axis] - places[0])
    along = mark.geometry[axis::2]
    if len(places) == 1:
        places *= len(along)
    return max(abs(a - b) for a, b in zip(along, places, strict=True))


def _off_area(mark: InkMark, sizes: dict[tuple[str, str], float]) -> float:
    """Return by how much the area of a mark for each unit differs from that of the first mark of
    its scale, as a fraction."""
    value = mark.values[-1]
    if mark.kind == "dot":
        area = math.pi * mark.geometry[2] ** 2
    elif mark.kind == "shape":
        return 0.0
    else:
        left, top, right, bottom = mark.geometry
        area = (right - left) * (bottom - top)
    if value == 0 or area == 0:
        return 0.0 if value == area else math.inf
    each = sizes.setdefault((mark.scale, mark.kind), area / value)
    if mark.kind == "dot" and abs(mark.geometry[2] - math.sqrt(value * each / math.pi)) < _SAME_INK:
        return 0.0  # the radius of a small dot is rounded by more than the tolerance of areas
    return abs(area / value / each - 1)


# The places ------------------------------------------------------------------------------------


def off_places(chart: RecordedChart, where: Location) -> Iterator[Finding]:
    """Yield the marks whose shapes are not at their places."""
    for mark in chart.marks:
        shapes = chart.shapes[slice(*mark.shapes)]
        if not shapes:
            continue
        try:
            off = _off_places(mark, shapes, chart.height)
        except (ValueError, IndexError):
            off = math.inf
        if off > (_SAME_DISC if mark.kind == "dot" else _SAME_PLACE):
            yield mark_finding("mark-altered", where, chart, mark, **distance(off))


def _off_places(mark: InkMark, shapes: Sequence[InkShape], height: float) -> float:
    """Return by how many points the shapes of a mark are away from its places.

    The hatch and the outline of a mark are within its fill, which alone has all points of an area.
    """
    filled = [shape for shape in shapes if shape.fill is not None] or shapes
    points = list(chain.from_iterable(shape.points for shape in filled))
    across, down = sorted(points[::2]), sorted(height - up for up in points[1::2])
    if mark.kind == "dot":
        x, y, radius = mark.geometry
        columns, rows = [x - radius, x + radius], [y - radius, y + radius]
    elif mark.kind in _RECTANGLES:
        left, top, right, bottom = mark.geometry
        columns, rows = [left, left, right, right], [top, top, bottom, bottom]
    else:
        columns, rows = sorted(mark.geometry[::2]), sorted(mark.geometry[1::2])
    return max(_farthest(across, columns), _farthest(down, rows))


def _farthest(places: Sequence[float], expected: Sequence[float]) -> float:
    """Return the greatest distance between sorted places; where there are more of one, as of a disc
    that has only its ends, between the ends."""
    if len(places) != len(expected):
        places, expected = (places[0], places[-1]), (expected[0], expected[-1])
    return max(abs(place - target) for place, target in zip(places, expected, strict=True))


# The ink ---------------------------------------------------------------------------------------


def unlike(chart: RecordedChart, painted: list[_Ink] | None, where: Location) -> Iterator[Finding]:
    """Yield the marks whose ink differs from their record, and other shapes that differ."""
    if not chart.shapes:
        return
    if not painted:
        yield Finding("chart-not-painted", where, {"chart": chart.name})
        return
    if len(painted) != len(chart.shapes):
        values = {"chart": chart.name, "recorded": len(chart.shapes), "painted": len(painted)}
        yield Finding("shapes-differ", where, values)
    shift = _shift(chart.shapes, painted)
    owners = dict(chain.from_iterable(_owned(mark) for mark in chart.marks))
    last: InkMark | None = None
    for index, (shape, ink) in enumerate(zip(chart.shapes, painted, strict=False)):
        off = _distance(shape, ink, shift)
        if off <= _SAME_INK and _same_look(shape, ink):
            continue
        mark = owners.get(index)
        if mark is None:
            yield Finding("shape-altered", where, {"chart": chart.name, **distance(off)})
        elif mark is not last:
            yield mark_finding("mark-altered", where, chart, mark, **distance(off))
        last = mark


def _owned(mark: InkMark) -> Iterator[tuple[int, InkMark]]:
    for index in range(*mark.shapes):
        yield index, mark


def _shift(shapes: Sequence[InkShape], painted: Sequence[_Ink]) -> tuple[float, float]:
    """Return how far most of the shapes are from the corner of the page."""
    pairs = [(shape.points, ink.points) for shape, ink in zip(shapes, painted, strict=False)]
    if not pairs:
        return 0.0, 0.0
    across = [ink[0] - points[0] for points, ink in pairs]
    up = [ink[1] - points[1] for points, ink in pairs]
    return median(across), median(up)


def _distance(shape: InkShape, ink: _Ink, shift: tuple[float, float]) -> float:
    """Return the greatest distance between two points, in points; infinite if there are more of
    one."""
    places = _unclosed(shape.points)
    if len(places) != len(ink.points):
        return math.inf
    steps = zip(places, ink.points, strict=True)
    return max(
        (abs(place + shift[index % 2] - point) for index, (place, point) in enumerate(steps)),
        default=0.0,
    )


def _same_look(shape: InkShape, ink: _Ink) -> bool:
    same_width = shape.stroke is None or abs(shape.width - ink.width) < _SAME_PLACE
    return same_width and shape.fill == ink.fill and shape.stroke == ink.stroke


def painted_charts(
    pdf: pikepdf.Pdf, data: bytes, keys: Collection[str]
) -> Mapping[str, list[_Ink]]:
    """Return the shapes of each chart in painting order, by the key of its block."""
    of_page: dict[int, dict[int, str]] = {}
    for leaf in leaves(pdf, page_numbers(pdf)):
        if leaf.key in keys:
            for page, mark in leaf.marks:
                of_page.setdefault(page, {})[mark] = str(leaf.key)
    painted: dict[str, list[_Ink]] = {}
    pages = Pages(data)
    try:
        for number, charts in sorted(of_page.items()):
            with pages.drawn(number) as opened:
                for drawn in opened.drawn:
                    if drawn.kind == "path" and drawn.painted and drawn.mark in charts:
                        painted.setdefault(charts[drawn.mark], []).extend(_shapes(drawn))
    finally:
        pages.close()
    return painted


def _shapes(drawn: Drawn) -> Iterator[_Ink]:
    """Yield each of the shapes of a path, which has several of one look."""
    for outline in outlines_of(drawn):
        yield _Ink(
            _unclosed(chain.from_iterable(outline)),
            _hex(drawn.fill),
            _hex(drawn.stroke),
            stroke_width(drawn),
        )


def _unclosed(points: Iterable[float]) -> tuple[float, ...]:
    """Return the points of a shape without those at its end that are its first point again.

    pdfium ends a closed shape with its first point, unless that is its last one already.
    """
    places = list(points)
    while len(places) > 4 and math.dist(places[:2], places[-2:]) < _SAME_INK:
        del places[-2:]
    return tuple(places)


def _hex(colour: Colour | None) -> str | None:
    """Return a colour as «#0b5d3b»; one that lets the ground through has its alpha too."""
    if colour is None:
        return None
    *tones, alpha = colour
    return "#" + "".join(f"{tone:02x}" for tone in (tones if alpha == 255 else colour))
