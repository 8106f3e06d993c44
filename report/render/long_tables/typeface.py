"""A font at a size.

HarfBuzz shapes words as Pango does for WeasyPrint, and the rules of the text layer
(``docs/text-layer.md``) write them. Words are cached, and most are shaped many at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from report.render.clusters import (
    Cluster,
    Placed,
    Written,
    fill_spaces,
    full_space,
    write_clusters,
)
from report.render.codes import SLIVER, ZWNJ, Codes, Shape
from report.render.engine.glyphs import EMPTY
from report.render.fonts import BundledFont
from report.render.lines import Run, visible
from report.render.long_tables.glyph_arrays import Shaper
from report.render.long_tables.glyph_codes import GlyphCodes, script_of
from report.render.long_tables.limited import Limited
from report.render.long_tables.many_words import ManyWords
from report.render.operators import BETWEEN
from report.render.pdfjs import is_plain
from report.render.pieces import (
    RLM,
    Glyph,
    Piece,
    left_to_right_pieces,
    part_needed,
)
from report.render.right_to_left import right_to_left_piece
from report.render.strings import tj

if TYPE_CHECKING:
    from uharfbuzz import Buffer

    from report.render.engine.drawing import Font

#: Pango units in a CSS pixel.
UNITS = 1024
#: The maximum number of cached words, which bounds the memory for a table whose words do not recur.
_MOST_WORDS = 50_000
#: The longest text whose run is cached.
_LONGEST_RUN = 40

LETTERS = "\u0620-\u063f\u0640-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc"
_MARKS = "\u064b-\u0652\u0670"
_SEPARATORS = "[.,:/\u066b\u066c]"
#: A number has figures of one kind: with two, its direction depends on the words before it (UAX #9,
#: W2 and W4).
_NUMBER = (
    rf"(?:[0-9\u06f0-\u06f9]+(?:{_SEPARATORS}[0-9\u06f0-\u06f9]+)*"
    rf"|[\u0660-\u0669]+(?:{_SEPARATORS}[\u0660-\u0669]+)*)(?!\d)"
)
_PLAIN = (
    rf"[«(\[“]{{0,2}}(?:[{LETTERS}][{LETTERS}{_MARKS}]*+|{_NUMBER})++[»)\]”]{{0,2}}[.،؛:؟!]{{0,3}}"
)
_STOPS = ".،؛:؟!"
#: A word without a line break inside: opening brackets and quotes, then letters and plain numbers,
#: then stops.
_WORD = re.compile(rf"{_PLAIN}(?:\u00a0{_PLAIN})*|[–—-]")
OPENING = frozenset("«([“")
#: Opening brackets, or closing ones with stops.
_SIGNS = re.compile(f"[«(\\[“]{{1,2}}|[»)\\]”]{{1,2}}[{_STOPS}]{{0,3}}|[{_STOPS}]{{1,3}}")
#: A word that is shaped together with others.
_OF_LETTERS = re.compile(f"[{LETTERS}]+[{_STOPS}]?")
_PARTS = re.compile(rf"{_NUMBER}|\D+")


class Word(NamedTuple):
    """A shaped word: its ``TJ`` string from the left edge to the right, and its width in Pango
    units.

    ``right`` counts the right-to-left letters and ``length`` all letters. ``neutral`` is true if
    the first character has no direction. ``few`` is true if pdf.js can misread lines of such words:
    they have too few Arabic letters, or are not plain (:func:`report.render.pdfjs.is_plain`).
    ``spaced`` is the string with the space that follows the word, which is to its left, if the
    space takes another form there; such a word is ``few``.
    """

    string: str
    units: int
    right: int
    length: int
    neutral: bool
    few: bool
    spaced: str | None = None


class Typeface:
    """Shapes the words of an Arabic text in one bundled font at one size, in CSS pixels.

    ``font`` is WeasyPrint's object of the font in the PDF, which records the glyphs in use.
    ``codes`` are the font's glyph codes there.
    """

    def __init__(
        self, font: Font, face: BundledFont, size: float, codes: Codes, language: str
    ) -> None:
        import uharfbuzz

        self.name: str = font.hash
        self.face = face
        self.size = size
        self.codes = codes
        self._font = font
        self.language = language
        self._language = language.lower()
        self._hb = uharfbuzz
        data = face.path.read_bytes()
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(data))
        self._upem: int = self._shaper.face.upem
        self._shaper.scale = (round(size * UNITS), round(size * UNITS))
        self.words: dict[str, Word | None] = {}
        self._advances: dict[int, int] = {}
        self._runs = Limited[tuple[str, bool, int, str], tuple[Run, int] | None](_MOST_WORDS)
        self._signs: dict[str, Word | None] = {}
        #: The words that pdf.js can misread.
        self.few: set[str] = set()
        shaper = Shaper(data, round(size * UNITS), self._language, self.buffer)
        space_glyph: int = self._shaper.get_nominal_glyph(ord(" "))
        self._many_words = ManyWords(
            space_glyph, size, shaper.glyphs, self._width, self._step, self._glyphs
        )
        space = self.shaped(" ", rtl=True)
        if space is None:
            raise ValueError("a face without a space")
        glyphs, self._space_advance, self.space_units = space
        self.space = tj(self._right_to_left(glyphs), 0, self._space_advance)
        #: The space between two cells (see :func:`report.render.operators.write_space`).
        self.between = tj([self.invisible_glyph(0, SLIVER, BETWEEN)], 0, SLIVER)

        self.glyph_codes = GlyphCodes(self)
        #: The string that separates a text from another one to its right.
        self.part = tj([self.invisible_glyph(-SLIVER, SLIVER, RLM)], 0, 0)

    @cached_property
    def no_break_space(self) -> str:
        """The string of a no-break space."""
        space = self.shaped("\u00a0", rtl=True)
        if space is None:
            raise ValueError("a face without a no-break space")
        return tj(self._right_to_left(space[0]), 0, space[1])

    def invisible_glyph(self, x: float, width: int, text: str) -> Glyph:
        """Return a glyph without ink (:data:`report.render.pieces.InvisibleGlyph`)."""
        return Glyph(x, self.codes.of(Shape((), width, synthetic=True), text), width, text)

    def word(self, text: str) -> Word | None:
        """Return a shaped word, or ``None`` if it is not a plain Arabic word or number, or the font
        lacks a character."""
        if text in self.words:
            return self.words[text]
        word = self._word(text) if _WORD.fullmatch(text) else None
        if len(self.words) < _MOST_WORDS:
            self._keep(text, word)
        elif word is not None and word.few:
            self.few.add(text)
        return word

    def use(self, glyphs: Iterable[int]) -> None:
        """Keep glyphs in the font of the PDF."""
        for number in glyphs:
            self._width(number)

    def signs(self, text: str) -> Word | None:
        """Return signs that a right-to-left text has beside a left-to-right one, such as a bracket,
        or ``None`` for any other text."""
        if text not in self._signs:
            matched = _SIGNS.fullmatch(text)
            if not matched:
                return None
            self._signs[text] = self._word(text)
        return self._signs[text]

    def shape(self, words: Iterable[str]) -> None:
        """Shape many words at once, for later calls of :meth:`word`: those of letters, with at most
        one stop. Where the cache would become too large, it is emptied first."""
        distinct = dict.fromkeys(words)
        if len(self.words) + len(distinct) > _MOST_WORDS:
            self.words.clear()
            self.few.clear()
        words, is_of_letters = self.words, _OF_LETTERS.fullmatch
        new = [text for text in distinct if text not in words and is_of_letters(text)]
        for text, string, units in self._many_words.shape(new):
            if text[-1] in _STOPS:
                self._keep(text, self._counted(text, string, units))
            else:
                length = len(text)
                words[text] = Word(string, units, length, length, False, False)

    def _keep(self, text: str, word: Word | None) -> None:
        self.words[text] = word
        if word is not None and word.few:
            self.few.add(text)

    def left_to_right(self, text: str) -> tuple[tuple[Piece, ...], int] | None:
        """Return the pieces of an isolated left-to-right text, and its width in Pango units."""
        shaped = self.left_to_right_glyphs(text, script_of(text))
        if shaped is None:
            return None
        glyphs, advance, units = shaped
        return left_to_right_pieces(
            glyphs, advance, self.invisible_glyph, inside=False, separated=False
        ), units

    def left_to_right_glyphs(self, text: str, script: str) -> tuple[list[Glyph], float, int] | None:
        """Return the glyphs of a left-to-right text, its advance in thousandths of the size, and
        its width in Pango units, or ``None`` if a glyph is missing."""
        shaped = self.shaped(text, rtl=False, script=script)
        if shaped is None:
            return None
        clusters, advance, units = shaped
        return self._glyphs(write_clusters(clusters, rtl=False, upem=self._upem)), advance, units

    def run(self, text: str, *, rtl: bool, level: int, script: str) -> tuple[Run, int] | None:
        """Return a run and its width in Pango units, or ``None`` if a glyph is missing.

        :param script: the ISO 15924 code of the script.
        """
        if len(text) > _LONGEST_RUN:
            return self._run(text, rtl=rtl, level=level, script=script)
        key = (text, rtl, level, script)
        if key not in self._runs:
            self._runs[key] = self._run(text, rtl=rtl, level=level, script=script)
        return self._runs[key]

    def _run(self, text: str, *, rtl: bool, level: int, script: str) -> tuple[Run, int] | None:
        shaped = self.shaped(text, rtl=rtl, script=script)
        if shaped is None:
            return None
        clusters, advance, units = shaped
        written = write_clusters(clusters, rtl=rtl, upem=self._upem)
        if rtl:
            written = fill_spaces(written, advance)
        glyphs = tuple(self._glyphs(written))
        letters = "".join([letters for _, letters in (clusters[::-1] if rtl else clusters)])
        read = letters.replace(ZWNJ, "")
        return Run(self._font, self.size, self.face, level, read, glyphs, advance), units

    def _step(self, width: int, offset: float, advance: int) -> float:
        """Return how far a glyph moves the pen, in thousandths of the size, rounded as in
        WeasyPrint; ``advance`` is in Pango units."""
        return offset + width - int(width + offset - advance * 1000 / UNITS / self.size)

    def _word(self, text: str) -> Word | None:
        strings: list[str] = []
        units = 0
        previous = spaced = ""
        for piece in _PARTS.findall(text):
            number = piece[0].isdigit()
            shaped = self.shaped(piece, rtl=not number)
            if shaped is None:
                return None
            clusters, advance, width = shaped
            needed = bool(previous) and part_needed(piece, previous)
            if number:
                string = self._number(clusters, advance, figure=needed)
            else:
                glyphs = self._right_to_left(clusters)
                string = right_to_left_piece(
                    glyphs, advance, self.invisible_glyph, separated=needed
                ).string
                spaced = (
                    self._spaced(glyphs, advance, piece=needed)
                    if unicodedata.combining(glyphs[0].text[0])
                    else ""
                )
            strings.append(string)
            units += width
            previous = piece
        whole = " ".join(reversed(strings))
        last = " ".join([spaced, *reversed(strings[:-1])]) if spaced else None
        return self._counted(text, whole, units, last)

    def _counted(self, text: str, string: str, units: int, spaced: str | None = None) -> Word:
        """Return a word with what its characters tell."""
        right = sum(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)
        neutral = unicodedata.bidirectional(text[0]) == "ON"
        few = right < 0.6 * len(text) or not is_plain(text)
        return Word(string, units, right, len(text), neutral, few or spaced is not None, spaced)

    def _spaced(self, glyphs: list[Glyph], advance: float, *, piece: bool) -> str:
        """Return a string that ends in a mark, with a space to its left as a separate character
        (see ``clusters.fill_spaces``)."""
        width = round(self._space_advance + glyphs[0].x)
        space = self.invisible_glyph(0, width, full_space(" "))
        moved = [glyph._replace(x=glyph.x + self._space_advance) for glyph in glyphs]
        return right_to_left_piece(
            [space, *moved], self._space_advance + advance, self.invisible_glyph, separated=piece
        ).string

    def _number(self, clusters: list[Cluster], advance: float, *, figure: bool) -> str:
        written = self._glyphs(write_clusters(clusters, rtl=False, upem=self._upem))
        (piece,) = left_to_right_pieces(
            written, advance, self.invisible_glyph, inside=True, separated=figure
        )
        return piece.string

    def _right_to_left(self, clusters: list[Cluster]) -> list[Glyph]:
        return self._glyphs(write_clusters(clusters, rtl=True, upem=self._upem))

    def _glyphs(self, written: Iterable[Written]) -> list[Glyph]:
        """Return shapes with their codes, given out in the order of the shapes."""
        return [
            Glyph(item.x, self.codes.of(item.shape, item.text), item.shape.width, item.text)
            for item in written
        ]

    def shaped(
        self, text: str, *, rtl: bool, script: str = "Arab"
    ) -> tuple[list[Cluster], float, int] | None:
        """Return the clusters of a run as ``TextLayer._place`` has them, its advance in thousandths
        of the size, and its width in Pango units, or ``None`` if a glyph is missing."""
        buffer = self.buffer(text, rtl=rtl, script=script)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        edges = sorted({info.cluster for info in infos})
        ends = dict(zip(edges, [*edges[1:], len(text)], strict=True))
        clusters: list[Cluster] = []
        previous = None
        pen = 0.0
        units = 0
        for info, position in zip(infos, positions, strict=True):
            number = info.codepoint
            if number == 0:
                return None
            if number == EMPTY:
                clusters += [([], ZWNJ)] * (text[info.cluster : ends[info.cluster]] == ZWNJ)
                pen += position.x_advance / self.size
                units += position.x_advance
                continue
            width = self._width(number)
            offset = position.x_offset / self.size
            up = round(position.y_offset / self.size * self._upem / 1000)
            if info.cluster != previous:
                clusters.append(([], visible(text[info.cluster : ends[info.cluster]])))
                previous = info.cluster
            clusters[-1][0].append(Placed(number, pen + offset, up, width))
            pen += self._step(width, offset, position.x_advance)
            units += position.x_advance
        return clusters, pen, units

    def buffer(
        self,
        text: str,
        *,
        rtl: bool = True,
        script: str = "Arab",
        within: tuple[int, int] | None = None,
    ) -> Buffer:
        """Return a shaped text, or of a text the part ``within`` it: its start and length."""
        buffer = self._hb.Buffer()
        if within is None:
            buffer.add_str(text)
        else:
            buffer.add_str(text, *within)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = self._language
        buffer.invisible_glyph = EMPTY
        self._hb.shape(self._shaper, buffer)
        return buffer

    def _width(self, number: int) -> int:
        width = self._advances.get(number)
        if width is None:
            advance = self._shaper.get_glyph_h_advance(number)
            width = self._advances[number] = round(advance * 1000 / UNITS / self.size)
            self._font.widths.setdefault(number, width)
            self._font.to_unicode[number] = ""  # glyphs kept in the subset
        return width
