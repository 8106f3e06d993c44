"""Resolves the names of a parsed expression and checks its kinds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from report.expressions import syntax
from report.expressions.calls import Calls
from report.expressions.faults import ExpressionFault
from report.expressions.functions.function import FUNCTIONS
from report.expressions.kinds import BOOLEAN, DATE, MISSING, NUMBER, TEXT, WHOLE
from report.expressions.operators import (
    AND,
    COMPARISONS,
    DATE_MINUS,
    DATE_PLUS,
    DAYS_BETWEEN,
    IN_COLUMN,
    IS_MISSING,
    MEMBERSHIP,
    NEGATIVE,
    NOT,
    NUMBERS,
    OR,
    WITH_PERIOD,
    WITHIN,
)
from report.expressions.typed import (
    Aggregated,
    Apply,
    Column,
    Constant,
    Link,
    Named,
    Period,
    TableColumn,
    Typed,
    walk,
)
from report.nearest import nearest

if TYPE_CHECKING:
    from report.expressions.kinds import Kind
    from report.expressions.schema import Schema, Scope
    from report.expressions.syntax import Node


def checked(node: Node, scope: Scope, text: str) -> Typed:
    """Return the typed tree of a parsed expression.

    :param text: the text of the expression, for the messages.
    :raises ExpressionFault: ``no-such-name``, ``no-such-link``, ``several-links``,
        ``unknown-function``, ``wrong-argument-count``, ``unfit-argument``, ``unfit-kinds``,
        ``not-a-condition``, ``compare-missing``, ``bad-date-text``, ``column-outside-aggregate``,
        ``aggregate-in-row``, ``needs-order``, ``no-cell-holds`` and others of
        :mod:`report.messages.expressions`.
    """
    return Checker(scope, text).typed(node)


class Checker(Calls):
    """A walk over the tree of one expression in one scope."""

    def typed(self, node: Node) -> Typed:
        """Return the typed tree of a node."""
        match node:
            case syntax.Number():
                value = Fraction(node.value)
                is_whole = value.denominator == 1
                kind = WHOLE if is_whole else NUMBER
                return Constant(node.span, kind, value.numerator if is_whole else value)
            case syntax.Text():
                return Constant(node.span, TEXT, node.value)
            case syntax.Truth():
                return Constant(node.span, BOOLEAN, node.value)
            case syntax.Missing():
                return Constant(node.span, MISSING, None)
            case syntax.Name():
                return self._name(node)
            case syntax.Call():
                return self.call(node)
            case syntax.Items():
                raise self.fault("list-not-here", node)
            case syntax.Negative():
                return self._negative(node)
            case syntax.Arithmetic():
                return self._arithmetic(node)
        return self._condition(node)

    def _condition(self, node: Node) -> Typed:
        match node:
            case syntax.Not():
                return Apply(node.span, BOOLEAN, NOT, (self.condition(node.operand),))
            case syntax.Logic():
                operands = tuple(self.condition(operand) for operand in node.operands)
                return Apply(node.span, BOOLEAN, AND if node.word == "and" else OR, operands)
            case syntax.IsMissing():
                operand = self.typed(node.operand)
                return self._negated(
                    Apply(node.span, BOOLEAN, IS_MISSING, (operand,)), node.is_negative
                )
            case syntax.Membership():
                return self._membership(node)
            case syntax.Comparison():
                return self._comparison(node)
        raise self.fault("unreadable-expression", node)

    def condition(self, node: Node) -> Typed:
        """Return the typed tree of a node that is a truth.

        :raises ExpressionFault: ``not-a-condition``.
        """
        typed = self.typed(node)
        if typed.type.kind == "missing":
            return replace(typed, type=BOOLEAN)
        if typed.type.kind != "boolean":
            words = self.kind_words("kind", typed.type.kind)
            advice = self.advice(typed, ("boolean",))
            raise self.fault("not-a-condition", node, **words, **advice)
        return typed

    def _negated(self, typed: Typed, is_negative: bool) -> Typed:
        return Apply(typed.span, BOOLEAN, NOT, (typed,)) if is_negative else typed

    def _negative(self, node: syntax.Negative) -> Typed:
        operand = self.typed(node.operand)
        if operand.type.kind not in ("number", "missing"):
            words = self.kind_words("kind", operand.type.kind)
            advice = self.advice(operand, ("number",))
            raise self.fault("unfit-negative", node.operand, **words, **advice)
        if isinstance(operand, Constant) and isinstance(operand.value, int | Fraction):
            return Constant(node.span, operand.type, -operand.value)
        function = NEGATIVE[operand.type.is_whole]
        return Apply(node.span, function.type_of(()), function, (self.fitted(operand, "number"),))

    def _arithmetic(self, node: syntax.Arithmetic) -> Typed:
        left, right = self.typed(node.left), self.typed(node.right)
        kinds = left.type.kind, right.type.kind
        if "date" in kinds:
            return self._date_arithmetic(node, left, right)
        if set(kinds) <= {"number", "missing"}:
            is_whole = left.type.is_whole and right.type.is_whole
            function = NUMBERS[node.sign, is_whole]
            operands = (self.fitted(left, "number"), self.fitted(right, "number"))
            return Apply(node.span, function.type_of(()), function, operands)
        raise self.unfit(node, left, right)

    def _date_arithmetic(self, node: syntax.Arithmetic, left: Typed, right: Typed) -> Typed:
        """Return date + days, days + date, date - days, or the days between two dates."""
        if node.sign == "-" and left.type.kind in ("date", "text"):
            left, right = self.as_date(left, DATE), self.as_date(right, DATE)
            if right.type.kind == "date":
                return Apply(node.span, WHOLE, DAYS_BETWEEN, (left, right))
        kinds = [left.type.kind, right.type.kind]
        is_sum = node.sign == "+" and sorted(kinds) == ["date", "number"]
        if is_sum or (node.sign == "-" and kinds == ["date", "number"]):
            function = DATE_PLUS if is_sum else DATE_MINUS
            return Apply(node.span, DATE, function, (left, right))
        raise self.unfit(node, left, right)

    def _membership(self, node: syntax.Membership) -> Typed:
        operand = self.typed(node.operand)
        if not isinstance(node.container, syntax.Items):
            column = self._table_column(node.container)
            if column is not None:
                return self._in_column(node, operand, column)
            container = self.as_date(self.typed(node.container), operand.type)
            if operand.type.kind == container.type.kind == "date":
                within = Apply(node.span, BOOLEAN, WITHIN, (operand, container))
                return self._negated(within, node.is_negative)
            kinds: tuple[Kind, ...] = ("date",) if container.type.kind == "date" else ()
            raise self.fault("not-a-list", node.container, **self.advice(operand, kinds))
        if not node.container.items:
            raise self.fault("not-a-list", node.container, **self.advice(operand, ()))
        items = [self._comparable(operand, self.typed(item)) for item in node.container.items]
        for item in items:
            if item.type.kind != operand.type.kind:
                raise self.unfit(node, operand, item)
        function = MEMBERSHIP[operand.type.kind]
        member = Apply(node.span, BOOLEAN, function, (operand, *items))
        return self._negated(member, node.is_negative)

    def _table_column(self, container: Node) -> TableColumn | None:
        """Return the column of another table that stands after «in»; ``None`` for anything else."""
        if not isinstance(container, syntax.Name) or len(container.path) != 2:
            return None
        table, name = container.path
        schema = self.scope.schema.tables.get(table)
        if schema is None:
            return None
        if name not in schema.columns:
            raise self.no_such_column(container, name, schema)
        return TableColumn(container.span, schema.columns[name].type, table, name)

    def _in_column(self, node: syntax.Membership, operand: Typed, column: TableColumn) -> Typed:
        operand = self.as_date(operand, column.type)
        if operand.type.kind != column.type.kind:
            raise self.unfit(node, operand, column)
        member = Apply(node.span, BOOLEAN, IN_COLUMN, (operand, column))
        return self._negated(member, node.is_negative)

    def _comparison(self, node: syntax.Comparison) -> Typed:
        operands = [self.typed(operand) for operand in node.operands]
        pairs = zip(operands, node.signs, operands[1:], strict=False)
        compared = tuple(self._compared(node, *pair) for pair in pairs)
        return compared[0] if len(compared) == 1 else Apply(node.span, BOOLEAN, AND, compared)

    def _compared(self, node: Node, left: Typed, sign: str, right: Typed) -> Typed:
        if "missing" in (left.type.kind, right.type.kind):
            raise self.fault("compare-missing", node)
        right = self._comparable(left, right)
        left = self._comparable(right, left)
        kind = left.type.kind
        base = "==" if sign == "!=" else sign
        if kind != right.type.kind or (kind, base) not in COMPARISONS:
            raise self.unfit(node, left, right)
        function = COMPARISONS[kind, base]
        if kind == "date" and is_constant(right):
            function = WITH_PERIOD[base]
        elif kind == "date" and is_constant(left):
            function, left, right = WITH_PERIOD[_MIRRORED[base]], right, left
        return self._negated(Apply(node.span, BOOLEAN, function, (left, right)), sign == "!=")

    def _comparable(self, partner: Typed, typed: Typed) -> Typed:
        """Return a text as what it means beside its partner: a date, or the cell that it means."""
        typed = self.as_date(typed, partner.type)
        read = partner.type.as_cell
        if read is not None and isinstance(typed, Constant) and isinstance(typed.value, str):
            return replace(typed, value=self.as_cell(typed, read))
        return self.fitted(typed, partner.type.kind)

    def _name(self, node: syntax.Name) -> Typed:
        if len(node.path) > 1:
            return self._linked(node)
        name, schema = node.path[0], self.scope.schema
        if self.scope.is_grouped:
            return self._group_name(node, name)
        if name in schema.columns:
            return Column(node.span, schema.columns[name].type, (), name)
        if name == "period":
            return Period(node.span, DATE)
        raise self.no_such_column(node, name, schema)

    def _group_name(self, node: syntax.Name, name: str) -> Typed:
        """Return a measure or dimension, or the period."""
        if name in self.scope.names:
            return Named(node.span, self.scope.names[name], name)
        if name == "period":
            return Period(node.span, DATE)
        if name in self.scope.schema.columns:
            raise self.fault("column-outside-aggregate", node, given=name)
        names = list(self.scope.names)
        meant = nearest(name, names) or nearest(name, self.scope.schema.columns)
        values = {"given": name, "nearest": meant, "known": tuple(names)}
        raise self.fault("no-such-name", node, **values)

    def no_such_column(self, node: Node, name: str, schema: Schema) -> ExpressionFault:
        """Return the fault that a table has no such column: another table may have it."""
        columns = list(schema.columns)
        values = {"given": name, "nearest": nearest(name, columns), "known": tuple(columns)}
        if name in FUNCTIONS and FUNCTIONS[name].signature.parameter(0).kinds == ("date",):
            values["nearest"] = FUNCTIONS[name].signature.text(name)  # «year», for «year(date)»
            return self.fault("no-such-name", node, **values)
        owners = [table for table in schema.tables if name in schema.tables[table].columns]
        if not owners:
            return self.fault("no-such-name", node, **values)
        values |= {"table": schema.name, "tables": tuple(owners)}
        paths = [f"{link}.{name}" for link in schema.link_names if self._leads(schema, link, name)]
        if not paths:
            return self.fault("column-of-other-table", node, **values)
        return self.fault("column-of-linked-table", node, **values, paths=tuple(paths))

    def _leads(self, schema: Schema, before_dot: str, name: str) -> bool:
        """Return whether a name before a dot means one foreign key, to a table with the column."""
        links = schema.links_named(before_dot)
        return len(links) == 1 and name in schema.tables[links[0].table].columns

    def _linked(self, node: syntax.Name) -> Typed:
        schema = self.scope.schema
        *tables, name = node.path
        if tables[0] == schema.name and not schema.links_named(tables[0]):
            tables = tables[1:]
        if self.scope.is_grouped:
            raise self.fault("column-outside-aggregate", node, given=".".join(node.path))
        path: list[Link] = []
        for table in tables:
            links = schema.links_named(table)
            if not links:
                link_names = schema.link_names
                values = {
                    "given": table,
                    "table": schema.name,
                    "nearest": nearest(table, link_names),
                }
                raise self.fault("no-such-link", node, **values, known=tuple(link_names))
            if len(links) > 1:
                columns = tuple(chain.from_iterable(link.columns for link in links))
                raise self.fault("several-links", node, given=table, known=columns)
            path.append(links[0])
            schema = schema.tables[links[0].table]
        if name not in schema.columns:
            raise self.no_such_column(node, name, schema)
        return Column(node.span, schema.columns[name].type, tuple(path), name)


#: Each sign with the sign that replaces it when its two sides are swapped.
_MIRRORED = {"==": "==", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def is_constant(typed: Typed) -> bool:
    """Return whether a tree is the same in every row."""
    return not any(isinstance(piece, Column | Named | Aggregated) for piece in walk(typed))
