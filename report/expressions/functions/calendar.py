"""Parts of dates, and the periods of the calendar that dates lie in.

A date that is not in a single year, month or day, as an interval or a month, has no such part: the
part is blank. Parts are computed once for each distinct date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np

from report.expressions.days import FIRST_DAY, LAST_DAY
from report.expressions.functions.function import Context, Function, Help
from report.expressions.kinds import Parameter, Signature, Type
from report.expressions.vectors import DateVector, NumberVector, Vector, spread

Numbers = np.ndarray[Any, np.dtype[np.int64]]
DATE_PARAMETER = Parameter("date", ("date",))
#: Days from a Monday to 1 January 1970, a Thursday.
_THURSDAY = 3


def years_of(days: Numbers) -> Numbers:
    """Return the years of days since 1970."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def months_of(days: Numbers) -> Numbers:
    """Return months since January of year 0 for days since 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def month_start(months: Numbers) -> Numbers:
    """Return the first day of months since January of year 0, in days since 1970."""
    return (months - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def days_in_month(days: Numbers) -> Numbers:
    """Return the days of the month, from 1, for days since 1970."""
    return days - month_start(months_of(days)) + 1


def monday_of(days: Numbers) -> Numbers:
    """Return the Monday on or before each day."""
    return days - np.mod(days + _THURSDAY, 7)


def _thursday_of(days: Numbers) -> Numbers:
    """Return the Thursday of each day's week, whose year is the week's (ISO 8601)."""
    return monday_of(days) + _THURSDAY


def iso_years(days: Numbers) -> Numbers:
    """Return the years of ISO 8601 weeks."""
    return years_of(_thursday_of(days))


def iso_weeks(days: Numbers) -> Numbers:
    """Return the numbers of ISO 8601 weeks, 1 to 53."""
    thursday = _thursday_of(days)
    new_year = month_start(years_of(thursday) * 12)
    return (thursday - new_year) // 7 + 1


def parts(
    vector: DateVector, piece: Callable[[Numbers], Numbers], period: Callable[[Numbers], Numbers]
) -> NumberVector:
    """Return a part of each date, blank for a date that is not in a single period.

    :param piece: the part of days since 1970.
    :param period: the number of the period in which the part is the same: the year for ``year``,
        the month for ``month``.
    """
    first, last = vector.first.astype(np.int64), vector.last.astype(np.int64)
    is_open = (first < FIRST_DAY) | (last > LAST_DAY)
    first, last = np.where(is_open, 0, first), np.where(is_open, 0, last)
    is_single = ~is_open & (period(first) == period(last))
    numbers = np.where(is_single, piece(first), 0)
    blank = ~spread(is_single, vector.codes, False)
    return NumberVector(spread(numbers, vector.codes, 0), 0, blank)


def _same(days: Numbers) -> Numbers:
    return days


def _part(
    name: str,
    piece: Callable[[Numbers], Numbers],
    period: Callable[[Numbers], Numbers],
    help_: Help,
    examples: tuple[str, ...],
) -> Function:
    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        return parts(cast(DateVector, arguments[0]), piece, period)

    result = Type("number", is_whole=True, part=name)
    return Function(name, Signature((DATE_PARAMETER,), result), evaluate, help_, examples)


YEAR = _part(
    "year",
    years_of,
    years_of,
    Help(
        "The year; blank for a date that is not in a single year.",
        "السنة، فارغة لتاريخ لا يقع في سنة واحدة.",
    ),
    ("year('2025-11-24')", "year('2025/2026')"),
)
HALF = _part(
    "half",
    lambda days: np.mod(months_of(days), 12) // 6 + 1,
    lambda days: months_of(days) // 6,
    Help("The half of the year, 1 or 2.", "نصف السنة، 1 أو 2."),
    ("half('2025-11')",),
)
QUARTER = _part(
    "quarter",
    lambda days: np.mod(months_of(days), 12) // 3 + 1,
    lambda days: months_of(days) // 3,
    Help("The quarter of the year, 1 to 4.", "ربع السنة، من 1 إلى 4."),
    ("quarter('2025-11-24')",),
)
MONTH = _part(
    "month",
    lambda days: np.mod(months_of(days), 12) + 1,
    months_of,
    Help(
        "The month of the year, 1 to 12; blank where only the year is known.",
        "الشهر من السنة، من 1 إلى 12، فارغ إن لم تعرف إلا السنة.",
    ),
    ("month('2025-11-24')", "month('2025')"),
)
WEEK = _part(
    "week",
    iso_weeks,
    monday_of,
    Help("The number of the week (ISO 8601), 1 to 53.", "رقم الأسبوع (ISO 8601)، من 1 إلى 53."),
    ("week('2021-01-01')",),
)
ISO_YEAR = _part(
    "iso_year",
    iso_years,
    iso_years,
    Help(
        "The year that the week belongs to (ISO 8601).",
        "السنة التي ينتمي إليها الأسبوع (ISO 8601).",
    ),
    ("iso_year('2021-01-01')",),
)
DAY = _part(
    "day",
    days_in_month,
    _same,
    Help("The day of the month, 1 to 31.", "اليوم من الشهر، من 1 إلى 31."),
    ("day('2025-11-24')", "day('2025-11')"),
)
WEEKDAY = _part(
    "weekday",
    lambda days: np.mod(days + _THURSDAY, 7) + 1,
    _same,
    Help(
        "The day of the week, 1 for Monday to 7 for Sunday.",
        "يوم الأسبوع، من 1 للاثنين إلى 7 للأحد.",
    ),
    ("weekday('2025-11-24')",),
)
DECADE = _part(
    "decade",
    lambda days: years_of(days) // 10 * 10,
    lambda days: years_of(days) // 10,
    Help("The first year of the decade.", "أول سنة من العقد."),
    ("decade('1987-05-02')",),
)


def spans(
    vector: DateVector, start: Callable[[Numbers], Numbers], end: Callable[[Numbers], Numbers]
) -> DateVector:
    """Return the period that each date lies in, blank for a date that lies in several.

    :param start: the first day of a day's period, in days since 1970.
    :param end: the last day of the period that begins on a day.
    """
    first, last = vector.first.astype(np.int64), vector.last.astype(np.int64)
    is_open = (first < FIRST_DAY) | (last > LAST_DAY)
    first, last = np.where(is_open, 0, first), np.where(is_open, 0, last)
    begin = start(first)
    is_single = ~is_open & (begin == start(last))
    pool = DateVector.of_days(begin, end(begin), ~is_single)
    return DateVector(pool.first, pool.last, spread(pool.codes, vector.codes, -1))


def _months(count: int) -> tuple[Callable[[Numbers], Numbers], Callable[[Numbers], Numbers]]:
    """Return the functions of the first and last day of periods of months."""

    def start(days: Numbers) -> Numbers:
        return month_start(months_of(days) // count * count)

    def end(days: Numbers) -> Numbers:
        return month_start(months_of(days) + count) - 1

    return start, end


def _period(
    name: str,
    ends: tuple[Callable[[Numbers], Numbers], Callable[[Numbers], Numbers]],
    help_: Help,
    example: str,
) -> Function:
    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        return spans(cast(DateVector, arguments[0]), *ends)

    result = Type("date", part=name)
    return Function(name, Signature((DATE_PARAMETER,), result), evaluate, help_, (example,))


YEAR_HALF = _period(
    "year_half",
    _months(6),
    Help("The half-year that the date lies in.", "نصف السنة الذي يقع فيه التاريخ."),
    "year_half('2025-11-24')",
)
YEAR_QUARTER = _period(
    "year_quarter",
    _months(3),
    Help("The quarter of a year that the date lies in.", "ربع السنة الذي يقع فيه التاريخ."),
    "year_quarter('2025-11-24')",
)
YEAR_MONTH = _period(
    "year_month",
    _months(1),
    Help("The month of a year that the date lies in.", "الشهر الذي يقع فيه التاريخ مع سنته."),
    "year_month('2025-11-24')",
)
YEAR_WEEK = _period(
    "year_week",
    (monday_of, lambda days: days + 6),
    Help("The week that the date lies in, from Monday to Sunday.", "الأسبوع الذي يقع فيه التاريخ."),
    "year_week('2025-11-26')",
)
WEEK_START = _period(
    "week_start",
    (monday_of, _same),
    Help("The Monday of the week that the date lies in.", "اثنين الأسبوع الذي يقع فيه التاريخ."),
    "week_start('2025-11-26')",
)
