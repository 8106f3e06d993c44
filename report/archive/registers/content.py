"""The content of a page of a long register, as :mod:`report.render.long_tables` writes it: what it
says in each marked content, and where and how it is painted."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.rows import decoded, text_of
from report.archive.registers.table import OtherForm

#: The end of what the model page drew; lengths are hundredths of a point from here on, and points
#: inside of texts.
_BEGIN = b"Q\n.01 0 0 .01 0 0 cm\n"
HUNDREDTHS = 100
_PLACE = rb"100 0 0 100 (-?\d+) (-?\d+) Tm\s*"
#: The strings and moves inside are read by :meth:`~.glyph_texts.GlyphTexts.shown`.
_GLYPHS = rb"\[([^\]]*)\] ?TJ\n?"
_BLANK = rb"<</ActualText ?\( \) ?>>"
_PAGINATION = rb"<</Type ?/Pagination(?:/Subtype ?/(?:Header|Footer))?>>"
_TEXT = rb"\([^\\()]*(?:\\.[^\\()]*)*\)|<[0-9a-f]*>"
_POINTS = rb"(-?(?:\d+(?:\.\d\d?)?|\.\d\d?))"
_STEP = rb"%b %b Td\s*" % (_POINTS, _POINTS)
_REPLACE = rb"/(?:MUJZ_Piece|Span) <</ActualText ?(%b) ?>> ?BDC\n" % _TEXT
_TONE = rb"([01]|0?\.\d+)"
_OF_CELL = rb"/(?:TD|TH) <</MCID (\d+)>>BDC\n"
#: What a page is made of, the most frequent first: a cell of one line, the blank between cells, the
#: piece of a text that is read from the left, and then each operator by itself.
_FORMS: Mapping[str, bytes] = {
    "cell": _OF_CELL + _PLACE + _GLYPHS + rb"EMC\n",
    "blank": rb"/Artifact " + _BLANK + rb"BDC\n" + _PLACE + _GLYPHS + rb"EMC\n",
    "piece": _STEP + _REPLACE + _GLYPHS + b"(?:" + _STEP + _GLYPHS + rb")?EMC\n?",
    "place": _PLACE,
    "show": _GLYPHS,
    "step": _STEP,
    "end": rb"EMC\n?",
    "replace": _REPLACE,
    "begin": _OF_CELL,
    "artifact": rb"/Artifact (?:(?:%b|%b)BDC|BMC)\n" % (_BLANK, _PAGINATION),
    "font": rb"/([A-Za-z0-9]+) (\d+(?:\.\d+)?) Tf\n?",
    "tones": rb"%b %b %b rg\n" % (_TONE, _TONE, _TONE),
    "rectangle": rb"(-?\d+) (-?\d+) (\d+) (\d+) re f\n?",
    "text": rb"BT[\n ]",
    "apart": rb"ET\n?",
    "origin": rb"q\n1 0 0 1 (-?\d+) (-?\d+) cm\n",
    "restore": rb"Q\n",
}  # fmt: skip
_OPERATORS = re.compile(b"|".join(b"%b()" % form for form in _FORMS.values()))
_LASTS = list(accumulate([re.compile(form).groups + 1 for form in _FORMS.values()]))
#: The room of letters above and below their line, as fractions of the font size.
_ABOVE, _BELOW = 0.9, 0.3
#: The red, green and blue of a colour, from 0 to 1.
Tones = tuple[float, float, float]
#: A rectangle: its left, bottom, right and top edges, in hundredths of a point.
Edges = tuple[float, float, float, float]


#: What is restored: the font, the colour, the font size as it is written, and the lengths of it.
_State = tuple[GlyphTexts | None, Tones, bytes, tuple[float, float, float]]


class Replaced(NamedTuple):
    """A text that stands for glyphs in the content, and the text of those glyphs."""

    said: str
    drawn: str


@dataclass(slots=True)
class PageContent:
    """What a page shows.

    :param marked: the texts of each marked content by its number.
    :param apart: the texts outside of all marked content with a number, except blanks.
    :param replaced: the texts that stand for glyphs.
    :param rooms: the room of each text, in painting order: its left, bottom, right and top edges,
        one after the other, in hundredths of a point.
    :param tones: the colour of each text.
    :param sizes: the font sizes of the page, in points.
    :param rectangles: each with its colour, and the count of texts that are painted before it.
    """

    marked: dict[int, str] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    rooms: array[float] = field(default_factory=lambda: array("d"))
    tones: list[Tones] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)
    rectangles: list[tuple[Edges, Tones, int]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many texts are painted."""
        return len(self.tones)


def read_content(content: bytes, fonts: Mapping[str, GlyphTexts]) -> PageContent:
    """Return what the content of a page shows.

    :param fonts: the fonts of the page, by the names of its resources.
    :raises OtherForm: if an operator has another form.
    """
    return _Reading(content, fonts).page


