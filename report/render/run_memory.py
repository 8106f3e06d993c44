"""Runs of text that a document writes as one before it in the process did, except for their codes.

A document gives out its codes in the order of use. What a code means, and where its glyph is,
depends on the shaped run alone, and on the widths of its glyphs: WeasyPrint rounds these at the
size at which a document uses a glyph first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from report.render.clusters import Written
    from report.render.engine.drawing import Font

#: The most runs that are remembered, about 2 KB each.
MOST_RUNS = 4_000


@dataclass(frozen=True, slots=True)
class WrittenRun:
    """What is written for a run, and the text that it represents.

    ``widths`` are those of its glyphs in their order, ``measured`` the glyphs whose widths were
    measured for it.
    """

    written: tuple[Written, ...]
    text: str
    advance: float
    widths: tuple[tuple[int, int], ...]
    measured: frozenset[int]

    def fits(self, font: Font) -> bool:
        """Return whether a document would measure the same widths."""
        for number, width in self.widths:
            own = font.widths.get(number)
            if own != width and not (own is None and number in self.measured):
                return False
        return True

    def use(self, font: Font) -> None:
        """Add the glyphs to those of a font that are in use."""
        for number, width in self.widths:
            font.widths[number], font.to_unicode[number] = width, ""


def widths_of(numbers: Iterable[int], font: Font) -> tuple[tuple[int, int], ...]:
    """Return the widths of those glyphs that a font has in use, each once."""
    widths = font.widths
    return tuple(
        [(number, widths[number]) for number in dict.fromkeys(numbers) if number in widths]
    )


def store(runs: dict[object, object], key: object, run: WrittenRun) -> None:
    """Store a run; all are forgotten when there are too many."""
    if len(runs) >= MOST_RUNS:
        runs.clear()
    runs[key] = run
