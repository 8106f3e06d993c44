"""What the text layer knows of the lines and runs that it draws."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.render.codes import ZWNJ
from report.render.fonts import BundledFont
from report.render.pieces import STEP, Glyph, Piece, pdfjs_takes_for_left_to_right

if TYPE_CHECKING:
    from report.render.engine.drawing import Font

#: Boxes of a line that touch are no further from each other than this, in CSS pixels.
TOUCH = 0.01
#: A superscript is no further from what it belongs to than this part of the font size.
_CLOSE = 0.2
#: What is nearer than this part of the font size is not separated by a space.
_NEAR = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """A line box's text as drawn. ``surface`` is the page rectangle that WeasyPrint makes again for each page and
    hands down to all that is drawn on it; ``mcid`` the marked content that holds it; ``x``, ``width`` and ``y`` its
    place on the page and ``size`` that of its font, all in CSS pixels. What is ``raised``, such as a
    superscript, is drawn above ``y`` or below. ``lead`` is where the last of its text objects starts, where that is
    not at ``x``; ``ends_inside`` says that the next line continues with the same word."""

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
        """Return where the leftmost text object starts, by which pdfium orders."""
        return self.x if self.lead is None else self.lead

    def follows(self, before: Line) -> bool:
        """Say whether pdf.js sees this on the line of ``before``, with the pen moved back."""
        near = abs(self.y - before.y) <= before.size / 2
        return near and before.surface is self.surface and self.x < before.x + before.width

    def touches(self, before: Line) -> bool:
        """Say whether this begins where ``before`` ends, to the left; a superscript may stand a little apart."""
        near = before.size * _CLOSE if self.raised else TOUCH
        return self.y == before.y and abs(self.x + self.width - before.x) < near

    def continues(self, before: Line) -> bool:
        """Say whether this begins where ``before`` ends, to the right, as in text that is read from left to right."""
        same = self.surface is before.surface and self.y == before.y
        return same and abs(before.x + before.width - self.x) < TOUCH

    def rise(self, before: Line) -> float:
        """Return how far this stands above the baseline of ``before`` where it is smaller and is at its left or
        right edge: a superscript, such as the call of a footnote, or a subscript; else nought.

        It is written on that baseline, in glyphs that are drawn higher: to readers text on another baseline is on
        another line.
        """
        if self.surface is not before.surface or self.size >= before.size:
            return 0.0
        gap = max(before.x - self.x - self.width, self.x - before.x - before.width)
        rise = before.y - self.y
        return rise if abs(rise) < before.size / 2 and -TOUCH <= gap < before.size * _CLOSE else 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, size and direction, and their text in logical order; ``advance`` is how far they move the
    pen, in thousandths of the font size."""

    font: Font
    size: float
    face: BundledFont
    level: int
    text: str
    glyphs: tuple[Glyph, ...]
    advance: float

    @property
    def rtl(self) -> bool:
        """Say whether the bidirectional level is one of right-to-left text (UAX #9)."""
        return self.level % 2 == 1

    @property
    def ends_in_space(self) -> bool:
        """Say whether the rightmost glyph is a space."""
        return self.glyphs[-1].text == " "

    @property
    def starts_with_mark(self) -> bool:
        """Say whether the leftmost glyph is a mark."""
        return bool(unicodedata.combining(self.glyphs[0].text[-1]))

    @property
    def width(self) -> float:
        """Return the advance in CSS pixels."""
        return self.advance * self.size / 1000

    def joins(self, after: Run) -> bool:
        """Say whether ``after``, to the right, is of one piece with this for a reader: left-to-right, one font."""
        one_font = (self.font.hash, self.size) == (after.font.hash, after.size)
        return one_font and not self.rtl and not after.rtl

    def split(self) -> list[Run]:
        """Return a run for each glyph, from left to right; Arabic letters stay together.

        The runs of a mark and of what parts it from a stop begin a little to the left of its letter's, for pdfium
        orders by where texts begin.
        """
        if not pdfjs_takes_for_left_to_right(self.text):
            return [self]
        moved = [glyph.x - _ahead(glyph.text[-1]) for glyph in self.glyphs]
        starts = [0.0, *moved[1:]]
        ends = [*moved[1:], self.advance]
        return [
            replace(
                self, text=glyph.text, glyphs=(replace(glyph, x=x - start),), advance=end - start
            )
            for glyph, x, start, end in zip(self.glyphs, moved, starts, ends, strict=True)
        ]

    def joined(self, after: Run) -> Run:
        """Return this with ``after`` to its right."""
        moved = [replace(glyph, x=glyph.x + self.advance) for glyph in after.glyphs]
        level = min(self.level, after.level)
        text, advance = self.text + after.text, self.advance + after.advance
        return Run(self.font, self.size, self.face, level, text, (*self.glyphs, *moved), advance)


@dataclass(frozen=True, slots=True)
class Written:
    """A run with its pieces, ``x`` from the left edge of its box in CSS pixels."""

    run: Run
    pieces: tuple[Piece, ...]
    x: float

    @property
    def marked(self) -> bool:
        """Say whether pieces have their own text."""
        return any(piece.text is not None for piece in self.pieces)


def _ahead(character: str) -> float:
    """Return how far to the left of its place a run of one glyph begins, in thousandths of the font size."""
    if unicodedata.category(character) == "Cf":
        return STEP
    return STEP / 2 if unicodedata.combining(character) else 0.0


def text_to_the_right(line: Line, drawn: Sequence[Line]) -> str:
    """Return the text of the nearest line just drawn that stands to the right of ``line`` on its baseline, with a
    space where the two do not touch; none where there is no such line.
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
    """Join neighbouring runs of left-to-right text, which Pango parts where the script changes."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].joins(run):
            joined[-1] = joined[-1].joined(run)
        else:
            joined.append(run)
    return joined


def without(text: bytes, start: int, end: int, silent: frozenset[int]) -> str:
    """Return the characters of ``text`` from one byte to another, except for those that begin at the ``silent`` bytes."""
    if silent.isdisjoint(range(start, end)):
        return text[start:end].decode()
    characters = (
        text[index : index + 1]
        for index in range(start, end)
        if index not in silent and index - 1 not in silent
    )
    return b"".join(characters).decode()


def visible(text: str) -> str:
    """Drop the characters that only steer the setting, such as bidi marks, where there are others; not a zero-width
    non-joiner, which is a part of how a word is written."""
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
