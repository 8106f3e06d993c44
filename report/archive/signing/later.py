"""The later revisions of a signed file whose first revision has long registers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from report.archive.registers.table import ObjectTable, OtherForm, table_of
from report.file_bytes import file_of, places_of

if TYPE_CHECKING:
    from report.archive.signing.long_table import LongReader
    from report.file_bytes import Source

_START = b"startxref"
_END = re.compile(rb"startxref\n\d+\n%%EOF")
#: The maximum length of what ends a revision, and of the trailer of the last one.
_LONGEST_END, _LONGEST_TRAILER = 64, 4096
#: The information dictionary, which later revisions may change, but not replace.
_INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R\b")


class Revisions(NamedTuple):
    """The objects of the first revision of a file, the objects of the later ones by their numbers,
    and a number that none has, nor any above it."""

    table: ObjectTable
    later: Mapping[int, bytes] = MappingProxyType({})
    size: int = 0


def revisions_of(data: Source) -> Revisions | None:
    """Return the revisions of a file, which may be one; ``None`` if the file has another form."""
    table = table_of(data)
    if table is not None:
        return Revisions(table)
    if data.count(_START) < 2:
        return None
    try:
        return later_revisions(data)
    except OtherForm:
        return None


def later_revisions(data: Source) -> Revisions:
    """Return the revisions of a file that has several.

    :raises OtherForm: if the file is damaged, or a revision has another form.
    """
    from report.archive.signing.long_table import LongReader

    table = ObjectTable.of(data, _first_end(data))
    # A file of unknown origin may fail pyHanko's reader anywhere.
    try:
        reader = LongReader(file_of(data))
        objects = _objects(reader, data)
        first = reader.xrefs.get_xref_container_info(0)
        root, size = reader.root_ref.idnum, int(reader.trailer["/Size"])
        last = reader.xrefs.get_xref_container_info(reader.total_revisions - 1).start_location
    except Exception as error:
        raise OtherForm("revisions") from error
    trailer = data[last : last + _LONGEST_TRAILER].partition(b"stream\n")[0]
    is_same = table.root == root and _INFO.findall(trailer) == _INFO.findall(table.rest)
    if table.start != first.start_location or not is_same:
        raise OtherForm("revisions")
    return Revisions(table, objects, size)


def _first_end(data: Source) -> int:
    """Return where the first revision of a file ends.

    :raises OtherForm: if it ends in another form.
    """
    for place in places_of(data, _START):
        if match := _END.match(data[place : place + _LONGEST_END]):
            return place + match.end()
    raise OtherForm("revisions")


def _objects(reader: LongReader, data: Source) -> dict[int, bytes]:
    """Return the objects of the later revisions of a file, by their numbers.

    :raises OtherForm: if the file is encrypted or has one revision, or a later one removes objects,
        or packs them.
    """
    if reader.encrypted or reader.total_revisions < 2:
        raise OtherForm("revisions")
    objects = {}
    for revision in range(1, reader.total_revisions):
        entries = reader.xrefs.get_xref_data(revision)
        start = reader.xrefs.get_xref_container_info(revision).start_location
        if entries.freed or entries.xrefs_in_objstm or entries.hybrid is not None:
            raise OtherForm("revision")
        places = sorted((place, number) for number, (_, place) in entries.standard_xrefs.items())
        for (place, number), (end, _) in pairwise([*places, (start, 0)]):
            if place == start:  # the table itself
                continue
            whole = data[place:end]
            if not whole.startswith(b"%d 0 obj" % number):
                raise OtherForm("revision")
            objects[number] = whole
    return objects
