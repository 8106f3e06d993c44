"""An edition of one value carries its own rows and nothing of the rest, and still proves itself."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from properties import slow

from document.small import SmallBrief
from report.building import build, rebuild, trace, verify
from report.command.app import run
from report.composing import read
from report.intake.extract import of_json, to_json, whole
from report.intake.sources.as_read import cell_of, plain_cell
from report.limiting import RowFilter, limit, values_of_batch
from report.workbooks.cells import ErrorCell, FormulaCell, PercentCell

#: Each row has its own word, in a column that nothing prints; the cells of some decide how others are read.
ROWS = [
    ("1", "فاس", "حريق", "03/04/2026", "1.234", "KALIMA-A"),
    ("2", "طنجة", "حريق", "25/04/2026", "7,5", "KALIMA-B"),
    ("٣", "طنجة", "حادث سير", "06/04/2026", "12", "KALIMA-C"),
    ("4", "وجـــدة", "حادث سير", "07/04/2026", "غير معروف", "KALIMA-D"),
    ("5", "فاس", "حريق", "", "2", "KALIMA-E"),
]
HEADER = ("id", "place", "kind", "date", "injured", "word")
TABLE = """\
[tables.incidents]
source = "{source}"
label = "الحوادث"
severity = {{ ragged-row = "warning" }}
[tables.incidents.columns]
id = {{ type = "integer", label = "الرقم" }}
place = {{ label = "المكان" }}
kind = {{ label = "النوع" }}
date = {{ type = "date", label = "التاريخ" }}
injured = {{ type = "number", label = "المصابون" }}
[[sections]]
title = "جودة المعطيات"
[[sections.blocks]]
quality = "all"
caption = "جودة المعطيات"
"""


def _csv(folder: Path) -> str:
    lines = []
    for row in (HEADER, *ROWS):
        lines.append(",".join(f'"{cell}"' for cell in row))
    (folder / "rows.csv").write_text("\n".join([*lines, "6,سلا,KALIMA-F"]) + "\n", "utf-8")
    return "rows.csv"


def _several(folder: Path) -> str:
    for name, rows in (("day-1.csv", ROWS[:2]), ("day-2.csv", ROWS[2:])):
        all_lines = []
        for row in (HEADER, *rows):
            all_lines.append(",".join(f'"{cell}"' for cell in row))
        text = "\n".join(all_lines)
        (folder / name).write_text(text + "\n", "utf-8")
    return "day-*.csv"


def _xlsx(folder: Path) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("لائحة KALIMA-T",), (), HEADER, *ROWS, ("المجموع", "", "", "", "99", "KALIMA-S")):
        sheet.append(row)
    second = book.create_sheet("أخرى")
    second.sheet_state = "hidden"
    second.append(["KALIMA-H"])
    book.save(folder / "rows.xlsx")
    return "rows.xlsx"


def _package(folder: Path) -> str:
    _csv(folder)
    (folder / "rows.csv").write_text(
        (folder / "rows.csv").read_text("utf-8").rpartition("6,سلا")[0], "utf-8"
    )
    package = {
        "name": "a",
        "title": "KALIMA-P",
        "resources": [{"name": "rows", "path": "rows.csv"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return "datapackage.json"


def _sqlite(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "rows.db")) as base, base:
        base.execute(f"CREATE TABLE rows ({', '.join(HEADER)})")
        base.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(HEADER))})", ROWS)
    return "rows.db"


SLOW = [pytest.param(make, marks=pytest.mark.slow) for make in (_several, _package, _sqlite)]


@pytest.fixture(params=[_csv, _xlsx, *SLOW])
def hidden(request: pytest.FixtureRequest, brief: SmallBrief) -> SmallBrief:
    """Return a brief whose table holds a word in each row, and words beside its rows."""
    (brief.folder / "incidents.csv").unlink()
    make: Callable[[Path], str] = request.param
    toml = (brief.folder / "brief.toml").read_text("utf-8")
    head, _, tail = toml.partition("[tables.incidents]")
    _, _, tail = tail.partition("[measures.all]")
    text = head + TABLE.format(source=make(brief.folder)) + "[measures.all]" + tail
    return brief.write("brief.toml", text.replace("2026-01-01/2026-01-31", "2026-04"))


def _everything(pdf: Path) -> bytes:
    """Return all that is in a PDF: every stream unpacked, every object."""
    with pikepdf.open(pdf) as opened:
        contents: list[bytes] = [pdf.read_bytes()]
        for pdf_object in opened.objects:
            contents.append(pdf_object.unparse())
            if isinstance(pdf_object, pikepdf.Stream):
                contents.append(pdf_object.read_bytes())
        return b"\n".join(contents)


def _editions(
    folder: Path, output: Path, most: int | None, **options: Any
) -> Iterator[tuple[str, Path]]:
    """Build the editions of the first ``most`` places, or of all; yield each place and its PDF."""
    preloaded = read(folder)
    for value in values_of_batch(preloaded.tables["incidents"], "place")[:most]:
        target = output / f"{value}.pdf"
        build(
            folder,
            target,
            row_filter=RowFilter("incidents", "place", value),
            preloaded=preloaded,
            **options,
        )
        yield value, target


#: How many editions a test builds; ``None`` is all of them.
MOST = [1, slow(None)]
#: The forms of the table in tests that prove each edition: the daily run tries one.
PROVED = [_csv, slow(_xlsx), *SLOW]


@pytest.mark.parametrize("hidden", PROVED, indirect=True)
@pytest.mark.parametrize("most", MOST)
def test_nothing_of_other_rows_is_inside_and_it_proves_itself(
    most: int | None, hidden: SmallBrief, tmp_path: Path
) -> None:
    words = {
        f"KALIMA-{letter}": place for letter, (_, place, *_) in zip("ABCDE", ROWS, strict=True)
    }
    seen, places = set(), set()
    for value, pdf in _editions(hidden.folder, tmp_path, most):
        inside = _everything(pdf)
        own = {word for word in words if word.encode() in inside}
        assert own == {word for word, place in words.items() if place.replace("ـ", "") == value}
        assert not [letter for letter in "FTSHP" if f"KALIMA-{letter}".encode() in inside]
        verification = verify(pdf, judge=False)
        assert verification.sound, [
            finding.text() for check in verification.checks for finding in check.findings
        ]
        assert rebuild(pdf, tmp_path / "again.pdf").equal
        seen |= own
        places.add(value)
    assert seen == {word for word, place in words.items() if place.replace("ـ", "") in places}
    assert len(places) == (most or len(set(words.values())))


def test_its_rows_read_as_in_the_whole_table_and_keep_their_numbers(hidden: SmallBrief) -> None:
    preloaded = read(hidden.folder)
    table = preloaded.tables["incidents"]
    for value in values_of_batch(table, "place"):
        row_filter = RowFilter("incidents", "place", value)
        _, wide, _ = limit(preloaded.brief, preloaded.tables, row_filter)
        _, own, numbered = limit(preloaded.brief, preloaded.tables, row_filter, own=True)
        own_table, there = own["incidents"], wide["incidents"].frame
        assert own_table.frame.to_numpy().tolist() == there.to_numpy().tolist()
        if len(table.grids) == 1:
            assert list(own_table.frame.index) == list(there.index)
        # A second time nothing changes: the edition that is built again is the same.
        _, again, _ = limit(preloaded.brief, own, numbered, own=True)
        text = to_json(whole(own_table, pinned=True), hidden.folder)
        assert to_json(whole(again["incidents"], pinned=True), hidden.folder) == text
        assert again["incidents"].quality == own_table.quality
        assert own_table.quality.rows == len(there)


@pytest.mark.parametrize("hidden", PROVED, indirect=True)
@pytest.mark.parametrize("most", MOST)
def test_all_files_travel_where_that_is_asked(
    most: int | None, hidden: SmallBrief, tmp_path: Path
) -> None:
    for _, pdf in _editions(hidden.folder, tmp_path, most, attach="all"):
        with pikepdf.open(pdf) as opened:
            names = set(opened.attachments)
        files = {
            f"brief/{path.relative_to(hidden.folder).as_posix()}"
            for path in hidden.folder.glob("*.*")
        }
        assert files <= names and not any("as-read" in name for name in names)
        assert verify(pdf, judge=False).sound
        assert rebuild(pdf, tmp_path / "again.pdf").equal


@pytest.mark.parametrize(
    ("option", "whole_file"),
    [([], False), slow(["--attach", "own"], False), (["--attach", "all"], True)],
)
def test_the_command_carries_own_rows_unless_reported_otherwise(
    option: list[str],
    whole_file: bool,
    brief: SmallBrief,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # One place, so that one edition is built.
    lines = (brief.folder / "incidents.csv").read_text("utf-8").splitlines()
    kind = lines[1].split(",")[2]
    stored = [line for line in lines[1:] if line.split(",")[2] == kind]
    brief.write("incidents.csv", "\n".join([lines[0], *stored]) + "\n")
    arguments = ["batch", str(brief.folder), "--by", "kind", "-o", str(tmp_path / "out")]
    assert run(["--lang", "en", *arguments, "--workers", "1", *option]) == 0, capsys.readouterr()
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    with pikepdf.open(pdf) as opened:
        assert ("brief/incidents.csv" in opened.attachments) == whole_file


def test_what_editions_carry_is_not_chosen_for_each_brief(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--lang", "en", "batch", "a", "b", "--each", "-o", "x", "--attach", "all"]) == 1
    assert "--attach has no use with --each" in capsys.readouterr().err


def test_trace_names_the_rows_of_the_original_file(brief: SmallBrief, tmp_path: Path) -> None:
    pdf = build(
        brief.folder, tmp_path / "a.pdf", row_filter=RowFilter("incidents", "kind", "حريق")
    ).path
    rows = []
    for traced in trace(pdf, "2"):
        for origin in traced.origins:
            rows.append(origin.rows)
    assert rows and all({*rowset.rows} <= {3, 6} for sets in rows for rowset in sets)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.pop("grids"),
        lambda document: document.update(grids=[]),
        lambda document: document["grids"][0].update(file="../../outside.csv"),
        lambda document: document["grids"][0].update(file="/etc/passwd"),
        lambda document: document["grids"][0].update(given="../../outside.csv"),
        lambda document: document["grids"][0].update(given="/etc/passwd"),
        lambda document: document["grids"][0]["rows"].append(99),
        lambda document: document["grids"][0]["columns"].pop(),
        lambda document: document["grids"][0]["columns"][0].update(cells=[["a"]]),
        lambda document: document["grids"][0]["columns"][0].update(type="int64", cells=["a", "b"]),
        lambda document: document.update(
            findings=[{"rule": "no-such", "severity": "error", "where": {}, "values": {}}]
        ),
        lambda document: document.update(
            findings=[{"rule": "excluded-rows", "severity": "error", "where": {}, "values": {}}]
        ),
        lambda document: document.update(pins=[1]),
    ],
)
def test_an_extract_that_somebody_changed_is_none(
    change: Callable[[Any], Any], brief: SmallBrief
) -> None:
    document = json.loads(to_json(whole(read(brief.folder).tables["incidents"]), brief.folder))
    assert of_json(json.dumps(document).encode(), brief.folder)
    change(document)
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        of_json(json.dumps(document).encode(), brief.folder)


CELLS = [
    None, "نص", 3, 0.5, True, dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 3, 4), dt.time(3, 4),
    PercentCell(0.25), ErrorCell("#REF!"), FormulaCell("=B2*2"),
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_of_any_kind_is_read_again_as_it_was(cell: Any) -> None:
    again = cell_of(json.loads(json.dumps(plain_cell(cell))))
    assert (type(again), again) == (type(cell), cell)
