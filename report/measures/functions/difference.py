"""``difference``: one measure less another."""

from __future__ import annotations

from collections.abc import Sequence

from report.brief.base import Name
from report.brief.measures import Measure as Spec
from report.measures.function import DerivedFunction, Result, all_percent, exact_sum, most_decimals
from report.measures.model import Measure
from report.messages import page_text


class Difference(Spec):
    """The first measure minus the second."""

    difference: tuple[Name, Name]


class _Difference(DerivedFunction[Difference]):
    model = Difference

    def parents(self, spec: Difference) -> Sequence[str]:
        return spec.difference

    def result(self, spec: Difference, parents: Sequence[Measure]) -> Result:
        first, second = parents
        value = exact_sum([first.value, -second.value])
        return Result(value, most_decimals(parents), all_percent(parents))

    def rule(self, spec: Difference, parents: Sequence[Measure]) -> str:
        return page_text("rule.difference", first=parents[0].label, second=parents[1].label)


DIFFERENCE = _Difference()
