"""Tables that are given in memory: the same findings and values as from a file, and named places for what is wrong."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import report
from document.small import SmallBrief
from report.errors import Finding, TableError
from report.intake.grid import Grid
from report.intake.sources.frame import grid_of_frame


class Stream:
    """A data frame of another library: it has nothing but the Arrow C stream."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


class Colour(enum.StrEnum):
    RED = "أحمر"


def cells(grid: Grid) -> list[list[Any]]:
    """Return the columns of a grid as objects, blanks as ``None``."""
    return [column.astype(object).where(column.notna(), None).tolist() for column in grid.columns]


def refused(frame: object) -> Finding:
    with pytest.raises(TableError) as raised:
        grid_of_frame("events", frame)
    (finding,) = raised.value.findings
    return finding


DAY = dt.datetime(2026, 1, 4)
HELD: list[tuple[str, pd.Series, list[object]]] = [
    ("text", pd.Series(["a", None, ""]), ["a", None, None]),
    ("categories", pd.Series(["a", None, "a"], dtype="category"), ["a", None, "a"]),
    ("categories of two types", pd.Series(["a", 1, None], dtype="category"), ["a", 1, None]),
    ("text of Arrow", pd.Series(["a", None], dtype="string[pyarrow]"), ["a", None]),
    ("enumeration", pd.Series(["a", Colour.RED], dtype=object), ["a", "أحمر"]),
    ("whole numbers", pd.Series([1, 2]), [1, 2]),
    ("blanks", pd.Series([1, None], dtype="Int16"), [1, None]),
    ("numbers", pd.Series([1.5, float("nan")]), [1.5, None]),
    ("truth", pd.Series([True, False]), [True, False]),
    ("large", pd.Series([2**63], dtype="uint64"), [2**63]),
    ("sparse", pd.Series([0.0, 1.5], dtype="Sparse[float]"), [0.0, 1.5]),
    ("mixed", pd.Series([1, "a", None, True, Decimal("1.10")]), [1, "a", None, True, "1.10"]),
    ("time stamps", pd.Series(pd.to_datetime(["2026-01-04", None])), [DAY, None]),
    ("days", pd.Series([dt.date(2026, 1, 4), None]), [dt.date(2026, 1, 4), None]),
    ("numpy", pd.Series([np.datetime64("2026-01-04"), np.int8(3)], dtype=object), [DAY, 3]),
    ("periods", pd.Series(pd.period_range("2026-01", periods=1, freq="M")), ["2026-01"]),
    (
        "none",
        pd.Series([uuid.UUID(int=1), pd.NaT, pd.NA], dtype=object),
        [str(uuid.UUID(int=1)), None, None],
    ),
]


@pytest.mark.parametrize(("column", "held"), [pytest.param(*case[1:], id=case[0]) for case in HELD])
def test_a_column_is_held_as_a_file_would_hold_it(column: pd.Series, held: list[object]) -> None:
    grid = grid_of_frame("events", column.to_frame("c"))
    assert (str(grid.path), grid.header, grid.rows[0]) == ("events", ("c",), 2)
    (actual,) = cells(grid)
    assert actual == held
    assert [type(cell) for cell in actual if not isinstance(cell, dt.date)] == [
        type(cell) for cell in held if not isinstance(cell, dt.date)
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [([1], "list"), ({"a": 1}, "dict"), (b"a", "bytes"), (object(), "object"), (1j, "complex")],
    ids=lambda value: type(value).__name__,
)
def test_a_cell_that_is_no_value_is_refused_at_its_row(value: object, kind: str) -> None:
    column = pd.Series(["a", value], dtype=object)
    finding = refused(column.to_frame("c"))
    assert (finding.rule, finding.values["kind"]) == ("nested-column", kind)
    assert finding.where.text("en") == "events, row 3, column c"


@pytest.mark.parametrize(
    ("frame", "rule"),
    [
        pytest.param(7, "not-a-frame", id="a number"),
        pytest.param([{"a": 1}], "not-a-frame", id="records"),
        pytest.param(pd.DataFrame(), "no-columns", id="no columns"),
        pytest.param(pd.DataFrame([[1, 2]], columns=["a", "a"]), "same-names", id="twice"),
        pytest.param(pd.DataFrame([[1]], columns=[" "]), "empty-name", id="no name"),
        pytest.param(pd.DataFrame([[1]], columns=[None]), "empty-name", id="None as a name"),
        pytest.param(pa.table({"a": [[1]]}), "nested-column", id="a list of Arrow"),
        pytest.param(pd.DataFrame({"a": ["\ud800"]}, dtype=object), "bad-text", id="half a sign"),
    ],
)
def test_what_is_no_table_is_refused(frame: object, rule: str) -> None:
    finding = refused(frame)
    assert finding.rule == rule
    assert finding.where.file == "events"
    assert finding.text("en") and finding.text("ar")


