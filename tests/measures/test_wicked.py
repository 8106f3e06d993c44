"""Expressions that a careless or a hostile hand writes: an answer, or an error with its place."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
import pytest
from measures.engines import engine_of
from properties import one_in

from report.errors import MujazError
from report.measures.engine import Engine
from report.measures.query import Asked, Query

COLUMNS: Mapping[str, Any] = {
    "g": {"label": "g"},
    "d": {"label": "d", "type": "date"},
    "x": {"label": "x", "type": "integer"},
    "y": {"label": "y", "type": "number"},
    "b": {"label": "b", "type": "boolean"},
}
FRAME = pd.DataFrame(
    {
        "g": pd.array(["a", "ب", None], dtype="string"),
        "d": pd.array(["2020-01-01", "2021", None], dtype="string"),
        "x": pd.array([1, None, 10**15], dtype="Int64"),
        "y": pd.Series([Decimal("1e-12"), None, Decimal(10) ** 15 * -1], dtype=object),
        "b": pd.array([True, False, None], dtype="boolean"),
    }
)
DEEP = (
    f"{'(' * 1000}x{')' * 1000}", f"{'-' * 1000}x", f"{'not ' * 500}b", f"x{'+x' * 999}", "(" * 100_000,
    f"{'if(b,' * 90}1{',0)' * 90}", f"{'abs(' * 99}x{')' * 99}", f"{'abs(' * 101}x{')' * 101}",
    "x" * 100_000, f"'{'a' * 100_000}'", f"x{' ' * 100_000}", "x+1" * 40_000, f"{'concat(g,' * 60}g{')' * 60}",
    f"{'replace(' * 50}g{',' + repr('a') + ',' + repr('a' * 10) + ')'}",
)  # fmt: skip
NUMBERS = (
    "1e400", "10e400 > x", "9" * 31, f"0.{'0' * 400}1", "1e-400", "1e30*1e30*1e30*1e30", "*".join("x" * 12),
    "x/0", "if(x/0>1,1,0)", "if(b,1/0,2)", "0/0", "x%0", "mod(x,0)", "1e", "1e+", "1..2", ".5", "1_000",
    "0x10", "١٢٣", "१२३", "x²", "½", "1,5", "bin(x,0)", "bin(x,-1)", "bin(x,1e-15)", "cut(x,[])",
    "cut(x,[2,1])", "cut(x,[1],['a','b','c'])", "round(x,1000)", "round(x,-1000)", "round(y,x)",
    "number('1e400')", "number('1e999999999')", "text(1/3)", "left(g,1e9)", "left(g,-1)",
)  # fmt: skip
DATES = (
    "date(10000,1,1)", "date(0,1,1)", "date(2020,2,30)", "date(1e15,1,1)", "date(1.5,1,1)", "d + 1e15",
    "d - 1e15", "d + x", "d == '99999'", "d == '2020-13'", "d >= ''", "d in '2020/2019'", "d in '../..'",
    "year('9999-12-31'+1)", "d + 3000000", "age(d,'0001')", "previous('0001')", "week_start('0001-01-01')",
    "year_week('9999-12-31')", "hijri_year('0001-01-01')", "previous('0001-01-01/9999-12-31')",
    "same_last_year('0001-02')", "decade('0001')", "d - '../2020'", "start('../2020')",
)  # fmt: skip
LETTERS = (
    "🙂", "x + 🙂", "\u202ex", "x\u200f > 1", "\u2066x\u2069", "х > 1", "ｘ > 1", "x\u0301 > 1",
    "x\u00a0>\u00a01", "x\u2028> 1", "x\x00> 1", "\ufeffx>1", "x\t>\n1", "x ≥ 1", "x × 2", "x − 2", "x ـ 2",
    "g == 'ب\u0640'", "g == “a”", "g == «a»", "g == 'a", 'g == "a', "g == ''", "''''", "'", "``", "`x", "x`",
    "fold('ﷺ')", "lower('İ')", "upper('ß')", "`\u202e`",
)  # fmt: skip
KINDS = (
    "x == 'a'", "g > 1", "g < 'b'", "d > x", "b + b", "b == 1", "x in []", "x in [1,'a']", "x in [x]", "g in t.g",
    "g in zzz.g", "x is", "missing is missing", "missing", "not missing", "x = 1", "1 < x < 3 < d", "x && b",
    "!b", "x ? 1 : 2", "x ** 2", "x // 2", "x <> 1", "__import__('os')", "x.__class__", "t.t.x", "x.", "..x",
    "x[0]", "x;1", "()", "(1", "1)", "x and", "if", "if()", "if(b,1,'a')", "sum", "sum()", "sum(x where b",
    "sum(x where x)", "sum(sum(x))", "count(zzz)", "mean(g)", "quantile(x, 2)", "quantile(x, y)", "first(x)",
    "first(x, b)", "range(d)", "share(x)", "wmean(x, x - x)", "total(n)", "total(x)", "total(zzz)", "total()",
    "n + x", "sum(n)", "min()", "min(g, d)", "max('a', g)", "min(b, true)", "zzz(x)", "yaer(d)", "year(x)",
    "year('abc')", "coalesce(x,g)", "coalesce(missing,missing)", "prior(x)", "prior(x, same == g)", "period",
    "period + 1", "d in x", "AND", "x is null", "True",
)  # fmt: skip
PIECES = (
    "x", "g", "d", "b", "y", "n", "1", "0", "'a'", "missing", "true", "+", "-", "*", "/", "%", "==", "<", "in",
    "not", "and", "is", "(", ")", "[", "]", ",", ".", "if(", "sum(", "count(", "where", "year(", "'", "`",
    "\u200f", "ـ", "=", "9" * 29, "1e30", "t.x", "total(", "min(", "cut(", "bin(",
)  # fmt: skip
#: Faults of an expression as a whole, which has no faulty character.
WHOLE = frozenset(["long-expression"])
PLACES = (
    "value",
    "rule",
    "measure",
    "measure-where",
    "where",
    "having",
    "rows",
    "complete",
    "sort",
)


def _drawn(count: int) -> Iterator[str]:
    source = random.Random(17)
    for _ in range(count):
        yield " ".join(source.choice(PIECES) for _ in range(source.randint(1, 14)))


EXPRESSIONS = (*DEEP, *NUMBERS, *DATES, *LETTERS, *KINDS, *_drawn(60))


@cache
def _engine() -> Engine:
    return engine_of({"t": FRAME}, COLUMNS, {"n": {"from": "t", "value": "count()"}}, period="2020")


def _asked(place: str, text: str) -> None:
    """Ask for something that an expression is part of, and read all of the answer."""
    engine, measure, keys = _engine(), "n", {"rows": ("g",)}
    if place in ("value", "rule", "measure", "measure-where"):
        columns = (
            {**COLUMNS, "own": {"label": "own", "value": text}} if place == "value" else COLUMNS
        )
        own = {"value": text} if place == "measure" else {"value": "count()", "where": text}
        measures = {"n": {"from": "t", "value": "count()"}}
        if place.startswith("measure"):
            measures["m"], measure = {"from": "t", **own}, "m"
        rules = (
            {"r": {"label": "r", "from": "t", "rules": [{"check": text}]}}
            if place == "rule"
            else {}
        )
        engine = engine_of({"t": FRAME}, columns, measures, period="2020", derived=rules)
        keys = {"rows": ("own",)} if place == "value" else keys
    elif place in ("rows", "complete"):
        keys = {"rows": (text,), "complete": place == "complete"}
    elif place == "sort":
        keys["sort"] = (text,)
    else:
        keys[place] = text
    query = Query(measures=(Asked(measure=measure),), totals=frozenset(["columns"]), **keys)
    result = engine.result(query)
    for row in range(len(result.rows)):
        cell = result.cell(row, 0, 0)
        assert cell.text("ar-MA")
        assert cell.provenance.rule
        assert cell.provenance.rows is not None


@pytest.mark.parametrize("number", one_in(12, range(len(EXPRESSIONS))))
def test_any_expression_is_answered_or_refused_with_its_place(number: int) -> None:
    text = EXPRESSIONS[number]
    for place in PLACES:
        try:
            _asked(place, text)
        except MujazError as error:
            for finding in error.findings:
                character = finding.values.get("character")
                for language in ("en", "ar"):
                    message = finding.text(language)
                    assert message
                    is_whole = character is None or finding.rule in WHOLE
                    assert is_whole or str(character) in message


@pytest.mark.parametrize(
    ("piece", "first", "last"),
    [
        ("month", 0, 12),
        ("month", 1, 13),
        ("half", 0, 2),
        ("quarter", 1, 5),
        ("weekday", 0, 6),
        ("day", 1, 32),
        ("week", 1, 54),
        ("hijri_month", 1, 13),
        ("year", "²", "3"),
        ("year", "--1", "3"),
        ("year", "1", "9" * 5000),
    ],
)
def test_a_part_of_a_date_is_not_completed_beyond_its_last_number(
    piece: str, first: int | str, last: int | str
) -> None:
    query = Query(measures=(Asked(measure="n"),), rows=(f"{piece}(d)",), complete=(first, last))
    with pytest.raises(MujazError) as caught:
        _engine().result(query)
    assert [finding.rule for finding in caught.value.findings] == ["bad-range"]
