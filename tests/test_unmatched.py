"""Conditions: a month is met by its days, and a value that occurs nowhere is reported with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded, written
from report.brief import LoadedBrief
from report.checking import check
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


MEASURES = """\
[measures.m]
label = "الاجتماعات"
from = "meetings"
value = "count()"
[measures.n]
label = "المجموع"
from = "meetings"
value = "sum(n)"
"""
CHART = 'chart = "bars"\nby = "place"\ncaption = "ش"\n'
PIVOT = 'table = "meetings"\nrows = "place"\nmeasures = ["m"]\ncaption = "ج"\n'
FIGURES = 'figures = [{{ measure = "m", label = "أ"{keys} }}, {{ measure = "m", label = "ب" }}]\n'


def findings_of(
    folder: Path, blocks: str, *, columns: str = "", section: str = ""
) -> list[Finding]:
    """Return the warnings of :mod:`report.unmatched` about a section with these blocks."""
    texts = [HEADING, MEASURES, TABLE, COLUMNS, columns, SECTION.split("[[sections.blocks]]")[0]]
    blocks = "".join(f"[[sections.blocks]]\n{block}" for block in blocks.split("---\n"))
    warnings = check(written(folder, "".join(texts) + section + blocks, CSV))
    assert not [each for each in warnings if each.severity is Severity.ERROR], warnings
    return [each for each in warnings if each.rule in ("value-nowhere", "uncertain-rows")]


@pytest.mark.parametrize("text", ["تازة", "فاس", "فـاس"])
@pytest.mark.parametrize(
    ("block", "section", "key"),
    [
        (FIGURES.format(keys=", where = \"place == 'تازة'\""), "", "sections[1].blocks[1].figures[1].where"),
        (FIGURES.format(keys=", where = { place = 'تازة' }"), "", "sections[1].blocks[1].figures[1].where.place"),
        (CHART + 'measures = ["m"]\nwhere = "place == \'تازة\'"\n', "", "sections[1].blocks[1].where"),
        (CHART + 'table = "meetings"\nwhere = { place = "تازة" }\n', "", "sections[1].blocks[1].where.place"),
        (PIVOT + 'where = "n > 3 and place == \'تازة\'"\n', "", "sections[1].blocks[1].where"),
        (PIVOT + 'having = "m > 0 and place != \'تازة\'"\n', "", "sections[1].blocks[1].having"),
        (PIVOT + "having = \"count(where place == 'تازة') >= 0\"\n", "", "sections[1].blocks[1].having"),
        ('note = "ن"\nwhen = "count(where place == \'تازة\') >= 0"\n', "", "sections[1].blocks[1].when"),
        ('note = "{{ measures.m.where(\'place == \\"تازة\\"\') }}"\n', "", "sections[1].blocks[1].note"),
        ('note = "ن"\n', 'for_each = "kind"\nwhere = "place != \'تازة\'"\n', "sections[1].where"),
    ],
)  # fmt: skip
def test_every_kind_of_condition_is_looked_at(
    tmp_path: Path, block: str, section: str, key: str, text: str
) -> None:
    """A text that no cell has is reported at its key; one that a cell has, in any spelling, is not."""
    section = section.replace("تازة", text)
    findings = findings_of(tmp_path, block.replace("تازة", text), section=section)
    expected = [("value-nowhere", key)] if text == "تازة" else []
    assert [(each.rule, each.where.key) for each in findings] == expected
    assert all(each.where.line is not None for each in findings)


def test_a_condition_of_several_blocks_is_reported_at_each_once(tmp_path: Path) -> None:
    block = PIVOT + "where = \"place == 'تازة'\"\n"
    findings = findings_of(tmp_path, f"{block}---\n{block}", section='for_each = "kind"\n')
    assert [each.where.key for each in findings] == [
        "sections[1].blocks[1].where",
        "sections[1].blocks[2].where",
    ]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ("where = \"place == 'تازة'\"", "where"),
        ("where = \"side == 'تازة'\"", "where"),
        ('where = "side == \'تازة\' or n > 3"\nby = ["side"]', "where"),
        ("by = { c = \"place == 'تازة'\" }", "by.c"),
        ('columns.c = { label = "س", value = "side == \'تازة\'" }', "columns.c.value"),
        (
            'by = ["side"]\ncolumns.c = { label = "س", value = "count(where side == \'تازة\')" }',
            "columns.c.value",
        ),
    ],
)
@pytest.mark.parametrize("text", ["تازة", "فاس"])
def test_tables_of_stacked_rows_are_looked_at(
    tmp_path: Path, keys: str, key: str, text: str
) -> None:
    stack = 'stack = [{ side = "\'فاس\'" }, { side = "place" }]\n'
    table = f'[tables.t]\nfrom = "meetings"\nlabel = "ط"\n{stack}{keys.replace("تازة", text)}\n'
    findings = findings_of(tmp_path, 'note = "ن"\n', columns=table)
    expected = [f"tables.t.{key}"] if text == "تازة" else []
    assert [each.where.key for each in findings] == expected


#: Expressions over the column ``m``, each with the expression of that column.
OF_MONTHS = [
    ("month(day)", "m == 2"),
    ("month(day)", "m in [1, 2] and n > 3"),
    ("month(day)", "not (m == 2)"),
    ("month(day) + 1", "m * 2 > 4"),
    ("coalesce(month(day), 0)", "m == 2"),
    ("year_month(day)", "m == '2026-02'"),
    ("month(day) == 2", "m"),
    ("day < '2026-02-28'", "not m"),
    ("if(n > 5, month(day), 2)", "m == 2"),
    ("weekday(day)", "m != 3"),
]


@pytest.mark.parametrize(("value", "where"), OF_MONTHS)
@pytest.mark.parametrize("steps", [1, 2])
def test_a_computed_column_leaves_the_same_rows_open_as_its_expression(
    tmp_path: Path, value: str, where: str, steps: int
) -> None:
    """The warning counts the same rows for the column and for its expression."""
    columns = f'm = {{ label = "ش", value = "{value}" }}\n'
    if steps == 2:
        columns = columns.replace("m = ", "first = ") + 'm = { label = "ش", value = "first" }\n'
    plain = re.sub(r"\bm\b", f"({value})", where)
    counts = []
    for number, text in enumerate((where, plain)):
        block = f'table = "meetings"\ncolumns = ["place"]\ncaption = "ج"\nwhere = "{text}"\n'
        findings = findings_of(tmp_path / str(number), block, columns=columns)
        counts.append([each.values["count"] for each in findings])
    assert counts[0] == counts[1]
    has_open_rows = "coalesce" not in value
    assert bool(counts[0]) is has_open_rows


@pytest.mark.parametrize(
    "measure",
    [
        '[measures.x]\nlabel = "x"\ncount = "meetings"\nwhere = "m == 2"\n',
        value_of("count(where m == 2)").replace("measures.m", "measures.x"),
    ],
)
def test_measures_tell_of_the_rows_that_a_computed_column_leaves_open(
    tmp_path: Path, measure: str
) -> None:
    columns = 'm = { label = "ش", value = "month(day)" }\n'
    findings = findings_of(tmp_path, 'note = "ن"\n', columns=columns + measure)
    assert [(each.rule, each.values["count"]) for each in findings] == [("uncertain-rows", 1)]
