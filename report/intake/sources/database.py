"""Database tables by SQLAlchemy URL: one read-only query to the server that the brief names."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.errors import BriefError, Location, TableError, first_line
from report.intake.grid import Grid
from report.intake.sources import limits
from report.intake.sources.as_read import read_as_read, server_is_asked
from report.intake.sources.columnar import grid_of_records
from report.intake.sources.files import Source, find_files, load
from report.intake.sources.query import fetched, need_select
from report.intake.sources.sqlite_file import read_sqlite

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

    from report.brief.tables import Table

#: The package extra with the driver of each database.
EXTRAS = {"postgresql": "postgresql", "mysql": "mysql", "mariadb": "mysql"}
#: The statement before each query that prevents writes.
_READ_ONLY = {
    "postgresql": "SET TRANSACTION READ ONLY",
    "mysql": "SET TRANSACTION READ ONLY",
    "mariadb": "SET TRANSACTION READ ONLY",
}


def read_database(spec: Table, folder: Path, where: Location) -> Grid:
    """Read the result of ``query``. A SQLite URL names a file in the brief's folder:
    ``sqlite:///events.db``.

    The path of the table is ``brief.toml``, which contains the query; its checksum is that of the
    rows.

    :raises BriefError: ``bad-url``, ``needs-query``, ``no-file``, ``outside-brief``,
        ``unknown-database``.
    :raises TableError: ``not-as-read`` where no server may be queried; ``no-driver``,
        ``no-database``, ``bad-query``, ``not-a-select``, ``too-many-cells``.
    """
    from sqlalchemy import exc, make_url

    try:
        url = make_url(spec.url or "")
    except (exc.ArgumentError, ValueError) as error:
        raise BriefError.of("bad-url", where) from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, spec, folder, where)
    if url.get_backend_name() not in EXTRAS:
        raise BriefError.of(
            "unknown-database",
            where,
            given=url.get_backend_name(),
            known="sqlite, postgresql, mysql",
        )
    if spec.query is None:
        raise BriefError.of("needs-query", where)
    need_select(spec.query, where)
    if not server_is_asked():
        return read_as_read(spec.url or "", spec.query, folder, where)
    names, records = _queried(url, spec.query, where)
    digest: Future[str] = Future()
    digest.set_result(
        hashlib.sha256(repr((names, records)).encode("utf-8", "backslashreplace")).hexdigest()
    )
    source = Source(folder / "brief.toml", b"", digest)
    return grid_of_records(source, names, records, ())


def _sqlite(url: URL, spec: Table, folder: Path, where: Location) -> Grid:
    name = url.database or ""
    path = Path(name)
    if (
        not name
        or name == ":memory:"
        or path.is_absolute()
        or ".." in path.parts
        or name.startswith("file:")
    ):
        raise BriefError.of("outside-brief", where, path=name)
    (file,) = find_files(name, folder, where)[:1]
    return read_sqlite(load(file, None), spec)


def _queried(url: URL, query: str, where: Location) -> tuple[list[str], list[list[Any]]]:
    from sqlalchemy import create_engine, exc
    from sqlalchemy.pool import NullPool

    shown = url.render_as_string(hide_password=True)
    try:
        engine = create_engine(
            url,
            poolclass=NullPool,
            connect_args={"connect_timeout": limits.CONNECT_SECONDS},
            hide_parameters=True,
        )
    except (ImportError, exc.NoSuchModuleError) as error:
        extra = EXTRAS[url.get_backend_name()]
        raise TableError.of("no-driver", where, driver=url.drivername, extra=extra) from error
    except (exc.ArgumentError, TypeError, ValueError) as error:
        raise BriefError.of("bad-url", where) from error
    try:
        with engine.connect() as connection:
            return _rows(connection, query, where)
    except exc.InterfaceError as error:
        raise TableError.of("no-database", where, url=shown, reason=_reason(error, url)) from error
    except exc.OperationalError as error:
        rule = "no-database" if not error.statement else "bad-query"
        raise TableError.of(rule, where, url=shown, reason=_reason(error, url)) from error
    except (exc.SQLAlchemyError, UnicodeError) as error:
        raise TableError.of("bad-query", where, reason=_reason(error, url)) from error


def _rows(connection: Connection, query: str, where: Location) -> tuple[list[str], list[list[Any]]]:
    connection.exec_driver_sql(_READ_ONLY[connection.dialect.name])
    # The query goes to the driver unchanged: colons and percent signs are no parameters.
    result = connection.execution_options(stream_results=True, no_parameters=True).exec_driver_sql(
        query
    )
    if not result.returns_rows:
        raise TableError.of("not-a-select", where, given=query[:60])
    names = list(result.keys())
    return names, fetched(result.fetchmany, names, where)


def _reason(error: Exception, url: URL) -> str:
    """Return the first line of the driver's message, with the password masked."""
    words = str(getattr(error, "orig", None) or error)
    line = first_line(words) if words.strip() else type(error).__name__
    return line.replace(str(url.password), "***") if url.password else line
