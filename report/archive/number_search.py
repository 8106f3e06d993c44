"""Find a number on the pages of an edition, whichever way the user writes it: ``195``, ``١٩٥``,
``1,234.5``, «1,2 مليون», ``12.5 %``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from report.arabic.amounts import round_exact
from report.arabic.written_numbers import (
    WrittenNumber,
    without_directions,
    word_stems,
    written_numbers,
)

if TYPE_CHECKING:
    from report.archive.printed import TextOnPage

#: How a place has what is asked for: the same text; the same number, written in another way; a
#: value that is printed rounded, in a scale or in words; the number, without the words beside it.
Match = Literal["exact", "form", "value", "number"]
MATCHES: tuple[Match, ...] = ("exact", "form", "value", "number")

_ARABIC_COMMA = re.compile(r"(?<=\d)،(?=\d)")
#: How far from a number the words beside it are read, in characters.
_BESIDE = 100


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number as the user writes it, and the words before and after it without their endings."""

    number: WrittenNumber
    preceding: tuple[str, ...]
    following: tuple[str, ...]

    def equals(self, printed: WrittenNumber) -> bool:
        """Return whether a printed number is this one."""
        lacks_percent = self.number.is_percent and not printed.is_percent
        return not lacks_percent and not self.number.amounts.isdisjoint(printed.amounts)

    def is_value(self, exact: str, printed: str) -> bool:
        """Return whether this is an exact value that is printed rounded or in a scale, or the value
        in its printed scale."""
        number = self.number
        printed_numbers = list(written_numbers(without_directions(printed)))
        if self.preceding or self.following or any(map(self.equals, printed_numbers)):
            return False
        has_percent = any(shown.is_percent for shown in printed_numbers)
        if number.is_percent and not has_percent:
            return False
        try:
            value = Fraction(exact)
        except ValueError:
            return False
        amounts = {*number.amounts}
        if number.is_percent:
            amounts |= {amount / 100 for amount in number.amounts}
        if value in amounts:
            return True
        if number.scale == 1:
            return False
        shown = {amount for item in printed_numbers for amount in item.values}
        pairs = zip(number.values, number.decimals, strict=True)
        return any(
            amount in shown and round_exact(value / number.scale, decimals) == amount
            for amount, decimals in pairs
        )

    def has_words(self, text: str, printed: WrittenNumber) -> bool:
        """Return whether the words beside this number are beside a printed one, next to it."""
        head = word_stems(text[max(0, printed.start - _BESIDE) : printed.start])
        tail = word_stems(text[printed.end : printed.end + _BESIDE])
        is_behind = head[len(head) - len(self.preceding) :] == self.preceding
        return is_behind and tail[: len(self.following)] == self.following


def asked_number(text: str) -> AskedNumber | None:
    """Return the one number of a text that a user writes; ``None`` if it has none or several."""
    cleaned = _ARABIC_COMMA.sub(",", without_directions(text).strip())
    numbers = list(written_numbers(cleaned))
    if len(numbers) != 1:
        return None
    (number,) = numbers
    head, tail = cleaned[: number.start], cleaned[number.end :]
    if any(map(str.isdigit, head + tail)):
        return None
    return AskedNumber(number, word_stems(head), word_stems(tail))


@dataclass(frozen=True, slots=True)
class Hit:
    """A place among the texts of an edition that has a number, and how it is printed there."""

    place: int
    match: Match
    printed: str


def number_hits(texts: Sequence[TextOnPage], asked: AskedNumber, decimal: str) -> Iterator[Hit]:
    """Yield the places where a number is printed.

    :param texts: the texts in the order of reading.
    :param decimal: the decimal sign of the edition.
    """
    numbered = enumerate(texts)
    for _, run in groupby(numbered, key=lambda item: (item[1].key, item[1].note, item[1].row)):
        pieces = [(place, without_directions(text.said)) for place, text in run]
        whole = "\n".join(text for _, text in pieces)
        if not any(map(str.isdigit, whole)):
            continue
        for printed in written_numbers(whole, decimal):
            if asked.equals(printed):
                match: Match = "form" if asked.has_words(whole, printed) else "number"
                written = " ".join(whole[printed.start : printed.end].split("\n"))
                yield Hit(_place_at(pieces, printed.start), match, written)


def _place_at(pieces: Sequence[tuple[int, str]], start: int) -> int:
    """Return the place of the text in which a character of the joined texts is."""
    end = -1
    for place, text in pieces:
        end += len(text) + 1
        if start < end:
            return place
    return pieces[-1][0]


def same_number(text: str, asked: AskedNumber, decimal: str) -> str | None:
    """Return how a text prints a number; ``None`` if it does not."""
    plain = without_directions(text)
    for printed in written_numbers(plain, decimal):
        if asked.equals(printed) and asked.has_words(plain, printed):
            return plain[printed.start : printed.end]
    return None
