"""``index``: the values of columns, with the pages they are on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup
from pydantic import Field

from report.brief.base import Text
from report.brief.blocks import Block
from report.brief.query import Query
from report.document.blocks.kind import BlockKind
from report.document.index import IndexEntry, first_letter
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.measures import require_column
from report.tables import value_text


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter of the index, and the terms under it."""

    letter: str
    entries: tuple[IndexEntry, ...]


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
    views = (LetterView, IndexEntry)

    def view(self, context: RenderContext, block: Index, path: BlockPath) -> Mapping[str, object]:
        """Return the entries; the composer renders an index when all other blocks are, and they are
        known."""
        terms = set(block_terms(context, block, path))
        letters: dict[str, list[IndexEntry]] = {}
        for entry in context.collected.index_entries:
            if entry.term in terms:
                letters.setdefault(first_letter(entry.term), []).append(entry)
        shown = [LetterView(letter, tuple(entries)) for letter, entries in letters.items()]
        entries = Markup(context.templates.render("blocks/index_entries.html", letters=shown))
        # Templates of older briefs call the entries ``placeholder``.
        return {"entries": entries, "placeholder": entries}


def block_terms(context: RenderContext, block: Index, path: BlockPath) -> list[str]:
    """Return the terms of an index: the values of its columns.

    :raises ExpressionError: ``unknown-table`` or ``unknown-column``.
    """
    columns = enumerate(block.index)
    terms = (_terms(context, column, (*path, "index", index)) for index, column in columns)
    return list(chain.from_iterable(terms))


def _terms(context: RenderContext, column: str, path: BlockPath) -> list[str]:
    """Return the values of a column given as ``TABLE.COLUMN``."""
    name, _, key = column.partition(".")
    table = context.table(name, path)
    require_column(table, key, context.brief.where(*path))
    values = table.frame[key].dropna().unique()
    return [value_text(value, table.columns[key], context.locale) for value in values]


INDEX = _Index()
