"""``date`` and ``hijri``: a day or an interval in words."""

from __future__ import annotations

from report import arabic
from report.document.filters.kind import FilterContext, ProseFilter
from report.document.filters.values import day_of


def _date(context: FilterContext, value: str, weekday: bool = False) -> str:
    """``{{ "2025-11-24" | date }}``: a day or an interval in words; ``date(weekday=true)`` names
    its day too."""
    interval = arabic.parse_edtf(value)
    if weekday:
        return arabic.date_text(day_of(interval, value), context.locale, weekday=True)
    return arabic.interval_text(interval, context.locale)


def _hijri(context: FilterContext, value: str) -> str:
    """``{{ "2025-11-24" | hijri }}``: the Hijri date of a day, «3 جمادى الآخرة 1447»."""
    return arabic.hijri_text(day_of(arabic.parse_edtf(value), value), context.locale)


DATE = ProseFilter(_date)
HIJRI = ProseFilter(_hijri)
