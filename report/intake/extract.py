"""Serialise a table as JSON cells, for editions that do not carry whole source files.

An edition limited to one value of a column carries only the rows with that value. Decisions that
were made over a whole column (the order of day and month, the decimal sign) are stored with the
rows, so that they read as in the whole table. Such a file is read only inside
:func:`~report.intake.sources.as_read.no_server`, never from a brief on disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np

from report.errors import Finding, Location, Severity, TableError
from report.intake.grid import ExcludedRow, Grid, Recognised
from report.intake.model import EventTable
from report.intake.sources.as_read import FOLDER, cell_of, plain_cell, server_is_asked

if TYPE_CHECKING:
    import pandas as pd

    from report.brief import LoadedBrief

#: Rules whose findings are created from the cells each time a table is read.
_MADE_ANEW = frozenset({"corrected", "made-blank", "excluded-rows"})
#: Arrow types of typed columns, by name.
_TYPES = ("int64", "double", "bool", "date32[day]", "large_string")


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """The cells of a table and the findings about them, enough to rebuild it.

    ``pins`` holds, by column, the keys of ``[tables.NAME.columns.COLUMN]`` that were decided over
    more rows than these. ``findings`` come from the checks, which do not run again. ``checked`` is
    false for a table that was supplied in memory: it has all its rows, no pins and no findings, and
    is checked again as a file is.
    """

    grids: tuple[Grid, ...]
    pins: Mapping[str, Mapping[str, Any]]
    findings: tuple[Finding, ...]
    checked: bool = True


def extract_name(table: str) -> str:
    """Return the path of a table's extract, relative to the brief's folder."""
    return f"{FOLDER}/table-{table}.json"


def carried_tables(folder: Path) -> tuple[str, ...]:
    """Return the names of the tables with extracts in a folder unpacked from an edition."""
    if server_is_asked():
        return ()
    files = sorted(folder.glob(extract_name("*")))
    return tuple(file.stem.removeprefix("table-") for file in files)


def whole(table: EventTable, *, pinned: bool = False) -> Extract:
    """Return an extract with all rows; ``pinned`` stores the decisions made over its columns."""
    return Extract(table.grids, _pins(table) if pinned else {}, _checked(table))


def supplied(table: EventTable) -> Extract:
    """Return an extract of a table that was supplied in memory; it is checked again when it is
    read.
    """
    return Extract(table.grids, {}, (), checked=False)


def rows_at(table: EventTable, positions: np.ndarray) -> Extract:
    """Return an extract of the rows at ``positions``, with the findings that concern only these
    rows.

    Excluded rows and reader notes are left out, because they may concern other rows.
    """
    grids: list[Grid] = []
    offset = 0
    for grid in table.grids:
        local_rows = (
            positions[(offset <= positions) & (positions < offset + len(grid.rows))] - offset
        )
        if len(local_rows) or len(table.grids) == 1:
            columns = tuple(
                column.take(local_rows).reset_index(drop=True) for column in grid.columns
            )
            grids.append(
                replace(
                    grid, columns=columns, rows=grid.rows[local_rows], excluded_rows=(), notes=()
                )
            )
        offset += len(grid.rows)
    own: set[tuple[str | None, str | None, int | None]] = set()
    for grid in grids:
        own |= {(str(grid.path), grid.sheet, int(row)) for row in grid.rows}
    findings = tuple(
        finding
        for finding in _checked(table)
        if (finding.where.file, finding.where.sheet, finding.where.row) in own
    )
    return Extract(tuple(grids), _pins(table), findings)


def _pins(table: EventTable) -> dict[str, dict[str, Any]]:
    pins: dict[str, dict[str, Any]] = {}
    for worked_out in table.quality.worked_out:
        if worked_out.column is not None:
            pins.setdefault(worked_out.column, {})[worked_out.key] = _pinned(worked_out.value)
    return pins


def _checked(table: EventTable) -> tuple[Finding, ...]:
    notes = chain.from_iterable(grid.notes for grid in table.grids)
    recreated = _MADE_ANEW | {note.rule for note in notes}
    return tuple(finding for finding in table.findings if finding.rule not in recreated)


def _pinned(value: str) -> str | int | bool:
    """Return a decided value as its key in ``brief.toml`` takes it."""
    return int(value) if value.isdecimal() else {"true": True, "false": False}.get(value, value)


def table_of(extract: Extract, name: str, brief: LoadedBrief) -> EventTable:
    """Return the event table of an extract; ``name`` is the name of the table in ``brief.toml``."""
    from report.arabic import parse_edtf
    from report.brief.idle import with_severity
    from report.brief.tables import Column
    from report.intake.assemble import event_table, subject_of
    from report.intake.quality import WorkedOut, notes

    spec = brief.model.tables[name]
    labels = extract.grids[0].labels
    pinned = {
        title: (spec.columns.get(title) or Column(label=labels.get(title, title))).model_copy(
            update=dict(keys)
        )
        for title, keys in extract.pins.items()
    }
    spec_here = spec.model_copy(update={"columns": {**spec.columns, **pinned}})
    heading = brief.model.brief
    subject, normals = subject_of(
        name, spec_here, extract.grids, heading.locale, parse_edtf(heading.period)
    )
    subject = replace(subject, spec=spec)
    findings = (*extract.findings, *with_severity(brief, name, notes(subject, normals)))
    table = event_table(subject, normals, findings, heading.locale)
    pinned_values: list[WorkedOut] = []
    for title, keys in extract.pins.items():
        for key, value in keys.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            pinned_values.append(WorkedOut(None, title, key, text))
    return replace(
        table,
        quality=replace(table.quality, worked_out=(*table.quality.worked_out, *pinned_values)),
    )


def to_json(extract: Extract, folder: Path) -> bytes:
    """Return an extract as JSON; file paths are relative to ``folder``, the brief's folder."""
    document: dict[str, Any] = {} if extract.checked else {"checked": False}
    document |= {
        "pins": extract.pins,
        "findings": [stored_finding(finding, folder) for finding in extract.findings],
        "grids": [_grid(grid, folder) for grid in extract.grids],
    }
    return (
        json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"
    ).encode()


