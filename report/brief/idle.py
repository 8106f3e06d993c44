"""Columns that nothing in a brief speaks of: what is odd in them weighs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from report.brief.blocks import Prose
from report.brief.load import LoadedBrief
from report.brief.printed import all_blocks
from report.errors import MujazError, Where


def idle_columns(brief: LoadedBrief, table: str, columns: Iterable[str]) -> frozenset[str]:
    """Return those of a table's columns whose names stand nowhere in ``brief.toml`` and nowhere in the prose.

    Such a column is not declared, printed, counted by, sorted or filtered by, nor named by a rule or an expression.
    """
    names = [name for name in columns if name not in brief.model.tables[table].columns]
    if not names:
        return frozenset()
    said = "\n".join([brief.text, *_prose(brief)])
    return frozenset(name for name in names if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said))


def _prose(brief: LoadedBrief) -> Iterable[str]:
    """Yield the texts of a brief; one that cannot be read is told elsewhere."""
    for block in all_blocks(brief.model):
        if isinstance(block, Prose):
            try:
                yield brief.read_text(block.prose, Where(file=str(brief.file)))
            except MujazError:
                continue
