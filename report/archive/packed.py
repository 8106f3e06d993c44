"""A file packed as it is made, in memory or on the disk: never whole, and as it goes into the edition.

What is packed is kept as a PDF of one stream, from which the edition's writer (qpdf) takes the stream as it is, and
reads it only when it writes. Packing is Flate (RFC 1950), block after block, each after the last 32 KiB of the one
before it and ended at a byte, so that processors share the work; the bytes do not depend on how many there are.
"""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import md5, sha256
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast
from weakref import finalize

if TYPE_CHECKING:
    import pikepdf

_BLOCK = 1 << 20
#: What a block may refer back to.
_WINDOW = 1 << 15
#: A third of the time of zlib's own choice (6), for a tenth more bytes.
_LEVEL = 4
#: The header of a stream of that level, and the end of one whose blocks are all written.
_BEGIN, _END = b"\x78\x5e", b"\x03\x00"
#: What is larger, packed, lies on the disk.
_IN_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Packed:
    """The content of a file: its ``size`` in bytes, its MD5, its SHA-256 in hexadecimal figures.

    ``carrier`` is a PDF whose object 3 is the content, its bytes deflated from ``start`` to ``end``.
    """

    size: int
    md5: bytes
    sha256: str
    carrier: BinaryIO
    start: int
    end: int

    def parts(self) -> Iterator[bytes]:
        """Yield the content, some of it at a time."""
        return _inflated(self._deflated())

    def stream(self, pdf: pikepdf.Pdf) -> Any:
        """Return the content as a stream of ``pdf``, which is to be saved while this is there."""
        import pikepdf

        self.carrier.seek(0)
        held = pikepdf.open(self.carrier)
        return pdf.copy_foreign(held.get_object(3, 0))

    def _deflated(self) -> Iterator[bytes]:
        for at in range(self.start, self.end, _BLOCK):
            self.carrier.seek(at)
            yield self.carrier.read(min(_BLOCK, self.end - at))


def pack(content: Iterable[bytes | memoryview]) -> Packed:
    """Pack what comes, part after part."""
    with ExitStack() as stack:
        packing = _Packing(stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
        packing.write(_BEGIN)
        for part in _deflated(packing.counted(_blocks(content))):
            packing.write(part)
        packing.write(_END + packing.adler.to_bytes(4, "big"))
        return packing.done(stack.pop_all())


def adopt(deflated: bytes, limit: int) -> Packed:
    """Return what is in a Flate stream that somebody hands in, whose bytes stay as they are.

    :raises ValueError: when it holds more than ``limit`` bytes, of which no more are inflated; when it is cut short, or
        no such stream.
    """
    with ExitStack() as stack:
        packing = _Packing(stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
        for _ in packing.counted(_inflated([deflated])):
            if packing.size > limit:
                raise ValueError(f"more than {limit} bytes")
        packing.write(deflated)
        return packing.done(stack.pop_all())


class _Packing:
    """A file that is being packed: what is counted of its content, and the PDF that carries it."""

    def __init__(self, carrier: IO[bytes]) -> None:
        self._carrier = carrier
        self._objects: list[int] = []
        self._carrier.write(b"%PDF-1.7\n")
        self._object(b"<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
        self._object(b"<</Type/Pages/Kids[]/Count 0>>\nendobj\n")
        self._object(b"<</Filter/FlateDecode/Length 4 0 R>>\nstream\n")
        self._start = self._carrier.tell()
        self.size, self.adler = 0, zlib.adler32(b"")
        self._md5, self._sha256 = md5(usedforsecurity=False), sha256()

    def counted(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the content again, having counted it."""
        for part in content:
            self.size += len(part)
            self.adler = zlib.adler32(part, self.adler)
            self._md5.update(part)
            self._sha256.update(part)
            yield part

    def write(self, deflated: bytes) -> None:
        """Write some of the packed content."""
        self._carrier.write(deflated)

    def done(self, closing: ExitStack) -> Packed:
        """End the carrier, which ``closing`` closes, and return what is packed; the two live and end together."""
        end = self._carrier.tell()
        self._carrier.write(b"\nendstream\nendobj\n")
        self._object(b"%d\nendobj\n" % (end - self._start))
        table = self._carrier.tell()
        entries = b"".join(b"%010d 00000 n \n" % at for at in self._objects)
        self._carrier.write(b"xref\n0 5\n0000000000 65535 f \n" + entries)
        self._carrier.write(b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)
        packed = Packed(
            self.size, self._md5.digest(), self._sha256.hexdigest(), cast(BinaryIO, self._carrier), self._start, end
        )  # fmt: skip
        finalize(packed, closing.close)
        return packed

    def _object(self, body: bytes) -> None:
        self._objects.append(self._carrier.tell())
        self._carrier.write(b"%d 0 obj\n" % len(self._objects) + body)


def _blocks(content: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Yield the same content in blocks of one size, but for the last."""
    held = bytearray()
    for part in content:
        held += part
        while len(held) >= _BLOCK:
            yield bytes(held[:_BLOCK])
            del held[:_BLOCK]
    if held:
        yield bytes(held)


def _deflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each block deflated, several being worked on at a time."""
    workers = os.cpu_count() or 1
    waiting: deque[Future[bytes]] = deque()
    before = b""
    with ThreadPoolExecutor(workers) as pool:
        for block in blocks:
            waiting.append(pool.submit(_block, block, before))
            before = block[-_WINDOW:]
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _block(block: bytes, before: bytes) -> bytes:
    deflating = zlib.compressobj(_LEVEL, wbits=-zlib.MAX_WBITS, zdict=before)
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
