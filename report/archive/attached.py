"""The attachments of a PDF of unknown origin."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from report.archive.bounded import HOSTILE, damage_reported, need_bounded, read_pdf
from report.archive.inside import read_inside
from report.archive.model import PROVENANCE, Attachment
from report.archive.registers.inside import without_pages
from report.errors import ArchiveError, Location, reason_of_error

if TYPE_CHECKING:
    import pikepdf

    from report.archive.signing.later import Revisions
    from report.file_bytes import Source


def open_edition(path: Path) -> tuple[bytes, tuple[Attachment, ...]]:
    """Return the bytes of a PDF and its attachments.

    Of a file with long registers, only the objects of the attachments are read.

    :raises ArchiveError: ``not-a-pdf``, ``unsafe-inside``, ``pdf-too-much``, ``page-box``.
    :raises RenderError: ``bound-pages``.
    """
    data = read_pdf(path)
    return data, files_of(data, Location(file=str(path)))


def files_of(
    data: Source,
    where: Location,
    is_needed: Callable[[str], bool] = lambda _path: True,
    revisions: Revisions | None = None,
) -> tuple[Attachment, ...]:
    """Return the attachments of a PDF.

    :param is_needed: whether the attachment at a path is read; the paths of all are checked.
    :param revisions: the objects of a PDF of the form that Mujaz writes, if they are known.
    :raises ArchiveError, RenderError: as :func:`open_edition`, except of reading the file.
    """
    import pikepdf

    with damage_reported(where), pikepdf.open(BytesIO(without_pages(data, revisions))) as pdf:
        need_bounded(pdf, where, unpacked_files=False)
        return _inside(pdf, where, is_needed)


def _inside(
    pdf: pikepdf.Pdf, where: Location, is_needed: Callable[[str], bool]
) -> tuple[Attachment, ...]:
    """Return the attachments of a PDF that is checked for all except their unpacked size: only the
    limits of :func:`read_inside` hold for it, and a file that is not needed is not unpacked."""
    try:
        return read_inside(pdf, is_needed)
    except HOSTILE as error:
        need_bounded(pdf, where)  # an attachment that exceeds its limit is reported as such
        raise ArchiveError.of("unsafe-inside", where, **reason_of_error(error)) from error


def is_of_brief(path: str) -> bool:
    """Return whether an attachment is one of those that a brief is composed of again."""
    return path.startswith("brief/") or path == PROVENANCE
