"""The engine: measures by dimensions, what is shown of them, which lines are printed, and why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measures.engines import cells_of

from brief.minimal import HEADING, SECTION, TABLE, findings_of, loaded
from report.arabic.amounts import NumberFormat, amount_spoken, amount_text, unit_text
from report.brief.measures import MEASURES as MEASURES_BY_NAME
from report.errors import Location
from report.intake import read_tables
from report.measures.conditions import member_condition
from report.measures.engine import Engine
from report.measures.functions import FUNCTIONS
from report.measures.model import Result
from report.measures.query import Asked, Query
from report.measures.rounding import adds_up, round_to_total
from report.measures.show import parse_show

COLUMNS = """\
[tables.meetings.columns]
region = { label = "المنطقة" }
country = { label = "البلد" }
date = { type = "date", label = "التاريخ" }
killed = { type = "integer", label = "القتلى" }
class = { type = "category", label = "الفئة", values = ["كبير", "متوسط", "صغير"] }
"""
CSV = """\
region,country,date,killed,class
آسيا,اليمن,2010-01-03,3,صغير
آسيا,العراق,2010-05-03,,كبير
إفريقيا,مصر,2011-01-03,4,صغير
آسيا,اليمن,2013-02,0,صغير
إفريقيا,السودان,2013-11-03,10,كبير
,,2013,1,صغير
أوروبا,فرنسا,,2,كبير
"""
MEASURES = """\
[measures.n]
label = "الهجمات"
noun = "هجوم"
value = "count(meetings)"
[measures.deadliness]
label = "القتلى لكل هجوم"
value = "sum(killed) / count()"
where = "region is not missing"
decimals = 2
[measures.killed]
label = "القتلى"
value = "sum(killed)"
[measures.twice]
label = "الضعف"
value = "2 * n"
[measures.portion]
label = "الحصة"
value = "100 * n / total(n)"
decimals = 1
[measures.place]
label = "الرتبة"
value = "n"
show = "rank"
[measures.large]
label = "نسبة الكبيرة"
from = "meetings"
value = "share(class == 'كبير')"
[measures.behind]
label = "الفرق"
value = "place - 1"
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _engine(tmp_path_factory.mktemp("engine"))


def _engine(folder: Path, measures: str = MEASURES, csv: str = CSV) -> Engine:
    brief = loaded(folder, HEADING + TABLE + COLUMNS + measures + SECTION, csv)
    return Engine(brief, read_tables(brief))


def _asked(measure: str, *show: str, of: str | None = None, **keys: Any) -> Asked:
    return Asked(measure=measure, show=tuple(parse_show(words, of) for words in show), **keys)


def _lines(result: Result) -> dict[str, list[str]]:
    """Return the printed cells of each row, column after column, under the labels of its head."""
    lines = {}
    for row, members in enumerate(result.rows):
        cells = [cell.text("ar-MA") for cell in cells_of(result, row)]
        lines[" ".join(member.label for member in members).strip()] = cells
    return lines


def _of(engine: Engine, *measures: Asked | str, **keys: Any) -> dict[str, list[str]]:
    asked = tuple(_asked(item) if isinstance(item, str) else item for item in measures)
    return _lines(engine.result(Query(measures=asked, **keys)))


def test_a_query_without_dimensions_is_one_row(engine: Engine) -> None:
    assert _of(engine, "n", "deadliness", "killed") == {"": ["7", "3,17", "20"]}


def test_nested_groups_have_subtotals_and_totals_are_measures_of_their_rows(engine: Engine) -> None:
    lines = _of(
        engine, "n", "deadliness",
        rows=("region", "country"), missing="hide", totals=frozenset(["groups", "columns"]),
    )  # fmt: skip
    assert lines == {
        "آسيا اليمن": ["2", "1,50"],
        "آسيا العراق": ["1", "—"],
        "آسيا المجموع": ["3", "1,00"],
        "إفريقيا مصر": ["1", "4,00"],
        "إفريقيا السودان": ["1", "10,00"],
        "إفريقيا المجموع": ["2", "7,00"],
        "أوروبا فرنسا": ["1", "2,00"],
        "أوروبا المجموع": ["1", "2,00"],
        "المجموع": ["6", "3,17"],
    }


