"""What changes from one Arabic-speaking country to the next: months, digits, separators; CLDR's, by
Babel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from report.errors import ExpressionError

Digits = Literal["latn", "arab"]
#: The numbering systems, by their names in Unicode: 123 and ١٢٣.
DIGITS: tuple[Digits, ...] = ("latn", "arab")

#: The locales that a brief may be written in. Wherever a locale is wanted, its digits may be chosen
#: too, by the extension of Unicode Technical Standard 35: ``ar-MA-u-nu-arab``.
LOCALES = ("ar-MA", "ar-DZ", "ar-TN", "ar-EG", "ar-SA", "ar-AE", "ar-IQ", "ar-LB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """The signs that a number is written with, in one numbering system."""

    decimal: str
    group: str
    minus: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleRules:
    """One locale: ``months`` from January, ``weekdays`` from Monday, its digits, the signs that go
    with them.

    ``first_day`` is the day that its weeks begin with, 0 for Monday.
    """

    tag: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    first_day: int
    digits: Digits
    symbols: Symbols


_DIGITS_KEY = "-u-nu-"


def with_digits(tag: str, digits: Digits | None) -> str:
    """Return the locale ``tag`` with its digits chosen, ``ar-MA-u-nu-arab``; with ``None``,
    unchanged."""
    return tag if digits is None else f"{language_of(tag)}{_DIGITS_KEY}{digits}"


def language_of(tag: str) -> str:
    """Return a locale's tag without the choice of digits.

    :raises ExpressionError: ``unknown-locale`` unless it is one of :data:`LOCALES`, with digits of
        :data:`DIGITS`.
    """
    language, key, digits = tag.partition(_DIGITS_KEY)
    if language not in LOCALES or (key and digits not in DIGITS):
        raise ExpressionError.of("unknown-locale", locale=tag, known=tuple(LOCALES))
    return language


def digits_of(tag: str) -> Digits:
    """Return the numbering system of a locale: the chosen one, else the usual one.

    :raises ExpressionError: ``unknown-locale``.
    """
    return rules(tag).digits


@lru_cache(maxsize=len(LOCALES) * (len(DIGITS) + 1))
def rules(tag: str) -> LocaleRules:
    """Return the rules of the locale ``tag``; Babel is loaded at the first call.

    The ``format`` months are taken: Babel's ``stand-alone`` months of ar-MA are those of the
    Mashriq.

    :raises ExpressionError: ``unknown-locale``.
    """
    language = language_of(tag)
    from babel import Locale

    locale = Locale.parse(language, sep="-")
    months, weekdays = locale.months["format"]["wide"], locale.days["format"]["wide"]
    usual: Digits = "arab" if locale.default_numbering_system == "arab" else "latn"
    chosen = next((digits for digits in DIGITS if tag.endswith(_DIGITS_KEY + digits)), usual)
    return LocaleRules(
        tag=tag,
        months=tuple(months[number] for number in range(1, 13)),
        weekdays=tuple(weekdays[number] for number in range(7)),
        first_day=locale.first_week_day,
        digits=chosen,
        symbols=_symbols(locale.number_symbols[chosen]),
    )


def _symbols(table: dict[str, str]) -> Symbols:
    return Symbols(
        decimal=table["decimal"],
        group=table["group"],
        minus=_bare(table["minusSign"]),
        percent=_bare(table["percentSign"]),
    )


def _bare(sign: str) -> str:
    """Drop CLDR's direction marks: direction is :mod:`report.arabic.bidi`'s, and some fonts lack
    the marks."""
    return "".join(character for character in sign if character not in "\u200e\u200f\u061c")
