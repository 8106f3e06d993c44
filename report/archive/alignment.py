"""Where the texts of an edition come from: the texts of the pages beside those that are expected.

A place is found by how many characters of its block stand before it. A block that differs from what
is expected has no source from there on.
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
                self._blocks.setdefault(text.key, _Block()).add(place, plain(text.said))

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
            sources.update(block.sources)
        return sources


class _Block:
    """The texts of a block on the pages, while the expected ones are read beside them."""

    def __init__(self) -> None:
        self.sources: dict[int, TextSource] = {}
        self._texts: list[tuple[int, str]] = []
        self._next = 0
        self._rest = ""

    def add(self, place: int, text: str) -> None:
        """Add the next text of the block, and its place among all texts."""
        self._texts.append((place, text))

    def expect(self, piece: Piece, asked: Collection[int], *, is_value: bool) -> None:
        """Read the next expected text: the places that it covers get its key and its provenance.

        :param asked: the places that are asked for; with ``is_value`` every place is.
        """
        text = plain(piece.text)
        while text and self._next < len(self._texts):
            place, printed = self._texts[self._next]
            rest = self._rest or printed
            shared = min(len(rest), len(text))
            if rest[:shared] != text[:shared]:
                self._next = len(self._texts)
                return
            if place in asked or is_value:
                earlier = self.sources.get(place, TextSource())
                text_key = earlier.text_key or piece.place.text_key
                provenance = earlier.provenance + piece.provenance
                self.sources[place] = TextSource(text_key, provenance)
            text, self._rest = text[shared:], rest[shared:]
            self._next += not self._rest
