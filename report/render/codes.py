"""Glyph codes: one for each pair of a shape and the text that it represents.

A PDF maps each code of a font to one Unicode text (``ToUnicode``, ISO 32000-1, 9.10.3). WeasyPrint
uses the glyph number as the code, so a glyph that represents two letters is always read back as the
letter it represented first. This module assigns new codes, and a ``CIDToGIDMap`` (9.7.4.2)
maps each to its glyph.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from struct import pack
from typing import NamedTuple

from report.render.engine.pdf import Array, Dictionary, Pdf, Stream, resolve
from report.render.truetype import Component, FontFile

#: The width of a glyph that must take no room, in thousandths of the font size: a mark, or an
#: invisible glyph, which draws nothing and represents a letter of a ligature. Every reader keeps a
#: glyph of this width at its position, and no reader sees a space in it.
SLIVER = 20

#: The zero-width non-joiner separates two letters that would join. It draws nothing, and belongs to
#: the spelling.
ZWNJ = "\u200c"

#: The Arabic letter mark draws nothing. It is the only mark of direction that pdf.js does not take
#: for a left-to-right letter, and with it the numbers and signs that follow (``bidi`` in its
#: worker).
ALM = "\u061c"

#: The codes of each font start at a multiple of this, plus 1. pdfium takes two texts with the same
#: codes near each other for one text drawn twice, also if their fonts differ
#: (``IsSameTextObject`` in its ``cpdf_textpage.cpp``).
_FONT_CODES = 0x1000
#: A document with more fonts than this shares codes between fonts.
_MOST_FONTS = 14


class Shape(NamedTuple):
    """What a code draws: glyphs of the font, and its width in thousandths of the font size.

    An invisible glyph has no components. A ``synthetic`` shape, which is not an unchanged glyph of
    the font, becomes a new glyph of the embedded font.
    """

    components: tuple[Component, ...]
    width: int
    synthetic: bool = False


class Codes:
    """The codes of one font, given out in the order of first use, from ``first`` up.

    :param place: the place of the font in the document, from 0.
    """

    def __init__(self, place: int = 0) -> None:
        self.first = 1 + place % _MOST_FONTS * _FONT_CODES
        # Keyed by named tuples: a dataclass's own hash and comparison took a third of the layer's
        # time.
        self._code_of: dict[tuple[Shape, str], int] = {}
        self._entries: list[tuple[Shape, str]] = []
        #: The codes that a line asks for, while it is drawn.
        self.asked: dict[int, None] | None = None

    def of(self, shape: Shape, text: str) -> int:
        """Return the code of a shape that represents a text."""
        key = (shape, text)
        code = self._code_of.get(key)
        if code is None:
            code = self._code_of[key] = self.first + len(self._entries)
            self._entries.append((shape, text))
        if self.asked is not None:
            self.asked[code] = None
        return code

    def ask(self, codes: Iterable[int]) -> None:
        """Note codes that a line asks for although it does not compute them again."""
        if self.asked is not None:
            self.asked.update(dict.fromkeys(codes))

    def asked_entries(self) -> tuple[tuple[int, tuple[Shape, str]], ...]:
        """Return the codes that a line asked for, each by its place from the first one on, with its
        shape and text."""
        places = [code - self.first for code in self.asked or ()]
        return tuple([(place, self._entries[place]) for place in places])

    def gives(self, entries: Iterable[tuple[int, tuple[Shape, str]]]) -> bool:
        """Return whether these codes, in the order in which a line asks for them, have the same
        shapes and texts here: they are given out already, or are the next ones."""
        count = following = len(self._entries)
        for place, entry in entries:
            if place < count:
                if self._entries[place] != entry:
                    return False
            elif place == following and entry not in self._code_of:
                following += 1
            else:
                return False
        return True

    def give(self, entries: Iterable[tuple[int, tuple[Shape, str]]]) -> None:
        """Give out those of these codes that are new; see :meth:`gives`."""
        for place, entry in entries:
            if place >= len(self._entries):
                self.of(*entry)

    def with_text(self, code: int, text: str) -> int:
        """Return a code for the shape of another code, with its own text."""
        return self.of(self._entries[code - self.first][0], text)

    @property
    def entries(self) -> tuple[tuple[Shape, str], ...]:
        """Return the shape and the text of each code, the first being that of code ``first``."""
        return tuple(self._entries)

    def entries_from(self, count: int) -> tuple[tuple[Shape, str], ...]:
        """Return the entries after the first ``count``."""
        return tuple(self._entries[count:])


class UnknownCode(Exception):
    """A shape that represents a text has no code yet."""


class CodesSoFar(Codes):
    """The codes that another process has given out so far, from ``first`` up: only this process
    gives out new ones."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first

    def learn(self, entries: Iterable[tuple[Shape, str]]) -> None:
        """Add entries that follow those so far."""
        for shape, text in entries:
            super().of(shape, text)

    def of(self, shape: Shape, text: str) -> int:
        """Return the code of a shape that represents a text.

        :raises UnknownCode: if it has none yet.
        """
        code = self._code_of.get((shape, text))
        if code is None:
            raise UnknownCode(text)
        return code


