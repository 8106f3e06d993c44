"""Read a CSV file (RFC 4180) into rows of text, every fault with its row."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from report.errors import Finding, TableError, Where
from report.intake.cells import clean

#: Beyond these a table is refused before it is parsed.
LARGEST_FILE = 512 * 1024 * 1024
LARGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """The header and the rows of a file, as text; row ``n`` of ``rows`` is row ``n + 2`` of a spreadsheet."""

    header: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]
    sha256: str


def read_csv(path: Path, *, encoding: str, delimiter: str) -> Rows:
    """Read ``path``. Blank rows are passed over but counted.

    :raises TableError: ``no-table``, ``table-too-large``, ``wrong-encoding``, ``no-header``, ``twice-column``,
        ``ragged-row`` (one finding per row), ``broken-csv``.
    """
    data = _bytes(path)
    text = _decoded(path, data, encoding)
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    begins = 1
    try:
        for record in reader:
            records.append(record)
            begins = reader.line_num + 1
    except csv.Error as error:
        # A quote that is not closed is found at the end of the file: what helps is where its row begins.
        raise TableError.of("broken-csv", Where(file=str(path), line=begins), reason=str(error)) from error
    header = _header(path, records, delimiter)
    rows, numbers, findings = [], [], []
    for number, record in enumerate(records[1:], start=2):
        if not any(clean(cell) for cell in record):
            continue
        if len(record) != len(header):
            values = {"found": len(record), "wanted": len(header)}
            findings.append(Finding("ragged-row", Where(file=str(path), row=number), values))
            continue
        rows.append(record)
        numbers.append(number)
    if findings:
        raise TableError(*findings)
    return Rows(header, rows, numbers, hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    where = Where(file=str(path))
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise TableError.of("table-too-large", where, size=size // 2**20, limit=LARGEST_FILE // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise TableError.of("no-table", where, reason=error.strerror or str(error)) from error


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        values = {"encoding": encoding, "byte": f"{data[error.start]:#04x}", "other": _likely(data, encoding)}
        raise TableError.of("wrong-encoding", Where(file=str(path), line=line), **values) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        values = {"encoding": encoding, "byte": "0x00", "other": "utf-16"}
        raise TableError.of("wrong-encoding", Where(file=str(path), line=line), **values)
    return text


def _likely(data: bytes, encoding: str) -> str:
    """Return the encoding that the bytes most likely are: the one under which most letters are common Arabic ones."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and encoding != "utf-16":
        return "utf-16"
    common = frozenset("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهوية")
    scores = {}
    for name in ("utf-8", "windows-1256", "iso-8859-6"):
        text = data.decode(name, errors="replace")
        beyond = [char for char in text if char > "\x7f"]
        scores[name] = sum(char in common for char in beyond) / max(len(beyond), 1)
    scores.pop(encoding, None)
    return max(scores, key=lambda name: scores[name])


def _header(path: Path, records: list[list[str]], delimiter: str) -> tuple[str, ...]:
    where = Where(file=str(path), row=1)
    header = tuple(clean(cell) for cell in records[0]) if records else ()
    if not any(header):
        raise TableError.of("no-header", where, delimiter=delimiter)
    for position, name in enumerate(header, start=1):
        if not name:
            raise TableError.of("nameless-column", where, position=position)
    for name in header:
        if header.count(name) > 1:
            raise TableError.of("twice-column", where, given=name)
    return header
