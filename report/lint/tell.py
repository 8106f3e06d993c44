"""Violations of a brief as findings: one for each place, and in a column of a table one for each
word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from report.arabic.conventions import Conventions, violations
from report.brief.idle import idle_columns
from report.brief.load import LoadedBrief
from report.errors import Finding, Location, Severity
from report.intake.model import EventTable
from report.lint.cells import cell_findings
from report.lint.passages import Passage, Source, passages, read_grids, text_sources
from report.lint.quoted import Quoted

#: The steps of the intake that correct violations of a convention, and the convention of each.
_STEPS = {
    "presentation_forms": "presentation-form",
    "look_alikes": "look-alike",
    "tatweel": "tatweel",
    "bidi_controls": "bidi-control",
    "digits": "digits",
    "spaces": "double-space",
}


def lint(
    brief: LoadedBrief, tables: Mapping[str, EventTable], conventions: Conventions
) -> tuple[Finding, ...]:
    """Return where the texts of a brief violate the conventions, as warnings in the order of its
    files.

    The brief is one that composes: its files are there and can be read. In a table a violation that
    repeats in a column is reported once, with its first row and how often it is there; not if the
    intake reported it as a correction. In a column that nothing speaks of it is a note.
    """
    spared = _known(brief, tables)
    findings = []
    for finding in chain.from_iterable(_findings(brief, tables, conventions)):
        place = (finding.where.file, finding.where.column)
        if (*place, finding.rule) not in spared.corrected:
            is_idle = place in spared.idle
            findings.append(replace(finding, severity=Severity.NOTE) if is_idle else finding)
    return tuple(findings)


def _findings(
    brief: LoadedBrief, tables: Mapping[str, EventTable], conventions: Conventions
) -> Iterator[Iterator[Finding]]:
    """Yield the findings of each file: of ``brief.toml``, of the tables, of prose."""
    first, *prose = text_sources(brief)
    yield _of_text(first, brief, conventions)
    for table in read_grids(brief, tables):
        yield cell_findings(table, conventions)
    for source in prose:
        yield _of_text(source, brief, conventions)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the columns of tables, by file and name: which weigh nothing, and by which
    rules a correction of the intake has already reported the same cells."""

    idle: frozenset[tuple[str | None, str | None]]
    corrected: frozenset[tuple[str | None, str | None, str]]


def _known(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> _Known:
    idle: set[tuple[str | None, str | None]] = set()
    corrected: set[tuple[str | None, str | None, str]] = set()
    for name, table in tables.items():
        files = {str(grid.path) for grid in table.grids}
        weightless = idle_columns(brief, name, table.frame.columns)
        idle.update(product(files, weightless))
        corrections = [finding for finding in table.findings if finding.rule == "corrected"]
        rules = [
            (finding.where.column, _STEPS.get(str(finding.values["step"])))
            for finding in corrections
        ]
        for file in files:
            corrected |= {(file, column, rule) for column, rule in rules if rule is not None}
    return _Known(frozenset(idle), frozenset(corrected))


def _of_text(source: Source, brief: LoadedBrief, conventions: Conventions) -> Iterator[Finding]:
    lines = line_starts(source.text)
    for passage in passages(source, brief.declared):
        text = passage.text
        for violation in violations(text, conventions, passage.kept(text)):
            where = place_in_lines(lines, passage, violation.start)
            yield Quoted.of(text, violation).finding(where)


def place_in_lines(lines: Sequence[int], passage: Passage, position: int) -> Location:
    """Return the place of a character of a passage: the line of the file, and the character in it,
    both from 1.

    :param lines: what :func:`line_starts` returns for the file.
    :param position: the index of the character in the passage.
    """
    start = passage.located.starts[position]
    line = bisect_right(lines, start)
    return replace(passage.where, line=line, character=start - lines[line - 1] + 1)


def line_starts(text: str) -> list[int]:
    """Return the index at which each line of a file starts; the first is behind the byte order
    mark."""
    first = 1 if text.startswith("\ufeff") else 0
    return [first, *(match.end() for match in re.finditer("\n", text))]
