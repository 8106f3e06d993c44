"""``matrix``: rows by columns. A mark where a row of the table has both values, a faint dot
where none has; or the values of a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.arabic import join
from report.arabic.figures import digits
from report.brief.base import Text
from report.charts.grammar.asking import Needs, chart_data
from report.charts.grammar.data import ChartData, Member
from report.charts.grammar.facts import amount
from report.charts.grammar.kind import PlotChart, PlotKind
from report.charts.grammar.look import DIM_FILL, widest_value
from report.charts.grammar.marks import Square
from report.charts.grammar.words import labelled
from report.charts.layout import label_column, too_narrow
from report.charts.lettering import advance, height, longest_end, longest_word, one_line, wrap
from report.charts.style import (
    ACCENT,
    GAP,
    GREY,
    INK,
    LABEL_SIZE,
    LINE,
    ROW,
    SEMIBOLD,
    SMALL_SIZE,
    Fill,
    Pen,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.charts.kind import ChartContext
    from report.charts.numbers import Number
    from report.charts.overlay import Sheet
    from report.charts.palette import Color

MOST_COLUMNS = 40

_FILL = Fill(ACCENT)
_MARK = 8.5
_DOT = 1.1
_HEAD_AIR = 5.0
_NARROWEST = 12.0
#: The space between two printed values.
_FIGURE_AIR = 3.0
#: The least part of the width that row labels keep, and the most that they take.
_LEAST_SHARE, _MOST_SHARE = 0.26, 0.42


class Matrix(PlotChart):
    """Values of one column by those of another: a mark where a row has both, or a measure."""

    chart: Literal["matrix"]
    takes = frozenset({"facet", "highlight", "time"})
    series: Text = Field(description="the dimension across: a column or an expression")


class _Matrix(PlotKind[Matrix]):
    model = Matrix
    name = page_text("chart.matrix-of")
    needs = Needs(measures=(1, 1), series=(1, MOST_COLUMNS))

    def data(self, chart: Matrix, context: ChartContext) -> ChartData:
        """Return the values of the measure; without one, the rows of each cell.

        Rows that the source leaves open in ``series`` fill no cell. Each head leads to all of its
        rows.

        :raises ExpressionError: as for every chart of measures.
        """
        if chart.measures:
            return super().data(chart, context)
        data = chart_data(chart, context, replace(self.needs, heads=True))
        shown = data.with_own(filled=True)
        named = [index for index, item in enumerate(data.series) if item.kind != "missing"]
        shown = shown.only_series(named)
        return replace(
            shown,
            categories=tuple(map(_leading, shown.categories)),
            series=tuple(map(_leading, shown.series)),
        )

    def plot(self, sheet: Sheet, data: ChartData) -> float:
        """Draw the matrix, column heads above in level lines.

        Heads are broken between words, then between the ends of a range («1990-1999»). Those that
        would have to be broken elsewhere give way to numbers, explained under the matrix.

        :raises ExpressionError: ``chart-too-narrow`` when not even numbers fit, or in a panel that
            can be wider no words.
        """
        figures = _figure_width(data)
        labels = [series.label for series in data.series]
        widths = None
        for narrowest in (longest_word, longest_end):
            needed = [
                max(narrowest(label, SMALL_SIZE, SEMIBOLD), figures) + _HEAD_AIR for label in labels
            ]
            widths = widths or _column_widths(data, needed, sheet.width)
        keyed = widths is None
        if keyed and not sheet.outer.is_whole:
            raise too_narrow()  # fewer panels beside each other have words as heads
        widths = widths or _numbered_widths(data, figures, sheet.width)
        heads = [
            (_number(data, index),)
            if keyed
            else wrap(label, wide - _HEAD_AIR + 0.5, SMALL_SIZE, SEMIBOLD)
            for index, (label, wide) in enumerate(zip(labels, widths, strict=True))
        ]
        columns = list(_middles(data, widths))
        top = self.head(sheet, data, sheet.width)
        top = _draw_heads(sheet, data, heads, columns, top)
        bottom = _draw_rows(sheet, data, columns, sheet.width - sum(widths), top)
        return _draw_key(sheet, data, bottom + GAP + 2) if keyed else bottom

    def alt(self, data: ChartData, number: Number) -> str:
        """Return the columns, then each row with the columns that it is marked in; of a measure its
        extremes and its values."""
        if not _is_filled_only(data):
            return super().alt(data, number)
        sizes = [
            amount(len(data.categories), page_text("noun.row"), data.locale),
            amount(len(data.series), page_text("noun.column"), data.locale),
        ]
        columns = "، ".join(series.label for series in data.series)
        rows = ". ".join(
            labelled(panel.panel.label, "؛ ".join(_spoken_rows(panel)))
            for panel in data.each_panel()
        )
        return one_line(page_text("chart.matrix", size=join(sizes), columns=columns, rows=rows))


MATRIX = _Matrix()


# Data ---------------------------------------------------------------------------------------


def _leading(member: Member) -> Member:
    """Return a member whose rows are called by its label."""
    if member.provenance is None:
        return member
    return replace(member, provenance=member.provenance.called(member.label))


def _is_filled_only(data: ChartData) -> bool:
    """Return whether cells are marks, without a value that is printed."""
    return bool(data.options.key("filled"))


def _has_mark(data: ChartData, row: int, column: int) -> bool:
    """Return whether a cell has a mark or a value; a blank has none, and a mark is of a row at
    least."""
    value = data.value(row, column)
    return bool(value) if _is_filled_only(data) else value is not None


def _spoken_rows(data: ChartData) -> Iterator[str]:
    """Yield each row with the columns that it is marked in."""
    for row, category in enumerate(data.categories):
        marked = [
            series.label
            for column, series in enumerate(data.series)
            if _has_mark(data, row, column)
        ]
        yield f"{category.label}: {'، '.join(marked) or page_text('chart.matrix.none')}"


# Widths -------------------------------------------------------------------------------------


def _column_widths(data: ChartData, needed: Sequence[float], width: float) -> list[float] | None:
    """Return equal widths if the words fit them, else widths by need, else ``None``."""
    count = len(data.series)
    natural = _label_width(data)
    least = min(natural, width * _LEAST_SHARE) + GAP
    if count * max(needed) <= width - least:
        labels = min(natural, width * _MOST_SHARE, width - GAP - count * max(needed)) + GAP
        return [(width - labels) / count] * count
    if sum(needed) <= width - least:
        spare = (width - least - sum(needed)) / count
        return [need + spare for need in needed]
    return None


def _numbered_widths(data: ChartData, figures: float, width: float) -> list[float]:
    """Return equal widths for heads that are numbers; row labels get what they need, at most what
    leaves the columns room.

    :param figures: the width of the widest printed value.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    count = len(data.series)
    natural = _label_width(data)
    for share in (_MOST_SHARE, _LEAST_SHARE):
        room = (width - min(natural, width * share) - GAP) / count
        if room >= max(_NARROWEST, figures + _FIGURE_AIR):
            return [room] * count
    raise too_narrow()


