"""The content of a page of a long register, as :mod:`report.render.long_tables` writes it: what it
says in each marked content, and where and how it is painted."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from report.archive.registers.glyph_texts import GlyphTexts, Shown
from report.archive.registers.operators import (
    BEGIN,
    FORMS,
    HUNDREDTHS,
    LASTS,
    OPERATORS,
    hundredths,
    piece_of,
    said_by,
)
from report.archive.registers.page_content import PageContent, Placed, Replaced, Tones, moved
from report.archive.registers.table import OtherForm

#: The room of letters above and below their line, as fractions of the font size.
_ABOVE, _BELOW = 0.9, 0.3
#: What is restored: the font, the colour, the font size as it is written, and the lengths of it.
_State = tuple[GlyphTexts | None, Tones, bytes, tuple[float, float, float]]


#: The colour before one is set, and the state that a shared stream has to leave.
_NO_TONES: Tones = (0.0, 0.0, 0.0)
_SHARED: _State = None, _NO_TONES, b"", (0.0, 0.0, 0.0)
#: The most shared streams that are remembered.
_MOST_BLOCKS = 4_000


class _Block(NamedTuple):
    """What a stream shows that several pages have: a part of a marked content, in the colour that
    is set before. Its places count from its origin. ``fonts`` are the fonts that it selects."""

    text: str
    content: PageContent
    fonts: Mapping[bytes, GlyphTexts]


@dataclass(slots=True)
class PageReader:
    """Reads the content of pages.

    :param content_of: returns the content of a stream, by its object number.
    :param shared: the streams that several pages have, which are read once.
    :param is_placed: whether to return the texts in marked contents one by one.
    """

    content_of: Callable[[int], bytes]
    shared: Container[int] = ()
    is_placed: bool = False
    _blocks: dict[int, _Block] = field(default_factory=dict)

    def read(self, streams: Sequence[int], fonts: Mapping[str, GlyphTexts]) -> PageContent:
        """Return what a page shows.

        :param streams: the streams of its content, by their object numbers.
        :param fonts: the fonts of the page, by the names of its resources.
        :raises OtherForm: if an operator has another form.
        """
        named = {name.encode(): font for name, font in fonts.items()}
        reading = _Reading(named, is_placed=self.is_placed)
        first, *following = streams
        content = self.content_of(first)
        if not content.startswith(BEGIN):
            raise OtherForm("content")
        reading.take(content, len(BEGIN))
        for number in following:
            if number in self.shared:
                reading.put(self._block(number, named))
            else:
                reading.take(self.content_of(number))
        reading.end()
        return reading.page

    def _block(self, number: int, fonts: Mapping[bytes, GlyphTexts]) -> _Block:
        block = self._blocks.get(number)
        if block is None or any(fonts.get(name) is not font for name, font in block.fonts.items()):
            block = _block_of(self.content_of(number), fonts, is_placed=self.is_placed)
            if len(self._blocks) == _MOST_BLOCKS:
                self._blocks.clear()
            self._blocks[number] = block
        return block


def _block_of(content: bytes, fonts: Mapping[bytes, GlyphTexts], *, is_placed: bool) -> _Block:
    """Return what a shared stream shows.

    :raises OtherForm: if it has another form, or changes more than its texts and fonts.
    """
    reading = _Reading(fonts, is_placed=is_placed)
    reading.begin_block()
    reading.take(content)
    return reading.block()


class _Reading:
    """A content that is being read."""

    def __init__(self, fonts: Mapping[bytes, GlyphTexts], *, is_placed: bool) -> None:
        self.page = PageContent(placed=[] if is_placed else None)
        self._fonts = fonts
        self._selected: set[bytes] = set()
        self._font: GlyphTexts | None = None
        self._tones: Tones = _NO_TONES
        #: The font size as it is written; a thousandth of it, and the room below and above a line.
        self._size = b""
        self._lengths = (0.0, 0.0, 0.0)
        self._is_text = self._is_placed = False
        #: Where the line begins, and how far along the line the next text is.
        self._x = self._y = 0
        self._along = 0.0
        #: The origin of the content, other than that of the page in a shared stream, and the state
        #: that is restored after it.
        self._origin = 0, 0
        self._saved: _State | None = None
        #: The numbers of the open marked contents; ``None`` for one without.
        self._open: list[int | None] = []
        self._replaced: list[tuple[int, str, list[str]]] = []
        #: The rooms of the texts of the page, faster to add to than an array.
        self._rooms: list[float] = []
        self._tones_of = self.page.tones

    def take(self, content: bytes, place: int = 0) -> None:
        """Read a stream from ``place`` on."""
        # Not an attribute: a reading that refers to itself would stay in memory.
        readers = {
            last: getattr(self, f"_on_{name}") for last, name in zip(LASTS, FORMS, strict=True)
        }
        for match in OPERATORS.finditer(content, place):
            last = match.lastindex or 0
            readers[last](match, last)

    def _on_unknown(self, _match: re.Match[bytes], _last: int) -> None:
        raise OtherForm("content")

    def end(self) -> None:
        """End the content of a page."""
        if self._open or self._is_text or self._saved:
            raise OtherForm("content")
        self.page.rooms.extend(self._rooms)

    # Shared streams ------------------------------------------------------------------------------

    def begin_block(self) -> None:
        """Begin a shared stream, which is inside a marked content and a saved state."""
        self.page.marked[0] = ""
        self._open.append(0)
        self._saved = _SHARED

    def block(self) -> _Block:
        """Return what the shared stream shows."""
        content = self.page
        if (
            self._open != [0]
            or self._is_text
            or self._saved is not _SHARED
            or self._tones is not _NO_TONES
        ):
            raise OtherForm("shared stream")
        content.rooms.extend(self._rooms)
        return _Block(
            content.marked[0], content, {name: self._fonts[name] for name in self._selected}
        )

    def put(self, block: _Block) -> None:
        """Put what a shared stream shows here."""
        mark = self._open[-1] if self._open else None
        if mark is None or self._is_text or self._saved is None or self._replaced:
            raise OtherForm("shared stream")
        right, up = self._origin
        page, shown = self.page, block.content
        page.marked[mark] += block.text
        page.replaced += shown.replaced
        if page.placed is not None:
            rooms = page.count
            page.placed += [
                Placed(mark, text, rooms + room) for _, text, room in shown.placed or ()
            ]
        self._rooms += moved(shown.rooms, right, up)
        page.tones += [self._tones] * shown.count
        page.sizes |= shown.sizes

    # Marked content ----------------------------------------------------------------------------

    def _on_cell(self, match: re.Match[bytes], last: int) -> None:
        mark, x, y, string, right, up, blank = match.group(
            last - 7, last - 6, last - 5, last - 4, last - 3, last - 2, last - 1
        )
        number = int(mark)
        if self._open or number in self.page.marked:
            raise OtherForm("marked content")
        text = self.page.marked[number] = self._drawn_at(x, y, string)
        if self.page.placed is not None:
            self.page.placed.append(Placed(number, text, self.page.count - 1))
        if blank is not None:
            self._add_apart(self._drawn_at(right, up, blank))

    def _on_line(self, match: re.Match[bytes], last: int) -> None:
        x, y, string = match.group(last - 3, last - 2, last - 1)
        self._add(self._drawn_at(x, y, string))

    def _on_blank(self, match: re.Match[bytes], last: int) -> None:
        if self._open:
            raise OtherForm("marked content")
        x, y, string = match.group(last - 3, last - 2, last - 1)
        self._add_apart(self._drawn_at(x, y, string))

    def _on_piece(self, match: re.Match[bytes], last: int) -> None:
        if not self._open:
            raise OtherForm("marked content")
        font = self._font
        if font is None or not (self._is_text and self._is_placed):
            raise OtherForm("text")
        piece = font.pieces.get(match[0]) or piece_of(match, last, font)
        text, said, right, up, shown, then = piece
        self._x += right
        self._y += up
        self._along = 0.0
        self._show(shown)
        if then is not None:
            right, up, shown = then
            self._x += right
            self._y += up
            self._along = 0.0
            self._show(shown)
        self._add(text)
        if said is not None:
            self.page.replaced.append(Replaced(said, text))

    def _on_begin(self, match: re.Match[bytes], last: int) -> None:
        number = int(match[last - 1])
        if self._open or number in self.page.marked:
            raise OtherForm("marked content")
        self.page.marked[number] = ""
        self._open.append(number)

    def _on_artifact(self, _match: re.Match[bytes], _last: int) -> None:
        if self._open:
            raise OtherForm("marked content")
        self._open.append(None)

    def _on_replace(self, match: re.Match[bytes], last: int) -> None:
        if not self._open:
            raise OtherForm("marked content")
        self._replaced.append((len(self._open), said_by(match[last - 1]), []))
        self._open.append(self._open[-1])

    def _on_end(self, match: re.Match[bytes], last: int) -> None:
        if not self._open:
            raise OtherForm("marked content")
        self._open.pop()
        if self._replaced and self._replaced[-1][0] == len(self._open):
            _, said, drawn = self._replaced.pop()
            self.page.replaced.append(Replaced(said, "".join(drawn)))
        self._set_font(match[last - 2], match[last - 1])

    # Texts -------------------------------------------------------------------------------------

    def _on_place(self, match: re.Match[bytes], last: int) -> None:
        x, y, name, written = match.group(last - 4, last - 3, last - 2, last - 1)
        right, up = self._origin
        self._x, self._y, self._along = right + int(x), up + int(y), 0.0
        self._is_placed = True
        self._set_font(name, written)

    def _on_step(self, match: re.Match[bytes], last: int) -> None:
        self._step(match[last - 2], match[last - 1])

    def _step(self, x: bytes, y: bytes) -> None:
        self._x += hundredths(x)
        if y != b"0":
            self._y += hundredths(y)
        self._along = 0.0

    def _on_show(self, match: re.Match[bytes], last: int) -> None:
        self._add(self._drawn(match[last - 1]))

    def _drawn(self, string: bytes) -> str:
        """Return the text of a string of glyphs, and take its room."""
        # A text object begins with a matrix that is not the one that all texts have.
        if self._font is None or not (self._is_text and self._is_placed):
            raise OtherForm("text")
        shown = self._font.shown(string)
        self._show(shown)
        return shown.text

    def _show(self, shown: Shown) -> None:
        """Take the room of a string of glyphs."""
        _, left, right, end = shown
        scale, below, above = self._lengths
        x, y = self._x + self._along, self._y
        self._along += end * scale
        self._tones_of.append(self._tones)
        self._rooms += (x + left * scale, y - below, x + right * scale, y + above)

    def _drawn_at(self, x: bytes, y: bytes, string: bytes) -> str:
        """Return what :meth:`_drawn` does, at a place: the most frequent case."""
        font = self._font
        if font is None or not self._is_text:
            raise OtherForm("text")
        text, left, right, end = font.known.get(string) or font.shown(string)
        scale, below, above = self._lengths
        begin, up = self._origin
        self._x = begin = begin + int(x)
        self._y = up = up + int(y)
        self._along, self._is_placed = end * scale, True
        self._tones_of.append(self._tones)
        self._rooms += (begin + left * scale, up - below, begin + right * scale, up + above)
        return text

    def _add(self, text: str) -> None:
        """Take a text at its place in the marked content."""
        mark = self._open[-1] if self._open else None
        if mark is None:
            self._add_apart(text)
        else:
            self.page.marked[mark] += text
            if self.page.placed is not None:
                self.page.placed.append(Placed(mark, text, self.page.count - 1))
        for _, _, drawn in self._replaced:
            drawn.append(text)

    def _add_apart(self, text: str) -> None:
        """Take a text that is in no marked content with a number; a blank says nothing."""
        if not text.isspace():
            self.page.apart.append(text)

    def _on_text(self, _match: re.Match[bytes], _last: int) -> None:
        if self._is_text:
            raise OtherForm("text object")
        self._is_text, self._is_placed = True, False

    def _on_apart(self, _match: re.Match[bytes], _last: int) -> None:
        if not self._is_text:
            raise OtherForm("text object")
        self._is_text = False

    # The state of graphics ---------------------------------------------------------------------

    def _on_origin(self, match: re.Match[bytes], last: int) -> None:
        if self._saved is not None or self._is_text:
            raise OtherForm("origin")
        self._saved = self._font, self._tones, self._size, self._lengths
        self._origin = int(match[last - 2]), int(match[last - 1])

    def _on_restore(self, _match: re.Match[bytes], _last: int) -> None:
        if self._saved is None or self._is_text:
            raise OtherForm("origin")
        self._font, self._tones, self._size, self._lengths = self._saved
        self._saved, self._origin = None, (0, 0)

    def _on_font(self, match: re.Match[bytes], last: int) -> None:
        self._set_font(match[last - 2], match[last - 1])

    def _set_font(self, name: bytes | None, written: bytes | None) -> None:
        """Select a font of a size, if there is one."""
        if name is None or written is None:
            return
        self._font = self._fonts.get(name)
        if self._font is not None:
            self._selected.add(name)
        if written != self._size:
            self._size, size = written, float(written) * HUNDREDTHS
            self._lengths = size / 1000, _BELOW * size, _ABOVE * size
            self.page.sizes.add(float(written))

    def _on_tones(self, match: re.Match[bytes], last: int) -> None:
        red, green, blue = match.group(last - 3, last - 2, last - 1)
        self._tones = float(red), float(green), float(blue)

    def _on_rectangle(self, match: re.Match[bytes], last: int) -> None:
        if self._is_text or self._saved is not None:
            raise OtherForm("rectangle")
        x, y, width, height = map(int, match.group(last - 4, last - 3, last - 2, last - 1))
        edges = (x, y, x + width, y + height)
        self.page.rectangles.append((edges, self._tones, self.page.count))
