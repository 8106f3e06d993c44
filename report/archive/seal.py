"""The seal: a digest of the whole file, in the file.

The XMP holds the SHA-256 of the file's first revision, computed with zeros instead of its own 64
digits, so that any changed byte is detected. It is not a signature: a forger can seal the file
again, and ``mujaz verify`` then finds a difference between the pages and the data inside, or a
broken signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import IO

from report.file_bytes import Source, pieces, places_of

EMPTY = "0" * 64
_SEAL = re.compile(rb"<mujaz:sha256>([0-9a-f]{64})</mujaz:sha256>")
#: The number of bytes read at a time, and the length of a seal placeholder in bytes.
_CHUNK = 1024 * 1024
_LONGEST = len("<mujaz:sha256></mujaz:sha256>") + len(EMPTY)
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\r?\n?")
#: What a seal and the end of a revision begin with, and the most bytes of either.
_SEAL_BEGINS, _END_BEGINS = b"<mujaz:sha256>", b"startxref"
_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal recorded in a file, and the digest of its bytes; ``end`` is the end of the first
    revision, in bytes."""

    written: str
    counted: str
    end: int

    @property
    def whole(self) -> bool:
        """Whether no byte of the first revision has changed."""
        return self.written == self.counted


def seal(data: bytes) -> bytes:
    """Return ``data``, a PDF of one revision with a placeholder for a seal, sealed.

    :raises ValueError: if it does not have exactly one placeholder.
    """
    places = list(_SEAL.finditer(data))
    if len(places) != 1 or places[0].group(1) != EMPTY.encode():
        raise ValueError("one empty seal is wanted")
    start, end = places[0].span(1)
    return data[:start] + sha256(data).hexdigest().encode() + data[end:]


def blank(data: bytes) -> bytes:
    """Return ``data`` with zeros instead of the digits of every seal."""
    return _SEAL.sub(b"<mujaz:sha256>" + EMPTY.encode() + b"</mujaz:sha256>", data)


def seal_file(file: IO[bytes]) -> None:
    """Seal a PDF in a file, as :func:`seal` seals one in memory.

    :raises ValueError: if it does not have exactly one placeholder.
    """
    file.seek(0)
    digest, places, tail, read = sha256(), list[int](), b"", 0
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        seen = tail + chunk  # a placeholder may cross the border of two chunks
        places += [
            read - len(tail) + match.start(1)
            for match in _SEAL.finditer(seen)
            if match.end() > len(tail)
        ]
        tail = seen[-_LONGEST:]
        read += len(chunk)
    if len(places) != 1:
        raise ValueError("one empty seal is wanted")
    file.seek(places[0])
    if file.read(len(EMPTY)) != EMPTY.encode():
        raise ValueError("one empty seal is wanted")
    file.seek(places[0])
    file.write(digest.hexdigest().encode())


def _next(data: Source, begin: bytes, form: re.Pattern[bytes], place: int) -> range | None:
    """Return where a form stands next from a place on.

    :param begin: what it begins with.
    """
    for start in places_of(data, begin, place):
        if match := form.match(data[start : start + _WINDOW]):
            return range(start, start + match.end())
    return None


def read_seal(data: Source) -> Seal | None:
    """Return the seal of the first revision of a PDF, or ``None``.

    Signatures and later revisions are written after the first, which they leave unchanged (ISO
    32000-1, 7.5.6).
    """
    place = _next(data, _SEAL_BEGINS, _SEAL, 0)
    if place is None:
        return None
    last = _next(data, _END_BEGINS, _END, place.stop + 1)
    end = len(data) if last is None else last.stop
    start = place.start + len(_SEAL_BEGINS)
    stop, digest = start + len(EMPTY), sha256()
    for piece in chain(pieces(data, 0, start), [EMPTY.encode()], pieces(data, stop, end)):
        digest.update(piece)
    return Seal(data[start:stop].decode(), digest.hexdigest(), end)
