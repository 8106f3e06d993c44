"""Conditions of a brief that no row meets because the value they ask for occurs nowhere in its
column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from report.brief.base import Condition
from report.brief.blocks import Block
from report.brief.locate import KeyPath
from report.brief.measures import Measure
from report.brief.printed import blocks_of
from report.compared import (
    SHOWN,
    texts_nowhere,
    texts_nowhere_in_columns,
    texts_nowhere_in_groups,
    texts_nowhere_in_measures,
    value_nowhere,
)
from report.errors import DistinctFindings, Finding, Location
from report.measures import MISSING, asked_values, part_name
from report.measures.asked_conditions import AskedHaving, AskedWhere
from report.measures.undecided import uncertain_rows

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.brief.base import Scalar, Scalars
    from report.intake import EventTable
    from report.measures import CountedMeasures
    from report.measures.table_data import TableData


def unmatched_values(
    brief: LoadedBrief, tables: Mapping[str, EventTable], measures: CountedMeasures
) -> tuple[Finding, ...]:
    """Return a warning for each value of a condition that occurs nowhere in its column: what it
    counts is nothing.

    The brief is one that composes. A table without rows, and columns whose values the brief
    declares, are passed over. Uncertain dates in the condition of a measure are reported where it
    is counted (:mod:`report.measures.undecided`).
    """
    engine = measures.engine
    findings: list[Finding] = []
    declared = (asked for asked in _conditions(brief) if asked.table in engine.data)
    for asked in chain(declared, engine.conditions):
        if isinstance(asked, AskedHaving):
            findings += texts_nowhere_in_groups(asked, tables)
        else:
            findings += _of_where(engine.data[asked.table], asked, tables)
    findings += texts_nowhere_in_measures(brief, tables, measures)
    findings += texts_nowhere_in_columns(brief, tables)
    return tuple(DistinctFindings(findings))


def _of_where(
    data: TableData, asked: AskedWhere, tables: Mapping[str, EventTable]
) -> Iterator[Finding]:
    """Yield the warnings about a condition on the rows of a table."""
    table, where, place = data.table, asked.where, asked.place
    if not len(data):
        return
    if not isinstance(where, str):
        yield from _of_table(table, where, place)
        return
    if not asked.is_settled:
        yield from uncertain_rows(where, data.kept(where, place)[1], place)
    tree = table.condition_expression(where, place).tree
    yield from texts_nowhere(tree, table.name, tables, place)


def _of_table(
    table: EventTable, conditions: Mapping[str, Scalar | Scalars | Condition], place: Location
) -> Iterator[Finding]:
    from report.intake.values import values_of_column

    for column, condition in conditions.items():
        asked = condition.not_ if isinstance(condition, Condition) else condition
        if asked is None or table.columns[column].facts.is_closed:
            continue
        cells = values_of_column(table.frame, column)
        column_place = replace(place, key=f"{place.key}.{column}")
        for value in asked if isinstance(asked, tuple) else (asked,):
            if (
                value != MISSING
                and not cells.equal(asked_values(value, table, column, column_place)).any()
            ):
                shown_values = map(part_name, cells.distinct().cells[:SHOWN])
                yield value_nowhere(
                    str(value), table.columns[column].label, shown_values, column_place
                )


def _conditions(brief: LoadedBrief) -> Iterator[AskedWhere]:
    """Yield each ``where`` of the brief."""
    placed: list[tuple[KeyPath, Block | Measure]] = [
        (("measures", name), measure) for name, measure in brief.model.measures.items()
    ]
    placed += blocks_of(brief.model)
    for path, item in placed:
        for query in item.queries():
            if query.where:
                place, is_settled = brief.where(*path, "where"), path[0] == "measures"
                yield AskedWhere(query.table, query.where, place, is_settled)
