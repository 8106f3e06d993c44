"""The objects of a file whose cross-reference table :mod:`report.archive.objects` wrote (ISO
32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import bool_, uint8, uint16, uint32
    from numpy.typing import NDArray

    from report.file_bytes import Source

#: The maximum distance of ``startxref`` from the end of the file.
_TAIL = 64
#: The maximum length of what stands before the content of a stream.
_LONGEST_HEAD = 4096
#: How many bytes are read of a stream at first: most streams are not longer.
_USUAL = 8 * 1024
#: The most bytes that a stream of this form unpacks to, a cross-reference table excepted.
_LARGEST = 64 * 1024**2
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n?\Z")
_TABLE = re.compile(
    rb"(\d+) 0 obj\n<</Type/XRef/Size (\d+)/W\[1 5 2\]/Root (\d+) 0 R((?:/Info \d+ 0 R)?"
    rb"/ID \[ ?<[0-9a-f]+> ?<[0-9a-f]+> ?\])/Filter/FlateDecode/Length (\d+)>>stream\n"
)
#: An entry of the table has a byte for its kind, then five bytes and two.
_ENTRY, _FIRST_BYTES, _SECOND_BYTES = 8, 5, 2
_FIRST = (1 << 8 * _FIRST_BYTES) - 1
#: The highest place or number in an entry: files of this form are smaller.
_HIGHEST = (1 << 32) - 1
#: How many entries are unpacked at a time, and the most bytes that a byte of a Flate stream unpacks
#: to.
_AT_ONCE, _EXPANSION = 1 << 18, 1032
#: The most bytes that a byte of the content of a page or of an object stream usually unpacks to.
_USUAL_EXPANSION = 16
#: How many numbers of the size of the last field an entry has.
_SECONDS = _ENTRY // _SECOND_BYTES
_STREAM = re.compile(rb"(\d+) 0 obj\n<<((?:\s*/[A-Za-z]+\s*(?:/\w+|\d+))*)\s*>>\s?stream\n")
_ATTACHED = re.compile(
    rb"\d+ 0 obj\n<< /Filter /FlateDecode /Params << /CheckSum <[0-9a-f]*> [^<>]*>> "
    rb"/Subtype /[^ /<>]+ /Type /EmbeddedFile /Length (\d+) >>\sstream\n"
)
_KEY = re.compile(rb"/([A-Za-z]+)\s*(/\w+|\d+)")
_END = b"\nendstream\nendobj\n"
#: What the places of the objects in an object stream are written with.
FIGURES = b"0123456789 \n"


class OtherForm(ValueError):
    """A file, or a part of it, that does not have the form in which Mujaz writes registers."""


class Together(NamedTuple):
    """The objects of an object stream: their numbers, their places in ``data`` (one more than
    there are numbers), and which of them count."""

    numbers: list[int]
    places: list[int]
    live: NDArray[bool_]
    data: bytes

    def body(self, index: int) -> bytes:
        """Return the bytes of an object."""
        return self.bodies(index, index + 1)

    def bodies(self, start: int, stop: int) -> bytes:
        """Return the bytes of consecutive objects."""
        return self.data[self.places[start] : self.places[stop]].rstrip(b"\n")


def is_of_one_table(data: Source) -> bool:
    """Return whether a file has one cross-reference table, in this form: it names none before
    it."""
    return _table_in(data, len(data)) is not None


def _table_in(data: Source, stop: int) -> tuple[int, re.Match[bytes]] | None:
    """Return where the table of a revision that ends at ``stop`` begins, and what is before its
    entries."""
    end = _START.search(data[max(0, stop - _TAIL) : stop])
    start = 0 if end is None else int(end[1])
    match = None if end is None else _TABLE.match(data[start : start + _LONGEST_HEAD])
    return None if match is None else (start, match)


def table_of(data: Source) -> ObjectTable | None:
    """Return the cross-reference table of a file; ``None`` if the file has another form."""
    try:
        return ObjectTable.of(data)
    except OtherForm:
        return None


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of ``data``.

    :param numbers: the numbers of all objects that are not in object streams, in order.
    :param places: where each of them is.
    """

    data: Source
    numbers: array[int]
    places: array[int]

    @classmethod
    def of(cls, data: Source, kinds: NDArray[uint8], first: NDArray[uint32]) -> Streams:
        """Return the streams of a file with a cross-reference table."""
        import numpy

        numbers = numpy.flatnonzero(kinds == 1).astype(numpy.uint32)
        places = first[numbers]
        return cls(data, array("I", numbers.tobytes()), array("I", places.tobytes()))

    def stream(self, number: int) -> tuple[dict[bytes, bytes], bytes]:
        """Return the dictionary of a stream and its unpacked content.

        :raises OtherForm: if it is not a Flate stream in the file whose keys have simple values.
        """
        index = bisect_left(self.numbers, number)
        if index == len(self.numbers) or self.numbers[index] != number:
            raise OtherForm("stream")
        place = self.places[index]
        opening = self.data[place : place + _USUAL]
        match = _STREAM.match(opening, 0, _LONGEST_HEAD)
        if match is None or int(match[1]) != number:
            raise OtherForm("stream")
        pairs = _KEY.findall(match[2])
        keys, begin = dict(pairs), match.end()
        if len(keys) < len(pairs) or keys.get(b"Filter") != b"/FlateDecode":
            raise OtherForm("stream")
        stop = begin + int(keys.get(b"Length", b"0"))
        is_read = stop + len(_END) <= len(opening)
        source, start = (opening, 0) if is_read else (self.data, place)
        if not source.startswith(_END, start + stop):
            raise OtherForm("stream")
        return keys, _inflated(source[start + begin : start + stop], _LARGEST)

    def content(self, number: int) -> bytes:
        """Return a stream of the content of a page; white space separates streams (ISO 32000-1,
        7.8.2)."""
        content = self.stream(number)[1]
        return content if content.endswith(b"\n") else content + b"\n"

    def objects_of(self, number: int) -> tuple[int, int, bytes]:
        """Return how many objects an object stream has, where the first begins, and its content.

        :raises OtherForm: if it is no object stream without further keys.
        """
        keys, data = self.stream(number)
        if keys.pop(b"Type", b"") != b"/ObjStm" or keys.keys() != {
            b"N", b"First", b"Filter", b"Length",
        }:  # fmt: skip
            raise OtherForm("object stream")
        return int(keys[b"N"]), int(keys[b"First"]), data


