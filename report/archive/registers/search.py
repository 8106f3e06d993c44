"""Divide a file with long registers to search its rows: only the rows that may have what is asked
for are read.

Every byte of the rows is searched; so a row is never passed over because of what the data say. Its
objects are read, and their form is checked, only where they may have what is asked for.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from report.archive.registers.apart import need_apart
from report.archive.registers.bundles import Bundle, bundles, not_of_rows, rows_inside, runs_of
from report.archive.registers.needles import Needles
from report.archive.registers.rows import RegisterRow, row_at
from report.archive.registers.skeleton import (
    Body,
    Dividing,
    StandIn,
    WithoutRows,
    own_contents,
)
from report.archive.registers.table import ObjectTable, OtherForm
from report.archive.registers.written import written

_TEXT, _STRING = b"/ActualText", b"/ActualText("
#: An escape that Mujaz does not write, or the second half of a backslash that is escaped.
_UNUSUAL = re.compile(rb"\\[^\\()r]")
_SPOKEN = re.compile(rb"/ActualText\(([^\\()\r]*(?:\\[\\()r][^\\()\r]*)*)\)", re.DOTALL)
_BODY = b"/TBody"


@dataclass(frozen=True, slots=True)
class SearchedFile(WithoutRows):
    """A file with long registers whose rows are searched.

    The skeleton has no attached files.

    :param rows: the object number of each row, in reading order.
    :param hits: the indexes of the rows that may have what is asked for.
    """

    rows: array[int]
    hits: frozenset[int]


def read_rows(
    table: ObjectTable, rows: Sequence[int], places: Iterable[int]
) -> Iterator[RegisterRow]:
    """Yield the rows at some places among all, in their order.

    :param rows: the object number of each row.
    :raises OtherForm: if the objects of a row have another form.
    """
    stream, together = 0, None
    for place in sorted(places):
        number = rows[place]
        own = int(table.first[number])
        if together is None or own != stream:
            stream, together = own, table.together(own)
        yield row_at(together, int(table.second[number]))


def searched(
    table: ObjectTable,
    needles: Needles,
    later: Mapping[int, bytes] = MappingProxyType({}),
    size: int = 0,
) -> SearchedFile:
    """Divide a file of one revision, or the first revision of a file, and search its rows.

    :param later: the objects of later revisions, by their numbers.
    :param size: a number that no object of a later revision has, nor any above it.
    :raises OtherForm: if it does not have the form of a file with long registers.
    """
    return _Searching(Dividing(table, later, size), needles).done()


@dataclass(slots=True)
class _Searching:
    """A file that is being divided and searched.

    :param file: all except the rows.
    :param rows: the object number of each row.
    :param hits: the indexes of the rows that may have what is asked for.
    """

    file: Dividing
    needles: Needles
    rows: array[int] = field(default_factory=lambda: array("I"))
    hits: set[int] = field(default_factory=set)

    def done(self) -> SearchedFile:
        """Return the parts of the file."""
        file = self.file
        for bundle in bundles(file.table):
            self._read(bundle)
        if not self.rows or not file.pages:
            raise OtherForm("no rows")
        unused = file.unused
        stand_ins = {item.number: item for item in self._stand_ins(file.unused_by_rows)}
        need_apart(file)
        objects = chain(self._objects(unused), file.later.items())
        return SearchedFile(
            *written(file.table, objects), file.pages, stand_ins,
            self.rows, frozenset(self.hits),
        )  # fmt: skip

    def _read(self, bundle: Bundle) -> None:
        """Take the objects of some object streams."""
        rows = rows_inside(bundle)
        for number, body in not_of_rows(bundle, rows):
            self.file.other(number, body)
        first = len(self.rows)
        self.rows.extend(bundle.numbers[rows.starts].tolist())
        begins = bundle.places[rows.starts].tolist()
        ends = bundle.places[rows.stops].tolist()
        cells = rows.cells.tolist()
        for start, stop in runs_of(rows):
            content = bundle.data[begins[start] : ends[stop - 1]]
            self._search(content, first + start, cells[start:stop])

    def _search(self, content: bytes, first: int, cells: Sequence[int]) -> None:
        """Search the bytes of consecutive rows.

        Only where they may have what is asked for are the texts in them looked at one by one.

        :param first: the index of the first of these rows.
        :param cells: how many cells each has.
        :raises OtherForm: if a text is no string of the form in which Mujaz writes it.
        """
        count = sum(cells)
        if content.count(_TEXT) != count or content.count(_STRING) != count:
            raise OtherForm("text string")
        is_unusual = (b"\\" in content and _UNUSUAL.search(content)) or b"\r" in content
        if not (is_unusual or self.needles.are_in(content)):
            return
        said = _SPOKEN.findall(content)
        if len(said) != count:
            raise OtherForm("text string")
        if not self.needles.are_in(b"\n".join(said)):
            return
        place = 0
        for row, own in enumerate(cells, first):
            begin, place = place, place + own
            if self.needles.are_in(b"\n".join(said[begin:place])):
                self.hits.add(row)

    def _stand_ins(self, start: int) -> Iterator[StandIn]:
        """Put an object instead of the rows of each body, with numbers from ``start`` on."""
        place_of = {number: place for place, number in enumerate(self.rows)}
        bodies: list[tuple[int, int, Body]] = []
        for number, written_body in self.file.bodies.items():
            body = self.file.body(number) if _BODY in written_body else None
            places = () if body is None else (place_of.get(kid) for kid in body.kids)
            for own, place in enumerate(places):
                if body is not None and place is not None:
                    bodies.append((place, own, body))
                    break
        place = 0
        for number, (first, own, body) in enumerate(sorted(bodies), start):
            rows = range(first, first + len(body.kids) - own)
            if first != place or self.rows[first : rows.stop] != body.kids[own:]:
                raise OtherForm("body of a table")
            place = rows.stop
            yield self.file.stand_in(number, body, own, rows)
        if place != len(self.rows):
            raise OtherForm("body of a table")

    def _objects(self, unused: int) -> Iterator[tuple[int, bytes]]:
        """Yield the number and the bytes of each object of the skeleton, which has no attached
        files."""
        table = self.file.table
        for number, body in self.file.bodies.items():
            yield number, b"%d 0 obj\n%b\nendobj\n" % (number, body)
        for number, place, end in self.file.in_file():
            if table.attached_at(place) is None:
                yield number, table.data[place:end]
        yield from own_contents(unused)
