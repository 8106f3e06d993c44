"""Columnar tables: Parquet and Feather by Arrow, and the results of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from report.errors import Finding, Location, TableError, first_line
from report.intake.grid import Grid, Recognised
from report.intake.recognise.cells import Cell, letters_of, name_of
from report.intake.sources import limits
from report.intake.sources.files import most_unpacked, too_large
from report.intake.sources.grids import series_of, series_of_arrow

#: The first bytes of a Feather file, version 2.
_ARROW = b"ARROW1"

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from report.intake.sources.files import Source


def read_columnar(source: Source, kind: str, recognised: Sequence[Recognised] = ()) -> Grid:
    """Read a Parquet or Feather file; its first row is row 2, as in a spreadsheet below a header.

    :raises TableError: ``broken-columns``, ``too-many-cells``, ``nested-column``, ``same-names``,
        ``empty-name``.
    """
    import pyarrow as pa
    from pyarrow import feather, parquet

    buffer = pa.BufferReader(pa.py_buffer(source.data))
    try:
        if kind == "parquet":
            file = parquet.ParquetFile(buffer)
            about = file.metadata
            check_size(source.where, about.num_rows, about.num_columns)
            _check_unpacked(
                source,
                sum(
                    about.row_group(index).total_byte_size for index in range(about.num_row_groups)
                ),
            )
            table = file.read()
        else:
            _check_batches(source, buffer)
            table = feather.read_table(buffer)
        # Neither reader checks the UTF-8 of texts.
        table.validate(full=True)
        _check_unpacked(source, table.nbytes)
        names, columns = table.column_names, table.columns
        _check_unpacked(source, sum(map(_unfolded, columns)))
        del table
        # Each column is released on conversion, so that at most one is in memory twice.
        series = [series_of_column(source.where, name, columns.pop(0)) for name in names]
        return grid_of_columns(source, names, series, recognised)
    except pa.ArrowMemoryError as error:
        raise too_large(source) from error
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError) as error:
        raise TableError.of(
            "broken-columns", source.where, kind=kind, reason=first_line(error)
        ) from error


def _check_unpacked(source: Source, size: int) -> None:
    """Refuse columns that are too large for their file.

    A dictionary, or runs of one value, can expand without limit.
    """
    if size > most_unpacked(len(source.data)):
        raise too_large(source)


def _unfolded(column: pa.ChunkedArray) -> int:
    """Return the size in bytes of a dictionary column's texts once expanded; 0 for other columns.

    A dictionary holds each text once, for any number of rows.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        return 0
    kind = column.type.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return 0
    sizes = (
        pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0
        for chunk in column.chunks
    )
    return sum(sizes)


def _check_batches(source: Source, buffer: pa.BufferReader) -> None:
    """Refuse a Feather file with too many rows or bytes, with one batch in memory at a time."""
    import pyarrow as pa

    if not source.data.startswith(_ARROW):
        return  # the first version of the format, which is not packed
    file = pa.ipc.open_file(buffer)
    rows = size = 0
    for index in range(file.num_record_batches):
        batch = file.get_batch(index)
        rows += batch.num_rows
        size += batch.nbytes
        check_size(source.where, rows, len(file.schema))
        _check_unpacked(source, size)
    buffer.seek(0)


def check_size(where: Location, rows: int, columns: int) -> None:
    """Refuse a table that is too large.

    :raises TableError: ``too-many-rows``, ``too-many-cells``, ``too-many-columns``.
    """
    if rows > limits.MOST_ROWS:
        raise TableError.of("too-many-rows", where, count=rows, limit=limits.MOST_ROWS)
    if rows * columns > limits.MOST_CELLS:
        raise TableError.of("too-many-cells", where, limit=limits.MOST_CELLS)
    if columns > limits.MOST_COLUMNS:
        raise TableError.of("too-many-columns", where, count=columns, limit=limits.MOST_COLUMNS)


