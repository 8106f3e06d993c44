"""Dates of a column: each distinct cell is read once, with one order of figures for the column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from report.arabic import Interval, parse_edtf
from report.errors import MujazError
from report.intake.normalise.date_points import (
    HIJRI_YEARS,
    YEARS,
    Calendar,
    NotADate,
    Order,
    Point,
    ends,
    of_serial,
)
from report.intake.normalise.date_text import Said, in_year, read_date_text
from report.intake.normalise.model import Decided, Reading

if TYPE_CHECKING:
    from report.brief.tables import Column

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: The most years of a period that are tried for a date without a year.
_MOST_YEARS = 20
_EDTF = re.compile(r"[0-9?~%/.\-]{2,25}")


def read_dates(
    cells: Sequence[object],
    counts: Callable[[], Sequence[int]],
    column: Column,
    period: Interval | None = None,
) -> Reading:
    """Read the distinct cells of a column of dates.

    Accepted are EDTF (ISO 8601-2) as :func:`report.arabic.parse_edtf` reads it, figures with any
    separator, month names, ranges, words of uncertainty, Hijri dates (Umm al-Qura calendar), and
    the days and serial numbers of spreadsheets. A time of day is dropped. Two-digit years are 1969
    to 2068.

    Whether ``3/4/2025`` is in April or in March is decided over the column: by the key ``order``,
    otherwise by the majority of the cells with a single possible order; the minority breaks
    ``date-order``. By default the day comes first, as in all Arab countries. A day and month
    without a year, «24/27 نونبر», take the only year that puts them within ``period``; otherwise
    they break ``date-without-year``.

    :param counts: returns the number of occurrences of each cell; it is called only when needed.
    """
    hijri = None if column.calendar is None else column.calendar == "hijri"
    intervals: dict[int, Interval] = {}
    said: dict[int, Said] = {}
    faults: dict[int, str] = {}
    for position, cell in enumerate(cells):
        try:
            reading = _read(cell, hijri)
        except NotADate as fault:
            faults[position] = fault.rule
            continue
        if isinstance(reading, Said):
            said[position] = reading
        else:
            intervals[position] = reading
    order, decided = _order(said, counts, column)
    for position, statement in said.items():
        try:
            intervals[position] = _dated(statement, order, period)
        except NotADate as fault:
            faults[position] = _rule(statement, order, fault.rule)
        except MujazError:
            faults[position] = "bad-date-cell"
    values = [intervals.get(position) for position in range(len(cells))]
    steps = {
        position: "date"
        for position, interval in intervals.items()
        if _changed(cells[position], interval)
    }
    return Reading(list(values), faults, steps, decided)


def _dated(statement: Said, order: Order, period: Interval | None) -> Interval:
    """Return the interval of a statement; without a year, in the only year within the period.

    :raises NotADate: with the rule that it breaks.
    """
    try:
        return parse_edtf(statement.edtf(order))
    except NotADate as fault:
        first, last = (period.start, period.end) if period is not None else (None, None)
        if fault.rule != "date-without-year" or first is None or last is None:
            raise
        candidates = []
        for year in range(first.year, min(last.year, first.year + _MOST_YEARS) + 1):
            with suppress(NotADate):
                candidates.append(parse_edtf(in_year(statement, year).edtf(order)))
        fitting = [
            read
            for read in candidates
            if read.start and read.end and first <= read.start and read.end <= last
        ]
        if len(fitting) != 1:
            raise
        return fitting[0]


def _read(cell: object, hijri: Calendar) -> Interval | Said:
    """Return the interval of a cell, or for a text a statement whose order of figures is still
    open.
    """
    if isinstance(cell, str):
        return _read_text(cell, hijri)
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return _gregorian(parse_edtf(day.isoformat()), hijri)
    if (
        isinstance(cell, bool | time)
        or not isinstance(cell, int | float)
        or not math.isfinite(cell)
    ):
        raise NotADate
    if cell in YEARS and not hijri:
        return parse_edtf(f"{int(cell):04}")
    if hijri and 1300 <= cell <= 1500 and cell == int(cell):
        first, last = ends(Point(year=int(cell), hijri=True))
        return parse_edtf(f"{first}/{last}")
    if hijri is None and cell in HIJRI_YEARS:
        raise NotADate("hijri-date")
    return parse_edtf(of_serial(cell))


def _gregorian(read: Interval, hijri: Calendar) -> Interval:
    """Return an interval read as Gregorian, unless its years are in the Hijri range.

    :raises NotADate: ``hijri-date``.
    """
    years = [day.year for day in (read.start, read.end) if day is not None]
    if hijri is not False and years and all(year in HIJRI_YEARS for year in years):
        raise NotADate("hijri-date")
    return read


def _read_text(text: str, hijri: Calendar) -> Interval | Said:
    if not hijri and _DAY.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise NotADate("no-such-day") from None
        return _gregorian(Interval(day, day, text), hijri)
    if not hijri and _EDTF.fullmatch(text):
        with suppress(MujazError):
            return _gregorian(parse_edtf(text), hijri)
    return read_date_text(text, hijri=hijri)


def _possible(statement: Said, order: Order) -> bool:
    try:
        statement.edtf(order)
    except NotADate:
        return False
    return True


def _order(
    said: Mapping[int, Said], counts: Callable[[], Sequence[int]], column: Column
) -> tuple[Order, tuple[Decided, ...]]:
    """Return the order of the column's figures, and the decision to report."""
    if column.order is not None:
        return column.order, ()
    figures = {position: statement for position, statement in said.items() if statement.in_figures}
    if not figures:
        return "dmy", ()
    votes: dict[Order, int] = {"dmy": 0, "mdy": 0}
    times = counts()
    for position, statement in figures.items():
        day_first, month_first = _possible(statement, "dmy"), _possible(statement, "mdy")
        if day_first != month_first:
            votes["dmy" if day_first else "mdy"] += times[position]
    order: Order = "mdy" if votes["mdy"] > votes["dmy"] else "dmy"
    return order, (Decided("order", order),)


def _rule(statement: Said, order: Order, rule: str) -> str:
    """Return the rule that a cell breaks when it cannot be read in the column's order."""
    orders: tuple[Order, ...] = ("dmy", "mdy", "ymd")
    elsewhere = any(
        _possible(statement, alternative) for alternative in orders if alternative != order
    )
    if statement.in_figures and elsewhere:
        return "date-order"
    return "bad-date-cell" if rule == "date-order" else rule


def _changed(cell: object, interval: Interval) -> bool:
    if isinstance(cell, datetime):
        return cell.time() != time()
    if isinstance(cell, date):
        return False
    return str(cell) != interval.text and not (
        isinstance(cell, float) and str(int(cell)) == interval.text
    )