def test_columns_and_their_totals(engine: Engine) -> None:
    result = engine.result(
        Query(
            measures=(_asked("n"),),
            rows=("region",),
            columns=("year(date)",),
            totals=frozenset(["rows"]),
        )
    )
    heads = [members[0].label for members in result.columns]
    assert heads == ["2010", "2011", "2013", "غير محدد", "المجموع"]
    assert _lines(result)["آسيا"] == ["2", "0", "1", "0", "3"]
    assert _lines(result)["غير مذكور"] == ["0", "0", "1", "0", "1"]
    assert (result.row("آسيا"), result.column(2013), result.row("أخرى")) == (0, 2, None)


def test_the_rows_and_the_rule_of_a_cell(engine: Engine) -> None:
    result = engine.result(Query(measures=(_asked("deadliness"),), rows=("region",)))
    provenance = result.cell(0).provenance
    assert provenance.label == "آسيا"
    assert provenance.rule == (
        "مجموع عمود «القتلى» في جدول «الاجتماعات» مقسوما على عدد صفوف جدول «الاجتماعات»"
        " بشرط: المنطقة مذكور؛ المنطقة = آسيا"
    )
    assert [list(rows.rows) for rows in provenance.rows] == [[2, 3, 5]]
    change = engine.result(
        Query(measures=(_asked("n", "change from previous"),), rows=("year(date)",))
    )
    assert [list(rows.rows) for rows in change.cell(1).provenance.rows] == [[2, 3, 4]]


@pytest.mark.parametrize(
    ("show", "of", "expected"),
    [
        ("difference from previous", None, ["—", "-1", "-1", "+3"]),
        ("change from previous", None, ["—", "-50,0%", "-100,0%", "—"]),
        ("value of previous", None, ["—", "2", "1", "0"]),
        ("difference from member before", None, ["—", "-1", "-1", "+3"]),
        ("change from last year", None, ["—", "-50,0%", "-100,0%", "—"]),
        ("difference from '2011'", None, ["+1", "0", "-1", "+2"]),
        ("index", None, ["100,0", "50,0", "0,0", "150,0"]),
        ("index from '2013'", None, ["66,7", "33,3", "0,0", "100,0"]),
        ("running total", None, ["2", "3", "3", "6"]),
        ("rank", None, ["2", "3", "4", "1"]),
        ("rank ascending", None, ["3", "2", "1", "4"]),
        ("share of total", None, ["33,3%", "16,7%", "0,0%", "50,0%"]),
    ],
)
def test_what_is_shown_along_time(
    engine: Engine, show: str, of: str | None, expected: list[str]
) -> None:
    lines = _of(
        engine, _asked("n", show, of=of), rows=("year(date)",), complete=True, missing="hide"
    )
    assert lines == {
        str(year): [cell] for year, cell in zip(range(2010, 2014), expected, strict=True)
    }


SIGNED = """\
region,country,date,killed,class
آسيا,اليمن,2010-01-03,-10,صغير
آسيا,العراق,2011-05-03,12,كبير
آسيا,العراق,2012-05-03,9,كبير
آسيا,العراق,2013-05-03,-3,كبير
آسيا,العراق,2014-05-03,-6,كبير
"""


@pytest.mark.parametrize(
    ("show", "years", "expected", "has_note"),
    [
        ("change from previous", None, ["—", "—", "-25,0%", "—", "—"], True),
        ("change from previous", "2011/2012", ["—", "-25,0%"], False),
        ("change from '2011'", None, ["—", "0,0%", "-25,0%", "—", "—"], True),
        ("index", None, ["—", "—", "—", "—", "—"], True),
        ("index from '2011'", None, ["—", "100,0", "75,0", "—", "—"], True),
        ("contribution", None, ["—", "—", "-25,0%", "—", "—"], True),
        ("difference from previous", None, ["—", "+22", "-3", "-12", "-3"], False),
    ],
)
def test_no_percentage_compares_a_negative_value(
    tmp_path: Path, show: str, years: str | None, expected: list[str], has_note: bool
) -> None:
    engine = _engine(tmp_path, csv=SIGNED)
    where = None if years is None else f"date in '{years}'"
    for side in ("rows", "columns"):
        query = Query(measures=(_asked("killed", show),), where=where, **{side: ("year(date)",)})  # type: ignore[arg-type]
        result = engine.result(query)
        assert list(chain.from_iterable(_lines(result).values())) == expected
        assert [note.key for note in result.notes] == ["note.no-percentage"] * has_note


