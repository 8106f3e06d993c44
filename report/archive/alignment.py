"""Where the texts of an edition come from: the texts of the pages beside those that are expected.

A place is found by how many characters of its block stand before it. A block that differs from what
is expected has no source from there on. Where not all rows of a register are read, a row is found
by its number, and has no source if it differs itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.archive.printed import TextOnPage, plain

if TYPE_CHECKING:
    from report.archive.flow import Piece
    from report.measures import Provenance


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where a text comes from.

    :param text_key: outside of blocks, the key in ``brief.toml`` of the text, if it is known.
    :param provenance: where its values come from.
    """

    text_key: str | None = None
    provenance: tuple[Provenance, ...] = ()


class Alignment:
    """The texts of an edition, while the expected ones are read beside them.

    :param texts: the texts in the order of reading.
    :param places: the places whose sources are asked for.
    :param keys: the blocks that are read; ``None`` for all.
    """

    def __init__(
        self,
        texts: Sequence[TextOnPage],
        places: Collection[int],
        keys: Collection[str | None] | None,
    ) -> None:
        self._blocks: dict[str | None, _Block] = {}
        self._places = places
        for place, text in enumerate(texts):
            if text.note is None and (keys is None or text.key in keys):
                self._blocks.setdefault(text.key, _Block()).add(place, text)

    def expect(self, piece: Piece, *, is_value: bool) -> None:
        """Read the next expected text.

        :param is_value: whether the places that it covers are asked for too.
        """
        where = piece.place
        if where.key in self._blocks and not where.apart and where.note is None:
            self._blocks[where.key].expect(piece, self._places, is_value=is_value)

    def sources(self) -> dict[int, TextSource]:
        """Return the sources of the places that are asked for."""
        sources: dict[int, TextSource] = {}
        for block in self._blocks.values():
            sources.update(block.sources())
        return sources


class _Block:
    """The texts of a block on the pages, while the expected ones are read beside them."""

    def __init__(self) -> None:
        self._sources: dict[int, TextSource] = {}
        self._texts: list[tuple[int, str, int | None]] = []
        #: The index of the first text of each row.
        self._starts: dict[int | None, int] = {}
        self._next = 0
        self._rest = ""
        self._is_lost = False
        #: The row that is read by its number, the sources of its texts, and whether they fit.
        self._row: int | None = None
        self._of_row: dict[int, TextSource] = {}
        self._fits = False

    def add(self, place: int, text: TextOnPage) -> None:
        """Add the next text of the block, and its place among all texts."""
        self._starts.setdefault(text.row, len(self._texts))
        self._texts.append((place, plain(text.said), text.row))

    def sources(self) -> dict[int, TextSource]:
        """Return the sources of the places that are asked for."""
        self._leave_row()
        return self._sources

    def expect(self, piece: Piece, asked: Collection[int], *, is_value: bool) -> None:
        """Read the next expected text: the places that it covers get its key and its provenance.

        :param asked: the places that are asked for; with ``is_value`` every place is.
        """
        if piece.row != self._row:
            fits = self._leave_row()
            self._is_lost = self._is_lost or not (piece.row is not None or fits)
            self._enter_row(piece.row)
        if self._is_lost:
            return
        places = None if is_value else asked
        if piece.row is None:
            self._is_lost = not self._follow(piece, places, self._sources)
        elif self._fits:
            self._fits = self._follow(piece, places, self._of_row)

    def _follow(
        self, piece: Piece, asked: Collection[int] | None, sources: dict[int, TextSource]
    ) -> bool:
        """Read the next expected text into ``sources``, and return whether it is there."""
        text = plain(piece.text)
        while text and self._next < len(self._texts):
            place, printed, _ = self._texts[self._next]
            rest = self._rest or printed
            shared = min(len(rest), len(text))
            if rest[:shared] != text[:shared]:
                return False
            if asked is None or place in asked:
                earlier = sources.get(place, TextSource())
                text_key = earlier.text_key or piece.place.text_key
                provenance = earlier.provenance + piece.provenance
                sources[place] = TextSource(text_key, provenance)
            text, self._rest = text[shared:], rest[shared:]
            self._next += not self._rest
        return True

    def _enter_row(self, row: int | None) -> None:
        """Read on at a row. The first row that is read by its number is where the texts before
        end; else the block is lost from there on."""
        if row is not None:
            if self._row is None:
                self._is_lost = self._is_lost or bool(self._rest) or self._next_row() != row
            self._fits = row in self._starts
            self._next, self._rest = self._starts.get(row, self._next), ""
            self._of_row = {}
        self._row = row

    def _leave_row(self) -> bool:
        """Take the sources of the row that was read, if it says what is expected and no more, and
        return whether it does."""
        if self._row is None:
            return True
        is_whole = self._fits and not self._rest and self._next_row() != self._row
        if is_whole and not self._is_lost:
            self._sources.update(self._of_row)
        return is_whole

    def _next_row(self) -> int | None:
        return self._texts[self._next][2] if self._next < len(self._texts) else None
