"""The limits on a PDF of unknown origin, checked before anything else in it is read.

A PDF of a few kilobytes can unpack to gigabytes, or name a hundred thousand pages and files. The
supervising process limits work that exceeds these limits (:mod:`report.command.supervise`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from report.archive.page_boxes import need_usable_pages
from report.archive.pdf_objects import ObjectNumber
from report.archive.registers.table import is_of_one_table
from report.bounds import need_pages
from report.errors import ArchiveError, Location, MujazError, first_line
from report.file_bytes import FileBytes, Source, pieces
from report.messages import reason

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object, Stream

MIB = 1024**2
#: The size of the PDF in bytes.
LARGEST_PDF = 2048 * MIB
#: The unpacked size of a stream in bytes: of an attachment, and of any other. A page of a long
#: table takes some 50 KiB.
LARGEST_FILE = 512 * MIB
LARGEST_STREAM = 64 * MIB
#: The number of attachments. An edition has those of its brief's folder, and six more.
MOST_FILES = 5_000
#: The depth of the name tree of the attachments. A balanced tree of that many files has two levels.
_DEEPEST_NAMES = 16
#: The number of revisions: the first, and one for each signature, time stamp or set of proofs.
MOST_REVISIONS = 200
#: The keys that each revision writes once: the offset of its cross-reference table, and the table
#: or stream itself.
_OF_REVISIONS = (b"startxref", b"trailer", b"/Type/XRef", b"/Type /XRef")
#: The depth of the structure tree. The renderer reaches some 20 nested lists or quotations.
DEEPEST_ELEMENT = 500
#: A shorter stream cannot unpack to too much: Flate expands a byte to at most 1032 bytes.
_HARMLESS = LARGEST_STREAM // 1032
_BLOCK = MIB
#: The exceptions that Python raises while a program walks the objects of a damaged or hostile PDF.
HOSTILE: tuple[type[Exception], ...] = (
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    RuntimeError,
    OverflowError,
    IndexError,
)
#: The filters that output more bytes than they read.
_UNFOLDING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})


def read_pdf(path: Path) -> bytes:
    """Return the bytes of a PDF of unknown origin, and limit what qpdf unpacks in this process.

    :raises ArchiveError: ``pdf-too-much``.
    :raises OSError: if the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_PDF + 1)
    _need_readable(data, Location(file=str(path)))
    return data


def opened_pdf(file: BinaryIO, where: Location) -> FileBytes:
    """Return the bytes of an open PDF of unknown origin, and limit what qpdf unpacks in this
    process.

    :raises ArchiveError: ``pdf-too-much``.
    """
    data = FileBytes(file)
    _need_readable(data, where)
    return data


@contextmanager
def copied_pdf(path: Path) -> Iterator[FileBytes]:
    """Yield a copy of a PDF of unknown origin in a temporary file, which nothing else changes while
    the context lasts, and limit what qpdf unpacks in this process.

    :raises ArchiveError: ``pdf-too-much``.
    :raises OSError: if the file cannot be read or copied.
    """
    with TemporaryFile() as copy:
        with path.open("rb") as file:
            while copy.tell() <= LARGEST_PDF and (block := file.read(_BLOCK)):
                copy.write(block)
        data = FileBytes(copy)
        _need_readable(data, Location(file=str(path)))
        yield data


def _need_readable(data: Source, where: Location) -> None:
    """Check the size of a PDF and how many revisions it has, and limit what qpdf unpacks in this
    process.

    :raises ArchiveError: ``pdf-too-much``.
    """
    import pikepdf

    if len(data) > LARGEST_PDF:
        raise _too_much(where, "pdf-too-much.size", most=LARGEST_PDF // MIB)
    if not is_of_one_table(data) and max(map(data.count, _OF_REVISIONS)) > MOST_REVISIONS:
        raise _too_much(where, "pdf-too-much.revisions", most=MOST_REVISIONS)
    most = LARGEST_FILE + MIB
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most, png_max_memory=most, tiff_max_memory=most,
        run_length_max_memory=most, dct_max_memory=most, dct_max_progressive_scans=100,
        max_stream_filters=2,
    )  # fmt: skip


def reason_of(error: Exception) -> str:
    """Return a library's message about a damaged PDF, in one line, without the name of the
    stream."""
    return re.sub(r"^stream <[^>]*>:? *", "", first_line(error)) or type(error).__name__


def pdf_errors(*kinds: type[Exception]) -> tuple[type[Exception], ...]:
    """Return the exceptions for a damaged or hostile PDF, and ``kinds``.

    Errors of pdfium are ``RuntimeError``.
    """
    import pikepdf

    return (pikepdf.PikepdfError, *HOSTILE, *kinds)


@contextmanager
def damage_reported(where: Location, *kinds: type[Exception]) -> Iterator[None]:
    """Convert a library's exceptions for a damaged PDF to an error of Mujaz.

    :param kinds: exceptions in addition to those of pikepdf, of pdfium and of ``HOSTILE``.
    :raises ArchiveError: ``not-a-pdf``.
    """
    import pikepdf

    try:
        yield
    except MujazError:
        raise
    except pikepdf.PasswordError as error:
        raise ArchiveError.of("not-a-pdf", where, **reason("not-a-pdf.password")) from error
    except pdf_errors(*kinds) as error:
        raise ArchiveError.of("not-a-pdf", where, reason=reason_of(error)) from error


