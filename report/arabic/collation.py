"""The order of Arabic words: a sort key that agrees with CLDR's collation for Arabic, without ICU.

As in CLDR's rules for ``ar``: spaces, then stops, figures, Arabic letters, all other letters; hamza
in any seat is an alif, alif maqsura a ya and ta marbuta a ta, unless two words are otherwise the
same.
"""

from __future__ import annotations

import re
import unicodedata

from report.arabic.locales import language_of

_FOLDED = {
    **dict.fromkeys("أإٱؤئء", "ا"),
    "آ": "اا",
    "ى": "ي",
    "ة": "ت",
    "ک": "ك",
    "ی": "ي",
}
#: Letters for sounds that Arabic lacks stand after the letter that they are made from.
_AFTER = {"پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڥ": "ف", "گ": "ك", "ڭ": "ك", "ݣ": "ك"}
_LAST = "\U0010ffff"
#: What stands before a letter of another script: more than any Arabic letter.
_OTHER_SCRIPT = "\uffff"
_MARKS = re.compile("[\u064b-\u065f\u0670]")

SortKey = tuple[str, str, str]


class _Primary(dict[int, str]):
    """A table for :meth:`str.translate` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = primary = _primary(chr(code))
        return primary


def _primary(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    if character in _AFTER:
        return _AFTER[character] + _LAST
    if character.isspace():
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if not character.isalpha():
        return "!"
    if unicodedata.bidirectional(character) == "AL":
        return character
    plain = unicodedata.normalize("NFD", character)[0]
    return _OTHER_SCRIPT + plain.casefold()


_TABLE = _Primary()


def without_signs(text: str) -> str:
    """Return a text from its first letter or figure on, as an index shows it: brackets, quotes
    and other signs before it do not count. A text of signs alone stays whole."""
    for place, character in enumerate(text):
        if character.isalnum():
            return text[place:]
    return text


def sort_key(text: str, locale: str = "ar-MA", *, ignore_article: bool = False) -> SortKey:
    """Return what ``text`` sorts by among other Arabic texts; for ``sorted(..., key=...)``.

    Vowel signs, tatweel, the seat of the hamza and the case of Latin letters count only between
    texts that are otherwise the same. ``ignore_article`` passes over a leading «ال», for indexes.
    Figures sort as text.

    :raises ExpressionError: ``unknown-locale``: the order is that of Arabic.
    """
    language_of(locale)
    normal = unicodedata.normalize("NFKC", text).replace("\u0640", "")
    bare = _MARKS.sub("", normal)
    if ignore_article and bare.startswith("ال") and len(bare) > 3:
        bare = bare[2:]
    # Between texts that differ in case only, the lower case comes first.
    return bare.translate(_TABLE), bare.swapcase(), normal
