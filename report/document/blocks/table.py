"""``table``: rows of a table, their counts, or measures by dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from report.brief.asking import AskedMeasure, Asking, Dimensions, ShortForm, idle_key
from report.brief.base import Name, Strict, Text, Where, Words
from report.brief.blocks import LANDSCAPE, Captioned
from report.brief.kinds import keys_of
from report.brief.listed import Listed, check_sums
from report.brief.query import Query
from report.document.blocks.chart import DataLink, LineView
from report.document.blocks.kind import BlockKind
from report.document.blocks.table_lines import LineColumn, drawn_lines, read_lines
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.table_view import limit_notes, table_view
from report.errors import ExpressionError, Location
from report.measures import select
from report.measures.asking import Locate, query_of
from report.measures.engine import Engine
from report.measures.heads import head_findings
from report.measures.model import Result
from report.measures.query import Query as MeasureQuery
from report.measures.query import Totals
from report.nearest import nearest
from report.tables import fitted, limited, listing
from report.tables.pivots import common_unit, note_texts, pivot_table


class Table(Captioned):
    """What every table may have."""

    table: Name
    unit: Words | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)


class Listing(Listed, Table):
    """A table of a table's rows (``columns``)."""

    columns: tuple[Text, ...] = ()
    where: Where = Field(default_factory=dict)
    group: Text | None = None

    @model_validator(mode="after")
    def _has_columns(self) -> Listing:
        if not self.columns:
            raise _ONE_OF
        check_sums(self, self.columns, self.group)
        return self

    def queries(self) -> Iterator[Query]:
        """Yield the rows that are listed."""
        yield Query(table=self.table, where=self.where, columns=self.columns, group=self.group)


#: A table has the rows of its table, or their counts.
_ONE_OF = PydanticCustomError("one_of", "exactly one is wanted", {"keys": "columns, by"})


class MeasureTable(Table, Asking):
    """A table of measures: what is asked of the engine, and by which dimensions."""

    line: Annotated[LineColumn, ShortForm("by")] | None = Field(
        default=None,
        description="a last column of small lines: a dimension of time, such as year(date), or "
        "{ by = …, measure = …, label = … }",
    )

    @property
    def dimensions(self) -> tuple[Dimensions, Dimensions]:
        """The dimensions of the rows, from the outermost, and those across."""
        raise NotImplementedError

    @property
    def keys(self) -> tuple[str, str]:
        """The keys that name the dimensions of the rows and those across."""
        raise NotImplementedError

    @property
    def all_totals(self) -> frozenset[Totals]:
        """The totals that are printed."""
        return frozenset(self.totals)

    def query(self, locate: Locate) -> MeasureQuery:
        """Return what the table asks of the measures.

        :param locate: returns the place of a key of the block.
        :raises ExpressionError: ``bad-show``.
        """
        query = query_of(self, *self.dimensions, locate, table=self.table, keys=self.keys)
        return replace(query, totals=self.all_totals)

    def queries(self) -> Iterator[Query]:
        """Yield the columns that the dimensions name."""
        yield replace(self.row_query(self.table, *self.dimensions), where=self.where)


class CountTable(MeasureTable):
    """A table of the counts of a table's rows by a dimension (``by``), and a second one across
    (``series``)."""

    former: ClassVar[Mapping[str, str]] = {"rows": "by", "columns": "series"}
    #: The one measure is the count of the rows.
    measures: ClassVar[tuple[AskedMeasure, ...]] = ()  # type: ignore[misc]
    totals: ClassVar[tuple[Totals, ...]] = ()  # type: ignore[misc]

    by: Text = Field(description="the dimension of the rows: a column or an expression")
    series: Text | None = Field(
        default=None, description="the dimension across: a column or an expression"
    )
    total: bool = Field(default=False, description="a row of totals, and with series a column")

    @model_validator(mode="after")
    def _series_for_keys(self) -> CountTable:
        if self.sort_columns and self.series is None:
            raise idle_key("sort_columns", "series")
        return self

    @property
    def dimensions(self) -> tuple[Dimensions, Dimensions]:
        """The dimensions of the rows and those across: one of each at most."""
        return ((self.by,),), () if self.series is None else ((self.series,),)

    @property
    def keys(self) -> tuple[str, str]:
        """The keys that name the dimensions of the rows and those across."""
        return "by", "series"

    @property
    def all_totals(self) -> frozenset[Totals]:
        """The totals that are printed."""
        return frozenset({"rows", "columns"}) if self.total else frozenset()


