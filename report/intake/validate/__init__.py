"""Check the cells, rows, keys and totals of a table in one pass; each fault is at its cell."""

from __future__ import annotations

from report.errors import Finding
from report.intake.validate.broken import broken_letters
from report.intake.validate.columns import column_checks
from report.intake.validate.relations import foreign_checks, key_check, table_rules
from report.intake.validate.row_rules import row_checks
from report.intake.validate.schema import table_schema
from report.intake.validate.severity import known_rules, of_failure, of_faults, unknown_rules
from report.intake.validate.table_check import TableCheck, failures
from report.intake.validate.table_under_test import Context, TableUnderTest

__all__ = ["Context", "TableUnderTest", "known_rules", "table_schema", "validate"]


def validate(subject: TableUnderTest, context: Context) -> tuple[Finding, ...]:
    """Return the findings about a table, in row order.

    Faults of the declaration in ``brief.toml`` come first, then faults of the whole table, then
    faults of cells. At most 1,000 findings per rule and column are listed; ``more-of-these`` counts
    the rest.
    """
    declared: list[Finding] = list(unknown_rules(subject.name, subject.spec.severity, context))
    checks: list[TableCheck] = []
    for checks_of in (column_checks, key_check, foreign_checks, row_checks):
        for outcome in checks_of(subject, context):
            if isinstance(outcome, Finding):
                declared.append(outcome)
            else:
                checks.append(outcome)
    declared.extend(table_rules(subject, context))
    declared.extend(broken_letters(subject))
    cells = list(of_faults(subject))
    for table_check, positions in failures(subject.frame, checks):
        cells.extend(of_failure(subject, table_check, positions))
    return (*declared, *sorted(cells, key=_order))


def _order(finding: Finding) -> tuple[str, str, int, int, str]:
    where = finding.where
    cell = where.cell or ""
    return (where.file or "", where.sheet or "", where.row or 0, len(cell), cell)
