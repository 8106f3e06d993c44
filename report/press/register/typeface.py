"""A face at a size: words are shaped by HarfBuzz as Pango shapes them for WeasyPrint, and written by the text layer's
rules (``docs/text-layer.md``), each once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from report.press.clusters import FULL_SPACE, LEAST_GAP, Cluster, Placed, fill_spaces, write_clusters
from report.press.codes import SLIVER, Codes, Shape
from report.press.fonts import BundledFont
from report.press.lines import Run, visible
from report.press.pieces import LRM, RLM, STEP, Glyph, left_to_right_pieces, part_needed, right_to_left_piece, tj

#: Pango's units to a CSS pixel.
UNITS = 1024
#: So many words are kept at the most: a table whose words do not recur would fill the memory with them.
_MOST_WORDS = 50_000

LETTERS = "\u0620-\u063f\u0640-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc"
_MARKS = "\u064b-\u0652\u0670"
_NUMBER = r"\d+(?:[.,:/\u066b\u066c]\d+)*"
#: A word that a line is not broken in: brackets and quotes open it, letters and plain numbers follow, stops close it.
_WORD = re.compile(rf"[«(\[“]{{0,2}}(?:[{LETTERS}][{LETTERS}{_MARKS}]*|{_NUMBER})+[»)\]”]{{0,2}}[.،؛:؟!]{{0,3}}|[–—-]")
_LETTERS_ALONE = re.compile(f"[{LETTERS}]+")
#: Figures are as wide as each other: codes and numbers that differ in them alone are set alike.
_ALIKE = str.maketrans("123456789", "000000000")
_CUTS = re.compile("[A-Za-z]+|[^A-Za-z]+")
_PARTS = re.compile(rf"{_NUMBER}|\D+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written: a string for ``TJ``, from its left edge to its right, and its width in Pango's units.

    ``spaced`` is the string with the space that is read after the word to its left. ``right`` counts the letters that
    are read from right to left, and ``length`` all; ``neutral`` says that the first character has no direction,
    ``few`` that lines of such words can have too few Arabic letters to be taken for Arabic.
    """

    string: str
    spaced: str
    units: int
    right: int
    length: int
    neutral: bool
    few: bool


def _figures(sign: str) -> str | tuple[str]:
    """Return all figures for a ``0``."""
    return "0123456789" if sign == "0" else (sign,)


def _script(text: str) -> str:
    """Return the script of a text from left to right, as Pango takes it (ISO 15924): figures alone have none."""
    return "Latn" if any(map(str.isalpha, text)) else "Zyyy"


