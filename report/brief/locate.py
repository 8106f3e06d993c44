"""Where a key stands in a TOML file: ``tomllib`` keeps no line numbers, and an error must name one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_HEADER = re.compile(r"^\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s.\"']+)")
#: What opens a text of several lines, inside which nothing is a key.
_LONG = re.compile(r"\"{3}|'{3}")

KeyPath = tuple[str | int, ...]


def _parts(dotted: str) -> list[str]:
    return [a or b or c for a, b, c in _PART.findall(dotted)]


def _resolve(parts: Sequence[str], counts: dict[KeyPath, int]) -> list[str | int]:
    """Put the index of the last element of each array of tables on the way into the path."""
    path: list[str | int] = []
    for part in parts:
        path.append(part)
        if tuple(path) in counts:
            path.append(counts[tuple(path)])
    return path


@lru_cache(maxsize=4)
def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line (from 1) of each table header and key of a TOML text, by its path.

    Keys inside inline tables are not told apart from their parent; a caller falls back to the nearest path that
    is known (:func:`line_of`).
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    here: list[str | int] = []
    closing: str | None = None
    # Only a line feed ends a line of TOML: splitlines() would also count what a text may hold, as U+2028.
    for number, line in enumerate(text.split("\n"), start=1):
        if closing is not None:
            closing = None if closing in line else closing
            continue
        if (quotes := _LONG.search(line)) and line.count(quotes[0]) == 1:
            closing = quotes[0]
        if header := _HEADER.match(line):
            *above, last = _parts(header[2])
            here = [*_resolve(above, counts), last]
            if header[1] == "[[":
                path = tuple(here)
                counts[path] = counts.get(path, -1) + 1
                here = [*here, counts[path]]
            lines.setdefault(tuple(here), number)
        elif key := _KEY.match(line):
            lines.setdefault((*here, *_parts(key[1])), number)
    return lines


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """Return the line of ``path``, or of its nearest ancestor that has one."""
    lines = key_lines(text)
    for end in range(len(path), 0, -1):
        if (found := lines.get(tuple(path[:end]))) is not None:
            return found
    return None


def dotted(path: Sequence[str | int]) -> str:
    """Return a path as the reader writes it, arrays counted from 1: ``sections[2].blocks[1].chart``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
