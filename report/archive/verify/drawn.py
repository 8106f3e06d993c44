"""What pdfium draws on a page: texts, paths, pictures, in the order in which they are painted.

Coordinates are those of the page's user space, in points, from the left and from below (ISO 32000-1, 8.3.2.3).
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, NamedTuple

Kind = Literal["text", "path", "image", "shading", "form", "other"]
#: A form in a form in a form is followed no deeper.
_DEEPEST = 8
#: The modes in which a text is not painted: 3, and 7, which only clips (ISO 32000-1, table 106).
_UNPAINTED = frozenset([3, 7])
#: The cosine of an angle that is nearly a right one.
_FLAT = 0.01
#: A path takes up as much of the rectangle around it when it is one, with round corners or without.
_FULL = 0.8


class Area(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Its surface, in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def common(self, other: Area) -> Area:
        """Return what it has in common with another; without a surface where that is nothing."""
        return Area(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip


Colour = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An object that is painted.

    ``mark`` is its marked content, ``area`` its bounds. ``fill`` and ``stroke`` are its colours in sRGB with the alpha,
    ``None`` where it is not filled or stroked, or not with a colour. ``painted`` is whether it is painted at all,
    ``around`` what the forms that it stands in leave of it. ``handle`` and ``text_page`` are pdfium's own, good while
    the page is open.
    """

    kind: Kind
    mark: int
    area: Area
    fill: Colour | None
    stroke: Colour | None
    painted: bool
    around: Area | None
    handle: Any
    text_page: Any

    @property
    def text(self) -> str:
        """What its glyphs stand for, of a text."""
        return _text(self.handle, self.text_page) if self.kind == "text" else ""

    @property
    def seen(self) -> Area:
        """Its bounds as far as they are not clipped away."""
        clip = _clip(self.handle, self.around)
        return self.area if clip is None else self.area.common(clip)

    @property
    def hole(self) -> Area | None:
        """The rectangle that a frame leaves free: the second of two paths that are filled by the even-odd rule."""
        return _hole(self) if self.kind == "path" else None


class Pages:
    """The pages of a PDF, as pdfium reads them; to be closed."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Give pdfium's memory back."""
        self._document.close()

    @contextmanager
    def drawn(self, number: int) -> Iterator[tuple[Area, list[Drawn]]]:
        """Yield what is seen of a page, from 1, its crop box within its media box, and what is drawn on it, while the
        page is open; what a form holds stands behind the form."""
        page = self._document[number - 1]
        text_page = page.get_textpage()
        try:
            area = Area(*page.get_mediabox()).common(Area(*page.get_cropbox()))
            yield area, list(_objects(page, text_page))
        finally:
            text_page.close()
            page.close()


def font_size(one: Drawn) -> float:
    """Return the size of a text on the page, in points."""
    from pypdfium2 import raw

    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(one.handle, size)
    matrix = _matrix(one.handle)
    return size.value * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def is_turned(one: Drawn) -> bool:
    """Whether a text stands on its head, or is mirrored."""
    matrix = _matrix(one.handle)
    return bool(matrix.a < -_FLAT or matrix.a * matrix.d - matrix.b * matrix.c < 0)


def stroke_width(one: Drawn) -> float:
    """Return how wide the stroke of a path is, in units of its own space."""
    return _width(one.handle) / 100


def shape(one: Drawn) -> tuple[Any, ...]:
    """Return what a path or a picture looks like, wherever it stands: for a path its segments, in tenths of a point
    from the corner of its bounds, its colours and its stroke; for a picture its size and a digest of its content."""
    if one.kind == "image":
        return ("image", *_size(one.area), _digest(one.handle))
    if one.kind != "path":
        return (one.kind, *_size(one.area))
    return ("path", tuple(_segments(one)), one.fill, one.stroke, _width(one.handle))


def is_plain(one: Drawn) -> bool:
    """Whether an object is no more than a line or a rectangle: a rule, an edge, a background."""
    from pypdfium2 import raw

    if one.kind != "path":
        return False
    count = raw.FPDFPath_CountSegments(one.handle)
    kinds = [raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(one.handle, at)) for at in range(min(count, 7))]
    return count <= 6 and raw.FPDF_SEGMENT_BEZIERTO not in kinds


def _objects(page: Any, text_page: Any) -> Iterator[Drawn]:
    from pypdfium2 import raw

    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _one(raw.FPDFPage_GetObject(page, at), text_page, None, 0)


