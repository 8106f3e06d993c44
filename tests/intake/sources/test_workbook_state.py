"""What a workbook holds beside values: errors, formulas, percentages, merged and hidden cells, long numbers, 1904."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from properties import examples

from report.brief.tables import Column, Table
from report.errors import Location, Severity, TableError
from report.intake import read_subject
from report.intake.grid import Grid
from report.intake.quality import notes as notes_of
from report.intake.sources import read_grids
from report.intake.validate.severity import of_faults
from report.workbooks.cells import percent_text, percentage

WHERE = Location(file="brief.toml", key="tables.t.source")
#: A workbook's rows; what is no plain value is an ``Error``, a ``Formula`` or a ``Share``.
Rows = list[list[object]]


class Error(str):
    """A typed error cell."""


class Formula(str):
    """A formula without a stored value."""


class Share(float):
    """A number in a percent format."""


def xlsx(
    path: Path, rows: Rows, *, merges: tuple[str, ...] = (), hidden: tuple[int, ...] = ()
) -> None:
    book = xlsxwriter.Workbook(str(path))
    page, percent = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, Error):
                page.write_formula(index, place, "=A1", None, str(cell))
            elif isinstance(cell, Formula):
                page.write_formula(index, place, str(cell), None, "")
            elif isinstance(cell, Share):
                page.write_number(index, place, float(cell), percent)
            elif cell is not None:
                page.write(index, place, cell)
    for area in merges:
        first = rows[int(area[1]) - 1][ord(area[0]) - 65]
        page.merge_range(area, first)
    for row in hidden:
        page.set_row(row - 1, None, None, {"hidden": True})
    book.close()


_CODES = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#NUM!": 36,
    "#N/A": 42,
}


def xls(
    path: Path, rows: Rows, *, merges: tuple[str, ...] = (), hidden: tuple[int, ...] = ()
) -> None:
    book = xlwt.Workbook()
    page, percent = book.add_sheet("Sheet1"), xlwt.easyxf(num_format_str="0.0%")
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, Error):
                page.row(index).set_cell_error(place, _CODES[cell])
            elif isinstance(cell, Formula):
                page.write(index, place, xlwt.Formula(str(cell).removeprefix("=")))
            elif isinstance(cell, Share):
                page.write(index, place, float(cell), percent)
            elif cell is not None:
                page.write(index, place, cell)
    for area in merges:
        first, last = area.split(":")
        page.merge(int(first[1]) - 1, int(last[1]) - 1, ord(first[0]) - 65, ord(last[0]) - 65)
    for row in hidden:
        page.row(row - 1).hidden = True
    book.save(str(path))


def ods(
    path: Path, rows: Rows, *, merges: tuple[str, ...] = (), hidden: tuple[int, ...] = ()
) -> None:
    book, page = odf.opendocument.OpenDocumentSpreadsheet(), odf.table.Table(name="Sheet1")
    spans = {(int(area[1]), ord(area[0]) - 64): int(area[-1]) - int(area[1]) + 1 for area in merges}
    for index, row in enumerate(rows, start=1):
        line = odf.table.TableRow(**({"visibility": "collapse"} if index in hidden else {}))
        for place, cell in enumerate(row, start=1):
            span = (
                {"numberrowsspanned": str(spans[index, place])} if (index, place) in spans else {}
            )
            line.addElement(_ods_cell(cell, span))
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))


def _ods_cell(cell: object, span: dict[str, str]) -> Any:
    if cell is None:
        return odf.table.TableCell(**span)
    if isinstance(cell, Formula):
        return odf.table.TableCell(formula=f"of:{cell}", **span)
    if isinstance(cell, Share):
        return odf.table.TableCell(valuetype="percentage", value=repr(float(cell)), **span)
    if isinstance(cell, int | float):
        return odf.table.TableCell(valuetype="float", value=repr(cell), **span)
    formula = {"formula": "of:=A1", "stringvalue": ""} if isinstance(cell, Error) else {}
    built = odf.table.TableCell(valuetype="string", **formula, **span)
    built.addElement(odf.text.P(text=str(cell)))
    return built


WRITERS: dict[str, Callable[..., None]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
every_format = pytest.mark.parametrize("kind", WRITERS)


def replaced(path: Path, old: bytes, new: bytes) -> None:
    """Change the XML of the first sheet."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    assert old in sheet
    files["xl/worksheets/sheet1.xml"] = sheet.replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def grids(path: Path, columns: dict[str, str] | None = None, **keys: Any) -> tuple[Grid, ...]:
    return read_grids(spec_of(path, columns, **keys), path.parent, WHERE)


def spec_of(path: Path, columns: dict[str, str] | None = None, **keys: Any) -> Table:
    declared = {name: Column(label=name, type=kind) for name, kind in (columns or {}).items()}  # type: ignore[arg-type]
    return Table(source=path.name, label="t", columns=declared, **keys)


