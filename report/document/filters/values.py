"""The values that filters are given, and their arguments, checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from report import arabic
from report.errors import ExpressionError
from report.measures import Measure


def number_of(value: Any) -> int | Decimal | float:
    """Return a number, or the value of a measure.

    :raises ExpressionError: ``number-wanted``.
    """
    if isinstance(value, Measure):
        return value.value
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return value
    raise ExpressionError.of("number-wanted", None, given=str(value)[:80])


def is_undefined(value: Any) -> bool:
    """Return whether a value is a measure without a value, such as a share of nothing."""
    return isinstance(value, Measure) and not value.is_defined


def whole_number_of(value: Any) -> int:
    """Return a whole number, or the value of a measure that is one.

    :raises ExpressionError: ``number-wanted``, ``undefined-measure``, ``not-a-count``.
    """
    number = number_of(value)
    if is_undefined(value):
        raise ExpressionError.of("undefined-measure", None, given=value.name)
    if number != int(number):
        raise ExpressionError.of("not-a-count", None, given=str(number))
    return int(number)


def day_of(interval: arabic.Interval, value: str) -> date:
    """Return the day of an interval that is one day.

    :raises ExpressionError: ``one-day``.
    """
    if interval.start is None or interval.start != interval.end:
        raise ExpressionError.of("one-day", None, given=value)
    return interval.start


def choice(value: str, *choices: str) -> Any:
    """Return an argument that is one of some words.

    :raises ExpressionError: ``bad-choice``.
    """
    if value not in choices:
        raise ExpressionError.of("bad-choice", None, given=value, wanted=", ".join(choices))
    return value


def grammatical_case(value: str) -> arabic.Case:
    """Return a case: ``nom``, ``obl`` or ``acc``.

    :raises ExpressionError: ``bad-choice``.
    """
    case: arabic.Case = choice(value, "nom", "obl", "acc")
    return case
