"""The measures of a brief as formulas: expressions over aggregates and other measures."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from report.arabic.amounts import NumberFormat
from report.brief.measures import MEASURES
from report.errors import ExpressionError, Finding, Location
from report.expressions.aggregates import AGGREGATES
from report.expressions.checking import checked
from report.expressions.faults import faults_at
from report.expressions.kinds import NUMBER, Type
from report.expressions.parser import parse
from report.expressions.schema import Scope
from report.expressions.syntax import Name, Node, text_of
from report.expressions.typed import (
    Typed,
)
from report.measures.conditions import where_text
from report.measures.formula import Expression, Formula, Leaf, own_leaves
from report.measures.function import DerivedFunction, FormulaFunction, TableFunction
from report.measures.model import UNDEFINED, Measure
from report.measures.rules import Words
from report.measures.selection import unknown_measure
from report.measures.styles import Styles, declared_style
from report.measures.trees import (
    Whole,
    counted_tables,
    has_aggregates,
    names_outside_aggregates,
    outside_aggregates,
    with_condition,
    without_totals,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.brief.load import LoadedBrief
    from report.brief.measures import Measure as Spec
    from report.intake.model import EventTable
    from report.measures.table_data import TableData

#: A measure made from measures, they from others, and so on: more is a mistake, or an attack.
DEEPEST = 50
#: The measures that are written out in one formula, each time that it names them.
MOST_WRITTEN_OUT = 1000


_COUNT = "count({table})"


def count_of(table: str) -> str:
    """Return the name of the measure that counts the rows of a table.

    Every brief has it: blocks that name no measure show it. No measure of a brief has such a name.
    """
    return _COUNT.format(table=table)


class Formulas:
    """The formulas of a brief, each made when it is asked for."""

    def __init__(self, brief: LoadedBrief, data: Mapping[str, TableData]) -> None:
        self._brief = brief
        self._data = data
        self._formulas: dict[str, Formula] = {}
        #: The types of ``_formulas``, which the checking of the next ones reads.
        self._types: dict[str, Type] = {}
        #: By measure, how often one is made from another below it.
        self._depths: dict[str, int] = {}
        self._expressions: dict[str, Expression] = {}
        #: What is wrong with the measures that have no formula.
        self._faults: dict[str, tuple[Finding, ...]] = {}
        self._styles = Styles(data, self._style_of)
        self._counts = {count_of(table): table for table in data}

    def _style_of(self, name: str) -> NumberFormat | None:
        return self.formula(name).style if name in self else None

    def __contains__(self, name: str) -> bool:
        return name in self._brief.model.measures or name in self._counts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all measures."""
        return tuple(self._brief.model.measures)

    def __getitem__(self, name: str) -> Formula:
        return self.formula(name)

    def formula(self, name: str) -> Formula:
        """Return the formula of a measure.

        :raises ExpressionError: what is wrong with the measure, or with one that it is made of.
        """
        if name not in self._formulas:
            self._make(name)
        return self._formulas[name]

    def _make(self, name: str) -> None:
        """Make the formula of a measure, after those of the measures that it is made from.

        A fault is that of the lowest measure that has it, for all measures above it.
        """
        #: The measures on the way down, each with those that it is made from and that are to come.
        way: dict[str, Iterator[str]] = {}
        below: str | None = name
        try:
            while below is not None or way:
                if below is None:
                    last = next(reversed(way))
                    self._add(last)
                    del way[last]
                elif below in self._faults:
                    raise ExpressionError(*self._faults[below])
                elif below in way:
                    raise self._circle([*way, below])
                elif below not in self._formulas:
                    way[below] = iter(self._links(below))
                below = next(way[next(reversed(way))], None) if way else None
        except ExpressionError as error:
            self._faults.update(dict.fromkeys(way, error.findings))
            raise

    def _add(self, name: str) -> None:
        """Make the formula of a measure, whose parents are made."""
        spec = self._spec(name)
        place = self.place(name, spec.function)
        with MEASURES.guarded(spec.function, place):
            self._formulas[name] = self._made(name, spec, place)
        self._types[name] = self._formulas[name].type

    def _links(self, name: str) -> tuple[str, ...]:
        """Return the measures that a measure is made from.

        :raises ExpressionError: what is wrong with its expression; ``unknown-measure``.
        """
        spec = self._spec(name)
        place = self.place(name, spec.function)
        function: Any = MEASURES[spec.function]
        if isinstance(function, TableFunction):
            return ()
        with MEASURES.guarded(spec.function, place):
            listed = tuple(function.parents(spec))
        for parent in listed:
            if parent not in self._brief.model.measures:
                raise ExpressionError(unknown_measure(parent, self.names, place))
        if not isinstance(function, FormulaFunction):
            return listed
        return tuple(dict.fromkeys((*listed, *self._expression(name).used)))

    def _expression(self, name: str) -> Expression:
        """Return the expression of a measure that has one.

        :raises ExpressionError: what is wrong with its text.
        """
        if name not in self._expressions:
            spec = self._spec(name)
            place = self.place(name, spec.function)
            function: Any = MEASURES[spec.function]
            with MEASURES.guarded(spec.function, place), faults_at(place):
                node: Node = function.node(spec)
            wholes: dict[str, Whole] = {}
            node = without_totals(node, wholes)
            used = tuple(dict.fromkeys(self._measures_in(node, wholes)))
            for link in used:
                if link not in self._brief.model.measures:
                    raise ExpressionError(unknown_measure(link, self.names, place))
            self._expressions[name] = Expression(node, wholes, used)
        return self._expressions[name]

    def _circle(self, way: Sequence[str]) -> ExpressionError:
        """Return the error for a measure at the end of a way that is on it before."""
        path = way[way.index(way[-1]) :]
        place = self.place(path[0], self._spec(path[0]).function)
        return ExpressionError.of("circle", place, path=" → ".join(path))

    def _spec(self, name: str) -> Spec:
        if name not in self._counts:
            return self._brief.model.measures[name]
        keys = {"label": page_text("table.count"), "count": self._counts[name]}
        return cast("Spec", MEASURES["count"].model.model_validate(keys))

    def _made(self, name: str, spec: Spec, place: Location) -> Formula:
        links = self._links(name)
        depth = max((self._depths[link] + 1 for link in links), default=0)
        if depth > DEEPEST:
            raise _too_deep(name, DEEPEST, place)
        self._depths[name] = depth
        function: Any = MEASURES[spec.function]
        if isinstance(function, FormulaFunction):
            return self._of_expression(name, spec, function, place)
        if isinstance(function, TableFunction):
            table: str = self._table(spec.table, place)  # type: ignore[attr-defined]
            function.check(spec, self._data[table].table, lambda key: self.place(name, key))
            where = spec.where  # type: ignore[attr-defined]
            return Formula(
                name, spec.label, spec, table, None, NUMBER, where, declared_style(spec),
                function=function,
            )  # fmt: skip
        if not isinstance(function, DerivedFunction):
            raise TypeError(type(function).__name__)
        table = self.formula(links[0]).table if links else next(iter(self._data))
        return Formula(
            name, spec.label, spec, table, None, NUMBER, None, declared_style(spec),
            parents=links, function=function,
        )  # fmt: skip

    def _of_expression(
        self, name: str, spec: Spec, function: FormulaFunction[Any], place: Location
    ) -> Formula:
        expression = self._expression(name)
        node, wholes, used = expression.node, expression.wholes, expression.used
        table = self._table_of(spec, function, node, used, place)
        function.check(spec, self._data[table].table, lambda key: self.place(name, key))
        tree = self._checked(node, table, wholes, function.text(spec), place)
        style = self._styles.style(spec, tree, is_ratio=function.is_ratio)
        show = function.show(spec, lambda key: self.place(name, key))
        where = getattr(spec, "where", None)
        if where and used:
            node = self._written_out(node, table, name, wholes, [])
            tree, used = self._checked(node, table, {}, text_of(node), place), ()
        return Formula(
            name, spec.label, spec, table, tree, tree.type, where, style, show, wholes, used
        )

    def _written_out(
        self, node: Node, table: str, name: str, wholes: Mapping[str, Whole], written: list[str]
    ) -> Node:
        """Return a formula with the formula of each measure that it names in the name's place.

        The condition of a measure is on the rows of all that it is made from.

        :param written: the measures that are written out so far, which are counted.
        :raises ExpressionError: ``where-of-measures`` for a measure whose rows it cannot be on;
            ``too-deep`` for a formula that would have too many of them.
        """

        def replaced(piece: Node) -> Node | None:
            if not isinstance(piece, Name) or len(piece.path) != 1:
                return None
            (parent,) = piece.path
            if parent not in wholes and parent not in self._brief.model.measures:
                return None
            if parent in wholes or not self._can_be_filtered(parent, table):
                measure = wholes[parent].measure if parent in wholes else parent
                place = self.place(name, "where")
                raise ExpressionError.of("where-of-measures", place, measure=name, parent=measure)
            formula = self.formula(parent)
            function: Any = MEASURES[formula.spec.function]
            written.append(parent)
            if len(written) > MOST_WRITTEN_OUT:
                raise _too_deep(name, MOST_WRITTEN_OUT, self.place(name, "where"))
            inner = self._written_out(function.node(formula.spec), table, name, {}, written)
            if isinstance(formula.where, str) and formula.where:
                return with_condition(inner, parse(formula.where))
            return inner

        return outside_aggregates(node, replaced)

    def _can_be_filtered(self, name: str, table: str) -> bool:
        """Return whether a measure is an expression over rows of a table, and nothing more."""
        formula = self.formula(name)
        is_expression = isinstance(MEASURES[formula.spec.function], FormulaFunction)
        is_plain = not formula.show and not formula.wholes
        has_text = not formula.where or isinstance(formula.where, str)
        return is_expression and is_plain and has_text and formula.table == table

    def _checked(
        self, node: Node, table: str, wholes: Mapping[str, Whole], text: str, place: Location
    ) -> Typed:
        of_wholes = {name: self.formula(whole.measure).type for name, whole in wholes.items()}
        types = ChainMap(of_wholes, self._types)
        with faults_at(place):
            return checked(node, Scope(self._data[table].schema, types, AGGREGATES), text)

    def _measures_in(self, node: Node, wholes: Mapping[str, Whole]) -> Iterator[str]:
        """Yield the measures that a formula names outside of aggregates."""
        measures = self._brief.model.measures
        for name in names_outside_aggregates(node):
            if name in wholes:
                yield wholes[name].measure
            elif name in measures:
                yield name

    def _table_of(
        self,
        spec: Spec,
        function: FormulaFunction[Any],
        node: Node,
        used: Sequence[str],
        place: Location,
    ) -> str:
        """Return the table of a formula: declared, counted, of a measure in it, or the only one."""
        declared = function.table(spec)
        if declared is not None:
            return self._table(declared, place)
        for counted in counted_tables(node):
            if counted in self._data:
                return counted
        if used:
            return self.formula(used[0]).table
        if len(self._data) == 1:
            return next(iter(self._data))
        raise ExpressionError.of("no-from", place, known=tuple(self._data))

    def measure_of(self, node: Node, place: Location) -> str:
        """Return a measure of the table that the aggregates of a condition are over.

        :raises ExpressionError: ``no-table-of-condition`` where the condition does not say it.
        """
        for name in names_outside_aggregates(node):
            if name in self.names:
                return name
        for table in counted_tables(node):
            if table in self._data:
                return count_of(table)
        if len(self._data) > 1 and has_aggregates(node):
            raise ExpressionError.of("no-table-of-condition", place, known=tuple(self._data))
        return count_of(next(iter(self._data)))

    def _table(self, name: str, place: Location) -> str:
        if name not in self._data:
            names = tuple(self._data)
            raise ExpressionError.of("unknown-table", place, given=name, known=names)
        return name

    def place(self, name: str, key: str) -> Location:
        """Return the place of a key of a measure in the brief."""
        return self._brief.where("measures", name, key)

    def rule(self, name: str) -> str:
        """Return in Arabic how a measure is calculated, without the condition on its rows."""
        formula = self.formula(name)
        if formula.tree is not None:
            words, is_ratio = self.words(formula.wholes), formula.style.is_ratio
            return words.formula(formula.tree, formula.table, is_ratio=is_ratio)
        function = formula.function
        if isinstance(function, TableFunction):
            rule: str = function.rule(formula.spec, self._tables[formula.table])
            return rule
        parents = [self._described(parent) for parent in formula.parents]
        derived: str = function.rule(formula.spec, parents)
        return derived

    def words(self, wholes: Mapping[str, Whole] = MappingProxyType({})) -> Words:
        """Return the words of expressions over the tables and the measures.

        :param wholes: the names that replace ``total(…)`` in the expression.
        """
        return Words(self._tables, self.labels, wholes, self._brief.model.brief.locale)

    @cached_property
    def _tables(self) -> Mapping[str, EventTable]:
        return {name: data.table for name, data in self._data.items()}

    def _described(self, name: str) -> Measure:
        """Return a measure without its value, for the rule of one that is made from it."""
        formula = self.formula(name)
        return Measure(name, formula.label, UNDEFINED, self.rule(name), (), formula.spec.noun)

    def condition(self, name: str) -> str:
        """Return in Arabic the condition on the rows of a measure; empty without a condition."""
        formula = self.formula(name)
        if not formula.where:
            return ""
        table = self._data[formula.table].table
        return where_text(formula.where, table, self.place(name, "where"))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each measure."""
        return {name: spec.label for name, spec in self._brief.model.measures.items()}

    def leaves(self, names: Iterable[str]) -> tuple[Leaf, ...]:
        """Return the rows that measures are made from, and those that these are made from."""
        leaves: dict[Leaf, None] = {}
        done: set[str] = set()
        waiting = list(names)[::-1]
        while waiting:
            name = waiting.pop()
            if name not in done:
                done.add(name)
                formula = self.formula(name)
                leaves.update(dict.fromkeys(own_leaves(formula)))
                waiting += formula.parents[::-1]
        return tuple(leaves)


def _too_deep(measure: str, limit: int, place: Location) -> ExpressionError:
    return ExpressionError.of("too-deep", place, measure=measure, limit=limit)
