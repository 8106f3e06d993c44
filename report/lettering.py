"""The widths of texts in the bundled faces, as the renderer sets them.

HarfBuzz shapes with the bundled font files, as Pango does on the page, so a width measured here is
the width printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from report.places import assets

if TYPE_CHECKING:
    import uharfbuzz

REGULAR, SEMIBOLD = 400, 600
#: The sans face, which headings, tables, charts and running heads are set in, by weight.
_FILES = {
    REGULAR: "ibm-plex-sans-arabic/IBMPlexSansArabic_400Regular.ttf",
    SEMIBOLD: "ibm-plex-sans-arabic/IBMPlexSansArabic_600SemiBold.ttf",
}
#: The faces of signs that the sans face has not, in the order of the style sheets.
_FALLBACKS = (
    "noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf",
    "noto-sans-tifinagh/NotoSansTifinagh_400Regular.ttf",
)
_ARABIC = r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_RUNS = re.compile(f"[{_ARABIC}]+|[^{_ARABIC}]+")


def advance(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width in points of ``text`` set in the sans face on one line, ``size`` in
    points."""
    return ems(text, weight) * size


@lru_cache(maxsize=1 << 16)
def ems(text: str, weight: int = REGULAR) -> float:
    """Return the width of ``text`` set in the sans face on one line, as a multiple of its size."""
    width = 0.0
    for font, buffer in _shaped(text, weight):
        units = sum(position.x_advance for position in buffer.glyph_positions)
        width += units / font.face.upem
    return width


def reach(text: str, weight: int = REGULAR) -> tuple[float, float]:
    """Return how far the letters of ``text`` reach above and below the middle of its line, as
    multiples of its size.

    The middle is that of the line of the sans face; marks on letters are over its ascent.
    """
    rise, drop = _rise(text, weight)
    up = middle(weight)
    return rise - up, drop + up


def middle(weight: int = REGULAR) -> float:
    """Return how far the middle of a line of the sans face is above its base line, as a multiple of
    its size."""
    line = _font(_FILES[weight]).get_font_extents("ltr")
    middle_of_line: float = (line.ascender + line.descender) / 2
    return middle_of_line / float(_font(_FILES[weight]).face.upem)


@lru_cache(maxsize=1 << 14)
def _rise(text: str, weight: int) -> tuple[float, float]:
    """Return how far the letters of ``text`` reach above and below the base line, in ems."""
    rise = drop = 0.0
    for font, buffer in _shaped(text, weight):
        signs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        for sign, position in signs:
            outline = font.get_glyph_extents(sign.codepoint)
            if outline is not None and outline.height:
                top = (position.y_offset + outline.y_bearing) / font.face.upem
                rise = max(rise, top)
                drop = max(drop, -top - outline.height / font.face.upem)
    return rise, drop


def _shaped(text: str, weight: int) -> Iterator[tuple[uharfbuzz.Font, uharfbuzz.Buffer]]:
    """Yield the glyphs of each piece of ``text``, with the face of the piece."""
    import uharfbuzz

    for run in _RUNS.findall(text):
        for font, piece in _pieces(run, weight):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(piece)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            yield font, buffer


def _pieces(run: str, weight: int) -> Iterator[tuple[uharfbuzz.Font, str]]:
    """Yield the pieces of a run, each with the first face that has all its signs.

    A sign that no face has is measured in the sans face.
    """
    sans = _font(_FILES[weight])
    if all(map(sans.get_nominal_glyph, map(ord, run))):
        yield sans, run
        return
    for font, signs in groupby(run, key=lambda sign: _face_of(sign, weight)):
        yield font, "".join(signs)


def _face_of(sign: str, weight: int) -> uharfbuzz.Font:
    for file in (_FILES[weight], *_FALLBACKS):
        if _font(file).get_nominal_glyph(ord(sign)):
            return _font(file)
    return _font(_FILES[weight])


def cut(text: str, width: float, size: float, weight: int = REGULAR) -> str:
    """Return ``text``, or as many of its words as fit into ``width`` points with an ellipsis after
    them.

    A first word that does not fit is cut inside.
    """
    if advance(text, size, weight) <= width:
        return text
    room = width - advance(" …", size, weight)
    words = text.split(" ")
    count_kept = _most(
        len(words), lambda count: advance(" ".join(words[:count]), size, weight) <= room
    )
    if count_kept:
        return " ".join(words[:count_kept]).rstrip("،,؛;:.–—- ") + " …"
    return (
        text[: _most(len(text), lambda count: advance(text[:count], size, weight) <= room)] + " …"
    )


def lines(text: str, width: float, size: float, weight: int = REGULAR) -> int:
    """Return how many lines of ``width`` points ``text`` fills, broken between words, and in words
    that are longer."""
    count, used, space = 1, 0.0, advance(" ", size, weight)
    for word in text.split():
        wide = advance(word, size, weight)
        if used and used + space + wide > width:
            count, used = count + 1, 0.0
        used += wide + (space if used else 0.0)
        if used > width:
            full = int(used // width)
            count, used = count + full, used - full * width
    return count


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """Return the greatest number up to ``count`` that fits, 0 where none does; what is more than
    one fits no better."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


@cache
def _font(file: str) -> uharfbuzz.Font:
    import uharfbuzz

    path = assets() / "fonts" / file
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes())))
