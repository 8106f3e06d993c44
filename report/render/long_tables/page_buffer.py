"""A buffer of laid-out pages until the file is written: in memory, and on disk if there are
many."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator
from dataclasses import InitVar, dataclass, field
from tempfile import TemporaryFile
from typing import IO, NamedTuple, cast

from report.deflating import InOrder, deflated
from report.file_bytes import FileBytes
from report.render.long_tables.model import (
    CellStream,
    LaidOutRow,
    NewStream,
    PageSizes,
    Streams,
)
from report.render.long_tables.sheet import DrawnPage

#: The number of bytes held in memory: of streams and texts, and what a row takes besides.
_HELD, _ROW = 32 * 1024 * 1024, 500
#: The number of pages that may wait to be deflated or written.
_AHEAD = 16
#: A page as plain tuples, which are pickled in a third of the time.
_Plain = tuple[Streams, float, list[tuple[object, ...]]]


class _Page(NamedTuple):
    """A page: its streams, the end of its rows, and the rows."""

    streams: Streams
    bottom: float
    rows: tuple[LaidOutRow, ...]

    @property
    def size(self) -> int:
        """The number of bytes that it takes in memory, about."""
        streams = sum([len(item) for item in self.streams if isinstance(item, bytes)])
        shared = sum([len(item.data) for item in self.streams if isinstance(item, NewStream)])
        texts = sum([sum(map(len, row.said)) for row in self.rows])
        return streams + shared + texts + _ROW * len(self.rows)


@dataclass(slots=True)
class PageBuffer:
    """Pages in order: written once, read once, in one part or several. ``sizes`` tells how much is
    on them.

    :param at_once: whether this thread deflates them, because another process is at work.
    """

    at_once: InitVar[bool] = False
    sizes: PageSizes = field(default_factory=PageSizes)
    _held: list[_Page] = field(default_factory=list)
    _size: int = 0
    _file: IO[bytes] | None = None
    _places: array[int] = field(default_factory=lambda: array("Q"))
    _deflating: InOrder[_Page] = field(default_factory=lambda: InOrder(_AHEAD))

    def __post_init__(self, at_once: bool) -> None:
        self._deflating.at_once = at_once

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.sizes.rows)

    def put(self, page: DrawnPage) -> None:
        """Add a page."""
        content = [self._numbered(item) for item in page.content]
        own = sum([isinstance(item, bytes) for item in content])
        self.sizes.add(own + 1, page.rows)  # the lines around its rows are a stream too
        for whole in self._deflating.put(_deflated, content, page):
            self._keep(whole)

    def end(self) -> None:
        """Finish writing."""
        for whole in self._deflating.end():
            self._keep(whole)
        if self._file is not None:
            self._file.flush()  # before a process is forked that would write it again

    def _numbered(self, item: bytes | CellStream) -> bytes | NewStream | int:
        """Return operators unchanged, and of a shared stream its number: with its data if no
        earlier page has it."""
        if isinstance(item, bytes):
            return item
        if item.number is not None:
            return item.number
        item.number = self.sizes.shared
        self.sizes.shared += 1
        return NewStream(item.number, item.data)

    def _keep(self, page: _Page) -> None:
        """Add a deflated page in memory, and all of them to a file once they are too many."""
        if self._file is None:
            self._held.append(page)
            self._size += page.size
            if self._size <= _HELD:
                return
            self._file = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 — closed with the buffer
            waiting, self._held = self._held, []
        else:
            waiting = [page]
        for streams, bottom, rows in waiting:
            self._places.append(self._file.tell())
            plain: _Plain = streams, bottom, [tuple(row) for row in rows]
            pickle.dump(plain, self._file, pickle.HIGHEST_PROTOCOL)

    def read(
        self, start: int, stop: int
    ) -> Iterator[tuple[Streams, float, tuple[LaidOutRow, ...]]]:
        """Yield the pages from one index up to another: the streams of each, the end of its rows,
        and the rows."""
        if self._file is None:
            yield from self._held[start:stop]
            return
        source = FileBytes(self._file).opened()
        source.seek(self._places[start])
        for _ in range(start, stop):
            streams, bottom, plain = cast("_Plain", pickle.load(source))
            yield streams, bottom, tuple([LaidOutRow(*row) for row in plain])  # type: ignore[arg-type]

    def close(self) -> None:
        """Release the memory and the file."""
        self._held = []
        if self._file is not None:
            self._file.close()


def _deflated(content: list[bytes | NewStream | int], page: DrawnPage) -> _Page:
    streams = [deflated(item) if isinstance(item, bytes) else item for item in content]
    return _Page(tuple(streams), page.bottom, page.rows)
