"""The texts of an edition in reading order, and what is in its running heads.

The rows of long registers are read in the structure tree; the content of their pages is not. Where
something is searched, only the rows are read that may have it (:class:`Sought`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from report.archive.bounded import need_bounded
from report.archive.marked import read_page_texts
from report.archive.pdf_objects import destinations
from report.archive.printed import TextOnPage, page_finder, page_numbers, plain, read_texts
from report.archive.registers.search import SearchedFile, read_rows, searched
from report.archive.registers.skeleton import Divided, divided, originals
from report.archive.registers.table import ObjectTable, OtherForm
from report.archive.registers.written import opened
from report.archive.signing.later import Revisions
from report.errors import Location

if TYPE_CHECKING:
    from report.archive.registers.needles import Needles
    from report.archive.registers.rows import RegisterRow
    from report.document.expected import PlacedRows
    from report.file_bytes import Source


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched in an edition.

    :param needles: what the rows have that may have what is asked for.
    :param beside: how many rows before and behind such a row a text may reach.
    :param registers: the long register of each block, as its rows are expected; a block with
        several is not among them.
    """

    needles: Needles
    beside: int
    registers: Mapping[str | None, PlacedRows]


@dataclass(frozen=True, slots=True)
class EditionTexts:
    """The texts of an edition, the running heads of each page as one text, and the page of an
    anchor.

    ``gaps`` are the places of texts before which rows were left out. ``rows`` has, for each block
    whose rows are not all among the texts, the number of the row that the first expected row of its
    register is.
    """

    texts: tuple[TextOnPage, ...]
    running: tuple[str, ...]
    page_of: Callable[[str], int | None]
    gaps: frozenset[int] = frozenset()
    rows: Mapping[str | None, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchedTexts:
    """The texts of an edition except the rows of its long registers, which are searched.

    :param bodies: the texts that represent the rows of each body of a table, and the indexes of
        these rows among all.
    :param running: the running heads of each page as one text.
    :param places: the page of each named destination.
    :param numbers: the number of each page, from 1, by its object number.
    :param rows: the object number of each row, in reading order.
    :param hits: the indexes of the rows that may have what is asked for.
    """

    texts: tuple[TextOnPage, ...]
    bodies: tuple[tuple[TextOnPage, range], ...]
    running: tuple[str, ...]
    places: Mapping[str, int | None]
    numbers: Mapping[int, int]
    rows: Sequence[int]
    hits: frozenset[int]


def edition_texts(
    data: Source,
    where: Location,
    sought: Sought | None = None,
    revisions: Revisions | None = None,
    search: Callable[[Revisions, Needles], SearchedTexts] | None = None,
) -> EditionTexts:
    """Return the texts of a PDF; with ``sought``, not all rows of long registers.

    :param revisions: the objects of a PDF of the form that Mujaz writes, if they are known.
    :param search: searches this PDF as :func:`searched_texts` does, where it may have begun
        already.
    :raises ValueError: if it does not have the form that Mujaz writes.
    :raises ArchiveError, RenderError: as :func:`report.archive.bounded.need_bounded`.
    """
    if sought is not None:
        try:
            file = revisions or Revisions(ObjectTable.of(data))
            needles = sought.needles
            texts = search(file, needles) if search else searched_texts(file, where, needles)
            return _Whole(file.table, sought, texts).texts()
        except OtherForm:
            pass
    try:
        return _texts(divided(data, *(revisions or ())), where)
    except OtherForm:
        return _texts(data[:], where)


def searched_texts(file: Revisions, where: Location, needles: Needles) -> SearchedTexts:
    """Return the texts of a PDF except the rows of its long registers, which are searched.

    :raises OtherForm: if it does not have the form of a file with long registers.
    :raises ValueError, ArchiveError, RenderError: as :func:`edition_texts`.
    """
    long = searched(file.table, needles, file.later, file.size)
    bodies = _Bodies(long)
    read = _read(long, where, bodies)
    return SearchedTexts(
        read.texts, tuple(bodies.bodies), read.running, read.places, read.numbers,
        long.rows, long.hits,
    )  # fmt: skip


def _texts(file: bytes | Divided, where: Location) -> EditionTexts:
    read = _read(file, where)
    return EditionTexts(read.texts, read.running, read.places.get)


class _Read(NamedTuple):
    """What is read of a PDF: its texts, the running heads of each page as one text, the page of
    each named destination, and the number of each page, from 1, by its object number."""

    texts: tuple[TextOnPage, ...]
    running: tuple[str, ...]
    places: dict[str, int | None]
    numbers: dict[int, int]


def _read(
    file: bytes | Divided | SearchedFile, where: Location, bodies: _Bodies | None = None
) -> _Read:
    """Read a PDF.

    :param bodies: takes the places of the rows that are not among the texts.
    """
    import pikepdf

    data = file if isinstance(file, bytes) else file.skeleton
    with pikepdf.open(BytesIO(file)) if isinstance(file, bytes) else opened(data) as pdf:
        need_bounded(pdf, where, {} if isinstance(file, bytes) else file.boxes)
        if isinstance(file, bytes):
            numbers = {number: page for (number, _), page in page_numbers(pdf).items()}
        else:
            numbers = file.page_numbers(pdf)
        alike = {} if isinstance(file, bytes) else originals(file.pages, numbers)
        pages = read_page_texts(data, {page for page, first in alike.items() if page != first})
        running = ["".join(map(plain, drawn.apart)) for drawn in pages]
        finder = page_finder(pdf)
        places = {name: finder(name) for name in destinations(pdf)}
        for number, original in alike.items():
            running[number - 1] = running[original - 1]
        rows = _Rows(file, numbers) if isinstance(file, Divided) else bodies
        return _Read(read_texts(pdf, pages, rows), tuple(running), places, numbers)


def _texts_of(
    row: RegisterRow, numbers: Mapping[int, int], key: str | None, index: int
) -> Iterator[TextOnPage]:
    """Yield the texts of a row.

    :param numbers: the number of each page, from 1, by its object number.
    """
    page = numbers[row.places[0][0]]
    for said, kind in zip(row.said, row.kinds, strict=True):
        if said[:1].isalnum() or plain(said):
            yield TextOnPage(said, said, key, page, kind, None, index, (), row.head)


class _Rows:
    """Reads the rows of long registers for what they say.

    :param numbers: the number of each page, from 1, by its object number.
    """

    def __init__(self, file: Divided, numbers: Mapping[int, int]) -> None:
        self._file = file
        self._numbers = numbers
        self._rows = file.rows()
        self._count = 0

    def at(self, number: int) -> int:
        """Return how many rows the element with an object number replaces; 0 for any other."""
        return self._file.rows_at(number)

    def texts(self, number: int, key: str | None, row: int) -> Iterator[TextOnPage]:
        """Yield the texts of these rows; see :class:`report.archive.leaves.RowsElsewhere`.

        :raises OtherForm: if the structure tree has the rows in another order than the file.
        """
        rows = self._file.rows_of(number)
        if rows.start != self._count:
            raise OtherForm("order of rows")
        self._count = rows.stop
        for index in range(row, row + self.at(number)):
            yield from _texts_of(next(self._rows), self._numbers, key, index)


class _Bodies:
    """Notes where rows of long registers are among the texts of a structure tree: a text without
    words replaces the rows of each body of a table."""

    def __init__(self, file: SearchedFile) -> None:
        self._file = file
        #: Each of these texts, and the indexes of its rows among all rows.
        self.bodies: list[tuple[TextOnPage, range]] = []

    def at(self, number: int) -> int:
        """Return how many rows the element with an object number replaces; 0 for any other."""
        return self._file.rows_at(number)

    def texts(self, number: int, key: str | None, row: int) -> Iterator[TextOnPage]:
        """Yield the text that represents these rows."""
        mark = TextOnPage("", "", key, 0, "", None, row)
        self.bodies.append((mark, self._file.rows_of(number)))
        yield mark


class _Whole:
    """The texts of an edition with those rows of its long registers that may have what is asked
    for.

    :param table: the objects of the PDF.
    """

    def __init__(self, table: ObjectTable, sought: Sought, searched: SearchedTexts) -> None:
        self._table, self._sought, self._searched = table, sought, searched
        self._bodies = searched.bodies
        self._gaps: set[int] = set()
        self._rows: dict[str | None, int] = {}
        self._chosen: set[int] = set()
        counted = [rows for _, rows in self._bodies]
        if [rows.start for rows in counted] != [0, *(rows.stop for rows in counted[:-1])]:
            raise OtherForm("order of rows")
        for key in dict.fromkeys(mark.key for mark, _ in self._bodies):
            self._choose(key)

    def texts(self) -> EditionTexts:
        """Return the texts."""
        searched = self._searched
        texts = tuple(self._with_rows(searched.texts))
        return EditionTexts(
            texts, searched.running, searched.places.get, frozenset(self._gaps), self._rows
        )

    def _choose(self, key: str | None) -> None:
        """Choose the rows of a block that are read: the first and the last, those that are set
        before the register, those of sums, and those that may have what is asked for.

        :raises OtherForm: if the rows that are expected cannot be read at places, or are more.
        """
        register = self._sought.registers.get(key)
        own = [(mark, rows) for mark, rows in self._bodies if mark.key == key]
        count = sum(len(rows) for _, rows in own)
        if register is None or len(register) > count:
            raise OtherForm("rows of a block")
        places = [place for _, rows in own for place in rows]
        first = count - len(register)
        self._rows[key] = _row_of(own, first)
        beside = self._sought.beside
        chosen = {*range(first + 1), count - 1, *(first + place for place in register.sum_places())}
        hits = self._searched.hits.intersection(places)
        index_of = {place: index for index, place in enumerate(places)} if hits else {}
        for place in hits:
            index = index_of[place]
            chosen.update(range(max(index - beside, 0), min(index + beside + 1, count)))
        self._chosen.update(places[index] for index in chosen)

    def _with_rows(self, texts: Sequence[TextOnPage]) -> Iterator[TextOnPage]:
        """Yield the texts in reading order."""
        bodies = iter(self._bodies)
        chosen = iter(read_rows(self._table, self._searched.rows, self._chosen))
        mark, rows = next(bodies)
        place = 0
        for text in texts:
            if text is not mark:
                yield text
                place += 1
                continue
            last = rows.start - 1
            for index in sorted(self._chosen.intersection(rows)):
                if index != last + 1:
                    self._gaps.add(place)
                last = index
                number = (mark.row or 0) + index - rows.start
                for said in _texts_of(next(chosen), self._searched.numbers, mark.key, number):
                    yield said
                    place += 1
            if last + 1 != rows.stop:
                self._gaps.add(place)
            mark, rows = next(bodies, (mark, rows))


def _row_of(bodies: Sequence[tuple[TextOnPage, range]], index: int) -> int:
    """Return the number of a row by its index among the rows of a block."""
    for mark, rows in bodies:
        if index < len(rows):
            return (mark.row or 0) + index
        index -= len(rows)
    raise OtherForm("rows of a block")