def need_bounded(
    pdf: pikepdf.Pdf,
    where: Location,
    alike: Mapping[int, Hashable] = MappingProxyType({}),
    *,
    unpacked_files: bool = True,
) -> None:
    """Check that a PDF has no excess of pages, attachments, nested structure elements or stream
    data, and no unusable page.

    :param alike: what tells whether pages have the same boxes, by their object numbers.
    :param unpacked_files: whether the unpacked size of attachments is checked.
    :raises ArchiveError: ``pdf-too-much``, ``page-box``.
    :raises RenderError: ``bound-pages``.
    """
    from pikepdf import Stream

    need_pages(len(pdf.pages), where)
    need_usable_pages(pdf, where, alike)
    if sum(1 for _ in _files(pdf, where)) > MOST_FILES:
        raise _too_much(where, "pdf-too-much.files", most=MOST_FILES)
    _need_tree(pdf, where)
    for value in pdf.objects:
        if isinstance(value, Stream) and (unpacked_files or value.get("/Type") != "/EmbeddedFile"):
            _need_small(value, where)


def _need_tree(pdf: pikepdf.Pdf, where: Location) -> None:
    """Check that a structure tree is not too deep, and that no element occurs twice: walking it
    might never end."""
    from pikepdf import Array, Dictionary

    seen: set[ObjectNumber] = set()
    waiting: list[tuple[Object | None, int]] = [(pdf.Root.get("/StructTreeRoot"), 0)]
    while waiting:
        element, depth = waiting.pop()
        if not isinstance(element, Dictionary):
            continue
        below = element.get("/K")
        if not isinstance(below, Array | Dictionary):
            continue
        kids = (below,) if isinstance(below, Dictionary) else below
        if depth > DEEPEST_ELEMENT:
            raise _too_much(
                where,
                "pdf-too-much.elements",
                most=DEEPEST_ELEMENT,
            )
        if element.is_indirect:
            if element.objgen in seen:
                raise _too_much(
                    where,
                    "pdf-too-much.element-twice",
                )
            seen.add(element.objgen)
        waiting += [(kid, depth + 1) for kid in kids if isinstance(kid, Dictionary)]


def need_bounded_bytes(data: bytes, where: Location) -> None:
    """Check the bytes of a PDF as :func:`need_bounded` does.

    A PDF that needs a password is not inspected.

    :raises ArchiveError: ``pdf-too-much``, ``page-box``; ``not-a-pdf`` if it cannot be read.
    :raises RenderError: ``bound-pages``.
    """
    import pikepdf

    with (
        damage_reported(where),
        suppress(pikepdf.PasswordError),
        pikepdf.open(BytesIO(data)) as pdf,
    ):
        need_bounded(pdf, where)


def _files(pdf: pikepdf.Pdf, where: Location) -> Iterator[Object]:
    """Yield the entries of the attachment name tree, at most one more than allowed; each node is
    visited once."""
    from pikepdf import Dictionary

    names = pdf.Root.get("/Names")
    top = names.get("/EmbeddedFiles") if isinstance(names, Dictionary) else None
    seen: set[ObjectNumber] = set()
    waiting, count = [(top, 0)], 0
    while waiting and count <= MOST_FILES:
        node, depth = waiting.pop()
        if not isinstance(node, Dictionary):
            continue
        if (
            (node.is_indirect and node.objgen in seen)
            or depth > _DEEPEST_NAMES
            or len(seen) > MOST_FILES
        ):
            raise _too_much(where, "pdf-too-much.name-tree")
        seen.add(node.objgen)
        for entry in list(node.get("/Names", ()))[1::2]:
            count += 1
            yield entry
        waiting += [(kid, depth + 1) for kid in node.get("/Kids", ())]


def _need_small(stream: Stream, where: Location) -> None:
    from pikepdf import Array

    filters = stream.get("/Filter", Array())
    names = [str(name) for name in (filters if isinstance(filters, Array) else [filters])]
    if sum(name in _UNFOLDING for name in names) > 1:
        raise _too_much(where, "pdf-too-much.stream-twice")
    if names != ["/FlateDecode"]:
        return
    raw = stream.get_raw_stream_buffer()
    if len(memoryview(raw)) <= _HARMLESS:
        return
    limit = LARGEST_FILE if stream.get("/Type") == "/EmbeddedFile" else LARGEST_STREAM
    if unfolds_beyond(memoryview(raw), limit):
        raise _too_large(where, limit)


def need_small_file(data: Source, content: range, where: Location) -> None:
    """Check the size of an attached file, a Flate stream in ``data``.

    :raises ArchiveError: ``pdf-too-much``.
    """
    if _unfold_beyond(pieces(data, content.start, content.stop), LARGEST_FILE):
        raise _too_large(where, LARGEST_FILE)


def _too_large(where: Location, limit: int) -> ArchiveError:
    return _too_much(where, "pdf-too-much.stream-size", most=limit // MIB)


def unfolds_beyond(deflated: memoryview, limit: int) -> bool:
    """Return whether a Flate stream unpacks to more than ``limit`` bytes, with at most 1 MiB of it
    in memory at a time."""
    places = range(0, len(deflated), _BLOCK)
    return _unfold_beyond((deflated[place : place + _BLOCK] for place in places), limit)


def _unfold_beyond(deflated: Iterable[bytes | memoryview], limit: int) -> bool:
    inflating, size = zlib.decompressobj(), 0
    try:
        for rest in deflated:
            while rest and not inflating.eof and size <= limit:
                size += len(inflating.decompress(rest, _BLOCK))
                rest = inflating.unconsumed_tail
    except zlib.error:  # the reader of the stream reports damage
        return False
    return size > limit


def _too_much(where: Location, key: str, **values: object) -> ArchiveError:
    """Return the error for a PDF that exceeds a limit; ``key`` names the text of that limit."""
    return ArchiveError.of("pdf-too-much", where, **reason(key, **values))
