"""``box``: the median, the quartiles and the reach of the numbers of each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic import number as printed_number
from report.charts.grammar.data import ChartData, Role
from report.charts.grammar.level import Level, level_bar
from report.charts.grammar.look import is_bright_value, mark_color
from report.charts.grammar.marks import Dot, Segment
from report.charts.grammar.spread import Numbers, SpreadChart, SpreadData, SpreadReading
from report.charts.grammar.spread_rows import SpreadKind, spread_of, values_at
from report.charts.style import ACCENT, GREY, INK, LIGHT, PAPER, Fill, Pen
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.overlay import Sheet

#: Groups with fewer numbers have no box: their numbers are dots.
LEAST_FOR_BOX = 5
#: The numbers that one chart shows as dots at most.
MOST_DOTS = 600
#: The groups of one chart at most.
MOST_GROUPS = 40
_TALL, _CAP, _DOT = 8.0, 4.0, 1.5
_ROLES: tuple[Role, ...] = ("value", "low", "high", "least", "greatest")
_QUARTERS = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4))
_TENTHS = (Fraction(1, 10), Fraction(9, 10))


class Box(SpreadChart):
    """The median, the quartiles and the reach of the numbers of each group."""

    chart: Literal["box"]
    takes = frozenset({"facet", "highlight", "lines", "bands", "notes", "scale"})
    whiskers: Literal["tukey", "tenths", "extremes"] = Field(
        default="tukey",
        description="how far the lines beside a box reach: to the farthest number within one and a "
        "half times the length of the box; to the first and the ninth tenth; to all numbers",
    )


class _Box(SpreadKind[Box]):
    model = Box
    name = page_text("chart.box")
    dot_label = page_text("chart.box.far")
    own_keys = ("baseline", "whiskers")

    def data(self, chart: Box, context: ChartContext) -> SpreadData:
        """Return the quantiles of each group, and the numbers beyond them.

        :raises ExpressionError: ``chart-dots``, ``chart-value-no-number``, ``chart-log-zero``; as
            for every chart of counts.
        """
        heads = [(role, page_text(f"chart.box.{role}")) for role in _ROLES]
        reading = SpreadReading(chart, context, MOST_GROUPS)
        return reading.data(
            partial(summary, whiskers=chart.whiskers), heads, self.own(chart), MOST_DOTS
        )

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: what boxes, lines and dots are."""
        spread = spread_of(data)
        yield from super().notes(data)
        yield page_text(f"note.box.{data.options.key('whiskers')}")
        if any(0 < size < LEAST_FOR_BOX for size in chain.from_iterable(spread.sizes)):
            yield page_text("note.box.few", least=printed_number(LEAST_FOR_BOX, data.locale))

    def words(self, data: SpreadData, row: int) -> str:
        """Return the quantiles of a group, and how many numbers are beyond them."""
        if data.value(row, role="low") is None:
            numbers = "، ".join(datum.words for datum in data.dots[data.shown][row])
            return page_text("chart.box.few", numbers=numbers)
        pairs = zip(data.heads, data.panel.cells[row][0], strict=True)
        said = "، ".join(f"{head.label} {datum.words}" for head, datum in pairs)
        far = len(data.dots[data.shown][row])
        return (
            f"{said}، {page_text('chart.box.far-count', count=printed_number(far, data.locale))}"
            if far
            else said
        )

    def draw_groups(self, sheet: Sheet, data: SpreadData, level: Level) -> None:
        """Draw the lines, then the boxes, the medians and the dots of all groups."""
        rows = list(enumerate(level.rows.middles))
        for row, y in rows:
            for line in _whiskers(data, row, level, y):
                sheet.put(line, level.taken)
        for row, y in rows:
            low, high = (data.value(row, role=role) for role in ("low", "high"))
            if low is not None and high is not None:
                fill = Fill(LIGHT, outline=Pen(ACCENT, 0.75))
                if not is_bright_value(data, row):
                    fill = Fill(PAPER, outline=Pen(GREY, 0.75))
                name = f"{data.mark(row)}.box"
                box = level_bar(name, (low, high), level.scale, y, _TALL, fill)
                sheet.put(box, level.taken)
        for row, y in rows:
            if (middle := data.value(row)) is not None:
                x = level.scale.place(middle)
                points = (x, y - _TALL / 2), (x, y + _TALL / 2)
                pen = Pen(INK if is_bright_value(data, row) else GREY, 1.8)
                name = data.mark(row)
                sheet.put(Segment(id=name, values=(middle,), points=points, pen=pen), level.taken)
        for row, y in rows:
            fill = Fill(PAPER, outline=Pen(mark_color(data, row), 0.6))
            for index, (value, x) in enumerate(values_at(data, row, level.scale)):
                name = f"{data.mark(row)}.dot.{index}"
                dot = Dot(id=name, values=(value,), x=x, y=y, radius=_DOT, fill=fill)
                sheet.put(dot, level.taken)


BOX = _Box()


def summary(
    numbers: Numbers, whiskers: Literal["tukey", "tenths", "extremes"]
) -> tuple[tuple[Fraction | None, ...], Numbers | Sequence[Fraction]]:
    """Return the quartiles and the ends of the lines of a group, and its numbers that are dots."""
    count = len(numbers)
    if count < LEAST_FOR_BOX:
        return (None, None, None, None), numbers
    _, low, high = map(numbers.quantile, _QUARTERS)
    if whiskers == "tenths":
        return (low, high, *map(numbers.quantile, _TENTHS)), ()
    first, last = 0, count
    if whiskers == "tukey":
        reach = (high - low) * Fraction(3, 2)
        first, last = numbers.below(low - reach), count - numbers.above(high + reach)
    far = [numbers[index] for index in (*range(first), *range(last, count))]
    # Where the quartile is between two numbers, the farthest number within may be in the box.
    least, greatest = min(numbers[first], low), max(numbers[last - 1], high)
    return (low, high, least, greatest), far


def _whiskers(data: SpreadData, row: int, level: Level, y: float) -> Iterator[Segment]:
    """Yield the lines at both sides of a box, and the stroke at the end of each."""
    pen = Pen(mark_color(data, row), 0.75)
    ends: tuple[tuple[Role, Role], ...] = ("low", "least"), ("high", "greatest")
    for inner, outer in ends:
        start, end = (data.value(row, role=role) for role in (inner, outer))
        if start is None or end is None:
            continue
        name = data.mark(row, role=outer)
        x, edge = level.scale.place(start), level.scale.place(end)
        if start != end:
            yield Segment(id=name, values=(start, end), points=((x, y), (edge, y)), pen=pen)
        cap = (edge, y - _CAP / 2), (edge, y + _CAP / 2)
        yield Segment(id=f"{name}.end", values=(end,), points=cap, pen=pen)
