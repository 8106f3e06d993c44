"""Vectors with one value for each group: exact numbers, and values that are taken from rows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from report.expressions.vectors import (
    BooleanVector,
    DateVector,
    NumberVector,
    TextVector,
    Vector,
    object_array,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from report.expressions.aggregates.groups import Groups
    from report.expressions.vectors import Mask


def counts(numbers: npt.NDArray[np.int64]) -> NumberVector:
    """Return whole numbers as a vector."""
    return NumberVector(numbers, 0, np.zeros(len(numbers), dtype=bool))


def exact(values: Sequence[Fraction | int | None]) -> NumberVector:
    """Return exact numbers as a vector, ``None`` as a blank."""
    blank = np.array([value is None for value in values], dtype=bool)
    fractions = [value if isinstance(value, Fraction) else Fraction(value or 0) for value in values]
    vector: NumberVector = NumberVector.of_fractions(fractions, np.arange(len(values)), blank)
    return vector


def of_integers(numbers: npt.NDArray[Any], decimals: int, blank: Mask) -> NumberVector:
    """Return ``numbers / 10**decimals``; numbers of Python become fractions where 64 bits do not
    suffice."""
    if numbers.dtype != object:
        return NumberVector(np.where(blank, 0, numbers), decimals, blank)
    scale = 10**decimals
    values = [
        None if is_blank else Fraction(number, scale)
        for number, is_blank in zip(numbers.tolist(), blank.tolist(), strict=True)
    ]
    return exact(values)


def ratios(
    numerators: npt.NDArray[Any], decimals: int, denominators: npt.NDArray[Any]
) -> NumberVector:
    """Return ``numerators / 10**decimals / denominators``, blank where a denominator is 0."""
    scale = 10**decimals
    pairs = zip(numerators.tolist(), denominators.tolist(), strict=True)
    return exact([Fraction(top, bottom * scale) if bottom else None for top, bottom in pairs])


def sums_of(groups: Groups, vector: NumberVector) -> tuple[npt.NDArray[Any], int]:
    """Return the exact sum of each group, as integers and how many of their digits are decimals.

    Blank rows hold 0 and add nothing. Fractions that are no decimal numbers are summed as such.
    """
    if vector.is_integers:
        return groups.sums(vector.numbers, vector.most), vector.decimals
    tops: list[dict[int, int]] = [{} for _ in range(groups.count + 1)]
    for group, number in zip(groups.ids.tolist(), vector.numbers.tolist(), strict=True):
        of_group = tops[group]
        of_group[number.denominator] = of_group.get(number.denominator, 0) + number.numerator
    return object_array([_total(of_group) for of_group in tops[: groups.count]]), 0


def _total(tops: dict[int, int]) -> Fraction:
    """Return the sum of numerators over their denominators, added in pairs, and pairs of these:
    long denominators are then added a few times only."""
    terms = [Fraction(top, bottom) for bottom, top in tops.items()]
    while len(terms) > 1:
        pairs = zip(terms[::2], terms[1::2], strict=False)
        last = terms[-1:] if len(terms) % 2 else []
        terms = [first + second for first, second in pairs] + last
    return terms[0] if terms else Fraction(0)


def taken(vector: Vector, rows: npt.NDArray[np.int64], blank: Mask) -> Vector:
    """Return the values of some rows, blank where a mask says so."""
    if not len(vector):
        rows, vector = np.zeros(len(rows), dtype=np.int64), _one_blank(vector)
    values = vector.take(np.where(blank, 0, rows))
    if isinstance(values, NumberVector):
        zero: Any = 0 if values.is_integers else Fraction(0)
        numbers = np.where(values.blank | blank, zero, values.numbers)
        return NumberVector(numbers, values.decimals, values.blank | blank)
    if isinstance(values, TextVector):
        codes = np.where(blank, np.int32(-1), values.codes)
        return TextVector(values.pool, codes, values.is_unique)
    if isinstance(values, DateVector):
        codes = np.where(blank, np.int32(-1), values.codes)
        return DateVector(values.first, values.last, codes, values.intervals)
    return BooleanVector.of(values.values, values.blank | blank)


def _one_blank(vector: Vector) -> Vector:
    blank = np.ones(1, dtype=bool)
    if isinstance(vector, NumberVector):
        return NumberVector(np.zeros(1, dtype=np.int64), 0, blank)
    if isinstance(vector, TextVector):
        return TextVector.of([None])
    if isinstance(vector, DateVector):
        return DateVector.of([None])
    return BooleanVector.of(np.zeros(1, dtype=bool), blank)
