"""``join_ar``: a list in words."""

from __future__ import annotations

from typing import Any

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter


def _join(context: FilterContext, values: Any) -> str:
    """``{{ ["أ", "ب"] | join_ar }}``: «أ وب»."""
    return arabic.join([context.text(value) for value in values])


JOIN = ProseFilter(_join)
