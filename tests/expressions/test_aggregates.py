"""Aggregates over groups, held against the same in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from report.expressions.aggregates import AGGREGATES, Groups
from report.expressions.vectors import BooleanVector, NumberVector, TextVector, Vector

#: Small numbers, and ones whose sums and products pass 53 and 64 bits.
_NUMBERS = st.one_of(
    st.none(),
    st.integers(-3, 3),
    st.integers(-(2**40), 2**40),
    st.integers(-(2**63) + 1, 2**63 - 1),
)
_ROWS = st.lists(
    st.tuples(
        st.integers(0, 3),
        _NUMBERS,
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.sampled_from(["ا", "ب", "ت", "a"])),
        st.one_of(st.none(), st.booleans()),
    ),
    max_size=30,
)
#: Groups 0 to 2; the rows of group 3 are in none.
_COUNT = 3
Row = tuple[Any, ...]


def _numbers(values: Sequence[int | None], decimals: int) -> NumberVector:
    blank = np.array([value is None for value in values], dtype=bool)
    return NumberVector(np.array([value or 0 for value in values], dtype=np.int64), decimals, blank)


def _thirds(values: Sequence[int | None]) -> NumberVector:
    blank = np.array([value is None for value in values], dtype=bool)
    fractions = [Fraction(value or 0, 3) for value in values]
    vector: NumberVector = NumberVector.of_fractions(fractions, np.arange(len(values)), blank)
    return vector


def _aggregated(name: str, rows: Sequence[Row], *arguments: Vector) -> list[Any]:
    ids = np.array([row[0] for row in rows], dtype=np.int32)
    return AGGREGATES[name].over(Groups(ids, _COUNT), arguments).objects()


def _expected(rows: Sequence[Row], function: Callable[[list[int]], Any]) -> list[Any]:
    groups = range(_COUNT)
    functions = []
    for group in groups:
        functions.append(function([i for i, row in enumerate(rows) if row[0] == group]))
    return functions


def _quantile(values: Sequence[Fraction], fraction: Fraction) -> Fraction:
    ordered = sorted(values)
    place = (len(ordered) - 1) * fraction
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _commonest(values: Sequence[Any]) -> Any:
    return min(set(values), key=lambda value: (-values.count(value), value)) if values else None


@given(_ROWS, st.sampled_from(["whole", "hundredths", "thirds"]))
def test_aggregates_of_numbers_are_exact(rows: list[Row], form: str) -> None:
    cells = [row[1] for row in rows]
    scale = {"whole": 1, "hundredths": 100, "thirds": 3}[form]
    vector = _thirds(cells) if form == "thirds" else _numbers(cells, 2 if scale == 100 else 0)
    exact = [None if cell is None else Fraction(cell, scale) for cell in cells]
    weights = [row[2] for row in rows]

    def held(indices: list[int]) -> list[Fraction]:
        return [value for index in indices if (value := exact[index]) is not None]

    def mean(indices: list[int]) -> Fraction | None:
        values = held(indices)
        return sum(values, Fraction(0)) / len(values) if values else None

    def weighted(indices: list[int]) -> Fraction | None:
        pairs = [
            (value, weight)
            for index in indices
            if (value := exact[index]) is not None and (weight := weights[index]) is not None
        ]
        total = sum(weight for _, weight in pairs)
        return (
            sum((value * weight for value, weight in pairs), Fraction(0)) / total if total else None
        )

    def total(indices: list[int]) -> Fraction | None:
        return sum(held(indices), Fraction(0)) if held(indices) else None

    expected: dict[str, Callable[[list[int]], Any]] = {
        "sum": total,
        "mean": mean,
        "median": lambda i: _quantile(held(i), Fraction(1, 2)) if held(i) else None,
        "min": lambda i: min(held(i), default=None),
        "max": lambda i: max(held(i), default=None),
        "range": lambda i: max(held(i)) - min(held(i)) if held(i) else None,
        "mode": lambda i: _commonest(held(i)),
        "distinct": lambda i: len(set(held(i))),
        "count": lambda i: len(held(i)),
        "only": lambda i: held(i)[0] if len(set(held(i))) == 1 else None,
    }
    for name, function in expected.items():
        assert _aggregated(name, rows, vector) == _expected(rows, function), name
    assert _aggregated("wmean", rows, vector, _numbers(weights, 0)) == _expected(rows, weighted)
    group_numbers = _numbers([3], 1)
    assert _aggregated("quantile", rows, vector, group_numbers) == _expected(
        rows, lambda i: _quantile(held(i), Fraction(3, 10)) if held(i) else None
    )


@given(_ROWS)
def test_aggregates_choose_values_of_rows(rows: list[Row]) -> None:
    texts, order = [row[3] for row in rows], [row[2] for row in rows]
    vector, by = TextVector.of(texts), _numbers(order, 0)

    def held(indices: list[int]) -> list[str]:
        return [texts[index] for index in indices if texts[index] is not None]

    def edge(indices: list[int], *, last: bool) -> str | None:
        both = [i for i in indices if texts[i] is not None and order[i] is not None]
        if not both:
            return None
        if last:
            return str(texts[max(both, key=lambda index: (order[index], index))])
        return str(texts[min(both, key=lambda index: (order[index], index))])

    expected: dict[str, Callable[[list[int]], Any]] = {
        "min": lambda i: min(held(i), default=None),
        "max": lambda i: max(held(i), default=None),
        "mode": lambda i: _commonest(held(i)),
        "distinct": lambda i: len(set(held(i))),
        "only": lambda i: held(i)[0] if len(set(held(i))) == 1 else None,
    }
    for name, function in expected.items():
        assert _aggregated(name, rows, vector) == _expected(rows, function), name
    assert _aggregated("first", rows, vector, by) == _expected(rows, lambda i: edge(i, last=False))
    assert _aggregated("last", rows, vector, by) == _expected(rows, lambda i: edge(i, last=True))
    assert _aggregated("count", rows) == _expected(rows, len)


@settings(max_examples=share(50))
@given(_ROWS)
def test_a_share_is_of_the_rows_for_which_the_condition_is_known(rows: list[Row]) -> None:
    truths = [row[4] for row in rows]
    blank = np.array([truth is None for truth in truths], dtype=bool)
    vector = BooleanVector.of(np.array([truth is True for truth in truths], dtype=bool), blank)

    def share(indices: list[int]) -> Fraction | None:
        defined = [truths[index] for index in indices if truths[index] is not None]
        return Fraction(sum(defined), len(defined)) if defined else None

    assert _aggregated("share", rows, vector) == _expected(rows, share)


@settings(max_examples=share(50))
@given(_ROWS)
def test_a_standard_deviation_is_the_root_of_the_variance_of_the_sample(rows: list[Row]) -> None:
    cells = [row[1] for row in rows]
    aggregated = _aggregated("std", rows, _numbers(cells, 1))
    for group, deviation in enumerate(aggregated):
        values = [
            Fraction(cell, 10)
            for row, cell in zip(rows, cells, strict=True)
            if row[0] == group and cell is not None
        ]
        if len(values) < 2:
            assert deviation is None
            continue
        mean = sum(values, Fraction(0)) / len(values)
        variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
        assert abs(Fraction(deviation) ** 2 - variance) <= variance * Fraction(1, 10**40)


@pytest.mark.parametrize("name", sorted(AGGREGATES))
def test_nothing_has_no_value_and_a_count_of_nothing_is_zero(name: str) -> None:
    aggregate = AGGREGATES[name]
    kinds = [parameter.kinds for parameter in aggregate.signature.parameters]
    truth = BooleanVector.of(np.zeros(0, dtype=bool), np.zeros(0, dtype=bool))
    arguments: list[Vector] = [truth if kind == ("boolean",) else _numbers([], 0) for kind in kinds]
    if name == "quantile":
        arguments[1] = _numbers([5], 1)
    assert _aggregated(name, [], *arguments) == [0 if aggregate.is_count else None] * _COUNT
