"""Derived tables: filtered, stacked, grouped, ordered; which rows each row is made of."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from intake.reading import cells

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.brief.load import load_brief
from report.errors import Finding, Severity
from report.intake import EventTable, examine_tables, read_tables
from report.measures import count_measures
from report.rows import RowRanges

HEAD = """
[[sections]]
title = "الحصيلة"
[[sections.blocks]]
table = "games"
caption = "المباريات"
columns = ["home"]
[tables.games]
source = "games.csv"
label = "المباريات"
[tables.games.columns]
date = { label = "التاريخ", type = "date" }
home = { label = "المضيف" }
away = { label = "الضيف" }
hs = { label = "أهداف المضيف", type = "integer" }
as = { label = "أهداف الضيف", type = "integer" }
goals = { label = "الأهداف", value = "hs + `as`" }
"""
GAMES = """date,home,away,hs,as
2025-01-05,A,B,2,1
2025-01-03,B,C,0,0
2025-03-01,C,A,1,3
2025-03-01,A,C,,
,B,A,4,4
"""
STACK = """
[tables.teams]
from = "games"
label = "الفرق"
stack = [ { team = "home", scored = "hs", place = "'home'" }, { team = "away", scored = "`as`", place = "'away'" } ]
"""

Reading = Callable[[str], tuple[dict[str, EventTable], tuple[Finding, ...]]]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Return the function that reads the table of games, with further tables."""

    def read(tables: str) -> tuple[dict[str, EventTable], tuple[Finding, ...]]:
        (tmp_path / "brief.toml").write_text(HEADING + HEAD + tables, "utf-8")
        (tmp_path / "games.csv").write_text(GAMES, "utf-8")
        results, findings = examine_tables(load_brief(tmp_path))
        return dict(results), findings

    return read


def rows_of(table: EventTable, row: int) -> list[int]:
    name, rows = table.source_rows(RowRanges([row]))
    assert name == "games"
    return list(rows)


def errors(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings if finding.severity is Severity.ERROR]


def test_a_stack_has_each_row_once_for_each_entry(reading: Reading) -> None:
    tables, findings = reading(STACK)
    teams = tables["teams"]
    assert errors(findings) == []
    assert cells(teams, "team") == ["A", "B", "B", "C", "C", "A", "A", "C", "B", "A"]
    assert cells(teams, "scored") == [2, 1, 0, 0, 1, 3, None, None, 4, 4]
    assert cells(teams, "goals")[:3] == [3, 3, 0]
    assert cells(teams, "place")[:2] == ["home", "away"]
    assert [rows_of(teams, row) for row in (1, 2, 3, 10)] == [[2], [2], [3], [6]]
    assert teams.columns["scored"].type == "integer"


def test_groups_have_aggregates_in_ascending_order(reading: Reading) -> None:
    tables, findings = reading(
        STACK
        + """
[tables.totals]
from = "teams"
label = "المجاميع"
by = ["team"]
where = "date is not missing"
[tables.totals.columns]
team = { label = "الفريق" }
played = { label = "لعب", value = "count()" }
won = { label = "سجل", value = "sum(scored)" }
home = { label = "داخل", value = "count(where place == 'home')" }
each = { label = "معدل", value = "won / played" }
latest = { label = "آخر", value = "max(date)" }
"""
    )
    totals = tables["totals"]
    assert errors(findings) == []
    assert cells(totals, "team") == ["A", "B", "C"]
    assert cells(totals, "played") == [3, 2, 3]
    assert cells(totals, "won") == [5, 1, 1]
    assert cells(totals, "home") == [2, 1, 1]
    assert [round(float(cell), 3) for cell in cells(totals, "each")] == [1.667, 0.5, 0.333]
    assert cells(totals, "latest") == ["2025-03-01", "2025-01-05", "2025-03-01"]
    assert totals.columns["latest"].type == "date" and totals.columns["team"].label == "الفريق"
    assert [rows_of(totals, row) for row in (1, 2)] == [[2, 4, 5], [2, 3]]


