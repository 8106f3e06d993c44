"""Conditions of a brief that no row meets because the value they ask for occurs nowhere in its
column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from report.brief.base import Condition, Conditions
from report.brief.blocks import Block
from report.brief.measures import Measure
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
from report.measures.asked_conditions import AskedHaving
from report.measures.undecided import uncertain_rows

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.intake import EventTable
    from report.measures import CountedMeasures
    from report.measures.query import Where
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
    for name, conditions, path in _conditions(brief):
        if name in engine.data:
            is_settled = path[0] == "measures"
            place = brief.where(*path)
            findings += _of_where(
                engine.data[name], conditions, tables, place, is_settled=is_settled
            )
    for asked in engine.conditions:
        if isinstance(asked, AskedHaving):
            findings += texts_nowhere_in_groups(asked, tables)
        else:
            findings += _of_where(
                engine.data[asked.table],
                asked.where,
                tables,
                asked.place,
                is_settled=asked.is_settled,
            )
    findings += texts_nowhere_in_measures(brief, tables, measures)
    findings += texts_nowhere_in_columns(brief, tables)
    return tuple(DistinctFindings(findings))


def _of_where(
    data: TableData,
    where: Where,
    tables: Mapping[str, EventTable],
    place: Location,
    *,
    is_settled: bool = False,
) -> Iterator[Finding]:
    """Yield the warnings about a condition on the rows of a table.

    :param is_settled: the rows that a date leaves open are reported by its measure.
    """
    table = data.table
    if not len(data):
        return
    if not isinstance(where, str):
        yield from _of_table(table, dict(where), place)
        return
    if not is_settled:
        yield from uncertain_rows(where, data.kept(where, place)[1], place)
    tree = table.condition_expression(where, place).tree
    yield from texts_nowhere((tree,), table.name, tables, place)


def _of_table(table: EventTable, conditions: Conditions, place: Location) -> Iterator[Finding]:
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


def _conditions(
    brief: LoadedBrief,
) -> Iterator[tuple[str, Conditions | str, tuple[str | int, ...]]]:
    """Yield each ``where`` of the brief with the name of its table and its path."""
    model = brief.model
    placed: list[tuple[tuple[str | int, ...], Block | Measure]] = [
        (("measures", name), measure) for name, measure in model.measures.items()
    ]
    if model.summary is not None:
        placed += _placed(("summary",), model.summary.blocks)
    for key, sections in (("sections", model.sections), ("appendices", model.appendices)):
        for index, section in enumerate(sections):
            placed += _placed((key, index), section.blocks)
    for path, item in placed:
        for query in item.queries():
            where = query.where
            if where:
                conditions = where if isinstance(where, str) else dict(where)
                yield query.table, conditions, (*path, "where")


def _placed(
    path: tuple[str | int, ...], blocks: tuple[Block, ...]
) -> list[tuple[tuple[str | int, ...], Block | Measure]]:
    return [((*path, "blocks", index), block) for index, block in enumerate(blocks)]
