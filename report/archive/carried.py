"""The sums that the pages of an edition carry forward, computed from the data.

The lines are artifacts, so they are in no element of the structure tree. The rows of the tree say
how many rows stand before the end of each page; the sums of these rows are what the page prints.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.archive.printed import TextOnPage

if TYPE_CHECKING:
    from report.document import Composition
    from report.measures import Provenance
    from report.tables.sums import Sums


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of sums on a page, from 1: its name, its sums, and where these come from.

    ``key`` is the block of the brief. ``rows`` is how many rows of the table the sums are of.
    """

    page: int
    key: str
    name: str
    sums: Sums
    rows: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The printed sums."""
        return self.sums.carried(self.rows)

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Where each sum comes from."""
        return self.sums.carried_provenance(self.rows, self.name)


class PrintedLines:
    """Collects what is needed of the texts of a structure tree, one by one, to find the lines that
    its pages have."""

    def __init__(self, document: Composition) -> None:
        self._document = document
        self._blocks = {key.partition("#")[0] for key in document.carried}
        self._pages: dict[str, dict[int, int]] = {}

    def add(self, text: TextOnPage) -> None:
        """Take the next text of the structure tree."""
        if text.key in self._blocks and text.row is not None:
            rows = self._pages.setdefault(text.key, {})
            rows[text.row] = min(text.page, rows.get(text.row, text.page))

    def lines(self) -> Iterator[PrintedLine]:
        """Yield the lines that the pages have, table after table."""
        for key, sums in self._document.carried.items():
            block, _, number = key.partition("#")
            kinds = list(sums.kinds())
            start = (int(number or 1) - 1) * (len(kinds) + 1) + 1  # each part begins with its head
            own = list(self._pages.get(block, {}).values())[start : start + len(kinds)]
            yield from _lines(block, sums, kinds, own)


def printed_lines(texts: Iterable[TextOnPage], document: Composition) -> Iterator[PrintedLine]:
    """Yield the lines that the pages of an edition have, table after table.

    :param texts: the texts of its structure tree.
    """
    lines = PrintedLines(document)
    for text in texts:
        lines.add(text)
    yield from lines.lines()


def _lines(
    key: str, sums: Sums, kinds: Sequence[str], pages: Sequence[int]
) -> Iterator[PrintedLine]:
    """Yield the lines of a table; ``pages`` are those where its lines of each kind begin."""
    if not pages:
        return
    begun = sorted(page for page, kind in zip(pages, kinds, strict=False) if kind == "row")
    line = sums.line
    for page in range(pages[0], pages[-1] + 1):
        if page > pages[0]:
            yield PrintedLine(page, key, line.brought, sums, bisect_right(begun, page - 1))
        if page < pages[-1]:
            yield PrintedLine(page, key, line.carried, sums, bisect_right(begun, page))
