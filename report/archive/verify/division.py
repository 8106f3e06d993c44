"""Compare where the texts of the pages end with where those of the data end: in which cell, row or
paragraph each character is, and where there are blanks.

The characters themselves are compared before (:mod:`.flow_check`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from report.archive.flow import Piece
    from report.archive.printed import TextOnPage

#: Controls of direction, and places where a line may or may not break: they show nothing.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: Separates texts in a comparison: no text has it.
_BORDER = " \0 "


class Divided(NamedTuple):
    """A text that is divided otherwise than in the data, or is elsewhere; both are the texts of the
    pages and of the data with the borders between them."""

    text: TextOnPage
    shown: str
    expected: str

    @property
    def rule(self) -> str:
        """The rule of the finding."""
        return "text-elsewhere" if self.shown == self.expected else "text-divided"


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Return a text in Unicode NFC without format characters, with single blanks between words."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def same_words(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether the texts of two rows are equal, as :func:`words` returns them, cell by
    cell."""
    pairs = zip(first, second, strict=False)
    return len(first) == len(second) and all(
        text == twin or words(text) == words(twin) for text, twin in pairs
    )


class Division:
    """A comparison of a block or a footnote; only the first fault is kept.

    :param is_strict: whether each paragraph and cell of the document is an element of the
        structure tree. The style sheets of a brief may change that.
    """

    def __init__(self, *, is_strict: bool) -> None:
        self.fault: Divided | None = None
        self._is_strict = is_strict
        #: The last row of the data and of the pages.
        self._row: tuple[int, int | None] | None = None
        #: The last line, paragraph and element.
        self._last: tuple[int, int, int] | None = None

    def row(self, row: int, text: TextOnPage) -> None:
        """Take a row of a register whose cells are equal; ``row`` is its number in the data."""
        self._last = None
        if not self._is_in_row(row, text.row) and self.fault is None:
            words_of_row = _BORDER.join(text.texts)
            self._keep(text, words_of_row, words_of_row)

    def check(self, pieces: Sequence[Piece], texts: Sequence[TextOnPage]) -> None:
        """Compare pieces with the fewest texts that have the same characters."""
        if self.fault is not None:
            return
        first, begin = texts[0], pieces[0]
        if len(texts) > 1 or len(pieces) > 1:
            shown = _joined([(text.said, (text.row, text.cell, text.box)) for text in texts])
            blanks = [" " if piece.is_apart else "" for piece in pieces]
            lines = zip(blanks, pieces, strict=True)
            expected = _joined([(blank + piece.text, piece.line) for blank, piece in lines])
        else:
            shown, expected = first.said, begin.text
        if shown != expected and words(shown) != words(expected):
            self._keep(first, words(shown), words(expected))
        elif not self._is_in_cell(begin, first) or not self._is_in_box(pieces, texts):
            self._keep(first, words(shown), words(shown))

    def _is_in_cell(self, piece: Piece, text: TextOnPage) -> bool:
        """Return whether a text is in the cell of its piece. The notes of a cell are not in it."""
        if text.note is not None:
            return True
        cell = piece.place.cell
        if cell is None or text.cell is None:
            return not self._is_strict or (cell is None and text.cell is None)
        return cell.place == text.cell and self._is_in_row(cell.row, text.row)

    def _is_in_row(self, row: int, shown: int | None) -> bool:
        """Return whether a row of the data is the row of the pages that has a number. The style
        sheets of a brief may hide others."""
        if self._is_strict:
            return row == shown
        last, self._row = self._row, (row, shown)
        return last is None or (last[0] == row) == (last[1] == shown)

    def _is_in_box(self, pieces: Sequence[Piece], texts: Sequence[TextOnPage]) -> bool:
        """Return whether a paragraph ends where an element does."""
        last, end = self._last, pieces[-1]
        self._last = end.line, end.paragraph, texts[-1].box
        if last is None or not self._is_strict or not (last[2] and texts[0].box):
            return True
        line, paragraph, box = last
        if pieces[0].line == line:
            return texts[0].box == box
        return pieces[0].paragraph == paragraph or texts[0].box != box

    def _keep(self, text: TextOnPage, shown: str, expected: str) -> None:
        self.fault = Divided(text, shown.replace("\0", "|"), expected.replace("\0", "|"))


def _joined(texts: Sequence[tuple[str, object]]) -> str:
    """Return texts as one, with a border where the element or the line changes."""
    joined: list[str] = []
    last: object = None
    for text, owner in texts:
        if joined and owner != last:
            joined.append(_BORDER)
        joined.append(text)
        last = owner
    return "".join(joined)
