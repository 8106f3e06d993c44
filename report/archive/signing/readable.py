"""What is read of a file to sign: all of it, or what is left without the rows of long registers,
which would take gigabytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from report.archive.registers.table import ObjectTable, OtherForm
from report.archive.signing.places import IMPRINT

if TYPE_CHECKING:
    from report.archive.registers.skeleton import Divided
    from report.archive.signing.long_table import LongReader
    from report.errors import Location

_END = b"%%EOF"


@dataclass(frozen=True, slots=True)
class Readable:
    """What is to be read of a file.

    :param whole: the file.
    :param data: the file without the rows of its long registers, or all of it.
    :param registers: the pages, from 1, whose content is not in ``data``.
    """

    whole: bytes
    data: bytes
    registers: frozenset[int] = frozenset()

    def with_page(self, page: int | None) -> bytes:
        """Return a PDF in which a page has its content; without ``page``, the imprint."""
        pages = {page} if page is not None else {1, IMPRINT}
        return self.whole if pages & self.registers else self.data


def readable(data: bytes, where: Location) -> Readable:
    """Check that a file is within bounds, and return what is to be read for its mark.

    :raises ArchiveError, RenderError: as :func:`report.archive.bounded.need_bounded_bytes`.
    """
    from report.archive.bounded import damage_reported, need_bounded_bytes

    with damage_reported(where):
        try:
            return _without_rows(data, where)
        except OtherForm:
            need_bounded_bytes(data, where)
    return Readable(data, data)


def _without_rows(data: bytes, where: Location) -> Readable:
    """Return what is left of a file without the rows of its long registers, if it is within bounds.

    :raises OtherForm: if the file has no long registers, or not in the form that Mujaz writes.
    :raises ArchiveError, RenderError: as :func:`report.archive.bounded.need_bounded`.
    """
    from report.archive.bounded import need_bounded
    from report.archive.registers.skeleton import divided
    from report.archive.registers.table import table_of
    from report.archive.registers.written import opened

    table = table_of(data)
    if table is None:
        long, later = _with_later(data)
    else:
        long, later = divided(data, table), {}
    # A page of a register that was written again is not like those that it was like.
    boxes = {number: box for number, box in long.boxes.items() if number not in later}
    with opened(long.skeleton) as pdf:
        if pdf.get_warnings():
            raise OtherForm("skeleton")
        need_bounded(pdf, where, boxes)
        registers = frozenset(
            number for number, page in enumerate(pdf.pages, 1) if page.objgen[0] in long.pages
        )
    return Readable(data, long.skeleton, registers)


def _with_later(data: bytes) -> tuple[Divided, dict[int, bytes]]:
    """Divide the first revision of a signed file, and add the objects of the later ones, which are
    returned too.

    :raises OtherForm: if the file is damaged, or a revision has another form.
    """
    from report.archive.registers.skeleton import divided
    from report.archive.signing.long_table import LongReader

    # A file of unknown origin may fail pyHanko's reader anywhere; qpdf then reads all of it.
    try:
        reader = LongReader(BytesIO(data))
        later = _later_objects(reader, data)
        first = reader.xrefs.get_xref_container_info(0)
        root, size = reader.root_ref.idnum, int(reader.trailer["/Size"])
    except Exception as error:
        raise OtherForm("revisions") from error
    table = ObjectTable.of(data, data.find(_END, first.end_location) + len(_END))
    if table.start != first.start_location or table.root != root:
        raise OtherForm("revisions")
    return divided(data, table, later, size), later


def _later_objects(reader: LongReader, data: bytes) -> dict[int, bytes]:
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