def read_extract(table: str, folder: Path, where: Location) -> Extract | None:
    """Return the extract of a table in the brief's folder, or ``None`` without one.

    :raises TableError: ``not-as-read`` when the file is not a valid extract.
    """
    path = folder / extract_name(table)
    try:
        return of_json(path.read_bytes(), folder)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TableError.of("not-as-read", where, file=path.name) from error


def of_json(data: bytes, folder: Path) -> Extract:
    """Return the extract that :func:`to_json` wrote.

    :raises ValueError, KeyError, TypeError, AttributeError: when the data is not a valid extract.
    """
    document = json.loads(data)
    grids = tuple(_grid_of(stored, folder) for stored in document["grids"])
    if not grids:
        raise ValueError("no rows")
    pins = {str(title): dict(keys) for title, keys in document["pins"].items()}
    findings = tuple(restored_finding(stored, folder) for stored in document["findings"])
    return Extract(grids, pins, findings, document.get("checked", True) is not False)


def _grid(grid: Grid, folder: Path) -> dict[str, Any]:
    return {
        **_stored_path(grid.path, folder),
        "sha256": grid.sha256,
        "sheet": grid.sheet,
        "header": grid.header,
        "letters": grid.letters,
        "rows": grid.rows.tolist(),
        "columns": [_column(column) for column in grid.columns],
        "recognised": [[item.what, item.value] for item in grid.recognised],
        "aside": [[item.row, item.why, list(item.cells)] for item in grid.excluded_rows],
        "labels": dict(grid.labels),
        "notes": [stored_finding(item, folder) for item in grid.notes],
    }


