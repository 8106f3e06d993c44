"""Which values of a chart are absent: those of a day without rows in a panel, unless ``complete``
asks for the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.arabic import parse_edtf

if TYPE_CHECKING:
    from report.charts.asked import AskingChart
    from report.measures.model import Result


def completed_days(chart: AskingChart, result: Result) -> frozenset[int]:
    """Return the rows of an answer that have a value in all panels: the days that ``complete``
    shows, with and without rows."""
    expected = chart.complete
    if isinstance(expected, dict):
        expected = expected.get(chart.by, False)
    rows = range(len(result.rows))
    calendar = result.axes[0].calendar
    if isinstance(expected, bool):
        return frozenset(rows if expected else ())
    if calendar is None or calendar.part != "date":
        return frozenset()
    start, end = (parse_edtf(str(day)) for day in expected)
    first, last = start.start, end.end
    if first is None or last is None:
        return frozenset()
    places = [calendar.position(members[0].value) for members in result.rows]
    days = range(first.toordinal(), last.toordinal() + 1)
    return frozenset(row for row in rows if places[row] in days)
