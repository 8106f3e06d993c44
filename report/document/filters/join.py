"""``join_ar``: a list in words."""

from __future__ import annotations

from collections.abc import Iterable

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter


def _join(context: FilterContext, values: Iterable[object]) -> str:
    """``{{ ["أ", "ب"] | join_ar }}``: «أ وب»."""
    return arabic.join([context.text(value) for value in values])


JOIN = ProseFilter(_join)