def _label_width(data: ChartData) -> float:
    """Return the width of the widest row label on one line, in points."""
    return max(advance(one_line(member.label), LABEL_SIZE) for member in data.categories)


def _figure_width(data: ChartData) -> float:
    """Return the width of the widest printed value, in points; 0 for a matrix of marks."""
    if _is_filled_only(data):
        return 0.0
    return widest_value(data)


def _number(data: ChartData, column: int) -> str:
    """Return the number that replaces the head of a column."""
    return digits(column + 1, data.locale)


# Drawing ------------------------------------------------------------------------------------


def _middles(data: ChartData, widths: Sequence[float]) -> Iterator[float]:
    """Yield the middles of the columns in points, the first at the right unless time runs from the
    left."""
    total, used = sum(widths), 0.0
    for wide in widths:
        middle = used + wide / 2
        yield middle if data.options.left_to_right else total - middle
        used += wide


def _draw_heads(
    sheet: Sheet,
    data: ChartData,
    heads: Sequence[Sequence[str]],
    columns: Sequence[float],
    top: float,
) -> float:
    """Write the heads, standing on one line; return where the rows start.

    :param columns: the middle of each column in points.
    """
    tall = top + height(max(len(lines) for lines in heads), SMALL_SIZE)
    for index, (lines, x) in enumerate(zip(heads, columns, strict=True)):
        middle = tall - height(len(lines), SMALL_SIZE) / 2
        sheet.block(
            lines,
            x,
            middle,
            align="center",
            size=SMALL_SIZE,
            weight=SEMIBOLD,
            color=ACCENT,
            mark=data.head_mark(index),
        )
    return tall + 4