@pytest.mark.parametrize("base", ["previous", "member before", "last year", "'2010'"])
def test_a_difference_of_percentages_is_in_points(engine: Engine, base: str) -> None:
    differences = _asked("n", "share of total", f"difference from {base}", name="points")
    ratio = _asked("large", f"difference from {base}", name="ratio")
    result = engine.result(
        Query(measures=(differences, ratio), rows=("year(date)",), missing="hide", complete=True)
    )
    for index, head in enumerate(result.measures):
        assert head.unit == "بالنقط المئوية"
        texts = [result.cell(row, 0, index).text("ar-MA") for row in range(len(result.rows))]
        numbers = [text for text in texts if text != "—"]
        assert numbers
        assert not any("%" in text for text in numbers)
        assert all(text.endswith(" مئوية") or text == "0,0" for text in numbers)
    assert result.cell(1, 0, 0).text("ar-MA", with_unit=False) == "-16,7"


def test_shows_follow_each_other(engine: Engine) -> None:
    lines = _of(
        engine, _asked("n", "share of total", "running total"), rows=("year(date)",), missing="hide"
    )
    assert lines == {"2010": ["33,3%"], "2011": ["50,0%"], "2013": ["100,0%"]}


def test_a_running_total_begins_again_at_each_member_of_a_dimension(engine: Engine) -> None:
    shown = _asked("n", "running total", of="year(date)")
    lines = _of(engine, shown, rows=("year(date)", "half(date)"), missing="hide")
    assert lines == {
        "2010 النصف الأول": ["2"],
        "2011 النصف الأول": ["1"],
        "2013 النصف الأول": ["1"],
        "2013 النصف الثاني": ["2"],
    }


def test_a_running_total_begins_again_at_each_year_of_months(engine: Engine) -> None:
    shown = _asked("n", "running total", of="year(date)")
    lines = _of(engine, shown, rows=("year_quarter(date)",), missing="hide")
    assert [cells[0] for cells in lines.values()] == ["1", "2", "1", "1", "2"]
    months = _of(engine, shown, columns=("year_month(date)",), missing="hide")
    assert months == {"": ["1", "2", "1", "1", "2"]}


def test_contributions_add_up_to_the_change_of_the_whole(engine: Engine) -> None:
    pieces = engine.result(
        Query(
            measures=(_asked("n", "contribution"),), rows=("region",), columns=("year(date)",),
            missing="hide",
        )
    )  # fmt: skip
    whole = engine.result(
        Query(
            measures=(_asked("n", "change from previous"),), columns=("year(date)",),
            where="region is not missing", missing="hide",
        )
    )  # fmt: skip
    column = pieces.column("2011") or 0
    added = sum(Fraction(pieces.cell(row, column).value or 0) for row in range(len(pieces.rows)))  # type: ignore[arg-type]
    assert added == whole.cell(0, whole.column("2011") or 0).value == -50


def test_the_first_members_the_others_and_ties(engine: Engine) -> None:
    keys: dict[str, Any] = {"rows": ("country",), "missing": "hide"}
    assert _of(engine, "n", top=1, others="دول أخرى", **keys) == {"اليمن": ["2"], "دول أخرى": ["4"]}
    assert list(_of(engine, "n", top=2, **keys)) == ["اليمن", "السودان"]
    assert len(_of(engine, "n", top=2, ties="keep", **keys)) == 5
    assert _of(engine, "killed", bottom=1, **keys) == {"فرنسا": ["2"]}
    total = _of(
        engine, "deadliness", top=1, others="دول أخرى", totals=frozenset(["columns"]), **keys
    )
    assert total == {"السودان": ["10,00"], "دول أخرى": ["1,80"], "المجموع": ["3,17"]}


def test_the_first_members_of_each_outer_group(engine: Engine) -> None:
    lines = _of(engine, "n", rows=("region", "country"), top=1, missing="hide")
    assert list(lines) == ["آسيا اليمن", "إفريقيا السودان", "أوروبا فرنسا"]
    outer = _of(
        engine,
        "n",
        rows=("region", "country"),
        top=1,
        top_of="region",
        missing="hide",
        others="غيرها",
    )
    assert outer == {"آسيا اليمن": ["2"], "آسيا العراق": ["1"], "غيرها": ["3"]}


