"""Growth that is that of the input is linear; that of its square is not."""

from __future__ import annotations

from growth import is_linear


def test_a_line_is_linear_and_a_square_is_not() -> None:
    assert is_linear(lambda size: sum(range(size)), 50_000)
    assert not is_linear(lambda size: sum(sum(range(size)) for _ in range(size)), 200)
