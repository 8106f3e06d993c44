"""A unit chart: one square per thing counted, in rows filled from the right: in the groups that it
names, or by category and series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from report.brief.base import Name, Strict, Text, Words
from report.brief.blocks import Chart
from report.charts.asked import AskingChart, ask, check_parts, series_data, table_of
from report.charts.check import MOST_CATEGORIES, check_count, check_labels, check_value
from report.charts.grammar.axes import LABEL_SHARE
from report.charts.grammar.marks import Square
from report.charts.kind import ChartContext, ChartKind
from report.charts.layout import (
    axis_title,
    label_color,
    label_column,
    legend,
    swatched,
    too_narrow,
    write_swatched,
)
from report.charts.lettering import advance, height, one_line, wrap
from report.charts.model import SeriesData, UnitData, UnitGroup, mark
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.series import alt_of, check_series
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
from report.measures import Provenance, require_measure
from report.messages import page_text

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


def _draw_groups(sheet: Sheet, data: UnitData, number: Number) -> float:
    """Draw the squares at the right, the legend with its counts beside or under them; return the
    height in points."""
    groups = [group for group in data.groups if group.count]
    fills = _fills(groups)
    grid = _grid(sum(group.count for group in groups), sheet.width)
    beside = sheet.width - grid.width - _SIDE_GAP >= _LEGEND_ROOM
    right = sheet.width - grid.width - _SIDE_GAP if beside else sheet.width
    entries = _entries(groups, right, number)
    note = wrap(page_text("chart.unit", unit=data.unit), right, SMALL_SIZE) if data.unit else ()
    note_height = height(len(note), SMALL_SIZE) + _NOTE_AIR if note else 0.0
    key_height = sum(tall for _, tall in entries) + note_height
    top = max(0.0, (key_height - grid.height) / 2) if beside else 0.0
    shown = [index for index, group in enumerate(data.groups) if group.count]
    names = [mark(index, "label") for index in shown]
    counts = [group.count for group in groups]
    _draw_squares(sheet, grid, zip(counts, fills, names, strict=True), sheet.width, top)
    y = max(0.0, (grid.height - key_height) / 2) if beside else grid.height + 8
    count_width = max(advance(number(group.count), _COUNT_SIZE, SEMIBOLD) for group in groups)
    for name, group, fill, (lines, tall) in zip(names, groups, fills, entries, strict=True):
        middle = y + tall / 2
        sheet.box(right - _SWATCH, middle - _SWATCH / 2, _SWATCH, _SWATCH, fill)
        sheet.write(
            number(group.count),
            right - _SWATCH - 6,
            middle,
            size=_COUNT_SIZE,
            weight=SEMIBOLD,
            mark=name,
        )
        sheet.block(lines, right - _SWATCH - 6 - count_width - 6, middle, mark=name)
        y += tall
    sheet.block(note, right, y + (note_height + _NOTE_AIR) / 2, size=SMALL_SIZE, color=GREY)
    return max(grid.height + top, y + note_height)


def _grid(count: int, width: float) -> _Grid:
    per_row = 10 if count <= 60 else 20 if count <= 240 else 50
    # The widest row: its squares, its fifths, and no air after the last square.
    spans = per_row - 1 + (per_row - 1) // 5 * _FIFTH + _SQUARE
    return _Grid(count, per_row, min(_LARGEST_PITCH, width / spans))


def _fills(groups: Sequence[UnitGroup]) -> list[Fill]:
    named = iter(UNIT_FILLS)
    return [next(named) if group.known else UNNAMED_FILL for group in groups]


def _entries(
    groups: Sequence[UnitGroup], room: float, number: Number
) -> list[tuple[tuple[str, ...], float]]:
    counts = max(advance(number(group.count), _COUNT_SIZE, SEMIBOLD) for group in groups)
    labels = [wrap(group.label, room - _SWATCH - 12 - counts, LABEL_SIZE) for group in groups]
    return [(lines, max(18.0, height(len(lines), LABEL_SIZE) + 4)) for lines in labels]


def _draw_squares(
    sheet: Sheet, grid: _Grid, counts: Iterable[tuple[int, Fill, str]], right: float, top: float
) -> None:
    """Draw as many squares as are counted with each fill, from a right edge; each is a mark of its
    count, by the name of that."""
    index = 0
    for count, fill, name in counts:
        for _ in range(count):
            row, column = divmod(index, grid.per_row)
            edge, y = right - grid.offset(column), top + row * grid.pitch
            left, bottom = edge - grid.square, y + grid.square
            square = Square(
                id=name, values=(1.0,), left=left, top=y, right=edge, bottom=bottom, fill=fill
            )
            sheet.put(square)
            index += 1


# By category and series ---------------------------------------------------------------------


def _draw_by(sheet: Sheet, data: SeriesData, number: Number) -> float:
    """Draw the squares of each category at its label, their counts after them, under a legend;
    return the height in points.

    :raises ExpressionError: ``chart-too-narrow``.
    """
    labels = label_column(data.categories, sheet.width * LABEL_SHARE)
    edge = sheet.width - labels.width - GAP
    fills = tuple(_series_fills(data))
    y = 0.0
    if len(data.series) > 1:
        y = legend(sheet, list(zip(fills, data.series, strict=True)), edge, y)
    if data.axis_label:
        y += axis_title(sheet, page_text("chart.unit", unit=data.axis_label), edge, y)
    rows = [_counts_of(data, row, number) for row in range(len(data.categories))]
    per_row = _per_row(edge - max(map(_width_of, rows)) - GAP)
    least = labels.row_heights(ROW)
    for row, (lines, counts) in enumerate(zip(labels.lines, rows, strict=True)):
        grid = _Grid(sum(count for count, _, _ in counts), per_row, _ROW_PITCH)
        tall = max(least[row], grid.height + _ROW_AIR)
        middle = y + tall / 2
        color = label_color(data, row)
        sheet.block(lines, sheet.width, middle, color=color, mark=mark(row, "label"))
        own = fills if len(fills) > 1 else (_fill_of(data.kind_of_category(row)) or fills[0],)
        squares = [(count, fill, name) for (count, _, name), fill in zip(counts, own, strict=True)]
        _draw_squares(sheet, grid, squares, edge, middle - grid.height / 2)
        _write_counts(sheet, counts, own, edge - grid.width, middle)
        y += tall
    return y


#: A count of a category: the number, its text, and the mark of the text.
_Count = tuple[int, str, str]


def _counts_of(data: SeriesData, row: int, number: Number) -> list[_Count]:
    return [
        (int(value or 0), data.text(row, index, number), mark(row, index))
        for index, value in enumerate(data.values[row])
    ]


def _width_of(counts: Sequence[_Count]) -> float:
    """Return the room that the counts of a category take after its squares, in points."""
    if len(counts) == 1:
        return GAP + advance(counts[0][1], LABEL_SIZE)
    return sum(swatched(text) for count, text, _ in counts if count)


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


def _write_counts(
    sheet: Sheet, counts: Sequence[_Count], fills: Sequence[Fill], left: float, y: float
) -> None:
    if len(counts) == 1:
        ((_, text, name),) = counts
        sheet.write(text, left - GAP, y, mark=name)
        return
    for (count, text, name), fill in zip(counts, fills, strict=True):
        if count:
            write_swatched(sheet, text, left, y, fill, INK, name)
            left -= swatched(text)


def _fill_of(kind: str) -> Fill | None:
    """Return the fill of a member that is no value: the rest together, or what has none."""
    return {"others": OTHERS_FILL, "missing": UNNAMED_FILL}.get(kind)


def _series_fills(data: SeriesData) -> Iterator[Fill]:
    named = iter(UNIT_FILLS)
    for index in range(len(data.series)):
        kind = data.series_kinds[index] if data.series_kinds else "value"
        yield _fill_of(kind) or next(named)


class UnitSpec(Strict):
    """One group of a unit chart."""

    measure: Name
    label: Words | None = None
    known: bool = True


class Units(AskingChart):
    """A mark for each counted thing: in groups that are measures, or by category and series."""

    chart: Literal["units"]
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


class _Units(ChartKind[Units, UnitData]):
    model = Units
    data_type = UnitData

    def data(self, chart: Units, context: ChartContext) -> UnitData:
        if not chart.groups:
            return UnitData(by=_asked(chart, context))
        groups, marks = [], {}
        for index, spec in enumerate(chart.groups):
            place = context.place("groups", index, "measure")
            measure = require_measure(context.measures, spec.measure, place)
            if not (measure.is_defined and measure.value == int(measure.value) >= 0):
                raise ExpressionError.of("not-a-count", place, given=str(measure.value))
            label = spec.label or measure.label
            groups.append(UnitGroup(label=label, count=int(measure.value), known=spec.known))
            marks[mark(index, "label")] = measure.provenance
        return UnitData(groups=tuple(groups), unit=chart.unit or "", marks=marks)

    def measures(self, chart: Units) -> Iterable[str]:
        return (spec.measure for spec in chart.groups)

    def marks(self, data: UnitData) -> Mapping[str, Provenance]:
        """Return where each label and each count comes from."""
        return data.marks if data.by is None else data.by.marks

    def notes(self, data: UnitData) -> Iterable[str]:
        """Return what is said under the chart."""
        return () if data.by is None else data.by.notes

    def check(self, data: UnitData) -> None:
        """Check the data of a unit chart.

        :raises ExpressionError: ``chart-empty``, ``chart-series``, ``chart-too-many``,
            ``chart-shape``, ``chart-value``, ``chart-size`` or ``chart-label-long``.
        """
        if data.by is not None:
            check_count(len(data.by.categories))
            check_series(data.by, len(UNIT_FILLS))
            check_count(int(sum(map(_sum, data.by.values))), MOST_UNITS)
            return
        for group in data.groups:
            check_value(group.label, group.count)
        check_count(sum(group.count for group in data.groups), MOST_UNITS)
        named = sum(group.known for group in data.groups)
        if named > len(UNIT_FILLS):
            raise ExpressionError.of("chart-series", count=named, most=len(UNIT_FILLS))
        check_labels((*(group.label for group in data.groups), data.unit))

    def draw(self, sheet: Sheet, data: UnitData, number: Number) -> float:
        if data.by is not None:
            return _draw_by(sheet, data.by, number)
        return _draw_groups(sheet, data, number)

    def alt(self, data: UnitData, number: Number) -> str:
        """Return the count of each group and the total, or each category with its counts."""
        if data.by is not None:
            return alt_of(page_text("chart.units-by"), data.by, number)
        unit = f" ({data.unit})" if data.unit else ""
        groups = [
            f"{group.label} "
            f"{number(group.count)}{'' if group.known else page_text('chart.empty-squares')}"
            for group in data.groups
        ]
        total = number(sum(group.count for group in data.groups))
        return one_line(page_text("chart.units", unit=unit, groups="، ".join(groups), total=total))

    def size(self, data: UnitData) -> int:
        return len(data.groups) if data.by is None else len(data.by.categories)


def _sum(values: Iterable[float | None]) -> float:
    return sum(value or 0.0 for value in values)


def _asked(chart: Units, context: ChartContext) -> SeriesData:
    """Return the counts of a chart by category and series.

    :raises ExpressionError: ``not-a-count``; ``chart-not-parts`` where a thing is counted in two of
        them.
    """
    result = ask(chart, context, totals=frozenset({"rows", "columns"}))
    table = table_of(chart, result, context, MOST_CATEGORIES)
    for line in table.cells:
        for cell in line:
            if not (isinstance(cell.value, int) and cell.value >= 0):
                printed = cell.text(context.locale)
                raise ExpressionError.of("not-a-count", context.place("measures"), given=printed)
    check_parts(table, context)
    return series_data(table, context.locale, chart.unit)


UNITS = _Units()
