"""The text of strings of glyph codes, in the order of reading, and the room that they take."""

from __future__ import annotations

import re
from binascii import unhexlify
from codecs import utf_16_be_decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import bidirectional, category

from report.archive.printed import plain
from report.archive.registers.table import OtherForm

#: What the moves between the strings of a ``TJ`` operator consist of.
_OF_MOVES = b"0123456789.- "
#: Ten moves of a long distance (see :func:`report.render.strings.move`), and a move that is as far.
_TEN_MOVES = ((b" 99" * 10 + b" ", b" 990 "), (b" -99" * 10 + b" ", b" -990 "))
#: The number of hexadecimal digits of a glyph code.
_CODE = 4
#: What is between the codes of two strings that are read at once: no glyph has it.
_BETWEEN = b"ffff"
#: Letters that are read from right to left, and the signs that join figures to one number (Unicode
#: Standard Annex 9).
RIGHT, LEFT, JOINING, NEUTRAL = KINDS = "rljn"
#: Glyphs that keep their order in a text that is read from the right.
_RUN = re.compile("l(?:j?l)*|.")
_RIGHT = frozenset({"R", "AL"})
_LEFT = frozenset({"L", "EN", "AN"})
_JOINING = frozenset({"ES", "CS", "ET"})


class Shown(NamedTuple):
    """What a string of glyphs shows: its text in the order of reading, how far it reaches to the
    left and to the right of where it begins, and where it ends, in thousandths of the font size."""

    text: str
    left: float
    right: float
    end: float


class Piece(NamedTuple):
    """A piece of a text that is read from the left: the text of its glyphs, the text that stands
    for them if that is another, and the distance to the first glyphs, and these. ``then`` is the
    same for the second ones, if there are any. Distances are hundredths of a point."""

    text: str
    said: str | None
    right: int
    up: int
    first: Shown
    then: tuple[int, int, Shown] | None


