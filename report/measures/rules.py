"""The rule of a measure in words, made of its typed tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic.dates import Interval, interval_text
from report.expressions.typed import (
    Aggregated,
    Apply,
    Column,
    Constant,
    Constants,
    Named,
    TableColumn,
    Typed,
)
from report.measures.labels import plain_number
from report.messages import joined, pair, phrase, texts

if TYPE_CHECKING:
    from report.expressions.vectors import Value
    from report.intake.model import EventTable
    from report.measures.show import ShowAs
    from report.measures.trees import Whole

_SIGNS = {
    "+": "rule.plus-sign",
    "-": "rule.minus-sign",
    "*": "rule.times-sign",
    "/": "rule.divided-sign",
    "%": "rule.modulo-sign",
    "==": "rule.equal-sign",
    "<": "rule.less-sign",
    "<=": "rule.most-sign",
    ">": "rule.more-sign",
    ">=": "rule.least-sign",
}
#: How tightly the signs of arithmetic bind.
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2}


class Words:
    """The words of expressions of one brief.

    :param tables: the tables by name.
    :param labels: the label of each measure.
    :param wholes: the names that replace ``total(…)`` in the expression.
    """

    def __init__(
        self,
        tables: Mapping[str, EventTable],
        labels: Mapping[str, str],
        wholes: Mapping[str, Whole],
        locale: str,
    ) -> None:
        self._tables = tables
        self._labels = labels
        self._wholes = wholes
        self._locale = locale

    def formula(self, tree: Typed, table: str, *, is_ratio: bool = False) -> str:
        """Return how a measure is calculated, without the condition on its rows.

        :param is_ratio: whether a quotient of two measures is called a share.
        """
        if is_ratio and isinstance(tree, Apply) and len(tree.arguments) == 2:
            first, second = tree.arguments
            if isinstance(first, Named) and isinstance(second, Named):
                labels = (self._label(first.name), self._label(second.name))
                return phrase("rule.share", first=labels[0], second=labels[1])
        return self.value(tree, table)

    def value(self, tree: Typed, table: str) -> str:
        """Return the words of an expression over the rows, or the groups, of a table."""
        if isinstance(tree, Aggregated):
            return self._aggregated(tree)
        if isinstance(tree, Apply):
            return self._applied(tree, table)
        if isinstance(tree, Column):
            return self._column(tree, table)
        if isinstance(tree, Named):
            return self._named(tree.name)
        if isinstance(tree, Constant):
            return self._constant(tree.value)
        if isinstance(tree, Constants):
            return joined("or", map(self._constant, tree.values))
        if isinstance(tree, TableColumn):
            owner = self._tables[tree.table]
            column = owner.columns[tree.name].label
            return phrase("rule.linked", column=column, table=owner.label)
        return phrase("rule.period")

    def heading(self, tree: Typed, table: str) -> str:
        """Return what a dimension over the rows of a table is called: classes of numbers as the
        numbers."""
        while isinstance(tree, Apply) and tree.function.name in ("bin", "cut"):
            tree = tree.arguments[0]
        if isinstance(tree, Apply) and f"part.{tree.function.name}" in texts():
            return self._function(tree.function.name)
        return self._bare(tree, table)

    def show(self, show: Sequence[ShowAs], rule: str) -> str:
        """Return a rule with the words of what is shown of it."""
        for item in show:
            key = f"show.{item.kind}"
            suffix = item.share_of or item.base
            if suffix is not None:
                key = f"{key}.{suffix}"
            rule = phrase(key, rule=rule, member=item.member, count=item.count)
        return rule

    def _aggregated(self, tree: Aggregated) -> str:
        table = self._tables[tree.table]
        rule = self._counted(tree, table)
        if tree.where is None:
            return rule
        condition = self.value(tree.where, tree.table)
        return phrase("rule.if", value=rule, condition=condition)

    def _counted(self, tree: Aggregated, table: EventTable) -> str:
        name, arguments = tree.aggregate.name, tree.arguments
        if not arguments:
            return phrase("rule.count", table=table.label)
        value, second = ([self.value(each, tree.table) for each in arguments] + [""])[:2]
        key = f"rule.aggregate.{name}"
        if key not in texts():
            name_text = phrase(tree.aggregate.rule)
            return phrase("rule.aggregate.other", name=name_text, value=value, table=table.label)
        return phrase(key, value=value, second=second, table=table.label)

    def _applied(self, tree: Apply, table: str) -> str:
        name, arguments = tree.function.name, tree.arguments
        if name == "coalesce" and len(arguments) == 2 and _is_zero(arguments[1]):
            return self.value(arguments[0], table)
        if name in ("and", "or"):
            return joined(f"rule.{name}", [self._operand(each, table) for each in arguments])
        if name == "not":
            return self._negated(arguments[0], table)
        if name == "is missing":
            return phrase("rule.missing", value=self._bare(arguments[0], table))
        if name == "in":
            return self._member(arguments, table)
        if name in _SIGNS and len(arguments) == 2:
            first, second = self._operands(tree, table)
            if _is_truth(tree):
                first, second = (self._bare(each, table) for each in arguments)
            return phrase(_SIGNS[name], first=first, second=second)
        values = [self._bare(each, table) for each in arguments]
        if (key := f"rule.call.{name}") in texts():
            named = dict(zip(("first", "second", "third"), values, strict=False))
            return phrase(key, **named)
        words = joined("list.values", values)
        return phrase("rule.function", name=self._function(name), values=words)

    def _negated(self, tree: Typed, table: str) -> str:
        if isinstance(tree, Apply) and tree.function.name in ("==", "in"):
            first, *items = (self._bare(each, table) for each in tree.arguments)
            second = joined("nor", items)
            return phrase("rule.unequal-sign", first=first, second=second)
        if isinstance(tree, Apply) and tree.function.name == "is missing":
            return phrase("condition.stated", column=self._bare(tree.arguments[0], table))
        return phrase("rule.not", value=self.value(tree, table))

    def _member(self, arguments: Sequence[Typed], table: str) -> str:
        value, *items = (self._bare(each, table) for each in arguments)
        if len(items) == 1:
            return phrase("rule.equal-sign", first=value, second=items[0])
        return phrase("rule.in", value=value, values=joined("or", items))

    def _operands(self, tree: Apply, table: str) -> tuple[str, str]:
        """Return the words of both sides of a sign, in brackets where they have signs."""
        first, second = tree.arguments
        binding = _BINDING.get(tree.function.name, 0)
        words = self._operand(second, table)
        follows = isinstance(first, Apply) and _BINDING.get(first.function.name, 0) >= binding > 0
        return (self.value(first, table) if follows else self._operand(first, table)), words

    def _operand(self, tree: Typed, table: str) -> str:
        """Return the words of a value, in brackets where it has a sign."""
        words = self.value(tree, table)
        is_joined = isinstance(tree, Apply) and tree.function.name in (*_BINDING, "and", "or")
        return phrase("rule.brackets", value=words) if is_joined else words

    def _bare(self, tree: Typed, table: str) -> str:
        """Return the words of a value in a condition: a column is its label alone."""
        if isinstance(tree, Column):
            owner = tree.path[-1].table if tree.path else table
            return self._tables[owner].columns[tree.name].label
        return self.value(tree, table)

    def _column(self, tree: Column, table: str) -> str:
        label = self._bare(tree, table)
        if tree.path:
            linked = self._tables[tree.path[-1].table].label
            return phrase("rule.linked", column=label, table=linked)
        return phrase("rule.column", column=label)

    def _named(self, name: str) -> str:
        whole = self._wholes.get(name)
        if whole is None:
            return phrase("rule.measure", label=self._label(name))
        label = self._label(whole.measure)
        if whole.of is None:
            return phrase("rule.whole", label=label)
        return phrase("rule.whole-of", label=label, of=whole.of)

    def _label(self, name: str) -> str:
        return self._labels.get(name, name)

    def _constant(self, value: Value) -> str:
        if value is None:
            return phrase("not-stated")
        if isinstance(value, bool):
            return phrase("yes" if value else "no")
        if isinstance(value, int | Fraction):
            return plain_number(value, self._locale)
        if isinstance(value, Interval):
            return pair(interval_text(value, self._locale), value.text)
        return str(value)

    def _function(self, name: str) -> str:
        """Return the words for a function; a function of a plug-in has its name."""
        keys = (f"part.{name}", f"function.{name}")
        return next((phrase(key) for key in keys if key in texts()), name)


def _is_zero(tree: Typed) -> bool:
    return isinstance(tree, Constant) and tree.value == 0 and not isinstance(tree.value, bool)


def _is_truth(tree: Typed) -> bool:
    return tree.type.kind == "boolean"
