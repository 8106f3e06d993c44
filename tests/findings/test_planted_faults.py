"""A workbook with 30 planted faults yields exactly those 30 findings, each at its cell, and its copy shows them."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from report.arabic import parse_edtf
from report.brief.tables import Table
from report.errors import Location
from report.findings import mark_copy
from report.intake import read_subject
from report.intake.normalise import Policy, normalise_column
from report.intake.sources import read_grids
from report.intake.validate import Context, TableUnderTest, validate

FIRST_ROW, ROWS = 4, 40
HEADS = ("الرمز", "اليوم", "المكان", "النوع", "العدد", "الوفد", "النهاية", "النفقة")
TOWNS, KINDS = ("فاس", "طنجة", "وجدة", "أكادير", "العيون"), ("ندوة", "لقاء", "زيارة")
DAY = dt.datetime(2025, 11, 24)

#: Column, row of the table from 0, what is written there, the rule it breaks.
PLANTED: tuple[tuple[str, int, object, str], ...] = (
    ("الوفد", 0, None, "missing-cell"),
    ("الوفد", 1, None, "missing-cell"),
    ("الرمز", 2, None, "missing-cell"),
    ("الرمز", 4, "L-003", "repeated-cell"),
    ("الرمز", 6, "L-005", "repeated-cell"),
    ("النوع", 7, "حفلة", "bad-category"),
    ("النوع", 8, "مأدبة", "bad-category"),
    ("النوع", 9, "؟؟", "bad-category"),
    ("العدد", 10, "كثير", "bad-integer"),
    ("العدد", 11, "3 أو 4", "bad-integer"),
    ("النهاية", 12, "قريبا", "bad-date-cell"),
    ("اليوم", 13, "الاثنين", "bad-date-cell"),
    ("العدد", 14, 0, "below-minimum"),
    ("العدد", 15, -3, "below-minimum"),
    ("العدد", 16, 100, "above-maximum"),
    ("العدد", 17, 1000, "above-maximum"),
    ("الرمز", 18, "X-018", "no-match"),
    ("الرمز", 19, "L-0190", "no-match"),
    ("الرمز", 20, "l-020", "no-match"),
    ("اليوم", 21, dt.datetime(2025, 11, 23), "outside-period"),
    ("اليوم", 22, dt.datetime(2025, 11, 28), "outside-period"),
    ("اليوم", 23, dt.datetime(2024, 11, 25), "outside-period"),
    ("الوفد", 25, "وفد 24", "repeated-key"),
    ("الوفد", 27, "وفد 26", "repeated-key"),
    ("المكان", 28, "فاص", "no-such-row"),
    ("المكان", 29, "باريس", "no-such-row"),
    ("النهاية", 30, dt.datetime(2025, 11, 20), "row-rule"),
    ("النهاية", 31, dt.datetime(2025, 11, 1), "row-rule"),
)  # fmt: skip
#: And two of the table as a whole.
WHOLE = (("wrong-row-count", None), ("wrong-sum", "النفقة"))

SPEC = {
    "source": "meetings.xlsx",
    "sheet": "اللقاءات",
    "label": "اللقاءات",
    "columns": {
        "الرمز": {"label": "الرمز", "required": True, "unique": True, "pattern": "L-[0-9]{3}"},
        "اليوم": {"label": "اليوم", "type": "date", "within": "period"},
        "المكان": {"label": "المكان"},
        "النوع": {"label": "النوع", "type": "category", "values": KINDS},
        "العدد": {"label": "العدد", "type": "integer", "minimum": 1, "maximum": 99},
        "الوفد": {"label": "الوفد"},
        "النهاية": {"label": "النهاية", "type": "date"},
        "النفقة": {"label": "النفقة", "type": "number"},
    },
    "key": ("الوفد", "اليوم"),
    "foreign_keys": ({"columns": ("المكان",), "table": "places", "references": ("المدينة",)},),
    "rules": ({"check": "end(النهاية) >= start(اليوم)", "message": "النهاية قبل البداية"},),
    "expect": ({"rows": True, "equals": 41}, {"sum": "النفقة", "equals": 420.5}),
}


def clean_row(number: int) -> dict[str, object]:
    day = DAY + dt.timedelta(days=number // 2 % 4)
    return {"الرمز": f"L-{number:03}", "اليوم": day, "المكان": TOWNS[number % 5], "النوع": KINDS[number % 3], "العدد": 1 + number,
            "الوفد": f"وفد {number}", "النهاية": dt.datetime(2025, 11, 28), "النفقة": 10.5}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief's folder with the workbook: a title, an empty row, the header in row 3, the table from column B on."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "اللقاءات"
    sheet["B1"] = "جدول اللقاءات الثنائية"
    rows = [clean_row(row) for row in range(ROWS)]
    for column, position, value, _ in PLANTED:
        rows[position][column] = value
    for letter, name in zip("BCDEFGHI", HEADS, strict=True):
        sheet[f"{letter}{FIRST_ROW - 1}"] = name
        for position, row in enumerate(rows):
            sheet[f"{letter}{FIRST_ROW + position}"] = row[name]
    book.create_sheet("المدن").append(["المدينة"])
    book.save(tmp_path / "meetings.xlsx")
    return tmp_path


def checked(folder: Path) -> tuple[TableUnderTest, Context]:
    spec = Table.model_validate(SPEC)
    grids = read_grids(spec, folder, Location())
    (grid,) = grids
    assert grid.header == HEADS and len(grid.rows) == ROWS
    columns, faults = {}, {}
    for name, raw in zip(grid.header, grid.columns, strict=True):
        normal = normalise_column(
            raw, spec.columns[name], Policy(spec.normalise, spec.missing, "ar-MA")
        )
        columns[name], faults[name] = normal.values, normal.faults
    subject = TableUnderTest("meetings", spec, grids, pd.DataFrame(columns), spec.columns, faults)
    places = Table.model_validate(
        {"source": "p.csv", "label": "المدن", "columns": {"المدينة": {"label": "المدينة"}}}
    )
    frames = {
        "meetings": subject.frame,
        "places": pd.DataFrame({"المدينة": pd.array(TOWNS, dtype="string[pyarrow]")}),
    }
    tables = {"meetings": spec, "places": places}
    return subject, Context(
        parse_edtf("2025-11-24/2025-11-27"), tables, frames, lambda *_: Location()
    )


def planted_cells() -> list[tuple[str, str | None]]:
    """Return rule and address; of a key that is repeated the address is that of the key's first column."""
    return [
        (rule, f"{'BCDEFGHI'[HEADS.index(name)]}{FIRST_ROW + row}")
        for name, row, _, rule in PLANTED
    ]


