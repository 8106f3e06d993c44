"""Days since 1970, and the intervals of dates that they make."""

from __future__ import annotations

from datetime import date

from report.arabic.dates import Interval

#: The first and last day of open ends, in days since 1970.
OPEN_FIRST, OPEN_LAST = -(2**31), 2**31 - 1
#: Days since 1970 that ``datetime.date`` can represent: the years 1 to 9999.
FIRST_DAY, LAST_DAY = -719_162, 2_932_896
_EPOCH = date(1970, 1, 1).toordinal()


def first_day(interval: Interval) -> int:
    """Return the first day of an interval, in days since 1970."""
    return OPEN_FIRST if interval.start is None else interval.start.toordinal() - _EPOCH


def last_day(interval: Interval) -> int:
    """Return the last day of an interval, in days since 1970."""
    return OPEN_LAST if interval.end is None else interval.end.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Return the date of a day since 1970."""
    return date.fromordinal(number + _EPOCH)


def interval_of(first: int, last: int) -> Interval | None:
    """Return the interval of two days since 1970, in the shortest EDTF, or ``None``."""
    start = day_of(first) if FIRST_DAY <= first <= LAST_DAY else None
    end = day_of(last) if FIRST_DAY <= last <= LAST_DAY else None
    is_outside = (start is None and first != OPEN_FIRST) or (end is None and last != OPEN_LAST)
    if is_outside or (start is None and end is None) or (start and end and start > end):
        return None
    if start and end:
        return _closed(start, end)
    precise = start or end
    text = f"{precise.isoformat() if precise else ''}"
    return Interval(start, end, f"{text}/.." if start else f"../{text}")


def _closed(start: date, end: date) -> Interval:
    following = date.fromordinal(end.toordinal() + 1) if end < date.max else date.max
    if start.day == 1 and (following.day == 1 or end == date.max):
        if start.month == 1 and end.month == 12:
            texts = dict.fromkeys([f"{start.year:04}", f"{end.year:04}"])
            return Interval(start, end, "/".join(texts), "year", "year")
        texts = dict.fromkeys([start.isoformat()[:7], end.isoformat()[:7]])
        return Interval(start, end, "/".join(texts), "month", "month")
    texts = dict.fromkeys([start.isoformat(), end.isoformat()])
    return Interval(start, end, "/".join(texts))
