"""Fix what can be fixed: spans of the sources are rewritten, every other byte stays, and the
brief still composes."""

from __future__ import annotations

import csv
import io
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from report.arabic.conventions import Conventions, apply, edits, violations
from report.arabic.conventions_text import Edit
from report.brief.load import LoadedBrief
from report.brief.model import Brief
from report.errors import Finding, Severity
from report.intake.model import EventTable
from report.lint.links import Reason, held_values, may_change, writable
from report.lint.passages import Passage, Source, passages, read_sources
from report.lint.store import Change, store

#: Rounds until nothing changes: fixing uncovers violations that others hid.
_ROUNDS = 12

Sound = Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The files that were rewritten, and a finding for each place that could have been fixed and
    was not."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def fix_conventions(
    brief: LoadedBrief, tables: Mapping[str, EventTable], conventions: Conventions, sound: Sound
) -> Fixed:
    """Fix what can be fixed in the files of ``brief``; fixing again changes nothing.

    ``sound`` tells whether the brief in a folder composes without a finding; it is asked about a
    copy with the new texts before anything is written. When it is not, values are left and only
    what nothing is compared with is fixed; when that is not either, nothing is. The encoding, line
    ends, quotation marks, comments and order of each file stay.

    :raises OutputError: ``cannot-write`` or ``changed-meanwhile``; then no file is changed.
    """
    sources = read_sources(brief, tables)
    passages_by_source = [(source, tuple(passages(source, brief.declared))) for source in sources]
    held = held_values(passages_by_source, brief.declared, conventions)
    findings = [*_held(passages_by_source, held), *_unplaced(passages_by_source, conventions)]
    for values in (True, False):
        changed = _changed(sources, brief.declared, conventions, may_change(held, values))
        if changed is not None and (not changed or _composes(brief, sources, changed, sound)):
            store(changed)
            return Fixed(tuple(old.path for old, _ in changed), tuple(findings))
        rule = "fix-values-break" if values else "fix-breaks"
        findings.append(Finding(rule, brief.place, {}, Severity.WARNING))
    return Fixed((), tuple(findings))


def _changed(
    sources: Sequence[Source],
    model: Brief,
    conventions: Conventions,
    may: Callable[[Passage], bool],
) -> list[Change] | None:
    """Return each source that changes, with what it becomes; ``None`` when one cannot be rewritten
    with certainty."""
    changed = []
    for source in sources:
        new = source
        for _ in range(_ROUNDS):
            again = _round(new, model, conventions, may)
            if again is None:
                return None
            if again == new:
                break
            new = again
        if new != source:
            changed.append((source, new))
    return changed


def _round(
    source: Source, model: Brief, conventions: Conventions, may: Callable[[Passage], bool]
) -> Source | None:
    """Return a source with one round of edits; ``None`` when its meaning would change."""
    changes: list[Edit] = []
    became: dict[str, str] = {}
    for passage in passages(source, model):
        if may(passage) and (wanted_edits := _edits(passage, conventions)):
            placed = _placed(source, passage, wanted_edits)
            if placed:
                changes += placed
                became[passage.text] = apply(passage.text, wanted_edits)
    new = replace(source, text=apply(source.text, changes))
    return new if _same(_content(source), _content(new), became) else None


def _edits(passage: Passage, conventions: Conventions) -> tuple[Edit, ...]:
    return edits(violations(passage.text, conventions, passage.kept(passage.text)))


def _placed(source: Source, passage: Passage, current: Sequence[Edit]) -> list[Edit] | None:
    """Return edits of a text as edits of its source; ``None`` where the source skips within one, or
    lacks a sign."""
    placed = [edit for edit in map(passage.located.in_source, current) if edit is not None]
    return (
        placed
        if len(placed) == len(current)
        and writable("".join(edit.text for edit in current), source.codec)
        else None
    )


def _content(source: Source) -> object:
    """Return what is read from a source: the document of TOML, the rows of a table, the text of
    prose."""
    if source.kind == "toml":
        return tomllib.loads(source.text.removeprefix("\ufeff"))
    if source.table is None:
        return source.text
    text = io.StringIO(source.text, newline="")
    return list(csv.reader(text, delimiter=source.table.delimiter, strict=True))


def _same(old: object, new: object, became: Mapping[str, str]) -> bool:
    """Say whether two contents are the same except for the texts that were meant to become
    others."""
    if isinstance(old, str) and isinstance(new, str):
        # Prose is one text from its first character to its last, the byte order mark apart.
        return old == new or became.get(old.removeprefix("\ufeff")) == new.removeprefix("\ufeff")
    if isinstance(old, dict) and isinstance(new, dict):
        return list(old) == list(new) and all(_same(old[key], new[key], became) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new, [became] * len(old)))
    return old == new


def _composes(
    brief: LoadedBrief, sources: Sequence[Source], changed: Sequence[Change], sound: Sound
) -> bool:
    new = {old.path: new for old, new in changed}
    with tempfile.TemporaryDirectory(prefix="mujaz-") as folder:
        for source in sources:
            copy = Path(folder) / source.path.relative_to(brief.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            old = source.path.read_bytes() if source.kind == "grid" else source.data
            copy.write_bytes(new[source.path].data if source.path in new else old)
        return sound(Path(folder))


def _held(
    pieces: Sequence[tuple[Source, Sequence[Passage]]], held: Mapping[str, Reason]
) -> list[Finding]:
    """Return a finding for each value that is held, at its first place."""
    first: dict[str, Finding] = {}
    for _, items in pieces:
        for passage in items:
            text = passage.text
            if passage.value and text in held and text not in first:
                first[text] = Finding(
                    held[text], passage.where, {"found": text[:80]}, Severity.WARNING
                )
    return list(first.values())


def _unplaced(
    pieces: Sequence[tuple[Source, Sequence[Passage]]], conventions: Conventions
) -> list[Finding]:
    """Return a finding for each text of ``brief.toml`` that is written in a way that is not
    rewritten."""
    findings = []
    for source, items in pieces:
        for passage in items:
            wanted_edits = () if passage.value else _edits(passage, conventions)
            if wanted_edits and _placed(source, passage, wanted_edits) is None:
                values = {"found": passage.text[:80]}
                findings.append(Finding("fix-not-written", passage.where, values, Severity.WARNING))
    return findings
