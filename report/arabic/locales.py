"""What changes from one Arabic-speaking country to the next: months, digits, separators; CLDR's, by Babel."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from report.errors import ExpressionError

Policy = Literal["latn", "arab"]

#: The locales that a brief may be written in.
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
    """One locale: ``months`` from January, ``weekdays`` from Monday, its usual digits, its signs by digits."""

    tag: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    policy: Policy
    symbols: dict[Policy, Symbols]


def check_locale(tag: str) -> None:
    """Do nothing for a tag of :data:`LOCALES`.

    :raises ExpressionError: ``unknown-locale`` for any other.
    """
    if tag not in LOCALES:
        raise ExpressionError.of("unknown-locale", locale=tag, known=", ".join(LOCALES))


@lru_cache(maxsize=len(LOCALES))
def rules(tag: str) -> LocaleRules:
    """Return the rules of the locale ``tag``, for instance ``ar-MA``; Babel is loaded at the first call.

    The ``format`` months are taken: Babel's ``stand-alone`` months of ar-MA are those of the Mashriq.

    :raises ExpressionError: ``unknown-locale``.
    """
    check_locale(tag)
    from babel import Locale

    locale = Locale.parse(tag, sep="-")
    months, weekdays = locale.months["format"]["wide"], locale.days["format"]["wide"]
    policy: Policy = "arab" if locale.default_numbering_system == "arab" else "latn"
    return LocaleRules(
        tag=tag,
        months=tuple(months[number] for number in range(1, 13)),
        weekdays=tuple(weekdays[number] for number in range(7)),
        policy=policy,
        symbols={"latn": _symbols(locale.number_symbols["latn"]), "arab": _symbols(locale.number_symbols["arab"])},
    )


def _symbols(table: dict[str, str]) -> Symbols:
    return Symbols(
        decimal=table["decimal"],
        group=table["group"],
        minus=_bare(table["minusSign"]),
        percent=_bare(table["percentSign"]),
    )


def _bare(sign: str) -> str:
    """Drop CLDR's direction marks: direction is :mod:`report.arabic.bidi`'s, and some fonts lack the marks."""
    return "".join(character for character in sign if character not in "\u200e\u200f\u061c")
