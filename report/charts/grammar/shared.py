"""What is the same in all panels of a chart: it is computed for the first panel that is drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

V = TypeVar("V")

#: The data that values are kept of: those of the chart, and copies of them with other categories.
_MOST_SOURCES = 4

Source = tuple[object, ...]


class Shared:
    """The values that the panels of a chart have in common, by what they depend on.

    Copies of the data of a chart have one such store. A copy with other values, labels or options
    has values of its own in it.
    """

    __slots__ = ("_by_source",)

    def __init__(self) -> None:
        """Hold nothing."""
        self._by_source: dict[tuple[int, ...], tuple[Source, dict[Hashable, object]]] = {}

    def value(self, source: Source, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of a key, made when it is first asked for.

        :param source: the objects that the values are made from: the very same have the same ones.
        :param key: what else the value depends on, with a name of its own.
        """
        values = self._of(source)
        if key not in values:
            values[key] = make()
        return cast("V", values[key])

    def _of(self, source: Source) -> dict[Hashable, object]:
        """Return the values of a source. Those that were asked for longest ago are dropped."""
        # The objects are held here, so that no new one has the number of another.
        numbers = tuple(map(id, source))
        stored = self._by_source.pop(numbers, None) or (source, {})
        self._by_source[numbers] = stored
        if len(self._by_source) > _MOST_SOURCES:
            del self._by_source[next(iter(self._by_source))]
        return stored[1]
