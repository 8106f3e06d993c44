"""Real tables from other sources, read, normalised and checked: rows, types, or faults."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from properties import slow

from report.arabic import Interval, parse_edtf
from report.brief.tables import Table
from report.errors import Finding, Location, Severity
from report.intake import read_subject
from report.intake.normalise import NormalColumn
from report.intake.quality import notes
from report.intake.validate import Context, TableUnderTest, validate

TABLES = Path(__file__).resolve().parents[2] / "../shared/tables"
INTEGER, NUMBER, DATE, COUNTRY, BOOLEAN = (
    {"type": kind} for kind in ("integer", "number", "date", "country", "boolean")
)


def read(
    name: str, columns: Mapping[str, Mapping[str, object]], **keys: object
) -> tuple[TableUnderTest, Mapping[str, NormalColumn], list[Finding]]:
    """Return a table, its columns, and the errors of its checks, with the warnings of letters that were misread."""
    if not TABLES.is_dir():
        pytest.skip("../shared/tables is not here")
    declared = {title: {"label": title, **reported} for title, reported in columns.items()}
    spec = Table.model_validate({"source": name, "label": "t", "columns": declared, **keys})
    subject, normals = read_subject("t", spec, TABLES, Location(), "ar-MA")
    context = Context(
        parse_edtf("1800/2030"), {"t": spec}, {"t": subject.frame}, lambda *_: Location()
    )
    findings = (*validate(subject, context), *notes(subject, normals))
    misread = "misread-letters"
    return (
        subject,
        normals,
        [
            finding
            for finding in findings
            if finding.severity is Severity.ERROR or finding.rule == misread
        ],
    )


def checksum(cells: pd.Series) -> str:
    """The first of the SHA-256 of a column's values as text, a line each; blanks are empty."""
    texts = (
        "" if blank else value.text if isinstance(value, Interval) else str(value)
        for value, blank in zip(cells, cells.isna(), strict=True)
    )
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


#: The tables with cells that were read in a wrong encoding before they came here, by the first row of each column.
MISREAD = {
    "ev_pirate_attacks_1993_2020.csv": {("misread-letters", 7035)},
    "ev_unga_votes_full_derived.parquet": {
        ("misread-letters", 243510),
        ("misread-letters", 599293),
    },
    "ev_unga_rollcalls_1946_2015.xls": {("misread-letters", 2347)},
}


