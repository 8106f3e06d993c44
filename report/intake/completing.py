"""Adds to tables what the brief computes: columns, and tables derived from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from report.intake.column_vectors import series_of, store_of

if TYPE_CHECKING:
    from report.intake.computed import ComputedColumn
    from report.intake.model import EventTable
    from report.intake.validate import TableUnderTest


def with_computed(
    subject: TableUnderTest, computed: Mapping[str, ComputedColumn]
) -> TableUnderTest:
    """Return a table under test with its computed columns, which are checked as others are."""
    if not computed:
        return subject
    frame = subject.frame.copy(deep=False)
    for name, column in computed.items():
        frame[name] = series_of(column.vector).set_axis(frame.index)
    columns = {name: column.column for name, column in computed.items()}
    spec = subject.spec.model_copy(update={"columns": {**subject.spec.columns, **columns}})
    return replace(subject, spec=spec, frame=frame, columns={**subject.columns, **columns})


def completed(table: EventTable, computed: Mapping[str, ComputedColumn]) -> EventTable:
    """Return an event table with its computed columns, after those of its file."""
    from report.intake.values import Values

    if not computed:
        return table
    frame = table.frame.copy(deep=False)
    for name, column in computed.items():
        frame[name] = Values(store_of(column.vector))
    columns = {name: column.column for name, column in computed.items()}
    types = {name: column.type for name, column in computed.items()}
    return replace(
        table,
        frame=frame,
        columns={**table.columns, **columns},
        types={**table.types, **types},
    )
