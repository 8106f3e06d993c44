"""The texts of an edition in reading order, and what is in its running heads.

The rows of long registers are read in the structure tree; the content of their pages is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from report.archive.bounded import need_bounded
from report.archive.marked import read_page_texts
from report.archive.pdf_objects import destinations
from report.archive.printed import TextOnPage, page_finder, page_numbers, plain, read_texts
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import OtherForm
from report.errors import Location


@dataclass(frozen=True, slots=True)
class EditionTexts:
    """The texts of an edition, the running heads of each page as one text, and the page of an
    anchor."""

    texts: tuple[TextOnPage, ...]
    running: tuple[str, ...]
    page_of: Callable[[str], int | None]


def edition_texts(data: bytes, where: Location) -> EditionTexts:
    """Return the texts of a PDF.

    :raises ValueError: if it does not have the form that Mujaz writes.
    :raises ArchiveError, RenderError: as :func:`report.archive.bounded.need_bounded`.
    """
    try:
        return _texts(divided(data), where)
    except OtherForm:
        return _texts(data, where)


def _texts(file: bytes | Divided, where: Location) -> EditionTexts:
    import pikepdf

    data = file if isinstance(file, bytes) else file.skeleton
    with pikepdf.open(BytesIO(data)) as pdf:
        need_bounded(pdf, where)
        pages = read_page_texts(data)
        running = ["".join(map(plain, drawn.apart)) for drawn in pages]
        numbers = {number: page for (number, _), page in page_numbers(pdf).items()}
        rows = None if isinstance(file, bytes) else _Rows(file, numbers)
        texts = read_texts(pdf, pages, rows)
        if rows is not None:
            rows.put_heads(running)
        finder = page_finder(pdf)
        places = {name: finder(name) for name in destinations(pdf)}
    return EditionTexts(texts, tuple(running), places.get)


class _Rows:
    """Reads the rows of long registers for what they say.

    :param numbers: the number of each page, from 1, by its object number.
    """

    def __init__(self, file: Divided, numbers: Mapping[int, int]) -> None:
        self._file = file
        self._numbers = numbers
        self._rows = file.rows()

    def at(self, number: int) -> int:
        """Return how many rows the element with an object number stands for; 0 for any other."""
        return self._file.rows_at(number)

    def texts(self, number: int, key: str | None, row: int) -> Iterator[TextOnPage]:
        """Yield the texts of these rows; see :class:`report.archive.printed.RowsElsewhere`."""
        for index in range(row, row + self.at(number)):
            item = next(self._rows)
            page = self._numbers[item.places[0][0]]
            for said, kind in zip(item.said, item.kinds, strict=True):
                if said[:1].isalnum() or plain(said):
                    yield TextOnPage(said, said, key, page, kind, None, index, (), item.head)

    def put_heads(self, running: list[str]) -> None:
        """Put the running heads of the first of the pages that are alike on all of them."""
        for number, original in self._file.originals(self._numbers).items():
            running[number - 1] = running[original - 1]
