"""The language of what is not Arabic, as far as its letters tell (BCP 47)."""

from __future__ import annotations

import re
import unicodedata

#: No language: a code, a file's name, an address.
NO_LANGUAGE = "zxx"
#: A language that is not known, in Latin letters; in others.
UNKNOWN_LATIN, UNKNOWN = "und-Latn", "und"
#: What a word has that is a code: a figure, or a sign that stands between letters of codes, names
#: of files, addresses.
_CODE = re.compile(r"[0-9_@/\\:=#|&]|\w\.\w{2}")


def foreign_language(text: str) -> str | None:
    """Return the language of a left-to-right run, ``None`` if it is read in the language around it:
    a number.

    A word's letters do not tell English from French: a name is in an unknown language, and a code
    such as ``MJZ-2025-01`` in none.
    """
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if not words:
        return None
    spoken = "".join(word for word in words if not _CODE.search(word))
    if not spoken:
        return NO_LANGUAGE
    if spoken.isascii():
        return UNKNOWN_LATIN
    names = (unicodedata.name(letter, "") for letter in set(spoken) if letter.isalpha())
    return UNKNOWN_LATIN if all(name.startswith("LATIN ") for name in names) else UNKNOWN
