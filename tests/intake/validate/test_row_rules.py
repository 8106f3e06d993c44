"""Rules over the columns of a row: what they say of a row, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.arabic import parse_edtf
from report.intake.validate.expression import Kind, RuleFault, understand

KINDS: dict[str, Kind] = {
    "a": "number", "b": "number", "big": "number", "long": "number", "t": "text", "الوفد": "text",
    "عدد الوفود": "number", "ok": "boolean", "d": "date", "e": "date", "start": "date", "blank": "number",
}  # fmt: skip
FRAME = pd.DataFrame(
    {
        "a": pd.array([1, 2, None], dtype="Int64"),
        "b": pd.array([0.1, 2.0, 0.0], dtype="Float64"),
        "big": pd.array([2**62, 2**62, 1], dtype="Int64"),
        "long": pd.Series([Decimal("12345678901234567.89"), Decimal("0"), None], dtype=object),
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


def outcome(rule: str) -> str:
    """Return ``+`` for each row that meets the rule, ``-`` if it breaks it, ``?`` if undecided."""
    met = understand(rule, KINDS).met(FRAME)
    return "".join("?" if pd.isna(value) else "+" if value else "-" for value in met)


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
        ('d == "2025-11"', "?+?"),
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
    ("rule", "near"),
    [
        ("a = 1", "= 1"),
        ("a >", "a >"),
        ("a > 1; b", "; b"),
        ("a", "a"),
        ("1 < 2", "1 < 2"),
        ("__import__('os')", "__import__('os')"),
        ("a.b > 1", "a.b"),
        ("a[0] > 1", "a[0]"),
        ("a ** 9 > 1", "a ** 9"),
        ("a % 2 == 0", "a % 2"),
        ("len(a) > 1", "len(a)"),
        ("start(a) > 1", "start(a)"),
        ("start(d, e) > 1", "start(d, e)"),
        ("(lambda: a) > 1", "lambda: a"),
        ("[a for a in b] == 1", "[a for a in b]"),
        ("a if ok else b", "a if ok else b"),
        ("a is None", "a is None"),
        ("a is 1", "a is 1"),
        ("a in b", "a in b"),
        ("a in ()", "a in ()"),
        ("t in (t,)", "t"),
        ("a > 1e999", "1e309"),
        ("a > 9999999999999999999999", "9999999999999999999999"),
        ("t + t == t", "t + t"),
        ('d > "next week"', "next week"),
        ("f'{a}' == t", "f'{a}'"),
        ("(a := 1) > 1", "(a := 1)"),
        ("a > 1j", "1j"),
        ("`عدد الوفود` = 1", "= 1"),
        ("missing(`عدد الوفود`)", "missing(`عدد الوفود`)"),
        ("class > 1", "class > 1"),
        ("a > 1 and", "a > 1 and"),
        ("", ""),
        ("\0", "\0"),
        ("not " * 120 + "ok" * 30, ""),
        ("(" * 250 + ")" * 249, ""),
        ("a" * 501, f"{501} > 500"),
    ],
)  # fmt: skip
def test_refused(rule: str, near: str) -> None:
    with pytest.raises(RuleFault) as caught:
        understand(rule, KINDS)
    assert caught.value.rule in ("bad-rule", "no-such-column")
    if near and caught.value.rule == "bad-rule":
        assert near in str(caught.value.values["near"])


@pytest.mark.parametrize(
    "rule", ["a > t", "t > t", "d == 1", "ok > ok", "a == true", "t == 1", 'len(t) == "1"']
)
def test_what_does_not_compare(rule: str) -> None:
    with pytest.raises(RuleFault) as caught:
        understand(rule, KINDS)
    assert caught.value.rule == "unfit-rule"


WORDS = st.sampled_from(
    ["a", "b", "d", "t", "ok", "blank", "`عدد الوفود`", "long", "big", "e", "and", "or", "not", "is", "missing", "in",
     "(", ")", ",", "==", "<", ">=", "!=", "+", "-", "*", "/", "start(", "end(", "len(", "1", "0", "2.5", '"x"',
     '"2025-11-24"', "true", "[", "]", "lambda", ":", "**", "."]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=40)))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    """Any text is either refused by name or evaluates on every row."""
    try:
        check = understand(text, KINDS)
    except RuleFault as fault:
        assert fault.rule in ("bad-rule", "unfit-rule", "no-such-column")
        return
    met = check.met(FRAME)
    assert (
        met.dtype == "boolean"
        and met.index.equals(FRAME.index)
        and set(check.columns) <= set(KINDS)
    )
