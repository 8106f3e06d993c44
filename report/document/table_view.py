"""What the template of tables is filled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from report.document.numbering import BlockPath
from report.document.rendering import RenderContext
from report.tables import TableModel


def table_view(
    context: RenderContext,
    path: BlockPath,
    parts: Sequence[TableModel],
    unit: str | None,
    *,
    dense: bool,
    anchor: str | None = None,
    registers: Sequence[str] = (),
) -> Mapping[str, object]:
    """Return what the template of tables is filled with.

    :param parts: the table, or those that share its columns.
    :param dense: whether it is set small, as registers are.
    :param anchor: what the names of the rows begin with, where they have names.
    :param registers: the keys of the registers whose other rows are set beside the document, one of each part.
    """
    if parts[0].landscape:
        context.collected.landscape.add(path)
    return {
        "tables": parts,
        "unit": unit,
        "anchor": anchor,
        "dense": dense,
        "registers": registers,
    }
