"""Spellings of one value that are separate groups are reported, once for each column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, written
from report.checking import check
from report.errors import Finding, Severity

COLUMNS = """\
[tables.meetings.columns]
place = { label = "المكان"%s }
n = { type = "integer", label = "العدد" }
"""
MEASURE = '[measures.m]\nlabel = "x"\nvalue = "sum(n)"\nfrom = "meetings"\n'
PIVOT = SECTION.replace(
    'note = "ملاحظة"', 'table = "meetings"\nmeasures = "m"\nrows = "place"\ncaption = "x"'
)
CHART = SECTION.replace(
    'note = "ملاحظة"', 'chart = "bars"\ntitle = "x"\ncaption = "x"\nmeasures = "m"\nby = "place"'
)
FOR_EACH = SECTION.replace('title = "القسم"', 'title = "القسم"\nfor_each = "place"')
BY = MEASURE + 'by = "place"\n'
CITIES = ("إفران", "افران", "أفران", "إفران", "الدار البيضاء", "الدارالبيضاء", "فاس")


def spellings(
    folder: Path, rest: str, cells: tuple[str, ...] = CITIES, keys: str = ""
) -> list[Finding]:
    rows = "".join(f'"{cell}",{number}\n' for number, cell in enumerate(cells))
    toml = HEADING + TABLE + COLUMNS % keys + rest
    findings = check(written(folder, toml, f"place,n\n{rows}"))
    assert not [each for each in findings if each.severity is Severity.ERROR], findings
    return [each for each in findings if each.rule == "several-spellings"]


@pytest.mark.parametrize(
    "rest",
    [MEASURE + PIVOT, MEASURE + CHART, MEASURE + FOR_EACH, BY + SECTION, BY + PIVOT + FOR_EACH],
)
def test_spellings_of_a_dimension_are_reported_once_with_their_counts(
    tmp_path: Path, rest: str
) -> None:
    (finding,) = spellings(tmp_path, rest)
    assert finding.values["spellings"] == (
        "«إفران» (2) / «أفران» (1) / «افران» (1)",
        "«الدار البيضاء» (1) / «الدارالبيضاء» (1)",
    )
    assert finding.severity is Severity.WARNING and finding.where.key == (
        "tables.meetings.columns.place"
    )


def test_what_the_finding_advises_silences_it(tmp_path: Path) -> None:
    aliases = ', aliases = { "إفران" = ["افران", "أفران"], "الدار البيضاء" = ["الدارالبيضاء"] }'
    assert spellings(tmp_path / "a", MEASURE + PIVOT, keys=aliases) == []
    values = ', type = "category", values = ["إفران", "الدار البيضاء", "فاس"]'
    assert spellings(tmp_path / "b", MEASURE + PIVOT, keys=values) == []


def test_a_column_that_groups_nothing_is_passed_over(tmp_path: Path) -> None:
    assert spellings(tmp_path, MEASURE + SECTION) == []


@pytest.mark.parametrize(
    "cells", [("1 11", "11 1"), ("A-1", "A1"), ("1.2", "12"), ("على", "عن"), ("فاس", "فاس")]
)
def test_different_values_are_no_spellings_of_one(tmp_path: Path, cells: tuple[str, ...]) -> None:
    assert spellings(tmp_path, MEASURE + PIVOT, cells) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.integers(1, 4), st.integers(5, 8))
def test_the_counts_are_those_of_the_rows(tmp_path: Path, few: int, many: int) -> None:
    cells = ("ورزازات",) * many + ("Ouarzazate",) * many + ("OUARZAZATE",) * few
    (finding,) = spellings(tmp_path, MEASURE + PIVOT, cells)
    assert finding.values["spellings"] == (f"«Ouarzazate» ({many}) / «OUARZAZATE» ({few})",)
