"""A value of the wrong kind in a measure: the advice is the key, or the function, that mends it."""

from __future__ import annotations

import pandas as pd
import pytest
from measures.engines import engine_of

from report.errors import ExpressionError, Finding, Location
from report.measures.engine import Engine
from report.measures.query import Asked, Query
from report.measures.show import parse_show

FRAME = pd.DataFrame(
    {
        "guests": pd.Series(["5", "6"], dtype="string"),
        "day": pd.Series(["2020-01-01", "2020"], dtype="string"),
        "open": pd.Series(["true", "false"], dtype="string"),
        "rooms": pd.Series([1, 2], dtype="Int64"),
    }
)
COLUMNS = {
    "guests": {"label": "الضيوف"},
    "day": {"label": "اليوم"},
    "open": {"label": "مفتوح"},
    "rooms": {"label": "الغرف", "type": "integer"},
    "copied": {"label": "نسخة", "value": "guests"},
    "when": {"label": "متى", "value": "date(2019 + rooms, 1, 1)"},
}
#: Measures whose columns lack a type, with the column and the type.
UNTYPED = {
    "sum(guests)": ("guests", "number"),
    "mean( -guests )": ("guests", "number"),
    "wmean(rooms, guests)": ("guests", "number"),
    "sum(rooms*guests)": ("guests", "number"),
    "sum(guests*rooms)": ("guests", "number"),
    "count(where guests > 5)": ("guests", "number"),
    "count(where 5 < guests)": ("guests", "number"),
    "distinct(year(day))": ("day", "date"),
    "count(where day >= '2020')": ("day", "date"),
    "count(where day in period)": ("day", "date"),
    "count(where open)": ("open", "boolean"),
    "count(where not open)": ("open", "boolean"),
    "share(open)": ("open", "boolean"),
    "count(where open == true)": ("open", "boolean"),
}
#: Values of the wrong kind, and what is to be written.
MENDED = {
    "sum(copied)": "number(copied)",
    "sum(trim(guests))": "number(trim(guests))",
    "sum(rooms == 1)": "count(where rooms == 1)",
    "count(where rooms >= '2')": "without quotation marks",
    "count(where when > 2019)": "'2019'",
    "count(where 2019 <= when)": "'2019'",
    "distinct(year)": "«year(date)»",
    "count(where hijri_month == 9)": "«hijri_month(date)»",
}


def _finding(columns: dict[str, dict[str, object]], value: str) -> Finding:
    with pytest.raises(ExpressionError) as caught:
        _ask(_engine(columns, value))
    (finding,) = caught.value.findings
    return finding


def _engine(columns: dict[str, dict[str, object]], value: str) -> Engine:
    return engine_of({"t": FRAME}, columns, {"m": {"from": "t", "value": value}})


def _ask(engine: Engine) -> None:
    engine.result(Query(measures=(Asked(measure="m"),)))


@pytest.mark.parametrize("value", UNTYPED)
def test_the_advice_is_the_type_that_mends_the_measure(value: str) -> None:
    column, kind = UNTYPED[value]
    finding = _finding(COLUMNS, value)
    for language in ("en", "ar"):
        advice = finding.do(language)
        assert f'[tables.t.columns]: type = "{kind}"' in advice and column in advice
    _ask(_engine({**COLUMNS, column: {**COLUMNS[column], "type": kind}}, value))


@pytest.mark.parametrize("value", MENDED)
def test_the_advice_is_what_to_write(value: str) -> None:
    finding = _finding(COLUMNS, value)
    assert MENDED[value] in finding.do("en") and finding.do("ar") != finding.do("en")


@pytest.mark.parametrize("value", ["sum( rooms  + guests )", "sum(rooms)+sum(  guests)"])
def test_the_place_is_that_in_the_text_of_the_brief(value: str) -> None:
    values = _finding(COLUMNS, value).values
    assert values["expression"] == value
    start = int(str(values["character"])) - 1
    assert value[start:].startswith(str(values["near"]))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("cumulative", "running total"),
        ("% of Grand Total", "share of total"),
        ("percent change", "change from previous"),
        ("YoY", "change from last year"),
        ("moving average", "moving mean of 3"),
        ("running totl", "running total"),
    ],
)
def test_the_words_of_spreadsheets_are_answered(words: str, meant: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_show(words)
    assert f"«{meant}»" in caught.value.findings[0].do("en")
    assert parse_show(meant).text == meant


def test_a_fault_of_show_is_at_the_block_that_writes_it() -> None:
    place = Location(key="sections[1].blocks[2].measures[1].show")
    asked = Asked(measure="m", show=(parse_show("share of total", None, place),))
    engine = _engine(COLUMNS, "mode(guests)")
    with pytest.raises(ExpressionError) as caught:
        engine.result(Query(measures=(asked,), rows=(("rooms",),)))
    assert caught.value.findings[0].where == place
