"""Compare the texts of the structure tree with the expected ones while both are read, block by
block: neither is ever whole in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from report.archive.flow import Piece
from report.archive.printed import TextOnPage, plain
from report.archive.verify.division import Division, same_words
from report.document.expected import Cell, Place
from report.errors import Finding, Location

#: The number of characters shown on each side of a difference.
_SHOWN = 12


class FlowCheck:
    """A comparison in progress.

    :param expected: the expected texts in reading order.
    :param is_strict: whether each paragraph and cell of the document is an element of the
        structure tree.
    """

    def __init__(
        self, expected: Iterator[Piece], where: Location, *, is_strict: bool = True
    ) -> None:
        self.findings: list[Finding] = []
        self.running: list[str] = []
        self._expected = _Expected(expected, self.running)
        self._where = where
        self._is_strict = is_strict
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
                self._stop(missing.piece.place.key, None, around("", missing.words))
        self._expected.drain()
        expected = list(self._expected.notes.values())
        for number in range(1, max(len(expected), max(self._notes, default=0)) + 1):
            pieces = expected[number - 1] if number <= len(expected) else []
            note = _Block(None, _Listed(pieces), is_strict=self._is_strict)
            for text in self._notes.get(number, ()):
                note.add(text)
            self.findings += note.findings(self._where)

    def _begin_block(self, text: TextOnPage) -> None:
        """Begin to compare the block of a text, if it is expected here."""
        following = self._expected.peek()
        key = text.key if following is None else following.piece.place.key
        if key == text.key:
            self._block = _Block(key, self._expected, is_strict=self._is_strict)
        else:
            actual = plain(text.said or "".join(text.texts))
            self._stop(key, text.page, around(actual, following.words if following else ""))

    def _stop(self, key: str | None, page: int | None, values: dict[str, object]) -> None:
        """Take a block that is missing or too many: the findings end with it."""
        self._is_over = True
        where = replace(self._where, page=page, key=key)
        self.findings.append(Finding("page-differs", where, values))

    def _end_block(self) -> None:
        if self._block is not None:
            self.findings += self._block.findings(self._where)
        self._block = None


class _Next(NamedTuple):
    """An expected piece, and its text as :func:`plain` returns it."""

    piece: Piece
    words: str


class _Row(NamedTuple):
    """A row of a register: the place of its register, its number, and the texts of its cells."""

    place: Place
    number: int
    cells: tuple[str, ...]


class _Source(Protocol):
    """What expected pieces are read from."""

    def take(self, key: str | None) -> _Next | None:
        """Return the next piece, or ``None`` if it is of another block."""

    def row(self, key: str | None) -> _Row | None:
        """Return the next row of a register, which is not taken, if it comes next in this block."""

    def take_row(self) -> None:
        """Take the row that :meth:`row` returned."""


class _Expected:
    """The expected texts, read one by one; those of footnotes and running heads are put aside."""

    def __init__(self, expected: Iterator[Piece], running: list[str]) -> None:
        self.notes: dict[str, list[Piece]] = {}
        self._expected = expected
        self._running = running
        #: The next pieces: one text, or the cells of a row.
        self._next: deque[_Next] = deque()
        self._row: _Row | None = None
        #: How many rows of registers were read.
        self._count = 0

    def peek(self) -> _Next | None:
        """Return the next text that has letters or signs; ``None`` at the end."""
        while not self._next and (self._row is not None or self._read()):
            if self._row is not None:
                self._next.extend(_texts_of(self._row))
                self._row = None
        return self._next[0] if self._next else None

    def take(self, key: str | None) -> _Next | None:
        following = self.peek()
        if following is None or following.piece.place.key != key:
            return None
        return self._next.popleft()

    def row(self, key: str | None) -> _Row | None:
        while not self._next and self._row is None and self._read():
            pass
        return None if self._row is None or self._row.place.key != key else self._row

    def take_row(self) -> None:
        self._row = None

    def drain(self) -> None:
        """Read the rest, for its notes and running heads."""
        self._row = None
        self._next.clear()
        while self._read():
            self._row = None
            self._next.clear()

    def _read(self) -> bool:
        """Read one piece; return whether there was one."""
        piece = next(self._expected, None)
        if piece is None:
            return False
        if piece.cells:
            self._read_row(piece)
            return True
        if self._count and piece.place.cell is not None:
            piece = _behind(piece, self._count)
        place = piece.place
        if place.apart or place.running:
            self._running.append(piece.text)
        if place.note is not None and not place.apart:
            self.notes.setdefault(place.note, []).append(piece)
        elif not place.apart and (words := plain(piece.text)):
            self._next.append(_Next(piece, words))
        return True

    def _read_row(self, piece: Piece) -> None:
        """Take a row of a register if it has a text."""
        self._count += 1
        if any(text[:1].isalnum() or plain(text) for text in piece.cells):
            last = piece.place.cell
            number = self._count + (0 if last is None else last.row)
            self._row = _Row(piece.place, number, piece.cells)


def _behind(piece: Piece, count: int) -> Piece:
    """Return a text in a cell with the number that its row has behind rows of registers."""
    cell = piece.place.cell
    assert cell is not None
    return replace(piece, place=replace(piece.place, cell=cell._replace(row=cell.row + count)))


def _texts_of(row: _Row) -> Iterator[_Next]:
    """Yield the texts of a row of a register."""
    place, number, cells = row
    for index, text in enumerate(cells):
        if words := plain(text):
            # No other text has these numbers.
            line = -2 - index - number * len(cells)
            own = replace(place, cell=Cell(number, index))
            yield _Next(Piece(text, own, line=line, paragraph=line), words)


class _Listed:
    """The expected pieces of a footnote."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        texts = (_Next(piece, plain(piece.text)) for piece in pieces)
        self._left = deque([text for text in texts if text.words])

    def take(self, _key: str | None) -> _Next | None:
        return self._left.popleft() if self._left else None

    def row(self, _key: str | None) -> None:
        return None

    def take_row(self) -> None:
        raise NotImplementedError


