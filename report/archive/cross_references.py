"""The cross-reference table of a PDF, as a stream (ISO 32000-1, 7.5.8)."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

#: The widths of the fields of an entry, in bytes: its kind, a place or the number of an object
#: stream, an index in that stream.
WIDTHS = (1, 5, 2)
#: The kinds of entries.
_FREE, _IN_FILE, _IN_STREAM = range(3)
_SHIFT_OF_KIND, _SHIFT_OF_FIRST = 56, 16
#: The number of entries that are read or written at a time.
_ENTRIES = 100_000
_KEY = rb"/%b\s+(\[[^\]]*\]|<<[^>]*>>|\d+ \d+ R|\d+)"


class CrossReferences:
    """The entries of consecutive objects, whose first number is ``base``.

    An entry is an integer of 8 bytes with the fields of ``WIDTHS``. Numbers below ``base`` are
    those of objects in another part of the file, and ``outside`` holds their places.
    """

    def __init__(self, base: int = 0, entries: array[int] | None = None) -> None:
        self._base = base
        self._entries = array("Q") if entries is None else entries
        #: The first number that is not taken.
        self.unused = base + len(self._entries)
        self.outside: dict[int, int] = {}

    @classmethod
    def read(cls, old: bytes, place: int) -> CrossReferences:
        """Return the entries of a cross-reference stream, without its own.

        :param old: the bytes of the file that start with the stream, and ``place`` where they are.
        :raises ValueError: if it is not as qpdf writes it.
        """
        entries = _entries(old)
        entries[entries.index(_in_file(place))] = 0
        return cls(0, entries)

    @property
    def count(self) -> int:
        """The number of objects."""
        return sum(int((entries >> _SHIFT_OF_KIND > _FREE).sum()) for entries in self._chunks())

    def take(self, count: int) -> range:
        """Return a range of consecutive new numbers."""
        first = self.unused
        self.unused = first + count
        return range(first, first + count)

    def place(self, number: int, place: int) -> None:
        """Note the place of an object in the file."""
        if number < self._base:
            self.outside[number] = place
            return
        self._grow()
        self._entries[number - self._base] = _in_file(place)

    def place_in_stream(self, numbers: Sequence[int], stream: int) -> None:
        """Note the object stream that holds objects, in the order of their ``numbers``."""
        import numpy

        self._grow()
        entries = numpy.frombuffer(self._entries, dtype=numpy.uint64)
        first = _IN_STREAM << _SHIFT_OF_KIND | stream << _SHIFT_OF_FIRST
        entries[numpy.array(numbers) - self._base] = numpy.arange(
            first, first + len(numbers), dtype=numpy.uint64
        )

    def append(self, following: CrossReferences, place: int) -> None:
        """Add the entries of objects whose first number is the first that is not taken.

        :param place: where the part of the file begins that holds them.
        """
        import numpy

        self._grow()
        start = len(self._entries)
        following._grow()
        self._entries += following._entries
        added = numpy.frombuffer(self._entries, dtype=numpy.uint64)[start:]
        in_file = added >> _SHIFT_OF_KIND == _IN_FILE
        added[in_file] += numpy.uint64(place << _SHIFT_OF_FIRST)
        self.unused = self._base + len(self._entries)
        for number, place_of_object in following.outside.items():
            self.place(number, place + place_of_object)

    def packed(self) -> Iterator[bytes]:
        """Yield the entries as bytes, in chunks."""
        for entries in self._chunks():
            yield entries.astype(">u8").tobytes()

    def _chunks(self) -> Iterator[NDArray[uint64]]:
        import numpy

        self._grow()
        entries = numpy.frombuffer(self._entries, dtype=numpy.uint64)
        for start in range(0, len(entries), _ENTRIES):
            yield entries[start : start + _ENTRIES]

    def _grow(self) -> None:
        """Add the entries of numbers that were taken since."""
        missing = self.unused - self._base - len(self._entries)
        if missing:
            self._entries.frombytes(bytes(missing * self._entries.itemsize))


def value_of(dictionary: bytes, name: bytes) -> bytes:
    """Return the value of a key of the dictionary before a stream, or nothing if it has no such
    key."""
    match = re.search(_KEY % name, dictionary[: dictionary.find(b"stream")])
    return match[1] if match else b""


def _in_file(place: int) -> int:
    return _IN_FILE << _SHIFT_OF_KIND | place << _SHIFT_OF_FIRST


def _entries(old: bytes) -> array[int]:
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
    entries = array("Q")
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
