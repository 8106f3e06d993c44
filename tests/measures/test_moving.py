"""Moving totals and means, shows of values that are no numbers, and what each level is sorted by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.errors import ExpressionError
from report.intake import read_tables
from report.measures.engine import Engine
from report.measures.query import Asked, Query
from report.measures.show import parse_show

COLUMNS = """\
[tables.meetings.columns]
region = { label = "المنطقة" }
date = { type = "date", label = "التاريخ" }
killed = { type = "integer", label = "القتلى" }
"""
CSV = """\
region,date,killed
آسيا,2010-01-03,3
آسيا,2010-02-03,
إفريقيا,2010-02-11,4
آسيا,2010-04-20,5
إفريقيا,2010-05-03,10
أوروبا,,2
"""
MEASURES = """\
[measures.n]
label = "الاجتماعات"
value = "count(meetings)"
[measures.known]
label = "المعروف"
value = "count(killed)"
[measures.mean]
label = "المتوسط"
value = "mean(killed)"
[measures.place]
label = "المنطقة الغالبة"
value = "mode(region)"
[measures.since]
label = "أول يوم"
value = "min(date)"
[measures.many]
label = "كثير"
value = "count() > 1"
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("moving")
    brief = loaded(folder, HEADING + TABLE + COLUMNS + MEASURES + SECTION, CSV)
    return Engine(brief, read_tables(brief))


def _values(engine: Engine, measure: str, show: str, **keys: Any) -> list[Any]:
    asked = Asked(measure=measure, show=(parse_show(show),))
    result = engine.result(Query(measures=(asked,), **{"rows": ("year_month(date)",), **keys}))
    cells = []
    for row in range(len(result.rows)):
        cells.append([result.cell(row, column, 0).value for column in range(len(result.columns))])
    return [row[0] if len(row) == 1 else row for row in cells]


def test_a_month_without_rows_counts_as_zero(engine: Engine) -> None:
    assert _values(engine, "n", "moving total of 3") == [None, None, 3, 2, None]
    assert _values(engine, "n", "moving mean of 2") == [
        None, Fraction(3, 2), Fraction(1, 2), 1, None,
    ]  # fmt: skip


def test_the_mean_of_means_passes_over_blanks(engine: Engine) -> None:
    assert _values(engine, "mean", "moving mean of 2") == [None, Fraction(7, 2), 5, 7.5, None]


def test_a_dimension_that_is_no_time_moves_along_its_members(engine: Engine) -> None:
    assert _values(engine, "n", "moving total of 2", rows=("region",)) == [None, 5, 3]


def test_time_on_the_columns_moves_along_the_row(engine: Engine) -> None:
    keys = {"rows": ("region",), "columns": ("year_month(date)",), "missing": "hide"}
    totals = _values(engine, "n", "moving total of 2", **keys)
    assert totals == [[None, 2, 1, 1], [None, 1, 0, 1]]


def test_the_rows_behind_are_those_of_all_periods(engine: Engine) -> None:
    asked = Asked(measure="n", show=(parse_show("moving total of 2"),))
    result = engine.result(Query(measures=(asked,), rows=("year_month(date)",)))
    (rows,) = result.cell(1, 0, 0).provenance.rows
    assert list(rows.rows) == [2, 3, 4]


def test_a_moving_mean_of_counts_has_a_decimal(engine: Engine) -> None:
    asked = Asked(measure="n", show=(parse_show("moving mean of 2"),))
    result = engine.result(Query(measures=(asked,), rows=("year_month(date)",)))
    assert result.cell(1, 0, 0).text("ar-MA") == "1,5"


@pytest.mark.parametrize("words", ["moving total of 0", "moving mean of 99999", "moving mean of x"])
def test_a_number_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_show(words)
    (finding,) = caught.value.findings
    assert finding.rule == "bad-show"
    assert str(finding.values["nearest"]).startswith("moving")


@pytest.mark.parametrize("measure", ["place", "since", "many"])
@pytest.mark.parametrize(
    "show",
    ["share of total", "running total", "moving mean of 2", "moving total of 2", "index",
     "difference from previous", "change from last year", "contribution"],
)  # fmt: skip
def test_what_computes_refuses_values_that_are_no_numbers(
    engine: Engine, measure: str, show: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        _values(engine, measure, show)
    assert [finding.rule for finding in caught.value.findings] == ["show-without-numbers"]


def test_ranks_and_earlier_values_are_of_any_values(engine: Engine) -> None:
    ranks = _values(engine, "place", "rank")
    assert ranks == [2, 2, 2, 1, None]
    assert _values(engine, "place", "value of previous")[1] == "آسيا"


def test_a_count_of_values_leads_to_the_rows_that_have_one(engine: Engine) -> None:
    result = engine.result(Query(measures=(Asked(measure="known"),)))
    cell = result.cell(0, 0, 0)
    (rows,) = cell.provenance.rows
    assert (cell.value, list(rows.rows)) == (5, [2, 4, 5, 6, 7])


@pytest.mark.parametrize(
    ("sort", "lines"),
    [
        (("-n", "month(date)"), ["آسيا 1", "آسيا 2", "آسيا 4", "إفريقيا 2", "إفريقيا 5"]),
        (("-n", "-month(date)"), ["آسيا 4", "آسيا 2", "آسيا 1", "إفريقيا 5", "إفريقيا 2"]),
        (("-region", "n", "month(date)"), ["إفريقيا 2", "إفريقيا 5", "آسيا 1", "آسيا 2", "آسيا 4"]),
    ],
)
def test_a_level_that_sort_names_is_sorted_by_its_members(
    engine: Engine, sort: tuple[str, ...], lines: list[str]
) -> None:
    query = Query(
        measures=(Asked(measure="n"),),
        rows=("region", "month(date)"),
        sort=sort,
        missing="hide",
    )
    result = engine.result(query)
    assert [f"{outer.value} {inner.value}" for outer, inner in result.rows] == lines
