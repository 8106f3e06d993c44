"""Parquet, Feather, JSON, SQLite, databases, packages, packed files and patterns."""

from __future__ import annotations

import builtins
import datetime as dt
import gzip
import hashlib
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import frictionless
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.brief.tables import Table
from report.errors import BriefError, Location, MujazError
from report.intake.grid import Grid
from report.intake.sources import limits, read_grids

WHERE = Location(file="brief.toml", key="tables.t.source")
PLAIN = "المدينة,العدد\nفاس,7\nطنجة,9\n"


def read(folder: Path, name: str | None = None, **keys: object) -> Grid:
    given_source = {} if name is None else {"source": name}
    (grid,) = read_grids(Table(label="t", **given_source, **keys), folder, WHERE)
    return grid


def cells(grid: Grid) -> list[list[object]]:
    columns = [column.astype(object).where(column.notna(), None) for column in grid.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def told(grid: Grid) -> dict[str, str]:
    return {item.what: item.value for item in grid.recognised}


def rule(folder: Path, name: str | None = None, **keys: object) -> str:
    with pytest.raises(MujazError) as caught:
        read(folder, name, **keys)
    assert caught.value.text("ar") and caught.value.text("en")
    return caught.value.findings[0].rule


WORDS = st.none() | st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=10
)
NUMBERS = st.none() | st.integers(-(10**6), 10**6).map(lambda number: number / 8)
RECORDS = st.lists(
    st.tuples(WORDS, st.none() | st.integers(-(2**40), 2**40), NUMBERS).map(
        lambda values: dict(zip(("نص", "عدد", "قيمة"), values, strict=True))
    ),
    min_size=1,
    max_size=8,
)
FILES = ["parquet", "feather", "json", "jsonl", "sqlite"]


def write(path: Path, kind: str, records: list[dict[str, object]]) -> None:
    names = list(records[0])
    if kind in ("parquet", "feather"):
        types = pa.schema(
            [(names[0], pa.string()), (names[1], pa.int64()), (names[2], pa.float64())]
        )
        table = pa.Table.from_pylist(records, schema=types)
        if kind == "parquet":
            pa.parquet.write_table(table, path)
        else:
            pa.feather.write_feather(table, str(path))
    elif kind == "json":
        path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    elif kind == "jsonl":
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as base, base:
            base.execute("CREATE TABLE events ({} TEXT, {} INTEGER, {} REAL)".format(*names))
            base.executemany(
                "INSERT INTO events VALUES (?, ?, ?)",
                [tuple(record.values()) for record in records],
            )


