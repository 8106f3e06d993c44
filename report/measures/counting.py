"""The measures of a brief, each over all of its rows, and by the values of the column it is by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic.figures import decimals_of
from report.errors import DistinctFindings, ExpressionError, Finding, MujazError
from report.expressions.exact import plain
from report.expressions.faults import Span, faults_at
from report.expressions.parser import parse
from report.expressions.syntax import Name, text_of
from report.expressions.typed import Apply, Named, Typed
from report.measures.conditions import where_text, with_conditions
from report.measures.engine import Engine
from report.measures.model import Measure
from report.measures.opaque import plain_value
from report.measures.query import Asked, Query
from report.measures.selection import part_name, require_column, values_in_order
from report.measures.undecided import undecided_rows, undecided_within
from report.messages import joined, phrase

if TYPE_CHECKING:
    from report.brief.load import LoadedBrief
    from report.intake.model import EventTable
    from report.measures.formula import Formula
    from report.measures.model import Cell, Member, Result
    from report.measures.query import Where
    from report.measures.results import Answer


class CountedMeasures(Mapping[str, Measure]):
    """The measures of a brief by name, and the engine that answers queries about them.

    :param findings: warnings about the measures, such as divisions by zero.
    """

    def __init__(self, counting: Counting, names: Iterable[str]) -> None:
        self.counting = counting
        self.engine = counting.engine
        self._names = dict.fromkeys(names)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings about the measures that were counted."""
        return tuple(self.counting.findings)

    def __getitem__(self, name: str) -> Measure:
        if name not in self._names:
            raise KeyError(name)
        return self.counting.count(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def count_measures(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> CountedMeasures:
    """Count every measure of the brief.

    :raises ExpressionError: with a finding for every measure that cannot be counted.
    """
    counting = Counting(Engine(brief, tables))
    findings = DistinctFindings()
    for name in brief.model.measures:
        try:
            counting.count(name)
        except MujazError as error:
            findings.add(*error.findings)
    if findings:
        raise ExpressionError(*findings)
    return CountedMeasures(counting, brief.model.measures)


def limited_measures(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    limits: Mapping[str, tuple[Where, ...]],
    whole: Engine,
) -> CountedMeasures:
    """Return the measures of the rows that meet conditions by table, counted when they are asked
    for.

    :param whole: the engine over all rows.
    """
    engine = Engine(brief, tables).limited(limits, whole)
    return CountedMeasures(Counting(engine), brief.model.measures)


class Counting:
    """Counts measures, each when it is asked for.

    Where the engine is limited, the names of the measures say to what: «attacks[المنطقة = آسيا]».
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.findings = DistinctFindings()
        self._counted: dict[str, Measure] = {}

    def count(self, name: str) -> Measure:
        """Return a measure, counted with those that it is made from."""
        if name not in self._counted:
            formula = self.engine.formulas[name]
            for parent in formula.parents:
                self.count(parent)
            self._counted[name] = self.ask(name)
            self.findings.add(*undecided_rows(self.engine, formula))
        return self._counted[name]

    def ask(self, name: str, within: tuple[Where, ...] = ()) -> Measure:
        """Return a measure of the rows that meet conditions.

        :raises ExpressionError: what is wrong with a condition.
        """
        formula = self.engine.formulas[name]
        answer = self.engine.answer(Query(measures=(Asked(measure=name),), within=within))
        result = answer.result()
        self.findings.add(*result.findings, *undecided_within(self.engine, formula, within))
        limits = self._limits(formula, within)
        conditions = [text for text in (self.engine.formulas.condition(name), *limits) if text]
        rule = with_conditions(self.engine.formulas.rule(name), conditions)
        full, _ = _qualified(name, formula.label, limits)
        own = limits[len(limits) - len(within) :]  # a section says what all of it is limited to
        _, label = _qualified(name, formula.label, own)
        pieces = {} if within else self._parts(name, full, label, rule)
        return self.measure_of(full, label, formula, result.cell(0), answer, 0, rule, pieces)

    def _limits(self, formula: Formula, within: tuple[Where, ...]) -> list[str]:
        """Return the conditions that a measure is limited by, in words."""
        table, formulas = self.engine.data[formula.table].table, self.engine.formulas
        conditions = (*self.engine.limits.get(formula.table, ()), *within)
        place = formulas.place(formula.name, "where")
        return [where_text(where, table, place) for where in conditions]

    def by(self, name: str, query: Query) -> list[tuple[Member, Measure]]:
        """Return a measure for each member of the one dimension of a query."""
        formula = self.engine.formulas[name]
        answer = self.engine.answer(query)
        result = answer.result()
        limits = self._limits(formula, query.within)
        (dimension,) = result.row_dimensions
        pieces = []
        for row, (member,) in enumerate(result.rows):
            words = phrase("rule.group", dimension=dimension, member=member.label)
            full, label = _qualified(name, formula.label, [*limits, words])
            cell = result.cell(row)
            rule = cell.provenance.rule
            pieces.append(
                (member, self.measure_of(full, label, formula, cell, answer, row, rule, {}))
            )
        return pieces

    def _parts(self, name: str, full: str, label: str, rule: str) -> dict[str, Measure]:
        """Return the measure of each value of the column that it is also counted by.

        :param full: its name with its limits; ``label`` and ``rule`` have them too.
        """
        formula = self.engine.formulas[name]
        by = getattr(formula.spec, "by", None)
        if by is None:
            return {}
        text = self.by_text(name) or by
        columns = self.engine.data[formula.table].table.columns
        answer = self.engine.answer(Query(measures=(Asked(measure=name),), rows=(text,)))
        result = answer.result()
        dimension = columns[by].label if by in columns else result.row_dimensions[0]
        pieces = {}
        for key, row in self._places(name, by, formula, result):
            own = phrase("rule.group", dimension=dimension, member=key)
            pieces[key] = self.measure_of(
                f"{full}[{key}]",
                phrase("rule.label-where", label=label, conditions=key),
                formula,
                result.cell(row),
                answer,
                row,
                joined("list.conditions", (rule, own)),
                {},
            )
        return pieces

    def by_text(self, name: str) -> str | None:
        """Return the dimension that a measure is also counted by, or ``None``.

        :raises ExpressionError: ``unknown-column``, or what is wrong with the expression.
        """
        formula, formulas = self.engine.formulas[name], self.engine.formulas
        by: str | None = getattr(formula.spec, "by", None)
        if by is None:
            return None
        table, place = self.engine.data[formula.table].table, formulas.place(name, "by")
        if by in table.frame.columns:
            return text_of(Name(Span(0, 0), (by,)))
        with faults_at(place):
            node = parse(by)
        if isinstance(node, Name) and len(node.path) == 1:
            require_column(table, by, place)
        return by

    def _places(
        self, name: str, by: str, formula: Formula, result: Result
    ) -> list[tuple[str, int]]:
        """Return the names of the parts with the rows of a result, in the order of the values."""
        data, formulas = self.engine.data[formula.table], self.engine.formulas
        if by not in data.table.frame.columns:
            return [(_key(line[0]), row) for row, line in enumerate(result.rows)]
        rows: dict[object, int] = {line[0].value: row for row, line in enumerate(result.rows)}
        mask = data.kept(formula.where, formulas.place(name, "where"))[0]
        for limit in self.engine.limits.get(formula.table, ()):
            mask = mask & data.kept(limit, formulas.place(name, "where"))[0]
        values = values_in_order(data.table, by, data.table.frame[mask])
        return [(part_name(value), rows[_member_value(value)]) for value in values]

    def measure_of(
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
        """Return the measure of a cell, which is in a row of an answer."""
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
            group=cell.provenance.group,
            conditions=cell.provenance.conditions,
            show=cell.provenance.show,
        )

    def _decimals(self, tree: Typed, cell: Cell) -> int | None:
        """Return the decimals that a measure is printed with: of a sum the most of its parts'."""
        pieces = list(_added(tree))
        if len(pieces) > 1 and all(isinstance(piece, Named) for piece in pieces):
            measures = (self.count(piece.name) for piece in pieces if isinstance(piece, Named))
            return max(
                (measure.decimals for measure in measures if measure.decimals is not None),
                default=None,
            )
        value = plain_value(cell.value)
        declared = cell.style.decimals
        return decimals_of(value) if declared is None else declared


def _qualified(name: str, label: str, limits: Sequence[str]) -> tuple[str, str]:
    """Return the name and the label of a measure that is limited by conditions."""
    if not limits:
        return name, label
    words = joined("list.conditions", limits)
    full = phrase("rule.name-where", name=name, conditions=words)
    return full, phrase("rule.label-where", label=label, conditions=words)


def _key(member: Member) -> str:
    """Return what the part of a member is called in prose: a text itself, a year in plain digits,
    a date in EDTF."""
    if member.kind == "missing":
        return part_name(None)
    value = member.value
    return part_name(plain_value(value) if isinstance(value, Fraction) else value)


def _added(tree: Typed) -> Iterator[Typed]:
    """Yield the pieces that a tree adds and subtracts."""
    if isinstance(tree, Apply) and tree.function.name in ("+", "-"):
        for argument in tree.arguments:
            yield from _added(argument)
    else:
        yield tree


def _member_value(value: object) -> object:
    """Return a value of a column as the members of dimensions have it: numbers as fractions."""
    return plain(value) if isinstance(value, Decimal) else value
