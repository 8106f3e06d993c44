"""Findings as text, for people at a terminal, and as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.errors import Finding, Severity

if TYPE_CHECKING:
    from report.messages import Language

_WORDS = {
    "en": {"error": "error", "warning": "warning", "none": "Nothing to report.", "count": "errors: {0}, warnings: {1}"},
    "ar": {"error": "خطأ", "warning": "تنبيه", "none": "لا ملاحظات.", "count": "الأخطاء: {0}، التنبيهات: {1}"},
}


def count(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many findings are errors, and how many warnings."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return errors, len(findings) - errors


def severity_word(severity: Severity, language: Language) -> str:
    """Return ``error``, ``warning``, «خطأ» or «تنبيه»."""
    return _WORDS[language][severity.value]


def to_text(findings: Sequence[Finding], language: Language) -> str:
    """Return a line for each finding, its severity and rule first, and a last line that counts them."""
    words = _WORDS[language]
    if not findings:
        return f"{words['none']}\n"
    lines = [
        f"{severity_word(finding.severity, language)} [{finding.rule}] {finding.text(language)}" for finding in findings
    ]
    return "\n".join([*lines, words["count"].format(*count(findings)), ""])


def to_json(findings: Sequence[Finding]) -> str:
    """Return a JSON array with an object for each finding, both languages in it; the cell's value is ``value``."""
    return json.dumps([_plain(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _plain(finding: Finding) -> dict[str, object]:
    plain = finding.as_dict()
    if "given" in finding.values:
        plain["value"] = str(finding.values["given"])
    return plain
