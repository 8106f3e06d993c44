"""``table``: rows of a table, or their counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from report.brief.base import Name, Text, Where, Words
from report.brief.blocks import LANDSCAPE, Captioned
from report.brief.query import Query
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.table_view import table_view
from report.errors import ExpressionError, Location
from report.measures import select
from report.tables import counts, fitted, listing


class Listing(Captioned):
    """A table of a table's rows (``columns``) or of their counts (``by``, and ``series``
    across)."""

    table: Name
    columns: tuple[Text, ...] = ()
    by: Text | None = None
    series: Text | None = None
    where: Where = Field(default_factory=dict)
    group: Text | None = None
    sort: Text | None = None
    total: bool = False
    unit: Words | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)

    @model_validator(mode="after")
    def _rows_or_counts(self) -> Listing:
        if bool(self.columns) == bool(self.by):
            raise PydanticCustomError("one_of", "exactly one is wanted", {"keys": "columns, by"})
        idle = ("sort", "group") if self.by else ("series", "total")
        for key in idle:
            if getattr(self, key):
                missing_key = "columns" if self.by else "by"
                values = {"key": key, "wanted": missing_key}
                raise PydanticCustomError("idle_key", "the key does nothing here", values)
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


class _Listing(BlockKind[Listing]):
    model = Listing
    template = "table"

    def view(self, context: RenderContext, block: Listing, path: BlockPath) -> Mapping[str, object]:
        place = context.brief.where
        table = context.table(block.table, (*path, "table"))
        frame = select(table, block.where, place(*path, "where"))
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
            )
        tables = fitted(
            shown, pages=context.templates.pages, dense=False, landscape=block.landscape
        )
        return table_view(context, path, tables, block.unit, dense=False)


TABLE = _Listing()
