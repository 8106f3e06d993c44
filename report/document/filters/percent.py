"""``percent``: a share as a percentage."""

from __future__ import annotations

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import is_undefined, number_of
from report.errors import ExpressionError
from report.measures import Measure
from report.tables.model import BLANK


def _percent(context: FilterContext, value: object, decimals: int = 0) -> str:
    """``{{ measures.covered | percent(1) }}``: «88,6%»."""
    if is_undefined(value):
        return context.note(value, BLANK)
    if isinstance(value, Measure) and not (value.is_share or value.is_percent):
        raise ExpressionError.of("not-a-share", None, given=value.name)
    in_hundredths = isinstance(value, Measure) and value.is_percent
    ratio = number_of(value) / 100 if in_hundredths else number_of(value)
    text = arabic.percent(ratio, locale=context.locale, decimals=decimals)
    return context.note(value, text)


PERCENT = ProseFilter(_percent)
