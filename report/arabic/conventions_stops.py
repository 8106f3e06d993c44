"""Spaces, stops and quotation marks in Arabic text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.arabic.conventions_text import (
    ARABIC,
    LETTER,
    MARK,
    SPACE,
    Edit,
    Violation,
    violation,
)

_ARABIC_STOPS = {",": "،", ";": "؛", "?": "؟"}
#: The end of an Arabic word, also inside brackets or quotation marks.
_AFTER_WORD = rf"(?:(?<={LETTER})|(?<={MARK})|(?<={LETTER}[»)\]])|(?<={MARK}[»)\]]))"

#: Two spaces between words; at a line's ends and beside the bars of a table spaces are Markdown's.
_SPACES = re.compile(
    rf"(?<=[^\s|])(?:(?<={LETTER})|(?<={MARK})|(?<=[،؛؟.:!»)\]\d%])) {{2,}}(?=[^\s|])|(?<=[^\s|]) "
    rf"{{2,}}(?={LETTER})"
)
_SPACE_BEFORE = re.compile(rf"(?:{_AFTER_WORD}|(?<=[»)\]\d%])) +(?=[،؛؟]|[.!:](?![\w.\[:/()|-]))")
_NO_SPACE_AFTER = re.compile(rf"(?:{_AFTER_WORD})[،؛؟](?={LETTER})")
_LATIN_STOP = re.compile(
    rf"(?:{_AFTER_WORD} *[,;](?=\s*[«(]?{LETTER})|(?<=[\d%}}]) *[,;](?=\s+[«(]?{LETTER})"
    rf"|{_AFTER_WORD} *\?(?=\s*(?:[«(]?{LETTER}|$)))"
)

#: A text needs a match of these for ``space-before-stop``, ``space-after-stop`` and ``latin-stop``.
_STOP_AFTER_SPACE = re.compile("[،؛؟.!:](?<= .)")
_STOP_BEFORE_LETTER = re.compile(f"[،؛؟](?={LETTER})")
_LATIN_SIGN = re.compile("[,;?]")

_STRAIGHT = re.compile('"')
_CURLY = re.compile("[“”„‟]")
#: Inside guillemets, curly marks are the second level, as they should be.
_GUILLEMETS = re.compile("«[^«»\n]*»")
#: What stands before an opening mark: nothing, a space, a bracket, or a prefix written against it.
_OPENS = re.compile(r"(?:^|(?<![A-Za-z_])\(|[\s\[/:،\u0640*_—–-]|(?:^|\s)[وفبلك])$")


_ENDS_WORD = f"[{LETTER[1:-1]}{MARK[1:-1]}][»)\\]]?"
#: A text with a violation of this module matches one of these, in Python and in RE2.
SEARCHED = (
    "  ",
    r" (?:[،؛؟]|[.!:](?:$|[^A-Za-z0-9_.\[:/()|-]))",
    f"[،؛؟]{LETTER}",
    f"{_ENDS_WORD} *[,;]{SPACE}*[«(]?{LETTER}",
    f"[,;]{SPACE}+[«(]?{LETTER}",
    rf"{_ENDS_WORD} *\?{SPACE}*(?:[«(]?{LETTER}|$)",
    f'["“”„‟][^\n]*{LETTER}[^\n]*["“”„‟]',
)


def may_have_stop_violations(text: str, _locale: str) -> bool:
    """Return ``False`` only for a text without a violation of this module.

    It is ``True`` for a text of several lines if it is for one of them.
    """
    patterns = (_STOP_AFTER_SPACE, _STOP_BEFORE_LETTER, _LATIN_SIGN, _STRAIGHT, _CURLY)
    return "  " in text or any(pattern.search(text) for pattern in patterns)


def stop_violations(text: str, _locale: str) -> Iterator[Violation]:
    """Yield double spaces, spaces before stops, stops without a space after, Latin stops, and
    quotation marks."""
    for match in _SPACES.finditer(text) if "  " in text else ():
        yield violation("double-space", *match.span(), " ")
    for match in _SPACE_BEFORE.finditer(text) if _STOP_AFTER_SPACE.search(text) else ():
        yield violation("space-before-stop", *match.span(), "")
    for match in _NO_SPACE_AFTER.finditer(text) if _STOP_BEFORE_LETTER.search(text) else ():
        yield violation("space-after-stop", *match.span(), f"{match[0]} ")
    for match in _LATIN_STOP.finditer(text) if _LATIN_SIGN.search(text) else ():
        stop = _ARABIC_STOPS[match[0].lstrip()]
        yield violation(
            "latin-stop", *match.span(), f"{stop} " if ARABIC.match(text, match.end()) else stop
        )
    for mark in (_STRAIGHT, _CURLY):
        if mark.search(text):
            yield from _quotes(text, mark)


def _quotes(text: str, mark: re.Pattern[str]) -> Iterator[Violation]:
    """Yield the pairs of a line around Arabic words; a line with an odd mark is left: none can tell
    which is odd."""
    start = 0
    for line in text.split("\n"):
        outside = _GUILLEMETS.sub(lambda match: " " * len(match[0]), line)
        places = [start + match.start() for match in mark.finditer(outside)]
        pairs = list(zip(places[::2], places[1::2], strict=False)) if len(places) % 2 == 0 else []
        for first, last in pairs if all(_is_pair(text, start, *pair) for pair in pairs) else []:
            inner = text[first + 1 : last]
            if ARABIC.search(inner):
                yield Violation(
                    "quotes",
                    first,
                    last + 1,
                    f"«{inner}»",
                    (Edit(first, first + 1, "«"), Edit(last, last + 1, "»")),
                )
        start += len(line) + 1


def _is_pair(text: str, line: int, first: int, last: int) -> bool:
    inner = text[first + 1 : last]
    return (
        bool(inner.strip())
        and "«" not in inner
        and bool(_OPENS.search(text[max(line, first - 2) : first]))
        and not inner[0].isspace()
    )
