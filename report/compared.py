"""Texts that expressions of a brief compare a column with, and that no cell of the column has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from report.errors import Finding, Location, Severity, quoted
from report.expressions.faults import faults_at
from report.expressions.schema import Scope
from report.expressions.typed import Aggregated, Apply, Column, Constant, Typed, walk
from report.expressions.vectors import TextVector

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.intake import EventTable
    from report.measures import CountedMeasures

#: The number of values of the column that are shown.
SHOWN = 5
_COMPARISONS = frozenset(["==", "in"])


def texts_nowhere(
    trees: tuple[Typed, ...], table: str, tables: Mapping[str, EventTable], place: Location
) -> Iterator[Finding]:
    """Yield a warning for each text that expressions over the rows of a table compare a column
    with, and that occurs nowhere in it.

    A table without rows, and columns whose values the brief declares, are passed over.
    """
    compared: dict[tuple[Column, str], None] = {}
    for tree in trees:
        compared.update(dict.fromkeys(_compared(tree)))
    for column, text in compared:
        name = column.path[-1].table if column.path else table
        owner = tables[name]
        if not len(owner.frame) or owner.columns[column.name].facts.is_closed:
            continue
        vector = owner.rows.column(Column(column.span, column.type, (), column.name))
        if isinstance(vector, TextVector) and text not in vector.texts:
            label = owner.columns[column.name].label
            yield value_nowhere(text, label, _distinct(vector)[:SHOWN], place)


def value_nowhere(text: str, column: str, examples: Iterable[str], place: Location) -> Finding:
    """Return the warning that no cell of a column has a value.

    :param column: the label of the column.
    :param examples: the first of its values.
    """
    values = {"given": text, "column": column, "known": tuple(map(quoted, examples))}
    return Finding("value-nowhere", place, values, Severity.WARNING)


def texts_nowhere_in_measures(
    brief: LoadedBrief, tables: Mapping[str, EventTable], measures: CountedMeasures
) -> Iterator[Finding]:
    """Yield the warnings of :func:`texts_nowhere` about the aggregates of measures."""
    formulas = measures.engine.formulas
    for name in brief.model.measures:
        formula = formulas[name]
        place = formulas.place(name, formula.spec.function)
        for piece in walk(formula.tree) if formula.tree is not None else ():
            if isinstance(piece, Aggregated):
                trees = (*piece.arguments, *((piece.where,) if piece.where is not None else ()))
                yield from texts_nowhere(trees, piece.table, tables, place)


def texts_nowhere_in_columns(
    brief: LoadedBrief, tables: Mapping[str, EventTable]
) -> Iterator[Finding]:
    """Yield the warnings of :func:`texts_nowhere` about computed columns, and about the conditions
    of derived tables on the rows of the table that they are made of."""
    for name, spec in brief.model.tables.items():
        if spec.from_ is not None and spec.where and not spec.stack:
            place = brief.where("tables", name, "where")
            tree = tables[spec.from_].condition_expression(spec.where, place).tree
            yield from texts_nowhere((tree,), spec.from_, tables, place)
        if spec.from_ is None:
            yield from _in_columns(brief, name, tables)


def _in_columns(
    brief: LoadedBrief, table: str, tables: Mapping[str, EventTable]
) -> Iterator[Finding]:
    from report.expressions.expression import check

    for title, column in brief.model.tables[table].columns.items():
        if column.value is not None:
            place = brief.where("tables", table, "columns", title, "value")
            with faults_at(place):
                tree = check(column.value, Scope(tables[table].rows.schema)).tree
            yield from texts_nowhere((tree,), table, tables, place)


def _compared(tree: Typed) -> Iterator[tuple[Column, str]]:
    """Yield each column of texts that a tree compares with a constant text, and the text."""
    for piece in walk(tree):
        if not isinstance(piece, Apply) or piece.function.name not in _COMPARISONS:
            continue
        columns = [each for each in piece.arguments if isinstance(each, Column)]
        constants = [each.value for each in piece.arguments if isinstance(each, Constant)]
        for column in columns:
            for value in constants:
                if isinstance(value, str):
                    yield column, value


def _distinct(vector: TextVector) -> list[str]:
    return [text for text in dict.fromkeys(vector.texts) if text]
