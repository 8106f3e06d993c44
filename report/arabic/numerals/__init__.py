"""Numerals in a text, in digits and in Arabic words: where they stand, and which of them state a
quantity.

A *numeral* is a run of decimal digits of any script with its separators, or a cardinal number or a
fraction in words. Numerals that are part of a date, a reference, a code or a known name state no
quantity; :func:`numerals` leaves them out. ``docs/conventions.md`` lists the rules.
"""

from report.arabic.numerals.find import Numeral, numerals
from report.arabic.numerals.phrases import is_in_name, phrases_around
from report.arabic.numerals.words import is_bare_scale

__all__ = ["Numeral", "is_bare_scale", "is_in_name", "numerals", "phrases_around"]
