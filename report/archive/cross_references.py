"""The cross-reference table of a PDF, as a stream (ISO 32000-1, 7.5.8)."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import IO, NamedTuple

#: The widths of the fields of an entry, in bytes: its kind, a place or the number of an object
#: stream, an index in that stream.
WIDTHS = (1, 5, 2)
#: The kinds of entries.
_FREE, _IN_FILE, _IN_STREAM = range(3)
_SHIFT_OF_KIND, _SHIFT_OF_FIRST = 56, 16
#: An entry, and the number of bytes that are read at a time.
_ENTRY, _BLOCK = Struct(">Q"), 800_000
_KEY = rb"/%b\s+(\[[^\]]*\]|<<[^>]*>>|\d+ \d+ R|\d+)"


class WrittenPart(NamedTuple):
    """A part of the objects of a file that another process has written: their first number, the
    first that is not taken, and the places of those in ``outside``."""

    base: int
    unused: int
    outside: dict[int, int]


class CrossReferences:
    """The entries of consecutive objects, whose first number is ``base``, in a temporary file: a
    million rows of a table have 100 MB of them.

    An entry is an integer of 8 bytes with the fields of ``WIDTHS``; that of a number that is only
    taken is free. Numbers below ``base`` are those of objects in another part of the file, and
    ``outside`` holds their places.

    :param file: an empty file for the entries, closed by whoever opened it.
    """

    def __init__(self, file: IO[bytes], base: int = 0) -> None:
        self._file = file
        self._base = base
        #: The first number that is not taken.
        self.unused = base
        self.outside: dict[int, int] = {}

    @classmethod
    def read(cls, old: bytes, place: int, file: IO[bytes]) -> CrossReferences:
        """Return the entries of a cross-reference stream, without its own.

        :param old: the bytes of the file that start with the stream, and ``place`` where they are.
        :param file: an empty file for the entries.
        :raises ValueError: if it is not as qpdf writes it.
        """
        entries = _entries(old)
        entries[entries.index(_in_file(place))] = 0
        references = cls(file)
        references.take(len(entries))
        references._write(0, b"".join([_ENTRY.pack(value) for value in entries]))
        return references

    def take(self, count: int) -> range:
        """Return a range of consecutive new numbers."""
        first = self.unused
        self.unused = first + count
        return range(first, first + count)

    def place(self, number: int, place: int) -> None:
        """Note the place of an object in the file."""
        if number < self._base:
            self.outside[number] = place
        else:
            self._write(number, _ENTRY.pack(_in_file(place)))

    def place_in_stream(self, numbers: Sequence[int], stream: int) -> None:
        """Note the object stream that holds objects, in the order of their ``numbers``."""
        import numpy

        listed = numpy.array(numbers)
        first = _IN_STREAM << _SHIFT_OF_KIND | stream << _SHIFT_OF_FIRST
        entries = numpy.arange(first, first + len(listed), dtype=">u8").tobytes()
        breaks = (numpy.flatnonzero(numpy.diff(listed) != 1) + 1).tolist()
        for start, stop in zip([0, *breaks], [*breaks, len(listed)], strict=True):
            self._write(numbers[start], entries[_ENTRY.size * start : _ENTRY.size * stop])

    def written(self) -> WrittenPart:
        """Return what another process needs for :meth:`append`, with the file of the entries."""
        return WrittenPart(self._base, self.unused, self.outside)

    def append(self, following: WrittenPart, file: IO[bytes], place: int) -> None:
        """Add the entries of a part, whose first number is the first that is not taken.

        :param file: the file of these entries.
        :param place: where the part of the file begins that holds the objects.
        """
        import numpy

        references = CrossReferences(file, following.base)
        references.unused = following.unused
        for block in references.blocks():
            entries = numpy.frombuffer(block, dtype=">u8").astype(numpy.uint64)
            in_file = entries >> _SHIFT_OF_KIND == _IN_FILE
            entries[in_file] += numpy.uint64(place << _SHIFT_OF_FIRST)
            numbers = self.take(len(entries))
            self._write(numbers.start, entries.astype(">u8").tobytes())
        for number, place_of_object in following.outside.items():
            self.place(number, place + place_of_object)

    def blocks(self) -> Iterator[bytes]:
        """Yield the entries in blocks of whole entries."""
        size = _ENTRY.size * (self.unused - self._base)
        for start in range(0, size, _BLOCK):
            length = min(_BLOCK, size - start)
            # The last numbers may be taken and not written.
            yield os.pread(self._file.fileno(), length, start).ljust(length, b"\0")

    def count(self) -> int:
        """Return the number of objects."""
        import numpy

        kinds = (numpy.frombuffer(block, numpy.uint8)[:: _ENTRY.size] for block in self.blocks())
        return sum(int(numpy.count_nonzero(kind)) for kind in kinds)

    def _write(self, number: int, entries: bytes) -> None:
        os.pwrite(self._file.fileno(), entries, _ENTRY.size * (number - self._base))


def value_of(dictionary: bytes, name: bytes) -> bytes:
    """Return the value of a key of the dictionary before a stream, or nothing if it has no such
    key."""
    match = re.search(_KEY % name, dictionary[: dictionary.find(b"stream")])
    return match[1] if match else b""


def _in_file(place: int) -> int:
    return _IN_FILE << _SHIFT_OF_KIND | place << _SHIFT_OF_FIRST


def _entries(old: bytes) -> list[int]:
    """Return the entries of a cross-reference stream from the bytes of the file that start with
    it."""
    begin = old.find(b"stream")
    if b"/XRef" not in old[:begin]:
        raise ValueError("no cross-reference stream")
    length = int(value_of(old, b"Length"))
    raw = old[begin + len(b"stream\n") :][:length]
    if b"/FlateDecode" in old[:begin]:
        raw = zlib.decompress(raw)
    widths = [int(entry) for entry in value_of(old, b"W").strip(b"[]").split()]
    row = sum(widths)
    if b"/Predictor 12" in old[:begin]:
        raw = _unpredicted(raw, row)
    size = int(value_of(old, b"Size"))
    if b"/Index" in old[:begin] or len(raw) != size * row or 0 in widths[:2]:
        raise ValueError("a cross-reference stream of another kind")
    entries: list[int] = []
    for start in range(0, len(raw), row):
        entry = raw[start : start + row]
        kind = int.from_bytes(entry[: widths[0]], "big")
        first = int.from_bytes(entry[widths[0] : widths[0] + widths[1]], "big")
        second = int.from_bytes(entry[widths[0] + widths[1] :], "big") if kind else 0
        entries.append(kind << _SHIFT_OF_KIND | first << _SHIFT_OF_FIRST | second)
    return entries


def _unpredicted(raw: bytes, row: int) -> bytes:
    """Undo the PNG predictor «up» (ISO 32000-1, 7.4.4.4)."""
    out, previous = bytearray(), bytes(row)
    for start in range(0, len(raw), row + 1):
        current = bytes(
            (byte + above) & 0xFF
            for byte, above in zip(raw[start + 1 : start + 1 + row], previous, strict=True)
        )
        out += current
        previous = current
    return bytes(out)
