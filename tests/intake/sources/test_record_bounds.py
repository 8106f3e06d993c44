"""Tables that cost more than they look: views without end, columns that unfold, packages in circles."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from report.brief.tables import Table
from report.errors import Location, MujazError
from report.intake.sources import limits, read_grids

COUNTING = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT {} FROM c"


def rule(folder: Path, name: str, **keys: object) -> str:
    with pytest.raises(MujazError) as caught:
        read_grids(Table(label="t", source=name, **keys), folder, Location(file="brief.toml"))
    assert caught.value.text("ar") and caught.value.text("en")
    return caught.value.findings[0].rule


def view(folder: Path, query: str) -> None:
    with closing(sqlite3.connect(folder / "a.db")) as connection:
        connection.execute(f"CREATE VIEW v AS {query}")
        connection.commit()


ENDLESS = [
    COUNTING.format("x"),
    COUNTING.format("x") + " WHERE x < 0",
    COUNTING.format("count(*)"),
    COUNTING.format("x") + " ORDER BY -x",
]


@pytest.mark.parametrize("query", ENDLESS)
def test_a_view_without_end_is_ended(
    query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUERY_SECONDS", 0.3)
    view(tmp_path, query)
    assert rule(tmp_path, "a.db", sheet="v") == "slow-query"


def test_an_answer_is_bounded_in_cells_and_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view(tmp_path, COUNTING.format("x, printf('%.*c', 1000, 'x') AS a"))
    monkeypatch.setattr(limits, "MOST_RECORD_CELLS", 5_000)
    assert rule(tmp_path, "a.db", sheet="v") == "too-many-cells"
    monkeypatch.setattr(limits, "MOST_RECORD_CELLS", 10**9)
    monkeypatch.setattr(limits, "LARGEST_ANSWER", 10**6)
    assert rule(tmp_path, "a.db", sheet="v") == "large-answer"
    monkeypatch.setattr(limits, "LARGEST_CELL", 999)
    assert rule(tmp_path, "a.db", sheet="v") == "long-cell"


@pytest.mark.parametrize("kind", [pa.null(), pa.int8(), pa.string(), pa.bool_()])
@pytest.mark.parametrize("suffix", ["parquet", "feather"])
def test_many_equal_rows_in_a_small_file_are_refused_unread(
    kind: pa.DataType, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pa.table({"a": pa.nulls(1_000_000, kind)})
    if suffix == "parquet":
        pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    else:
        pyarrow.feather.write_feather(table, str(tmp_path / "a.feather"))
    monkeypatch.setattr(limits, "MOST_ROWS", 999_999)
    monkeypatch.setattr(pyarrow.feather, "read_table", None)
    monkeypatch.setattr(pyarrow.parquet.ParquetFile, "read", None)
    assert rule(tmp_path, f"a.{suffix}") == "too-many-rows"


@pytest.mark.parametrize("suffix", ["parquet", "feather"])
@pytest.mark.parametrize("rows", [2_000, 40_000])
def test_a_long_text_repeated_by_a_dictionary_is_refused(
    suffix: str, rows: int, tmp_path: Path
) -> None:
    texts = pa.array(["x" * 1_000_000])
    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), texts)
    if suffix == "parquet":
        pyarrow.parquet.write_table(pa.table({"a": repeated}), tmp_path / "a.parquet")
    else:
        pyarrow.feather.write_feather(
            pa.table({"a": repeated}), str(tmp_path / "a.feather"), compression="zstd"
        )
    assert rule(tmp_path, f"a.{suffix}") in ("packed-size", "long-cell")


CIRCLES = [
    {"datapackage.json": "datapackage.json"},
    {"datapackage.json": "b/other.json", "b/other.json": "c.json", "b/c.json": "other.json"},
    {"datapackage.json": "b/other.json", "b/other.json": "a.csv", "b/a.csv": ""},
]


@pytest.mark.parametrize("files", CIRCLES)
@pytest.mark.parametrize("format_", [None, "datapackage"])
def test_a_package_in_a_package_is_an_error(
    files: dict[str, str], format_: str | None, tmp_path: Path
) -> None:
    for name, path in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        package = {"name": "a", "resources": [{"name": "t", "path": path}]}
        (tmp_path / name).write_text(json.dumps(package) if path else "a\n1\n", "utf-8")
    keys = {} if format_ is None else {"format": format_}
    assert rule(tmp_path, "datapackage.json", **keys) == "package-nested"


@pytest.mark.parametrize(
    "path", ["../a.csv", "/etc/passwd", "b/../../a.csv", "http://a/b.csv", "b\\..\\a.csv", "*.csv"]
)
def test_a_package_does_not_lead_out_of_the_folder(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "brief"
    folder.mkdir()
    (tmp_path / "a.csv").write_text("a\n1\n", "utf-8")
    package = {"name": "a", "resources": [{"name": "t", "path": path}]}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert rule(folder, "datapackage.json") == "package-remote"


MANY = ["[" + "[]," * 3_000 + "[]]", "[" + "{}," * 3_000 + "{}]", '[{"a":[' + "1," * 6_000 + "1]}]"]


@pytest.mark.parametrize("text", MANY)
def test_json_of_too_many_values_is_refused_unparsed(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    monkeypatch.setattr(limits, "MOST_RECORD_CELLS", 2_500)
    assert rule(tmp_path, "a.json", format="json") == "too-many-cells"


@pytest.mark.parametrize(
    "text", ["[" * 200_000 + "]" * 200_000, '[{"a":' * 100_000, '{"a":' * 100_000]
)
def test_json_nested_deep_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    assert rule(tmp_path, "a.json", format="json") in ("json-too-deep", "broken-json")