def _one(handle: Any, text_page: Any, around: Area | None, depth: int) -> Iterator[Drawn]:
    from pypdfium2 import raw

    kinds: dict[int, Kind] = {
        raw.FPDF_PAGEOBJ_TEXT: "text", raw.FPDF_PAGEOBJ_PATH: "path", raw.FPDF_PAGEOBJ_IMAGE: "image",
        raw.FPDF_PAGEOBJ_SHADING: "shading", raw.FPDF_PAGEOBJ_FORM: "form",
    }  # fmt: skip
    kind = kinds.get(raw.FPDFPageObj_GetType(handle), "other")
    fill, stroke, painted = None, None, True
    if kind == "text":
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        painted = mode not in _UNPAINTED
        fill = _colour(raw.FPDFPageObj_GetFillColor, handle) if mode in (0, 2, 4, 6) else None
        stroke = _colour(raw.FPDFPageObj_GetStrokeColor, handle) if mode in (1, 2, 5, 6) else None
    elif kind == "path":
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, filled, stroked)
        fill = _colour(raw.FPDFPageObj_GetFillColor, handle) if filled.value else None
        stroke = _colour(raw.FPDFPageObj_GetStrokeColor, handle) if stroked.value else None
        painted = bool(filled.value or stroked.value)
    mark = raw.FPDFPageObj_GetMarkedContentID(handle)
    yield Drawn(kind, mark, _area(handle), fill, stroke, painted, around, handle, text_page)
    if kind == "form" and depth < _DEEPEST:
        clip = _clip(handle, around)
        for at in range(raw.FPDFFormObj_CountObjects(handle)):
            yield from _one(raw.FPDFFormObj_GetObject(handle, at), text_page, clip, depth + 1)


def _area(handle: Any) -> Area:
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *edges)
    return Area(*(edge.value for edge in edges))


def _colour(read: Any, handle: Any) -> Colour | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not read(handle, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _clip(handle: Any, left: Area | None) -> Area | None:
    """Return the rectangle around what the clipping paths of an object leave of ``left``, of the page where that is
    ``None``; ``None`` where nothing is cut off."""
    from pypdfium2 import raw

    paths = raw.FPDFPageObj_GetClipPath(handle)
    for at in range(max(0, raw.FPDFClipPath_CountPaths(paths)) if paths else 0):
        points = []
        for segment in range(raw.FPDFClipPath_CountPathSegments(paths, at)):
            points.append(_point(raw.FPDFClipPath_GetPathSegment(paths, at, segment)))
        if points:
            area = _around(points)
            left = area if left is None else left.common(area)
    return left


def _point(segment: Any) -> tuple[float, float]:
    from pypdfium2 import raw

    across, up = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, across, up)
    return across.value, up.value


def _text(handle: Any, text_page: Any) -> str:
    from pypdfium2 import raw

    size = raw.FPDFTextObj_GetText(handle, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(handle, text_page, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _hole(one: Drawn) -> Area | None:
    from pypdfium2 import raw

    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one.handle, filled, stroked)
    if filled.value != raw.FPDF_FILLMODE_ALTERNATE:
        return None
    parts: list[list[tuple[float, float]]] = []
    for kind, across, up in _placed(one.handle):
        if kind == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        if parts:
            parts[-1].append((across, up))
    if len(parts) != 2:
        return None
    outer, inner = sorted(((_around(part), part) for part in parts), key=lambda pair: -pair[0].size)
    area, points = inner
    turned = zip(points, (*points[1:], points[0]), strict=True)
    surface = abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in turned)) / 2
    return area if surface > _FULL * area.size and outer[0].common(area) == area else None


def _around(points: list[tuple[float, float]]) -> Area:
    across, up = zip(*points, strict=True)
    return Area(min(across), min(up), max(across), max(up))


def _size(area: Area) -> tuple[int, int]:
    return round((area.right - area.left) * 10), round((area.top - area.bottom) * 10)


def _segments(one: Drawn) -> Iterator[tuple[int, int, int]]:
    left, bottom, *_ = one.area
    for kind, across, up in _placed(one.handle):
        yield kind, round((across - left) * 10), round((up - bottom) * 10)


def _placed(handle: Any) -> Iterator[tuple[int, float, float]]:
    """Yield the kind of each segment of a path and its point on the page."""
    from pypdfium2 import raw

    matrix = _matrix(handle)
    for at in range(raw.FPDFPath_CountSegments(handle)):
        segment = raw.FPDFPath_GetPathSegment(handle, at)
        x, y = _point(segment)
        across = matrix.a * x + matrix.c * y + matrix.e
        up = matrix.b * x + matrix.d * y + matrix.f
        yield raw.FPDFPathSegment_GetType(segment), across, up


def _matrix(handle: Any) -> Any:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix


def _width(handle: Any) -> int:
    from pypdfium2 import raw

    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(handle, width)
    return round(width.value * 100)


def _digest(handle: Any) -> str:
    from pypdfium2 import raw

    size = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    buffer = (ctypes.c_ubyte * size)()
    raw.FPDFImageObj_GetImageDataRaw(handle, buffer, size)
    return sha256(bytes(buffer)).hexdigest()
