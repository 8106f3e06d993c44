"""Texts that are read from left to right and set sign by sign: numbers, and codes such as ``MJZ-2025-01``.

Figures are as wide as each other, so that those that differ in their figures alone are set alike: how, is worked out
once for each pattern.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from report.render.clusters import LEAST_GAP
from report.render.codes import SLIVER, Shape
from report.render.pieces import LRM, RLM, STEP, Glyph, Piece, left_to_right_pieces, tj

if TYPE_CHECKING:
    from report.render.long_tables.typeface import Typeface

#: Codes and numbers that differ in their figures alone, with noughts for all.
ALIKE = str.maketrans("123456789", "000000000")
#: In a pattern the sign at place 0, 1, … of a code is written as this code and those after it.
_FIRST_PLACE = 0xF000
_SHOWN = re.compile("<([0-9a-f]+)>")
_CODE = re.compile("[0-9a-f]{4}")


class PiecePattern(NamedTuple):
    """A piece of all codes of one pattern.

    ``x`` is where it begins, in thousandths of the font size. ``string`` is its string for ``TJ``, with ``%s`` for the
    code of each of its ``signs``. Its text is those signs between ``before`` and ``after``.
    """

    x: float
    string: str
    before: str
    signs: int
    after: str

    def text(self, signs: str) -> str:
        """Return the text of the piece that has these signs."""
        return f"{self.before}{signs}{self.after}"


class CodePattern(NamedTuple):
    """Codes that differ in their figures alone: their pieces, and their width in Pango's units."""

    pieces: tuple[PiecePattern, ...]
    units: int


def _piece_pattern(piece: Piece) -> PiecePattern:
    """Return the pattern of a piece whose signs are written as their places."""
    text = piece.text or ""
    signs = text.strip(LRM + RLM)
    before, _, after = text.partition(signs) if signs else (text, "", "")
    string = _SHOWN.sub(lambda shown: f"<{_CODE.sub(_place, shown[1])}>", piece.string)
    return PiecePattern(piece.x, string, before, len(signs), after)


def _place(code: re.Match[str]) -> str:
    """Return ``%s`` for the code of a place, and any other code as it is."""
    return "%s" if int(code[0], 16) >= _FIRST_PLACE else code[0]


def script_of(text: str) -> str:
    """Return the script of a text from left to right, as Pango takes it (ISO 15924): figures alone have none."""
    return "Latn" if any(map(str.isalpha, text)) else "Zyyy"


def _figures(sign: str) -> str | tuple[str]:
    """Return all figures for a ``0``."""
    return "0123456789" if sign == "0" else (sign,)


class GlyphCodes:
    """The signs of a face that stand alone: their codes, their widths, and how far each is moved by the one before."""

    def __init__(self, face: Typeface) -> None:
        self._face = face
        self._hex: dict[tuple[str, str], str] = {}
        self._wide: dict[tuple[str, str], int] = {}
        self._pairs: dict[tuple[str, str], tuple[int, int] | None] = {}
        self._numbers: dict[str, int | None] = {}
        self._before_number = tj([face.invisible_glyph(0, SLIVER, RLM)], 0, 0)
        self._before_figure = tj(
            [face.invisible_glyph(-STEP, SLIVER, RLM)], 0, 0
        )  # see ``left_to_right_pieces``

    def number(self, text: str) -> tuple[str, int] | None:
        """Return a plain number that stands alone, as a string for ``TJ``, and its width in units; ``None`` where its
        figures are not set one by one."""
        alike = text.translate(ALIKE)
        if alike not in self._numbers:
            placed = self._one_by_one(alike, "Zyyy")
            self._numbers[alike] = None if placed is None or any(placed[1]) else placed[2]
        units = self._numbers[alike]
        if units is None:
            return None
        opening = self._before_number if len(text) > 1 else self._before_figure
        return f"{opening} <{''.join([self._hex[sign, 'Zyyy'] for sign in text])}>", units

    def pattern(self, text: str) -> CodePattern | None:
        """Return how all codes are written that differ from ``text`` in their figures alone.

        ``text`` is a code of Latin letters, figures and the signs of a number. Returns ``None`` where its signs are not
        set one by one.
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
            glyphs, x, self._face.invisible_glyph, inside=False, part=False
        )
        return CodePattern(tuple(map(_piece_pattern, pieces)), units)

    def codes(self, text: str) -> list[str]:
        """Return the code of each sign of a code that has a pattern, in hexadecimal."""
        script = script_of(text)
        return [self._hex[sign, script] for sign in text]

    def _one_by_one(self, text: str, script: str) -> tuple[list[int], list[int], int] | None:
        """Return the width of each sign of a text that is read from left to right and how far it is moved by the one
        before it, in thousandths of the size, and the width of all in units. A ``0`` represents all figures.

        Returns ``None`` where the signs are not set one by one, or not all figures alike.
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

    def _pair(self, before: str, sign: str, script: str) -> tuple[int, int] | None:
        """Return how far a sign is moved by the one before it, in thousandths of the size, and how much wider it makes
        the text in units; a ``0`` represents all figures, and where these differ, ``None`` is returned."""
        pairs = {first + second for first in _figures(before) for second in _figures(sign)}
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
            if (item, script) not in self._hex:
                code = self._face.codes.of(Shape(((glyph.number, 0, 0),), glyph.width), item)
                self._hex[item, script], self._wide[item, script] = f"{code:04x}", glyph.width
            placed.append((glyph, shaped[2]))
        if len(pair) == 1:
            return 0, placed[0][1]
        both = self._face.shaped(pair, rtl=False, script=script)
        glyphs = [glyph for group, _ in both[0] for glyph in group] if both is not None else []
        if both is None or [item.number for item in glyphs] != [item.number for item, _ in placed]:
            return None
        move = glyphs[1].x - placed[0][0].width
        return (
            (int(move), both[2] - placed[0][1])
            if move == int(move) and abs(move) <= LEAST_GAP
            else None
        )
