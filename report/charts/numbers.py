"""Figures as a chart prints them, unless the caller brings the numbers of another locale."""

from __future__ import annotations

from collections.abc import Callable

#: Turns a value into the figure printed.
Number = Callable[[float], str]

_MOROCCAN = str.maketrans(",.", ".,")


def plain_number(value: float) -> str:
    """Return ``value`` with the separators of CLDR ``ar-MA`` and at most two decimals:
    ``1.234,5``."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(_MOROCCAN)
