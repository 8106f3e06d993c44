"""Dates: EDTF in, Arabic out, in the months of the locale; Hijri dates of the Umm al-Qura
calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from report.arabic.figures import digits
from report.arabic.locales import rules
from report.errors import ExpressionError, Location

Precision = Literal["day", "month", "year"]

_POINT = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<qualifier>[?~%]?)"
)
_OPEN = ".."


@dataclass(frozen=True, slots=True)
class Interval:
    """The days ``start`` to ``end``, both included; ``None`` where the interval is open.

    A month or a year covers its first to its last day, and the precisions say how exactly each end
    was stated. ``text`` is the EDTF that was read.
    """

    start: date | None
    end: date | None
    text: str
    start_precision: Precision = "day"
    end_precision: Precision = "day"
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        """Return the EDTF."""
        return self.text


def parse_edtf(text: str, where: Location | None = None) -> Interval:
    """Return the interval that ``text`` states, ISO 8601-2 (EDTF) level 0 dates and intervals.

    ``2025``, ``2025-11``, ``2025-11-24``, ``2025-11-24/2025-11-27``; of level 1, ``..`` for an open
    end and the qualifiers ``?`` (uncertain), ``~`` (approximate) and ``%`` (both) after a date.
    ``where`` goes into the error.

    :raises ExpressionError: ``bad-date``; ``reversed-interval`` when the end comes before the
        start.
    """
    ends = text.split("/")
    if len(ends) > 2 or ends == [_OPEN] or ends == [_OPEN, _OPEN]:
        raise ExpressionError.of("bad-date", where, value=text)
    first = _point(ends[0], text, where)
    last = _point(ends[-1], text, where)
    start = first[0][0] if first else None
    end = last[0][1] if last else None
    if start and end and start > end:
        raise ExpressionError.of("reversed-interval", where, value=text)
    qualifiers = (first[2] if first else "") + (last[2] if last else "")
    return Interval(
        start=start,
        end=end,
        text=text,
        start_precision=first[1] if first else "day",
        end_precision=last[1] if last else "day",
        approximate="~" in qualifiers or "%" in qualifiers,
        uncertain="?" in qualifiers or "%" in qualifiers,
    )


def _point(
    piece: str, text: str, where: Location | None
) -> tuple[tuple[date, date], Precision, str] | None:
    """Return the first and last day of one date, how precise it is, and its qualifier; ``None`` for
    an open end."""
    if piece == _OPEN:
        return None
    match = _POINT.fullmatch(piece)
    if match is None:
        raise ExpressionError.of("bad-date", where, value=text)
    year, month, day = int(match["year"]), match["month"], match["day"]
    try:
        if day:
            exact = date(year, int(month), int(day))
            return (exact, exact), "day", match["qualifier"]
        if month:
            days = (
                date(year, int(month), 1),
                date(year, int(month), monthrange(year, int(month))[1]),
            )
            return days, "month", match["qualifier"]
        return (date(year, 1, 1), date(year, 12, 31)), "year", match["qualifier"]
    except ValueError:
        raise ExpressionError.of("bad-date", where, value=text) from None


def date_text(day: date, locale: str, *, weekday: bool = False) -> str:
    """Return «24 نونبر 2025», or «الاثنين 24 نونبر 2025».

    :raises ExpressionError: ``unknown-locale``.
    """
    text = _end_text(day, "day", locale)
    return f"{rules(locale).weekdays[day.weekday()]} {text}" if weekday else text


def month_name(month: int, locale: str) -> str:
    """Return the name of ``month``, 1 to 12.

    :raises ExpressionError: ``unknown-locale``.
    """
    return rules(locale).months[month - 1]


def weekday_name(day: date, locale: str) -> str:
    """Return the name of the day of the week, «الاثنين».

    :raises ExpressionError: ``unknown-locale``.
    """
    return rules(locale).weekdays[day.weekday()]


def weekday_name_of(number: int, locale: str) -> str:
    """Return the name of a day of the week by its number, 1 for Monday to 7 for Sunday (ISO 8601).

    :raises ExpressionError: ``unknown-locale``.
    """
    return rules(locale).weekdays[number - 1]


def week(locale: str) -> tuple[str, ...]:
    """Return the names of the days of the week from the one it begins with: Monday in ar-MA,
    Saturday in ar-EG.

    :raises ExpressionError: ``unknown-locale``.
    """
    names, first = rules(locale).weekdays, rules(locale).first_day
    return names[first:] + names[:first]


def interval_text(interval: Interval, locale: str) -> str:
    """Return the interval in words, saying month and year once where the ends share them.

    «24 نونبر 2025», «من 24 إلى 27 نونبر 2025», «من 30 نونبر إلى 2 دجنبر 2025», «من 2019 إلى 2025»,
    «ابتداء من 24 نونبر 2025», «إلى غاية 27 نونبر 2025»; approximate ones with «حوالي», uncertain
    with «(غير مؤكد)».

    :raises ExpressionError: ``unknown-locale``.
    """
    text = _span(interval, locale)
    if interval.approximate:
        text = f"حوالي {text}" if not text.startswith("من ") else f"{text} تقريبا"
    return f"{text} (غير مؤكد)" if interval.uncertain else text


def _span(interval: Interval, locale: str) -> str:
    start, end = interval.start, interval.end
    if start is None or end is None:
        if start is not None:
            return f"ابتداء من {_end_text(start, interval.start_precision, locale)}"
        return (
            f"إلى غاية {_end_text(end, interval.end_precision, locale)}" if end is not None else ""
        )
    last = _end_text(end, interval.end_precision, locale)
    if interval.start_precision != interval.end_precision:
        return f"من {_end_text(start, interval.start_precision, locale)} إلى {last}"
    first = _start_text(start, end, interval.start_precision, locale)
    return f"من {first} إلى {last}" if first else last


def _start_text(start: date, end: date, precision: Precision, locale: str) -> str:
    """Write the first end without what the last one says anyway; empty when both are the same."""
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    if (precision == "year" and same_year) or (precision == "month" and same_month) or start == end:
        return ""
    if precision == "day" and same_month:
        return digits(start.day, locale)
    text = _end_text(start, precision, locale)
    return text.removesuffix(f" {digits(start.year, locale)}") if same_year else text


def _end_text(day: date, precision: Precision, locale: str) -> str:
    words = [digits(day.day, locale)] if precision == "day" else []
    if precision != "year":
        words.append(month_name(day.month, locale))
    return " ".join([*words, digits(day.year, locale)])


#: As Moroccan and other official prints write them after a number.
_HIJRI_MONTHS = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذي القعدة",
    "ذي الحجة",
)


def hijri_text(day: date, locale: str) -> str:
    """Return the Hijri date of ``day``: «3 جمادى الآخرة 1447».

    The calendar is Umm al-Qura, 1 August 1924 to 16 November 2077 (package ``hijridate``). Morocco
    sights the moon, so its date can be a day later: an official Moroccan date is to be checked
    against the published one.

    :raises ExpressionError: ``hijri-range``, ``unknown-locale``.
    """
    year, month, number = _hijri(day)
    return f"{digits(number, locale)} {_HIJRI_MONTHS[month - 1]} {digits(year, locale)}"


def hijri_month(day: date) -> tuple[int, int]:
    """Return the Hijri year and month of a day; see :func:`hijri_text`.

    :raises ExpressionError: ``hijri-range``.
    """
    return _hijri(day)[:2]


def hijri_month_start(year: int, month: int) -> date:
    """Return the first day of a Hijri month; see :func:`hijri_text`.

    :raises ExpressionError: ``hijri-range``.
    """
    from hijridate import Hijri

    try:
        return Hijri(year, month, 1).to_gregorian()
    except (OverflowError, ValueError):
        raise ExpressionError.of("hijri-range", date=f"{year}-{month:02} AH") from None


def _hijri(day: date) -> tuple[int, int, int]:
    from hijridate import Gregorian

    try:
        hijri = Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        raise ExpressionError.of("hijri-range", date=day.isoformat()) from None
    return hijri.year, hijri.month, hijri.day


#: The names of months that differ where they stand alone and not after a number.
_HIJRI_NOMINATIVES = {11: "ذو القعدة", 12: "ذو الحجة"}


def hijri_month_name(month: int) -> str:
    """Return the standalone name of a Hijri month, 1 to 12: «رمضان»."""
    return _HIJRI_NOMINATIVES.get(month, _HIJRI_MONTHS[month - 1])
