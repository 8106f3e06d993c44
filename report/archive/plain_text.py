"""The plain text of an edition in reading order, for readers that give the glyphs of a page in
visual order.

Each paragraph, list item and table row is a line, the cells of a row are separated by tabs, and a
blank line parts blocks. The letters are in logical order without bidirectional control characters
(UAX #9). Numbers of pages are left out: a text has none. A chart is given by its caption and its
alternative text. Footnotes follow at the end, each with the number of its call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from report.document.expected import (
    Alternative,
    Break,
    CellStart,
    Expected,
    ListMarker,
    NoteCall,
    PageReference,
    RegisterRows,
    RunningText,
    Words,
)
from report.tables.model import Item, cell_texts

if TYPE_CHECKING:
    from report.document import Composition

#: Characters that only steer the setting: controls of direction (UAX #9), places where a line may
#: or may not break.
_STEERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u200b\u2060\ufeff"
_CONTROL = re.compile(f"[{_STEERING}]+")
#: Blanks of a row, with its cells between tabs, that are not a single space between words.
_BLANKS = ("  ", "\t ", " \t")
#: Rows of a register that are encoded at a time.
_AT_A_TIME = 500


def plain_text(document: Composition) -> Iterator[bytes]:
    """Yield the text of a composed document, some of it at a time, in UTF-8; lines end in
    U+000A."""
    for piece in _Text(document).parts():
        if isinstance(piece, str):
            yield piece.encode()
            continue
        while rows := list(islice(piece, _AT_A_TIME)):
            yield "".join(f"\n{_row(row)}" for row in rows).encode()
    yield b"\n"


def _row(item: Item) -> str:
    """Return a line of the head of a group, or of the cells of a row."""
    cells = cell_texts(item)
    line = "\t".join(cells)
    # Controls, and all blanks but a space, are not printable in the sense of Python.
    if not "".join(cells).isprintable() or any(blanks in f"\t{line}\t" for blanks in _BLANKS):
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


class _Text:
    """The text of a document while it is put together; footnotes are written apart."""

    def __init__(self, document: Composition) -> None:
        self._document = document
        self._body = _Writer()
        self._notes: dict[str, _Writer] = {}
        for item in document.expected:
            self._take(item)

    def parts(self) -> Sequence[str | Iterator[Item]]:
        """Return the whole, the footnotes at its end."""
        for position, (number, note) in enumerate(self._notes.items()):
            self._body.line(1 if position else 2)
            self._body.mark(f"({number}) ")
            self._body.append(note)
        return self._body.parts

    def _take(self, item: Expected) -> None:
        if isinstance(item, RunningText | PageReference) or item.place.apart:
            return
        writer = self._body if item.place.note is None else self._notes[item.place.note]
        match item:
            case Words(text=text, only_on_page=False) | Alternative(text=text):
                writer.text(text)
            case NoteCall(number=number):
                writer.text(f"({number})")
                self._notes[number] = _Writer()
            case ListMarker(number=number, depth=depth):
                sign = "- " if number is None else f"{number}. "
                writer.mark("  " * (depth - 1) + sign)
            case Break(lines=0):
                writer.space()
            case Break(lines=lines):
                writer.line(lines)
            case CellStart(columns=columns):
                writer.tabs(columns)
            case RegisterRows():
                writer.rows(item.items(self._document.registers))
