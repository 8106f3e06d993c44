"""The arithmetic of the expected answers is exact: DuckDB's own division would give doubles."""

from __future__ import annotations

import datetime as dt
import statistics
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from hypothesis import strategies as st
from properties import examples

from questions.answers import rounded
from questions.duck import MACROS

SMALL = st.integers(-(10**9), 10**9)


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(MACROS)
    return connection


@examples(5, 100, pairs=st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=50))
def test_ratios_are_rounded_half_away_from_zero(
    database: duckdb.DuckDBPyConnection, pairs: list[tuple[int, int]]
) -> None:
    rows = database.execute(
        "SELECT n, d, ratio1(n, d), ratio2(n, d), percent(n, d)"
        " FROM (SELECT unnest(?) AS n, unnest(?) AS d)",
        [list(numbers) for numbers in zip(*pairs, strict=True)],
    ).fetchall()
    for (numerator, denominator), row in zip(pairs, rows, strict=True):
        assert row[:2] == (numerator, denominator)
        if denominator == 0:
            assert row[2:] == (None, None, None)
            continue
        exact = Fraction(numerator, denominator)
        expected = [rounded(exact, 1), rounded(exact, 2), rounded(exact * 100, 1)]
        assert [Fraction(value) for value in row[2:]] == expected
        assert [value.as_tuple().exponent for value in row[2:]] == [-1, -2, -1]


@examples(5, 100, numerator=st.decimals(-1000, 1000, places=17), denominator=st.integers(1, 999))
def test_decimals_keep_all_their_digits(
    database: duckdb.DuckDBPyConnection, numerator: Decimal, denominator: int
) -> None:
    sql = f"SELECT ratio2(CAST('{numerator:f}' AS DECIMAL(38, 17)), {denominator})"
    ((value,),) = database.execute(sql).fetchall()
    assert Fraction(value) == rounded(Fraction(numerator) / denominator, 2)


@examples(3, 20, lists=st.lists(st.lists(SMALL, min_size=2, max_size=9), min_size=1, max_size=30))
def test_quantiles_lie_between_two_values(
    database: duckdb.DuckDBPyConnection, lists: list[list[int]]
) -> None:
    flat = []
    for place, values in enumerate(lists):
        for value in values:
            flat.append((place, value))
    rows = database.execute(
        "SELECT median2(x), quantile2(x, 3, 4) FROM (SELECT unnest(?) AS place, unnest(?) AS x)"
        " GROUP BY place ORDER BY place",
        [list(numbers) for numbers in zip(*flat, strict=True)],
    ).fetchall()
    for values, (median, third) in zip(lists, rows, strict=True):
        exact = list(map(Fraction, values))
        quartiles = statistics.quantiles(exact, n=4, method="inclusive")
        assert Fraction(median) == rounded(statistics.median(exact), 2)
        assert Fraction(third) == rounded(quartiles[2], 2)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (dt.date(2004, 2, 29), dt.date(2005, 2, 28), 0),
        (dt.date(2004, 2, 29), dt.date(2005, 3, 1), 1),
        (dt.date(1999, 12, 31), dt.date(2019, 12, 31), 20),
        (dt.date(1999, 12, 31), dt.date(2019, 12, 30), 19),
    ],
)
def test_years_count_from_the_anniversary(
    database: duckdb.DuckDBPyConnection, first: dt.date, last: dt.date, years: int
) -> None:
    sql = "SELECT years_between(?, ?)"
    assert database.execute(sql, [first, last]).fetchall() == [(years,)]
