"""Positions on the calendar: the period before another one, and that of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from report.arabic.dates import Interval

#: Parts of a date that are numbered on and on.
_ENDLESS = {"year": 1, "hijri_year": 1, "iso_year": 1, "decade": 10}
#: Parts of a date that recur, with their first and last number.
_CYCLES = {
    "half": (1, 2),
    "quarter": (1, 4),
    "month": (1, 12),
    "week": (1, 53),
    "day": (1, 31),
    "weekday": (1, 7),
    "hijri_month": (1, 12),
    "hijri_day": (1, 30),
}
#: Periods of the calendar that are a number of months long.
_MONTHS = {"year_half": 6, "year_quarter": 3, "year_month": 1}
_WEEKS = ("year_week", "week_start")
#: The parts that divide each part that numbers years, with how many there are in a year.
_PER_YEAR = {
    "year": {"half": 2, "quarter": 4, "month": 12},
    "hijri_year": {"hijri_month": 12},
}
_WEEK = 7
_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Calendar:
    """The positions of the values of one part of a date.

    :param part: the function that took the part from a date, such as ``year`` or ``year_month``;
        ``date`` for whole dates.
    """

    part: str

    @classmethod
    def of(cls, kind: str, piece: str | None) -> Calendar | None:
        """Return the calendar of values of a kind and a part; ``None`` where they are no time."""
        if piece in _ENDLESS or piece in _CYCLES or piece in _MONTHS or piece in _WEEKS:
            return cls(piece)
        return cls("date") if kind == "date" else None

    @property
    def cycle(self) -> tuple[int, int] | None:
        """The first and last position of a part that comes again: 1 and 12 for months."""
        return _CYCLES.get(self.part)

    def position(self, value: object) -> int | None:
        """Return the position of a value; ``None`` for a date that is no single period."""
        if isinstance(value, int):
            return value // _ENDLESS.get(self.part, 1)
        if not isinstance(value, Interval) or value.start is None:
            return None
        if self.part in _MONTHS:
            months = value.start.year * _YEAR_MONTHS + value.start.month - 1
            return months // _MONTHS[self.part]
        if self.part in _WEEKS:
            return (value.start.toordinal() - 1) // _WEEK
        return value.start.toordinal() if value.start == value.end else None

    def value_at(self, position: int) -> int | Interval:
        """Return the value at a position."""
        if self.part in _ENDLESS:
            return position * _ENDLESS[self.part]
        if self.part in _CYCLES:
            return position
        if self.part in _MONTHS:
            return _months(position * _MONTHS[self.part], _MONTHS[self.part])
        if self.part == "year_week":
            first = date.fromordinal(position * _WEEK + 1)
            return period(first, first + timedelta(days=_WEEK - 1))
        day = date.fromordinal(position * _WEEK + 1 if self.part in _WEEKS else position)
        return period(day, day)

    @property
    def has_years(self) -> bool:
        """Whether its values are in years that have a year before: not so a month of any year."""
        is_year = _ENDLESS.get(self.part) == 1
        return is_year or self.part in _MONTHS or self.part in _WEEKS or self.part == "date"

    def year_before(self, position: int) -> int | None:
        """Return the position of the same period a year earlier; ``None`` if it has no position."""
        if self.part in _ENDLESS:
            return position - 1 if _ENDLESS[self.part] == 1 else None
        if self.part in _MONTHS:
            return position - _YEAR_MONTHS // _MONTHS[self.part]
        if self.part in _WEEKS:
            return _week_before(date.fromordinal(position * _WEEK + 1))
        return _day_before(date.fromordinal(position)) if self.part == "date" else None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One or two dimensions as one run of positions: the year, or the year and its months.

    :param calendars: of the dimensions, from the longer period to the shorter one.
    """

    calendars: tuple[Calendar, ...]

    @classmethod
    def of(cls, calendars: Sequence[Calendar]) -> TimeLine | None:
        """Return the sequence of these dimensions; ``None`` where they do not make one run."""
        if len(calendars) == 1:
            return cls(tuple(calendars))
        if len(calendars) == 2 and calendars[1].part in _PER_YEAR.get(calendars[0].part, ()):
            return cls(tuple(calendars))
        return None

    @property
    def has_years(self) -> bool:
        """Whether its positions are in years that have a year before."""
        return len(self.calendars) > 1 or self.calendars[0].has_years

    @property
    def _per_year(self) -> int:
        first, second = self.calendars
        return _PER_YEAR[first.part][second.part]

    def position(self, values: Sequence[object]) -> int | None:
        """Return the position of the values of the dimensions."""
        positions = [
            calendar.position(value) for calendar, value in zip(self.calendars, values, strict=True)
        ]
        first, last = positions[0], positions[-1]
        if first is None or last is None:
            return None
        return first if len(positions) == 1 else first * self._per_year + last - 1

    def year_before(self, position: int) -> int | None:
        """Return the position of the same period a year earlier; ``None`` if it has no position."""
        if len(self.calendars) == 1:
            return self.calendars[0].year_before(position)
        return position - self._per_year


def period(first: date, last: date) -> Interval:
    """Return the days ``first`` to ``last`` as an interval, written as short as EDTF allows."""
    start, end = first.isoformat(), last.isoformat()
    if first == last:
        return Interval(first, last, start)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if first.month == 1 and last.month == _YEAR_MONTHS:
            text = start[:4] if first.year == last.year else f"{start[:4]}/{end[:4]}"
            return Interval(first, last, text, "year", "year")
        is_month = start[:7] == end[:7]
        text = start[:7] if is_month else f"{start[:7]}/{end[:7]}"
        return Interval(first, last, text, "month", "month")
    return Interval(first, last, f"{start}/{end}")


def _months(first: int, count: int) -> Interval:
    """Return ``count`` months from one, which is counted from the beginning of our era."""
    year, month = divmod(first, _YEAR_MONTHS)
    next_year, next_month = divmod(first + count, _YEAR_MONTHS)
    last = date(next_year, next_month + 1, 1) - timedelta(days=1)
    return period(date(year, month + 1, 1), last)


def _week_before(monday: date) -> int | None:
    """Return the position of the ISO week of the same number in the year before."""
    year, week, _ = monday.isocalendar()
    try:
        earlier = date.fromisocalendar(year - 1, week, 1)
    except ValueError:  # a week 53 that the year before does not have
        return None
    return (earlier.toordinal() - 1) // _WEEK


def _day_before(day: date) -> int | None:
    try:
        return day.replace(year=day.year - 1).toordinal()
    except ValueError:  # 29 February
        return None
