"""Blocks to HTML: each kind of block has a template, and one function here that fills it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from report import arabic
from report.brief import LoadedBrief, blocks
from report.brief.locate import dotted
from report.cache.memory import recall
from report.charts import ChartData, ChartDrawing, ChartKind, OverlayText, draw
from report.document.chart_data import chart_data, find_measure
from report.document.context import ChartView, DataFileView, FigureView, NoteView, SourceView
from report.document.expressions import Expressions, printed
from report.document.model import ReplacedSign
from report.document.numbering import BlockPath, Numbering
from report.document.prose import Prose
from report.document.quality_view import quality_parts
from report.document.room import AROUND_CHART, figure_rows
from report.document.sheets import Templates
from report.errors import BriefError, ExpressionError, Finding, Severity, Where
from report.intake.model import EventTable
from report.measures import Measure, RowSet, select
from report.rows import Rows
from report.tables import (
    LEAST,
    LONG,
    LongTable,
    TableModel,
    counts,
    fitted,
    listing,
    long_table,
    opening,
    value_text,
    whole,
)
from report.tables.model import Cell, Group, HeadCell, Row

#: How many runs of row numbers the method prints of a measure; provenance.json, inside the edition, has them all.
MOST_RUNS = 12


@dataclass(frozen=True, slots=True)
class Views:
    """Everything a block is rendered from."""

    brief: LoadedBrief
    tables: Mapping[str, EventTable]
    measures: Mapping[str, Measure]
    numbering: Numbering
    expressions: Expressions
    prose: Prose
    templates: Templates
    replaced: tuple[ReplacedSign, ...] = ()
    without: frozenset[BlockPath] = frozenset()
    registers: dict[str, BlockPath] = field(default_factory=dict)
    warnings: list[Finding] = field(default_factory=list)
    long: dict[str, LongTable] = field(default_factory=dict)
    landscape: set[BlockPath] = field(default_factory=set)

    @property
    def locale(self) -> str:
        """The brief's locale, with its digits."""
        return self.brief.model.brief.locale

    def render(self, block: blocks.Block, path: BlockPath) -> Markup:
        """Return a block's HTML.

        :raises MujazError: whatever is wrong with it, with its place.
        """
        self.expressions.block = dotted(path)
        values = _VIEWS[type(block)](self, block, path)
        name = _TEMPLATES[type(block)]
        captioned = self._caption(block, path) if isinstance(block, blocks.Captioned) else {}
        return Markup(
            self.templates.render(f"blocks/{name}.html", key=dotted(path), **captioned, **values)
        )

    def inline(self, text: str, path: BlockPath, *, notes: bool = True) -> Markup:
        """Return one line of Markdown from ``brief.toml``, its expressions evaluated, with its footnotes or without."""
        return self.prose.inline(text, self.brief.where(*path), notes=notes)

    def _caption(self, block: blocks.Captioned, path: BlockPath) -> dict[str, Any]:
        source = None
        if block.source is not None:
            spec = self.brief.model.sources.get(block.source)
            if spec is None:
                known = "، ".join(self.brief.model.sources)
                raise BriefError.of(
                    "unknown-source",
                    self.brief.where(*path, "source"),
                    given=block.source,
                    known=known,
                )
            source = spec.short or spec.title
        return {
            "entry": self.numbering.by_path[path],
            "caption": self.inline(block.caption, (*path, "caption")),
            "finding": self.inline(block.title, (*path, "title")) if block.title else None,
            "source": source,
            "note": self.inline(block.note, (*path, "note")) if block.note else None,
        }

    def printed(self, measure: Measure) -> str:
        """Return a measure as it is printed in a block that is being rendered."""
        return self.expressions.note(measure, printed(measure, self.locale))

    def table(self, name: str, path: BlockPath) -> EventTable:
        """Return a table by name, or raise ``unknown-table``."""
        if name not in self.tables:
            raise ExpressionError.of(
                "unknown-table", self.brief.where(*path), given=name, known="، ".join(self.tables)
            )
        return self.tables[name]


