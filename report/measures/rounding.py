"""Shares of a whole that are printed rounded: do they add up, and how they are made to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from report.arabic.amounts import round_exact


def adds_up(shares: Sequence[Fraction | int], decimals: int) -> bool:
    """Return whether rounded shares have the sum of the exact ones, rounded the same way."""
    total = sum(map(Fraction, shares), Fraction(0))
    printed = sum((round_exact(share, decimals) for share in shares), Decimal(0))
    return printed == round_exact(total, decimals)


def round_to_total(shares: Sequence[Fraction | int], decimals: int) -> list[Decimal]:
    """Return shares rounded so that they add up to their rounded sum (largest remainder method).

    Each share is cut to ``decimals``; those with the largest rests, of equals the first, get one
    more unit of the last place until the sum is reached. The shares are not negative.
    """
    unit = Fraction(1, 10**decimals)
    total = round_exact(sum(map(Fraction, shares), Fraction(0)), decimals)
    floors = [int(Fraction(share) / unit) for share in shares]
    rests = [Fraction(share) / unit - floor for share, floor in zip(shares, floors, strict=True)]
    lacking = int(Fraction(total) / unit) - sum(floors)
    ranked = sorted(range(len(shares)), key=lambda index: -rests[index])
    for index in ranked[:lacking]:
        floors[index] += 1
    return [round_exact(floor * unit, decimals) for floor in floors]