def write_codes(pdf: Pdf, font: Dictionary, codes: Codes) -> None:
    """Write the codes of a font into a PDF: its widths, its texts, the map to its glyphs, and its
    new glyphs.

    ``pdf`` is a PDF before it is written. ``font`` is the dictionary of a Type 0 font in it whose
    descendant is a TrueType font. If two fonts of the PDF share a font file, each adds its own
    glyphs to it.
    """
    descendant = resolve(pdf, font["DescendantFonts"][0])
    descriptor = resolve(pdf, descendant["FontDescriptor"])
    for dictionary, key in ((font, "BaseFont"), (descendant, "BaseFont"), (descriptor, "FontName")):
        # Pango ends a family that ends in a figure with a comma, to keep it apart from a size.
        dictionary[key] = dictionary[key].removesuffix(b",")
    entries = codes.entries
    composed = list(dict.fromkeys(shape for shape, _ in entries if shape.synthetic))
    first = _make_glyphs(resolve(pdf, descriptor["FontFile2"]), composed)
    number = {shape: first + place for place, shape in enumerate(composed)}
    glyphs = [number[shape] if shape.synthetic else shape.components[0][0] for shape, _ in entries]
    map_ = Stream([bytes(2 * codes.first) + pack(f">{len(glyphs)}H", *glyphs)], compress=True)
    pdf.add_object(map_)
    descendant["CIDToGIDMap"] = map_.reference
    descendant["W"] = Array([codes.first, Array([shape.width for shape, _ in entries])])
    resolve(pdf, font["ToUnicode"]).stream = [
        _to_unicode([text for _, text in entries], codes.first)
    ]


def _make_glyphs(file: Stream, shapes: list[Shape]) -> int:
    """Add a glyph for each shape to the font file in a PDF stream, and return the number of the
    first.

    The widths in the font are those in the PDF, as PDF/A requires (ISO 19005-3, 6.2.11.5). Without
    a shape, the file loses the tables that a PDF does not use.
    """
    font = FontFile(file.stream[0])
    first = font.glyph_count
    for shape in shapes:
        width = round(shape.width * font.units / 1000)
        if len(shape.components) == 1 and shape.components[0][1:] == (0, 0):
            font.add_with_width(shape.components[0][0], width)
        else:
            font.add_drawn(shape.components, width)
    data = font.data()
    file.stream = [data]
    file.extra["Length1"] = len(data)
    return first


def _to_unicode(texts: list[str], first: int) -> bytes:
    """Return the CMap from the codes ``first``, ``first + 1``, ... to their texts (Adobe Technical
    Note 5411)."""
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts, first)
    ]
    blocks = [
        lines[start : start + 100] for start in range(0, len(lines), 100)
    ]  # a block holds at most 100
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <ffff>",
            "endcodespacerange",
            *chain.from_iterable(
                (f"{len(block)} beginbfchar", *block, "endbfchar") for block in blocks
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    ).encode()
