"""Which columns of the tables reach a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from report.brief import blocks
from report.brief.model import Brief


def printed_columns(model: Brief) -> Mapping[str, frozenset[str]]:
    """Return the names of the columns whose values are printed, by the name of their table.

    A column that a table is only sorted or filtered by is not printed. A name is returned as the brief writes it,
    even if the table has no such column.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for block in all_blocks(model):
        for table, column in _columns_of(block):
            found[table].add(column)
    for measure in model.measures.values():
        if measure.table is not None and measure.by is not None:
            found[measure.table].add(measure.by)
    return {table: frozenset(columns) for table, columns in found.items()}


def all_blocks(model: Brief) -> Iterator[blocks.Block]:
    """Yield every block of a brief, in the order of the pages."""
    if model.summary is not None:
        yield from model.summary.blocks
    for section in (*model.sections, *model.appendices):
        yield from section.blocks


def _columns_of(block: blocks.Block) -> Iterator[tuple[str, str]]:
    """Yield the table and the name of each column that a block prints."""
    if isinstance(block, blocks.Index):
        for name in block.index:
            table, _, column = name.partition(".")
            yield table, column
        return
    source, names = _table_and_names(block)
    if source is not None:
        yield from ((source, name) for name in names if name is not None)


def _table_and_names(block: blocks.Block) -> tuple[str | None, tuple[str | None, ...]]:
    if isinstance(block, blocks.Listing):
        return block.table, (*block.columns, block.group, block.by, block.series)
    if isinstance(block, blocks.Register):
        return block.register_, (*block.columns, block.group)
    if isinstance(block, blocks.Chart):
        return block.table, (block.by, block.series, block.label, block.date, block.remark)
    return None, ()
