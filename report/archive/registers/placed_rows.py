"""Read the rows of long registers with the places of their texts, for a comparison of two files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from report.archive.registers.bundles import rows_inside
from report.archive.registers.content import PageReader
from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.many_rows import rows_of
from report.archive.registers.page_content import PageContent, Tones, shared_streams
from report.archive.registers.rows import RegisterRow
from report.archive.registers.skeleton import Divided
from report.archive.registers.table import OtherForm

#: The number of pages whose texts are in memory: a row may continue on the next page.
_PAGES = 3
_HUNDREDTHS = 100
_REFERENCE = re.compile(rb"\d+ 0 R")
#: Ids with object numbers. They are compared by their order.
_NUMBERED = re.compile(rb"(head|group)-\d+")


class PlacedText(NamedTuple):
    """A text that one operator shows: its page from 1, and its left edge and its bottom on the
    page, in points."""

    text: str
    page: int
    left: float
    up: float


class PlacedRow(NamedTuple):
    """A row.

    :param page: the number of its first page, from 1.
    :param written: the objects of the row and of its cells, and the attributes of the cells,
        without object numbers.
    :param said: the texts of its cells.
    :param places: its pages, each with the number of its first marked content there.
    :param cells: the texts on the pages, cell by cell.
    """

    page: int
    written: bytes
    said: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    cells: tuple[tuple[PlacedText, ...], ...]


@dataclass(slots=True)
class PlacedRows:
    """Reads the rows of a divided file one by one.

    :param numbers: the number of each page, from 1, by its object number.
    :param fonts: returns the fonts of a page, by its object number.
    :param attributes: returns the attributes of cells as bytes, by their object number.
    :param is_placed: whether to read the texts on the pages; without them, rows have no cells.
    :param colours: the colours of the texts and rectangles so far, each with its first page.
    """

    divided: Divided
    numbers: Mapping[int, int]
    fonts: Callable[[int], Mapping[str, GlyphTexts]]
    attributes: Callable[[int], bytes]
    is_placed: bool
    colours: dict[tuple[str, Tones], int] = field(default_factory=dict)
    _pages: dict[int, dict[int, list[PlacedText]]] = field(default_factory=dict)
    _attributes: dict[tuple[int, ...], bytes] = field(default_factory=dict)
    _ids: dict[bytes, bytes] = field(default_factory=dict)
    _reader: PageReader = field(init=False)

    def __post_init__(self) -> None:
        shared = shared_streams(self.divided.pages.values())
        self._reader = PageReader(self.divided.content, shared, is_placed=True)

    def __iter__(self) -> Iterator[PlacedRow]:
        for bundle in self.divided.bundles.again():
            inside, places = rows_inside(bundle), bundle.places.tolist()
            spans = zip(inside.starts.tolist(), inside.cells.tolist(), strict=True)
            for row, (start, cells) in zip(rows_of(bundle), spans, strict=True):
                yield self._placed(row, bundle.data[places[start] : places[start + 1 + cells]])

    def _placed(self, row: RegisterRow, written: bytes) -> PlacedRow:
        own = self._without_numbers(_REFERENCE.sub(b"", written)) + self._heads(row.attributes)
        places = tuple([(self.numbers[page], first) for page, first in row.places])
        cells = tuple(self._cells(row)) if self.is_placed else ()
        return PlacedRow(places[0][0], own, row.said, places, cells)

    def _cells(self, row: RegisterRow) -> Iterator[tuple[PlacedText, ...]]:
        """Yield the texts of each cell of a row."""
        marked = [(self._texts(page), first) for page, first in row.places]
        for column in range(len(row.said)):
            texts = [text for page, first in marked for text in page.get(first + column, ())]
            yield tuple(texts)

    def _heads(self, attributes: tuple[int, ...]) -> bytes:
        """Return the attributes of the cells of a row; most rows have the same."""
        heads = self._attributes.get(attributes)
        if heads is None:
            heads = self._without_numbers(b" ".join(map(self.attributes, attributes)))
            self._attributes[attributes] = heads
        return heads

    def _without_numbers(self, written: bytes) -> bytes:
        """Replace the object numbers in ids."""
        return _NUMBERED.sub(self._id, written)

    def _id(self, match: re.Match[bytes]) -> bytes:
        return self._ids.setdefault(match[0], b"%b %d" % (match[1], len(self._ids)))

    def _texts(self, page: int) -> dict[int, list[PlacedText]]:
        """Return the texts of a page, by the numbers of their marked contents."""
        texts = self._pages.get(page)
        if texts is None:
            own = self.divided.pages.get(page)
            if own is None:
                raise OtherForm("page of a row")
            content = self._reader.read(own.streams, self.fonts(page))
            texts = self._pages[page] = self._by_mark(self.numbers[page], content)
            if len(self._pages) > _PAGES:
                del self._pages[next(iter(self._pages))]
        return texts

    def _by_mark(self, page: int, content: PageContent) -> dict[int, list[PlacedText]]:
        for tones in set(content.tones):
            self.colours.setdefault(("text", tones), page)
        for _, tones, _ in content.rectangles:
            self.colours.setdefault(("path", tones), page)
        texts: dict[int, list[PlacedText]] = {}
        for mark, text, room in content.placed or ():
            left, up = content.rooms[4 * room], content.rooms[4 * room + 1]
            placed = PlacedText(text, page, left / _HUNDREDTHS, up / _HUNDREDTHS)
            texts.setdefault(mark, []).append(placed)
        return texts
