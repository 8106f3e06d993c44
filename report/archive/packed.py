"""Compress a file during its production, in memory or on disk: never whole in memory, and in the
form stored in the edition.

The format is Flate (RFC 1950) in blocks. Each block uses the last 32 KiB of the preceding one and
ends at a byte boundary, so that processors share the work; the bytes do not depend on their number.
Large content is in a temporary file, which qpdf reads when it writes the edition.
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
from itertools import chain
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING
from weakref import finalize

from report.deflating import BEST, LEVEL, InOrder
from report.processes import processors
from report.recent import Recent

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Stream

_BLOCK = 1 << 20
#: A file of at most this size is deflated as well as zlib can.
_SMALL = 1 << 17
#: The distance that a block may refer back to.
_WINDOW = 1 << 15
#: The header of a stream of :data:`~report.deflating.LEVEL`, and the end of a stream whose blocks
#: are all written.
_BEGIN, _END = b"\x78\x5e", b"\x03\x00"
#: Larger compressed content is stored on disk.
_IN_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Packed:
    """The content of a file: its ``size`` in bytes, its MD5, and its SHA-256 in hexadecimal.

    ``deflated`` is the compressed content, or the temporary file with it, which lives as long as
    this object.
    """

    size: int
    md5: bytes
    sha256: str
    deflated: bytes | Path

    def parts(self) -> Iterator[bytes]:
        """Yield the content in chunks."""
        return _inflated(
            [self.deflated] if isinstance(self.deflated, bytes) else read_parts(self.deflated)
        )

    def stream(self, pdf: pikepdf.Pdf) -> Stream:
        """Return the content as a stream of ``pdf``, which must be saved during the life of this
        object."""
        from pikepdf import Name

        if isinstance(self.deflated, bytes):
            pdf_stream = pdf.make_stream(self.deflated)
            pdf_stream.Filter = Name.FlateDecode
            return pdf_stream
        # Only for such a stream does qpdf read from a file when it writes; it takes the file name
        # only in this form.
        pdf_stream = pdf.make_stream(b"")
        number, generation = pdf_stream.objgen
        stream = {"datafile": str(self.deflated), "dict": {"/Filter": "/FlateDecode"}}
        head = {"jsonversion": 2, "pushedinheritedpageresources": False, "calledgetallpages": False,
                "maxobjectid": number}  # fmt: skip
        description = {"qpdf": [head, {f"obj:{number} {generation} R": {"stream": stream}}]}
        pdf.update_from_qpdf_json(BytesIO(json.dumps(description).encode()))
        return pdf_stream


#: The packed files of this process, by their SHA-256, and the greatest size of one.
_PACKED: Recent[bytes, Packed] = Recent(100)
_REMEMBERED = 1 << 16


def read_parts(file: Path) -> Iterator[bytes]:
    """Yield the content of a file in chunks."""
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


def pack(content: Iterable[bytes | memoryview]) -> Packed:
    """Compress a sequence of chunks. Small files of editions that follow each other are often the
    same."""
    chunks = iter(content)
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > _REMEMBERED:
            return _pack(chain([bytes(data)], chunks))
    small = bytes(data)
    return _PACKED.recall(sha256(small).digest(), lambda: _pack([small]))


def _pack(content: Iterable[bytes | memoryview]) -> Packed:
    with ExitStack() as stack:
        packing = _Packing(stack)
        packing.write(_BEGIN)
        for block in _deflated(packing.counted(_blocks(content))):
            packing.write(block)
        packing.write(_END + packing.adler.to_bytes(4, "big"))
        return packing.done()


def digest(content: Iterable[bytes | memoryview]) -> str:
    """Return the SHA-256 of a sequence of chunks in hexadecimal, which :func:`pack` would return
    with the compressed content."""
    counted = sha256()
    for block in content:
        counted.update(block)
    return counted.hexdigest()


def adopt(deflated: bytes, limit: int) -> Packed:
    """Return the content of a Flate stream of unknown origin; its bytes stay unchanged.

    :raises ValueError: if it unpacks to more than ``limit`` bytes (no more are inflated), if it is
        cut short, or if it is not a Flate stream.
    """
    places = range(0, len(deflated), _BLOCK)
    with ExitStack() as stack:
        packing = _Packing(stack)
        for _ in packing.counted(_inflated(deflated[place : place + _BLOCK] for place in places)):
            if packing.size > limit:
                raise ValueError(f"more than {limit} bytes")
        packing.write(deflated)
        return packing.done()


class _Packing:
    """A file that is being compressed, and the counts of its content; ``stack`` closes it if it is
    not finished."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._held = bytearray()
        self._place: Path | None = None
        self.size, self.adler = 0, zlib.adler32(b"")
        self._md5, self._sha256 = md5(usedforsecurity=False), sha256()

    def counted(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the content unchanged while counting it."""
        for block in content:
            self.size += len(block)
            self.adler = zlib.adler32(block, self.adler)
            self._md5.update(block)
            self._sha256.update(block)
            yield block

    def write(self, deflated: bytes) -> None:
        """Write a chunk of compressed content."""
        self._held += deflated
        if len(self._held) > _IN_MEMORY:
            self._spill(self._place or self._new())

    def done(self) -> Packed:
        """Return the compressed file. Its temporary file, if any, is deleted with it."""
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
    """Yield the same content in blocks of equal size, except for the last."""
    held = bytearray()
    for block in content:
        held += block
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    if held:
        yield bytes(held)


def _deflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each block deflated, with several in progress at a time; a small file at once."""
    deflating: InOrder[bytes] = InOrder(2 * processors())
    previous = b""
    for block in blocks:
        if not previous and len(block) <= _SMALL:
            yield _block(block, previous, BEST)  # a file has no second block after a small one
        else:
            yield from deflating.put(_block, block, previous, LEVEL)
        previous = block[-_WINDOW:]
    yield from deflating.end()


def _block(block: bytes, previous: bytes, level: int) -> bytes:
    deflating = zlib.compressobj(level, wbits=-zlib.MAX_WBITS, zdict=previous)
    return deflating.compress(block) + deflating.flush(zlib.Z_SYNC_FLUSH)


def _inflated(deflated: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of chunks of a Flate stream, at most a block at a time.

    :raises ValueError: if it is cut short, or if it is not a Flate stream.
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
