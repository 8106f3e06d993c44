"""``index``: the values of columns, with the pages they are on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup
from pydantic import Field

from report.brief.base import Text
from report.brief.blocks import Block
from report.brief.locate import dotted
from report.brief.query import Query
from report.document.blocks.kind import BlockKind
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.measures import require_column
from report.tables import value_text


class Index(Block):
    """An index of the values of columns, with the pages they are on."""

    index: tuple[Text, ...] = Field(min_length=1, description="columns, each as TABLE.COLUMN")

    def queries(self) -> Iterator[Query]:
        """Yield the columns."""
        for name in self.index:
            table, _, column = name.partition(".")
            yield Query(table=table, columns=(column,))


class _Index(BlockKind[Index]):
    model = Index
    template = "index"

    def view(self, context: RenderContext, block: Index, path: BlockPath) -> Mapping[str, object]:
        """The entries are known only when every section is rendered: the composer puts them in this place."""
        for index, column in enumerate(block.index):
            index_terms(context, column, (*path, "index", index))
        return {"placeholder": Markup(index_place(path))}


def index_place(path: BlockPath) -> str:
    """Return what is in the HTML for the index at ``path`` until its entries are known."""
    return f"<!--index {dotted(path)}-->"


def row_place(key: str) -> str:
    """Return what is in the probe of the register ``key`` until the rows are known that links lead to."""
    return f"<!--rows {key}-->"


def index_terms(context: RenderContext, column: str, path: BlockPath) -> list[str]:
    """Return the values of a column given as ``TABLE.COLUMN``.

    :raises ExpressionError: ``unknown-table`` or ``unknown-column``.
    """
    name, _, key = column.partition(".")
    table = context.table(name, path)
    require_column(table, key, context.brief.where(*path))
    values = table.frame[key].dropna().unique()
    return [value_text(value, table.columns[key], context.locale) for value in values]


INDEX = _Index()
