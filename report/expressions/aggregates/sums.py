"""``sum``, ``mean``, ``wmean`` and ``std``: exact sums, and what is divided by a count."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from report.expressions.aggregates.groups import Groups
from report.expressions.aggregates.vectors import (
    exact,
    of_integers,
    ratios,
    sums_of,
)
from report.expressions.arithmetic import multiply
from report.expressions.vectors import NumberVector, Vector

#: The digits of a square root.
_ROOT = Context(prec=50)


def numbers_of(vector: Vector) -> NumberVector:
    """Return an argument that is a number."""
    if not isinstance(vector, NumberVector):
        raise TypeError(vector.kind)
    return vector


def sum_(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the exact sum of each group."""
    numbers = numbers_of(arguments[0])
    groups = groups.filled(numbers.blank)
    sums, decimals = sums_of(groups, numbers)
    return of_integers(sums, decimals, groups.sizes == 0)


def mean(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the exact mean of each group."""
    numbers = numbers_of(arguments[0])
    groups = groups.filled(numbers.blank)
    return ratios(*sums_of(groups, numbers), groups.sizes)


def weighted_mean(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the sum of number times weight over the sum of weights; a row counts with both."""
    numbers, weights = map(numbers_of, arguments)
    groups = groups.filled(numbers.blank | weights.blank)
    tops, decimals = sums_of(groups, multiply(numbers, weights))
    bottoms, bottom_decimals = sums_of(groups, weights)
    values = [
        Fraction(top, 10**decimals) / Fraction(bottom, 10**bottom_decimals) if bottom else None
        for top, bottom in zip(tops.tolist(), bottoms.tolist(), strict=True)
    ]
    return exact(values)


def deviation(groups: Groups, arguments: Sequence[Vector]) -> Vector:
    """Return the root of the variance of a sample, to 50 digits; blank for fewer than two."""
    numbers = numbers_of(arguments[0])
    groups = groups.filled(numbers.blank)
    sums, decimals = sums_of(groups, numbers)
    squares, square_decimals = sums_of(groups, multiply(numbers, numbers))
    columns = (groups.sizes.tolist(), sums.tolist(), squares.tolist())
    values: list[Fraction | None] = []
    for size, total, square in zip(*columns, strict=True):
        mean_part = Fraction(total, 10**decimals) ** 2 / size if size else Fraction(0)
        spread = Fraction(square, 10**square_decimals) - mean_part
        values.append(_root(spread / (size - 1)) if size > 1 else None)
    return exact(values)


def _root(value: Fraction) -> Fraction:
    quotient = _ROOT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(_ROOT.sqrt(quotient))
