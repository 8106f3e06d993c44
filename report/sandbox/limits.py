"""The bounds of what templates and prose do: how much work, how much text, how deep, how large a
number.

Work is counted before it is done. Each loop is charged for its whole body times the length of what
it goes through, each macro, block and included template when it begins. So a bound is reached at
the same place on every machine.
"""

from __future__ import annotations

from decimal import Decimal

from report.errors import ExpressionError

#: Parts of expressions that all templates of one brief may evaluate together: some seconds of work.
STEPS = 60_000_000
#: Characters that they may write or join together.
TEXT = 64_000_000
#: Macros and blocks that may be called inside one another.
CALLS = 20
#: Numbers of an expression stay below this.
NUMBER = 10**30
#: Numbers that ``range`` gives at most.
RANGE = 10_000
#: Characters of the source of one text: the bytes that prose may have (``report.brief.load``).
SOURCE = 8 * 1024 * 1024
#: Parts of expressions in the source of one text.
NODES = 50_000
#: Parts of one expression inside one another.
NESTED = 50
#: Loops, conditions and other statements inside one another. Python compiles no more than 20 blocks
#: in one function, and a loop is two of them.
STATEMENTS = 8
#: Findings of one text; the search ends there.
FINDINGS = 50


class Exceeded(ExpressionError):
    """A bound is passed: the text is given up, and nothing more of it is evaluated."""


class Meter:
    """Counts the work of all texts of one brief against the bounds."""

    __slots__ = ("calls", "steps", "steps_limit", "text", "text_limit")

    def __init__(self, steps: int = STEPS, text: int = TEXT) -> None:
        self.steps_limit = steps
        self.text_limit = text
        self.steps = 0
        self.text = 0
        self.calls = 0

    def spend(self, steps: int, text: int = 0) -> None:
        """Count work that is about to be done.

        :raises Exceeded: ``sandbox-steps``, ``sandbox-text``.
        """
        self.steps += steps
        self.text += text
        if self.steps > self.steps_limit:
            raise Exceeded.of("sandbox-steps", None, limit=self.steps_limit)
        if self.text > self.text_limit:
            raise Exceeded.of("sandbox-text", None, limit=self.text_limit)

    def enter(self) -> None:
        """Count one more call inside another.

        :raises Exceeded: ``sandbox-depth``.
        """
        if self.calls == CALLS:
            raise Exceeded.of("sandbox-depth", None, limit=CALLS)
        self.calls += 1

    def leave(self) -> None:
        """Count that a call has ended."""
        self.calls -= 1


def bounded_number(value: int | float | Decimal) -> int | float | Decimal:
    """Return a number that is finite and below :data:`NUMBER`.

    :raises ExpressionError: ``sandbox-number``.
    """
    if not -NUMBER < value < NUMBER:
        raise ExpressionError.of("sandbox-number", None, limit=len(str(NUMBER)) - 1)
    return value
