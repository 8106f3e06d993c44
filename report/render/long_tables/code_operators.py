"""The operators of left-to-right texts. Texts that differ only in their figures share a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from report.render.long_tables.glyph_codes import ALIKE, CODE_LENGTH, PiecePattern
from report.render.long_tables.limited import Limited
from report.render.long_tables.model import SCALE
from report.render.long_tables.strings import inline_string
from report.render.pieces import TAG, Piece

if TYPE_CHECKING:
    from report.render.long_tables.typeface import Typeface

#: The maximum number of cached patterns, and the longest text of one.
_MOST, _LONGEST = 10_000, 40


class Operators(NamedTuple):
    """The operators of a text: what precedes the first move of the pen, this move, and the rest.

    ``first`` and ``last`` are the positions of the pen after its first move and its last one, in
    hundredths of a point from the left edge of the text. ``units`` is the width of the text in
    Pango units.
    """

    head: str
    first: int
    rest: str
    last: int
    units: int


class _Pattern(NamedTuple):
    """Operators with placeholders, and the pieces that fill them."""

    operators: Operators
    pieces: tuple[PiecePattern, ...]


class CodeOperators:
    """Writes left-to-right texts in one face."""

    def __init__(self, face: Typeface) -> None:
        self._face = face
        self._patterns = Limited[tuple[str, bool], _Pattern | None](_MOST)
        self._units = Limited[str, int | None](_MOST)

    def operators(self, text: str, *, separated: bool = False) -> Operators | None:
        """Return the operators of a text whose signs are set one by one, or ``None`` for any other
        text.

        :param separated: whether a mark separates it from the text to its right.
        """
        pattern = self._pattern(text, separated=separated)
        if pattern is None:
            return None
        fillings = self._fillings(text, pattern.pieces)
        return pattern.operators._replace(rest=pattern.operators.rest % tuple(fillings))

    def units(self, text: str) -> int | None:
        """Return the width in Pango units of a text that has a pattern, else ``None``."""
        if not text.isascii():
            return None
        alike = text.translate(ALIKE)
        if alike not in self._units:
            self._units[alike] = self._face.glyph_codes.units(alike)
        return self._units[alike]

    def of_pieces(
        self, pieces: Sequence[Piece | PiecePattern], texts: Sequence[str], units: int
    ) -> Operators:
        """Return the operators of pieces, each with its text as a PDF string."""
        operators: list[str] = []
        first = pen = 0
        for piece, text in zip(pieces, texts, strict=True):
            place = self._places(piece.x)
            anchor, anchored = place, ""
            if piece.anchor is not None:
                anchor = self._places(piece.anchor.x)
                anchored = f"[<{piece.anchor.code:04x}>]TJ\n{place - anchor} 0 Td"
            if operators:
                operators.append(f"\n{anchor - pen} 0 Td")
            else:
                first = anchor
            operators.append(f"/{TAG} <</ActualText {text}>>BDC\n{anchored}[{piece.string}]TJ\nEMC")
            pen = place
        return Operators("", first, "".join(operators), pen, units)

    def _pattern(self, text: str, *, separated: bool) -> _Pattern | None:
        """Return the pattern of a text; those of short texts are cached."""
        if not text.isascii():
            return None
        if len(text) > _LONGEST:
            return self._new_pattern(text, separated=separated)
        key = (text.translate(ALIKE), separated)
        if key not in self._patterns:
            self._patterns[key] = self._new_pattern(text, separated=separated)
        return self._patterns[key]

    def _new_pattern(self, text: str, *, separated: bool) -> _Pattern | None:
        code = self._face.glyph_codes.pattern(text, separated=separated)
        if code is None:
            return None
        operators = self.of_pieces(code.pieces, ["%s"] * len(code.pieces), code.units)
        return _Pattern(operators, code.pieces)

    def _fillings(self, text: str, pieces: Sequence[PiecePattern]) -> list[str]:
        """Return the values for the placeholders of a pattern: the text of each piece and the glyph
        codes of its runs of signs."""
        codes = self._face.glyph_codes.codes(text)
        fillings: list[str] = []
        start = begin = 0
        for piece in pieces:
            end = start + piece.signs
            fillings.append(inline_string(piece.text(text[start:end])))
            for signs in piece.runs:
                stop = begin + signs * CODE_LENGTH
                fillings.append(codes[begin:stop])
                begin = stop
            start = end
        return fillings

    def _places(self, place: float) -> int:
        """Return a distance in hundredths of a point, from thousandths of the font size."""
        return round(place * self._face.size * SCALE / 1000)
