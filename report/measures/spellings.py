"""Spellings of one value that a brief counts as separate groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from report.errors import Finding, Severity, first_few, quoted
from report.expressions.functions.texts import fold
from report.measures.selection import coded_values

if TYPE_CHECKING:
    from report.brief.load import LoadedBrief
    from report.intake.model import EventTable
    from report.measures.counting import CountedMeasures

#: The number of values, and of spellings of each, that a message lists.
_LISTED = 5
#: A space between two letters: «الدار البيضاء» is written without it, too.
_SPACE = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")


def spelling_groups(
    brief: LoadedBrief, tables: Mapping[str, EventTable], measures: CountedMeasures
) -> Iterator[Finding]:
    """Yield ``several-spellings`` for each column that rows are grouped by and that has values
    which are equal when folded.

    The brief is one that composes. Columns whose values the brief declares have one spelling each.
    """
    for name, column in measures.engine.grouped_columns():
        table = tables[name]
        if table.columns[column].facts.is_closed:
            continue
        groups = _groups(table, column)
        if groups:
            label = table.columns[column].label
            values = {"column": label, "spellings": first_few(groups, _LISTED, _with_counts)}
            place = brief.where("tables", name, "columns", column)
            yield Finding("several-spellings", place, values, Severity.WARNING)


def _groups(table: EventTable, column: str) -> list[dict[str, int]]:
    """Return the values of a column of texts that have several spellings: the count of rows of
    each spelling, the most frequent first.
    """
    import numpy as np

    cells, codes = coded_values(table.frame, column)
    counts = np.bincount(codes[codes >= 0], minlength=len(cells)).tolist()
    by_key: dict[str, dict[str, int]] = {}
    for cell, count in zip(cells, counts, strict=False):
        if isinstance(cell, str) and count:
            by_key.setdefault(_SPACE.sub("", fold(cell)), {})[cell] = count
    return [
        dict(sorted(spellings.items(), key=lambda item: (-item[1], item[0])))
        for key, spellings in by_key.items()
        if key and len(spellings) > 1
    ]


def _with_counts(spellings: Mapping[str, int]) -> str:
    counts = [f"«{quoted(text)}» ({count})" for text, count in spellings.items()]
    return " / ".join(first_few(counts, _LISTED))
