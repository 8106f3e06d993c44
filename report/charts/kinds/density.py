"""``density``: where the numbers of each group are, as a smooth hill on a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from fractions import Fraction
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic import number as printed_number
from report.arabic.amounts import NumberFormat, amount_text
from report.charts.grammar.axes import Rows, ValueAxis
from report.charts.grammar.data import ChartData, Datum, Role
from report.charts.grammar.data_table import data_table
from report.charts.grammar.kernel import Curve, curve_of, least_width, silverman
from report.charts.grammar.level import Level
from report.charts.grammar.look import is_bright_value, mark_color
from report.charts.grammar.marks import Area, Dot, Segment
from report.charts.grammar.scales import Linear
from report.charts.grammar.spread import Numbers, SpreadChart, SpreadData, SpreadReading
from report.charts.grammar.spread_rows import SpreadKind, values_at
from report.charts.style import ACCENT, GREY, INK, LINE, PAPER, Fill, Pen
from report.errors import ExpressionError
from report.expressions.exact import decimals_needed
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

#: Groups with fewer numbers have no curve: their numbers are dots. The dots and groups at most.
LEAST_FOR_CURVE, MOST_DOTS, MOST_GROUPS = 10, 400, 20
#: The height of a row with a curve, the air over the curve, the radius of a dot, in points.
_TALL, _AIR, _DOT = 34.0, 3.0, 1.5


class Density(SpreadChart):
    """A smooth curve of the numbers of each group, all of one area."""

    chart: Literal["density"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes"})
    bandwidth: float | None = Field(
        default=None,
        gt=0,
        le=1e18,
        allow_inf_nan=False,
        description="the width of the Gaussian kernel, in units of the value; default: by "
        "Silverman's rule for each group. A note says it",
    )


@dataclass(frozen=True, kw_only=True)
class DensityData(SpreadData):
    """Groups with their curves, by panel and category; ``None`` for a group without one."""

    curves: tuple[tuple[Curve | None, ...], ...]

    @property
    def reach(self) -> list[float]:
        """All numbers that the axis has to show."""
        ends = ((curve.places[0], curve.places[-1]) for curve in self.each_curve())
        return [*super().reach, *chain.from_iterable(ends)]

    def each_curve(self) -> Iterator[Curve]:
        """Yield the curves of all panels."""
        yield from filter(None, chain.from_iterable(self.curves))

    def curve(self, row: int) -> Curve | None:
        """Return the curve of a group of the shown panel."""
        return self.curves[self.shown][row]


class _Density(SpreadKind[Density]):
    model = Density
    data_type = DensityData
    name = page_text("chart.density")
    dot_label = page_text("chart.strip.dot")
    own_keys = ("baseline", "bandwidth")

    def data(self, chart: Density, context: ChartContext) -> DensityData:
        """Return the curves of the groups, and the numbers of those that have none.

        :raises ExpressionError: ``chart-density-narrow``, ``chart-density-small``,
            ``chart-density-wide``, ``chart-dots``, ``chart-value-no-number``; as for every chart of
            counts.
        """
        heads: list[tuple[Role, str]] = [("value", page_text("chart.strip.median"))]
        reading = SpreadReading(chart, context, MOST_GROUPS)
        shown = reading.data(lambda group: ((), _dots(group)), heads, self.own(chart), MOST_DOTS)
        members = list(reading.counts.categories)
        order = [members.index(member) for member in shown.categories]
        if chart.bandwidth is not None:
            _check_bandwidth(chart.bandwidth, reading, context)
        curves = []
        for groups in reading.groups:
            drawn = (_curve(groups[row], members[row].label, chart, context) for row in order)
            curves.append(tuple(drawn))
        read = {field.name: getattr(shown, field.name) for field in fields(shown)}
        return DensityData(**read, curves=tuple(curves))

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: what the hills are, and the width of the kernel."""
        spread = density_of(data)
        yield from super().notes(data)
        widths = sorted({curve.width for curve in spread.each_curve()})
        if widths:
            rule = "silverman" if data.options.key("bandwidth") is None else "own"
            low, high = (_short(width, data.locale) for width in (widths[0], widths[-1]))
            shown = low if low == high else page_text("chart.between", start=low, end=high)
            yield page_text(f"note.density.{rule}", width=shown)
        if any(0 < size < LEAST_FOR_CURVE for size in chain.from_iterable(spread.sizes)):
            yield page_text("note.density.few", least=printed_number(LEAST_FOR_CURVE, data.locale))

    def words(self, data: SpreadData, row: int) -> str:
        """Return the median of a group and the place of its highest point."""
        spread = density_of(data)
        curve, median = spread.curve(row), f"{data.heads[0].label} {data.datum(row).words}"
        if curve is not None:
            peak = page_text("chart.density.peak", place=_short(curve.peak, data.locale))
            return f"{median}، {peak}"
        numbers = data.dots[data.shown][row]
        if not numbers:
            return page_text("chart.density.equal", number=data.datum(row).words)
        return page_text("chart.box.few", numbers="، ".join(datum.words for datum in numbers))

    def table(self, data: ChartData) -> tuple[tuple[str, ...], ...]:
        """Return the medians, the points of each curve, and the numbers that are dots."""

        def points(panel: ChartData, row: int) -> Iterator[tuple[str, Datum]]:
            spread = density_of(panel)
            for datum in spread.dots[panel.shown][row]:
                yield self.dot_label, datum
            curve = spread.curve(row)
            for place, height in zip(curve.places, curve.heights, strict=True) if curve else ():
                label = page_text("chart.density.at", place=f"{place:.6g}")
                yield label, Datum(value=height, text="")

        return data_table(data, points)

    def rows(
        self, data: SpreadData, rows: Rows, axis: ValueAxis, ends: tuple[float, float]
    ) -> Rows:
        """Return the rows, those with a curve in any panel as tall as it is."""
        panels = density_of(data).curves
        has_curve = [any(column) for column in zip(*panels, strict=True)]
        pairs = zip(rows.tall, has_curve, strict=True)
        return replace(rows, tall=tuple(max(tall, _TALL * is_tall) for tall, is_tall in pairs))

    def draw_groups(self, sheet: Sheet, data: SpreadData, level: Level) -> None:
        """Draw the curves of all groups, their medians, and the dots of those without a curve."""
        spread = density_of(data)
        highest = data.of_all("density", lambda: _highest(spread))
        for row, (y, tall) in enumerate(zip(level.rows.middles, level.rows.tall, strict=True)):
            foot = y + tall / 2 - _AIR
            up = Linear(0.0, highest, foot, foot - (tall - 2 * _AIR))
            curve = spread.curve(row)
            if curve is not None:
                sheet.note_scale(f"density.{row}", "y", up)
                _draw_curve(sheet, spread, row, curve, level, up)
            _draw_numbers(sheet, spread, row, level, y, up)


