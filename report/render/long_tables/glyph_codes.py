"""Left-to-right texts that are set sign by sign: numbers, and codes such as ``MJZ-2025-01``.

All figures are equally wide, so codes that differ only in their figures have the same layout. It is
computed once per pattern.
"""

from __future__ import annotations

import re
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from report.render.clusters import LEAST_GAP
from report.render.codes import SLIVER, Shape
from report.render.pieces import LRM, RLM, STEP, ZWSP, Glyph, Piece, left_to_right_pieces
from report.render.strings import tj

if TYPE_CHECKING:
    from report.render.long_tables.typeface import Typeface

#: Replaces all figures by noughts: codes that differ only in their figures become equal.
ALIKE = str.maketrans("123456789", "000000000")
#: In a pattern, the sign at index 0, 1, … of a code is written as this glyph code and those after
#: it.
_FIRST_PLACE = 0xF000
_SHOWN = re.compile("<([0-9a-f]+)>")
_CODE = re.compile("[0-9a-f]{4}")
_PLACES = re.compile("(?:%s)+")
#: The number of hexadecimal figures of a glyph code.
CODE_LENGTH = 4


class PiecePattern(NamedTuple):
    """A piece that all codes of one pattern share.

    ``x`` is its start, in thousandths of the font size. ``string`` is its ``TJ`` string, with
    ``%s`` for the glyph codes of each of its ``runs``, the numbers of signs that follow each other
    without a move. Its text is all its ``signs`` between ``prefix`` and ``suffix``. ``anchor`` is
    that of :class:`report.render.pieces.Piece`.
    """

    x: float
    string: str
    prefix: str
    signs: int
    suffix: str
    runs: tuple[int, ...]
    anchor: Glyph | None

    def text(self, signs: str) -> str:
        """Return the text of the piece with these signs."""
        return f"{self.prefix}{signs}{self.suffix}"


class CodePattern(NamedTuple):
    """Codes that differ only in their figures: their pieces, and their width in Pango units."""

    pieces: tuple[PiecePattern, ...]
    units: int


