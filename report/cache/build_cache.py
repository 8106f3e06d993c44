"""What builds have made before, by what it was made of."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar, cast

from report.cache.machine import Stamp, loaded, stamps, surroundings
from report.cache.store import Store, users_folder

Made = TypeVar("Made")


@dataclass(slots=True)
class BuildCache:
    """Finds what was made of equal things on an equal machine, and keeps what a build makes.

    A key is the SHA-256 of all that a thing was made of and of the machine. With each thing goes a
    list of the libraries that had been loaded when it was made; it is found only while each of them
    is unchanged on the disk.
    """

    store: Store
    machine: str
    begun: int = field(default_factory=time.time_ns)
    _new: dict[str, bytes] = field(default_factory=dict)
    _stands: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of_user(cls) -> BuildCache:
        """Return the user's own.

        :raises OSError: when Mujaz's own files cannot be read.
        """
        return cls(Store(users_folder()), surroundings())

    def key(self, kind: str, *made_of: object) -> str:
        """Return the key of a thing. What it was made of is distinguished by ``repr``."""
        return sha256(repr((self.machine, kind, made_of)).encode()).hexdigest()

    def find(self, key: str) -> bytes | None:
        """Return what was made before, or ``None``."""
        whole = self.store.read(key)
        if whole is None or not self._libraries_stand(whole[:64].decode("ascii", "replace")):
            return None
        return whole[64:]

    def keep(self, key: str, data: bytes) -> None:
        """Note what was made, for :meth:`settle`."""
        self._new[key] = data

    def settle(self) -> None:
        """Write what was noted, with the libraries that made it; not when one of them came after
        the build began."""
        libraries = loaded() if self._new else None
        if not libraries or any(written >= self.begun for _, _, written in libraries):
            return
        listed = json.dumps(libraries).encode()
        name = sha256(listed).hexdigest()
        self.store.write(name, listed)
        for key, data in self._new.items():
            self.store.write(key, name.encode() + data)
        self._new.clear()

    def recall(self, kind: str, made_of: object, make: Callable[[], Made]) -> Made:
        """Return a JSON value: the stored one, or the one that ``make`` returns now."""
        key = self.key(kind, made_of)
        stored = self.find(key)
        if stored is not None:
            return cast(Made, json.loads(stored))
        thing = make()
        self.keep(key, json.dumps(thing, ensure_ascii=False).encode())
        return thing

    def _libraries_stand(self, name: str) -> bool:
        if name not in self._stands:
            listed = self.store.read(name) if name.isalnum() else None
            recorded: list[Stamp] = (
                [(stamp[0], stamp[1], stamp[2]) for stamp in json.loads(listed)] if listed else []
            )
            self._stands[name] = (
                bool(recorded) and stamps(path for path, _, _ in recorded) == recorded
            )
        return self._stands[name]


_CURRENT: ContextVar[BuildCache | None] = ContextVar("memory", default=None)


@contextmanager
def use_cache(memory: BuildCache | None) -> Iterator[None]:
    """Let :func:`recall` ask ``memory`` while the context lasts."""
    token = _CURRENT.set(memory)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def recall(kind: str, made_of: Callable[[], object], make: Callable[[], Made]) -> Made:
    """Return a thing that JSON can hold, from the memory of this build, where it has one, or from
    ``make``.

    ``made_of`` returns all that determines the result, compared by ``repr``; without a
    memory it is not called.
    """
    memory = _CURRENT.get()
    return make() if memory is None else memory.recall(kind, made_of(), make)