class _Reading:
    """A content that is being read."""

    def __init__(self, content: bytes, fonts: Mapping[str, GlyphTexts]) -> None:
        self.page = PageContent()
        self._fonts = {name.encode(): font for name, font in fonts.items()}
        self._font: GlyphTexts | None = None
        self._tones: Tones = (0.0, 0.0, 0.0)
        #: The font size as it is written; a thousandth of it, and the room below and above a line.
        self._size = b""
        self._lengths = (0.0, 0.0, 0.0)
        self._is_text = False
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
        if not content.startswith(_BEGIN):
            raise OtherForm("content")
        readers = {
            last: getattr(self, f"_on_{name}") for last, name in zip(_LASTS, _FORMS, strict=True)
        }
        place = len(_BEGIN)
        for match in _OPERATORS.finditer(content, place):
            if match.start() != place:
                break
            place = match.end()
            last = match.lastindex or 0
            readers[last](match, last)
        if place != len(content) or self._open or self._is_text or self._saved:
            raise OtherForm("content")

    # Marked content ----------------------------------------------------------------------------

    def _on_cell(self, match: re.Match[bytes], last: int) -> None:
        mark, x, y, string = match.group(last - 4, last - 3, last - 2, last - 1)
        number = int(mark)
        if self._open or number in self.page.marked:
            raise OtherForm("marked content")
        self._put(x, y)
        self.page.marked[number] = self._drawn(string)

    def _on_blank(self, match: re.Match[bytes], last: int) -> None:
        if self._open:
            raise OtherForm("marked content")
        x, y, string = match.group(last - 3, last - 2, last - 1)
        self._put(x, y)
        self._add_apart(self._drawn(string))

    def _on_piece(self, match: re.Match[bytes], last: int) -> None:
        x, y, said, first, right, up, second = match.group(*range(last - 7, last))
        if not self._open:
            raise OtherForm("marked content")
        self._step(x, y)
        drawn = self._drawn(first)
        if second is not None:
            self._step(right, up)
            drawn += self._drawn(second)
        self._add(drawn)
        self.page.replaced.append(Replaced(_said(said), drawn))

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
        self._replaced.append((len(self._open), _said(match[last - 1]), []))
        self._open.append(self._open[-1])

    def _on_end(self, _match: re.Match[bytes], _last: int) -> None:
        if not self._open:
            raise OtherForm("marked content")
        self._open.pop()
        if self._replaced and self._replaced[-1][0] == len(self._open):
            _, said, drawn = self._replaced.pop()
            self.page.replaced.append(Replaced(said, "".join(drawn)))

    # Texts -------------------------------------------------------------------------------------

    def _on_place(self, match: re.Match[bytes], last: int) -> None:
        self._put(match[last - 2], match[last - 1])

    def _put(self, x: bytes, y: bytes) -> None:
        right, up = self._origin
        self._x, self._y, self._along = right + int(x), up + int(y), 0.0

    def _on_step(self, match: re.Match[bytes], last: int) -> None:
        self._step(match[last - 2], match[last - 1])

    def _step(self, x: bytes, y: bytes) -> None:
        self._x += _hundredths(x)
        self._y += _hundredths(y)
        self._along = 0.0

    def _on_show(self, match: re.Match[bytes], last: int) -> None:
        self._add(self._drawn(match[last - 1]))

    def _drawn(self, string: bytes) -> str:
        """Return the text of a string of glyphs, and take its room."""
        if self._font is None or not self._is_text:
            raise OtherForm("text")
        text, left, right, end = self._font.shown(string)
        scale, below, above = self._lengths
        x, y = self._x + self._along, self._y
        self._along += end * scale
        page = self.page
        page.tones.append(self._tones)
        page.rooms.extend((x + left * scale, y - below, x + right * scale, y + above))
        return text

    def _add(self, text: str) -> None:
        """Take a text where it is in the marked content."""
        mark = self._open[-1] if self._open else None
        if mark is None:
            self._add_apart(text)
        else:
            self.page.marked[mark] += text
        for _, _, drawn in self._replaced:
            drawn.append(text)

    def _add_apart(self, text: str) -> None:
        """Take a text that is in no marked content with a number; a blank says nothing."""
        if not text.isspace():
            self.page.apart.append(text)

    def _on_text(self, _match: re.Match[bytes], _last: int) -> None:
        if self._is_text:
            raise OtherForm("text object")
        self._is_text, self._x, self._y, self._along = True, 0, 0, 0.0

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
        name, written = match.group(last - 2, last - 1)
        self._font = self._fonts.get(name)
        if written != self._size:
            self._size, size = written, float(written) * HUNDREDTHS
            self._lengths = size / 1000, _BELOW * size, _ABOVE * size
            self.page.sizes.add(float(written))

    def _on_tones(self, match: re.Match[bytes], last: int) -> None:
        red, green, blue = match.group(last - 3, last - 2, last - 1)
        self._tones = float(red), float(green), float(blue)

    def _on_rectangle(self, match: re.Match[bytes], last: int) -> None:
        if self._is_text:
            raise OtherForm("rectangle")
        x, y, width, height = map(int, match.group(last - 4, last - 3, last - 2, last - 1))
        edges = (x, y, x + width, y + height)
        self.page.rectangles.append((edges, self._tones, self.page.count))


@lru_cache(maxsize=4096)
def _hundredths(points: bytes) -> int:
    """Return a distance in hundredths of a point, from points."""
    return round(float(points) * HUNDREDTHS)


@lru_cache(maxsize=4096)
def _said(written: bytes) -> str:
    """Return a text that stands for glyphs, from the string in the content."""
    if written.startswith(b"("):
        return text_of(written[1:-1])
    return decoded(bytes.fromhex(written[1:-1].decode("ascii")))
