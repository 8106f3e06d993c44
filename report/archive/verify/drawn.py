"""Read what is drawn on a page by pdfium: texts, paths and pictures in painting order.

Coordinates are in the user space of the page, in points from the left and from below (ISO 32000-1,
8.3.2.3).
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Literal, NamedTuple

from pypdfium2 import raw

from report.archive.marked import PageTexts, TextReader
from report.archive.verify.paths import clips_of, matrix_of, points_of, steps_of, width_of
from report.file_bytes import Source

Kind = Literal["text", "path", "image", "shading", "form", "other"]
_KINDS: Mapping[int, Kind] = {
    raw.FPDF_PAGEOBJ_TEXT: "text", raw.FPDF_PAGEOBJ_PATH: "path", raw.FPDF_PAGEOBJ_IMAGE: "image",
    raw.FPDF_PAGEOBJ_SHADING: "shading", raw.FPDF_PAGEOBJ_FORM: "form",
}  # fmt: skip
#: The maximum depth of nested forms.
_DEEPEST = 8
#: The modes in which a text is not painted: 3, and 7, which only clips (ISO 32000-1, table 106).
_UNPAINTED = frozenset([3, 7])
#: The cosine of an angle that is nearly a right angle.
_FLAT = 0.01
#: The minimum fraction of its bounding box that a path covers if it is a rectangle, with or without
#: round corners.
_FULL = 0.8


class Area(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def sides(self) -> tuple[float, float]:
        """Its width and its height in points."""
        return self.right - self.left, self.top - self.bottom

    @property
    def size(self) -> float:
        """Its area in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def common(self, other: Area) -> Area:
        """Return the intersection with another area, which is empty if they do not overlap."""
        return Area(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip

    def is_within(self, outer: Area) -> bool:
        """Return whether nothing of it is beyond another area."""
        return (
            self.left >= outer.left
            and self.bottom >= outer.bottom
            and self.right <= outer.right
            and self.top <= outer.top
        )


Colour = tuple[int, int, int, int]
#: The appearance of an object, independent of its position: its kind, and what it looks like.
Shape = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A painted object.

    ``mark`` is its marked content and ``area`` its bounds. ``fill`` and ``stroke`` are its colours
    in sRGB with alpha, ``None`` if it is not filled or stroked, or not with a colour. ``painted``
    is whether it is painted at all, ``around`` the rectangle that its forms leave visible, and
    ``text`` the text of its glyphs. ``handle`` is pdfium's own, valid while the page is open.
    """

    kind: Kind
    mark: int
    area: Area
    fill: Colour | None
    stroke: Colour | None
    painted: bool
    around: Area | None
    handle: raw.FPDF_PAGEOBJECT
    text: str = ""

    @property
    def seen(self) -> Area:
        """Its bounds within the clipping area."""
        clip = _clip(self.handle, self.around)
        return self.area if clip is None else self.area.common(clip)

    @property
    def pieces(self) -> Sequence[Area]:
        """The bounds of each of its shapes: a path may have several, far apart."""
        if self.kind != "path" or self.stroke is not None:
            return (self.area,)
        outlines = outlines_of(self)
        return [_around(outline) for outline in outlines] if len(outlines) > 1 else (self.area,)

    @property
    def hole(self) -> Area | None:
        """The rectangle that a frame leaves free: the second of two paths that are filled by the
        even-odd rule."""
        return _hole(self) if self.kind == "path" else None


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """An open page.

    ``area`` is its visible part, the crop box within the media box. ``drawn`` are its objects; the
    content of a form follows the form. ``texts`` are its texts, except those in forms.
    """

    area: Area
    drawn: Sequence[Drawn]
    texts: PageTexts


class Pages:
    """The pages of a PDF, as pdfium reads them; must be closed."""

    def __init__(self, data: Source) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data if isinstance(data, bytes) else data.opened())

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Release the memory of pdfium."""
        self._document.close()

    @contextmanager
    def drawn(self, number: int) -> Iterator[DrawnPage]:
        """Yield an open page, counted from 1."""
        page = self._document[number - 1]
        text_page = page.get_textpage()
        try:
            area = Area(*page.get_mediabox()).common(Area(*page.get_cropbox()))
            reader = _Reader(TextReader(text_page))
            groups = []
            for index in range(raw.FPDFPage_CountObjects(page)):
                groups.append(list(reader.objects(raw.FPDFPage_GetObject(page, index), None, 0)))
            texts = PageTexts.of(
                (shape.mark, shape.text) for shape, *_ in groups if shape.kind == "text"
            )
            yield DrawnPage(area, list(chain.from_iterable(groups)), texts)
        finally:
            text_page.close()
            page.close()


def font_size(drawn: Drawn) -> float:
    """Return the size of a text on the page, in points."""
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(drawn.handle, size)
    matrix = matrix_of(drawn.handle)
    return size.value * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def is_turned(drawn: Drawn) -> bool:
    """Return whether a text is upside down or mirrored."""
    matrix = matrix_of(drawn.handle)
    return bool(matrix.a < -_FLAT or matrix.a * matrix.d - matrix.b * matrix.c < 0)


def stroke_width(drawn: Drawn) -> float:
    """Return the width of the stroke of a path, in its own units."""
    return width_of(drawn.handle) / 100


def outlines_of(drawn: Drawn) -> list[list[tuple[float, float]]]:
    """Return the points of each shape of a path on the page."""
    return [points_of(steps) for steps in steps_of(drawn.handle)]


def origin_of(drawn: Drawn) -> tuple[float, float]:
    """Return where a text begins on the page: its left end, on its base line."""
    matrix = matrix_of(drawn.handle)
    return matrix.e, matrix.f


def shape(drawn: Drawn) -> Shape:
    """Return the appearance of a path or a picture, independent of its position.

    For a path, these are its segments, in tenths of a point from the corner of its bounds, its
    colours and its stroke; for a picture, its size and a digest of its content.
    """
    if drawn.kind == "image":
        return ("image", *_size(drawn.area), _digest(drawn.handle))
    if drawn.kind != "path":
        return (drawn.kind, *_size(drawn.area))
    return ("path", tuple(_segments(drawn)), drawn.fill, drawn.stroke, width_of(drawn.handle))


def is_plain(drawn: Drawn) -> bool:
    """Return whether an object is only a line or a rectangle: a rule, an edge, a background."""
    if drawn.kind != "path":
        return False
    count = raw.FPDFPath_CountSegments(drawn.handle)
    kinds = [
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(drawn.handle, index))
        for index in range(min(count, 7))
    ]
    return count <= 6 and raw.FPDF_SEGMENT_BEZIERTO not in kinds


