"""Readers of tables: files of every format, databases and data packages, each returning a grid.

The format is detected from the content. Detected properties are in
:attr:`report.intake.grid.Grid.recognised` and can be pinned in the brief.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import Finding, Location, MujazError, TableError
from report.intake.grid import Grid, Recognised
from report.intake.recognise.kind import kind_of
from report.intake.sources.files import ALL_SHEETS, Source, find_files, load
from report.intake.totals import without_totals

if TYPE_CHECKING:
    from report.brief.tables import Table

__all__ = ["read_frame", "read_grids"]


def read_frame(name: str, spec: Table, frame: object) -> tuple[Grid, ...]:
    """Return a table that is supplied in memory; it replaces the source of ``spec``.

    The keys of ``spec`` about files do not apply.

    :raises TableError: those of :func:`report.intake.sources.frame.grid_of_frame`.
    """
    from report.intake.sources.frame import grid_of_frame

    grid = without_totals(grid_of_frame(name, frame), spec)
    return (_with_sheet(grid, spec.sheet_column),)


def read_grids(spec: Table, folder: Path, where: Location) -> tuple[Grid, ...]:
    """Read a table of the brief: one grid for a file or query, several when ``source`` is a
    pattern.

    :param folder: the brief's folder; no file outside it is opened.
    :param where: the location of the table's ``source`` or ``url`` in ``brief.toml``.
    :raises BriefError: when the file is missing or outside the folder, or the URL is invalid.
    :raises TableError: with a finding for every fault of every file.
    """
    if spec.url is not None:
        from report.intake.sources.database import read_database

        return (without_totals(read_database(spec, folder, where), spec),)
    grids: list[Grid] = []
    findings: list[Finding] = []
    paths = find_files(spec.source or "", folder, where)
    for path in paths:
        try:
            grids.extend(_read(load(path, spec.sheet), spec, folder))
        except MujazError as error:
            if len(paths) == 1:
                raise
            findings.extend(error.findings)
    if grids:
        findings.extend(_unlike(grids))
    if findings:
        raise TableError(*findings)
    tables = [without_totals(_in_order(grid, grids[0].header), spec) for grid in grids]
    return tuple(_with_sheet(grid, spec.sheet_column) for grid in tables)


def _with_sheet(grid: Grid, name: str | None) -> Grid:
    """Return a grid with an added column ``name`` that holds the name of the sheet, or of the file.

    :raises TableError: ``twice-column``.
    """
    import pandas as pd

    if name is None:
        return grid
    if name in grid.header:
        raise TableError.of(
            "twice-column", Location(file=str(grid.path), sheet=grid.sheet), given=name
        )
    texts = pd.array(
        [grid.sheet or grid.path.stem] * len(grid.rows), dtype=pd.StringDtype("pyarrow")
    )
    return replace(
        grid,
        header=(*grid.header, name),
        columns=(*grid.columns, pd.Series(texts)),
        letters=(*grid.letters, ""),
    )


def _read(
    source: Source, spec: Table, folder: Path, package: Source | None = None
) -> tuple[Grid, ...]:
    """Read a file: one grid, or one for each sheet that ``sheet`` asks for.

    A file that ``package`` names cannot be a package itself, since two could name each other
    without end.
    """
    kind, refused = kind_of(source.data)
    if refused == "encrypted":
        raise TableError.of("encrypted", source.where)
    if refused is not None:
        raise TableError.of("refused-format", source.where, given=refused)
    if kind is not None:
        _need(spec, source, kind)
        recognised = () if spec.format is not None else (Recognised("format", kind),)
        return _read_binary(source, kind, spec, recognised)
    return (_read_text(source, spec, folder, package),)


def _need(spec: Table, source: Source, kind: str) -> None:
    """Refuse a file whose format differs from the format in the brief."""
    if spec.format is not None and spec.format != kind:
        raise TableError.of("other-format", source.where, given=spec.format, found=kind)


def _need_one_sheet(spec: Table, source: Source) -> None:
    """Refuse a request for several sheets of a file without sheets."""
    if isinstance(spec.sheet, tuple) or spec.sheet == ALL_SHEETS:
        raise TableError.of("one-sheet", source.where)


def _read_binary(
    source: Source, kind: str, spec: Table, recognised: tuple[Recognised, ...]
) -> tuple[Grid, ...]:
    if kind in ("xlsx", "xls", "ods"):
        from report.intake.sources.workbook import read_workbook

        return read_workbook(source, spec, recognised)
    _need_one_sheet(spec, source)
    if kind == "sqlite":
        from report.intake.sources.sqlite_file import read_sqlite

        return (read_sqlite(source, spec, recognised),)
    from report.intake.sources.columnar import read_columnar

    return (read_columnar(source, kind, recognised),)


def _read_text(source: Source, spec: Table, folder: Path, package: Source | None) -> Grid:
    from report.intake.sources.json_records import looks_like_json, parse_json, read_json
    from report.intake.sources.package import is_package, read_package
    from report.intake.sources.text import as_text, read_text

    _need_one_sheet(spec, source)
    if spec.format not in (None, "csv", "json", "jsonl", "datapackage"):
        raise TableError.of("other-format", source.where, given=spec.format, found="csv")
    if spec.format == "csv":
        return read_text(source, spec)
    # JSON begins with a bracket in each of the encodings, and hardly any other text does.
    begins = source.data[:64].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    kind: str | None = spec.format
    if kind is None and begins not in (b"{", b"["):
        return read_text(source, spec, (Recognised("format", "csv"),))
    decoded = as_text(source, spec.encoding)
    text = decoded.decoded().lstrip("\ufeff")
    kind = kind or looks_like_json(text)
    if kind is None:
        return read_text(source, spec, (Recognised("format", "csv"),))
    recognised = () if spec.format is not None else (Recognised("format", kind),)
    if kind != "jsonl" or "\n" not in text.strip():
        value = parse_json(source, text)
        if is_package(value):
            if package is not None:
                raise TableError.of("package-nested", package.where, path=source.path.name)
            return read_package(
                source,
                value,
                spec,
                folder,
                lambda inner, asked: _read(inner, asked, folder, package=source)[0],
            )
        if kind == "datapackage":
            raise TableError.of("package-shape", source.where, key="resources")
    return read_json(source, text, kind, recognised)


def _unlike(grids: list[Grid]) -> list[Finding]:
    """Return a finding for each file or sheet whose columns differ from those of the first."""
    first = grids[0]
    findings = []
    for grid in grids[1:]:
        lacking = [name for name in first.header if name not in grid.header]
        beyond = [name for name in grid.header if name not in first.header]
        if lacking or beyond:
            values = {
                "first": first.path.name if grid.path != first.path else first.sheet,
                "lacking": tuple(lacking),
                "beyond": tuple(beyond),
            }
            findings.append(
                Finding("other-header", Location(file=str(grid.path), sheet=grid.sheet), values)
            )
    return findings


def _in_order(grid: Grid, header: tuple[str, ...]) -> Grid:
    """Return a grid with its columns, and their letters, in the order of ``header``."""
    if grid.header == header:
        return grid
    order = [grid.header.index(name) for name in header]
    return replace(
        grid,
        header=header,
        columns=tuple(grid.columns[index] for index in order),
        letters=tuple(grid.letters[index] for index in order),
    )
