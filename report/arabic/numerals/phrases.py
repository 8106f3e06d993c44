"""The phrases around a numeral that may be a name which holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report.arabic.conventions_text import WORD
from report.arabic.numerals.find import Numeral

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\S+")
_WORD_END = re.compile(f"{WORD}*\\Z")
_GOES_ON = re.compile(f"{WORD}|\\d")
#: What may stand against a name: conjunctions and prepositions.
_PROCLITICS = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول"))
_OPENING = re.compile(r"[«(\"]?[وفبلك]?[بل]?")
_STOPS = '،؛؟.:!»)"'
#: How many words and characters on each side of a numeral a phrase may have.
_WORDS_BESIDE = 5
_CHARACTERS_BESIDE = 120


def is_in_name(text: str, numeral: Numeral, names: Sequence[str]) -> bool:
    """Say whether one of these names holds a numeral and another word."""
    for name in names:
        first = max(0, numeral.end - len(name))
        start = text.find(name, first, numeral.start + len(name))
        end = start + len(name)
        holds = 0 <= start <= numeral.start and numeral.end <= end
        if holds and end - start > numeral.end - numeral.start and _stands_alone(text, start, end):
            return True
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    preceding = _WORD_END.search(text[max(0, start - 3) : start])
    is_start = preceding is None or preceding[0] in _PROCLITICS
    return is_start and not _GOES_ON.match(text, end)


def phrases_around(text: str, numeral: Numeral) -> Iterator[str]:
    """Yield the phrases of a line that hold a numeral and another word: whole words, also without
    the conjunction or the sign that they begin with, and the stop that they end with."""
    line_start = max(text.rfind("\n", 0, numeral.start) + 1, numeral.start - _CHARACTERS_BESIDE)
    line_end = text.find("\n", numeral.end)
    furthest = numeral.end + _CHARACTERS_BESIDE
    line_end = furthest if line_end < 0 else min(line_end, furthest)
    words = [match.start() for match in _WORD.finditer(text, line_start, numeral.start)]
    starts = _starts(text, numeral.start, words[-_WORDS_BESIDE:])
    words = [match.end() for match in _WORD.finditer(text, numeral.end, line_end)]
    ends = _ends(text, numeral.end, words[:_WORDS_BESIDE])
    for start in starts:
        for end in ends:
            if _LETTER.search(text[start : numeral.start] + text[numeral.end : end]):
                yield text[start:end]


def _starts(text: str, numeral: int, words: Sequence[int]) -> list[int]:
    """Return where a phrase may start: at a word, or behind what is written against it."""
    starts = [numeral]
    for word in words:
        opening = _OPENING.match(text, word, numeral)
        last = opening.end() if opening else word
        starts += [start for start in range(word, last + 1) if start < numeral]
    return starts


def _ends(text: str, numeral: int, words: Sequence[int]) -> list[int]:
    """Return where a phrase may end: behind a word, or before the stops behind it."""
    ends = {numeral, *words}
    ends.update(numeral + len(text[numeral:word].rstrip(_STOPS)) for word in words)
    return sorted(ends)
