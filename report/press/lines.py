"""What the text layer knows of the lines and runs that it draws."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from report.press.fonts import BundledFont
from report.press.pieces import Glyph, Piece, pdfjs_takes_for_left_to_right

#: Boxes of a line that touch are no further from each other than this, in CSS pixels.
TOUCH = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """A line box's text as drawn. ``surface`` is the page rectangle that WeasyPrint makes anew for each page and
    hands down to all that is drawn on it; ``mcid`` the marked content that holds it; ``x``, ``width`` and ``y`` its
    place on the page and ``size`` that of its font, all in CSS pixels."""

    text: str
    font: BundledFont
    surface: object
    mcid: int | None
    x: float
    width: float
    y: float
    size: float

    def follows(self, before: Line) -> bool:
        """Say whether pdf.js sees this on the line of ``before``, with the pen moved back."""
        near = abs(self.y - before.y) <= before.size / 2
        return near and before.surface is self.surface and self.x < before.x + before.width

    def touches(self, before: Line) -> bool:
        """Say whether this begins where ``before`` ends, to the left."""
        return self.y == before.y and abs(self.x + self.width - before.x) < TOUCH


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, size and direction, and their text in logical order; ``advance`` is how far they move the
    pen, in thousandths of the font size."""

    font: Any
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
        return bool(unicodedata.combining(self.glyphs[0].text[0]))

    @property
    def width(self) -> float:
        """Return the advance in CSS pixels."""
        return self.advance * self.size / 1000

    def joins(self, after: Run) -> bool:
        """Say whether ``after``, to the right, is of one piece with this for a reader: left-to-right, one font."""
        one_font = (self.font.hash, self.size) == (after.font.hash, after.size)
        return one_font and not self.rtl and not after.rtl

    def split(self) -> list[Run]:
        """Return a run for each glyph, from left to right; Arabic letters stay together."""
        if not pdfjs_takes_for_left_to_right(self.text):
            return [self]
        ends = [*(glyph.x for glyph in self.glyphs[1:]), self.advance]
        starts = [0.0, *ends[:-1]]
        return [
            replace(self, text=glyph.text, glyphs=(replace(glyph, x=glyph.x - start),), advance=end - start)
            for glyph, start, end in zip(self.glyphs, starts, ends, strict=True)
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
        """Say whether pieces have a text of their own."""
        return any(piece.text is not None for piece in self.pieces)


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
    """Return the characters of ``text`` from one byte to another, but for those that begin at the ``silent`` bytes."""
    if silent.isdisjoint(range(start, end)):
        return text[start:end].decode()
    parts = (text[at : at + 1] for at in range(start, end) if at not in silent and at - 1 not in silent)
    return b"".join(parts).decode()


def visible(text: str) -> str:
    """Drop the characters that only steer the setting, such as joiners and bidi marks, where there are others."""
    if text.isalnum() or text == " ":
        return text
    return "".join(character for character in text if unicodedata.category(character) != "Cf") or text
