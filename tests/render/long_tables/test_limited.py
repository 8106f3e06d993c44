"""A cache holds no more than its limit."""

from __future__ import annotations

from report.render.long_tables.limited import Limited, Weighed


def test_a_full_cache_is_emptied_before_one_more_value() -> None:
    cache = Limited[str, int](2)
    sizes: list[int] = []
    for number, key in enumerate("abcde"):
        cache[key] = number
        sizes.append(len(cache))
    assert sizes == [1, 2, 1, 2, 1]
    assert cache == {"e": 4}


def test_a_cache_of_weights_is_emptied_before_they_exceed_its_limit() -> None:
    cache = Weighed[str, int](10)
    for key, weight in [("a", 4), ("b", 6), ("c", 11), ("d", 1), ("e", 2)]:
        cache.put(key, weight, weight)
    assert cache == {"d": 1, "e": 2}
