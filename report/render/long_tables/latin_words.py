"""The widths of left-to-right texts whose words have the same width and the same line breaks in any
text.

The classes of the characters beside a space decide whether a line may be broken there (UAX #14).
Between these words it always may. Inside a word the characters around it do not matter. So what a
word needs is computed once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from report.render.engine.text_analysis import line_breaks
from report.render.long_tables.glyph_codes import ALIKE
from report.render.long_tables.limited import Limited
from report.render.long_tables.quick_lines import Widths

#: The maximum number of cached words.
_MOST = 20_000
#: The words of such texts. An opening bracket, a quotation mark or a long dash beside a space can
#: forbid a break there; so can a closing bracket or a stop after it.
_WORD = re.compile(
    r"(?=[A-Za-z0-9À-ÖØ-öø-ÿ(\[&$\\–-])"
    r"[!-~\xa0À-ÖØ-öø-ÿ–’]*"
    r"(?<=[A-Za-z0-9À-ÖØ-öø-ÿ.,;:!?)\]%&$\\–-])"
)
#: A word of letters and figures has no line break inside (rules LB13, LB23, LB28 and LB30).
_UNBROKEN = re.compile(r"\(?[A-Za-z0-9À-ÖØ-öø-ÿ]+[.,;:)]?")


class _Word(NamedTuple):
    """The width of a word, and the places inside at which a line may be broken: each with the width
    of what is before it, and that of the word less that of what is after it, in Pango units."""

    units: int
    places: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class LatinWords:
    """Measures left-to-right texts in one face.

    ``units`` returns the width of a text that is set glyph by glyph, else ``None``; ``space`` is
    the width of a space, in Pango units. ``language`` is that of the line breaks.
    """

    units: Callable[[str], int | None]
    space: int
    language: str | None
    _words: Limited[str, _Word | None] = field(default_factory=lambda: Limited(_MOST))

    def widths(self, text: str) -> Widths | None:
        """Return the places where a text may be broken, with the widths up to them; ``None`` if it
        has other words, or several spaces between two."""
        stops: list[int] = []
        seen: list[int] = []
        whole: list[int] = []
        start = width = visible = 0
        words = self._words
        for text_of_word in text.split(" "):
            word = words.get(text_of_word) or self._word(text_of_word)
            if word is None:
                return None
            if start:
                width += self.space
                stops.append(start)
                seen.append(visible)
                whole.append(width)
            for place, seen_units, whole_units in word.places:
                stops.append(start + place)
                seen.append(width + seen_units)
                whole.append(width + whole_units)
            width += word.units
            visible = width
            start += len(text_of_word) + 1
        return Widths(stops, seen, whole, visible, width)

    def _word(self, text: str) -> _Word | None:
        """Return a word, or ``None`` if it has another width or other line breaks in some texts."""
        alike = text.translate(ALIKE)
        if alike not in self._words:
            self._words[alike] = self._new_word(alike)
        return self._words[alike]

    def _new_word(self, text: str) -> _Word | None:
        units = self.units(text) if _WORD.fullmatch(text) else None
        if units is None:
            return None
        if _UNBROKEN.fullmatch(text):
            return _Word(units, ())
        places: list[tuple[int, int, int]] = []
        for place in line_breaks(text, self.language):
            seen, rest = self.units(text[:place]), self.units(text[place:])
            if seen is None or rest is None:
                return None
            places.append((place, seen, units - rest))
        return _Word(units, tuple(places))
