"""Counted nouns, ordinals, fractions and percentages, and the adjectives that agree with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, get_args

from report.arabic.cardinals import Case, cardinal, check_range, counted_words
from report.arabic.figures import number as figure
from report.arabic.forms import Forms, Gender
from report.arabic.lexicon import Lexicon
from report.arabic.locales import rules
from report.errors import ExpressionError

_CASES = get_args(Case)


def counted(
    number: int,
    noun: str,
    *,
    lexicon: Lexicon,
    case: Case = "nom",
    form: Literal["digits", "words"] = "digits",
    locale: str = "ar-MA",
) -> str:
    """Return ``number`` with ``noun`` in the form that it governs: «43 اجتماعا», «ثلاثة وأربعون
    اجتماعا».

    One and two are the noun itself in either form, «اجتماع واحد» and «اجتماعان»; zero is «0 اجتماع»
    and «لا اجتماعات». ``case`` is ``nom``, ``obl`` (the genitive) or ``acc``, which shows in «ثلاثا
    وأربعين دولة».

    A negative number has its sign before the figures, «-5 درجات», and «ناقص» before words, which
    are in the genitive after it: «ناقص خمس درجات», «ناقص درجتين».

    :raises ExpressionError: ``unknown-noun``, ``number-range``, ``unknown-case``,
        ``unknown-locale``.
    """
    forms = lexicon[noun]
    check_range(abs(number))
    if case not in _CASES:
        raise ExpressionError.of("unknown-case", case=case, known=tuple(_CASES))
    if number < 0:
        if form == "digits" and number < -2:
            return f"{figure(number, locale)} {_after_digits(-number, forms)}"
        return (
            f"ناقص {counted(-number, noun, lexicon=lexicon, case='obl', form=form, locale=locale)}"
        )
    if number == 1:
        return f"{forms.singular_in(case)} {cardinal(1, forms.gender, case)}"
    if number == 2:
        return forms.dual_in(case)
    if form == "words":
        return counted_words(number, forms, case) if number else f"لا {forms.plural}"
    return f"{figure(number, locale)} {_after_digits(number, forms)}"


def _after_digits(number: int, forms: Forms) -> str:
    """Return the noun's form after figures: CLDR's plural categories ``few``, ``many`` and
    ``other`` of Arabic."""
    last = number % 100
    if 3 <= last <= 10:
        return forms.plural
    return forms.accusative if last >= 11 else forms.singular


_ORDINALS: dict[Gender, tuple[str, ...]] = {
    "masculine": (
        "",
        "أول",
        "ثاني",
        "ثالث",
        "رابع",
        "خامس",
        "سادس",
        "سابع",
        "ثامن",
        "تاسع",
        "عاشر",
    ),
    "feminine": (
        "",
        "أولى",
        "ثانية",
        "ثالثة",
        "رابعة",
        "خامسة",
        "سادسة",
        "سابعة",
        "ثامنة",
        "تاسعة",
        "عاشرة",
    ),
}
_LARGEST_ORDINAL = 999


def ordinal(number: int, gender: Gender, definite: bool = True, case: Case = "nom") -> str:
    """Return the ordinal of ``number``, 1 to 999: «الأولى», «الثالث والأربعون», «الخامسة بعد
    المائة».

    :raises ExpressionError: ``ordinal-range``.
    """
    if not 1 <= number <= _LARGEST_ORDINAL:
        raise ExpressionError.of("ordinal-range", number=number, largest=_LARGEST_ORDINAL)
    hundreds, rest = divmod(number, 100)
    article = "ال" if definite else ""
    hundred = cardinal(hundreds * 100, case="obl") if hundreds else ""
    if not rest:
        return article + (hundred if case != "nom" else cardinal(number))
    text = _ordinal_below_hundred(rest, gender, article, case)
    return f"{text} بعد ال{hundred}" if hundreds else text


def _ordinal_below_hundred(number: int, gender: Gender, article: str, case: Case) -> str:
    tens, unit = divmod(number, 10)
    if number <= 10:
        word = _ORDINALS[gender][number]
        return article + (word if article else _indefinite(word, case))
    ten = cardinal(tens * 10, case=case)
    if unit == 0:
        return article + ten
    word = ("حادية" if gender == "feminine" else "حادي") if unit == 1 else _ORDINALS[gender][unit]
    if tens == 1:
        return f"{article}{word} {'عشرة' if gender == 'feminine' else 'عشر'}"
    return f"{article}{word if article else _indefinite(word, case)} و{article}{ten}"


def _indefinite(word: str, case: Case) -> str:
    """Return the indefinite form of a word in a case.

    A defective word (ثان، حاد) has its ya only in the accusative; a sound word then takes the alif
    of tanwin.
    """
    if word.endswith(("ة", "ى")):
        return word
    if word == "أول":  # a diptote: no tanwin
        return word
    if word.endswith("ي"):
        return word + "ا" if case == "acc" else word.removesuffix("ي")
    return word + "ا" if case == "acc" else word


#: Fractions from a half to a tenth: the singular and the plural that 3 and more take.
_PARTS = {
    2: ("نصف", "أنصاف"),
    3: ("ثلث", "أثلاث"),
    4: ("ربع", "أرباع"),
    5: ("خمس", "أخماس"),
    6: ("سدس", "أسداس"),
    7: ("سبع", "أسباع"),
    8: ("ثمن", "أثمان"),
    9: ("تسع", "أتساع"),
    10: ("عشر", "أعشار"),
}
#: Up to this denominator a fraction has its own words.
LARGEST_PART = max(_PARTS)


#: Up to this denominator a fraction without a word is spelt.
_LARGEST_SPELT = 99


def fraction(
    numerator: int,
    denominator: int,
    case: Case = "nom",
    *,
    governs: bool = False,
    locale: str = "ar-MA",
) -> str:
    """Return a fraction in words: «نصف», «ثلثان», «ثلاثة أرباع»; beyond tenths, «خمسة من أصل اثني
    عشر»; of 100 and more in figures, «1.061 من أصل 2.537».

    ``governs`` is for a genitive that follows at once: «ثلثا الوفود».

    :raises ExpressionError: ``fraction-range`` unless 0 < numerator < denominator.
    """
    if not 0 < numerator < denominator:
        raise ExpressionError.of("fraction-range", numerator=numerator, denominator=denominator)
    if denominator > _LARGEST_SPELT:
        return f"{figure(numerator, locale)} من أصل {figure(denominator, locale)}"
    if denominator not in _PARTS:
        return f"{cardinal(numerator, case=case)} من أصل {cardinal(denominator, case='obl')}"
    singular, plural = _PARTS[denominator]
    forms = Forms(singular, singular + "ان", singular + "ين", plural, singular + "ا", "masculine")
    return counted_words(numerator, forms, case, governs=governs)


def percent(
    ratio: float | Decimal,
    form: Literal["sign", "words"] = "sign",
    decimals: int = 0,
    locale: str = "ar-MA",
) -> str:
    """Return a ratio, 0.635 for 63.5 in a hundred, as «63,5%» or, in words, as «63,5 في المائة».

    ``decimals`` is fixed; halves are rounded away from zero.

    :raises ExpressionError: ``not-a-number``, ``decimals-range``, ``unknown-locale``.
    """
    exact = ratio if isinstance(ratio, Decimal) else Decimal(str(ratio))
    shown = figure(exact * 100, locale, decimals)
    if form == "words":
        return f"{shown} في المائة"
    return with_percent_sign(shown, locale)


def with_percent_sign(shown: str, locale: str) -> str:
    """Return a printed number with the percent sign of the locale behind it.

    :raises ExpressionError: ``unknown-locale``.
    """
    return f"{shown}{rules(locale).symbols.percent}"
