"""Read the rows of long registers together with what their pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from report.archive.marked import PageTexts
from report.archive.printed import TextOnPage, plain, same_texts
from report.archive.registers.pages_ahead import ReadPage
from report.archive.registers.rows import RegisterRow, parents_of
from report.archive.registers.skeleton import Divided
from report.archive.registers.table import OtherForm

#: The number of pages whose content is in memory: a row stands on the page that is read, and may
#: continue on the next.
_PAGES = 3


@dataclass(slots=True)
class RegisterReading:
    """Reads the rows of a divided file one by one, and with them the pages.

    :param numbers: the number of each page, from 1, by its object number.
    :param read: returns what a page shows, by its object number.
    :param heads: returns the ids of the headers in attributes, by their object number.
    :param seen: is given each page, by its number from 1, when it is read.
    :param by_pdfium: returns the texts of a page as pdfium reads them.
    :param named: the objects that rows refer to, each with its kind.
    """

    divided: Divided
    numbers: Mapping[int, int]
    read: Callable[[int], ReadPage]
    heads: Callable[[int], tuple[str, ...]]
    seen: Callable[[int, ReadPage], None]
    by_pdfium: Callable[[int], PageTexts]
    named: set[tuple[str, int]] = field(default_factory=set)
    _rows: Iterator[RegisterRow] = field(init=False)
    _place: int = 0
    _contents: dict[int, ReadPage] = field(default_factory=dict)
    #: The rows of the pages that are read, until all rows of the page are known.
    _on_page: dict[int, list[RegisterRow]] = field(default_factory=dict)
    _marks: dict[int, int] = field(default_factory=dict)
    _named: set[tuple[tuple[int, ...], frozenset[int]]] = field(default_factory=set)
    #: The rows that names of elements lead to: heads of groups.
    _absent: set[int] = field(default_factory=set)
    #: The ids of the headers of the cells of a row, by the objects of its attributes.
    _heads: dict[tuple[int, ...], tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rows = self.divided.rows()

    def at(self, number: int) -> int:
        """Return how many rows the element with an object number represents; 0 for any other."""
        return self.divided.rows_at(number)

    def texts(self, number: int, key: str | None, row: int) -> Iterator[TextOnPage]:
        """Yield the texts of these rows: those of a row at once if its pages show them.

        :param key: the block of the brief.
        :param row: the number of the first row.
        :raises OtherForm: if rows, marks and pages do not fit.
        """
        rows = self.divided.rows_of(number)
        if rows.start != self._place:
            raise OtherForm("order of rows")
        for index in range(row, row + len(rows)):
            yield from self._texts(next(self._rows), key, index)
        self._place = rows.stop
        if self._place == self.divided.count:
            self._end()

    def _texts(self, row: RegisterRow, key: str | None, index: int) -> Iterator[TextOnPage]:
        marked = [(mark, self._content(page, row).marked) for page, mark in row.places]
        drawn = _drawn(marked, len(row.said))
        page = self.numbers[row.places[0][0]]
        self._name(row)
        if not same_texts(row.said, drawn):
            drawn = self._drawn_by_pdfium(row)
        elif row.head is None:
            yield from self._joined(row, key, page, index)
            return
        no_heads = [()] * len(row.said)
        heads = no_heads if row.head is not None else map(self.heads, row.attributes)
        cells = enumerate(zip(row.said, drawn, row.kinds, heads, strict=True))
        for place, (said, shown, role, above) in cells:
            if said[:1].isalnum() or plain(said) or plain(shown):
                yield TextOnPage(
                    said, shown, key, page, role, None, index, above, row.head, cell=place
                )

    def _joined(
        self, row: RegisterRow, key: str | None, page: int, index: int
    ) -> Iterator[TextOnPage]:
        """Yield the texts of a row, which its pages show, at once, if it has any."""
        heads = self._heads_of(row.attributes)
        if not all(text[:1].isalnum() for text in row.said):
            shown = zip(row.said, heads, strict=True)
            heads = tuple([above for text, above in shown if plain(text)])
        if heads:
            yield TextOnPage("", "", key, page, "TR", None, index, cells=heads, texts=row.said)

    def _heads_of(self, attributes: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the headers of each cell of a row; most rows have the same."""
        heads = self._heads.get(attributes)
        if heads is None:
            heads = self._heads[attributes] = tuple(map(self.heads, attributes))
        return heads

    def _drawn_by_pdfium(self, row: RegisterRow) -> list[str]:
        """Return the text of each cell as pdfium reads it: it may be in another order than that of
        :func:`~.glyph_texts.in_reading_order`."""
        texts = [(self.by_pdfium(self.numbers[page]).marked, mark) for page, mark in row.places]
        return [
            "".join([marked.get(mark + column, "") for marked, mark in texts])
            for column in range(len(row.said))
        ]

    def _content(self, page: int, row: RegisterRow) -> ReadPage:
        """Return what a page shows, and count the marks that a row has on it."""
        content = self._contents.get(page)
        if content is None:
            if page not in self.divided.pages or page in self._marks:
                raise OtherForm("page of a row")
            content = self.read(page)
            self._contents[page] = content
            self._marks[page], self._on_page[page] = 0, []
            self.seen(self.numbers[page], content)
            if len(self._contents) > _PAGES:
                self._leave(next(iter(self._contents)))
        first = dict(row.places)[page]
        if self._marks[page] != first:
            raise OtherForm("marks of a row")
        self._marks[page] += len(row.said)
        self._on_page[page].append(row)
        return content

    def _leave(self, page: int) -> None:
        """Compare the marks of a page with its rows: each has one, in the same order."""
        content, rows = self._contents.pop(page), self._on_page.pop(page)
        own = self.divided.pages[page]
        if sorted(content.marked) != list(range(self._marks[page])):
            raise OtherForm("marks of a page")
        if self.divided.parents[own.key] != parents_of(rows):
            raise OtherForm("parent tree")

    def _name(self, row: RegisterRow) -> None:
        """Take the objects of the skeleton that a row refers to, or that refer to it."""
        if row.head is not None:
            self._absent.add(row.number + 1)
        self._named.add((row.attributes, row.spaces))

    def _end(self) -> None:
        for page in list(self._contents):
            self._leave(page)
        if self._marks.keys() != self.divided.pages.keys():
            raise OtherForm("pages of rows")
        if not self.divided.absent <= self._absent:
            raise OtherForm("a reference to a row")
        for attributes, spaces in self._named:
            self.named.update([("Attributes", number) for number in attributes])
            self.named.update([("Namespace", number) for number in spaces])
        if not self.divided.numbers.issuperset([number for _, number in self.named]):
            raise OtherForm("attributes of a cell")


def _drawn(contents: Sequence[tuple[int, Mapping[int, str]]], count: int) -> list[str]:
    """Return the text of each cell of a row.

    :param contents: the first mark of the row on each of its pages, and the texts of all marks
        there.
    :raises OtherForm: if a page has no such mark.
    """
    try:
        if len(contents) == 1:
            ((first, marked),) = contents
            return [marked[mark] for mark in range(first, first + count)]
        return [
            "".join([marked[first + column] for first, marked in contents])
            for column in range(count)
        ]
    except KeyError as error:
        raise OtherForm("marks of a row") from error