@pytest.mark.parametrize("kind", FILES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(records=RECORDS)
def test_what_is_written_is_read_back(
    tmp_path: Path, kind: str, records: list[dict[str, object]]
) -> None:
    write(tmp_path / "t", kind, records)
    # A last row whose number is the sum of those above is a total otherwise.
    grid = read(tmp_path, "t", totals="keep")
    assert grid.header == tuple(records[0]) and told(grid)["format"] == kind
    assert cells(grid) == [list(record.values()) for record in records]
    assert grid.rows.tolist() == list(range(2, len(records) + 2))
    assert grid.sha256 == hashlib.sha256((tmp_path / "t").read_bytes()).hexdigest()


def test_types_of_arrow(tmp_path: Path) -> None:
    moment = dt.datetime(2025, 11, 24, 9, 30)
    table = pa.table(
        {
            "money": pa.array([Decimal("12.50"), None]),
            "day": pa.array([dt.date(2025, 11, 24), None]),
            "moment": pa.array([moment, None], pa.timestamp("ns")),
            "kind": pa.array(["أ", None]).dictionary_encode(),
            "gap": pa.array([1.5, float("nan")]),
            "yes": pa.array([True, None]),
        }
    )
    pa.parquet.write_table(table, tmp_path / "t")
    assert cells(read(tmp_path, "t")) == [
        ["12.50", dt.date(2025, 11, 24), moment, "أ", 1.5, True],
        [None] * 6,
    ]
    pa.parquet.write_table(pa.table({"a": [[1, 2]]}), tmp_path / "t")
    assert rule(tmp_path, "t") == "nested-column"


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ('[{"a": 1}, {"a": 2}\n', "broken-json", 2),
        ('[{"a": 1},\n {"a": {"b": [3]}}]', "nested-value", None),
        ('[{"a": 1, "a": 2}]', "twice-key", 1),
        ('[{"a": NaN}]', "broken-json", 1),
        ('{"a": 1}\n{"a": oh}\n', "broken-json", 2),
        ('[{"a": 1}, 5]', "json-shape", None),
        ('{"a":\n "b"}', "json-shape", None),
        ('[{"a": ' + "[" * 100_000, "json-too-deep", 1),
        ('[{"a": "\\ud800"}]', "bad-text", None),
        ('[{"": 1}]', "empty-name", None),
    ],
)
def test_faults_of_json(tmp_path: Path, text: str, expected: str, line: int | None) -> None:
    (tmp_path / "t").write_text(text, encoding="utf-8")
    with pytest.raises(MujazError) as caught:
        read(tmp_path, "t")
    assert [finding.rule for finding in caught.value.findings] == [expected]
    assert caught.value.findings[0].where.line == line


def test_json_loses_no_figure_and_tells_the_path(tmp_path: Path) -> None:
    (tmp_path / "t").write_text(
        '[{"a": 0.1234567890123456789, "b": 123456789012345678901}, {"c": null}]'
    )
    assert cells(read(tmp_path, "t")) == [
        ["0.1234567890123456789", "123456789012345678901", None],
        [None] * 3,
    ]
    (tmp_path / "t").write_text('[{"a": 1}, {"a": {"city": 3}}]')
    with pytest.raises(MujazError) as caught:
        read(tmp_path, "t")
    assert "$[1].a.city" in caught.value.text()


def test_sqlite_chooses_its_table(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "b.db")) as base, base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE people (name TEXT)")
        base.execute("CREATE TABLE visits (city TEXT, n INTEGER)")
        base.execute("INSERT INTO visits VALUES ('فاس', 3), ('طنجة', 4)")
    assert rule(tmp_path, "b.db") == "which-table"
    assert rule(tmp_path, "b.db", sheet="visit") == "unknown-sheet"
    assert cells(read(tmp_path, "b.db", sheet="visits")) == [["فاس", 3], ["طنجة", 4]]
    assert told(read(tmp_path, "b.db", columns={"city": {"label": "المدينة"}}))["sheet"] == "visits"
    query = "SELECT sum(n) AS total FROM visits"
    assert cells(read(tmp_path, "b.db", query=query)) == [[7]]
    assert cells(read(tmp_path, url="sqlite:///b.db", query=query)) == [[7]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("DELETE FROM visits", "not-a-select"),
        ("/* x */ -- y\nDROP TABLE visits", "not-a-select"),
        ("WITH a AS (SELECT 1) DELETE FROM visits", "bad-query"),
        ("SELECT 1; DROP TABLE visits", "bad-query"),
        ("SELECT load_extension('x')", "bad-query"),
        ("SELECT nothing FROM visits", "bad-query"),
        ("SELECT x'00ff' AS blob", "nested-column"),
        (
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c",
            "slow-query",
        ),
    ],
)
def test_queries_only_read_and_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, expected: str
) -> None:
    monkeypatch.setattr(limits, "QUERY_SECONDS", 0.3)
    with closing(sqlite3.connect(tmp_path / "b.db")) as base, base:
        base.execute("CREATE TABLE visits (city TEXT)")
    earlier = (tmp_path / "b.db").read_bytes()
    assert rule(tmp_path, "b.db", query=query) == expected
    assert (tmp_path / "b.db").read_bytes() == earlier


