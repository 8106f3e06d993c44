"""Numbers in digits, whichever way they are written: with the signs of any locale, a percent sign,
a scale word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from report.arabic.figures import western
from report.arabic.numerals.words import fold, scale_of

_NUMBER = re.compile(
    r"(?P<mark>[▲▼]\s?)?(?P<sign>[+\-\u2212]?)"
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.,٬'’]\d{3})+(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,٫]\d+)?)"
    r"(?:\s?(?P<percent>[%٪]))?"
    r"(?:\s(?P<word>[\u0621-\u064a\u064b-\u0652]+))?"
)
#: What a number does not touch: Latin letters, digits, and the signs of a date or a code. A letter
#: of Arabic may be a conjunction: «و57».
_BEFORE = re.compile(r"[A-Za-z0-9_/:]\Z|\d[.,٫\-\u2212]\Z")
_AFTER = re.compile(r"[A-Za-z0-9_/]|[-.,٫:/]\d")
_SIGNS = ".,٫"
_WORD = re.compile(r"[^\W\d_][\w.]*")
#: Marks of direction, which stand around numbers.
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number of a text.

    :param start: where it begins in the text, with its sign.
    :param end: where it ends, with its percent sign and its scale word.
    :param values: the number without its scale: two where its one separator may be of thousands
        or of decimals.
    :param decimals: how many decimals each of ``values`` is written with.
    :param scale: what the word behind it multiplies it by: 1,000,000 for «مليون».
    """

    start: int
    end: int
    values: tuple[Fraction, ...]
    decimals: tuple[int, ...]
    is_percent: bool
    scale: int

    @property
    def amounts(self) -> frozenset[Fraction]:
        """The values times the scale."""
        return frozenset(value * self.scale for value in self.values)


def without_directions(text: str) -> str:
    """Return a text without marks of direction."""
    return _DIRECTIONS.sub("", text)


def word_stems(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, without the ending of the accusative: «هجوم» for
    «هجوما»."""
    return tuple(fold(word).rstrip(".").removesuffix("ا") for word in _WORD.findall(text))


def written_numbers(text: str, decimal: str | None = None) -> Iterator[WrittenNumber]:
    """Yield the numbers of a text that are written in digits; dates and codes are left out.

    :param text: a text without marks of direction.
    :param decimal: the decimal sign of the text; ``None`` if it may be any. A number that cannot be
        read with it is read with any.
    """
    latin = western(text)
    for match in _NUMBER.finditer(latin):
        end = match.end("percent") if match["percent"] else match.end("number")
        is_free = not _BEFORE.search(latin, max(0, match.start() - 2), match.start())
        if not is_free or _AFTER.match(latin, end):
            continue
        word = fold(match["word"]) if match["word"] else ""
        scale = scale_of(word)
        is_negative = match["sign"] in ("-", "\u2212") or (match["mark"] or "").startswith("▼")
        own = set(_readings(match["number"], decimal))
        readings = sorted(own or set(_readings(match["number"], None)))
        yield WrittenNumber(
            match.start(),
            match.end("word") if scale > 1 else end,
            tuple(-value if is_negative else value for value, _ in readings),
            tuple(decimals for _, decimals in readings),
            match["percent"] is not None,
            scale,
        )


def _readings(number: str, decimal: str | None) -> Iterator[tuple[Fraction, int]]:
    """Yield what digits with separators may mean, each with its number of decimals."""
    separators = [sign for sign in number if not sign.isdigit()]
    last = separators[-1] if separators else ""
    groups = re.split(r"\D", number)
    may_group = (
        len(set(separators)) == 1
        and len(groups[0]) <= _THOUSANDS
        and not groups[0].startswith("0")
        and all(len(group) == _THOUSANDS for group in groups[1:])
    )
    may_end = last in _SIGNS and separators.count(last) == 1 and len(set(separators)) <= 2
    if decimal is not None and last in _SIGNS:
        may_group, may_end = may_group and last != decimal, may_end and last == decimal
    if not separators or (may_group and last != "٫"):
        yield Fraction("".join(groups)), 0
    if may_end and last:
        yield Fraction(f"{''.join(groups[:-1])}.{groups[-1]}"), len(groups[-1])
