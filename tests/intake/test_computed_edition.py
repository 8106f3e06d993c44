"""An edition with computed columns and derived tables: printed, packed without them, built again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pikepdf
import pytest

from brief.minimal import heading_of
from report.api import build, verify
from report.archive.inside import read_inside
from report.brief.load import load_brief
from report.errors import BriefError, ExpressionError
from report.intake import read_tables
from report.limiting import RowFilter, find_column, limit

BRIEF = """
[tables.attacks]
source = "attacks.csv"
label = "الهجمات"
[tables.attacks.columns]
date = { label = "التاريخ", type = "date" }
killed = { label = "القتلى", type = "integer" }
deadly = { label = "مميت", value = "killed > 0" }
third = { label = "الثلث", value = "killed / 3" }
[tables.months]
from = "attacks"
label = "الأشهر"
by = { month = "year_month(date)" }
columns.month = { label = "الشهر" }
columns.dead = { label = "القتلى", value = "sum(killed)" }
[measures.deadly]
label = "الهجمات المميتة"
count = "attacks"
where = "deadly and date in period"
[measures.dead]
label = "القتلى"
sum = "months"
column = "dead"
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
table = "attacks"
caption = "المميتة"
columns = ["date", "killed", "third"]
where = "deadly"
[[sections.blocks]]
table = "months"
caption = "الأشهر"
columns = ["month", "dead"]
[[sections.blocks]]
register = "attacks"
caption = "السجل"
columns = ["date", "deadly"]
where = "year(date) == 2025"
[[sections.blocks]]
chart = "bars"
caption = "المميتة"
table = "attacks"
by = "deadly"
where = "killed is not missing"
"""
FOLDER = "computed"
ATTACKS = "date,killed\n2025-11-24,2\n2025-11,0\n2025-10-25,4\n2024-02-29,\n"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions") / FOLDER
    folder.mkdir()
    (folder / "brief.toml").write_text(heading_of("2025-11") + BRIEF, "utf-8")
    (folder / "attacks.csv").write_text(ATTACKS, "utf-8")
    output = folder.parent / "edition.pdf"
    build(folder, output)
    return output


def test_an_edition_is_built_again_from_its_source_columns(edition: Path) -> None:
    report = verify(edition)
    assert [check.name for check in report.checks if check.findings] == []


def test_computed_values_are_no_data_inside(edition: Path) -> None:
    with pikepdf.open(edition) as pdf:
        files = {attachment.path: attachment.data for attachment in read_inside(pdf)}
    assert "data/months.csv" not in files
    rows = list(csv.reader(io.StringIO(files["data/attacks.csv"].decode())))
    assert rows[0] == ["mujaz-row", "date", "killed"] and len(rows) == 5
    package = json.loads(files["data/datapackage.json"])
    assert [resource["name"] for resource in package["resources"]] == ["attacks"]


def test_a_number_of_a_derived_table_leads_to_rows_of_the_file(edition: Path) -> None:
    with pikepdf.open(edition) as pdf:
        files = {attachment.path: attachment.data for attachment in read_inside(pdf)}
    graph = json.loads(files["provenance.json"])["@graph"]
    (dead,) = [node for node in graph if node["@id"] == "#measure-dead"]
    assert dead["mujaz:rows"] == {"attacks": "2-5"}


@pytest.mark.parametrize("own", [True, False])
def test_what_is_computed_follows_a_limit(edition: Path, own: bool) -> None:
    brief = load_brief(edition.parent / FOLDER)
    tables = read_tables(brief)
    _, limited, _ = limit(brief, tables, RowFilter("attacks", "deadly", "نعم"), own=own)
    assert limited["attacks"].frame["killed"].tolist() == [2, 4]
    assert limited["months"].frame["dead"].tolist() == [4, 2]
    assert tables["months"].frame["dead"].tolist() == [None, 4, 2]


def test_a_derived_table_is_neither_limited_nor_given(edition: Path) -> None:
    brief = load_brief(edition.parent / FOLDER)
    tables = read_tables(brief)
    with pytest.raises(ExpressionError, match="derived"):
        find_column(brief, tables, "months.dead")
    assert find_column(brief, tables, "deadly") == ("attacks", "deadly")
    with pytest.raises(BriefError, match="no table «months»"):
        build(edition.parent / FOLDER, edition, tables={"months": tables["months"].frame})
