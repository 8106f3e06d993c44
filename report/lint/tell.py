"""Say where a brief strays: a finding for each place, and for each column of a table one for each word."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, product

from report.arabic.conventions import Conventions, violations
from report.arabic.conventions_text import Violation
from report.brief.idle import idle_columns
from report.brief.load import LoadedBrief
from report.errors import Finding, Location, Severity
from report.intake.model import EventTable
from report.lint.passages import Passage, Source, passages, read_sources

#: The steps of the intake that correct strays from a convention, and the convention of each.
_STEPS = {
    "presentation_forms": "presentation-form",
    "look_alikes": "look-alike",
    "tatweel": "tatweel",
    "bidi_controls": "bidi-control",
    "digits": "digits",
    "spaces": "double-space",
}
#: Of what is quoted in a message at most this many characters are shown.
_SHOWN = 60


def lint(
    brief: LoadedBrief, tables: Mapping[str, EventTable], conventions: Conventions
) -> tuple[Finding, ...]:
    """Return where the texts of a brief stray from the conventions, as warnings in the order of its files.

    The brief is one that composes: its files are there and can be read. In a table a stray that repeats in a column
    is reported once, with its first row and how often it is there; not if the intake reported it as a correction. In a
    column that nothing speaks of it is a note.
    """
    sources = read_sources(brief, tables)
    spared = _known(brief, tables)
    findings = []
    for finding in chain.from_iterable(_of_source(each, brief, conventions) for each in sources):
        place = (finding.where.file, finding.where.column)
        if (*place, finding.rule) not in spared.corrected:
            is_idle = place in spared.idle
            findings.append(replace(finding, severity=Severity.NOTE) if is_idle else finding)
    return tuple(findings)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the columns of tables, by file and name: which weigh nothing, and by which rules a correction of
    the intake has already reported the same cells."""

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


def _of_source(source: Source, brief: LoadedBrief, conventions: Conventions) -> Iterator[Finding]:
    times: dict[tuple[str | None, str, str, str], int] = {}
    first: dict[tuple[str | None, str, str, str], Location] = {}
    lines = line_starts(source.text)

    @lru_cache(maxsize=65536)
    def of_value(text: str) -> tuple[Violation, ...]:
        return violations(text, conventions, passage.kept(text))

    for passage in passages(source, brief.model):
        text = passage.text
        for stray in (
            of_value(text) if passage.value else violations(text, conventions, passage.kept(text))
        ):
            seen = _seen(text, stray)
            if source.kind in ("table", "grid"):
                key = (passage.where.column, stray.rule, seen.found, seen.wanted)
                times[key] = times.get(key, 0) + 1
                first.setdefault(key, passage.where)
            else:
                yield _finding(stray.rule, place_in_lines(lines, passage, stray.start), seen, 1)
    for (column, rule, spelling, correct), count in times.items():
        yield _finding(
            rule, first[column, rule, spelling, correct], _Seen(spelling, correct), count
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A stray as a message shows it: with the words around it, nothing in it invisible."""

    found: str
    wanted: str


def _finding(rule: str, where: Location, seen: _Seen, times: int) -> Finding:
    values = {
        "found": seen.found,
        "wanted": seen.wanted,
        "often": f" (×{times})" if times > 1 else "",
    }
    return Finding(rule, where, values, Severity.WARNING)


def place_in_lines(lines: Sequence[int], passage: Passage, position: int) -> Location:
    """Return the place of a character of a passage: the line of the file, and the character in it, both from 1.

    :param lines: what :func:`line_starts` returns for the file.
    :param position: the index of the character in the passage.
    """
    start = passage.located.starts[position]
    line = bisect_right(lines, start)
    return replace(passage.where, line=line, character=start - lines[line - 1] + 1)


def line_starts(text: str) -> list[int]:
    """Return the index at which each line of a file starts; the first is behind the byte order mark."""
    first = 1 if text.startswith("\ufeff") else 0
    return [first, *(match.end() for match in re.finditer("\n", text))]


def _seen(text: str, stray: Violation) -> _Seen:
    """Return a stray with what stands against it: the rest of its word, or the words on both sides of its space."""
    left = re.search(r"\S*\Z", text[max(0, stray.start - _SHOWN) : stray.start])
    right = re.match(r"\S*", text[stray.end : stray.end + _SHOWN])
    first, last = left[0] if left else "", right[0] if right else ""
    choices = (f"{first}{choice}{last}" for choice in stray.wanted.split(" / "))
    return _Seen(
        _shown(f"{first}{text[stray.start : stray.end]}{last}"), _shown(" / ".join(choices))
    )


def _shown(text: str) -> str:
    """Return a text in which what cannot be seen has its Unicode number, cut in its middle when it is long."""
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN // 2]}…{text[1 - _SHOWN // 2 :]}"
    return "".join(
        f"[U+{ord(character):04X}]"
        if unicodedata.category(character) in ("Cf", "Cc")
        else character
        for character in text
    )
