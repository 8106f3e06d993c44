"""What the pages are expected to say: the texts of a document, with the numbers of pages.

The texts come in the order of the structure tree. Each carries where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report import arabic
from report.document.expected import (
    ListMarker,
    NoteCall,
    PageReference,
    Place,
    RegisterRows,
    Words,
)
from report.tables.model import SumRow, cell_texts

if TYPE_CHECKING:
    from report.document import Composition
    from report.measures import Provenance


@dataclass(frozen=True, slots=True)
class Piece:
    """A text on the pages, its place, and where it comes from."""

    text: str
    place: Place
    provenance: tuple[Provenance, ...] = ()


def pieces(
    document: Composition, locale: str, page_of: Callable[[str], int | None]
) -> Iterator[Piece]:
    """Yield the texts of the pages in reading order; rows of long registers are read one by one.

    :param page_of: returns the page of an anchor, from 1.
    """
    for item in document.expected:
        if isinstance(item, Words):
            if item.text.strip():
                yield Piece(item.text, item.place, item.provenance)
        elif isinstance(item, NoteCall):
            yield Piece(f"({item.number})", item.place)
            yield Piece(f"{item.number}.", Place(item.place.key, item.number))
        elif isinstance(item, ListMarker):
            if item.number is not None:
                yield Piece(f"{item.number}.", item.place)
        elif isinstance(item, PageReference):
            if (page := page_of(item.anchor)) is not None:
                yield Piece(arabic.digits(str(page), locale), item.place)
        elif isinstance(item, RegisterRows):
            for row, provenance in item.traced(document.registers):
                if isinstance(row, SumRow):
                    yield from _sum_pieces(row, item.place)
                else:
                    sources = () if provenance is None else (provenance,)
                    yield Piece("".join(cell_texts(row)), item.place, sources)


def _sum_pieces(row: SumRow, place: Place) -> Iterator[Piece]:
    """Yield the texts of a row of sums, each with where it comes from."""
    for text, provenance in zip(row.texts, row.provenance, strict=True):
        if text:
            yield Piece(text, place, () if provenance is None else (provenance,))
