"""Divide a text into runs of one direction, script and font, as Pango does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from report.render.engine.text_analysis import levels_of, script_of_character

#: The scripts of characters that belong to the script around them (UAX #24).
_SHARED = frozenset(("Zyyy", "Zinh"))
_COMMON = "Zyyy"
#: Brackets and quotes come in pairs: the second has the script of the first.
_OPENING = dict(zip("([{<«“‘‹", ")]}>»”’›", strict=True))
_CLOSING = frozenset(_OPENING.values())
#: Texts of one script.
_ARABIC = re.compile(
    "[\u0600-\u0604\u0606-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u063f\u0641-\u064a"
    "\u0656-\u066f\u0671-\u06dc\u06de-\u06ff]"
)
_ONE_SCRIPT = re.compile(
    "[\u0000-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u0600-\u06ff\u2000-\u206f−]*"
)
_LETTER = re.compile("[A-Za-z\u00aa\u00b5\u00ba]")


class Item(NamedTuple):
    """A text of one embedding level (UAX #9) and script (ISO 15924), from the character ``start``
    on."""

    start: int
    text: str
    level: int
    script: str


def items_of(text: str, *, rtl: bool) -> list[Item]:
    """Return the items of a text from left to right, in a paragraph of one direction."""
    if not rtl and text.isascii():
        return [Item(0, text, 0, "Latn" if _LETTER.search(text) else _COMMON)]
    levels = levels_of(text, rtl=rtl)
    items: list[Item] = []
    for start, end, script in _ranges(text):
        for level, places in groupby(range(start, end), key=lambda place: levels[place]):
            characters = list(places)
            inside = text[characters[0] : characters[-1] + 1]
            items.append(Item(characters[0], inside, level, script))
    return _visual(items)


def _ranges(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of one script in a text: start, end and script."""
    if _ONE_SCRIPT.fullmatch(text):
        if not _LETTER.search(text):
            yield 0, len(text), "Arab" if _ARABIC.search(text) else _COMMON
            return
        if not _ARABIC.search(text):
            yield 0, len(text), "Latn"
            return
    start, current = 0, _COMMON
    opened: list[tuple[str, int, str]] = []
    for place, character in enumerate(text):
        own = script_of_character(character)
        if character in _CLOSING:
            while opened and opened[-1][0] != character:
                opened.pop()
            if opened:
                own = opened.pop()[2]
        if own not in _SHARED and current not in _SHARED and own != current:
            yield start, place, current
            start, current = place, own
        elif current in _SHARED and own not in _SHARED:
            current = own
            opened = [
                (sign, begin, own if begin >= start else script) for sign, begin, script in opened
            ]
        if character in _OPENING:
            opened.append((_OPENING[character], place, current))
    yield start, len(text), current if current not in _SHARED else _COMMON


def _visual(items: Sequence[Item]) -> list[Item]:
    """Return items in logical order from left to right (UAX #9, L2)."""
    ordered = list(items)
    highest = max(item.level for item in items)
    lowest = min((item.level for item in items if item.level % 2), default=highest + 1)
    for level in range(highest, lowest - 1, -1):
        place = 0
        while place < len(ordered):
            end = place
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[place:end] = reversed(ordered[place:end])
            place = end + 1
    return ordered
