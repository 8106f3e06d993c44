"""How the members of a dimension are printed."""

from __future__ import annotations

from calendar import day_name as english_days
from calendar import month_name as english_months
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic.amounts import round_exact
from report.arabic.counting import with_percent_sign
from report.arabic.dates import (
    Interval,
    hijri_month_name,
    interval_text,
    month_name,
    weekday_name_of,
)
from report.arabic.figures import decimals_of, digits, number
from report.expressions.exact import decimals_needed
from report.messages import pair, phrase

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.measures.model import Value

_HALVES = ("half.1", "half.2")
_QUARTERS = ("quarter.1", "quarter.2", "quarter.3", "quarter.4")
#: Decimals of a member that is a fraction without an end.
_MOST_DECIMALS = 3
#: Any Hijri year: the names of months are those of all.
_HIJRI_YEAR = 1440
#: The largest whole number that may be a year.
_LARGEST_YEAR = 9999


def member_label(value: Value, piece: str | None, locale: str, column: Column | None = None) -> str:
    """Return how a member is printed.

    :param piece: the function that took the value from a date, such as ``month`` or ``year_month``.
    :param column: the column that the values are cells of; its numbers have its decimals, its
        percent sign, and no separators where the brief says so.
    """
    if isinstance(value, bool):
        return phrase("yes" if value else "no")
    if isinstance(value, int) and piece in _NUMBERED:
        return _NUMBERED[piece](value, locale)
    if isinstance(value, int | Fraction):
        return plain_number(value, locale) if column is None else _cell(value, column, locale)
    if isinstance(value, Interval):
        return _period_label(value, piece, locale)
    return str(value)


def plain_number(value: int | Fraction, locale: str) -> str:
    """Return a number with the decimals that it needs, at most three where it has no end.

    Four digits are not separated, since the number may be a year: 2020, 10.000.
    """
    if isinstance(value, int):
        return number(value, locale, grouping=_is_long(value))
    if decimals_needed(value) is None:
        return number(round_exact(value, _MOST_DECIMALS), locale)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return number(exact, locale, decimals_of(exact))


def _cell(value: int | Fraction, column: Column, locale: str) -> str:
    """Return a number in the form of its column."""
    text = plain_number(value, locale)
    if column.decimals is not None or column.grouping is not None:
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        decimals = decimals_of(exact) if column.decimals is None else column.decimals
        groups = _is_long(value) if column.grouping is None else column.grouping
        text = number(exact, locale, decimals, grouping=groups)
    return with_percent_sign(text, locale) if column.percent is True else text


def _is_long(value: int | Fraction) -> bool:
    """Return whether a number is too long for a year."""
    return not -_LARGEST_YEAR <= value <= _LARGEST_YEAR


def missing_label(piece: str | None) -> str:
    """Return what the rows without a value are called: «غير محدد» for a part of a date."""
    return phrase("not-stated" if piece is None else "not-determined")


def _year(value: int, locale: str) -> str:
    return digits(value, locale)


def _hijri_year(value: int, locale: str) -> str:
    return phrase("hijri-year", year=digits(value, locale))


def _decade(value: int, locale: str) -> str:
    return f"{digits(value, locale)}-{digits(value + 9, locale)}"


def _half(value: int, _locale: str) -> str:
    return phrase(_HALVES[value - 1])


def _quarter(value: int, _locale: str) -> str:
    return phrase(_QUARTERS[value - 1])


def _week(value: int, locale: str) -> str:
    return phrase("week-number", week=digits(value, locale))


def _month(value: int, locale: str) -> str:
    return pair(month_name(value, locale), english_months[value])


def _weekday(value: int, locale: str) -> str:
    return pair(weekday_name_of(value, locale), english_days[value - 1])


def _hijri_month(value: int, _locale: str) -> str:
    from hijridate import Hijri

    return pair(hijri_month_name(value), Hijri(_HIJRI_YEAR, value, 1).month_name("en"))


_NUMBERED: dict[str | None, Callable[[int, str], str]] = {
    "year": _year,
    "iso_year": _year,
    "hijri_year": _hijri_year,
    "decade": _decade,
    "half": _half,
    "quarter": _quarter,
    "month": _month,
    "week": _week,
    "weekday": _weekday,
    "hijri_month": _hijri_month,
}


def _period_label(period: Interval, piece: str | None, locale: str) -> str:
    start = period.start
    if start is not None and piece in ("year_half", "year_quarter", "year_week"):
        year = start.year
        if piece == "year_half":
            name = _half(1 + (start.month - 1) // 6, locale)
        elif piece == "year_quarter":
            name = _quarter(1 + (start.month - 1) // 3, locale)
        else:
            year, week, _ = start.isocalendar()
            name = _week(week, locale)
        return phrase("part-of-year", part=name, year=digits(year, locale))
    return pair(interval_text(period, locale), period.text)
