"""The signs and words between values, as functions of whole columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import cast

import numpy as np

from report.expressions import arithmetic
from report.expressions.days import OPEN_FIRST, OPEN_LAST, first_day, last_day
from report.expressions.distinct import distinct
from report.expressions.functions.function import Context, Function, Help
from report.expressions.functions.numbers import note_zero_divisions
from report.expressions.functions.spans import days_between, shifted
from report.expressions.kinds import BOOLEAN, DATE, NUMBER, WHOLE, Parameter, Signature, Type
from report.expressions.vectors import (
    BooleanVector,
    DateVector,
    Mask,
    NumberVector,
    TextVector,
    Vector,
    spread,
    text_pool,
)

_NO_HELP = Help("", "")


def _operator(
    name: str, result: Type, evaluate: Callable[[Sequence[Vector], Context], Vector]
) -> Function:
    return Function(name, Signature((Parameter("value"),), result), evaluate, _NO_HELP)


def _numbers(
    work: Callable[[NumberVector, NumberVector], NumberVector],
) -> Callable[[Sequence[Vector], Context], Vector]:
    def evaluate(arguments: Sequence[Vector], context: Context) -> Vector:
        left, right = cast("Sequence[NumberVector]", arguments)
        if work in (arithmetic.divide, arithmetic.modulo):
            note_zero_divisions(left, right, context)
        return work(left, right)

    return evaluate


_WORKS = {
    "+": arithmetic.add, "-": arithmetic.subtract, "*": arithmetic.multiply,
    "/": arithmetic.divide, "%": arithmetic.modulo,
}  # fmt: skip
#: Arithmetic of numbers: the results of whole numbers are whole, except for quotients.
NUMBERS = {
    (sign, is_whole): _operator(sign, WHOLE if is_whole and sign != "/" else NUMBER, _numbers(work))
    for (sign, work), is_whole in product(_WORKS.items(), (True, False))
}


def _later(sign: int, arguments: Sequence[Vector], _context: Context) -> Vector:
    date, days = arguments
    if isinstance(date, NumberVector):
        date, days = days, date
    count = cast(NumberVector, days)
    return shifted(cast(DateVector, date), count if sign > 0 else arithmetic.negative(count))


def _days_between(arguments: Sequence[Vector], _context: Context) -> Vector:
    left, right = cast("Sequence[DateVector]", arguments)
    return days_between(left, right)


DATE_PLUS = _operator("+", DATE, partial(_later, 1))
DATE_MINUS = _operator("-", DATE, partial(_later, -1))
DAYS_BETWEEN = _operator("-", WHOLE, _days_between)


def _negative(arguments: Sequence[Vector], _context: Context) -> Vector:
    return arithmetic.negative(cast(NumberVector, arguments[0]))


NEGATIVE = {
    is_whole: _operator("-", WHOLE if is_whole else NUMBER, _negative) for is_whole in (True, False)
}


def _and(arguments: Sequence[Vector], _context: Context) -> Vector:
    truths = cast("Sequence[BooleanVector]", arguments)
    values = np.logical_and.reduce(np.broadcast_arrays(*(truth.values for truth in truths)))
    is_false = np.logical_or.reduce(
        np.broadcast_arrays(*(~truth.values & ~truth.blank for truth in truths))
    )
    return _kleene(values, is_false, truths)


def _or(arguments: Sequence[Vector], _context: Context) -> Vector:
    truths = cast("Sequence[BooleanVector]", arguments)
    values = np.logical_or.reduce(np.broadcast_arrays(*(truth.values for truth in truths)))
    is_false = np.logical_and.reduce(
        np.broadcast_arrays(*(~truth.values & ~truth.blank for truth in truths))
    )
    return _kleene(values, is_false, truths)


def _kleene(values: Mask, is_false: Mask, truths: Sequence[BooleanVector]) -> BooleanVector:
    unknown = ~values & ~is_false
    uncertain = np.logical_or.reduce(np.broadcast_arrays(*(truth.uncertain for truth in truths)))
    return BooleanVector(values, unknown, unknown & uncertain)


def _not(arguments: Sequence[Vector], _context: Context) -> Vector:
    truth = cast(BooleanVector, arguments[0])
    return BooleanVector(~truth.values & ~truth.blank, truth.blank, truth.uncertain)


def _is_missing(arguments: Sequence[Vector], _context: Context) -> Vector:
    blank = arguments[0].blank
    return BooleanVector.of(blank, np.zeros(len(blank), dtype=bool))


AND = _operator("and", BOOLEAN, _and)
OR = _operator("or", BOOLEAN, _or)
NOT = _operator("not", BOOLEAN, _not)
IS_MISSING = _operator("is missing", BOOLEAN, _is_missing)


def _compare_numbers(sign: str, arguments: Sequence[Vector], _context: Context) -> Vector:
    left, right = cast("Sequence[NumberVector]", arguments)
    return BooleanVector.of(arithmetic.compare(sign, left, right), left.blank | right.blank)


def _same_text(arguments: Sequence[Vector], _context: Context) -> Vector:
    left, right = cast("Sequence[TextVector]", arguments)
    return BooleanVector.of(equal_texts(left, right), left.blank | right.blank)


def equal_texts(left: TextVector, right: TextVector) -> Mask:
    """Return which rows have equal texts, without regard to blanks."""
    import pyarrow.compute as pc

    if len(left) == 1:
        left, right = right, left
    if len(right) == 1:
        text = right.objects()[0]
        if text is None:
            return np.zeros(len(left), dtype=bool)
        equal = pc.equal(left.pool, text).fill_null(False).to_numpy(zero_copy_only=False)
        mask: Mask = spread(equal, left.codes, False)
        return mask
    left, right = left.unified(), right.unified()
    places = pc.index_in(right.pool, left.pool).fill_null(-2)
    numbers = places.to_numpy(zero_copy_only=False).astype(np.int64)
    return cast("Mask", left.codes == spread(numbers, right.codes, -2))


def _same_truth(arguments: Sequence[Vector], _context: Context) -> Vector:
    left, right = cast("Sequence[BooleanVector]", arguments)
    return BooleanVector.of(
        left.values == right.values, left.blank | right.blank, left.uncertain | right.uncertain
    )


def _by_date(
    compare: Callable[..., tuple[Mask, Mask]], arguments: Sequence[Vector], _context: Context
) -> Vector:
    """Return a comparison of spans of days, computed on the pool if the right side is a constant.

    ``compare`` takes the first and last days of both and returns masks of the certainly true and
    the certainly false rows. Other rows are uncertain.
    """
    left, right = cast("Sequence[DateVector]", arguments)
    blank = left.blank | right.blank
    if len(right) == 1 and not right.blank[0]:
        is_true, is_false = compare(left.first, left.last, right.firsts, right.lasts)
        is_true, is_false = (spread(mask, left.codes, False) for mask in (is_true, is_false))
    else:
        is_true, is_false = compare(left.firsts, left.lasts, right.firsts, right.lasts)
    return BooleanVector.of(is_true, blank, ~is_true & ~is_false & ~blank)


def _before(
    first: np.ndarray, last: np.ndarray, other_first: np.ndarray, other_last: np.ndarray
) -> tuple[Mask, Mask]:
    return last < other_first, first >= other_last


def _not_after(
    first: np.ndarray, last: np.ndarray, other_first: np.ndarray, other_last: np.ndarray
) -> tuple[Mask, Mask]:
    is_true = (last <= other_first) & (last != OPEN_LAST) & (other_first != OPEN_FIRST)
    return is_true, first > other_last


def _before_period(
    first: np.ndarray, last: np.ndarray, other_first: np.ndarray, _other_last: np.ndarray
) -> tuple[Mask, Mask]:
    return last < other_first, first >= other_first


def _after_period(
    first: np.ndarray, last: np.ndarray, _other_first: np.ndarray, other_last: np.ndarray
) -> tuple[Mask, Mask]:
    return first > other_last, last <= other_last


def _opposite(compare: Callable[..., tuple[Mask, Mask]]) -> Callable[..., tuple[Mask, Mask]]:
    """Return the negation of a comparison."""

    def compare_opposite(*spans: np.ndarray) -> tuple[Mask, Mask]:
        is_true, is_false = compare(*spans)
        return is_false, is_true

    return compare_opposite


def _equal(
    first: np.ndarray, last: np.ndarray, other_first: np.ndarray, other_last: np.ndarray
) -> tuple[Mask, Mask]:
    return (first == other_first) & (last == other_last), _apart(
        first, last, other_first, other_last
    )


def _within(
    first: np.ndarray, last: np.ndarray, other_first: np.ndarray, other_last: np.ndarray
) -> tuple[Mask, Mask]:
    is_within = (other_first <= first) & (last <= other_last)
    return is_within, _apart(first, last, other_first, other_last)


def _apart(
    first: np.ndarray, last: np.ndarray, other_first: np.ndarray, other_last: np.ndarray
) -> Mask:
    mask: Mask = (last < other_first) | (first > other_last)
    return mask


def _mirrored(compare: Callable[..., tuple[Mask, Mask]]) -> Callable[..., tuple[Mask, Mask]]:
    """Return the comparison with its sides exchanged."""
    return lambda first, last, other_first, other_last: compare(
        other_first, other_last, first, last
    )


#: Comparisons of each kind. Dates are compared as spans: «before» means wholly before.
COMPARISONS = {
    **{
        ("number", sign): _operator(sign, BOOLEAN, partial(_compare_numbers, sign))
        for sign in ("==", "!=", "<", "<=", ">", ">=")
    },
    ("text", "=="): _operator("==", BOOLEAN, _same_text),
    ("boolean", "=="): _operator("==", BOOLEAN, _same_truth),
    ("date", "=="): _operator("==", BOOLEAN, partial(_by_date, _equal)),
    ("date", "<"): _operator("<", BOOLEAN, partial(_by_date, _before)),
    ("date", "<="): _operator("<=", BOOLEAN, partial(_by_date, _not_after)),
    ("date", ">"): _operator(">", BOOLEAN, partial(_by_date, _mirrored(_before))),
    ("date", ">="): _operator(">=", BOOLEAN, partial(_by_date, _mirrored(_not_after))),
}
#: Whether a date lies within a span.
WITHIN = _operator("in", BOOLEAN, partial(_by_date, _within))
#: Comparisons of a date with a constant, which is a known period and no uncertain day: ``<`` is
#: met before its first day, ``>=`` from it on, ``<=`` up to its last, ``>`` after that, ``==``
#: within.
WITH_PERIOD = {
    "==": WITHIN,
    "<": _operator("<", BOOLEAN, partial(_by_date, _before_period)),
    "<=": _operator("<=", BOOLEAN, partial(_by_date, _opposite(_after_period))),
    ">": _operator(">", BOOLEAN, partial(_by_date, _after_period)),
    ">=": _operator(">=", BOOLEAN, partial(_by_date, _opposite(_before_period))),
}


def _in_numbers(arguments: Sequence[Vector], _context: Context) -> Vector:
    number, items = arguments[0], arguments[1:]
    outcomes = [_compare_numbers("==", (number, item), _context) for item in items]
    return _or(outcomes, _context)


def _in_texts(arguments: Sequence[Vector], _context: Context) -> Vector:
    import pyarrow.compute as pc

    text = cast(TextVector, arguments[0])
    if any(len(item) != 1 or item.blank[0] for item in arguments[1:]):
        return _or([_same_text((text, item), _context) for item in arguments[1:]], _context)
    values = [item.objects()[0] for item in arguments[1:]]
    members = pc.is_in(text.pool, value_set=text_pool(cast("list[str | None]", values)))
    is_member = spread(members.to_numpy(zero_copy_only=False), text.codes, False)
    return BooleanVector.of(is_member, text.blank)


def _in_column(arguments: Sequence[Vector], _context: Context) -> Vector:
    """Return whether a value is among those of a column of another table, blanks aside."""
    vector, column = arguments
    members = set(distinct(column)[0])
    if isinstance(vector, DateVector):
        spans = {(first_day(member), last_day(member)) for member in members}  # type: ignore[arg-type]
        pairs = zip(vector.first.tolist(), vector.last.tolist(), strict=True)
        is_member = np.array([pair in spans for pair in pairs], dtype=bool)
        return BooleanVector.of(spread(is_member, vector.codes, False), vector.blank)
    values, codes = distinct(vector)
    is_member = np.array([value in members for value in values], dtype=bool)
    return BooleanVector.of(spread(is_member, codes, False), vector.blank)


#: Whether a value is in a column of another table.
IN_COLUMN = _operator("in", BOOLEAN, _in_column)


def _in_truths(arguments: Sequence[Vector], _context: Context) -> Vector:
    outcomes = [_same_truth((arguments[0], item), _context) for item in arguments[1:]]
    return _or(outcomes, _context)


def _in_dates(arguments: Sequence[Vector], context: Context) -> Vector:
    outcomes = [WITHIN.evaluate((arguments[0], item), context) for item in arguments[1:]]
    return _or(outcomes, context)


#: Whether a value is one of several.
MEMBERSHIP = {
    "number": _operator("in", BOOLEAN, _in_numbers),
    "text": _operator("in", BOOLEAN, _in_texts),
    "boolean": _operator("in", BOOLEAN, _in_truths),
    "date": _operator("in", BOOLEAN, _in_dates),
}
