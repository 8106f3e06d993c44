"""The measures of a brief, each over all of its rows, and by the values of the column it is by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic.figures import decimals_of
from report.errors import ExpressionError, Finding, MujazError
from report.expressions.faults import Span
from report.expressions.syntax import Name, text_of
from report.expressions.typed import Apply, Named, Typed
from report.measures.engine import Engine
from report.measures.model import Measure
from report.measures.opaque import plain_value
from report.measures.query import Asked, Query
from report.measures.selection import part_name, require_column, values_in_order
from report.messages import page_text

if TYPE_CHECKING:
    from report.brief.load import LoadedBrief
    from report.intake.model import EventTable
    from report.measures.formulas import Formula
    from report.measures.model import Cell
    from report.measures.results import Answer


class CountedMeasures(Mapping[str, Measure]):
    """The measures of a brief by name, and the engine that answers queries about them.

    :param findings: warnings about the measures, such as divisions by zero.
    """

    def __init__(
        self, engine: Engine, measures: Mapping[str, Measure], findings: tuple[Finding, ...]
    ) -> None:
        self.engine = engine
        self.findings = findings
        self._measures = measures

    def __getitem__(self, name: str) -> Measure:
        return self._measures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._measures)

    def __len__(self) -> int:
        return len(self._measures)


def count_measures(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> CountedMeasures:
    """Count every measure of the brief.

    :raises ExpressionError: with a finding for every measure that cannot be counted.
    """
    counting = _Counting(Engine(brief, tables))
    findings: list[Finding] = []
    for name in brief.model.measures:
        try:
            counting.count(name)
        except MujazError as error:
            findings.extend(finding for finding in error.findings if finding not in findings)
    if findings:
        raise ExpressionError(*findings)
    measures = {name: counting.counted[name] for name in brief.model.measures}
    return CountedMeasures(counting.engine, measures, tuple(dict.fromkeys(counting.findings)))


class _Counting:
    """The measures of a brief while they are counted."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.counted: dict[str, Measure] = {}
        self.findings: list[Finding] = []

    def count(self, name: str) -> Measure:
        """Return a measure, counted with those that it is made from."""
        if name not in self.counted:
            formula = self.engine.formulas[name]
            for parent in formula.parents:
                self.count(parent)
            answer = self.engine.answer(Query(measures=(Asked(measure=name),)))
            result = answer.result()
            self.findings += result.findings
            condition = self.engine.formulas.condition(name)
            rule = self.engine.formulas.rule(name)
            rule += page_text("rule.where") + condition if condition else ""
            cell = result.cell(0)
            pieces = self._parts(name, formula, rule)
            self.counted[name] = self._measure(
                name, formula.label, formula, cell, answer, 0, rule, pieces
            )
        return self.counted[name]

    def _parts(self, name: str, formula: Formula, rule: str) -> dict[str, Measure]:
        """Return the measure of each value of the column that it is also counted by."""
        column = getattr(formula.spec, "by", None)
        if column is None:
            return {}
        formulas = self.engine.formulas
        data = self.engine.data[formula.table]
        require_column(data.table, column, formulas.place(name, "by"))
        by = text_of(Name(Span(0, 0), (column,)))
        answer = self.engine.answer(Query(measures=(Asked(measure=name),), rows=(by,)))
        result = answer.result()
        places: dict[object, int] = {line[0].value: row for row, line in enumerate(result.rows)}
        label = data.table.columns[column].label
        mask = data.kept(formula.where, formulas.place(name, "where"))[0]
        pieces = {}
        for value in values_in_order(data.table, column, data.table.frame[mask]):
            key = part_name(value)
            row = places[exact_member(value)]
            pieces[key] = self._measure(
                f"{name}[{key}]",
                f"{formula.label}: {key}",
                formula,
                result.cell(row),
                answer,
                row,
                f"{rule}؛ {label} = {key}",
                {},
            )
        return pieces

    def _measure(
        self,
        name: str,
        label: str,
        formula: Formula,
        cell: Cell,
        answer: Answer,
        row: int,
        rule: str,
        measures: Mapping[str, Measure],
    ) -> Measure:
        style, value = cell.style, plain_value(cell.value)
        is_ratio, is_percent = style.is_ratio, style.is_percent
        if formula.tree is None:
            counted = answer.counted(row)
            is_ratio, is_percent, value = counted.is_share, counted.is_percent, counted.value
            decimals = counted.printed_decimals if formula.table_function else counted.decimals
        else:
            decimals = None if is_ratio else self._decimals(formula.tree, cell)
            value = Decimal(value) if is_ratio else value
        return Measure(
            name,
            label,
            value,
            rule,
            cell.provenance.rows,
            formula.spec.noun,
            is_share=is_ratio,
            parts=measures,
            decimals=decimals,
            is_percent=is_percent,
            cell=cell,
        )

    def _decimals(self, tree: Typed, cell: Cell) -> int | None:
        """Return the decimals that a measure is printed with: of a sum the most of its parts'."""
        pieces = list(_added(tree))
        if len(pieces) > 1 and all(isinstance(piece, Named) for piece in pieces):
            measures = (self.counted[piece.name] for piece in pieces if isinstance(piece, Named))
            return max(
                (measure.decimals for measure in measures if measure.decimals is not None),
                default=None,
            )
        value = plain_value(cell.value)
        declared = cell.style.decimals
        return decimals_of(value) if declared is None else declared


def _added(tree: Typed) -> Iterator[Typed]:
    """Yield the pieces that a tree adds and subtracts."""
    if isinstance(tree, Apply) and tree.function.name in ("+", "-"):
        for argument in tree.arguments:
            yield from _added(argument)
    else:
        yield tree


def exact_member(value: object) -> object:
    """Return a value of a column as the members of dimensions have it: numbers as fractions."""
    if isinstance(value, Decimal):
        exact = Fraction(value)
        return exact.numerator if exact.denominator == 1 else exact
    return value
