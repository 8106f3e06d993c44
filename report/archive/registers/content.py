"""The content of a page of a long register, as :mod:`report.render.long_tables` writes it: what it
says in each marked content, and where and how it is painted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.rows import text_of
from report.archive.registers.table import OtherForm

#: The end of what the model page drew; lengths are hundredths of a point from here on.
_BEGIN = b"Q\n.01 0 0 .01 0 0 cm\n"
HUNDREDTHS = 100
_PLACE = rb"1 0 0 1 (-?\d+) (-?\d+) Tm\s*"
_GLYPHS = rb"\[([-0-9a-f.<> ]*)\] ?TJ\n?"
_BLANK = rb"<</ActualText ?\( \) ?>>"
_PAGINATION = rb"<</Type ?/Pagination(?:/Subtype ?/(?:Header|Footer))?>>"
_TEXT = rb"\((?:[^\\()]|\\.)*\)|<[0-9a-f]*>"
_TONE = rb"([01]|0?\.\d+)"
_OF_CELL = rb"/(?:TD|TH) <</MCID (\d+)>>BDC\n"
#: What a page is made of, the most frequent first: a cell of one line, the blank between cells, and
#: then each operator by itself.
_FORMS: Mapping[str, bytes] = {
    "cell": _OF_CELL + _PLACE + _GLYPHS + rb"EMC\n",
    "blank": rb"/Artifact " + _BLANK + rb"BDC\n" + _PLACE + _GLYPHS + rb"EMC\n",
    "place": _PLACE,
    "show": _GLYPHS,
    "step": rb"(-?\d+) (-?\d+) Td\s*",
    "end": rb"EMC\n?",
    "replace": rb"/(?:MUJZ_Piece|Span) <</ActualText ?(%b) ?>> ?BDC\n" % _TEXT,
    "begin": _OF_CELL,
    "artifact": rb"/Artifact (?:(?:%b|%b)BDC|BMC)\n" % (_BLANK, _PAGINATION),
    "font": rb"/([A-Za-z0-9]+) (\d+(?:\.\d+)?) Tf\n?",
    "tones": rb"%b %b %b rg\n" % (_TONE, _TONE, _TONE),
    "rectangle": rb"(-?\d+) (-?\d+) (\d+) (\d+) re f\n?",
    "text": rb"BT[\n ]",
    "apart": rb"ET\n?",
}  # fmt: skip
_OPERATORS = re.compile(b"|".join(b"%b()" % form for form in _FORMS.values()))
_LASTS = list(accumulate([re.compile(form).groups + 1 for form in _FORMS.values()]))
#: The room of letters above and below their line, as fractions of the font size.
_ABOVE, _BELOW = 0.9, 0.3
#: The red, green and blue of a colour, from 0 to 1.
Tones = tuple[float, float, float]
#: A rectangle: its left, bottom, right and top edges, in hundredths of a point.
Edges = tuple[float, float, float, float]


class Replaced(NamedTuple):
    """A text that stands for glyphs in the content, and the text of those glyphs."""

    said: str
    drawn: str


@dataclass(slots=True)
class PageContent:
    """What a page shows.

    :param marked: the texts of each marked content by its number.
    :param apart: the texts outside of all marked content with a number.
    :param replaced: the texts that stand for glyphs.
    :param rooms: the room of each text, in painting order.
    :param tones: the colour of each text.
    :param sizes: the font sizes of the page, in points.
    :param rectangles: each with its colour, and the count of texts that are painted before it.
    """

    marked: dict[int, str] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    rooms: list[Edges] = field(default_factory=list)
    tones: list[Tones] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)
    rectangles: list[tuple[Edges, Tones, int]] = field(default_factory=list)


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
        self._fonts = fonts
        self._font: GlyphTexts | None = None
        self._tones: Tones = (0.0, 0.0, 0.0)
        self._size = 0.0
        self._is_text = False
        #: Where the line begins, and how far along the line the next text is.
        self._x = self._y = 0
        self._along = 0.0
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
        if place != len(content) or self._open or self._is_text:
            raise OtherForm("content")

    # Marked content ----------------------------------------------------------------------------

    def _on_cell(self, match: re.Match[bytes], last: int) -> None:
        self._on_begin(match, last - 3)
        self._put(match[last - 3], match[last - 2])
        self._on_show(match, last)
        self._open.pop()

    def _on_blank(self, match: re.Match[bytes], last: int) -> None:
        if self._open:
            raise OtherForm("marked content")
        self._put(match[last - 3], match[last - 2])
        self._on_show(match, last)

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
        written = match[last - 1]
        if written.startswith(b"("):
            text = text_of(written[1:-1])
        else:
            text = text_of(bytes.fromhex(written[1:-1].decode("ascii")))
        if not self._open:
            raise OtherForm("marked content")
        self._replaced.append((len(self._open), text, []))
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
        self._x, self._y, self._along = int(x), int(y), 0.0

    def _on_step(self, match: re.Match[bytes], last: int) -> None:
        self._x += int(match[last - 2])
        self._y += int(match[last - 1])
        self._along = 0.0

    def _on_show(self, match: re.Match[bytes], last: int) -> None:
        """Take the text of a string of glyphs, and its room."""
        font, size, page = self._font, self._size, self.page
        if font is None or not self._is_text:
            raise OtherForm("text")
        text, left, right, end = font.shown(match[last - 1])
        mark = self._open[-1] if self._open else None
        if mark is None:
            page.apart.append(text)
        else:
            page.marked[mark] += text
        for _, _, drawn in self._replaced:
            drawn.append(text)
        scale = size / 1000
        x, y = self._x + self._along, self._y
        self._along += end * scale
        page.tones.append(self._tones)
        page.rooms.append(
            (x + left * scale, y - _BELOW * size, x + right * scale, y + _ABOVE * size)
        )

    def _on_text(self, _match: re.Match[bytes], _last: int) -> None:
        if self._is_text:
            raise OtherForm("text object")
        self._is_text, self._x, self._y, self._along = True, 0, 0, 0.0

    def _on_apart(self, _match: re.Match[bytes], _last: int) -> None:
        if not self._is_text:
            raise OtherForm("text object")
        self._is_text = False

    # The state of graphics ---------------------------------------------------------------------

    def _on_font(self, match: re.Match[bytes], last: int) -> None:
        self._font = self._fonts.get(match[last - 2].decode("ascii"))
        self._size = float(match[last - 1])
        self.page.sizes.add(self._size / HUNDREDTHS)

    def _on_tones(self, match: re.Match[bytes], last: int) -> None:
        red, green, blue = match.group(last - 3, last - 2, last - 1)
        self._tones = float(red), float(green), float(blue)

    def _on_rectangle(self, match: re.Match[bytes], last: int) -> None:
        if self._is_text:
            raise OtherForm("rectangle")
        x, y, width, height = map(int, match.group(last - 4, last - 3, last - 2, last - 1))
        edges = (x, y, x + width, y + height)
        self.page.rectangles.append((edges, self._tones, len(self.page.rooms)))
