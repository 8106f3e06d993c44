"""The parser: trees and their texts, and what is refused, with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from report.expressions import ExpressionFault, parse, syntax, text_of
from report.expressions.faults import Span
from report.expressions.parser import DEEPEST, LONGEST

SPAN = Span(0, 0)
NAMES = st.one_of(
    st.sampled_from(["a", "date", "الوفد", "عدد الوفود", "where", "and", "x`y", "same", "True"]),
    st.text(min_size=1, max_size=6).filter(lambda name: bool(name.strip())),
)
NUMBERS = st.decimals(
    min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False
).map(lambda number: Decimal(f"{number.normalize():f}"))


def _nfc(text: str) -> bool:
    import unicodedata

    return unicodedata.is_normalized("NFC", text)


NAMES = NAMES.filter(_nfc)
ATOMS = st.one_of(
    st.builds(syntax.Number, st.just(SPAN), NUMBERS),
    st.builds(syntax.Text, st.just(SPAN), st.text(max_size=8).filter(_nfc)),
    st.builds(syntax.Truth, st.just(SPAN), st.booleans()),
    st.just(syntax.Missing(SPAN)),
    st.builds(syntax.Name, st.just(SPAN), st.lists(NAMES, min_size=1, max_size=3).map(tuple)),
)


def _comparison(first: syntax.Node, rest: list[tuple[str, syntax.Node]]) -> syntax.Node:
    operands = (first, *(node for _, node in rest))
    return syntax.Comparison(SPAN, operands, tuple(sign for sign, _ in rest))


def _larger(nodes: st.SearchStrategy[syntax.Node]) -> st.SearchStrategy[syntax.Node]:
    span = st.just(SPAN)
    signs = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    items = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    lists = st.builds(syntax.Items, span, items)
    operands = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(syntax.Negative, span, nodes),
        st.builds(syntax.Not, span, nodes),
        st.builds(syntax.Arithmetic, span, st.sampled_from("+-*/%"), nodes, nodes),
        st.builds(syntax.Logic, span, st.sampled_from(["and", "or"]), operands),
        st.builds(_comparison, nodes, st.lists(st.tuples(signs, nodes), min_size=1, max_size=3)),
        st.builds(syntax.IsMissing, span, nodes, st.booleans()),
        st.builds(syntax.Membership, span, nodes, st.one_of(ATOMS, lists), st.booleans()),
        st.builds(
            syntax.Call,
            span,
            st.sampled_from(["count", "sum", "min", "prior", "دالة"]),
            st.lists(st.one_of(nodes, lists), max_size=3).map(tuple),
            st.none() | nodes,
            st.none() | nodes,
        ),
    )


TREES = st.recursive(ATOMS, _larger, max_leaves=12)


@settings(max_examples=share(300))
@given(TREES)
def test_the_text_of_a_tree_parses_to_the_tree(tree: syntax.Node) -> None:
    assert parse(text_of(tree)) == tree


@pytest.mark.slow
@settings(max_examples=5000)
@given(TREES)
def test_the_text_of_many_trees_parses_to_the_tree(tree: syntax.Node) -> None:
    assert parse(text_of(tree)) == tree


PIECES = st.sampled_from(
    ["a", "`b c`", "and", "or", "not", "is", "missing", "in", "(", ")", "[", "]", ",", "==", "<",
     "=", "<>", "!", "+", "-", "*", "/", "%", "1", "2.5", "1e9", "1e99", "'x'", '"y"', "'", "`",
     "true", ".", "where", "same", "sum(", "\u200f", "،", "«", "٣", "\0", "$", "\n"]
)  # fmt: skip


@settings(max_examples=share(500))
@given(st.one_of(st.lists(PIECES, max_size=16).map(" ".join), st.text(max_size=60)))
def test_any_text_is_a_tree_or_a_fault_in_its_text(text: str) -> None:
    try:
        parse(text)
    except ExpressionFault as fault:
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        for language in ("en", "ar"):
            assert fault.finding().text(language)


@pytest.mark.parametrize(
    ("text", "rule", "character"),
    [
        ("a = 1", "wrong-sign", 3),
        ("a <> 1", "wrong-sign", 3),
        ("a && b", "wrong-sign", 3),
        ("a > 1، b", "wrong-sign", 6),
        ("«a» == 1", "wrong-sign", 1),
        ("a >", "unfinished-expression", 4),
        ("", "unfinished-expression", 1),
        ("a > 1; b", "wrong-sign", 6),
        ("a > 1 b", "unreadable-expression", 7),
        ("a[0] > 1", "unreadable-expression", 2),
        ("a ** 9", "unreadable-expression", 4),
        ("a > 3x", "unreadable-expression", 5),
        ("a is None", "unreadable-expression", 6),
        ("a is 1", "unreadable-expression", 6),
        ("f'{a}' == t", "unreadable-expression", 2),
        ("(a > 1", "unclosed-bracket", 1),
        ("a in [1, 2", "unclosed-bracket", 6),
        ("t == 'x", "unclosed-text", 6),
        ("a > 1e999", "big-number", 5),
        ("lambda: a", "unreadable-expression", 7),
        ("(" * 150 + "a" + ")" * 150, "deep-expression", 101),
        ("+".join("a" * 200), "deep-expression", 1),
        ("a" * (LONGEST + 1), "long-expression", LONGEST + 1),
        ("not " * 120 + "ok", "deep-expression", 401),
    ],
)
def test_a_fault_is_at_its_character(text: str, rule: str, character: int) -> None:
    with pytest.raises(ExpressionFault) as caught:
        parse(text)
    assert (caught.value.rule, caught.value.values["character"]) == (rule, character)


def test_a_single_equals_sign_advises_two() -> None:
    with pytest.raises(ExpressionFault) as caught:
        parse("killed = 1")
    finding = caught.value.finding()
    assert "«==»" in finding.do("en") and "«==»" in finding.do("ar")
    assert "character 8" in finding.what("en") and "الحرف 8" in finding.what("ar")


def test_signs_bind_as_in_arithmetic() -> None:
    assert text_of(parse("(a+b)*c-d/-e")) == "(a + b) * c - d / -e"
    assert text_of(parse("not a == 1 and b or c")) == "not a == 1 and b or c"
    assert parse("a - (b - c)") != parse("a - b - c") == parse("(a - b) - c")
    assert parse("a in (1)") == parse("a in [1]") == parse("a in (1,)")


def test_a_quote_is_doubled_in_quotes() -> None:
    assert parse("'it''s'") == syntax.Text(SPAN, "it's")
    assert parse("`a``b`") == syntax.Name(SPAN, ("a`b",))


def test_many_conditions_are_one_level() -> None:
    assert parse(" or ".join(["a == 1"] * (DEEPEST + 50))) is not None


@pytest.mark.parametrize(
    ("text", "rule", "meant"),
    [
        ("cost > 4,75", "decimal-comma", "4.75"),
        ("sum(cost where cost > 4,75)", "decimal-comma", "4.75"),
        ("count(a, 1) > 0,5 and b", "decimal-comma", "0.5"),
        ("cost > ١٠", "western-digits", "10"),
        ("cost > ۱۲٫٥", "western-digits", "12.5"),
        ("wmean(cost; id)", "wrong-sign", ","),
    ],
)
def test_numbers_and_signs_of_other_habits_come_with_what_is_meant(
    text: str, rule: str, meant: str
) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(text)
    assert (fault.value.rule, fault.value.values["meant"]) == (rule, meant)
    for language in ("en", "ar"):
        assert meant in fault.value.finding().do(language)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["cost > 5%", "count(a > 5%)", "a > 5% and b", "[5%, 6]"])
def test_a_percent_sign_after_a_number_is_answered_with_both_readings(text: str) -> None:
    with pytest.raises(ExpressionFault) as fault:
        parse(text)
    assert fault.value.rule == "percent-sign"
    assert (fault.value.values["whole"], fault.value.values["share"]) == ("5", "0.05")


@pytest.mark.parametrize("text", ["a % 5", "5 % a", "round(4,75)", "a in [4,75]", "5 % (2)"])
def test_remainders_and_lists_of_numbers_without_spaces_are_read(text: str) -> None:
    assert parse(text)
