"""A cache holds no more than its limit."""

from __future__ import annotations

from report.render.long_tables.limited import Limited


def test_a_full_cache_is_emptied_before_one_more_value() -> None:
    cache = Limited[str, int](2)
    sizes: list[int] = []
    for number, key in enumerate("abcde"):
        cache[key] = number
        sizes.append(len(cache))
    assert sizes == [1, 2, 1, 2, 1]
    assert cache == {"e": 4}