def test_a_stream_that_breaks_is_a_finding() -> None:
    schema = pa.schema([("a", pa.int64())])

    def batches() -> Any:
        yield pa.record_batch({"a": [1]})
        raise pa.ArrowInvalid("the source went away")

    finding = refused(pa.RecordBatchReader.from_batches(schema, batches()))
    assert finding.rule == "broken-frame" and "went away" in finding.text("en")


def test_too_many_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.intake.sources.limits.MOST_COLUMNS", 2)
    wide = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "c"])
    assert refused(wide).rule == "too-many-columns"
    assert refused(pa.Table.from_pandas(wide)).rule == "too-many-columns"


def test_levels_of_the_index_with_a_name_are_columns() -> None:
    frame = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["فاس", "طنجة"], name="place"))
    grid = grid_of_frame("events", frame)
    assert (grid.header, cells(grid), grid.notes) == (
        ("place", "n"),
        [["فاس", "طنجة"], [1, 2]],
        (),
    )
    counts = pd.DataFrame({"a": ["x", "y"], "b": [1, 2], "n": [3, 4]}).set_index(["a", "b"])
    assert grid_of_frame("events", counts).header == ("a", "b", "n")


def test_an_index_without_a_name_is_reported_unless_it_numbers_rows() -> None:
    frame = pd.DataFrame({"n": [1, 2, 3]})
    assert grid_of_frame("events", frame[frame.n != 2]).notes == ()
    (note,) = grid_of_frame("events", frame.set_axis(["أ", "ب", "ج"])).notes
    assert (note.rule, note.values["given"]) == ("index-not-read", "أ")
    levels = pd.MultiIndex.from_tuples([(2025, 1), (2025, 2), (2026, 1)])
    notes = grid_of_frame("events", frame.set_axis(levels)).notes
    assert [note.values["given"] for note in notes] == ["2025", "1"]


def test_rows_of_names_are_joined_and_numbers_are_names() -> None:
    columns = pd.MultiIndex.from_tuples([("السنة", 2025), ("السنة", 2026), ("place", "")])
    assert grid_of_frame("e", pd.DataFrame([[1, 2, "x"]], columns=columns)).header == (
        "السنة 2025",
        "السنة 2026",
        "place",
    )
    assert grid_of_frame("e", pd.DataFrame([[1]], columns=[2025])).header == ("2025",)


def test_the_digest_is_of_the_cells_and_not_of_how_they_are_held() -> None:
    frame = pd.DataFrame({"a": ["x", None, "z"], "n": [1, 2, 3]})
    digest = grid_of_frame("e", frame).sha256
    table = pa.Table.from_pandas(frame)
    chunked = pa.concat_tables([table.slice(0, 1), table.slice(1)])
    for second in (frame.copy(), frame.convert_dtypes(), Stream(chunked), table.slice(0, 3)):
        assert grid_of_frame("e", second).sha256 == digest
    for changed in (frame.assign(n=[1, 2, 4]), frame.rename(columns={"n": "m"}), frame[["n", "a"]]):
        assert grid_of_frame("e", changed).sha256 != digest


FRAMES: list[tuple[str, Callable[[pd.DataFrame], object]]] = [
    ("pandas", lambda frame: frame),
    ("arrow table", lambda frame: pa.Table.from_pandas(frame)),
    ("reader", lambda frame: pa.Table.from_pandas(frame).to_reader()),
    ("stream", lambda frame: Stream(pa.Table.from_pandas(frame))),
]


@pytest.mark.parametrize("make", [pytest.param(case[1], id=case[0]) for case in FRAMES])
def test_a_frame_finds_what_its_parquet_file_does(
    brief: SmallBrief, make: Callable[[pd.DataFrame], object]
) -> None:
    frame = pd.read_csv(brief.folder / "incidents.csv")
    frame.loc[3, "kind"] = "زلزال"
    frame.loc[4, "id"] = 2
    frame.loc[5, "place"] = " فاس "
    frame.to_parquet(brief.folder / "incidents.parquet")
    of_frame = report.check(brief.folder, tables={"incidents": make(frame)})
    brief.edit("brief.toml", '"incidents.csv"', '"incidents.parquet"')
    of_file = report.check(brief.folder)
    assert {finding.where.file for finding in of_frame} == {"incidents"}
    assert [_placeless(finding) for finding in of_frame] == [
        _placeless(finding) for finding in of_file
    ]
    assert [finding.rule for finding in of_frame] == ["bad-category", "repeated-cell", "corrected"]


def _placeless(finding: Finding) -> tuple[object, ...]:
    place = finding.where.as_dict()
    del place["file"]
    return finding.rule, finding.severity, place, dict(finding.values)


TEXTS = st.none() | st.text("أبت aé1٣ ـ", max_size=5)
NUMBERS = st.none() | st.integers(-(10**6), 10**6)