def test_several_values_are_one_member(engine: Engine) -> None:
    lines = _of(engine, "killed", rows=(("country", "year(date)"),), top=2, missing="hide")
    assert list(lines) == ["السودان 2013", "مصر 2011"]


def test_conditions_on_groups(engine: Engine) -> None:
    keys: dict[str, Any] = {"rows": ("region",), "missing": "hide"}
    assert list(_of(engine, "n", having="n >= 2", **keys)) == ["آسيا", "إفريقيا"]
    assert list(_of(engine, "n", having="killed > 2 and region != 'آسيا'", **keys)) == ["إفريقيا"]
    assert list(_of(engine, "n", having="n == total(n)", **keys)) == []
    assert list(_of(engine, "n", having="max(killed) > 5", **keys)) == ["إفريقيا"]
    assert list(_of(engine, _asked("n", "rank", name="r"), having="r == 1", **keys)) == ["آسيا"]
    quarters = _of(
        engine, "n", rows=("year_quarter(date)",), having="year(year_quarter(date)) == 2013"
    )
    assert list(quarters) == ["الربع الأول من 2013", "الربع الرابع من 2013"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ((), ["آسيا", "إفريقيا", "أوروبا"]),
        (("label",), ["آسيا", "أوروبا", "إفريقيا"]),
        (("-label",), ["إفريقيا", "أوروبا", "آسيا"]),
        (("n",), ["أوروبا", "إفريقيا", "آسيا"]),
        (("-killed",), ["إفريقيا", "آسيا", "أوروبا"]),
    ],
)
def test_order(engine: Engine, sort: tuple[str, ...], expected: list[str]) -> None:
    assert list(_of(engine, "n", rows=("region",), sort=sort)) == [*expected, "غير مذكور"]


def test_declared_values_stand_in_their_order_and_can_be_completed(engine: Engine) -> None:
    assert _of(engine, "n", rows=("class",)) == {"كبير": ["3"], "صغير": ["4"]}
    assert list(_of(engine, "n", rows=("class",), complete=True)) == ["كبير", "متوسط", "صغير"]
    months = _of(engine, "n", rows=("month(date)",), complete=True, missing="hide")
    assert len(months) == 12 and months["يناير"] == ["2"]
    years = _of(engine, "n", rows=("year(date)",), complete=(2009, 2012), missing="hide")
    assert years == {"2009": ["0"], "2010": ["2"], "2011": ["1"], "2012": ["0"], "2013": ["3"]}
    quarters = _of(
        engine, "n", rows=("year_quarter(date)",), complete=("2010-01", "2010-12"),
        where="date < '2011'",
    )  # fmt: skip
    assert [cells[0] for cells in quarters.values()] == ["1", "1", "0", "0"]


def test_measures_of_measures_of_wholes_and_of_what_is_shown(engine: Engine) -> None:
    lines = _of(engine, "twice", "portion", "place", "behind", rows=("region",), missing="hide")
    assert lines == {
        "آسيا": ["6", "50,0", "1", "0"],
        "إفريقيا": ["4", "33,3", "2", "1"],
        "أوروبا": ["2", "16,7", "3", "2"],
    }


def test_rows_that_are_left_out_are_in_the_notes(engine: Engine) -> None:
    result = engine.result(Query(measures=(_asked("n"),), rows=("region",), missing="hide"))
    assert [note.text for note in result.notes] == [
        "لم يحتسب ما لم يذكر فيه «المنطقة» (عدد الصفوف: 1)."
    ]
    uncertain = engine.result(Query(measures=(_asked("n"),), where="date < '2013-06'"))
    assert [note.key for note in uncertain.notes] == ["note.uncertain"]
    assert uncertain.notes[0].values == {"count": 1}


def test_the_note_on_rounding_only_where_it_is_true(tmp_path: Path) -> None:
    def result(count: int, **keys: Any) -> Result:
        csv = "region,country,date,killed,class\n" + "".join(
            f"ر{i},,,,كبير\n" for i in range(count)
        )
        engine = _engine(tmp_path / f"{count}{len(keys)}", csv=csv)
        shown = (_asked("n", "share of total"),)
        return engine.result(Query(measures=shown, rows=("region",), **keys))

    assert [note.key for note in result(3).notes] == ["note.rounding"]
    assert result(4).notes == ()
    made_to_add_up = result(3, round_to_total=True)
    assert made_to_add_up.notes == ()
    assert [cells[0] for cells in _lines(made_to_add_up).values()] == ["33,4%", "33,3%", "33,3%"]


