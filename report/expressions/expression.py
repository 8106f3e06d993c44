"""A checked expression, and the ways to check a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.expressions.checking import Checker
from report.expressions.faults import ExpressionFault, Span
from report.expressions.parser import parse
from report.expressions.typed import Typed, aggregates_of, columns_of, names_of

if TYPE_CHECKING:
    from report.expressions.kinds import Type
    from report.expressions.schema import Scope
    from report.expressions.typed import Aggregated


@dataclass(frozen=True, slots=True)
class Expression:
    """A text with its typed tree; two are equal when their trees mean the same."""

    text: str
    tree: Typed

    @property
    def type(self) -> Type:
        """The type of the values."""
        return self.tree.type

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the own table that it reads."""
        return columns_of(self.tree)

    @property
    def aggregates(self) -> tuple[Aggregated, ...]:
        """The different aggregates in it."""
        return aggregates_of(self.tree)

    @property
    def names(self) -> tuple[str, ...]:
        """The measures and dimensions that it names."""
        return names_of(self.tree)


def check(text: str, scope: Scope) -> Expression:
    """Return an expression that gives a value.

    :raises ExpressionFault: what :func:`report.expressions.parser.parse` and
        :func:`report.expressions.checking.checked` raise; ``only-missing`` for a text that is
        blank in every row.
    """
    tree = Checker(scope, text).typed(parse(text))
    if tree.type.kind == "missing":
        raise ExpressionFault("only-missing", Span(0, len(text)), text)
    return Expression(text, tree)


def check_condition(text: str, scope: Scope) -> Expression:
    """Return an expression that is a truth of each row, or of each group.

    :raises ExpressionFault: as :func:`check`; ``not-a-condition``.
    """
    return Expression(text, Checker(scope, text).condition(parse(text)))
