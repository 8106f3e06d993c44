"""A fault of an expression, with its place in the text."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from report.errors import ExpressionError, Finding, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The most characters of an expression that a message shows at the fault.
LONGEST_PIECE = 40


class Span(NamedTuple):
    """The characters ``start`` (from 0) to ``end`` (not included) of a text."""

    start: int
    end: int

    def to(self, last: Span) -> Span:
        """Return the span from the start of this one to the end of ``last``."""
        return Span(self.start, max(self.end, last.end))


class ExpressionFault(Exception):
    """An expression that does not parse or whose kinds do not fit.

    ``rule`` names the message and ``values`` fill it, beside the text, the position of ``span`` as
    a character from 1, and the piece of the text there. Rooms that read expressions turn it into a
    finding by :meth:`finding`.
    """

    def __init__(self, rule: str, span: Span, text: str = "", /, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.span = span
        self.text = text
        self._values = values

    @property
    def piece(self) -> str:
        """The faulty piece of the text, cut to 40 characters."""
        piece = self.text[self.span.start : self.span.end]
        return piece if len(piece) <= LONGEST_PIECE else f"{piece[: LONGEST_PIECE - 1]}…"

    @property
    def values(self) -> Mapping[str, object]:
        """The values of the message."""
        place = {"expression": self.text, "near": self.piece, "character": self.span.start + 1}
        return {**place, **self._values}

    def finding(self, where: Location | None = None) -> Finding:
        """Return the finding at a place of the brief."""
        return Finding(self.rule, where or Location(), self.values)


@contextmanager
def faults_at(place: Location) -> Iterator[None]:
    """Raise the fault of an expression as an error at its place in the brief.

    What is wrong with a value is found while an expression is evaluated, which does not know where
    it stands; it gets the place too.

    :raises ExpressionError: what is wrong with the expression, or with a value of it.
    """
    try:
        yield
    except ExpressionFault as fault:
        raise ExpressionError(fault.finding(place)) from None
    except ExpressionError as error:
        raise ExpressionError(*(_placed(finding, place) for finding in error.findings)) from None


def _placed(finding: Finding, place: Location) -> Finding:
    """Return a finding at a place, unless it has one."""
    return replace(finding, where=place) if finding.where == Location() else finding
