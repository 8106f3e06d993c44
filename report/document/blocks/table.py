"""``table``: rows of a table, their counts, or measures by dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from report.brief.asking import Asking, Dimensions, idle_key
from report.brief.base import Name, Strict, Text, Where, Words
from report.brief.blocks import LANDSCAPE, Captioned
from report.brief.listed import Listed, check_sums
from report.brief.query import Query
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.table_view import limit_notes, table_view
from report.errors import ExpressionError, Location
from report.measures import select
from report.measures.asking import query_of
from report.measures.engine import Engine
from report.measures.model import Result
from report.measures.query import Query as MeasureQuery
from report.tables import counts, fitted, limited, listing
from report.tables.pivots import common_unit, note_texts, pivot_table


class Table(Captioned):
    """What every table may have."""

    table: Name
    unit: Words | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)


class Listing(Listed, Table):
    """A table of a table's rows (``columns``) or of their counts (``by``, and ``series``
    across)."""

    columns: tuple[Text, ...] = ()
    by: Text | None = None
    series: Text | None = None
    where: Where = Field(default_factory=dict)
    group: Text | None = None
    total: bool = False

    @model_validator(mode="after")
    def _rows_or_counts(self) -> Listing:
        if bool(self.columns) == bool(self.by):
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "columns, by"})
        of_rows = ("sort", "group", "limit", "sums", "totals")
        idle = of_rows if self.by else ("series", "total")
        for key in idle:
            if getattr(self, key):
                missing_key = "columns" if self.by else "by"
                values = {"key": key, "wanted": missing_key}
                raise PydanticCustomError("idle_key", "the key does nothing here", values)
        check_sums(self, self.columns, self.group)
        return self

    def queries(self) -> Iterator[Query]:
        """Yield the rows or the counts that are listed."""
        yield Query(
            table=self.table,
            where=self.where,
            columns=self.columns,
            group=self.group,
            by=self.by,
            series=self.series,
            total=self.total,
        )


class PivotTable(Table, Asking):
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
        if self.sort_columns and not self.columns:
            raise idle_key("sort_columns", "columns")
        if "groups" in self.totals and len(self.rows) < 2 and len(self.columns) < 2:
            raise idle_key("totals", "rows")
        return self

    def queries(self) -> Iterator[Query]:
        """Yield the columns that the dimensions name."""
        yield self.row_query(self.table, self.rows, self.columns)


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


class _Table(BlockKind[Table]):
    model = Table
    template = "table"

    def models(self) -> Iterable[type[Strict]]:
        return (Listing, PivotTable)

    def model_for(self, data: Mapping[str, Any]) -> type[Strict]:
        is_pivot = any(key in data for key in ("rows", "measures"))
        return PivotTable if is_pivot else Listing

    def view(self, context: RenderContext, block: Table, path: BlockPath) -> Mapping[str, object]:
        if isinstance(block, PivotTable):
            return _pivot_view(context, block, path)
        assert isinstance(block, Listing)
        return _listing_view(context, block, path)


def _listing_view(context: RenderContext, block: Listing, path: BlockPath) -> Mapping[str, object]:
    place = context.brief.where
    table = context.table(block.table, (*path, "table"))
    selected = select(table, block.where, place(*path, "where"))
    sort_place = place(*path, "sort")
    frame = limited(table, selected, block.sort, block.limit, context.locale, sort_place)
    if block.by is not None:
        shown = counts(
            table,
            frame,
            by=block.by,
            series=block.series,
            locale=context.locale,
            total=block.total,
            where=place(*path, "by"),
            conditions=block.where,
        )
    else:
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
            sums=block.sums,
            totals=block.printed_totals,
        )
    tables = fitted(shown, pages=context.templates.pages, dense=False, landscape=block.landscape)
    notes = limit_notes(context, len(frame), len(selected))
    return table_view(context, path, tables, block.unit, dense=False, notes=notes)


def _pivot_view(context: RenderContext, block: PivotTable, path: BlockPath) -> Mapping[str, object]:
    def locate(*keys: str | int) -> Location:
        return context.brief.where(*path, *keys)

    context.table(block.table, (*path, "table"))
    query = query_of(block, block.rows, block.columns, locate, table=block.table)
    engine = context.measures.engine
    result = engine.result(query)
    _need_measure_of(engine, query, block.table, locate("table"))
    context.collected.warnings.extend(result.findings)
    _need_narrow(result, locate("columns"))
    _need_few_cells(result, locate("rows"))
    shown = pivot_table(result, [len(dimension) for dimension in block.rows], context.locale)
    tables = fitted(shown, pages=context.templates.pages, dense=False, landscape=block.landscape)
    return table_view(
        context,
        path,
        tables,
        block.unit,
        dense=False,
        scale=common_unit(result, by_rows=bool(block.rows)),
        notes=note_texts(result.notes, context.locale),
    )


def _need_measure_of(engine: Engine, query: MeasureQuery, table: str, where: Location) -> None:
    """Refuse a table none of whose measures is made from its rows.

    :raises ExpressionError: ``no-measure-of-table``.
    """
    leaves = engine.formulas.leaves(asked.measure for asked in query.measures)
    tables = dict.fromkeys(leaf.table for leaf in leaves)
    if table not in tables:
        listed = "، ".join(tables)
        raise ExpressionError.of("no-measure-of-table", where, table=table, known=listed)


def _need_narrow(result: Result, where: Location) -> None:
    """Refuse a table of more columns of figures than pages have room for.

    :raises ExpressionError: ``table-too-wide``.
    """
    count = len(result.columns) * len(result.measures)
    if count > MOST_COLUMNS:
        raise ExpressionError.of("table-too-wide", where, count=count, limit=MOST_COLUMNS)


def _need_few_cells(result: Result, where: Location) -> None:
    """Refuse a table of more rows than the template prints.

    :raises ExpressionError: ``table-of-measures-too-long``.
    """
    width = len(result.columns) * len(result.measures) + len(result.row_dimensions) + 1
    limit = MOST_CELLS // width
    if len(result.rows) > limit:
        count = len(result.rows)
        raise ExpressionError.of("table-of-measures-too-long", where, count=count, limit=limit)


TABLE = _Table()
