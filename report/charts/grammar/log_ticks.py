"""Ticks of log axes: powers of ten, each with its own scale word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import ceil, floor, log10

from report.arabic.amounts import amount_text
from report.charts.grammar.data import Head
from report.charts.model import Tick

#: A log axis names every power of ten up to this many.
_MOST_POWERS = 8


def log_ticks(numbers: Sequence[float], head: Head, locale: str) -> tuple[Tick, ...]:
    """Return the values that a log axis of numbers above zero names: powers of ten, and where
    these are few also twice and five times them."""
    low, high = floor(_power(min(numbers))), ceil(_power(max(numbers)))
    high = max(high, low + 1)
    every = ceil((high - low) / _MOST_POWERS)
    powers = [Fraction(10) ** power for power in range(low, high + every, every)]
    factors = (1, 2, 5) if len(powers) <= 3 else (1,)
    values = [power * factor for power, factor in product(powers, factors)]
    values = [value for value in values if value <= powers[-1]]
    return tuple(_tick(value, head, locale) for value in values)


def symlog_ticks(
    numbers: Sequence[float], head: Head, locale: str
) -> tuple[tuple[Tick, ...], float]:
    """Return the values that a log axis with zero names, and the value up to which its steps are
    about even."""
    sizes = [abs(number) for number in numbers if number]
    low, high = floor(_power(min(sizes, default=1.0))), ceil(_power(max(sizes, default=1.0)))
    low = max(low, high - _MOST_POWERS)
    every = max(1, ceil((high - low) / (_MOST_POWERS // 2)))
    powers = [Fraction(10) ** power for power in range(high, low - 1, -every)][::-1]
    below = [-power for power in reversed(powers)] if min(numbers) < 0 else []
    above = powers if max(numbers) > 0 or not below else []
    values = [*below, Fraction(0), *above]
    marks = tuple(_tick(value, head, locale) for value in values)
    return marks, float(10.0**low)


def _tick(value: Fraction, head: Head, locale: str) -> Tick:
    """Return a tick of a log axis: each has its own scale word, and the decimals it needs."""
    shown = worded(head, [float(value)])
    style = replace(shown.style, change=None, decimals=None, unit=None, currency=None)
    if value and abs(value) < Fraction(1, 1000):
        style = replace(style, decimals=min(15, -floor(log10(abs(value)))))
    has_word = style.scale is not None and shown.style.scale != head.style.scale
    return Tick(value=float(value), text=amount_text(value, style, locale, with_unit=has_word))


def _power(value: float) -> float:
    return round(log10(value), 9)


def worded(head: Head, numbers: Iterable[float]) -> Head:
    """Return a measure with its numbers in millions or billions, if they are so large."""
    style = head.style
    most = max(map(abs, numbers), default=0.0)
    if style.scale is not None or style.is_percentage or style.is_points or most < 10**6:
        return head
    return replace(head, style=replace(style, scale="million" if most < 10**9 else "billion"))
