"""Passages of composed HTML: runs of text with the places of their characters, and the probes of
registers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from report.tables import PROBE_CLASS

#: A sign of HTML text: a character, or a reference to one.
_SIGN = re.compile(r"&#?\w+;?|.", re.DOTALL)
#: What is in a passage for a change of direction, which begins or ends a ``bdi`` element.
TURN = "\x01"
#: Characters of the longest HTML whose passages are remembered.
_REMEMBERED = 20_000
#: Elements whose texts are no places of a term: heads, captions of charts, lists of contents.
_PASSED_OVER = frozenset(["h1", "h2", "h3", "h4", "figure", "caption", "thead", "nav"])


@dataclass(frozen=True, slots=True)
class _Run:
    """A text between two tags: where it begins in its passage and in the HTML, and its source
    there."""

    start: int
    offset: int
    source: str


@dataclass(slots=True)
class Passage:
    """A text that no tag but ``bdi`` interrupts, its character references resolved."""

    text: str = ""
    _runs: list[_Run] = field(default_factory=list)

    def add(self, text: str, offset: int, source: str) -> None:
        """Add the text at ``offset`` in the HTML; ``source`` is how it is written there."""
        self._runs.append(_Run(len(self.text), offset, source))
        self.text += text

    def turn(self) -> None:
        """Add a change of direction."""
        self.text += TURN

    def offset(self, position: int) -> int:
        """Return where the character at ``position`` of the text is in the HTML."""
        run = self._runs[bisect_right(self._runs, position, key=lambda run: run.start) - 1]
        count = position - run.start
        if "&" not in run.source:
            return run.offset + count
        length = 0
        for sign in _SIGN.finditer(run.source):
            if length >= count:
                return run.offset + sign.start()
            length += len(unescape(sign[0]))
        return run.offset + len(run.source)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a piece of HTML in order, and the places in its probes for anchors of rows.

    ``probes`` are offsets in the HTML by the keys of long registers.
    """

    passages: tuple[Passage, ...]
    probes: Mapping[str, int]

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)


def read_passages(html: str) -> Passages:
    """Return the passages of HTML in which terms are looked up. They are not changed: HTML that the
    document before in the process had too is not read again."""
    return _read_once(html) if len(html) <= _REMEMBERED else _read(html)


def _read(html: str) -> Passages:
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return Passages(tuple(reader.passages), reader.probes)


_read_once = lru_cache(maxsize=128)(_read)


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.probes: dict[str, int] = {}
        self._html = html
        self._lines = [0, *(end + 1 for end, sign in enumerate(html) if sign == "\n")]
        self._passed_over = 0
        self._passage: Passage | None = None
        self._register: str | None = None
        self._in_probe = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the beginning of an element."""
        if tag == "bdi":
            self._turn()
            return
        self._passage = None
        self._passed_over += tag in _PASSED_OVER
        attributes = dict(attrs)
        self._register = attributes.get("data-register", self._register)
        if tag == "tr":
            self._in_probe = PROBE_CLASS in (attributes.get("class") or "").split()
        elif tag in ("td", "th") and self._in_probe and self._register is not None:
            end = self._offset() + len(self.get_starttag_text() or "")
            self.probes.setdefault(self._register, end)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element."""
        if tag == "bdi":
            self._turn()
            return
        self._passage = None
        self._passed_over -= tag in _PASSED_OVER
        if tag == "table":
            self._register, self._in_probe = None, False

    def handle_comment(self, data: str) -> None:
        """End a passage, as any tag does."""
        self._passage = None

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if self._passed_over or self._in_probe:
            return
        if self._passage is None:
            self._passage = Passage()
            self.passages.append(self._passage)
        start = self._offset()
        end = self._html.find("<", start)
        self._passage.add(data, start, self._html[start : None if end < 0 else end])

    def _turn(self) -> None:
        if self._passage is not None:
            self._passage.turn()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
