"""XLSX, XLS and ODS, read by calamine in a separate process (:mod:`report.workbooks.process`)."""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.errors import Finding, Severity, TableError, first_line
from report.intake.grid import Grid, Recognised
from report.intake.normalise.date_points import SERIALS, YEARS
from report.intake.recognise.cells import Sheet, is_blank
from report.intake.recognise.kind import ZIP_FAULTS
from report.intake.sources import limits
from report.intake.sources.columns import FoundTable
from report.intake.sources.files import ALL_SHEETS, most_unpacked, too_large
from report.intake.sources.grids import find_table, grid_of
from report.intake.sources.shown_units import mixed_units
from report.intake.sources.unseen import long_numbers
from report.nearest import nearest
from report.workbooks.cells import mark_percent

if TYPE_CHECKING:
    from report.brief.tables import Table
    from report.intake.sources.files import Source

#: Days between the origins of the 1900 and the 1904 date system.
_SINCE_1900 = 1462
_PROGRAM = Path(__file__).parents[2] / "workbooks" / "process.py"


def read_workbook(
    source: Source, spec: Table, recognised: Sequence[Recognised] = ()
) -> tuple[Grid, ...]:
    """Read the sheets that the brief names, or the one with the declared columns, or the largest
    table.

    Hidden sheets are read only by name. Findings report other sheets with the same columns, and
    hidden sheets.

    :raises TableError: ``broken-workbook``, ``slow-workbook``, ``large-workbook``, ``packed-size``,
        ``encrypted``, ``unknown-sheet``, ``no-table-here``, and those of
        :func:`report.intake.sources.grids.grid_of`.
    """
    if source.data.startswith(b"PK"):
        _check_unpacked(source)
    # ``sheet`` may name the member of a zip; then it names no sheet.
    asked = (
        None
        if isinstance(spec.sheet, str) and source.member and spec.sheet in source.member
        else spec.sheet
    )
    several = isinstance(asked, tuple) or asked == ALL_SHEETS
    requested = asked if isinstance(asked, tuple) else (asked,)
    if asked in (None, ALL_SHEETS):
        requested = ()
    answer = _ask(source, requested)
    _need_sheets(source, answer)
    sheets = [_sheet_of(item) for item in answer["sheets"]]
    if several:
        tables, notes = _same_columns(source, spec, sheets, named=bool(requested))
    else:
        tables, notes = _likeliest(source, spec, sheets, alone=asked is None)
    worked_out = (
        (*recognised, Recognised("sheet", str(tables[0].sheet.name)))
        if asked is None
        else tuple(recognised)
    )
    if answer["hidden"] and not requested:
        values = {"sheets": tuple(answer["hidden"]), "count": len(answer["hidden"])}
        notes.append(Finding("hidden-sheets", source.where, values, Severity.WARNING))
    grids = [
        _finished(source, grid_of(source, table, worked_out, spec), spec, answer)
        for table in tables
    ]
    read = [(table.sheet, grid) for table, grid in zip(tables, grids, strict=True)]
    notes.extend(mixed_units(read, spec.columns, source.where))
    return (replace(grids[0], notes=(*notes, *grids[0].notes)), *grids[1:])


def _need_sheets(source: Source, answer: Mapping[str, Any]) -> None:
    """Refuse a sheet that the workbook does not have."""
    names: list[str] = answer["names"]
    findings = []
    for asked in answer["unknown"]:
        values = {
            "given": asked,
            "nearest": nearest(str(asked), names),
            "known": tuple(names),
        }
        findings.append(Finding("unknown-sheet", source.where, values))
    if findings:
        raise TableError(*findings)


def _sheet_of(item: Mapping[str, Any]) -> Sheet:
    mark_percent(item["rows"], item["top"], item["left"], item["percent"])
    return Sheet(
        item["name"], item["rows"], item["top"], item["left"],
        merges=tuple(item["merges"]),
        hidden_rows=tuple(item["hidden_rows"]),
        hidden_columns=tuple(item["hidden_columns"]),
        filtered=item["filtered"],
        units=item["units"],
    )  # fmt: skip


def _likeliest(
    source: Source, spec: Table, sheets: Sequence[Sheet], *, alone: bool
) -> tuple[list[FoundTable], list[Finding]]:
    """Return the table of the requested sheet, or the likeliest table.

    Without a request (``alone``), ``other-sheets`` reports further sheets with the same columns.

    :raises TableError: ``no-table-here``.
    """
    tables = [
        table for sheet in sheets if (table := find_table(sheet, spec, source.where)) is not None
    ]
    best = max(tables, key=lambda table: table.rank, default=None)
    if best is None:
        raise TableError.of("no-table-here", source.where)
    same = [str(table.sheet.name) for table in tables if table is not best and _alike(table, best)]
    notes = []
    if same and alone:
        values = {"sheets": tuple(same), "read": best.sheet.name, "count": len(same)}
        notes.append(Finding("other-sheets", source.where, values, Severity.WARNING))
    return [best], notes


