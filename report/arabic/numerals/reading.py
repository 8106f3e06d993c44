"""A text as numerals are searched in it: folded, with the place of each character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import decimal

from report.arabic.conventions_text import LETTER, Span
from report.arabic.numerals.names import DIGIT
from report.arabic.numerals.words import FOLDED

#: The sign of an expression, an address or code, which are no words.
OBJECT = "\ufffc"
#: What Markdown sets in emphasis; what is searched is read without it.
_FOLDED_SIGNS = {**FOLDED, ord("*"): ord(" ")}
#: Vowel signs, tatweel, invisible characters. The hamza on ya is kept: «مئة» may be decomposed.
_DROPPED = re.compile(
    "[\u0640\u064b-\u065f\u0670\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
#: A digit of another script, or of another shape.
_OTHER_DIGIT = re.compile(rf"(?!{DIGIT})\d")
_YA_HAMZA = re.compile("\u064a[\u064b-\u0653]*\u0654")

_NUMBER = (
    rf"{DIGIT}{{1,3}}(?:[ \u00a0\u202f]{DIGIT}{{3}})+(?!{DIGIT})(?:[.,٫]{DIGIT}+)?"
    rf"|{DIGIT}+(?:[.,٫٬'’]{DIGIT}+)*"
)
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<word>{LETTER}+)|(?P<latin>[A-Za-zÀ-ɏ]+)"
    rf"|(?P<object>{OBJECT}+)|(?P<line>\n)|(?P<sign>[^\s])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, an Arabic word, a Latin word, an object, the end of a line, or a sign.

    ``index`` is its place among the tokens.
    """

    index: int
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text without vowel signs and invisible characters.

    ``places[n]`` is the index of character ``n`` in the text that was read.
    """

    text: str
    places: Sequence[int]
    tokens: tuple[Token, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span in the text that was read."""
        return self.places[start], self.places[end - 1] + 1


def read(text: str, objects: Sequence[Span]) -> Reading:
    """Return the reading of a text.

    :param objects: the spans of markup and expressions. A span that ends a line or is of signs
        alone counts as a space.
    """
    characters = list(text)
    for start, end in objects:
        is_object = any(character.isalnum() for character in text[start:end])
        for index in range(start, end):
            if characters[index] != "\n":
                characters[index] = OBJECT if is_object else " "
    shown = _YA_HAMZA.sub(_composed, "".join(characters))
    segments: list[str] = []
    places: list[int] = []
    last = 0
    for dropped in _DROPPED.finditer(shown):
        segments.append(shown[last : dropped.start()])
        places += range(last, dropped.start())
        last = dropped.end()
    segments.append(shown[last:])
    places += range(last, len(shown))
    folded = "".join(segments).translate(_FOLDED_SIGNS)
    folded = _OTHER_DIGIT.sub(lambda digit: str(decimal(digit[0])), folded)
    return Reading(folded, places, tuple(_tokens(folded)))


def _composed(match: re.Match[str]) -> str:
    """Return the ya with its hamza as one letter, and signs of the same length that are dropped."""
    return "\u0626" + "\u0640" * (len(match[0]) - 1)


def _tokens(text: str) -> list[Token]:
    return [
        Token(index, str(match.lastgroup), match[0], *match.span())
        for index, match in enumerate(_TOKEN.finditer(text))
    ]
