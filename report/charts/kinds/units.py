"""``units``: one square per thing counted, in rows filled from the right: in the groups that the
chart names, or by category and series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from report.arabic import number as printed_number
from report.brief.base import Name, Strict, Text, Words
from report.brief.blocks import Chart
from report.charts.asked import AskingChart
from report.charts.check import check_count
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import LABEL_SHARE
from report.charts.grammar.data import ChartData, Datum, Head, Member, Options, Panel
from report.charts.grammar.facts import amount
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import DIM_FILL, bright_series, dimmed, heading, series_items
from report.charts.grammar.marks import Square
from report.charts.grammar.parts import check_not_negative
from report.charts.layout import label_column, swatched, too_narrow, write_swatched
from report.charts.lettering import advance, height, one_line, wrap
from report.charts.style import (
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    OTHERS_FILL,
    ROW,
    SEMIBOLD,
    SMALL_SIZE,
    UNIT_FILLS,
    UNNAMED_FILL,
    Fill,
)
from report.errors import ExpressionError
from report.measures import require_measure
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet
    from report.charts.palette import Color
    from report.measures.model import MemberKind

MOST_UNITS = 2000

_LARGEST_PITCH = 16.0
#: The share of a pitch that the square takes, and the share left free after each fifth square.
_SQUARE, _FIFTH = 0.76, 0.38
_SIDE_GAP = 26.0
#: A legend is beside the squares only where it has this much room, in points.
_LEGEND_ROOM = 150.0
_COUNT_SIZE = 12.0
_SWATCH = 9.0
_NOTE_AIR = 3.0
#: The pitch of the squares of a category, the least and the most that are in one line, and the air
#: between two categories, in points.
_ROW_PITCH, _LEAST_PER_ROW, _MOST_PER_ROW, _ROW_AIR = 9.0, 5, 50, 5.0


class UnitSpec(Strict):
    """One group of a unit chart."""

    measure: Name
    label: Words | None = None
    known: bool = True


class Units(PlotChart):
    """A mark for each counted thing: in groups that are measures, or by category and series."""

    chart: Literal["units"]
    takes = frozenset({"facet", "highlight"})
    groups: tuple[UnitSpec, ...] = Field(default=(), description="measures, a group of marks each")
    by: Text | None = Field(  # type: ignore[assignment]
        default=None, description="the dimension of the categories: a column or an expression"
    )

    def check_asked(self) -> None:
        """Check that the chart has groups, or what any chart of measures has.

        :raises PydanticCustomError: ``one_of``, ``idle_key``.
        """
        if bool(self.groups) == (self.by is not None):
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "groups, by"})
        if self.by is not None:
            super().check_asked()
            return
        for key in sorted(self.model_fields_set & _OF_MEASURES):
            values = {"key": key, "wanted": "by"}
            raise PydanticCustomError("idle_key", "the key does nothing here", values)

    def measure_names(self) -> Iterator[str]:
        """Yield the measure of each group, or the measures by category."""
        yield from (spec.measure for spec in self.groups)
        yield from super().measure_names()


#: The keys of a unit chart that do nothing for groups that it names.
_OF_MEASURES = frozenset(AskingChart.model_fields) - frozenset(Chart.model_fields)


class _Units(PlotKind[Units]):
    model = Units
    name = page_text("chart.units-by")
    needs = Needs(series=(1, len(UNIT_FILLS)), totals=True, parts=True)

    def data(self, chart: Units, context: ChartContext) -> ChartData:
        """Return the counts.

        :raises ExpressionError: ``not-a-count``; ``chart-not-parts`` where a thing is counted in
            two categories or series; as for every chart of measures.
        """
        if chart.groups:
            return _data_of_groups(chart, context)
        data = super().data(chart, context)
        for datum in data.each_datum():
            if datum.value is None or not (datum.value.is_integer() and datum.value >= 0):
                place = context.place("measures")
                raise ExpressionError.of("not-a-count", place, given=datum.text)
        return data

    def measures(self, chart: Units) -> Iterable[str]:
        return (spec.measure for spec in chart.groups)

    def check(self, data: ChartData) -> None:
        """Check that the values are counts, and not of too many things.

        :raises ExpressionError: ``chart-value``, ``chart-series``, ``chart-too-many``; see
            :meth:`PlotKind.check`.
        """
        super().check(data)
        check_not_negative(data, "chart-value")
        check_count(int(sum(data.numbers())), MOST_UNITS)
        named = sum(member.kind == "value" for member in data.categories)
        if _has_groups(data) and named > len(UNIT_FILLS):
            raise ExpressionError.of("chart-series", count=named, most=len(UNIT_FILLS))

    def legend(self, data: ChartData) -> Sequence[tuple[Fill, str]]:
        """Return what a legend explains: the squares of each series."""
        return series_items(data, bright_series(data, _series_fills(data)))

    def head(self, sheet: Sheet, data: ChartData, right: float) -> float:
        """Write the legend, and what a square is; return the height used, in points."""
        unit = data.axis_label
        words = page_text("chart.unit", unit=unit) if unit else ""
        return heading(sheet, replace(data, axis_label=words), right, 0.0, self.legend(data))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the squares of the groups, or those of each category at its label.

        :raises ExpressionError: ``chart-too-narrow``.
        """
        if _has_groups(data):
            return _draw_groups(sheet, data)
        labels = label_column([member.label for member in data.categories], _label_room(sheet))
        edge = sheet.width - labels.width - GAP
        room = data.of_all("units", lambda: max(_room_of(*place) for place in data.each_row()))
        per_row = _per_row(edge - room - GAP)
        y = self.head(sheet, data, edge)
        least = labels.row_heights(ROW)
        for row, lines in enumerate(labels.lines):
            counts = list(_counts_of(data, row))
            grid = _Grid(sum(count.value for count in counts), per_row, _ROW_PITCH)
            tall = max(least[row], grid.height + _ROW_AIR)
            middle = y + tall / 2
            color: Color = INK if data.categories[row].kind == "value" else GREY
            sheet.block(lines, sheet.width, middle, color=color, mark=data.mark(row, "label"))
            _draw_squares(sheet, grid, counts, edge, middle - grid.height / 2)
            _write_counts(sheet, counts, edge - grid.width, middle)
            y += tall
        return y

    def alt(self, data: ChartData, number: Number) -> str:
        """Return the count of each group and the total, or each category with its counts."""
        if not _has_groups(data):
            return super().alt(data, number)
        unit = f" ({data.axis_label})" if data.axis_label else ""
        groups = [
            f"{member.label} {data.text(row)}"
            f"{'' if member.kind == 'value' else page_text('chart.empty-squares')}"
            for row, member in enumerate(data.categories)
        ]
        total = printed_number(int(sum(data.numbers())), data.locale)
        size = amount(len(data.categories), page_text("noun.group"), data.locale)
        said = {"unit": unit, "size": size, "groups": "، ".join(groups), "total": total}
        return one_line(page_text("chart.units", **said))


