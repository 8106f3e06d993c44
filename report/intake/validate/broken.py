"""Cells whose letters were damaged before the file was written: misread, or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from report.errors import Finding, Severity, quoted_change
from report.intake.normalise.distinct import arrow_of, typed_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from report.intake.validate.table_under_test import TableUnderTest

Rule = Literal["misread-letters", "lost-letters", "question-marks"]
RULES: tuple[Rule, ...] = ("misread-letters", "lost-letters", "question-marks")

#: At most one in this many filled cells is broken when cells were broken one by one at the
#: source: a file that is read in a wrong encoding breaks every word that is not ASCII.
RARE = 100
#: UTF-8 bytes that every broken cell contains: those of misread text, U+FFFD, and «???».
_MARKS = (b"\xc2", b"\xc3", b"\xc5", b"\xc6", b"\xe2", b"\xef\xbf\xbd", b"???")
#: The block size in bytes, and the overlap for a mark that crosses blocks.
_PART, _OVERLAP = 1 << 17, max(map(len, _MARKS)) - 1
#: Suspicious cells: letters of a UTF-8 lead byte before a continuation byte, runs of accents. No
#: Arabic letter of a valid word is a continuation byte in windows-1256.
_SUSPECT = (
    r"\x{fffd}|\?{3}|[\x{c0}-\x{ff}]{3}|[\x{d8}-\x{db}\x{c2}-\x{c5}][^\x{00}-\x{7f}]"
    r"|[طظعغأآؤإÂ][\x{80}-\x{bf}\x{152}-\x{192}\x{2c6}\x{2dc}\x{200c}-\x{2122}،؛؟پچژگکڈڑںٹھہے]"
)
_QUESTIONS = re.compile(r"(?<!\w)\?{3,}(?!\w)")
_LOST = re.compile(f"\ufffd|{_QUESTIONS.pattern}")
_ACCENTS = re.compile("[\u00c0-\u00ff]{3,}")
_ARABIC = re.compile("[\u0621-\u064a]")
#: Signs after Arabic words whose windows-1256 byte is also a UTF-8 continuation byte.
_STOPS = "،؛؟»›”’…–—\u00a0\u200c\u200d"
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_LETTER_AND_STOPS = re.compile(f"[\u0621-\u064a][\u064b-\u0652]*[{_STOPS}]+")
_SCRIPT_AND_STOPS = re.compile(f"[\u0620-\u06d3{_STOPS}]+")
_BESIDE_LATIN = re.compile(
    "[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]|[A-Za-z].*\u00a0|\u00a0.*[A-Za-z]"
)
#: Encodings in which UTF-8 and windows-1256 are misread; unmapped bytes become their number.
_READ_AS = ("cp1256", "cp1252")


def broken_letters(subject: TableUnderTest) -> Iterator[Finding]:
    """Yield one finding per column and rule, at the first broken cell, with the number of such
    cells.

    A broken column name has one too, at the column. Errors become warnings where such cells are
    rare (:data:`RARE`), unless ``severity`` of the table is set.
    """
    from report.intake.validate.severity import weight

    weights = {rule: weight(subject, rule) for rule in RULES}
    for name in subject.frame.columns:
        named, severity = broken(name), weights["misread-letters"]
        if named == "misread-letters" and severity is not None:
            values = _values(name, 1)
            yield Finding(named, subject.whole(name), values, severity)
        first: dict[Rule, tuple[int, str]] = {}
        counts = dict.fromkeys(RULES, 0)
        for position, text in _suspects(subject, name):
            rule = broken(text)
            if rule is not None:
                counts[rule] += 1
                first.setdefault(rule, (position, text))
        for rule, (position, text) in first.items():
            severity = weights[rule]
            if (
                severity is Severity.ERROR
                and rule not in subject.spec.severity
                and _rare(subject, name, counts[rule])
            ):
                severity = Severity.WARNING
            if severity is not None:
                values = _values(text, counts[rule])
                yield Finding(rule, subject.where(position, name), values, severity)


def _values(text: str, count: int) -> dict[str, object]:
    """Return the values of a finding: of a long text the part around the first broken letter."""
    repaired = meant(text)
    if repaired is None:
        lost = _LOST.search(text)
        repaired = text[: lost.start()] if lost else ""
    damaged, original = quoted_change(text, repaired)
    return {"given": damaged, "count": count, "found": original}


def _rare(subject: TableUnderTest, name: str, count: int) -> bool:
    return count * RARE <= int(subject.frame[name].notna().sum())


def broken(text: str) -> Rule | None:
    """Return the kind of damage in a text, or ``None``."""
    if "\ufffd" in text:
        return "lost-letters"
    if meant(text) is not None:
        return "misread-letters"
    return "question-marks" if _QUESTIONS.search(text) else None


def meant(text: str) -> str | None:
    """Return the text before it was read in a wrong encoding; ``None`` without evidence of that."""
    if text.isascii():
        return None
    for codec in _READ_AS:
        data = _bytes_of(text, codec)
        if data is None:
            continue
        try:
            decoded = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if len(decoded) < len(text) and not _is_written_so(text, decoded):
            return decoded
    if not _ACCENTS.search(text):
        return None
    data = _bytes_of(text, "cp1252")
    decoded = data.decode("cp1256", errors="replace") if data is not None else ""
    return (
        decoded
        if len(_ARABIC.findall(decoded)) * 4 > sum(not char.isascii() for char in text) * 3
        else None
    )


def _is_written_so(text: str, matches: str) -> bool:
    """Return whether a text is valid Arabic although its windows-1256 bytes are valid UTF-8.

    «أ؛» has the bytes of «ú». Such a text has no Latin letter beside its Arabic. It consists of
    single letters with a stop after each, or it is in Arabic script and ``matches``, its bytes read
    as UTF-8, is not.
    """
    if _BESIDE_LATIN.search(text):
        return False
    runs = _NOT_ASCII.findall(text)
    if all(map(_LETTER_AND_STOPS.fullmatch, runs)):
        return True
    return all(map(_SCRIPT_AND_STOPS.fullmatch, runs)) and not _ARABIC.search(matches)


def _bytes_of(text: str, codec: str) -> bytes | None:
    """Return the bytes that read as this text in an encoding; ``None`` when there are no such
    bytes.
    """
    try:
        return text.translate(_encoder(codec)).encode("latin-1")
    except UnicodeEncodeError:
        return None


@cache
def _encoder(codec: str) -> dict[int, int]:
    """Return the byte of each character, by its number."""
    read = {byte: bytes([byte]).decode(codec, errors="replace") for byte in range(128, 256)}
    return {ord(char): byte for byte, char in read.items() if char != "\ufffd"}


def _suspects(subject: TableUnderTest, name: str) -> Iterator[tuple[int, str]]:
    """Yield the raw texts of a column that may be broken, with their positions."""
    offset = 0
    for grid in subject.grids:
        if name in grid.header:
            column = grid.columns[grid.header.index(name)]
            for position, text in _of_column(column):
                yield offset + position, text
        offset += len(grid.rows)


def _of_column(column: pd.Series) -> Iterator[tuple[int, str]]:
    import pyarrow.compute as pc

    if typed_of(column) is not None:
        return
    texts = arrow_of(column)
    if texts is None:
        cells = (
            (position, cell) for position, cell in enumerate(column.array) if isinstance(cell, str)
        )
        yield from (
            (position, cell) for position, cell in cells if "???" in cell or not cell.isascii()
        )
        return
    offset = 0
    for chunk in texts.chunks:
        if _may_be_broken(chunk):
            suspected = (
                pc.match_substring_regex(chunk, _SUSPECT)
                .fill_null(False)
                .to_numpy(zero_copy_only=False)
            )
            places = np.flatnonzero(suspected)
            yield from zip((places + offset).tolist(), chunk.take(places).to_pylist(), strict=True)
        offset += len(chunk)


def _may_be_broken(chunk: pa.LargeStringArray) -> bool:
    """Return whether the bytes of a chunk contain a mark, much faster than a search in each text.

    Single bytes are searched first, in blocks that fit the processor's cache.
    """
    buffer = chunk.buffers()[2]
    if buffer is None or not len(chunk):
        return False
    data = memoryview(buffer)
    for start in range(0, len(data), _PART):
        block = bytes(data[start : start + _PART + _OVERLAP])
        if any(mark[:1] in block and mark in block for mark in _MARKS):
            return True
    return False
