"""``ordinal``: a place in a series."""

from __future__ import annotations

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import grammatical_case, grammatical_gender, whole_number_of


def _ordinal(
    context: FilterContext, value: object, gender: str = "masculine", case: str = "nom"
) -> str:
    """``{{ 3 | ordinal("feminine") }}``: «الثالثة»."""
    number = whole_number_of(value)
    text = arabic.ordinal(number, grammatical_gender(gender), case=grammatical_case(case))
    return context.note(value, text)


ORDINAL = ProseFilter(_ordinal)
