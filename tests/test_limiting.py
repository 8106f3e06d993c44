"""A brief limited to one value: its rows, its heading, and the PDF that verifies and rebuilds by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from document.small import SmallBrief
from report.building import build, rebuild, verify
from report.composing import read, read_and_compose
from report.errors import MujazError
from report.limiting import RowFilter, find_column, limit, values_of_batch

FIRES = RowFilter("incidents", "kind", "حريق")


def test_the_table_keeps_the_rows_of_the_value_and_their_numbers(brief: SmallBrief) -> None:
    composed = read_and_compose(brief.folder, row_filter=FIRES)
    assert list(composed.tables["incidents"].frame.index) == [3, 6]
    assert composed.measures["all"].value == 2
    assert list(composed.measures["all"].rows[0].rows) == [3, 6]


def test_the_heading_says_the_value_and_the_reference_its_number(brief: SmallBrief) -> None:
    heading = read_and_compose(brief.folder, row_filter=FIRES).brief.model.brief
    assert (heading.title, heading.subtitle) == ("حوادث يناير", "النوع: حريق")
    assert heading.reference == "HW-2026-01/2"


def test_the_title_of_the_batch_says_the_value_instead(brief: SmallBrief) -> None:
    brief.add('\n[batch]\ntitle = "حوادث يناير: {value}"\n')
    heading = read_and_compose(brief.folder, row_filter=FIRES).brief.model.brief
    assert (heading.title, heading.subtitle) == ("حوادث يناير: حريق", None)


def test_a_title_of_the_batch_without_the_value_is_reported(brief: SmallBrief) -> None:
    brief.add('\n[batch]\ntitle = "حوادث يناير"\n')
    finding = brief.finding()
    assert (finding.rule, finding.where.key) == ("title-without-value", "batch")
    assert "{value}" in finding.do("en") and "{value}" in finding.do("ar")


def test_blank_cells_are_a_value_of_their_own(brief: SmallBrief) -> None:
    tables = read(brief.folder).tables
    assert values_of_batch(tables["incidents"], "kind") == ("حادث سير", "حريق")
    dates = values_of_batch(tables["incidents"], "date")
    assert (dates[1], dates[-1]) == ("2026-01-09/2026-01-10", "غير مذكور")
    composed = read_and_compose(
        brief.folder, row_filter=RowFilter("incidents", "date", "غير مذكور")
    )
    assert list(composed.tables["incidents"].frame.index) == [7]


@pytest.mark.parametrize(
    ("row_filter", "rule"),
    [
        (replace(FIRES, table="no"), "unknown-table"),
        (replace(FIRES, column="no"), "unknown-column"),
        (replace(FIRES, value="زلزال"), "no-such-value"),
    ],
)
def test_what_there_is_not_is_reported(row_filter: RowFilter, rule: str, brief: SmallBrief) -> None:
    preloaded = read(brief.folder)
    with pytest.raises(MujazError) as caught:
        limit(preloaded.brief, preloaded.tables, row_filter)
    assert [finding.rule for finding in caught.value.findings] == [rule]


def test_a_column_is_found_by_its_name_where_one_table_has_it(brief: SmallBrief) -> None:
    preloaded = read(brief.folder)
    both = {**preloaded.tables, "others": replace(preloaded.tables["incidents"], name="others")}
    assert find_column(preloaded.brief, preloaded.tables, "kind") == ("incidents", "kind")
    assert find_column(preloaded.brief, both, "others.kind") == ("others", "kind")
    for tables, column_name, rule in (
        (both, "kind", "column-of-several"),
        (preloaded.tables, "kid", "unknown-column"),
    ):
        with pytest.raises(MujazError) as caught:
            find_column(preloaded.brief, tables, column_name)
        assert caught.value.findings[0].rule == rule


def test_its_pdf_verifies_and_rebuilds_from_itself_alone(brief: SmallBrief, tmp_path: Path) -> None:
    edition = build(
        brief.folder, tmp_path / "fires.pdf", row_filter=FIRES, preloaded=read(brief.folder)
    )
    verification = verify(edition.path, judge=False)
    assert verification.sound, [
        finding.text() for check in verification.checks for finding in check.findings
    ]
    assert rebuild(edition.path, tmp_path / "again.pdf").equal
