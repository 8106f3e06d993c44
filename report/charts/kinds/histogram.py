"""``histogram``: how many values are in each class of equal width, the classes side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from report.arabic.amounts import NumberFormat, amount_text
from report.charts.grammar.annotate import (
    Frame,
    draw_bands,
    draw_lines,
    draw_notes,
    words_above,
)
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import (
    AXIS_GAP,
    ValueAxis,
    draw_value_axis,
    drawn,
    value_axis,
)
from report.charts.grammar.data import ChartData, Member
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import mark_fill, widest_value
from report.charts.grammar.marks import Bar
from report.charts.grammar.place import Box, Label, Spot, Taken, no_room, write_label
from report.charts.grammar.plane import plot_height, take_axis
from report.charts.grammar.runs import off_axis
from report.charts.grammar.scales import Linear
from report.charts.grammar.time_axis import room_of_all, spread_out, thinned
from report.charts.grammar.words import alt_text
from report.charts.layout import axis_title, too_narrow
from report.charts.lettering import height
from report.charts.style import GREY, PAPER, SMALL_SIZE, Pen
from report.errors import ExpressionError
from report.expressions.exact import decimals_needed
from report.expressions.faults import ExpressionFault
from report.expressions.parser import parse
from report.expressions.syntax import Call, Name, Node, Number
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

#: The classes that one chart shows at most, and the narrowest column in points.
MOST_CLASSES = 120
_NARROWEST = 1.5
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_BETWEEN = Pen(PAPER, 0.75)


class Histogram(PlotChart):
    """A column for each class of a number, ``by = "bin(column, width)"``, without gaps."""

    chart: Literal["histogram"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes"})


class _Histogram(PlotKind[Histogram]):
    model = Histogram
    name = page_text("chart.histogram")
    needs = Needs(measures=(1, 1), series=(1, 1), categories=MOST_CLASSES, in_order=True)

    def data(self, chart: Histogram, context: ChartContext) -> ChartData:
        """Return the classes, also those that no row is in.

        :raises ExpressionError: ``chart-not-bins``; as for every chart of measures.
        """
        number, width = _bin_of(chart, context)
        whole = chart
        if chart.complete is False:
            whole = chart.model_copy(update={"complete": True})
        data = super().data(whole, context)
        named = data.dimension
        if named == chart.by:
            named = _column_label(chart, context, number)
        categories = tuple(_named(member, width, data.locale) for member in data.categories)
        shown = data.with_own(width=str(width))
        return replace(shown, categories=categories, dimension=named)

    def check(self, data: ChartData) -> None:
        """Check that there is a class, and the data of any chart.

        :raises ExpressionError: ``chart-empty``; see :meth:`PlotKind.check`.
        """
        super().check(data)
        if not any(member.kind == "value" for member in data.categories):
            raise ExpressionError.of("chart-empty")

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart, with the rows that are in no class."""
        return (*super().notes(data), *off_axis(data))

    def alt(self, data: ChartData, number: object) -> str:
        """Return the alternative text: what is classed, the extremes, the value of each class."""
        return alt_text(f"{self.name}، {data.dimension}", data)

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the columns; their values are over them where all have room, else at an axis."""
        head = self.head(sheet, data, sheet.width)
        top = head + words_above(data, upright=False)
        axis = value_axis(_without_references(data), data.numbers())
        is_direct = _has_room(data, sheet.base)
        frame, y = _frame(sheet, data, axis, top, is_direct=is_direct)
        box, x = frame.box, frame.values
        sheet.scale("y", y)
        sheet.note_scale("bounds", "x", x)
        taken = Taken(Box(0.0, head, sheet.width, box.bottom))
        draw_bands(sheet, data, frame)
        if not is_direct:
            draw_value_axis(sheet, axis, y, (box.left, box.right), at_right=True)
            take_axis(taken, axis, y, box, at_right=True)
        points = {}
        bars = {row: _bar(data, row, x, y) for row in _classes(data)}
        for row, bar in bars.items():
            sheet.put(bar, taken)
            low, high = _bounds(data, row)
            sheet.also(replace(bar, values=(low, high), scale="bounds"))
            points[row, 0] = ((bar.left + bar.right) / 2, bar.top)
        for bar in bars.values():
            sheet.line(bar.left, bar.top, bar.left, bar.bottom, _BETWEEN)
            sheet.line(bar.right, bar.top, bar.right, bar.bottom, _BETWEEN)
        for row, bar in bars.items() if is_direct else ():
            _write_value(sheet, data, row, bar, taken)
        sheet.line(box.left, y.place(0.0), box.right, y.place(0.0), Pen(GREY))
        draw_lines(sheet, data, frame, taken)
        draw_notes(sheet, data, points, taken)
        if not sheet.outer.foot:
            return box.bottom
        bottom = box.bottom + _write_bounds(sheet, data, x, box.bottom)
        return bottom + axis_title(sheet, data.dimension, sheet.width, bottom + 1.0)


HISTOGRAM = _Histogram()


# Classes ------------------------------------------------------------------------------------


def _bin_of(chart: Histogram, context: ChartContext) -> tuple[Node, Fraction]:
    """Return the number that is classed, and the width of its classes.

    :raises ExpressionError: ``chart-not-bins``.
    """
    try:
        node = parse(chart.by)
    except ExpressionFault:
        node = None
    if isinstance(node, Call) and node.name == "bin" and len(node.arguments) == 2:
        number, width = node.arguments
        if isinstance(width, Number) and width.value > 0:
            return number, Fraction(width.value)
    raise ExpressionError.of("chart-not-bins", context.place("by"), given=chart.by)


def _column_label(chart: Histogram, context: ChartContext, number: Node) -> str:
    """Return the label of the column that is classed; of another expression its text."""
    table = chart.table
    if table is None:
        table = context.engine.formulas[chart.measures[0].measure].table
    columns = context.tables[table].columns if table in context.tables else {}
    if isinstance(number, Name) and len(number.path) == 1 and number.path[0] in columns:
        return columns[number.path[0]].label
    return chart.by


def _named(member: Member, width: Fraction, locale: str) -> Member:
    """Return a class with both of its bounds in its label."""
    if member.kind != "value":
        return member
    low = Fraction(member.key)
    bounds = [_bound_text(bound, low, width, locale) for bound in (low, low + width)]
    return replace(member, label=page_text("chart.class", low=bounds[0], high=bounds[1]))


def _classes(data: ChartData) -> list[int]:
    return [row for row, member in enumerate(data.categories) if member.kind == "value"]


def _width(data: ChartData) -> Fraction:
    return Fraction(str(data.options.key("width")))


def _bounds(data: ChartData, row: int) -> tuple[float, float]:
    low = Fraction(data.categories[row].key)
    return float(low), float(low + _width(data))


def _bound_text(bound: Fraction, low: Fraction, width: Fraction, locale: str) -> str:
    needed = [decimals_needed(number) for number in (low, width)]
    decimals = min(max(15 if count is None else count for count in needed), 15)
    return amount_text(bound, NumberFormat(decimals=decimals), locale)


# Drawing ------------------------------------------------------------------------------------


def _without_references(data: ChartData) -> ChartData:
    """Return the data without reference lines, which are at values of the classed number."""
    return replace(data, options=replace(data.options, references=()))


def _ends(data: ChartData) -> tuple[float, float]:
    bounds = [_bounds(data, row) for row in _classes(data)]
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def _slots(data: ChartData) -> int:
    low, high = _ends(data)
    return max(1, round((high - low) / float(_width(data))))


def _has_room(data: ChartData, width: float) -> bool:
    """Return whether each column has room for its value in all panels."""
    return widest_value(data, SMALL_SIZE) + 3.0 <= width / _slots(data)


def _frame(
    sheet: Sheet, data: ChartData, axis: ValueAxis, top: float, *, is_direct: bool
) -> tuple[Frame, Linear]:
    """Return the area of the columns with the scale of the classed number, and that of values.

    :raises ExpressionError: ``chart-too-narrow``, ``chart-text-no-room`` for a reference outside.
    """
    tall = height(1, SMALL_SIZE)
    first = top + (tall + 2.0 if is_direct else tall / 2)
    right = sheet.width - sheet.side_room(0.0 if is_direct else axis.width)
    low, high = _ends(data)
    if right / _slots(data) < _NARROWEST:
        raise too_narrow()
    for reference in data.options.references:
        last = reference.start if reference.end is None else reference.end
        if (
            reference.is_position
            or min(reference.start, last) < low
            or max(reference.start, last) > high
        ):
            raise no_room(reference.label)
    foot = first + plot_height(sheet)
    below = tall + 2.0 if is_direct and axis.low < 0 else 0.0
    box = Box(0.0, top if is_direct else first, right, foot)
    x = Linear(low, high, right, 0.0)
    return Frame(box, x, upright=False), axis.scale(foot - below, first)


def _bar(data: ChartData, row: int, x: Linear, y: Linear) -> Bar:
    value = data.value(row) or 0.0
    across = sorted(x.place(bound) for bound in _bounds(data, row))
    up = sorted((y.place(0.0), y.place(value)))
    return Bar(
        id=data.mark(row),
        values=(0.0, value),
        left=across[0],
        top=up[0],
        right=across[1],
        bottom=up[1],
        fill=replace(mark_fill(data, row), outline=None),
    )


def _write_value(sheet: Sheet, data: ChartData, row: int, bar: Bar, taken: Taken) -> None:
    away = height(1, SMALL_SIZE) / 2 + 1.0
    is_below = drawn(data.value(row) or 0.0) < 0
    y = bar.bottom + away if is_below else bar.top - away
    label = Label((data.text(row),), SMALL_SIZE, mark=data.mark(row))
    write_label(sheet, label, Spot((bar.left + bar.right) / 2, y), taken)


def _write_bounds(sheet: Sheet, data: ChartData, x: Linear, foot: float) -> float:
    """Write the bounds that have room under the columns; return the height used, in points."""
    low, width = Fraction(repr(_ends(data)[0])), _width(data)
    bounds = [low + width * index for index in range(_slots(data) + 1)]
    places = [
        (index, x.place(float(bound)), _bound_text(bound, low, width, data.locale))
        for index, bound in enumerate(bounds)
    ]
    middle = foot + AXIS_GAP + height(1, SMALL_SIZE) / 2
    room = (0.0, sheet.width)
    common = room_of_all(data, x.ends, room)
    for place, text in spread_out(thinned(places, _STEPS, common), room, common):
        sheet.write(text, place, middle, align="center", size=SMALL_SIZE, color=GREY)
    return AXIS_GAP + height(1, SMALL_SIZE)
