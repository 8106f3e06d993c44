"""Columns that nothing in a brief makes use of: what is odd in them weighs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from report.brief.load import LoadedBrief
from report.brief.printed import all_blocks
from report.errors import Finding, MujazError, Severity


def idle_columns(brief: LoadedBrief, table: str, columns: Iterable[str]) -> frozenset[str]:
    """Return those of a table's columns whose names stand nowhere in a brief but in their own
    declarations.

    Such a column is not printed, counted by, sorted or filtered by, nor named by a rule, the prose
    or an expression.
    """
    names = frozenset(columns)
    if not names:
        return names
    said = _said(brief, table)
    return frozenset(
        name for name in names if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)
    )


def with_severity(
    brief: LoadedBrief, table: str, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Return the findings of a table; those in columns that nothing makes use of are notes.

    Of a column that is declared, and no more, errors stay errors: that its cells are read so was
    asked for.
    """
    listed = tuple(findings)
    idle = idle_columns(
        brief,
        table,
        (finding.where.column for finding in listed if finding.where.column is not None),
    )
    declared = brief.model.tables[table].columns

    def weighs(finding: Finding) -> bool:
        column = finding.where.column
        return column not in idle or (column in declared and finding.severity is Severity.ERROR)

    return tuple(
        finding if weighs(finding) else replace(finding, severity=Severity.NOTE)
        for finding in listed
    )


def _said(brief: LoadedBrief, table: str) -> str:
    """Return all texts of a brief, except for the declarations of the columns of one table.

    The expressions of computed columns are among them.
    """
    whole = brief.model.model_dump()
    for column in whole["tables"][table]["columns"].values():
        expression = column.get("value")
        column.clear()
        column.update({"value": expression} if expression is not None else {})
    whole["tables"][table]["columns"] = list(whole["tables"][table]["columns"].values())
    return "\n".join([*_texts(whole), *_prose(brief)])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield str(key)
            yield from _texts(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from _texts(child)


def _prose(brief: LoadedBrief) -> Iterator[str]:
    """Yield the texts of a brief; one that cannot be read is reported elsewhere."""
    for file in chain.from_iterable(block.files() for block in all_blocks(brief.model)):
        try:
            yield brief.read_text(file, brief.place)
        except MujazError:
            continue
