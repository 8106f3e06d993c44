"""What a drawing shows, measured from its SVG and from the outlines of its letters, and what is wrong with it.

Nothing here asks the planner of the charts: paths are read from the SVG, and texts are as high as their glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import uharfbuzz

from report.charts import ChartDrawing
from report.charts.palette import luminance
from report.charts.style import LEADING
from report.design.contrast import contrast_ratio
from report.lettering import _FILES, _RUNS, _pieces
from report.places import assets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from report.charts.model import InkMark, OverlayText

    Numbers = NDArray[np.float64]

#: Left, top, right, bottom in points.
Edges = tuple[float, float, float, float]
PAPER = "#ffffff"
#: Less than this is no distance: places are rounded to hundredths of a point.
_NOTHING = 0.03
#: The least contrast of a text with what is under it (WCAG 2.2, AA).
LEAST_CONTRAST = 4.5
#: An edge between two tones of less contrast than this disturbs no text: of a light band, of land beside the sea.
_FAINT = 1.4
_PATH = re.compile(r'<path d="([^"]*)"[^>]*?style="([^"]*)"')


@dataclass(frozen=True)
class Painted:
    """A path of the SVG: its segments, a row of x, y, x, y each, and its paints.

    :ivar edges: what it takes, its pen included.
    """

    segments: Numbers
    fill: str | None
    stroke: str | None
    pen: float
    edges: Edges

    def crosses(self, box: Edges) -> bool:
        """Return whether an edge of the path or its pen is in a box."""
        grown = _grown(box, self.pen / 2 if self.stroke else 0.0)
        return bool(_reach(self.segments, grown).any())

    def covers(self, x: float, y: float) -> bool:
        """Return whether the path fills a point: the turns of its edges around it are not zero."""
        x0, y0, x1, y1 = self.segments.T
        is_up, is_down = (y0 <= y) & (y1 > y), (y1 <= y) & (y0 > y)
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        return int((is_up & (side > 0)).sum()) != int((is_down & (side < 0)).sum())


def paths_of(svg: str) -> list[Painted]:
    """Return what an SVG of a chart paints, in order."""
    return [_painted(*match) for match in _PATH.findall(svg)]


def left_of(text: OverlayText) -> float:
    """Return the left edge of a text: its place is that of an edge or of its middle."""
    return text.x - {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * text.width


def ink_box(text: OverlayText) -> Edges:
    """Return what the letters of a text take on the page: as wide as they are set, and as high as the tallest and
    the deepest of them."""
    left = left_of(text)
    top, bottom = _rise(text.text, text.weight)
    ascent, descent = _line(text.weight)
    # The template centres the line on the middle of the text.
    base = text.y + (ascent + descent) / 2 * text.size
    return left, base - top * text.size, left + text.width, base - bottom * text.size


def faults_of(drawing: ChartDrawing) -> list[str]:
    """Return what no chart may have, in words: a text or a shape that is cut, a text that touches another one, a mark
    that is not its own or an edge of ink, or that cannot be read on what is under it."""
    return [*_cut(drawing), *_touching(drawing), *_on_marks(drawing), *_unreadable(drawing)]


def _cut(drawing: ChartDrawing) -> Iterator[str]:
    for text in drawing.texts:
        left, top, right, bottom = ink_box(text)
        is_beside = left < -_NOTHING or right > drawing.width + _NOTHING
        if is_beside or top < -_NOTHING or bottom > drawing.height + _NOTHING:
            yield f"cut: «{text.text}» {_shown(ink_box(text))} of {_size(drawing)}"
    for path in paths_of(drawing.svg):
        left, top, right, bottom = path.edges
        # Half a pen may be beyond the edge: a grid line along it.
        if left < -1 or top < -1 or right > drawing.width + 1 or bottom > drawing.height + 1:
            yield f"cut: a shape in {path.fill or path.stroke} {_shown(path.edges)} of {_size(drawing)}"


def _touching(drawing: ChartDrawing) -> Iterator[str]:
    boxes = [(text, ink_box(text)) for text in drawing.texts if text.text]
    for (text, box), (second, two) in combinations(boxes, 2):
        if overlap(box, two) and not _is_one_block(text, second):
            yield f"touching: «{text.text}» {_shown(box)} and «{second.text}» {_shown(two)}"


def _is_one_block(text: OverlayText, second: OverlayText) -> bool:
    """Return whether two texts are lines of one label, which are set as far apart as those of prose: the signs on the
    letters of one line are beside the depths of the other one."""
    is_one = (text.mark, text.x, text.align, text.size) == (
        second.mark,
        second.x,
        second.align,
        second.size,
    )
    return is_one and abs(second.y - text.y) >= text.size * LEADING - _NOTHING


def _on_marks(drawing: ChartDrawing) -> Iterator[str]:
    """Yield the texts that lie on a mark of another value, also where paper between hides the mark."""
    marks = []
    for mark in drawing.marks:
        # Territories are ground: what is seen under a text is checked for itself.
        is_painted = mark.shapes[0] < mark.shapes[1]
        if mark.kind != "shape" and is_painted:
            marks.append((mark, _shape_of(drawing, mark)))
    for text in drawing.texts:
        box = ink_box(text)
        for mark, shape in marks:
            if not _is_own(text, mark) and overlap(box, shape.edges):
                middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                if shape.crosses(box) or (shape.fill and shape.covers(*middle)):
                    yield f"on a mark: «{text.text}» ({text.mark}) on {mark.kind} {mark.id}"


def _is_own(text: OverlayText, mark: InkMark) -> bool:
    """Return whether a text prints the value of a mark, or names the one mark of its category."""
    if not text.mark:
        return False
    is_label = text.mark.endswith(".label") and mark.kind in ("tile", "cell")
    return text.mark == mark.id or (is_label and mark.id.startswith(text.mark[: -len("label")]))


def _unreadable(drawing: ChartDrawing) -> Iterator[str]:
    """Yield the texts that an edge of ink crosses, or that are too like what is under them."""
    paths = paths_of(drawing.svg)
    for text in drawing.texts:
        box = ink_box(text)
        ground, crossing = PAPER, ""
        for path in paths:
            if not overlap(box, path.edges):
                continue
            color = path.stroke or path.fill or ""
            if path.crosses(box):
                if _contrast(color, ground) > _FAINT:
                    crossing = color
                else:
                    # A text across two faint tones is read on the darker one.
                    ground = min(ground, color, key=luminance)
            elif path.fill and path.covers((box[0] + box[2]) / 2, (box[1] + box[3]) / 2):
                ground, crossing = path.fill, ""
        if crossing:
            yield f"crossed: «{text.text}» {_shown(box)} by {crossing}"
        elif _contrast(text.color, ground) < LEAST_CONTRAST:
            yield f"unreadable: «{text.text}» in {text.color} on {ground}"


def _contrast(first: str, second: str) -> float:
    return contrast_ratio(luminance(first), luminance(second))


# Paths --------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _painted(places: str, style: str) -> Painted:
    looks = dict(item.strip().split(": ") for item in style.split(";") if item.strip())
    fill, stroke = looks.get("fill", PAPER), looks.get("stroke", "none")
    pen = float(looks.get("stroke-width", 1.0)) if stroke != "none" else 0.0
    rows = []
    for drawn in places.split("M")[1:]:
        numbers = [float(word) for word in drawn.replace("L", " ").replace("z", " ").split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if "z" in drawn or fill != "none":
            points.append(points[0])
        rows += [(*first, *last) for first, last in pairwise(points)]
    segments = np.array(rows).reshape(-1, 4)
    return _of_segments(segments, fill if fill != "none" else None, stroke if pen else None, pen)


def _of_segments(segments: Numbers, fill: str | None, stroke: str | None, pen: float) -> Painted:
    across, down = segments[:, ::2], segments[:, 1::2]
    half = pen / 2
    edges = (across.min() - half, down.min() - half, across.max() + half, down.max() + half)
    return Painted(segments, fill, stroke, pen, edges)


def _shape_of(drawing: ChartDrawing, mark: InkMark) -> Painted:
    """Return the shapes of a mark as one path."""
    rows = []
    fill, pen = None, 0.0
    for shape in drawing.shapes[slice(*mark.shapes)]:
        xs, ys = shape.points[::2], [drawing.height - y for y in shape.points[1::2]]
        points = list(zip(xs, ys, strict=True))
        if shape.fill:
            points.append(points[0])
            fill = shape.fill
        else:
            pen = max(pen, shape.width)
        rows += [(*first, *last) for first, last in pairwise(points)]
    return _of_segments(np.array(rows).reshape(-1, 4), fill, "pen" if pen else None, pen)


def _reach(segments: Numbers, box: Edges) -> NDArray[np.bool_]:
    """Return which segments have a point inside a box: Liang and Barsky's clipping."""
    x, y, x1, y1 = segments.T
    dx, dy = x1 - x, y1 - y
    first, last = np.zeros(len(segments)), np.ones(len(segments))
    inside = np.ones(len(segments), dtype=bool)
    sides = ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y))
    for step, room in sides:
        level = step == 0
        inside &= ~(level & (room <= 0))
        share = np.divide(room, step, out=np.zeros_like(room), where=~level)
        first = np.where(step < 0, np.maximum(first, share), first)
        last = np.where(step > 0, np.minimum(last, share), last)
    return inside & (first < last)


