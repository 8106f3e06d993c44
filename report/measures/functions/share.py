"""``share``: the ratio of one measure to another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from report.brief.base import Name
from report.brief.measures import Measure as Spec
from report.measures.function import DerivedFunction, Result
from report.measures.model import UNDEFINED, Measure
from report.messages import page_text


class Share(Spec):
    """The first measure divided by the second; undefined if the second is zero."""

    share: tuple[Name, Name]


class _Share(DerivedFunction[Share]):
    model = Share

    def parents(self, spec: Share) -> Sequence[str]:
        return spec.share

    def result(self, spec: Share, parents: Sequence[Measure]) -> Result:
        first, second = (parent.value for parent in parents)
        ratio = Decimal(first) / Decimal(second) if second else UNDEFINED
        return Result(ratio, is_share=True)

    def rule(self, spec: Share, parents: Sequence[Measure]) -> str:
        return page_text("rule.share", first=parents[0].label, second=parents[1].label)


SHARE = _Share()
