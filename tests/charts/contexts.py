"""What charts of a brief are drawn from, without the document around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from report.arabic import parse_edtf
from report.brief import LoadedBrief
from report.charts.kind import ChartContext
from report.intake import EventTable
from report.measures import Measure
from report.measures.engine import Engine


def context_of(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    measures: Mapping[str, Measure] | None = None,
    *,
    locale: str = "ar-MA",
    warn: Callable[..., None] = lambda *findings: None,
) -> ChartContext:
    """Return what charts of a brief are drawn from.

    :param tables: of the brief.
    :param measures: those that charts name one by one.
    :param warn: takes warnings for the author.
    """
    return ChartContext(
        tables,
        measures or {},
        locale,
        parse_edtf(brief.model.brief.period),
        brief.where,
        Engine(brief, tables),
        warn,
    )
