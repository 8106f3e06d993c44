"""``method``: every measure with its rule, its value and its rows, every declared number with its
source, and every chart with the file of its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from report import arabic
from report.brief.blocks import Captioned
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.table_view import table_view
from report.document.typed_numbers import declared_places
from report.measures import Measure, TableRows
from report.messages import page_text
from report.rows import RowRanges
from report.tables import Cell, Group, HeadCell, Row, TableModel, fitted

#: How many runs of row numbers are printed of a measure; provenance.json, inside the edition, has
#: them all.
MOST_RUNS = 12
_HEADS = (
    HeadCell(page_text("method.measure"), width=22),
    HeadCell(page_text("method.value"), numeric=True),
    HeadCell(page_text("method.rule"), width=36),
    HeadCell(page_text("method.rows")),
)


class Method(Captioned):
    """Every measure: its rule, its value, its rows. Every declared number: its source. Every chart:
    the file with its data."""

    method: Literal["measures"]


class _Method(BlockKind[Method]):
    model = Method
    template = "table"

    def view(self, context: RenderContext, block: Method, path: BlockPath) -> Mapping[str, object]:
        groups = [Group(None, tuple(_rows(context)))]
        if context.declared:
            groups.append(Group(page_text("method.typed"), tuple(_declared_rows(context))))
        charts = tuple(_chart_rows(context))
        if charts:
            groups.append(Group(page_text("method.charts"), charts))
        model = TableModel(_HEADS, tuple(groups))
        tables = fitted(model, pages=context.templates.pages, dense=True)
        anchor = context.numbering.by_path[path].anchor
        return table_view(context, path, tables, None, dense=True, anchor=anchor)


def _rows(context: RenderContext) -> Iterator[Row]:
    for measure in context.measures.values():
        yield _row(context, measure, measure.label, measure.rule)
        for name, child in measure.parts.items():
            yield _row(context, child, page_text("method.part", name=name), "")


def _declared_rows(context: RenderContext) -> Iterator[Row]:
    """Yield a row for each declared number: the section that contains it, and its source."""
    sources = context.brief.model.sources
    declared = dict.fromkeys(
        (place, number.value, sources[number.source].title)
        for number, place in declared_places(context.brief, context.numbering, context.declared)
        if number.source in sources
    )
    for place, value, title in declared:
        shown = value if isinstance(value, str) else arabic.number(value, context.locale)
        rule = page_text("method.from-source", source=title)
        yield Row((Cell(place), Cell(shown), Cell(rule), Cell.of(None)))


def _chart_rows(context: RenderContext) -> Iterator[Row]:
    """Yield a row for each chart that has a table of data: the file, and how many rows it has."""
    noun, lexicon = page_text("noun.row"), arabic.Lexicon.shipped()
    for chart in context.collected.charts:
        if chart.table:
            file = page_text("method.chart-file", file=chart.file_name)
            count = len(chart.table) - 1
            rows = arabic.counted(count, noun, lexicon=lexicon, locale=context.locale)
            cells = (Cell(chart.name), Cell(""), Cell(file), Cell(rows))
            yield Row(cells, number=chart.number)


def _row(context: RenderContext, measure: Measure, label: str, rule: str) -> Row:
    value, rows = context.printed(measure), _rows_text(measure.rows, context)
    return Row((Cell(label), Cell(value, provenance=measure.provenance), Cell(rule), Cell(rows)))


def _rows_text(rows: tuple[TableRows, ...], context: RenderContext) -> str:
    """Return row numbers as runs: «اللقاءات: 2–10، 14»."""
    merged: dict[str, RowRanges] = {}
    for rowset in rows:
        merged[rowset.table] = merged.get(rowset.table, RowRanges()).union(rowset.rows)
    texts = []
    for name, numbers in merged.items():
        table = context.tables[name]
        for file, own_rows in table.places(numbers):
            of_file = f" ({arabic.isolate_plain(file)})" if file else ""
            runs = "، ".join(_runs(own_rows, context.locale)) or page_text("method.no-rows")
            texts.append(f"{table.label}{of_file}: {runs}")
    return "؛ ".join(texts)


def _runs(numbers: RowRanges, locale: str) -> list[str]:
    """Return the first runs of row numbers as texts; a last text says how many rows follow, and
    where to find them."""
    shown = numbers.runs[:MOST_RUNS]
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in shown]
    numbers_text = [arabic.digits(text, locale) for text in texts]
    rest = len(numbers) - sum(last - first + 1 for first, last in shown)
    if rest:
        noun = page_text("noun.row")
        rows = arabic.counted(rest, noun, lexicon=arabic.Lexicon.shipped(), locale=locale)
        numbers_text.append(page_text("method.more-rows", rows=rows))
    return numbers_text


METHOD = _Method()
