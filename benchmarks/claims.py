"""What a section of the page of the benches is: its bench, and what it claims.

A claim is a figure with its goal, and beside it the cases that make it look worst, each with a goal
of its own: a claim without such a case cannot be written. Figures are those that a bench prints
(:func:`benchmarks.measuring.bar`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a bench and its goal.

    ``text`` says what it is, ``name`` is its name among the figures of the bench, ``section`` the
    section that measures it (by default that of the claim). ``most`` tells whether the limit is a
    maximum.
    """

    text: str
    name: str
    limit: float
    unit: str = ""
    most: bool = True
    digits: int = 2
    section: str = ""

    def met(self, value: float) -> bool:
        """Return whether a value is within the limit."""
        return value <= self.limit if self.most else value >= self.limit

    def cells(self, value: float | None) -> str:
        """Return the four cells of the table for a measured value: text, goal, value, met."""
        goal = f"at {'most' if self.most else 'least'} {self.limit:g}{self.unit}"
        if value is None or math.isnan(value):
            return f"{self.text} | {goal} | not measured | "
        met = "yes" if self.met(value) else "**no**"
        return f"{self.text} | {goal} | {value:,.{self.digits}f}{self.unit} | {met}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, the case that makes it look worst, and further such cases."""

    figure: Figure
    worst: Figure
    more: tuple[Figure, ...] = ()

    def pairs(self) -> Iterator[tuple[Figure | None, Figure]]:
        """Yield the lines of the table: the claim is in the first alone."""
        yield self.figure, self.worst
        yield from ((None, figure) for figure in self.more)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page: its title, its introduction, the script with its arguments, its
    claims. ``plain`` output is a code block."""

    title: str
    about: str
    script: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    plain: bool = True