def _grid_of(stored: Mapping[str, Any], folder: Path) -> Grid:
    columns = tuple(map(_column_of, stored["columns"]))
    rows = np.array([int(row) for row in stored["rows"]], dtype=np.int64)
    header, letters = tuple(map(str, stored["header"])), tuple(map(str, stored["letters"]))
    if any(len(column) != len(rows) for column in columns) or not len(header) == len(
        columns
    ) == len(letters):
        raise ValueError("columns of another length")
    return Grid(
        path=_restored_path(stored, folder),
        sha256=str(stored["sha256"]),
        sheet=None if stored["sheet"] is None else str(stored["sheet"]),
        header=header,
        columns=columns,
        rows=rows,
        letters=letters,
        recognised=tuple(Recognised(str(what), str(value)) for what, value in stored["recognised"]),
        excluded_rows=tuple(
            ExcludedRow(int(row), tuple(map(str, cells)), str(why))
            for row, why, cells in stored["aside"]
        ),
        labels={str(name): str(label) for name, label in stored["labels"].items()},
        notes=tuple(restored_finding(note, folder) for note in stored["notes"]),
    )


def _inside(file: object) -> PurePosixPath:
    path = PurePosixPath(str(file))
    if path.is_absolute() or ".." in path.parts:
        raise ValueError("a path that leads out")
    return path


def _column(column: pd.Series) -> dict[str, Any]:
    kind = (
        str(column.array.dtype.pyarrow_dtype)
        if hasattr(column.array.dtype, "pyarrow_dtype")
        else str(column.dtype)
    )
    return {"type": kind, "cells": [plain_cell(cell) for cell in _cells(column, kind)]}


def _cells(column: pd.Series, kind: str) -> list[Any]:
    """Return the cells of a column of an Arrow type, or of objects; ``None`` for empty ones."""
    from report.intake.normalise.distinct import arrow_of, typed_of

    arrow = arrow_of(column)
    if arrow is None and kind in _TYPES:
        arrow = typed_of(column)
    if arrow is not None:
        return list(arrow.to_pylist())
    return list(column.astype(object).where(column.notna(), None))


def _column_of(stored: Mapping[str, Any]) -> pd.Series:
    import pandas as pd
    import pyarrow as pa

    from report.intake.sources.grids import series_of_arrow

    cells, kind = [cell_of(cell) for cell in stored["cells"]], stored["type"]
    try:
        if kind in ("string", "large_string"):
            return series_of_arrow(pa.chunked_array([pa.array(cells, pa.large_string())]))
        if kind in _TYPES:
            typed = pa.array(cells, pa.date32() if kind.startswith("date32") else kind)
            return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([typed])))
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error
    values = np.empty(len(cells), dtype=object)
    values[:] = cells
    return pd.Series(values, dtype=object)


def stored_finding(finding: Finding, folder: Path) -> dict[str, Any]:
    """Return a finding as plain data for JSON.

    A file in ``folder`` is named by its relative path, so that the data stays valid for a copy of
    the folder. A table that was supplied in memory keeps its name, under ``given``.
    """
    where: dict[str, Any] = dict(finding.where.as_dict())
    if (file := where.pop("file", None)) is not None:
        where |= _stored_path(Path(file), folder)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "where": where,
        "values": dict(finding.values),
    }


def restored_finding(stored: Mapping[str, Any], folder: Path) -> Finding:
    """Return the finding that :func:`stored_finding` wrote, its file in ``folder``.

    :raises ValueError: when the path leads out of the folder.
    :raises KeyError, TypeError: when the data is not a stored finding, or no message has its rule
        or values.
    """
    where = dict(stored["where"])
    if "given" in where:
        where["file"] = str(where.pop("given"))
    elif "file" in where:
        where["file"] = str(folder / _inside(where["file"]))
    values = {
        name: tuple(value) if isinstance(value, list) else value  # JSON has no tuples
        for name, value in dict(stored["values"]).items()
    }
    finding = Finding(str(stored["rule"]), Location(**where), values, Severity(stored["severity"]))
    finding.text("en"), finding.text("ar")  # an unknown rule or value raises KeyError
    return finding


def _stored_path(path: Path, folder: Path) -> dict[str, str]:
    if path.is_relative_to(folder):
        return {"file": path.relative_to(folder).as_posix()}
    return {"given": str(path)}


def _restored_path(stored: Mapping[str, Any], folder: Path) -> Path:
    if "given" in stored:
        return Path(_inside(stored["given"]))
    return folder / _inside(stored["file"])
