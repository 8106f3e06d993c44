"""``difference``: one measure less another."""

from __future__ import annotations

from collections.abc import Sequence

from report.brief.base import Name
from report.brief.measures import Measure as Spec
from report.expressions.faults import Span
from report.expressions.syntax import Arithmetic, Node
from report.expressions.syntax import Name as NameNode
from report.measures.function import FormulaFunction

_NOWHERE = Span(0, 0)


class Difference(Spec):
    """The first measure minus the second."""

    difference: tuple[Name, Name]


class _Difference(FormulaFunction[Difference]):
    model = Difference

    def node(self, spec: Difference) -> Node:
        first, second = (NameNode(_NOWHERE, (name,)) for name in spec.difference)
        return Arithmetic(_NOWHERE, "-", first, second)

    def parents(self, spec: Difference) -> Sequence[str]:
        return spec.difference


DIFFERENCE = _Difference()
