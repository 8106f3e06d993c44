"""Read, normalise and check the tables of a brief. Files are never changed, and no cell is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from report.brief.idle import with_severity
from report.brief.load import NOWHERE, LoadedBrief
from report.brief.tables import Table
from report.cache.build_cache import recall
from report.errors import BriefError, Finding, Location, Severity, TableError
from report.inputs import contents
from report.intake.assemble import MANY_CELLS, event_table, give_back, subject_of
from report.intake.completing import all_completed, derived_subject, with_computed
from report.intake.model import EventTable
from report.nearest import nearest

if TYPE_CHECKING:
    from report.arabic import Interval
    from report.intake.extract import Extract
    from report.intake.grid import Grid
    from report.intake.normalise import NormalColumn
    from report.intake.validate import Context, TableUnderTest

#: Suffixes of self-contained tables; other files may refer to further files.
_TABLES = frozenset(
    [".csv", ".feather", ".gz", ".ods", ".parquet", ".tsv", ".txt", ".xls", ".xlsx", ".zip"]
)

__all__ = ["EventTable", "examine_tables", "read_subject", "read_tables"]


def read_tables(
    brief: LoadedBrief, supplied: Mapping[str, object] | None = None
) -> Mapping[str, EventTable]:
    """Return every table of the brief, by name.

    :param supplied: data frames by table name; each replaces the source of that table.
    :raises TableError: with every finding of every table, when one of them is an error.
    """
    tables, findings = examine_tables(brief, supplied)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise TableError(*findings)
    return tables


def examine_tables(
    brief: LoadedBrief, supplied: Mapping[str, object] | None = None
) -> tuple[Mapping[str, EventTable], tuple[Finding, ...]]:
    """Return the readable tables of the brief, by name, and all findings about any table.

    :param supplied: as for :func:`read_tables`.
    """
    tables, findings = _examined(brief, supplied or {})
    if any(len(table.frame) * len(table.columns) >= MANY_CELLS for table in tables.values()):
        give_back()
    return tables, findings


def _examined(
    brief: LoadedBrief, supplied: Mapping[str, object]
) -> tuple[Mapping[str, EventTable], tuple[Finding, ...]]:
    from report.arabic import parse_edtf
    from report.intake.computing import Computing
    from report.intake.extract import table_of
    from report.intake.sources import read_frame
    from report.intake.validate import Context

    read: dict[str, tuple[TableUnderTest, Mapping[str, NormalColumn]]] = {}
    event_tables: dict[str, EventTable] = {}
    in_memory: set[str] = set()
    findings: list[Finding] = []
    heading = brief.model.brief
    period = parse_edtf(heading.period)
    for name, declared in brief.model.tables.items():
        if declared.is_derived:
            continue
        spec = declared.of_file
        try:
            where = brief.where("tables", name, "url" if spec.source is None else "source")
            extract = None if name in supplied else _carried(brief, name, where)
            if extract is not None and extract.checked:
                event_tables[name] = table_of(extract, name, brief)
                continue
            if extract is not None or name in supplied:
                in_memory.add(name)
                grids = extract.grids if extract else read_frame(name, spec, supplied[name])
                read[name] = subject_of(name, spec, grids, heading.locale, period)
            else:
                read[name] = read_subject(name, spec, brief.folder, where, heading.locale, period)
            findings.extend(_undeclared(brief, name, read[name][0].grids[0]))
        except (BriefError, TableError) as error:
            findings.extend(error.findings)
    unchecked = {name: subject for name, (subject, _) in read.items()}
    computing = Computing(brief, unchecked, event_tables, period)
    subjects = {
        name: with_computed(subject, computing.columns(name)) for name, subject in unchecked.items()
    }
    for name, derived in computing.all_derived().items():
        subjects[name] = derived_subject(derived, brief.model.tables[name])
    frames = {name: subject.frame for name, subject in subjects.items()}
    specs = {name: spec for name, spec in brief.model.tables.items() if name not in subjects}
    specs |= {name: subject.spec for name, subject in subjects.items()}
    context = Context(period, specs, frames, brief.where, computing.frames)
    # Without the prose, which does not affect the checks.
    files = None if in_memory else cache(partial(contents, brief.folder, but=(".md",)))
    for name, (subject, normals) in read.items():
        table = _table(subject, subjects[name], normals, context, brief, files)
        event_tables[name] = replace(table, in_memory=name in in_memory)
    of_derived = {
        name: with_severity(brief, name, _wrong(subject, context, files))
        for name, subject in subjects.items()
        if name not in read
    }
    tables = all_completed(brief, computing, event_tables, of_derived)
    findings.extend(computing.findings)
    for table in tables.values():
        findings.extend(table.findings)
    return tables, tuple(findings)


def _carried(brief: LoadedBrief, name: str, where: Location) -> Extract | None:
    """Return the cells that an edition carries for a table, when the brief is unpacked from one."""
    from report.intake.extract import read_extract
    from report.intake.sources.as_read import server_is_asked

    return None if server_is_asked() else read_extract(name, brief.folder, where)


def read_subject(
    name: str,
    spec: Table,
    folder: Path,
    where: Location,
    locale: str,
    period: Interval | None = None,
) -> tuple[TableUnderTest, Mapping[str, NormalColumn]]:
    """Return a table of the brief with normalised cells.

    :param folder: the brief's folder.
    :param where: the location of the table's source in ``brief.toml``.
    :param period: the period of the brief; it supplies the year of dates without one.
    :raises TableError: when the table cannot be read.
    """
    from report.intake.sources import read_grids

    if folder == NOWHERE:
        raise BriefError.of("no-folder", where, path=str(spec.source or spec.url))
    return subject_of(name, spec, read_grids(spec, folder, where), locale, period)


def _table(
    subject: TableUnderTest,
    checked: TableUnderTest,
    normals: Mapping[str, NormalColumn],
    context: Context,
    brief: LoadedBrief,
    files: Callable[[], str] | None,
) -> EventTable:
    from report.intake.quality import notes

    findings = (*_ragged(subject), *_wrong(checked, context, files), *notes(subject, normals))
    return event_table(
        subject, normals, with_severity(brief, subject.name, findings), brief.model.brief.locale
    )


def _wrong(
    subject: TableUnderTest, context: Context, files: Callable[[], str] | None
) -> tuple[Finding, ...]:
    """Return the faults of a table. A cached result without faults is reused for the same files.

    :param files: returns the digest of all files of the brief, because checks compare tables with
        each other. ``None`` when a table comes from memory, which no digest of files covers.
    """
    from report.intake.validate import validate

    specs = context.tables.values()
    if files is None or any(
        spec.source is None or Path(spec.source).suffix not in _TABLES
        for spec in specs
        if not spec.is_derived
    ):
        return validate(subject, context)
    results: list[tuple[Finding, ...]] = []

    def nothing() -> bool:
        results.append(validate(subject, context))
        return not results[0]

    if recall("nothing wrong", lambda: (subject.name, files()), nothing):
        return ()
    return results[0] if results else validate(subject, context)


def _ragged(subject: TableUnderTest) -> Iterator[Finding]:
    """Yield a finding for each row whose cell count differs from the header; such a row is set
    aside.
    """
    from report.intake.validate.severity import weight

    severity = weight(subject, "ragged-row")
    for grid in subject.grids if severity is not None else ():
        for excluded in grid.excluded_rows:
            if excluded.why == "ragged":
                where = Location(file=str(grid.path), sheet=grid.sheet, row=excluded.row)
                values = {"found": len(excluded.cells), "wanted": len(grid.header)}
                yield Finding("ragged-row", where, values, severity or Severity.ERROR)


def _undeclared(brief: LoadedBrief, name: str, grid: Grid) -> Iterator[Finding]:
    """Yield a finding for each declared column that the file does not have.

    When the header row was detected on a sheet, the finding names that row and the key that sets
    it.
    """
    header = grid.header
    row = next(
        (recognised.value for recognised in grid.recognised if recognised.what == "header"), None
    )
    for column, declared in brief.model.tables[name].columns.items():
        if declared.value is not None:
            if column in header:
                where = brief.where("tables", name, "columns", column, "value")
                yield Finding("computed-twice", where, {"given": column})
        elif column not in header:
            values = {
                "table": name,
                "given": column,
                "nearest": nearest(column, header),
                "known": tuple(header),
                "header": row,
            }
            rule = "unknown-column" if row is None else "column-not-found"
            yield Finding(rule, brief.where("tables", name, "columns", column), values)
