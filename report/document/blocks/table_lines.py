"""Small lines in the rows of a table of measures: what a brief writes, and the column that they
are in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from report.brief.base import Name, Strict, Text, Words
from report.brief.locate import dotted
from report.document.blocks.chart import (
    DataLink,
    LineView,
    collected_chart,
    data_link,
    drawing_of,
    image_of,
)
from report.errors import ExpressionError, Location
from report.measures.model import Member, Note, Result
from report.measures.query import Asked, DimensionText, Query
from report.messages import page_text
from report.tables.model import Cell, HeadCell, TableModel
from report.tables.pivots import PictureColumn, note_texts

if TYPE_CHECKING:
    from report.charts.grammar.data import ChartData
    from report.document.numbering import BlockPath
    from report.document.rendering import RenderContext

#: The rows of a table with small lines at most.
MOST_ROWS = 100
#: The least and the most of the width of a line, and the air beside it in its cell, in points.
_NARROWEST, _WIDEST, _AIR = 72.0, 150.0, 9.0
#: What the query calls the measure of the lines.
_ALIAS = "line-"

Row = tuple[Member, ...]


class LineColumn(Strict):
    """A column of small lines: a measure over time, in each row."""

    by: Text = Field(description="a dimension of time, such as year(date)")
    measure: Name | None = Field(
        default=None, description="a name from [measures]; default: the first one of the table"
    )
    label: Words | None = Field(
        default=None, description="what the column is called; default: the label of the measure"
    )
    scales: Literal["equal", "own"] = Field(
        default="equal",
        description="whether the lines have one scale, so that their heights compare, or each has "
        "its own; a note says so. The lines of totals have their own",
    )
    baseline: Literal["zero", "data"] = Field(
        default="zero", description="where the scale begins: at zero, or at the least value"
    )
    time: Literal["right-to-left", "left-to-right"] = Field(
        default="right-to-left", description="the direction of time"
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table, before they are drawn.

    :param column: the column of the table; the cells of rows without a value have none.
    :param data: what they are drawn from: a series for each row of the result.
    :param shown: the rows of the result that have a line, in the order of their pictures.
    """

    column: PictureColumn
    data: ChartData
    shown: tuple[int, ...]
    notes: tuple[str, ...]


def read_lines(
    context: RenderContext,
    lines: LineColumn,
    query: Query,
    result: Result,
    locate: Callable[..., Location],
) -> Lines:
    """Return the lines of the rows of a result.

    :param query: the query of the table; the lines are of its rows, with its conditions.
    :param locate: returns the place of a key of the block.
    :raises ExpressionError: ``table-lines-too-many``; what a chart over time raises.
    """
    from report.charts.grammar.runs import last_category
    from report.charts.kinds.sparklines import SPARKLINES
    from report.charts.lines_of_rows import lines_of_rows

    place = locate("line")
    if len(result.rows) > MOST_ROWS:
        values = {"count": len(result.rows), "limit": MOST_ROWS}
        raise ExpressionError.of("table-lines-too-many", place, **values)
    over_time = context.measures.engine.result(_query(lines, query, place))
    context.collected.warnings.add(*over_time.findings)
    options = {"scales": lines.scales, "baseline": lines.baseline, "time": lines.time}
    data = lines_of_rows(over_time, result.rows, context.locale, place, options)
    shown = [row for row in range(len(result.rows)) if last_category(data, row) is not None]
    if shown:
        SPARKLINES.check(data)
    pictures = {row: Cell("", picture=index) for index, row in enumerate(shown)}
    cells = tuple(pictures.get(row, Cell.of(None)) for row in range(len(result.rows)))
    label = lines.label or data.heads[0].label
    head = HeadCell(label, unit=_span(data), room=_NARROWEST)
    notes = note_texts(_new(over_time.notes, result.notes), context.locale)
    return Lines(
        PictureColumn(head, cells), data, tuple(shown), (*notes, *_said(lines, data, result.rows))
    )


