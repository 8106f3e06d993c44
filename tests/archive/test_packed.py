"""A file that is packed is the file, for any parts; it goes into a PDF as it lies, never whole in memory."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from hashlib import md5, sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.archive.data_csv import csv_parts
from report.archive.inside import attach, read_inside
from report.archive.model import Attachment
from report.archive.packed import Packed, adopt, pack
from report.intake import read_tables
from report.intake.stores import text_of

MIB = 1 << 20


def _deflated(packed: Packed) -> bytes:
    return packed.deflated if isinstance(packed.deflated, bytes) else packed.deflated.read_bytes()


def _is(packed: Packed, data: bytes) -> bool:
    counted = (packed.size, packed.md5, packed.sha256)
    return (
        counted == (len(data), md5(data, usedforsecurity=False).digest(), sha256(data).hexdigest())
        and b"".join(packed.parts()) == zlib.decompress(_deflated(packed)) == data
    )


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300)))
def test_parts_are_one_file(pieces: list[bytes]) -> None:
    packed, whole = pack(pieces), b"".join(pieces)
    assert _is(packed, whole) and _deflated(packed) == _deflated(pack([whole]))
    again = adopt(_deflated(packed) + b"beyond the end", len(whole))
    assert _is(again, whole) and _deflated(again).startswith(_deflated(packed))


def test_a_large_file_is_packed_in_blocks_that_know_of_each_other() -> None:
    lines = [f"{Random(1).random()} {index}\n".encode() for index in range(1000)]
    data = b"".join(Random(2).choices(lines, k=200_000))
    packed = pack(data[index : index + 70_000] for index in range(0, len(data), 70_000))
    assert len(data) > 3 * MIB and _is(packed, data)
    assert len(_deflated(packed)) < 1.02 * len(zlib.compress(data, 4))


def test_a_stream_of_somebody_else_is_not_trusted() -> None:
    data = bytes(3 * MIB)
    with pytest.raises(ValueError, match="more than"):
        adopt(zlib.compress(data), len(data) - 1)
    with pytest.raises(ValueError, match="cut short"):
        adopt(zlib.compress(data)[:-9], len(data))
    with pytest.raises(ValueError, match="incorrect data check"):
        adopt(zlib.compress(data)[:-1] + b"x", len(data))
    with pytest.raises(ValueError, match="header"):
        adopt(b"no stream", 10)


def test_what_lies_on_the_disk_goes_into_a_pdf_as_it_is() -> None:
    from datetime import UTC, datetime

    data = Random(3).randbytes(2 * MIB)  # more, packed, than is kept in memory
    packed = pack([data])
    assert isinstance(packed.deflated, Path)
    file = Attachment(
        path="data/t.csv",
        content=packed,
        relationship="Data",
        media_type="text/csv",
        description="",
    )
    target = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        attach(pdf, [file], datetime(2025, 1, 1, tzinfo=UTC))
        pdf.save(
            target, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    assert _deflated(packed) in target.getvalue()
    with pikepdf.open(target) as pdf:
        (attachment,) = read_inside(pdf)
        parameters = pdf.attachments["data/t.csv"].obj.EF.F.Params
    assert _is(attachment.content, data) and attachment.data == data
    assert (parameters.Size, bytes(parameters.CheckSum)) == (packed.size, packed.md5)
    place = packed.deflated
    del packed, file
    assert not place.exists()


def test_packing_takes_a_few_blocks_of_memory() -> None:
    noise = Random(4).randbytes(MIB)

    def parts() -> Iterator[bytes]:
        for _ in range(64):
            yield noise

    tracemalloc.start()
    try:
        packed = pack(parts())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert packed.size == 64 * MIB and peak < 32 * MIB


_CELLS = st.text(st.sampled_from('ab ,"\r\nفاس؛'), max_size=6)


@settings(deadline=None)
@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=9))
def test_the_table_is_written_as_the_csv_module_does(
    tmp_path_factory: pytest.TempPathFactory, cells
) -> None:  # type: ignore[no-untyped-def]
    folder: Path = tmp_path_factory.mktemp("brief")
    source = io.StringIO()
    writer = csv.writer(source)
    writer.writerow(["x,y", "n", "day", "size"])
    writer.writerows(
        [f"{number} {first}", second, f"2025-11-0{number}", f"{number / 8}"]
        for number, (first, second) in enumerate(cells, 1)
    )
    columns = '"x,y" = { label = "س" }\nday = { label = "ي", type = "date" }\nsize = { label = "ح", type = "number" }\n'
    toml = HEADING + TABLE + "[tables.meetings.columns]\n" + columns + SECTION
    table = read_tables(loaded(folder, toml, source.getvalue()))["meetings"]
    plain = io.StringIO()
    writer = csv.writer(plain, lineterminator="\r\n")
    writer.writerow(["mujaz-row", *table.frame.columns])
    for row, *values in zip(
        table.frame.index, *(table.frame[name] for name in table.frame), strict=True
    ):
        writer.writerow([row, *("" if value is None else text_of(value) for value in values)])
    assert b"".join(csv_parts(table)) == plain.getvalue().encode()
