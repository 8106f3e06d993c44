"""Spoilt files of every format give a table or an error of this project, and nothing else.

``python tests/intake/sources/test_fuzz_readers.py SECONDS [SEED]`` runs on and prints what it did; a file that brings
out a fault is left beside, named by its seed.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest
import xlwt

from report.brief.tables import Table
from report.errors import Location, MujazError
from report.intake.sources import read_grids

NAMES = ("id", "المدينة", "العدد", "التاريخ")
ROWS = [
    (index, ("الرباط", "فاس", "طنجة")[index % 3], index * 1.5, f"2025-11-{index + 1:02}")
    for index in range(20)
]
#: What breaks readers: ends of ranges, quotes, brackets, marks of direction, half of a character.
NASTY = [
    b"\x00",
    b"\xff\xff\xff\xff",
    b'"',
    b'""',
    b"\r",
    b"\n\n",
    b",,,,,,,",
    b"[[[[",
    b'{"a":',
    b"1e999",
    b"&#0;",
]
NASTY += [
    b"\xd8\x00",
    b"\xe2\x80\x8f",
    b"99999999999999999999",
    b"-1",
    b"A1:XFD1048576",
    b"<![CDATA[",
    b"\x80",
]


def _text(ends: str = "\n", sign: str = ",") -> str:
    return ends.join(sign.join(map(str, row)) for row in (NAMES, *ROWS)) + ends


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("حصيلة",), (), NAMES, *ROWS, (), ("ملاحظة",)):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.save(out)
    return out.getvalue()


def _xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("لقاءات")
    for index, row in enumerate((NAMES, *ROWS)):
        for place, cell in enumerate(row):
            page.write(index, place, cell)
    book.save(out)
    return out.getvalue()


def _ods() -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    texts = []
    for row in (NAMES, *ROWS):
        texts.append(
            f"<table:table-row>{''.join(cell.format(value) for value in row)}</table:table-row>"
        )
    rows = "".join(texts)
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    table = f"<table:table table:name='a'>{rows}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0">{body}</office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}manifest:1.0"/>'
        )
    return out.getvalue()


def _arrow(kind: str) -> bytes:
    table, out = (
        pa.table(
            {
                name: list(column)
                for name, column in zip(NAMES, zip(*ROWS, strict=True), strict=True)
            }
        ),
        io.BytesIO(),
    )
    (pa.parquet.write_table if kind == "parquet" else pa.feather.write_feather)(table, out)
    return out.getvalue()


def _sqlite() -> bytes:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE visits (id INTEGER, city TEXT, n REAL, day TEXT)")
        base.executemany("INSERT INTO visits VALUES (?, ?, ?, ?)", ROWS)
        base.commit()
        return base.serialize()


def seeds() -> dict[str, bytes]:
    """A sound file of each format."""
    records = [dict(zip(NAMES, row, strict=True)) for row in ROWS]
    resources = {"resources": [{"name": "a", "data": records}]}
    quoted = _text().replace("الرباط", '"الرباط,\n""سلا"""')
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.csv", _text())
    return {
        "csv": _text().encode(),
        "quoted": quoted.encode(),
        "semicolons": _text("\r\n", ";").encode("utf-8-sig"),
        "utf-16": _text(sign="\t").encode("utf-16"),
        "windows-1256": _text().encode("cp1256"),
        "json": json.dumps(records, ensure_ascii=False).encode(),
        "jsonl": "\n".join(map(json.dumps, records)).encode(),
        "package": json.dumps(resources).encode(),
        "gzip": gzip.compress(_text().encode(), mtime=0),
        "zip": zipped.getvalue(),
        "xlsx": _xlsx(),
        "xls": _xls(),
        "ods": _ods(),
        "parquet": _arrow("parquet"),
        "feather": _arrow("feather"),
        "sqlite": _sqlite(),
    }


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with a few faults; the parts of a zip are spoilt within, and packed again."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            names = old.namelist()
            chosen = chance.choice(
                [name for name in names if name.endswith((".xml", ".csv", ".rels"))] or names
            )
            for name in names:
                block = old.read(name)
                new.writestr(name, _damaged(block, chance) if name == chosen else block)
        return out.getvalue()
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        index = chance.randrange(len(spoiled) + 1)
        length = chance.choice((1, 2, 4, 16, 100))
        kind = chance.randrange(6)
        if kind == 0 and index < len(spoiled):
            spoiled[index] ^= 1 << chance.randrange(8)
        elif kind == 1:
            spoiled[index : index + length] = b""
        elif kind == 2:
            spoiled[index:index] = chance.choice(NASTY)
        elif kind == 3:
            spoiled[index : index + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00")
            )
        elif kind == 4:
            spoiled[index:index] = spoiled[index : index + length] * chance.choice((1, 3, 50))
        else:
            spoiled[index:] = spoiled[index:] if chance.random() < 0.8 else b""
    return bytes(spoiled)


def attempt(folder: Path, data: bytes) -> str:
    """Read ``data``: ``read``, or the rule it breaks. Words of errors exist, and what is read is a rectangle."""
    (folder / "t").write_bytes(data)
    try:
        (grid,) = read_grids(Table(label="t", source="t"), folder, Location(file="brief.toml"))
    except MujazError as error:
        assert error.text("ar") and error.text("en")
        return error.findings[0].rule
    assert len(grid.header) == len(grid.columns) == len(grid.letters) == len(set(grid.header))
    assert all(len(column) == len(grid.rows) for column in grid.columns)
    return "read"


@pytest.mark.parametrize("kind", seeds())
@pytest.mark.parametrize(
    "chances", [range(8), pytest.param(range(8, 80), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_spoilt_files(tmp_path: Path, kind: str, chances: range) -> None:
    data = seeds()[kind]
    assert attempt(tmp_path, data) == "read"
    outcomes = Counter(attempt(tmp_path, spoilt(data, random.Random(seed))) for seed in chances)
    assert sum(outcomes.values()) > outcomes["read"], "nothing was spoilt"


def main(seconds: float, first: int) -> None:
    end, seed = time.monotonic() + seconds, first
    files, outcomes = seeds(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            chance = random.Random(seed)
            kind = chance.choice(list(files))
            data = spoilt(files[kind], chance)
            try:
                outcomes[attempt(Path(folder), data)] += 1
            except BaseException:
                Path(f"fuzz-{kind}-{seed}").write_bytes(data)
                print(f"seed {seed}, {kind}", file=sys.stderr)
                raise
            seed += 1
    print(f"{seed - first} files in {seconds:.0f} s")
    for outcome, count in outcomes.most_common():
        print(f"{count:8} {outcome}")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
