"""The lines of the rows of a table: a measure over time for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.charts.asked import datum_of, kind_of
from report.charts.grammar.asking import member_of
from report.charts.grammar.data import ChartData, Datum, Head, Member, Options, Panel
from report.charts.grammar.times import label_steps, positions
from report.charts.kinds.sparklines import MOST_POINTS
from report.errors import ExpressionError, Location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report.measures.model import Member as Value
    from report.measures.model import Result


def lines_of_rows(
    result: Result,
    rows: Sequence[tuple[Value, ...]],
    locale: str,
    place: Location,
    options: Mapping[str, object],
) -> ChartData:
    """Return the last measure of a result over the dimension of its columns: a series for each row
    of a table.

    :param rows: the members of the rows of the table; the result may have them in another order.
    :param place: where the dimension of time is named.
    :param options: the keys of small lines, and ``left_to_right``.
    :raises ExpressionError: ``chart-no-order`` for a dimension that is no time, ``chart-too-many``,
        ``chart-no-number``.
    """
    axis = result.axes[-1]
    steps = label_steps(axis)
    if not steps:
        raise ExpressionError.of("chart-no-order", place, dimension=axis.label)
    if len(result.columns) > MOST_POINTS:
        values = {"count": len(result.columns), "most": MOST_POINTS}
        raise ExpressionError.of("chart-too-many", place, **values)
    heads = [members[-1] for members in result.columns]
    places = positions(
        axis, [head.value for head in heads], [head.kind == "value" for head in heads]
    )
    places_of = {members: row for row, members in enumerate(result.rows)}
    measure = len(result.measures) - 1
    head = result.measures[measure]

    def datum(members: tuple[Value, ...], column: int) -> Datum:
        row = places_of.get(members)
        if row is None:
            return Datum(value=None, text="")
        return datum_of(result.cell(row, column, measure), locale, head.label, lambda: place)

    cells = []
    for column in range(len(heads)):
        cells.append(tuple((datum(members, column),) for members in rows))
    own = tuple(options.items())
    return ChartData(
        categories=tuple(map(member_of, ((head,) for head in heads), places)),
        series=tuple(map(_series, rows)),
        panels=(Panel(label="", cells=tuple(cells)),),
        heads=(Head(label=head.label, unit=head.unit, style=head.style),),
        dimension=axis.label,
        steps=steps,
        calendar=axis.calendar,
        locale=locale,
        options=Options(left_to_right=options["time"] == "left-to-right", own=own),
    )


def _series(members: tuple[Value, ...]) -> Member:
    """Return the series of a row: that of a total or of the rest is of its kind."""
    label = "، ".join(member.label for member in members if member.label)
    return Member(label=label, kind=kind_of(members))
