"""The text of an exact value, as the provenance of an edition records it."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

#: Numerators and denominators of more bits are not written out: Python refuses to write integers
#: of more than 4,300 digits, and no reader needs them.
_MOST_BITS = 1_000
_ROUNDED = Context(prec=50)


def exact_text(value: object) -> str:
    """Return a value as a text: ``3``, ``1/3``, ``2.5``, a text itself; empty for a blank.

    A fraction of integers of more than 1,000 bits is rounded to 50 digits, and begins with ``≈``.
    """
    if value is None:
        return ""
    if isinstance(value, int | Fraction):
        numerator, denominator = value.numerator, value.denominator
        if max(numerator.bit_length(), denominator.bit_length()) > _MOST_BITS:
            quotient = _ROUNDED.divide(Decimal(numerator), Decimal(denominator))
            return f"≈{quotient}"
    return str(value)
