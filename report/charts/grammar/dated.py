"""From rows with dates to the intervals of a chart: keys of its axis, ends of intervals, reference
lines and bands at dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic.dates import interval_text, parse_edtf
from report.charts.grammar.data import Datum, Options, Reference
from report.charts.grammar.intervals import IntervalData, has_hijri_months
from report.charts.grammar.keys import ChartKeys
from report.errors import ExpressionError
from report.messages import page_text

if TYPE_CHECKING:
    from report.arabic.dates import Interval
    from report.charts.grammar.keys import Place
    from report.charts.kind import ChartContext
    from report.measures import Provenance


class DatedKeys(ChartKeys):
    """The keys of a chart of intervals."""

    takes = frozenset({"time", "highlight", "lines", "bands"})
    months: Literal["gregorian", "hijri"] = Field(
        default="gregorian", description="the months and the years that the axis names"
    )


def interval_cell(
    span: Interval | None, source: Provenance | None, locale: str, text: str = ""
) -> tuple[tuple[Datum, ...], ...]:
    """Return the ends of an interval: the day that it begins with, and the day after its last.

    :param text: the interval in words, where it is not as the locale writes it.
    """
    low: float | None = None
    high: float | None = None
    if span is not None:
        low = None if span.start is None else float(span.start.toordinal())
        high = None if span.end is None else float(span.end.toordinal() + 1)
    words = page_text("chart.undated") if span is None else interval_text(span, locale)
    first = Datum(value=low, text=text or words, provenance=source)
    return ((first, Datum(value=high, text=text or words, provenance=source)),)


def dated_options(chart: DatedKeys, context: ChartContext) -> Options:
    """Return what the author asks of the looks; the highlighted names are not checked.

    :raises ExpressionError: ``bad-date``.
    """
    return Options(
        highlight=chart.highlight,
        references=tuple(_references(chart, context)),
        left_to_right=chart.time == "left-to-right",
        own=(("months", chart.months),),
    )


def _references(chart: DatedKeys, context: ChartContext) -> Iterator[Reference]:
    """Yield the reference lines and bands at their dates.

    :raises ExpressionError: ``bad-date``.
    """
    for index, line in enumerate(chart.lines):
        start, _ = _days(line.at, context, "lines", index, "at")
        yield Reference(label=line.label, start=start)
    for index, band in enumerate(chart.bands):
        start, _ = _days(band.from_, context, "bands", index, "from")
        _, end = _days(band.to, context, "bands", index, "to")
        yield Reference(label=band.label, start=start, end=end)


def axis_notes(data: IntervalData) -> Iterator[str]:
    """Yield what is said of the axis under the chart: that its months are Hijri."""
    if has_hijri_months(data):
        yield page_text("note.hijri-axis")


def _days(spot: Place, context: ChartContext, *place: str | int) -> tuple[float, float]:
    """Return where a date begins and ends. A number is a year.

    :raises ExpressionError: ``bad-date``.
    """
    where = context.place(*place)
    span = parse_edtf(str(spot), where)
    if span.start is None or span.end is None:
        raise ExpressionError.of("bad-date", where, value=str(spot))
    return float(span.start.toordinal()), float(span.end.toordinal() + 1)
