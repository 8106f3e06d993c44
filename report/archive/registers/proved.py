"""Compare the glyphs of long registers with their rows in a file that a rebuild has proved to be
what Mujaz makes of the data.

The form of such a file is known, so only the strings of glyphs are read. Where they do not show the
rows, nothing is concluded: the file is then read in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import add
from typing import TYPE_CHECKING

from report.archive.printed import plain
from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.page_content import shared_streams
from report.archive.registers.skeleton import Divided
from report.archive.registers.table import OtherForm
from report.document.expected import RegisterRows, Words
from report.tables.model import cell_texts

if TYPE_CHECKING:
    from report.document import Composition

_MARK, _ARTIFACT, _SHOW = b"<</MCID ", b"/Artifact", b"]TJ"
#: What is in the content of a page instead of a shared stream: its number between two signs that no
#: content has.
_SHARED = b"\0"
_NUMBERED = _SHARED + b"%d" + _SHARED
#: How many rows are enough to know where they begin.
_SURE = 3

Cells = Sequence[str]
#: Returns the fonts of a page by their names, from the object number of the page.
FontsOfPage = Callable[[int], Mapping[str, GlyphTexts]]


class RegisterCounts:
    """How many texts were read, on how many pages."""

    def __init__(self) -> None:
        self.texts = self.pages = 0


def rows_are_shown(
    divided: Divided, document: Composition, fonts: FontsOfPage
) -> RegisterCounts | None:
    """Return how many cells were compared if every row is shown, else ``None``."""
    counts = RegisterCounts()
    try:
        pages = _pages(divided, fonts, counts)
        beginning: list[str] = []
        for item in document.expected:
            if isinstance(item, Words) and item.text.strip() and not item.place.apart:
                beginning.append(plain(item.text))
            elif isinstance(item, RegisterRows):
                rows = map(cell_texts, item.items(document.registers))
                if not _is_shown("".join(beginning), rows, pages):
                    return None
                beginning = []
    except OtherForm:
        return None
    return counts if counts.pages and next(pages, None) is None else None


def _is_shown(beginning: str, rows: Iterator[Cells], pages: Iterator[Cells]) -> bool:
    """Return whether pages show rows to the last.

    :param beginning: the texts before the rows, as :func:`plain` does. The last of them, which did
        not fit on the page where the table begins, are on the pages too.
    """
    first = list(islice(rows, _SURE))
    most = len(beginning) + sum(map(len, chain.from_iterable(first)))
    opening: list[str] = []
    for page in pages:
        opening += page
        start = _start(beginning, first, opening)
        if start is not None:
            reading = _Reading(opening[start:])
            every = chain(first, rows)
            return all(reading.take(row, pages) for row in every) and reading.is_done
        if sum(map(len, opening)) > most:
            break
    return False


def _start(beginning: str, rows: Sequence[Cells], opening: Sequence[str]) -> int | None:
    """Return the index of the cell where ``rows`` begin: what is before is the end of
    ``beginning``."""
    earlier = ""
    for start in range(len(opening)):
        if beginning.endswith(earlier) and _Reading(opening[start:]).takes(rows):
            return start
        earlier += opening[start]
    return None


class _Reading:
    """The cells of a page, of which the first ``_place`` are compared."""

    def __init__(self, page: Cells) -> None:
        self._cells = page
        self._place = 0

    @property
    def is_done(self) -> bool:
        """Whether all cells are compared."""
        return self._place >= len(self._cells)

    def takes(self, rows: Sequence[Cells]) -> bool:
        """Return whether the cells begin with some rows."""
        return all(self.take(row, iter(())) for row in rows)

    def take(self, row: Cells, pages: Iterator[Cells]) -> bool:
        """Return whether a row comes next; it may go on on the next pages."""
        shown: Cells = ()
        while True:
            if self.is_done:
                self._cells, self._place = next(pages, ()), 0
            cells = self._cells[self._place : self._place + len(row)]
            if len(cells) < len(row):
                return False
            self._place += len(row)
            shown = list(map(add, shown, cells)) if shown else cells
            if all(map(_is_same, row, shown)):
                return True
            if not self.is_done:
                return False


def _is_same(text: str, shown: str) -> bool:
    """Return whether the glyphs of a cell, read without blanks and format characters, show its
    text."""
    return text == shown or "".join(text.split()) == shown or plain(text) == plain(shown)


def _pages(divided: Divided, fonts: FontsOfPage, counts: RegisterCounts) -> Iterator[Cells]:
    """Yield the texts of the marked contents of each page of a register, as :func:`plain` does."""
    pages = divided.pages.values()
    reader = _Reader(divided.content, shared_streams(pages))
    for page in pages:
        cells = reader.drawn(page.streams, fonts(page.number))
        counts.pages += 1
        counts.texts += len(cells)
        yield cells


@dataclass(slots=True)
class _Reader:
    """Reads the texts of pages; those of streams that several pages have are read once.

    :param content_of: returns the content of a stream, by its object number.
    """

    content_of: Callable[[int], bytes]
    shared: frozenset[int]
    _texts: dict[int, tuple[str, Mapping[str, GlyphTexts]]] = field(default_factory=dict)

    def drawn(self, streams: Sequence[int], fonts: Mapping[str, GlyphTexts]) -> list[str]:
        """Return the text of each marked content of a page, in their order, as :func:`plain` does.

        Each ends where the next begins, or where what is in none begins.
        """
        contents = [
            _NUMBERED % number if number in self.shared else self._content(number)
            for number in streams
        ]
        return _drawn(b"".join(contents), fonts, self._text)

    def _content(self, number: int) -> bytes:
        """Return the content of a stream, which has not the sign around the numbers of streams."""
        content = self.content_of(number)
        if _SHARED in content:
            raise OtherForm("content")
        return content

    def _text(self, number: int, fonts: Mapping[str, GlyphTexts]) -> str:
        """Return the text of a shared stream."""
        text = self._texts.get(number)
        if text is None or text[1] is not fonts:
            drawn = _drawn(_MARK + self._content(number), fonts, self._text)
            text = self._texts[number] = "".join(drawn), fonts
        return text[0]


def _drawn(
    content: bytes,
    fonts: Mapping[str, GlyphTexts],
    text_of: Callable[[int, Mapping[str, GlyphTexts]], str],
) -> list[str]:
    """Return the text of each marked content.

    :param text_of: returns the text of a shared stream, by its number.
    """
    opening, *marked = content.split(_MARK)
    font = _last_font(opening, None)
    strings: dict[bytes, list[bytes]] = {}
    owners: list[list[bytes | int]] = []
    for cell in marked:
        end = cell.find(_ARTIFACT)
        *pieces, _ = (cell if end < 0 else cell[:end]).split(_SHOW)
        names: list[bytes | int] = []
        if _SHARED in cell:
            names.append(int(cell.split(_SHARED)[1]))
            if pieces:
                raise OtherForm("shared stream")
        for piece in pieces:
            begin, _, string = piece.rpartition(b"[")
            font = _last_font(begin, font)
            if font is None:
                raise OtherForm("font")
            names.append(font)
            strings.setdefault(font, []).append(string)
        owners.append(names)
        font = _last_font(cell, font)
    texts = {name: iter(_font(fonts, name).texts_of(own)) for name, own in strings.items()}
    drawn = []
    for names in owners:
        shown = [
            text_of(name, fonts) if isinstance(name, int) else next(texts[name]) for name in names
        ]
        drawn.append("".join(shown))
    return drawn


def _last_font(content: bytes, font: bytes | None) -> bytes | None:
    """Return the name of the font that operators set last; ``font`` if they set none."""
    end = content.rfind(b" Tf")
    return font if end < 0 else content[content.rfind(b"/", 0, end) + 1 : end].partition(b" ")[0]


def _font(fonts: Mapping[str, GlyphTexts], name: bytes) -> GlyphTexts:
    font = fonts.get(name.decode("ascii"))
    if font is None:
        raise OtherForm("font")
    return font