def _piece_pattern(piece: Piece) -> PiecePattern:
    """Return the pattern of a piece whose glyph codes are the indexes of its signs."""
    text = piece.text or ""
    signs = text.strip(LRM + ZWSP)
    prefix, _, suffix = text.partition(signs) if signs else (text, "", "")
    string = _SHOWN.sub(lambda shown: f"<{_CODE.sub(_place, shown[1])}>", piece.string)
    runs = tuple(len(run) // len("%s") for run in _PLACES.findall(string))
    string = _PLACES.sub("%s", string)
    return PiecePattern(piece.x, string, prefix, len(signs), suffix, runs, piece.anchor)


def _place(code: re.Match[str]) -> str:
    """Return ``%s`` for the glyph code of an index, and any other code unchanged."""
    return "%s" if int(code[0], 16) >= _FIRST_PLACE else code[0]


def script_of(text: str) -> str:
    """Return the script (ISO 15924) that Pango assigns to a left-to-right text; figures alone have
    none."""
    return "Latn" if any(map(str.isalpha, text)) else "Zyyy"


def _figures(sign: str) -> str | tuple[str]:
    """Return all ten figures for ``0``, and any other sign unchanged."""
    return "0123456789" if sign == "0" else (sign,)


class GlyphCodes:
    """The glyph codes, widths and pair adjustments of a font's signs."""

    def __init__(self, face: Typeface) -> None:
        self._face = face
        self._hex: dict[str, dict[int, str]] = {"Zyyy": {}, "Latn": {}}
        self._wide: dict[tuple[str, str], int] = {}
        self._pairs: dict[tuple[str, str], tuple[int, int] | None] = {}
        self._numbers: dict[str, int | None] = {}
        self._before_number = tj([face.invisible_glyph(0, SLIVER, RLM)], 0, 0)
        self._before_figure = tj(
            [face.invisible_glyph(-STEP, SLIVER, RLM)], 0, 0
        )  # see ``left_to_right_pieces``

    def number(self, text: str) -> tuple[str, int] | None:
        """Return a plain number as a ``TJ`` string and its width in Pango units, or ``None`` if its
        figures are not set one by one."""
        alike = text.translate(ALIKE)
        if alike not in self._numbers:
            placed = self._one_by_one(alike, "Zyyy")
            self._numbers[alike] = None if placed is None or any(placed[1]) else placed[2]
        units = self._numbers[alike]
        if units is None:
            return None
        opening = self._before_number if len(text) > 1 else self._before_figure
        return f"{opening} <{text.translate(self._hex['Zyyy'])}>", units

    def pattern(self, text: str, *, separated: bool = False) -> CodePattern | None:
        """Return the pattern of all codes that differ from ``text`` only in their figures.

        ``text`` is in ASCII. With ``separated`` a mark separates it from the text to its right.
        Return ``None`` if its signs are not set one by one.
        """
        alike = text.translate(ALIKE)
        placed = self._one_by_one(alike, script_of(alike))
        if placed is None:
            return None
        widths, moves, units = placed
        glyphs: list[Glyph] = []
        x = 0
        for place, (sign, width, move) in enumerate(zip(alike, widths, moves, strict=True)):
            glyphs.append(Glyph(x + move, _FIRST_PLACE + place, width, sign))
            x += move + width
        pieces = left_to_right_pieces(
            glyphs, x, self._face.invisible_glyph, inside=False, separated=separated
        )
        return CodePattern(tuple(map(_piece_pattern, pieces)), units)

    def units(self, alike: str) -> int | None:
        """Return the width of all texts with a pattern, in Pango units; ``alike`` has noughts for
        their figures. Return ``None`` if they have none."""
        placed = self._one_by_one(alike, script_of(alike))
        return None if placed is None else placed[2]

    def codes(self, text: str) -> str:
        """Return the glyph codes of the signs of a code that has a pattern, in hexadecimal."""
        return text.translate(self._hex[script_of(text)])

    def _one_by_one(self, text: str, script: str) -> tuple[list[int], list[int], int] | None:
        """Return the widths of the signs of a left-to-right text, their adjustments after the
        preceding sign (both in thousandths of the size), and the total width in Pango units.

        A ``0`` represents all figures. Return ``None`` if the signs are not set one by one, or if
        the figures are not set alike.
        """
        moves, units, previous = [], 0, ""
        for sign in text:
            pair = (previous + sign, script)
            if pair not in self._pairs:
                self._pairs[pair] = self._pair(previous, sign, script)
            move = self._pairs[pair]
            if move is None:
                return None
            moves.append(move[0])
            units += move[1]
            previous = sign
        return [self._wide[sign, script] for sign in text], moves, units

    def _pair(self, previous: str, sign: str, script: str) -> tuple[int, int] | None:
        """Return the adjustment of a sign after the preceding one, in thousandths of the size, and
        the width it adds in Pango units.

        A ``0`` represents all figures. Return ``None`` if the figures differ in these values.
        """
        pairs = {first + second for first, second in product(_figures(previous), _figures(sign))}
        moves = {self._moved(pair, script) for pair in sorted(pairs)}
        widths = {self._wide.get((first, script)) for first in _figures(sign)}
        return moves.pop() if len(moves) == 1 and len(widths) == 1 else None

    def _moved(self, pair: str, script: str) -> tuple[int, int] | None:
        placed = []
        for item in pair:
            shaped = self._face.shaped(item, rtl=False, script=script)
            if shaped is None or len(shaped[0]) != 1 or len(shaped[0][0][0]) != 1:
                return None
            (glyph,), _ = shaped[0][0]
            if ord(item) not in self._hex[script]:
                code = self._face.codes.of(Shape(((glyph.number, 0, 0),), glyph.width), item)
                self._hex[script][ord(item)] = f"{code:0{CODE_LENGTH}x}"
                self._wide[item, script] = glyph.width
            placed.append((glyph, shaped[2]))
        if len(pair) == 1:
            return 0, placed[0][1]
        both = self._face.shaped(pair, rtl=False, script=script)
        if both is None:
            return None
        glyphs = list(chain.from_iterable(group for group, _ in both[0]))
        if [item.number for item in glyphs] != [item.number for item, _ in placed]:
            return None
        move = glyphs[1].x - placed[0][0].width
        return (
            (int(move), both[2] - placed[0][1])
            if move == int(move) and abs(move) <= LEAST_GAP
            else None
        )