def test_a_database_still_being_written_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "b.db")) as base, base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("CREATE TABLE visits (city TEXT)")
        base.commit()
        assert rule(tmp_path, "b.db") == "sqlite-in-use"


@pytest.mark.parametrize(
    ("url", "keys", "expected"),
    [
        ("nonsense", {}, "bad-url"),
        ("oracle://u:p@localhost/d", {"query": "SELECT 1"}, "unknown-database"),
        ("postgresql://u:p@localhost/d", {}, "needs-query"),
        ("postgresql://u:p@localhost/d", {"query": "DELETE FROM t"}, "not-a-select"),
        ("sqlite:////etc/passwd", {}, "outside-brief"),
        ("sqlite:///../b.db", {}, "outside-brief"),
        ("sqlite:///b.db", {}, "no-file"),
    ],
)
def test_faults_of_urls(tmp_path: Path, url: str, keys: dict[str, object], expected: str) -> None:
    assert rule(tmp_path, url=url, **keys) == expected


def test_a_driver_that_is_missing_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builtins.__import__

    def without(name: str, *rest: object, **keys: object) -> object:
        if name.split(".")[0] in ("psycopg", "psycopg2"):
            raise ModuleNotFoundError(f"No module named {name!r}")
        return original(name, *rest, **keys)

    monkeypatch.setattr(builtins, "__import__", without)
    for name in [name for name in sys.modules if name.split(".")[0] in ("psycopg", "psycopg2")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(MujazError) as caught:
        read(tmp_path, url="postgresql+psycopg://u:secret@localhost/d", query="SELECT 1")
    assert caught.value.findings[0].rule == "no-driver"
    assert "mujaz[postgresql]" in caught.value.text() and "secret" not in caught.value.text()


def package(folder: Path, **changes: object) -> None:
    (folder / "visits.csv").write_bytes("المدينة;العدد\nفاس;7\n".encode("cp1256"))
    resource = {
        "name": "visits",
        "path": "visits.csv",
        "encoding": "windows-1256",
        "dialect": {"delimiter": ";"},
        "hash": "sha256:" + hashlib.sha256((folder / "visits.csv").read_bytes()).hexdigest(),
    }
    inline = {"name": "inline", "data": [{"a": 1}]}
    content = {"name": "p", "resources": [{**resource, **changes}, inline]}
    (folder / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")


def test_data_package(tmp_path: Path) -> None:
    package(tmp_path)
    judge = (
        frictionless.Package(str(tmp_path / "datapackage.json")).get_resource("visits").read_rows()
    )
    grid = read(tmp_path, "datapackage.json", sheet="visits")
    assert cells(grid) == [[judge[0]["المدينة"], str(judge[0]["العدد"])]]
    assert grid.path.name == "visits.csv"
    assert cells(read(tmp_path, "datapackage.json", sheet="inline")) == [[1]]
    assert rule(tmp_path, "datapackage.json") == "which-table"
    assert rule(tmp_path, "datapackage.json", sheet="visit") == "unknown-sheet"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"path": "../secret.csv"}, "package-remote"),
        ({"path": "https://example.org/a.csv"}, "package-remote"),
        ({"path": "none.csv"}, "no-file"),
        ({"path": 5}, "package-shape"),
        ({"hash": "0" * 32}, "package-hash"),
        ({"dialect": {"escapeChar": "\\"}}, "package-dialect"),
    ],
)
def test_faults_of_packages(tmp_path: Path, changes: dict[str, object], expected: str) -> None:
    package(tmp_path, **changes)
    assert rule(tmp_path, "datapackage.json", sheet="visits") == expected


