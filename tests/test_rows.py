"""Numbers of rows held as runs are the numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from report.rows import RowRanges

_NUMBERS = st.lists(st.integers(min_value=1, max_value=40))


@settings(deadline=None)
@given(_NUMBERS)
def test_they_are_the_numbers_in_order(numbers: list[int]) -> None:
    rows, plain = RowRanges(numbers), tuple(sorted(set(numbers)))
    assert (tuple(rows), len(rows)) == (plain, len(plain))
    assert tuple(rows[index] for index in range(-len(plain), len(plain))) == plain * 2
    assert rows[1:-1] == plain[1:-1]
    assert [number in rows for number in range(42)] == [number in plain for number in range(42)]
    assert rows == RowRanges(plain) and hash(rows) == hash(RowRanges(plain))


@settings(deadline=None)
@given(_NUMBERS, _NUMBERS, _NUMBERS)
def test_numbers_are_put_together(first: list[int], second: list[int], third: list[int]) -> None:
    assert RowRanges(first).union(RowRanges(second), RowRanges(third)) == RowRanges(
        first + second + third
    )


def test_they_are_held_as_runs() -> None:
    assert RowRanges([3, 9, 2, 4]).runs == [(2, 4), (9, 9)]
    assert RowRanges().runs == []
    assert RowRanges.run(3, 5) == RowRanges([3, 4, 5]) and len(RowRanges.run(3, 5)) == 3
    assert RowRanges([1]) != RowRanges([2]) and "x" not in RowRanges([1]) and 1 not in RowRanges()
    assert repr(RowRanges([1, 2])) == "Rows([(1, 2)])"
