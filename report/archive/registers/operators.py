"""The operators on the pages of long registers, as :mod:`report.render.long_tables` writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

from report.archive.registers.glyph_texts import GlyphTexts, Piece
from report.archive.registers.rows import decoded, text_of

#: The end of what the model page drew; lengths are hundredths of a point from here on, and points
#: inside of texts.
BEGIN = b"Q\n.01 0 0 .01 0 0 cm\n"
HUNDREDTHS = 100
_PLACE = rb"100 0 0 100 (-?\d+) (-?\d+) Tm\s*"
#: The strings and moves inside are read by :meth:`~.glyph_texts.GlyphTexts.shown`.
_GLYPHS = rb"\[([^\]]*)\] ?TJ\n?"
_BLANK = rb"<</ActualText ?\( \) ?>>"
_PAGINATION = rb"<</Type ?/Pagination(?:/Subtype ?/(?:Header|Footer))?>>"
_TEXT = rb"\([^\\()]*(?:\\.[^\\()]*)*\)|<[0-9a-f]*>"
_POINTS = rb"(-?(?:\d+(?:\.\d\d?)?|\.\d\d?))"
_STEP = rb"%b %b Td\s*" % (_POINTS, _POINTS)
_REPLACE = rb"/(?:MUJZ_Piece|Span) <</ActualText ?(%b) ?>> ?BDC\n" % _TEXT
_TONE = rb"([01]|0?\.\d+)"
_OF_CELL = rb"/(?:TD|TH) <</MCID (\d+)>>BDC\n"
_BETWEEN = rb"/Artifact " + _BLANK + rb"BDC\n" + _PLACE + _GLYPHS + rb"EMC\n"
_FONT = rb"/([A-Za-z0-9]+) (\d+(?:\.\d+)?) Tf\n?"
#: What a page is made of, the most frequent first: a cell of one line with the blank behind it, a
#: line of a longer cell, the blank between cells, the piece of a text that is read from the left,
#: and then each operator by itself, with the font that often follows it.
FORMS: Mapping[str, bytes] = {
    "cell": _OF_CELL + _PLACE + _GLYPHS + b"EMC\n(?:" + _BETWEEN + b")?",
    "line": _PLACE + _GLYPHS,
    "blank": _BETWEEN,
    "piece": _STEP + _REPLACE + _GLYPHS + b"(?:" + _STEP + _GLYPHS + rb")?EMC\n?",
    "place": _PLACE + b"(?:" + _FONT + b")?",
    "show": _GLYPHS,
    "step": _STEP,
    "end": rb"EMC\n?(?:" + _FONT + b")?",
    "replace": _REPLACE,
    "begin": _OF_CELL,
    "artifact": rb"/Artifact (?:(?:%b|%b)BDC|BMC)\n" % (_BLANK, _PAGINATION),
    "font": _FONT,
    "tones": rb"%b %b %b rg\n" % (_TONE, _TONE, _TONE),
    "rectangle": rb"(-?\d+) (-?\d+) (\d+) (\d+) re f\n?",
    "text": rb"BT[\n ]",
    "apart": rb"ET\n?",
    "origin": rb"q\n1 0 0 1 (-?\d+) (-?\d+) cm\n",
    "restore": rb"Q\n",
    "unknown": rb"(?s:.)",
}  # fmt: skip
OPERATORS = re.compile(b"|".join(b"%b()" % form for form in FORMS.values()))
LASTS = list(accumulate([re.compile(form).groups + 1 for form in FORMS.values()]))
#: The marks of direction around a text that is read from the left.
_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
#: The most pieces of a font that are remembered.
_MOST_PIECES = 12_000


def piece_of(match: re.Match[bytes], last: int, font: GlyphTexts) -> Piece:
    """Return a piece of a text, which the font remembers."""
    x, y, written, first, right, up, second = match.group(
        last - 7, last - 6, last - 5, last - 4, last - 3, last - 2, last - 1
    )
    shown, then = font.shown(first), None
    text = shown.text
    if second is not None:
        then = hundredths(right), hundredths(up), font.shown(second)
        text += then[2].text
    said = said_by(written)
    differs = said != text.strip(_MARKS)
    piece = Piece(text, said if differs else None, hundredths(x), hundredths(y), shown, then)
    if len(font.pieces) < _MOST_PIECES:
        font.pieces[match[0]] = piece
    return piece


@lru_cache(maxsize=4096)
def hundredths(points: bytes) -> int:
    """Return a distance in hundredths of a point, from points."""
    return round(float(points) * HUNDREDTHS)


@lru_cache(maxsize=4096)
def said_by(written: bytes) -> str:
    """Return the replacement text of glyphs, from the string in the content."""
    if written.startswith(b"("):
        return text_of(written[1:-1])
    return decoded(bytes.fromhex(written[1:-1].decode("ascii")))
