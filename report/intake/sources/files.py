"""Find the files of a table and unpack them; no file outside the brief's folder is opened."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePath, PurePosixPath

from report.brief.names import named_file
from report.errors import BriefError, Location, TableError
from report.intake.recognise.kind import GZIP, ZIP, ZIP_FAULTS, zip_kind
from report.intake.sources import limits

#: The value of ``sheet``: a name or number, several of them, or nothing.
Asked = str | int | tuple[str | int, ...] | None
#: The value of ``sheet`` for all sheets.
ALL_SHEETS = "*"
_DIGESTS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sha256")


@dataclass(frozen=True, slots=True)
class Source:
    """The unpacked bytes of one table.

    ``digest`` is the SHA-256 of the file on disk, computed in a thread while the table is read.
    """

    path: Path
    data: bytes
    digest: Future[str]
    member: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file on disk, in hexadecimal."""
        return self.digest.result()

    @property
    def where(self) -> Location:
        """The location of the file; the member of a zip is its sheet."""
        return Location(file=str(self.path), sheet=self.member)


def known_digest(digest: str) -> Future[str]:
    """Return a known digest as a completed future."""
    future: Future[str] = Future()
    future.set_result(digest)
    return future


def find_files(source: str, folder: Path, where: Location) -> tuple[Path, ...]:
    """Return the file that ``source`` names, or the files that match its pattern, in natural order.

    Natural order compares digits in names as numbers: ``day-9.csv`` comes before ``day-10.csv``. A
    pattern does not match hidden files or the lock files of office programs (``~$a.xlsx``,
    ``.~lock.a.ods#``).

    :raises BriefError: ``no-file``, ``no-files``, ``too-many-files``, ``outside-brief``.
    """
    single = named_file(folder, source)
    if _is_file(single):
        return (_inside(single, source, folder, where),)
    if not is_pattern(source):
        raise BriefError.of("no-file", where, path=source, folder=str(folder))
    try:
        forms = dict.fromkeys([str(source), unicodedata.normalize("NFD", source)])
        shown = not any(segment.startswith(".") for segment in PurePosixPath(source).parts)
        matching = chain.from_iterable(map(folder.glob, forms))
        paths = [
            path
            for path in matching
            if _is_file(path) and not (shown and _is_left_behind(path.relative_to(folder)))
        ]
    except (ValueError, OSError, RecursionError, NotImplementedError, re.error) as error:
        raise BriefError.of("no-files", where, pattern=source, folder=str(folder)) from error
    if not paths:
        raise BriefError.of("no-files", where, pattern=source, folder=str(folder))
    if len(paths) > limits.MOST_FILES:
        raise BriefError.of(
            "too-many-files", where, pattern=source, count=len(paths), limit=limits.MOST_FILES
        )
    return tuple(_inside(path, source, folder, where) for path in sorted(paths, key=_natural))


def is_pattern(source: str) -> bool:
    """Return whether ``source`` may name several files."""
    return any(sign in source for sign in "*?[")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def _natural(path: Path) -> tuple[tuple[int, str], ...]:
    pieces = re.findall(r"\d{1,18}|\D+|\d+", str(path))
    return tuple(
        (int(piece), "") if piece.isascii() and piece.isdigit() else (-1, piece) for piece in pieces
    )


def _inside(path: Path, source: str, folder: Path, where: Location) -> Path:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BriefError.of("outside-brief", where, path=source)
    return path


def load(path: Path, sheet: Asked) -> Source:
    """Return the bytes of ``path``, unpacked; ``sheet`` names the member of a zip of several
    tables.

    :raises TableError: ``no-table``, ``table-too-large``, ``empty-file``, and those of
        :func:`unpack`.
    """
    where = Location(file=str(path))
    try:
        with path.open("rb") as file:
            data = file.read(limits.LARGEST_FILE + 1)
    except OSError as error:
        raise TableError.of("no-table", where, reason=error.strerror or str(error)) from error
    if len(data) > limits.LARGEST_FILE:
        size = path.stat().st_size // limits.MIB
        raise TableError.of(
            "table-too-large", where, size=size, limit=limits.LARGEST_FILE // limits.MIB
        )
    return unpack(Source(path, data, _DIGESTS.submit(_sha256, data)), sheet)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def unpack(source: Source, sheet: Asked) -> Source:
    """Return ``source`` with gzip and zip removed.

    :raises TableError: ``empty-file``, ``broken-archive``, ``packed-size``, ``packed-deep``,
        ``packed-choice``, ``unknown-sheet``, ``encrypted``.
    """
    for _ in range(limits.DEEPEST_PACKING + 1):
        if not source.data:
            raise TableError.of("empty-file", source.where)
        if source.data.startswith(GZIP):
            source = replace(source, data=_gunzip(source))
        elif source.data.startswith(ZIP) and zip_kind(source.data) == "zip":
            source = _unzip(source, sheet)
        else:
            return source
    raise TableError.of("packed-deep", source.where, limit=limits.DEEPEST_PACKING)


def most_unpacked(packed: int) -> int:
    """Return the number of bytes that a file of ``packed`` bytes may unpack to."""
    return min(limits.LARGEST_UNPACKED, max(limits.FREE_RATIO, packed * limits.LARGEST_RATIO))


def too_large(source: Source) -> TableError:
    """Return the error for a file that unpacks to more bytes than Mujaz reads: ``packed-size``."""
    return TableError.of(
        "packed-size",
        source.where,
        limit=limits.LARGEST_UNPACKED // limits.MIB,
        ratio=limits.LARGEST_RATIO,
    )


def _gunzip(source: Source) -> bytes:
    most = most_unpacked(len(source.data))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(source.data)) as file:
            data = file.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise TableError.of(
            "broken-archive", source.where, kind="gzip", reason=str(error)
        ) from error
    if len(data) > most:
        raise too_large(source)
    return data


def _unzip(source: Source, sheet: Asked) -> Source:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            member = _member(source, archive, sheet)
            if member.flag_bits & 1:
                raise TableError.of("encrypted", source.where)
            most = most_unpacked(member.compress_size)
            with archive.open(member) as file:
                data = file.read(most + 1)
    except ZIP_FAULTS as error:
        raise TableError.of(
            "broken-archive", source.where, kind="zip", reason=str(error)
        ) from error
    if len(data) > most:
        raise too_large(source)
    return replace(source, data=data, member=member.filename)


def _member(source: Source, archive: zipfile.ZipFile, sheet: Asked) -> zipfile.ZipInfo:
    """Return the only table of a zip, or the member that ``sheet`` names or numbers."""
    members = [
        info
        for info in archive.infolist()
        if not info.is_dir() and not _is_left_behind(PurePosixPath(info.filename))
    ]
    names = [info.filename for info in members]
    if not members:
        raise TableError.of("empty-file", source.where)
    if len(members) > limits.MOST_MEMBERS:
        raise too_large(source)
    if isinstance(sheet, int) and 1 <= sheet <= len(members):
        return members[sheet - 1]
    for info in members:
        if sheet in (info.filename, PurePosixPath(info.filename).name):
            return info
    # A single workbook in a zip: ``sheet`` names a sheet of the workbook.
    if len(members) == 1:
        return members[0]
    raise TableError.of("packed-choice", source.where, count=len(members), known=tuple(names))


def _is_left_behind(path: PurePath) -> bool:
    """Return whether a file is a system leftover: hidden, a lock, ``__MACOSX/``, ``.DS_Store``."""
    return any(segment.startswith((".", "~$", "__MACOSX")) for segment in path.parts)