# Letters ------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def _rise(text: str, weight: int) -> tuple[float, float]:
    """Return how far the letters of a text rise above the base line, and the lowest point of them, in ems."""
    top, bottom = 0.0, 0.0
    for run in _RUNS.findall(text):
        for font, piece in _pieces(run, weight):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(piece)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                extents = font.get_glyph_extents(info.codepoint)
                if extents is not None and extents.height:
                    rise = position.y_offset + extents.y_bearing
                    top = max(top, rise / font.face.upem)
                    bottom = min(bottom, (rise + extents.height) / font.face.upem)
    return top, bottom


@cache
def _line(weight: int) -> tuple[float, float]:
    """Return the ascent of a line of the face and its descent, which is negative, in ems."""
    blob = uharfbuzz.Blob.from_file_path(str(assets() / "fonts" / _FILES[weight]))
    face = uharfbuzz.Face(blob)
    extents = uharfbuzz.Font(face).get_font_extents("ltr")
    return extents.ascender / face.upem, extents.descender / face.upem


# Boxes --------------------------------------------------------------------------------------


def overlap(first: Sequence[float], second: Sequence[float], least: float = _NOTHING) -> bool:
    """Return whether two boxes have more than ``least`` points in common, across and down."""
    across = first[0] < second[2] - least and second[0] < first[2] - least
    return across and first[1] < second[3] - least and second[1] < first[3] - least


def _grown(box: Edges, air: float) -> Edges:
    less = air - _NOTHING
    return box[0] - less, box[1] - less, box[2] + less, box[3] + less


def _shown(box: Sequence[float]) -> str:
    return "(" + " ".join(f"{place:.1f}" for place in box) + ")"


def _size(drawing: ChartDrawing) -> str:
    return f"{drawing.width:g} × {drawing.height:g}"
