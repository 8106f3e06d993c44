"""Read the ink of the charts against the numbers that they show.

Five things are compared. The marks of the charts made again from the attached data, with the
recorded ones (``charts/marks.json``; :mod:`report.archive.verify.marks_again`). The recorded places
and tones of each mark with those that its scale gives its values. The recorded shapes of each mark
with its places. The paths on the page, read by pdfium, with the recorded shapes. And the labels
with their places among the shapes (:mod:`report.archive.verify.inked`). So a bar that is a
hundredth too long, an area in the tone of another class, or two labels that are exchanged, are
found, whether the record was changed with them or not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from report.archive.bounded import HOSTILE
from report.archive.charts import MARKS, RecordedChart, read_charts
from report.archive.verify.container import MOST
from report.archive.verify.inked import labels_elsewhere, unlike
from report.archive.verify.marks_again import differing, distance, mark_finding
from report.archive.verify.model import Check
from report.archive.verify.painted import SAME_INK, painted_charts
from report.charts.grammar.scales import Scale, scale_of
from report.errors import Finding, Location, reason_of_error

if TYPE_CHECKING:
    import pikepdf

    from report.archive.model import Attachment
    from report.charts.model import InkMark, InkScale, InkShape, OverlayText
    from report.composing import Composed
    from report.file_bytes import Source

#: The greatest distance in points between two places that are the same: the places of a drawing are
#: rounded to hundredths, those of its scales are not.
_SAME_PLACE = 0.02
#: The same for the edge of a disc, which is drawn as a polygon.
_SAME_DISC = 0.03
#: The kinds of marks whose places are the left, top, right and bottom edges.
_RECTANGLES = ("bar", "cell", "tile", "square")
#: The maximum number of findings that name the marks of one chart.
_MOST_OF_CHART = 200
#: The greatest ratio between two quantities that are the same.
_SAME_AREA = 1.005


def check_ink(
    pdf: pikepdf.Pdf,
    data: Source,
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
        missing = tuple(
            Finding("chart-not-recorded", where, {"chart": chart.name}) for chart in shown
        )
        return Check("ink", missing[:MOST]) if missing else Check("ink", left_out="no-charts")
    try:
        charts = read_charts(content)
        every = differing(charts, shown, where, is_same=is_same_software)
        findings = list(_limited(every, where))
        texts = _texts(charts, composed)
        painted = painted_charts(pdf, data, {chart.key: _words(texts, chart) for chart in charts})
    except HOSTILE as error:
        return Check(
            "ink", (Finding("marks-damaged", where, {"path": MARKS, **reason_of_error(error)}),)
        )
    for chart in charts:
        of_chart = painted.get(chart.key)
        every = chain(
            off_scale(chart, where),
            off_places(chart, where),
            unlike(chart, of_chart, where),
            labels_elsewhere(chart, texts.get(chart.key, ()), of_chart, where),
        )
        findings += _limited(every, where)
    marks = sum(len(chart.marks) for chart in charts)
    shapes = sum(len(chart.shapes) for chart in charts)
    facts = {"charts": len(charts), "marks": marks, "shapes": shapes}
    return Check("ink", tuple(findings), facts)


def _limited(findings: Iterator[Finding], where: Location) -> Iterator[Finding]:
    """Yield findings about one chart up to the maximum number, and then how many there are
    more."""
    shown = list(islice(findings, _MOST_OF_CHART))
    yield from shown
    if more := sum(1 for _ in findings):
        chart = shown[-1].values["chart"]
        yield Finding("marks-more", where, {"chart": chart, "count": more})


def _words(texts: Mapping[str, Sequence[OverlayText]], chart: RecordedChart) -> tuple[str, ...]:
    """Return the words of the labels of a chart."""
    return tuple(text.text for text in texts.get(chart.key, ()))


def _texts(
    charts: Sequence[RecordedChart], composed: Composed
) -> Mapping[str, Sequence[OverlayText]]:
    """Return the labels of the charts whose drawing made again has the recorded shapes, by the key
    of the chart.

    With style sheets of its own, a brief may set the labels elsewhere.
    """
    if (composed.brief.folder / "templates").exists():
        return {}
    again = {chart.key: chart.drawing for chart in composed.document.charts}
    return {
        chart.key: again[chart.key].texts
        for chart in charts
        if chart.key in again and again[chart.key].shapes == chart.shapes
    }


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
    if mark.kind == "dot" and abs(mark.geometry[2] - math.sqrt(value * each / math.pi)) < SAME_INK:
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
