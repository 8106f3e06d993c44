"""Conditions on rows, in Arabic words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.brief import base
from report.errors import Location
from report.measures.selection import part_name
from report.messages import page_text

if TYPE_CHECKING:
    from report.intake.conditions import Value
    from report.intake.model import EventTable


def conditions_text(
    where: base.Conditions | str, table: EventTable, groups: Sequence[tuple[str, Value]] = ()
) -> str:
    """Return, in Arabic, the conditions on rows, as they are behind a rule.

    :param groups: columns, each with the value that the rows of a group have.
    """
    if isinstance(where, str):
        from report.measures.rules import Words

        tree = table.condition_expression(where, Location()).tree
        conditions = [
            Words(table.frames.tables if table.frames else {}, {}, {}, table.locale).value(
                tree, table.name
            )
        ]
    else:
        conditions = [condition_words(table, key, condition) for key, condition in where.items()]
    conditions += [f"{table.columns[name].label} = {part_name(value)}" for name, value in groups]
    return page_text("rule.where") + "؛ ".join(conditions) if conditions else ""


def condition_words(table: EventTable, column: str, condition: object) -> str:
    """Return, in Arabic, one condition on the cells of a column."""
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
