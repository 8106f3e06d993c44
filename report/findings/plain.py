"""Findings as text, for people at a terminal, and as JSON, for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from report.errors import Finding, Severity
from report.messages import text

if TYPE_CHECKING:
    from report.messages import Language

#: The most findings of one rule and file that are shown to a person.
MOST_OF_A_KIND = 10


def count(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many findings are errors, and how many warnings."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return errors, sum(finding.severity is Severity.WARNING for finding in findings)


def severity_word(severity: Severity, language: Language) -> str:
    """Return ``error``, ``warning``, ``note``, «خطأ», «تنبيه» or «ملاحظة»."""
    return text(f"severity.{severity.value}", language)


def to_text(findings: Sequence[Finding], language: Language, *, every: bool = False) -> str:
    """Return a line for each finding, its severity and rule first, and a last line that counts them
    all.

    Of one kind ten are listed, with the count of the rest, unless ``every`` one is asked for.
    """
    if not findings:
        return f"{text('findings.none', language)}\n"
    lines = [
        f"{severity_word(finding.severity, language)} [{finding.rule}] {words}"
        for finding, words in _listed(findings, language, every=every)
    ]
    errors, warnings = count(findings)
    last = text("findings.count", language, errors=errors, warnings=warnings)
    notes = sum(finding.severity is Severity.NOTE for finding in findings)
    if notes:
        last += text("findings.notes", language, notes=notes)
    return "\n".join([*lines, last, ""])


def to_paragraphs(findings: Sequence[Finding], language: Language) -> str:
    """Return the findings that stop a command, a paragraph each: ten of a kind, with the count of
    the rest."""
    return "\n".join(words for _, words in _listed(findings, language, every=False))


def _listed(
    findings: Sequence[Finding], language: Language, *, every: bool
) -> Iterator[tuple[Finding, str]]:
    """Yield the findings that are shown with their texts, and behind the tenth of a kind how many
    more there are."""
    kinds = [(finding.rule, finding.severity, finding.where.file) for finding in findings]
    counts, seen = Counter(kinds), Counter[object]()
    for finding, kind in zip(findings, kinds, strict=True):
        seen[kind] += 1
        if every or seen[kind] <= MOST_OF_A_KIND:
            yield finding, finding.text(language)
        if not every and seen[kind] == MOST_OF_A_KIND < counts[kind]:
            rest = text("findings.more", language, count=counts[kind] - MOST_OF_A_KIND)
            yield finding, f"{finding.where.file}: {rest}" if finding.where.file else rest


def to_json(findings: Sequence[Finding]) -> str:
    """Return a JSON array with an object for every finding, both languages in it; the cell's value
    is ``value``."""
    return (
        json.dumps([_plain(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"
    )


def _plain(finding: Finding) -> dict[str, object]:
    plain = finding.as_dict()
    if "given" in finding.values:
        plain["value"] = str(finding.given)
    return plain
