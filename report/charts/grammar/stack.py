"""Stacks: from the values of a pile to the spans that its marks fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

#: How values are piled: one after another, or as shares of their sum.
Piling = Literal["plain", "percent"]


@dataclass(frozen=True, slots=True)
class Span:
    """What a value fills: from ``start`` to ``end``, away from zero.

    :param index: the place of the value in its pile.
    :param value: the value itself; its share of the pile is ``end - start`` in hundredths in a
        pile of shares.
    """

    index: int
    value: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How much is filled: never negative."""
        return abs(self.end - self.start)


def pile(values: Sequence[float | None], how: Piling = "plain") -> tuple[Span, ...]:
    """Return the spans of the values of a pile, in their order; blanks have none.

    Values below zero pile up on the opposite side of zero.

    :raises ValueError: for a pile of shares that has a value below zero.
    """
    filled = [(index, value) for index, value in enumerate(values) if value is not None]
    if how == "percent":
        if any(value < 0 for _, value in filled):
            raise ValueError("a share of a negative value")
        whole = sum(value for _, value in filled)
        return _upward([(index, value, 100 * value / whole) for index, value in filled if whole])
    return _upward([(index, value, value) for index, value in filled])


def extent(piles: Iterable[Iterable[Span]]) -> tuple[float, float]:
    """Return the least and the greatest value that piles reach, zero included."""
    low = high = 0.0
    for spans in piles:
        for span in spans:
            low, high = min(low, span.end), max(high, span.end)
    return low, high


def _upward(items: Sequence[tuple[int, float, float]]) -> tuple[Span, ...]:
    above = below = 0.0
    spans = []
    for index, value, drawn in items:
        if drawn < 0:
            spans.append(Span(index, value, below, below + drawn))
            below += drawn
        else:
            spans.append(Span(index, value, above, above + drawn))
            above += drawn
    return tuple(spans)
