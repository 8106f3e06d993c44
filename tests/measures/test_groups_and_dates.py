"""Shares of groups in lines of totals, and lines sorted and ranked by dates."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from measures.engines import engine_of

from report.arabic import Interval
from report.errors import ExpressionError
from report.measures.engine import Engine
from report.measures.labels import plain_number
from report.measures.model import Result
from report.measures.query import Asked, Query
from report.measures.show import parse_show

FRAME = pd.DataFrame(
    {
        "region": pd.Series(["شمال", "شمال", "شمال", "جنوب"], dtype="string"),
        "town": pd.Series(["فاس", "فاس", "تازة", "زاكورة"], dtype="string"),
        "day": pd.Series(["2025-03-01", "2025-01-05", "2025-02-01", "2024-12-01"], dtype="string"),
    }
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    columns = {
        "region": {"label": "الجهة"},
        "town": {"label": "المدينة"},
        "day": {"label": "اليوم", "type": "date"},
    }
    measures = {
        "rows": {"label": "الصفوف", "value": "count(t)"},
        "first": {"label": "الأول", "from": "t", "value": "min(day)"},
    }
    return engine_of({"t": FRAME}, columns, measures, period="2024/2025")


def _values(result: Result, measure: int = 0) -> list[object]:
    values = [result.cell(row, 0, measure).value for row in range(len(result.rows))]
    return [value.text if isinstance(value, Interval) else value for value in values]


def test_a_total_is_the_whole_of_its_group(engine: Engine) -> None:
    share = Asked(measure="rows", show=(parse_show("share of group"),))
    totals = frozenset({"groups", "columns"})
    result = engine.result(Query(measures=(share,), rows=("region", "town"), totals=totals))
    kinds = [members[-1].kind for members in result.rows]
    assert kinds == ["value", "value", "subtotal", "value", "subtotal", "total"]
    third = Fraction(100, 3)
    assert _values(result) == [2 * third, third, 100, 100, 100, 100]


def test_lines_are_sorted_by_a_measure_that_is_a_date(engine: Engine) -> None:
    first = Asked(measure="first")
    result = engine.result(Query(measures=(first,), rows=("town",), sort=("first",)))
    assert _values(result) == ["2024-12-01", "2025-01-05", "2025-02-01"]
    result = engine.result(Query(measures=(first,), rows=("town",), sort=("-first",), top=2))
    assert _values(result) == ["2025-02-01", "2025-01-05"]


def test_dates_have_ranks(engine: Engine) -> None:
    rank = Asked(measure="first", show=(parse_show("rank"),))
    result = engine.result(Query(measures=(rank,), rows=("town",)))
    assert _values(result) == [2, 1, 3]


def test_the_year_before_is_found_on_the_side_that_has_years(engine: Engine) -> None:
    """Months of any year have none; the years across them have."""
    earlier = Asked(measure="rows", show=(parse_show("value of last year"),))
    query = Query(measures=(earlier,), rows=("quarter(day)",), columns=("year(day)",))
    result = engine.result(replace(query, complete=True))
    years = [members[0].value for members in result.columns]
    last = len(result.rows) - 1
    assert years == [2024, 2025] and result.rows[last][0].value == 4
    assert [result.cell(last, column).value for column in (0, 1)] == [None, 1]
    nested = replace(query, rows=("year(day)", "weekday(day)"), columns=())
    assert [head.value for _, head in engine.result(nested).rows] == [7, 6, 7]
    assert _values(engine.result(nested)) == [None, 0, 1]
    with pytest.raises(ExpressionError) as caught:
        engine.result(replace(query, columns=()))
    assert [finding.rule for finding in caught.value.findings] == ["no-years"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(2020, "2020"), (-2020, "-2020"), (10_000, "10.000"), (Fraction(3, 2), "1,5")],
)
def test_four_digits_are_not_separated_since_they_may_be_a_year(
    value: int | Fraction, text: str
) -> None:
    assert plain_number(value, "ar-MA") == text