def _prose(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    where = views.brief.where(*path, "prose")
    text = views.brief.read_text(block.prose, where)
    file = Where(file=str(Path(views.brief.folder) / block.prose), line=1)
    return {"html": views.prose.blocks(text, file)}


def _note(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    return {
        "html": views.prose.blocks(block.note, views.brief.where(*path, "note")),
        "block": NoteView.of(block),
    }


def _figures(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    figures = []
    for index, figure in enumerate(block.figures):
        at = (*path, "figures", index)
        measure = find_measure(views.measures, figure.measure, views.brief, (*at, "measure"))
        label = views.inline(figure.label or measure.label, (*at, "label"))
        detail = views.inline(figure.detail, (*at, "detail")) if figure.detail else None
        figures.append(FigureView(views.printed(measure), label, detail))
    size, per_row = figure_rows(
        [figure.value for figure in figures], views.templates.pages.portrait.width
    )
    rows = [tuple(figures[at : at + per_row]) for at in range(0, len(figures), per_row)]
    return {"rows": rows, "size": size}


def _chart(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    data = chart_data(block, path, views.brief, views.tables, views.measures)
    try:
        drawing = _drawing(block.chart, data, views.templates.chart_width(block.width), views)
    except ExpressionError as error:
        from dataclasses import replace

        where = views.brief.where(*path, "chart")
        if all(finding.rule == "chart-empty" for finding in error.findings):
            views.warnings.append(Finding("chart-empty", where, severity=Severity.WARNING))
            return {"block": ChartView.of(block), "drawing": None, "image": None}
        raise ExpressionError(
            *(replace(finding, where=where) for finding in error.findings)
        ) from error
    for spec in block.groups:
        measure = views.measures[spec.measure]
        views.expressions.note(measure, arabic.number(measure.value, views.locale))
    svg = base64.b64encode(drawing.svg.encode("utf-8")).decode("ascii")
    return {
        "block": ChartView.of(block),
        "drawing": drawing,
        "image": f"data:image/svg+xml;base64,{svg}",
    }


def _drawing(kind: ChartKind, data: ChartData, width: float, views: Views) -> ChartDrawing:
    """Return a chart as it was drawn before of the same data, or draw it."""
    locale, palette = views.locale, views.templates.palette
    tallest = views.templates.pages.portrait.height - AROUND_CHART

    def drawn() -> dict[str, Any]:
        shown = draw(
            kind,
            data,
            width=width,
            tallest=tallest,
            number=lambda value: arabic.number(value, locale),
            palette=palette,
        )
        return asdict(shown)

    made = recall("chart", lambda: (kind, data, width, tallest, locale, palette), drawn)
    return ChartDrawing(**{**made, "texts": tuple(OverlayText(**text) for text in made["texts"])})


def _listing(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    table = views.table(block.table, (*path, "table"))
    frame = select(table, block.where, views.brief.where(*path, "where"))
    if block.by is not None:
        where = views.brief.where(*path, "by")
        shown = counts(
            table,
            frame,
            by=block.by,
            series=block.series,
            locale=views.locale,
            total=block.total,
            where=where,
        )
    else:
        where = views.brief.where(*path, "columns")
        shown = listing(
            table, frame, block.columns,
            locale=views.locale, group=block.group, sort=block.sort, numbered=False, where=where,
        )  # fmt: skip
    return _tables(
        views,
        path,
        fitted(shown, pages=views.templates.pages, dense=False, landscape=block.landscape),
        block.unit,
        dense=False,
    )


def _register(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    table = views.table(block.register_, (*path, "register"))
    frame = select(table, block.where, views.brief.where(*path, "where"))
    where = views.brief.where(*path, "columns")
    how: Any = {"locale": views.locale, "group": block.group, "sort": block.sort, "where": where}
    if block.lane == "auto" and len(frame) < LONG:
        shown = listing(table, frame, block.columns, numbered=True, **how)
        # A row is named once, in the first register of its table.
        first = views.registers.setdefault(table.name, path) == path
        anchor = f"row-{table.name}" if first else None
        parts = fitted(shown, pages=views.templates.pages, dense=True, landscape=block.landscape)
        return _tables(views, path, parts, block.unit, dense=True, anchor=anchor)
    rows = long_table(
        table, frame, block.columns, pages=views.templates.pages, landscape=block.landscape, **how
    )
    beside = block.lane != "weasyprint" and len(frame) >= LEAST
    keys = [dotted(path) if at == 0 else f"{dotted(path)}#{at + 1}" for at in range(len(rows))]
    if beside:
        views.long.update(zip(keys, rows, strict=True))
    parts = tuple(opening(one) if beside else whole(one) for one in rows)
    return _tables(views, path, parts, block.unit, dense=True, registers=keys if beside else ())


def _tables(
    views: Views,
    path: BlockPath,
    parts: Sequence[TableModel],
    unit: str | None,
    *,
    dense: bool,
    anchor: str | None = None,
    registers: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what the template of tables is filled with.

    :param parts: the table, or those that share its columns.
    :param dense: whether it is set small, as registers are.
    :param anchor: what the names of the rows begin with, where they have names.
    :param registers: the keys of the registers whose other rows are set beside the document, one of each part.
    """
    if parts[0].landscape:
        views.landscape.add(path)
    return {"tables": parts, "unit": unit, "anchor": anchor, "dense": dense, "registers": registers}


def _method(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    heads = (HeadCell("المؤشر", width=27), HeadCell("القيمة", numeric=True, width=9), HeadCell("القاعدة", width=40),
             HeadCell("الصفوف", width=24))  # fmt: skip
    rows = []
    for measure in views.measures.values():
        value = views.printed(measure)
        cells = (
            Cell(measure.label),
            Cell(value),
            Cell(measure.rule),
            Cell(_rows_text(measure.rows, views)),
        )
        rows.append(Row(cells))
        for name, part in measure.parts.items():
            cells = (
                Cell(f"منها: {name}"),
                Cell(views.printed(part)),
                Cell(""),
                Cell(_rows_text(part.rows, views)),
            )
            rows.append(Row(cells))
    model = TableModel(heads, (Group(None, tuple(rows)),))
    return _tables(
        views, path, fitted(model, pages=views.templates.pages, dense=True), None, dense=True
    )


def _quality(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    chosen = (
        views.tables.values()
        if block.quality == "all"
        else [views.table(block.quality, (*path, "quality"))]
    )
    return {
        "parts": quality_parts(
            list(chosen), views.locale, views.templates.pages, _replaced_in(views, block.quality)
        )
    }


def _replaced_in(views: Views, chosen: str) -> tuple[ReplacedSign, ...]:
    """Return the replaced signs of a table, or of the whole brief."""
    return tuple(sign for sign in views.replaced if chosen in ("all", sign.table))


def _rows_text(rows: tuple[RowSet, ...], views: Views) -> str:
    """Return row numbers as runs: «اللقاءات: 2–10، 14»."""
    merged: dict[str, Rows] = {}
    for rowset in rows:
        merged[rowset.table] = merged.get(rowset.table, Rows()).union(rowset.rows)
    texts = []
    for name, numbers in merged.items():
        table = views.tables[name]
        for file, here in table.places(numbers):
            of_file = f" ({arabic.isolate_plain(file)})" if file else ""
            texts.append(
                f"{table.label}{of_file}: {'، '.join(_runs(here, views.locale)) or 'لا صفوف'}"
            )
    return "؛ ".join(texts)


def _runs(numbers: Rows, locale: str) -> list[str]:
    """Return the first runs of row numbers as texts; a last text says how many rows follow, and where to find them."""
    shown = numbers.runs[:MOST_RUNS]
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in shown]
    found = [arabic.digits(text, locale) for text in texts]
    rest = len(numbers) - sum(last - first + 1 for first, last in shown)
    if rest:
        rows = arabic.counted(rest, "صف", lexicon=arabic.Lexicon.shipped(), locale=locale)
        found.append(f"و{rows} أخرى يذكرها الملف المرفق provenance.json")
    return found


def _sources(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    sources = [SourceView.of(source) for source in views.brief.model.sources.values()]
    files = [file for table in views.tables.values() for file in DataFileView.all_of(table)]
    return {"sources": sources, "files": files}


def _index(views: Views, block: Any, path: BlockPath) -> dict[str, Any]:
    """The entries are known only when every section is rendered: the composer puts them in this place."""
    for index, column in enumerate(block.index):
        index_terms(views, column, (*path, "index", index))
    return {"placeholder": Markup(index_place(path))}


def index_place(path: BlockPath) -> str:
    """Return what stands in the HTML for the index at ``path`` until its entries are known."""
    return f"<!--index {dotted(path)}-->"


def row_place(key: str) -> str:
    """Return what stands in the probe of the register ``key`` until the rows are known that links lead to."""
    return f"<!--rows {key}-->"


def index_terms(views: Views, column: str, path: BlockPath) -> list[str]:
    """Return the values of a column given as ``TABLE.COLUMN``.

    :raises ExpressionError: ``unknown-table`` or ``unknown-column``.
    """
    from report.measures import require_column

    name, _, key = column.partition(".")
    table = views.table(name, path)
    require_column(table, key, views.brief.where(*path))
    return [
        value_text(value, table.columns[key], views.locale)
        for value in table.frame[key].dropna().unique()
    ]


_View = Callable[[Views, Any, BlockPath], dict[str, Any]]
_VIEWS: dict[type[blocks.Block], _View] = {
    blocks.Prose: _prose,
    blocks.Note: _note,
    blocks.KeyFigures: _figures,
    blocks.Chart: _chart,
    blocks.Listing: _listing,
    blocks.Register: _register,
    blocks.Method: _method,
    blocks.Quality: _quality,
    blocks.Sources: _sources,
    blocks.Index: _index,
}
_TEMPLATES: dict[type[blocks.Block], str] = {
    blocks.Prose: "prose",
    blocks.Note: "note",
    blocks.KeyFigures: "figures",
    blocks.Chart: "chart",
    blocks.Listing: "table",
    blocks.Register: "table",
    blocks.Method: "table",
    blocks.Quality: "quality",
    blocks.Sources: "sources",
    blocks.Index: "index",
}
