"""The measures of a brief as formulas: expressions over aggregates and other measures."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from report.arabic.amounts import NumberFormat
from report.brief.measures import MEASURES
from report.errors import ExpressionError, Location
from report.expressions.aggregates import AGGREGATES
from report.expressions.checking import checked
from report.expressions.faults import faults_at
from report.expressions.kinds import NUMBER, Type
from report.expressions.parser import parse
from report.expressions.schema import Scope
from report.expressions.syntax import Name, Node, text_of
from report.expressions.typed import (
    Typed,
    aggregates_of,
)
from report.measures.conditions import where_text
from report.measures.function import DerivedFunction, FormulaFunction, TableFunction
from report.measures.model import UNDEFINED, Measure
from report.measures.rules import Words
from report.measures.selection import unknown_measure
from report.measures.show import ShowAs
from report.measures.styles import Styles, declared_style
from report.measures.trees import (
    Whole,
    counted_tables,
    names_outside_aggregates,
    outside_aggregates,
    with_condition,
    without_totals,
)
from report.messages import page_text

if TYPE_CHECKING:
    from report.brief.load import LoadedBrief
    from report.brief.measures import Measure as Spec
    from report.measures.query import Where
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


@dataclass(frozen=True, slots=True)
class Leaf:
    """Rows that a measure is made from: those of a table that meet the conditions.

    :param measure: the measure whose ``where`` is meant; ``None`` for no such condition.
    :param condition: the condition inside the aggregate.
    :param counted: the value whose blanks are not counted, of ``count(value)``.
    """

    table: str
    measure: str | None
    condition: Typed | None
    counted: Typed | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A measure and how it is computed.

    :param table: the table that its own aggregates are of.
    :param tree: its typed tree; ``None`` for a function of a plug-in, which is ``function``.
    :param type: the type of its values.
    :param where: the condition on the rows of ``table``.
    :param style: how its numbers are printed.
    :param show: what of it is shown.
    :param wholes: the names in the tree that replace ``total(…)``.
    :param parents: the measures that it is computed from.
    """

    name: str
    label: str
    spec: Spec
    table: str
    tree: Typed | None
    type: Type
    where: Where | None
    style: NumberFormat
    show: tuple[ShowAs, ...] = ()
    wholes: Mapping[str, Whole] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    function: Any = None

    @property
    def table_function(self) -> bool:
        """Whether it is a function of rows that a plug-in has."""
        return isinstance(self.function, TableFunction)

    @property
    def warns_of_zero(self) -> bool:
        """Whether a division by zero is reported: a share of nothing is a dash without a word."""
        return not self.style.is_ratio


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

    def formula(self, name: str, above: tuple[str, ...] = ()) -> Formula:
        """Return the formula of a measure; ``above`` are the measures that it is made for.

        :raises ExpressionError: what is wrong with the measure, or with one that it is made of.
        """
        if name not in self._formulas:
            spec = self._spec(name)
            place = self._brief.where("measures", name, spec.function)
            if name in above:
                raise ExpressionError.of("circle", place, path=" → ".join([*above, name]))
            if len(above) > DEEPEST:
                raise _too_deep(above[0], DEEPEST, place)
            with MEASURES.guarded(spec.function, place):
                self._formulas[name] = self._made(name, spec, place, (*above, name))
            self._types[name] = self._formulas[name].type
        return self._formulas[name]

    def _spec(self, name: str) -> Spec:
        if name not in self._counts:
            return self._brief.model.measures[name]
        keys = {"label": page_text("table.count"), "count": self._counts[name]}
        return cast("Spec", MEASURES["count"].model.model_validate(keys))

    def _made(self, name: str, spec: Spec, place: Location, above: tuple[str, ...]) -> Formula:
        function: Any = MEASURES[spec.function]
        if isinstance(function, FormulaFunction):
            return self._of_expression(name, spec, function, place, above)
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
        parents = self._parents(function.parents(spec), place, above)
        table = parents[0].table if parents else next(iter(self._data))
        names = tuple(parent.name for parent in parents)
        return Formula(
            name, spec.label, spec, table, None, NUMBER, None, declared_style(spec),
            parents=names, function=function,
        )  # fmt: skip

    def _of_expression(
        self,
        name: str,
        spec: Spec,
        function: FormulaFunction[Any],
        place: Location,
        above: tuple[str, ...],
    ) -> Formula:
        with faults_at(place):
            node = function.node(spec)
        self._parents(function.parents(spec), place, above)
        wholes: dict[str, Whole] = {}
        node = without_totals(node, wholes)
        used = tuple(dict.fromkeys(self._measures_in(node, wholes)))
        self._parents(used, place, above)
        table = self._table_of(spec, function, node, used, place)
        function.check(spec, self._data[table].table, lambda key: self.place(name, key))
        tree = self._checked(node, table, wholes, text_of(node), place)
        style = self._styles.style(spec, tree, is_ratio=function.is_ratio)
        show = function.show(spec, lambda key: self.place(name, key))
        where = getattr(spec, "where", None)
        if where and used:
            node = self._written_out(node, table, name, wholes, [])
            tree, used = self._checked(node, table, {}, text_of(node), place), ()
        parents = tuple(dict.fromkeys(used))
        return Formula(
            name, spec.label, spec, table, tree, tree.type, where, style, show, wholes, parents
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

    def _parents(
        self, names: Sequence[str], place: Location, above: tuple[str, ...]
    ) -> list[Formula]:
        parents = []
        for parent in names:
            if parent not in self._brief.model.measures:
                raise ExpressionError(unknown_measure(parent, self.names, place))
            parents.append(self.formula(parent, above))
            depth = max(self._depths.get(above[-1], 0), self._depths.get(parent, 0) + 1)
            if depth > DEEPEST:
                raise _too_deep(above[-1], DEEPEST, place)
            self._depths[above[-1]] = depth
        return parents

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
        tables = {table: data.table for table, data in self._data.items()}
        words = Words(tables, self.labels, formula.wholes, self._brief.model.brief.locale)
        if formula.tree is not None:
            is_ratio = formula.style.is_ratio
            return words.formula(formula.tree, formula.table, is_ratio=is_ratio)
        function = formula.function
        if isinstance(function, TableFunction):
            rule: str = function.rule(formula.spec, tables[formula.table])
            return rule
        parents = [self._described(parent) for parent in formula.parents]
        derived: str = function.rule(formula.spec, parents)
        return derived

    def shown_rule(self, show: Sequence[ShowAs], rule: str) -> str:
        """Return a rule with the words of what is shown of it."""
        return Words({}, {}, {}, self._brief.model.brief.locale).show(show, rule)

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
                leaves.update(dict.fromkeys(_own_leaves(formula)))
                waiting += formula.parents[::-1]
        return tuple(leaves)


def _too_deep(measure: str, limit: int, place: Location) -> ExpressionError:
    return ExpressionError.of("too-deep", place, measure=measure, limit=limit)


def _own_leaves(formula: Formula) -> Iterator[Leaf]:
    measure = formula.name if formula.where else None
    if formula.tree is None:
        if isinstance(formula.function, TableFunction):
            yield Leaf(formula.table, measure, None)
        return
    for piece in aggregates_of(formula.tree):
        own = measure if piece.table == formula.table else None
        is_count = piece.aggregate.name == "count" and bool(piece.arguments)
        yield Leaf(piece.table, own, piece.where, piece.arguments[0] if is_count else None)
