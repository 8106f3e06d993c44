"""The bytes of a file of any size, without the whole of it in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BufferedReader, BytesIO, RawIOBase
from os import SEEK_CUR, SEEK_END, SEEK_SET
from typing import IO, TYPE_CHECKING, BinaryIO, TypeAlias

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: The number of bytes read at a time.
_BLOCK = 1024 * 1024


class FileBytes:
    """The bytes of an open file, each part read when it is asked for; the file must not grow.

    Threads, and a child process, may read at the same time.
    """

    def __init__(self, file: IO[bytes], size: int | None = None) -> None:
        self.file = file
        end = file.seek(0, SEEK_END)
        self._size = end if size is None else min(size, end)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, span: slice) -> bytes:
        start, stop, step = span.indices(self._size)
        if step != 1:
            raise ValueError("bytes that do not follow each other")
        block = os.pread(self.file.fileno(), stop - start, start) if start < stop else b""
        if len(block) == stop - start:
            return block
        return block + b"".join(self._parts(start + len(block), stop))

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
        return next(places_of(self, mark, start), -1)

    def count(self, mark: bytes) -> int:
        """Return how often the file has ``mark``, which does not overlap itself."""
        return sum(1 for _ in places_of(self, mark))

    def opened(self) -> BinaryIO:
        """Return a file of these bytes, read independently of others."""
        return BufferedReader(_Reading(self))

    def until(self, stop: int) -> FileBytes:
        """Return the bytes before ``stop``."""
        return FileBytes(self.file, min(stop, self._size))


class _Reading(RawIOBase):
    """Reads the bytes of a file from its own place on."""

    def __init__(self, data: FileBytes) -> None:
        self._data, self._place = data, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = SEEK_SET) -> int:
        start = {SEEK_SET: 0, SEEK_CUR: self._place, SEEK_END: len(self._data)}[whence]
        self._place = max(0, start + place)
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        block = self._data[self._place : self._place + len(view)]
        view[: len(block)] = block
        self._place += len(block)
        return len(block)


#: The bytes of a file, in memory or not.
Source: TypeAlias = bytes | FileBytes


def start_of(data: Source, stop: int) -> Source:
    """Return the bytes before ``stop``, not copied if that is possible."""
    return data[:stop] if isinstance(data, bytes) else data.until(stop)


def file_of(data: Source) -> BinaryIO:
    """Return a file of these bytes, read independently of others."""
    return BytesIO(data) if isinstance(data, bytes) else data.opened()


def places_of(data: Source, mark: bytes, start: int = 0) -> Iterator[int]:
    """Yield where ``mark`` stands from ``start`` on; it does not overlap itself."""
    begin, tail = start, b""
    for block in pieces(data, start, len(data)):
        seen, begin = tail + block, begin - len(tail)
        place = seen.find(mark)
        while place >= 0:
            yield begin + place
            place = seen.find(mark, place + len(mark))
        begin += len(seen)
        tail = seen[max(0, len(seen) - len(mark) + 1) :]


def pieces(data: Source, start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes from ``start`` to ``stop`` in blocks."""
    for begin in range(start, stop, _BLOCK):
        yield data[begin : min(begin + _BLOCK, stop)]
