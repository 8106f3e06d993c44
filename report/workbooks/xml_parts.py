"""XML parts of a zip, with bounded size, without custom entities, with local element names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from xml.parsers import expat

#: The block size and the overlap of blocks, in bytes.
_CHUNK, _OVERLAP = 1 << 20, 256
#: The number of first bytes that show how the XML is written.
_HEAD = 4_000
#: The largest unpacked size of a part; the caller has checked the whole workbook.
_LARGEST = 1 << 30

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class BrokenPart(Exception):
    """A part of the workbook that is missing or not XML."""


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a part.

    :raises BrokenPart: when the part is missing or too large.
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
    """Return whether a part contains one of ``signs`` or ``pattern``, or is written in an unusual
    way.

    Unusual are UTF-16, prefixed element names, and single quotes around attributes. The search
    takes a fraction of the time of :func:`parse`, which parts without such signs do not need.
    """
    tail = b""
    for chunk in chunks(archive, name):
        if not tail and not _is_usual(chunk):
            return True
        text = tail + chunk
        if any(sign in text for sign in signs):
            return True
        # The end of the chunk is searched again together with the next one.
        if pattern is not None and any(
            match.end() + _OVERLAP < len(text) for match in pattern.finditer(text)
        ):
            return True
        tail = text[-2 * _OVERLAP :]
    return pattern is not None and pattern.search(tail) is not None


def _is_usual(chunk: bytes) -> bool:
    """Return whether the start of a part has element names without prefix and double-quoted
    attributes.
    """
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
    """Parse a part. Element names lose their prefix, and attribute names too when elements have
    one.

    :raises BrokenPart: when it is not well-formed, or declares entities.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise BrokenPart(f"{name} declares entities")

    def first(tag: str, attributes: dict[str, str]) -> None:
        """Handle the root element, and choose the handlers by whether it has a prefix."""
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
