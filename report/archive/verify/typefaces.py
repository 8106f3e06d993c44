"""Compare the fonts of an edition with the bundled ones: the outline, the width and the text of
each glyph.

The renderer embeds a subset of a font, in which every glyph keeps its number. So a glyph of the
edition is compared with the bundled glyph of the same number, and its code with the texts that this
glyph can represent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from report.archive.pdf_objects import texts_of_codes
from report.errors import Finding, Location
from report.places import assets

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.otBase import BaseTable
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet
    from pikepdf import Object

#: A point of an outline, in units of the font; ``None`` where a curve has no point on it.
Point = tuple[float, float]
#: A step of a pen: its name and its points.
Step = tuple[str, tuple[Point | None, ...]]
Outline = tuple[Step, ...]
_ORIGIN: Point = (0, 0)

_SUBSET = re.compile(r"^/(?:[A-Z]{6}\+)?")
#: The Arabic letter mark (see ``docs/text-layer.md``), which keeps the text of a code apart in
#: pdf.js.
_MARK = "\u061c"
#: The tables of vertical lines. Lines are horizontal, so no reader uses them, and a subset may cut
#: them short.
_VERTICAL = frozenset({"vhea", "vmtx"})
#: Widths are whole thousandths of an em.
_ROUNDED = 1.5
#: The maximum number of consecutive substitutions.
_SUBSTITUTED = 3
#: Figures and the signs of numbers: a glyph for one of these represents nothing else.
_FIXED = re.compile(r"[0-9٠-٩۰-۹%٪.,٫٬+\-−]")


def unlike_bundled(fonts: Sequence[Object], where: Location) -> Iterator[Finding]:
    """Yield the glyphs of fonts, given as dictionaries of a PDF, that differ from those of the
    bundled fonts (``font-differs``), and the fonts that cannot be read (``font-unreadable``)."""
    for font in fonts:
        try:
            yield from _unlike(font, where)
        except Exception as error:  # a font of unknown origin may fail fontTools anywhere
            name = str(font.get("/BaseFont", ""))
            values = {"font": _SUBSET.sub("", name), "reason": str(error) or type(error).__name__}
            yield Finding("font-unreadable", where, values)


def _unlike(font: Object, where: Location) -> Iterator[Finding]:
    from fontTools.ttLib import TTFont

    name = _SUBSET.sub("", str(font.BaseFont))
    (descendant,) = font.DescendantFonts
    if "/CIDToGIDMap" not in descendant or "/FontFile2" not in descendant.FontDescriptor:
        reason = "/CIDToGIDMap, /FontFile2"
        yield Finding("font-unreadable", where, {"font": name, "reason": reason})
        return
    inside = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()), lazy=True)
    for tag in _VERTICAL.intersection(inside.keys()):
        del inside[tag]
    embedded = _Embedded.of(font, inside)
    wrong: list[str] | None = None
    for path in _likely(name):
        texts = list(_unlike_glyphs(embedded, _House.of(path)))
        if wrong is None or len(texts) < len(wrong):
            wrong = texts
        if not wrong:
            return
    for text in (wrong or [])[:3]:
        yield Finding("font-differs", where, {"font": name, "found": text})


def _likely(name: str) -> list[Path]:
    """Return the bundled fonts of a family, or all; the style that the name has comes first."""
    plain = name.replace("-", "")
    every = sorted((assets() / "fonts").rglob("*.ttf"))
    family = [path for path in every if path.name.partition("_")[0] in plain]
    return sorted(
        family or every,
        key=lambda path: -len(_style(path)) if plain.endswith(_style(path)) else 1,
    )


def _style(path: Path) -> str:
    """Return the part of a font's name that its style adds; for ``Regular`` it is empty."""
    return path.stem.rpartition("_")[2].lstrip("0123456789").removeprefix("Regular")


