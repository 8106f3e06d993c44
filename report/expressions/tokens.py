"""The words and signs of an expression, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from report.expressions.faults import ExpressionFault, Span
from report.expressions.foreign import western

TokenKind = Literal["number", "text", "name", "word", "sign", "end"]

#: Reserved words; a column of such a name is written in backticks.
WORDS = frozenset(["and", "or", "not", "in", "is", "missing", "true", "false", "where"])
#: Python's spellings of the truths.
_SPELLINGS = {"True": "true", "False": "false"}
#: The longest signs first.
SIGNS = (
    "==",
    "!=",
    "<=",
    ">=",
    "<",
    ">",
    "+",
    "-",
    "*",
    "/",
    "%",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    "=",
)
#: Signs of other languages and of Arabic keyboards, with what is meant by them.
_MEANT = {
    "<>": "!=", "=<": "<=", "=>": ">=", "&&": "and", "||": "or", "===": "==", "≠": "!=",
    "≤": "<=", "≥": ">=", "&": "and", "|": "or", "!": "not", "×": "*", "÷": "/",
    "−": "-", "–": "-", "،": ",", "؛": ",", ";": ",", "“": '"', "”": '"', "‘": "'", "’": "'",
    "«": '"', "»": '"', "٪": "%", "{": "(", "}": ")",
}  # fmt: skip
_WRONG_SIGNS = tuple(sorted(_MEANT, key=len, reverse=True))
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_QUOTES = {"'": "text", '"': "text", "`": "name"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: ``value`` is a name or text without its quotes, a number or sign as
    written."""

    kind: TokenKind
    value: str
    span: Span


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, and at last one of kind ``end``.

    :raises ExpressionFault: ``wrong-sign`` for a sign of another language, ``western-digits`` for
        a number in other digits, ``unclosed-text``,
        ``unreadable-expression`` for a character that no expression has.
    """
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token = _token(text, place)
        yield token
        place = token.span.end
    yield Token("end", "", Span(len(text), len(text)))


def _token(text: str, place: int) -> Token:
    if text[place] in _QUOTES:
        return _quoted(text, place)
    _refuse_digits(text, place)
    number = _NUMBER.match(text, place)
    if number is not None and number[0][0].isascii():
        return _number(text, number)
    if text[place].isidentifier():
        return _name(text, place)
    for sign in SIGNS:
        if text.startswith(sign, place):
            _refuse_wrong(text, place, sign)
            return Token("sign", sign, Span(place, place + len(sign)))
    _refuse_wrong(text, place, "")
    raise ExpressionFault("unreadable-expression", Span(place, place + 1), text)


def _refuse_digits(text: str, place: int) -> None:
    """Refuse a number in digits of another script, or with the decimal sign of another."""
    number = western(text, place)
    if number is not None:
        span = Span(place, place + len(number[0]))
        raise ExpressionFault("western-digits", span, text, meant=number[1])


def _refuse_wrong(text: str, place: int, sign: str) -> None:
    """Refuse a sign of another language that begins here and is longer than ``sign``."""
    for wrong in _WRONG_SIGNS:
        if len(wrong) > len(sign) and text.startswith(wrong, place):
            span = Span(place, place + len(wrong))
            raise ExpressionFault("wrong-sign", span, text, meant=_MEANT[wrong])


def _quoted(text: str, place: int) -> Token:
    """Return a text or a name in quotes; the quote itself is doubled inside."""
    quote, end, pieces = text[place], place + 1, []
    while True:
        closing = text.find(quote, end)
        if closing < 0:
            raise ExpressionFault("unclosed-text", Span(place, len(text)), text, sign=quote)
        pieces.append(text[end:closing])
        if not text.startswith(quote, closing + 1):
            break
        end = closing + 2
    value = unicodedata.normalize("NFC", quote.join(pieces))
    span = Span(place, closing + 1)
    if quote == "`" and not value.strip():
        raise ExpressionFault("unreadable-expression", span, text)
    return Token("name" if quote == "`" else "text", value, span)


def _number(text: str, match: re.Match[str]) -> Token:
    end = match.end()
    if end < len(text) and (text[end].isidentifier() or text[end].isdigit()):
        while end < len(text) and f"a{text[end]}".isidentifier():
            end += 1
        raise ExpressionFault("unreadable-expression", Span(match.start(), end), text)
    return Token("number", match[0], Span(match.start(), end))


def _name(text: str, place: int) -> Token:
    end = place + 1
    while end < len(text) and f"a{text[end]}".isidentifier():
        end += 1
    value = unicodedata.normalize("NFC", text[place:end])
    value = _SPELLINGS.get(value, value)
    return Token("word" if value in WORDS else "name", value, Span(place, end))


def is_plain_name(name: str) -> bool:
    """Return whether a name needs no backticks."""
    return name.isidentifier() and name not in WORDS and name not in _SPELLINGS
