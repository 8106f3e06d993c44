"""Conditions: a month is met by its days, and a value that occurs nowhere is reported with its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.brief import LoadedBrief
from report.errors import Finding, Severity
from report.intake import EventTable, read_tables
from report.measures import count_measures
from report.unmatched import unmatched_values

COLUMNS = """\
[tables.meetings.columns]
place = { label = "المكان" }
kind = { type = "category", label = "الصنف", values = ["دولة", "منظمة"] }
n = { type = "integer", label = "العدد" }
day = { type = "date", label = "اليوم" }
"""
CSV = """\
place,kind,n,day
فاس,دولة,3,2026-01-31
طنجة,دولة,4,2026-02-01
فاس,دولة,5,2026-02-28
سلا,دولة,6,2026-02-27/2026-03-01
سلا,دولة,7,2026-02
سلا,دولة,8,
"""


def measure(where: str) -> str:
    return f'[measures.m]\nlabel = "x"\ncount = "meetings"\nwhere = {where}\n'


def value_of(expression: str) -> str:
    return f'[measures.m]\nlabel = "x"\nfrom = "meetings"\nvalue = "{expression}"\n'


def unmatched(brief: LoadedBrief, tables: Mapping[str, EventTable]) -> tuple[Finding, ...]:
    return unmatched_values(brief, tables, count_measures(brief, tables))


def counted(folder: Path, where: str, csv: str = CSV) -> int:
    brief = loaded(folder, HEADING + TABLE + COLUMNS + measure(where) + SECTION, csv)
    return int(count_measures(brief, read_tables(brief))["m"].value)


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ('{ day = "2026-02" }', 3),  # the days of February, and what is known to be in February
        ('{ day = "2026" }', 5),
        ('{ day = "2026-02-01" }', 1),
        ('{ day = "2026-01-31/2026-02-01" }', 2),
        ('{ day = "2026-02-27/2026-03-01" }', 2),
        ('{ day = ["2026-01", "2026-02-28"] }', 2),
        ('{ day = { not = "2026-02" } }', 3),
        ("{ day = { missing = true } }", 1),
        ('{ day = "2026-03" }', 0),
    ],
)
def test_a_month_is_met_by_its_days(tmp_path: Path, where: str, count: int) -> None:
    assert counted(tmp_path, where) == count


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dates(), min_size=1, max_size=8), st.data())
def test_every_day_is_of_its_month_and_its_year(
    tmp_path: Path, days: list[object], data: st.DataObject
) -> None:
    csv = "place,kind,n,day\n" + "".join(f"س,دولة,1,{day}\n" for day in days)
    chosen = str(data.draw(st.sampled_from(days)))
    if 1300 <= int(chosen[:4]) <= 1500 or any(1300 <= int(str(day)[:4]) <= 1500 for day in days):
        return
    for length in (4, 7, 10):
        expected = sum(str(day).startswith(chosen[:length]) for day in days)
        assert counted(tmp_path, f'{{ day = "{chosen[:length]}" }}', csv) == expected


@pytest.mark.parametrize(
    ("where", "reported"),
    [
        ('{ place = "الرباط" }', ["الرباط"]),
        ('{ place = ["فاس", "الرباط", "تازة"] }', ["الرباط", "تازة"]),
        ('{ place = { not = "الرباط" } }', ["الرباط"]),
        ("{ n = 99 }", ["99"]),
        ('{ day = "2026-03" }', ["2026-03"]),
        ('{ day = "2026-02" }', []),
        ('{ place = "فـاس" }', []),
        ('{ kind = "منظمة" }', []),  # the brief itself says that there may be such
        ("{ day = { missing = true } }", []),
        ('{ place = "غير مذكور" }', []),
    ],
)
def test_a_value_that_occurs_nowhere_is_reported(
    tmp_path: Path, where: str, reported: list[str]
) -> None:
    blocks = f'[[sections.blocks]]\ntable = "meetings"\ncolumns = ["place"]\ncaption = "ج"\nwhere = {where}\n'
    brief = loaded(tmp_path, HEADING + TABLE + COLUMNS + measure(where) + SECTION + blocks, CSV)
    findings = unmatched(brief, read_tables(brief))
    column = where[2:].split(" ")[0]
    assert [finding.values["given"] for finding in findings] == reported * 2
    assert all(
        finding.severity is Severity.WARNING and finding.where.line is not None
        for finding in findings
    )
    assert [finding.where.key for finding in findings[: len(reported)]] == [
        f"measures.m.where.{column}"
    ] * len(reported)
    assert all(
        f"«{value}»" in item.what("ar") for value, item in zip(reported * 2, findings, strict=True)
    )


@pytest.mark.parametrize(
    ("top", "key", "absent"),
    [
        (value_of("count(where place == 'الرباط')"), "measures.m.value", ["الرباط"]),
        (value_of("count(where 'تازة' != place and n > 3)"), "measures.m.value", ["تازة"]),
        (
            value_of("share(place in ['فاس', 'تازة', 'أكادير'])"),
            "measures.m.value",
            ["تازة", "أكادير"],
        ),
        (value_of("sum(if(place == 'تازة', n, 0))"), "measures.m.value", ["تازة"]),
        (value_of("count()") + "where = \"place == 'تازة'\"\n", "measures.m.where", ["تازة"]),
        (value_of("count(where place == 'فـاس' or n == 99)"), "", []),
        (value_of("count(where kind == 'منظمة')"), "", []),
        (
            'tables.t = { from = "meetings", label = "ط", where = "place != \'تازة\'" }\n',
            "tables.t.where",
            ["تازة"],
        ),
        ('tables.t = { from = "meetings", label = "ط", where = "place != \'فاس\'" }\n', "", []),
        (
            'c = { label = "س", value = "place == \'تازة\'" }\n',
            "tables.meetings.columns.c.value",
            ["تازة"],
        ),
    ],
)
def test_a_text_that_an_expression_compares_in_vain_is_reported(
    tmp_path: Path, top: str, key: str, absent: list[str]
) -> None:
    first, last = ("", top) if top[0] in "[c" else (top, "")
    text = first + HEADING + TABLE + COLUMNS + last + SECTION
    brief = loaded(tmp_path, text, CSV)
    findings = unmatched(brief, read_tables(brief))
    assert [finding.values["given"] for finding in findings] == absent
    assert {finding.where.key for finding in findings} <= {key}


def test_a_table_without_rows_says_nothing(tmp_path: Path) -> None:
    brief = loaded(
        tmp_path,
        HEADING + TABLE + COLUMNS + measure('{ place = "x" }') + SECTION,
        "place,kind,n,day\n,,,\n",
    )
    tables = {name: table for name, table in read_tables(brief).items() if not len(table.frame)}
    assert unmatched(brief, tables) == ()
