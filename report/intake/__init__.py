"""Read, normalise and check the tables of a brief: nothing in a file is changed, and nothing in it is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from report.brief.load import LoadedBrief
from report.brief.tables import Table
from report.cache.machine import contents
from report.cache.memory import recall
from report.errors import BriefError, Finding, Severity, TableError, Where
from report.intake.assemble import MANY_CELLS, event_table, give_back, subject_of, told_less
from report.intake.model import EventTable
from report.nearest import nearest

if TYPE_CHECKING:
    from report.arabic import Interval
    from report.intake.grid import Grid
    from report.intake.normalise import NormalColumn
    from report.intake.validate import Context, Subject

#: Suffixes of files that are a table by themselves, whole; others may lead to further files, of any name.
_TABLES = frozenset(
    [".csv", ".feather", ".gz", ".ods", ".parquet", ".tsv", ".txt", ".xls", ".xlsx", ".zip"]
)

__all__ = ["EventTable", "examine_tables", "read_subject", "read_tables"]


def read_tables(brief: LoadedBrief) -> Mapping[str, EventTable]:
    """Return every table of the brief, by name.

    :raises TableError: with every finding of every table, when one of them is an error.
    """
    tables, findings = examine_tables(brief)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise TableError(*findings)
    return tables


def examine_tables(brief: LoadedBrief) -> tuple[Mapping[str, EventTable], tuple[Finding, ...]]:
    """Return the tables of the brief that could be read, by name, and everything that is wrong with any of them."""
    tables, findings = _examined(brief)
    if any(len(table.frame) * len(table.columns) >= MANY_CELLS for table in tables.values()):
        give_back()
    return tables, findings


def _examined(brief: LoadedBrief) -> tuple[Mapping[str, EventTable], tuple[Finding, ...]]:
    from report.arabic import parse_edtf
    from report.intake.extract import made_of, read_extract
    from report.intake.sources.as_read import server_is_asked
    from report.intake.validate import Context

    read: dict[str, tuple[Subject, Mapping[str, NormalColumn]]] = {}
    made: dict[str, EventTable] = {}
    findings: list[Finding] = []
    for name, spec in brief.model.tables.items():
        try:
            where = brief.where("tables", name, "url" if spec.source is None else "source")
            if (
                not server_is_asked()
                and (extract := read_extract(name, brief.folder, where)) is not None
            ):
                made[name] = made_of(extract, name, brief)
                continue
            heading = brief.model.brief
            read[name] = read_subject(
                name, spec, brief.folder, where, heading.locale, parse_edtf(heading.period)
            )
            findings.extend(_undeclared(brief, name, read[name][0].grids[0]))
        except (BriefError, TableError) as error:
            findings.extend(error.findings)
    frames = {name: subject.frame for name, (subject, _) in read.items()}
    context = Context(parse_edtf(brief.model.brief.period), brief.model.tables, frames, brief.where)
    # Not the prose: it has no say in what is wrong with a table.
    files = cache(partial(contents, brief.folder, but=(".md",)))
    made |= {
        name: _table(subject, normals, context, brief, files)
        for name, (subject, normals) in read.items()
    }
    tables = {name: made[name] for name in brief.model.tables if name in made}
    findings.extend(finding for table in tables.values() for finding in table.findings)
    return tables, tuple(findings)


def read_subject(
    name: str, spec: Table, folder: Path, where: Where, locale: str, period: Interval | None = None
) -> tuple[Subject, Mapping[str, NormalColumn]]:
    """Return a table of a brief's ``folder`` with its cells normalised; ``where`` is that of its source, ``period``
    the brief's, in which dates without a year lie.

    :raises TableError: when it cannot be read.
    """
    from report.intake.sources import read_grids

    return subject_of(name, spec, read_grids(spec, folder, where), locale, period)


def _table(
    subject: Subject,
    normals: Mapping[str, NormalColumn],
    context: Context,
    brief: LoadedBrief,
    files: Callable[[], str],
) -> EventTable:
    from report.intake.quality import notes

    found = (*_ragged(subject), *_wrong(subject, context, files), *notes(subject, normals))
    return event_table(subject, normals, told_less(found, brief, subject), brief.model.brief.locale)


def _wrong(subject: Subject, context: Context, files: Callable[[], str]) -> tuple[Finding, ...]:
    """Return what is wrong with a table. Where nothing was when the same files were read before, it is not asked again.

    ``files`` returns the digest of the brief's files: a table is held against the others too, so that all have a say.
    """
    from report.intake.validate import validate

    specs = context.tables.values()
    if any(spec.source is None or Path(spec.source).suffix not in _TABLES for spec in specs):
        return validate(subject, context)
    found: list[tuple[Finding, ...]] = []

    def nothing() -> bool:
        found.append(validate(subject, context))
        return not found[0]

    if recall("nothing wrong", lambda: (subject.name, files()), nothing):
        return ()
    return found[0] if found else validate(subject, context)


def _ragged(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each row that has more or fewer cells than the header, and is therefore set aside."""
    from report.intake.validate.weigh import weight

    severity = weight(subject, "ragged-row")
    for grid in subject.grids if severity is not None else ():
        for aside in grid.aside:
            if aside.why == "ragged":
                where = Where(file=str(grid.path), sheet=grid.sheet, row=aside.row)
                values = {"found": len(aside.cells), "wanted": len(grid.header)}
                yield Finding("ragged-row", where, values, severity or Severity.ERROR)


def _undeclared(brief: LoadedBrief, name: str, grid: Grid) -> Iterator[Finding]:
    """Yield a finding for each column that the brief declares and the file does not have.

    Where the names were looked for on a sheet, it says in which row, and by what key another row is named.
    """
    header = grid.header
    row = next((one.value for one in grid.recognised if one.what == "header"), None)
    for column in brief.model.tables[name].columns:
        if column not in header:
            values = {
                "table": name,
                "given": column,
                "nearest": nearest(column, header),
                "known": "، ".join(header),
                "header": row,
            }
            rule = "unknown-column" if row is None else "column-not-found"
            yield Finding(rule, brief.where("tables", name, "columns", column), values)
