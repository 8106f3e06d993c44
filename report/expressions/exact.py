"""Exact numbers: ``int`` where they are whole, else ``Fraction``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

#: The largest 64-bit integer.
MOST = 2**63 - 1
#: The most decimals of numbers that are held as 64-bit integers.
MOST_DECIMALS = 18


def plain(number: int | Fraction | Decimal) -> int | Fraction:
    """Return a whole number as ``int``, any other as ``Fraction``."""
    exact = Fraction(number) if isinstance(number, Decimal) else number
    return exact.numerator if exact.denominator == 1 else exact


def decimals_needed(number: int | Fraction) -> int | None:
    """Return how many decimals write a number exactly; ``None`` where they have no end."""
    rest, decimals = number.denominator, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest //= factor
            count += 1
        decimals = max(decimals, count)
    return decimals if rest == 1 else None


def scaled_fractions(values: Sequence[Fraction]) -> tuple[list[int], int] | None:
    """Return fractions as 64-bit integers and their decimals; ``None`` if that is not exact."""
    decimals = 0
    for value in values:
        denominator = value.denominator
        while 10**decimals % denominator:
            decimals += 1
            if decimals > MOST_DECIMALS:
                return None
    numbers = [int(value * 10**decimals) for value in values]
    return (numbers, decimals) if all(abs(number) <= MOST for number in numbers) else None
