"""Periods that prose names: each is in the dates of the data, or in the period of the brief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from report.arabic.dates import Interval
from report.errors import ExpressionError

if TYPE_CHECKING:
    from report.measures.members import Dimension

_Span = tuple[int, int]


def require_reached(
    dimension: Dimension, value: object, period: Interval, period_ends: Sequence[object]
) -> None:
    """Check that a period, as a value of a dimension of time, is not outside all that is known.

    It may lie between the first and the last date of the data, or in the period of the brief; a
    month or a weekday of any year is one that the calendar has.

    :param value: a value of the dimension, or any period of one of whole dates.
    :param period: of the brief.
    :param period_ends: the values of the dimension for the ends of that period.
    :raises ExpressionError: ``no-such-period``.
    """
    calendar = dimension.calendar
    asked = _span(value)
    if calendar is None or asked is None:
        return
    values = [_span(member.value) for member in dimension.members if member.kind == "value"]
    in_data = _hull(values)
    is_date = dimension.type.kind == "date"
    reached = [in_data, _span(period) if is_date else _hull(list(map(_span, period_ends)))]
    if calendar.cycle is not None:
        reached = [calendar.cycle]
    if any(span is not None and asked[0] <= span[1] and asked[1] >= span[0] for span in reached):
        return
    ends: Sequence[object] = in_data or ("—", "—")
    if is_date and in_data is not None:
        ends = [date.fromordinal(day).isoformat() for day in in_data]
    written = value.text if isinstance(value, Interval) else value
    raise ExpressionError.of(
        "no-such-period",
        None,
        given=str(written),
        first=str(ends[0]),
        last=str(ends[1]),
        period=period.text,
    )


def _hull(spans: Sequence[_Span | None]) -> _Span | None:
    """Return the span from the first to the last of spans; ``None`` for none."""
    filled = [span for span in spans if span is not None]
    if not filled:
        return None
    return min(first for first, _ in filled), max(last for _, last in filled)


def _span(value: object) -> _Span | None:
    """Return the first and last day of a period, or a number twice; ``None`` for anything else."""
    if isinstance(value, Interval):
        start, end = value.start or date.min, value.end or date.max
        return start.toordinal(), end.toordinal()
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else None
