"""Evaluation on whole columns equals evaluation row by row in plain Python."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from expression_columns import Rows, scope_of, values, vector_of
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from report.arabic import Interval, parse_edtf
from report.errors import ExpressionError
from report.expressions import ExpressionFault, check, evaluate, parse, syntax, text_of
from report.expressions.faults import Span

KINDS = {
    "a": "whole", "b": "number", "t": "text", "u": "text", "ok": "boolean", "d": "date", "e": "date",
}  # fmt: skip
DATES = [
    "2024-02-29", "2024-12-31", "2025-01-01", "2025-11", "2025", "2024/2025", "2025-11-24/2025-11-27",
    "2025-11-24/..", "../2024-12-30", "2020-01-01?",
]  # fmt: skip
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "whole": st.one_of(st.integers(-20, 20), st.sampled_from([2**62, -(2**62)])),
    "number": st.sampled_from(["0", "0.1", "0.2", "0.3", "-2.5", "2.345", "1e15", "123456.789"]),
    "text": st.sampled_from(["", "أ", "ا", "Abc", "abc", "b"]),
    "boolean": st.booleans(),
    "date": st.sampled_from(DATES),
}
HERE = st.just(Span(0, 0))


def _number(nodes: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(syntax.Arithmetic, HERE, st.sampled_from("+-*/%"), nodes, nodes),
        st.builds(syntax.Negative, HERE, nodes),
        st.builds(
            syntax.Call,
            HERE,
            st.sampled_from(["abs", "round", "floor", "ceil"]),
            st.tuples(nodes),
        ),
        st.builds(
            syntax.Call, HERE, st.sampled_from(["min", "max", "coalesce"]), st.tuples(nodes, nodes)
        ),
    )


def _name(*names: str) -> st.SearchStrategy[syntax.Node]:
    return st.builds(syntax.Name, HERE, st.sampled_from([(name,) for name in names]))


DATE_NODES = _name("d", "e")
NUMBER_NODES = st.recursive(
    st.one_of(
        _name("a", "b"),
        st.builds(syntax.Number, HERE, st.decimals(0, 100, places=2)),
        st.builds(
            syntax.Call,
            HERE,
            st.sampled_from(["year", "month", "quarter", "decade", "weekday", "week", "day"]),
            st.tuples(DATE_NODES),
        ),
        st.builds(syntax.Call, HERE, st.just("len"), st.tuples(_name("t"))),
        st.builds(syntax.Arithmetic, HERE, st.just("-"), DATE_NODES, DATE_NODES),
    ),
    _number,
    max_leaves=5,
)
DATE_TEXTS = st.builds(
    syntax.Text, HERE, st.sampled_from([text for text in DATES if "?" not in text])
)
TEXT_NODES = st.one_of(
    _name("t", "u"), st.builds(syntax.Text, HERE, st.sampled_from(["abc", "", "ا"]))
)
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def _pair(
    nodes: st.SearchStrategy[Any], signs: st.SearchStrategy[str]
) -> st.SearchStrategy[syntax.Node]:
    return st.builds(
        syntax.Comparison, HERE, st.tuples(nodes, nodes), signs.map(lambda sign: (sign,))
    )


def _dated() -> st.SearchStrategy[syntax.Node]:
    operands = st.one_of(
        st.tuples(DATE_NODES, DATE_NODES),
        st.tuples(DATE_NODES, DATE_TEXTS),
        st.tuples(DATE_TEXTS, DATE_NODES),
    )
    return st.builds(syntax.Comparison, HERE, operands, SIGNS.map(lambda sign: (sign,)))


def _logic(nodes: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(
            syntax.Logic,
            HERE,
            st.sampled_from(["and", "or"]),
            st.lists(nodes, min_size=2, max_size=3).map(tuple),
        ),
        st.builds(syntax.Not, HERE, nodes),
    )


CONDITIONS = st.recursive(
    st.one_of(
        _pair(NUMBER_NODES, SIGNS),
        _pair(TEXT_NODES, st.sampled_from(["==", "!="])),
        _dated(),
        _name("ok"),
        st.builds(
            syntax.IsMissing, HERE, st.one_of(NUMBER_NODES, TEXT_NODES, DATE_NODES), st.booleans()
        ),
        st.builds(syntax.Membership, HERE, DATE_NODES, DATE_TEXTS, st.booleans()),
        st.builds(
            syntax.Membership,
            HERE,
            NUMBER_NODES,
            st.builds(
                syntax.Items, HERE, st.lists(NUMBER_NODES, min_size=1, max_size=3).map(tuple)
            ),
            st.booleans(),
        ),
        st.builds(syntax.Call, HERE, st.just("contains"), st.tuples(TEXT_NODES, TEXT_NODES)),
    ),
    _logic,
    max_leaves=4,
)
EXPRESSIONS = st.one_of(
    NUMBER_NODES,
    CONDITIONS,
    st.builds(syntax.Call, HERE, st.just("if"), st.tuples(CONDITIONS, NUMBER_NODES, NUMBER_NODES)),
    st.builds(
        syntax.Call, HERE, st.sampled_from(["lower", "upper", "trim"]), st.tuples(_name("t", "u"))
    ),
    st.builds(syntax.Call, HERE, st.just("concat"), st.tuples(TEXT_NODES, NUMBER_NODES)),
)

# The reference: a value is a Fraction, a text, a bool, a pair of days, or None.
Row = dict[str, Any]
_FIRST, _LAST = dt.date.min, dt.date.max


def _days(interval: Interval) -> tuple[dt.date, dt.date]:
    return (interval.start or _FIRST, interval.end or _LAST)


def reference(node: Any, row: Row) -> Any:
    """Return the value of a tree in a row."""
    match node:
        case syntax.Number():
            return Fraction(node.value)
        case syntax.Text() | syntax.Truth():
            return node.value
        case syntax.Name():
            return row[node.path[0]]
        case syntax.Negative():
            operand = reference(node.operand, row)
            return None if operand is None else -operand
        case syntax.Arithmetic():
            return _arithmetic(node.sign, reference(node.left, row), reference(node.right, row))
        case syntax.Call():
            return _call(node.name, [reference(argument, row) for argument in node.arguments])
    return _truth(node, row)


def _arithmetic(sign: str, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    if isinstance(left, tuple):
        is_days = left[0] == left[1] and right[0] == right[1]
        return Fraction((left[0] - right[0]).days) if is_days else None
    if sign in "/%" and right == 0:
        return None
    works: dict[str, Callable[[Any, Any], Any]] = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
        "/": lambda a, b: a / b, "%": lambda a, b: a - b * math.floor(a / b),
    }  # fmt: skip
    return works[sign](left, right)


def _round(number: Fraction) -> Fraction:
    return Fraction(math.floor(abs(number) + Fraction(1, 2)) * (-1 if number < 0 else 1))


def _plain(value: Any) -> str:
    if not isinstance(value, Fraction):
        return str(value)
    from report.expressions.functions.texts import plain_text

    return plain_text(value.numerator if value.denominator == 1 else value)


_PARTS: dict[str, tuple[Callable[[dt.date], int], Callable[[dt.date], Any]]] = {
    "year": (lambda day: day.year, lambda day: day.year),
    "decade": (lambda day: day.year // 10 * 10, lambda day: day.year // 10),
    "quarter": (lambda day: (day.month + 2) // 3, lambda day: (day.year, (day.month + 2) // 3)),
    "month": (lambda day: day.month, lambda day: (day.year, day.month)),
    "week": (lambda day: day.isocalendar()[1], lambda day: day.isocalendar()[:2]),
    "weekday": (lambda day: day.isoweekday(), lambda day: day),
    "day": (lambda day: day.day, lambda day: day),
}


def _call(name: str, arguments: list[Any]) -> Any:
    if name == "if":
        return arguments[1] if arguments[0] is True else arguments[2]
    filled = [argument for argument in arguments if argument is not None]
    if name in ("min", "max"):
        return (min if name == "min" else max)(filled) if filled else None
    if name == "coalesce":
        return filled[0] if filled else None
    if len(filled) < len(arguments):
        return None
    first = arguments[0]
    if name in _PARTS:
        date_part, period = _PARTS[name]
        is_single = (
            _FIRST not in first and _LAST not in first and period(first[0]) == period(first[1])
        )
        return Fraction(date_part(first[0])) if is_single else None
    works: dict[str, Callable[..., Any]] = {
        "abs": abs, "round": _round, "floor": lambda x: Fraction(math.floor(x)),
        "ceil": lambda x: Fraction(math.ceil(x)), "len": lambda text: Fraction(len(text)),
        "lower": str.lower, "upper": str.upper, "trim": str.strip,
        "contains": lambda text, piece: piece in text,
        "concat": lambda *pieces: "".join(map(_plain, pieces)),
    }  # fmt: skip
    return works[name](*arguments)


def _truth(node: Any, row: Row) -> bool | None:
    match node:
        case syntax.Not():
            operand = reference(node.operand, row)
            return None if operand is None else not operand
        case syntax.Logic():
            truths = [reference(operand, row) for operand in node.operands]
            decisive = node.word == "or"
            if decisive in truths:
                return decisive
            return None if None in truths else not decisive
        case syntax.IsMissing():
            return (reference(node.operand, row) is None) != node.is_negative
        case syntax.Membership():
            return _member(node, row)
    (left, right), (sign,) = node.operands, node.signs
    first, second = reference(left, row), reference(right, row)
    if "date" in (_kind(left), _kind(right)):
        is_period = isinstance(right, syntax.Text) or isinstance(left, syntax.Text)
        if isinstance(left, syntax.Text):
            first, second = second, first
            sign = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
        if isinstance(second, str):
            second = _days(parse_edtf(second))
        return _compare_dates(first, sign, second, is_period)
    return _compare(first, sign, second)


def _kind(node: Any) -> str:
    return KINDS[node.path[0]] if isinstance(node, syntax.Name) else ""


def _compare(left: Any, sign: str, right: Any) -> bool | None:
    if left is None or right is None:
        return None
    return {
        "==": left == right, "!=": left != right, "<": left < right, "<=": left <= right,
        ">": left > right, ">=": left >= right,
    }[sign]  # fmt: skip


def _compare_dates(left: Any, sign: str, right: Any, is_period: bool) -> bool | None:
    if left is None or right is None:
        return None
    is_within = right[0] <= left[0] and left[1] <= right[1]
    is_apart = left[1] < right[0] or left[0] > right[1]
    truths = {
        "<": (left[1] < right[0], left[0] >= right[1]),
        ">": (left[0] > right[1], left[1] <= right[0]),
        "<=": (left[1] <= right[0], left[0] > right[1]),
        ">=": (left[0] >= right[1], left[1] < right[0]),
        "==": (left == right, is_apart),
        "!=": (is_apart, left == right),
    }  # fmt: skip
    if is_period:
        truths |= {
            "<": (left[1] < right[0], left[0] >= right[0]),
            ">": (left[0] > right[1], left[1] <= right[1]),
            "<=": (left[1] <= right[1], left[0] > right[1]),
            ">=": (left[0] >= right[0], left[1] < right[0]),
            "==": (is_within, is_apart),
            "!=": (is_apart, is_within),
        }
    is_true, is_false = truths[sign]
    return True if is_true else False if is_false else None


def _member(node: Any, row: Row) -> bool | None:
    operand = reference(node.operand, row)
    if isinstance(node.container, syntax.Text):
        span = _days(parse_edtf(node.container.value))
        outcome = _compare_dates(operand, "==", span, True)
    else:
        truths = [_compare(operand, "==", reference(item, row)) for item in node.container.items]
        outcome = True if True in truths else None if None in truths else False
    return outcome if not node.is_negative or outcome is None else not outcome


COLUMNS = st.integers(0, 6).flatmap(
    lambda count: st.fixed_dictionaries(
        {
            name: st.lists(st.none() | CELLS[kind], min_size=count, max_size=count)
            for name, kind in KINDS.items()
        }
    )
)


def _held(kind: str, cell: Any) -> Any:
    if cell is None:
        return None
    if kind in ("whole", "number"):
        return Fraction(str(cell))
    return _days(parse_edtf(cell)) if kind == "date" else cell


def _same_as_by_row(node: syntax.Node, columns: dict[str, list[Any]]) -> None:
    text = text_of(node)
    try:
        expression = check(text, scope_of(KINDS))
    except ExpressionFault as fault:  # what the generator cannot know: a date that is no date …
        assert fault.rule in ("unfit-kinds", "unfit-argument"), text
        return
    frame = Rows({name: vector_of(kind, columns[name]) for name, kind in KINDS.items()})
    whole = evaluate(expression.tree, frame).objects()
    rows = []
    for index in range(len(frame)):
        rows.append({name: _held(kind, columns[name][index]) for name, kind in KINDS.items()})
    tree = parse(text)
    expected = [reference(tree, row) for row in rows]
    assert whole == expected, text


@settings(max_examples=share(200))
@given(EXPRESSIONS, COLUMNS)
def test_whole_columns_are_as_row_by_row(node: syntax.Node, columns: dict[str, list[Any]]) -> None:
    _same_as_by_row(node, columns)


@pytest.mark.slow
@settings(max_examples=2500)
@given(EXPRESSIONS, COLUMNS)
def test_many_whole_columns_are_as_row_by_row(
    node: syntax.Node, columns: dict[str, list[Any]]
) -> None:
    _same_as_by_row(node, columns)


def test_arithmetic_is_exact_beyond_64_bits() -> None:
    cells = {"a": [2**62, 3], "b": ["0.1", "1e15"]}
    kinds = {"a": "whole", "b": "number"}
    assert values("a * a + 1", kinds, cells) == [2**124 + 1, 10]
    assert values("b + 0.2 == 0.3", kinds, cells) == [True, False]
    assert values("1 / a * a", kinds, cells) == [1, 1]
    assert values("a - a / 3", kinds, cells) == [Fraction(2**63, 3), 2]


def test_an_uncertain_date_is_counted_apart_from_a_blank() -> None:
    frame = Rows({"d": vector_of("date", ["2025-11-24", "2025", None, "2026"])})
    vector = evaluate(check("d <= '2025-11-30'", scope_of({"d": "date"})).tree, frame)
    assert vector.objects() == [True, None, None, False]
    assert vector.uncertain.tolist() == [False, True, False, False]  # type: ignore[union-attr]
    both = check("d <= '2025-11-30' or d is missing", scope_of({"d": "date"}))
    vector = evaluate(both.tree, frame)
    assert vector.uncertain.tolist() == [False, True, False, False]  # type: ignore[union-attr]


PERIODS = st.one_of(
    st.dates(dt.date(1990, 1, 1), dt.date(2009, 12, 31)).map(dt.date.isoformat),
    st.builds(
        lambda year, month: f"{year}-{month:02}", st.integers(1990, 2009), st.integers(1, 12)
    ),
    st.integers(1990, 2009).map(str),
    st.builds(
        lambda year, quarter: f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}",
        st.integers(1990, 2009),
        st.integers(1, 4),
    ),
    st.sampled_from(
        ["1990/1999", "2000/2009", "1996/2003", "2000-02-29/2001", "2000/..", "../2000"]
    ),
)
KNOWN_DAYS = st.dates(dt.date(1989, 12, 1), dt.date(2010, 1, 31))


@settings(max_examples=share(150))
@given(st.lists(KNOWN_DAYS, min_size=1, max_size=8), PERIODS)
def test_a_known_day_is_certainly_before_within_or_after_a_constant_period(
    days: list[dt.date], period: str
) -> None:
    span = parse_edtf(period)
    first, last = span.start or dt.date.min, span.end or dt.date.max
    ends = [end for end in (span.start, span.end) if end is not None]
    days = [*days, *ends, *(end + dt.timedelta(step) for end in ends for step in (-1, 1))]
    expected = {
        f"d > '{period}'": [day > last for day in days],
        f"d >= '{period}'": [day >= first for day in days],
        f"d < '{period}'": [day < first for day in days],
        f"d <= '{period}'": [day <= last for day in days],
        f"d == '{period}'": [first <= day <= last for day in days],
        f"d in ['1850', '{period}']": [first <= day <= last for day in days],
        f"'{period}' < d < '2150'": [day > last for day in days],
    }
    for written, mirrored in [(">", "<"), (">=", "<="), ("<", ">"), ("<=", ">="), ("==", "==")]:
        expected[f"'{period}' {mirrored} d"] = expected[f"d {written} '{period}'"]
    frame = Rows({"d": vector_of("date", [day.isoformat() for day in days])})
    for text, truths in expected.items():
        for condition, outcome in [(text, truths), (f"not ({text})", [not t for t in truths])]:
            vector = evaluate(check(condition, scope_of({"d": "date"})).tree, frame)
            assert vector.objects() == outcome, condition
            assert not vector.uncertain.any(), condition  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "open_rows"),
    [
        ("month(d) > 3", [1, 3]),
        ("not (month(d) > 3)", [1, 3]),
        ("month(d) in [3, 4]", [1, 3]),
        ("month(d) * 2 + n > 3", [1, 3]),
        ("year(d) == 2025", [3]),
        ("year_month(d) == '2025-11'", [1, 3]),
        ("concat(year(d), month(d)) == '202511'", [1, 3]),
        ("d - '2025-01-01' > 3", [1, 3]),
        ("month(d) > 3 or n > 0", []),
        ("coalesce(month(d), 0) > 3", []),
        ("month(d) is missing", []),
        ("n > 3", []),
    ],
)
def test_a_part_that_a_date_does_not_determine_is_no_blank_cell(
    text: str, open_rows: list[int]
) -> None:
    dates = ["2025-11-24", "2025", None, "2025/2026", "2026-01-02"]
    kinds = {"d": "date", "n": "whole"}
    cells: dict[str, Any] = {"d": dates, "n": [1, 1, 1, 1, 1]}
    frame = Rows({name: vector_of(kind, cells[name]) for name, kind in kinds.items()})
    vector = evaluate(check(text, scope_of(kinds)).tree, frame)
    assert vector.kind == "boolean"
    assert np.flatnonzero(vector.uncertain).tolist() == open_rows


def test_prior_is_the_row_before_of_the_same_group() -> None:
    kinds = {"team": "text", "goals": "whole"}
    cells = {"team": ["a", "a", "b", "b"], "goals": [1, 2, 3, None]}
    frame = Rows({name: vector_of(kind, cells[name]) for name, kind in kinds.items()})
    scope = scope_of(kinds, is_ordered=True)

    def prior(text: str) -> list[object]:
        return list(evaluate(check(text, scope).tree, frame).objects())

    assert prior("prior(goals)") == [None, 1, 2, 3]
    assert prior("prior(goals, same = team)") == [None, 1, None, 3]
    assert prior("goals - prior(goals, same = [team])") == [None, 1, None, None]
    with pytest.raises(ExpressionFault, match="needs-order"):
        check("prior(goals)", scope_of(kinds))


def test_values_do_not_grow_without_bound() -> None:
    square = "a * a"
    for _ in range(5):
        square = f"({square}) * ({square})"
    assert values(square, {"a": "whole"}, {"a": [10]}) == [10**64]
    cells = {"a": [10**9], "t": ["x" * 200_000]}
    kinds = {"a": "whole", "t": "text"}
    assert values("len(concat(t, t, t))", kinds, cells) == [600_000]
    with pytest.raises(ExpressionError, match="characters"):
        values("concat(t, t, t, t, t, t)", kinds, cells)
    with pytest.raises(ExpressionError, match="bits"):
        values("a * a", {"a": "number"}, {"a": [10**3000]})
