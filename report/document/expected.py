"""What a composed document is expected to say, as data, in reading order.

The composer yields it beside the HTML. ``verify`` compares the pages with it, ``trace`` leads from
a text on a page to the rows behind it, and the plain text of an edition is written from it. Rows of
long registers are not held: they are read from their table on demand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from report.tables.model import Item, LongTable, SumRow
from report.tables.register_items import RegisterItems

if TYPE_CHECKING:
    from collections.abc import Callable

    from report.measures import Provenance

#: Items of a register this near to each other are read together.
_NEAR = 64


class Cell(NamedTuple):
    """A cell of a table: the number of its row, from 1 through the whole document but without the
    rows of long registers, and its place among the cells of the row, from 0."""

    row: int
    place: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands.

    :param key: the block of the brief, as ``sections[1].blocks[2]``; ``None`` outside of blocks.
    :param note: the printed number of the footnote that it is in.
    :param apart: whether it is in no element of the structure tree, as an artifact is.
    :param running: whether it is repeated in the running heads or table heads of later pages.
    :param text_key: outside of blocks, the key in ``brief.toml`` of the text that it shows, as
        ``sections[1].title``, if it is known.
    :param cell: the cell of a table that it is in.
    """

    key: str | None = None
    note: str | None = None
    apart: bool = False
    running: bool = False
    text_key: str | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the pages.

    :param provenance: where it comes from; several if it is not known which of them it is, as
        for equal figures of one chart.
    :param only_on_page: whether the plain text omits it: it is part of a drawing, which has an
        alternative text, or it separates the page numbers of an index.
    """

    text: str
    place: Place
    provenance: tuple[Provenance, ...] = ()
    only_on_page: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """The alternative text of a picture, which is on no page."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RunningText:
    """A text that running heads, feet or bookmarks may show; ``text_key`` is as in
    :class:`Place`."""

    text: str
    text_key: str | None = None


@dataclass(frozen=True, slots=True)
class ListMarker:
    """The marker of a list item: its printed number, ``None`` for a bullet.

    ``depth`` is 1 in a list that is in no other.
    """

    number: str | None
    depth: int
    place: Place


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The call of a footnote. The texts of the note follow; ``number`` is part of their place."""

    number: str
    place: Place


@dataclass(frozen=True, slots=True)
class PageReference:
    """The number of the page of an anchor, known when the pages are set."""

    anchor: str
    place: Place


@dataclass(frozen=True, slots=True)
class Break:
    """What separates texts in a plain text.

    ``lines`` is 2 for a blank line, 1 for a new line, and 0 for a space. ``is_inside`` tells that
    it separates lines of one paragraph.
    """

    lines: int
    place: Place
    is_inside: bool = False


@dataclass(frozen=True, slots=True)
class CellStart:
    """The beginning of a cell behind others of its row, ``columns`` columns after the last."""

    columns: int
    place: Place


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """The heads of groups and the rows of a long register that follow the first ``rows`` ones.

    ``register`` is the key of its table among the registers of the document, and the cell of its
    place is in the row before.
    """

    register: str
    rows: int
    place: Place

    def items(self, registers: Mapping[str, LongTable]) -> Iterator[Item]:
        """Yield the texts, row after row."""
        seen = 0
        for item in registers[self.register].items():
            seen += isinstance(item, tuple)
            if seen > self.rows or (seen == self.rows and not isinstance(item, tuple)):
                yield item

    def traced(
        self, registers: Mapping[str, LongTable]
    ) -> Iterator[tuple[Item, Provenance | None]]:
        """Yield the texts, row after row, each row with where it comes from."""
        table = registers[self.register]
        numbers = islice(table.numbers(), self.rows, None)
        for item in self.items(registers):
            if isinstance(item, tuple):
                yield item, _provenance(table, item, next(numbers, None))
            else:
                yield item, None

    def placed(self, registers: Mapping[str, LongTable]) -> PlacedRows | None:
        """Return the same texts, to be read at places; ``None`` if they can only be read from the
        first on."""
        table = registers[self.register]
        if not isinstance(table.items, RegisterItems):
            return None
        return PlacedRows(table, table.items, table.items.behind(self.rows))


@dataclass(frozen=True, slots=True)
class PlacedRows:
    """The items of a long register that follow the first ``skipped`` ones; places count from 0."""

    table: LongTable
    items: RegisterItems
    skipped: int

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self.items) - self.skipped

    def sum_places(self) -> list[int]:
        """Return the places of the rows of sums."""
        places = (place - self.skipped for place in self.items.sum_places())
        return [place for place in places if place >= 0]

    def at(self, places: Iterable[int]) -> Iterator[tuple[int, Item, Provenance | None]]:
        """Yield the items at some places in their order: each place, the item, and where it comes
        from. What lies between near places is read with them."""
        asked = sorted(places)
        first = 0
        for index, end in enumerate(asked):
            if index + 1 < len(asked) and asked[index + 1] - end <= _NEAR:
                continue
            sought = set(asked[first : index + 1])
            run = asked[first] + self.skipped, end + self.skipped + 1
            first = index + 1
            for place, item, number in self.items.between(*run):
                if place - self.skipped in sought:
                    if isinstance(item, str | SumRow):
                        yield place - self.skipped, item, None
                    else:
                        yield place - self.skipped, item, _provenance(self.table, item, number)


def _provenance(
    table: LongTable, row: tuple[str | None, ...], number: int | None
) -> Provenance | None:
    if number is None or table.provenance is None:
        return None
    return table.provenance(number, row[table.heading] or "")


Expected = (
    Words
    | Alternative
    | RunningText
    | ListMarker
    | NoteCall
    | PageReference
    | Break
    | CellStart
    | RegisterRows
)


def with_signs(
    expected: tuple[Expected, ...], change: Callable[[str], str]
) -> tuple[Expected, ...]:
    """Return the same with ``change`` applied to each text that the brief gives."""
    return tuple(
        replace(item, text=change(item.text))
        if isinstance(item, Words | Alternative | RunningText)
        else item
        for item in expected
    )