DENSITY = _Density()


def density_of(data: ChartData) -> DensityData:
    """Return the data of a density.

    :raises TypeError: when they are those of another kind.
    """
    if not isinstance(data, DensityData):
        raise TypeError(f"a density is not drawn from {type(data).__name__}")
    return data


def _highest(data: DensityData) -> float:
    """Return the greatest density of the curves of all panels."""
    return max((max(curve.heights) for curve in data.each_curve()), default=1.0)


def _dots(numbers: Numbers) -> Sequence[Fraction]:
    """Return the numbers of a group that has too few of them for a curve."""
    return list(numbers) if len(numbers) < LEAST_FOR_CURVE else ()


def _curve(numbers: Numbers, label: str, chart: Density, context: ChartContext) -> Curve | None:
    """Return the curve of a group; ``None`` for a few numbers, or many equal ones.

    :raises ExpressionError: ``chart-density-narrow``.
    """
    reach = _reach(numbers)
    if reach == 0:
        return None
    width = chart.bandwidth or silverman(numbers)
    curve = curve_of(numbers, width)
    if curve is None:
        sizes = {"width": _short(width, context.locale), "reach": _short(reach, context.locale)}
        place = context.place("value")
        raise ExpressionError.of("chart-density-narrow", place, label=label, **sizes)
    return curve


