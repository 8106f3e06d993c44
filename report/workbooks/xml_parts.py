"""Parts of a zip as XML: bounded, without entities of their own, element names without prefixes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from xml.parsers import expat

#: Bytes that are looked at together, and how many of them are looked at again with the next.
_CHUNK, _OVERLAP = 1 << 20, 256
#: Bytes at the beginning by which the way of writing is known.
_HEAD = 4_000
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


def has_any(
    archive: zipfile.ZipFile,
    name: str,
    signs: Sequence[bytes],
    pattern: re.Pattern[bytes] | None = None,
) -> bool:
    """Say whether one of ``signs``, or ``pattern``, is in a part; it is true of one written in an unusual way.

    That is UTF-16, prefixes before the names of elements, single quotes around attributes. This takes a small share of
    the time of :func:`parse`, which is not called for a part without such signs.
    """
    tail = b""
    for chunk in chunks(archive, name):
        if not tail and not _is_usual(chunk):
            return True
        text = tail + chunk
        if any(sign in text for sign in signs):
            return True
        # What is at the very end of the chunk is looked at again, with what follows it.
        if pattern is not None and any(
            match.end() + _OVERLAP < len(text) for match in pattern.finditer(text)
        ):
            return True
        tail = text[-2 * _OVERLAP :]
    return pattern is not None and pattern.search(tail) is not None


def _is_usual(chunk: bytes) -> bool:
    """Tell from the beginning of a part whether its elements have no prefixes and its attributes double quotes."""
    start = chunk[:_HEAD].partition(b"?>")[2] if chunk[:2] == b"<?" else chunk[:_HEAD]
    root = re.match(rb"\s*<([A-Za-z:]+)[\s>]", start)
    return root is not None and b":" not in root[1] and b"='" not in start


def parse(
    archive: zipfile.ZipFile,
    name: str,
    start: Start,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse a part. Names of elements come without a prefix, and so do those of attributes where elements have one.

    :raises BrokenPart: when it is not well-formed, or declares entities.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise BrokenPart(f"{name} declares entities")

    def first(tag: str, attributes: dict[str, str]) -> None:
        """Take the root: the rest are given on as they come, unless it has a prefix."""
        if ":" in tag:
            parser.StartElementHandler = started
            parser.EndElementHandler = ended
        else:
            parser.StartElementHandler = start
        start(local(tag), attributes)

    def started(tag: str, attributes: dict[str, str]) -> None:
        start(local(tag), {local(key): value for key, value in attributes.items()})

    def ended(tag: str) -> None:
        if end is not None:
            end(local(tag))

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = first
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        for chunk in chunks(archive, name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenPart(f"{name}: {error}") from None


@cache
def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]
