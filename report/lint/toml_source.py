"""The texts of a TOML file, and where they are in it: ``tomllib`` keeps no places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from report.lint.located import Located

KeyPath = tuple[str | int, ...]

#: White space, line ends and comments, wherever TOML allows all three.
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
#: A number, a date or a boolean ends where its line, list or table continues.
_SCALAR = re.compile(r"[^,\]}\n#]+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([btnfre\"\\]))")
_CONTINUED = re.compile(r"\\[ \t]*\r?\n[ \t\r\n]*")
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class TomlText:
    """A text of the file, by the path of its key; lists are counted from 0."""

    path: KeyPath
    located: Located


def toml_texts(source: str) -> list[TomlText]:
    """Return every text that is a value in ``source``, in order; ``source`` is what ``tomllib`` has accepted.

    :raises ValueError: when ``source`` is not TOML 1.0.
    """
    return list(_Scanner(source).document())


class _Scanner:
    """Walks a document from its start; each method begins at ``self._at`` and leaves it behind what it read."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 1 if source.startswith("\ufeff") else 0
        self._counts: dict[KeyPath, int] = {}

    def document(self) -> Iterator[TomlText]:
        table: KeyPath = ()
        while self._skip(_BLANK) and self._at < len(self._source):
            if self._source[self._at] == "[":
                table = self._header()
            else:
                path = (*table, *self._key())
                self._expect("=")
                yield from self._value(path)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self._source, self._at)
        self._at = match.end() if match else self._at
        return True

    def _expect(self, sign: str) -> None:
        self._skip(_SPACE)
        if not self._source.startswith(sign, self._at):
            raise ValueError(f"{sign} is wanted at character {self._at}")
        self._at += len(sign)

    def _header(self) -> KeyPath:
        many = self._source.startswith("[[", self._at)
        self._at += 2 if many else 1
        *above, last = self._key()
        self._expect("]]" if many else "]")
        path: KeyPath = ()
        for key in above:
            path = (*path, key)
            path = (*path, self._counts[path]) if path in self._counts else path
        path = (*path, last)
        if not many:
            return path
        self._counts[path] = self._counts.get(path, -1) + 1
        return (*path, self._counts[path])

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(_SPACE)
            if self._source[self._at : self._at + 1] in ('"', "'"):
                names.append(self._text().text)
            else:
                match = _BARE_KEY.match(self._source, self._at)
                if match is None:
                    raise ValueError(f"a key is wanted at character {self._at}")
                names.append(match[0])
                self._at = match.end()
            self._skip(_SPACE)
            if self._source[self._at : self._at + 1] != ".":
                return names
            self._at += 1

    def _value(self, path: KeyPath) -> Iterator[TomlText]:
        self._skip(_SPACE)
        first = self._source[self._at : self._at + 1]
        if first in ('"', "'"):
            yield TomlText(path, self._text())
        elif first == "[":
            yield from self._items(path, "]")
        elif first == "{":
            yield from self._items(path, "}")
        else:
            self._skip(_SCALAR)

    def _items(self, path: KeyPath, closing: str) -> Iterator[TomlText]:
        """Walk a list, or an inline table, from its opening bracket to its closing one."""
        self._at += 1
        number = 0
        while self._skip(_BLANK) and not self._source.startswith(closing, self._at):
            if closing == "]":
                yield from self._value((*path, number))
            else:
                key = self._key()
                self._expect("=")
                yield from self._value((*path, *key))
            number += 1
            self._skip(_BLANK)
            if self._source.startswith(",", self._at):
                self._at += 1
            elif not self._source.startswith(closing, self._at):
                raise ValueError(f"{closing} is wanted at character {self._at}")
        self._at += 1

    def _text(self) -> Located:
        quote = self._source[self._at]
        mark = quote * 3 if self._source.startswith(quote * 3, self._at) else quote
        start = self._at + len(mark)
        if len(mark) == 3:
            # A line end right after the opening marks is not of the text.
            start += (
                2
                if self._source.startswith("\r\n", start)
                else 1
                if self._source.startswith("\n", start)
                else 0
            )
        end = self._end_of(mark, start)
        self._at = end + len(mark)
        return _decoded(self._source, start, end, escapes=quote == '"')

    def _end_of(self, mark: str, start: int) -> int:
        body = rf"(?:[^\\]|\\.)*?{mark}" if mark[0] == '"' else rf".*?{mark}"
        match = re.compile(body, re.DOTALL).match(self._source, start)
        if match is None:
            raise ValueError(f"{mark} is wanted after character {start}")
        end = match.end()
        # Up to two quotation marks may stand against the three that close a text of several lines.
        while len(mark) == 3 and self._source.startswith(mark[0], end) and end < match.end() + 2:
            end += 1
        return end - len(mark)


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


def _escaped(source: str, at: int) -> tuple[str, int]:
    """Return the character that an escape represents, none for a line that continues, and where the escape ends."""
    if continued := _CONTINUED.match(source, at):
        return "", continued.end()
    match = _ESCAPE.match(source, at)
    if match is None:
        raise ValueError(f"no escape of TOML at character {at}")
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _SIMPLE[match[4]], match.end()
