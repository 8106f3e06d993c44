"""The measures of a brief, counted from its tables and from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from report.brief import base
from report.brief.load import LoadedBrief
from report.brief.measures import MEASURES, TableMeasure
from report.brief.measures import Measure as Spec
from report.errors import ExpressionError, Finding, Location, MujazError
from report.intake.conditions import Value
from report.intake.model import EventTable
from report.measures.function import DerivedFunction, Result, TableFunction
from report.measures.model import Measure, TableRows
from report.measures.selection import (
    grouped,
    part_name,
    require_column,
    select,
    unknown_measure,
)
from report.messages import page_text
from report.rows import RowRanges

if TYPE_CHECKING:
    import pandas as pd

#: A measure made from measures, they from others, and so on: beyond this it is a mistake, or an
#: attack.
DEEPEST = 50


def count_measures(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> Mapping[str, Measure]:
    """Count every measure of the brief.

    :raises ExpressionError: with a finding for every measure that cannot be counted.
    """
    counting = _Counting(brief, tables)
    findings: list[Finding] = []
    for name in brief.model.measures:
        try:
            counting.measure(name)
        except MujazError as error:
            findings.extend(finding for finding in error.findings if finding not in findings)
    if findings:
        raise ExpressionError(*findings)
    return counting.counted


class _Counting:
    """The measures of a brief while they are counted."""

    def __init__(self, brief: LoadedBrief, tables: Mapping[str, EventTable]) -> None:
        self._brief = brief
        self._tables = tables
        self.counted: dict[str, Measure] = {}

    def measure(self, name: str, above: tuple[str, ...] = ()) -> Measure:
        """Return a measure; ``above`` are the measures that it is counted for."""
        if name not in self.counted:
            spec = self._brief.model.measures[name]
            place = self._brief.where("measures", name, spec.function)
            if name in above:
                raise ExpressionError.of("circle", place, path=" → ".join([*above, name]))
            if len(above) > DEEPEST:
                raise ExpressionError.of("too-deep", place, measure=above[0], limit=DEEPEST)
            function: Any = MEASURES[spec.function]
            with MEASURES.guarded(spec.function, place):
                if isinstance(spec, TableMeasure):
                    self.counted[name] = self._from_table(name, spec, function, place)
                else:
                    self.counted[name] = self._derived(name, spec, function, place, above)
        return self.counted[name]

    def _derived(
        self,
        name: str,
        spec: Spec,
        function: DerivedFunction[Any],
        place: Location,
        above: tuple[str, ...],
    ) -> Measure:
        measures = self._brief.model.measures
        parents = []
        for parent in function.parents(spec):
            if parent not in measures:
                raise ExpressionError(unknown_measure(parent, measures, place))
            parents.append(self.measure(parent, (*above, name)))
        rows = tuple(dict.fromkeys(chain.from_iterable(parent.rows for parent in parents)))
        result = function.result(spec, parents)
        # The printed decimals are those of the measures that it is made of, where these have any.
        measure = _measure(name, spec.label, spec, result, function.rule(spec, parents), rows)
        return replace(measure, decimals=result.decimals)

    def _from_table(
        self, name: str, spec: TableMeasure, function: TableFunction[Any], place: Location
    ) -> Measure:
        if spec.table not in self._tables:
            names = "، ".join(self._tables)
            raise ExpressionError.of("unknown-table", place, given=spec.table, known=names)
        table = self._tables[spec.table]
        frame = select(table, spec.where, self._place(name, "where"))
        function.check(spec, table, lambda key: self._place(name, key))
        rule = function.rule(spec, table) + conditions_text(spec.where, table)
        by_value: dict[str, Measure] = {}
        if spec.by is not None:
            require_column(table, spec.by, self._place(name, "by"))
            by = table.columns[spec.by].label
            for value, group in grouped(table, spec.by, frame):
                key = part_name(value)
                label, part_rule = f"{spec.label}: {key}", f"{rule}؛ {by} = {key}"
                result = function.result(spec, table, group)
                rows = _rows(table, group)
                by_value[key] = _measure(f"{name}[{key}]", label, spec, result, part_rule, rows)
        result = function.result(spec, table, frame)
        measure = _measure(name, spec.label, spec, result, rule, _rows(table, frame))
        return replace(measure, parts=by_value)

    def _place(self, name: str, key: str) -> Location:
        return self._brief.where("measures", name, key)


def _measure(
    name: str, label: str, spec: Spec, result: Result, rule: str, rows: tuple[TableRows, ...]
) -> Measure:
    return Measure(
        name,
        label,
        result.value,
        rule,
        rows,
        spec.noun,
        is_share=result.is_share,
        decimals=result.printed_decimals,
        is_percent=result.is_percent,
    )


def _rows(table: EventTable, frame: pd.DataFrame) -> tuple[TableRows, ...]:
    index = frame.index
    # The numbers ascend: where the last is as far from the first as there are rows, none is left
    # out.
    is_whole = index.size > 0 and index[-1] - index[0] == len(index) - 1
    rows = RowRanges.run(int(index[0]), int(index[-1])) if is_whole else RowRanges(index.to_numpy())
    return (TableRows(table.name, rows),)


def conditions_text(
    where: base.Conditions, table: EventTable, groups: Sequence[tuple[str, Value]] = ()
) -> str:
    """Return, in Arabic, the conditions on rows, as they are behind a rule.

    :param groups: columns, each with the value that the rows of a group have.
    """
    conditions = [_condition_text(table, key, condition) for key, condition in where.items()]
    conditions += [f"{table.columns[name].label} = {part_name(value)}" for name, value in groups]
    return page_text("rule.where") + "؛ ".join(conditions) if conditions else ""


def _condition_text(table: EventTable, column: str, condition: object) -> str:
    label = table.columns[column].label
    if not isinstance(condition, base.Condition):
        return f"{label} = {_choices(condition)}"
    texts = []
    if condition.missing is not None:
        key = "condition.missing" if condition.missing else "condition.stated"
        texts.append(page_text(key, column=label))
    if condition.not_ is not None:
        values = _choices(condition.not_, page_text("nor"))
        texts.append(page_text("condition.not", column=label, values=values))
    return "؛ ".join(texts)


def _choices(condition: object, joint: str | None = None) -> str:
    values = condition if isinstance(condition, tuple) else (condition,)
    return (joint or page_text("or")).join(part_name(value) for value in values)