def test_exactly_the_planted_faults_are_found(folder: Path) -> None:
    assert len(PLANTED) + len(WHOLE) == 30
    findings = validate(*checked(folder))
    cells = [
        (finding.rule, finding.where.cell) for finding in findings if finding.where.cell is not None
    ]
    assert sorted(cells) == sorted(planted_cells())
    assert [
        (finding.rule, finding.where.column) for finding in findings if finding.where.cell is None
    ] == list(WHOLE)
    assert len(findings) == 30
    for finding in findings:
        assert (
            finding.where.file == str(folder / "meetings.xlsx")
            and finding.where.sheet == "اللقاءات"
        )
        assert finding.text("ar") != finding.text("en")
    values_by_cell = {
        (finding.rule, finding.where.row): finding.values["given"]
        for finding in findings
        if finding.where.cell is not None
    }
    assert (
        values_by_cell["bad-category", 11] == "حفلة" and values_by_cell["below-minimum", 19] == "-3"
    )
    assert values_by_cell["bad-integer", 15] == "3 أو 4"


def test_the_copy_marks_exactly_the_planted_cells(folder: Path) -> None:
    subject, context = checked(folder)
    path = folder / "meetings.xlsx"
    copy = mark_copy(path, subject.grids, validate(subject, context), "ar")
    assert copy.lost == ()
    book = openpyxl.load_workbook(io.BytesIO(copy.data))
    commented = set()
    for row in book["اللقاءات"]:
        for cell in row:
            if cell.comment is not None:
                commented.add(cell.coordinate)
    assert commented == {address for _, address in planted_cells()}
    assert book["الملاحظات"].max_row == 1 + 30


def test_columns_side_by_side_find_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = validate(*checked(folder))
    monkeypatch.setattr("report.intake.validate.table_check._MANY_ROWS", 0)
    assert validate(*checked(folder)) == one_by_one


def test_columns_normalised_side_by_side_are_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = Table.model_validate(SPEC)
    subject, _ = read_subject("meetings", spec, folder, Location(), "ar-MA")
    monkeypatch.setattr("report.intake.assemble.MANY_CELLS", 0)
    second, _ = read_subject("meetings", spec, folder, Location(), "ar-MA")
    pd.testing.assert_frame_equal(subject.frame, second.frame)
    assert subject.faults == second.faults
