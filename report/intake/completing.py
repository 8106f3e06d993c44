"""Adds to the tables of a brief what it computes: columns, and tables derived from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from report.intake.column_vectors import series_of, store_of
from report.intake.model import EventTable
from report.intake.table_frames import TableFrame

if TYPE_CHECKING:
    import numpy as np

    from report.brief.load import LoadedBrief
    from report.brief.tables import Table
    from report.errors import Finding
    from report.intake.computed import ComputedColumn
    from report.intake.computing import Computing, DerivedTable
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


def derived_subject(derived: DerivedTable, spec: Table) -> TableUnderTest:
    """Return a derived table as a table under test."""
    import pandas as pd

    from report.intake.validate import TableUnderTest

    series = {name: series_of(vector) for name, vector in derived.vectors.items()}
    index = pd.RangeIndex(len(derived.derivation.starts) - 1)
    frame = pd.DataFrame(series, index=index)
    full = spec.model_copy(update={"columns": dict(derived.columns)})
    return TableUnderTest(derived.name, full, (), frame, derived.columns, {})


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


def stripped(table: EventTable) -> EventTable:
    """Return an event table without its computed columns."""
    if not table.types:
        return table
    names = list(table.source_columns)
    columns = {name: table.columns[name] for name in names}
    return replace(table, frame=table.frame[names], columns=columns, types={})


def all_completed(
    brief: LoadedBrief,
    computing: Computing,
    base: Mapping[str, EventTable],
    findings: Mapping[str, tuple[Finding, ...]],
) -> dict[str, EventTable]:
    """Return all tables, in the order of the brief: those of files with their computed columns, and
    the derived ones.

    :param base: the tables of files.
    :param findings: what the checks say about each derived table.
    """
    tables = {name: completed(table, computing.columns(name)) for name, table in base.items()}
    derived = computing.all_derived()

    def add(name: str) -> None:
        item = derived[name]
        if item.derivation.table not in tables:
            add(item.derivation.table)
        source = tables[item.derivation.table]
        spec = brief.model.tables[name]
        tables[name] = _derived_table(item, spec, source, findings.get(name, ()))

    for name in derived:
        if name not in tables:
            add(name)
    ordered = linked(brief, {name: tables[name] for name in brief.model.tables if name in tables})
    for table in ordered.values():
        _take_over(table, computing)
    return ordered


def _take_over(table: EventTable, computing: Computing) -> None:
    """Give a table the columns that computing has read, so that they are not converted again.

    Texts whose printed form differs from their value, such as codes of countries, are not the same.
    """
    from report.intake.types.kind import TextType, type_of

    for name, vector in computing.frames[table.name].vectors.items():
        if name in table.frame.columns and len(vector) == len(table.frame):
            kind = type_of(table.columns[name])
            if not isinstance(kind, TextType) or kind.shown_value(table.locale) is None:
                table.rows.put(name, vector)


def linked(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> dict[str, EventTable]:
    """Return tables that know each other, so that conditions on their rows can be evaluated."""
    from report.arabic import parse_edtf
    from report.intake.table_frames import frames_of_tables

    heading = brief.model.brief
    period = parse_edtf(heading.period)
    frames = frames_of_tables(tables, brief.model.tables, heading.locale, period)
    return {name: replace(table, frames=frames) for name, table in tables.items()}


def _derived_table(
    derived: DerivedTable, spec: Table, source: EventTable, findings: tuple[Finding, ...]
) -> EventTable:
    import pandas as pd

    from report.errors import Severity
    from report.intake.quality import Quality
    from report.intake.values import Values

    rows = len(derived.derivation.starts) - 1
    values = {name: Values(store_of(vector)) for name, vector in derived.vectors.items()}
    warnings = tuple(finding for finding in findings if finding.severity is Severity.WARNING)
    return EventTable(
        name=derived.name,
        label=spec.label,
        frame=pd.DataFrame(values, index=pd.RangeIndex(1, rows + 1, name="row")),
        columns=derived.columns,
        grids=(),
        quality=Quality(rows, (), 0, (), (), (), warnings),
        findings=findings,
        locale=source.locale,
        types=derived.types,
        derivation=derived.derivation,
        source=source,
    )


def recomputed(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> Mapping[str, EventTable]:
    """Return the tables with what the brief computes of them computed again."""
    from report.arabic import parse_edtf
    from report.intake.computing import Computing

    specs = brief.model.tables.values()
    if all(spec.of_file.columns == spec.columns and not spec.is_derived for spec in specs):
        return linked(brief, tables)
    period = parse_edtf(brief.model.brief.period)

    base = {name: stripped(table) for name, table in tables.items() if not table.is_derived}
    findings = {name: table.findings for name, table in tables.items() if table.is_derived}
    return all_completed(brief, Computing(brief, {}, base, period), base, findings)


def made_of_rows(
    brief: LoadedBrief, tables: Mapping[str, EventTable], places: Mapping[str, np.ndarray]
) -> dict[str, EventTable]:
    """Return the derived tables that are made of limited tables, made of some of their rows.

    What the rows look up in tables that are read stays whole, and no column of these is read again.

    :param places: the positions of the rows, by the tables that are limited.
    """
    from report.arabic import parse_edtf
    from report.intake.computing import Computing

    def is_made_of(name: str) -> bool:
        source = tables[name].source
        return source is not None and (source.name in places or is_made_of(source.name))

    derived_tables: dict[str, EventTable] = {}
    period = parse_edtf(brief.model.brief.period)
    computing = Computing(brief, {}, tables, period, places)

    def add(name: str) -> None:
        derived, former = computing.derived(name), tables[name]
        source = derived.derivation.table
        if is_made_of(source) and source not in derived_tables:
            add(source)
        spec = brief.model.tables[name]
        table = _derived_table(
            derived, spec, derived_tables.get(source, tables[source]), former.findings
        )
        selected = TableFrame(former.rows.frames, former.rows.schema, table.frame, table.columns)
        for title, vector in derived.vectors.items():
            selected.put(title, vector)
        derived_tables[name] = replace(table, frames=former.frames, selected=selected)

    for name in tables:
        if name not in derived_tables and is_made_of(name):
            add(name)
    return derived_tables
