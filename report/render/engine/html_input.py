"""The parser of HTML reads plain tags at once, and compiles each pattern once.

tinyhtml5 2.1.0 reads a tag character by character. It stores the pattern of the characters that end
a piece of text under the pattern itself, so that it never finds one, and compiles one for each
piece. Both take three quarters of its time.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import metadata
from typing import Any

from tinyhtml5 import inputstream, parser
from tinyhtml5.constants import Token
from tinyhtml5.tokenizer import HTMLTokenizer as _Tokenizer

#: The release whose tokenizer was read as a whole.
_RELEASE = "2.1.0"
#: A start tag and an end tag without anything that HTML reads in more than one way, and an
#: attribute of one.
_START_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:[ \n]+[a-z][a-z0-9-]*="[^"&\0]*")*)[ \n]*(/?)>')
_END_TAG = re.compile(r"</([a-z][a-z0-9]*)>")
_ATTRIBUTE = re.compile(r'[ \n]+([a-z][a-z0-9-]*)="([^"]*)"')


class _Patterns(dict[tuple[object, bool], re.Pattern[str]]):
    """Patterns by the characters that end a piece of text, or those that a piece consists of."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, consists = key
        listed = "".join([f"\\x{ord(character):02x}" for character in characters])
        pattern = self[key] = re.compile(f"[{'' if consists else '^'}{listed}]+")
        return pattern


class TagTokenizer(_Tokenizer):  # type: ignore[misc]
    """The tokenizer of tinyhtml5, which takes a plain tag at once: all other text is read as
    before."""

    def data_state(self) -> bool:
        """Take the next token, or the first character of one; return whether there was any."""
        stream = self.stream
        if not stream.chunk.startswith("<", stream.chunk_offset):
            return bool(super().data_state())
        token = self._tag()
        if token is None:
            return bool(super().data_state())
        self.current_token = token
        self.token_queue.append(token)
        return True

    def _tag(self) -> dict[str, Any] | None:
        """Return the tag that begins here, and read it; ``None`` if it is not a plain one, or not
        whole."""
        stream = self.stream
        if (match := _END_TAG.match(stream.chunk, stream.chunk_offset)) is not None:
            stream.chunk_offset = match.end()
            return {"type": Token.END_TAG, "name": match[1], "data": [], "selfClosing": False}
        match = _START_TAG.match(stream.chunk, stream.chunk_offset)
        if match is None:
            return None
        pairs = _ATTRIBUTE.findall(match[2])
        attributes = dict(pairs)
        if len(attributes) < len(pairs):
            return None
        stream.chunk_offset = match.end()
        return {
            "type": Token.START_TAG, "name": match[1], "data": attributes,
            "selfClosing": bool(match[3]), "selfClosingAcknowledged": False,
        }  # fmt: skip


@cache
def compile_once() -> None:
    """Let the parser take plain tags at once, and find the patterns that it has compiled."""
    if metadata.version("tinyhtml5") == _RELEASE:
        inputstream.characters_until_regex = _Patterns()
        parser.HTMLTokenizer = TagTokenizer
