"""What is read of a file to sign: all of it, or what is left without the rows of long registers,
which would take gigabytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.archive.registers.table import OtherForm
from report.archive.signing.later import revisions_of
from report.archive.signing.places import IMPRINT

if TYPE_CHECKING:
    from report.errors import Location


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
    from report.archive.registers.written import opened

    revisions = revisions_of(data)
    if revisions is None:
        raise OtherForm("revisions")
    long = divided(data, *revisions)
    with opened(long.skeleton) as pdf:
        if pdf.get_warnings():
            raise OtherForm("skeleton")
        need_bounded(pdf, where, long.boxes)
        registers = frozenset(
            number for number, page in enumerate(pdf.pages, 1) if page.objgen[0] in long.pages
        )
    return Readable(data, long.skeleton, registers)
