"""What this process has made lately, by all that it was made of, for the briefs that follow."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Recent(Generic[Key, Made]):
    """Things that nothing changes, by what they were made of; beyond ``most``, those go that were
    asked for least recently."""

    most: int
    _made: dict[Key, Made] = field(default_factory=dict)

    def recall(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return the thing that was made of ``key``, or the one that ``make`` returns now."""
        try:
            thing = self._made.pop(key)
        except KeyError:
            thing = make()
        self._made[key] = thing
        for oldest in list(self._made)[: -self.most]:
            self._made.pop(oldest, None)
        return thing

    def forget(self) -> None:
        """Forget all."""
        self._made.clear()
