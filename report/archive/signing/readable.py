"""What is read of a file to sign: all of it, or what is left without the rows of long registers,
which would take gigabytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from report.archive.registers.table import OtherForm
from report.archive.signing.later import revisions_of
from report.archive.signing.places import IMPRINT

if TYPE_CHECKING:
    from report.errors import Location
    from report.file_bytes import Source

#: The size of an attached file, compressed, above which it is not read: a mark needs texts of far
#: less.
_LARGE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Readable:
    """What is to be read of a file.

    :param whole: the file, in memory or not.
    :param data: the file without the rows of its long registers, or all of it.
    :param registers: the pages, from 1, whose content is not in ``data``.
    """

    whole: Source
    data: bytes
    registers: frozenset[int] = frozenset()

    def with_page(self, page: int | None) -> bytes | IO[bytes]:
        """Return a PDF in which a page has its content; without ``page``, the imprint."""
        pages = {page} if page is not None else {1, IMPRINT}
        if not pages & self.registers:
            return self.data
        return self.whole if isinstance(self.whole, bytes) else self.whole.file


def readable(data: Source, where: Location) -> Readable:
    """Check that a file is within bounds, and return what is to be read for its mark.

    :raises ArchiveError, RenderError: as :func:`report.archive.bounded.need_bounded_bytes`.
    """
    from report.archive.bounded import damage_reported, need_bounded_bytes

    with damage_reported(where):
        try:
            return _without_rows(data, where)
        except OtherForm:
            whole = data if isinstance(data, bytes) else data[:]
            need_bounded_bytes(whole, where)
    return Readable(whole, whole)


def _without_rows(data: Source, where: Location) -> Readable:
    """Return what is left of a file without the rows of its long registers, if it is within bounds.

    :raises OtherForm: if the file has no long registers, or not in the form that Mujaz writes.
    :raises ArchiveError, RenderError: as :func:`report.archive.bounded.need_bounded`.
    """
    from report.archive.bounded import need_bounded, need_small_file
    from report.archive.registers.skeleton import divided
    from report.archive.registers.written import opened

    revisions = revisions_of(data)
    if revisions is None:
        raise OtherForm("revisions")
    long = divided(data, *revisions, largest=_LARGE)
    for content in long.files:
        need_small_file(data, content, where)
    with opened(long.skeleton) as pdf:
        if pdf.get_warnings():
            raise OtherForm("skeleton")
        need_bounded(pdf, where, long.boxes)
        numbers = long.page_numbers(pdf)
    registers = frozenset(numbers[page] for page in long.pages if page in numbers)
    return Readable(data, long.skeleton[:], registers)
