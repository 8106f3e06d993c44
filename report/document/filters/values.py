"""The values that filters are given, and their arguments, checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeGuard, TypeVar

from report import arabic
from report.arabic.forms import Gender
from report.errors import ExpressionError
from report.measures import Measure

Choice = TypeVar("Choice", bound=str)


def number_of(value: object) -> int | Decimal | float:
    """Return a number, or the value of a measure.

    :raises ExpressionError: ``number-wanted``.
    """
    if isinstance(value, Measure):
        return value.value
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return value
    raise ExpressionError.of("number-wanted", None, given=str(value)[:80])


def is_undefined(value: object) -> TypeGuard[Measure]:
    """Return whether a value is a measure without a value, such as a share of nothing."""
    return isinstance(value, Measure) and not value.is_defined


def whole_number_of(value: object) -> int:
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


def choice(value: str, *choices: Choice) -> Choice:
    """Return an argument that must be one of these words.

    :raises ExpressionError: ``bad-choice``.
    """
    for word in choices:
        if word == value:
            return word
    raise ExpressionError.of("bad-choice", None, given=value, wanted=tuple(choices))


def grammatical_gender(value: str) -> Gender:
    """Return a gender: ``masculine`` or ``feminine``.

    :raises ExpressionError: ``bad-choice``.
    """
    return choice(value, "masculine", "feminine")


def grammatical_case(value: str) -> arabic.Case:
    """Return a case: ``nom``, ``obl`` or ``acc``.

    :raises ExpressionError: ``bad-choice``.
    """
    return choice(value, "nom", "obl", "acc")
