"""Write objects of a file as a separate small PDF, numbered from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

from report.archive.registers.numbering import Numbering, Renumbering
from report.archive.registers.table import ObjectTable, OtherForm
from report.file_bytes import FileBytes, Source

if TYPE_CHECKING:
    import pikepdf

_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R(?![A-Za-z])")
_OBJECT = re.compile(rb"(\d+) 0 obj\n")
#: qpdf ignores objects whose number is more than a third of the length of the file.
_LENGTH_OF_NUMBER = 3
#: The length of the first line of a file, which has its version.
_HEAD = 9


class Written(NamedTuple):
    """A small PDF of objects of a file, and their numbers in it."""

    data: Source
    numbering: Numbering


def written(table: ObjectTable, objects: Iterable[tuple[int, bytes]]) -> Written:
    """Return a PDF of objects, each with its number; its catalog is that of the file of
    ``table``."""
    file = SmallFile(table)
    file.write(objects)
    return file.done()


class SmallFile:
    """A small PDF of objects of a file while it is written.

    :param table: the objects of the file, whose catalog is that of the small PDF too.
    :param file: an empty file that the small PDF is written to; without it, it is in memory.
    """

    def __init__(self, table: ObjectTable, file: IO[bytes] | None = None) -> None:
        self._table, self._file = table, file
        self._out = BytesIO() if file is None else file
        self._numbers = Renumbering()
        self._previous = b""
        self._out.write(table.data[:_HEAD])

    def write(self, objects: Iterable[tuple[int, bytes]]) -> int:
        """Write a revision of some objects, each with its number, and return the length of the PDF
        then.

        :raises OtherForm: if an object has another form than that in which Mujaz writes it.
        """
        offsets: dict[int, int] = {}
        for number, whole in objects:
            offsets[self._numbers.new(number)] = self._out.tell()
            self._write(number, whole)
        self._end(offsets)
        return self._out.tell()

    def done(self) -> Written:
        """Return the PDF, and the numbers of its objects."""
        data = FileBytes(self._file) if self._file is not None else self._in_memory()
        return Written(data, self._numbers.done())

    def _in_memory(self) -> bytes:
        assert isinstance(self._out, BytesIO)
        return self._out.getvalue()

    def _write(self, number: int, whole: bytes) -> None:
        body = dictionary_of(whole, number)
        begin = whole.index(b"\n") + 1
        self._out.write(b"%d 0 obj\n" % self._numbers.new(number))
        self._out.write(self._numbers.body(body))
        self._out.write(memoryview(whole)[begin + len(body) :])

    def _end(self, offsets: dict[int, int]) -> None:
        """Write the cross-reference table of a revision."""
        rest, root = self._numbers.body(self._table.rest), self._numbers.new(self._table.root)
        size = self._numbers.size
        missing = _LENGTH_OF_NUMBER * size - self._out.tell()
        self._out.write(b"%%%b\n" % (b" " * max(missing, 0)))
        start = self._out.tell()
        self._out.write(b"xref\n0 1\n0000000000 65535 f \n%b" % b"".join(_entries(offsets)))
        trailer = size, root, rest, self._previous
        self._out.write(b"trailer\n<</Size %d/Root %d 0 R%b%b>>\n" % trailer)
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        self._previous = b"/Prev %d" % start


def _entries(offsets: dict[int, int]) -> Iterator[bytes]:
    """Yield the sections of a cross-reference table, each of numbers that follow each other."""
    run: list[bytes] = []
    last = 0
    for number, offset in sorted(offsets.items()):
        if run and number != last + 1:
            yield b"%d %d\n%b" % (last - len(run) + 1, len(run), b"".join(run))
            run = []
        run.append(b"%010d 00000 n \n" % offset)
        last = number
    if run:
        yield b"%d %d\n%b" % (last - len(run) + 1, len(run), b"".join(run))


@contextmanager
def opened(data: Source) -> Iterator[pikepdf.Pdf]:
    """Yield the opened PDF of some bytes, as :func:`written` returns them, while the context lasts.

    qpdf reads one in memory from a file in memory: for each of its many objects it would call
    Python. One on disk takes that time, and no memory.
    """
    import pikepdf

    if not isinstance(data, bytes):
        with pikepdf.open(data.opened(), access_mode=pikepdf.AccessMode.stream) as pdf:
            yield pdf
        return
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap) as pdf:
            yield pdf


def references_of(body: bytes) -> set[int]:
    """Return the numbers of the objects that an object refers to.

    :raises OtherForm: if it has a comment, or a string with brackets.
    """
    plain = _STRING.sub(b"", body)
    if any(sign in plain for sign in (b"%", b"(", b")", b"\0")):
        raise OtherForm("an object")
    return set(map(int, _REFERENCE.findall(plain)))


def dictionary_of(whole: bytes, number: int) -> bytes:
    """Return the part of an object of a file that can refer to others.

    :raises OtherForm: if it is another object, or a stream whose dictionary has a string with the
        keyword of streams.
    """
    match = _OBJECT.match(whole)
    if match is None or int(match[1]) != number:
        raise OtherForm("an object")
    stop = whole.find(b"stream\n")
    is_stream = stop >= 0
    if not is_stream:
        stop = whole.find(b"endobj")
    begin = whole[match.end() : stop if stop >= 0 else len(whole)]
    if is_stream and not begin.rstrip().endswith(b">>"):
        raise OtherForm("an object")
    return begin
