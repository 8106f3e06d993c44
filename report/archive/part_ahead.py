"""A child process writes the second part of a long table while this process writes the first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from report.archive.cross_references import WrittenPart
from report.archive.objects import ObjectWriter
from report.archive.register_part import RegisterPart, TableObjects, written_part
from report.render.long_tables.model import LaidOutRegister
from report.side_process import SideProcess

#: The seconds after which this process writes the part itself. It may have threads when the child
#: is forked: a child that waits for a lock of one of them must not hold up the edition.
_PATIENCE = 60.0


class _Task(NamedTuple):
    """Pages of a register, what they share, and where they are written: the number of their first
    object, the file of the objects, and that of their cross-references."""

    table: TableObjects
    register: LaidOutRegister
    pages: range
    number: int
    file: IO[bytes]
    entries: IO[bytes]


#: What a child process writes.
_OWN: list[_Task] = []


class PartAhead:
    """Pages of a long table that a child process writes to a separate file.

    :param number: the number of their first object.
    """

    def __init__(
        self, table: TableObjects, register: LaidOutRegister, pages: range, number: int
    ) -> None:
        self._number = number
        self._file = TemporaryFile()  # noqa: SIM115 — both are closed with the part
        self._entries = TemporaryFile(buffering=0)  # noqa: SIM115
        task = _Task(table, register, pages, number, self._file, self._entries)
        self._child = SideProcess(partial(_OWN.append, task))
        self._written: Callable[[], tuple[RegisterPart, WrittenPart] | None]
        self._written = self._child.begin(_write_own)

    def close(self) -> None:
        """End the child process, and delete its files."""
        with closing(self._file), closing(self._entries):
            self._child.close()

    def append_to(self, writer: ObjectWriter) -> RegisterPart | None:
        """Append the part; return ``None``, and append nothing, if the child has not written it or
        its objects do not have the next numbers."""
        if writer.unused != self._number or not self._child.wait(_PATIENCE):
            return None
        written = self._written()
        if written is None:
            return None
        pages, following = written
        writer.append(following, self._file, self._entries)
        return pages


def _write_own() -> tuple[RegisterPart, WrittenPart] | None:
    """Write the part of this child process; return ``None`` in any other process."""
    if not _OWN:
        return None
    task = _OWN[0]
    writer = ObjectWriter.of_part(task.file, task.entries, task.number)
    writer.deflate_at_once()
    pages = written_part(writer, task.table, task.register, task.pages)
    return pages, writer.written()
