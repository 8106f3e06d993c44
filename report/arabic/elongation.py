"""Where a word may be drawn longer: the places of a kashida, by the usage of Arabic calligraphers
and compositors.

The order of preference is that of the OpenType and CSS Text practice for Arabic justification (CSS
Text Level 3, appendix on ``text-justify``; Microsoft's rules of kashida precedence), which goes
back to the rules of naskh.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Letters that join on both sides; the rest join the letter before them only.
_DUAL = frozenset("ئبتثجحخسشصضطظعغفقكلمنهي")
_RIGHT = frozenset("آأؤإاةدذرزوىٱ")
_MARKS = "\u064b-\u0652\u0670"
_WORD = re.compile(f"[\u0621-\u063a\u0641-\u064a\u0671][\u0621-\u063a\u0641-\u064a\u0671{_MARKS}]*")
_LETTER = re.compile(f"(.)([{_MARKS}]*)")
#: The name of God is one ligature in good Arabic fonts, and is not drawn out.
_SACRED = re.compile("^[وف]?[بتكل]?(?:الله|لله|اللهم)$")
#: Words of fewer letters stay unchanged.
_LEAST_LETTERS = 4
_WORST = 6


@dataclass(frozen=True, slots=True)
class Place:
    """The character before which a kashida may stand, and how well: 1 is best."""

    index: int
    rank: int


def kashida_places(text: str) -> list[Place]:
    """Return the best place for a kashida in each word of ``text`` that has one, in logical order.

    Not in lam-alef, in the name of God, after the lam of an article, in words of fewer than four
    letters, or in words that hold a tatweel or letters other than Arabic's own.
    """
    places = []
    for match in _WORD.finditer(text):
        previous, following = (
            text[match.start() - 1 : match.start()],
            text[match.end() : match.end() + 1],
        )
        if previous.isalnum() or following.isalnum() or "\u0640" in (previous, following):
            continue
        best = _best(match[0])
        if best is not None:
            places.append(Place(match.start() + best.index, best.rank))
    return places


def _best(word: str) -> Place | None:
    letters_at = [(match.start(), match[1]) for match in _LETTER.finditer(word)]
    letters = "".join(letter for _, letter in letters_at)
    if len(letters) < _LEAST_LETTERS or _SACRED.match(letters):
        return None
    stem = 2 if letters.startswith("ال") else 0
    ranked = [
        (_late(rank, index - stem), -index)
        for index in range(stem + 1, len(letters))
        if (rank := _rank(letters, index))
    ]
    if not ranked:
        return None
    rank, index = min(ranked)
    return Place(letters_at[-index][0], rank)


def _late(rank: int, index: int) -> int:
    """Put off a place right after the first letter, except for a sin or sad: a word is drawn out
    towards its end."""
    return rank + _WORST if index == 1 and rank > 1 else rank


def _rank(letters: str, index: int) -> int:
    """Return how well a kashida stands before the letter ``index``: 1 to :data:`_WORST`, or 0 where
    it may not."""
    previous, letter = letters[index - 1], letters[index]
    if previous not in _DUAL or letter not in _DUAL | _RIGHT:
        return 0
    if previous == "ل" and (
        letter in "اأإآٱ" or letters[:index] in ("ال", "وال", "فال", "بال", "كال", "لل", "ولل")
    ):
        return 0
    final = index == len(letters) - 1 or letter in _RIGHT
    if previous in "سشصض":
        return 1
    if final and letter in "ةهدذ":
        return 2
    if final and letter in "اأإآطظلكىٱ":
        return 3
    if letter in "بتثنيئ" and index + 2 == len(letters) and letters[index + 1] in "رزىي":
        return 4
    if final and letter in "وؤعغقف":
        return 5
    return _WORST if final else 0
