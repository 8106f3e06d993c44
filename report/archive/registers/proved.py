"""Compare the glyphs of long registers with their rows in a file that a rebuild has proved to be
what Mujaz makes of the data.

The form of such a file is known, so only the strings of glyphs are read. Where they do not show the
rows, nothing is concluded: the file is then read in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from report.archive.printed import plain, same_texts
from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.skeleton import Divided
from report.archive.registers.table import OtherForm
from report.document.expected import RegisterRows, Words
from report.tables.model import cell_texts

if TYPE_CHECKING:
    from report.document import Composition

_MARK = re.compile(rb"MCID \d+")
_FONT = re.compile(rb"/([A-Za-z0-9]+) [\d.]+ Tf")
#: How many rows are enough to know where they begin, and on how many of the first pages they do.
_SURE, _PAGES = 3, 5

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
                rows = (cell_texts(row) for row, _ in item.traced(document.registers))
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
    opening: list[str] = []
    for page in islice(pages, _PAGES):
        opening += page
        start = _start(beginning, first, opening)
        if start is not None:
            reading = _Reading(opening[start:])
            every = chain(first, rows)
            return all(reading.take(row, pages) for row in every) and not reading.left
    return False


def _start(beginning: str, rows: Sequence[Cells], opening: Sequence[str]) -> int | None:
    """Return the index of the cell where ``rows`` begin: what is before is the end of
    ``beginning``."""
    earlier = ""
    for start in range(len(opening)):
        if beginning.endswith(earlier) and _Reading(opening[start:]).takes(rows):
            return start
        earlier += plain(opening[start])
    return None


class _Reading:
    """The cells of a page that are not yet compared."""

    def __init__(self, page: Cells) -> None:
        self.left = list(page)

    def takes(self, rows: Sequence[Cells]) -> bool:
        """Return whether the cells begin with some rows."""
        return all(self.take(row, iter(())) for row in rows)

    def take(self, row: Cells, pages: Iterator[Cells]) -> bool:
        """Return whether a row comes next; it may go on on the next pages."""
        count = len(row)
        shown = [""] * count
        while True:
            if not self.left:
                self.left = list(next(pages, ()))
            if len(self.left) < count:
                return False
            shown = [text + more for text, more in zip(shown, self.left, strict=False)]
            del self.left[:count]
            if same_texts(row, shown):
                return True
            if self.left:
                return False


def _pages(divided: Divided, fonts: FontsOfPage, counts: RegisterCounts) -> Iterator[Cells]:
    """Yield the texts of the marked contents of each page of a register."""
    for page in divided.pages.values():
        cells = _drawn(divided.table.stream(page.stream)[1], fonts(page.number))
        counts.pages += 1
        counts.texts += len(cells)
        yield cells


def _drawn(content: bytes, fonts: Mapping[str, GlyphTexts]) -> list[str]:
    """Return the text of each marked content of a page, in their order."""
    cells: list[str] = []
    font: GlyphTexts | None = None
    is_open = False
    for piece in content.split(b"]TJ")[:-1]:
        begin, _, string = piece.rpartition(b"[")
        if b" Tf" in begin:
            font = fonts.get(_FONT.findall(begin)[-1].decode("ascii"))
        marks = _MARK.findall(begin) if b"MCID" in begin else ()
        if marks:
            cells += [""] * len(marks)
            is_open = True
        if b"/Artifact" in begin:
            is_open = begin.rfind(b"MCID") > begin.rfind(b"/Artifact")
        if font is None:
            raise OtherForm("font")
        if is_open:
            cells[-1] += font.shown(string).text
    return cells
