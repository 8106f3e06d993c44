"""A file packed as it is made, in memory or on the disk: never whole, and as it goes into the edition.

Packing is Flate (RFC 1950), block after block, each after the last 32 KiB of the one before it and ended at a byte, so
that processors share the work; the bytes do not depend on how many there are. What is large lies in a temporary file,
which the edition's writer (qpdf) reads when it writes.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import md5, sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

from report.deflating import LEVEL, InOrder, processors

if TYPE_CHECKING:
    import pikepdf

_BLOCK = 1 << 20
#: What a block may refer back to.
_WINDOW = 1 << 15
#: The header of a stream of :data:`~report.deflating.LEVEL`, and the end of one whose blocks are all written.
_BEGIN, _END = b"\x78\x5e", b"\x03\x00"
#: What is larger, packed, lies on the disk.
_IN_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Packed:
    """The content of a file: its ``size`` in bytes, its MD5, its SHA-256 in hexadecimal figures.

    ``deflated`` is the content, packed, or the temporary file in which it lies as long as this is there.
    """

    size: int
    md5: bytes
    sha256: str
    deflated: bytes | Path

    def parts(self) -> Iterator[bytes]:
        """Yield the content, some of it at a time."""
        return _inflated(
            [self.deflated] if isinstance(self.deflated, bytes) else read_parts(self.deflated)
        )

    def stream(self, pdf: pikepdf.Pdf) -> Any:
        """Return the content as a stream of ``pdf``, which is to be saved while this is there."""
        from pikepdf import Name

        if isinstance(self.deflated, bytes):
            pdf_stream: Any = pdf.make_stream(self.deflated)
            pdf_stream.Filter = Name.FlateDecode
            return pdf_stream
        # qpdf alone reads a stream from a file when it writes, and takes the file's name in this form only.
        pdf_stream = pdf.make_stream(b"")
        number, generation = pdf_stream.objgen
        stream = {"datafile": str(self.deflated), "dict": {"/Filter": "/FlateDecode"}}
        head = {"jsonversion": 2, "pushedinheritedpageresources": False, "calledgetallpages": False,
                "maxobjectid": number}  # fmt: skip
        description = {"qpdf": [head, {f"obj:{number} {generation} R": {"stream": stream}}]}
        pdf.update_from_qpdf_json(BytesIO(json.dumps(description).encode()))
        return pdf_stream


def read_parts(file: Path) -> Iterator[bytes]:
    """Yield what is in a file, some of it at a time."""
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


def pack(content: Iterable[bytes | memoryview]) -> Packed:
    """Pack what comes, part after part."""
    with ExitStack() as stack:
        packing = _Packing(stack)
        packing.write(_BEGIN)
        for block in _deflated(packing.counted(_blocks(content))):
            packing.write(block)
        packing.write(_END + packing.adler.to_bytes(4, "big"))
        return packing.done()


def adopt(deflated: bytes, limit: int) -> Packed:
    """Return what is in a Flate stream that somebody hands in, whose bytes stay unchanged.

    :raises ValueError: when it holds more than ``limit`` bytes, of which no more are inflated; when it is cut short, or
        no such stream.
    """
    with ExitStack() as stack:
        packing = _Packing(stack)
        for _ in packing.counted(_inflated([deflated])):
            if packing.size > limit:
                raise ValueError(f"more than {limit} bytes")
        packing.write(deflated)
        return packing.done()


class _Packing:
    """A file that is being packed, and what is counted of its content; ``stack`` ends what is not done."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._held = bytearray()
        self._place: Path | None = None
        self.size, self.adler = 0, zlib.adler32(b"")
        self._md5, self._sha256 = md5(usedforsecurity=False), sha256()

    def counted(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the content again, having counted it."""
        for block in content:
            self.size += len(block)
            self.adler = zlib.adler32(block, self.adler)
            self._md5.update(block)
            self._sha256.update(block)
            yield block

    def write(self, deflated: bytes) -> None:
        """Write some of the packed content."""
        self._held += deflated
        if len(self._held) > _IN_MEMORY:
            self._spill(self._place or self._new())

    def done(self) -> Packed:
        """Return what is packed; its file, if any, goes when it does."""
        if self._place is not None:
            self._spill(self._place)
        packed = Packed(
            self.size,
            self._md5.digest(),
            self._sha256.hexdigest(),
            self._place or bytes(self._held),
        )
        finalize(packed, self._stack.pop_all().close)
        return packed

    def _new(self) -> Path:
        handle, name = mkstemp(prefix="mujaz-")
        os.close(handle)
        self._place = Path(name)
        self._stack.callback(self._place.unlink, missing_ok=True)
        return self._place

    def _spill(self, place: Path) -> None:
        with place.open("ab") as file:
            file.write(self._held)
        self._held.clear()


def _blocks(content: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Yield the same content in blocks of one size, except for the last."""
    held = bytearray()
    for block in content:
        held += block
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    if held:
        yield bytes(held)


def _deflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each block deflated, several being worked on at a time."""
    deflating: InOrder[bytes] = InOrder(2 * processors())
    previous = b""
    for block in blocks:
        yield from deflating.put(_block, block, previous)
        previous = block[-_WINDOW:]
    yield from deflating.end()


def _block(block: bytes, before: bytes) -> bytes:
    deflating = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS, zdict=before)
    return deflating.compress(block) + deflating.flush(zlib.Z_SYNC_FLUSH)


def _inflated(deflated: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what parts of a Flate stream hold, no more than a block at a time.

    :raises ValueError: when it is cut short, or no such stream.
    """
    inflating = zlib.decompressobj()
    try:
        for rest in deflated:
            while rest and not inflating.eof:
                yield inflating.decompress(rest, _BLOCK)
                rest = inflating.unconsumed_tail
        yield inflating.flush()
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not inflating.eof:
        raise ValueError("cut short")
