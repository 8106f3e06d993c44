"""Texts that are read from left to right and set sign by sign: numbers, and codes such as ``MJZ-2025-01``.

Figures are as wide as each other, so that those that differ in their figures alone are set alike: how, is worked out
once for each pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from report.render.clusters import LEAST_GAP
from report.render.codes import SLIVER, Shape
from report.render.pieces import END, LRM, RLM, STEP, lead_of, move, tj, width_of

if TYPE_CHECKING:
    from report.render.long_tables.typeface import Typeface

#: Codes and numbers that differ in their figures alone, with noughts for all.
ALIKE = str.maketrans("123456789", "000000000")
CUTS = re.compile("[A-Za-z]+|[^A-Za-z]+")


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
        self._leads: dict[int, tuple[str, str, str]] = {}
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
        before = self._before_number if len(text) > 1 else self._before_figure
        return f"{before} <{''.join([self._hex[sign, 'Zyyy'] for sign in text])}>", units

    def code(self, text: str) -> tuple[list[tuple[int, str, str, list[int]]], int] | None:
        """Return how a code of Latin letters, figures and the signs of a number is written, and its width in units.

        For each piece: where it begins in thousandths of the size, what its string has before the codes of its signs
        and after them, and how far each sign is moved; so are all codes that differ in their figures alone. ``None``
        where its signs are not set one by one.
        """
        return self._code(text.translate(ALIKE), script_of(text))

    def shown(self, cuts: Sequence[str], moves: Sequence[Sequence[int]]) -> list[str]:
        """Return the codes of the pieces of a code (:meth:`code`), in hexadecimal."""
        script = script_of("".join(cuts))
        found = []
        for cut, moved in zip(cuts, moves, strict=True):
            hexes = [self._hex[sign, script] for sign in cut]
            if any(moved):
                hexes = [
                    f"> {-move:.6f} <{one}" if move else one
                    for one, move in zip(hexes, moved, strict=True)
                ]
            found.append("".join(hexes))
        return found

    def _code(
        self, text: str, script: str
    ) -> tuple[list[tuple[int, str, str, list[int]]], int] | None:
        """Return the pieces of all codes that differ from ``text`` in their figures alone: where each begins, what
        comes before its signs and after them, and how far each sign is moved."""
        placed = self._one_by_one(text, script)
        if placed is None:
            return None
        widths, moves, units = placed
        cuts = CUTS.findall(text)
        end = sum(widths) + sum(moves)
        pieces: list[tuple[int, str, str, list[int]]] = []
        at = x = 0
        for place, cut in enumerate(cuts):
            here, moved = widths[at : at + len(cut)], moves[at : at + len(cut)]
            at += len(cut)
            lead = lead_of(place)
            stop = lead_of(place - 1) if place else end
            before, right, last = self._invisible_glyphs(place)
            x += moved[0]
            before = f"{before} {move(lead - x)} <"
            x += sum(here) + sum(moved[1:])
            after = f"> {move(x - lead + SLIVER)} {right} {move(lead - stop)} {last}"
            pieces.append((lead, before, after, [0, *moved[1:]]))
        return pieces, units

    def _invisible_glyphs(self, place: int) -> tuple[str, str, str]:
        """Return the ghost that leads to a piece of a code, and the two after it (see ``left_to_right_pieces``)."""
        if place not in self._leads:
            invisible_glyph, width = self._face.invisible_glyph, width_of(place)
            self._leads[place] = (
                f"<{invisible_glyph(0, width, LRM).code:04x}> {width}",
                f"<{invisible_glyph(0, SLIVER, RLM).code:04x}> {SLIVER}",
                f"<{invisible_glyph(0, SLIVER, END).code:04x}> {SLIVER} {-SLIVER:.6f}",
            )
        return self._leads[place]

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
            shaped = self._face.shaped(one, rtl=False, script=script)
            if shaped is None or len(shaped[0]) != 1 or len(shaped[0][0][0]) != 1:
                return None
            (glyph,), _ = shaped[0][0]
            if (one, script) not in self._hex:
                code = self._face.codes.of(Shape(((glyph.number, 0, 0),), glyph.width), one)
                self._hex[one, script], self._wide[one, script] = f"{code:04x}", glyph.width
            placed.append((glyph, shaped[2]))
        if len(pair) == 1:
            return 0, placed[0][1]
        both = self._face.shaped(pair, rtl=False, script=script)
        glyphs = [glyph for some, _ in both[0] for glyph in some] if both is not None else []
        if both is None or [one.number for one in glyphs] != [one.number for one, _ in placed]:
            return None
        move = glyphs[1].x - placed[0][0].width
        return (
            (int(move), both[2] - placed[0][1])
            if move == int(move) and abs(move) <= LEAST_GAP
            else None
        )
