"""Compare the recorded marks of the charts with those of the charts made again from the attached
data.

A mark has the same values and the same scale. If the software is that of the edition, its place,
its shapes and its colours are the same too. If it is not, a drawing may have another size: then
marks whose places no axis gives, such as areas of a map, cells and squares, are compared as the
drawing is stretched to the recorded size.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from report.archive.charts import RecordedChart, recorded_chart
from report.errors import Finding, Location

if TYPE_CHECKING:
    from report.charts.model import InkMark
    from report.document.model import ShownChart

#: The greatest distance in points between two places that are the same.
_SAME_PLACE = 0.03
_UNSTRETCHED = ((1.0, 0.0), (1.0, 0.0))
#: A recorded mark and the same mark of the chart made again.
_Pair = tuple["InkMark", "InkMark"]


def differing(
    charts: Sequence[RecordedChart],
    shown: Sequence[ShownChart],
    where: Location,
    *,
    is_same: bool,
) -> Iterator[Finding]:
    """Yield the charts that are not those of the brief, and the marks that differ from those of the
    charts made again.

    :param shown: the charts made again; ``is_same`` is whether by the software of the edition.
    """
    again = [recorded_chart(chart) for chart in shown]
    for chart, counted in zip_longest(charts, again):
        if chart is None or counted is None or chart.key != counted.key:
            named = chart or counted
            yield Finding("chart-not-recorded", where, {"chart": named.name if named else ""})
            return
        if _tones(chart) != _tones(counted) or (is_same and chart.scales != counted.scales):
            yield Finding("scales-differ", where, {"chart": chart.name})
        same: list[_Pair] = []
        for mark, expected in _paired(chart, counted):
            if expected is None or mark.values != expected.values:
                yield _of_value(chart, mark, expected, where)
            elif _proof(chart, mark) != _proof(counted, expected):
                yield mark_finding("mark-off-scale", where, chart, mark, **distance(math.inf))
            else:
                same.append((mark, expected))
        yield from _missing(chart, counted, where)
        if is_same:
            yield from _unequal(chart, counted, same, where)
        else:
            yield from _off_places(chart, same, where)


def _of_value(
    chart: RecordedChart, mark: InkMark, expected: InkMark | None, where: Location
) -> Finding:
    counted = () if expected is None else expected.values
    values = {"recorded": _numbers(mark.values), "counted": _numbers(counted)}
    return mark_finding("mark-value", where, chart, mark, **values)


def _missing(chart: RecordedChart, counted: RecordedChart, where: Location) -> Iterator[Finding]:
    """Yield the marks of a chart made again that are not recorded."""
    for mark, recorded in _paired(counted, chart):
        if recorded is None:
            values = {"recorded": _numbers(()), "counted": _numbers(mark.values)}
            yield mark_finding("mark-value", where, counted, mark, **values)


def _paired(
    chart: RecordedChart, second: RecordedChart
) -> Iterator[tuple[InkMark, InkMark | None]]:
    """Yield each mark of a chart with the same one of another chart."""
    marks: dict[tuple[str, str], deque[InkMark]] = {}
    for mark in second.marks:  # a value may have several: a stem and a dot
        marks.setdefault((mark.id, mark.kind), deque()).append(mark)
    for mark in chart.marks:
        same = marks.get((mark.id, mark.kind))
        yield mark, same.popleft() if same else None


def _proof(chart: RecordedChart, mark: InkMark) -> tuple[object, bool]:
    """Return what scale a mark has, and whether it has shapes: what it can be read against."""
    first, end = mark.shapes
    scales = {(scale.axis, scale.kind) for scale in chart.scales if scale.name == mark.scale}
    return scales, end > first


def _tones(chart: RecordedChart) -> Mapping[str, tuple[tuple[float, ...], int]]:
    """Return the classes of the scales of tones: the least value of each, and how many colours they
    have."""
    tones = {}
    for scale in chart.scales:
        if scale.axis == "tone":
            colors = {color for _, color in scale.classes}
            tones[scale.name] = tuple(low for low, _ in scale.classes), len(colors)
    return tones


# Places and colours ----------------------------------------------------------------------------


def _unequal(
    chart: RecordedChart, counted: RecordedChart, pairs: Sequence[_Pair], where: Location
) -> Iterator[Finding]:
    """Yield the marks that are not the same in a drawing by the same software, and other shapes."""
    owned: set[int] = set()
    for mark, expected in pairs:
        owned.update(range(*expected.shapes))
        off = _distance(mark, expected, _UNSTRETCHED)
        looks = [_looks(chart, mark), _looks(counted, expected)]
        if mark.shapes != expected.shapes:
            off = math.inf
        if off > _SAME_PLACE or looks[0] != looks[1]:
            yield mark_finding("mark-altered", where, chart, mark, **distance(off))
    for index, (shape, same) in enumerate(zip(chart.shapes, counted.shapes, strict=False)):
        if index not in owned and shape != same:
            yield Finding("shape-altered", where, {"chart": chart.name, **distance(math.inf)})


def _looks(chart: RecordedChart, mark: InkMark) -> list[tuple[str | None, str | None, float]]:
    shapes = chart.shapes[slice(*mark.shapes)]
    return [(shape.fill, shape.stroke, shape.width) for shape in shapes]


def _off_places(chart: RecordedChart, pairs: Sequence[_Pair], where: Location) -> Iterator[Finding]:
    """Yield the marks whose places no axis gives and that are elsewhere among those of their
    scale."""
    placed = {scale.name for scale in chart.scales if scale.axis in ("x", "y")}
    owners = {mark.id for mark in chart.marks if mark.scale in placed}
    groups: dict[str, list[_Pair]] = {}
    for mark, expected in pairs:
        if mark.id not in owners:
            groups.setdefault(mark.scale, []).append((mark, expected))
    for group in groups.values():
        stretch = [_stretch(group, axis) for axis in (0, 1)]
        for mark, expected in group:
            off = _distance(mark, expected, stretch)
            if off > _SAME_PLACE:
                yield mark_finding("mark-altered", where, chart, mark, **distance(off))


def _places(mark: InkMark, axis: int) -> tuple[float, ...]:
    """Return the places of a mark from the left (0) or from the top (1); of a disc its centre."""
    geometry = mark.geometry[:2] if mark.kind == "dot" else mark.geometry
    return geometry[axis::2]


def _stretch(pairs: Sequence[_Pair], axis: int) -> tuple[float, float]:
    """Return the factor and the shift from the places of the marks made again to the recorded
    ones."""
    recorded = list(chain.from_iterable(_places(mark, axis) for mark, _ in pairs))
    counted = list(chain.from_iterable(_places(mark, axis) for _, mark in pairs))
    if not recorded or not counted:
        return 1.0, 0.0
    span = max(counted) - min(counted)
    factor = (max(recorded) - min(recorded)) / span if span else 1.0
    return factor, min(recorded) - factor * min(counted)


def _distance(mark: InkMark, expected: InkMark, stretch: Sequence[tuple[float, float]]) -> float:
    """Return by how many points a mark is elsewhere; infinite if it has more places."""
    if len(mark.geometry) != len(expected.geometry):
        return math.inf
    farthest = 0.0
    for axis, (factor, shift) in enumerate(stretch):
        pairs = zip(_places(mark, axis), _places(expected, axis), strict=True)
        farthest = max(
            [farthest, *(abs(place - factor * target - shift) for place, target in pairs)]
        )
    return farthest


# Findings --------------------------------------------------------------------------------------


def mark_finding(
    rule: str, where: Location, chart: RecordedChart, mark: InkMark, **values: object
) -> Finding:
    """Return a finding about a mark."""
    name = chart.labels.get(mark.id) or mark.id
    return Finding(rule, where, {"chart": chart.name, "mark": name, **values})


def distance(off: float) -> dict[str, object]:
    """Return a distance in points for a message."""
    return {"points": "—" if math.isinf(off) else f"{off:.3g}"}


def _numbers(values: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{value:.15g}" for value in values[:4]) or ("—",)
