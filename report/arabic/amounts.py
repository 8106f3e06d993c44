"""Prints exact numbers with their decimals, unit, currency (ISO 4217) and scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from report.arabic.counting import with_percent_sign
from report.arabic.figures import number
from report.arabic.locales import language_of

Scale = Literal["thousand", "million", "billion"]
#: How a change is marked: by its sign, ``+22%``, or by an arrow, ``▲ 22%``.
ChangeSign = Literal["plus", "arrow"]
Exact = int | Fraction | Decimal

_POWERS: dict[Scale, int] = {"thousand": 3, "million": 6, "billion": 9}
_SCALE_WORDS: dict[Scale, str] = {
    "thousand": "بالآلاف",
    "million": "بالملايين",
    "billion": "بالملايير",
}
_NO_BREAK = "\u00a0"
_RISE, _FALL = "▲", "▼"
_RISE_WORD, _FALL_WORD, _SAME_WORD = "ارتفاع", "انخفاض", "دون تغيير"
#: The decimals of a number that has more than are printed and that none were asked for, as CLDR's
#: decimal pattern ``#,##0.###``.
_MOST_DECIMALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """How a number is printed.

    :param decimals: how many decimals; ``None`` for as many as the number has, at most three.
    :param is_percent: whether the number is in hundredths, 25 for 25%.
    :param is_ratio: whether it is printed in hundredths, 0.25 as 25%.
    :param is_points: whether a number that ``is_percent`` or ``is_ratio`` is a difference of
        percentages: «3,2 نقطة مئوية», and no percent sign.
    :param unit: the unit that follows the number, «كلم».
    :param currency: a currency by its ISO 4217 code; the symbol follows the number.
    :param scale: what the number is divided by: a table says
        «بالملايين» once, a sentence each time.
    :param change: how a change is marked; ``None`` for a number that is no change.
    :param grouping: whether thousands are separated; those of years are not.
    """

    decimals: int | None = None
    is_percent: bool = False
    is_ratio: bool = False
    is_points: bool = False
    unit: str | None = None
    currency: str | None = None
    scale: Scale | None = None
    change: ChangeSign | None = None
    grouping: bool = True

    @property
    def has_unit(self) -> bool:
        """Whether more than the number and a percent sign is printed."""
        return any((self.unit, self.currency, self.scale, self.change, self.is_points))

    @property
    def is_percentage(self) -> bool:
        """Whether a percent sign is printed."""
        return (self.is_percent or self.is_ratio) and not self.is_points


def amount_text(value: Exact, style: NumberFormat, locale: str, *, with_unit: bool = True) -> str:
    """Return the printed form of a number: «1.234,5», «12,5%», «+3», «▲ 22%», «1,2 د.م.».

    Halves are rounded away from zero, once. Unit and currency follow after a no-break space.

    :param with_unit: whether unit and currency are printed; a table prints them in its head.
    :raises ExpressionError: ``not-a-number``, ``decimals-range``, ``unknown-locale``.
    """
    shown = rounded(value, style)
    mark = ""
    if style.change == "arrow" and shown:
        mark = f"{_RISE if shown > 0 else _FALL}{_NO_BREAK}"
        shown = abs(shown)
    elif style.change == "plus" and shown > 0:
        mark = "+"
    decimals = None if style.decimals is None else style.decimals
    text = mark + number(shown, locale, decimals, grouping=style.grouping)
    if style.is_percentage:
        text = with_percent_sign(text, locale)
    unit = _unit(style, locale, shown) if with_unit else ""
    return f"{text}{_NO_BREAK}{unit}" if unit else text


def amount_spoken(value: Exact, style: NumberFormat, locale: str) -> str:
    """Return a number for those who hear it: an arrow becomes a word, «ارتفاع 22%»."""
    if style.change != "arrow":
        return amount_text(value, style, locale)
    shown = rounded(value, style)
    if not shown:
        return _SAME_WORD
    word = _RISE_WORD if shown > 0 else _FALL_WORD
    size = abs(Fraction(value))
    return f"{word} {amount_text(size, replace(style, change=None), locale)}"


def rounded(value: Exact, style: NumberFormat) -> Decimal:
    """Return the number that is printed: scaled, and rounded half away from zero, once."""
    decimals = _MOST_DECIMALS if style.decimals is None else style.decimals
    return round_exact(scaled(value, style), decimals)


def scaled(value: Exact, style: NumberFormat) -> int | Fraction:
    """Return the exact number that is printed: a ratio in hundredths, an amount in its scale."""
    if style.scale is None and not style.is_ratio and isinstance(value, int | Fraction):
        return value
    exact = Fraction(value)
    if style.is_ratio:
        exact *= 100
    return exact if style.scale is None else exact / 10 ** _POWERS[style.scale]


def round_exact(value: Exact, decimals: int) -> Decimal:
    """Return an exact number rounded to ``decimals``, halves away from zero."""
    if decimals == 0 and isinstance(value, int):
        return Decimal(value)
    exact = Fraction(value)
    shifted = abs(exact.numerator) * 10**decimals
    whole, rest = divmod(shifted, exact.denominator)
    whole += 2 * rest >= exact.denominator
    digits = tuple(map(int, str(whole)))
    return Decimal((int(exact < 0 and whole > 0), digits, -decimals))


def unit_text(style: NumberFormat, locale: str) -> str:
    """Return what the head of a column says of its numbers: «بالملايين، د.م.», or nothing."""
    if style.is_points:
        return _IN_POINTS
    scale = "" if style.scale is None else _SCALE_WORDS[style.scale]
    return "، ".join(filter(None, (scale, _unit(replace(style, scale=None), locale))))


def _unit(style: NumberFormat, locale: str, shown: Decimal = Decimal(0)) -> str:
    """Return the unit after a number: «مليون د.م.», and «ملايين د.م.» after 3 to 10; so «نقطة
    مئوية» and «نقط مئوية»."""
    is_few = shown == int(shown) and 3 <= abs(shown) <= 10
    if style.is_points:
        return _POINTS[is_few]
    unit = style.unit or ""
    if style.currency is not None:
        unit = currency_symbol(style.currency, locale)
    if style.scale is None:
        return unit
    return " ".join(filter(None, (_SCALE_NOUNS[style.scale][is_few], unit)))


#: The unit of differences of percentages, after a number and in a head.
_POINTS, _IN_POINTS = ("نقطة مئوية", "نقط مئوية"), "بالنقط المئوية"
#: After a number: the singular, and the plural that 3 to 10 take.
_SCALE_NOUNS: dict[Scale, tuple[str, str]] = {
    "thousand": ("ألف", "آلاف"),
    "million": ("مليون", "ملايين"),
    "billion": ("مليار", "ملايير"),
}


@lru_cache(maxsize=256)
def currency_symbol(code: str, locale: str) -> str:
    """Return the symbol of a currency in a locale (CLDR), without marks of direction: «د.م.».

    :raises ExpressionError: ``unknown-locale``.
    """
    from babel import Locale
    from babel.numbers import get_currency_symbol

    symbol = get_currency_symbol(code, Locale.parse(language_of(locale), sep="-"))
    return "".join(sign for sign in symbol if sign not in "\u200e\u200f\u061c")


def is_currency(code: str) -> bool:
    """Return whether a code is one of ISO 4217 (as Babel lists them)."""
    from babel.numbers import is_currency as known

    return bool(known(code))


def currency_decimals(code: str) -> int:
    """Return how many decimals amounts of a currency are printed with (CLDR): 2, 0 for the yen."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(code))
