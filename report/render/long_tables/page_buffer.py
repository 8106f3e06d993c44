"""A buffer of laid-out pages until the file is written: in memory, and on disk if there are
many."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from report.deflating import InOrder, deflated
from report.render.long_tables.model import LaidOutRow
from report.render.long_tables.sheet import DrawnPage

#: The number of bytes held in memory.
_HELD = 32 * 1024 * 1024
#: The number of pages that may wait to be deflated or written.
_AHEAD = 16


def _file() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=_HELD))


@dataclass(slots=True)
class PageBuffer:
    """Pages in order: written once, read once."""

    pages: int = 0
    _held: IO[bytes] = field(default_factory=_file)
    _deflating: InOrder[tuple[bytes, DrawnPage]] = field(default_factory=lambda: InOrder(_AHEAD))

    def put(self, page: DrawnPage) -> None:
        """Add a page."""
        self.pages += 1
        for whole in self._deflating.put(_deflated, page):
            self._write(*whole)

    def end(self) -> None:
        """Finish writing."""
        for whole in self._deflating.end():
            self._write(*whole)

    def _write(self, content: bytes, page: DrawnPage) -> None:
        plain = [tuple(row) for row in page.rows]
        pickle.dump((content, page.bottom, plain), self._held, pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[tuple[bytes, float, tuple[LaidOutRow, ...]]]:
        """Yield each page: its deflated content, the end of its rows, and the rows."""
        self._held.seek(0)
        for _ in range(self.pages):
            content, bottom, plain = pickle.load(self._held)
            yield content, bottom, tuple(LaidOutRow(*row) for row in plain)

    def close(self) -> None:
        """Release the memory and the file."""
        self._held.close()


def _deflated(page: DrawnPage) -> tuple[bytes, DrawnPage]:
    return deflated(page.content), page