def test_packed_files(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(PLAIN.encode()))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("one.csv", PLAIN)
        archive.writestr("two.csv.gz", gzip.compress(PLAIN.replace("فاس", "سلا").encode()))
    assert cells(read(tmp_path, "a.gz"))[0] == ["فاس", "7"]
    assert rule(tmp_path, "b.zip") == "packed-choice"
    assert cells(read(tmp_path, "b.zip", sheet="two.csv.gz"))[0] == ["سلا", "7"]
    (tmp_path / "a.gz").write_bytes(gzip.compress(PLAIN.encode())[:-9])
    assert rule(tmp_path, "a.gz") == "broken-archive"
    (tmp_path / "a.gz").write_bytes(gzip.compress(gzip.compress(gzip.compress(PLAIN.encode()))))
    assert rule(tmp_path, "a.gz") == "packed-deep"
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"a,b\n" + b"0" * 30_000_000))
    assert rule(tmp_path, "a.gz") == "packed-size"


def test_zip_with_a_member_without_a_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("a", PLAIN)
    whole = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "b.zip").write_bytes(whole.replace(b"a", b"\x00"))
    assert rule(tmp_path, "b.zip") == "broken-archive"


def test_limits_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.csv").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "t.json").write_text('[{"a": 1, "b": 2}, {"c": 3}]', encoding="utf-8")
    monkeypatch.setattr(limits, "MOST_CELLS", 3)
    assert rule(tmp_path, "t.csv") == "too-many-cells"
    assert rule(tmp_path, "t.json") == "too-many-cells"
    monkeypatch.setattr(limits, "LARGEST_FILE", 10)
    assert rule(tmp_path, "t.csv") == "table-too-large"


def test_several_files_are_one_table(tmp_path: Path) -> None:
    for number in (10, 9):
        (tmp_path / f"day-{number}.csv").write_text(
            f"city,n\nfes,{number}\ntan,1\n", encoding="utf-8"
        )
    (tmp_path / "day-11.csv").write_text("n,city\n11,fes\n", encoding="utf-8")
    table = Table(label="t", source="day-*.csv")
    grids = read_grids(table, tmp_path, WHERE)
    assert [grid.path.name for grid in grids] == ["day-9.csv", "day-10.csv", "day-11.csv"]
    assert [cells(grid)[0] for grid in grids] == [["fes", "9"], ["fes", "10"], ["fes", "11"]]
    assert grids[2].letters == ("B", "A")
    (tmp_path / "day-12.csv").write_text("city,m\nfes,12\n", encoding="utf-8")
    (tmp_path / "day-13.csv").write_text("", encoding="utf-8")
    with pytest.raises(MujazError) as caught:
        read_grids(table, tmp_path, WHERE)
    assert [finding.rule for finding in caught.value.findings] == ["empty-file", "other-header"]


def test_files_stay_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "brief"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text(PLAIN, encoding="utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert rule(folder, "link.csv") == "outside-brief"
    assert rule(folder, "li*.csv") == "outside-brief"
    assert rule(folder, "none.csv") == "no-file"
    assert rule(folder, "none-*.csv") == "no-files"
    with pytest.raises(BriefError):
        read(folder, "a" * 3000)


@pytest.mark.parametrize("kind", ["parquet", "feather"])
@pytest.mark.parametrize("dictionary", [False, True])
def test_texts_that_are_not_utf8_are_broken_columns(
    tmp_path: Path, kind: str, dictionary: bool
) -> None:
    """The format does not check its texts, and neither do its readers."""
    raw = "فاس".encode() + b"\xff\xfe"
    offsets = pa.py_buffer(memoryview(b"".join(n.to_bytes(4, "little") for n in (0, 6, len(raw)))))
    texts = pa.StringArray.from_buffers(2, offsets, pa.py_buffer(raw))
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1]), texts) if dictionary else texts
    table = pa.table({"place": column})
    if kind == "parquet":
        pyarrow.parquet.write_table(table, tmp_path / "t")
    else:
        pyarrow.feather.write_feather(table, tmp_path / "t")
    assert rule(tmp_path, "t") == "broken-columns"