def test_shares_of_a_whole_with_a_negative_one_are_not_made_to_add_up(
    tmp_path: Path,
) -> None:
    csv = "region,country,date,killed,class\nأ,,,2,كبير\nب,,,2,كبير\nت,,,-1,كبير\n"
    shown = _asked("killed", "share of total", decimals=0)
    query = Query(measures=(shown,), rows=("region",), round_to_total=True)
    result = _engine(tmp_path, csv=csv).result(query)
    assert [cells[0] for cells in _lines(result).values()] == ["67%", "67%", "—"]
    assert [note.key for note in result.notes] == ["note.no-percentage"]


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=5))
def test_a_share_is_a_percentage_of_a_whole_above_zero(values: list[int]) -> None:
    csv = "region,country,date,killed,class\n"
    csv += "".join(f"ر{place},,,{value},كبير\n" for place, value in enumerate(values))
    with TemporaryDirectory() as folder:
        engine = _engine(Path(folder), csv=csv)
        query = Query(measures=(_asked("killed", "share of total"),), rows=("region",))
        result = engine.result(query)
    total = sum(values)
    shares = [result.cell(row, 0, 0).value for row in range(len(values))]
    assert shares == [
        Fraction(100 * value, total) if total > 0 and value >= 0 else None for value in values
    ]
    is_signed = total < 0 or min(values) < 0
    assert ("note.no-percentage" in [note.key for note in result.notes]) == is_signed


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30), st.integers(0, 2))
def test_rounded_shares_add_up_and_are_off_by_less_than_a_unit(
    counts: list[int], decimals: int
) -> None:
    total = sum(counts) or 1
    shares = [Fraction(100 * count, total) for count in counts]
    rounded = round_to_total(shares, decimals)
    assert sum(rounded) == (100 if sum(counts) else 0)
    unit = Fraction(1, 10**decimals)
    pairs = zip(rounded, shares, strict=True)
    assert all(abs(Fraction(printed) - share) < unit for printed, share in pairs)
    assert adds_up([Fraction(printed) for printed in rounded], decimals)


def test_a_division_by_zero_is_a_dash_and_a_warning(tmp_path: Path) -> None:
    measures = MEASURES + '[measures.odd]\nlabel = "م"\nvalue = "count() / sum(killed)"\n'
    result = _engine(tmp_path, measures).result(
        Query(measures=(_asked("odd"),), rows=("country",), having="sum(killed) == 0 or n == 2")
    )
    assert _lines(result) == {"اليمن": ["0,7"]}
    whole = _engine(tmp_path / "w", measures).result(
        Query(measures=(_asked("odd"),), rows=("year_month(date)",))
    )
    assert [(finding.rule, finding.values["group_ar"]) for finding in whole.findings] == [
        ("zero-denominator", "الشهر = فبراير 2013")
    ]


@given(
    rows=st.lists(st.tuples(st.sampled_from("آبج"), st.sampled_from("سص"), st.integers(0, 1))),
    columns=st.booleans(),
)
def test_each_printed_group_that_is_divided_by_zero_is_named_once(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, int]], columns: bool
) -> None:
    lines = [f"{region},{country},,{killed},صغير" for region, country, killed in rows]
    csv = "\n".join(["region,country,date,killed,class", "د,ع,,0,صغير", *lines]) + "\n"
    measures = MEASURES + '[measures.odd]\nlabel = "م"\nvalue = "count() / sum(killed)"\n'
    sides = {"rows": ("region",), "columns": ("country",) if columns else ()}
    query = Query(measures=(_asked("odd"),), totals=frozenset({"columns"}), **sides)
    result = _engine(tmp_path_factory.mktemp("zero"), measures, csv).result(query)
    sums: dict[tuple[str, ...], int] = {}
    for region, country, killed in [("د", "ع", 0), *rows]:
        group = (f"المنطقة = {region}", f"البلد = {country}" if columns else "")
        for names in (group, ("", group[1])):
            sums[names] = sums.get(names, 0) + killed
    expected = {"؛ ".join(filter(None, names)) for names, killed in sums.items() if not killed}
    reported = [finding.values["group_ar"] for finding in result.findings]
    assert sorted(reported) == sorted(text or "كل الصفوف" for text in expected)


