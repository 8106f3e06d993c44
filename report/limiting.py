"""A brief limited to one value of one column: its table keeps the rows of that value, and its heading says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from report.errors import ExpressionError, Where
from report.intake.model import EventTable
from report.measures import part_name, require_column, rows_with, values_in_order

if TYPE_CHECKING:
    from report.brief import LoadedBrief
    from report.brief.model import Heading


@dataclass(frozen=True, slots=True)
class Only:
    """The rows of ``table`` whose ``column`` holds ``value``, as :func:`report.measures.part_name` writes it.

    A blank cell is «غير مذكور».
    """

    table: str
    column: str
    value: str


def find_column(brief: LoadedBrief, tables: Mapping[str, EventTable], given: str) -> tuple[str, str]:
    """Return the table and the column that ``given`` names: ``TABLE.COLUMN``, or ``COLUMN`` where one table has it.

    :raises ExpressionError: ``unknown-column``; ``column-of-several`` when more than one table has it.
    """
    place = Where(file=str(brief.file))
    name, dot, column = given.partition(".")
    if dot and name in tables:
        require_column(tables[name], column, place)
        return name, column
    having = [name for name, table in tables.items() if given in table.frame.columns]
    if len(having) > 1:
        choices = "، ".join(f"{name}.{given}" for name in having)
        raise ExpressionError.of("column-of-several", place, given=given, choices=choices)
    if not having:
        require_column(next(iter(tables.values())), given, place)
    return having[0], given


def values_of_batch(table: EventTable, column: str) -> tuple[str, ...]:
    """Return the values that a brief each can be limited to, in the order that tables and charts show them in."""
    return tuple(map(part_name, values_in_order(table, column, table.frame)))


def limit(
    brief: LoadedBrief, tables: Mapping[str, EventTable], only: Only
) -> tuple[LoadedBrief, Mapping[str, EventTable]]:
    """Return a brief and its tables limited to ``only``; the other tables stay whole, rows keep their numbers.

    The title is that of ``[batch]``, or else the subtitle says the value; the reference ends in the value's number, so
    that no two of the briefs are the same to an archive.

    :raises ExpressionError: ``unknown-table``, ``unknown-column``, ``no-such-value``.
    """
    place = Where(file=str(brief.file))
    if only.table not in tables:
        raise ExpressionError.of("unknown-table", place, given=only.table, known="، ".join(tables))
    table = tables[only.table]
    require_column(table, only.column, place)
    values = values_in_order(table, only.column, table.frame)
    names = [part_name(value) for value in values]
    if only.value not in names:
        raise ExpressionError.of("no-such-value", place, column=only.column, given=only.value)
    at = names.index(only.value)
    rows = rows_with(table.frame, only.column, values[at])
    heading = _heading(brief, table.columns[only.column].label, only.value, at + 1)
    model = brief.model.model_copy(update={"brief": heading})
    return replace(brief, model=model), {**tables, only.table: replace(table, frame=rows)}


def _heading(brief: LoadedBrief, label: str, value: str, number: int) -> Heading:
    heading, batch = brief.model.brief, brief.model.batch
    said = {"reference": f"{heading.reference}/{number}"}
    if batch is not None:
        said["title"] = batch.title.replace("{value}", value)
    else:
        said["subtitle"] = "، ".join(filter(None, [heading.subtitle, f"{label}: {value}"]))
    return heading.model_copy(update=said)