UNITS = _Units()


@dataclass(frozen=True, slots=True)
class _Count:
    """Some squares of one look: how many, the printed number, its mark, their fill."""

    value: int
    text: str
    name: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class _Grid:
    """Squares in rows of ``per_row``, ``pitch`` points from one to the next."""

    count: int
    per_row: int
    pitch: float

    @property
    def square(self) -> float:
        return self.pitch * _SQUARE

    def offset(self, column: int) -> float:
        """Return the distance of a column's right edge from the grid's right edge."""
        return column * self.pitch + (column // 5) * self.pitch * _FIFTH

    @property
    def width(self) -> float:
        return self.offset(min(self.per_row, self.count) - 1) + self.square

    @property
    def height(self) -> float:
        return ((self.count - 1) // self.per_row) * self.pitch + self.square


def _draw_squares(
    sheet: Sheet, grid: _Grid, counts: Iterable[_Count], right: float, top: float
) -> None:
    """Draw as many squares as are counted with each fill, from a right edge; each is a mark of its
    count, by the name of that."""
    index = 0
    for count in counts:
        for _ in range(count.value):
            row, column = divmod(index, grid.per_row)
            edge, y = right - grid.offset(column), top + row * grid.pitch
            square = Square(
                id=count.name,
                values=(1.0,),
                left=edge - grid.square,
                top=y,
                right=edge,
                bottom=y + grid.square,
                fill=count.fill,
            )
            sheet.put(square)
            index += 1


def _own_fill(kind: str) -> Fill | None:
    """Return the fill of a member that is no value: the rest together, or what has no name."""
    return {"others": OTHERS_FILL, "missing": UNNAMED_FILL}.get(kind)


# Groups -------------------------------------------------------------------------------------


def _data_of_groups(chart: Units, context: ChartContext) -> ChartData:
    """Return the groups as categories; those that the source does not name have no value.

    :raises ExpressionError: ``unknown-measure``, ``not-a-count``.
    """
    members, cells = [], []
    for index, spec in enumerate(chart.groups):
        place = context.place("groups", index, "measure")
        measure = require_measure(context.measures, spec.measure, place)
        if not (measure.is_defined and measure.value == int(measure.value) >= 0):
            raise ExpressionError.of("not-a-count", place, given=str(measure.value))
        label, count = spec.label or measure.label, int(measure.value)
        kind: MemberKind = "value" if spec.known else "missing"
        members.append(Member(label=label, kind=kind, provenance=measure.provenance))
        text = printed_number(count, context.locale)
        cells.append(((Datum(value=float(count), text=text),),))
    return ChartData(
        categories=tuple(members),
        series=(Member(label=""),),
        panels=(Panel(label="", cells=tuple(cells)),),
        heads=(Head(label=""),),
        axis_label=chart.unit or "",
        options=Options(own=(("groups", True),)),
        locale=context.locale,
    )


def _has_groups(data: ChartData) -> bool:
    """Return whether the categories are the groups that the chart names."""
    return bool(data.options.key("groups"))


def _draw_groups(sheet: Sheet, data: ChartData) -> float:
    """Draw the squares at the right, the legend with its counts beside or under them; return the
    height in points."""
    counts = list(_counts_of_groups(data))
    labels = {data.mark(row, "label"): item.label for row, item in enumerate(data.categories)}
    grid = _grid(sum(count.value for count in counts), sheet.width)
    beside = sheet.width - grid.width - _SIDE_GAP >= _LEGEND_ROOM
    right = sheet.width - grid.width - _SIDE_GAP if beside else sheet.width
    count_width = max(advance(count.text, _COUNT_SIZE, SEMIBOLD) for count in counts)
    room = right - _SWATCH - 12 - count_width
    entries = [wrap(labels[count.name], room, LABEL_SIZE) for count in counts]
    heights = [max(18.0, height(len(lines), LABEL_SIZE) + 4) for lines in entries]
    unit = data.axis_label
    note = wrap(page_text("chart.unit", unit=unit), right, SMALL_SIZE) if unit else ()
    note_height = height(len(note), SMALL_SIZE) + _NOTE_AIR if note else 0.0
    key_height = sum(heights) + note_height
    top = max(0.0, (key_height - grid.height) / 2) if beside else 0.0
    _draw_squares(sheet, grid, counts, sheet.width, top)
    y = max(0.0, (grid.height - key_height) / 2) if beside else grid.height + 8
    for count, lines, tall in zip(counts, entries, heights, strict=True):
        middle, edge = y + tall / 2, right - _SWATCH - 6
        sheet.box(right - _SWATCH, middle - _SWATCH / 2, _SWATCH, _SWATCH, count.fill)
        sheet.write(count.text, edge, middle, size=_COUNT_SIZE, weight=SEMIBOLD, mark=count.name)
        sheet.block(lines, edge - count_width - 6, middle, mark=count.name)
        y += tall
    sheet.block(note, right, y + (note_height + _NOTE_AIR) / 2, size=SMALL_SIZE, color=GREY)
    return max(grid.height + top, y + note_height)


def _counts_of_groups(data: ChartData) -> Iterator[_Count]:
    """Yield the squares of each group that has any."""
    named = iter(UNIT_FILLS)
    for row, member in enumerate(data.categories):
        if value := int(data.value(row) or 0):
            fill = _own_fill(member.kind) or next(named)
            yield _Count(value, data.text(row), data.mark(row, "label"), fill)


def _grid(count: int, width: float) -> _Grid:
    per_row = 10 if count <= 60 else 20 if count <= 240 else 50
    # The widest row: its squares, its fifths, and no air after the last square.
    spans = per_row - 1 + (per_row - 1) // 5 * _FIFTH + _SQUARE
    return _Grid(count, per_row, min(_LARGEST_PITCH, width / spans))


# By category and series ---------------------------------------------------------------------


def _label_room(sheet: Sheet) -> float:
    return sheet.width * LABEL_SHARE


def _counts_of(data: ChartData, row: int) -> Iterator[_Count]:
    """Yield the squares of each series of a category."""
    fills = list(_series_fills(data))
    own = _own_fill(data.categories[row].kind)
    for index, fill in enumerate(fills):
        if len(fills) == 1:
            shown = own or (fill if data.is_bright(row) else DIM_FILL)
        else:
            shown = fill if data.is_bright(row, index) else dimmed(fill)
        value = int(data.value(row, index) or 0)
        yield _Count(value, data.text(row, index), data.mark(row, index), shown)


def _series_fills(data: ChartData) -> Iterator[Fill]:
    named = iter(UNIT_FILLS)
    for series in data.series:
        yield _own_fill(series.kind) or next(named)


def _room_of(data: ChartData, row: int) -> float:
    """Return the room that the counts of a category take after its squares, in points."""
    counts = list(_counts_of(data, row))
    if len(counts) == 1:
        return GAP + advance(counts[0].text, LABEL_SIZE)
    return sum(swatched(count.text) for count in counts if count.value)


def _per_row(room: float) -> int:
    """Return how many squares a line has: as many fives as the room has."""
    fits = [
        count
        for count in range(_LEAST_PER_ROW, _MOST_PER_ROW + 1, _LEAST_PER_ROW)
        if _Grid(count, count, _ROW_PITCH).width <= room
    ]
    if not fits:
        raise too_narrow()
    return fits[-1]


def _write_counts(sheet: Sheet, counts: Sequence[_Count], left: float, y: float) -> None:
    if len(counts) == 1:
        sheet.write(counts[0].text, left - GAP, y, mark=counts[0].name)
        return
    for count in counts:
        if count.value:
            write_swatched(sheet, count.text, left, y, count.fill, INK, count.name)
            left -= swatched(count.text)
