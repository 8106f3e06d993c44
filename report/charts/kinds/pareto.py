"""``pareto``: bars from the greatest on, and what they reach together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic.amounts import amount_text
from report.charts.grammar.asking import Needs
from report.charts.grammar.axes import GRID, Rows, rows_of, value_axis, write_rows
from report.charts.grammar.data import ChartData
from report.charts.grammar.kind import PlotChart
from report.charts.grammar.level import level_bar
from report.charts.grammar.look import DIM_FILL, mark_fill, widest_value
from report.charts.grammar.marks import Dot, Path
from report.charts.grammar.parts import SHARE, RankedKind, reached_shares, share_words
from report.charts.grammar.place import Box, Label, Spot, Taken, text_width, write_label
from report.charts.grammar.scales import Linear
from report.charts.grammar.words import labelled
from report.charts.layout import too_narrow
from report.charts.lettering import height, wrap
from report.charts.style import GREY, INK, LINE, SMALL_SIZE, Fill, Pen
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

_TALL, _GAP, _DOT = 9.5, 3.5, 2.0
#: The part of the room of the marks that the line of shares takes, and the air beside it.
_LANE, _AIR = 0.36, 10.0
_SHARE_PEN = Pen(INK, 1.2, join="round")
_REACH_PEN = Pen(INK, 0.75, (2.5, 1.8))


class Pareto(PlotChart):
    """Bars from the greatest to the least, and beside them the share of the whole that they reach
    together."""

    chart: Literal["pareto"]
    takes = frozenset({"facet", "highlight"})
    reach: int = Field(
        default=80,
        ge=1,
        le=99,
        description="a share in percent: the first categories that reach it are in the accent",
    )


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where the shares are drawn: the scale of the line, and the right edge of their figures."""

    scale: Linear
    figures: float


class _Pareto(RankedKind[Pareto]):
    model = Pareto
    name = page_text("chart.pareto")
    needs = Needs(measures=(1, 1), series=(1, 1), parts=True)
    own_keys = ("reach",)

    def notes(self, data: ChartData) -> Iterable[str]:
        """Return what is said under the chart: how many categories reach the share."""
        yield from super().notes(data)
        yield from self._reached(data)

    def _reached(self, data: ChartData) -> Iterable[str]:
        """Yield how many categories of each panel reach the share."""
        for panel in data.each_panel():
            count = _leading(panel)
            if count:
                whole = sum(member.kind == "value" for member in data.categories)
                words = page_text("pareto.note", count=count, all=whole, share=_reach_words(data))
                yield labelled(panel.panel.label, words)

    def alt(self, data: ChartData, number: object) -> str:
        """Return the values, and how many categories reach the share."""
        return " ".join((super().alt(data, str), *self._reached(data)))

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the bars at the right and the line of shares at the left, each on its scale."""
        top = self.head(sheet, data, sheet.width)
        rows = rows_of(sheet, data, top)
        lane = _lane(data, rows)
        title = wrap(page_text("pareto.share"), lane.scale.start, SMALL_SIZE)
        rows = replace(rows, top=top + height(len(title), SMALL_SIZE) + 3)
        middle = top + height(len(title), SMALL_SIZE) / 2
        sheet.block(title, lane.scale.start, middle, size=SMALL_SIZE, color=GREY)
        axis = value_axis(data, data.numbers("value"))
        rooms = widest_value(data) + _GAP
        low = lane.scale.start + _AIR + rooms
        if low > rows.edge - 40:
            raise too_narrow()
        scale = axis.scale(rows.edge, low)
        sheet.scale("x", scale)
        taken = Taken(Box(0.0, top, sheet.width, rows.bottom + 1))
        write_rows(sheet, data, rows, taken)
        base = scale.place(0.0)
        leading = _leading(data)
        for row, y in enumerate(rows.middles):
            value = data.value(row)
            x = base if value is None else scale.place(value)
            if value is not None:
                fill = _fill(data, row, leading)
                sheet.put(level_bar(data.mark(row), (0.0, value), scale, y, _TALL, fill), taken)
            color: Color = GREY if value is None else INK
            label = Label((data.text(row),), color=color, mark=data.mark(row))
            write_label(sheet, label, Spot(x - _GAP, y, "right"), taken)
        sheet.line(base, rows.top, base, rows.bottom, Pen(GREY))
        _draw_lane(sheet, data, rows, lane, taken)
        return rows.bottom


def _leading(data: ChartData) -> int:
    """Return how many categories of the shown panel reach the share; 0 where they do not without
    others and blanks."""
    reach = Fraction(_reach(data))
    for row, share in enumerate(reached_shares(data)):
        if data.categories[row].kind != "value":
            return 0
        if share >= reach:
            return row + 1
    return 0


def _reach(data: ChartData) -> int:
    reach = data.options.key("reach")
    return reach if isinstance(reach, int) else 80


def _reach_words(data: ChartData) -> str:
    return amount_text(_reach(data), SHARE, data.locale)


def _fill(data: ChartData, row: int, leading: int) -> Fill:
    """Return the fill of a bar: those that reach the share are in the accent, unless the author
    highlights others."""
    is_dim = leading and row >= leading and not data.options.highlight
    is_value = data.categories[row].kind == "value"
    return DIM_FILL if is_dim and is_value else mark_fill(data, row)


def _figures(data: ChartData) -> float:
    """Return the width of the widest share of all panels, in points."""
    figures = 0.0
    for panel in data.each_panel():
        texts = [share_words(share, data.locale) for share in reached_shares(panel)]
        figures = max([figures, *(text_width(text, SMALL_SIZE) for text in texts)])
    return figures


def _lane(data: ChartData, rows: Rows) -> _Lane:
    """Return where the shares are drawn: their figures in a column at the left, the line beside
    it."""
    figures = data.of_all("pareto", lambda: _figures(data))
    end = figures + _AIR
    start = end + rows.edge * _LANE - figures
    if start < end + 24:
        raise too_narrow()
    return _Lane(Linear(0.0, 100.0, start, end), figures)


def _draw_lane(sheet: Sheet, data: ChartData, rows: Rows, lane: _Lane, taken: Taken) -> None:
    sheet.note_scale("share", "x", lane.scale)
    for share in (0.0, 50.0, 100.0):
        x = lane.scale.place(share)
        sheet.line(x, rows.top, x, rows.bottom, Pen(LINE, GRID))
    reach = lane.scale.place(_reach(data))
    sheet.line(reach, rows.top, reach, rows.bottom, _REACH_PEN)
    shares = list(reached_shares(data))
    values = tuple(float(share) for share in shares)
    points = tuple(
        (lane.scale.place(value), y) for value, y in zip(values, rows.middles, strict=True)
    )
    name = data.mark(0, "share")
    if len(points) > 1:
        path = Path(id=name, values=values, scale="share", points=points, pen=_SHARE_PEN)
        sheet.put(path, taken)
    for row, (value, (x, y)) in enumerate(zip(values, points, strict=True)):
        dot = Dot(
            id=data.mark(row, "share"),
            values=(value,),
            scale="share",
            x=x,
            y=y,
            radius=_DOT,
            fill=Fill(INK),
        )
        sheet.put(dot, taken)
        text = Label((share_words(shares[row], data.locale),), SMALL_SIZE, color=GREY)
        write_label(sheet, text, Spot(lane.figures, y, "right"), taken)


PARETO = _Pareto()