@dataclass(frozen=True, slots=True)
class _Embedded:
    """A font of the edition.

    :param used: the glyph of each code, from code 1.
    :param outlines: the outline of each glyph that is used or not empty.
    :param widths: the width of each code, in thousandths of an em.
    :param texts: the text of each code.
    """

    used: Sequence[int]
    outlines: Mapping[int, Outline]
    widths: Mapping[int, float]
    texts: Mapping[int, str]

    @classmethod
    def of(cls, font: Object, inside: TTFont) -> _Embedded:
        """Return a font from its dictionary and its font file."""
        descendant = font.DescendantFonts[0]
        numbers = descendant.CIDToGIDMap.read_bytes()
        used: Sequence[int] = [
            int.from_bytes(numbers[index : index + 2], "big") for index in range(2, len(numbers), 2)
        ]
        drawn = inside.getGlyphSet()
        count = inside["maxp"].numGlyphs
        places = inside["loca"]
        taken = frozenset(used)
        held = [
            glyph for glyph in range(count) if glyph in taken or places[glyph + 1] > places[glyph]
        ]
        outlines = {glyph: _outline(drawn, inside.getGlyphName(glyph)) for glyph in held}
        texts = {code: text.removeprefix(_MARK) for code, text in texts_of_codes(font).items()}
        return cls(used, outlines, widths_of(descendant), texts)


def _unlike_glyphs(embedded: _Embedded, house: _House) -> Iterator[str]:
    """Yield the texts of the codes whose glyph differs from that of a bundled font, or may not
    represent its text."""
    outlines = embedded.outlines
    unchanged = {glyph for glyph, outline in outlines.items() if outline == house.outline(glyph)}
    contours = set(chain.from_iterable(_contours(outlines[glyph]) for glyph in unchanged))
    for code, glyph in enumerate(embedded.used, 1):
        text, outline = embedded.texts.get(code, ""), outlines.get(glyph)
        width = embedded.widths.get(code, 0)
        if not (glyph or text or code in embedded.widths):
            continue  # no code of this font
        if outline is None:
            sound = False
        elif _FIXED.fullmatch(text):
            drawn_so = {_from_first(house.outline(glyph) or ()) for glyph in house.glyphs_of(text)}
            sound = _from_first(outline) in drawn_so and house.has_width(text, width)
        else:
            foreign = _FIXED.search(text) or (
                len(text) == 1 and glyph in unchanged and house.is_figure(glyph)
            )
            sound = not foreign and _of_parts(outline, contours, glyph in unchanged)
        if not sound:
            yield text or f"#{code}"


def _of_parts(outline: Outline, contours: set[Outline], is_kept: bool) -> bool:
    """Return whether a glyph is a bundled one, or a composition of the contours of bundled ones: a
    letter with its marks."""
    return is_kept or set(_contours(outline)) <= contours


def widths_of(descendant: Object) -> dict[int, float]:
    """Return the width of each code of a font, in thousandths of an em (ISO 32000-1, 9.7.4.3)."""
    from pikepdf import Array

    widths: dict[int, float] = {}
    entries = list(descendant.get("/W", ()))
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, Array):
            widths |= {first + index: float(width) for index, width in enumerate(second)}
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(entries.pop(0)))
    return widths


