"""A unit chart: one square per thing counted, in rows filled from the right, told apart by
group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from report.brief.base import Name, Strict, Words
from report.brief.blocks import Chart
from report.charts.check import check_count, check_labels, check_value
from report.charts.kind import ChartContext, ChartKind
from report.charts.lettering import advance, height, one_line, wrap
from report.charts.model import UnitData, UnitGroup
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.style import (
    GREY,
    LABEL_SIZE,
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


def _draw(sheet: Sheet, data: UnitData, number: Number) -> float:
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
    _draw_squares(sheet, grid, groups, fills, top)
    y = max(0.0, (grid.height - key_height) / 2) if beside else grid.height + 8
    count_width = max(advance(number(group.count), _COUNT_SIZE, SEMIBOLD) for group in groups)
    for group, fill, (lines, tall) in zip(groups, fills, entries, strict=True):
        middle = y + tall / 2
        sheet.box(right - _SWATCH, middle - _SWATCH / 2, _SWATCH, _SWATCH, fill)
        sheet.write(
            number(group.count), right - _SWATCH - 6, middle, size=_COUNT_SIZE, weight=SEMIBOLD
        )
        sheet.block(lines, right - _SWATCH - 6 - count_width - 6, middle)
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
    sheet: Sheet, grid: _Grid, groups: Sequence[UnitGroup], fills: Sequence[Fill], top: float
) -> None:
    index = 0
    for group, fill in zip(groups, fills, strict=True):
        for _ in range(group.count):
            row, column = divmod(index, grid.per_row)
            left = sheet.width - grid.offset(column) - grid.square
            sheet.box(left, top + row * grid.pitch, grid.square, grid.square, fill)
            index += 1


class UnitSpec(Strict):
    """One group of a unit chart."""

    measure: Name
    label: Words | None = None
    known: bool = True


class Units(Chart):
    """A mark for each counted thing, in groups."""

    chart: Literal["units"]
    groups: tuple[UnitSpec, ...] = Field(min_length=1)

    def measure_names(self) -> Iterator[str]:
        """Yield the measure of each group."""
        yield from (spec.measure for spec in self.groups)


class _Units(ChartKind[Units, UnitData]):
    model = Units
    data_type = UnitData

    def data(self, chart: Units, context: ChartContext) -> UnitData:
        groups = []
        for index, spec in enumerate(chart.groups):
            place = context.place("groups", index, "measure")
            measure = require_measure(context.measures, spec.measure, place)
            if not (measure.is_defined and measure.value == int(measure.value) >= 0):
                raise ExpressionError.of("not-a-count", place, given=str(measure.value))
            label = spec.label or measure.label
            group = UnitGroup(
                label=label,
                count=int(measure.value),
                known=spec.known,
                provenance=measure.provenance,
            )
            groups.append(group)
        return UnitData(groups=tuple(groups), unit=chart.unit or "")

    def measures(self, chart: Units) -> Iterable[str]:
        return (spec.measure for spec in chart.groups)

    def printed(self, data: UnitData, number: Number) -> Iterable[tuple[str, Provenance]]:
        """Return the label and the count of each group."""
        for group in data.groups:
            if group.provenance is not None:
                yield group.label, group.provenance
                yield number(group.count), group.provenance

    def check(self, data: UnitData) -> None:
        """Check the data of a unit chart.

        :raises ExpressionError: ``chart-empty``, ``chart-series``, ``chart-too-many``,
            ``chart-value`` or ``chart-label-long``.
        """
        for group in data.groups:
            check_value(group.label, group.count)
        check_count(sum(group.count for group in data.groups), MOST_UNITS)
        named = sum(group.known for group in data.groups)
        if named > len(UNIT_FILLS):
            raise ExpressionError.of("chart-series", count=named, most=len(UNIT_FILLS))
        check_labels((*(group.label for group in data.groups), data.unit))

    def draw(self, sheet: Sheet, data: UnitData, number: Number) -> float:
        return _draw(sheet, data, number)

    def alt(self, data: UnitData, number: Number) -> str:
        """Return the count of each group and the total."""
        unit = f" ({data.unit})" if data.unit else ""
        groups = [
            f"{group.label} "
            f"{number(group.count)}{'' if group.known else page_text('chart.empty-squares')}"
            for group in data.groups
        ]
        total = number(sum(group.count for group in data.groups))
        return one_line(page_text("chart.units", unit=unit, groups="، ".join(groups), total=total))

    def size(self, data: UnitData) -> int:
        return len(data.groups)


UNITS = _Units()
