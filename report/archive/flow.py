"""What the pages are expected to say: the texts of a document, with the numbers of pages.

The texts come in the order of the structure tree. Each carries where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report import arabic
from report.document.expected import (
    Break,
    CellStart,
    ListMarker,
    NoteCall,
    PageReference,
    Place,
    RegisterRows,
    Words,
)
from report.tables.model import Item, SumRow, cell_texts

if TYPE_CHECKING:
    from report.document import Composition
    from report.document.expected import PlacedRows
    from report.measures import Provenance


@dataclass(frozen=True, slots=True)
class Piece:
    """A text on the pages, its place, and where it comes from.

    :param row: the number of the row that it is of, where not all rows of a register are read.
    :param cells: the texts of all cells of a row of a register, instead of a text.
    :param line: counts what parts texts, a gap between two boxes too; texts of one line may be one
        on the page.
    :param paragraph: counts the paragraphs, list items and cells.
    :param is_apart: whether blanks between elements of its line are before it.
    """

    text: str
    place: Place
    provenance: tuple[Provenance, ...] = ()
    row: int | None = None
    cells: tuple[str, ...] = ()
    line: int = 0
    paragraph: int = 0
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """Rows of a long register that are read by their places.

    :param first: the number of the first row.
    :param rows: the numbers of the rows that are read.
    """

    register: PlacedRows
    first: int
    rows: Collection[int]

    def items(self) -> Iterator[tuple[Item, Provenance | None, int]]:
        """Yield the items, each with where it comes from and the number of its row."""
        for place, item, provenance in self.register.at(row - self.first for row in self.rows):
            yield item, provenance, self.first + place


def pieces(
    document: Composition,
    locale: str,
    page_of: Callable[[str], int | None],
    chosen: Mapping[str | None, ChosenRows] | None = None,
    *,
    is_traced: bool = True,
) -> Iterator[Piece]:
    """Yield the texts of the pages in reading order; rows of long registers are read one by one.

    :param page_of: returns the page of an anchor, from 1.
    :param chosen: the rows that are read of the registers of some blocks.
    :param is_traced: whether the rows of long registers come with their provenance, and as one
        text; without it, they come with their cells.
    """
    line = paragraph = 0
    is_apart = False
    for item in document.expected:
        if isinstance(item, Words):
            is_blank = not item.text.strip()
            if not is_blank:
                yield Piece(
                    item.text, item.place, item.provenance,
                    line=line, paragraph=paragraph, is_apart=is_apart,
                )  # fmt: skip
            is_apart = is_blank
        elif isinstance(item, Break | CellStart):
            line += 1
            paragraph += isinstance(item, CellStart) or (item.lines > 0 and not item.is_inside)
        elif isinstance(item, NoteCall):
            yield Piece(f"({item.number})", item.place, line=line, paragraph=paragraph)
            place = Place(item.place.key, item.number)
            yield Piece(f"{item.number}.", place, line=-1, paragraph=-1)
        elif isinstance(item, ListMarker):
            line, paragraph = line + 1, paragraph + 1
            if item.number is not None:
                yield Piece(f"{item.number}.", item.place, line=line, paragraph=paragraph)
                line, paragraph = line + 1, paragraph + 1
        elif isinstance(item, PageReference):
            if (page := page_of(item.anchor)) is not None:
                text = arabic.digits(str(page), locale)
                yield Piece(text, item.place, line=line, paragraph=paragraph)
        elif isinstance(item, RegisterRows):
            rows = None if chosen is None else chosen.get(item.place.key)
            yield from _register_pieces(document, item, rows, is_traced)


def _register_pieces(
    document: Composition, item: RegisterRows, rows: ChosenRows | None, is_traced: bool
) -> Iterator[Piece]:
    """Yield the texts of the rows of a long register, or of those that are chosen."""
    if rows is not None:
        for row, provenance, number in rows.items():
            yield from _row_pieces(row, provenance, item.place, number)
    elif is_traced:
        for row, provenance in item.traced(document.registers):
            yield from _row_pieces(row, provenance, item.place)
    else:
        for row in item.items(document.registers):
            yield Piece("", item.place, cells=tuple(cell_texts(row)))


def _row_pieces(
    row: Item, provenance: Provenance | None, place: Place, number: int | None = None
) -> Iterator[Piece]:
    """Yield the text of a row, or each of those of a row of sums, with where it comes from."""
    if not isinstance(row, SumRow):
        sources = () if provenance is None else (provenance,)
        yield Piece("".join(cell_texts(row)), place, sources, number)
        return
    for text, source in zip(row.texts, row.provenance, strict=True):
        if text:
            yield Piece(text, place, () if source is None else (source,), number)
