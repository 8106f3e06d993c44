"""The bytes of a file are those that it has in memory, also where the blocks in which it is read meet."""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random
from tempfile import TemporaryFile

import pytest

from report import file_bytes
from report.archive import bounded
from report.archive.seal import read_seal
from report.archive.verify import closed
from report.errors import ArchiveError, Location
from report.file_bytes import FileBytes, pieces, places_of

MARK = b"startxref"


@pytest.mark.parametrize("block", [1, 5, 9, 64])
def test_parts_and_marks_are_those_of_the_bytes(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_bytes, "_BLOCK", block)
    chance = Random(block)
    for _ in range(20):
        data = b"".join(chance.choice((MARK, MARK[:4], b"x", b"sta")) for _ in range(30))
        with TemporaryFile() as file:
            file.write(data)
            read = FileBytes(file)
            assert len(read) == len(data) and read[:] == data
            assert read.count(MARK) == data.count(MARK)
            assert b"".join(pieces(read, 3, 40)) == data[3:40]
            for start in (0, 7, len(data) - 3, len(data), len(data) + 5):
                assert read.find(MARK, start) == data.find(MARK, start)
                assert read.startswith(MARK, start) == data.startswith(MARK, start)
                assert read[start : start + 11] == data[start : start + 11]
                assert read[-start:] == data[-start:]
            assert list(places_of(read, MARK)) == [
                match.start() for match in re.finditer(MARK, data)
            ]
            beginning = read.until(40)
            assert beginning[:] == data[:40] and beginning.until(99)[30:50] == data[30:40]
            with beginning.opened() as opened, read.opened() as whole:
                assert opened.seek(-3, os.SEEK_END) == 37 and whole.read(5) == data[:5]
                assert (
                    opened.read() == data[37:40]
                    and opened.read(1) == b""
                    and whole.read() == data[5:]
                )


def test_a_revision_ends_where_a_pattern_finds_its_end() -> None:
    end = re.compile(rb"startxref\s+\d+\s+%%EOF")
    pieces_of_end = (MARK, b"\n", b" " * 300, b"7", b"1" * 300, b"%%EOF", b"%%E", b"%%", b"x")
    chance = Random(1)
    for _ in range(2_000):
        data = MARK + b"".join(chance.choices(pieces_of_end, k=6))
        findings = list(closed._revisions(data, Location()))
        assert (not findings) == (len(end.findall(data)) == 1)


def test_a_copy_has_the_limits_of_a_file_in_memory(
    tmp_path: Path, small_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(small_pdf)
    with bounded.copied_pdf(path) as copy:
        path.write_bytes(b"changed meanwhile")
        assert copy[:] == small_pdf
        assert read_seal(copy[:]) == read_seal(small_pdf)
    path.write_bytes(small_pdf + b"startxref" * (bounded.MOST_REVISIONS + 1))
    assert _rule(path) == "pdf-too-much"
    path.write_bytes(small_pdf)
    monkeypatch.setattr(bounded, "LARGEST_PDF", len(small_pdf) - 1)
    assert _rule(path) == "pdf-too-much"


def _rule(path: Path) -> str:
    with pytest.raises(ArchiveError) as caught, bounded.copied_pdf(path):
        pass
    return caught.value.findings[0].rule
