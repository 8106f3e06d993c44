"""Search a long edition in a child process, and take out its attachments in a thread, while this
process loads what composes its brief again, and composes it.

The search needs the bytes of the PDF and what is asked for. Only a measure in prose that is printed
in another way than its value adds to that; such an edition is searched when the brief is composed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report.archive.attached import files_of, is_of_brief
from report.archive.bounded import opened_pdf
from report.archive.edition_texts import SearchedTexts, searched_texts
from report.archive.number_search import asked_number
from report.archive.registers.needles import Needles
from report.archive.registers.table import is_of_one_table
from report.archive.signing.later import Revisions, revisions_of
from report.archive.word_places import words_of
from report.errors import ArchiveError, Location
from report.side_process import SideProcess

if TYPE_CHECKING:
    from report.archive.model import Attachment
    from report.file_bytes import Source

#: A smaller PDF is searched in less time than a child process saves.
_LARGE = 4 * 1024**2

#: The PDF that a child process searches.
_own: Source | None = None


class SearchedEdition:
    """A PDF in which a text is searched; a long one stays on disk.

    Close it when the search is done: its child process ends then.

    :param side_process: whether a child process searches; for a process that has started no thread.
    :raises ArchiveError, OSError: as :func:`report.archive.bounded.opened_pdf`.
    """

    def __init__(self, path: Path, text: str, *, side_process: bool = False) -> None:
        self.where = Location(file=str(path))
        self._file = path.open("rb")
        try:
            data = opened_pdf(self._file, self.where)
        except ArchiveError:
            self._file.close()
            raise
        is_long = len(data) >= _LARGE and is_of_one_table(data)
        self.data: Source = data if is_long else data[:]
        self._needles = needles_of(text)
        self._child: SideProcess | None = None
        self._ahead: Callable[[], SearchedTexts | None] | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._opened: Callable[[], _Opened] = cache(partial(_open, self.data, self.where))
        if not side_process or len(self.data) < _LARGE:
            return
        # Both processes need it, and the thread must not import what this one imports meanwhile.
        import numpy  # noqa: F401

        self._child = SideProcess(partial(_prepare, self.data))
        self._ahead = self._child.begin(_search, self.where, self._needles)
        if is_long:
            # Unpacking and counting digests hold no lock of Python, which importing needs.
            self._thread = ThreadPoolExecutor(1)
            self._opened = self._thread.submit(copy_context().run, self._opened).result

    @property
    def revisions(self) -> Revisions | None:
        """The objects of the PDF; ``None`` if it has not the form that Mujaz writes."""
        return self._opened().revisions

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The attachments that the brief is composed of again.

        :raises ArchiveError, RenderError: as :func:`report.archive.attached.files_of`.
        """
        return self._opened().files

    def close(self) -> None:
        """End the child and the thread, and close the file."""
        if self._thread is not None:
            self._thread.shutdown()
        if self._child is not None:
            self._child.close()
        self._file.close()

    def search(self, revisions: Revisions, needles: Needles) -> SearchedTexts:
        """Return the texts; see :func:`report.archive.edition_texts.searched_texts`."""
        texts = self._ahead() if self._ahead is not None and needles == self._needles else None
        return texts or searched_texts(revisions, self.where, needles)


def needles_of(text: str) -> Needles:
    """Return what finds the rows that may have a text, or its number."""
    asked = asked_number(text)
    return Needles.of([words_of(text)], () if asked is None else asked.number.amounts)


class _Opened(NamedTuple):
    """The objects of a PDF, and the attachments that its brief is composed of again."""

    revisions: Revisions | None
    files: tuple[Attachment, ...]


def _open(data: Source, where: Location) -> _Opened:
    """Read the cross-reference tables of a PDF, and take out its attachments."""
    revisions = revisions_of(data)
    return _Opened(revisions, files_of(data, where, is_of_brief, revisions))


def _prepare(data: Source) -> None:
    """Tell a child process which PDF it searches."""
    global _own
    _own = data


def _search(where: Location, needles: Needles) -> SearchedTexts | None:
    """Search the PDF of this child process; return ``None`` in any other process."""
    revisions = None if _own is None else revisions_of(_own)
    return None if revisions is None else searched_texts(revisions, where, needles)
