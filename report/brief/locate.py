"""Where keys and texts are in a TOML file: ``tomllib`` keeps no places, and an error must name
one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_PARTS = re.compile(_PART)
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?")
_KEY = re.compile(rf"({_DOTTED})[ \t]*=[ \t]*")
#: What stands between keys and values: what parts the items of lists and of inline tables, too.
_BETWEEN = re.compile(r"(?:[\ufeff \t\r\n,]|#[^\n]*)*")
#: A text, or a number, date or boolean; the closing three quotes of a text may follow up to two
#: quotes of the text.
_SCALAR = re.compile(
    r"\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^,\]}\n#]+",
    re.DOTALL,
)

#: How many levels a header may make without their own header, and still have a line.
_BY_THE_WAY = 3

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text of a TOML file: the path of its key, and the characters of its literal, quotation
    marks included.

    Lists are counted from 0, and so are characters.
    """

    path: KeyPath
    start: int
    end: int


def _parts(dotted: str) -> list[str]:
    return [_unquoted(key) for key in _PARTS.findall(dotted)]


def _unquoted(piece: str) -> str:
    if piece[0] == '"' and "\\" in piece:
        return str(tomllib.loads(f"text = {piece}")["text"])
    return piece[1:-1] if piece[0] in "\"'" else piece


class _Walk:
    """Walks a document that ``tomllib`` has accepted.

    It notes the line of each key, header and item of a list, and where each value begins and ends
    that is a text.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self.texts: list[TextPlace] = []
        self._text = text
        self._counts: dict[KeyPath, int] = {}
        self._here: KeyPath = ()
        #: The lists and inline tables that are open: the path of each, and for a list the index of
        #: its next item.
        self._open: list[tuple[KeyPath, int | None]] = []
        self._line = 1
        self._seen = 0

    def document(self) -> None:
        position = 0
        while (position := self._skip(position)) < len(self._text):
            self._line += self._text.count("\n", self._seen, position)
            self._seen = position
            if self._open and self._text[position] in "]}":
                self._open.pop()
                position += 1
            elif not self._open and (header := _HEADER.match(self._text, position)):
                self._header(_parts(header[2]), many=header[1] == "[[")
                position = header.end()
            else:
                position = self._entry(position)

    def _skip(self, index: int) -> int:
        match = _BETWEEN.match(self._text, index)
        return match.end() if match else index

    def _header(self, pieces: Sequence[str], *, many: bool) -> None:
        """Enter a table; on the way each array of tables represents its last element."""
        path: KeyPath = ()
        for key_part in pieces[:-1]:
            path = (*path, key_part)
            path = (*path, self._counts[path]) if path in self._counts else path
        path = (*path, pieces[-1])
        self._note(path)
        if many:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
            self._note(path)
        self._here = path

    def _note(self, path: KeyPath) -> None:
        """Note a path, and what it makes by the way: ``[tables.meetings]`` is the first line of
        ``tables`` too."""
        for end in range(1, min(len(path), _BY_THE_WAY + 1)):
            self.lines.setdefault(path[:end], self._line)
        self.lines.setdefault(path, self._line)

    def _entry(self, position: int) -> int:
        """Note a key, or an item of the innermost list; pass over its value, or only into it."""
        path, index = self._open[-1] if self._open else (self._here, None)
        if index is not None:
            self._open[-1] = (path, index + 1)
            path = (*path, index)
        elif key := _KEY.match(self._text, position):
            path = (*path, *_parts(key[1]))
            position = key.end()
        self._note(path)
        if self._text[position] in "[{":
            self._open.append((path, 0 if self._text[position] == "[" else None))
            return position + 1
        value = _SCALAR.match(self._text, position)
        end = value.end() if value else len(self._text)
        if self._text[position] in "\"'":
            self.texts.append(TextPlace(path, position, end))
        return end


@lru_cache(maxsize=4)
def _walked(text: str) -> _Walk:
    walk = _Walk(text)
    walk.document()
    return walk


def text_places(text: str) -> Sequence[TextPlace]:
    """Return the place of each value that is a text, in order; ``text`` is TOML that ``tomllib``
    has accepted."""
    return _walked(text).texts


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line (from 1) of each table header, key and item of a list, by its path; lists
    count from 0.

    ``text`` is TOML that ``tomllib`` has accepted.
    """
    return _walked(text).lines


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """Return the line of ``path``, or of its nearest ancestor that has one."""
    lines = key_lines(text)
    for end in range(len(path), 0, -1):
        if (line := lines.get(tuple(path[:end]))) is not None:
            return line
    return None


def dotted(path: Sequence[str | int]) -> str:
    """Return a path as the reader writes it, arrays counted from 1:
    ``sections[2].blocks[1].chart``."""
    text = ""
    for key in path:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else key
    return text
