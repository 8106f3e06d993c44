"""Conditions on rows, in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from report.arabic.dates import Interval
from report.brief import base
from report.errors import Location
from report.measures.rules import Words
from report.measures.selection import part_name
from report.messages import joined, phrase

if TYPE_CHECKING:
    from datetime import date

    from report.intake.model import EventTable
    from report.measures.query import Where


def with_conditions(rule: str, conditions: Sequence[str]) -> str:
    """Return a rule with the conditions on its rows, if there are any."""
    if not conditions:
        return rule
    words = joined("list.conditions", conditions)
    return phrase("rule.where", rule=rule, conditions=words)


def group_words(pair: tuple[str, str]) -> str:
    """Return in words that rows are of a group: the label of a dimension and of its member."""
    dimension, member = pair
    return phrase("rule.group", dimension=dimension, member=member)


def where_text(where: Where, table: EventTable, place: Location) -> str:
    """Return conditions on rows in words.

    :raises ExpressionError: what is wrong with an expression, at its place in the brief.
    """
    if not isinstance(where, str):
        return joined("list.conditions", [_condition_words(table, *item) for item in where.items()])
    tree = table.condition_expression(where, place).tree
    tables = table.frames.tables if table.frames else {}
    return Words(tables, {}, {}, table.locale).value(tree, table.name)


def _condition_words(table: EventTable, column: str, condition: object) -> str:
    """Return one condition on the cells of a column in words."""
    label = table.columns[column].label
    if not isinstance(condition, base.Condition):
        return phrase("rule.group", dimension=label, member=_choices(condition))
    texts = []
    if condition.missing is not None:
        key = "condition.missing" if condition.missing else "condition.stated"
        texts.append(phrase(key, column=label))
    if condition.not_ is not None:
        values = _choices(condition.not_, "nor")
        texts.append(phrase("condition.not", column=label, values=values))
    return joined("list.conditions", texts)


def _choices(condition: object, joint: str = "or") -> str:
    values = condition if isinstance(condition, tuple) else (condition,)
    return joined(joint, [part_name(value) for value in values])


def member_condition(dimension: str, value: object) -> str:
    """Return the condition, as a text, that rows of one member of a dimension meet.

    :param dimension: the expression of the dimension.
    :param value: the member's value; ``None`` for the rows without one.
    """
    if value is None:
        return f"({dimension}) is missing"
    if isinstance(value, bool):
        return f"({dimension}) == {str(value).lower()}"
    if isinstance(value, Fraction):
        return f"({dimension}) == {value.numerator} / {value.denominator}"
    if isinstance(value, int):
        return f"({dimension}) == {value}"
    if isinstance(value, Interval):
        ends = (("start", value.start), ("end", value.end))
        return " and ".join(_end_condition(name, dimension, day) for name, day in ends)
    escaped = str(value).replace("'", "''")
    return f"({dimension}) == '{escaped}'"


def _end_condition(name: str, dimension: str, day: date | None) -> str:
    if day is None:
        return f"{name}({dimension}) is missing"
    return f"{name}({dimension}) == '{day.isoformat()}'"
