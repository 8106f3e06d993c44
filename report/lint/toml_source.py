"""The texts of a TOML file, decoded, each character with its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from report.brief.locate import KeyPath, TextPlace, text_places
from report.lint.located import Located

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([btnfre\"\\]))")
_CONTINUED = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
#: A line end right after the opening marks of a text of several lines is not of the text.
_LINE_END = re.compile(r"\r?\n")


@dataclass(frozen=True, slots=True)
class TomlText:
    """A text of the file, by the path of its key; lists are counted from 0."""

    path: KeyPath
    located: Located


def toml_texts(source: str) -> list[TomlText]:
    """Return every text that is a value in ``source``, in order; ``source`` is what ``tomllib`` has
    accepted."""
    return [TomlText(place.path, _located(source, place)) for place in text_places(source)]


def _located(source: str, place: TextPlace) -> Located:
    quote = source[place.start]
    marks = 3 if source.startswith(quote * 3, place.start) and place.end - place.start >= 6 else 1
    start, end = place.start + marks, place.end - marks
    if marks == 3 and (line_end := _LINE_END.match(source, start, end)):
        start = line_end.end()
    return _decoded(source, start, end, escapes=quote == '"')


def _decoded(source: str, start: int, end: int, *, escapes: bool) -> Located:
    """Return the text between its marks; a line end is a line feed, as for ``tomllib``."""
    body = source[start:end]
    if "\r" not in body and not (escapes and "\\" in body):
        return Located.plain(body, start)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = start
    while position < end:
        piece, next_position = source[position], position + 1
        if source.startswith("\r\n", position):
            piece, next_position = "\n", position + 2
        elif escapes and piece == "\\":
            piece, next_position = _escaped(source, position)
        if piece:
            pieces.append(piece)
            starts.append(position)
            ends.append(next_position)
        position = next_position
    return Located("".join(pieces), starts, ends)


def _escaped(source: str, index: int) -> tuple[str, int]:
    """Return the character that an escape represents, none for a line that continues, and where the
    escape ends."""
    if continued := _CONTINUED.match(source, index):
        return "", continued.end()
    match = _ESCAPE.match(source, index)
    if match is None:
        raise ValueError(f"no escape of TOML at character {index}")
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _SIMPLE[match[4]], match.end()
