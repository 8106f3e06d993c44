"""Workbooks: XLSX, XLS and ODS give the same table, and what is around it is excluded."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.brief.tables import Table
from report.errors import Location, TableError
from report.intake.grid import Grid
from report.intake.sources import limits, read_grids

WHERE = Location(file="brief.toml", key="tables.t.source")
Rows = list[list[object]]


def xlsx(path: Path, rows: Rows, sheet: str = "لقاءات") -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)


def xls(path: Path, rows: Rows, sheet: str = "لقاءات") -> None:
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write(index, place, cell, *([day] if isinstance(cell, dt.date) else []))
    book.save(str(path))


def ods(path: Path, rows: Rows, sheet: str = "لقاءات") -> None:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    page = odf.table.Table(name=sheet)
    for row in rows:
        line = odf.table.TableRow()
        for cell in row:
            line.addElement(_ods_cell(cell))
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))


def _ods_cell(cell: object) -> odf.table.TableCell:
    if isinstance(cell, dt.date):
        return odf.table.TableCell(valuetype="date", datevalue=cell.isoformat())
    if isinstance(cell, int | float):
        return odf.table.TableCell(valuetype="float", value=str(cell))
    if cell is None:
        return odf.table.TableCell()
    built = odf.table.TableCell(valuetype="string")
    built.addElement(odf.text.P(text=str(cell)))
    return built


WRITERS: dict[str, Callable[[Path, Rows], None]] = {"xlsx": xlsx, "xls": xls, "ods": ods}


def read(path: Path, **keys: object) -> Grid:
    (grid,) = read_grids(Table(source=path.name, label="t", **keys), path.parent, WHERE)
    return grid


def cells(grid: Grid) -> Rows:
    columns = [column.astype(object).where(column.notna(), None) for column in grid.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def sheet_of(path: Path, cells: dict[str, object], merges: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    for area in merges:
        book.active.merge_cells(area)
    book.save(path)
    return path


NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6).filter(lambda value: not value.is_integer())
)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1))
WORDS = (
    st.text(st.sampled_from("ابتثجحدرسشعفقكلمنهوي éZ"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


@pytest.mark.parametrize("kind", WRITERS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.tuples(DAYS, WORDS, NUMBERS, st.none() | WORDS), min_size=1, max_size=6))
def test_what_is_written_is_read_back(
    tmp_path: Path, kind: str, rows: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "table.bin"
    WRITERS[kind](path, [["التاريخ", "المدينة", "العدد", "ملاحظة"], *map(list, rows)])
    grid = read(path)
    assert grid.header == ("التاريخ", "المدينة", "العدد", "ملاحظة") and grid.sheet == "لقاءات"
    assert [item.value for item in grid.recognised if item.what in ("format", "sheet")] == [
        kind,
        "لقاءات",
    ]
    got = [
        [day.date() if isinstance(day, dt.datetime) else day, *rest] for day, *rest in cells(grid)
    ]
    for (day, word, number, note), row in zip(rows, got, strict=True):
        assert row == [day, word, pytest.approx(number), note]


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    moment = dt.datetime(2025, 11, 24, 9, 30)
    xlsx(path, [["a", "b", "c", "d", "e", "f"], [1, 2.5, True, moment, dt.time(8, 15), "007"]])
    assert cells(read(path)) == [[1, 2.5, True, moment, dt.time(8, 15), "007"]]
    assert [str(column.dtype) for column in read(path).columns][-2:] == ["object", "string"]


def test_title_merged_header_total_and_notes(tmp_path: Path) -> None:
    path = sheet_of(
        tmp_path / "t.xlsx",
        {
            "B2": "حصيلة اللقاءات",
            "B4": "الجهة",
            "C4": "2024",
            "E4": "2025",
            "C5": "ذكور",
            "D5": "إناث",
            "E5": "ذكور",
            "F5": "إناث",
            "B6": "فاس",
            "C6": 1,
            "D6": 2,
            "E6": 3,
            "F6": 4,
            "H6": "رقم مؤقت",
            "B7": "طنجة",
            "C7": 5,
            "D7": 6,
            "E7": 7,
            "F7": 8,
            "B8": "المجموع",
            "C8": 6,
            "D8": 8,
            "E8": 10,
            "F8": 12,
            "B10": "المصدر: الوزارة",
        },
        ("B4:B5", "C4:D4", "E4:F4", "B2:F2"),
    )
    grid = read(path)
    assert grid.header == ("الجهة", "2024 ذكور", "2024 إناث", "2025 ذكور", "2025 إناث")
    assert grid.letters == ("B", "C", "D", "E", "F") and grid.rows.tolist() == [6, 7]
    reported = {item.what: item.value for item in grid.recognised}
    assert reported["range"] == "B4:F8" and reported["header"] == "4, 5"
    assert {(item.row, item.why) for item in grid.excluded_rows} == {
        (2, "title"),
        (6, "note"),
        (8, "total"),
        (10, "note"),
    }
    pinned = read(path, range=reported["range"], header=(4, 5), sheet="Sheet", format="xlsx")
    assert pinned.header == grid.header and cells(pinned) == cells(grid) and pinned.recognised == ()


def test_of_several_tables_the_largest_or_the_one_asked_for(tmp_path: Path) -> None:
    small = {"A1": "x", "B1": "y", "A2": 1, "B2": 2}
    large = {}
    for letter in "DEF":
        for row in range(5, 12):
            large[f"{letter}{row}"] = row * 10 if row > 5 else letter
    path = sheet_of(tmp_path / "t.xlsx", {**small, **large})
    assert read(path).header == ("D", "E", "F")
    assert [(item.row, item.cells, item.why) for item in read(path).excluded_rows] == [
        (1, ("x", "y"), "table"),
        (2, ("1", "2"), "table"),
    ]
    assert read(path, range="A1:B2").header == ("x", "y")
    assert read(path, columns={"x": {"label": "x"}, "y": {"label": "y"}}).header == ("x", "y")


def test_blank_row_and_blank_column_do_not_part_a_table(tmp_path: Path) -> None:
    items = {}
    for letter in "ABDE":
        for row in range(1, 9):
            if row not in (4, 7):
                items[f"{letter}{row}"] = letter if row == 1 else row
    path = sheet_of(
        tmp_path / "t.xlsx",
        items,
    )
    grid = read(path)
    assert grid.header == ("A", "B", "D", "E") and grid.letters == ("A", "B", "D", "E")
    assert grid.rows.tolist() == [2, 3, 5, 6, 8] and grid.excluded_rows == ()


def test_cells_merged_down_speak_for_all_their_rows(tmp_path: Path) -> None:
    path = sheet_of(
        tmp_path / "t.xlsx",
        {"A1": "جهة", "B1": "عدد", "A2": "فاس", "B2": 1, "B3": 2, "A4": "طنجة", "B4": 3},
        ("A2:A3",),
    )
    grid = read(path)
    assert cells(grid) == [["فاس", 1], ["فاس", 2], ["طنجة", 3]]
    assert {item.what: item.value for item in grid.recognised}["merged"] == "A3"


def test_sheet_with_the_declared_columns_is_taken_and_hidden_ones_are_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, header in (("one", ["a", "b"]), ("two", ["c", "d"]), ("three", ["c", "d"])):
        page = book.create_sheet(name)
        for row in [header, [1, 2], [3, 4], *([[5, 6]] if name == "three" else [])]:
            page.append(row)
    book["three"].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    declared = {"c": {"label": "c"}, "d": {"label": "d"}}
    assert read(tmp_path / "t.xlsx", columns=declared).sheet == "two"
    assert read(tmp_path / "t.xlsx", columns=declared, sheet="three").sheet == "three"
    assert read(tmp_path / "t.xlsx", sheet=2).sheet == "one"


def rule(path: Path, **keys: object) -> str:
    with pytest.raises(TableError) as caught:
        read(path, **keys)
    assert caught.value.text("ar")
    return caught.value.findings[0].rule


def test_faults(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    xlsx(path, [["a", "b"], [1, 2]])
    assert rule(path, sheet="b") == "unknown-sheet"
    assert rule(path, sheet=7) == "unknown-sheet"
    assert rule(path, format="csv") == "other-format"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert rule(path) in ("broken-archive", "broken-workbook")
    xlsx(path, [])
    assert rule(path) == "no-table-here"


def test_a_cell_far_away_does_not_end_the_program(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "t.xlsx", {"A1": "x", "XFD1048576": "y"})
    assert rule(path) == "large-workbook"


def test_bomb_is_refused_before_it_unfolds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FREE_RATIO", 1000)
    path = tmp_path / "t.xlsx"
    xlsx(path, [["a", "b"], [1, 2]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * 20_000_000)
    assert rule(path) == "packed-size"


def test_locked_workbook_is_named_as_such(tmp_path: Path) -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "t.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + name)
    assert rule(tmp_path / "t.xlsx") == "encrypted"


def test_workbook_in_a_zip(tmp_path: Path) -> None:
    inner = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    book.save(inner)
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("in/t.xlsx", inner.getvalue())
        archive.writestr("__MACOSX/t.xlsx", b"?")
    assert cells(read(tmp_path / "t.zip")) == [[1, 2]]
