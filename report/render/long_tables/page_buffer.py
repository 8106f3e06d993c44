"""A buffer of laid-out pages until the file is written: in memory, and on disk if there are
many."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from report.deflating import InOrder, deflated
from report.render.long_tables.model import CellStream, LaidOutRow, NewStream, Streams
from report.render.long_tables.sheet import DrawnPage

#: The number of bytes held in memory.
_HELD = 32 * 1024 * 1024
#: The number of pages that may wait to be deflated or written.
_AHEAD = 16
#: A page as plain tuples, which are pickled in a third of the time.
_Page = tuple[tuple[bytes | tuple[int, bytes] | int, ...], float, list[tuple[object, ...]]]


def _file() -> IO[bytes]:
    return cast(IO[bytes], SpooledTemporaryFile(max_size=_HELD))


@dataclass(slots=True)
class PageBuffer:
    """Pages in order: written once, read once. ``streams`` counts the streams that pages share."""

    pages: int = 0
    streams: int = 0
    _held: IO[bytes] = field(default_factory=_file)
    _deflating: InOrder[_Page] = field(default_factory=lambda: InOrder(_AHEAD))

    def put(self, page: DrawnPage) -> None:
        """Add a page."""
        self.pages += 1
        content = [self._numbered(item) for item in page.content]
        for whole in self._deflating.put(_deflated, content, page):
            self._write(whole)

    def end(self) -> None:
        """Finish writing."""
        for whole in self._deflating.end():
            self._write(whole)

    def _numbered(self, item: bytes | CellStream) -> bytes | tuple[int, bytes] | int:
        """Return operators unchanged, and of a shared stream its number: with its data if no
        earlier page has it."""
        if isinstance(item, bytes):
            return item
        if item.number is not None:
            return item.number
        item.number = self.streams
        self.streams += 1
        return item.number, item.data

    def _write(self, page: _Page) -> None:
        pickle.dump(page, self._held, pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[tuple[Streams, float, tuple[LaidOutRow, ...]]]:
        """Yield each page: its streams, the end of its rows, and the rows."""
        self._held.seek(0)
        for _ in range(self.pages):
            content, bottom, plain = cast("_Page", pickle.load(self._held))
            streams = tuple(
                [NewStream(*item) if isinstance(item, tuple) else item for item in content]
            )
            rows = cast("list[tuple[bytes, ...]]", plain)
            yield streams, bottom, tuple([LaidOutRow(*row) for row in rows])  # type: ignore[arg-type]

    def close(self) -> None:
        """Release the memory and the file."""
        self._held.close()


def _deflated(content: list[bytes | tuple[int, bytes] | int], page: DrawnPage) -> _Page:
    items = [deflated(item) if isinstance(item, bytes) else item for item in content]
    return tuple(items), page.bottom, [tuple(row) for row in page.rows]
