"""Compare the texts of the structure tree with the expected ones while both are read, block by
block: neither is ever whole in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from report.archive.printed import TextOnPage, plain
from report.errors import Finding, Location

if TYPE_CHECKING:
    from report.archive.flow import Piece

#: The number of characters shown on each side of a difference.
_SHOWN = 12


class FlowCheck:
    """A comparison in progress.

    :param expected: the expected texts in reading order.
    """

    def __init__(self, expected: Iterator[Piece], where: Location) -> None:
        self.findings: list[Finding] = []
        self.running: list[str] = []
        self._expected = _Expected(expected, self.running)
        self._where = where
        self._block: _Block | None = None
        self._notes: dict[int, list[TextOnPage]] = {}
        self._is_over = False

    def add(self, text: TextOnPage) -> None:
        """Compare the next text of the structure tree."""
        if text.note is not None:
            self._notes.setdefault(text.note, []).append(text)
        elif not self._is_over:
            if self._block is None or self._block.key != text.key:
                self._end_block()
                self._begin_block(text)
            if self._block is not None:
                self._block.add(text)

    def end(self) -> None:
        """Compare what is left when all texts were read: missing texts, and the footnotes."""
        if not self._is_over:
            self._end_block()
            if (missing := self._expected.peek()) is not None:
                self._stop(missing[0], None, around("", missing[1]))
        self._expected.drain()
        expected = ["".join(texts) for texts in self._expected.notes.values()]
        for number in range(1, max(len(expected), max(self._notes, default=0)) + 1):
            note = self._notes.get(number, [])
            words = plain(expected[number - 1]) if number <= len(expected) else ""
            actual = "".join(plain(text.said) for text in note)
            if actual != words:
                self.findings.append(self._of_note(note, actual, words))

    def _begin_block(self, text: TextOnPage) -> None:
        """Begin to compare the block of a text, if it is expected here."""
        key, words = self._expected.peek() or (text.key, "")
        if key == text.key:
            self._block = _Block(key, self._expected)
        else:
            self._stop(key, text.page, around(plain(text.said), words))

    def _stop(self, key: str | None, page: int | None, values: dict[str, object]) -> None:
        """Take a block that is missing or too many: the findings end with it."""
        self._is_over = True
        where = replace(self._where, page=page, key=key)
        self.findings.append(Finding("page-differs", where, values))

    def _end_block(self) -> None:
        if self._block is None:
            return
        difference = self._block.difference()
        if difference is not None:
            where = replace(self._where, page=difference[0], key=self._block.key)
            self.findings.append(Finding("page-differs", where, difference[1]))
        self._block = None

    def _of_note(self, note: list[TextOnPage], actual: str, words: str) -> Finding:
        start, offset, page = parting(actual, words), 0, None
        for text in note:
            page = text.page
            offset += len(plain(text.said))
            if offset > start:
                break
        return Finding("page-differs", replace(self._where, page=page), around(actual, words))


class _Expected:
    """The expected texts, read one by one; those of footnotes and running heads are put aside."""

    def __init__(self, expected: Iterator[Piece], running: list[str]) -> None:
        self.notes: dict[str, list[str]] = {}
        self._expected = expected
        self._running = running
        self._next: tuple[str | None, str] | None = None

    def peek(self) -> tuple[str | None, str] | None:
        """Return the key of the next text that has letters or signs, and the text as
        :func:`plain` does; ``None`` at the end."""
        while self._next is None:
            piece = next(self._expected, None)
            if piece is None:
                return None
            place = piece.place
            if place.apart or place.running:
                self._running.append(piece.text)
            if place.note is not None and not place.apart:
                self.notes.setdefault(place.note, []).append(piece.text)
            elif not place.apart and (words := plain(piece.text)):
                self._next = place.key, words
        return self._next

    def take(self, key: str | None) -> str | None:
        """Return the next text, or ``None`` if it is of another block."""
        following = self.peek()
        if following is None or following[0] != key:
            return None
        self._next = None
        return following[1]

    def drain(self) -> None:
        """Read the rest, for its notes and running heads."""
        while self.peek() is not None:
            self._next = None


class _Block:
    """A block that is being compared."""

    def __init__(self, key: str | None, expected: _Expected) -> None:
        self.key = key
        self._expected = expected
        self._rest = ""
        self._equal = ""
        self._page: int | None = None
        #: What is there, and what is expected, from the first difference on.
        self._odd: tuple[list[str], list[str]] | None = None

    def add(self, text: TextOnPage) -> None:
        actual = plain(text.said)
        if self._odd is not None:
            self._odd[0].append(actual)
            return
        self._page = text.page
        if actual and self._rest.startswith(actual):
            self._equal = (self._equal + actual)[-_SHOWN:]
            self._rest = self._rest[len(actual) :]
            return
        while actual:
            expected = self._rest or self._expected.take(self.key)
            if actual == expected:
                self._equal, self._rest = (self._equal + actual)[-_SHOWN:], ""
                return
            length = min(len(actual), len(expected or ""))
            if expected is None or actual[:length] != expected[:length]:
                self._odd = [actual], [expected or ""]
                return
            self._equal = (self._equal + actual[:length])[-_SHOWN:]
            actual, self._rest = actual[length:], expected[length:]

    def difference(self) -> tuple[int | None, dict[str, object]] | None:
        """Return the page of the first difference, with the two texts there; ``None`` if they are
        equal. The rest of the expected block is read."""
        rest = [self._rest] if self._odd is None else self._odd[1]
        while (text := self._expected.take(self.key)) is not None:
            if sum(map(len, rest)) < 2 * _SHOWN:
                rest.append(text)
        if self._odd is None and not any(rest):
            return None
        actual = [] if self._odd is None else self._odd[0]
        texts = (self._equal + "".join(pieces) for pieces in (actual, rest))
        return self._page, around(*texts)


def around(actual: str, expected: str) -> dict[str, object]:
    """Return the two texts around their first difference."""
    start = max(0, parting(actual, expected) - _SHOWN)
    return {
        name: text[start : start + 2 * _SHOWN]
        for name, text in (("found", actual), ("wanted", expected))
    }


def parting(first: str, second: str) -> int:
    """Return the index of the first difference of two texts."""
    pairs = enumerate(zip(first, second, strict=False))
    return next(
        (index for index, (left, right) in pairs if left != right), min(len(first), len(second))
    )
