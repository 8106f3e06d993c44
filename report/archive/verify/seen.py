"""Check that readers see every text: on its page, painted, not clipped away, not covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from report.archive.marked import PageTexts
from report.archive.printed import plain
from report.archive.verify.container import MOST
from report.archive.verify.drawn import (
    Area,
    Colour,
    Drawn,
    DrawnPage,
    Pages,
    font_size,
    is_turned,
    stroke_width,
)
from report.archive.verify.graph import clean
from report.archive.verify.model import Check
from report.design.contrast import contrast_ratio, relative_luminance
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf

    from report.file_bytes import Source

#: How far the bounds of a glyph may extend over an edge, in points: an overhang, or a mark above a
#: letter.
_OVERHANG = 2.0
#: A text is covered if more than this fraction of its bounds is.
_COVERED = 0.2
#: A text is clipped if less than this fraction of its bounds is left.
_LEFT = 0.5
#: The minimum contrast between a text and its background (by the formula of WCAG 2): below it, the
#: text counts as hidden.
CONTRAST = 1.3
#: An alpha, of 255, below which nothing is visible.
_FAINT = 26
#: A font size, in points, below which letters cannot be read.
TINY = 3.0
#: A shape that is thinner is a rule, and a stroke up to this width is an edge, in points.
RULE, _BROAD = 1.0, 3.0
WHITE: Colour = (255, 255, 255, 255)
#: The height of a band of a page, in points: the covers of a text are searched in the bands that
#: the text reaches. On a page above the maximum height, the last band holds the remaining area.
_BAND, _MOST_BANDS = 16.0, 1_000


@dataclass(frozen=True, slots=True)
class Shown:
    """The result of reading each page once by pdfium: the texts of the pages, and those that are
    not visible. ``models`` are the pages whose looks others share."""

    texts: list[PageTexts]
    check: Check
    models: Mapping[int, ModelLook]


@dataclass(frozen=True, slots=True)
class ModelLook:
    """What is painted on a page before anything that is added to it: its visible part, the objects
    that may cover a text or be its background, and its texts."""

    area: Area
    covers: tuple[tuple[Area, Colour | None], ...]
    texts: tuple[Area, ...]


def look_at_pages(
    pdf: pikepdf.Pdf, data: Source, where: Location, originals: Mapping[int, int] | None = None
) -> Shown:
    """Check every text of every page, in the structure tree or in a running head.

    :param originals: pages that look like others, each with the number of the first of these.
    """
    originals = originals or {}
    pages = Pages(data)
    findings: list[Finding] = []
    texts: list[PageTexts] = []
    models: dict[int, ModelLook] = {}
    counts: dict[int, int] = {}
    try:
        for number in range(1, len(pages) + 1):
            if (original := originals.get(number, number)) < number:
                texts.append(texts[original - 1])
                counts[number] = counts[original]
                continue
            location = replace(where, page=number)
            annotations = list(_appearances(pdf, number))
            with pages.drawn(number) as page:
                texts.append(page.texts)
                counts[number] = sum(shape.kind == "text" for shape in page.drawn)
                if number in originals:
                    models[number] = _model(page)
                if len(findings) < MOST:
                    findings += _unseen(page, annotations, location)
    finally:
        pages.close()
    facts = {"texts": sum(counts.values())}
    return Shown(texts, Check("seen", tuple(findings[:MOST]), facts), models)


def _model(page: DrawnPage) -> ModelLook:
    covers = [(shape.seen, shape.fill) for shape in page.drawn if _is_cover(shape)]
    texts = [shape.area for shape in page.drawn if shape.kind == "text" and shape.area.size]
    return ModelLook(page.area, tuple(covers), tuple(texts))


def unseen_on(pages: Pages, pdf: pikepdf.Pdf, number: int, where: Location) -> Iterator[Finding]:
    """Yield the texts of one page that readers do not see."""
    annotations = list(_appearances(pdf, number))
    with pages.drawn(number) as page:
        yield from _unseen(page, annotations, replace(where, page=number))


def _unseen(page: DrawnPage, annotations: Sequence[Area], where: Location) -> Iterator[Finding]:
    """Yield the findings about the texts of a page."""
    covers = _Covers(page)
    for index, shape in enumerate(page.drawn):
        if shape.kind != "text" or not shape.area.size:
            continue
        rule = _hidden(shape, index, page.area, annotations, covers)
        if rule is not None and plain(shape.text):
            yield Finding(rule, where, {"text": clean(shape.text)})


class _Covers:
    """The objects that may cover a text of a page, or are its background, by the bands of the page
    that they reach."""

    def __init__(self, page: DrawnPage) -> None:
        self._bottom = page.area.bottom
        self._count = max(1, min(_MOST_BANDS, int((page.area.top - page.area.bottom) / _BAND) + 1))
        self._bands: list[list[tuple[int, Drawn]]] = [[] for _ in range(self._count)]
        self._pieces: dict[int, Sequence[Area]] = {}
        for index, shape in enumerate(page.drawn):
            if _is_cover(shape):
                for band in self._reached(shape.area):
                    self._bands[band].append((index, shape))

    def _reached(self, area: Area) -> range:
        """Return the bands that an area reaches; the first and the last also hold what is beyond
        the page."""
        return range(self._band(area.bottom), self._band(area.top) + 1)

    def _band(self, up: float) -> int:
        return int(min(max((up - self._bottom) / _BAND, 0), self._count - 1))

    def near(self, area: Area) -> Sequence[tuple[int, Drawn]]:
        """Return, in painting order, all objects that may touch an area, with their indexes."""
        bands = [self._bands[band] for band in self._reached(area)]
        if len(bands) == 1:
            return bands[0]
        nearby = dict(chain.from_iterable(bands))
        return sorted(nearby.items(), key=lambda pair: pair[0])

    def pieces(self, index: int, cover: Drawn) -> Sequence[Area]:
        """Return the bounds of each shape of an object; they are read once."""
        if index not in self._pieces:
            self._pieces[index] = cover.pieces
        return self._pieces[index]

    def common(self, area: Area, index: int, cover: Drawn) -> float:
        """Return how much of an area the shapes of an object reach, in square points."""
        if not area.common(cover.area).size:
            return 0.0
        return sum(area.common(piece).size for piece in self.pieces(index, cover))


def _hidden(
    drawn: Drawn, index: int, page: Area, annotations: Sequence[Area], covers: _Covers
) -> str | None:
    """Return the rule that a text breaks, if any."""
    area = drawn.area
    within = Area(
        page.left - _OVERHANG, page.bottom - _OVERHANG, page.right + _OVERHANG, page.top + _OVERHANG
    )
    if not area.is_within(within):
        return "text-outside"
    if not drawn.painted or _alpha(drawn) < _FAINT or font_size(drawn) < TINY:
        return "text-invisible"
    if is_turned(drawn):
        return "text-turned"
    if drawn.seen.size < _LEFT * area.size:
        return "text-clipped"
    near = covers.near(area)
    over = (
        cover
        for place, cover in near
        if place > index and covers.common(area, place, cover) > _COVERED * area.size
    )
    later = (cover.seen for cover in over if not _in_hole(area, cover))
    if any(area.common(cover).size > _COVERED * area.size for cover in (*later, *annotations)):
        return "text-covered"
    if drawn.fill is not None and contrast_of(drawn.fill, _ground(area, index, covers)) < CONTRAST:
        return "text-invisible"
    return None


def _in_hole(area: Area, drawn: Drawn) -> bool:
    hole = drawn.hole
    return hole is not None and area.is_within(hole)


def _alpha(drawn: Drawn) -> int:
    return max(
        (colour[3] for colour in (drawn.fill, drawn.stroke) if colour is not None), default=255
    )


def _is_cover(drawn: Drawn) -> bool:
    """Return whether an object hides what was painted before it: a filled path, a broad stroke, a
    picture, a shading."""
    if drawn.kind == "path" and min(drawn.area.sides) > RULE:
        if drawn.stroke is not None and drawn.stroke[3] >= _FAINT and stroke_width(drawn) > _BROAD:
            return True
        return drawn.fill is not None and drawn.fill[3] >= _FAINT
    return drawn.kind in ("image", "shading", "other")


def _ground(area: Area, index: int, covers: _Covers) -> Colour | None:
    """Return the colour under the middle of a text, or ``None`` if that is a picture."""
    across, up = (area.left + area.right) / 2, (area.bottom + area.top) / 2
    for place, cover in reversed(covers.near(area)):
        if place >= index or not _holds(cover.area, across, up) or _in_hole(area, cover):
            continue
        if _holds(cover.seen, across, up) and any(
            _holds(piece, across, up) for piece in covers.pieces(place, cover)
        ):
            return cover.fill
    return WHITE


def _holds(area: Area, across: float, up: float) -> bool:
    return area.left <= across <= area.right and area.bottom <= up <= area.top


@lru_cache(maxsize=1024)
def contrast_of(first: Colour, second: Colour | None) -> float:
    """Return the contrast of two colours, from 1 to 21; 21 for an unknown background."""
    if second is None:
        return 21.0
    return contrast_ratio(relative_luminance(first[:3]), relative_luminance(second[:3]))


def _appearances(pdf: pikepdf.Pdf, number: int) -> Iterator[Area]:
    """Yield the locations of the annotations of a page that have an appearance."""
    for annotation in pdf.pages[number - 1].obj.get("/Annots", ()):
        if "/AP" in annotation or annotation.get("/Subtype") not in ("/Link", "/Widget"):
            left, bottom, right, top = (
                float(value) for value in annotation.get("/Rect", (0, 0, 0, 0))
            )
            yield Area(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