@dataclass(frozen=True, slots=True)
class ObjectTable:
    """The cross-reference table of ``data``: for each object its kind (1 in the file, 2 in an
    object stream), its place or the number of its stream, and its index there.

    ``root`` is the number of the catalog, and ``rest`` are the further entries of the trailer.
    ``in_file`` are the places of the objects in the file, in their order, and ``streams`` those of
    them that are streams.
    """

    data: Source
    start: int
    number: int
    kinds: NDArray[uint8]
    first: NDArray[uint32]
    second: NDArray[uint16]
    root: int
    rest: bytes
    in_file: NDArray[uint32]
    streams: Streams

    @classmethod
    def of(cls, data: Source, stop: int | None = None) -> ObjectTable:
        """Return the table of a file of one revision.

        :param stop: where the revision ends; the end of ``data`` if ``None``.
        :raises OtherForm: if the file has another form.
        """
        import numpy

        whole = len(data) if stop is None else stop
        table = _table_in(data, whole)
        if table is None:
            raise OtherForm("cross-reference table")
        start, match = table
        number, size, root, rest, length = match.groups()
        begin = start + match.end()
        stop = begin + int(length)
        if not data.startswith(_END, stop):
            raise OtherForm("cross-reference table")
        kinds, first, second = _fields(data[begin:stop], int(size))
        in_file = numpy.flatnonzero(kinds == 1)
        if kinds.max(initial=0) > 2 or second[in_file].any():
            raise OtherForm("cross-reference table")
        places, streams = numpy.sort(first[in_file]), Streams.of(data, kinds, first)
        fields = kinds, first, second
        return cls(data, start, int(number), *fields, int(root), rest, places, streams)

    @property
    def object_streams(self) -> list[int]:
        """The numbers of the object streams, in the order of the file."""
        import numpy

        streams = self.first[self.kinds == 2]
        if streams.max(initial=0) >= len(self.kinds):
            raise OtherForm("object stream")
        is_stream = numpy.zeros(len(self.kinds), dtype=numpy.bool_)
        is_stream[streams] = True
        numbers = numpy.flatnonzero(is_stream)
        if (self.kinds[numbers] != 1).any():
            raise OtherForm("object stream")
        order = numpy.argsort(self.first[numbers], kind="stable")
        return [int(number) for number in numbers[order]]

    def has(self, number: int) -> bool:
        """Return whether there is an object of a number."""
        return 0 < number < len(self.kinds) and bool(self.kinds[number])

    def attached_at(self, place: int) -> range | None:
        """Return where the content of the attached file is whose object is at a place in ``data``;
        ``None`` if another object is there, or one in another form."""
        match = _ATTACHED.match(self.data[place : place + _LONGEST_HEAD])
        if match is None:
            return None
        content = range(place + match.end(), place + match.end() + int(match[1]))
        return content if self.data.startswith(_END, content.stop) else None

    def together(self, number: int) -> Together:
        """Return the objects of an object stream.

        :raises OtherForm: if it is no object stream without further keys.
        """
        import numpy

        count, first, data = self.streams.objects_of(number)
        if data[:first].translate(None, FIGURES):
            raise OtherForm("object stream")
        head = numpy.fromstring(data[:first], dtype=numpy.int64, sep=" ")
        if len(head) != 2 * count:
            raise OtherForm("object stream")
        numbers, places = head[::2], numpy.append(head[1::2] + first, len(data))
        if (places[1:] < places[:-1]).any() or numbers.max(initial=0) >= len(self.kinds):
            raise OtherForm("object stream")
        live = (self.kinds[numbers] == 2) & (self.first[numbers] == number)
        live &= self.second[numbers] == numpy.arange(count)
        return Together(numbers.tolist(), places.tolist(), live, data)

    def whole(self, number: int, streams: dict[int, Together]) -> bytes:
        """Return an object as it would be in the file.

        :param streams: the object streams that are read already, to which others are added.
        :raises OtherForm: if the table has no such object.
        """
        import numpy

        place = int(self.first[number])
        if self.kinds[number] == 1:
            following = numpy.searchsorted(self.in_file, place, side="right")
            end = int(self.in_file[following]) if following < len(self.in_file) else self.start
            return self.data[place:end]
        together = streams.get(place)
        if together is None:
            together = streams[place] = self.together(place)
        index = int(self.second[number])
        if index >= len(together.numbers) or together.numbers[index] != number:
            raise OtherForm("object stream")
        return b"%d 0 obj\n%b\nendobj\n" % (number, together.body(index))