def check(
    path: Path, columns: dict[str, str] | None = None, **keys: Any
) -> tuple[dict[str, list[Any]], list[Any]]:
    """Return the normal values of a table by column, and its faults and notes as (rule, cell)."""
    spec = spec_of(path, columns, **keys)
    subject, normals = read_subject("t", spec, path.parent, WHERE, "ar-MA")
    actual = [*of_faults(subject), *notes_of(subject, normals)]
    values = {}
    for name in subject.frame:
        values[name] = [
            None if value != value else value
            for value in subject.frame[name].astype(object).where(subject.frame[name].notna(), None)
        ]
    return values, [
        (finding.rule, finding.where.cell) for finding in actual if finding.rule != "corrected"
    ]


@every_format
def test_errors_and_formulas_without_a_value_are_found_at_their_cells(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"t.{kind}"
    rows: Rows = [
        ["المدينة", "العدد", "الضعف"],
        ["فاس", 1, Error("#DIV/0!")],
        ["طنجة", Error("#REF!"), 4],
    ]
    WRITERS[kind](path, [*rows, ["سلا", 3, Formula("=B4*2")]])
    values, actual = check(path, {"العدد": "integer"})
    assert actual == [("error-cell", "B3"), ("error-cell", "C2"), ("formula-without-value", "C4")]
    assert values["العدد"] == [1, None, 3] and values["الضعف"] == [None, "4", None]


@every_format
def test_errors_at_the_edge_of_a_sheet_are_no_blanks(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, [["a", "b"], ["x", 1], ["y", 2], [Error("#N/A"), Error("#NUM!")]])
    values, actual = check(path, {"b": "number"})
    assert len(values["a"]) == 3 and actual == [("error-cell", "A4"), ("error-cell", "B4")]


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#WHATEVER!"])
def test_errors_that_the_reader_does_not_know_are_found_too(tmp_path: Path, error: str) -> None:
    xlsx(
        tmp_path / "t.xlsx", [["a", "b"], ["#tag", Error("#REF!")], ["y", 2], ["z", Error("#NUM!")]]
    )
    replaced(tmp_path / "t.xlsx", b"<v>#REF!</v>", f"<v>{error}</v>".encode())
    values, actual = check(tmp_path / "t.xlsx", {"b": "number"})
    assert actual == [("error-cell", "B2"), ("error-cell", "B4")] and values["a"] == [
        "#tag",
        "y",
        "z",
    ]
    assert grids(tmp_path / "t.xlsx")[0].columns[1].tolist() == [error, 2, "#NUM!"]


def test_an_error_may_be_declared_a_blank_and_a_computed_empty_text_is_one(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    xlsx(path, [["a", "b"], ["x", Error("#N/A")], ["y", 2]])
    spec = Table(
        source=path.name,
        label="t",
        columns={"b": Column(label="b", type="integer", missing=("#N/A",))},
    )
    subject, _ = read_subject("t", spec, tmp_path, WHERE, "ar-MA")
    assert list(of_faults(subject)) == [] and subject.frame["b"].tolist()[1] == 2
    replaced(path, b't="e"><f>A1</f><v>#N/A</v>', b't="str"><f>A1</f><v></v>')
    assert check(path)[1] == []


def test_a_name_that_is_an_error_is_refused(tmp_path: Path) -> None:
    xlsx(tmp_path / "t.xlsx", [["a", "b", "c", "d", Error("#REF!")], *[["x", "y", 1, 2, 3]] * 3])
    with pytest.raises(TableError) as caught:
        grids(tmp_path / "t.xlsx", header=1)
    assert [(finding.rule, finding.where.cell) for finding in caught.value.findings] == [
        ("error-cell", "E1")
    ]


@every_format
def test_percentages_are_one_kind(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](
        path,
        [["a", "b", "c"], ["x", Share(0.05), Share(0.125)], ["y", "25%", Share(1)], ["z", 0, "٪7"]],
    )
    spec = spec_of(path, {"b": "integer"})
    subject, normals = read_subject("t", spec, tmp_path, WHERE, "ar-MA")
    assert subject.frame["b"].tolist() == [5, 25, 0] and subject.columns["b"].percent is True
    assert [value.value for value in normals["b"].decided if value.what == "percent"] == ["true"]
    assert subject.frame["c"].tolist() == ["12.5%", "100%", "٪7"]


@every_format
def test_a_plain_number_among_percentages_is_reported(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, [["a", "b"], ["x", Share(0.05)], ["y", "25%"], ["z", 0.3]])
    assert check(path, {"b": "number"})[1] == [("mixed-percent", "B4")]
    spec = Table(
        source=path.name, label="t", columns={"b": Column(label="b", type="number", percent=True)}
    )
    subject, _ = read_subject("t", spec, tmp_path, WHERE, "ar-MA")
    assert subject.frame["b"].tolist() == [5.0, 25.0, 0.3] and not subject.faults


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_a_percentage_has_the_digits_that_are_shown(digits: int, places: int) -> None:
    value = digits / 10**places
    assert float(percentage(value / 100)) == pytest.approx(value, rel=1e-14)
    assert "e" not in percent_text(value / 100).lower() and percent_text(0.07) == "7%"


@every_format
def test_a_merged_number_counts_once_and_a_name_stands_for_all_rows(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"t.{kind}"
    rows: Rows = [
        ["الجهة", "المدينة", "العدد"],
        ["فاس", "أ", 9],
        [None, "ب", None],
        [None, "ج", None],
        ["طنجة", "د", 4],
    ]
    WRITERS[kind](path, rows, merges=("A2:A4", "C2:C4"))
    values, actual = check(path, {"العدد": "integer"})
    assert values["الجهة"] == ["فاس", "فاس", "فاس", "طنجة"] and values["العدد"] == [
        9,
        None,
        None,
        4,
    ]
    assert actual == [("merged-number", "C2")]


def test_merged_dates_and_years_stand_for_all_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (
        ["اليوم", "السنة", "سنة أخرى", "n"],
        [dt.date(2025, 11, 24), 2025, 2025, 1],
        [None, None, None, 2],
    )
    for row in (*rows, [dt.date(2025, 11, 25), 2024, 2024, 3]):
        book.active.append(row)
    for area in ("A2:A3", "B2:B3", "C2:C3"):
        book.active.merge_cells(area)
    book.save(tmp_path / "t.xlsx")
    values, actual = check(tmp_path / "t.xlsx", {"اليوم": "date", "السنة": "year", "n": "integer"})
    assert [day.text for day in values["اليوم"]] == ["2025-11-24", "2025-11-24", "2025-11-25"]
    assert (
        values["السنة"] == [2025, 2025, 2024]
        and values["سنة أخرى"] == ["2025", "2025", "2024"]
        and actual == []
    )


def test_what_is_merged_across_or_covered_is_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["a", "b", "c"], ["x", 1, 2], ["y", 3, 4], ["z", 5, 6]):
        book.active.append(row)
    book.active.merge_cells("B2:C2")
    book.save(tmp_path / "t.xlsx")
    values, actual = check(tmp_path / "t.xlsx", {"b": "integer", "c": "integer"})
    assert (
        values["b"] == [1, 3, 5]
        and values["c"] == [None, 4, 6]
        and actual == [("merged-across", "B2")]
    )
    replaced(tmp_path / "t.xlsx", b"<v>1</v></c>", b'<v>1</v></c><c r="C2"><v>2</v></c>')
    assert check(tmp_path / "t.xlsx")[1] == [("covered-cell", "C2"), ("merged-across", "B2")]


@every_format
def test_hidden_rows_are_read_and_reported(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](
        path, [["a", "b"], *[[f"x{index}", index] for index in range(2, 8)]], hidden=(3, 4, 6)
    )
    (grid,) = grids(path)
    (note,) = grid.notes
    assert note.rule == "hidden-rows" and len(grid.rows) == 6
    assert dict(note.values) == {"count": 3, "of": 6, "rows": ("3", "4", "6")}


def test_hidden_columns_and_a_filter_are_reported(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    page = book.add_worksheet()
    for index, row in enumerate([["a", "b", "c"], ["x", 1, 2], ["y", 3, 4], ["z", 5, 6]]):
        page.write_row(index, 0, row)
    page.set_column("B:B", None, None, {"hidden": True})
    page.autofilter("A1:C4")
    page.filter_column("A", "x == x")
    page.set_row(2, None, None, {"hidden": True})
    book.close()
    (grid,) = grids(tmp_path / "t.xlsx")
    assert [(finding.rule, finding.where.row) for finding in grid.notes] == [
        ("filtered-rows", 3),
        ("hidden-columns", None),
    ]
    assert grid.notes[1].values["columns"] == ("b (B)",)


def test_a_hidden_row_outside_of_the_table_is_not_reported(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "t.xlsx",
        [["عنوان"], [], ["a", "b", "c"], ["x", 1, 2], ["y", 3, 4]],
        hidden=(1, 2, 9),
    )
    assert [finding.rule for finding in grids(tmp_path / "t.xlsx")[0].notes] == []


def test_long_numbers_print_as_typed_and_are_reported(tmp_path: Path) -> None:
    typed = [1234567890123456, 7, 1000000000000000, 2.5, 0.1 + 0.2, 1e-7]
    book = openpyxl.Workbook()
    for row in (["a", "b"], *[[number, f"x{index}"] for index, number in enumerate(typed)]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    replaced(tmp_path / "t.xlsx", b"<v>7</v>", b"<v>12345678901234567890</v>")
    values, _ = check(tmp_path / "t.xlsx")
    assert values["a"] == [
        "1234567890123456",
        "12345678901234567890",
        "1000000000000000",
        "2.5",
        "0.3",
        "0.0000001",
    ]
    (note,) = grids(tmp_path / "t.xlsx")[0].notes
    assert (note.rule, note.severity, note.values["cells"]) == (
        "long-number",
        Severity.WARNING,
        ("A2", "A3", "A4"),
    )


DAYS = st.dates(dt.date(1910, 1, 1), dt.date(2099, 1, 1))


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
@pytest.mark.parametrize("from_1904", [False, True])
@examples(4, 40, days=st.lists(DAYS, min_size=2, max_size=4))
def test_days_of_both_date_systems_are_right(
    tmp_path: Path, kind: str, from_1904: bool, days: list[dt.date]
) -> None:
    path, first = (
        tmp_path / f"t.{kind}",
        dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30),
    )
    if kind == "xlsx":
        book = xlsxwriter.Workbook(str(path), {"date_1904": from_1904})
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    else:
        book = xlwt.Workbook()
        book.dates_1904 = from_1904
        page, day = book.add_sheet("s"), xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for place, name in enumerate(("day", "number", "word")):
        page.write(0, place, name)
    for index, value in enumerate(days, start=1):
        number = (value - first).days
        page.write(index, 0, number, day)
        page.write(index, 1, number)
        page.write(index, 2, "x")
    book.close() if kind == "xlsx" else book.save(str(path))
    values, _ = check(path, {"day": "date", "number": "date"})
    expected = [value.isoformat() for value in days]
    assert [day.text for day in values["day"]] == expected
    plain = [
        text for text, value in zip(expected, days, strict=True) if (value - first).days > 2200
    ]
    assert [
        day.text
        for day, value in zip(values["number"], days, strict=True)
        if (value - first).days > 2200
    ] == plain


def months(path: Path, *, wrong: bool = False, hidden: bool = False) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, name in enumerate(("يناير", "فبراير", "مارس")):
        page = book.create_sheet(name)
        page.append(
            ["العدد", "المدينة"]
            if number == 1
            else ["المدينة", "العدد" if number < 2 or not wrong else "العدذ"]
        )
        for index in range(3):
            page.append([index, f"م{index}"] if number == 1 else [f"م{index}", index])
    book.create_sheet("ملاحظات").append(["لا تغير الأسماء"])
    book["مارس"].sheet_state = "veryHidden" if hidden else "visible"
    book.save(path)
    return path


def test_other_sheets_with_the_same_columns_are_reported_and_taken(tmp_path: Path) -> None:
    path = months(tmp_path / "t.xlsx")
    (grid,) = grids(path)
    assert [(finding.rule, finding.values["sheets"]) for finding in grid.notes] == [
        ("other-sheets", ("فبراير", "مارس"))
    ]
    every = grids(path, sheet="*", sheet_column="الشهر")
    assert [grid.sheet for grid in every] == ["يناير", "فبراير", "مارس"]
    assert {grid.header for grid in every} == {("المدينة", "العدد", "الشهر")}
    assert every[1].letters == ("B", "A", "") and every[1].columns[2].tolist() == ["فبراير"] * 3
    assert [(finding.rule, finding.where.sheet) for finding in every[0].notes] == [
        ("sheet-left-out", "ملاحظات")
    ]
    assert [grid.sheet for grid in grids(path, sheet=("مارس", 1))] == ["مارس", "يناير"]
    assert grids(path, sheet="مارس")[0].notes == ()


def test_hidden_sheets_are_reported(tmp_path: Path) -> None:
    notes = grids(months(tmp_path / "t.xlsx", hidden=True), sheet="*")[0].notes
    assert [(finding.rule, finding.values.get("sheets")) for finding in notes] == [
        ("sheet-left-out", None), ("hidden-sheets", ("مارس",))
    ]  # fmt: skip


def test_several_sheets_want_the_same_columns(tmp_path: Path) -> None:
    path = months(tmp_path / "t.xlsx", wrong=True)
    for sheet in (("يناير", "مارس"), ("يناير", "ملاحظات"), ("يناير", "أبريل")):
        with pytest.raises(TableError) as caught:
            grids(path, sheet=sheet)
        assert {finding.rule for finding in caught.value.findings} <= {
            "other-header",
            "unknown-sheet",
        }
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        grids(tmp_path / "t.csv", sheet="*")
    assert caught.value.findings[0].rule == "one-sheet"
