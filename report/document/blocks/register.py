"""``register``: a full, numbered listing of a table's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from report.brief.base import Name, Text, Where, Words
from report.brief.blocks import LANDSCAPE, Captioned
from report.brief.listed import Listed, check_sums
from report.brief.query import Query
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.document.table_view import limit_notes, table_keys, table_view
from report.measures import select
from report.tables import (
    LONG_TABLE_ROWS,
    MIN_ROWS_FOR_LONG_TABLE,
    fitted,
    limited,
    listing,
    long_table,
    opening,
    whole,
)


class Register(Listed, Captioned):
    """All rows of a table, numbered; the index links to them."""

    register_: Name = Field(alias="register")
    columns: tuple[Text, ...] = Field(min_length=1)
    where: Where = Field(default_factory=dict)
    group: Text | None = None
    unit: Words | None = None
    landscape: bool = Field(default=False, description=LANDSCAPE)
    engine: Literal["auto", "fast", "weasyprint"] = Field(
        default="auto",
        description="what lays out its rows: auto, fast from 300 rows on; fast, row by row; "
        "weasyprint, all at once",
    )
    former: ClassVar[Mapping[str, str]] = {"lane": "engine"}

    @model_validator(mode="after")
    def _sums_of_columns(self) -> Register:
        check_sums(self, self.columns, self.group)
        return self

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
        selected = select(table, block.where, place(*path, "where"))
        sort_place = place(*path, "sort")
        frame = limited(table, selected, block.sort, block.limit, context.locale, sort_place)
        notes = limit_notes(context, len(frame), len(selected))
        options: dict[str, Any] = {
            "locale": context.locale,
            "group": block.group,
            "sort": block.sort,
            "where": place(*path, "columns"),
            "sort_place": sort_place,
            "sums_place": place(*path, "sums"),
            "sums": block.sums,
            "totals": block.printed_totals,
        }
        if block.engine == "auto" and len(frame) < LONG_TABLE_ROWS:
            shown = listing(table, frame, block.columns, numbered=True, **options)
            # A row is named once, in the first register of its table.
            first = context.collected.first_registers.setdefault(table.name, path) == path
            anchor = f"row-{table.name}" if first else None
            tables = fitted(
                shown, pages=context.templates.pages, dense=True, landscape=block.landscape
            )
            return table_view(
                context, path, tables, block.unit, dense=True, anchor=anchor, notes=notes
            )
        long_parts = long_table(
            table,
            frame,
            block.columns,
            pages=context.templates.pages,
            landscape=block.landscape,
            **options,
        )
        keys = table_keys(path, len(long_parts))
        if block.engine == "weasyprint" or len(frame) < MIN_ROWS_FOR_LONG_TABLE:
            all_rows = tuple(whole(long_part) for long_part in long_parts)
            return table_view(context, path, all_rows, block.unit, dense=True, notes=notes)
        context.collected.long_tables.update(zip(keys, long_parts, strict=True))
        first_rows = tuple(opening(long_part) for long_part in long_parts)
        return table_view(
            context, path, first_rows, block.unit, dense=True, registers=keys, notes=notes
        )


REGISTER = _Register()
