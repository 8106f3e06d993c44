"""Pages of rows until the file is written: in memory, and on the disk where there are many."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from report.press.register.model import SetRow
from report.press.register.pages import DrawnPage

#: So many bytes are held in memory.
_HELD = 32 * 1024 * 1024
#: As much is being deflated at a time as keeps two threads busy: zlib leaves Python's lock to the others.
THREADS, _AHEAD = 2, 16
#: A third of the time of the usual level, for a tenth more bytes.
_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Deflated:
    """The beginning of a stream (``FlateDecode``) that goes on: raw deflate blocks, and the sum of what is in them."""

    blocks: bytes
    sum: int

    @classmethod
    def of(cls, data: bytes) -> Deflated:
        """Deflate data."""
        packer = zlib.compressobj(_LEVEL, wbits=-15)
        return cls(packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH), zlib.adler32(data))

    def ended(self, data: bytes) -> bytes:
        """Return the whole stream, with ``data`` at its end (RFC 1950)."""
        # A small window: what ends a page is short, and a large one takes longer to set up than to fill.
        packer = zlib.compressobj(_LEVEL, wbits=-9, memLevel=1)
        last = packer.compress(data) + packer.flush()
        return b"\x78\x9c" + self.blocks + last + zlib.adler32(data, self.sum).to_bytes(4, "big")


def _file() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=_HELD))


@dataclass(slots=True)
class Spool:
    """Pages in order: written once, read once."""

    pages: int = 0
    rows: int = 0
    _held: IO[bytes] = field(default_factory=_file)
    _pool: ThreadPoolExecutor | None = None
    _waiting: list[tuple[Future[Deflated], DrawnPage]] = field(default_factory=list)

    def put(self, page: DrawnPage) -> None:
        """Take a page."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(THREADS, "deflate")
        self._waiting.append((self._pool.submit(Deflated.of, page.content), page))
        self.pages += 1
        self.rows += len(page.rows)
        if len(self._waiting) > _AHEAD:
            self._write(*self._waiting.pop(0))

    def end(self) -> None:
        """Take no more."""
        for one in self._waiting:
            self._write(*one)
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def _write(self, content: Future[Deflated], page: DrawnPage) -> None:
        made = content.result()
        plain = [tuple(row) for row in page.rows]
        pickle.dump((made.blocks, made.sum, page.bottom, plain), self._held, pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[tuple[Deflated, float, tuple[SetRow, ...]]]:
        """Yield the pages: their content, how far down their rows reach, and the rows."""
        self._held.seek(0)
        for _ in range(self.pages):
            blocks, sum_, bottom, plain = pickle.load(self._held)
            yield Deflated(blocks, sum_), bottom, tuple(SetRow(*row) for row in plain)

    def close(self) -> None:
        """Give the memory and the file back."""
        self._held.close()
