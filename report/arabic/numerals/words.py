"""The words of Arabic numerals, with their cases, spellings and proclitics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from report.arabic.conventions_text import bare

#: ``unit``: 2 to 10. ``one``: no numeral alone, but part of one. ``scale``: a thousand and larger,
#: singular or dual. ``many``: plurals of scales and of fractions, no numeral alone.
Kind = Literal["one", "unit", "tens", "hundred", "scale", "many", "fraction"]

#: Letters that are read as one: the hamzas on alif and alif, alif maqsura and ya.
FOLDED = str.maketrans("أإآٱى", "ااااي")

_UNITS = (
    ("ثلاثة", "ثلاث", "ثلاثا"),
    ("أربعة", "أربع", "أربعا"),
    ("خمسة", "خمس", "خمسا"),
    ("ستة", "ست", "ستا"),
    ("سبعة", "سبع", "سبعا"),
    ("ثمانية", "ثمان", "ثماني", "ثمانيا"),
    ("تسعة", "تسع", "تسعا"),
    ("عشرة", "عشر", "عشرا"),
)
_TWO = ("اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي", "صفر", "صفرا")
_ONE = ("واحد", "واحدة", "واحدا", "أحد", "أحدا", "إحدى")
_TENS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDRED = ("مائة", "مئة", "ماية", "مية", "مائتان", "مائتين", "مئتان", "مئتين", "مائتا", "مائتي")
_HUNDRED_STEMS = ("ثلاث", "ثلث", "أربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع")
_SCALES = ("ألف", "مليون", "مليار", "بليون", "بليار", "تريليون", "ترليون")
_MANY = ("آلاف", "ألوف", "ملايين", "ملايير", "مليارات", "بلايين", "تريليونات", "مئات", "عشرات")
_POWERS = {
    3: ("ألف", "آلاف", "ألوف"),
    6: ("مليون", "ملايين"),
    9: ("مليار", "ملايير", "مليارات", "بليون", "بلايين", "بليار"),
    12: ("تريليون", "ترليون", "تريليونات"),
}
_FRACTIONS = ("نصف", "ثلث", "ربع", "سدس")
_PARTS = ("أنصاف", "أثلاث", "أرباع", "أخماس", "أسداس", "أسباع", "أتساع", "أعشار")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "كم")
#: What is written against a word, the longest first.
_PROCLITICS = tuple(
    sorted(
        {
            *map("".join, product(("", "و", "ف", "أ"), ("", "ب", "ك"), ("", "ال"))),
            *map("".join, product(("", "و", "ف"), ("ل", "لل"))),
        },
        key=len,
        reverse=True,
    )
)


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word of a numeral: its kind, whether it has the article, and its proclitics.

    ``stem`` is the word without them, folded.
    """

    kind: Kind
    definite: bool
    proclitic: str
    stem: str

    @property
    def joins(self) -> bool:
        """Whether «و» joins it to the word before."""
        return self.proclitic.startswith("و")


def fold(word: str) -> str:
    """Return a word without vowel signs and tatweel, its hamzas on alif and its alif maqsura
    plain."""
    return bare(word).translate(FOLDED)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Kind]:
    words: dict[str, Kind] = {}

    def add(kind: Kind, *forms: str) -> None:
        for form in forms:
            words.setdefault(fold(form), kind)
            if form.endswith("ة"):  # typed with ha
                words.setdefault(fold(form.removesuffix("ة") + "ه"), kind)

    add("one", *_ONE)
    add("unit", *_TWO)
    for forms in _UNITS:
        add("unit", *forms)
        add("unit", *(forms[0].removesuffix("ة") + "ت" + pronoun for pronoun in _PRONOUNS))
    add("tens", *map("".join, product(_TENS, ("ون", "ين"))))
    add("hundred", *_HUNDRED, "مئتا", "مئتي")
    add("hundred", *map("".join, product(_HUNDRED_STEMS, ("مائة", "مئة"))))
    add("scale", *map("".join, product(_SCALES, ("", "ا", "ان", "ين", "ي"))))
    add("many", *_MANY)
    stems = tuple(map("".join, product(_FRACTIONS, ("", "ا", "ي"))))
    add("fraction", *stems, *map("".join, product(_FRACTIONS, ("ان", "ين"))))
    add("fraction", *map("".join, product(stems, _PRONOUNS)), "خمسان", "خمسي")
    add("many", *_PARTS)
    return words


@lru_cache(maxsize=1)
def _scales() -> dict[str, int]:
    return {
        fold(word + ending): 10**power
        for power, words in _POWERS.items()
        for word, ending in product(words, ("", "ا"))
    }


def scale_of(word: str) -> int:
    """Return what a word behind a number multiplies it by: 1,000,000 for «مليون», else 1."""
    return _scales().get(fold(word), 1)


def is_bare_scale(text: str) -> bool:
    """Say whether a numeral is a scale word alone, such as «بالمليون»; the dual names two."""
    word = number_word(text)
    return word is not None and word.kind == "scale" and word.stem in _scales()


@lru_cache(maxsize=4096)
def number_word(word: str) -> NumberWord | None:
    """Return what ``word`` says of a number; ``None`` if it is no word of one.

    :param word: the word, with its proclitics.
    """
    folded = fold(word)
    lexicon = _lexicon()
    if folded in lexicon:
        return NumberWord(lexicon[folded], False, "", folded)
    for proclitic in _PROCLITICS:
        if proclitic and folded.startswith(proclitic):
            stem = folded[len(proclitic) :]
            if stem in lexicon:
                definite = proclitic.endswith(("ال", "لل"))
                return NumberWord(lexicon[stem], definite, proclitic, stem)
    return None
