"""The table block of a question as a query of the measures, and its answer."""

from __future__ import annotations

from shared_tables import tables_of

from report.brief.load import LoadedBrief
from report.document.blocks.table import PivotTable
from report.measures.asking import query_of
from report.measures.engine import Engine
from report.measures.model import Result


def asked(brief: LoadedBrief) -> Result:
    """Return what the measures of a brief answer to its only block."""
    block = block_of(brief)
    query = query_of(block, block.rows, block.columns, brief.where, table=block.table)
    return Engine(brief, tables_of(brief)).result(query)


def block_of(brief: LoadedBrief) -> PivotTable:
    """Return the only block of a brief."""
    ((block,),) = (section.blocks for section in brief.model.sections)
    assert isinstance(block, PivotTable)
    return block


def dimensions_of(block: PivotTable) -> tuple[str, ...]:
    """Return the expressions of the rows of a block, one for each column that they take."""
    texts = []
    for dimension in block.rows:
        for text in dimension:
            texts.append(text)
    return tuple(texts)
