"""Write a counted table as CSV (RFC 4180) in UTF-8, some thousand rows at a time, column by
column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

    from report.intake.model import EventTable

#: The name of the column of row numbers, to which measures and anchors refer.
ROW = "mujaz-row"
_END = "\r\n"
_AT_A_TIME = 5_000
#: The characters that require quotes around a cell.
_QUOTED = '[",\r\n]'


def csv_parts(table: EventTable) -> Iterator[bytes | memoryview]:
    """Yield the header, then the rows, each starting with its row number in the source; a blank
    cell is empty.

    Computed columns are left out: they are computed again from these.
    """
    import pyarrow as pa

    from report.intake.values import values_of_column

    head = io.StringIO()
    csv.writer(head, lineterminator=_END).writerow([ROW, *table.source_columns])
    yield head.getvalue().encode()
    columns = [values_of_column(table.frame, name) for name in table.source_columns]
    for start in range(0, len(table.frame), _AT_A_TIME):
        chunk = slice(start, start + _AT_A_TIME)
        rows = pa.array(table.frame.index[chunk].to_numpy()).cast(pa.large_string())
        yield _lines([rows, *(_quoted(column[chunk].written()) for column in columns)])


def _quoted(texts: pa.Array) -> pa.Array:
    """Return cells in file syntax: in quotes if they could not be read back without."""
    import pyarrow as pa
    import pyarrow.compute as pc

    needed = pc.match_substring_regex(texts, _QUOTED)
    if not pc.any(needed).as_py():
        return texts
    quote = pa.scalar('"', texts.type)
    doubled = pc.replace_substring(texts, '"', '""')
    inside = pc.binary_join_element_wise(quote, doubled, quote, pa.scalar("", texts.type))
    return pc.if_else(needed, inside, texts)


def _lines(columns: list[pa.Array]) -> memoryview:
    """Return rows of cells as bytes. Arrow stores the texts of a column contiguously, which is the
    file content."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = pa.scalar(_END, columns[-1].type)
    last = pc.binary_join_element_wise(
        columns[-1], ends, pa.scalar("", ends.type), null_handling="replace", null_replacement=""
    )
    comma = pa.scalar(",", ends.type)
    lines = pc.binary_join_element_wise(
        *columns[:-1], last, comma, null_handling="replace", null_replacement=""
    )
    _, offsets, data = lines.buffers()
    places = np.frombuffer(offsets, dtype=np.int64)[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(data)[places[0] : places[-1]]
