"""Fast CSV reading by Arrow, for files with a header in the first row and quotes in valid places.

Blank rows, ragged rows, totals and notes are detected as in the exact reader, without a pass over
all other rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from report.errors import TableError
from report.intake.grid import Grid, Recognised
from report.intake.recognise.cells import (
    BLANKS,
    Cell,
    Sheet,
    is_blank,
    is_figure,
    letters_of,
    name_of,
)
from report.intake.recognise.layout import tail
from report.intake.sources import limits
from report.intake.sources.grids import find_table, grid_of, series_of_arrow
from report.intake.sources.growing import grown

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from report.brief.tables import Table
    from report.intake.sources.files import Source

#: A file with more ragged rows is left to the exact reader.
_MOST_RAGGED = 20_000
#: Block sizes in bytes; the larger is for long rows. Arrow allocates as much per column.
_BLOCKS = (limits.MIB // 2, 4 * limits.MIB)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows that Arrow read, header first, each as wide as the header.

    ``ragged`` holds the ragged rows by their position in the file; it is empty when they were not
    searched.
    """

    table: pa.Table
    ragged: dict[int, list[str]]


class ArrowRows(Sequence[Sequence[Cell]]):
    """The rows of an Arrow table, created on access, each with ``width`` cells."""

    def __init__(self, table: pa.Table, ragged: dict[int, list[str]], width: int) -> None:
        self._table, self._ragged, self._width = table, ragged, width

    def __len__(self) -> int:
        return int(self._table.num_rows)

    @overload
    def __getitem__(self, index: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        ragged = self._ragged.get(index)
        cells = (
            [column[index].as_py() for column in self._table.columns] if ragged is None else ragged
        )
        return [*(cell or None for cell in cells), *([None] * (self._width - len(cells)))]


def by_arrow(
    source: Source,
    data: memoryview,
    head: str,
    delimiter: str,
    spec: Table,
    recognised: Sequence[Recognised],
) -> Grid | None:
    """Return the table of a UTF-8 text, or ``None`` when the exact reader must read it.

    :raises TableError: ``too-many-cells``, and those of
        :func:`report.intake.sources.grids.grid_of`.
    """
    names = _plain_header(head, delimiter)
    data = _without_end(data)
    quoted = _quotes(data, delimiter) if names else None
    if names is None or quoted is None:
        return None
    parsed = _parsed(data, delimiter, len(names), quoted=quoted, numbered=False)
    if parsed is None:
        parsed = _parsed(data, delimiter, len(names), quoted=quoted, numbered=True)
    if parsed is None or parsed.table.num_rows < 2:
        return None
    if parsed.table.num_rows * len(names) > limits.MOST_CELLS:
        raise TableError.of("too-many-cells", source.where, limit=limits.MOST_CELLS)
    if parsed.ragged or _blank_rows(parsed.table).any() or _has_tail(parsed.table):
        sheet = _sheet(parsed, len(names))
        table = None if sheet is None else find_table(sheet, spec, source.where)
        plain = table is not None and table.layout.header == (0,)
        return grid_of(source, table, recognised, spec) if table is not None and plain else None
    worked_out = recognised if spec.header is not None else (*recognised, Recognised("header", "1"))
    return _grid(source, parsed.table.slice(1), names, worked_out)


def _without_end(data: memoryview) -> memoryview:
    end = len(data)
    while end and data[end - 1] in b"\r\n":
        end -= 1
    return data[:end]


def _parsed(
    data: memoryview, delimiter: str, width: int, *, quoted: bool, numbered: bool
) -> Parsed | None:
    """Return the rows, or ``None`` when some are ragged and not ``numbered``, or unreadable by
    Arrow.

    Arrow numbers ragged rows only when a single thread reads.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow

    ragged: dict[int, list[str]] = {}
    count = 0

    def keep_ragged(row: arrow.InvalidRow) -> str:
        nonlocal count
        count += 1
        if row.number is not None and count <= _MOST_RAGGED:
            ragged[row.number - 1] = next(
                csv.reader(io.StringIO(row.text, newline=""), delimiter=delimiter), []
            )
        return "skip"

    names = [str(index) for index in range(width)]
    for size in _BLOCKS:
        ragged.clear()
        count = 0
        try:
            blocks = arrow.open_csv(
                pa.BufferReader(pa.py_buffer(data)),
                read_options=arrow.ReadOptions(
                    column_names=names, block_size=size, use_threads=not numbered
                ),
                parse_options=arrow.ParseOptions(
                    delimiter=delimiter,
                    quote_char='"' if quoted else False,
                    newlines_in_values=quoted,
                    ignore_empty_lines=False,
                    invalid_row_handler=keep_ragged,
                ),
                convert_options=arrow.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.large_string()),
                    strings_can_be_null=True,
                    null_values=[""],
                    check_utf8=False,
                ),
            )
            table = grown(names, blocks, len(data) / size)
        except pa.ArrowInvalid:  # a row longer than a block
            continue
        return None if count > len(ragged) else Parsed(table, ragged)
    return None


def _plain_header(head: str, delimiter: str) -> list[str] | None:
    """Return the names in the first row when it can only be the header of most of the next rows."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) == 20:
                break
    except csv.Error:
        return None
    names = [name_of(cell) for cell in rows[0]] if rows else []
    plain = (
        len(rows) > 1
        and len(set(names)) == len(names)
        and all(names)
        and not any(is_figure(name) for name in names)
    )
    return names if plain and sum(len(row) == len(names) for row in rows) * 2 > len(rows) else None


def _quotes(data: memoryview, delimiter: str) -> bool | None:
    """Return whether a text has quotes; ``None`` when the two readers would differ about one.

    They differ about a quote with neither a delimiter, a line end nor a quote beside it, and about
    an odd number of quotes.
    """
    import numpy as np

    if b'"' not in (data.obj if isinstance(data.obj, bytes) else data):
        return False
    allowed = np.zeros(256, dtype=bool)
    allowed[[10, 13, 34, ord(delimiter)]] = True
    letters = np.frombuffer(data, dtype=np.uint8)
    count = 0
    for start in range(0, len(letters), 16 * limits.MIB):
        block = letters[max(start - 1, 0) : start + 16 * limits.MIB + 1]
        places = np.flatnonzero(block[1:-1] == 34) + 1
        count += len(places)
        if not (allowed[block[places - 1]] | allowed[block[places + 1]]).all():
            return None
    edges = int(letters[0] == 34) + int(letters[-1] == 34)
    # An empty quoted cell at the very end is the only ambiguous pair of quotes.
    return True if (count + edges) % 2 == 0 and bytes(data[-2:]) != b'""' else None


def _blank(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Return the mask of a column's blank cells."""
    import pyarrow.compute as pc

    blank: npt.NDArray[np.bool_] = pc.fill_null(
        pc.equal(pc.utf8_trim(column, characters=BLANKS), ""), True
    ).to_numpy()
    return blank


def _blank_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Return the mask of blank rows; it reads a column only while all columns before it have a
    common blank row.
    """
    blank = _blank(table.column(0))
    for column in table.columns[1:]:
        if not blank.any():
            break
        blank &= _blank(column)
    return blank


def _has_tail(table: pa.Table) -> bool:
    """Return whether the table ends with totals or notes."""
    rows = ArrowRows(table, {}, table.num_columns)
    return bool(tail(lambda row: rows[row + 1], len(rows) - 1)[1])


def _sheet(parsed: Parsed, width: int) -> Sheet | None:
    """Return the rows as a sheet, with the ragged rows in place.

    The result is ``None`` when a row is too long by blank cells only, which is not ragged, or far
    too long.
    """
    import numpy as np
    import pyarrow as pa

    places = np.array(sorted(parsed.ragged), dtype=np.int64)
    total = parsed.table.num_rows + len(places)
    sound = np.ones(total, dtype=bool)
    sound[places] = False
    table = parsed.table
    if len(places):
        table = table.take(pa.array(np.cumsum(sound) - 1, mask=~sound))
    wide = max((width, *map(len, parsed.ragged.values())))
    if wide * total > 4 * limits.MOST_CELLS:
        return None
    mask = np.zeros((total, wide), dtype=bool)
    for place, column in enumerate(table.columns):
        mask[:, place] = ~_blank(column)
    lengths = np.where(mask.any(axis=1), width, 0)
    for row, cells in parsed.ragged.items():
        filled = [not is_blank(cell) for cell in cells]
        if len(cells) > width and not any(filled[width:]):
            return None
        mask[row, : len(cells)] = filled
        lengths[row] = len(cells) if any(filled) else 0

    def series(place: int, positions: npt.NDArray[np.int64]) -> pd.Series:
        return series_of_arrow(table.column(place).take(pa.array(positions)))

    return Sheet(
        None, ArrowRows(table, parsed.ragged, wide), lengths=lengths, mask=mask, series=series
    )


def _grid(
    source: Source, table: pa.Table, names: Sequence[str], recognised: Sequence[Recognised]
) -> Grid:
    import numpy as np

    return Grid(
        path=source.path,
        sha256=source.sha256,
        sheet=source.member,
        header=tuple(names),
        columns=tuple(series_of_arrow(column) for column in table.columns),
        rows=np.arange(2, table.num_rows + 2, dtype=np.int64),
        letters=tuple(letters_of(index + 1) for index in range(table.num_columns)),
        recognised=tuple(recognised),
    )
