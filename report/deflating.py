"""Deflating beside the work: several blocks at a time, returned in order for any number of
processors."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Generic, TypeVar

from report.processes import processors

#: The level of zlib for what continues a stream: a third of the time of its own choice (6), for a
#: tenth more bytes.
LEVEL = 4
#: The level of libdeflate for a whole stream: less than half of the time of zlib's level 4.
_WHOLE: Final = 1
#: The level of libdeflate for streams that are small beside the work of their production: the bytes
#: of zlib's best level in a third of its time.
WELL: Final = 6
#: The level of zlib for streams of objects, which qpdf compresses: half of the time of its best one
#: for a hundredth more bytes.
OF_OBJECTS: Final = 7
#: For content that is small beside the work of its production.
BEST: Final = 9

Made = TypeVar("Made")


def deflated(data: bytes, level: int = _WHOLE) -> bytes:
    """Return the data of a ``FlateDecode`` stream (RFC 1950), at a level of libdeflate."""
    # Starting a command that writes no PDF does not load it.
    import deflate

    return bytes(deflate.zlib_compress(data, level))


@dataclass(slots=True)
class InOrder(Generic[Made]):
    """Makes things in threads; no more than ``ahead`` are waiting to be taken.

    With ``at_once``, this thread makes them, and they wait as the others do. Where another process
    uses the second processor, that takes less time: threads that share the lock of Python wake each
    other for each small thing.
    """

    ahead: int
    at_once: bool = False
    _pool: ThreadPoolExecutor | None = None
    _waiting: deque[Callable[[], Made]] = field(default_factory=deque)

    def put(self, make: Callable[..., Made], *arguments: object) -> Iterator[Made]:
        """Have a thing made; yield the first that is waiting where too many are."""
        if self.at_once:
            self._waiting.append(partial(_unchanged, make(*arguments)))
        else:
            if self._pool is None:
                # zlib leaves Python's lock to the rest.
                self._pool = ThreadPoolExecutor(processors(), "deflate")
            self._waiting.append(self._pool.submit(make, *arguments).result)
        if len(self._waiting) > self.ahead:
            yield self._waiting.popleft()()

    def end(self) -> Iterator[Made]:
        """Yield all that are waiting, and give the threads back."""
        while self._waiting:
            yield self._waiting.popleft()()
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _unchanged(thing: Made) -> Made:
    return thing
