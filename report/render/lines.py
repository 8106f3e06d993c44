"""The lines and runs that the text layer draws."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from report.render.codes import ZWNJ
from report.render.fonts import BundledFont
from report.render.justification import SPACES
from report.render.pieces import Glyph, Piece

if TYPE_CHECKING:
    from report.render.engine.drawing import Font

#: The maximum distance between touching boxes of a line, in CSS pixels.
TOUCH = 0.01
#: The maximum distance of a superscript from its base text, as a fraction of the font size.
_CLOSE = 0.2
#: A distance below this fraction of the font size is not a space.
_NEAR = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a line box as drawn.

    ``surface`` is the page rectangle that WeasyPrint creates for each page and passes to everything
    drawn on it. ``mcid`` is the number of the enclosing marked content. ``x``, ``width`` and ``y``
    give the position on the page and ``size`` the font size, all in CSS pixels. ``raised`` text,
    such as a superscript, is drawn above or below ``y``. ``lead`` is the start of the line's last
    text object if it differs from ``x``. ``ends_inside`` is true if the next line continues the
    same word.
    """

    text: str
    font: BundledFont
    surface: object
    mcid: int | None
    x: float
    width: float
    y: float
    size: float
    raised: bool = False
    lead: float | None = None
    ends_inside: bool = False

    @property
    def start(self) -> float:
        """The start of the leftmost text object, by which pdfium orders."""
        return self.x if self.lead is None else self.lead

    def follows(self, previous: Line) -> bool:
        """Return whether pdf.js sees this line as the line of ``previous``, with the pen moved
        back."""
        near = abs(self.y - previous.y) <= previous.size / 2
        left = self.x < previous.x + previous.width - TOUCH
        return near and left and previous.surface is self.surface

    def touches(self, previous: Line) -> bool:
        """Return whether this text begins where ``previous`` ends, to the left; a superscript may
        be slightly apart."""
        near = previous.size * _CLOSE if self.raised else TOUCH
        return self.y == previous.y and abs(self.x + self.width - previous.x) < near

    def continues(self, previous: Line) -> bool:
        """Return whether this text begins where ``previous`` ends, to the right, as in
        left-to-right text."""
        same = self.surface is previous.surface and self.y == previous.y
        return same and abs(previous.x + previous.width - self.x) < TOUCH

    def rise(self, previous: Line) -> float:
        """Return the height of this text above the baseline of ``previous`` if it is a superscript
        or subscript beside it, such as the call of a footnote; otherwise 0.

        Such text is smaller, and is at the left or right edge of ``previous``. It is written on
        that baseline in raised glyphs, because readers take text on another baseline for another
        line.
        """
        if self.surface is not previous.surface or self.size >= previous.size:
            return 0.0
        gap = max(previous.x - self.x - self.width, self.x - previous.x - previous.width)
        rise = previous.y - self.y
        return (
            rise
            if abs(rise) < previous.size / 2 and -TOUCH <= gap < previous.size * _CLOSE
            else 0.0
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, size and direction, and their text in logical order; ``advance`` is the
    total advance, in thousandths of the font size."""

    font: Font
    size: float
    face: BundledFont
    level: int
    text: str
    glyphs: tuple[Glyph, ...]
    advance: float

    @property
    def rtl(self) -> bool:
        """Whether the bidirectional level is right-to-left (UAX #9)."""
        return self.level % 2 == 1

    @property
    def ends_in_space(self) -> bool:
        """Whether the rightmost glyph is a space."""
        return self.glyphs[-1].text in SPACES

    @property
    def starts_with_mark(self) -> bool:
        """Whether the leftmost glyph is a mark."""
        return bool(unicodedata.combining(self.glyphs[0].text[-1]))

    @property
    def width(self) -> float:
        """The advance in CSS pixels."""
        return self.advance * self.size / 1000

    def joins(self, following: Run) -> bool:
        """Return whether readers see ``following``, to the right, as one piece with this run:
        left-to-right, in one font."""
        one_font = (self.font.hash, self.size) == (following.font.hash, following.size)
        return one_font and not self.rtl and not following.rtl

    def joined(self, following: Run) -> Run:
        """Return this run with ``following`` to its right."""
        moved = [glyph._replace(x=glyph.x + self.advance) for glyph in following.glyphs]
        level = min(self.level, following.level)
        text, advance = self.text + following.text, self.advance + following.advance
        return Run(self.font, self.size, self.face, level, text, (*self.glyphs, *moved), advance)


@dataclass(frozen=True, slots=True)
class Written:
    """A run with its pieces, ``x`` CSS pixels from the left edge of its box."""

    run: Run
    pieces: tuple[Piece, ...]
    x: float

    @property
    def marked(self) -> bool:
        """Whether the pieces have a replacement text."""
        return any(piece.text is not None for piece in self.pieces)


def text_to_the_right(line: Line, drawn: Sequence[Line]) -> str:
    """Return the text of the nearest line drawn to the right of ``line`` on its baseline, or an
    empty text.

    A space separates the two if they do not touch.
    """
    room = line.size * _NEAR
    right = line.x + line.width
    nearest: Line | None = None
    for earlier in reversed(drawn):
        if earlier.surface is not line.surface or earlier.y != line.y:
            break
        if earlier.x >= right - room and (nearest is None or earlier.start < nearest.start):
            nearest = earlier
    if nearest is None:
        return ""
    return nearest.text if nearest.start < right + room else nearest.text + " "


def join_runs(runs: list[Run]) -> list[Run]:
    """Join neighbouring runs of left-to-right text, which Pango separates at a change of script."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].joins(run):
            joined[-1] = joined[-1].joined(run)
        else:
            joined.append(run)
    return joined


def without(text: bytes, start: int, end: int, silent: frozenset[int]) -> str:
    """Return the characters of ``text`` between two bytes, without those that begin at the
    ``silent`` bytes."""
    if not silent or silent.isdisjoint(range(start, end)):
        return text[start:end].decode()
    characters = (
        text[index : index + 1]
        for index in range(start, end)
        if index not in silent and index - 1 not in silent
    )
    return b"".join(characters).decode()


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """Drop control characters, such as bidi marks, from a text that has other characters.

    A zero-width non-joiner stays, because it belongs to the spelling.
    """
    if text.isalnum() or text == " ":
        return text
    return (
        "".join(
            character
            for character in text
            if character == ZWNJ or unicodedata.category(character) != "Cf"
        )
        or text
    )