def series_of_column(where: Location, name: str, column: pa.ChunkedArray) -> pd.Series:
    """Return an Arrow column as a series.

    Text, numbers, booleans and days keep their Arrow type; other types become Python objects.

    :raises TableError: ``nested-column``.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pa.types.is_null(kind):
        column = column.cast(pa.large_string())
        kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        column = column.cast(pa.large_string())
        blank = pc.equal(column, "")
        if pc.any(blank).as_py():
            column = pc.if_else(
                pc.fill_null(blank, False), pa.scalar(None, pa.large_string()), column
            )
        return series_of_arrow(column)
    if (
        pa.types.is_nested(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
    ):
        raise TableError.of("nested-column", replace(where, column=name), kind=str(kind))
    typed = _typed(column)
    if typed is not None:
        return pd.Series(pd.arrays.ArrowExtensionArray(typed))
    if pa.types.is_timestamp(kind):
        # Python's datetime has no nanoseconds.
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    elif pa.types.is_time(kind):
        column = column.cast(pa.time64("us"), safe=False)
    values = np.empty(len(column), dtype=object)
    values[:] = [plain(value) for value in column.to_pylist()]
    return pd.Series(values, dtype=object)


def _typed(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return a column of numbers, booleans or days in its storage type; NaN becomes blank."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_floating(kind):
        numbers = column.cast(pa.float64())
        odd = pc.is_nan(numbers)
        return (
            pc.if_else(odd, pa.scalar(None, pa.float64()), numbers)
            if pc.any(odd).as_py()
            else numbers
        )
    if pa.types.is_integer(kind) and kind != pa.uint64():
        return column.cast(pa.int64())
    return column if pa.types.is_boolean(kind) or kind == pa.date32() else None


def plain(value: object) -> Cell:
    """Return a value of a database or of Arrow as a cell; a decimal number becomes text, without
    loss.
    """
    if isinstance(value, float):
        return value if value == value else None
    if value is None or isinstance(value, str | int | dt.date | dt.time):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else None
    return str(value)


def grid_of_columns(
    source: Source,
    names: Sequence[str],
    columns: Sequence[pd.Series],
    recognised: Sequence[Recognised],
    rows: Sequence[int] | None = None,
) -> Grid:
    """Return columns as a table. ``rows`` are their numbers, from 2 on by default.

    :raises TableError: ``empty-name``, ``same-names``, ``no-columns``.
    """
    import numpy as np

    header = tuple(name_of(name) for name in names)
    if not header:
        raise TableError.of("no-columns", source.where)
    findings = [
        Finding("empty-name", replace(source.where, row=1), {"position": position})
        for position, name in enumerate(header, start=1)
        if not name
    ]
    seen: set[str] = set()
    for name in header:
        if name and name in seen:
            findings.append(Finding("same-names", replace(source.where, row=1), {"given": name}))
        seen.add(name)
    if findings:
        raise TableError(*findings)
    count = len(columns[0])
    return Grid(
        path=source.path,
        sha256=source.sha256,
        sheet=source.member,
        header=header,
        columns=tuple(columns),
        rows=np.arange(2, count + 2, dtype=np.int64)
        if rows is None
        else np.array(rows, dtype=np.int64),
        letters=tuple(letters_of(position) for position in range(1, len(header) + 1)),
        recognised=tuple(recognised),
    )


def grid_of_records(
    source: Source,
    names: Sequence[str],
    records: Sequence[Sequence[Cell]],
    recognised: Sequence[Recognised],
) -> Grid:
    """Return records, each as long as ``names``, as a table.

    :raises TableError: those of :func:`grid_of_columns`, ``bad-text``.
    """
    check_size(source.where, len(records), len(names))
    across: Sequence[Sequence[Cell]] = (
        list(zip(*records, strict=True)) if records else [() for _ in names]
    )
    columns = [
        series_of(cells, source.where, name) for cells, name in zip(across, names, strict=True)
    ]
    return grid_of_columns(source, names, columns, recognised)
