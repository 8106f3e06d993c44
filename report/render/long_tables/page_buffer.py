"""A buffer of laid-out pages until the file is written: in memory, and on disk if there are
many."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from report.deflating import LEVEL, InOrder
from report.render.long_tables.model import LaidOutRow
from report.render.long_tables.sheet import DrawnPage

#: The number of bytes held in memory.
_HELD = 32 * 1024 * 1024
#: The number of pages that may wait to be deflated or written.
_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Deflated:
    """The start of a ``FlateDecode`` stream that continues: raw deflate blocks, and the checksum of
    their data."""

    blocks: bytes
    sum: int

    @classmethod
    def of(cls, data: bytes) -> Deflated:
        """Deflate data."""
        packer = zlib.compressobj(LEVEL, wbits=-15)
        return cls(packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH), zlib.adler32(data))

    def ended(self, data: bytes) -> bytes:
        """Return the complete stream (RFC 1950), with ``data`` at its end."""
        # A small window: the end of a page is short, and a large window takes longer to set up than
        # to fill.
        packer = zlib.compressobj(LEVEL, wbits=-9, memLevel=1)
        last = packer.compress(data) + packer.flush()
        return b"\x78\x9c" + self.blocks + last + zlib.adler32(data, self.sum).to_bytes(4, "big")


def _file() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=_HELD))


@dataclass(slots=True)
class PageBuffer:
    """Pages in order: written once, read once."""

    pages: int = 0
    _held: IO[bytes] = field(default_factory=_file)
    _deflating: InOrder[tuple[Deflated, DrawnPage]] = field(default_factory=lambda: InOrder(_AHEAD))

    def put(self, page: DrawnPage) -> None:
        """Add a page."""
        self.pages += 1
        for deflated in self._deflating.put(_deflated, page):
            self._write(*deflated)

    def end(self) -> None:
        """Finish writing."""
        for deflated in self._deflating.end():
            self._write(*deflated)

    def _write(self, content: Deflated, page: DrawnPage) -> None:
        plain = [tuple(row) for row in page.rows]
        pickle.dump(
            (content.blocks, content.sum, page.bottom, plain), self._held, pickle.HIGHEST_PROTOCOL
        )

    def read(self) -> Iterator[tuple[Deflated, float, tuple[LaidOutRow, ...]]]:
        """Yield each page: its content, the end of its rows, and the rows."""
        self._held.seek(0)
        for _ in range(self.pages):
            blocks, sum_, bottom, plain = pickle.load(self._held)
            yield Deflated(blocks, sum_), bottom, tuple(LaidOutRow(*row) for row in plain)

    def close(self) -> None:
        """Release the memory and the file."""
        self._held.close()


def _deflated(page: DrawnPage) -> tuple[Deflated, DrawnPage]:
    return Deflated.of(page.content), page
