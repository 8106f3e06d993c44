"""Write objects of a file as a small PDF of its own, under the numbers that they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import SEEK_END, BytesIO
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from report.archive.registers.table import ObjectTable, OtherForm

if TYPE_CHECKING:
    import pikepdf

_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R(?![A-Za-z])")
#: The size and the place of a cross-reference table, at its end.
_LAST = re.compile(rb"(?:/Size|\nstartxref\n) ?(\d+)")
_OBJECT = re.compile(rb"(\d+) 0 obj\n")
#: qpdf ignores objects whose number is more than a third of the length of the file.
_LENGTH_OF_NUMBER = 3
#: The length of the first line of a file, which has its version.
_HEAD = 9


def written(table: ObjectTable, objects: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a PDF of objects, each with its number; its catalog is that of the file of
    ``table``."""
    out = BytesIO()
    out.write(table.data[:_HEAD])
    _write(out, table, objects)
    return out.getvalue()


def appended(table: ObjectTable, first: bytes, objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF with objects of later revisions behind those of ``first``, a PDF that
    :func:`written` returns."""
    out = BytesIO(first)
    last = first.rfind(b"trailer\n")
    size, previous = map(int, _LAST.findall(first[last:]))
    out.seek(0, SEEK_END)
    _write(out, table, objects.items(), b"/Prev %d" % previous, size)
    return out.getvalue()


def _write(
    out: BytesIO,
    table: ObjectTable,
    objects: Iterable[tuple[int, bytes]],
    previous: bytes = b"",
    size: int = 0,
) -> None:
    """Write objects and their cross-reference table.

    :param previous: the entry of the trailer for the table before it.
    :param size: a number that no object before has, nor any above it.
    """
    offsets: dict[int, int] = {}
    for number, whole in objects:
        offsets[number] = out.tell()
        out.write(whole)
    missing = _LENGTH_OF_NUMBER * (max(offsets) + 1) - out.tell()
    out.write(b"%%%b\n" % (b" " * max(missing, 0)))
    start = out.tell()
    entries = [b"%d 1\n%010d 00000 n \n" % entry for entry in sorted(offsets.items())]
    out.write(b"xref\n0 1\n0000000000 65535 f \n%b" % b"".join(entries))
    trailer = max(max(offsets) + 1, size), table.root, table.rest, previous
    out.write(b"trailer\n<</Size %d/Root %d 0 R%b%b>>\n" % trailer)
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Yield the opened PDF of some bytes, as :func:`written` returns them, while the context lasts.

    qpdf reads it from a file in memory: for each of its many objects it would call Python.
    """
    import pikepdf

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
    begin, stream, _ = whole.partition(b"stream\n")
    if not stream:
        begin = whole.partition(b"endobj")[0]
    elif not begin.rstrip().endswith(b">>"):
        raise OtherForm("an object")
    return begin[match.end() :]