@dataclass(slots=True)
class GlyphTexts:
    """A font: the text of each code, its width, and how it is read; and the strings that were read
    with it. Codes are characters, as :meth:`str.translate` takes them."""

    texts: Mapping[int, str]
    widths: Mapping[str, float]
    kinds: Mapping[int, str]
    known: dict[bytes, Shown] = field(default_factory=dict)
    pieces: dict[bytes, Piece] = field(default_factory=dict)
    _runs: dict[bytes, tuple[str, float]] = field(default_factory=dict)
    _moves: dict[bytes, float] = field(default_factory=dict)
    _texts: dict[bytes, str] = field(default_factory=dict)
    _plain: dict[int, str] = field(default_factory=dict)
    _searched: list[re.Pattern[str]] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Mapping[int, str], widths: Mapping[int, float]) -> GlyphTexts:
        """Return a font with these texts and widths of its codes, in thousandths of an em."""
        kinds = {code: kind_of(text) for code, text in texts.items()}
        both = {chr(code): width for code, width in widths.items() if code in texts}
        return cls(texts, both, kinds)

    #: The most strings that are remembered: those of a column recur, those of notes do not.
    _MOST = 20_000

    def shown(self, string: bytes) -> Shown:
        """Return what the operand of a ``TJ`` operator shows.

        :raises OtherForm: if it is none, or if the font lacks a glyph.
        """
        shown = self.known.get(string)
        if shown is None:
            shown = self._read(string)
            if len(self.known) < self._MOST:
                self.known[string] = shown
        return shown

    def texts_of(self, strings: Sequence[bytes]) -> list[str]:
        """Return the texts that the operands of ``TJ`` operators show, without blanks and format
        characters. Their moves are not read.

        :raises OtherForm: if the font lacks a glyph.
        """
        fresh = [string for string in dict.fromkeys(strings) if string not in self._texts]
        read = dict(zip(fresh, self._in_bulk(fresh), strict=True)) if fresh else {}
        texts = [read[string] if string in read else self._texts[string] for string in strings]
        if len(self._texts) < self._MOST:
            self._texts |= read
        return texts

    def _in_bulk(self, strings: Sequence[bytes]) -> list[str]:
        """Return the texts of many operands at once."""
        first, *pieces = b"]".join(strings).split(b"<")
        codes = [_BETWEEN * first.count(b"]")]
        for piece in pieces:
            written, end, moves = piece.partition(b">")
            if not end or len(written) % _CODE:
                raise OtherForm("operand of TJ")
            codes.append(written)
            if b"]" in moves:
                codes.append(_BETWEEN * moves.count(b"]"))
        try:
            glyphs, _ = utf_16_be_decode(unhexlify(b"".join(codes)), "strict", True)
        except ValueError as error:
            raise OtherForm("glyph code") from error
        between = chr(int(_BETWEEN, 16))
        if not all(ord(glyph) in self.texts for glyph in set(glyphs) - {between}):
            raise OtherForm("glyph code")
        shown = glyphs.split(between)
        if len(shown) != len(strings):
            raise OtherForm("glyph code")
        if not self._plain:
            self._plain |= {code: plain(text) for code, text in self.texts.items()}
        return [self._ordered(string).translate(self._plain) for string in shown]

    def _read(self, string: bytes) -> Shown:
        first, *pieces = string.split(b"<")
        place = left = -self._moved(first) if first else 0.0
        right, glyphs = place, []
        runs, moved = self._runs, self._moves
        for piece in pieces:
            written, end, moves = piece.partition(b">")
            if not end:
                raise OtherForm("operand of TJ")
            codes, width = runs.get(written) or self._run(written)
            glyphs.append(codes)
            place += width
            if place > right:
                right = place
            if moves:
                move = moved.get(moves)
                place -= self._moved(moves) if move is None else move
                if place < left:
                    left = place
        return Shown(self.in_reading_order("".join(glyphs)), left, right, place)

    def _run(self, written: bytes) -> tuple[str, float]:
        """Return the codes of one hexadecimal string as characters, and their width."""
        if len(written) % _CODE:
            raise OtherForm("operand of TJ")
        try:
            codes, _ = utf_16_be_decode(unhexlify(written), "strict", True)
            run = codes, sum(map(self.widths.__getitem__, codes))
        except (KeyError, ValueError) as error:
            raise OtherForm("glyph code") from error
        if len(self._runs) < self._MOST:
            self._runs[written] = run
        return run

    def in_reading_order(self, codes: str) -> str:
        """Return the text of glyphs that stand side by side from left to right.

        Letters of Arabic are read from the right. Figures, and other letters, are read from the
        left: a number with the signs inside it, and a word.

        :param codes: the code of each glyph as a character.
        """
        return self._ordered(codes).translate(self.texts)

    def _ordered(self, codes: str) -> str:
        """Return glyphs that stand side by side from left to right in the order of reading."""
        if not self._searched:
            self._searched += [_any_of(self.kinds, kind) for kind in (RIGHT, LEFT)]
        right, left = self._searched
        if not right.search(codes):
            return codes
        if not left.search(codes):
            return codes[::-1]
        kinds = codes.translate(self.kinds)
        runs = [codes[run.start() : run.end()] for run in _RUN.finditer(kinds)]
        return "".join(reversed(runs))

    def _moved(self, moves: bytes) -> float:
        """Return the sum of moves; hundreds of strings have the same."""
        moved = self._moves.get(moves)
        if moved is None:
            moved = _sum(moves)
            if len(self._moves) < self._MOST:
                self._moves[moves] = moved
        return moved


def _sum(moves: bytes) -> float:
    """Return the sum of the moves between two strings.

    :raises OtherForm: if one of them is no number.
    """
    if moves.translate(None, _OF_MOVES):
        raise OtherForm("operand of TJ")
    for ten, move in _TEN_MOVES:
        moves = moves.replace(ten, move)
    try:
        return sum(map(float, moves.split()))
    except ValueError as error:
        raise OtherForm("operand of TJ") from error


def _any_of(kinds: Mapping[int, str], kind: str) -> re.Pattern[str]:
    """Return what finds a code of a kind."""
    codes = "".join(re.escape(chr(code)) for code, own in kinds.items() if own == kind)
    return re.compile(f"[{codes}]" if codes else "(?!)")


def kind_of(text: str) -> str:
    """Return how the text of a glyph is read: one of :data:`KINDS`. Format characters show nothing
    and do not count."""
    kinds = {bidirectional(sign) for sign in text if category(sign) != "Cf"}
    if kinds & _RIGHT:
        return RIGHT
    if kinds & _LEFT:
        return LEFT
    return JOINING if kinds & _JOINING else NEUTRAL
