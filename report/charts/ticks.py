"""The axis of values: round numbers from the least to the greatest, printed as the values are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from report.arabic.amounts import amount_text
from report.charts.model import Tick
from report.expressions.exact import decimals_needed

if TYPE_CHECKING:
    from report.arabic.amounts import NumberFormat

#: How many steps an axis has about.
_STEPS = 5
_ROUND = (1, 2, 5, 10)
_MOST_DECIMALS = 15


def ticks(
    values: Iterable[Fraction | int],
    style: NumberFormat,
    locale: str,
    *,
    from_zero: bool,
    with_word: bool = False,
) -> tuple[Tick, ...]:
    """Return the values that an axis names: multiples of 1, 2 or 5 times a power of ten.

    The first is not above the least value, and the last not below the greatest.

    :param from_zero: whether zero is one of them.
    :param with_word: whether each has the word of its scale, «3 ملايين».
    """
    numbers = [Fraction(value) for value in values]
    low, high = min(numbers), max(numbers)
    if from_zero or low == high:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        high = Fraction(1)
    step = _step((high - low) / _STEPS, is_whole=_is_whole(numbers, style))
    marks = [step * index for index in range(floor(low / step), ceil(high / step) + 1)]
    shown = replace(style, change=None, decimals=_decimals(step, style))
    texts = [amount_text(mark, shown, locale, with_unit=with_word and mark != 0) for mark in marks]
    return tuple(
        Tick(value=float(mark), text=text) for mark, text in zip(marks, texts, strict=True)
    )


def _is_whole(numbers: Sequence[Fraction], style: NumberFormat) -> bool:
    is_plain = style.scale is None and not style.is_ratio
    return is_plain and all(number.denominator == 1 for number in numbers)


def _step(least: Fraction, *, is_whole: bool) -> Fraction:
    """Return the smallest round number that is not below ``least``."""
    power = floor(log10(least))
    base = Fraction(10) ** power
    step = next(factor * base for factor in _ROUND if factor * base >= least)
    return max(step, Fraction(1)) if is_whole else step


def _decimals(step: Fraction, style: NumberFormat) -> int:
    """Return how many decimals the printed step needs."""
    shown = step * 100 if style.is_ratio else step
    if style.scale is not None:
        shown /= {"thousand": 10**3, "million": 10**6, "billion": 10**9}[style.scale]
    decimals = decimals_needed(shown)
    return _MOST_DECIMALS if decimals is None else min(decimals, _MOST_DECIMALS)


def shortest(number: float) -> Fraction | int:
    """Return the shortest decimal number that gives a float."""
    return int(number) if number.is_integer() else Fraction(repr(number))
