"""What the template of tables is filled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from report.arabic import Lexicon, counted, number
from report.brief.locate import dotted
from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.messages import page_text
from report.tables import Cell, Row, TableModel


def table_view(
    context: RenderContext,
    path: BlockPath,
    table_models: Sequence[TableModel],
    unit: str | None,
    *,
    dense: bool,
    anchor: str | None = None,
    registers: Sequence[str] = (),
    scale: str = "",
    notes: Sequence[str] = (),
) -> Mapping[str, object]:
    """Return what the template of tables is filled with.

    :param table_models: the table, or those that share its columns.
    :param dense: whether it is set small, as registers are.
    :param anchor: what the names of the rows begin with, where they have names.
    :param registers: the keys of the registers whose other rows are set beside the document, one of
        each part.
    :param scale: what is said of all numbers of a table that has no ``unit``: «in millions».
    :param notes: sentences under the table.
    """
    if table_models[0].landscape:
        context.collected.landscape.add(path)
    keys = table_keys(path, len(table_models))
    for key, table in zip(keys, table_models, strict=True):
        if table.carried is not None:
            context.collected.carried[key] = table.carried
    return {
        "tables": tuple(marked_table(context, table_model) for table_model in table_models),
        "unit": unit,
        "scale": scale,
        "notes": notes,
        "anchor": anchor,
        "dense": dense,
        "registers": registers,
        "table_keys": keys,
    }


def table_keys(path: BlockPath, count: int) -> list[str]:
    """Return the keys of the tables of a block: its own, and numbered ones of further parts."""
    key = dotted(path)
    return [key if index == 0 else f"{key}#{index + 1}" for index in range(count)]


def limit_notes(context: RenderContext, shown: int, count: int) -> tuple[str, ...]:
    """Return what is said under a listing that shows the first rows only: «أول 50 من 312 صفا»."""
    if shown == count:
        return ()
    noun = page_text("noun.row")
    rows = counted(count, noun, lexicon=Lexicon.shipped(), case="obl", locale=context.locale)
    if shown == 1:
        return (page_text("table.first-row", rows=rows),)
    return (page_text("table.first-rows", shown=number(shown, context.locale), rows=rows),)


def marked_table(context: RenderContext, table: TableModel) -> TableModel:
    """Return a table whose cells carry where they come from into the template."""
    groups = []
    for group in table.groups:
        rows = tuple(_row(context, row) for row in group.rows)
        groups.append(replace(group, rows=rows))
    return replace(table, groups=tuple(groups), total=table.total and _row(context, table.total))


def _row(context: RenderContext, row: Row) -> Row:
    return replace(row, cells=tuple(_cell(context, cell) for cell in row.cells))


def _cell(context: RenderContext, cell: Cell) -> Cell:
    if cell.provenance is None:
        return cell
    return replace(cell, text=context.mark(cell.text, cell.provenance))
