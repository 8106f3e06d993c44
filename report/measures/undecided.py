"""Rows that a measure leaves out because a date does not decide one of its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from report.errors import Finding, Severity
from report.expressions.typed import aggregates_of

if TYPE_CHECKING:
    from report.errors import Location
    from report.measures.engine import Engine
    from report.measures.formula import Formula
    from report.measures.query import Where


def undecided_rows(engine: Engine, formula: Formula) -> Iterator[Finding]:
    """Yield a warning for each condition of a measure that a date leaves open in some rows: of its
    ``where``, and of its aggregates."""
    if formula.where:
        place = engine.formulas.place(formula.name, "where")
        yield from _undecided(engine, formula.table, formula.where, place)
    if formula.tree is None:
        return
    place = engine.formulas.place(formula.name, formula.spec.function)
    conditions: dict[tuple[str, str], int] = {}
    for piece in aggregates_of(formula.tree):
        for text, tree in piece.conditions:
            conditions[piece.table, text] = engine.data[piece.table].condition(tree)[1]
    for (_, text), count in conditions.items():
        yield from uncertain_rows(text, count, place)


def undecided_within(
    engine: Engine, formula: Formula, within: tuple[Where, ...]
) -> Iterator[Finding]:
    """Yield a warning for each further condition on a measure that a date leaves open in some
    rows."""
    place = engine.formulas.place(formula.name, formula.spec.function)
    tables = dict.fromkeys(leaf.table for leaf in engine.formulas.leaves([formula.name]))
    for table, condition in product(tables, within):
        yield from _undecided(engine, table, condition, place)


def _undecided(engine: Engine, table: str, where: Where, place: Location) -> Iterator[Finding]:
    if isinstance(where, str):
        yield from uncertain_rows(where, engine.data[table].kept(where, place)[1], place)


def uncertain_rows(condition: str, count: int, place: Location) -> Iterator[Finding]:
    """Yield a warning if a condition leaves out rows because a date is uncertain.

    :param count: how many rows these are.
    """
    if count:
        values = {"expression": condition, "count": count}
        yield Finding("uncertain-rows", place, values, Severity.WARNING)
