"""Parts of a zip as XML: bounded, without entities of their own, element names without prefixes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from xml.parsers import expat

#: Bytes that are looked at together, and how many of them are looked at again with the next.
_CHUNK, _OVERLAP = 1 << 20, 256
#: The most that one part may unfold to; the caller has checked the whole workbook before.
_LARGEST = 1 << 30

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class BrokenPart(Exception):
    """A part of the workbook that is not there, or not XML."""


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part's bytes.

    :raises BrokenPart: when there is no such part, or it is too large.
    """
    try:
        with archive.open(name) as file:
            size = 0
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > _LARGEST:
                    raise BrokenPart(f"{name} is too large")
                yield chunk
    except KeyError:
        raise BrokenPart(f"there is no {name}") from None


def has_any(archive: zipfile.ZipFile, name: str, signs: Sequence[bytes], pattern: re.Pattern[bytes] | None) -> bool:
    """Tell whether one of ``signs``, or what ``pattern`` matches, stands in a part. UTF-16 is not searched: it is true.

    This takes a small share of the time of :func:`parse`, which is not called for a part without such signs.
    """
    before = b""
    for chunk in chunks(archive, name):
        if not before and chunk[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"):
            return True
        text = before + chunk
        if any(sign in text for sign in signs) or (pattern is not None and pattern.search(text)):
            return True
        before = text[-_OVERLAP:]
    return False


def parse(
    archive: zipfile.ZipFile, name: str, start: Start, end: End | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Parse a part; names of elements and attributes come without their prefixes.

    :raises BrokenPart: when it is not well-formed, or declares entities.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise BrokenPart(f"{name} declares entities")

    def started(tag: str, given: dict[str, str]) -> None:
        start(local(tag), {local(key): value for key, value in given.items()} if _prefixed(given) else given)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = started
    if end is not None:
        parser.EndElementHandler = lambda tag: end(local(tag))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in chunks(archive, name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenPart(f"{name}: {error}") from None


def _prefixed(given: dict[str, str]) -> bool:
    return any(":" in key for key in given)


@cache
def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]
