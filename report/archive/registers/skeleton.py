"""Divide a file with long registers: its rows and the content of their pages, and all else, which
becomes a small file of its own that libraries can read in full."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple

from report.archive.registers.apart import PARENTS, need_apart
from report.archive.registers.bundles import Bundle, ReadBundles, bundles, not_of_rows, rows_inside
from report.archive.registers.many_rows import bodies_of, rows_of
from report.archive.registers.numbering import referred
from report.archive.registers.rows import RegisterRow
from report.archive.registers.shared_boxes import SharedBoxes
from report.archive.registers.table import ObjectTable, OtherForm
from report.archive.registers.written import SmallFile, dictionary_of, references_of

if TYPE_CHECKING:
    import pikepdf

    from report.archive.registers.numbering import Numbering
    from report.file_bytes import Source

_PAGE = re.compile(
    rb"(?s)<<(/BleedBox.*)/Contents\[(\d+) 0 R (\d+) 0 R (\d+(?: 0 R \d+)*) 0 R\]"
    rb"/StructParents (\d+)/Parent (\d+) 0 R>>"
)
_BODY = re.compile(rb"(<<[^\[\]()%]*/K\[)([\d R]+)(\](?:/NS \d+ 0 R)?>>)")
_ELEMENTS = re.compile(rb"\[(?:\d+ 0 R ?)+\]")
_PARENT = re.compile(rb"(\d+) {1,2}(?:(\d+) 0 R|\[[^\[\]]*\])(?: |\Z)")
#: The content that the skeleton has instead of rows: on the first of the pages that are alike but
#: for their rows, and, with nothing of the model page, on all further ones.
_OWN = (b"Q", b"")


class OwnPage(NamedTuple):
    """A page of a register: its number in the file, the streams of its rows, the key of its marks
    in the parent tree, what it shares with other pages (its entries and the model's content), and
    the node of the page tree above it."""

    number: int
    streams: tuple[int, ...]
    key: int
    alike: tuple[bytes, int]
    parent: int


class StandIn(NamedTuple):
    """The object that stands in the skeleton for consecutive rows of a body: its number, and the
    indexes of the rows among all rows."""

    number: int
    rows: range


@dataclass(frozen=True, slots=True)
class WithoutRows:
    """A file with long registers, and what is left of it without their rows.

    :param skeleton: all except the rows and the content of their pages, as a PDF.
    :param numbering: the numbers of objects in the skeleton; all others are those of the file.
    :param pages: the pages of registers, by their object numbers.
    :param stand_ins: those of rows, by their object numbers.
    """

    skeleton: Source
    numbering: Numbering
    pages: Mapping[int, OwnPage]
    stand_ins: Mapping[int, StandIn]

    def rows_at(self, number: int) -> int:
        """Return how many rows the element with an object number in the skeleton represents; 0 for
        any other."""
        return len(self.rows_of(number))

    def rows_of(self, number: int) -> range:
        """Return the indexes of these rows among all."""
        stand_in = self.stand_ins.get(self.numbering.in_file(number))
        return range(0) if stand_in is None else stand_in.rows

    @property
    def boxes(self) -> Mapping[int, tuple[bytes, int]]:
        """What tells whether pages of registers have the same boxes, by their object numbers in the
        skeleton: their own entries, and the node that they inherit from."""
        boxes = [(page.alike[0], page.parent) for page in self.pages.values()]
        return dict(zip(self.numbering.every_small(self.pages), boxes, strict=True))

    def page_numbers(self, pdf: pikepdf.Pdf) -> dict[int, int]:
        """Return the number of each page of the opened skeleton, from 1, by its object number in
        the file."""
        in_file = self.numbering.in_file
        return {in_file(page.obj.objgen[0]): place for place, page in enumerate(pdf.pages, 1)}


@dataclass(frozen=True, slots=True)
class Divided(WithoutRows):
    """A file with long registers, divided.

    :param bundles: its object streams.
    :param parents: the key of each page's marks, with a digest of their elements.
    :param numbers: the objects of the skeleton that are no streams.
    :param absent: the objects of rows that the skeleton refers to.
    :param count: how many rows there are.
    :param objects: how many objects more than its skeleton the file has.
    :param files: where the attached files are that the skeleton does not have.
    :param first_length: the length of what in the skeleton is of the first revision.
    """

    bundles: ReadBundles
    parents: Mapping[int, bytes]
    numbers: frozenset[int]
    absent: frozenset[int]
    count: int
    objects: int
    files: tuple[range, ...]
    first_length: int

    def content(self, number: int) -> bytes:
        """Return the content of a stream of the file; see :meth:`.table.Streams.content`."""
        return self.bundles.streams.content(number)

    def rows(self) -> Iterator[RegisterRow]:
        """Yield the rows in reading order."""
        for bundle in self.bundles.again():
            yield from rows_of(bundle)


def originals(pages: Mapping[int, OwnPage], numbers: Mapping[int, int]) -> dict[int, int]:
    """Return, for each page of a register, the first of the pages that differ only in their
    rows, by their numbers from 1.

    :param numbers: the number of each page, from 1, by its object number.
    """
    alike = sorted((numbers[number], page.alike) for number, page in pages.items())
    first: dict[tuple[bytes, int], int] = {}
    return {number: first.setdefault(shared, number) for number, shared in alike}


def divided(
    data: Source,
    table: ObjectTable | None = None,
    later: Mapping[int, bytes] = MappingProxyType({}),
    size: int = 0,
    largest: int | None = None,
    out: IO[bytes] | None = None,
) -> Divided:
    """Divide a file of one revision, or the first revision of a file.

    :param table: its objects, if they are known.
    :param later: the objects of later revisions, by their numbers, which are in the skeleton too.
    :param size: a number that no object of a later revision has, nor any above it.
    :param largest: the size in bytes, compressed, above which an attached file is left out.
    :param out: an empty file that the skeleton is written to; without it, it is in memory.
    :raises OtherForm: if it does not have the form of a file with long registers.
    """
    return Dividing(table or ObjectTable.of(data), later, size, largest).done(out)


class Body(NamedTuple):
    """An element of the rows of a table: its number, what is before and behind its kids, and
    these."""

    number: int
    begin: bytes
    kids: array[int]
    end: bytes


@dataclass(slots=True)
class Dividing:
    """A file that is being divided.

    :param later: the objects of later revisions, by their numbers.
    :param size: a number that no object of a later revision has, nor any above it.
    :param largest: the size above which an attached file is left out of the skeleton.
    :param files: where the attached files are that are left out.
    :param bodies: the objects of the skeleton that are no streams.
    :param elements: digests of the arrays of the elements of a page's marks.
    :param rows: the numbers of the rows of each body of a table.
    :param first: the index of the first row of each body.
    :param absent: the objects of rows that the skeleton refers to.
    :param models: what pages share that differ only in their rows, by itself: it is held once.
    :param openings: the streams that save the state of graphics before that content.
    :param tables: the bodies of tables in which other objects represent rows.
    :param boxes: those that pages of registers share.
    """

    table: ObjectTable
    later: Mapping[int, bytes] = field(default_factory=dict)
    size: int = 0
    largest: int | None = None
    files: list[range] = field(default_factory=list)
    bodies: dict[int, bytes] = field(default_factory=dict)
    pages: dict[int, OwnPage] = field(default_factory=dict)
    elements: dict[int, bytes] = field(default_factory=dict)
    rows: dict[int, array[int]] = field(default_factory=dict)
    first: dict[int, int] = field(default_factory=dict)
    absent: set[int] = field(default_factory=set)
    leaves: set[int] = field(default_factory=set)
    models: dict[tuple[bytes, int], tuple[bytes, int]] = field(default_factory=dict)
    openings: set[int] = field(default_factory=set)
    tables: set[int] = field(default_factory=set)
    boxes: SharedBoxes = field(default_factory=SharedBoxes)
    count: int = 0
    objects: int = 0

    @property
    def unused(self) -> int:
        """The first number that no object of the file has."""
        return max(len(self.table.kinds), self.size)

    @property
    def unused_by_rows(self) -> int:
        """The first number that no object before the stand-ins of rows has."""
        return self.unused + len(_OWN) + len(self.boxes)

    def done(self, out: IO[bytes] | None = None) -> Divided:
        """Return the parts of the file; see :func:`divided`."""
        read = ReadBundles.of(self.table)
        for bundle in bundles(self.table):
            self._read(bundle)
            read.add(bundle)
        if not self.count or not self.pages:
            raise OtherForm("no rows")
        stand_ins = {item.number: item for item in self._stand_ins(self.unused_by_rows)}
        parents = self._parents()
        need_apart(self)
        file = SmallFile(self.table, out)
        first_length = file.write(self.objects_of(self.unused))
        if self.later:
            file.write(self.later.items())
        return Divided(
            *file.done(), self.pages, stand_ins, read, parents, self._numbers(),
            frozenset(self.absent), self.count,
            self.objects + len(parents) + len(self.contents()) - len(self.boxes)
            - len(_OWN) - len(stand_ins),
            tuple(self.files), first_length,
        )  # fmt: skip

    def _numbers(self) -> frozenset[int]:
        return frozenset(number for number in self.bodies if number < self.unused)

    def _read(self, bundle: Bundle) -> None:
        """Take the objects of some object streams."""
        rows = rows_inside(bundle)
        for number, body in not_of_rows(bundle, rows):
            self.other(number, body)
        numbers = bundle.numbers[rows.starts].tolist()
        of_rows = bodies_of(bundle, bundle.places[rows.starts].tolist())
        for number, body_number in zip(numbers, of_rows, strict=True):
            self._row(number, body_number)
        self.objects += int((rows.stops - rows.starts).sum())

    def _row(self, number: int, body: int) -> None:
        rows = self.rows.get(body)
        if rows is None:
            rows = self.rows[body] = array("I")
            self.first[body] = self.count
        elif self.first[body] + len(rows) != self.count:
            raise OtherForm("order of rows")
        rows.append(number)
        self.count += 1

    def other(self, number: int, body: bytes) -> None:
        """Take an object that is not of a row."""
        if match := _PAGE.fullmatch(body):
            self._page(number, match)
        elif _ELEMENTS.fullmatch(body):
            self.elements[number] = sha256(body).digest()
        else:
            self.bodies[number] = body

    def _page(self, number: int, match: re.Match[bytes]) -> None:
        entries = match[1]
        opening, model, key, parent = map(int, match.group(2, 3, 5, 6))
        streams = tuple(map(int, match[4].split(b" 0 R ")))
        if opening not in self.openings:
            if self.table.streams.stream(opening)[1] != b"q":
                raise OtherForm("content")
            self.openings.add(opening)
        if b"/Annots" in entries:
            raise OtherForm("annotations")
        is_first = (entries, model) not in self.models
        alike = self.models.setdefault((entries, model), (entries, model))
        self.pages[number] = OwnPage(number, streams, key, alike, parent)
        shown = b"[%d 0 R %d 0 R %d 0 R]" % (opening, model, self.unused)
        self.bodies[number] = b"<<%b/Contents%b/StructParents %d/Parent %d 0 R>>" % (
            self.boxes.within(entries, self.bodies, self.unused + len(_OWN)),
            shown if is_first else b" %d 0 R" % (self.unused + 1), key, parent,
        )  # fmt: skip

    def _stand_ins(self, start: int) -> Iterator[StandIn]:
        """Put an object instead of the rows of each body, with numbers from ``start`` on."""
        for number, (body, rows) in enumerate(self.rows.items(), start):
            whole = self.body(body)
            if whole is None:
                raise OtherForm("body of a table")
            own = len(whole.kids) - len(rows)
            if whole.kids[own:] != rows:
                raise OtherForm("body of a table")
            first = self.first[body]
            yield self.stand_in(number, whole, own, range(first, first + len(rows)))

    def body(self, number: int) -> Body | None:
        """Return a body of a table; ``None`` if the object is none."""
        match = _BODY.fullmatch(self.bodies.get(number, b""))
        kids = None if match is None else referred(match[2])
        return None if match is None or kids is None else Body(number, match[1], kids, match[3])

    def stand_in(self, number: int, body: Body, own: int, rows: range) -> StandIn:
        """Put an object instead of the rows of a body, behind its ``own`` first kids."""
        listed = b" ".join([b"%d 0 R" % kid for kid in (*body.kids[:own], number)])
        self.bodies[body.number] = body.begin + listed + body.end
        self.tables.add(body.number)
        self.bodies[number] = b"<</S/TR/P %d 0 R>>" % body.number
        return StandIn(number, rows)

    def contents(self) -> set[int]:
        """Return the streams of the rows of all pages."""
        return {stream for page in self.pages.values() for stream in page.streams}

    def _parents(self) -> dict[int, bytes]:
        """Return a digest of the elements of each page's marks, by their key in the parent tree."""
        parents: dict[int, bytes] = {}
        for number, body in self.bodies.items():
            match = PARENTS.fullmatch(body)
            if match is None:
                continue
            self.leaves.add(number)
            place = 0
            for pair in _PARENT.finditer(match[1]):
                if pair.start() != place or int(pair[1]) in parents:
                    raise OtherForm("parent tree")
                place = pair.end()
                if pair[2] is not None and int(pair[2]) in self.elements:
                    parents[int(pair[1])] = self.elements.pop(int(pair[2]))
            if place != len(match[1]):
                raise OtherForm("parent tree")
        if self.elements or parents.keys() != {page.key for page in self.pages.values()}:
            raise OtherForm("parent tree")
        return parents

    def objects_of(self, unused: int) -> Iterator[tuple[int, bytes]]:
        """Yield the number and the bytes of each object of the skeleton, and take the objects that
        it refers to; its own objects have numbers from ``unused`` on."""
        present, references = set[int](), set[int]()
        for number, body in self.bodies.items():
            present.add(number)
            if number not in self.leaves:
                references |= references_of(body)
            yield number, b"%d 0 obj\n%b\nendobj\n" % (number, body)
        for number, place, end in self.in_file():
            present.add(number)
            content = self.table.attached_at(place) if self._is_large(end - place) else None
            if content is not None:
                self.files.append(content)
                continue
            whole = self.table.data[place:end]
            references |= references_of(dictionary_of(whole, number))
            yield number, whole
        yield from own_contents(unused)
        own = (number for number in references - present if number < unused)
        self.absent.update(number for number in own if self.table.kinds[number])

    def _is_large(self, size: int) -> bool:
        return self.largest is not None and size > self.largest

    def in_file(self) -> Iterator[tuple[int, int, int]]:
        """Yield the objects of the skeleton that are not in object streams: the number of each, and
        where it begins and ends."""
        import numpy

        left_out = {self.table.number, *self.table.object_streams}
        left_out |= self.contents()
        numbers = numpy.flatnonzero(self.table.kinds == 1)
        places = self.table.first[numbers]
        order = numpy.argsort(places, kind="stable")
        ends = [*places[order[1:]].tolist(), self.table.start]
        for number, place, end in zip(
            numbers[order].tolist(), places[order].tolist(), ends, strict=True
        ):
            if number not in left_out:
                yield number, place, end


def own_contents(unused: int) -> Iterator[tuple[int, bytes]]:
    """Yield the contents that the skeleton has instead of rows, with numbers from ``unused`` on."""
    for number, content in enumerate(_OWN, unused):
        form = b"%d 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n"
        yield number, form % (number, len(content), content)
