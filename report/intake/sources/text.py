"""CSV and TSV (RFC 4180 and its dialects): by Arrow when the file is plain, otherwise row by row.

Both readers return the same table. The Arrow reader applies when the first row is the header, no
row is blank, ragged or a total, and every quote is in a valid place: then rows need no counting and
none is excluded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.errors import Location, TableError
from report.intake.grid import Grid, Recognised
from report.intake.recognise.cells import Sheet, is_blank
from report.intake.recognise.delimiter import evenness, lengths, ranked
from report.intake.recognise.encoding import Encoding, is_utf8, pinned, recognise_encoding
from report.intake.sources import limits
from report.intake.sources.grids import find_table, grid_of
from report.intake.sources.text_arrow import by_arrow

if TYPE_CHECKING:
    from report.brief.tables import Table
    from report.intake.sources.files import Source

_HEAD = 256 * 1024
#: The delimiter for a text with one column; it occurs in no text.
_ALONE = "\x1f"


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as UTF-8, with the detected encoding."""

    data: memoryview
    recognised: tuple[Recognised, ...]

    def decoded(self) -> str:
        """Return the whole text."""
        return str(self.data, "utf-8")


def as_text(source: Source, encoding: str) -> Text:
    """Return the bytes of a file as UTF-8, decoded with the brief's encoding or the detected one.

    :raises TableError: ``wrong-encoding``, ``unknown-format`` when it is no text, and those of
        :func:`report.intake.recognise.encoding.recognise_encoding`.
    """
    data = source.data
    if encoding != "auto":
        return Text(_converted(source, pinned(data, encoding)), ())
    detected = recognise_encoding(data, source.where)
    recognised = (Recognised("encoding", detected.name),)
    if detected.codec == "utf-8" and not detected.skip:  # already validated
        return Text(memoryview(data), recognised)
    return Text(_converted(source, detected), recognised)


def _converted(source: Source, encoding: Encoding) -> memoryview:
    data = memoryview(source.data)[encoding.skip :]
    if encoding.codec == "utf-8" and is_utf8(source.data):
        return data
    try:
        text = str(data, encoding.codec)
        if "\x00" in text:
            raise TableError.of("unknown-format", source.where)
        return memoryview(text.encode("utf-8"))
    except UnicodeDecodeError as error:
        line = source.data[: error.start + encoding.skip].count(b"\n") + 1
        byte = f"{source.data[error.start + encoding.skip]:#04x}"
        place = Location(file=source.where.file, sheet=source.where.sheet, line=line)
        values = {"encoding": encoding.name, "byte": byte, "other": _other(source)}
        raise TableError.of("wrong-encoding", place, **values) from error
    except UnicodeEncodeError as error:  # half of a pair of UTF-16
        raise TableError.of("unknown-format", source.where) from error


def _other(source: Source) -> str:
    """Return the detected encoding of a text that the brief's encoding does not decode."""
    try:
        return recognise_encoding(source.data, source.where).name
    except TableError:
        return "auto"


def read_text(source: Source, spec: Table, recognised: Sequence[Recognised] = ()) -> Grid:
    """Read a table of text.

    :raises TableError: ``broken-csv``, ``long-cell``, ``too-many-cells``, ``no-table-here``, and
        the rules of :func:`as_text` and :func:`report.intake.sources.grids.grid_of`.
    """
    text = as_text(source, spec.encoding)
    head = _head(text.data)
    asked = spec.delimiter
    likely = [asked] if asked != "auto" else ranked(head)
    worked_out = (*recognised, *text.recognised)
    if (
        likely
        and len(likely[0]) == 1
        and likely[0].isascii()
        and spec.range is None
        and spec.header in (None, 1, (1,))
    ):
        parted = (
            worked_out if asked != "auto" else (*worked_out, Recognised("delimiter", likely[0]))
        )
        grid = by_arrow(source, text.data, head, likely[0], spec, parted)
        if grid is not None:
            return grid
    return _exactly(source, text.decoded(), likely, spec, worked_out)


def _head(data: memoryview) -> str:
    """Return the first complete lines of a text."""
    head = bytes(data[:_HEAD])
    if len(data) > _HEAD:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1 or _HEAD]
    return head.decode("utf-8", errors="ignore")


def _exactly(
    source: Source,
    text: str,
    likely: Sequence[str],
    spec: Table,
    recognised: tuple[Recognised, ...],
) -> Grid:
    """Read row by row, with the likeliest delimiter that gives the most even rows."""
    best: tuple[tuple[float, float, int], str, list[list[str]]] | None = None
    failed: TableError | None = None
    for delimiter in likely or [_ALONE]:
        try:
            records = _records(source, text, delimiter)
        except TableError as error:
            failed = failed or error
            continue
        score = evenness(lengths(records))
        if best is None or score > best[0]:
            best = (score, delimiter, records)
        if score[0] == 1.0:
            break
    if best is None:
        raise failed or TableError.of("no-table-here", source.where)
    if spec.delimiter == "auto" and best[1] != _ALONE:
        recognised = (*recognised, Recognised("delimiter", best[1]))
    sheet = _sheet(source, best[2])
    table = find_table(sheet, spec, source.where)
    if table is None:
        raise TableError.of("no-table-here", source.where)
    return grid_of(source, table, recognised, spec)


def _records(source: Source, text: str, delimiter: str) -> list[list[str]]:
    """Return the rows of a text; a quoted cell may span several lines.

    :raises TableError: ``broken-csv`` with the row and the line where the unreadable record begins.
    """
    csv.field_size_limit(limits.LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    began, cells = 1, 0
    try:
        for record in reader:
            records.append(record)
            began = reader.line_num + 1
            cells += len(record)
            if cells > limits.MOST_CELLS:
                raise TableError.of("too-many-cells", source.where, limit=limits.MOST_CELLS)
    except csv.Error as error:
        where = Location(
            file=source.where.file, sheet=source.where.sheet, row=len(records) + 1, line=began
        )
        if "field larger" in str(error):
            raise TableError.of("long-cell", where, limit=limits.LARGEST_CELL) from error
        raise TableError.of("broken-csv", where, reason=str(error)) from error
    return records


def _sheet(source: Source, records: list[list[str]]) -> Sheet:
    """Return the records as a rectangle."""
    import numpy as np

    width = max((len(record) for record in records), default=0)
    if width > limits.MOST_COLUMNS or width * len(records) > 4 * limits.MOST_CELLS:
        raise TableError.of(
            "too-many-columns", source.where, count=width, limit=limits.MOST_COLUMNS
        )
    rows: list[list[str | None]] = []
    for record in records:
        padding = [None] * (width - len(record))
        rows.append([*(cell or None for cell in record), *padding])
    counts = [0 if all(map(is_blank, record)) else len(record) for record in records]
    return Sheet(None, rows, lengths=np.array(counts, dtype=np.int64))
