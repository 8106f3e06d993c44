"""Functions of dates as spans of days: their ends, differences and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from report.expressions.days import FIRST_DAY, LAST_DAY, OPEN_FIRST, OPEN_LAST
from report.expressions.functions.calendar import (
    DATE_PARAMETER,
    Numbers,
    days_in_month,
    month_start,
    months_of,
)
from report.expressions.functions.function import Context, Function, Help
from report.expressions.kinds import DATE, WHOLE, Parameter, Signature, Type
from report.expressions.vectors import DateVector, Mask, NumberVector, Vector, spread


def _end(name: str, help_: Help, example: str) -> Function:
    def evaluate(arguments: Sequence[Vector], _context: Context) -> Vector:
        vector = cast(DateVector, arguments[0])
        days = vector.first if name == "start" else vector.last
        is_open = (days == OPEN_FIRST) | (days == OPEN_LAST)
        codes = spread(np.where(is_open, -1, np.arange(len(days))), vector.codes, -1)
        return DateVector(days, days, codes.astype(np.int32))

    return Function(name, Signature((DATE_PARAMETER,), DATE), evaluate, help_, (example,))


START = _end(
    "start",
    Help("The first day of the date.", "أول يوم من التاريخ."),
    "start('2025-11')",
)
END = _end(
    "end",
    Help("The last day of the date.", "آخر يوم من التاريخ."),
    "end('2025-11-24/2025-11-27')",
)


def is_day(vector: DateVector) -> Mask:
    """Return which rows are a single day."""
    return cast("Mask", spread(vector.first == vector.last, vector.codes, False))


def days_between(left: DateVector, right: DateVector) -> NumberVector:
    """Return the days from ``right`` to ``left``, blank unless both are single days."""
    blank = ~(is_day(left) & is_day(right))
    difference = left.firsts.astype(np.int64) - right.firsts.astype(np.int64)
    return NumberVector(np.where(blank, 0, difference), 0, blank)


def shifted(date: DateVector, days: NumberVector) -> DateVector:
    """Return the dates moved by days; blank where the days are no whole number."""
    whole = days.scaled(max(days.decimals, 0))
    if whole is None:
        is_whole = np.array([value.denominator == 1 for value in days.fractions], dtype=bool)
        bounded = [min(max(int(value), -(2**31)), 2**31) for value in days.fractions]
        count = np.array(bounded, dtype=np.int64)
    else:
        scale = 10**days.decimals
        is_whole = np.mod(whole, scale) == 0
        count = np.clip(whole // scale, -(2**31), 2**31)
    first, last = date.firsts.astype(np.int64), date.lasts.astype(np.int64)
    first = np.where(first == OPEN_FIRST, first, first + count)
    last = np.where(last == OPEN_LAST, last, last + count)
    return DateVector.of_days(first, last, date.blank | days.blank | ~is_whole)


def _date(arguments: Sequence[Vector], _context: Context) -> Vector:
    vectors = np.broadcast_arrays(*(_whole(cast(NumberVector, each)) for each in arguments))
    year, month, day = vectors
    is_valid = (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(is_valid, year * 12 + month - 1, 1970 * 12)
    first = month_start(months)
    is_valid &= day <= month_start(months + 1) - first
    days = first + np.where(is_valid, day - 1, 0)
    return DateVector.of_days(days, days, ~is_valid)


def _whole(number: NumberVector) -> Numbers:
    """Return whole numbers, -1 for a blank or another number."""
    scale = 10**number.decimals
    if not number.is_integers:
        return np.array([_small(value) for value in number.numbers], dtype=np.int64)
    is_whole = (np.mod(number.numbers, scale) == 0) & ~number.blank
    return np.where(is_whole, np.clip(number.numbers // scale, -1, 10_000), -1)


def _small(value: object) -> int:
    number = cast("int", value)
    return int(number) if number == int(number) and 0 <= number <= 10_000 else -1


DATE_OF = Function(
    "date",
    Signature(
        (
            Parameter("year", ("number",)),
            Parameter("month", ("number",)),
            Parameter("day", ("number",)),
        ),
        DATE,
    ),
    _date,
    Help("The day; blank where the calendar has none.", "اليوم، فارغ إن لم يكن في التقويم."),
    ("date(2024, 2, 29)", "date(2025, 2, 29)"),
)


def _completed_years(start: Numbers, end: Numbers) -> Numbers:
    months = months_of(end) - months_of(start)
    return (months - (days_in_month(end) < days_in_month(start))) // 12


def _age(arguments: Sequence[Vector], _context: Context) -> Vector:
    born, index = cast("Sequence[DateVector]", arguments)
    ends = [born.firsts, born.lasts, index.firsts, index.lasts]
    is_open = [(days < FIRST_DAY) | (days > LAST_DAY) for days in ends]
    earliest, latest, first, last = (
        np.where(outside, 0, days).astype(np.int64)
        for outside, days in zip(is_open, ends, strict=True)
    )
    least, most = _completed_years(latest, first), _completed_years(earliest, last)
    blank = (
        born.blank
        | index.blank
        | (least != most)
        | np.logical_or.reduce(np.broadcast_arrays(*is_open))
    )
    return NumberVector(np.where(blank, 0, least), 0, blank)


AGE = Function(
    "age",
    Signature((DATE_PARAMETER, Parameter("at", ("date",))), WHOLE),
    _age,
    Help(
        "The completed years from the date to another; blank where they depend on an unknown day.",
        "السنوات الكاملة من التاريخ إلى تاريخ آخر، فارغة إن توقفت على يوم غير معروف.",
    ),
    ("age('2000-11-25', '2025-11-24')",),
)


def _shift_months(days: Numbers, count: Numbers, is_end: bool) -> Numbers:
    """Return days moved by months; the last day of a month stays a last day if it is an end."""
    month = months_of(days)
    is_last = days == month_start(month + 1) - 1
    begin = month_start(month + count)
    length = month_start(month + count + 1) - begin
    day = np.minimum(days_in_month(days), length)
    return begin + np.where(is_last & is_end, length, day) - 1


def previous_of(vector: DateVector) -> DateVector:
    """Return the span of equal length just before each date.

    Whole months go back by as many months: before the second quarter is the first. Other spans go
    back by their days.
    """
    first, last = vector.first.astype(np.int64), vector.last.astype(np.int64)
    is_open = (first < FIRST_DAY) | (last > LAST_DAY)
    first, last = np.where(is_open, 0, first), np.where(is_open, 0, last)
    month, following = months_of(first), months_of(last) + 1
    is_months = (month_start(month) == first) & (month_start(following) - 1 == last)
    by_months = month_start(month - (following - month))
    by_days = first - (last - first + 1)
    begin = np.where(is_months, by_months, by_days)
    pool = DateVector.of_days(begin, first - 1, is_open)
    return DateVector(pool.first, pool.last, spread(pool.codes, vector.codes, -1))


def last_year_of(vector: DateVector) -> DateVector:
    """Return the same span of the year before; 29 February becomes 28 February."""
    first, last = vector.first.astype(np.int64), vector.last.astype(np.int64)
    is_open = (first < FIRST_DAY) | (last > LAST_DAY)
    first, last = np.where(is_open, 0, first), np.where(is_open, 0, last)
    count = np.full(len(first), -12, dtype=np.int64)
    is_month_end = last > first
    end = np.where(
        is_month_end, _shift_months(last, count, True), _shift_months(last, count, False)
    )
    pool = DateVector.of_days(_shift_months(first, count, False), end, is_open)
    return DateVector(pool.first, pool.last, spread(pool.codes, vector.codes, -1))


def _date_type(types: Sequence[Type]) -> Type:
    return Type("date", part=types[0].part)


def _previous(arguments: Sequence[Vector], _context: Context) -> Vector:
    return previous_of(cast(DateVector, arguments[0]))


PREVIOUS = Function(
    "previous",
    Signature((DATE_PARAMETER,), _date_type),
    _previous,
    Help(
        "The period of equal length just before: of a quarter the quarter before.",
        "الفترة السابقة مباشرة بالطول نفسه، فالربع يسبقه الربع.",
    ),
    ("previous('2025-11')", "previous('2025-11-24/2025-11-27')"),
)


def _last_year(arguments: Sequence[Vector], _context: Context) -> Vector:
    return last_year_of(cast(DateVector, arguments[0]))


SAME_LAST_YEAR = Function(
    "same_last_year",
    Signature((DATE_PARAMETER,), _date_type),
    _last_year,
    Help("The same period of the year before.", "الفترة نفسها من السنة السابقة."),
    ("same_last_year('2024-02')", "same_last_year('2024-02-29')"),
)
