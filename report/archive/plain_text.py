"""The plain text of an edition in reading order, for readers that give the glyphs of a page in visual order.

Each paragraph, list item and table row is a line, the cells of a row are separated by tabs, and a blank line parts blocks.
The letters are in logical order without bidirectional control characters (UAX #9). Numbers of pages are left out: a
text has none. A chart is given by its caption and its alternative text. Footnotes follow at the end, each with the
number of its call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from report.archive.composed import Attributes, ComposedReader, Open
from report.tables.model import BLANK, Item

if TYPE_CHECKING:
    from report.document import Composition

#: Elements that are in a line of text (HTML, phrasing content); each other element begins its own line.
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"]
)  # fmt: skip
#: Elements that a blank line parts from their neighbours.
_PARTED = frozenset(
    ["aside", "blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "table",
     "ul"]
)  # fmt: skip
_CELLS = frozenset(["td", "th"])
#: Paragraphs that follow one another line by line: an entry of the contents, a key figure with its label.
_ROWS = frozenset(["TOCI", "figure-value", "figure-label", "figure-detail"])
#: What parts the numbers of pages in an index.
_BETWEEN_PAGES = "، \n"
#: Characters that only steer the setting: controls of direction (UAX #9), places where a line may or may not break.
_STEERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060\ufeff"
_CONTROL = re.compile(f"[{_STEERING}]+")
#: What the cells of a row, separated by tabs, seldom have: controls, and blanks that are not a single space
#: between words.
_UNEVEN = re.compile(f"[{_STEERING}]|[^\\S\t ]| [ \t]|\t |^ | $")
#: Rows of a register that are encoded at a time.
_AT_A_TIME = 500


def plain_text(document: Composition, locale: str) -> Iterator[bytes]:
    """Yield the text of a composed document, some of it at a time, in UTF-8; lines end in U+000A."""
    for part in _Reader(document, locale).parts():
        if isinstance(part, str):
            yield part.encode()
            continue
        while rows := list(islice(part, _AT_A_TIME)):
            yield "".join(f"\n{_row(row)}" for row in rows).encode()
    yield b"\n"


def _row(item: Item) -> str:
    """Return a line of the head of a group, or of the cells of a row."""
    cells = [item] if isinstance(item, str) else [BLANK if text is None else text for text in item]
    line = "\t".join(cells)
    if _UNEVEN.search(line) or line.count("\t") >= len(cells):
        return "\t".join(" ".join(_CONTROL.sub("", cell).split()) for cell in cells)
    return line


class _Writer:
    """Text that is written piece after piece, with the gaps that are due before the next piece."""

    def __init__(self) -> None:
        self.parts: list[str | Iterator[Item]] = []
        self._lines = 0
        self._space = False
        self._fresh = True
        self._held = False

    def line(self, count: int) -> None:
        """Begin a line before the next text; with ``count`` of 2 after a blank one."""
        if self.parts and not self._held:
            self._lines = max(self._lines, count)

    def space(self) -> None:
        """Part the next text from the one before it on the line."""
        self._space = True

    def text(self, text: str) -> None:
        """Write a text; its blanks are single spaces, as on the page."""
        text = _CONTROL.sub("", text)
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        parted = self._space or text[0].isspace()
        self._begin()
        if parted and not self._fresh:
            self.parts.append(" ")
        self.parts.append(" ".join(words))
        self._fresh = self._held = False
        self._space = text[-1].isspace()

    def mark(self, text: str) -> None:
        """Write the marker of a list item; what follows is on its line."""
        self._begin()
        self.parts.append(text)
        self._fresh = self._held = True

    def tabs(self, count: int) -> None:
        """Write tabs, after which a cell begins."""
        self._begin()
        self.parts.append("\t" * count)
        self._fresh, self._space = True, False

    def append(self, other: _Writer) -> None:
        """Write all that another one wrote."""
        self.parts += other.parts
        self._fresh = self._held = False

    def rows(self, items: Iterator[Item]) -> None:
        """Write rows, each on its own line."""
        self.parts.append(items)
        self._lines = 1

    def _begin(self) -> None:
        if self._lines:
            self.parts.append("\n" * self._lines)
            self._fresh, self._space, self._held = True, False, False
        self._lines = 0


class _Reader(ComposedReader):
    def __init__(self, document: Composition, locale: str) -> None:
        super().__init__(locale, document.registers)
        self._body = self._to = _Writer()
        self._endnotes: list[tuple[str, _Writer]] = []
        self._in_cell = False
        self._figure = 0
        self._columns = 0
        self._after_span = False
        self._after_page = False
        self.read(document.html)

    def parts(self) -> Sequence[str | Iterator[Item]]:
        """Return the whole, the footnotes at its end."""
        for number, note in self._endnotes:
            self._body.line(2 if number == self._endnotes[0][0] else 1)
            self._body.mark(f"({number}) ")
            self._body.append(note)
        return self._body.parts

    def taken(self, text: str) -> None:
        """Take a text, unless it is the drawing of a chart, of which the alternative text is given."""
        if self.here.apart or (self._figure and not self._in_caption()):
            return
        self._after_span = False
        if self._after_page and not text.strip(_BETWEEN_PAGES):
            return
        self._after_page = False
        if self.here.tag == "pre" or (self.here.tag == "code" and self._open[-2].tag == "pre"):
            for line in text.splitlines():
                self._to.text(line)
                self._to.line(1)
        else:
            self._to.text(text)

    def called(self, number: str) -> None:
        """Take the call of a footnote: what is written next goes to the note."""
        self._to.text(f"({number})")
        self._to = _Writer()
        self._endnotes.append((number, self._to))

    def marked(self, number: str | None) -> None:
        """Take the marker of a list item."""
        if not self.here.apart:
            self._to.mark(
                "  " * (len(self._lists) - 1) + (f"{number}. " if number is not None else "- ")
            )

    def passed(self, tag: str, attributes: Attributes) -> None:
        """Take the end of a line, or the alternative text of a picture."""
        if self.here.apart or self._figure:
            return
        if tag == "br":
            self._break(1)
        elif tag == "img" and attributes.get("alt"):
            self._to.text(attributes["alt"])

    def opened(self, element: Open) -> None:
        """Take the beginning of an element: of a line, a cell, a chart."""
        tag = element.tag
        if element.apart or element.is_note:
            return
        if tag in _CELLS:
            if self._columns:
                self._to.tabs(self._columns)
            self._columns = _span(element.attributes)
            self._in_cell = True
        elif tag in _INLINE:
            if self._after_span and "class" in element.attributes:
                self._to.space()  # two boxes side by side, which the style sheet parts
            self._after_span = False
        else:
            self._columns = 0 if tag == "tr" else self._columns
            self._break(self._gap(element))
        self._figure += "data-alt" in element.attributes

    def closed(self, element: Open) -> None:
        """Take the end of an element."""
        tag = element.tag
        if element.is_note and not element.apart:
            self._to = self._body
        elif element.apart:
            return
        self._after_page = "data-to" in element.attributes
        if "data-alt" in element.attributes:
            self._figure -= 1
            self._break(1)
            self._to.text(element.attributes["data-alt"])
        if tag in _CELLS:
            self._in_cell = False
        elif tag in _INLINE:
            self._after_span = "class" in element.attributes and not element.is_note
        else:
            self._break(self._gap(element))

    def rows_follow(self, items: Iterator[Item]) -> None:
        """Take the rows of a register that are not in the HTML; they are read when the text is."""
        self._to.rows(items)

    def _break(self, lines: int) -> None:
        if self._in_cell:
            self._to.space()
        else:
            self._to.line(lines)

    def _gap(self, element: Open) -> int:
        """Return how many lines part an element from its neighbours."""
        given = element.attributes
        if given.get("class") == "figure-box":
            return 2
        in_list = bool(self._lists) and element.tag != "table"
        in_row = given.get("data-pdf-tag") in _ROWS or given.get("class") in _ROWS
        return 2 if element.tag in _PARTED and not in_list and not in_row else 1

    def _in_caption(self) -> bool:
        return any(one.tag == "figcaption" for one in reversed(self._open))


def _span(attributes: Mapping[str, str]) -> int:
    """Return how many columns a cell spans."""
    given = attributes.get("colspan", "1")
    return min(max(int(given), 1), 1000) if given.isascii() and given.isdecimal() else 1
