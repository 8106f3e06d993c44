"""Enumerations in a sentence, and the letters that number appendices."""

from __future__ import annotations

from collections.abc import Sequence

#: The abjad order of the Mashriq, which Arabic official prints letter their lists in; «هـ» keeps
#: its tatweel.
_ABJAD = ("أ", "ب", "ج", "د", "هـ", *"وزحطيكلمنسعفصقرشتثخذضظغ")

#: Up to this many items «و» stands between all; a longer list has commas, and «و» before its last
#: item only.
_ALL_JOINED = 3


def join(items: Sequence[str], conjunction: str = "و") -> str:
    """Return ``items`` as one enumeration: «أ وب وج»; from four items on, «أ، ب، ج ود».

    «و» is a prefix and is written against what follows it, letters or figures («24 و27»); any other
    conjunction, «أو» for instance, stands between spaces.
    """
    link = " و" if conjunction == "و" else f" {conjunction} "
    if len(items) <= _ALL_JOINED:
        return link.join(items)
    return "، ".join(items[:-1]) + link + items[-1]


def letter(number: int) -> str:
    """Return the letter of the appendix ``number``, from 1: «أ», «ب», ... «غ», then «أأ», «أب», ...

    :raises ValueError: below 1, which is a fault of the caller.
    """
    if number < 1:
        raise ValueError(f"letters are counted from 1, not {number}")
    letters = ""
    while number:
        number, index = divmod(number - 1, len(_ABJAD))
        letters = _ABJAD[index] + letters
    return letters