class Typeface:
    """Shapes words in one bundled face at one size, in CSS pixels, in an Arabic text.

    ``font`` is WeasyPrint's object of the face in the PDF, which is told what glyphs are used, and ``codes`` are the
    face's codes there.
    """

    def __init__(self, font: Any, face: BundledFont, size: float, codes: Codes, language: str) -> None:
        import uharfbuzz

        self.name: str = font.hash
        self.face = face
        self.size = size
        self.codes = codes
        self._font = font
        self._language = language.lower()
        self._hb = uharfbuzz
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(face.path.read_bytes()))
        self._upem: int = self._shaper.face.upem
        self._shaper.scale = (round(size * UNITS), round(size * UNITS))
        self.words: dict[str, Word | None] = {}
        self._advances: dict[int, int] = {}
        self._hex: dict[tuple[str, str], str] = {}
        self._wide: dict[tuple[str, str], int] = {}
        self._runs: dict[tuple[str, bool, int, str], tuple[Run, int] | None] = {}
        self._numbers: dict[str, int | None] = {}
        self._codes_alike: dict[str, tuple[list[tuple[int, str, str, list[int]]], int] | None] = {}
        self._pairs: dict[tuple[str, str], tuple[int, int] | None] = {}
        self._leads: dict[tuple[int, bool], tuple[str, str, int]] = {}
        self._letters: dict[tuple[int, str], tuple[str, int]] = {}
        space = self._shaped(" ", rtl=True)
        if space is None:
            raise ValueError("a face without a space")
        glyphs, self._space_advance, self.space_units = space
        self.space = tj(self._right_to_left(glyphs), 0, self._space_advance)
        #: The space between two cells (see :func:`report.press.operators.write_space`).
        self.between = tj([self.ghost(0, SLIVER, FULL_SPACE)], 0, SLIVER)

        self._before_number = tj([self.ghost(0, SLIVER, RLM)], 0, 0)
        #: What parts a text from another to its right.
        self.part = tj([self.ghost(-SLIVER, SLIVER, RLM)], 0, 0)

    def ghost(self, x: float, width: int, text: str) -> Glyph:
        """Return a glyph that shows nothing (:data:`report.press.pieces.Ghost`)."""
        return Glyph(x, self.codes.of(Shape((), width, made=True), text), width, text)

    def word(self, text: str) -> Word | None:
        """Return a word, ``None`` where it is not a plain Arabic word or number, or the face lacks a character."""
        if text in self.words:
            return self.words[text]
        made = self._word(text) if _WORD.fullmatch(text) else None
        if len(self.words) < _MOST_WORDS:
            self.words[text] = made
        return made

    def number(self, text: str) -> tuple[str, int] | None:
        """Return a plain number that stands alone, as a string for ``TJ``, and its width in units; ``None`` where its
        figures are not set one by one."""
        alike = text.translate(_ALIKE)
        if alike not in self._numbers:
            placed = self._one_by_one(alike, "Zyyy")
            self._numbers[alike] = None if placed is None or any(placed[1]) else placed[2]
        units = self._numbers[alike]
        if units is None:
            return None
        return f"{self._before_number} <{''.join([self._hex[sign, 'Zyyy'] for sign in text])}>", units

    def code(self, text: str) -> tuple[list[tuple[int, str, str]], int] | None:
        """Return what :meth:`left_to_right` does for a code of Latin letters, figures and the signs of a number: for
        each piece where it begins in thousandths of the size, its string and its text; ``None`` where its signs are
        not set one by one."""
        script = _script(text)
        alike = text.translate(_ALIKE)
        if alike not in self._codes_alike:
            self._codes_alike[alike] = self._code(alike, script)
        made = self._codes_alike[alike]
        if made is None:
            return None
        pieces, at = [], 0
        for lead, before, after, moves in made[0]:
            cut = text[at : at + len(moves)]
            at += len(moves)
            hexes = [self._hex[sign, script] for sign in cut]
            if any(moves):
                hexes = [f"> {-move:.6f} <{one}" if move else one for one, move in zip(hexes, moves, strict=True)]
            pieces.append((lead, f"{before}{''.join(hexes)}{after}", cut))
        return pieces, made[1]

    def _code(self, text: str, script: str) -> tuple[list[tuple[int, str, str, list[int]]], int] | None:
        """Return the pieces of all codes that differ from ``text`` in their figures alone: where each begins, what
        comes before its signs and after them, and how far each sign is moved."""
        placed = self._one_by_one(text, script)
        if placed is None:
            return None
        widths, moves, units = placed
        cuts = _CUTS.findall(text)
        end = sum(widths) + sum(moves)
        pieces: list[tuple[int, str, str, list[int]]] = []
        at = x = 0
        for place, cut in enumerate(cuts):
            here, moved = widths[at : at + len(cut)], moves[at : at + len(cut)]
            at += len(cut)
            lead = STEP * (len(cuts) - 1 - place)
            stop = STEP * (len(cuts) - place) if place else end
            before, after, width = self._ghosts(place, last=place == len(cuts) - 1)
            x += moved[0]
            gap = f" {lead - x:.6f} <" if lead != x else ("<" if before[-1] != ">" else "")
            before = (
                before[:-1] if lead == x and before[-1] == ">" else f"{before}{gap}" if lead != x else f"{before} <"
            )
            x += sum(here) + sum(moved[1:])
            back = x - stop + width
            after = f"> {back:.6f} {after}" if back else f"{after}"[1:] if after[0] == "<" else f"> {after}"
            pieces.append((lead, before, after, [0, *moved[1:]]))
        return pieces, units

    def _ghosts(self, place: int, *, last: bool) -> tuple[str, str, int]:
        """Return what leads to a piece of a code and what leads from it (see ``left_to_right_pieces``)."""
        key = (place, last)
        if key not in self._leads:
            width = SLIVER + place
            left = f"<{self.ghost(0, width, LRM).code:04x}> {width}"
            before = left
            if last:
                before += f" {width:.6f} <{self.ghost(0, width, RLM).code:04x}> {width} {-width:.6f} {left}"
            self._leads[key] = before, f"{left} {-width:.6f}", width
        return self._leads[key]

    def _one_by_one(self, text: str, script: str) -> tuple[list[int], list[int], int] | None:
        """Return the width of each sign of a text that is read from left to right and how far it is moved by the one
        before it, in thousandths of the size, and the width of all in units. A ``0`` stands for all figures.

        Returns ``None`` where the signs are not set one by one, or not all figures alike.
        """
        moves, units, before = [], 0, ""
        for sign in text:
            pair = (before + sign, script)
            if pair not in self._pairs:
                self._pairs[pair] = self._pair(before, sign, script)
            move = self._pairs[pair]
            if move is None:
                return None
            moves.append(move[0])
            units += move[1]
            before = sign
        return [self._wide[sign, script] for sign in text], moves, units

    def _pair(self, before: str, sign: str, script: str) -> tuple[int, int] | None:
        """Return how far a sign is moved by the one before it, in thousandths of the size, and how much wider it makes
        the text in units; a ``0`` stands for all figures, and where these differ, ``None`` is returned."""
        pairs = {one + other for one in _figures(before) for other in _figures(sign)}
        found = {self._moved(pair, script) for pair in sorted(pairs)}
        widths = {self._wide.get((one, script)) for one in _figures(sign)}
        return found.pop() if len(found) == 1 and len(widths) == 1 else None

    def _moved(self, pair: str, script: str) -> tuple[int, int] | None:
        placed = []
        for one in pair:
            shaped = self._shaped(one, rtl=False, script=script)
            if shaped is None or len(shaped[0]) != 1 or len(shaped[0][0][0]) != 1:
                return None
            (glyph,), _ = shaped[0][0]
            if (one, script) not in self._hex:
                code = self.codes.of(Shape(((glyph.number, 0, 0),), glyph.width), one)
                self._hex[one, script], self._wide[one, script] = f"{code:04x}", glyph.width
            placed.append((glyph, shaped[2]))
        if len(pair) == 1:
            return 0, placed[0][1]
        both = self._shaped(pair, rtl=False, script=script)
        glyphs = [glyph for some, _ in both[0] for glyph in some] if both is not None else []
        if both is None or [one.number for one in glyphs] != [one.number for one, _ in placed]:
            return None
        move = glyphs[1].x - placed[0][0].width
        return (int(move), both[2] - placed[0][1]) if move == int(move) and abs(move) <= LEAST_GAP else None

    def left_to_right(self, text: str) -> tuple[tuple[Any, ...], int] | None:
        """Return the pieces of a text that is read from left to right and stands alone, and its width in units."""
        shaped = self._shaped(text, rtl=False, script=_script(text))
        if shaped is None:
            return None
        glyphs, advance, units = shaped
        written = [Glyph(one.x, self.codes.of(one.shape, one.text), one.shape.width, one.text)
                   for one in write_clusters(glyphs, rtl=False, upem=self._upem)]  # fmt: skip
        return left_to_right_pieces(written, advance, self.ghost, inside=False, part=False), units

    def runs(self, text: str) -> tuple[list[Run], int] | None:
        """Return the runs of a text of Arabic words and plain numbers from left to right, and its width in units;
        ``None`` where a glyph is missing."""
        found = []
        for part in _PARTS.findall(text):
            number = part[0].isdigit()
            made = self.run(part, rtl=not number, level=2 if number else 1, script="Arab")
            if made is None:
                return None
            found.append(made)
        return [run for run, _ in reversed(found)], sum(units for _, units in found)

    def run(self, text: str, *, rtl: bool, level: int, script: str | None = None) -> tuple[Run, int] | None:
        """Return a run and its width in units, ``None`` where a glyph is missing.

        :param script: as ISO 15924 names it; what Pango takes the letters for where it is not given.
        """
        script = script or _script(text)
        key = (text, rtl, level, script)
        if key not in self._runs:
            if len(self._runs) == _MOST_WORDS:
                self._runs.clear()
            self._runs[key] = self._run(text, rtl=rtl, level=level, script=script)
        return self._runs[key]

    def _run(self, text: str, *, rtl: bool, level: int, script: str) -> tuple[Run, int] | None:
        shaped = self._shaped(text, rtl=rtl, script=script)
        if shaped is None:
            return None
        clusters, advance, units = shaped
        written = write_clusters(clusters, rtl=rtl, upem=self._upem)
        if rtl:
            written = fill_spaces(written, advance)
        glyphs = tuple(Glyph(one.x, self.codes.of(one.shape, one.text), one.shape.width, one.text) for one in written)
        return Run(self._font, self.size, self.face, level, text, glyphs, advance), units

    def _simple(self, text: str) -> Word | None:
        """Return a word of which each letter is one glyph in its place, as most are; ``None`` for any other."""
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", self._language
        self._hb.shape(self._shaper, buffer)
        infos = buffer.glyph_infos
        if len(infos) != len(text):
            return None
        codes, units = [], 0
        for info, position in zip(infos, buffer.glyph_positions, strict=True):
            letter = text[info.cluster]
            known = self._letters.get((info.codepoint, letter))
            if known is None:
                width = self._width(info.codepoint) if info.codepoint else 0
                code = self.codes.of(Shape(((info.codepoint, 0, 0),), width), letter) if width else 0
                known = self._letters[info.codepoint, letter] = (
                    f"{code:04x}",
                    self._advance(info.codepoint) if width else -1,
                )
            if position.x_advance != known[1] or position.x_offset or position.y_offset:
                return None
            codes.append(known[0])
            units += known[1]
        if len({info.cluster for info in infos}) != len(text):
            return None
        string = f"<{''.join(codes)}>"
        return Word(string, f"{self.space} {string}", units, len(text), len(text), neutral=False, few=False)

    def _advance(self, number: int) -> int:
        advance: int = self._shaper.get_glyph_h_advance(number)
        return advance

    def _word(self, text: str) -> Word | None:
        if _LETTERS_ALONE.fullmatch(text) and (simple := self._simple(text)) is not None:
            return simple
        strings: list[str] = []
        units = 0
        before = spaced = ""
        for part in _PARTS.findall(text):
            number = part[0].isdigit()
            shaped = self._shaped(part, rtl=not number)
            if shaped is None:
                return None
            clusters, advance, width = shaped
            needed = bool(before) and part_needed(part, before)
            if number:
                string = self._number(clusters, advance, part=needed)
            else:
                glyphs = self._right_to_left(clusters)
                string = right_to_left_piece(glyphs, advance, self.ghost, part=needed).string
                spaced = self._spaced(glyphs, advance, part=needed) if unicodedata.combining(glyphs[0].text[0]) else ""
            strings.append(string)
            units += width
            before = part
        right = sum(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)
        whole = " ".join(reversed(strings))
        spaced = " ".join([spaced or f"{self.space} {strings[-1]}", *reversed(strings[:-1])])
        neutral = unicodedata.bidirectional(text[0]) == "ON"
        return Word(whole, spaced, units, right, len(text), neutral, right < 0.6 * len(text))

    def _spaced(self, glyphs: list[Glyph], advance: float, *, part: bool) -> str:
        """Return a part that ends in a mark with a space to its left that is a character of its own (see
        ``clusters.fill_spaces``)."""
        width = round(self._space_advance + glyphs[0].x)
        space = Glyph(0, self.codes.of(Shape((), width, made=True), FULL_SPACE), width, FULL_SPACE)
        moved = [replace(glyph, x=glyph.x + self._space_advance) for glyph in glyphs]
        return right_to_left_piece([space, *moved], self._space_advance + advance, self.ghost, part=part).string

    def _number(self, clusters: list[Cluster], advance: float, *, part: bool) -> str:
        written = [Glyph(one.x, self.codes.of(one.shape, one.text), one.shape.width, one.text)
                   for one in write_clusters(clusters, rtl=False, upem=self._upem)]  # fmt: skip
        (piece,) = left_to_right_pieces(written, advance, self.ghost, inside=True, part=part)
        return piece.string

    def _right_to_left(self, clusters: list[Cluster]) -> list[Glyph]:
        return [
            Glyph(one.x, self.codes.of(one.shape, one.text), one.shape.width, one.text)
            for one in write_clusters(clusters, rtl=True, upem=self._upem)
        ]

    def _shaped(self, text: str, *, rtl: bool, script: str = "Arab") -> tuple[list[Cluster], float, int] | None:
        """Return the clusters of a run as ``TextLayer._place`` has them, its advance in thousandths of the size, and
        its width in Pango's units; ``None`` where a glyph is missing."""
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = self._language
        self._hb.shape(self._shaper, buffer)
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
            width = self._width(number)
            offset = position.x_offset / self.size
            up = round(position.y_offset / self.size * self._upem / 1000)
            if info.cluster != previous:
                clusters.append(([], visible(text[info.cluster : ends[info.cluster]])))
                previous = info.cluster
            clusters[-1][0].append(Placed(number, pen + offset, up, width))
            pen += offset + width - int(width + offset - position.x_advance * 1000 / UNITS / self.size)
            units += position.x_advance
        return clusters, pen, units

    def _width(self, number: int) -> int:
        width = self._advances.get(number)
        if width is None:
            advance = self._shaper.get_glyph_h_advance(number)
            width = self._advances[number] = round(advance * 1000 / UNITS / self.size)
            self._font.widths.setdefault(number, width)
            self._font.to_unicode[number] = ""  # what WeasyPrint cuts the font down to
        return width
