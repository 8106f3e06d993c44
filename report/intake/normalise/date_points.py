"""Dates from figures: both orders, two-digit years, serial numbers, Hijri dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]
#: Whether figures are Hijri; ``None`` when neither the brief nor the text says.
Calendar = bool | None

#: Two-digit years from here on are in the 1900s, lower ones in the 2000s (POSIX ``strptime``).
PIVOT = 69
#: The range of years of Python's ``date``.
FIRST_YEAR, LAST_YEAR = 1, 9999
_SERIAL_ORIGIN = date(1899, 12, 30)
#: From 1 March 1900 (earlier serial numbers are off by a day) to 31 December 2199.
SERIALS = range(61, 109_575)
#: Numbers that are years, not serial numbers.
YEARS = range(1800, 2201)
#: Years in the Hijri range, refused unless a calendar is stated.
HIJRI_YEARS = range(1300, 1501)
_MARK = re.compile("\x01([gh])([0-9]{2})")
_PART = re.compile("\x01[gh][0-9]{2}|[0-9]+")
_SEPARATORS = re.compile(r"[\s/\-.,،'’()]*")


class NotADate(Exception):
    """A text that states no day; ``rule`` is the rule that it breaks."""

    def __init__(self, rule: str = "bad-date-cell") -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Point:
    """A partial date. ``figures`` are three numbers whose order is not decided yet."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    figures: tuple[str, str, str] | None = None
    hijri: bool = False

    def ordered(self, order: Order) -> Point:
        """Return the point with its figures read in this order.

        :raises NotADate: when they do not fit.
        """
        if self.figures is None:
            return self
        first, second, third = self.figures
        if order == "ymd":
            year, month, day = first, second, third
        else:
            year, month, day = third, second, first
            if order == "mdy":
                month, day = first, second
        if len(year) not in (2, 4) or len(day) > 2 or len(month) > 2:
            raise NotADate("date-order")
        return replace(self, year=full_year(year), month=int(month), day=int(day), figures=None)


def full_year(figures: str) -> int:
    """Return the year of two or four digits."""
    year = int(figures)
    return year if len(figures) > 2 else year + (1900 if year >= PIVOT else 2000)


def read_point(text: str, *, hijri: Calendar) -> Point:
    """Read the figures and month marks of a text (see :func:`.date_words.with_numbered_months`).

    :raises NotADate: when the text has anything else, or too many figures.
    """
    if not _SEPARATORS.fullmatch(_PART.sub("", text)):
        raise NotADate
    tokens: list[str] = _PART.findall(text)
    names = [match for token in tokens if (match := _MARK.fullmatch(token))]
    numbers = [token for token in tokens if token[0] != "\x01"]
    if len(names) > 1 or not tokens or any(len(number) > 8 for number in numbers):
        raise NotADate
    if names:
        glued = bool(re.search("\x01[gh][0-9]{2}[-'’]", text))
        return _named(int(names[0][2]), numbers, bool(hijri) or names[0][1] == "h", glued)
    return _figures(numbers, hijri)


def _named(month: int, numbers: list[str], hijri: bool, glued: bool) -> Point:
    if len(numbers) > 2:
        raise NotADate
    if not numbers:
        return Point(month=month, hijri=hijri)
    if len(numbers) == 1:
        (only,) = numbers
        if len(only) == 4 or (len(only) == 2 and (int(only) > 31 or glued)):
            return Point(year=full_year(only), month=month, hijri=hijri)
        return _checked(Point(month=month, day=int(only), hijri=hijri), only)
    day, year = numbers
    if len(day) == 4:
        day, year = year, day
    if len(year) not in (2, 4) or len(day) > 2:
        raise NotADate
    return Point(year=full_year(year), month=month, day=int(day), hijri=hijri)


def _checked(point: Point, figures: str) -> Point:
    if len(figures) > 2:
        raise NotADate
    return point


def _figures(numbers: list[str], hijri: Calendar) -> Point:
    if len(numbers) == 3:
        first, second, third = numbers
        if len(first) == 4:
            if len(second) > 2 or len(third) > 2:
                raise NotADate
            _refuse_unmarked(first, hijri)
            return Point(int(first), int(second), int(third), hijri=bool(hijri))
        _refuse_unmarked(third, hijri)
        return Point(figures=(first, second, third), hijri=bool(hijri))
    if len(numbers) == 2:
        year, month = numbers if len(numbers[0]) == 4 else (numbers[1], numbers[0])
        if len(year) != 4 or len(month) > 2:
            raise NotADate
        _refuse_unmarked(year, hijri)
        return Point(year=int(year), month=int(month), hijri=bool(hijri))
    if len(numbers) > 3:
        raise NotADate
    (only,) = numbers
    if len(only) == 8 and not hijri:
        _refuse_unmarked(only[:4], hijri)
        return Point(int(only[:4]), int(only[4:6]), int(only[6:]))
    if len(only) == 4:
        _refuse_unmarked(only, hijri)
        return Point(year=int(only), hijri=bool(hijri))
    return _checked(Point(day=int(only), hijri=bool(hijri)), only)


def _refuse_unmarked(year: str, hijri: Calendar) -> None:
    """Refuse a four-digit year in the Hijri range when no calendar is stated."""
    if hijri is None and len(year) == 4 and int(year) in HIJRI_YEARS:
        raise NotADate("hijri-date")


def ends(point: Point) -> tuple[str, str]:
    """Return the first and last day, month or year of a point in EDTF; they differ for Hijri dates
    only.

    :raises NotADate: ``no-such-day``; ``date-without-year``; ``hijri-date`` outside the range of
        the Umm al-Qura calendar.
    """
    if point.figures is not None:
        raise NotADate
    if point.year is None:
        raise NotADate("bad-date-cell" if point.month is None else "date-without-year")
    if point.hijri:
        return _of_hijri(point)
    if point.month is not None and not 1 <= point.month <= 12:
        raise NotADate("no-such-day")
    if not FIRST_YEAR <= point.year <= LAST_YEAR:
        raise NotADate("no-such-day")
    text = f"{point.year:04}"
    if point.month is not None:
        text += f"-{point.month:02}"
    if point.day is not None:
        if point.month is None or not 1 <= point.day <= monthrange(point.year, point.month)[1]:
            raise NotADate("no-such-day")
        text += f"-{point.day:02}"
    return text, text


def _of_hijri(point: Point) -> tuple[str, str]:
    from hijridate import Hijri

    year, month = point.year or 0, point.month
    try:
        first = Hijri(year, month or 1, point.day or 1)
        start = first.to_gregorian()
        if point.day is not None:
            return start.isoformat(), start.isoformat()
        last = first if month is not None else Hijri(year, 12, 1)
        end = last.to_gregorian() + timedelta(days=last.month_length() - 1)
    except (ValueError, OverflowError):
        raise NotADate("hijri-date") from None
    return start.isoformat(), date(end.year, end.month, end.day).isoformat()


def of_serial(number: float) -> str:
    """Return the day of a spreadsheet's serial number (1900 system; ECMA-376 part 1, 18.17.4),
    without time.

    :raises NotADate: when it is not between March 1900 and 2199.
    """
    if not (SERIALS.start <= number < SERIALS.stop):
        raise NotADate
    return (_SERIAL_ORIGIN + timedelta(days=int(number))).isoformat()