class _Block:
    """A block, or a footnote, that is being compared."""

    def __init__(self, key: str | None, expected: _Source, *, is_strict: bool) -> None:
        self.key = key
        self._expected = expected
        self._division = Division(is_strict=is_strict)
        self._rest = ""
        self._equal = ""
        self._page: int | None = None
        self._first_row: int | None = None
        #: What is there, and what is expected, from the first difference on.
        self._odd: tuple[list[str], list[str]] | None = None
        #: The pieces and texts since both ended at the same character.
        self._pieces: list[Piece] = []
        self._texts: list[TextOnPage] = []

    def add(self, text: TextOnPage) -> None:
        """Compare the next text, or the next row of a register."""
        if self._first_row is None:
            self._first_row = text.row
        if not text.texts:
            self._add(text)
        elif not self._is_row(text):
            for index, said in enumerate(text.texts):
                if plain(said):
                    self._add(text._replace(said=said, drawn=said, cell=index, texts=()))

    def _is_row(self, text: TextOnPage) -> bool:
        """Return whether the next expected text is a row with the same cells, and take it if so."""
        if self._odd is not None or self._rest:
            return False
        row = self._expected.row(self.key)
        if row is None:
            return False
        if row.cells != text.texts and not same_words(row.cells, text.texts):
            return False
        self._expected.take_row()
        self._division.row(row.number, text)
        self._page, self._equal = text.page, ""
        return True

    def _add(self, text: TextOnPage) -> None:
        actual = plain(text.said)
        if self._odd is not None:
            self._odd[0].append(actual)
            return
        self._page = text.page
        self._texts.append(text)
        while actual:
            if not self._rest:
                expected = self._expected.take(self.key)
                if expected is None:
                    self._odd = [actual], [""]
                    return
                self._pieces.append(expected.piece)
                self._rest = expected.words
            length = min(len(actual), len(self._rest))
            if actual[:length] != self._rest[:length]:
                self._odd = [actual], [self._rest]
                return
            self._equal = (self._equal + actual[:length])[-_SHOWN:]
            actual, self._rest = actual[length:], self._rest[length:]
        if not self._rest and self._pieces:
            self._division.check(self._pieces, self._texts)
            self._pieces, self._texts = [], []

    def findings(self, where: Location) -> Iterator[Finding]:
        """Yield what differs, when all texts of the block were compared."""
        difference = self._difference()
        fault = self._division.fault
        if fault is not None:
            text = fault.text
            row = None if text.row is None else text.row - (self._first_row or text.row) + 1
            column = None if text.cell is None else str(text.cell + 1)
            place = replace(where, page=text.page, key=self.key, row=row, column=column)
            yield Finding(fault.rule, place, around(fault.shown, fault.expected))
        if difference is not None:
            place = replace(where, page=difference[0], key=self.key)
            yield Finding("page-differs", place, difference[1])

    def _difference(self) -> tuple[int | None, dict[str, object]] | None:
        """Return the page of the first difference, with the two texts there; ``None`` if they are
        equal. The rest of the expected block is read."""
        rest = [self._rest] if self._odd is None else self._odd[1]
        while (text := self._expected.take(self.key)) is not None:
            if sum(map(len, rest)) < 2 * _SHOWN:
                rest.append(text.words)
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
