"""What is said of wrong arguments: every aggregate and function with too few, too many, wrongly typed and misplaced ones."""

from __future__ import annotations

import pytest

from report.expressions.aggregates import AGGREGATES
from report.expressions.expression import check
from report.expressions.faults import ExpressionFault
from report.expressions.functions.function import FUNCTIONS
from report.expressions.kinds import BOOLEAN, DATE, TEXT, WHOLE, Kind, Signature
from report.expressions.schema import Schema, SchemaColumn, Scope
from report.expressions.signatures import signature_of

COLUMNS = {"killed": WHOLE, "crew": WHOLE, "region": TEXT, "date": DATE, "flag": BOOLEAN}
SCHEMA = Schema("attacks", {name: SchemaColumn(type_) for name, type_ in COLUMNS.items()})
OF_KIND: dict[Kind, str] = {
    "number": "killed",
    "text": "region",
    "boolean": "flag",
    "date": "date",
}
FORMS = sorted(AGGREGATES)
ROW_FUNCTIONS = sorted(name for name in FUNCTIONS.names() if name not in AGGREGATES)


def fault(text: str, *, of_rows: bool = False) -> ExpressionFault:
    scope = Scope(SCHEMA) if of_rows else Scope(SCHEMA, {}, AGGREGATES)
    with pytest.raises(ExpressionFault) as raised:
        check(text, scope)
    result = raised.value
    for language in ("en", "ar"):
        said = result.finding().text(language)  # type: ignore[arg-type]
        assert "{" not in said.replace(text, "") and str(result.span.start + 1) in said
    return result


def fitting(signature: Signature, index: int) -> str:
    """Return an argument that fits a parameter."""
    parameter = signature.parameter(index)
    if parameter.is_list:
        return "[1, 2]" if parameter.kinds == ("number",) else "['a', 'b', 'c']"
    if parameter.is_constant:
        return "0.5" if parameter.kinds in ((), ("number",)) else "'a'"
    return OF_KIND[parameter.kinds[0]] if parameter.kinds else "killed"


def arguments(signature: Signature, count: int) -> list[str]:
    return [fitting(signature, index) for index in range(count)]


def counts(signature: Signature) -> list[int]:
    """Return the numbers of arguments from none to one too many that do not fit."""
    return [n for n in range(len(signature.parameters) + 2) if not signature.fits_count(n)]


@pytest.mark.parametrize("condition", ["", " where killed > 0"], ids=["plain", "where"])
@pytest.mark.parametrize("name", FORMS)
def test_an_aggregate_says_how_many_values_it_takes(name: str, condition: str) -> None:
    signature = AGGREGATES[name].signature
    for count in counts(signature):
        is_function = name in FUNCTIONS and FUNCTIONS[name].signature.fits_count(count)
        if is_function and not condition:
            continue  # min(a, b) is the function
        result = fault(f"{name}({', '.join(arguments(signature, count))}{condition})")
        assert (result.rule, result.values["count"]) == ("wrong-argument-count", count)
        assert str(result.values["signature"]).startswith(f"{name}(")


@pytest.mark.parametrize("name", ROW_FUNCTIONS)
def test_a_function_says_how_many_values_it_takes(name: str) -> None:
    signature = FUNCTIONS[name].signature
    if FUNCTIONS[name].is_window:
        return
    for count in counts(signature):
        result = fault(f"{name}({', '.join(arguments(signature, count))})", of_rows=True)
        assert (result.rule, result.values["count"]) == ("wrong-argument-count", count)


@pytest.mark.parametrize("name", FORMS)
def test_a_value_of_the_wrong_kind_is_named_with_its_place(name: str) -> None:
    signature = AGGREGATES[name].signature
    for index, parameter in enumerate(signature.parameters):
        wrong = [kind for kind in OF_KIND if parameter.kinds and kind not in parameter.kinds]
        for kind in wrong:
            values = arguments(signature, max(signature.least, index + 1))
            values[index] = "'x'" if parameter.is_constant else OF_KIND[kind]
            text = f"{name}({', '.join(values)})"
            result = fault(text)
            is_condition = parameter.kinds == ("boolean",)
            rule = "condition-argument" if is_condition else "unfit-argument"
            assert (result.rule, result.values["parameter"]) == (rule, parameter.name)
            assert result.piece == values[index]
            assert result.span.start == len(f"{name}({', '.join(values[:index])}") + 2 * bool(index)


@pytest.mark.parametrize("name", FORMS)
def test_the_condition_stands_after_all_values_and_is_a_truth(name: str) -> None:
    signature = AGGREGATES[name].signature
    values = arguments(signature, signature.least)
    inside = ", ".join(values)
    assert check(f"{name}({inside} where flag)", Scope(SCHEMA, {}, AGGREGATES))
    assert fault(f"{name}({inside} where region)").rule == "not-a-condition"
    assert fault(f"{name}({inside} where sum(killed) > 1)").rule == "aggregate-in-row"
    result = fault(f"{name}({', '.join(values[:1])} where flag, {', '.join(values[1:]) or 'crew'})")
    assert (result.rule, result.piece, result.values["function"]) == ("where-not-last", ",", name)


@pytest.mark.parametrize("name", [*FORMS, *ROW_FUNCTIONS])
def test_a_value_has_no_name(name: str) -> None:
    signature = signature_of(name)
    assert signature is not None
    for index, parameter in enumerate(signature.parameters):
        values = arguments(signature, max(signature.least, index + 1))
        values[index] = f"{parameter.name} = {values[index]}"
        if parameter.name == "condition":
            continue
        result = fault(f"{name}({', '.join(values)})", of_rows=name in ROW_FUNCTIONS)
        assert (result.rule, result.values["given"]) == ("named-argument", parameter.name)
        assert result.values["signature"] == signature.text(name)


@pytest.mark.parametrize("share", ["1.5", "-1", "2", "-0.001", "1.0001"])
def test_a_quantile_is_of_a_share_from_0_to_1(share: str) -> None:
    result = fault(f"quantile(killed, {share})")
    assert (result.rule, result.piece, result.values["parameter"]) == (
        "outside-range",
        share,
        "share",
    )


@pytest.mark.parametrize("share", ["crew", "missing", "killed / 10", "sum(killed)"])
def test_the_share_of_a_quantile_is_a_constant(share: str) -> None:
    assert fault(f"quantile(killed, {share})").rule in ("not-a-constant", "aggregate-in-row")


def test_a_comparison_by_one_sign_is_still_no_named_value() -> None:
    assert fault("count(where region = 'x')").rule == "wrong-sign"
    assert fault("if(region = 'x', 1, 0)", of_rows=True).rule == "wrong-sign"
