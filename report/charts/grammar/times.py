"""The axis of categories: where each category is, and which of their labels are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from report.arabic import digits, interval_text
from report.arabic.dates import hijri_month, hijri_month_name, hijri_month_start
from report.measures.calendar import Calendar
from report.messages import phrase

if TYPE_CHECKING:
    from report.measures.members import Dimension
    from report.measures.model import Value

_YEARS = (1, 2, 5, 10, 20, 50, 100)
#: How many positions of a part of a date are from one label to the next.
_STEPS: Mapping[str, tuple[int, ...]] = {
    "year": _YEARS,
    "hijri_year": _YEARS,
    "iso_year": _YEARS,
    "decade": (1, 2, 5, 10),
    "year_half": (1, 2, 4, 10, 20, 40, 100),
    "year_quarter": (1, 2, 4, 8, 20, 40, 80),
    "year_month": (1, 2, 3, 6, 12, 24, 60, 120, 240),
    "year_week": (1, 2, 4, 13, 26, 52, 104),
    "week_start": (1, 2, 4, 13, 26, 52, 104),
    "date": (1, 2, 7, 14, 28, 91, 182, 364, 728),
    "month": (1, 2, 3, 6),
    "hijri_month": (1, 2, 3, 6),
}
#: Ticks of an axis of days that are too many to be named: how many months are from one to the next.
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
#: The labels of more ticks than these are wider together than any sheet.
_MOST_TICKS = 500
_OTHER_STEPS = (1, 2, 5, 10, 20, 50, 100)


def is_ordered(dimension: Dimension) -> bool:
    """Return whether the values of a dimension are time or numbers, so that a line joins them."""
    return dimension.calendar is not None or dimension.type.kind == "number"


def label_steps(dimension: Dimension) -> tuple[int, ...]:
    """Return how many positions are from one label to the next: the choices, the least first;
    none where each category keeps its label."""
    if dimension.calendar is not None:
        return _STEPS.get(dimension.calendar.part, _OTHER_STEPS)
    return _OTHER_STEPS if is_ordered(dimension) else ()


def positions(
    dimension: Dimension, values: Sequence[Value], filled: Sequence[bool]
) -> tuple[int | None, ...]:
    """Return where values are: in steps of the calendar, of the numbers, or one after another.

    :param filled: which of the values are values of the dimension; the rest has no position.
    """
    calendar = dimension.calendar
    if calendar is not None:
        return tuple(position_in(calendar, value) for value in values)
    numbers = [Fraction(value) for value in values if isinstance(value, int | Fraction)]
    steps = {second - first for first, second in pairwise(sorted(numbers)) if second > first}
    step = min(steps, default=Fraction(1))
    if dimension.type.kind == "number" and all((gap / step).denominator == 1 for gap in steps):
        least = min(numbers, default=Fraction(0))
        return tuple(
            int((value - least) / step) if isinstance(value, int | Fraction) else None
            for value in values
        )
    return tuple(index if is_known else None for index, is_known in enumerate(filled))


def position_in(calendar: Calendar, value: Value) -> int | None:
    """Return the position of a value of a calendar; the first of a cycle is at 0."""
    place = calendar.position(value)
    base = calendar.cycle[0] if calendar.cycle else 0
    return None if place is None else place - base


def calendar_ticks(first: int, last: int, locale: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the choices of ticks of an axis of days, the closest first: the first days of months,
    of quarters, halves and years, and of round years. Each has its position and its label. Choices
    of more ticks than any sheet has room for are left out.

    :param first: the position of the first day, ``last`` that of the last one.
    """
    start, end = date.fromordinal(first), date.fromordinal(last)
    low, high = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    for step in _MONTHS:
        if (high - low) // step > _MOST_TICKS:
            continue
        ticks = []
        for month in range(-(-low // step) * step, high + 1, step):
            day = date(month // 12, month % 12 + 1, 1).toordinal()
            if day >= first:
                ticks.append((day, _tick_label(month, locale, is_year=step >= 12)))
        if len(ticks) > 1:
            yield ticks


def hijri_ticks(first: int, last: int, locale: str) -> Iterator[list[tuple[int, str]]]:
    """Yield the choices of ticks of an axis of days at the first days of Hijri months and years,
    as :func:`calendar_ticks` does.

    :raises ExpressionError: ``hijri-range`` for days that are in no known Hijri month.
    """
    ends = [hijri_month(date.fromordinal(day)) for day in (first, last)]
    low, high = (year * 12 + month - 1 for year, month in ends)
    for step in _MONTHS:
        ticks = []
        for number in range(-(-low // step) * step, high + 1, step):
            year, month = number // 12, number % 12 + 1
            day = hijri_month_start(year, month).toordinal()
            if day >= first:
                shown = phrase("hijri-year", year=digits(year, locale))
                is_year = step >= 12
                ticks.append((day, shown if is_year else f"{hijri_month_name(month)} {shown}"))
        if len(ticks) > 1:
            yield ticks


def _tick_label(month: int, locale: str, *, is_year: bool) -> str:
    """Return what the first day of a month is called: by its month, or by its year."""
    value = Calendar("year_month").value_at(month)
    if is_year or isinstance(value, int):
        return digits(month // 12, locale)
    return interval_text(value, locale)