def test_a_measure_without_aggregates_has_its_value_in_each_group(tmp_path: Path) -> None:
    measures = MEASURES + '[measures.goal]\nlabel = "م"\nvalue = "1 + 2"\n'
    engine = _engine(tmp_path, measures)
    assert _lines(engine.result(Query(measures=(_asked("goal"),)))) == {"": ["3"]}
    alone = _lines(engine.result(Query(measures=(_asked("goal"),), rows=("country",))))
    counted = _lines(
        engine.result(Query(measures=(_asked("n"), _asked("goal")), rows=("country",)))
    )
    assert alone and set(alone) == set(counted)
    assert {tuple(cells[-1:]) for cells in (*alone.values(), *counted.values())} == {("3",)}


def test_measures_of_two_tables_by_one_dimension(tmp_path: Path) -> None:
    second = TABLE.replace("meetings]", "ships]").replace("الاجتماعات", "السفن")
    columns = COLUMNS + COLUMNS.replace("meetings.columns", "ships.columns")
    measures = MEASURES + '[measures.ships]\nlabel = "السفن"\nvalue = "count(ships)"\n'
    measures += '[measures.per_ship]\nlabel = "م"\nvalue = "n / ships"\n'
    brief = loaded(tmp_path, HEADING + TABLE + second + columns + measures + SECTION, CSV)
    lines = _of(
        Engine(brief, read_tables(brief)), "n", "ships", "per_ship",
        rows=("region",), missing="hide", where="killed > 2 or region == 'آسيا'",
    )  # fmt: skip
    assert lines == {"آسيا": ["3", "3", "1,0"], "إفريقيا": ["2", "2", "1,0"]}


def test_functions_of_plug_ins_are_grouped_like_any_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MEASURES_BY_NAME, "_loaded", dict(MEASURES_BY_NAME.loaded))
    monkeypatch.setitem(FUNCTIONS, "product", "measures.plug_ins:PRODUCT")
    monkeypatch.setitem(FUNCTIONS, "larger", "measures.plug_ins:LARGER")
    measures = (
        MEASURES
        + """
[measures.product]
label = "الجداء"
product = "meetings"
column = "killed"
where = "killed > 0"
[measures.more]
label = "الأكبر"
larger = ["product", "n"]
[measures.half]
label = "النصف"
value = "product / 2"
"""
    )
    result = _engine(tmp_path, measures).result(
        Query(measures=(_asked("product"), _asked("more"), _asked("half")), rows=("region",))
    )
    assert _lines(result) == {
        "آسيا": ["3", "3", "1,5"],
        "إفريقيا": ["40", "40", "20,0"],
        "أوروبا": ["2", "2", "1,0"],
        "غير مذكور": ["1", "1", "0,5"],
    }
    provenance = result.cell(0, 0, 1).provenance
    assert provenance.rule == "أكبر «الجداء» و«الهجمات» بشرط: المنطقة = آسيا"
    assert [list(rows.rows) for rows in provenance.rows] == [[2], [2, 3, 5]]


def test_conditions_on_measures_and_within_members(engine: Engine) -> None:
    assert engine.holds("measures.n > 6", Location())
    assert not engine.holds("measures.n > 6 and measures.killed < 0", Location())
    assert not engine.holds("n > 6", Location(), within=("region == 'آسيا'",))
    assert engine.cell("n", ("killed > 2", {"region": "إفريقيا"})).value == 2


@pytest.mark.parametrize(
    "dimension",
    [
        "region",
        "date",
        "year(date)",
        "year_month(date)",
        "killed",
        "killed > 2",
        "bin(killed, 0.3)",
    ],
)
def test_the_condition_of_a_member_keeps_its_rows(engine: Engine, dimension: str) -> None:
    result = engine.result(Query(measures=(_asked("n"),), rows=(dimension,)))
    for row, (member,) in enumerate(result.rows):
        condition = member_condition(dimension, member.value)
        assert engine.cell("n", (condition,)).value == result.cell(row).value, condition


