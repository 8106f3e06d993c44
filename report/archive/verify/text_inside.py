"""Compare the attached plain text with the recomposed document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from report.archive.package import TEXT, pack_text
from report.archive.packed import digest
from report.archive.plain_text import plain_text
from report.archive.verify.flow_check import around
from report.archive.verify.graph import clean
from report.errors import Finding, Location

if TYPE_CHECKING:
    from report.archive.model import Attachment
    from report.composing import Composed


def text_differs(
    composed: Composed, files: Sequence[Attachment], where: Location
) -> Iterator[Finding]:
    """Yield the first difference between the plain text among ``files`` and that of the
    document."""
    stored = next((attachment.content for attachment in files if attachment.path == TEXT), None)
    if stored is None:
        yield Finding("file-missing", where, {"path": TEXT})
        return
    if stored.sha256 == digest(plain_text(composed.document)):
        return
    expected = pack_text(composed.document).content
    pairs = enumerate(zip_longest(_lines(stored.parts()), _lines(expected.parts())), 1)
    number, (left, right) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    texts = ((line or b"").decode("utf-8", "replace") for line in (left, right))
    shown = {name: clean(str(text)) for name, text in around(*texts).items()}
    yield Finding("plain-text-differs", where, {"path": TEXT, "line": number, **shown})


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file that is read in chunks, without their ends, including an unfinished
    last line."""
    rest = b""
    for block in pieces:
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
    yield rest
