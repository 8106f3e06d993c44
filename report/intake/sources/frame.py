"""Tables in memory: pandas frames, and exporters of the Arrow C stream (Polars, DuckDB, Arrow)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from report.arabic.dates import Interval
from report.errors import Finding, Location, Severity, TableError, first_line
from report.intake.grid import Grid
from report.intake.recognise.cells import Cell
from report.intake.sources.as_read import plain_cell
from report.intake.sources.columnar import (
    check_size,
    grid_of_columns,
    plain,
    series_of_column,
)
from report.intake.sources.files import Source, known_digest
from report.intake.sources.grids import series_of

if TYPE_CHECKING:
    import pandas as pd


def grid_of_frame(name: str, frame: object) -> Grid:
    """Return a frame as a table, with unchanged values.

    Locations name the frame by ``name``, the name of the table. Row 2 is the first row, as in a
    spreadsheet below a header. Named levels of a pandas index become the first columns; several
    levels of column names are joined by spaces, as in a file.

    :param frame: a :class:`pandas.DataFrame`, or an object with ``__arrow_c_stream__`` (the Arrow
        PyCapsule interface).
    :raises TableError: ``not-a-frame``, ``broken-frame``, ``nested-column``, ``same-names``,
        ``empty-name``, ``no-columns``, ``bad-text``, ``too-many-rows``, ``too-many-columns``,
        ``too-many-cells``.
    """
    import pandas as pd

    where = Location(file=name)
    notes: tuple[Finding, ...] = ()
    if isinstance(frame, pd.DataFrame):
        check_size(where, *frame.shape)
        notes = tuple(_unread_index(frame.index, where))
        names, columns = _of_pandas(frame, where)
    elif hasattr(frame, "__arrow_c_stream__"):
        names, columns = _of_arrow(frame, where)
    else:
        raise TableError.of("not-a-frame", where, given=type(frame).__name__)
    digest = sha256()
    for title, column in zip(names, columns, strict=True):
        digest.update(_written(title, column))
    source = Source(Path(name), b"", known_digest(digest.hexdigest()))
    return replace(grid_of_columns(source, names, columns, ()), notes=notes)


def _of_arrow(frame: object, where: Location) -> tuple[list[str], list[pd.Series]]:
    import pyarrow as pa

    try:
        table = pa.table(frame)
        check_size(where, table.num_rows, table.num_columns)
        names = list(table.column_names)
        columns = zip(names, table.columns, strict=True)
        return names, [series_of_column(where, name, column) for name, column in columns]
    except (pa.ArrowException, ValueError, OverflowError) as error:
        raise TableError.of("broken-frame", where, reason=first_line(error)) from error


def _of_pandas(frame: pd.DataFrame, where: Location) -> tuple[list[str], list[pd.Series]]:
    index = [level for level in range(frame.index.nlevels) if frame.index.names[level] is not None]
    names = [_name(frame.index.names[level]) for level in index]
    columns = [frame.index.get_level_values(level).to_series() for level in index]
    names += [_name(title) for title in frame.columns]
    columns += [frame.iloc[:, position] for position in range(frame.shape[1])]
    return names, [
        _series(name, column, where) for name, column in zip(names, columns, strict=True)
    ]


def _name(title: object) -> str:
    """Return the name of a column; a name of several levels is joined by spaces."""
    levels = title if isinstance(title, tuple) else (title,)
    return " ".join(
        str(level) for level in levels if level is not None and level == level and level != ""
    )


def _unread_index(index: pd.Index, where: Location) -> Iterator[Finding]:
    """Yield a warning for each unnamed index level, except a single one of whole numbers, which
    numbers the rows."""
    from pandas.api.types import is_integer_dtype

    if index.nlevels == 1 and is_integer_dtype(index.dtype):
        return
    for level in range(index.nlevels):
        values = index.get_level_values(level)
        if index.names[level] is None and len(values):
            first = {"given": str(values[0])}
            yield Finding("index-not-read", where, first, Severity.WARNING)


def _series(name: str, column: pd.Series, where: Location) -> pd.Series:
    """Return a column of a pandas frame in the form of a grid column."""
    import pyarrow as pa

    if column.dtype != object:
        try:
            held = pa.array(column, from_pandas=True)
            chunks = held if isinstance(held, pa.ChunkedArray) else pa.chunked_array([held])
            if not isinstance(chunks.type, pa.ExtensionType):
                return series_of_column(where, name, chunks)
        except (pa.ArrowException, ValueError, TypeError):
            pass  # sparse columns, categories of several types: cell by cell
    cells = [_cell(value, where, name, row) for row, value in enumerate(column.tolist(), start=2)]
    return series_of(cells, where, name)


def _cell(value: object, where: Location, name: str, row: int) -> Cell:
    """Return an object of an object column as a cell.

    :raises TableError: ``nested-column`` when it is no text, number, boolean or date.
    """
    import numpy as np
    import pandas as pd

    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    elif isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, str):
        return str.__str__(value)  # the plain text of a member of an enumeration, too
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    if isinstance(value, Interval):
        return value.text
    if isinstance(value, int | float | dt.date | dt.time | Decimal | UUID | pd.Period):
        return plain(value)
    raise TableError.of(
        "nested-column", replace(where, row=row, column=name), kind=type(value).__name__
    )


def _written(name: str, column: pd.Series) -> bytes:
    """Return bytes that are equal for equal cells of any storage type."""
    cells: Sequence[Cell] = column.astype(object).where(column.notna(), None).tolist()
    return json.dumps([name, cells], ensure_ascii=False, default=plain_cell).encode(
        "utf-8", "surrogatepass"
    )