def test_the_row_before_is_that_of_the_order(reading: Reading) -> None:
    tables, findings = reading(
        STACK
        + """
[tables.runs]
from = "teams"
label = "الفترات"
where = "date is not missing"
order = ["team", "-date"]
[tables.runs.columns]
gap = { label = "الأيام", value = "prior(date, same = team) - date" }
"""
    )
    runs = tables["runs"]
    assert errors(findings) == []
    assert cells(runs, "team") == ["A", "A", "A", "B", "B", "C", "C", "C"]
    assert cells(runs, "gap") == [None, 0, 55, None, 2, None, 0, 57]
    assert rows_of(runs, 3) == [2]


def test_groups_in_an_order_of_their_own_have_a_row_before(reading: Reading) -> None:
    tables, findings = reading(
        """
[tables.days]
from = "games"
label = "الأيام"
by = ["date"]
where = "date is not missing"
order = ["-date"]
[tables.days.columns]
games = { label = "المباريات", value = "count()" }
gap = { label = "الفارق", value = "prior(date) - date" }
more = { label = "الزيادة", value = "games - prior(games)" }
"""
    )
    assert errors(findings) == []
    days = tables["days"]
    assert cells(days, "date") == ["2025-03-01", "2025-01-05", "2025-01-03"]
    assert cells(days, "games") == [2, 1, 1]
    assert cells(days, "gap") == [None, 55, 2]
    assert cells(days, "more") == [None, -1, 0]
    assert rows_of(days, 1) == [4, 5]


@pytest.mark.parametrize(
    ("by", "complete", "expected"),
    [
        (
            '["date"]',
            '["2025-01-02", "2025-01-05"]',
            {"2025-01-02": 0, "2025-01-03": 1, "2025-01-04": 0, "2025-01-05": 1, "2025-03-01": 2},
        ),
        ('{ d = "year_month(date)" }', '["2024-12", "2025-03"]', {"2024-12": 0, "2025-01": 2, "2025-02": 0, "2025-03": 2}),
        ('{ d = "year(date)" }', "[2023, 2025]", {2023: 0, 2024: 0, 2025: 4}),
    ],
)  # fmt: skip
def test_missing_members_are_filled(
    reading: Reading, by: str, complete: str, expected: dict[Any, int]
) -> None:
    tables, findings = reading(
        f"""
[tables.days]
from = "games"
label = "الأيام"
by = {by}
where = "date is not missing"
complete = {complete}
columns.games = {{ label = "المباريات", value = "count()" }}
columns.most = {{ label = "الأكثر", value = "max(hs)" }}
"""
    )
    assert errors(findings) == []
    days = tables["days"]
    name = next(iter(days.columns))
    assert dict(zip(cells(days, name), cells(days, "games"), strict=True)) == expected
    empty = cells(days, "games").index(0)
    assert cells(days, "most")[empty] is None and rows_of(days, empty + 1) == []


def test_tables_are_derived_in_any_order_and_looked_up(reading: Reading) -> None:
    tables, findings = reading(
        """
[tables.strong]
from = "firsts"
label = "الأقوى"
where = "first.won > 1"
[[tables.firsts.foreign_keys]]
columns = ["first"]
table = "totals"
references = ["home"]
[tables.firsts]
from = "games"
label = "الأولى"
stack = [ { first = "home" } ]
[tables.totals]
from = "games"
label = "المجاميع"
by = ["home"]
columns.won = { label = "سجل", value = "sum(hs)" }
"""
    )
    assert errors(findings) == []
    assert list(tables) == ["games", "strong", "firsts", "totals"]
    assert cells(tables["strong"], "first") == ["A", "B", "A", "B"]
    assert rows_of(tables["strong"], 4) == [6]


