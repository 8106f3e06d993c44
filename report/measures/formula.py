"""The formula of a measure, and the rows that it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from report.arabic.amounts import NumberFormat
from report.expressions.kinds import Type
from report.expressions.syntax import Node
from report.expressions.typed import Typed, aggregates_of
from report.measures.function import TableFunction
from report.measures.show import ShowAs
from report.measures.trees import Whole

if TYPE_CHECKING:
    from report.brief.measures import Measure as Spec
    from report.measures.query import Where


@dataclass(frozen=True, slots=True)
class Leaf:
    """Rows that a measure is made from: those of a table that meet the conditions.

    :param measure: the measure whose ``where`` is meant; ``None`` for no such condition.
    :param condition: the condition inside the aggregate.
    :param counted: the value whose blanks are not counted, of ``count(value)``.
    """

    table: str
    measure: str | None
    condition: Typed | None
    counted: Typed | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A measure and how it is computed.

    :param table: the table that its own aggregates are of.
    :param tree: its typed tree; ``None`` for a function of a plug-in, which is ``function``.
    :param type: the type of its values.
    :param where: the condition on the rows of ``table``.
    :param style: how its numbers are printed.
    :param show: what of it is shown.
    :param wholes: the names in the tree that replace ``total(…)``.
    :param parents: the measures that it is computed from.
    """

    name: str
    label: str
    spec: Spec
    table: str
    tree: Typed | None
    type: Type
    where: Where | None
    style: NumberFormat
    show: tuple[ShowAs, ...] = ()
    wholes: Mapping[str, Whole] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    function: Any = None

    @property
    def table_function(self) -> bool:
        """Whether it is a function of rows that a plug-in has."""
        return isinstance(self.function, TableFunction)

    @property
    def warns_of_zero(self) -> bool:
        """Whether a division by zero is reported: a share of nothing is a dash without a word."""
        return not self.style.is_ratio


@dataclass(frozen=True, slots=True)
class Expression:
    """The expression of a measure, with a name for each ``total(…)``.

    :param used: the measures that it names.
    """

    node: Node
    wholes: Mapping[str, Whole]
    used: tuple[str, ...]


def own_leaves(formula: Formula) -> Iterator[Leaf]:
    """Yield the rows that a measure itself is made from."""
    measure = formula.name if formula.where else None
    if formula.tree is None:
        if isinstance(formula.function, TableFunction):
            yield Leaf(formula.table, measure, None)
        return
    for piece in aggregates_of(formula.tree):
        own = measure if piece.table == formula.table else None
        is_count = piece.aggregate.name == "count" and bool(piece.arguments)
        yield Leaf(piece.table, own, piece.where, piece.arguments[0] if is_count else None)
