"""Find in the bytes of structure elements what is asked for, without reading the elements.

The bytes of a text are searched after some are left out: those of format characters, of separators
of thousands, of the zeros of UTF-16. The same bytes are left out of what is asked for. So no place
is missed, however its text is written; some are found that do not have what is asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

#: The bytes that separators inside a number have in UTF-16, beside the zeros.
_SEPARATORS = " .,'\u00a0\u202f\u2019\u066b\u066c"
_BMP = 0x10000
#: A text with one of these bytes may have format characters beyond the first 65,536.
_HIGH = (b"\xd8", b"\xdb")
#: Marks of direction whose bytes are also those of figures.
_ISOLATES = (b"\x20\x66", b"\x20\x67", b"\x20\x68", b"\x20\x69")
#: Letters and figures that are written in one way only: no other sign becomes one of them in
#: Unicode Normalisation Form C, as one becomes K, and none of the first is made of two signs.
_ARABIC = ("\u0620", "\u064a")
_LATIN = frozenset("-0123456789ABCDEFGHIJLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Needle:
    """What the bytes of a text have if it may have what is asked for.

    :param left_out: the bytes that are left out before the search.
    :param table: what each byte becomes, for digits of other scripts; ``None`` if it stays.
    """

    sought: bytes
    left_out: bytes
    table: bytes | None = None

    def is_in(self, data: bytes) -> bool:
        """Return whether the bytes may have what is asked for."""
        if self.table is not None and any(mark in data for mark in _ISOLATES):
            for mark in _ISOLATES:
                data = data.replace(mark, b"")
        return self.sought in data.translate(self.table, self.left_out)


@dataclass(frozen=True, slots=True)
class Needles:
    """What is asked for: some texts, and a number in any written form."""

    needles: tuple[Needle, ...]

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]], amounts: Iterable[Fraction]) -> Needles:
        """Return what finds texts, each as its words, and numbers with these amounts."""
        needles = [_of_words(words) for words in texts]
        for amount in amounts:
            needles += _of_number(amount)
        return cls(tuple(dict.fromkeys(needles)))

    def with_texts(self, texts: Iterable[Sequence[str]]) -> Needles:
        """Return what finds further texts too, each as its words. A text is left out if these
        needles are in one of its words: they find it wherever it is."""
        further = [
            _of_words(words)
            for words in texts
            if not any(self.are_in(word.encode("utf-16-be", "surrogatepass")) for word in words)
        ]
        return Needles(tuple(dict.fromkeys([*self.needles, *further])))

    def are_in(self, data: bytes) -> bool:
        """Return whether the bytes may have what is asked for."""
        return any(needle.is_in(data) for needle in self.needles) or any(
            lead in data for lead in _HIGH
        )


def _of_words(words: Iterable[str]) -> Needle:
    """Return what finds a text: of the longest part of a word whose letters have one form."""
    left_out = bytes(_left_out())
    pieces: list[bytes] = []
    for word in words:
        for piece in "".join(sign if _has_one_form(sign) else " " for sign in word).split():
            pieces.append(piece.encode("utf-16-be", "surrogatepass").translate(None, left_out))
    return Needle(max(pieces, key=len, default=b""), left_out)


def _of_number(amount: Fraction) -> list[Needle]:
    """Return what finds a number: its figures, without the zeros at both ends, which depend on its
    scale."""
    number = abs(amount)
    while number.denominator != 1:
        number *= 10
    figures = str(number.numerator).strip("0").encode("ascii")
    left_out = _left_out() | set(_SEPARATORS.encode("utf-16-be"))
    arabic = bytes(range(0x60, 0x6A)), bytes(range(0xF0, 0xFA))
    table = bytes.maketrans(b"".join(arabic), b"0123456789" * 2)
    signs = bytes(left_out - set(b"".join(arabic)))
    return [Needle(figures, bytes(left_out)), Needle(figures, signs, table)]


def _has_one_form(sign: str) -> bool:
    """Return whether a sign is written in one way only."""
    if not _ARABIC[0] <= sign <= _ARABIC[1]:
        return sign in _LATIN
    return not unicodedata.decomposition(sign)


@cache
def _left_out() -> frozenset[int]:
    """Return the bytes of format characters, of the zeros of UTF-16, and of escapes in strings."""
    signs = "".join(sign for sign in map(chr, range(_BMP)) if unicodedata.category(sign) == "Cf")
    return frozenset(signs.encode("utf-16-be") + b"\\\0")
