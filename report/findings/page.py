"""Findings as one page of HTML that needs nothing else: Arabic from right to left, the English under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    """Return the page: a table for each file and sheet, a row for each finding, in the order they come in."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates()), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    groups: dict[tuple[str, str], list[_Line]] = {}
    for finding in findings:
        where = finding.where
        groups.setdefault((where.file or "", where.sheet or ""), []).append(_line(finding))
    errors, warnings = count(findings)
    named = [(Path(file).name, sheet, lines) for (file, sheet), lines in groups.items()]
    return environment.get_template("findings.html").render(groups=named, errors=errors, warnings=warnings)


def _line(finding: Finding) -> _Line:
    where = finding.where
    return _Line(
        severity=finding.severity.value,
        word=severity_word(finding.severity, "ar"),
        rule=finding.rule,
        cell=where.cell or (str(where.row) if where.row else where.key or ""),
        column=where.column or "",
        value=str(finding.values.get("given", "")),
        what=finding.what("ar"),
        do=finding.do("ar"),
        what_en=finding.what("en"),
        do_en=finding.do("en"),
    )
