"""Numbers of rows held as runs are the numbers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from report.rows import Rows

_NUMBERS = st.lists(st.integers(min_value=1, max_value=40))


@settings(deadline=None)
@given(_NUMBERS)
def test_they_are_the_numbers_in_order(numbers: list[int]) -> None:
    rows, plain = Rows(numbers), tuple(sorted(set(numbers)))
    assert (tuple(rows), len(rows)) == (plain, len(plain))
    assert tuple(rows[at] for at in range(-len(plain), len(plain))) == plain * 2
    assert rows[1:-1] == plain[1:-1]
    assert [number in rows for number in range(42)] == [number in plain for number in range(42)]
    assert rows == Rows(plain) and hash(rows) == hash(Rows(plain))


@settings(deadline=None)
@given(_NUMBERS, _NUMBERS, _NUMBERS)
def test_numbers_are_put_together(one: list[int], other: list[int], third: list[int]) -> None:
    assert Rows(one).union(Rows(other), Rows(third)) == Rows(one + other + third)


def test_they_are_held_as_runs() -> None:
    assert Rows([3, 9, 2, 4]).runs == [(2, 4), (9, 9)]
    assert Rows().runs == []
    assert Rows.run(3, 5) == Rows([3, 4, 5]) and len(Rows.run(3, 5)) == 3
    assert Rows([1]) != Rows([2]) and "x" not in Rows([1]) and 1 not in Rows()
    assert repr(Rows([1, 2])) == "Rows([(1, 2)])"
