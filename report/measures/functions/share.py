"""``share``: the ratio of one measure to another."""

from __future__ import annotations

from collections.abc import Sequence

from report.brief.base import Name
from report.brief.measures import Measure as Spec
from report.expressions.faults import Span
from report.expressions.syntax import Arithmetic, Node
from report.expressions.syntax import Name as NameNode
from report.measures.function import FormulaFunction

_NOWHERE = Span(0, 0)


class Share(Spec):
    """The first measure divided by the second; undefined if the second is zero."""

    share: tuple[Name, Name]


class _Share(FormulaFunction[Share]):
    model = Share
    is_ratio = True

    def node(self, spec: Share) -> Node:
        first, second = (NameNode(_NOWHERE, (name,)) for name in spec.share)
        return Arithmetic(_NOWHERE, "/", first, second)

    def parents(self, spec: Share) -> Sequence[str]:
        return spec.share


SHARE = _Share()
