"""Rules of rows: expressions that are not false in any row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from report.errors import ExpressionError, Finding
from report.expressions.evaluation import evaluate
from report.expressions.expression import check_condition
from report.expressions.faults import ExpressionFault, Span
from report.expressions.schema import Scope
from report.expressions.vectors import BooleanVector
from report.intake.table_frames import AbsentColumnError, TableFrames
from report.intake.validate.table_check import TableCheck

if TYPE_CHECKING:
    import pandas as pd

    from report.brief.tables import RowRule
    from report.intake.table_frames import TableFrame
    from report.intake.validate.table_under_test import Context, TableUnderTest


def row_checks(subject: TableUnderTest, context: Context) -> Iterator[TableCheck | Finding]:
    """Yield a check for each rule of the brief, or a finding for an invalid one.

    A row breaks a rule only where the rule is false: not where a cell is blank or a date uncertain.
    """
    if not subject.spec.rules:
        return
    frame = _frame(subject, context)
    for number, rule in enumerate(subject.spec.rules):
        where = context.where("tables", subject.name, "rules", number, "check")
        try:
            yield _row_check(subject, frame, rule)
        except ExpressionFault as fault:
            yield fault.finding(where)
        except ExpressionError as error:
            yield Finding(error.findings[0].rule, where, error.findings[0].values)
        except AbsentColumnError:
            continue


def _frame(subject: TableUnderTest, context: Context) -> TableFrame:
    if context.rows is not None and subject.name in context.rows:
        return context.rows[subject.name]
    from report.brief.tables import Column

    undeclared = {title: Column(label=title) for title in subject.frame.columns}
    columns = {**undeclared, **subject.spec.columns, **subject.columns}
    frames = TableFrames("ar-MA", context.period)
    return frames.add_declared(subject.name, subject.frame, columns, subject.spec.foreign_keys)


def _row_check(subject: TableUnderTest, frame: TableFrame, rule: RowRule) -> TableCheck:
    expression = check_condition(rule.check, Scope(frame.schema))
    if not expression.columns:
        raise ExpressionFault("constant-expression", Span(0, len(rule.check)), rule.check)
    truths = cast(BooleanVector, evaluate(expression.tree, frame))
    columns = expression.columns

    def passes(rows: pd.DataFrame) -> pd.Series:
        import pandas as pd

        return pd.Series(truths.values | truths.blank, index=rows.index)

    def detail(position: int) -> dict[str, object]:
        cells = (f"{name} = {subject.cell_text(position, name) or '—'}" for name in columns)
        return {"cells": tuple(cells)}

    values = {"rule": rule.message or f"«{rule.check}»"}
    return TableCheck("row-rule", columns[0], passes, values, detail, columns, rows=True)
