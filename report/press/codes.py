"""Codes for glyphs: one for each pair of a glyph and the text that it stands for.

A PDF maps each code of a font to one Unicode text (``ToUnicode``, ISO 32000-1, 9.10.3). WeasyPrint uses the glyph's
number for its code, so a glyph that stands for two letters is read back as the letter that it showed first. Here
the codes are our own, and a ``CIDToGIDMap`` (9.7.4.2) leads each to its glyph.
"""

from __future__ import annotations

import io
from typing import Any

#: Width of a ghost, in thousandths of the font size: wide enough for every reader to keep it in its place, and
#: narrow enough for none to see a space in it.
GHOST_WIDTH = 20

#: Stands for "no glyph yet" in the key of a ghost: the glyph is chosen when the font has been cut down.
_GHOST = -1


class Codes:
    """The codes of one font, given out in the order of first use, from 1 up."""

    def __init__(self) -> None:
        self._code_of: dict[tuple[int, str], int] = {}
        #: For each code its glyph, its text and its width in thousandths of the font size.
        self.entries: list[tuple[int, str, int]] = []

    def of(self, glyph: int, text: str, width: int) -> int:
        """Return the code of a glyph that stands for ``text`` (which may be empty) and is ``width`` wide."""
        key = (glyph, text)
        code = self._code_of.get(key)
        if code is None:
            self.entries.append((glyph, text, width))
            code = self._code_of[key] = len(self.entries)
        return code

    def ghost(self, letter: str) -> int:
        """Return the code of an invisible glyph, :data:`GHOST_WIDTH` wide, that stands for ``letter``."""
        return self.of(_GHOST, letter, GHOST_WIDTH)


def write_codes(pdf: Any, font_dictionary: Any, codes: Codes, *, compress: bool) -> None:
    """Give a font of a PDF our codes: its widths, its Unicode texts, the map to its glyphs, its ghost glyph.

    ``pdf`` is a ``pydyf.PDF`` before it is written, ``font_dictionary`` the Type 0 font in it.
    """
    import pydyf

    descendant = _resolve(pdf, font_dictionary["DescendantFonts"][0])
    file = _resolve(pdf, _resolve(pdf, descendant["FontDescriptor"])["FontFile2"])
    ghost = _make_ghost(file, {glyph for glyph, _, _ in codes.entries})
    glyphs = pydyf.Stream(
        [bytes(2) + b"".join((ghost if g == _GHOST else g).to_bytes(2, "big") for g, _, _ in codes.entries)],
        compress=compress,
    )
    pdf.add_object(glyphs)
    descendant["CIDToGIDMap"] = glyphs.reference
    descendant["W"] = pydyf.Array([1, pydyf.Array([width for _, _, width in codes.entries])])
    _resolve(pdf, font_dictionary["ToUnicode"]).stream = [_to_unicode(codes)]


def _resolve(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _make_ghost(file: Any, used: set[int]) -> int:
    """Make one glyph that is not used, and so is empty by now, :data:`GHOST_WIDTH` wide; return its number.

    PDF/A asks that widths in the PDF and in the font agree (ISO 19005-3, 6.2.11.5), so the ghost must be true.
    """
    if _GHOST not in used:
        return 0
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(file.stream[0]), recalcBBoxes=False, recalcTimestamp=False)
    number = next(n for n in range(1, 65536) if n not in used)
    font["hmtx"].metrics[font.getGlyphName(number)] = (GHOST_WIDTH * font["head"].unitsPerEm // 1000, 0)
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    file.stream = [out.getvalue()]
    file.extra["Length1"] = len(out.getvalue())
    return number


def _to_unicode(codes: Codes) -> bytes:
    """Return the CMap from codes to texts (Adobe Technical Note 5411), without the codes that stand for nothing."""
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, (_, text, _) in enumerate(codes.entries, 1)
             if text]
    blocks = []
    for start in range(0, len(lines), 100):  # a block holds 100 lines at most
        block = lines[start : start + 100]
        blocks.append("\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")))
    return "\n".join((
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
        *blocks,
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    )).encode()
