"""Which findings make ``mujaz check`` fail, and which are reported and no more."""

from __future__ import annotations

from collections.abc import Iterable

from report.errors import Finding, Severity

#: What was done to a table and is no fault of it, and numbers that are typed.
_REPORTED_ONLY = frozenset(
    ["corrected", "excluded-rows", "sign-dropped", "sign-replaced", "typed-number"]
)


def is_reported_only(finding: Finding) -> bool:
    """Say whether a finding is no reason to fail.

    Such are corrections, excluded rows, violations of a convention, and notes.
    """
    from report.arabic import CONVENTIONS

    if finding.severity is Severity.WARNING:
        return finding.rule in _REPORTED_ONLY or finding.rule in CONVENTIONS
    return finding.severity is Severity.NOTE


def failing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings for which ``mujaz check`` fails."""
    return tuple(finding for finding in findings if not is_reported_only(finding))


def build_warnings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that a build prints: those for which ``mujaz check`` fails, and the
    numbers that are typed."""
    return tuple(
        finding
        for finding in findings
        if not is_reported_only(finding)
        or (finding.rule == "typed-number" and finding.severity is Severity.WARNING)
    )