def _outline(glyphs: _TTGlyphSet, name: str) -> Outline:
    """Return the outline of a glyph, with its components resolved."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return tuple(pen.value)


def _from_first(outline: Outline) -> Outline:
    """Return an outline relative to its first point, because the renderer may move a whole
    glyph."""
    if not outline:
        return ()
    left, bottom = outline[0][1][0] or _ORIGIN
    moved = []
    for name, points in outline:
        moved.append((name, tuple(_moved(point, left, bottom) for point in points)))
    return tuple(moved)


def _moved(point: Point | None, left: float, bottom: float) -> Point | None:
    return point and (point[0] - left, point[1] - bottom)


def _contours(outline: Outline) -> Iterator[Outline]:
    """Yield the contours of an outline, each relative to its first point."""
    contour: list[Step] = []
    left, bottom = _ORIGIN
    for name, points in outline:
        if name == "moveTo":
            (start,) = points
            left, bottom = start or _ORIGIN
            contour = []
        contour.append((name, tuple(_moved(point, left, bottom) for point in points)))
        if name in ("closePath", "endPath"):
            yield tuple(contour)


class _House:
    """A bundled font: its outlines, and the characters of each glyph."""

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import TTFont

        self._font = TTFont(path, lazy=True)
        self._set = self._font.getGlyphSet()
        self._order = self._font.getGlyphOrder()
        self._outlines: dict[int, Outline] = {}
        self._kerned: dict[str, frozenset[int]] = {}
        self._sources = _sources(self._font)
        self._scale = 1000 / self._font["head"].unitsPerEm

    @staticmethod
    @cache
    def of(path: Path) -> _House:
        """Return the font at ``path``, read once."""
        return _House(path)

    def outline(self, glyph: int) -> Outline | None:
        """Return the outline of a glyph by its number, or ``None`` if there is no such glyph."""
        if glyph not in self._outlines and glyph < len(self._order):
            self._outlines[glyph] = _outline(self._set, self._order[glyph])
        return self._outlines.get(glyph)

    def glyphs_of(self, text: str) -> list[int]:
        """Return the numbers of the glyphs that represent a character."""
        return [
            self._font.getGlyphID(name) for name, meant in self._sources.items() if text in meant
        ]

    def has_width(self, text: str, width: float) -> bool:
        """Return whether a width, in thousandths of an em, is that of a glyph of a character, alone
        or kerned with another glyph."""
        names = [self._order[glyph] for glyph in self.glyphs_of(text)]
        return any(self._is_width(name, width, (0,)) for name in names) or any(
            self._is_width(name, width, self._kerning(name)) for name in names
        )

    def _is_width(self, name: str, width: float, changes: Iterable[int]) -> bool:
        own = self._font["hmtx"][name][0]
        return any(abs((own + change) * self._scale - width) <= _ROUNDED for change in changes)

    def _kerning(self, name: str) -> frozenset[int]:
        """Return the changes of distance, in units of the font, between a glyph and another."""
        if name not in self._kerned:
            self._kerned[name] = frozenset(_kerning(self._font, name))
        return self._kerned[name]

    def is_figure(self, glyph: int) -> bool:
        """Return whether a glyph represents only figures or Latin letters."""
        meant = self._sources.get(self._order[glyph], frozenset())
        return bool(meant) and all(map(_FIXED.fullmatch, meant))


def _sources(font: TTFont) -> dict[str, frozenset[str]]:
    """Return the characters that each glyph of a font represents by itself or by a single
    substitution."""
    sources: dict[str, set[str]] = {}
    for code, name in font.getBestCmap().items():
        sources.setdefault(name, set()).add(chr(code))
    singles = [table for table in _subtables(font, "GSUB", 7) if table.LookupType in (1, 3)]
    for _ in range(_SUBSTITUTED):
        for table in singles:
            mapping = table.mapping if table.LookupType == 1 else table.alternates
            for name, targets in mapping.items():
                for target in [targets] if isinstance(targets, str) else targets:
                    sources.setdefault(target, set()).update(sources.get(name, ()))
    return {name: frozenset(characters) for name, characters in sources.items()}


def _kerning(font: TTFont, name: str) -> Iterator[int]:
    """Yield the changes of distance between a glyph and those before and after it (OpenType,
    GPOS, lookup type 2)."""
    for table in _subtables(font, "GPOS", 9):
        if table.LookupType != 2:
            continue
        pairs = _glyph_pairs(table, name) if table.Format == 1 else _class_pairs(table, name)
        for record in pairs:
            if record.Value1 is not None:
                yield getattr(record.Value1, "XAdvance", 0)


def _glyph_pairs(table: BaseTable, name: str) -> Iterator[BaseTable]:
    for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
        for record in pairs.PairValueRecord:
            if name in (first, record.SecondGlyph):
                yield record


def _class_pairs(table: BaseTable, name: str) -> Iterator[BaseTable]:
    if name in table.Coverage.glyphs:
        yield from table.Class1Record[table.ClassDef1.classDefs.get(name, 0)].Class2Record
    place = table.ClassDef2.classDefs.get(name, 0)
    for records in table.Class1Record:
        yield records.Class2Record[place]


def _subtables(font: TTFont, tag: str, extension: int) -> Iterator[BaseTable]:
    """Yield the subtables of the lookups of ``GSUB`` or ``GPOS``, those of the type ``extension``
    resolved."""
    lookups = font[tag].table.LookupList.Lookup if tag in font else []
    for table in chain.from_iterable(lookup.SubTable for lookup in lookups):
        yield table.ExtSubTable if table.LookupType == extension else table
