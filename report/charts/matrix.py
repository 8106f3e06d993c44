"""A matrix: rows by columns, a mark where the source says so and a faint dot where it says
nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Literal

from pydantic import Field

from report.brief.base import Text
from report.charts.asked import AskingChart, ask, series_data, table_of
from report.charts.check import MOST_CATEGORIES, check_count, check_labels
from report.charts.grammar.marks import Square
from report.charts.kind import ChartContext, ChartKind
from report.charts.layout import axis_title, label_column, too_narrow
from report.charts.lettering import advance, height, longest_end, longest_word, one_line, wrap
from report.charts.model import MatrixData, mark
from report.charts.numbers import Number
from report.charts.overlay import Sheet
from report.charts.palette import Color
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
from report.errors import ExpressionError
from report.measures import Provenance
from report.messages import page_text

MOST_COLUMNS = 40

_MARK = 8.5
_DOT = 1.1
_HEAD_AIR = 5.0
_NARROWEST = 12.0
#: The space between two printed values.
_FIGURE_AIR = 3.0
#: The least part of the width that row labels keep, and the most that they take.
_LEAST_SHARE, _MOST_SHARE = 0.26, 0.42


def _draw(sheet: Sheet, data: MatrixData, number: Number) -> float:
    """Draw the matrix, column heads above in level lines; return the height in points.

    Heads are broken between words, then between the ends of a range («1990-1999»). Those that
    would have to be broken elsewhere give way to numbers, explained under the matrix.

    :raises ExpressionError: ``chart-too-narrow`` when not even numbers fit.
    """
    figures = _figure_width(data)
    widths = None
    for narrowest in (longest_word, longest_end):
        needed = [
            max(narrowest(column, SMALL_SIZE, SEMIBOLD), figures) + _HEAD_AIR
            for column in data.columns
        ]
        widths = widths or _column_widths(data, needed, sheet.width)
    keyed = widths is None
    widths = widths or _numbered_widths(data, figures, sheet.width)
    heads = [
        (number(index + 1),)
        if keyed
        else wrap(column, wide - _HEAD_AIR + 0.5, SMALL_SIZE, SEMIBOLD)
        for index, (column, wide) in enumerate(zip(data.columns, widths, strict=True))
    ]
    top = axis_title(sheet, data.unit, sheet.width, 0.0)
    top = _draw_heads(sheet, data, heads, widths, top)
    bottom = _draw_rows(sheet, data, widths, top)
    return _draw_key(sheet, data, bottom + GAP + 2, number) if keyed else bottom


def _column_widths(data: MatrixData, needed: Sequence[float], width: float) -> list[float] | None:
    """Return equal widths if the words fit them, else widths by need, else ``None``."""
    count = len(data.columns)
    natural = _label_width(data)
    least = min(natural, width * _LEAST_SHARE) + GAP
    if count * max(needed) <= width - least:
        labels = min(natural, width * _MOST_SHARE, width - GAP - count * max(needed)) + GAP
        return [(width - labels) / count] * count
    if sum(needed) <= width - least:
        spare = (width - least - sum(needed)) / count
        return [need + spare for need in needed]
    return None


def _numbered_widths(data: MatrixData, figures: float, width: float) -> list[float]:
    """Return equal widths for heads that are numbers; row labels get what they need, at most what
    leaves the columns room.

    :param figures: the width of the widest printed value.
    :raises ExpressionError: ``chart-too-narrow``.
    """
    count = len(data.columns)
    natural = _label_width(data)
    for share in (_MOST_SHARE, _LEAST_SHARE):
        room = (width - min(natural, width * share) - GAP) / count
        if room >= max(_NARROWEST, figures + _FIGURE_AIR):
            return [room] * count
    raise too_narrow()


def _label_width(data: MatrixData) -> float:
    """Return the width of the widest row label on one line, in points."""
    return max(advance(one_line(row), LABEL_SIZE) for row in data.rows)


def _figure_width(data: MatrixData) -> float:
    """Return the width of the widest printed value, in points; 0 for a matrix of marks."""
    texts = chain.from_iterable(data.texts)
    return max((advance(text, LABEL_SIZE) for text in texts), default=0.0)


def _head(data: MatrixData, *place: int | str) -> str:
    """Return the mark of a head; none in a matrix of values, which have their own."""
    name = mark(*place)
    return name if name in data.marks else ""


def _draw_heads(
    sheet: Sheet,
    data: MatrixData,
    heads: Sequence[Sequence[str]],
    widths: Sequence[float],
    top: float,
) -> float:
    """Write the heads, standing on one line, from the right; return where the rows start."""
    tall = top + height(max(len(lines) for lines in heads), SMALL_SIZE)
    x = sum(widths)
    for column, (lines, wide) in enumerate(zip(heads, widths, strict=True)):
        middle = tall - height(len(lines), SMALL_SIZE) / 2
        sheet.block(
            lines,
            x - wide / 2,
            middle,
            align="center",
            size=SMALL_SIZE,
            weight=SEMIBOLD,
            color=ACCENT,
            mark=_head(data, "head", column),
        )
        x -= wide
    return tall + 4


def _draw_rows(sheet: Sheet, data: MatrixData, widths: Sequence[float], top: float) -> float:
    labels = label_column(data.rows, sheet.width - sum(widths) - GAP + 0.5)
    sheet.line(0, top, sheet.width, top, Pen(ACCENT, 0.75))
    y = top
    for row, (lines, tall) in enumerate(
        zip(labels.lines, labels.row_heights(ROW + 1), strict=True)
    ):
        middle = y + tall / 2
        color: Color = GREY if data.row_kinds and data.row_kinds[row] != "value" else INK
        sheet.block(lines, sheet.width, middle, color=color, mark=_head(data, row, "label"))
        x = sum(widths)
        for column, wide in enumerate(widths):
            if data.texts and (row, column) in data.cells:
                text, name = data.texts[row][column], mark(row, column)
                sheet.write(text, x - wide / 2, middle, align="center", mark=name)
            elif (row, column) in data.cells:
                sheet.put(_square(mark(row, column), x - wide / 2, middle))
            else:
                sheet.dot(x - wide / 2, middle, _DOT, LINE)
            x -= wide
        y += tall
        sheet.line(0, y, sheet.width, y, Pen(LINE))
    return y


def _square(name: str, x: float, y: float) -> Square:
    """Return the mark of a filled cell, around its middle."""
    left, top = x - _MARK / 2, y - _MARK / 2
    return Square(
        id=name,
        values=(1.0,),
        left=left,
        top=top,
        right=left + _MARK,
        bottom=top + _MARK,
        fill=Fill(ACCENT),
    )


def _draw_key(sheet: Sheet, data: MatrixData, top: float, number: Number) -> float:
    """Write what each number represents, in one column or two; return where it ends."""
    columns = 2 if sheet.width > 320 else 1
    wide = (sheet.width - (columns - 1) * 18) / columns
    indent = (
        max(advance(number(index + 1), SMALL_SIZE, SEMIBOLD) for index in range(len(data.columns)))
        + GAP
    )
    entries = [wrap(column, wide - indent, SMALL_SIZE) for column in data.columns]
    per_column = -(-len(entries) // columns)
    bottom = top
    for index, lines in enumerate(entries):
        if index % per_column == 0:
            y = top
        right = sheet.width - (index // per_column) * (wide + 18)
        first = y + height(1, SMALL_SIZE) / 2
        sheet.write(number(index + 1), right, first, size=SMALL_SIZE, weight=SEMIBOLD, color=ACCENT)
        sheet.block(
            lines,
            right - indent,
            y + height(len(lines), SMALL_SIZE) / 2,
            size=SMALL_SIZE,
            color=GREY,
            mark=_head(data, "head", index),
        )
        y += height(max(len(lines), 1), SMALL_SIZE) + 2
        bottom = max(bottom, y)
    return bottom


class Matrix(AskingChart):
    """Values of one column by those of another: a mark where a row has both, or a measure."""

    chart: Literal["matrix"]
    series: Text = Field(description="the dimension across: a column or an expression")


class _Matrix(ChartKind[Matrix, MatrixData]):
    model = Matrix
    data_type = MatrixData

    def data(self, chart: Matrix, context: ChartContext) -> MatrixData:
        if not chart.measures:
            return _filled(chart, context)
        table = table_of(chart, ask(chart, context), context, MOST_CATEGORIES)
        shown = series_data(table, context.locale, chart.unit)
        return MatrixData(
            rows=shown.categories,
            columns=shown.series,
            cells=frozenset(
                (row, column)
                for row, line in enumerate(table.cells)
                for column, cell in enumerate(line)
                if cell.value is not None
            ),
            texts=shown.texts,
            row_kinds=shown.category_kinds,
            unit=shown.axis_label,
            notes=shown.notes,
            marks=shown.marks,
        )

    def marks(self, data: MatrixData) -> Mapping[str, Provenance]:
        """Return where each printed value comes from."""
        return data.marks

    def notes(self, data: MatrixData) -> Iterable[str]:
        """Return what is said under the matrix."""
        return data.notes

    def check(self, data: MatrixData) -> None:
        """Check the data of a matrix.

        :raises ExpressionError: ``chart-empty``, ``chart-shape``, ``chart-too-many`` or
            ``chart-label-long``.
        """
        check_count(len(data.rows))
        check_count(len(data.columns), MOST_COLUMNS)
        check_labels((*data.rows, *data.columns))
        for row, column in data.cells:
            if not (0 <= row < len(data.rows) and 0 <= column < len(data.columns)):
                needed = f"{len(data.rows)} × {len(data.columns)}"
                raise ExpressionError.of("chart-shape", given=f"({row}, {column})", needed=needed)

    def draw(self, sheet: Sheet, data: MatrixData, number: Number) -> float:
        return _draw(sheet, data, number)

    def alt(self, data: MatrixData, number: Number) -> str:
        """Return the columns, then each row with the columns that it is marked in."""
        rows = []
        for index, row in enumerate(data.rows):
            marked = [
                f"{column} {data.texts[index][place]}" if data.texts else column
                for place, column in enumerate(data.columns)
                if (index, place) in data.cells
            ]
            rows.append(f"{row}: {'، '.join(marked) or page_text('chart.matrix.none')}")
        columns = "، ".join(data.columns)
        return one_line(page_text("chart.matrix", columns=columns, rows="؛ ".join(rows)))

    def size(self, data: MatrixData) -> int:
        return len(data.rows)


def _filled(chart: Matrix, context: ChartContext) -> MatrixData:
    """Return a matrix whose cells are filled where a row of the table has both values.

    Rows that the source leaves open in ``series`` fill no cell. Each head leads to all of its rows.
    """
    result = ask(chart, context, totals=frozenset({"rows", "columns"}))
    table = table_of(chart, result, context, MOST_CATEGORIES)
    shown = series_data(table, context.locale, chart.unit)
    stated = [column for column, (_, kind) in enumerate(table.heads) if kind != "missing"]
    columns = tuple(shown.series[column] for column in stated)
    heads = {mark(row, "label"): cell for row, cell in enumerate(table.totals)}
    labels = dict(zip(heads, shown.categories, strict=True))
    for place, column in enumerate(stated):
        heads[mark("head", place)] = table.series_totals[column]
        labels[mark("head", place)] = columns[place]
    return MatrixData(
        rows=shown.categories,
        columns=columns,
        cells=frozenset(
            (row, place)
            for row, line in enumerate(table.cells)
            for place, column in enumerate(stated)
            if line[column].value
        ),
        row_kinds=shown.category_kinds,
        unit=chart.unit or "",
        notes=shown.notes,
        marks={name: replace(cell.provenance, label=labels[name]) for name, cell in heads.items()},
    )


MATRIX = _Matrix()
