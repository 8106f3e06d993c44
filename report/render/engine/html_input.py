"""The parser of HTML compiles each pattern once.

tinyhtml5 2.1.0 stores the pattern of the characters that end a piece of text under the pattern
itself, so that it never finds one, and compiles one for each piece: half of its time.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import metadata

#: The release in which the patterns are looked up by the characters, and are not found.
_RELEASE = "2.1.0"


class _Patterns(dict[tuple[object, bool], re.Pattern[str]]):
    """Patterns by the characters that end a piece of text, or those that a piece consists of."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, consists = key
        listed = "".join([f"\\x{ord(character):02x}" for character in characters])
        pattern = self[key] = re.compile(f"[{'' if consists else '^'}{listed}]+")
        return pattern


@cache
def compile_once() -> None:
    """Let the parser find the patterns that it has compiled."""
    if metadata.version("tinyhtml5") == _RELEASE:
        from tinyhtml5 import inputstream

        inputstream.characters_until_regex = _Patterns()