def _fields(deflated: bytes, size: int) -> tuple[NDArray[uint8], NDArray[uint32], NDArray[uint16]]:
    """Return the three fields of each entry of a table.

    :raises OtherForm: if the table is damaged, or has more or fewer than ``size`` entries.
    """
    import numpy

    if size * _ENTRY > len(deflated) * _EXPANSION:
        raise OtherForm("cross-reference table")
    kinds = numpy.empty(size, numpy.uint8)
    first, second = numpy.empty(size, numpy.uint32), numpy.empty(size, numpy.uint16)
    inflating, begin = zlib.decompressobj(), 0
    try:
        while raw := inflating.decompress(deflated, _ENTRY * min(_AT_ONCE, size - begin) or 1):
            end, deflated = begin + len(raw) // _ENTRY, inflating.unconsumed_tail
            if len(raw) % _ENTRY or end > size:
                raise OtherForm("cross-reference table")
            places = numpy.frombuffer(raw, dtype=">i8").astype(numpy.int64)
            places >>= 8 * _SECOND_BYTES
            places &= _FIRST
            if places.max() > _HIGHEST:
                raise OtherForm("cross-reference table")
            kinds[begin:end] = numpy.frombuffer(raw, dtype=numpy.uint8)[::_ENTRY]
            first[begin:end] = places
            second[begin:end] = numpy.frombuffer(raw, dtype=">u2")[_SECONDS - 1 :: _SECONDS]
            begin = end
    except zlib.error as error:
        raise OtherForm(str(error)) from error
    if begin != size or not inflating.eof or inflating.unused_data:
        raise OtherForm("cross-reference table")
    return kinds, first, second


def _inflated(deflated: bytes, most: int) -> bytes:
    """Return the content of a Flate stream.

    :raises OtherForm: if it is damaged, goes on after its end, or unpacks to more than ``most``
        bytes.
    """
    import deflate

    # libdeflate takes a third of the time of zlib, but needs to know how much room to make, and
    # does not say where the stream ends.
    with suppress(deflate.DeflateError):
        room = min(most, _USUAL_EXPANSION * len(deflated))
        content = bytes(deflate.zlib_decompress(deflated, room))
        if deflated.endswith(zlib.adler32(content).to_bytes(4, "big")):
            return content
    inflating = zlib.decompressobj()
    try:
        content = inflating.decompress(deflated, most + 1)
    except zlib.error as error:
        raise OtherForm(str(error)) from error
    if len(content) > most or not inflating.eof or inflating.unused_data:
        raise OtherForm("stream")
    return content
