"""TOML, parsed after a look at how deep it is nested: Python's parser takes time and memory by the
square of that."""

from __future__ import annotations

import re
import tomllib
from typing import Any

#: Bytes of ``brief.toml``, which is written by hand: a larger file is a mistake or an attack.
LARGEST_BRIEF = 2 * 1024 * 1024
#: Parts of one dotted key or header; brackets open at a time. A brief has at most four of the
#: first, six of the second.
MOST_PARTS = 16
MOST_OPEN = 32

#: Texts and comments, in which signs mean nothing; then the signs that nest, and those that end a
#: key.
_TOKEN = re.compile(
    r"\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<dot>\.)|(?P<end>[=,\n])",
    re.DOTALL,
)


class NestedTooDeep(ValueError):
    """A document is nested deeper than any brief; ``lineno`` is the line, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"a key of more than {MOST_PARTS} parts, or more than {MOST_OPEN} open brackets (at "
            f"line {line})"
        )
        self.lineno = line


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a TOML document holds.

    :raises ValueError: when it is no TOML, or nested deeper than a brief can be
        (:class:`NestedTooDeep`).
    """
    _need_shallow(text)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(str(error)) from error


def _need_shallow(text: str) -> None:
    """Refuse what is nested too deep, in one pass over the text.

    :raises NestedTooDeep: with the line.
    """
    dots = depth = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "dot":
            dots += 1
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        if dots >= MOST_PARTS or depth > MOST_OPEN:
            raise NestedTooDeep(text.count("\n", 0, token.start()) + 1)
        if kind in ("end", "open", "close"):
            dots = 0
