"""Read, normalise and check the tables of a brief."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from report.brief.load import LoadedBrief
from report.brief.tables import Column
from report.errors import BriefError, Finding, TableError
from report.intake.cells import read_column
from report.intake.csv_file import Rows, read_csv
from report.intake.model import EventTable

__all__ = ["EventTable", "read_tables"]


def read_tables(brief: LoadedBrief) -> Mapping[str, EventTable]:
    """Return every table of the brief, by name.

    :raises BriefError: when a table's file is not in the folder.
    :raises TableError: with a finding for every fault of every table.
    """
    tables: dict[str, EventTable] = {}
    findings: list[Finding] = []
    for name in brief.model.tables:
        try:
            tables[name] = _read_table(brief, name)
        except (BriefError, TableError) as error:
            findings.extend(error.findings)
    if findings:
        raise TableError(*findings)
    return tables


def _read_table(brief: LoadedBrief, name: str) -> EventTable:
    import pandas as pd

    spec = brief.model.tables[name]
    path = brief.resolve(spec.source, brief.where("tables", name, "source"))
    rows = read_csv(path, encoding=spec.encoding, delimiter=spec.delimiter)
    findings = list(_undeclared(brief, name, rows))
    data: dict[str, list[object]] = {}
    columns: dict[str, Column] = {}
    for position, column_name in enumerate(rows.header):
        column = spec.columns.get(column_name) or Column(label=column_name)
        cells = [row[position] for row in rows.rows]
        data[column_name], wrong = read_column(cells, rows.numbers, column_name, column, str(path))
        columns[column_name] = column
        findings.extend(wrong)
    if findings:
        raise TableError(*sorted(findings, key=lambda finding: finding.where.row or 0))
    frame = pd.DataFrame(data, index=pd.Index(rows.numbers, name="row"), dtype=object)
    return EventTable(name, spec.label, path, rows.sha256, frame, columns)


def _undeclared(brief: LoadedBrief, name: str, rows: Rows) -> list[Finding]:
    """Return a finding for each column that the brief declares and the file does not have."""
    findings = []
    for column in brief.model.tables[name].columns:
        if column not in rows.header:
            nearest = difflib.get_close_matches(column, rows.header, n=1, cutoff=0.0)[0]
            values = {"table": name, "given": column, "nearest": nearest, "known": "، ".join(rows.header)}
            findings.append(Finding("unknown-column", brief.where("tables", name, "columns", column), values))
    return findings
