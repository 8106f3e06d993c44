"""Results of database queries as JSON files, which replace the server.

An edition carries such a file for each of its queries (``docs/inside.md``). It replaces the server
only inside :func:`no_server`; a brief on disk never reads one.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.errors import Location, TableError
from report.intake.recognise.cells import Cell
from report.intake.sources.columnar import grid_of_records
from report.intake.sources.files import Source, known_digest
from report.workbooks.cells import ErrorCell, FormulaCell, PercentCell

if TYPE_CHECKING:
    from report.intake.grid import Grid

#: The subfolder of the brief's folder that holds these files.
FOLDER = "as-read"
_NO_SERVER: ContextVar[bool] = ContextVar("no_server", default=False)
#: Special cells of workbooks.
_MARKED: dict[str, Any] = {"percent": PercentCell, "error": ErrorCell, "formula": FormulaCell}
_TIMES: dict[str, Any] = {"datetime": dt.datetime, "date": dt.date, "time": dt.time}


@contextmanager
def no_server() -> Iterator[None]:
    """Disable database servers in this context; stored results replace their answers."""
    token = _NO_SERVER.set(True)
    try:
        yield
    finally:
        _NO_SERVER.reset(token)


def server_is_asked() -> bool:
    """Return whether a database server may be queried."""
    return not _NO_SERVER.get()


def as_read_name(url: str, query: str) -> str:
    """Return the path of a stored query result in the brief's folder; the password is not part of
    it.
    """
    from sqlalchemy import make_url

    shown = make_url(url).render_as_string(hide_password=True)
    digest = sha256(f"{shown}\n{query}".encode()).hexdigest()
    return f"{FOLDER}/{digest[:16]}.json"


def as_read(grid: Grid) -> bytes:
    """Return a query result as JSON: column names, checksum and rows; a date is ``{"date": …}``."""
    cells = (column.astype(object).where(column.notna(), None).tolist() for column in grid.columns)
    rows = [list(map(plain_cell, row)) for row in zip(*cells, strict=True)]
    whole = {"names": list(grid.header), "sha256": grid.sha256, "rows": rows}
    return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read_as_read(url: str, query: str, folder: Path, where: Location) -> Grid:
    """Return a query result from its file in the brief's folder.

    :raises TableError: ``not-as-read`` when the file is missing or invalid.
    """
    path = folder / as_read_name(url, query)
    try:
        whole = json.loads(path.read_bytes())
        names, digest = [str(name) for name in whole["names"]], str(whole["sha256"])
        records = [list(map(cell_of, row)) for row in whole["rows"]]
        if any(len(record) != len(names) for record in records):
            raise ValueError("rows of another length")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise TableError.of("not-as-read", where, file=path.name) from error
    source = Source(folder / "brief.toml", b"", known_digest(digest))
    return grid_of_records(source, names, records, ())


def plain_cell(cell: Cell) -> object:
    """Return a cell as a JSON value; :func:`cell_of` reads it."""
    for name, kind in _TIMES.items():
        if isinstance(cell, kind):
            return {name: cell.isoformat()}
    for name, kind in _MARKED.items():
        if isinstance(cell, kind):
            return {name: float(cell) if kind is PercentCell else str(cell)}
    return cell


def cell_of(value: object) -> Cell:
    """Return the cell that :func:`plain_cell` wrote.

    :raises ValueError: when the value is no cell.
    """
    if isinstance(value, dict):
        ((name, text),) = value.items()
        if name in _MARKED:
            marked: Cell = _MARKED[name](text)
            return marked
        moment: Cell = _TIMES[name].fromisoformat(text)
        return moment
    if value is None or isinstance(value, str | int | float):
        return value
    raise ValueError("no cell")
