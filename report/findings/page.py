"""Findings as one page of HTML that needs nothing else: Arabic from right to left, the English
under it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from report.errors import Finding
from report.findings.plain import count, severity_word
from report.places import templates


@dataclass(frozen=True, slots=True)
class _Line:
    severity: str
    word: str
    rule: str
    cell: str
    column: str
    value: str
    what: str
    do: str
    what_en: str
    do_en: str


def to_html(findings: Sequence[Finding]) -> str:
    """Return the page: a table for each file and sheet, a row for each finding, in the order they
    come in."""
    from jinja2 import FileSystemLoader

    from report.sandbox import TEMPLATES, Meter, Sandbox
    from report.sandbox.access import Access

    environment = Sandbox(
        Access({_Line: frozenset(field.name for field in fields(_Line))}),
        statements=TEMPLATES,
        filters={},
        meter=Meter(
            steps=sys.maxsize, text=sys.maxsize
        ),  # the template is Mujaz's own: as long as the findings are
        loader=FileSystemLoader(templates()),
        trim_blocks=True,
    )
    groups: dict[tuple[str, str], list[_Line]] = {}
    for finding in findings:
        where = finding.where
        groups.setdefault((where.file or "", where.sheet or ""), []).append(_line(finding))
    errors, warnings = count(findings)
    named = [(Path(file).name, sheet, lines) for (file, sheet), lines in groups.items()]
    return environment.fill(
        "findings.html", {"groups": named, "errors": errors, "warnings": warnings}
    )


def _line(finding: Finding) -> _Line:
    where = finding.where
    return _Line(
        severity=finding.severity.value,
        word=severity_word(finding.severity, "ar"),
        rule=finding.rule,
        cell=where.cell or (str(where.row) if where.row else where.key or ""),
        column=where.column or "",
        value=str(finding.given),
        what=finding.what("ar"),
        do=finding.do("ar"),
        what_en=finding.what("en"),
        do_en=finding.do("en"),
    )
