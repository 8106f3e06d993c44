"""The rows of many object streams, one after the other.

Rows of one table differ in their texts, and in numbers that follow from the row's own. So what is
expected of a row is written as the row before was, with these numbers, and compared with its bytes.
A row that differs in anything else is read object by object (:mod:`.rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from report.archive.registers.bundles import Bundle, rows_inside
from report.archive.registers.rows import (
    CELL,
    CONTENT,
    ROW,
    STRING,
    RegisterRow,
    row_at,
    text_of,
)
from report.archive.registers.table import OtherForm, Together

_TEXT = re.compile(STRING)
_BODY = re.compile(rb"<</S/TR/P (\d+) 0 R/K\[")
_REFERENCE = b"%d 0 R"
_CELL_BEGIN = b"<</S/%b/P %%d 0 R/K %%d 0 R/A %d 0 R/ActualText"
_CONTENT = b"<</S/Span/P %d 0 R/Pg %d 0 R/K %d>>"


def rows_of(bundle: Bundle) -> Iterator[RegisterRow]:
    """Yield the rows among the objects of a bundle.

    :raises OtherForm: if the objects of a row have another form.
    """
    inside = rows_inside(bundle)
    numbers, places = bundle.numbers.tolist(), bundle.places.tolist()
    objects = Together(numbers, places, bundle.live, bundle.data)
    form: _Form | None = None
    for start, stop in zip(inside.starts.tolist(), inside.stops.tolist(), strict=True):
        row: RegisterRow | None = None
        if form is not None:
            row = form.row(bundle.data, places[start : stop + 1], numbers[start])
        if row is None:
            row, form = _read(objects, start)
        yield row


def bodies_of(bundle: Bundle, starts: Sequence[int]) -> Iterator[int]:
    """Yield the number of the body of each row.

    :param starts: the places of the rows in the bytes of the bundle.
    :raises OtherForm: if a row has another form.
    """
    for start in starts:
        match = _BODY.match(bundle.data, start)
        if match is None:
            raise OtherForm("row")
        yield int(match[1])


def _read(objects: Together, start: int) -> tuple[RegisterRow, _Form | None]:
    """Read a row object by object; return it, and the form of the rows that are like it."""
    row = row_at(objects, start)
    return row, None if row.head is not None else _Form.of(objects, start, row)


@dataclass(frozen=True, slots=True)
class _Form:
    """What the rows of a table have in common.

    :param like: the row that was read object by object.
    :param element: the element of the row, with places for the numbers of its cells.
    :param begins: what is before the text of each cell, with places for two numbers, on lines.
    :param ends: what is behind the text of each cell.
    :param contents: the elements of the marked content, with places for their numbers.
    """

    like: RegisterRow
    element: bytes
    begins: bytes
    ends: tuple[bytes, ...]
    contents: bytes

    @classmethod
    def of(cls, objects: Together, start: int, row: RegisterRow) -> _Form:
        """Return the form of a row whose first object is at an index."""
        count = len(row.said)
        first = objects.body(start)
        element = ROW.fullmatch(first)
        cells = [CELL.fullmatch(objects.body(start + 1 + place)) for place in range(count)]
        assert element is not None
        kids = b" ".join([_REFERENCE] * count)
        begins = [
            _CELL_BEGIN % (kind.encode(), attributes) + b"("
            for kind, attributes in zip(row.kinds, row.attributes, strict=True)
        ]
        return cls(
            like=row,
            element=first[: element.start(2)] + kids + first[element.end(2) :] + b"\n",
            begins=b"\n".join(begins),
            ends=tuple([cell.string[cell.end(5) :] + b"\n" for cell in cells if cell is not None]),
            contents=b"\n".join([_CONTENT] * count),
        )

    def row(self, data: bytes, places: Sequence[int], number: int) -> RegisterRow | None:
        """Return the row whose objects are at some places; ``None`` if it has another form.

        :param places: one more than there are objects.
        """
        count = len(self.ends)
        if len(places) != 2 + 2 * count:
            return None
        cells = range(number + 1, number + 1 + count)
        elements = range(cells.stop, cells.stop + count)
        if data[places[0] : places[1]] != self.element % tuple(cells):
            return None
        pairs = tuple(chain.from_iterable(zip(repeat(number), elements, strict=False)))
        said = self._said(data, places[1 : 2 + count], (self.begins % pairs).split(b"\n"))
        page = said and self._page(data, places[1 + count :], cells)
        if not said or not page:
            return None
        like = self.like
        return RegisterRow(
            number, like.body, like.kinds, said, like.attributes, (page,), elements, like.spaces
        )

    def _said(
        self, data: bytes, places: Sequence[int], begins: Sequence[bytes]
    ) -> tuple[str, ...] | None:
        """Return the texts of the cells at some places."""
        said = []
        for place, begin, end in zip(range(len(begins)), begins, self.ends, strict=True):
            body = data[places[place] : places[place + 1]]
            if not body.startswith(begin) or not body.endswith(end):
                return None
            written = body[len(begin) : -len(end)]
            if not _TEXT.fullmatch(written):
                return None
            said.append(text_of(written))
        return tuple(said)

    def _page(
        self, data: bytes, places: Sequence[int], cells: Sequence[int]
    ) -> tuple[int, int] | None:
        """Return the page of a row, and the number of its first mark there."""
        match = CONTENT.match(data, places[0])
        if match is None or match[3] is None:
            return None
        page, mark = int(match[2]), int(match[3])
        marks = range(mark, mark + len(cells))
        numbers = tuple(chain.from_iterable(zip(cells, repeat(page), marks, strict=False)))
        written = data[places[0] : places[-1]].rstrip(b"\n")
        return (page, mark) if written == self.contents % numbers else None
