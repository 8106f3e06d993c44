"""How two values of a measure compare: by their difference, or as a percentage of a base."""

from __future__ import annotations

from fractions import Fraction

from report.expressions.exact import plain

Number = int | Fraction
_HUNDRED = 100


def difference(value: Number, base: Number) -> Number:
    """Return what a value is more than its base."""
    return plain(value - base)


def percent(value: Number, whole: Number) -> Number | None:
    """Return a value in hundredths of a whole; ``None`` for a whole of zero."""
    return plain(Fraction(value) * _HUNDRED / whole) if whole else None


def percentage_base(value: Number, base: Number) -> Number | None:
    """Return the base that a value is compared with as a percentage; ``None`` where none says what
    happened: the base is zero or negative, or the value is negative.

    From -10 to 12, the change is neither +220% nor -220%.
    """
    return base if base > 0 and value >= 0 else None


def percent_change(value: Number, base: Number) -> Number | None:
    """Return the change from a base to a value in hundredths of the base; ``None`` where no
    percentage compares them."""
    compared = percentage_base(value, base)
    return None if compared is None else percent(value - base, compared)


def has_negative(value: Number, base: Number) -> bool:
    """Return whether two values have no percentage because one of them is negative."""
    return value < 0 or base < 0