class PivotTable(MeasureTable):
    """A table of measures by dimensions (``rows``, and ``columns`` across)."""

    former: ClassVar[Mapping[str, str]] = {"by": "rows", "series": "columns", "total": "totals"}

    rows: Dimensions = Field(
        default=(),
        description="the dimensions of the rows, from the outermost: columns or expressions; each "
        "but the last makes groups. Without them each measure is a row",
    )
    columns: Dimensions = Field(
        default=(), description="the dimensions across, from the topmost: columns or expressions"
    )

    @model_validator(mode="after")
    def _dimensions_for_keys(self) -> PivotTable:
        if self.line is not None and not self.rows:
            raise idle_key("line", "rows")
        if self.sort_columns and not self.columns:
            raise idle_key("sort_columns", "columns")
        if "groups" in self.totals and len(self.rows) < 2 and len(self.columns) < 2:
            raise idle_key("totals", "rows")
        return self

    @property
    def dimensions(self) -> tuple[Dimensions, Dimensions]:
        """The dimensions of the rows, from the outermost, and those across."""
        return self.rows, self.columns

    @property
    def keys(self) -> tuple[str, str]:
        """The keys that name the dimensions of the rows and those across."""
        return "rows", "columns"

    def measure_names(self) -> Iterator[str]:
        """Yield the measures in the cells."""
        yield from (asked.measure for asked in self.measures)
        if self.line is not None and self.line.measure is not None:
            yield self.line.measure


#: Cells that the template of a table prints within the bounds of the sandbox, its row numbers among
#: them.
MOST_CELLS = 200_000


def _need_short(block: Listing, count: int, where: Location) -> None:
    """Refuse a table whose rows are too many for a loop of a template.

    :param count: the rows that the table would print.
    :raises ExpressionError: ``table-too-long``.
    """
    limit = MOST_CELLS // (len(block.columns) + 1)
    if count > limit:
        raise ExpressionError.of("table-too-long", where, count=count, limit=limit)


#: Columns of figures that a table of measures has at most.
MOST_COLUMNS = 200
#: Cells of a table of measures, which WeasyPrint sets in some three minutes and 1.1 GB of memory.
MOST_CELLS_OF_MEASURES = 40_000


#: The model of a table by the first of these keys that it has.
_MODELS: Mapping[str, type[Table]] = {
    "rows": PivotTable,
    "measures": PivotTable,
    "by": CountTable,
    "columns": Listing,
}


#: By the key of rows and by that of counts: the keys that do nothing without it.
_NEEDED_BY: Mapping[str, tuple[str, ...]] = {
    "columns": ("group", "limit", "sums", "totals"),
    "by": ("series", "total"),
}


class _Table(BlockKind[Table]):
    model = Table
    template = "table"
    views = (LineView, DataLink)

    def models(self) -> Iterable[type[Strict]]:
        return (Listing, CountTable, PivotTable)

    def model_for(self, data: Mapping[str, object]) -> type[Strict]:
        for key, model in _MODELS.items():
            if key in data:
                return model
        own_keys = frozenset().union(*map(keys_of, self.models()))
        meant = (nearest(key, _MODELS) for key in data if key not in own_keys)
        return _MODELS[next(filter(None, meant), "columns")]

    def validated(self, data: Mapping[str, object]) -> Strict:
        model = self.model_for(data)
        if model is CountTable and data.get("columns"):
            raise _ONE_OF
        if model is Listing and "line" in data:
            raise idle_key("line", "rows")
        if model is not PivotTable and ("columns" in data or "by" in data):
            for main_key, keys in _NEEDED_BY.items():
                for key in keys if main_key not in data else ():
                    if data.get(key):
                        raise idle_key(key, main_key)
        return model.model_validate(data)

    def view(self, context: RenderContext, block: Table, path: BlockPath) -> Mapping[str, object]:
        if isinstance(block, MeasureTable):
            return _measures_view(context, block, path)
        assert isinstance(block, Listing)
        return _listing_view(context, block, path)


