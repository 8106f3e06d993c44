"""The tables of prose: their columns are measured as those of data are, so that they stay on the
page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.design import PageGeometry
from report.tables import Cell, Group, HeadCell, Row, TableModel, fitted

#: The key of the pages in the environment of markdown-it.
PAGES = "pages"

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict


def table_open(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    environment: EnvType,
) -> str:
    """Return a table's beginning with the widths of its columns.

    The signature is that of markdown-it's renderers; ``environment`` has the pages of the document
    under :data:`PAGES`.
    """
    pages: PageGeometry = environment[PAGES]
    (model,) = fitted(_model(tokens, index), pages=pages, dense=False, stays=True)
    columns = "".join(f'<col style="width: {head.width}%">' for head in model.columns)
    return f'<table class="size-{int(model.size * 10)}"><colgroup>{columns}</colgroup>\n'


def _model(tokens: Sequence[Token], index: int) -> TableModel:
    """Return the texts of the table that begins at ``index``."""
    rows: list[list[str]] = []
    for token in tokens[index:]:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append("".join(child.content for child in token.children or ()))
        elif token.type == "table_close":
            break
    heads = tuple(HeadCell(text) for text in rows[0])
    return TableModel(heads, (Group(None, tuple(Row(tuple(map(Cell, row))) for row in rows[1:])),))
