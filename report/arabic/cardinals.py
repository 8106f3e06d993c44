"""Cardinal numbers in words, by the classical rules: gender polarity, case, tamyiz and the
construct state.

The rules are those of the grammars named in ``docs/arabic.md``. No vowel signs are written; the
tanwin of the accusative shows as a plain alif (ثلاثا وأربعين). The spelling is مائة and joined
hundreds (ثلاثمائة), as in Moroccan official prints.

A *counted thing* is written by :func:`counted_words` from the forms of its noun. «ألف», «مليون»,
«مليار» and «تريليون» are themselves nouns that are counted, so that they go through the same
function as meetings do.
"""

from __future__ import annotations

from typing import Literal

from report.arabic.forms import Forms, Gender
from report.errors import ExpressionError

#: Nominative, oblique (genitive), and accusative where tanwin makes it differ (واحدا وعشرين).
Case = Literal["nom", "obl", "acc"]

#: The largest number that is written in words.
LARGEST = 10**15

#: Counting a masculine noun, and a feminine one: from three to ten the number takes the opposite
#: gender's ending.
_UNITS: dict[Gender, tuple[str, ...]] = {
    "masculine": (
        "",
        "واحد",
        "اثنان",
        "ثلاثة",
        "أربعة",
        "خمسة",
        "ستة",
        "سبعة",
        "ثمانية",
        "تسعة",
        "عشرة",
    ),
    "feminine": ("", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"),
}
_TENS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDREDS = (
    "",
    "مائة",
    "مائتان",
    "ثلاثمائة",
    "أربعمائة",
    "خمسمائة",
    "ستمائة",
    "سبعمائة",
    "ثمانمائة",
    "تسعمائة",
)
_SCALES = (
    (10**12, Forms("تريليون", "تريليونان", "تريليونين", "تريليونات", "تريليونا", "masculine")),
    (10**9, Forms("مليار", "ملياران", "مليارين", "مليارات", "مليارا", "masculine")),
    (1_000_000, Forms("مليون", "مليونان", "مليونين", "ملايين", "مليونا", "masculine")),
    (1_000, Forms("ألف", "ألفان", "ألفين", "آلاف", "ألفا", "masculine")),
)


def cardinal(number: int, gender: Gender = "masculine", case: Case = "nom") -> str:
    """Return ``number`` in words with no noun after it: «ثلاثة وأربعون», «مائتان وواحد».

    ``gender`` is the gender of what is counted, 0 to :data:`LARGEST`.

    :raises ExpressionError: ``number-range``.
    """
    check_range(number)
    if number == 0:
        return "صفرا" if case == "acc" else "صفر"
    return _words(number, gender, case, governs=False)


def counted_words(number: int, forms: Forms, case: Case = "nom", *, governs: bool = False) -> str:
    """Return ``number`` in words with its noun, from 1 to :data:`LARGEST`: «ثلاث دول», «مائتا
    دولة», «مائة ودولتان».

    ``governs`` says that the noun is itself followed by a noun in the genitive (ألفا دولة): its
    dual loses the nun and its accusative the tanwin.

    :raises ExpressionError: ``number-range``.
    """
    check_range(number)
    last = number % 100
    if last in (1, 2):
        return _ending_in_one_or_two(number, forms, case, governs)
    words = _words(number, forms.gender, case, governs=True)
    if 3 <= last <= 10:
        return f"{words} {forms.plural}"
    if last >= 11:
        return f"{words} {forms.singular if governs else forms.accusative}"
    return f"{words} {forms.singular}"


def _ending_in_one_or_two(number: int, forms: Forms, case: Case, governs: bool) -> str:
    """One and two are the noun's own singular and dual, no number: «مائة دولة ودولتان», «ألف ليلة
    وليلة»."""
    dual = number % 100 == 2
    noun = forms.dual_in(case) if dual else forms.singular_in(case)
    if governs:
        noun = noun.removesuffix("ن") if dual else forms.singular
    if number <= 2:
        return noun
    return f"{counted_words(number - number % 100, forms, case)} و{noun}"


def check_range(number: int) -> None:
    """Do nothing for 0 to :data:`LARGEST`.

    :raises ExpressionError: ``number-range`` for any other.
    """
    if not 0 <= number <= LARGEST:
        raise ExpressionError.of("number-range", number=number, largest=LARGEST)


def _words(number: int, gender: Gender, case: Case, *, governs: bool) -> str:
    """Write ``number``; ``governs`` when a noun in the genitive, or after 11 to 99 the accusative,
    comes next."""
    words = []
    rest = number
    for scale, forms in _SCALES:
        many, rest = divmod(rest, scale)
        if many:
            words.append(counted_words(many, forms, case, governs=governs and rest == 0))
    if rest:
        words.append(_below_thousand(rest, gender, case, governs))
    return " و".join(words)


def _below_thousand(number: int, gender: Gender, case: Case, governs: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds == 2:
        word = "مائتان" if case == "nom" else "مائتين"
        words.append(word.removesuffix("ن") if governs and rest == 0 else word)
    elif hundreds:
        words.append(_HUNDREDS[hundreds])
    if rest:
        words.append(_below_hundred(rest, gender, case, governs))
    return " و".join(words)


def _below_hundred(number: int, gender: Gender, case: Case, governs: bool) -> str:
    if number <= 10:
        return _unit(number, gender, case, governs)
    tens, unit = divmod(number, 10)
    if tens == 1:
        return _teen(unit, gender, case)
    word = _TENS[tens] + ("ون" if case == "nom" else "ين")
    if unit == 0:
        return word
    if unit == 1 and gender == "feminine":
        return f"إحدى و{word}"
    return f"{_unit(unit, gender, case, False)} و{word}"


def _unit(number: int, gender: Gender, case: Case, governs: bool) -> str:
    word = _UNITS[gender][number]
    if number == 2:
        return word if case == "nom" else word.removesuffix("ان") + "ين"
    if number == 8 and gender == "feminine":
        # A defective noun: its ya shows in the construct state and in the accusative, and nowhere
        # else.
        return "ثماني" if governs else ("ثمانيا" if case == "acc" else word)
    takes_alif = case == "acc" and not governs and not word.endswith("ة")
    return word + "ا" if takes_alif else word


def _teen(unit: int, gender: Gender, case: Case) -> str:
    """Eleven to nineteen do not change with case, except for the dual in twelve."""
    ten = "عشرة" if gender == "feminine" else "عشر"
    if unit == 1:
        return f"{'إحدى' if gender == 'feminine' else 'أحد'} {ten}"
    if unit == 2:
        stem = "اثنت" if gender == "feminine" else "اثن"
        return f"{stem}{'ا' if case == 'nom' else 'ي'} {ten}"
    return f"{'ثماني' if unit == 8 and gender == 'feminine' else _UNITS[gender][unit]} {ten}"
