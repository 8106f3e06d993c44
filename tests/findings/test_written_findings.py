"""Findings as text, JSON, SARIF, HTML, and in the marked copy of a workbook."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from report.errors import Finding, Location, Severity
from report.findings import mark_copy, to_html, to_json, to_sarif, to_text
from report.findings import workbook as copying
from report.findings.plain import to_paragraphs
from report.intake.grid import ExcludedRow, Grid
from report.messages import Language

EVIL = '<script>alert("x")</script>&=1+1'


def finding(
    rule: str, where: Location, severity: Severity = Severity.ERROR, **values: object
) -> Finding:
    return Finding(rule, where, values, severity)


FINDINGS = (
    finding("bad-integer", Location(file="جدول 1.xlsx", sheet="ورقة", row=4, column="العدد", cell="C4"), given=EVIL),
    finding("missing-cell", Location(file="جدول 1.xlsx", sheet="ورقة", row=5, cell="B5"), Severity.WARNING),
    finding("unknown-rule", Location(file="brief.toml", key="tables.t.severity.x", line=12), given="x", nearest="y"),
    finding("wrong-row-count", Location(file="b.csv"), found=1, wanted=2, declared=2),
    finding("no-table-here", Location()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "word"), [("en", "15 more of this kind"), ("ar", "عدد البقية من هذا النوع: 15")]
)
def test_ten_of_a_kind_are_listed_with_the_count_of_the_rest(language: Language, word: str) -> None:
    many = [
        finding("bad-integer", Location(file="t.csv", row=row), given=str(row))
        for row in range(2, 27)
    ]
    second = finding("bad-integer", Location(file="b.csv", row=2), given="x")
    lines = to_text([*many, second], language).splitlines()
    assert (
        len(lines) == 13
        and word in lines[10]
        and "mujaz check --all" in lines[10]
        and "b.csv" in lines[11]
    )
    assert (
        "26" in lines[-1] and len(to_text([*many, second], language, every=True).splitlines()) == 27
    )
    assert (
        len(to_paragraphs(many, language).splitlines()) == 11
        and len(to_text(many[:10], language).splitlines()) == 11
    )


def test_programs_get_all_of_a_kind() -> None:
    many = [
        finding("bad-integer", Location(file="t.csv", row=row), given=str(row))
        for row in range(2, 27)
    ]
    assert len(json.loads(to_json(many))) == 25
    assert len(json.loads(to_sarif(many, "en"))["runs"][0]["results"]) == 25
    assert to_html(many).count('<tr><th scope="row">') == 25


def test_notes_weigh_nothing_and_are_counted_apart() -> None:
    note = finding("missing-cell", Location(file="t.csv", row=5), Severity.NOTE)
    assert to_text([note], "en").splitlines()[1] == "errors: 0, warnings: 0, notes: 1"
    assert to_text([note], "ar").startswith("ملاحظة [missing-cell]")
    assert json.loads(to_sarif([note], "en"))["runs"][0]["results"][0]["level"] == "note"


def test_text() -> None:
    text = to_text(FINDINGS[:2], "en").splitlines()
    assert text[0] == (
        f"error [bad-integer] جدول 1.xlsx, sheet ورقة, cell C4, row 4, column العدد: «{EVIL}» is not a whole number. "
        "Write digits only, as 43."
    )
    assert text[1].startswith("warning [missing-cell] ")
    assert text[2:] == ["errors: 1, warnings: 1"]
    assert to_text(FINDINGS[:2], "ar").splitlines()[2] == "الأخطاء: 1، التنبيهات: 1"
    assert to_text((), "ar") == "لا ملاحظات.\n"


def test_json() -> None:
    first, *rest = json.loads(to_json(FINDINGS))
    assert (
        first["rule"] == "bad-integer" and first["severity"] == "error" and first["value"] == EVIL
    )
    assert first["where"] == {
        "file": "جدول 1.xlsx",
        "sheet": "ورقة",
        "cell": "C4",
        "row": 4,
        "column": "العدد",
    }
    assert first["ar"]["do"] and first["en"]["do"]
    assert len(rest) == 4 and all(
        "value" not in record for record in rest if record["rule"] == "missing-cell"
    )
    assert json.loads(to_json(())) == []


def wanted(condition: object, what: str) -> None:
    if not condition:
        raise AssertionError(f"SARIF 2.1.0: {what}")


def check_sarif(log: dict[str, Any]) -> None:
    """Hold a log to what SARIF 2.1.0 requires of the objects that are used (sections 3.13 to 3.33)."""
    wanted(
        log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json"),
        "3.13 version",
    )
    wanted(set(log) <= {"$schema", "version", "runs"}, "3.13 no other properties")
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        wanted(driver["name"], "3.19.8 the driver has a name")
        names = [rule["id"] for rule in driver["rules"]]
        wanted(len(names) == len(set(names)), "3.19.23 rules are unique")
        wanted(run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints"), "3.14.17 columnKind")
        for result in run["results"]:
            wanted(result["message"]["text"], "3.11.8 a message has a text")
            wanted(result["level"] in ("none", "note", "warning", "error"), "3.27.10 level")
            wanted(
                names[result["ruleIndex"]] == result["ruleId"],
                "3.27.6 ruleIndex agrees with ruleId",
            )
            for location in result.get("locations", []):
                physical = location.get("physicalLocation")
                if physical:
                    uri = physical["artifactLocation"]["uri"]
                    wanted(uri.isascii() and " " not in uri, "3.10.1 a URI of RFC 3986")
                    wanted(
                        physical.get("region", {"startLine": 1})["startLine"] >= 1,
                        "3.30.5 lines from 1",
                    )
                for logical in location.get("logicalLocations", []):
                    wanted(set(logical) <= {"name", "fullyQualifiedName", "kind"}, "3.33")


def test_sarif() -> None:
    log = json.loads(to_sarif(FINDINGS, "ar"))
    check_sarif(log)
    (run,) = log["runs"]
    assert run["language"] == "ar" and run["tool"]["driver"]["rules"][0]["id"] == "bad-integer"
    first, second, third, _, last = run["results"]
    assert [record["level"] for record in (first, second)] == ["error", "warning"]
    assert first["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "%D8%AC%D8%AF%D9%88%D9%84%201.xlsx"}},
            "logicalLocations": [{"name": "C4", "fullyQualifiedName": "ورقة!C4", "kind": "cell"}],
        }
    ]
    assert third["locations"][0]["physicalLocation"]["region"] == {"startLine": 12}
    assert "locations" not in last
    assert first["properties"]["en"].startswith("«<script>")
    absolute = json.loads(to_sarif([finding("no-table-here", Location(file="/a b/c.csv"))], "en"))
    uri = absolute["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ]
    assert uri == "file:///a%20b/c.csv"
    check_sarif(json.loads(to_sarif((), "en")))


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes
        if tag in ("td", "th", "h2"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_html() -> None:
    page = Page(to_html(FINDINGS))
    assert (
        "script" not in page.tags
        and ("dir", "rtl") in page.attributes
        and ("lang", "ar") in page.attributes
    )
    assert not [value for name, value in page.attributes if name in ("src", "href")], (
        "a page that needs nothing else"
    )
    assert page.tags.count("section") == 4 and page.tags.count("tr") == 4 + len(FINDINGS)
    assert EVIL in page.cells and "C4" in page.cells and "tables.t.severity.x" in page.cells
    assert any("is not a whole number" in cell and "ليست عددا صحيحا" in cell for cell in page.cells)
    assert "لا ملاحظات" in to_html(())


def grid(path: Path, sheet: str | None, **keys: Any) -> Grid:
    header = ("الاسم", "العدد")
    columns = (
        pd.Series(["=1+1", "ب\x07", None], dtype=object),
        pd.Series([1, "س", dt.date(2025, 11, 24)], dtype=object),
    )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Grid(path, sha256, sheet, header, columns, np.array([3, 4, 6]), ("B", "C"), **keys)


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "غلاف"
    sheet = book.create_sheet("ورقة")
    for row in ((2, ("الاسم", "العدد")), (3, ("أ", 1)), (4, ("ب", "س")), (6, (None, "=C3*2"))):
        for column, value in zip("BC", row[1], strict=True):
            sheet[f"{column}{row[0]}"] = value
    sheet.merge_cells("B4:B5")
    sheet["C4"].comment = openpyxl.comments.Comment("قديم", "أحمد")
    sheet["C3"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("الملاحظات")
    book.save(path)


def about(
    path: Path, cell: str, severity: Severity = Severity.ERROR, sheet: str | None = "ورقة"
) -> Finding:
    where = Location(file=str(path), sheet=sheet, row=int(cell[1:]), column="العدد", cell=cell)
    return finding("bad-integer", where, severity, given="=2+2")


def test_marked_copy_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path)
    earlier = path.read_bytes()
    findings = [about(path, "C4"), about(path, "B5", Severity.WARNING), about(tmp_path / "other.xlsx", "C3"),
            finding("wrong-row-count", Location(file=str(path)), found=1, wanted=2)]  # fmt: skip
    copy = mark_copy(path, [grid(path, "ورقة")], findings, "ar")
    assert path.read_bytes() == earlier
    assert copy.lost == ()
    book = openpyxl.load_workbook(io.BytesIO(copy.data))
    assert book.sheetnames == ["غلاف", "ورقة", "الملاحظات", "الملاحظات 2"]
    sheet, listed = book["ورقة"], book["الملاحظات 2"]
    assert sheet["C4"].fill.fgColor.rgb == "FFF4C7C3" and sheet["B4"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["C4"].comment.text.startswith("قديم\nخطأ: القيمة «=2+2» ليست عددا صحيحا.")
    assert (
        sheet["C3"].fill.fgColor.rgb == "00000000"
        and sheet["C3"].font.bold
        and sheet["C6"].value == "=C3*2"
    )
    rows = list(listed.iter_rows(values_only=True))
    assert len(rows) == 4 and rows[1][1:7] == ("ورقة", "C4", 4, "العدد", "=2+2", "bad-integer")
    assert listed["F2"].data_type == "s" and listed["C2"].hyperlink.location == "'ورقة'!C4"
    assert rows[3][6] == "wrong-row-count" and listed.sheet_view.rightToLeft


def test_marked_copy_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "جدول: [1].csv"
    path.write_text("x", encoding="utf-8")
    source_grid = grid(path, None, excluded_rows=(ExcludedRow(1, ("عنوان",), "title"),))
    copy = mark_copy(path, [source_grid], [about(path, "C4", sheet=None)], "en")
    assert [loss.rule for loss in copy.lost] == ["new-workbook"]
    book = openpyxl.load_workbook(io.BytesIO(copy.data))
    sheet = book.worksheets[0]
    assert sheet.title == "جدول_ _1_" and book.sheetnames[1] == "Findings"
    assert [sheet[cell].value for cell in ("B1", "B2", "C2", "B3", "C3", "B4", "C4", "C6")] == [
        "عنوان", "الاسم", "العدد", "=1+1", 1, "ب\ufffd", "س", dt.datetime(2025, 11, 24)
    ]  # fmt: skip
    assert sheet["B3"].data_type == "s", "a text that begins like a formula stays a text"
    assert sheet["C4"].comment.text.startswith("error: ")


def test_a_large_table_is_copied_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path)
    monkeypatch.setattr(copying, "MOST_CELLS", 3)
    copy = mark_copy(path, [grid(path, "ورقة")], [about(path, "C4")], "en")
    assert [loss.rule for loss in copy.lost] == ["new-workbook", "copied-in-part"]
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data))["ورقة"]
    assert sheet["C4"].value == "س" and sheet["C3"].value is None and sheet["B2"].value == "الاسم"


def test_what_the_copy_loses_is_reported(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("ورقة")
        sheet.write_row(3, 1, ["ب", 2])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=ورقة!$C$4:$C$4"})
        sheet.insert_chart("E2", chart)
        sheet.insert_textbox("E20", "نص")
        sheet.insert_button("H2", {})
        sheet.add_sparkline("D4", {"range": "B4:C4"})
    copy = mark_copy(path, [grid(path, "ورقة")], [about(path, "C4")], "en")
    losses = {(loss.rule, loss.values["thing"]) for loss in copy.lost}
    assert losses == {
        ("changed-in-copy", "charts"),
        ("lost-in-copy", "shapes and text boxes"),
        ("lost-in-copy", "form controls"),
        ("lost-in-copy", "sparklines"),
    }
    assert all(loss.severity is Severity.WARNING and loss.text("ar") for loss in copy.lost)


def test_a_workbook_that_openpyxl_cannot_open(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    copy = mark_copy(path, [grid(path, "ورقة")], [about(path, "C4")], "en")
    assert [loss.rule for loss in copy.lost] == ["new-workbook"]
    assert openpyxl.load_workbook(io.BytesIO(copy.data))["ورقة"]["C4"].value == "س"