@given(st.lists(st.tuples(TEXTS, NUMBERS, st.none() | st.booleans()), min_size=1, max_size=6))
@settings(max_examples=25)
def test_a_frame_reads_as_its_parquet_file(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]]
) -> None:
    from report.brief.tables import Table
    from report.errors import Location
    from report.intake.sources import read_frame, read_grids

    folder = tmp_path_factory.mktemp("f")
    frame = pd.DataFrame(rows, columns=["t", "n", "b"])
    frame = frame.astype({"t": "string", "n": "Int64", "b": "boolean"})
    frame.to_parquet(folder / "t.parquet")
    spec = Table(source="t.parquet", label="t")
    (of_file,) = read_grids(spec, folder, Location())
    (of_frame,) = read_frame("t", spec, frame)
    assert cells(of_frame) == cells(of_file)
    assert of_frame.rows.tolist() == of_file.rows.tolist()
    (mixed,) = read_frame("t", spec, frame.astype(object))
    assert cells(mixed) == cells(of_file)


def test_an_edition_of_frames_verifies_is_traced_and_rebuilt(
    brief: SmallBrief, tmp_path: Path
) -> None:
    frame = pd.read_csv(brief.folder / "incidents.csv")
    frame["remark"] = pd.Series(["a", 1, None, 2.5, True, dt.date(2026, 1, 2)], dtype=object)
    brief.write("incidents.csv", "id,place\n1,another file\n")
    edition = report.build(brief.folder, tmp_path / "a.pdf", tables={"incidents": frame})
    verified = report.verify(edition.path, conformance=False)
    assert verified.sound, [
        finding.text() for check in verified.checks for finding in check.findings
    ]
    trace = report.trace(edition.path, "7")[0]
    assert trace.origins[0].measure == "injured"
    rebuilt = report.rebuild(edition.path, tmp_path / "b.pdf")
    assert rebuilt.equal
    again = report.build(brief.folder, tmp_path / "c.pdf", tables={"incidents": frame.copy()})
    assert again.path.read_bytes() == edition.path.read_bytes()
    second = report.build(brief.folder, tmp_path / "d.pdf", tables={"incidents": frame.iloc[1:]})
    assert second.path.read_bytes() != edition.path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("attach", ["own", "all"])
def test_an_edition_of_one_value_of_a_frame_verifies(
    brief: SmallBrief, tmp_path: Path, attach: Any
) -> None:
    frame = pd.read_csv(brief.folder / "incidents.csv")
    limit = ("incidents", "kind", "حريق")
    edition = report.build(
        brief.folder,
        tmp_path / "a.pdf",
        tables={"incidents": frame},
        row_filter=limit,
        attach=attach,
    )
    assert report.verify(edition.path, conformance=False).sound
    of_file = report.build(brief.folder, tmp_path / "b.pdf", row_filter=limit, attach=attach)
    assert of_file.pages == edition.pages


@pytest.mark.slow
def test_a_frame_with_a_long_table_verifies(brief: SmallBrief, tmp_path: Path) -> None:
    frame = pd.concat([pd.read_csv(brief.folder / "incidents.csv")] * 60, ignore_index=True)
    frame["id"] = range(len(frame))
    edition = report.build(brief.folder, tmp_path / "a.pdf", tables={"incidents": frame})
    assert edition.pages > 10 and report.verify(edition.path, conformance=False).sound


def test_the_file_that_a_frame_takes_the_place_of_does_not_go_inside(brief: SmallBrief) -> None:
    from report.archive.package import pack_sources
    from report.composing import Given, read

    frame = pd.read_csv(brief.folder / "incidents.csv")

    def inside(frames: dict[str, object]) -> set[str]:
        taken = read(Given(brief.folder, frames=frames))
        return {value.path for value in pack_sources(taken.brief, taken.tables)}

    assert inside({"incidents": frame}) == {
        "brief/brief.toml",
        "brief/text/summary.md",
        "brief/as-read/table-incidents.json",
    }
    brief.add('[tables.others]\nsource = "incidents.csv"\nlabel = "أخرى"\n')
    assert "brief/incidents.csv" in inside({"incidents": frame})


def test_a_table_of_a_file_is_checked_against_a_frame_also_when_it_is_read_again(
    brief: SmallBrief, tmp_path: Path
) -> None:
    places = pd.DataFrame({"name": ["فاس", "طنجة", "الرباط", "وجدة"]})
    brief.edit(
        "brief.toml",
        "[measures.all]",
        'foreign_keys = [{ columns = ["place"], table = "places", references = ["name"] }]\n'
        'severity = { no-such-row = "warning" }\n'
        '[tables.places]\nlabel = "المدن"\n\n[measures.all]',
    )
    text = (brief.folder / "brief.toml").read_text("utf-8")
    head, tail = text.split("foreign_keys")
    keys, rest = tail.split("[tables.places]")
    text = head.replace(
        "[tables.incidents.columns]", f"foreign_keys{keys}[tables.incidents.columns]"
    )
    brief.write("brief.toml", f"{text}[tables.places]{rest}")
    edition = report.build(brief.folder, tmp_path / "a.pdf", tables={"places": places})
    assert [finding.rule for finding in edition.findings] == ["no-such-row"]
    assert report.verify(edition.path, conformance=False).sound
    assert [finding.rule for finding in report.check(brief.folder)] == ["one-of"]
