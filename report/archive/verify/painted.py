"""Read what the pages show of each chart: its shapes, its labels, and what else is painted on its
pages.

The shapes of a chart are those in the marked content of its block, its labels the texts of the
structure elements that have their words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from pypdfium2 import raw

from report.archive.leaves import leaves
from report.archive.printed import page_numbers, plain
from report.archive.verify.drawn import (
    Area,
    Colour,
    Drawn,
    Kind,
    Pages,
    font_size,
    origin_of,
    stroke_width,
)
from report.archive.verify.paths import Step, clips_of, is_blended, pen_of, points_of, steps_of

if TYPE_CHECKING:
    import pikepdf

    from report.archive.leaves import Leaf
    from report.file_bytes import Source

#: The greatest distance in points between two places that are the same.
SAME_INK = 0.001
_JOINS: Mapping[int, str] = {
    raw.FPDF_LINEJOIN_MITER: "miter", raw.FPDF_LINEJOIN_ROUND: "round",
    raw.FPDF_LINEJOIN_BEVEL: "bevel",
}  # fmt: skip
#: The number of points of a rectangle, with the first again or not.
_CORNERS = (4, 5)
#: A page and the number of a marked content on it.
_Content = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """A painted shape.

    :param points: x and y of its points on the page.
    :param width: the width of its stroke in points; ``dash`` its dashes, and ``join`` its corners.
    :param closed: whether a line leads from its last point to its first.
    :param is_straight: whether it has only straight lines.
    :param mode: the key of ISO 32000-1, table 58, by which it is not painted over its ground as it
        is (BM), or its lines do not end at their points (LC); empty otherwise.
    :param cut: how far its points are beyond the paths that it is clipped to, in points.
    """

    points: tuple[float, ...]
    fill: str | None
    stroke: str | None
    width: float
    dash: tuple[float, ...]
    join: str
    closed: bool
    is_straight: bool
    mode: str
    cut: float


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of a label on the page: where it begins on its base line, its size in points, its
    colour; ``is_outlined`` is whether its letters have a stroke."""

    across: float
    up: float
    size: float
    color: str | None
    is_outlined: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What is on the page of a chart and is not of the chart: its kind, its bounds, and whether it
    is painted after the first shape of the chart."""

    kind: Kind
    area: Area
    is_over: bool


@dataclass(slots=True)
class PaintedChart:
    """What the pages show of a chart.

    :param inks: its shapes in painting order.
    :param labels: the pieces of each label, in the order of the labels of its drawing; empty if the
        words of the labels are not those of the drawing.
    :param around: what else is painted on its pages.
    """

    inks: list[Ink] = field(default_factory=list)
    labels: Sequence[list[Written]] = ()
    around: list[Around] = field(default_factory=list)


def painted_charts(
    pdf: pikepdf.Pdf, data: Source, labels: Mapping[str, Sequence[str]]
) -> Mapping[str, PaintedChart]:
    """Return what the pages show of each chart, by the key of its block.

    :param labels: the words of the labels of each chart, by its key.
    """
    charts = {key: PaintedChart() for key in labels}
    owners: dict[_Content, str] = {}
    written: dict[_Content, list[Written]] = {}
    by_key: dict[str, list[Leaf]] = {}
    for leaf in leaves(pdf, page_numbers(pdf)):
        if leaf.key in charts:
            by_key.setdefault(leaf.key, []).append(leaf)
    for key, of_chart in by_key.items():
        owners.update(dict.fromkeys(chain.from_iterable(leaf.marks for leaf in of_chart), key))
        groups = _labelled(of_chart, labels[key])
        charts[key].labels = [[] for _ in groups]
        for pieces, group in zip(charts[key].labels, groups, strict=True):
            written.update(dict.fromkeys(group, pieces))
    pages = Pages(data)
    try:
        for number in sorted({page for page, _ in owners}):
            with pages.drawn(number) as opened:
                _read_page(number, opened.drawn, owners, written, charts)
    finally:
        pages.close()
    return {key: chart for key, chart in charts.items() if chart.inks}


def _labelled(of_chart: Sequence[Leaf], labels: Sequence[str]) -> list[list[_Content]]:
    """Return the marked contents of each label; none if they have not these words in this order.

    A label may be divided between several structure elements.
    """
    said = [leaf for leaf in of_chart if plain(leaf.said)]
    starts = list(accumulate((len(plain(leaf.said)) for leaf in said), initial=0))
    whole = "".join(plain(leaf.said) for leaf in said)
    words = [plain(label) for label in labels]
    place = whole.find("".join(words))
    if not labels or place not in starts:
        return []
    groups = []
    index = starts.index(place)
    for word in words:
        group: list[_Content] = []
        place += len(word)
        while starts[index] < place:
            group += said[index].marks
            index += 1
        groups.append(group)
    return groups


def _read_page(
    number: int,
    drawn: Sequence[Drawn],
    owners: Mapping[_Content, str],
    written: Mapping[_Content, list[Written]],
    charts: Mapping[str, PaintedChart],
) -> None:
    """Read the objects of a page, the number of which is ``number``, into the charts."""
    over: set[str] = set()
    keys = {key for (page, _), key in owners.items() if page == number}
    for item in drawn:
        content = number, item.mark
        if not item.painted or item.kind == "form":
            continue
        if item.kind == "text":
            if (pieces := written.get(content)) is not None:
                if plain(item.text):
                    pieces.append(_written(item))
                continue
        elif item.kind == "path" and content in owners:
            charts[owners[content]].inks += _inks(item)
            over.add(owners[content])
            continue
        for key in keys:
            if item.kind != "text" or (charts[key].labels and plain(item.text)):
                charts[key].around.append(Around(item.kind, item.area, key in over))


def _written(item: Drawn) -> Written:
    color = _hex(item.fill)
    return Written(*origin_of(item), font_size(item), color, item.stroke is not None)


def _inks(drawn: Drawn) -> Iterator[Ink]:
    """Yield each of the shapes of a path, which has several of one look."""
    dash, join, end = (
        pen_of(drawn.handle) if drawn.stroke is not None else ((), -1, raw.FPDF_LINECAP_BUTT)
    )
    clips = clips_of(drawn.handle)
    fill, stroke = _hex(drawn.fill), _hex(drawn.stroke)
    alphas = [colour[3] for colour in (drawn.fill, drawn.stroke) if colour is not None]
    mode = "LC" if end != raw.FPDF_LINECAP_BUTT else ""
    if is_blended(drawn.handle) and min(alphas, default=0) == 255:
        mode = "BM"
    for steps in steps_of(drawn.handle):
        points = points_of(steps)
        yield Ink(
            _unclosed(points),
            fill,
            stroke,
            stroke_width(drawn),
            dash,
            _JOINS.get(join, ""),
            steps[-1].closes,
            all(step.kind != raw.FPDF_SEGMENT_BEZIERTO for step in steps),
            mode,
            max((_beyond(points, clip) for clip in clips), default=0.0),
        )


def _beyond(points: Sequence[tuple[float, float]], clip: Sequence[Step]) -> float:
    """Return how far points are beyond a path that they are clipped to; infinite if that is no
    upright rectangle."""
    across, up = {step.across for step in clip}, {step.up for step in clip}
    turns = [step.kind for step in clip]
    is_rectangle = len(across) == 2 and len(up) == 2 and len(clip) in _CORNERS
    if not is_rectangle or raw.FPDF_SEGMENT_BEZIERTO in turns or _crosses(clip):
        return math.inf
    sides = [(min(across) - x, x - max(across), min(up) - y, y - max(up)) for x, y in points]
    return max(0.0, *chain.from_iterable(sides))


def _crosses(clip: Sequence[Step]) -> bool:
    """Return whether a path over the corners of a rectangle goes along a diagonal."""
    corners = points_of(clip[:4])
    return any(
        first[0] != second[0] and first[1] != second[1]
        for first, second in zip(corners, [*corners[1:], corners[0]], strict=True)
    )


def _unclosed(points: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return the points of a shape without those at its end that are its first point again.

    pdfium ends a closed shape with its first point, unless that is its last one already.
    """
    end = len(points)
    while end > 2 and math.dist(points[0], points[end - 1]) < SAME_INK:
        end -= 1
    return tuple(chain.from_iterable(points[:end]))


def unclosed(points: Sequence[float]) -> tuple[float, ...]:
    """Return the places of the points of a recorded shape, as :class:`Ink` has them."""
    return _unclosed(list(zip(points[::2], points[1::2], strict=True)))


def _hex(colour: Colour | None) -> str | None:
    """Return a colour as «#0b5d3b»; one that lets the ground through has its alpha too."""
    if colour is None:
        return None
    *tones, alpha = colour
    return "#" + "".join(f"{tone:02x}" for tone in (tones if alpha == 255 else colour))
