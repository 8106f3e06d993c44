"""Rules over the columns of a row: what they say of a row, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.arabic import parse_edtf
from report.brief.tables import Column
from report.expressions import ExpressionFault, Scope, check_condition, evaluate
from report.expressions.vectors import BooleanVector
from report.intake.table_frames import TableFrames

TYPES = {
    "a": "number", "b": "number", "big": "number", "long": "number", "t": "text", "الوفد": "text",
    "عدد الوفود": "number", "ok": "boolean", "d": "date", "e": "date", "start": "date", "blank": "number",
}  # fmt: skip
FRAME = pd.DataFrame(
    {
        "a": pd.array([1, 2, None], dtype="Int64"),
        "b": pd.array([0.1, 2.0, 0.0], dtype="Float64"),
        "big": pd.array([2**62, 2**62, 1], dtype="Int64"),
        "long": pd.Series([Decimal("12345678901234567.89"), Decimal(0), None], dtype=object),
        "t": pd.array(["x", "", None], dtype="string[pyarrow]"),
        "الوفد": pd.array(["وفد", "وفدان", None], dtype="string[pyarrow]"),
        "عدد الوفود": pd.array([3, 4, 5], dtype="Int64"),
        "ok": pd.array([True, False, None], dtype="boolean"),
        "d": pd.Series([parse_edtf("2025-11-24"), parse_edtf("2025-11"), None], dtype=object),
        "e": pd.Series([parse_edtf("2025-11-24/2025-11-27"), parse_edtf("2025-11-24"), parse_edtf("..")
                        if False else parse_edtf("2025-01-01/..")], dtype=object),
        "start": pd.Series([parse_edtf("1850-01-01")] * 3, dtype=object),
        "blank": pd.array([None, None, None], dtype="Int64"),
    }
)  # fmt: skip


COLUMNS = {name: Column(label=name, type=type_) for name, type_ in TYPES.items()}
ROWS = TableFrames("ar-MA", parse_edtf("2025-11"))
TABLE = ROWS.add("events", FRAME, COLUMNS)


def outcome(rule: str) -> str:
    """Return ``+`` for each row that meets the rule, ``-`` if it breaks it, ``?`` if undecided."""
    met = evaluate(check_condition(rule, Scope(TABLE.schema)).tree, TABLE)
    assert isinstance(met, BooleanVector)
    return "".join("?" if value is None else "+" if value else "-" for value in met.objects())


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("a > 1", "-+?"),
        ("a >= 1 and b < 1", "+-?"),
        ("a == 2 or b == 0", "-++"),
        ("not a == 2", "+-?"),
        ("1 < a <= 2", "-+?"),
        ("a is missing", "--+"),
        ("a is not missing", "++-"),
        ("d is missing or a > 0", "+++"),
        ("a + b == 4", "-+?"),
        ("b + 0.2 == 0.3", "+--"),
        ("b + 0.2 <= 0.3", "+-+"),
        ("b + 0.2 < 0.3", "--+"),
        ("b * 3 != 0.3", "-++"),
        ("a / b > 1", "+-?"),
        ("1 / b > 1", "+-?"),
        ("-a < 0", "++?"),
        ("big + big > big", "+++"),
        ("big * big == big * big", "+++"),
        ("big * big > 4000000000000000000", "++-"),
        ("long > 12345678901234567", "+-?"),
        ("long == 12345678901234567", "--?"),
        ("long + a == 2", "-+?"),
        ("a / long > 0", "+??"),
        ('t == "x"', "+-?"),
        ('t != "x"', "-+?"),
        ('t in ("x", "y")', "+-?"),
        ('t not in ["x"]', "-+?"),
        ("a in (1, 3)", "+-?"),
        ('الوفد == "وفد"', "+-?"),
        ("len(الوفد) > 3", "-+?"),
        ("`عدد الوفود` - 3 == 0", "+--"),
        ('`عدد الوفود` == 4 and t == "`"', "---"),
        ("ok", "+-?"),
        ("not ok", "-+?"),
        ("ok == true", "+-?"),
        ('d >= "2025-11-24"', "+??"),
        ('d < "2025-12"', "++?"),
        ('d > "2025-12"', "--?"),
        ('d == "2025-11"', "++?"),
        ('d in "2025"', "++?"),
        ("d in period", "++?"),
        ('d >= "2025"', "++?"),
        ("a % 2 == 0", "-+?"),
        ("t in (t, 'z')", "++?"),
        ('d != "2024"', "++?"),
        ("start(d) == start(e)", "+-?"),
        ("end(e) - start(e) <= 2", "-+?"),
        ("end(e) >= start(e)", "++?"),
        ("e >= d", "+??"),
        ("e < d", "-??"),
        ("start < d", "++?"),
        ('start(start) == "1850-01-01"', "+++"),
        ("blank > 1 or a > 0", "++?"),
        ("blank + a > 0", "???"),
    ],
)  # fmt: skip
def test_rows(rule: str, rows: str) -> None:
    assert outcome(rule) == rows


@pytest.mark.parametrize(
    ("rule", "fault", "near"),
    [
        ("a = 1", "wrong-sign", "="),
        ("a", "not-a-condition", "a"),
        ("1 + 2", "not-a-condition", "1 + 2"),
        ("__import__('os')", "unknown-function", "__import__('os')"),
        ("a.b > 1", "no-such-link", "a.b"),
        ("len(a) > 1", "unfit-argument", "a"),
        ("start(a) > 1", "unfit-argument", "a"),
        ("start(d, e) > 1", "wrong-argument-count", "start(d, e)"),
        ("a in b", "not-a-list", "b"),
        ("a in ()", "unreadable-expression", ")"),
        ("t + t == t", "unfit-kinds", "t + t"),
        ('d > "next week"', "bad-date-text", '"next week"'),
        ("class > 1", "no-such-name", "class"),
        ("a > t", "unfit-kinds", "a > t"),
        ("t > t", "unfit-kinds", "t > t"),
        ("d == 1", "unfit-kinds", "d == 1"),
        ("ok > ok", "unfit-kinds", "ok > ok"),
        ("a == true", "unfit-kinds", "a == true"),
        ("t == 1", "unfit-kinds", "t == 1"),
        ('len(t) == "1"', "unfit-kinds", 'len(t) == "1"'),
        ("a == missing", "compare-missing", "a == missing"),
        ("sum(a) > 1", "aggregate-in-row", "sum(a)"),
        ("abss(a) > 1", "unknown-function", "abss(a)"),
        ("prior(a) > 1", "needs-order", "prior(a)"),
    ],
)  # fmt: skip
def test_refused(rule: str, fault: str, near: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        outcome(rule)
    assert (caught.value.rule, caught.value.piece) == (fault, near)
    for language in ("en", "ar"):
        assert near in caught.value.finding().what(language) or fault != "wrong-sign"


WORDS = st.sampled_from(
    ["a", "b", "d", "t", "ok", "blank", "`عدد الوفود`", "long", "big", "e", "and", "or", "not", "is", "missing", "in",
     "(", ")", ",", "==", "<", ">=", "!=", "+", "-", "*", "/", "start(", "end(", "len(", "1", "0", "2.5", '"x"',
     '"2025-11-24"', "true", "[", "]", "lambda", ":", "**", ".", "year(", "if(", "coalesce(", "round(", "bin(",
     "concat(", "min(", "age(", "period", "previous(", "cut("]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=40)))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    """Any text is either refused by name or evaluates on every row."""
    try:
        expression = check_condition(text, Scope(TABLE.schema))
    except ExpressionFault as fault:
        assert fault.finding().text("en") and fault.finding().text("ar")
        return
    met = evaluate(expression.tree, TABLE)
    assert isinstance(met, BooleanVector) and len(met) == len(FRAME)
    assert set(expression.columns) <= set(TYPES)
