"""SQLite files, opened from memory and read-only, with all code-running features disabled."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from report.errors import Location, TableError
from report.intake.grid import Grid, Recognised
from report.intake.sources import limits
from report.intake.sources.columnar import grid_of_records
from report.intake.sources.query import fetched, need_select
from report.nearest import nearest

if TYPE_CHECKING:
    from report.brief.tables import Table
    from report.intake.sources.files import Source

#: SQLite instructions between two checks of the time limit.
_STEPS = 100_000
_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)


def read_sqlite(source: Source, spec: Table, recognised: Sequence[Recognised] = ()) -> Grid:
    """Read the result of ``query``, or a table: the one that ``sheet`` names, the only one, or the
    one with the declared columns.

    :raises TableError: ``sqlite-in-use``, ``broken-sqlite``, ``unknown-sheet``, ``which-table``,
        ``bad-query``, ``not-a-select``, ``slow-query``, and those of
        :func:`report.intake.sources.query.fetched`.
    """
    waiting = source.path.with_name(source.path.name + "-wal")
    if source.member is None and waiting.is_file() and waiting.stat().st_size:
        raise TableError.of("sqlite-in-use", source.where, file=waiting.name)
    with _opened(source) as connection:
        recognitions = list(recognised)
        query = spec.query
        if query is None:
            name = _table(source.where, connection, spec)
            if spec.sheet is None:
                recognitions.append(Recognised("sheet", name))
            query = 'SELECT * FROM "{}"'.format(name.replace('"', '""'))
        else:
            need_select(query, source.where)
        try:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            records = fetched(cursor.fetchmany, names, source.where)
        except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise TableError.of(
                    "slow-query", source.where, seconds=limits.QUERY_SECONDS
                ) from error
            rule = "broken-sqlite" if spec.query is None else "bad-query"
            raise TableError.of(rule, source.where, reason=str(error)[:200]) from error
    return grid_of_records(source, names, records, recognitions)


@contextmanager
def _opened(source: Source) -> Iterator[sqlite3.Connection]:
    data = bytearray(source.data)
    if len(data) > 19 and data[18:20] == b"\x02\x02":
        # A file in write-ahead mode cannot be opened from memory; without a log it is complete.
        data[18:20] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(bytes(data))
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.LARGEST_CELL * 4)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
            connection.set_authorizer(_authorised)
            end = time.monotonic() + limits.QUERY_SECONDS
            connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            connection.text_factory = _text
        except (sqlite3.Error, OverflowError) as error:
            raise TableError.of("broken-sqlite", source.where, reason=str(error)[:200]) from error
        yield connection


def _authorised(
    action: int, first: str | None, second: str | None, _database: str | None, _view: str | None
) -> int:
    loads = action == sqlite3.SQLITE_FUNCTION and second in (
        "load_extension",
        "readfile",
        "writefile",
        "edit",
    )
    return sqlite3.SQLITE_OK if action in _ALLOWED and not loads else sqlite3.SQLITE_DENY


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise sqlite3.DataError(f"not UTF-8: {data[:20]!r}") from error


def _table(where: Location, connection: sqlite3.Connection, spec: Table) -> str:
    """Return the name of the table to read."""
    try:
        records = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE "
            "'sqlite!_%' ESCAPE '!'"
        ).fetchall()
        names = [str(name) for (name,) in records]
        if isinstance(spec.sheet, int) and 1 <= spec.sheet <= len(names):
            return names[spec.sheet - 1]
        if spec.sheet in names:
            return str(spec.sheet)
        if spec.sheet is not None:
            listed, meant = tuple(names), nearest(str(spec.sheet), names)
            raise TableError.of(
                "unknown-sheet", where, given=spec.sheet, nearest=meant, known=listed
            )
        if len(names) == 1:
            return names[0]
        fitting = [
            name
            for name in names
            if spec.columns and set(spec.columns) <= _columns(connection, name)
        ]
    except (sqlite3.Error, ValueError) as error:
        raise TableError.of("broken-sqlite", where, reason=str(error)[:200]) from error
    if len(fitting) == 1:
        return fitting[0]
    if not names:
        raise TableError.of("no-table-here", where)
    raise TableError.of("which-table", where, count=len(names), known=tuple(names))


def _columns(connection: sqlite3.Connection, name: str) -> set[str]:
    cursor = connection.execute('SELECT * FROM "{}" LIMIT 0'.format(name.replace('"', '""')))
    return {column[0] for column in cursor.description}