def _listing_view(context: RenderContext, block: Listing, path: BlockPath) -> Mapping[str, object]:
    place = context.brief.where
    table = context.table(block.table, (*path, "table"))
    selected = select(table, block.where, place(*path, "where"))
    sort_place = place(*path, "sort")
    frame = limited(table, selected, block.sort, block.limit, context.locale, sort_place)
    _need_short(block, len(frame), place(*path, "table"))
    shown = listing(
        table,
        frame,
        block.columns,
        locale=context.locale,
        group=block.group,
        sort=block.sort,
        numbered=False,
        where=place(*path, "columns"),
        sort_place=sort_place,
        sums_place=place(*path, "sums"),
        sums=block.sums,
        totals=block.printed_totals,
    )
    tables = fitted(shown, pages=context.templates.pages, dense=False, landscape=block.landscape)
    notes = limit_notes(context, len(frame), len(selected))
    return table_view(context, path, tables, block.unit, dense=False, notes=notes)


def _measures_view(
    context: RenderContext, block: MeasureTable, path: BlockPath
) -> Mapping[str, object]:
    def locate(*keys: str | int) -> Location:
        return context.brief.where(*path, *keys)

    context.table(block.table, (*path, "table"))
    query = block.query(locate)
    rows, _ = block.dimensions
    engine = context.measures.engine
    result = engine.result(query)
    _need_measure_of(engine, query, block.table, locate("table"))
    context.collected.warnings.add(*result.findings, *head_findings(query, result))
    _need_narrow(result, locate(block.keys[1]))
    _need_few_cells(result, locate(block.keys[0]))
    notes = note_texts(result.notes, context.locale)
    depths = [len(dimension) for dimension in rows]
    if block.line is None:
        lines = None
        shown = pivot_table(result, depths, context.locale)
    else:
        lines = read_lines(context, block.line, query, result, locate)
        shown = pivot_table(result, depths, context.locale, lines.column)
        notes = (*notes, *lines.notes)
    tables = fitted(shown, pages=context.templates.pages, dense=False, landscape=block.landscape)
    view = table_view(
        context,
        path,
        tables,
        block.unit,
        dense=False,
        scale=common_unit(result, by_rows=bool(rows)),
        notes=notes,
    )
    if lines is None:
        return view
    pictures, data = drawn_lines(context, lines, tables[-1], path, locate)
    return {**view, "pictures": pictures, "data": data}


def _need_measure_of(engine: Engine, query: MeasureQuery, table: str, where: Location) -> None:
    """Refuse a table none of whose measures is made from its rows.

    :raises ExpressionError: ``no-measure-of-table``.
    """
    leaves = engine.formulas.leaves(asked.measure for asked in query.measures)
    tables = dict.fromkeys(leaf.table for leaf in leaves)
    if table not in tables:
        listed = tuple(tables)
        raise ExpressionError.of("no-measure-of-table", where, table=table, known=listed)


def _need_narrow(result: Result, where: Location) -> None:
    """Refuse a table of more columns of figures than pages have room for.

    :raises ExpressionError: ``table-too-wide``.
    """
    count = len(result.columns) * len(result.measures)
    if count > MOST_COLUMNS:
        raise ExpressionError.of("table-too-wide", where, count=count, limit=MOST_COLUMNS)


def _need_few_cells(result: Result, where: Location) -> None:
    """Refuse a table of more rows than are laid out in a few minutes.

    :raises ExpressionError: ``table-of-measures-too-long``.
    """
    width = len(result.columns) * len(result.measures) + len(result.row_dimensions) + 1
    limit = MOST_CELLS_OF_MEASURES // width
    if len(result.rows) > limit:
        count = len(result.rows)
        raise ExpressionError.of("table-of-measures-too-long", where, count=count, limit=limit)


TABLE = _Table()
