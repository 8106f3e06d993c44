"""Cells by the type of their column: what is read, and what is refused with its row and column."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, findings_of, line_of, loaded
from report.arabic import Interval
from report.brief.load import LoadedBrief
from report.brief.tables import Column
from report.errors import ExpressionError, Finding, Location, Severity
from report.intake import read_tables
from report.intake.conditions import clean, condition_value


def _brief(folder: Path, column: str, cells: list[str]) -> LoadedBrief:
    """Return a brief whose table has the column ``x`` with ``cells``, and a second one that is never blank."""
    toml = (
        HEADING + TABLE + f'[tables.meetings.columns]\nx = {{ label = "س", {column} }}\n' + SECTION
    )
    return loaded(folder, toml, "x,full\n" + "".join(f'"{cell}",1\n' for cell in cells))


def _values(folder: Path, column: str, cells: list[str]) -> list[object]:
    values: list[object] = (
        read_tables(_brief(folder, column, cells))["meetings"].frame["x"].tolist()
    )
    return values


def _faults(folder: Path, column: str, cells: list[str]) -> list[Finding]:
    brief = _brief(folder, column, cells)
    findings = [
        finding
        for finding in findings_of(lambda: read_tables(brief))
        if finding.severity is Severity.ERROR
    ]
    assert {finding.where.column for finding in findings} == {"x"}
    assert {finding.where.file for finding in findings} == {str(folder / "meetings.csv")}
    return list(findings)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", " \u200fفاس\u00a0 ", "فاس"),
        ("text", "e\u0301", "\u00e9"),
        ("text", "كتاب\u200cخانه", "كتاب\u200cخانه"),
        ("text", "<b>&amp;", "<b>&amp;"),
        ("integer", "43", 43),
        ("integer", "-7", -7),
        ("integer", "+7", 7),
        ("integer", "٤٣", 43),
        ("integer", "007", 7),
        ("integer", "\u200e12\u200f", 12),
        ("integer", "999999999999999999", 999_999_999_999_999_999),
        ("number", "12.5", Decimal("12.5")),
        ("number", "-0.125", Decimal("-0.125")),
        ("number", "12", Decimal(12)),
        ("boolean", "نعم", True),
        ("boolean", "Yes", True),
        ("boolean", "TRUE", True),
        ("boolean", "1", True),
        ("boolean", "لا", False),
        ("boolean", "no", False),
        ("boolean", "false", False),
        ("boolean", "0", False),
    ],
)
def test_a_cell_is_read_by_its_type(tmp_path: Path, kind: str, cell: str, value: object) -> None:
    (read,) = _values(tmp_path, f'type = "{kind}"', [cell])
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2025-11-24", dt.date(2025, 11, 24), dt.date(2025, 11, 24)),
        ("2025-11", dt.date(2025, 11, 1), dt.date(2025, 11, 30)),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2025-11-24/2025-11-27", dt.date(2025, 11, 24), dt.date(2025, 11, 27)),
        ("../2025-11-27", None, dt.date(2025, 11, 27)),
    ],
)
def test_a_date_is_an_interval_of_days(
    tmp_path: Path, cell: str, start: dt.date | None, end: dt.date
) -> None:
    (read,) = _values(tmp_path, 'type = "date"', [cell])
    assert isinstance(read, Interval)
    assert (read.start, read.end, read.text) == (start, end, cell)


@pytest.mark.parametrize("kind", ["text", "integer", "number", "date", "boolean"])
def test_a_blank_cell_is_none_in_every_type(tmp_path: Path, kind: str) -> None:
    assert _values(tmp_path, f'type = "{kind}"', ["", " ", "\u200f\u00a0", "\u200b"]) == [None] * 4


@pytest.mark.parametrize(
    ("kind", "rule", "cells"),
    [
        ("integer", "bad-integer", ["x", "1.5", "1_0", "²", "1 0", "--1", "9" * 19, "0x1F"]),
        ("number", "bad-number", ["x", "inf", "1_0", "5.", "1.2.3", "1" * 41, "1e999"]),
        ("boolean", "bad-boolean", ["ن", "2", "نعم لا"]),
        ("date", "bad-date-cell", ["x", "أمس", "12", "2025-11-27/2025-11-24", "10:30"]),
        ("date", "no-such-day", ["2025-02-30", "31/02/2025", "2025-13", "0000"]),
        ("country", "bad-country", ["بلاد العجائب", "XX"]),
    ],
)
def test_what_a_type_does_not_hold_is_refused_cell_by_cell(
    tmp_path: Path, kind: str, rule: str, cells: list[str]
) -> None:
    actual = [
        (finding.rule, finding.where.cell, finding.values["given"])
        for finding in _faults(tmp_path, f'type = "{kind}"', cells)
    ]
    assert actual == [(rule, f"A{row}", cell) for row, cell in enumerate(cells, start=2)]


def test_a_long_cell_is_cut_in_the_message(tmp_path: Path) -> None:
    (finding,) = _faults(tmp_path, 'type = "integer"', ["س" * 5000])
    assert finding.values["given"] == "س" * 79 + "…"


def test_a_category_holds_only_its_values(tmp_path: Path) -> None:
    column = 'type = "category", values = ["شمال", "R\u00e9gion"]'
    assert _values(tmp_path, column, ["شمال ", "Re\u0301gion", ""]) == ["شمال", "R\u00e9gion", None]
    (finding,) = _faults(tmp_path, column, ["شمال", "شماال"])
    assert (finding.rule, finding.where.row) == ("bad-category", 3)
    assert finding.values == {
        "given": "شماال",
        "values": ("شمال", "R\u00e9gion"),
        "nearest": "شمال",
    }


def test_a_required_cell_may_not_be_blank(tmp_path: Path) -> None:
    actual = _faults(tmp_path, 'type = "integer", required = true', ["1", "", " \u200f", "2"])
    assert [(finding.rule, finding.where.row) for finding in actual] == [
        ("missing-cell", 3),
        ("missing-cell", 4),
    ]


def test_a_unique_value_stands_once(tmp_path: Path) -> None:
    actual = _faults(tmp_path, "unique = true", ["ب", "", "ت", " ب", "", "ب"])
    assert [(finding.rule, finding.where.row, finding.values) for finding in actual] == [
        ("repeated-cell", 5, {"given": " ب", "first": 2}),
        ("repeated-cell", 7, {"given": "ب", "first": 2}),
    ]
    assert _faults(tmp_path, 'type = "number", unique = true', ["1.5", "1.50"])[0].where.row == 3


def test_a_column_that_is_not_declared_is_text(tmp_path: Path) -> None:
    table = read_tables(_brief(tmp_path, 'type = "integer"', ["1"]))["meetings"]
    assert table.frame["full"].tolist() == ["1"]
    assert (table.columns["full"].type, table.columns["full"].label) == ("text", "full")


def test_a_declared_column_that_the_file_lacks_is_reported_with_the_nearest(tmp_path: Path) -> None:
    toml = HEADING + TABLE + '[tables.meetings.columns]\nnmae = { label = "الاسم" }\n' + SECTION
    brief = loaded(tmp_path, toml, "place,name\nفاس,x\n")
    (finding,) = findings_of(lambda: read_tables(brief))
    assert (finding.rule, finding.where.key) == ("column-not-found", "tables.meetings.columns.nmae")
    assert finding.where.line == line_of(toml, "nmae")
    values = {
        "table": "meetings",
        "given": "nmae",
        "nearest": "name",
        "known": ("place", "name"),
        "header": "1",
    }
    assert finding.values == values


def test_every_fault_of_a_table_is_reported_in_one_pass_by_row(tmp_path: Path) -> None:
    toml = (
        HEADING + TABLE + "[tables.meetings.columns]\n"
        'n = { label = "ع", type = "integer", required = true, unique = true }\n'
        'd = { label = "ت", type = "date" }\n'
        'gone = { label = "غ" }\n' + SECTION
    )  # fmt: skip
    brief = loaded(tmp_path, toml, "n,d\n1,x\n\ny,2025\n,2025\n1,z\n")
    reported = findings_of(lambda: read_tables(brief))
    actual = [
        (finding.rule, finding.where.row)
        for finding in reported
        if finding.severity is Severity.ERROR
    ]
    assert actual == [
        ("column-not-found", None),
        ("bad-date-cell", 2),
        ("bad-integer", 4),
        ("missing-cell", 5),
        ("repeated-cell", 6),
        ("bad-date-cell", 6),
    ]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        (Column(label="x"), " فاس ", "فاس"),
        (Column(label="x", type="integer"), 3, 3),
        (Column(label="x", type="integer"), "٣", 3),
        (Column(label="x", type="number"), 2.5, Decimal("2.5")),
        (Column(label="x", type="boolean"), True, True),
        (Column(label="x", type="boolean"), "لا", False),
        (Column(label="x", type="category", values=("ب",)), "ب", "ب"),
        (Column(label="x", type="country"), "PL", "بولونيا"),
        (Column(label="x", type="country"), "بولندا", "بولونيا"),
    ],
)
def test_a_condition_is_read_as_a_cell_is(
    column: Column, value: str | int | float, read: object
) -> None:
    actual = condition_value(value, column, "ar-MA", Location())
    assert (type(actual), actual) == (type(read), read)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        (Column(label="x"), 3, "bad-value"),
        (Column(label="x"), "", "bad-value"),
        (Column(label="x"), "\u200f ", "bad-value"),
        (Column(label="x", type="category", values=("ب",)), "ت", "bad-category"),
        (Column(label="x", type="integer"), 2.5, "bad-integer"),
        (Column(label="x", type="integer"), True, "bad-integer"),
        (Column(label="x", type="number"), float("nan"), "bad-number"),
        (Column(label="x", type="boolean"), 1, "bad-boolean"),
        (Column(label="x", type="date"), "أمس", "bad-date-cell"),
    ],
)
def test_a_condition_that_no_cell_can_meet_is_refused(
    column: Column, value: str | int | float, rule: str
) -> None:
    where = Location(key="measures.x.where")
    with pytest.raises(ExpressionError) as error:
        condition_value(value, column, "ar-MA", where)
    assert [(finding.rule, finding.where) for finding in error.value.findings] == [(rule, where)]
