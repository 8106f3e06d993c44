"""The strings of the ``TJ`` operator: glyphs, and the moves of the pen between them."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.pieces import Glyph

#: Smaller distances are not moved, in thousandths of the font size: the precision of a number in
#: WeasyPrint's PDF.
_LEAST = 1e-6
#: pypdf reads a space where one number of a ``TJ`` array moves the pen by more than half a space,
#: in thousandths of the font size; several numbers below this limit are not a space. A move of
#: two figures takes the fewest bytes.
_LONGEST_MOVE = 99


def tj(
    glyphs: Sequence[Glyph], pen: float, end: float, spaced: Collection[int] = frozenset()
) -> str:
    """Return glyphs as a ``TJ`` string (ISO 32000-1, 9.4.3), empty if nothing is shown.

    ``pen`` is the position of the pen and ``end`` its final position, in thousandths of the font
    size. A mark of direction steps back over its own width at once, because pdf.js skips the mark
    and the first number target it. ``spaced`` are the indexes of the glyphs before which pypdf may
    read a space: one number moves the pen to them.
    """
    operands: list[str] = []
    edge = True  # only vowel marks so far, and marks of direction
    for place, glyph in enumerate(glyphs):
        if abs(pen - glyph.x) > _LEAST:
            operands.append((jump if place in spaced else move)(pen - glyph.x))
        operands.append(f"<{glyph.code:04x}>")
        pen = glyph.x + glyph.width
        is_format, is_mark = _sort_of(glyph.text[-1])
        if is_format:
            vowel = edge and place > 0 and _sort_of(glyphs[place - 1].text[-1])[1]
            # pdf.js skips the vowel marks at the left edge too.
            target = glyphs[place + 1].x if vowel and place + 1 < len(glyphs) else glyph.x
            operands.append(jump(glyph.width if target == glyph.x else pen - target))
            pen = target
        elif not is_mark:
            edge = False
    if abs(pen - end) > _LEAST:
        operands.append(move(pen - end))
    return " ".join(operands).replace("> <", "")


@cache
def _sort_of(character: str) -> tuple[bool, bool]:
    """Return whether a character is a mark of direction or the like, and whether it is a vowel
    mark."""
    return unicodedata.category(character) == "Cf", bool(unicodedata.combining(character))


def move(back: float) -> str:
    """Return the numbers of a ``TJ`` array that move the pen back by ``back``, in thousandths of
    the font size."""
    whole = max(0, math.ceil(abs(back) / _LONGEST_MOVE) - 1)
    step = math.copysign(_LONGEST_MOVE, back)
    return f"{step:.0f} " * whole + jump(back - step * whole)


def jump(back: float) -> str:
    """Return what :func:`move` does as one number in its shortest form: pypdf may read a space
    there."""
    number = f"{back:.6f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


def is_spaced(left: str, right: str) -> bool:
    """Return whether a space is between two texts that follow each other."""
    return left[-1:].isspace() or right[:1].isspace()