def _same_columns(
    source: Source, spec: Table, sheets: Sequence[Sheet], *, named: bool
) -> tuple[list[FoundTable], list[Finding]]:
    """Return the tables of several sheets, which form one table.

    When all sheets are requested (not ``named``), those with other columns are left out, with the
    finding ``sheet-left-out``.

    :raises TableError: ``no-table-here``.
    """
    tables: list[FoundTable] = []
    left_out: list[str] = []
    for sheet in sheets:
        try:
            table = find_table(sheet, spec, source.where)
        except TableError:
            if named:
                raise
            table = None
        if table is not None:
            tables.append(table)
        elif named:
            raise TableError.of("no-table-here", replace(source.where, sheet=sheet.name))
        elif not all(map(is_blank, chain.from_iterable(sheet.rows))):
            left_out.append(str(sheet.name))
    best = max(tables, key=lambda table: table.rank, default=None)
    if best is None:
        raise TableError.of("no-table-here", source.where)
    if not named:
        left_out += [str(table.sheet.name) for table in tables if not _alike(table, best)]
        tables = [table for table in tables if _alike(table, best)]
    notes = [
        Finding(
            "sheet-left-out",
            replace(source.where, sheet=name),
            {"read": best.sheet.name},
            Severity.WARNING,
        )
        for name in left_out
    ]
    return tables, notes


def _alike(first: FoundTable, second: FoundTable) -> bool:
    """Return whether two tables have most of their columns in common."""
    ours, theirs = (set(filter(None, table.layout.names)) for table in (first, second))
    return len(ours & theirs) * 2 > max(len(ours), len(theirs), 1)


def _finished(source: Source, grid: Grid, spec: Table, answer: Mapping[str, Any]) -> Grid:
    """Return the grid of a workbook with days counted from 1900 and ``long-number`` findings."""
    where = replace(source.where, sheet=grid.sheet)
    if answer["from_1904"]:
        grid = _from_1900(grid, spec)
    return replace(grid, notes=(*grid.notes, *long_numbers(grid, where)))


def _from_1900(grid: Grid, spec: Table) -> Grid:
    """Return a grid whose date serial numbers count from 1900, as in other workbooks."""
    columns = list(grid.columns)
    changed = False
    for index, (name, cells) in enumerate(zip(grid.header, grid.columns, strict=True)):
        if (
            name not in spec.columns
            or spec.columns[name].facts.kind != "date"
            or cells.dtype != object
        ):
            continue
        moved = [cell + _SINCE_1900 if _is_serial(cell) else cell for cell in cells.array]
        changed = changed or moved != list(cells.array)
        columns[index] = cells.copy()
        columns[index][:] = moved
    worked_out = (Recognised("dates", "1904"),) if changed else ()
    return replace(grid, columns=tuple(columns), recognised=(*grid.recognised, *worked_out))


def _is_serial(cell: object) -> bool:
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return number and 0 < cell < SERIALS.stop and cell not in YEARS  # type: ignore[operator]


def _check_unpacked(source: Source) -> None:
    """Refuse a workbook that exceeds the limits unpacked, by the sizes in its directory."""
    most = most_unpacked(len(source.data))
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            members = archive.infolist()
            if (
                len(members) > limits.MOST_MEMBERS
                or sum(member.file_size for member in members) > most
            ):
                raise too_large(source)
    except ZIP_FAULTS as error:
        raise TableError.of("broken-workbook", source.where, reason=str(error)) from error


def _ask(source: Source, requested: Sequence[str | int | None]) -> dict[str, Any]:
    """Return the answer of the process; ``requested`` lists sheets by name or number, empty for
    all.
    """
    command = [
        sys.executable,
        "-I",
        str(_PROGRAM),
        str(limits.WORKBOOK_MEMORY),
        json.dumps(list(requested)),
    ]
    try:
        done = subprocess.run(
            command,
            input=source.data,
            capture_output=True,
            timeout=limits.WORKBOOK_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TableError.of(
            "slow-workbook", source.where, seconds=limits.WORKBOOK_SECONDS
        ) from error
    if done.returncode:  # out of memory
        raise TableError.of(
            "large-workbook", source.where, limit=limits.WORKBOOK_MEMORY // limits.MIB
        )
    answer: dict[str, Any] = pickle.loads(done.stdout)
    if "error" in answer:
        kind, words = answer["error"]
        if kind == "PasswordError" or "password" in words.lower():
            raise TableError.of("encrypted", source.where)
        raise TableError.of(
            "broken-workbook", source.where, reason=first_line(words) if words.strip() else kind
        )
    return answer
