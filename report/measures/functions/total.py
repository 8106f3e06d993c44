"""``total``: measures added up."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from report.brief.base import Name
from report.brief.measures import Measure as Spec
from report.measures.function import DerivedFunction, Result, all_percent, exact_sum, most_decimals
from report.measures.model import Measure
from report.messages import page_text


class Total(Spec):
    """The sum of measures."""

    total: tuple[Name, ...] = Field(min_length=2)


class _Total(DerivedFunction[Total]):
    model = Total

    def parents(self, spec: Total) -> Sequence[str]:
        return spec.total

    def result(self, spec: Total, parents: Sequence[Measure]) -> Result:
        value = exact_sum(parent.value for parent in parents)
        return Result(value, most_decimals(parents), all_percent(parents))

    def rule(self, spec: Total, parents: Sequence[Measure]) -> str:
        return page_text("rule.plus").join(f"«{parent.label}»" for parent in parents)


TOTAL = _Total()
