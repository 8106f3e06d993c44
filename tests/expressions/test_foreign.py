"""Functions of spreadsheets and values for conditions: what is written instead is an expression."""

from __future__ import annotations

import re

import pytest

from report.expressions import ExpressionFault, check
from report.expressions.aggregates import AGGREGATES
from report.expressions.foreign import _FUNCTIONS, LOOKUPS, is_lookup, written_as
from report.expressions.functions.function import FUNCTIONS
from report.expressions.kinds import NUMBER, TEXT
from report.expressions.schema import Schema, SchemaColumn, Scope

SCHEMA = Schema("t", {"cost": SchemaColumn(NUMBER), "kind": SchemaColumn(TEXT)})
SCOPE = Scope(SCHEMA, {}, AGGREGATES)


def fault_of(text: str) -> ExpressionFault:
    with pytest.raises(ExpressionFault) as fault:
        check(text, SCOPE)
    return fault.value


@pytest.mark.parametrize(
    ("name", "written"),
    [("AVERAGE", "mean(…)"), ("AVG", "mean(…)"), ("COUNTIF", "count(where …)"),
     ("SUMIF", "sum(… where …)"), ("COUNTA", "count(…)"), ("Stdev_S", None)],
)  # fmt: skip
def test_a_function_of_spreadsheets_is_answered_with_ours(name: str, written: str | None) -> None:
    assert written_as(name) == written
    if written is not None:
        finding = fault_of(f"{name}(cost)").finding()
        assert finding.rule == "foreign-function"
        assert written in finding.do("en") and written in finding.do("ar")


def test_what_replaces_a_function_exists_and_no_function_of_ours_is_replaced() -> None:
    ours = {*AGGREGATES, *FUNCTIONS.names()}
    for written, names in _FUNCTIONS.items():
        assert re.match(r"\w+", written)[0] in ours  # type: ignore[index]
        assert not {*names.split()} & ours
    assert not LOOKUPS & ours


def test_a_look_up_is_answered_with_a_dot() -> None:
    assert is_lookup("VLOOKUP") and not is_lookup("sum")
    finding = fault_of("VLOOKUP(cost, kind)").finding()
    assert finding.rule == "foreign-lookup" and "countries.region" in finding.do("en")


@pytest.mark.parametrize(
    ("text", "sample"), [("share(cost)", "share(cost > 5)"), ("share(kind)", "share(kind == '…')")]
)
def test_a_value_for_a_condition_is_answered_with_a_comparison(text: str, sample: str) -> None:
    finding = fault_of(text).finding()
    assert finding.rule == "condition-argument"
    assert sample in finding.do("en") and sample in finding.do("ar")
    assert check(sample, SCOPE)
