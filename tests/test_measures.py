"""Measures: each way to count, the rows each number comes from, and the words that say how it was counted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import slow

from brief.minimal import HEADING, SECTION, TABLE, findings_of, line_of, loaded
from report.brief.load import LoadedBrief
from report.errors import ExpressionError
from report.intake import read_tables
from report.measures import DEEPEST, Measure, TableRows, count_measures
from report.measures.formulas import MOST_WRITTEN_OUT
from report.rows import RowRanges

COLUMNS = """\
[tables.meetings.columns]
kind = { type = "category", label = "الصنف", values = ["منظمة", "دولة", "أخرى"] }
size = { type = "integer", label = "الحجم" }
cost = { type = "number", label = "الكلفة" }
day = { type = "date", label = "اليوم" }
signed = { type = "boolean", label = "التوقيع" }
place = { label = "المكان" }
"""
#: Rows 2 to 8, with row 5 blank.
CSV = """\
kind,size,cost,day,signed,place
دولة,3,1.5,2025-11-24,نعم,فاس
منظمة,,0.25,,لا,طنجة
دولة,4,,2025-11-24/2025-11-25,,فاس

,-2,1.25,2025-11,نعم,
دولة,3,2.00,2025-11-24,لا,غير مذكور
منظمة,10,,2026,نعم,الرباط
"""


def _brief(folder: Path, measures: str, csv: str = CSV) -> LoadedBrief:
    return loaded(folder, HEADING + TABLE + COLUMNS + measures + SECTION, csv)


def _counted(folder: Path, measures: str, csv: str = CSV) -> dict[str, Measure]:
    brief = _brief(folder, measures, csv)
    return dict(count_measures(brief, read_tables(brief)))


def _measure(folder: Path, rule: str) -> Measure:
    return _counted(folder, f'[measures.m]\nlabel = "المقياس"\n{rule}\n')["m"]


def _rules(brief: LoadedBrief) -> list[tuple[str, str | None]]:
    tables = read_tables(brief)
    return [
        (finding.rule, finding.where.key)
        for finding in findings_of(lambda: count_measures(brief, tables))
    ]


def _from(*names: str) -> str:
    """Return measures of one column each, to be put together."""
    rules = {
        "all": 'count = "meetings"',
        "states": 'count = "meetings"\nwhere = { kind = "دولة" }',
        "none": 'count = "meetings"\nwhere = { size = 99 }',
        "cost": 'sum = "meetings"\ncolumn = "cost"',
        "half": 'sum = "meetings"\ncolumn = "cost"\nwhere = { kind = "دولة", signed = true }',
    }
    return "".join(f'[measures.{name}]\nlabel = "م {name}"\n{rules[name]}\n' for name in names)


@pytest.mark.parametrize(
    ("rule", "value", "rows", "words"),
    [
        ('count = "meetings"', 6, (2, 3, 4, 6, 7, 8), "عدد صفوف جدول «الاجتماعات»"),
        ('sum = "meetings"\ncolumn = "size"', 18, (2, 3, 4, 6, 7, 8), "مجموع عمود «الحجم» في جدول «الاجتماعات»"),
        ('sum = "meetings"\ncolumn = "cost"', 5, (2, 3, 4, 6, 7, 8), "مجموع عمود «الكلفة» في جدول «الاجتماعات»"),
        (
            'sum = "meetings"\ncolumn = "cost"\nwhere = { kind = "منظمة" }', Decimal("0.25"), (3, 8),
            "مجموع عمود «الكلفة» في جدول «الاجتماعات» بشرط: الصنف = منظمة",
        ),
        ('sum = "meetings"\ncolumn = "size"\nwhere = { size = 99 }', 0, (), None),
        (
            'distinct = "meetings"\ncolumn = "kind"', 2, (2, 3, 4, 6, 7, 8),
            "عدد القيم المختلفة في عمود «الصنف» من جدول «الاجتماعات»",
        ),
        ('distinct = "meetings"\ncolumn = "day"', 4, (2, 3, 4, 6, 7, 8), None),
        ('distinct = "meetings"\ncolumn = "signed"', 2, (2, 3, 4, 6, 7, 8), None),
        ('distinct = "meetings"\ncolumn = "place"', 3, (2, 3, 4, 6, 7, 8), None),
    ],
)  # fmt: skip
def test_a_number_from_a_table(
    tmp_path: Path, rule: str, value: int | Decimal, rows: tuple[int, ...], words: str | None
) -> None:
    measure = _measure(tmp_path, rule)
    assert (type(measure.value), measure.value) == (type(value), value)
    assert measure.rows == (TableRows("meetings", RowRanges(rows)),)
    assert (measure.name, measure.label, measure.is_share, measure.parts) == (
        "m",
        "المقياس",
        False,
        {},
    )
    assert words is None or measure.rule == words


@pytest.mark.parametrize(
    ("where", "rows", "words"),
    [
        ('kind = "دولة"', (2, 4, 7), "الصنف = دولة"),
        ('kind = ["منظمة", "دولة"]', (2, 3, 4, 7, 8), "الصنف = منظمة أو دولة"),
        ('kind = { not = "دولة" }', (3, 6, 8), "الصنف غير دولة"),
        ('kind = { not = ["دولة", "منظمة"] }', (6,), "الصنف غير دولة ولا منظمة"),
        ("kind = { missing = true }", (6,), "الصنف غير مذكور"),
        ("kind = { missing = false }", (2, 3, 4, 7, 8), "الصنف مذكور"),
        ('kind = { missing = false, not = "دولة" }', (3, 8), "الصنف مذكور؛ الصنف غير دولة"),
        ('kind = "دولة", size = 3', (2, 7), "الصنف = دولة؛ الحجم = 3"),
        ('kind = "أخرى"', (), "الصنف = أخرى"),
        ("size = 3", (2, 7), "الحجم = 3"),
        ('size = ["3", 4]', (2, 4, 7), "الحجم = 3 أو 4"),
        ("cost = 2", (7,), "الكلفة = 2"),
        ("cost = { not = 1.5 }", (3, 4, 6, 7, 8), "الكلفة غير 1.5"),
        ("signed = true", (2, 6, 8), "التوقيع = نعم"),
        ('signed = "لا"', (3, 7), "التوقيع = لا"),
        ('day = "2025-11-24"', (2, 7), "اليوم = 2025-11-24"),
        ('place = " فاس "', (2, 4), "المكان =  فاس "),
        ("place = { missing = true }", (6, 7), "المكان غير مذكور"),
        ('place = "غير مذكور"', (6, 7), "المكان = غير مذكور"),
        ('place = { not = "غير مذكور" }', (2, 3, 4, 8), "المكان غير غير مذكور"),
    ],
)
def test_conditions_choose_rows(
    tmp_path: Path, where: str, rows: tuple[int, ...], words: str
) -> None:
    measure = _measure(tmp_path, f'count = "meetings"\nwhere = {{ {where} }}')
    assert measure.rows == (TableRows("meetings", RowRanges(rows)),)
    assert measure.value == len(rows)
    assert measure.rule == f"عدد صفوف جدول «الاجتماعات» بشرط: {words}"


@pytest.mark.parametrize(
    ("by", "expected_parts"),
    [
        ("kind", {"منظمة": (3, 8), "دولة": (2, 4, 7), "غير مذكور": (6,)}),
        ("size", {"3": (2, 7), "4": (4,), "-2": (6,), "10": (8,), "غير مذكور": (3,)}),
        (
            "day",
            {
                "2025-11-24": (2, 7),
                "2025-11-24/2025-11-25": (4,),
                "2025-11": (6,),
                "2026": (8,),
                "غير مذكور": (3,),
            },
        ),
        ("signed", {"نعم": (2, 6, 8), "لا": (3, 7), "غير مذكور": (4,)}),
        ("place", {"فاس": (2, 4), "طنجة": (3,), "الرباط": (8,), "غير مذكور": (6, 7)}),
    ],
)
def test_parts_stand_in_the_declared_order_and_hold_their_rows(
    tmp_path: Path, by: str, expected_parts: dict[str, tuple[int, ...]]
) -> None:
    measure = _measure(tmp_path, f'count = "meetings"\nnoun = "اجتماع"\nby = "{by}"')
    assert list(measure.parts) == list(expected_parts)
    assert {name: measure_part.rows for name, measure_part in measure.parts.items()} == {
        name: (TableRows("meetings", RowRanges(rows)),) for name, rows in expected_parts.items()
    }
    assert {name: measure_part.value for name, measure_part in measure.parts.items()} == {
        name: len(rows) for name, rows in expected_parts.items()
    }
    assert {measure_part.noun for measure_part in measure.parts.values()} == {"اجتماع"}


def test_a_part_says_whose_it_is(tmp_path: Path) -> None:
    measure_part = _measure(
        tmp_path, 'sum = "meetings"\ncolumn = "size"\nby = "kind"\nwhere = { signed = true }'
    )["دولة"]
    assert (measure_part.name, measure_part.label, measure_part.value) == (
        "m[دولة]",
        "المقياس: دولة",
        3,
    )
    assert (
        measure_part.rule
        == "مجموع عمود «الحجم» في جدول «الاجتماعات» بشرط: التوقيع = نعم؛ الصنف = دولة"
    )


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    measure = _measure(tmp_path, 'count = "meetings"\nby = "kind"')
    with pytest.raises(ExpressionError, match="has no part «أخرى»") as error:
        measure["أخرى"]
    assert error.value.findings[0].values["known"] == ("منظمة", "دولة", "غير مذكور")


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        ('difference = ["all", "states"]', 3, "«م all» ناقص «م states»"),
        ('difference = ["states", "all"]', -3, "«م states» ناقص «م all»"),
        ('difference = ["cost", "half"]', Decimal("3.5"), "«م cost» ناقص «م half»"),
        ('difference = ["half", "half"]', 0, "«م half» ناقص «م half»"),
        ('total = ["all", "states", "all"]', 15, "«م all» زائد «م states» زائد «م all»"),
        ('total = ["half", "half"]', 3, "«م half» زائد «م half»"),
        ('share = ["states", "all"]', Decimal("0.5"), "نسبة «م states» إلى «م all»"),
        ('share = ["none", "all"]', Decimal(0), "نسبة «م none» إلى «م all»"),
        ('share = ["half", "states"]', Decimal("0.5"), "نسبة «م half» إلى «م states»"),
    ],
)
def test_a_number_from_other_measures(
    tmp_path: Path, rule: str, value: int | Decimal, words: str
) -> None:
    derived = _from("all", "states", "none", "cost", "half")
    measure = _counted(tmp_path, f'[measures.m]\nlabel = "المقياس"\n{rule}\n' + derived)["m"]
    assert (type(measure.value), measure.value) == (type(value), value)
    assert (measure.rule, measure.is_share) == (words, rule.startswith("share"))


def test_a_number_from_others_has_their_rows_each_once(tmp_path: Path) -> None:
    total = '[measures.m]\nlabel = "x"\ntotal = ["all", "states", "all", "cost"]\n'
    measure = _counted(tmp_path, _from("all", "states", "cost") + total)["m"]
    assert measure.rows == (
        TableRows("meetings", RowRanges((2, 3, 4, 6, 7, 8))),
        TableRows("meetings", RowRanges((2, 4, 7))),
    )


def test_measures_of_a_table_without_rows(tmp_path: Path) -> None:
    rule = 'label = "x"\nby = "kind"\nwhere = { kind = "دولة", size = { missing = false } }\n'
    counted = _counted(
        tmp_path,
        f'[measures.a]\ncount = "meetings"\n{rule}[measures.b]\nsum = "meetings"\ncolumn = "cost"\n{rule}',
        CSV.split("\n")[0] + "\n",
    )
    assert [(measure.value, measure.parts, measure.rows) for measure in counted.values()] == [
        (0, {}, (TableRows("meetings", RowRanges(())),))
    ] * 2


def test_sums_are_exact(tmp_path: Path) -> None:
    cells = ["999999999999999999.000000000001", "0.1", "0.2", "-0.3", "1"]
    csv = "kind,size,cost,day,signed,place\n" + "".join(f",,{cell},,,\n" for cell in cells)
    rule = '[measures.m]\nlabel = "x"\nsum = "meetings"\ncolumn = "cost"\n'
    assert _counted(tmp_path, rule, csv)["m"].value == Decimal("1000000000000000000.000000000001")


@given(st.lists(st.decimals(-(10**9), 10**9, places=3), max_size=8))
def test_a_sum_is_that_of_whole_thousandths(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Decimal]
) -> None:
    # 0.5 is in the column, so that the point of 1.000 is no sign of thousands.
    csv = "kind,size,cost,day,signed,place\n" + "".join(
        f"دولة,,{cell:f},,,\n" for cell in [*cells, Decimal("0.5")]
    )
    folder = tmp_path_factory.mktemp("sums")
    value = _counted(folder, '[measures.m]\nlabel = "x"\nsum = "meetings"\ncolumn = "cost"\n', csv)[
        "m"
    ].value
    expected = sum(int(cell * 1000) for cell in cells) + 500
    assert value * 1000 == expected
    assert isinstance(value, int) == (expected % 1000 == 0)


@pytest.mark.parametrize(
    ("rule", "wrong", "key"),
    [
        ('count = "meeting"', "unknown-table", "measures.m.count"),
        ('sum = "meetings"\ncolumn = "sizes"', "unknown-column", "measures.m.column"),
        ('count = "meetings"\nby = "kindd"', "unknown-column", "measures.m.by"),
        ('count = "meetings"\nwhere = { kindd = "دولة" }', "unknown-column", "measures.m.where"),
        ('count = "meetings"\nwhere = { kind = "دول" }', "bad-category", "measures.m.where.kind"),
        (
            'count = "meetings"\nwhere = { kind = { not = ["دولة", 5] } }',
            "bad-value",
            "measures.m.where.kind",
        ),
        ('count = "meetings"\nwhere = { place = "" }', "bad-value", "measures.m.where.place"),
        ('count = "meetings"\nwhere = { day = "أمس" }', "bad-date-cell", "measures.m.where.day"),
        ('sum = "meetings"\ncolumn = "place"', "not-numbers", "measures.m.column"),
        ('sum = "meetings"\ncolumn = "signed"', "not-numbers", "measures.m.column"),
        ('sum = "meetings"\ncolumn = "day"', "not-numbers", "measures.m.column"),
        (
            'sum = "meetings"\ncolumn = "place"\nwhere = { size = 99 }',
            "not-numbers",
            "measures.m.column",
        ),
        ('total = ["all", "states2"]', "unknown-measure", "measures.m.total"),
        ('difference = ["m", "all"]', "circle", "measures.m.difference"),
    ],
)
def test_what_cannot_be_counted_is_reported_with_its_key(
    tmp_path: Path, rule: str, wrong: str, key: str
) -> None:
    brief = _brief(
        tmp_path, _from("all", "states", "none") + f'[measures.m]\nlabel = "x"\n{rule}\n'
    )
    assert _rules(brief) == [(wrong, key)]


def test_unknown_names_come_with_the_nearest(tmp_path: Path) -> None:
    measures = _from("all", "states") + '[measures.m]\nlabel = "x"\ntotal = ["al", "statess"]\n'
    measures += '[measures.n]\nlabel = "x"\ncount = "meetings"\nby = "knd"\n'
    brief = _brief(tmp_path, measures)
    tables = read_tables(brief)
    findings = findings_of(lambda: count_measures(brief, tables))
    assert [(finding.values["given"], finding.values["nearest"]) for finding in findings] == [
        ("al", "all"),
        ("knd", "kind"),
    ]
    assert findings[1].values["known"] == ("kind", "size", "cost", "day", "signed", "place")
    assert findings[0].where.line == line_of(brief.text, '["al", "statess"]')


def test_a_circle_names_its_way(tmp_path: Path) -> None:
    measures = _from("all") + '[measures.a]\nlabel = "x"\ntotal = ["all", "b"]\n'
    measures += '[measures.b]\nlabel = "x"\ndifference = ["c", "all"]\n[measures.c]\nlabel = "x"\nshare = ["a", "all"]\n'
    brief = _brief(tmp_path, measures)
    tables = read_tables(brief)
    findings = findings_of(lambda: count_measures(brief, tables))
    assert [finding.values["path"] for finding in findings] == ["a → b → c → a"]


def test_what_rests_on_a_fault_repeats_nothing(tmp_path: Path) -> None:
    measures = '[measures.bad]\nlabel = "x"\ncount = "none"\n'
    measures += "".join(f'[measures.m{n}]\nlabel = "x"\ntotal = ["bad", "bad"]\n' for n in range(3))
    assert _rules(_brief(tmp_path, measures)) == [("unknown-table", "measures.bad.count")]


@pytest.mark.parametrize("depth", [DEEPEST, DEEPEST + 1, slow(400)])
@pytest.mark.parametrize("is_first_below", [False, True])
@pytest.mark.parametrize("rule", ['total = ["m{0}", "m{0}"]', 'value = "m{0} + m{0}"'])
def test_a_long_way_down_is_refused_before_python_gives_up(
    tmp_path: Path, depth: int, is_first_below: bool, rule: str
) -> None:
    links = ['[measures.m0]\nlabel = "x"\ncount = "meetings"\n']
    for n in range(depth):
        links.append(f'[measures.m{n + 1}]\nlabel = "x"\n{rule.format(n)}\n')
    brief = _brief(tmp_path, "".join(links if is_first_below else links[::-1]))
    tables = read_tables(brief)
    if depth == DEEPEST:
        assert count_measures(brief, tables)[f"m{depth}"].value == 6 * 2**depth
        return
    findings = findings_of(lambda: count_measures(brief, tables))
    reported = [(finding.rule, finding.values["measure"]) for finding in findings]
    assert reported == [("too-deep", f"m{DEEPEST + 1}")]


def test_measures_written_out_over_and_over_are_refused(tmp_path: Path) -> None:
    links = ['[measures.m0]\nlabel = "x"\nvalue = "count(meetings)"\n']
    links += [
        f'[measures.m{n}]\nlabel = "x"\nvalue = "m{n - 1} + m{n - 1}"\nwhere = "true"\n'
        for n in range(1, DEEPEST)
    ]
    brief = _brief(tmp_path, "".join(links))
    tables = read_tables(brief)
    findings = findings_of(lambda: count_measures(brief, tables))
    assert [finding.rule for finding in findings] == ["too-deep"]
    assert findings[0].values["limit"] == MOST_WRITTEN_OUT


def test_a_long_circle_and_what_stands_on_it_are_reported_once(tmp_path: Path) -> None:
    length = 2 * DEEPEST
    links = [f'[measures.on{n}]\nlabel = "x"\nvalue = "m{n} + 1"\n' for n in range(5)]
    links += [
        f'[measures.m{n}]\nlabel = "x"\nvalue = "m{(n + 1) % length} + 1"\n' for n in range(length)
    ]
    brief = _brief(tmp_path, "".join(links))
    tables = read_tables(brief)
    findings = findings_of(lambda: count_measures(brief, tables))
    assert [finding.rule for finding in findings] == ["circle"]
    assert findings[0].values["path"] == " → ".join(f"m{n % length}" for n in range(length + 1))
