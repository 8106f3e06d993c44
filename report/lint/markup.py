"""What in a text is not Arabic to be read: code, addresses, expressions, footnote marks, the signs
of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from report.arabic.conventions_text import Span
from report.expressions.faults import ExpressionFault
from report.expressions.tokens import tokens

_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto):[^\s<>«»\"،؛]+|www\.[^\s<>«»\"،؛]+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
)
#: An address has one of these.
_SIGNS_OF_ADDRESSES = (":", "@", "www.")
_EXPRESSION = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL
)
_MARKDOWN = re.compile(
    r"""
    ^(?P<fence>`{3,}+|~{3,}+)[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)   # a block of code
  | \[\^[^\[\]\n]*\]:?                                                  # a footnote's mark
  | \]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)                            # a link's target
  | ^[ ]{0,3}\[[^\]\n]+\]:[^\n]*                                       # a link's definition
  | <[A-Za-z/!][^<>\n]*>                                               # a tag
  | &\#?\w+;                                                           # a character reference
  | \\[!-/:-@\[-`{-~]                                                  # an escaped sign
  | ^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+                                 # the mark of a list's item
  | ^[ ]{0,3}(?:\#{1,6}|>)[ \t]+                                       # a heading, a quotation
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_TICKS = re.compile("`+")
_LITERAL = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)


def kept_in_plain(text: str) -> tuple[Span, ...]:
    """Return what is kept of a cell or a value: addresses."""
    if not any(sign in text for sign in _SIGNS_OF_ADDRESSES):
        return ()
    return tuple(match.span() for match in _ADDRESS.finditer(text))


def kept_in_template(text: str) -> tuple[Span, ...]:
    """Return what is kept of a text with expressions that is no Markdown."""
    spans = (match.span() for match in _EXPRESSION.finditer(text))
    return (*kept_in_plain(text), *spans)


def kept_in_prose(text: str) -> tuple[Span, ...]:
    """Return what is kept of Markdown with expressions: all but the words that are read."""
    patterns = (_ADDRESS, _EXPRESSION, _MARKDOWN)
    matches = chain.from_iterable(pattern.finditer(text) for pattern in patterns)
    return (*(match.span() for match in matches), *_code(text))


def _code(text: str) -> Iterator[Span]:
    """Yield code in lines: from one run of backticks to the next of the same length, in the same
    paragraph."""
    for paragraph in _PARAGRAPH.finditer(text) if "`" in text else ():
        runs = [run.span() for run in _TICKS.finditer(text, *paragraph.span())]
        index = 0
        later: dict[int, list[int]] = {}
        for number in range(len(runs) - 1, -1, -1):
            later.setdefault(runs[number][1] - runs[number][0], []).append(number)
        while index < len(runs):
            same = later[runs[index][1] - runs[index][0]]
            while same and same[-1] <= index:
                same.pop()
            if same:
                yield runs[index][0], runs[same[-1]][1]
            index = same[-1] + 1 if same else index + 1


def literals(text: str) -> Iterator[str]:
    """Yield the texts in quotation marks in the expressions of a text of prose, and those in them.

    ``{{ measures.states["…"] }}``, ``{{ measures.events.where("region == '…'") }}``.
    """
    for expression in _EXPRESSION.finditer(text):
        for match in _LITERAL.finditer(expression[0]):
            literal = _ESCAPED.sub(_unescaped, match[1] or match[2] or "")
            yield literal
            yield from quoted_texts(literal)


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[0][1]


def quoted_texts(expression: str) -> Iterator[str]:
    """Yield the texts in an expression of a brief: ``region == 'آسيا'``.

    Of a text that is no expression, what comes before the place where that is clear.
    """
    with suppress(ExpressionFault):
        for token in tokens(expression):
            if token.kind == "text":
                yield token.value
