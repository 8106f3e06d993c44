"""From the keys of a chart that are about its looks to the options of its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from report.arabic import parse_edtf
from report.charts.grammar.data import Annotation, ChartData, Member, Options, Reference
from report.charts.grammar.times import position_in
from report.errors import ExpressionError, MujazError
from report.nearest import nearest

if TYPE_CHECKING:
    from report.charts.asked import AskingChart
    from report.charts.grammar.keys import Place
    from report.charts.kind import ChartContext


def with_options(data: ChartData, chart: AskingChart, context: ChartContext) -> ChartData:
    """Return the data with what the author asks of the looks.

    :raises ExpressionError: ``chart-no-member`` for a category, series or date that the chart does
        not have; ``chart-band-ends`` for a band from a value to a category.
    """
    names = [*data.categories, *data.series]
    check_highlight(chart.highlight, names, context)
    references = [
        Reference(
            label=line.label,
            start=_place(data, line.at, context, "lines", index, "at"),
            is_position=isinstance(line.at, str),
        )
        for index, line in enumerate(chart.lines)
    ]
    for index, reference in enumerate(references):
        if reference.is_position:
            place, spot = reference.start, chart.lines[index].at
            _shown(data, (place, place), spot, context, "lines", index, "at")
    for index, band in enumerate(chart.bands):
        start = _place(data, band.from_, context, "bands", index, "from")
        end = _place(data, band.to, context, "bands", index, "to")
        is_position = isinstance(band.from_, str)
        if is_position != isinstance(band.to, str):
            values = {"first": str(band.from_), "last": str(band.to)}
            raise ExpressionError.of("chart-band-ends", context.place("bands", index), **values)
        if is_position:
            start, end = _shown(data, (start, end), band.from_, context, "bands", index, "from")
        references.append(
            Reference(label=band.label, start=start, end=end, is_position=is_position)
        )
    annotations = []
    for index, note in enumerate(chart.notes):
        category = require_member(note.at, data.categories, context, "notes", index, "at")
        series = 0
        if note.series is not None:
            series = require_member(note.series, data.series, context, "notes", index, "series")
        annotations.append(Annotation(text=note.text, category=category, series=series))
    options = Options(
        highlight=chart.highlight,
        references=tuple(references),
        annotations=tuple(annotations),
        scale=chart.scale,
        left_to_right=chart.time == "left-to-right",
        stack=chart.stack,
    )
    return replace(data, options=options)


def check_highlight(names: Sequence[str], members: Sequence[Member], context: ChartContext) -> None:
    """Check that each highlighted name is that of a member.

    :raises ExpressionError: ``chart-no-member``.
    """
    for index, name in enumerate(names):
        require_member(name, members, context, "highlight", index)


def require_member(
    name: str, members: Sequence[Member], context: ChartContext, *place: str | int
) -> int:
    """Return the place of the member that a name calls.

    :raises ExpressionError: ``chart-no-member``.
    """
    for index, member in enumerate(members):
        if member.is_called(name):
            return index
    raise _no_member(name, members, context, place)


def _place(data: ChartData, spot: Place, context: ChartContext, *place: str | int) -> float:
    """Return a value of the measure, or the position of a category or of a date between two."""
    if not isinstance(spot, str):
        return float(spot)
    for member in data.categories:
        if member.is_called(spot) and member.position is not None:
            return member.position
    if data.calendar is not None:
        try:
            position = position_in(data.calendar, parse_edtf(spot))
        except MujazError:
            position = None
        if position is not None:
            return position
    raise _no_member(spot, data.categories, context, place)


def _shown(
    data: ChartData,
    ends: tuple[float, float],
    spot: Place,
    context: ChartContext,
    *place: str | int,
) -> tuple[float, float]:
    """Return what the axis of categories shows of a band.

    :raises ExpressionError: ``chart-no-member`` for nothing.
    """
    placed = [member.position for member in data.categories if member.position is not None]
    low, high = min(ends), max(ends)
    if not placed or high < min(placed) or low > max(placed):
        raise _no_member(str(spot), data.categories, context, place)
    return max(low, min(placed)), min(high, max(placed))


def _no_member(
    name: str, members: Sequence[Member], context: ChartContext, place: tuple[str | int, ...]
) -> ExpressionError:
    labels = [member.label for member in members if member.kind == "value"]
    near = nearest(name, labels)
    shown = (near,) if near is not None else tuple(labels[:8])
    return ExpressionError.of("chart-no-member", context.place(*place), given=name, known=shown)
