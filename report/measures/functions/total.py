"""``total``: measures added up."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from report.brief.base import Name
from report.brief.measures import Measure as Spec
from report.expressions.faults import Span
from report.expressions.syntax import Arithmetic, Node
from report.expressions.syntax import Name as NameNode
from report.measures.function import FormulaFunction

_NOWHERE = Span(0, 0)


class Total(Spec):
    """The sum of measures."""

    total: tuple[Name, ...] = Field(min_length=2)


class _Total(FormulaFunction[Total]):
    model = Total

    def node(self, spec: Total) -> Node:
        names = [NameNode(_NOWHERE, (name,)) for name in spec.total]
        node: Node = names[0]
        for name in names[1:]:
            node = Arithmetic(_NOWHERE, "+", node, name)
        return node

    def parents(self, spec: Total) -> Sequence[str]:
        return spec.total


TOTAL = _Total()