@pytest.mark.parametrize(
    ("style", "value", "printed", "heard", "head"),
    [
        ({"decimals": 0}, Fraction(5, 2), "3", "3", ""),
        ({"decimals": 0}, Fraction(-5, 2), "-3", "-3", ""),
        ({"unit": "كلم"}, 12, "12\u00a0كلم", "12\u00a0كلم", "كلم"),
        ({"currency": "MAD", "decimals": 2}, 5, "5,00\u00a0د.م.", "5,00\u00a0د.م.", "د.م."),
        (
            {"scale": "million", "unit": "درهم"}, 3_000_000,
            "3\u00a0ملايين درهم", "3\u00a0ملايين درهم", "بالملايين، درهم",
        ),
        ({"scale": "thousand", "decimals": 1}, 1_250, "1,3\u00a0ألف", "1,3\u00a0ألف", "بالآلاف"),
        (
            {"is_percent": True, "change": "arrow", "decimals": 1}, Fraction(-45, 2),
            "▼\u00a022,5%", "انخفاض 22,5%", "",
        ),
        ({"is_percent": True, "change": "arrow", "decimals": 0}, 22, "▲\u00a022%", "ارتفاع 22%", ""),
        ({"change": "arrow"}, 0, "0", "دون تغيير", ""),
        ({"change": "plus"}, 4, "+4", "+4", ""),
        (
            {"is_ratio": True, "is_points": True, "change": "plus", "decimals": 1},
            Fraction(-8, 250), "-3,2\u00a0نقطة مئوية", "-3,2\u00a0نقطة مئوية", "بالنقط المئوية",
        ),
        (
            {"is_percent": True, "is_points": True, "change": "arrow", "decimals": 0},
            5, "▲\u00a05\u00a0نقط مئوية", "ارتفاع 5\u00a0نقط مئوية", "بالنقط المئوية",
        ),
        ({"is_ratio": True, "decimals": 1}, Fraction(1, 8), "12,5%", "12,5%", ""),
    ],
)  # fmt: skip
def test_amounts(
    style: dict[str, Any], value: int | Fraction, printed: str, heard: str, head: str
) -> None:
    form = NumberFormat(**style)
    assert amount_text(value, form, "ar-MA") == printed
    assert amount_spoken(value, form, "ar-MA") == heard
    assert unit_text(form, "ar-MA") == head


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_half_away_from_zero(value: Fraction, decimals: int) -> None:
    from report.arabic.amounts import round_exact

    printed = round_exact(value, decimals)
    unit = Fraction(1, 10**decimals)
    assert abs(Fraction(printed) - value) <= unit / 2
    if abs(Fraction(printed) - value) == unit / 2:
        assert abs(printed) > abs(value)
    assert not (printed == 0 and printed.is_signed())
    assert isinstance(printed, Decimal)


def _query(engine: Engine, **keys: Any) -> Callable[[], object]:
    asked = keys.pop("measures", (_asked("n"),))
    return lambda: engine.result(Query(measures=asked, **keys))


@pytest.mark.parametrize(
    ("keys", "rule", "key"),
    [
        ({"measures": (_asked("m"),)}, "unknown-measure", "measures"),
        ({"rows": ("regionn",)}, "no-such-name", "rows"),
        ({"rows": ("region",), "sort": ("-m",)}, "bad-sort", "sort"),
        ({"rows": ("region",), "having": "m > 2"}, "no-such-name", "having"),
        ({"rows": ("region",), "top": 1, "top_of": "country"}, "no-dimension", "top_of"),
        ({"rows": ("region",), "complete": (1, 2)}, "bad-range", "complete"),
        ({"rows": ("region",), "complete": True}, "nothing-to-complete", "complete"),
        (
            {"rows": ("region", "year(date)"), "complete": {"region": True}},
            "nothing-to-complete",
            "complete",
        ),
        ({"where": "regionn == 'x'"}, "no-such-name", "where"),
    ],
)
def test_errors_have_their_place(engine: Engine, keys: dict[str, Any], rule: str, key: str) -> None:
    (finding,) = findings_of(_query(engine, **keys))
    assert (finding.rule, finding.where.key) == (rule, key)


@pytest.mark.parametrize(
    ("show", "of", "rule"),
    [
        ("difference from 'قمر'", None, "no-member"),
        ("share of group", "country", "no-dimension"),
    ],
)
def test_errors_of_show(engine: Engine, show: str, of: str | None, rule: str) -> None:
    result = _query(engine, measures=(_asked("n", show, of=of),), rows=("region", "year(date)"))
    assert [finding.rule for finding in findings_of(result)] == [rule]


def test_words_of_show_that_are_misspelt() -> None:
    (finding,) = findings_of(lambda: parse_show("share of totl"))
    assert (finding.rule, finding.values["nearest"]) == ("bad-show", "share of total")
