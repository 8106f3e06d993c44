"""Compare what the pages show of a chart with the record of its shapes and with its labels."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from statistics import median
from typing import TYPE_CHECKING

from report.archive.charts import RecordedChart
from report.archive.verify.drawn import Area
from report.archive.verify.marks_again import distance, mark_finding
from report.archive.verify.painted import SAME_INK, Ink, PaintedChart, unclosed
from report.errors import Finding, Location
from report.lettering import middle

if TYPE_CHECKING:
    from report.archive.verify.painted import Around, Written
    from report.charts.model import InkMark, InkShape, OverlayText

#: The greatest difference of two widths and of two lengths of dashes that are the same, in points.
_SAME_WIDTH = 0.02
#: The same of the places of a label, which the renderer rounds to hundredths, and of its size.
_SAME_LABEL, _SAME_SIZE = 0.06, 0.02
#: By how much the text layer begins each piece of a left-to-right run further left than the piece
#: before, and how far the mark on the last letter may begin beside it, as multiples of the size.
_STEP, _BESIDE = 0.004, 0.05
#: How far other objects may reach into a chart, in points: an edge of a cell, and the bounds of a
#: letter.
_TOUCH: Mapping[bool, float] = {False: 0.05, True: 2.0}
#: The greatest number of shapes that are searched for equal ones: the time grows with the square.
_MATCHED = 3_000
#: The rules of a mark and of another shape, by what is wrong.
_RULES: Mapping[str, tuple[str, str]] = {
    "altered": ("mark-altered", "shape-altered"),
    "clipped": ("mark-clipped", "shape-clipped"),
    "missing": ("mark-missing", "shape-missing"),
    "recolored": ("mark-recolored", "shape-recolored"),
}
_Shift = tuple[float, float]
_Pair = tuple[int | None, Ink | None]


def unlike(
    chart: RecordedChart, painted: PaintedChart | None, where: Location
) -> Iterator[Finding]:
    """Yield the marks whose ink differs from their record, shapes that are missing or too many, and
    what is painted in the place of the chart and is not of it."""
    if not chart.shapes:
        return
    if painted is None:
        yield Finding("chart-not-painted", where, {"chart": chart.name})
        return
    if len(painted.inks) != len(chart.shapes):
        counts = {"recorded": len(chart.shapes), "painted": len(painted.inks)}
        yield Finding("shapes-differ", where, {"chart": chart.name, **counts})
    shift, pairs = _aligned(chart.shapes, painted.inks)
    owners = dict(chain.from_iterable(_owned(mark) for mark in chart.marks))
    named: set[tuple[tuple[int, int], str]] = set()
    for index, ink in pairs:
        if index is None:
            if ink is not None:
                yield from _added(chart, _area(ink.points, ink.width), shift, where)
            continue
        wrong, values = _difference(chart.shapes[index], ink, shift)
        if wrong is None:
            continue
        mark = owners.get(index)
        of_mark, of_shape = _RULES[wrong]
        if mark is None:
            yield Finding(of_shape, where, {"chart": chart.name, **values})
        elif (mark.shapes, wrong) not in named:
            # The shapes of a mark are one finding; several marks may have one name.
            named.add((mark.shapes, wrong))
            yield mark_finding(of_mark, where, chart, mark, **values)
    yield from _foreign(chart, painted.around, shift, where)


def _owned(mark: InkMark) -> Iterator[tuple[int, InkMark]]:
    for index in range(*mark.shapes):
        yield index, mark


# The shapes ------------------------------------------------------------------------------------


def _aligned(shapes: Sequence[InkShape], inks: Sequence[Ink]) -> tuple[_Shift, list[_Pair]]:
    """Return how far the drawing is from the corner of the page, and each recorded shape with the
    painted one. If there are more of one, the others have none."""
    if len(shapes) == len(inks):
        pairs: list[_Pair] = list(enumerate(inks))
        return _shift(shapes, pairs), pairs
    # Shapes of one form, wherever they are, say where the drawing is; shapes at one place are the
    # same.
    forms = [_form(unclosed(shape.points), shape, shape.points) for shape in shapes]
    painted = [_form(ink.points, ink, ink.points) for ink in inks]
    shift = _shift(shapes, list(_pairs(forms, painted, inks)))
    forms = [_form(unclosed(shape.points), shape, (0.0, 0.0)) for shape in shapes]
    painted = [_form(ink.points, ink, shift) for ink in inks]
    return shift, list(_pairs(forms, painted, inks))


def _form(
    points: Sequence[float], look: InkShape | Ink, origin: Sequence[float]
) -> tuple[object, ...]:
    """Return the points of a shape, in hundredths of a point from an origin, and its colours."""
    places = (round((place - origin[index % 2]) * 100) for index, place in enumerate(points))
    return look.fill, look.stroke, *places


def _pairs(
    forms: Sequence[tuple[object, ...]],
    painted: Sequence[tuple[object, ...]],
    inks: Sequence[Ink],
) -> Iterator[_Pair]:
    """Yield the index of each recorded shape with the painted one, by their forms."""
    for first, last, begin, stop in _blocks(forms, painted):
        yield from zip_longest(range(first, last), inks[begin:stop])


def _blocks(
    forms: Sequence[tuple[object, ...]], painted: Sequence[tuple[object, ...]]
) -> list[tuple[int, int, int, int]]:
    """Return the stretches of two sequences that belong together: the first and the last index of
    each, equal or not."""
    least = min(len(forms), len(painted))
    start = next((index for index in range(least) if forms[index] != painted[index]), least)
    left = least - start
    end = next((index for index in range(left) if forms[-1 - index] != painted[-1 - index]), left)
    ends = len(forms) - end, len(painted) - end
    blocks = [(0, start, 0, start)]
    if max(ends[0], ends[1]) - start <= _MATCHED:
        matcher = SequenceMatcher(
            None, forms[start : ends[0]], painted[start : ends[1]], autojunk=False
        )
        for _, *places in matcher.get_opcodes():
            first, last, begin, stop = (start + place for place in places)
            blocks.append((first, last, begin, stop))
    else:
        blocks.append((start, ends[0], start, ends[1]))
    return [*blocks, (ends[0], len(forms), ends[1], len(painted))]


def _shift(shapes: Sequence[InkShape], pairs: Sequence[_Pair]) -> _Shift:
    """Return how far most of the shapes are from the corner of the page."""
    return _usual(
        [
            (ink.points[0] - shapes[index].points[0], ink.points[1] - shapes[index].points[1])
            for index, ink in pairs
            if index is not None and ink is not None
        ]
    )


def _usual(moves: Sequence[_Shift]) -> _Shift:
    """Return the median of moves; nothing is moved if there is none."""
    if not moves:
        return 0.0, 0.0
    return median(across for across, _ in moves), median(up for _, up in moves)


def _difference(
    shape: InkShape, ink: Ink | None, shift: _Shift
) -> tuple[str | None, dict[str, object]]:
    """Return what is wrong with the ink of a shape, a key of :data:`_RULES`, and by how much."""
    if ink is None:
        return "missing", {}
    off = _distance(shape, ink, shift)
    if off > SAME_INK:
        return "altered", distance(off)
    if ink.cut > _SAME_WIDTH:
        return "clipped", distance(ink.cut)
    if ink.mode or not _same_look(shape, ink):
        painted = f"{_look(ink)} {ink.mode}".rstrip()
        return "recolored", {"recorded": _look(shape), "painted": painted}
    return None, {}


def _distance(shape: InkShape, ink: Ink, shift: _Shift) -> float:
    """Return the greatest distance between two points, in points; infinite if the lines between
    them are others."""
    places = unclosed(shape.points)
    if len(places) != len(ink.points) or not ink.is_straight:
        return math.inf
    if shape.stroke is not None and shape.closed != ink.closed:
        return math.inf
    steps = zip(places, ink.points, strict=True)
    return max(
        (abs(place + shift[index % 2] - point) for index, (place, point) in enumerate(steps)),
        default=0.0,
    )


def _same_look(shape: InkShape, ink: Ink) -> bool:
    if shape.fill != ink.fill or shape.stroke != ink.stroke:
        return False
    if shape.stroke is None:
        return True
    # A pattern of dashes of an odd number is repeated; the last number painted is the phase.
    dashes = (*shape.dash, 0.0) if shape.dash else ()
    return (
        abs(shape.width - ink.width) < _SAME_WIDTH
        and shape.join == ink.join
        and len(dashes) == len(ink.dash)
        and all(
            abs(first - second) < _SAME_WIDTH
            for first, second in zip(dashes, ink.dash, strict=True)
        )
    )


def _look(look: InkShape | Ink) -> str:
    """Return how a shape is painted, for a message: «#0b5d3b» or «#0b5d3b + #1b2a33 0.5 pt»."""
    stroke = ""
    if look.stroke is not None:
        dashes = "".join(f" {length:g}" for length in look.dash)
        stroke = f"{look.stroke} {look.width:g} pt {look.join}{dashes}"
    return " + ".join(filter(None, (look.fill, stroke))) or "—"


