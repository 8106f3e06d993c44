"""``register``: a full, numbered listing of a table's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from report.brief.base import Name, Text, Where, Words
from report.brief.blocks import LANDSCAPE, Captioned
from report.brief.locate import dotted
from report.brief.query import Query
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.table_view import table_view
from report.measures import select
from report.tables import (
    LONG_TABLE_ROWS,
    MIN_ROWS_FOR_LONG_TABLE,
    fitted,
    listing,
    long_table,
    opening,
    whole,
)


class Register(Captioned):
    """All rows of a table, numbered; the index links to them."""

    register_: Name = Field(alias="register")
    columns: tuple[Text, ...] = Field(min_length=1)
    where: Where = Field(default_factory=dict)
    group: Text | None = None
    sort: Text | None = None
    unit: Words | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)
    engine: Literal["auto", "fast", "weasyprint"] = Field(
        default="auto",
        description="what lays out its rows: auto, fast from 300 rows on; fast, row by row; "
        "weasyprint, all at once",
    )
    former: ClassVar[Mapping[str, str]] = {"lane": "engine"}

    def queries(self) -> Iterator[Query]:
        """Yield the rows that are listed."""
        yield Query(table=self.register_, where=self.where, columns=self.columns, group=self.group)


class _Register(BlockKind[Register]):
    model = Register
    template = "table"

    def view(
        self, context: RenderContext, block: Register, path: BlockPath
    ) -> Mapping[str, object]:
        place = context.brief.where
        table = context.table(block.register_, (*path, "register"))
        frame = select(table, block.where, place(*path, "where"))
        options: dict[str, Any] = {
            "locale": context.locale,
            "group": block.group,
            "sort": block.sort,
            "where": place(*path, "columns"),
        }
        if block.engine == "auto" and len(frame) < LONG_TABLE_ROWS:
            shown = listing(table, frame, block.columns, numbered=True, **options)
            # A row is named once, in the first register of its table.
            first = context.collected.first_registers.setdefault(table.name, path) == path
            anchor = f"row-{table.name}" if first else None
            tables = fitted(
                shown, pages=context.templates.pages, dense=True, landscape=block.landscape
            )
            return table_view(context, path, tables, block.unit, dense=True, anchor=anchor)
        long_parts = long_table(
            table,
            frame,
            block.columns,
            pages=context.templates.pages,
            landscape=block.landscape,
            **options,
        )
        key = dotted(path)
        keys = [key if index == 0 else f"{key}#{index + 1}" for index in range(len(long_parts))]
        if block.engine == "weasyprint" or len(frame) < MIN_ROWS_FOR_LONG_TABLE:
            all_rows = tuple(whole(long_part) for long_part in long_parts)
            return table_view(context, path, all_rows, block.unit, dense=True)
        context.collected.long_tables.update(zip(keys, long_parts, strict=True))
        first_rows = tuple(opening(long_part) for long_part in long_parts)
        return table_view(context, path, first_rows, block.unit, dense=True, registers=keys)


REGISTER = _Register()
