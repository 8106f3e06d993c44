"""The bytes of a file of any size, without the whole of it in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from os import SEEK_END
from typing import IO, TypeAlias

#: The number of bytes read at a time.
_BLOCK = 1024 * 1024


class FileBytes:
    """The bytes of an open file, each part read when it is asked for; the file must not grow.

    Threads, and a child process, may read at the same time.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self._size = file.seek(0, SEEK_END)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, span: slice) -> bytes:
        start, stop, step = span.indices(self._size)
        if step != 1:
            raise ValueError("bytes that do not follow each other")
        return b"".join(self._parts(start, stop))

    def _parts(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the bytes from ``start`` to ``stop``; the system returns at most 2 GiB at once."""
        number = self.file.fileno()
        while start < stop and (block := os.pread(number, stop - start, start)):
            yield block
            start += len(block)

    def startswith(self, prefix: bytes, start: int = 0) -> bool:
        """Return whether the bytes from ``start`` on begin with ``prefix``."""
        return self[start : start + len(prefix)] == prefix

    def find(self, mark: bytes, start: int = 0) -> int:
        """Return where ``mark`` stands next from ``start`` on, or -1."""
        tail = b""
        for block in pieces(self, start, self._size):
            seen = tail + block
            place = seen.find(mark)
            if place >= 0:
                return start - len(tail) + place
            start += len(block)
            tail = seen[max(0, len(seen) - len(mark) + 1) :]
        return -1

    def count(self, mark: bytes) -> int:
        """Return how often the file has ``mark``, which does not overlap itself."""
        count, tail = 0, b""
        for block in pieces(self, 0, self._size):
            seen = tail + block
            count += seen.count(mark)
            tail = seen[max(0, len(seen) - len(mark) + 1) :]
        return count


#: The bytes of a file, in memory or not.
Source: TypeAlias = bytes | FileBytes


def pieces(data: Source, start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes from ``start`` to ``stop`` in blocks."""
    for begin in range(start, stop, _BLOCK):
        yield data[begin : min(begin + _BLOCK, stop)]
