"""Data of charts for tests, without a brief and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from report.arabic.dates import Interval
from report.charts.grammar.data import ChartData, Datum, Member, Options, Panel
from report.charts.grammar.events import TimelineData
from report.charts.grammar.intervals import state_of
from report.charts.kinds.timeline import with_cells

Values = Sequence[Sequence[float | None]]


def chart_data(
    categories: Sequence[str],
    series: Sequence[str],
    values: Values,
    *,
    texts: Sequence[Sequence[str]] = (),
    positions: Sequence[int | None] = (),
    category_kinds: Sequence[Any] = (),
    series_kinds: Sequence[Any] = (),
    totals: Sequence[Datum] = (),
    **fields: Any,
) -> ChartData:
    """Return data of one panel, by category and series."""
    cells = []
    for row, line in enumerate(values):
        printed = (
            texts[row] if texts else ["—" if value is None else f"{value:g}" for value in line]
        )
        pairs = zip(line, printed, strict=True)
        cells.append(tuple((Datum(value=value, text=text),) for value, text in pairs))
    places = positions or range(len(categories))
    kinds = category_kinds or ["value"] * len(categories)
    own_kinds = series_kinds or ["value"] * len(series)
    return ChartData(
        categories=tuple(
            Member(label=label, position=place, kind=kind)
            for label, place, kind in zip(categories, places, kinds, strict=True)
        ),
        series=tuple(
            Member(label=label, kind=kind) for label, kind in zip(series, own_kinds, strict=True)
        ),
        panels=(Panel(label="", cells=tuple(cells), totals=tuple(totals)),),
        **fields,
    )


def matrix_data(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[tuple[int, int]], **options: Any
) -> ChartData:
    """Return a matrix of marks without values.

    :param cells: row and column of each mark.
    """
    values = [[0.0] * len(columns) for _ in rows]
    for row, column in cells:
        values[row][column] = 1.0
    own = (("filled", True),)
    return chart_data(rows, columns, values, options=Options(own=own, **options))


def group_data(*groups: tuple[str, int] | tuple[str, int, bool], unit: str = "") -> ChartData:
    """Return the groups of a unit chart: label, number, and whether the source names them."""
    names = [len(group) < 3 or bool(group[2]) for group in groups]
    return chart_data(
        [group[0] for group in groups],
        [""],
        [[group[1]] for group in groups],
        texts=[[str(group[1])] for group in groups],
        category_kinds=["value" if is_named else "missing" for is_named in names],
        axis_label=unit,
        options=Options(own=(("groups", True),)),
    )


#: An event: its label, its first and its last day, what is said of it.
Event = tuple[str, date | None, date | None, str]


def timeline_data(
    events: Sequence[Event], start: date, end: date, *, has_years: bool = False, **options: Any
) -> TimelineData:
    """Return events over an axis from one day to another one."""
    spans = [
        Interval(start=first, end=last, text="") if first or last else None
        for _, first, last, _ in events
    ]
    data = TimelineData(
        categories=tuple(Member(label=label) for label, _, _, _ in events),
        series=(Member(label=""),),
        panels=(Panel(label="", cells=()),),
        roles=("low", "high"),
        states=tuple(map(state_of, spans)),
        options=Options(**options),
        remarks=tuple(remark for _, _, _, remark in events),
        axis=(float(start.toordinal()), float(end.toordinal() + 1)),
        has_years=has_years,
    )
    return with_cells(data, spans, [None] * len(spans))
