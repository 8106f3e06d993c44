"""Texts that expressions of a brief compare a column with, and that no cell of the column has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from report.errors import Finding, Location, Severity, quoted
from report.expressions.aggregates import AGGREGATES
from report.expressions.compared_texts import compared_texts
from report.expressions.evaluation import evaluate
from report.expressions.expression import check, check_condition
from report.expressions.faults import faults_at
from report.expressions.kinds import common
from report.expressions.schema import Schema, SchemaColumn, Scope
from report.expressions.typed import Column, Typed
from report.expressions.vectors import TextVector

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.brief.tables import Table
    from report.intake import EventTable
    from report.measures import CountedMeasures
    from report.measures.asked_conditions import AskedHaving

#: The number of values of the column that are shown.
SHOWN = 5


def texts_nowhere(
    tree: Typed,
    table: str,
    tables: Mapping[str, EventTable],
    place: Location,
    stacked: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[Finding]:
    """Yield a warning for each text that an expression over the rows of a table compares a column
    with, and that occurs nowhere in it.

    A table without rows, and columns whose values the brief declares, are passed over.

    :param stacked: the texts of columns that ``stack`` adds to the table, by name.
    """
    stacked = stacked or {}
    for name, column, text in dict.fromkeys(compared_texts(tree, table)):
        if not isinstance(column, Column):
            continue
        if name == table and not column.path and column.name in stacked:
            texts = stacked[column.name]
            if text not in texts:
                yield value_nowhere(text, column.name, texts[:SHOWN], place)
            continue
        owner = tables[column.path[-1].table if column.path else name]
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


def texts_nowhere_in_groups(
    asked: AskedHaving, tables: Mapping[str, EventTable]
) -> Iterator[Finding]:
    """Yield the warnings of :func:`texts_nowhere` about a condition on groups, which compares
    dimensions, and columns inside aggregates."""
    for _, piece, text in compared_texts(asked.tree, asked.table):
        dimension = None if isinstance(piece, Column) else asked.dimensions.get(piece.name)
        if dimension is None or dimension.type.kind != "text" or dimension.type.values:
            continue
        members = [member for member in dimension.members if member.kind == "value"]
        if members and dimension.find(text) is None:
            labels = (member.label for member in members[:SHOWN])
            yield value_nowhere(text, dimension.label, labels, asked.place)
    yield from texts_nowhere(asked.tree, asked.table, tables, asked.place)


def texts_nowhere_in_measures(
    brief: LoadedBrief, tables: Mapping[str, EventTable], measures: CountedMeasures
) -> Iterator[Finding]:
    """Yield the warnings of :func:`texts_nowhere` about the aggregates of measures."""
    formulas = measures.engine.formulas
    for name in brief.model.measures:
        formula = formulas[name]
        if formula.tree is not None:
            place = formulas.place(name, formula.spec.function)
            yield from texts_nowhere(formula.tree, formula.table, tables, place)


def texts_nowhere_in_columns(
    brief: LoadedBrief, tables: Mapping[str, EventTable]
) -> Iterator[Finding]:
    """Yield the warnings of :func:`texts_nowhere` about computed columns, and about the expressions
    of derived tables on the rows of the table that they are made of."""
    for name, spec in brief.model.tables.items():
        if spec.from_ is None:
            yield from _in_columns(brief, name, Scope(tables[name].rows.schema), name, tables)
        else:
            yield from _in_derived(brief, name, spec, spec.from_, tables)


def _in_derived(
    brief: LoadedBrief, name: str, spec: Table, source: str, tables: Mapping[str, EventTable]
) -> Iterator[Finding]:
    origin = tables[source].rows.schema
    trees_of: dict[str, list[Typed]] = {}
    for index, entry in enumerate(spec.stack):
        for title, text in entry.items():
            place = brief.where("tables", name, "stack", index, title)
            tree = _tree(text, Scope(origin), place)
            trees_of.setdefault(title, []).append(tree)
            yield from texts_nowhere(tree, source, tables, place)
    texts = {title: _texts(trees, tables[source]) for title, trees in trees_of.items()}
    columns = dict(origin.columns)
    for title, trees in trees_of.items():
        alike = common([tree.type for tree in trees])
        if alike is not None:
            columns[title] = SchemaColumn(alike)
    schema = Schema(source, columns, origin.links, origin.tables, origin.is_ordered)
    if spec.where:
        place = brief.where("tables", name, "where")
        with faults_at(place):
            tree = check_condition(spec.where, Scope(schema)).tree
        yield from texts_nowhere(tree, source, tables, place, texts)
    named = spec.by.items() if isinstance(spec.by, dict) else enumerate(spec.by)
    for key, text in named:
        place = brief.where("tables", name, "by", key)
        tree = _tree(text, Scope(schema), place)
        yield from texts_nowhere(tree, source, tables, place, texts)
    own = tables[name].rows.schema
    if spec.by:
        names = {title: column.type for title, column in own.columns.items()}
        scope = Scope(schema, names, AGGREGATES, bool(spec.order))
        yield from _in_columns(brief, name, scope, source, tables, texts)
    else:
        yield from _in_columns(brief, name, Scope(own), name, tables)


def _tree(text: str, scope: Scope, place: Location) -> Typed:
    with faults_at(place):
        return check(text, scope).tree


def _texts(trees: list[Typed], table: EventTable) -> tuple[str, ...]:
    """Return the different texts of a column that is made of an expression in each entry."""
    texts: dict[str, None] = {}
    for tree in trees:
        vector = evaluate(tree, table.rows) if tree.type.kind == "text" else None
        if isinstance(vector, TextVector):
            texts.update(dict.fromkeys(_distinct(vector)))
    return tuple(texts)


def _in_columns(
    brief: LoadedBrief,
    name: str,
    scope: Scope,
    table: str,
    tables: Mapping[str, EventTable],
    stacked: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[Finding]:
    """Yield the warnings about the computed columns of a table.

    :param scope: the scope of their expressions.
    :param table: the table whose rows they are about; ``stacked`` as in :func:`texts_nowhere`.
    """
    for title, column in brief.model.tables[name].columns.items():
        if column.value is not None:
            place = brief.where("tables", name, "columns", title, "value")
            tree = _tree(column.value, scope, place)
            yield from texts_nowhere(tree, table, tables, place, stacked)


def _distinct(vector: TextVector) -> list[str]:
    return [text for text in dict.fromkeys(vector.texts) if text]
