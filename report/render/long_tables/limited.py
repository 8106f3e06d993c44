"""Dictionaries that bound or compute their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Limited(dict[Key, Value]):
    """A dictionary of at most ``most`` values: where one more is stored, it is emptied first."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self) == self._most:
            self.clear()
        super().__setitem__(key, value)


class Weighed(dict[Key, Value]):
    """A dictionary of values that weigh at most ``most`` together: where one more is put, it is
    emptied first."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._weight = 0

    def holds(self, weight: int) -> bool:
        """Return whether one more value of this weight leaves the others."""
        return self._weight + weight <= self._most

    def put(self, key: Key, value: Value, weight: int) -> None:
        """Store a value; one that is too heavy alone is left out."""
        if weight > self._most:
            return
        if not self.holds(weight):
            self.clear()
            self._weight = 0
        self._weight += weight
        self[key] = value


class Computed(dict[Key, Value]):
    """A dictionary that computes its missing values."""

    def __init__(self, compute: Callable[[Key], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._compute(key)
        return value
