"""A right-to-left run as one piece of text (:mod:`report.render.pieces`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from report.render.codes import ALM, SLIVER, ZWNJ
from report.render.pieces import (
    END,
    LRM,
    RLM,
    STEP,
    Glyph,
    InvisibleGlyph,
    Lead,
    Piece,
    direction,
    width_of,
)
from report.render.strings import tj

#: The characters that pdfium mirrors or decomposes although Unicode does not.
_CHANGED = frozenset("‘’“”®")


def continuing_piece(
    glyphs: Sequence[Glyph], end: float, invisible_glyph: InvisibleGlyph, follows: Lead
) -> Piece:
    """Return a right-to-left run that continues a left-to-right text as one piece, such as an
    Arabic component of an address.

    pdfium orders texts by their starts, and reads these from the right. So the piece starts, with
    an invisible glyph, to the left of the pieces of that text. Its replacement text has the letters
    in the order of their glyphs, because pdfium reverses them, and hides the way from the start to
    the letters, where pdfium sees a space. A mark separates it from Arabic letters on its left,
    with which pdfium would not reverse it. pdfium does not reverse the order of several words in a
    replacement text: with a hyphen or an underscore the piece has none.
    """
    lead = follows.x - STEP
    shown = [
        invisible_glyph(lead, width_of(follows.pieces), RLM),
        *_marked(glyphs, end, invisible_glyph),
        invisible_glyph(lead - SLIVER, SLIVER, RLM),
        invisible_glyph(follows.x - SLIVER, SLIVER, END),
    ]
    text = "".join(glyph.text for glyph in glyphs)
    is_word = all(direction(letter) == "right" for letter in text)
    return Piece(lead, follows.x, tj(shown, lead, follows.x), f"{text}{LRM}" if is_word else None)


def right_to_left_piece(
    glyphs: Sequence[Glyph], end: float, invisible_glyph: InvisibleGlyph, *, separated: bool
) -> Piece:
    """Return a right-to-left run as one piece, with marks around brackets, quotes and signs such as
    an ellipsis.

    A mark also separates two neighbours that pdfium would not reverse, such as a no-break space and
    a full stop. With ``separated`` a mark separates the run from the text to its right.
    """
    marked = _marked(glyphs, end, invisible_glyph)
    if len(glyphs) == 1 and glyphs[0].width == SLIVER:
        # pdfium drops a single invisible glyph, which has no width, and takes a single mark above
        # or below the line for another line. A second invisible glyph beside it gives it a width,
        # and a height down to the baseline.
        marked.append(invisible_glyph(glyphs[0].x + SLIVER, SLIVER, RLM))
    elif separated:
        marked.append(invisible_glyph(end - SLIVER, SLIVER, RLM))
    return Piece(0, end, tj(_without_moves(marked, invisible_glyph), 0, end))


def _marked(glyphs: Sequence[Glyph], end: float, invisible_glyph: InvisibleGlyph) -> list[Glyph]:
    """Return the glyphs of a right-to-left run with the marks that keep them in order."""
    marked: list[Glyph] = []
    for glyph in glyphs:
        first = glyph.text.lstrip(ALM)[:1]
        if marked and _kept_in_order(marked[-1].text[-1], first):
            marked.append(invisible_glyph(glyph.x, SLIVER, RLM))
        if _is_changed(first):
            # Kerning may put the last glyph beyond the end, where the next text starts. pdfium
            # reads a space between that text and a mark that ends elsewhere.
            right = min(glyph.x + glyph.width, end)
            marked += [
                invisible_glyph(glyph.x, SLIVER, RLM),
                glyph,
                invisible_glyph(right - SLIVER, SLIVER, LRM),
            ]
        else:
            marked.append(glyph)
    return marked


def _without_moves(glyphs: Sequence[Glyph], invisible_glyph: InvisibleGlyph) -> list[Glyph]:
    """Return the glyphs of a text with a right-to-left mark after each vowel mark at its left edge.

    pdf.js must see no move of the pen before the letter of such a vowel mark. It skips a
    right-to-left mark, and the number after it.
    """
    steady: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if not unicodedata.combining(glyph.text[-1]):
            return [*steady, *glyphs[place:]] if place else list(glyphs)
        steady += [glyph._replace(x=0), invisible_glyph(glyph.width, SLIVER, RLM)]
    return list(glyphs)


@cache
def _kept_in_order(left: str, right: str) -> bool:
    """Return whether pdfium reads two neighbours of a right-to-left run from left to right, as it
    does with figures, and with a stop and a zero-width non-joiner."""
    if right == ZWNJ:
        return direction(left) == "weak"
    marks = unicodedata.combining(left) and unicodedata.combining(right)
    return direction(left) == direction(right) == "weak" and left != right and not marks


@cache
def _is_changed(character: str) -> bool:
    """Return whether pdfium returns another character when it reverses text.

    It mirrors the text of brackets, as if it were their shape, and replaces compatibility
    characters (Unicode NFKC) such as an ellipsis, except after a left-to-right mark.
    """
    if unicodedata.mirrored(character) or character in _CHANGED:
        return True
    compatible = direction(character) == "neutral" and not character.isspace()
    return compatible and unicodedata.normalize("NFKC", character) != character
