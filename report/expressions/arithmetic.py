"""Exact arithmetic and comparison of columns of numbers.

64-bit integers of equal decimals are used as long as their bounds say that nothing overflows.
Otherwise the numbers are fractions, computed once for each distinct pair.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import ExpressionError
from report.expressions.exact import MOST, MOST_DECIMALS
from report.expressions.vectors import NumberVector, object_array

if TYPE_CHECKING:
    from report.expressions.vectors import Mask

#: The most bits of a numerator or denominator, some 3,900 digits: Python prints at most 4,300, and
#: products of products would grow without bound.
_MOST_BITS = 13_000
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def no_blank(length: int) -> Mask:
    """Return a mask of no row."""
    return np.zeros(length, dtype=bool)


def add(left: NumberVector, right: NumberVector) -> NumberVector:
    """Return the sum."""
    pair = aligned(left, right)
    if pair is not None and left_most(left, right) + left_most(right, left) <= MOST:
        return _filled(pair[0] + pair[1], max(left.decimals, right.decimals), left, right)
    return by_fractions(operator.add, left, right)


def subtract(left: NumberVector, right: NumberVector) -> NumberVector:
    """Return the difference."""
    return add(left, negative(right))


def negative(number: NumberVector) -> NumberVector:
    """Return the negative number."""
    if number.is_integers and number.most > MOST:  # -2**63 has no negative of 64 bits
        return by_fractions(operator.sub, constant(0), number)
    return NumberVector(-number.numbers, number.decimals, number.blank)


def multiply(left: NumberVector, right: NumberVector) -> NumberVector:
    """Return the product."""
    decimals = left.decimals + right.decimals
    if (
        left.is_integers
        and right.is_integers
        and decimals <= MOST_DECIMALS
        and left.most * right.most <= MOST
    ):
        return _filled(left.numbers * right.numbers, decimals, left, right)
    return by_fractions(operator.mul, left, right)


def divide(left: NumberVector, right: NumberVector) -> NumberVector:
    """Return the quotient, blank where the divisor is zero or blank."""
    is_zero = (right.numbers == 0).astype(bool)
    if len(right) == 1 and not is_zero[0] and not right.blank[0]:
        value = Fraction(right.fractions[0])
        return multiply(left, constant(1 / value))
    divisor = NumberVector(
        np.where(is_zero, 10**right.decimals, right.numbers)
        if right.is_integers
        else object_array([value or Fraction(1) for value in right.numbers.tolist()]),
        right.decimals,
        right.blank | is_zero,
    )
    pair = aligned(left, divisor)
    if pair is not None and left.most < MOST and divisor.most < MOST:
        tops, bottoms = np.broadcast_arrays(pair[0], pair[1])
        return _quotients(tops, bottoms, left.blank | divisor.blank)
    return by_fractions(operator.truediv, left, divisor)


def _quotients(tops: np.ndarray, bottoms: np.ndarray, blank: Mask) -> NumberVector:
    """Return the quotients of integers, each distinct one made once; no divisor is 0."""
    import pandas as pd

    common = np.gcd(tops, bottoms) * np.where(bottoms < 0, -1, 1)
    tops, bottoms = tops // common, bottoms // common
    top_codes, top_values = pd.factorize(tops)
    bottom_codes, bottom_values = pd.factorize(bottoms)
    width = max(len(bottom_values), 1)
    codes, pairs = pd.factorize(top_codes.astype(np.int64) * width + bottom_codes)
    numerators = top_values[pairs // width].tolist()
    denominators = bottom_values[pairs % width].tolist()
    values = list(map(Fraction, numerators, denominators))
    vector: NumberVector = NumberVector.of_fractions(values, codes, blank)
    return vector


def modulo(left: NumberVector, right: NumberVector) -> NumberVector:
    """Return what remains of ``left``, with the sign of ``right``; blank for a zero divisor."""
    is_zero = (right.numbers == 0).astype(bool)
    pair = aligned(left, right)
    blank = left.blank | right.blank | is_zero
    if pair is not None:
        rest = np.mod(pair[0], np.where(pair[1] == 0, 1, pair[1]))
        return NumberVector(np.where(blank, 0, rest), max(left.decimals, right.decimals), blank)
    divisor = object_array([value or Fraction(1) for value in right.fractions.tolist()])
    return by_fractions(operator.mod, left, NumberVector(divisor, 0, right.blank | is_zero))


def constant(value: int | Fraction) -> NumberVector:
    """Return a vector of one number."""
    vector: NumberVector = NumberVector.of_fractions(
        [Fraction(value)], np.zeros(1, dtype=np.int64), no_blank(1)
    )
    return vector


def aligned(left: NumberVector, right: NumberVector) -> tuple[np.ndarray, np.ndarray] | None:
    """Return both as integers of equal decimals; ``None`` where 64 bits do not suffice."""
    decimals = max(left.decimals, right.decimals)
    first, second = left.scaled(decimals), right.scaled(decimals)
    return None if first is None or second is None else (first, second)


def left_most(number: NumberVector, partner: NumberVector) -> int:
    """Return the largest absolute integer of a number that is aligned with a partner."""
    shift: int = 10 ** max(partner.decimals - number.decimals, 0)
    return number.most * shift


def compare(sign: str, left: NumberVector, right: NumberVector) -> Mask:
    """Return ``left sign right`` for one of ``== != < <= > >=``, without regard to blanks."""
    pair = aligned(left, right)
    if pair is None and left.is_integers and right.is_integers and 1 in (len(left), len(right)):
        pair = _beyond(left, right)
    if pair is not None:
        mask: Mask = _COMPARE[sign](*pair)
        return mask
    values, codes = by_pairs(_COMPARE[sign], left, right)
    outcome: Mask = values[codes].astype(bool)
    return outcome


def _beyond(left: NumberVector, right: NumberVector) -> tuple[Any, Any] | None:
    """Return a column and a constant of more decimals as comparable integers.

    A constant between two integers becomes an odd number of halves; ``None`` where the doubled
    integers do not fit.
    """
    column, single = (left, right) if len(right) == 1 else (right, left)
    value = Fraction(single.fractions[0]) * 10**column.decimals
    floor = value.numerator // value.denominator
    doubled = 2 * floor + (value.denominator != 1)
    if 2 * column.most > MOST or abs(doubled) > MOST:
        return None
    pair = column.numbers * 2, np.array([doubled], dtype=np.int64)
    return pair if column is left else (pair[1], pair[0])


def by_fractions(
    work: Callable[[Any, Any], Any], left: NumberVector, right: NumberVector
) -> NumberVector:
    """Return a function of two numbers, computed as fractions once for each distinct pair."""
    values, codes = by_pairs(work, left, right)
    longest = max((_bits(value) for value in values.tolist()), default=0)
    if longest > _MOST_BITS:
        raise ExpressionError.of("too-long-value", None, limit=_MOST_BITS)
    blank = left.blank | right.blank
    vector: NumberVector = NumberVector.of_fractions(values.tolist(), codes, blank)
    return vector


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def by_pairs(
    work: Callable[[Any, Any], Any], left: NumberVector, right: NumberVector
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return a function of each distinct pair of fractions, and for each row which pair it is."""
    import pandas as pd

    left_codes, left_values = left.pooled
    right_codes, right_values = right.pooled
    width = max(len(right_values), 1)
    pairs = left_codes.astype(np.int64) * width + right_codes
    codes, uniques = pd.factorize(pairs)
    first = _exact(left_values, left.decimals)
    second = _exact(right_values, right.decimals)
    results = [work(first[index // width], second[index % width]) for index in uniques.tolist()]
    return object_array(results), codes


def _exact(numbers: np.ndarray[Any, Any], decimals: int) -> list[Fraction]:
    if numbers.dtype == object:
        return list(map(Fraction, numbers.tolist()))
    scale = 10**decimals
    return [Fraction(number, scale) for number in numbers.tolist()]


def _filled(
    numbers: np.ndarray, decimals: int, left: NumberVector, right: NumberVector
) -> NumberVector:
    """Return numbers with 0 where a side is blank."""
    blank = left.blank | right.blank
    if blank.any():
        numbers = np.where(blank, 0, numbers)
    return NumberVector(numbers, decimals, blank)


def rounded(number: NumberVector, decimals: int, way: str) -> NumberVector:
    """Return numbers of ``decimals`` (below 0: tens, hundreds …).

    :param way: ``round`` half away from zero, ``floor`` or ``ceil``.
    """
    if number.is_integers and decimals >= number.decimals:
        return number
    shift = number.decimals - decimals
    if not number.is_integers or shift > MOST_DECIMALS:
        return _rounded_fractions(number, decimals, way)
    step = np.int64(10**shift)
    whole = np.floor_divide(number.numbers, step)
    rest = number.numbers - whole * step
    if way == "ceil":
        whole = whole + (rest > 0)
    elif way == "round":
        half = np.int64(10**shift // 2)
        is_up = np.where(number.numbers < 0, rest > half, rest >= half)
        whole = whole + is_up
    if decimals < 0:
        return multiply(NumberVector(whole, 0, number.blank), constant(10**-decimals))
    return NumberVector(whole, decimals, number.blank)


def _rounded_fractions(number: NumberVector, decimals: int, way: str) -> NumberVector:
    """Return numbers that are no decimals of 64 bits, rounded: each distinct one once."""
    codes, pool = number.pooled
    raised, lowered = 10 ** max(decimals, 0), 10 ** max(-decimals, 0)
    wholes = [
        _rounded(value.numerator * raised, value.denominator * lowered, way) * lowered
        for value in _exact(pool, number.decimals)
    ]
    if all(abs(whole) <= MOST for whole in wholes):
        numbers = np.array(wholes or [0], dtype=np.int64)[codes]
        return NumberVector(np.where(number.blank, 0, numbers), max(decimals, 0), number.blank)
    values = [Fraction(whole, raised) for whole in wholes]
    vector: NumberVector = NumberVector.of_fractions(values, codes, number.blank)
    return vector


def _rounded(top: int, bottom: int, way: str) -> int:
    """Return ``top / bottom`` as a whole number."""
    if way == "floor":
        return top // bottom
    if way == "ceil":
        return -(-top // bottom)
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return -whole if top < 0 else whole


def _each(number: NumberVector, work: Callable[[Fraction], Fraction]) -> NumberVector:
    """Return a function of each distinct number."""
    codes, uniques = number.pooled
    values = [work(value) for value in _exact(uniques, number.decimals)]
    vector: NumberVector = NumberVector.of_fractions(values, codes, number.blank)
    return vector


def binned(number: NumberVector, width: Fraction) -> NumberVector:
    """Return the lower bound of each number's class of ``width``: 0, width, 2 width …."""
    step = constant(width)
    pair = aligned(number, step)
    if pair is not None and int(step.numbers[0]) > 0:
        scale = int(pair[1][0])
        floors = NumberVector(np.floor_divide(pair[0], scale), 0, number.blank)
        return multiply(floors, step)
    return _each(number, lambda value: (value / width).__floor__() * width)


def absolute(number: NumberVector) -> NumberVector:
    """Return the number without its sign."""
    if number.is_integers and number.most > MOST:
        return _each(number, abs)
    return NumberVector(np.abs(number.numbers), number.decimals, number.blank)


def choose(mask: Mask, left: NumberVector, right: NumberVector) -> NumberVector:
    """Return ``left`` where ``mask``, else ``right``."""
    blank = np.where(mask, left.blank, right.blank)
    pair = aligned(left, right)
    if pair is not None:
        return NumberVector(np.where(mask, *pair), max(left.decimals, right.decimals), blank)
    return NumberVector(np.where(mask, left.fractions, right.fractions), 0, blank)
