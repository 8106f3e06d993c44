"""The quality of a table: what is counted, and what the block of the brief shows of it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from report.arabic import parse_edtf
from report.brief.blocks import AnyBlock
from report.brief.tables import Column, Normalise, Table
from report.design import house_geometry
from report.document.blocks.quality import QUALITY
from report.document.numbering import Entry
from report.document.quality_view import MOST_LINES, quality_parts
from report.document.sheets import Templates
from report.errors import Finding, Location, Severity
from report.intake.grid import ExcludedRow, Grid, Recognised
from report.intake.normalise import Policy, normalise_column
from report.intake.normalise.model import STEPS
from report.intake.quality import Quality, excluded_rows_csv, notes, quality
from report.intake.validate import TableUnderTest
from report.intake.validate.severity import FORMER_RULES, unknown_rules, weight
from report.messages import Language

LANGUAGES: tuple[Language, ...] = ("en", "ar")


class Unread(NamedTuple):
    rule: str
    position: int
    given: str


ASIDE = (
    ExcludedRow(1, ("عنوان", 'فيه "علامة"'), "title"),
    ExcludedRow(9, ("المجموع", "3"), "total"),
    ExcludedRow(10, ("x",), "note"),
)
COLUMNS = {
    "name": {"label": "الاسم"},
    "n": {"label": "العدد", "type": "integer"},
    "day": {"label": "اليوم", "type": "date"},
}


def subject(**keys: Any) -> TableUnderTest:
    spec = Table.model_validate({"source": "t.csv", "label": "جدول", "columns": COLUMNS, **keys})
    day = parse_edtf("2025-11-24")
    frame = pd.DataFrame(
        {
            "name": pd.array(["أ", "ب", "أ", None, None], dtype="string[pyarrow]"),
            "n": pd.array([1, None, 1, 5, 5], dtype="Int64"),
            "day": pd.Series([day, day, parse_edtf("2025-11-24"), None, None], dtype=object),
        }
    )
    raw = tuple(frame[name].astype(object) for name in frame)
    grid = Grid(Path("t.csv"), "0" * 64, None, tuple(frame), raw, np.arange(5) + 2, ("A", "B", "C"),
                (Recognised("encoding", "utf-8"),), ASIDE)  # fmt: skip
    faults = {"n": (Unread("bad-integer", 1, "س"),)}
    return TableUnderTest("t", spec, (grid,), frame, spec.columns, faults)


def normals() -> dict[str, Any]:
    spaces = SimpleNamespace(step="spaces", positions=np.array([2, 3]), before=" أ", after="أ")
    order = SimpleNamespace(what="order", value="dmy")
    return {
        "name": SimpleNamespace(corrections=(spaces,), decided=()),
        "day": SimpleNamespace(corrections=(), decided=(order,)),
    }


def measured() -> Quality:
    warning = Finding(
        "missing-cell", Location(file="t.csv", row=5, cell="A5"), {}, Severity.WARNING
    )
    return quality(
        subject(), normals(), [warning, Finding("bad-integer", Location(), {"given": "س"})]
    )


def test_quality_counts() -> None:
    measurement = measured()
    assert [(entry.label, entry.filled, entry.blank, entry.unread) for entry in measurement.columns] == [
        ("الاسم", 3, 2, 0), ("العدد", 4, 0, 1), ("اليوم", 3, 2, 0)
    ]  # fmt: skip
    assert (measurement.rows, measurement.duplicates) == (5, 2)
    assert [
        (entry.label, entry.step, entry.count, entry.before) for entry in measurement.corrections
    ] == [("الاسم", "spaces", 2, " أ")]
    assert [(entry.why, entry.rows) for entry in measurement.excluded_rows] == [
        ("title", (1,)),
        ("total", (9,)),
        ("note", (10,)),
    ]
    assert [(entry.file, entry.column, entry.key, entry.value) for entry in measurement.worked_out] == [
        ("t.csv", None, "encoding", "utf-8"), (None, "day", "order", "dmy")
    ]  # fmt: skip
    assert [entry.rule for entry in measurement.warnings] == ["missing-cell"]


def test_notes_are_warnings_at_the_first_cell() -> None:
    findings = notes(subject(), normals())
    assert [(finding.rule, finding.where.cell, finding.severity) for finding in findings] == [
        ("corrected", "A4", Severity.WARNING), ("excluded-rows", None, Severity.WARNING)
    ]  # fmt: skip
    assert "2; the first « أ» to «أ»" in findings[0].what("en") and "3 (1، 9، 10)" in findings[
        1
    ].what("ar")
    off = subject(severity={"corrected": "off", "excluded-rows": "error"})
    assert [(finding.rule, finding.severity) for finding in notes(off, normals())] == [
        ("excluded-rows", Severity.ERROR)
    ]


@pytest.mark.parametrize(("former", "rule"), FORMER_RULES.items())
def test_a_former_name_of_a_rule_sets_its_severity(former: str, rule: str) -> None:
    severities = [weight(subject(severity={name: "error"}), rule) for name in (former, rule)]
    assert severities == [Severity.ERROR, Severity.ERROR]
    assert weight(subject(severity={former: "off"}), rule) is None
    assert weight(subject(severity={former: "off", rule: "error"}), rule) is Severity.ERROR
    assert not list(unknown_rules("t", {former: "off"}, SimpleNamespace()))


def blanked(words: tuple[str, ...], **keys: object) -> list[Finding]:
    """Return what is reported of a column of numbers in which these words are blanks."""
    column = Column.model_validate({"label": "ع", "type": "integer", **keys})
    normal = normalise_column(
        pd.Series([*words, "7"], dtype=object), column, Policy(Normalise(), (), "ar-MA")
    )
    table = subject()
    findings = notes(replace(table, columns={**table.columns, "n": column}), {"n": normal})
    return [finding for finding in findings if finding.rule == "made-blank"]


def test_words_that_are_blanks_in_a_column_of_numbers_are_a_warning() -> None:
    (finding,) = blanked(("-", "غير متوفر", "-"))
    assert finding.severity is Severity.WARNING and "3 («-», «غير متوفر»)" in finding.what("en")
    assert blanked(("-", "-"), missing=("-",)) == []
    assert "«غير متوفر»" in blanked(("-", "غير متوفر"), missing=("-",))[0].what("ar")


@pytest.mark.parametrize("step", STEPS)
def test_advice_on_a_correction_names_only_keys_that_there_are(step: str) -> None:
    change: Any = SimpleNamespace(
        step=step, positions=np.array([0]), before="x" * 500, after="ب" * 500, words=()
    )
    normals: dict[str, Any] = {"name": SimpleNamespace(corrections=(change,), decided=())}
    finding = next(finding for finding in notes(subject(), normals) if finding.rule == "corrected")
    for language in LANGUAGES:
        assert (f"{step} = false" in finding.do(language)) == (step in Normalise.model_fields)
        assert max(map(len, re.findall("«([^»]*)»", finding.what(language)))) == 60


def test_excluded_rows_are_kept_as_they_were() -> None:
    grids = subject().grids
    data = excluded_rows_csv(grids)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["file", "sheet", "row", "why", "cell 1", "cell 2"],
        ["t.csv", "", "1", "title", "عنوان", 'فيه "علامة"'],
        ["t.csv", "", "9", "total", "المجموع", "3"],
        ["t.csv", "", "10", "note", "x"],
    ]
    assert excluded_rows_csv(()) == b""


def test_the_parts_of_the_block() -> None:
    table: Any = SimpleNamespace(label="اللقاءات", quality=measured())
    pieces = quality_parts([table], "ar-MA", house_geometry())
    assert [piece.title for piece in pieces] == [
        "اكتمال الأعمدة", "التصحيحات", "الصفوف المستبعدة", "ما استنتج من الملفات", "التنبيهات"
    ]  # fmt: skip
    first = pieces[0].table.groups[0]
    assert first.head == "اللقاءات (عدد الصفوف: 5، المكررة منها: 2)"
    assert [cell.text for cell in first.rows[1].cells] == ["العدد", "4", "0", "1", "80,0%"]
    assert [cell.text for cell in pieces[1].table.groups[0].rows[0].cells] == [
        "الاسم",
        "المسافات",
        "2",
        " أ",
        "أ",
    ]
    assert [row.cells[0].text for row in pieces[3].table.groups[0].rows] == ["t.csv", "اليوم"]
    assert [row.cells[2].text for row in pieces[2].table.groups[0].rows] == [
        "عنوان",
        "مجموع",
        "حاشية",
    ]


def test_an_immaculate_and_empty_table_shows_its_columns_only() -> None:
    from report.intake.quality import Completeness

    empty = Quality(0, (Completeness("a", "أ", 0, 0, 0),), 0, (), (), (), ())
    table: Any = SimpleNamespace(label="جدول", quality=empty)
    (quality_part,) = quality_parts([table], "ar-MA", house_geometry())
    assert quality_part.table.groups[0].rows[0].cells[4].missing


def test_many_warnings_are_counted_on_paper() -> None:
    many = tuple(
        Finding("missing-cell", Location(cell=f"A{index}"), {}, Severity.WARNING)
        for index in range(MOST_LINES + 7)
    )
    table: Any = SimpleNamespace(label="جدول", quality=Quality(1, (), 0, (), (), (), many))
    rows = quality_parts([table], "ar-MA", house_geometry())[-1].table.groups[0].rows
    assert len(rows) == MOST_LINES + 1 and rows[-1].cells[1].text == "عدد التنبيهات الأخرى: 7"


def test_the_template_of_the_block(tmp_path: Path) -> None:
    table: Any = SimpleNamespace(label="اللقاءات", quality=measured())
    entry = Entry("الجدول", "1", "جودة المعطيات", "table-1")
    html = Templates(tmp_path, "ar-MA", (QUALITY,)).render(
        "blocks/quality.html", key="appendices[1].blocks[1]",
        entry=entry, caption="جودة المعطيات", finding=None, source=None, note=None, notes=(), data=None,
        parts=quality_parts([table], "ar-MA", house_geometry()),
    )  # fmt: skip
    assert html.count("<table") == html.count("</table>") == 5 and html.count('id="table-1"') == 1
    assert re.search(r'<th scope="row">.*الاسم', html) and "التصحيحات" in html


def test_the_key_of_the_block() -> None:
    from pydantic import TypeAdapter

    block = TypeAdapter(AnyBlock).validate_python({"quality": "all", "caption": "جودة المعطيات"})
    assert type(block).__name__ == "Quality" and block.quality == "all"