def _draw_rows(
    sheet: Sheet, data: ChartData, columns: Sequence[float], left: float, top: float
) -> float:
    """Draw the rows; return their bottom, in points.

    :param columns: the middle of each column in points.
    :param left: the room for their labels and the gap before it, in points.
    """
    labels = label_column([member.label for member in data.categories], left - GAP + 0.5)
    sheet.line(0, top, sheet.width, top, Pen(ACCENT, 0.75))
    y = top
    for row, (lines, tall) in enumerate(
        zip(labels.lines, labels.row_heights(ROW + 1), strict=True)
    ):
        middle = y + tall / 2
        color: Color = INK if data.categories[row].kind == "value" else GREY
        sheet.block(lines, sheet.width, middle, color=color, mark=data.mark(row, "label"))
        for index, x in enumerate(columns):
            _draw_cell(sheet, data, row, index, (x, middle))
        y += tall
        sheet.line(0, y, sheet.width, y, Pen(LINE))
    return y


def _draw_cell(
    sheet: Sheet, data: ChartData, row: int, column: int, place: tuple[float, float]
) -> None:
    """Draw the mark of a cell, or write its value, around a place; a dot where it has none."""
    x, y = place
    name, is_bright = data.mark(row, column), data.is_bright(row, column)
    if not _has_mark(data, row, column):
        sheet.dot(x, y, _DOT, LINE)
    elif _is_filled_only(data):
        sheet.put(_square(name, x, y, _FILL if is_bright else DIM_FILL))
    else:
        color: Color = INK if is_bright else GREY
        sheet.write(data.text(row, column), x, y, align="center", color=color, mark=name)


def _square(name: str, x: float, y: float, fill: Fill) -> Square:
    """Return the mark of a filled cell, around its middle."""
    left, top = x - _MARK / 2, y - _MARK / 2
    return Square(
        id=name,
        values=(1.0,),
        left=left,
        top=top,
        right=left + _MARK,
        bottom=top + _MARK,
        fill=fill,
    )


def _draw_key(sheet: Sheet, data: ChartData, top: float) -> float:
    """Write what each number represents, in one column or two; return where it ends."""
    columns = 2 if sheet.width > 320 else 1
    wide = (sheet.width - (columns - 1) * 18) / columns
    numbers = [_number(data, index) for index in range(len(data.series))]
    indent = max(advance(number, SMALL_SIZE, SEMIBOLD) for number in numbers) + GAP
    entries = [wrap(series.label, wide - indent, SMALL_SIZE) for series in data.series]
    per_column = -(-len(entries) // columns)
    bottom = top
    for index, lines in enumerate(entries):
        if index % per_column == 0:
            y = top
        right = sheet.width - (index // per_column) * (wide + 18)
        first = y + height(1, SMALL_SIZE) / 2
        sheet.write(numbers[index], right, first, size=SMALL_SIZE, weight=SEMIBOLD, color=ACCENT)
        sheet.block(
            lines,
            right - indent,
            y + height(len(lines), SMALL_SIZE) / 2,
            size=SMALL_SIZE,
            color=GREY,
            mark=data.head_mark(index),
        )
        y += height(max(len(lines), 1), SMALL_SIZE) + 2
        bottom = max(bottom, y)
    return bottom