class _Reader:
    """Reads the objects of one page; the buffers for pdfium's results are allocated once."""

    def __init__(self, texts: TextReader) -> None:
        self._texts = texts
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._modes = ctypes.c_int(), ctypes.c_int()

    def objects(
        self, handle: raw.FPDF_PAGEOBJECT, around: Area | None, depth: int
    ) -> Iterator[Drawn]:
        """Yield an object and, for a form, its content."""
        kind = _KINDS.get(raw.FPDFPageObj_GetType(handle), "other")
        fill, stroke, painted, text = None, None, True, ""
        if kind == "text":
            mode = raw.FPDFTextObj_GetTextRenderMode(handle)
            painted = mode not in _UNPAINTED
            fill = (
                self._colour(raw.FPDFPageObj_GetFillColor, handle) if mode in (0, 2, 4, 6) else None
            )
            stroke = (
                self._colour(raw.FPDFPageObj_GetStrokeColor, handle)
                if mode in (1, 2, 5, 6)
                else None
            )
            text = self._texts.text(handle)
        elif kind == "path":
            filled, stroked = self._modes
            raw.FPDFPath_GetDrawMode(handle, filled, stroked)
            fill = self._colour(raw.FPDFPageObj_GetFillColor, handle) if filled.value else None
            stroke = self._colour(raw.FPDFPageObj_GetStrokeColor, handle) if stroked.value else None
            painted = bool(filled.value or stroked.value)
        mark = raw.FPDFPageObj_GetMarkedContentID(handle)
        yield Drawn(kind, mark, self._area(handle), fill, stroke, painted, around, handle, text)
        if kind == "form" and depth < _DEEPEST:
            clip = _clip(handle, around)
            for index in range(raw.FPDFFormObj_CountObjects(handle)):
                yield from self.objects(raw.FPDFFormObj_GetObject(handle, index), clip, depth + 1)

    def _area(self, handle: raw.FPDF_PAGEOBJECT) -> Area:
        left, bottom, right, top = self._edges
        raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        return Area(left.value, bottom.value, right.value, top.value)

    def _colour(self, read: Callable[..., int], handle: raw.FPDF_PAGEOBJECT) -> Colour | None:
        red, green, blue, alpha = self._parts
        if not read(handle, red, green, blue, alpha):
            return None
        return red.value, green.value, blue.value, alpha.value


def _clip(handle: raw.FPDF_PAGEOBJECT, left: Area | None) -> Area | None:
    """Return the bounds of the part of ``left`` that the clipping paths of an object leave.

    With ``None`` for ``left``, the page is clipped; return ``None`` if nothing is cut off.
    """
    for clip in clips_of(handle):
        area = _around(points_of(clip))
        left = area if left is None else left.common(area)
    return left


def _hole(drawn: Drawn) -> Area | None:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn.handle, filled, stroked)
    if filled.value != raw.FPDF_FILLMODE_ALTERNATE:
        return None
    outlines = outlines_of(drawn)
    if len(outlines) != 2:
        return None
    outer, inner = sorted(
        ((_around(outline), outline) for outline in outlines), key=lambda pair: -pair[0].size
    )
    area, points = inner
    turned = zip(points, (*points[1:], points[0]), strict=True)
    surface = abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in turned)) / 2
    return area if surface > _FULL * area.size and outer[0].common(area) == area else None


def _around(points: list[tuple[float, float]]) -> Area:
    across, up = zip(*points, strict=True)
    return Area(min(across), min(up), max(across), max(up))


def _size(area: Area) -> tuple[int, int]:
    width, height = area.sides
    return round(width * 10), round(height * 10)


def _segments(drawn: Drawn) -> Iterator[tuple[int, int, int]]:
    left, bottom, *_ = drawn.area
    for step in chain.from_iterable(steps_of(drawn.handle)):
        yield step.kind, round((step.across - left) * 10), round((step.up - bottom) * 10)


def _digest(handle: raw.FPDF_PAGEOBJECT) -> str:
    size = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    buffer = (ctypes.c_ubyte * size)()
    raw.FPDFImageObj_GetImageDataRaw(handle, buffer, size)
    return sha256(bytes(buffer)).hexdigest()