@pytest.mark.parametrize(
    ("table", "rule", "key"),
    [
        ('from = "game"', "unknown-table", "from"),
        ('from = "games"\nwhere = "home = 1"', "wrong-sign", "where"),
        ('from = "games"\nstack = [{ x = "home" }, { y = "away" }]', "uneven-stack", "stack[2]"),
        ('from = "games"\nstack = [{ x = "home" }, { x = "hs" }]', "stack-kinds", "stack[1].x"),
        ('from = "games"\nby = ["hom"]', "no-such-name", "by[1]"),
        ('from = "games"\norder = ["prior(hs)"]', "needs-order", "order[1]"),
        ('from = "games"\nby = ["home"]\ncomplete = [1, 2]', "unfit-complete", "complete"),
        ('from = "t"', "circular-table", "from"),
        (
            'from = "games"\nby = ["home"]\ncolumns.x = { label = "س", value = "hs" }',
            "column-outside-aggregate",
            "columns.x.value",
        ),
        ('from = "games"\ncolumns.x = { label = "س" }', "unknown-column", "columns.x"),
        (
            'from = "games"\norder = ["x"]\ncolumns.x = { label = "س", value = "hss" }',
            "no-such-name",
            "columns.x.value",
        ),
        (
            'from = "games"\nby = ["home"]\norder = ["x"]\ncolumns.x = { label = "س", value = "sum(hss)" }',
            "no-such-name",
            "columns.x.value",
        ),
    ],
)
def test_a_wrong_table_has_one_finding(reading: Reading, table: str, rule: str, key: str) -> None:
    _, findings = reading(f'[tables.t]\nlabel = "ج"\n{table}\n')
    (finding,) = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert (finding.rule, finding.where.key) == (rule, f"tables.t.{key}")


def test_a_stack_of_stacks_ends_at_its_bound(reading: Reading) -> None:
    names = ["games", *(f"t{level}" for level in range(64))]
    levels = [
        f'[tables.{name}]\nfrom = "{source}"\nlabel = "ج"\nstack = [{{ x = "1" }}, {{ x = "2" }}]\n'
        for source, name in pairwise(names)
    ]
    _, findings = reading("".join(levels))
    (finding,) = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert finding.rule == "stack-too-long"
    assert str(finding.where.key).endswith(".stack")


def test_derived_tables_are_checked(reading: Reading) -> None:
    _, findings = reading(
        STACK
        + """
rules = [{ check = "scored < 4" }]
key = ["team", "date"]
columns.scored = { label = "سجل", required = true }
"""
    )
    assert sorted(set(errors(findings))) == ["missing-cell", "repeated-key", "row-rule"]
    assert all(finding.where.key == "tables.teams" for finding in findings)


def test_rows_that_an_uncertain_date_leaves_out_are_counted(reading: Reading) -> None:
    table = '[tables.t]\nfrom = "games"\nlabel = "ج"\nwhere = "month <= \'2025-01-04\'"\n'
    month = 'month = { label = "الشهر", value = "year_month(date)" }\n'
    _, findings = reading(month + table)
    (finding,) = findings
    assert (finding.rule, finding.values["count"]) == ("uncertain-rows", 2)
    _, findings = reading(month + table + 'severity = { uncertain-rows = "off" }\n')
    assert findings == ()


@pytest.mark.parametrize("declared", ["", ', values = ["MA", "TN", "FR"]'])
@pytest.mark.parametrize(("by", "expected"), [("", 2), ('by = ["place"]', 1)])
def test_a_text_is_compared_with_a_derived_table_as_with_its_source(
    tmp_path: Path, declared: str, by: str, expected: int
) -> None:
    toml = f"""
[tables.meetings.columns]
place = {{ type = "country", label = "المكان"{declared} }}
[tables.derived]
label = "المشتق"
from = "meetings"
{by}
"""
    measures = (
        f'[measures.m{index}]\nlabel = "x"\ncount = "derived"\nwhere = "place == \'{text}\'"\n'
        for index, text in enumerate(("FR", "fr", "فرنسا"))
    )
    toml = HEADING + TABLE + toml + "".join(measures) + SECTION
    brief = loaded(tmp_path, toml, "place\nFR\nفرنسا\nMA\n")
    counted = count_measures(brief, read_tables(brief))
    assert [counted[name].value for name in counted] == [expected] * 3