def _reach(numbers: Numbers) -> float:
    """Return how far the numbers of a group reach that has a curve; 0 for one that has none."""
    count = len(numbers)
    return 0.0 if count < LEAST_FOR_CURVE else float(numbers[count - 1] - numbers[0])


def _check_bandwidth(width: float, reading: SpreadReading, context: ChartContext) -> None:
    """Check that every group has a curve with the width of the author.

    :raises ExpressionError: ``chart-density-small``, ``chart-density-wide``.
    """
    labels = [member.label for member in reading.counts.categories]
    pairs = chain.from_iterable(zip(groups, labels, strict=True) for groups in reading.groups)
    reaches = [(reach, label) for numbers, label in pairs if (reach := _reach(numbers)) > 0]
    place = context.place("bandwidth")
    shortest, longest = min(reaches, default=(inf, "")), max(reaches, default=(0.0, ""))
    values = {"width": repr(width).removesuffix(".0")}
    if width > shortest[0]:
        values |= {"label": shortest[1], "most": _bound(shortest[0], ROUND_FLOOR)}
        raise ExpressionError.of("chart-density-wide", place, **values)
    least = least_width(longest[0])
    if width < least:
        values |= {"label": longest[1], "least": _bound(least, ROUND_CEILING)}
        raise ExpressionError.of("chart-density-small", place, **values)


def _bound(value: float, rounding: str) -> str:
    """Return a number of three figures as TOML writes it."""
    return f"{float(Context(prec=3, rounding=rounding).create_decimal_from_float(value)):g}"


def _draw_curve(
    sheet: Sheet, data: DensityData, row: int, curve: Curve, level: Level, up: Linear
) -> None:
    """Draw the hill of a group, from its foot. It has a record for each of its scales."""
    fill = Fill("tone2", outline=Pen(ACCENT, 0.75, join="round"))
    if not is_bright_value(data, row):
        fill = Fill("land", outline=Pen(GREY, 0.75, join="round"))
    xs = tuple(map(level.scale.place, curve.places))
    ys = map(up.place, curve.heights)
    foot = up.place(0.0)
    area = Area(
        id=f"{data.mark(row)}.curve",
        values=(*curve.heights, *[0.0] * len(xs)),
        scale=f"density.{row}",
        upper=tuple(zip(xs, ys, strict=True)),
        lower=tuple((x, foot) for x in xs),
        fill=fill,
    )
    sheet.line(level.scale.end, foot, level.scale.start, foot, Pen(LINE, 0.35))
    sheet.put(area, level.taken)
    sheet.also(replace(area, values=curve.places * 2, scale="value"))


def _draw_numbers(
    sheet: Sheet, data: DensityData, row: int, level: Level, middle: float, up: Linear
) -> None:
    """Draw the median of a group as a stroke, or the dots of one of a few numbers.

    :param middle: the middle of the row, in points.
    :param up: the scale of the curve.
    """
    median, curve = data.value(row), data.curve(row)
    dots = values_at(data, row, level.scale)
    if median is not None and not dots:
        x = level.scale.place(median)
        top = middle - 5.0 if curve is None else up.place(curve.height(median))
        pen = Pen(INK if is_bright_value(data, row) else GREY, 1.2)
        points = (x, up.place(0.0)), (x, top)
        name = data.mark(row)
        sheet.put(Segment(id=name, values=(median,), points=points, pen=pen), level.taken)
    fill = Fill(PAPER, outline=Pen(mark_color(data, row), 0.6))
    for index, (value, x) in enumerate(dots):
        name = f"{data.mark(row)}.dot.{index}"
        dot = Dot(id=name, values=(value,), x=x, y=middle, radius=_DOT, fill=fill)
        sheet.put(dot, level.taken)


def _short(value: float, locale: str) -> str:
    """Return a number of about three figures, as it is printed."""
    rounded = Fraction(f"{value:.3g}")
    return amount_text(rounded, NumberFormat(decimals=decimals_needed(rounded)), locale)
