"""Currencies and units that only the number formats of a workbook show."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import odf.element
import odf.number
import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from report.brief.tables import Column, Table
from report.errors import Finding, Location
from report.intake.sources import read_grids
from report.workbooks.cells import PERCENT
from report.workbooks.formats import mark_of

WHERE = Location(file="brief.toml", key="tables.t.source")
#: The formats of the numbers of a column by row; an empty one is the general format.
Formats = Sequence[str]


def xlsx(path: Path, *sheets: Formats) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for formats in sheets:
        page = book.create_sheet()
        page.append(["a", "b"])
        for row, code in enumerate(formats, start=2):
            page.append(["x", row])
            page.cell(row, 2).number_format = code or "General"
    book.save(path)


def xls(path: Path, *sheets: Formats) -> None:
    book = xlwt.Workbook()
    for index, formats in enumerate(sheets):
        page = book.add_sheet(f"S{index}")
        page.write(0, 0, "a")
        page.write(0, 1, "b")
        for row, code in enumerate(formats, start=1):
            page.write(row, 0, "x")
            page.write(row, 1, row + 1, xlwt.easyxf(num_format_str=code or "General"))
    book.save(str(path))


def ods(path: Path, *sheets: Formats) -> None:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    for index, formats in enumerate(sheets):
        page = odf.table.Table(name=f"S{index}")
        line = odf.table.TableRow()
        for name in ("a", "b"):
            cell = odf.table.TableCell(valuetype="string", stringvalue=name)
            cell.addElement(odf.text.P(text=name))
            line.addElement(cell)
        page.addElement(line)
        for row, code in enumerate(formats, start=2):
            style = _ods_style(book, f"n{index}x{row}", mark_of(code))
            line = odf.table.TableRow()
            cell = odf.table.TableCell(valuetype="string", stringvalue="x")
            cell.addElement(odf.text.P(text="x"))
            line.addElement(cell)
            line.addElement(odf.table.TableCell(valuetype="float", value=str(row), stylename=style))
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(path))


def _ods_style(book: odf.opendocument.OpenDocument, name: str, unit: str) -> odf.element.Element:
    numbers = odf.number.NumberStyle(name=name)
    numbers.addElement(odf.number.Number(decimalplaces="0", minintegerdigits="1"))
    if unit:
        numbers.addElement(odf.number.Text(text=f" {unit}"))
    style = odf.style.Style(name=f"c{name}", family="table-cell", datastylename=name)
    book.automaticstyles.addElement(numbers)
    book.automaticstyles.addElement(style)
    return style


WRITERS: dict[str, Callable[..., None]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
every_format = pytest.mark.parametrize("kind", WRITERS)


def findings(path: Path, column: str = "number", **keys: object) -> list[Finding]:
    spec = Table(
        source=path.name,
        label="t",
        columns={"b": Column(label="b", type=column)},  # type: ignore[arg-type]
        **keys,  # type: ignore[arg-type]
    )
    grids = read_grids(spec, path.parent, WHERE)
    return [note for note in grids[0].notes if note.rule == "mixed-units"]


@every_format
@pytest.mark.parametrize("column", ["number", "integer"])
def test_currencies_of_one_column_are_a_warning_with_the_cells(
    tmp_path: Path, kind: str, column: str
) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, ['#,##0 "DH"', "[$€-1]#,##0", '#,##0 "DH"', "[$$-409]#,##0", ""])
    (finding,) = findings(path, column)
    assert finding.values["units"] == ("«DH» (B2, B4)", "«€» (B3)", "«$» (B5)")
    assert (finding.where.cell, finding.where.column) == ("B3", "b")


@every_format
def test_units_are_compared_like_currencies(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, ['0" kg"', '0" g"'])
    assert [finding.values["units"] for finding in findings(path)] == [("«kg» (B2)", "«g» (B3)")]


@every_format
def test_one_unit_with_and_without_decimals_or_beside_plain_numbers_is_fine(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, ['#,##0 "DH"', "", '#,##0.00\\ "DH";-#,##0.00\\ "DH"', "0.00"])
    assert findings(path) == []


@every_format
def test_sheets_of_one_table_are_compared(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, ['0 "DH"'] * 2, ['0 "€"'] * 2)
    (finding,) = findings(path, sheet="*")
    first, second = finding.values["units"]  # type: ignore[misc]
    assert "!B2" in first and f"{finding.where.sheet}!B2" in second
    assert findings(path, sheet=1) == []


@every_format
def test_columns_of_text_have_no_amounts(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    WRITERS[kind](path, ['0 "DH"', '0 "€"'])
    assert findings(path, "text") == []


def test_units_are_found_alike_beside_other_state(tmp_path: Path) -> None:
    """A formula error makes the reader parse the sheet as a whole."""
    path = tmp_path / "t.xlsx"
    xlsx(path, ['0 "DH"', "", "0 [$€-40C]", "0%"])
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    files["xl/worksheets/sheet1.xml"] = sheet.replace(b'<row r="3"', b'<row hidden="1" r="3"')
    assert sheet != files["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    assert [finding.values["units"] for finding in findings(path)] == [("«DH» (B2)", "«€» (B4)")]


def test_a_currency_of_an_open_document_cell_is_its_code(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    book, page = odf.opendocument.OpenDocumentSpreadsheet(), odf.table.Table(name="S")
    for texts, currency in ((("a", "b"), ""), (("x",), "MAD"), (("y",), "EUR")):
        line = odf.table.TableRow()
        for text in texts:
            cell = odf.table.TableCell(valuetype="string", stringvalue=text)
            cell.addElement(odf.text.P(text=text))
            line.addElement(cell)
        if currency:
            line.addElement(odf.table.TableCell(valuetype="currency", currency=currency, value="7"))
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))
    assert [finding.values["units"] for finding in findings(path)] == [("«MAD» (B2)", "«EUR» (B3)")]


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ('#,##0 "DH"', "DH"), ("[$€-1]", "€"), ("[$€-1]0", "€"), ("[$$-409]#,##0.00", "$"),
        ('_-* #,##0.00\\ "DH"_-;\\-* #,##0.00\\ "DH"_-;_-* "-"??\\ "DH"_-;_-@_-', "DH"),
        ('_("$"* #,##0_)', "$"), ("$#,##0", "$"), ("0\\ \\k\\g", "kg"), ('General" m²"', "m²"),
        ('#,##0.0,," M€"', "€"), ('0.0,"k"', ""), ('[Red][<0]-0;0 "DH"', "DH"),
        ("[$-409]0", ""), ("0.0%", PERCENT), ('0.0%" HT"', PERCENT), ("General", ""), ("", ""),
        ('"oui";"non"', ""), ('d" de "mmmm', ""), ('(0)_);"-"', ""), ("[$د.م.\u200f-1801] 0", "د.م"),
    ],
)  # fmt: skip
def test_the_mark_of_a_format(code: str, mark: str) -> None:
    assert mark_of(code) == mark


@given(st.text(max_size=30))
def test_every_format_code_has_a_mark(code: str) -> None:
    mark = mark_of(code)
    assert mark == mark.strip() and (mark == PERCENT or "\n" not in mark)


@given(st.text(st.characters(categories=["L"]), min_size=2, max_size=9), st.integers(0, 3))
def test_a_quoted_unit_is_read_back(unit: str, decimals: int) -> None:
    assert mark_of(f'0.{"0" * decimals} "{unit}"') == unit
