"""Terms of a rule, each with a value for every row of a frame."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

from report.intake.validate import numbers
from report.intake.validate.days import days

if TYPE_CHECKING:
    import pandas as pd

    from report.arabic import Interval


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A value for every row.

    ``literal`` is the value of a literal; ``day`` marks a date that is a single day and not an
    interval. ``values`` returns a series with the frame's index: ``boolean``, ``string``, numbers,
    or dates as ``datetime64`` for days and as interval objects otherwise.
    """

    kind: Literal["text", "number", "date", "boolean"]
    values: Callable[[pd.DataFrame], pd.Series]
    literal: object = None
    day: bool = False


def column(name: str, kind: Literal["text", "number", "date", "boolean"]) -> Term:
    """Return a column's cells."""
    if kind == "text":
        return Term(kind, lambda frame: frame[name].astype("string[pyarrow]"))
    if kind == "boolean":
        return Term(kind, lambda frame: frame[name].astype("boolean"))
    return Term(kind, lambda frame: frame[name])


def number_literal(value: int | float) -> Term:
    """Return the same number for every row."""
    dtype = "Int64" if isinstance(value, int) else "Float64"
    return Term("number", lambda frame: _same(frame, value, dtype), value)


def text_literal(value: str) -> Term:
    """Return the same text for every row."""
    return Term("text", lambda frame: _same(frame, value, "string[pyarrow]"), value)


def boolean_literal(value: bool) -> Term:
    """Return the same truth for every row."""
    return Term("boolean", lambda frame: _same(frame, value, "boolean"), value)


def date_literal(value: Interval) -> Term:
    """Return the same interval for every row."""
    return Term("date", lambda frame: _same(frame, value, "object"), value)


def _same(frame: pd.DataFrame, value: object, dtype: Any) -> pd.Series:
    import pandas as pd

    return pd.Series([value], dtype=dtype).repeat(len(frame)).set_axis(frame.index)


def both(terms: Sequence[Term]) -> Term:
    """Return the conjunction of terms, in Kleene logic."""
    return Term(
        "boolean", lambda frame: reduce(operator.and_, (term.values(frame) for term in terms))
    )


def either(terms: Sequence[Term]) -> Term:
    """Return the disjunction of terms, in Kleene logic."""
    return Term(
        "boolean", lambda frame: reduce(operator.or_, (term.values(frame) for term in terms))
    )


def negated(term: Term) -> Term:
    """Return the negation."""
    return Term("boolean", lambda frame: ~term.values(frame))


def missing(term: Term) -> Term:
    """Return whether a cell is blank."""
    return Term("boolean", lambda frame: term.values(frame).isna().astype("boolean"))


def negative(term: Term) -> Term:
    """Return the negative number."""
    return arithmetic(number_literal(0), term, "-")


def arithmetic(left: Term, right: Term, sign: str) -> Term:
    """Return the sum, difference, product or quotient of two numbers."""
    return Term(
        "number", lambda frame: numbers.combine(left.values(frame), right.values(frame), sign)
    )


def length(term: Term) -> Term:
    """Return the number of characters of a text."""
    return Term("number", lambda frame: term.values(frame).str.len().astype("Int64"))


def end_of(term: Term, *, last: bool) -> Term:
    """Return the first or the last day of an interval."""
    return (
        term if term.day else Term("date", lambda frame: days(term.values(frame), last), day=True)
    )


def days_between(left: Term, right: Term) -> Term:
    """Return the number of days from ``right`` to ``left``."""
    return Term(
        "number", lambda frame: (left.values(frame) - right.values(frame)).dt.days.astype("Int64")
    )


def compared(left: Term, right: Term, sign: str) -> Term:
    """Return ``left sign right`` for one of ``== != < <= > >=``; ``<NA>`` where a side is blank."""
    if left.kind == "number":
        return Term(
            "boolean", lambda frame: numbers.compare(left.values(frame), right.values(frame), sign)
        )
    if left.kind == "date":
        return Term("boolean", lambda frame: _intervals(left, right, sign, frame))
    work = operator.eq if sign == "==" else operator.ne
    return Term(
        "boolean", lambda frame: work(left.values(frame), right.values(frame)).astype("boolean")
    )


def _intervals(left: Term, right: Term, sign: str, frame: pd.DataFrame) -> pd.Series:
    """Compare intervals: "before" means wholly before; distinct overlapping intervals give
    ``<NA>``.
    """
    first, last = end_of(left, last=False).values(frame), end_of(left, last=True).values(frame)
    other_first, other_last = (
        end_of(right, last=False).values(frame),
        end_of(right, last=True).values(frame),
    )
    if sign in ("==", "!="):
        same = _kleene(
            (first == other_first) & (last == other_last), first, last, other_first, other_last
        )
        apart = _kleene(
            (last < other_first) | (first > other_last), first, last, other_first, other_last
        )
        equal = same.mask(~same & ~apart)
        return equal if sign == "==" else ~equal
    if sign in (">", ">="):
        return _intervals(right, left, {">": "<", ">=": "<="}[sign], frame)
    work = operator.lt if sign == "<" else operator.le
    surely = _kleene(work(last, other_first), last, other_first)
    never = _kleene(~work(first, other_last), first, other_last)
    return surely.mask(~surely.fillna(False)).mask(never.fillna(False), False)


def _kleene(outcome: pd.Series, *sides: pd.Series) -> pd.Series:
    """Return a result as ``boolean``, ``<NA>`` wherever a side is blank or an open end."""
    blank = reduce(operator.or_, (side.isna() for side in sides))
    return outcome.astype("boolean").mask(blank)
