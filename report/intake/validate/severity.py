"""Turn failures into findings: one per cell, with the severity of the brief, in bounded number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from report.errors import Finding, Severity
from report.nearest import nearest

if TYPE_CHECKING:
    from report.intake.validate.table_check import TableCheck
    from report.intake.validate.table_under_test import Context, TableUnderTest

#: The most findings that are listed per rule and column; further ones are counted.
MOST_FINDINGS = 1_000

#: The rules of the checks, with their default severity.
CHECKS: Mapping[str, Severity] = {
    "missing-cell": Severity.ERROR,
    "repeated-cell": Severity.ERROR,
    "bad-category": Severity.ERROR,
    "below-minimum": Severity.ERROR,
    "above-maximum": Severity.ERROR,
    "no-match": Severity.ERROR,
    "outside-period": Severity.ERROR,
    "repeated-key": Severity.ERROR,
    "no-such-row": Severity.ERROR,
    "row-rule": Severity.ERROR,
    "zero-divisor": Severity.WARNING,
    "uncertain-rows": Severity.WARNING,
    "wrong-row-count": Severity.ERROR,
    "wrong-sum": Severity.ERROR,
    "corrected": Severity.WARNING,
    "made-blank": Severity.WARNING,
    "ragged-row": Severity.ERROR,
    "excluded-rows": Severity.WARNING,
    "misread-letters": Severity.ERROR,
    "lost-letters": Severity.ERROR,
    "question-marks": Severity.WARNING,
    "total-kept": Severity.WARNING,
    "total-differs": Severity.WARNING,
    "no-total-there": Severity.WARNING,
    "adds-up": Severity.WARNING,
    "summary-kept": Severity.WARNING,
    "nameless-column": Severity.WARNING,
    "blank-columns": Severity.WARNING,
    "other-tables": Severity.WARNING,
    "other-sheets": Severity.WARNING,
    "sheet-left-out": Severity.WARNING,
    "hidden-sheets": Severity.WARNING,
    "hidden-rows": Severity.WARNING,
    "filtered-rows": Severity.WARNING,
    "hidden-columns": Severity.WARNING,
    "merged-number": Severity.WARNING,
    "merged-across": Severity.WARNING,
    "covered-cell": Severity.WARNING,
    "long-number": Severity.WARNING,
    "mixed-units": Severity.WARNING,
    "index-not-read": Severity.WARNING,
}
#: Former names of rules, each with the name that replaced it: briefs in old editions have them.
FORMER_RULES: Mapping[str, str] = {"set-aside": "excluded-rows"}
_FORMER_OF = {rule: former for former, rule in FORMER_RULES.items()}


def known_rules() -> tuple[str, ...]:
    """Return the rules that ``severity`` may set: those of checks and of unreadable cells."""
    from report.messages import intake, normalise

    cells = [rule for rule in intake.MESSAGES if rule.startswith("bad-")]
    return tuple(sorted({*CHECKS, *cells, *normalise.MESSAGES}))


def unknown_rules(name: str, severity: Mapping[str, str], context: Context) -> Iterator[Finding]:
    """Yield ``unknown-rule`` for each unknown name in ``severity``."""
    rules = known_rules()
    for rule in severity:
        if rule not in rules and rule not in FORMER_RULES:
            values = {"given": rule, "nearest": nearest(rule, rules)}
            yield Finding("unknown-rule", context.where("tables", name, "severity", rule), values)


def weight(subject: TableUnderTest, rule: str) -> Severity | None:
    """Return the severity of a rule in a table; ``None`` when the brief turns it off."""
    severity = subject.spec.severity
    said = severity.get(rule) or severity.get(_FORMER_OF.get(rule, rule))
    if said == "off":
        return None
    return CHECKS.get(rule, Severity.ERROR) if said is None else Severity(said)


def of_failure(
    subject: TableUnderTest, table_check: TableCheck, positions: np.ndarray
) -> Iterator[Finding]:
    """Yield a finding for each failing position, except for unreadable cells, which have findings
    already.
    """
    severity = weight(subject, table_check.rule)
    if severity is None:
        return
    for column in {table_check.column, *table_check.uses}:
        positions = np.setdiff1d(positions, subject.faulty(column), assume_unique=True)
    for position in positions[:MOST_FINDINGS].tolist():
        values = {
            "given": subject.cell_text(position, table_check.column),
            **table_check.values,
            **table_check.detail(position),
        }
        yield Finding(
            table_check.rule, subject.where(position, table_check.column), values, severity
        )
    yield from _rest(subject, table_check.rule, table_check.column, len(positions), severity)


def of_faults(subject: TableUnderTest) -> Iterator[Finding]:
    """Yield a finding for each unreadable cell."""
    for column, faults in subject.faults.items():
        counts: dict[str, int] = {}
        for fault in faults:
            severity = weight(subject, fault.rule)
            if severity is None:
                continue
            counts[fault.rule] = counts.get(fault.rule, 0) + 1
            if counts[fault.rule] <= MOST_FINDINGS:
                values = _fault_values(subject, column, fault.text)
                if fault.rule == "bad-cell":
                    values["type"] = subject.columns[column].type
                yield Finding(fault.rule, subject.where(fault.position, column), values, severity)
        for rule, count in counts.items():
            yield from _rest(subject, rule, column, count, weight(subject, rule) or Severity.ERROR)


def _fault_values(subject: TableUnderTest, column: str, value: str) -> dict[str, object]:
    """Return the values for messages about unreadable cells: the cell, and the values of a
    category.
    """
    from report.intake.types.kind import type_of
    from report.intake.validate.table_under_test import shown

    allowed: Sequence[str] = subject.columns[column].values
    meant = type_of(subject.columns[column]).nearest(value, subject.columns[column])
    return {"given": shown(value), "values": tuple(allowed), "nearest": meant}


def _rest(
    subject: TableUnderTest, rule: str, column: str, count: int, severity: Severity
) -> Iterator[Finding]:
    if count > MOST_FINDINGS:
        values = {"rule": rule, "count": count, "more": count - MOST_FINDINGS}
        yield Finding("more-of-these", subject.whole(column), values, severity)