def drawn_lines(
    context: RenderContext,
    lines: Lines,
    table: TableModel,
    path: BlockPath,
    locate: Callable[..., Location],
) -> tuple[tuple[LineView | None, ...], DataLink | None]:
    """Return the pictures of the lines, ``None`` for rows that the table does not print, and where
    their data are.

    :param table: the table, or the last of those that share its columns: its last column has the
        lines.
    """
    from report.charts.kinds.sparklines import SPARKLINES, in_cell

    printed = sorted(_pictures(table))
    rows = [lines.shown[index] for index in printed]
    values = SPARKLINES.table(lines.data.only_series(rows))
    views: list[LineView | None] = [None] * len(lines.shown)
    link: DataLink | None = None
    block = context.templates.pages.block(landscape=table.landscape)
    room = min(block.width * (table.columns[-1].width or 0.0) / 100 - _AIR, _WIDEST)
    name = page_text("table.lines-of", table=context.numbering.by_path[path].reference)
    for index, row in zip(printed, rows, strict=True):
        data = in_cell(lines.data, row)
        drawing = drawing_of("sparklines", data, room, context, locate("line"))
        if drawing is None:
            continue
        drawing = replace(drawing, alt=f"{data.series[0].label}، {drawing.alt}")
        key = f"{dotted((*path, 'line'))}#{index + 1}"
        shown = collected_chart(context, key, name, drawing, () if link else values)
        link = link or data_link(context, shown)
        views[index] = LineView(drawing, image_of(drawing), key)
    return tuple(views), link


def _pictures(table: TableModel) -> Iterator[int]:
    """Yield the places of the pictures that a table prints."""
    rows = list(chain.from_iterable(group.rows for group in table.groups))
    rows += [] if table.total is None else [table.total]
    for row in rows:
        yield from (cell.picture for cell in row.cells if cell.picture is not None)


def _query(lines: LineColumn, query: Query, place: Location) -> Query:
    """Return the query of the lines: that of the table, with time as its only columns.

    The measures of the table stay in it, since they rank its rows. Rows that have no value of a
    dimension of the table are left out where the table leaves them out; those that have no time are
    not, so that the same rows are ranked.
    """
    measure = lines.measure or query.measures[0].measure
    asked = Asked(measure=measure, name=_ALIAS, key="line")
    hidden: tuple[str, ...] = ()
    if query.missing == "hide":
        hidden = tuple(map(_is_filled, (*query.rows, *query.columns)))
    return replace(
        query,
        measures=(*query.measures, asked),
        columns=(lines.by,),
        within=(*query.within, *hidden),
        missing="show",
        totals=query.totals - {"rows"},
        sort_columns=(),
        keys={**query.keys, lines.by: "line"},
        locate=lambda key: place if key == "line" else query.locate(key),
    )


def _is_filled(dimension: DimensionText) -> str:
    """Return the condition that rows have a value of a dimension."""
    texts = (dimension,) if isinstance(dimension, str) else dimension
    return " or ".join(f"({text}) is not missing" for text in texts)


def _span(data: ChartData) -> str:
    """Return the first and the last time of the lines: «من 1993 إلى 2020»."""
    placed = [(item.position, item.label) for item in data.categories if item.position is not None]
    if not placed:
        return ""
    start, end = min(placed)[1], max(placed)[1]
    return start if start == end else page_text("chart.between", start=start, end=end)


def _new(notes: Sequence[Note], printed: Sequence[Note]) -> list[Note]:
    """Return the notes that the table does not have itself."""
    return [note for note in notes if note not in printed]


def _said(lines: LineColumn, data: ChartData, rows: Sequence[Row]) -> Iterator[str]:
    """Yield what is said of the lines under the table: their scales, and what has no time."""
    has_total = any(series.kind in ("total", "subtotal") for series in data.series)
    if lines.scales == "own":
        yield page_text("note.own-scales")
    elif has_total and len(rows) > 1:
        yield page_text("note.total-scales")
    timeless = [index for index, member in enumerate(data.categories) if member.position is None]
    if any(data.value(index, row) for index, row in product(timeless, range(len(rows)))):
        label = "، ".join(data.categories[index].label for index in timeless)
        yield page_text("note.lines-off-axis", label=label)