# What is not of the chart ----------------------------------------------------------------------


def _foreign(
    chart: RecordedChart, around: Sequence[Around], shift: _Shift, where: Location
) -> Iterator[Finding]:
    """Yield what is painted in the place of a chart and is not of it, except its ground."""
    box = Area(shift[0], shift[1], shift[0] + chart.width, shift[1] + chart.height)
    for item in around:
        touch = _TOUCH[item.kind == "text"]
        common = box.common(item.area)
        if min(common.sides) <= touch:
            continue
        if item.is_over or common != box:
            yield from _added(chart, item.area, shift, where)


def _added(chart: RecordedChart, area: Area, shift: _Shift, where: Location) -> Iterator[Finding]:
    """Yield the marks under or over an object that is not of the chart; if there are none, the
    object itself."""
    covered = False
    for mark in chart.marks:
        lengths = [0.0]
        for shape in chart.shapes[slice(*mark.shapes)]:
            places = [place + shift[index % 2] for index, place in enumerate(shape.points)]
            sides = _area(places, shape.width).common(area).sides
            if min(sides) > _SAME_WIDTH:
                lengths.append(max(sides))
        if max(lengths) > 0.0:
            covered = True
            yield mark_finding("mark-covered", where, chart, mark, **distance(max(lengths)))
    if not covered:
        yield Finding("shape-added", where, {"chart": chart.name, **distance(max(area.sides))})


