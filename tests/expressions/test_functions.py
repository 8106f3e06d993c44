"""Functions whose values a library or plain Python knows: calendars, spans, classes, folding."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from expression_columns import scope_of, value, values
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from report.expressions import AGGREGATES, ExpressionFault, Scope, check

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
DATE = {"d": "date"}


def of_days(text: str, days: list[dt.date]) -> list[object]:
    return values(text, DATE, {"d": [day.isoformat() for day in days]})


@settings(max_examples=share(50))
@given(st.lists(DAYS, min_size=1, max_size=20))
def test_parts_of_days_are_those_of_the_calendar(days: list[dt.date]) -> None:
    assert of_days("year(d)", days) == [day.year for day in days]
    assert of_days("month(d)", days) == [day.month for day in days]
    assert of_days("day(d)", days) == [day.day for day in days]
    assert of_days("weekday(d)", days) == [day.isoweekday() for day in days]
    assert of_days("week(d)", days) == [day.isocalendar().week for day in days]
    assert of_days("iso_year(d)", days) == [day.isocalendar().year for day in days]
    assert of_days("quarter(d)", days) == [(day.month + 2) // 3 for day in days]


@settings(max_examples=share(50))
@given(st.lists(st.dates(dt.date(1924, 8, 1), dt.date(2077, 11, 16)), min_size=1, max_size=20))
def test_hijri_parts_are_those_of_the_table(days: list[dt.date]) -> None:
    hijri = [Gregorian.fromdate(day).to_hijri() for day in days]
    assert of_days("hijri_year(d)", days) == [day.year for day in hijri]
    assert of_days("hijri_month(d)", days) == [day.month for day in hijri]
    assert of_days("hijri_day(d)", days) == [day.day for day in hijri]


def test_hijri_parts_are_blank_outside_the_table() -> None:
    outside = ["1924-07-31", "2077-11-17", "2025", "2025-03-01/2025-03-29", "2025-03-01/2025-04-01"]
    months = values("hijri_month(d)", DATE, {"d": outside})
    assert months == [None, None, None, 9, None]
    assert values("hijri_year(d)", DATE, {"d": ["2025", "2025-03"]}) == [None, 1446]


def _age(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@given(DAYS, DAYS)
def test_age_counts_completed_years(born: dt.date, day: dt.date) -> None:
    cells = {"b": [born.isoformat()], "d": [day.isoformat()]}
    (age,) = values("age(b, d)", {"b": "date", "d": "date"}, cells)
    assert age == _age(born, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("previous('2025')", "2024"),
        ("previous('2025-01/2025-03')", "2024-10/2024-12"),
        ("previous('2024-03-01')", "2024-02-29"),
        ("same_last_year('2025-01/2025-03')", "2024-01/2024-03"),
        ("same_last_year('2025-02')", "2024-02"),
        ("previous(period)", "2025-10"),
        ("date(2024, 1, 31) + 30", "2024-03-01"),
        ("date(2024, 1, 31) + 0.5", None),
        ("date(2025, 13, 1)", None),
        ("year('2025-12-31/2026-01-01')", None),
        ("end('2025-02')", "2025-02-28"),
        ("end('2025-02-01/..')", None),
        ("round(0.5)", 1),
        ("round(-0.5)", -1),
        ("round(1.005, 2)", Fraction(101, 100)),
        ("round(149, -2)", 100),
        ("1 / 0", None),
        ("7 % 0", None),
        ("bin(12, 12)", 12),
        ("cut(11.99, [12, 24])", "أقل من 12"),
        ("cut(24, [12, 24])", "24 فأكثر"),
        ("cut(24, [0, 12, 24], ['ا', 'ب'])", None),
        ("fold('مَكّة') == fold('مكه')", True),
        ("fold('Éire ') == 'eire'", True),
        ("left('abc', 9)", "abc"),
        ("right('abc', 0)", ""),
        ("number('1,5')", None),
        ("number('-٣')", -3),
        ("text(1 / 8)", "0.125"),
        ("concat('a', missing)", None),
        ("if(missing, 1, 2)", 2),
        ("coalesce(missing, missing, 3)", 3),
    ],
)
def test_values(text: str, expected: object) -> None:
    assert value(text) == expected


def test_a_text_beside_no_date_is_a_text() -> None:
    assert value("min('2025-01-02', '2025')") == "2025"
    with pytest.raises(ExpressionFault, match="unfit"):
        value("'2024-02-29' + 0 == '2024-02-29'")


def test_the_least_and_the_greatest_of_texts_are_by_code_points() -> None:
    assert value("min('ب', 'ا', missing)") == "ا"
    assert value("max('Z', 'a', 'B')") == "a"
    assert value("min(missing, 'x')") == "x"
    assert value("min(missing, missing)") is None


def test_a_blank_beside_dates_is_a_blank_date() -> None:
    assert value("year(min(date(2020, 1, 2), missing))") == 2020
    assert value("year(max(missing, date(2020, 1, 2), '2021'))") == 2021


PIECES = st.sampled_from(
    ["count(", "sum(", "mean(", "share(", "first(", "where", "a", "b", "d", "t", "m", ")", ",", "+", "/",
     "> 0", "1", "'x'", "if(", "min(", "max(", "quantile(", "0.9", "total", "period", "year(", "."]
)  # fmt: skip


@settings(max_examples=share(300))
@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    schema = scope_of({"a": "whole", "b": "number", "d": "date", "t": "text"}).schema
    scope = Scope(schema, {"m": check("1.5", Scope(schema)).type}, AGGREGATES)
    try:
        expression = check(text, scope)
    except ExpressionFault as fault:
        assert fault.finding().text("en") and fault.finding().text("ar")
        return
    assert expression.type.kind in ("number", "text", "boolean", "date")
    assert all(node.table == "events" for node in expression.aggregates)
