"""A brief limited to one value of one column: its table keeps the rows of that value, and its
heading says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.errors import ExpressionError, Location, TableError
from report.intake.completing import recomputed
from report.intake.model import EventTable
from report.measures import part_name, require_column, rows_with, values_in_order

if TYPE_CHECKING:
    import pandas as pd

    from report.brief import LoadedBrief
    from report.brief.model import Heading


@dataclass(frozen=True, slots=True)
class RowFilter:
    """The rows of ``table`` whose ``column`` holds ``value``, as :func:`report.measures.part_name`
    writes it.

    A blank cell is «غير مذكور». ``number`` is the value's place among those of the column, from 1;
    ``None`` if it is to be counted.
    """

    table: str
    column: str
    value: str
    number: int | None = None


def find_column(
    brief: LoadedBrief, tables: Mapping[str, EventTable], value: str
) -> tuple[str, str]:
    """Return the table and the column that ``value`` names: ``TABLE.COLUMN``, or ``COLUMN`` where
    one table has it.

    :raises ExpressionError: ``unknown-column``; ``column-of-several`` when more than one table has
        it; ``derived-not-limited`` for a derived table.
    """
    place = brief.place
    name, dot, column = value.partition(".")
    if dot and name in tables:
        _require_read(tables[name], place)
        require_column(tables[name], column, place)
        return name, column
    having = [
        name
        for name, table in tables.items()
        if value in table.frame.columns and not table.is_derived
    ]
    if len(having) > 1:
        choices = tuple(f"{name}.{value}" for name in having)
        raise ExpressionError.of("column-of-several", place, given=value, choices=choices)
    if not having:
        require_column(next(iter(tables.values())), value, place)
    return having[0], value


def _require_read(table: EventTable, place: Location) -> None:
    if table.is_derived:
        raise ExpressionError.of("derived-not-limited", place, given=table.name)


def values_of_batch(table: EventTable, column: str) -> tuple[str, ...]:
    """Return the values that a brief each can be limited to, in the order that tables and charts
    show them in."""
    return tuple(map(part_name, values_in_order(table, column, table.frame)))


def limit(
    brief: LoadedBrief,
    tables: Mapping[str, EventTable],
    row_filter: RowFilter,
    *,
    own: bool = False,
) -> tuple[LoadedBrief, Mapping[str, EventTable], RowFilter]:
    """Return a brief and its tables limited to ``row_filter``, and ``row_filter`` with its number.

    All tables but this stay whole, rows keep their numbers; what the brief computes is computed
    again. The title is that of ``[batch]``, or
    else the subtitle says the value; the reference ends in the value's number, so that no two of
    the briefs are the same to an archive.

    :param own: whether nothing is kept of the table but its own rows, so that nothing else can be
        reported about it: its quality, findings and sources are those of these rows.
    :raises ExpressionError: ``unknown-table``, ``unknown-column``, ``no-such-value``,
        ``derived-not-limited``.
    :raises TableError: ``own-rows-differ``.
    """
    place = brief.place
    if row_filter.table not in tables:
        raise ExpressionError.of(
            "unknown-table", place, given=row_filter.table, known=tuple(tables)
        )
    table = tables[row_filter.table]
    _require_read(table, place)
    require_column(table, row_filter.column, place)
    values = values_in_order(table, row_filter.column, table.frame)
    names = [part_name(value) for value in values]
    if row_filter.value not in names:
        raise ExpressionError.of(
            "no-such-value", place, column=row_filter.column, given=row_filter.value
        )
    index = names.index(row_filter.value)
    rows = rows_with(table.frame, row_filter.column, values[index])
    numbered = replace(row_filter, number=row_filter.number or index + 1)
    heading = _heading(brief, table.columns[row_filter.column].label, numbered)
    limited = replace(brief, model=brief.model.model_copy(update={"brief": heading}))
    limited_table = _own(brief, table, rows) if own else replace(table, frame=rows)
    whole = recomputed(limited, {**tables, row_filter.table: limited_table})
    return limited, whole, numbered


def _own(brief: LoadedBrief, table: EventTable, rows: pd.DataFrame) -> EventTable:
    """Return a table with these rows, made in the same way as from an edition.

    :raises TableError: ``own-rows-differ`` when a cell reads otherwise without the excluded rows.
    """
    from report.intake import extract

    positions = table.frame.index.get_indexer(rows.index)
    as_json = extract.to_json(extract.rows_at(table, positions), brief.folder)
    extracted = extract.table_of(extract.of_json(as_json, brief.folder), table.name, brief)
    for name in table.source_columns:
        if extracted.frame[name].tolist() != rows[name].tolist():
            raise TableError.of(
                "own-rows-differ", Location(file=str(table.grids[0].path), column=name)
            )
    return extracted


def _heading(brief: LoadedBrief, label: str, row_filter: RowFilter) -> Heading:
    heading, batch, value = brief.model.brief, brief.model.batch, row_filter.value
    said = {"reference": f"{heading.reference}/{row_filter.number}"}
    if batch is not None:
        said["title"] = batch.title.replace("{value}", value)
    else:
        said["subtitle"] = "، ".join(filter(None, [heading.subtitle, f"{label}: {value}"]))
    return heading.model_copy(update=said)
