"""``ordinal``: a place in a series."""

from __future__ import annotations

from typing import Any

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import choice, grammatical_case, whole_number_of


def _ordinal(
    context: FilterContext, value: Any, gender: str = "masculine", case: str = "nom"
) -> str:
    """``{{ 3 | ordinal("feminine") }}``: «الثالثة»."""
    number = whole_number_of(value)
    chosen = choice(gender, "masculine", "feminine")
    return context.note(value, arabic.ordinal(number, chosen, case=grammatical_case(case)))


ORDINAL = ProseFilter(_ordinal)
