"""Which pages were read back before as they are now: the text gate opens the others alone.

Whether the words of a page come back depends on what is drawn on it, where, and what its codes stand for; their numbers
are others in each document, and only tell one from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from report.cache.memory import Memory
from report.press.artifacts import pages
from report.press.codes import resolve
from report.press.model import DrawnText

_CODES = re.compile(rb"<([0-9a-f]+)>")


@dataclass(frozen=True, slots=True)
class Span:
    """The operators of a page from one place to another, known by the key of what was drawn there."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class ReadPages:
    """What the pages of a document are made of, and which of them need not be read back."""

    memory: Memory
    _spans: dict[int, list[Span]] = field(default_factory=dict)
    _made_of: dict[int, tuple[object, ...]] = field(default_factory=dict)
    _new: list[str] = field(default_factory=list)

    def note(self, stream: Any, start: int, key: str) -> None:
        """Note that what is known by ``key`` was drawn on a page from ``start`` on."""
        self._spans.setdefault(id(stream), []).append(Span(start, len(stream.stream), key))

    def look(self, pdf: Any, layer: Any) -> None:
        """Note what the pages of a ``pydyf.PDF`` are made of, before its structure is finished."""
        for number, page in enumerate(pages(pdf), 1):
            stream = resolve(pdf, page["Contents"])
            spans = self._spans.get(id(stream))
            if spans:
                self._made_of[number] = (
                    tuple(span.key for span in spans),
                    _rest(stream, spans, layer),
                )

    def unread(self, drawn: Iterable[DrawnText]) -> list[DrawnText]:
        """Return the lines of ``drawn`` on the pages that were not read back as they are now."""
        lines: dict[int, list[DrawnText]] = {}
        for line in drawn:
            lines.setdefault(line.page, []).append(line)
        unread: list[DrawnText] = []
        for number, some in lines.items():
            made_of = self._made_of.get(number)
            if made_of is not None:
                key = self.memory.key("read", made_of, [(line.text, line.font) for line in some])
                if self.memory.find(key) is not None:
                    continue
                self._new.append(key)
            unread += some
        return unread

    def keep(self) -> None:
        """Note, for the next time, that the pages that had to be read back came back whole."""
        for key in self._new:
            self.memory.keep(key, b"read")


def _rest(stream: Any, spans: list[Span], layer: Any) -> list[object]:
    """Return the operators outside ``spans``, with what their codes stand for."""
    entries = {font.hash: layer.codes_of(font)[1].entries for font in stream._fonts.values()}
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(stream.stream)]
    told: list[object] = []
    font = ""
    for item in (
        item
        for end, start in zip(ends, starts, strict=True)
        for item in (None, *stream.stream[end:start])
    ):
        if isinstance(item, bytes) and item.endswith(b" Tf"):
            font = item.split()[0][1:].decode("ascii")
        if isinstance(item, bytes) and item.endswith(b"] TJ"):
            told.append([_meaning(code, entries[font]) for code in _CODES.findall(item)])
            item = _CODES.sub(b"<>", item)
        told.append(item if isinstance(item, bytes) else getattr(item, "data", item))
    return told


def _meaning(codes: bytes, entries: tuple[tuple[Any, str], ...]) -> list[tuple[Any, str]]:
    return [entries[int(codes[at : at + 4], 16) - 1] for at in range(0, len(codes), 4)]
