"""A buffer of laid-out pages until the file is written: in memory, and on disk if there are
many."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator
from dataclasses import InitVar, dataclass, field
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, cast

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

#: The number of bytes held in memory.
_HELD = 32 * 1024 * 1024
#: The number of pages that may wait to be deflated or written.
_AHEAD = 16
#: A page as plain tuples, which are pickled in a third of the time.
_Page = tuple[tuple[bytes | tuple[int, bytes] | int, ...], float, list[tuple[object, ...]]]


@dataclass(slots=True)
class PageBuffer:
    """Pages in order: written once, read once, in one part or several. ``sizes`` tells how much is
    on them.

    :param at_once: whether this thread deflates them, because another process is at work.
    """

    at_once: InitVar[bool] = False
    sizes: PageSizes = field(default_factory=PageSizes)
    _held: IO[bytes] = field(default_factory=BytesIO)
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
            self._write(whole)

    def end(self) -> None:
        """Finish writing."""
        for whole in self._deflating.end():
            self._write(whole)
        self._held.flush()  # before a process is forked that would write it again

    def _numbered(self, item: bytes | CellStream) -> bytes | tuple[int, bytes] | int:
        """Return operators unchanged, and of a shared stream its number: with its data if no
        earlier page has it."""
        if isinstance(item, bytes):
            return item
        if item.number is not None:
            return item.number
        item.number = self.sizes.shared
        self.sizes.shared += 1
        return item.number, item.data

    def _write(self, page: _Page) -> None:
        if isinstance(self._held, BytesIO) and self._held.tell() > _HELD:
            in_memory, self._held = self._held, cast(IO[bytes], TemporaryFile())  # noqa: SIM115
            self._held.write(in_memory.getbuffer())
        self._places.append(self._held.tell())
        pickle.dump(page, self._held, pickle.HIGHEST_PROTOCOL)

    def read(
        self, start: int, stop: int
    ) -> Iterator[tuple[Streams, float, tuple[LaidOutRow, ...]]]:
        """Yield the pages from one index up to another: the streams of each, the end of its rows,
        and the rows."""
        place = self._places[start]
        if isinstance(self._held, BytesIO):
            source: IO[bytes] = self._held
        else:
            source = FileBytes(self._held).opened()
        source.seek(place)
        for _ in range(start, stop):
            content, bottom, plain = cast("_Page", pickle.load(source))
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
