"""Write objects after those of a PDF, with one cross-reference table for all (ISO 32000-1, 7.5.7
and 7.5.8)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from itertools import accumulate, chain
from os import SEEK_END
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO

from report.archive.cross_references import WIDTHS, CrossReferences, WrittenPart, value_of
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
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


class ObjectWriter:
    """Writes ``source``, a PDF whose last object is its cross-reference stream, and then further
    objects.

    Objects go into object streams, which are deflated in parallel; :meth:`stream` writes a stream.
    The last object written under a number is the valid one. Close it at the end.

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
        with ExitStack() as stack:
            entries: IO[bytes] = stack.enter_context(TemporaryFile(buffering=0))
            self._entries = entries
            references = CrossReferences.read(self._old, start, entries)
            stack.pop_all()  # closed with the writer
        self._begin(target, start, references)
        source.seek(0)
        for position in range(0, start, _CHUNK):
            target.write(source.read(min(_CHUNK, start - position)))

    @classmethod
    def of_part(cls, target: IO[bytes], entries: IO[bytes], number: int) -> ObjectWriter:
        """Return a writer of a part of the objects, from a number on, to a separate file, with
        their cross-references in another. Closing it closes ``entries``."""
        writer = cls.__new__(cls)
        writer._entries = entries
        writer._begin(target, 0, CrossReferences(entries, number))
        return writer

    def _begin(self, target: IO[bytes], place: int, references: CrossReferences) -> None:
        self._target, self._place, self._references = target, place, references
        self._deflating: InOrder[tuple[int, bytes]] = InOrder(_AHEAD)
        #: Returns a range of consecutive new numbers.
        self.take = references.take
        #: The numbers and the bodies of the next object stream.
        self._numbers: list[int] = []
        self._held: list[bytes] = []

    def close(self) -> None:
        """Delete the temporary file of the cross-references."""
        self._entries.close()

    @property
    def unused(self) -> int:
        """The first number that is not taken."""
        return self._references.unused

    def new(self) -> int:
        """Return a number for an object that will be written."""
        return self.take(1)[0]

    def put(self, number: int, body: bytes) -> None:
        """Write an object that is not a stream."""
        self.put_all((number,), (body,))

    def put_all(self, numbers: Sequence[int], bodies: Sequence[bytes]) -> None:
        """Write objects that are not streams, one for each number."""
        self._numbers += numbers
        self._held += bodies
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

    def written(self) -> WrittenPart:
        """Return the part that was written, which ends here."""
        self.flush()
        self._target.flush()
        return self._references.written()

    def append(self, following: WrittenPart, source: IO[bytes], entries: IO[bytes]) -> None:
        """Write the objects of a part whose first number is the first that is not taken, with the
        file of their cross-references."""
        self.flush()
        self._references.append(following, entries, self._place)
        source.seek(0)
        while data := source.read(_CHUNK):
            self._target.write(data)
            self._place += len(data)

    def end(self) -> int:
        """Write the table, and the end of the file; return the number of objects."""
        self.flush()
        number, place = self.new(), self._place
        self._references.place(number, place)
        trailer = b"".join(b"/%b %b" % (name, value) for name in (b"Root", b"Info", b"ID")
                        if (value := value_of(self._old, name)))  # fmt: skip
        with SpooledTemporaryFile(_CHUNK) as table:
            packer = zlib.compressobj(_TABLE_LEVEL)
            table.writelines(map(packer.compress, self._references.blocks()))
            table.write(packer.flush())
            head = b"<</Type/XRef/Size %d/W[%d %d %d]%b/Filter/FlateDecode/Length %d>>" % (
                number + 1,
                *WIDTHS,
                trailer,
                table.tell(),
            )
            self._target.write(b"%d 0 obj\n%bstream\n" % (number, head))
            table.seek(0)
            copyfileobj(table, self._target, _CHUNK)
        self._target.write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % place)
        return self._references.count()

    def _together(self) -> None:
        if not self._held:
            return
        number = self.new()
        self._references.place_in_stream(self._numbers, number)
        for packed in self._deflating.put(_packed, number, self._numbers, self._held):
            self._write(*packed)
        self._numbers, self._held = [], []

    def _write(self, number: int, body: bytes) -> None:
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._references.place(number, self._place)
        self._target.write(whole)
        self._place += len(whole)


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