def _area(points: Sequence[float], width: float) -> Area:
    """Return the bounds of a shape with its stroke."""
    across, up, half = points[::2], points[1::2], width / 2
    return Area(min(across) - half, min(up) - half, max(across) + half, max(up) + half)


# The labels ------------------------------------------------------------------------------------


def labels_elsewhere(
    chart: RecordedChart,
    texts: Sequence[OverlayText],
    painted: PaintedChart | None,
    where: Location,
) -> Iterator[Finding]:
    """Yield the labels that are not at their places among the shapes, or have another look.

    :param texts: the labels of the drawing.
    """
    if painted is None or len(painted.labels) != len(texts):
        return
    shift, _ = _aligned(chart.shapes, painted.inks)
    moves = [
        _move(text, pieces, chart.height, shift)
        for text, pieces in zip(texts, painted.labels, strict=True)
    ]
    plain_moves = [
        move
        for text, move in zip(texts, moves, strict=True)
        if move is not None and not any(map(unicodedata.combining, text.text))
    ]
    common = _usual(plain_moves or [move for move in moves if move is not None])
    if chart.shapes and max(map(abs, common)) > _SAME_LABEL:
        off = math.hypot(*common)
        yield Finding("labels-apart", where, {"chart": chart.name, **distance(off)})
    for text, pieces, move in zip(texts, painted.labels, moves, strict=True):
        values = {"chart": chart.name, "text": text.text}
        off = math.inf if move is None else math.dist(move, common)
        if off > 2 * _SAME_LABEL + _BESIDE * text.size:
            yield Finding("label-moved", where, {**values, **distance(off)})
        elif any(not _is_written_as(text, piece) for piece in pieces):
            yield Finding("label-altered", where, values)


def _move(
    text: OverlayText, pieces: Sequence[Written], height: float, shift: _Shift
) -> _Shift | None:
    """Return by how much a label is away from its place, to the right and up; ``None`` if it is not
    on one line, or not on the page."""
    if not pieces or max(piece.up for piece in pieces) - min(piece.up for piece in pieces) > 0.01:
        return None
    anchor = {"left": 0.0, "center": text.width / 2, "right": text.width}[text.align]
    reach = min(piece.across for piece in pieces) + _STEP * text.size * len(pieces)
    first = max(piece.across for piece in pieces if piece.across < reach)
    across = first - (shift[0] + text.x - anchor)
    line = shift[1] + height - text.y - middle(text.weight) * text.size
    return across, pieces[0].up - line


def _is_written_as(text: OverlayText, piece: Written) -> bool:
    return (
        abs(text.size - piece.size) < _SAME_SIZE
        and not piece.is_outlined
        and piece.color == text.color
    )
