"""Write objects after those of a PDF, with one cross-reference table for all (ISO 32000-1, 7.5.7
and 7.5.8)."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from os import SEEK_END
from typing import IO

from report.deflating import InOrder, deflated

#: The approximate number of objects in an object stream.
_TOGETHER = 200
#: The number of object streams that may wait to be deflated or written.
_AHEAD = 16
#: The maximum distance of ``startxref`` from the end, and the number of bytes that are copied at a
#: time.
_TAIL, _CHUNK = 1024, 1024 * 1024
#: The cross-reference table hardly repeats itself: a higher level takes long and gains little.
_TABLE_LEVEL = 1
#: The number of its entries that are written at a time.
_ENTRIES = 100_000
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_KEY = rb"/%b\s+(\[[^\]]*\]|<<[^>]*>>|\d+ \d+ R|\d+)"
#: The widths of the fields of an entry, in bytes.
_WIDTHS = (1, 5, 2)


@dataclass(frozen=True, slots=True)
class PartWritten:
    """Consecutive objects that were written to a separate file, and their entries.

    ``outside`` are the places of those whose numbers are not among the consecutive ones.
    """

    kinds: bytearray
    first: array[int]
    second: array[int]
    outside: dict[int, int]


class ObjectWriter:
    """Writes ``source``, a PDF whose last object is its cross-reference stream, and then further
    objects.

    Objects go into object streams, which are deflated in parallel; :meth:`stream` writes a stream.
    The last object written under a number is the valid one.

    :raises ValueError: if ``source`` does not end as qpdf ends a file.
    """

    def __init__(self, source: IO[bytes], target: IO[bytes]) -> None:
        source.seek(max(0, source.seek(0, SEEK_END) - _TAIL))
        match = _START.search(source.read())
        if match is None:
            raise ValueError("no startxref")
        start = int(match[1])
        source.seek(start)
        self._old = source.read()
        self._begin(target, 0, start, *_entries(self._old))
        self._kinds[self._first.index(start)] = 0  # the old table, which is dropped
        source.seek(0)
        for position in range(0, start, _CHUNK):
            target.write(source.read(min(_CHUNK, start - position)))

    @classmethod
    def of_part(cls, target: IO[bytes], number: int) -> ObjectWriter:
        """Return a writer of a part of the objects, from a number on, to a separate file."""
        writer = cls.__new__(cls)
        writer._begin(target, number, 0, bytearray(), array("Q"), array("H"))
        return writer

    def _begin(
        self,
        target: IO[bytes],
        base: int,
        place: int,
        kinds: bytearray,
        first: array[int],
        second: array[int],
    ) -> None:
        self._target, self._base, self._place = target, base, place
        self._kinds, self._first, self._second = kinds, first, second
        self._outside: dict[int, int] = {}
        self._deflating: InOrder[tuple[int, bytes]] = InOrder(_AHEAD)
        #: The numbers and the bodies of the next object stream, and its ranges of numbers.
        self._numbers: list[int] = []
        self._held: list[bytes] = []
        self._ranges: list[slice] = []

    @property
    def count(self) -> int:
        """The number of objects."""
        return len(self._kinds) - self._kinds.count(0)

    @property
    def unused(self) -> int:
        """The first number that is not taken."""
        return self._base + len(self._kinds)

    def new(self) -> int:
        """Return a number for an object that will be written."""
        return self.take(1)[0]

    def take(self, count: int) -> range:
        """Return a range of consecutive new numbers."""
        first = self.unused
        self._kinds += bytes(count)
        self._first.frombytes(bytes(count * self._first.itemsize))
        self._second.frombytes(bytes(count * self._second.itemsize))
        return range(first, first + count)

    def put(self, number: int, body: bytes) -> None:
        """Write an object that is not a stream."""
        self.put_all(range(number, number + 1), (body,))

    def put_all(self, numbers: range, bodies: Sequence[bytes]) -> None:
        """Write objects that are not streams, one for each of consecutive numbers."""
        start = len(self._held)
        self._held += bodies
        self._numbers += numbers
        # Whole ranges at once: a row of a long table is a dozen objects or more.
        span = slice(numbers.start - self._base, numbers.stop - self._base)
        self._kinds[span] = b"\2" * len(numbers)
        self._second[span] = array("H", range(start, len(self._held)))
        self._ranges.append(span)
        if len(self._held) >= _TOGETHER:
            self._together()

    def add(self, body: bytes) -> int:
        """Write an object under a new number, and return the number."""
        number = self.new()
        self.put(number, body)
        return number

    def stream(self, content: bytes, number: int | None = None) -> int:
        """Write a stream that is already deflated, and return its number, a new one unless it is
        given."""
        number = self.new() if number is None else number
        self._write(
            number,
            b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(content), content),
        )
        return number

    def deflate_at_once(self) -> None:
        """Deflate the next objects in this thread, because another process is at work."""
        self._deflating.at_once = True

    def flush(self) -> None:
        """Write all objects so far to the file."""
        self._together()
        for packed in self._deflating.end():
            self._write(*packed)

    def written(self) -> PartWritten:
        """Return the objects of a part, which ends here."""
        self.flush()
        self._target.flush()
        return PartWritten(self._kinds, self._first, self._second, self._outside)

    def append(self, objects: PartWritten, source: IO[bytes]) -> None:
        """Write the objects of a part whose first number is the first that is not taken."""
        import numpy

        self.flush()
        first = numpy.array(objects.first, dtype=numpy.uint64)
        first[numpy.frombuffer(objects.kinds, dtype=numpy.uint8) == 1] += numpy.uint64(self._place)
        self._kinds += objects.kinds
        self._first.frombytes(first.tobytes())
        self._second += objects.second
        for number, place in objects.outside.items():
            self._place_at(number, self._place + place)
        source.seek(0)
        while data := source.read(_CHUNK):
            self._target.write(data)
            self._place += len(data)

    def end(self) -> None:
        """Write the table, and the end of the file."""
        self.flush()
        number = self.new()
        place = self._place
        self._kinds[number], self._first[number] = 1, place
        size = len(self._kinds)
        trailer = b"".join(b"/%b %b" % (name, value) for name in (b"Root", b"Info", b"ID")
                        if (value := _value(self._old, name)))  # fmt: skip
        packer = zlib.compressobj(_TABLE_LEVEL)
        table = b"".join([*map(packer.compress, self._table()), packer.flush()])
        head = b"<</Type/XRef/Size %d/W[%d %d %d]%b/Filter/FlateDecode/Length %d>>" % (
            size,
            *_WIDTHS,
            trailer,
            len(table),
        )
        self._target.write(
            b"%d 0 obj\n%bstream\n%b\nendstream\nendobj\n" % (number, head, table)
            + b"startxref\n%d\n%%%%EOF\n" % place
        )

    def _together(self) -> None:
        if not self._held:
            return
        number = self.new()
        for span in self._ranges:
            self._first[span] = array("Q", [number]) * (span.stop - span.start)
        for packed in self._deflating.put(_packed, number, self._numbers, self._held):
            self._write(*packed)
        self._numbers, self._held, self._ranges = [], [], []

    def _write(self, number: int, body: bytes) -> None:
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._place_at(number, self._place)
        self._target.write(whole)
        self._place += len(whole)

    def _place_at(self, number: int, place: int) -> None:
        """Note the place of an object that is in no object stream."""
        if number < self._base:
            self._outside[number] = place
            return
        index = number - self._base
        self._kinds[index], self._first[index], self._second[index] = 1, place, 0

    def _table(self) -> Iterator[bytes]:
        """Yield the entries in chunks."""
        import numpy

        for start in range(0, len(self._kinds), _ENTRIES):
            chunk = slice(start, start + _ENTRIES)
            kinds = numpy.frombuffer(self._kinds[chunk], dtype=numpy.uint8)
            entries = numpy.empty((len(kinds), sum(_WIDTHS)), dtype=numpy.uint8)
            entries[:, 0] = kinds
            first = numpy.frombuffer(self._first[chunk], dtype=numpy.uint64).astype(">u8")
            entries[:, 1:6] = first.view(numpy.uint8).reshape(-1, 8)[:, 3:]
            second = numpy.frombuffer(self._second[chunk], dtype=numpy.uint16).astype(">u2")
            entries[:, 6:] = second.view(numpy.uint8).reshape(-1, 2)
            yield entries.tobytes()


def object_streams(sizes: Iterable[int]) -> int:
    """Return how many object streams hold objects that are put in groups of these sizes."""
    count = waiting = 0
    for size in sizes:
        waiting += size
        if waiting >= _TOGETHER:
            count, waiting = count + 1, 0
    return count + bool(waiting)


def _packed(number: int, numbers: list[int], bodies: list[bytes]) -> tuple[int, bytes]:
    """Return the number of an object stream, and its dictionary and data."""
    places = accumulate([len(body) + 1 for body in bodies], initial=0)
    pairs = chain.from_iterable(zip(numbers, places, strict=False))
    head = b" ".join([b"%d %d"] * len(bodies)) % tuple(pairs) + b"\n"
    data = deflated(head + b"\n".join(bodies))
    keys = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head))
    return number, b"<<%b/Length %d>>stream\n%b\nendstream" % (keys, len(data), data)


def _value(dictionary: bytes, name: bytes) -> bytes:
    match = re.search(_KEY % name, dictionary[: dictionary.find(b"stream")])
    return match[1] if match else b""


def _entries(old: bytes) -> tuple[bytearray, array[int], array[int]]:
    """Return the entries of a cross-reference stream from the bytes of the file that start with
    it."""
    begin = old.find(b"stream")
    if b"/XRef" not in old[:begin]:
        raise ValueError("no cross-reference stream")
    length = int(_value(old, b"Length"))
    raw = old[begin + len(b"stream\n") :][:length]
    if b"/FlateDecode" in old[:begin]:
        raw = zlib.decompress(raw)
    widths = [int(entry) for entry in _value(old, b"W").strip(b"[]").split()]
    row = sum(widths)
    if b"/Predictor 12" in old[:begin]:
        raw = _unpredicted(raw, row)
    size = int(_value(old, b"Size"))
    if b"/Index" in old[:begin] or len(raw) != size * row or 0 in widths[:2]:
        raise ValueError("a cross-reference stream of another kind")
    kinds, first, second = bytearray(), array("Q"), array("H")
    for start in range(0, len(raw), row):
        entry = raw[start : start + row]
        kinds.append(int.from_bytes(entry[: widths[0]], "big"))
        first.append(int.from_bytes(entry[widths[0] : widths[0] + widths[1]], "big"))
        second.append(int.from_bytes(entry[widths[0] + widths[1] :], "big") if kinds[-1] else 0)
    return kinds, first, second


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
