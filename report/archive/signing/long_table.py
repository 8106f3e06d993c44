"""A reader of pyHanko for files with millions of objects.

pyHanko holds some 300 bytes of Python objects for each entry of a cross-reference table. Here, the
entries of a long cross-reference stream stay bytes, and are read when pyHanko asks for one;
everything else is pyHanko's own. Only this module knows how pyHanko reads and holds the tables:
``pyhanko.pdf_utils.xref`` is internal to pyHanko.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from typing import IO, TYPE_CHECKING, TypeVar, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeContext, DecodeLimits, DecodePurpose
from pyhanko.pdf_utils.misc import (
    PdfReadError,
    PdfStreamError,
    PdfStrictReadError,
    read_non_whitespace,
)
from pyhanko.pdf_utils.reader import PdfFileReader, process_data_at_eof
from pyhanko.pdf_utils.xref import (
    ObjStreamRef,
    XRefBuilder,
    XRefCache,
    XRefSection,
    XRefSectionData,
    XRefSectionMetaInfo,
    XRefSectionType,
)

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

T_co = TypeVar("T_co", covariant=True)

#: The number of entries from which a table is long.
LONG = 20_000
#: The kinds of entries (ISO 32000-1, 7.5.8.3).
_FREE, _IN_FILE, _IN_STREAM = range(3)
#: The widest fields of an entry, in bytes: its kind, its place, and its generation or index.
_WIDEST = (1, 7, 2)
#: What the list at the head of an object stream is written with.
_FIGURES = b"0123456789 \n"
#: The most object streams whose lists are in memory.
_MOST_TOGETHER = 64
#: The length of the version of a file, with which it begins.
_VERSION = len(b"%PDF-2.0")
#: What follows it in a file without objects.
_EMPTY = b"\nxref\n0 0\ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of a cross-reference stream: the widths of the fields of an entry, the first number
    of each section, and how many entries are before each section, and in all."""

    widths: tuple[int, int, int]
    starts: tuple[int, ...]
    before: tuple[int, ...]

    @property
    def width(self) -> int:
        """The width of an entry in bytes."""
        return sum(self.widths)

    @property
    def size(self) -> int:
        """The size of all entries in bytes."""
        return self.before[-1] * self.width