@pytest.mark.parametrize(
    ("name", "rows", "columns", "dtypes", "sums"),
    [
        (
            "ar_egypt_cities.csv", 396,
            {"id": {**INTEGER, "unique": True}, "governorate_id": INTEGER, "city_name_ar": {"required": True}},
            ["Int64", "Int64", "string"], ["0edad770f4f3", "7f122e5e498d", "6bc191a54dfd"],
        ),
        (
            "ev_unsc_vetoes_1946_2022.csv", 214,
            {"year": INTEGER, "date": {**DATE, "within": "period"}, "single_veto": BOOLEAN, "member_veto3": COUNTRY},
            ["Int64", "object", "boolean", "string"], ["3f5db406f501", "d92d0c83b04a", "5bc1f1967cd2", "a29ed10d7a8b"],
        ),
        (
            "ev_pirate_attacks_1993_2020.csv", 7511,
            {"date": DATE, "latitude": {**NUMBER, "minimum": -90, "maximum": 90}, "nearest_country": COUNTRY},
            ["object", "object", "string"], ["2a74e2618283", "8f96e465dbd1", "bab3092acc10"],
        ),
        (
            "ev_football_results_1872_2026.csv", 49520,
            {"date": DATE, "home_score": INTEGER, "neutral": BOOLEAN, "home_team": {}},
            ["object", "Int64", "boolean", "string"], ["63e582c589ef", "72540b434276", "7fb50ba0549b", "3b3b8647a4f8"],
        ),
        slow(
            "ev_unga_votes_full_derived.parquet", 870109,
            {"rcid": INTEGER, "date": DATE, "vote": {"type": "category", "values": ("yes", "no", "abstain")}},
            ["Int64", "object", "string"], ["be9019beb193", "3b97a77887bb", "0c63283dd703"],
        ),
        (
            "ev_unga_rollcalls_1946_2015.xls", 5429,
            {"session": INTEGER, "date": DATE, "unres": {}, "short": {}},
            ["Int64", "object", "string", "string"], ["1fa53f05b9f0", "62e73b7ac9b5", "3b26fc368e4a", "7dc445335d16"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_real_table_loads_with_its_types(
    name: str, rows: int, columns: dict[str, dict[str, object]], dtypes: list[str], sums: list[str]
) -> None:
    subject, normals, errors = read(name, columns)
    assert {(finding.rule, finding.where.row) for finding in errors} == MISREAD.get(name, set())
    assert len(subject.frame) == rows
    assert [str(normals[title].values.dtype) for title in columns] == dtypes
    assert [checksum(normals[title].values) for title in columns] == sums


def test_month_comes_first_in_the_vetoes() -> None:
    _, normals, _ = read("ev_unsc_vetoes_1946_2022.csv", {"date": DATE})
    assert [(value.what, value.value) for value in normals["date"].decided] == [("order", "mdy")]
    assert normals["date"].values[0].text == "1946-02-16"


def test_na_among_codes_of_three_letters_is_a_blank() -> None:
    _, normals, _ = read(
        "ev_pirate_attacks_1993_2020.csv", {"nearest_country": COUNTRY, "vessel_status": {}}
    )
    reported = {}
    for title, n in normals.items():
        for correction in n.corrections:
            reported[(title, correction.step)] = len(correction.positions)
    assert (
        reported["nearest_country", "missing_words"] == 19
        and reported["vessel_status", "missing_words"] == 912
    )
    assert normals["nearest_country"].values.isna().sum() == 19


@pytest.mark.slow
def test_states_that_are_no_more_are_named() -> None:
    _, normals, errors = read("ev_unga_votes_full_derived.parquet", {"country": COUNTRY})
    assert Counter(fault.text for fault in normals["country"].faults).keys() >= {
        "Czechoslovakia",
        "Yugoslavia",
    }
    assert {finding.rule for finding in errors} == {
        "bad-country",
        "more-of-these",
        "misread-letters",
    }


@pytest.mark.parametrize(
    ("sheet", "dtype"), [("DD_MM_YEAR", "17/11/2016"), ("MM_DD_YEAR", "2016-11-17")]
)
def test_texts_and_days_of_two_sheets_are_the_same_dates(sheet: str, dtype: str) -> None:
    columns = {
        "interview_date": DATE,
        "years_farm": INTEGER,
        "parents_liv": BOOLEAN,
        "no_membrs": INTEGER,
    }
    subject, normals, errors = read("messy_dates.xlsx", columns, sheet=sheet)
    assert errors == [] and len(subject.frame) == 14
    assert subject.cell_text(0, "interview_date") == dtype
    assert checksum(normals["interview_date"].values) == "cd5dc1b914fe"


@pytest.mark.parametrize("sheet", ["Mozambique", "Tanzania"])
def test_the_survey_is_read_with_its_types(sheet: str) -> None:
    subject, normals, errors = read(
        "messy_safi_survey.xlsx", {"key_id": INTEGER, "rooms": INTEGER}, sheet=sheet
    )
    # The room of one house is «4*», with a star for a remark that is nowhere.
    assert [(finding.rule, finding.where.cell) for finding in errors] == (
        [("bad-integer", "F17")] if sheet == "Tanzania" else []
    )
    assert list(subject.frame["key_id"]) == list(range(1, 11))
    assert (
        checksum(normals["rooms"].values)
        == {"Mozambique": "b1141e470069", "Tanzania": "496438c2821c"}[sheet]
    )
