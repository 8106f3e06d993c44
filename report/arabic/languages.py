"""The language of what is not Arabic, as far as its letters tell (BCP 47)."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache

#: No language: a code, a file's name, an address.
NO_LANGUAGE = "zxx"
#: A language that is not known, in Latin letters; in others.
UNKNOWN_LATIN, UNKNOWN = "und-Latn", "und"
#: What a word has that is a code: a figure, or a sign that stands between letters of codes, names
#: of files, addresses.
_CODE = re.compile(r"[0-9_@/\\:=#|&]|\w\.\w{2}")


class _Kind(Enum):
    """What a word is: figures or signs alone, a code, a word in Latin letters, any other word."""

    NUMBER = auto()
    CODE = auto()
    LATIN = auto()
    OTHER = auto()


def foreign_language(text: str) -> str | None:
    """Return the language of a left-to-right run, ``None`` if it is read in the language around it:
    a number.

    A word's letters do not tell English from French: a name is in an unknown language, and a code
    such as ``MJZ-2025-01`` in none.
    """
    kinds = {_kind(word) for word in text.split()} - {_Kind.NUMBER}
    if not kinds:
        return None
    spoken = kinds - {_Kind.CODE}
    if not spoken:
        return NO_LANGUAGE
    return UNKNOWN if _Kind.OTHER in spoken else UNKNOWN_LATIN


@lru_cache(maxsize=8192)
def _kind(word: str) -> _Kind:
    """Return what a word between two spaces is."""
    if not any(map(str.isalpha, word)):
        return _Kind.NUMBER
    if _CODE.search(word):
        return _Kind.CODE
    if word.isascii():
        return _Kind.LATIN
    names = (unicodedata.name(letter, "") for letter in set(word) if letter.isalpha())
    return _Kind.LATIN if all(name.startswith("LATIN ") for name in names) else _Kind.OTHER