def _form_of(table: generic.StreamObject) -> _Form | None:
    """Return the form of a long cross-reference stream; ``None`` for any other, which pyHanko
    reads itself, and rejects if it is damaged."""
    widths, index = table.get("/W"), table.get("/Index", [0, table.get("/Size")])
    if not isinstance(widths, list) or not isinstance(index, list) or len(index) % 2:
        return None
    numbers = [*widths, *index]
    if any(not isinstance(number, int) or number < 0 for number in numbers):
        return None
    if len(widths) != len(_WIDEST) or widths[0] != _WIDEST[0]:
        return None
    kind, first, second = map(int, widths)
    starts, counts = numbers[len(widths) :: 2], numbers[len(widths) + 1 :: 2]
    ends = [0, *(start + count for start, count in zip(starts, counts, strict=True))]
    in_order = all(end <= start for end, start in zip(ends, starts, strict=False))
    if first > _WIDEST[1] or second > _WIDEST[2] or not in_order or sum(counts) < LONG:
        return None
    return _Form((kind, first, second), tuple(starts), tuple(accumulate(counts, initial=0)))


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of a long cross-reference stream."""

    form: _Form
    raw: bytes

    @classmethod
    def of(cls, form: _Form, table: generic.StreamObject) -> _Entries:
        """Return the entries of a stream.

        :raises PdfStrictReadError: if there are more or fewer than it states.
        """
        most = form.before[-1] * (form.width + 1)  # a PNG predictor adds a byte to each
        raw = table.read_data(DecodePurpose.XREF_STREAM, expected_size=most)
        if len(raw) < form.size:
            raise PdfStrictReadError("XRef stream ended prematurely; incomplete entry")
        if len(raw) > form.size:
            raise PdfStrictReadError("Trailing data in cross-reference stream")
        return cls(form, raw)

    def entry(self, number: int) -> tuple[int, int, int] | None:
        """Return the fields of the entry of an object; ``None`` if it has none."""
        section = bisect_right(self.form.starts, number) - 1
        if number <= 0 or section < 0:
            return None
        index = self.form.before[section] + number - self.form.starts[section]
        if index >= self.form.before[section + 1]:
            return None
        place = index * self.form.width
        first, second = place + 1, place + 1 + self.form.widths[1]
        return (
            self.raw[place],
            int.from_bytes(self.raw[first:second], "big"),
            int.from_bytes(self.raw[second : place + self.form.width], "big"),
        )

    @property
    def kinds(self) -> NDArray[uint8]:
        """The kinds of all entries."""
        import numpy

        return numpy.frombuffer(self.raw, dtype=numpy.uint8)[:: self.form.width]

    def numbers(self, kind: int) -> Iterator[int]:
        """Yield the numbers of the objects of a kind, in order."""
        kinds = self.kinds
        for section, start in enumerate(self.form.starts):
            stretch = kinds[self.form.before[section] : self.form.before[section + 1]]
            numbers = (stretch == kind).nonzero()[0] + start
            yield from numbers[numbers > 0].tolist()  # object 0 is the head of the free ones


@dataclass(frozen=True, slots=True, eq=False)
class _OfKind(Mapping[int, T_co]):
    """The entries of a kind, by the numbers of their objects, as pyHanko would have them."""

    entries: _Entries
    kind: int
    form: Callable[[int, int], T_co]

    def __getitem__(self, number: int) -> T_co:
        entry = self.entries.entry(number)
        if entry is None or entry[0] != self.kind:
            raise KeyError(number)
        return self.form(*entry[1:])

    def __iter__(self) -> Iterator[int]:
        return self.entries.numbers(self.kind)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True, eq=False)
class _References(Set[tuple[int, int]]):
    """The numbers and generations of all objects in a table."""

    entries: _Entries

    def __contains__(self, reference: object) -> bool:
        if not isinstance(reference, tuple):
            return False
        number, generation = reference
        entry = self.entries.entry(number)
        return entry is not None and _generation(*entry) == generation

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for kind in (_FREE, _IN_FILE, _IN_STREAM):
            for number in self.entries.numbers(kind):
                entry = self.entries.entry(number)
                generation = None if entry is None else _generation(*entry)
                if generation is not None:
                    yield number, generation

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _generation(kind: int, _: int, second: int) -> int | None:
    """Return the generation of an object by the fields of its entry; ``None`` for an unknown
    kind."""
    # The entry of a free object has the next generation.
    return {_FREE: second - 1, _IN_FILE: second, _IN_STREAM: 0}.get(kind)


@dataclass(frozen=True, slots=True, eq=False)
class _Streams(Set[int]):
    """The numbers of the object streams in a table."""

    objects: Mapping[int, ObjStreamRef]

    def __contains__(self, number: object) -> bool:
        return any(number == stream for stream in self)

    def __iter__(self) -> Iterator[int]:
        return iter({place.obj_stream_id for place in self.objects.values()})

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _LongData(XRefSectionData):
    """The entries of a long table, where pyHanko has dictionaries and sets of them."""

    def __init__(self, entries: _Entries) -> None:
        super().__init__()
        # pyHanko only looks up, and iterates.
        streams = _OfKind(entries, _IN_STREAM, ObjStreamRef)
        self.freed = cast("dict[int, int]", _OfKind(entries, _FREE, _next_generation))
        self.standard_xrefs = cast(
            "dict[int, tuple[int, int]]", _OfKind(entries, _IN_FILE, _in_file)
        )
        self.xrefs_in_objstm = cast("dict[int, ObjStreamRef]", streams)
        self.explicit_refs_in_revision = cast("set[tuple[int, int]]", _References(entries))
        self.obj_streams_used = cast("set[int]", _Streams(streams))


def _next_generation(_: int, generation: int) -> int:
    return generation


def _in_file(place: int, generation: int) -> tuple[int, int]:
    return generation, place


class _Tables(XRefBuilder):
    """Reads the tables of a file; the entries of a long stream stay bytes."""

    def _read_xref_stream(self, declared_startxref: int) -> generic.NumberObject | None:
        start = self.stream.tell()
        reference, table = XRefBuilder._read_xref_stream_object(self)
        form, previous = _form_of(table), table.get("/Prev")
        if form is None or not isinstance(previous, generic.NumberObject | None):
            self.stream.seek(start)
            earlier: generic.NumberObject | None = super()._read_xref_stream(declared_startxref)
            return earlier
        about = XRefSectionMetaInfo(
            xref_section_type=XRefSectionType.STREAM,
            size=int(table.raw_get("/Size")),
            declared_startxref=declared_startxref,
            start_location=start,
            end_location=self.stream.tell(),
            stream_ref=reference,
        )
        self.sections.append(XRefSection(about, _LongData(_Entries.of(form, table))))
        self.trailer.add_trailer_revision(table)
        return previous


@dataclass(frozen=True, slots=True)
class _Together:
    """An object stream: its content, where each of its objects begins, and the index of the first
    object of each number."""

    content: BytesIO
    places: Sequence[int]
    indexes: Mapping[int, int]

    @classmethod
    def of(cls, stream: generic.PdfObject) -> _Together | None:
        """Return an object stream; ``None`` for one in another form than the usual, which pyHanko
        reads itself, and rejects if it is damaged."""
        if not isinstance(stream, generic.StreamObject) or stream["/Type"] != "/ObjStm":
            return None
        count, first = stream["/N"], stream["/First"]
        data = stream.read_data(DecodePurpose.OBJECT_STREAM)
        head = data[:first].split()
        if data[:first].translate(None, _FIGURES) or len(head) < 2 * count:
            return None
        numbers = list(map(int, head[: 2 * count : 2]))
        places = [first + int(place) for place in head[1 : 2 * count : 2]]
        backwards = reversed(list(enumerate(numbers)))
        return cls(BytesIO(data), places, {number: index for index, number in backwards})

    def read(self, index: int, reference: generic.Reference) -> generic.PdfObject | None:
        """Return an object; ``None`` for one that pyHanko rejects."""
        self.content.seek(self.places[index])
        try:
            thing: generic.PdfObject = generic.read_object(self.content, reference)
            read_non_whitespace(self.content, seek_back=True, allow_eof=True)
        except (PdfStreamError, PdfReadError):
            return None
        is_fit = not isinstance(thing, generic.StreamObject | generic.IndirectObject)
        return thing if is_fit else None


class LongReader(PdfFileReader):
    """A strict reader of a file that may have millions of objects."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._together: dict[int, _Together | None] = {}
        size = stream.seek(0, os.SEEK_END)
        self._own_context = DecodeContext(DecodeLimits(), size)
        stream.seek(0)
        # pyHanko's constructor reads all tables: it gets the version of the file and an empty one.
        super().__init__(BytesIO(stream.read(_VERSION) + _EMPTY))
        self.stream = stream
        stream.seek(-1, os.SEEK_END)
        last = process_data_at_eof(stream)
        tables: XRefBuilder = _Tables(self, stream, self.strict, last)
        self.xrefs = XRefCache(self, tables.read_xrefs())
        self.last_startxref = tables.last_startxref
        self.trailer = tables.trailer
        self.has_xref_stream = tables.has_xref_stream

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> generic.PdfObject:
        """Return an object of an object stream.

        pyHanko reads the list at its head again for each object.
        """
        together = self._together_in(stmnum)
        thing = None
        if together is not None and together.indexes.get(idnum) == idx:
            thing = together.read(idx, generic.Reference(idnum, 0, self))
        if thing is None:
            thing = super()._get_object_from_stream(idnum, stmnum, idx)  # type: ignore[no-untyped-call]
        return cast("generic.PdfObject", thing)

    def _together_in(self, number: int) -> _Together | None:
        """Return the object stream of a number, if it has the usual form."""
        if number not in self._together:
            if len(self._together) >= _MOST_TOGETHER:
                del self._together[next(iter(self._together))]
            stream = generic.Reference(number, 0, self).get_object()
            self._together[number] = _Together.of(stream)
        return self._together[number]

    @property
    def decode_context(self) -> DecodeContext:
        """The limits on what is unpacked, which depend on the size of the file."""
        return self._own_context
