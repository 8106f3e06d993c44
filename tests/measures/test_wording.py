"""What dimensions are called, and the words of rules: no expression of the brief stands on a page."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from measures.engines import engine_of

from report.errors import ExpressionError, Location
from report.expressions.functions.function import FUNCTIONS
from report.measures.engine import Engine
from report.measures.query import Asked, Query
from report.messages import texts

FRAME = pd.DataFrame(
    {
        "crew": pd.Series([5, 25], dtype="Int64"),
        "day": pd.Series(["2020-01-01", "2021"], dtype="string"),
        "region": pd.Series(["آسيا", "إفريقيا"], dtype="string"),
    }
)
COLUMNS = {
    "crew": {"label": "الطاقم", "type": "integer"},
    "day": {"label": "اليوم", "type": "date"},
    "region": {"label": "المنطقة"},
}
MEASURES = {
    "rows": {"value": "count(t)"},
    "other": {"value": "count(u)"},
    "now": {"from": "t", "value": "count(where day in period)"},
    "past": {"from": "t", "value": "count(where day in previous(period))"},
    "past_year": {"from": "t", "value": "count(where day in same_last_year(period))"},
    "named": {"from": "t", "value": "count(where contains(region, 'آسيا'))"},
    "listed": {"from": "t", "value": "count(where region in u.region)"},
    "chosen": {"from": "t", "value": "sum(if(crew > 9, crew, coalesce(crew, 1)))"},
    "rounded": {"from": "t", "value": "round(mean(crew)) + abs(min(crew)) % 7"},
}
HEADS = {
    "bin(crew, 10)": "الطاقم",
    "cut(crew, [10], ['قليل', 'كثير'])": "الطاقم",
    "crew": "الطاقم",
    "year(day)": "السنة",
    "year(day + 184)": "السنة",
    "crew >= 20": "الطاقم لا يقل عن 20",
    "region == 'آسيا'": "المنطقة = آسيا",
    "contains(region, 'آسيا')": "المنطقة يتضمن «آسيا»",
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of({"t": FRAME, "u": FRAME}, COLUMNS, MEASURES)


@pytest.mark.parametrize("text", HEADS)
def test_a_dimension_is_called_in_words(engine: Engine, text: str) -> None:
    result = engine.result(Query(measures=(Asked(measure="rows"),), rows=((text,),)))
    assert result.row_dimensions == (HEADS[text],)


@pytest.mark.parametrize("name", MEASURES)
def test_a_rule_is_in_arabic(engine: Engine, name: str) -> None:
    rule = engine.formulas.rule(name).replace("«t»", "").replace("«u»", "")
    assert re.search("[A-Za-z]", rule) is None


def test_every_function_has_words() -> None:
    without = {
        name
        for name in FUNCTIONS.names()
        if not {f"part.{name}", f"function.{name}", f"rule.call.{name}"} & texts().keys()
    }
    assert without == set()


def test_a_condition_says_which_table_it_is_about(engine: Engine) -> None:
    """The order of the measures in the brief does not decide."""
    assert engine.holds("count(u where crew > 9) == 1", Location())
    assert engine.holds("measures.other == count(where crew > 4)", Location())
    assert engine.holds("1 < 2", Location())
    with pytest.raises(ExpressionError) as caught:
        engine.holds("count(where crew > 9) > 0", Location(key="sections[1].when"))
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.key) == ("no-table-of-condition", "sections[1].when")
