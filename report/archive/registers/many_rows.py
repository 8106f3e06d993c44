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
    :param texts: finds the texts of the cells from the begin of the row on.
    :param written: the objects of the row, with places for their numbers and texts.
    """

    like: RegisterRow
    texts: re.Pattern[bytes]
    written: bytes

    @classmethod
    def of(cls, objects: Together, start: int, row: RegisterRow) -> _Form:
        """Return the form of a row whose first object is at an index."""
        count = len(row.said)
        first = objects.body(start)
        element = ROW.fullmatch(first)
        cells = [CELL.fullmatch(objects.body(start + 1 + place)) for place in range(count)]
        assert element is not None
        kids = b" ".join([_REFERENCE] * count)
        ends = [cell.string[cell.end(5) :] for cell in cells if cell is not None]
        begins = [
            _CELL_BEGIN % (kind.encode(), attributes) + b"("
            for kind, attributes in zip(row.kinds, row.attributes, strict=True)
        ]
        written = [
            first[: element.start(2)] + kids + first[element.end(2) :],
            *[begin + b"%b" + end for begin, end in zip(begins, ends, strict=True)],
            *[_CONTENT] * count,
        ]
        texts = [rb"[^(]*\((%b)%b" % (STRING, re.escape(end)) for end in ends]
        return cls(row, re.compile(b"".join(texts)), b"\n".join(written))

    def row(self, data: bytes, places: Sequence[int], number: int) -> RegisterRow | None:
        """Return the row whose objects are at some places; ``None`` if it has another form.

        :param places: one more than there are objects, each behind a line end.
        """
        count = len(self.like.said)
        if len(places) != 2 + 2 * count:
            return None
        texts = self.texts.match(data, places[0], places[1 + count])
        mark = CONTENT.match(data, places[1 + count])
        if texts is None or mark is None or mark[3] is None:
            return None
        cells = range(number + 1, number + 1 + count)
        elements = range(cells.stop, cells.stop + count)
        page, first = int(mark[2]), int(mark[3])
        of_cells = zip(repeat(number), elements, texts.groups(), strict=False)
        of_contents = zip(cells, repeat(page), range(first, first + count), strict=False)
        written = self.written % (
            *cells, *chain.from_iterable(of_cells), *chain.from_iterable(of_contents)
        )  # fmt: skip
        # An object begins behind each line end, so without another one the places are these.
        if written.count(b"\n") > 2 * count:
            return None
        if data[places[0] : places[-1]].rstrip(b"\n") != written:
            return None
        like, said = self.like, tuple(map(text_of, texts.groups()))
        return RegisterRow(
            number, like.body, like.kinds, said, like.attributes, ((page, first),), elements,
            like.spaces,
        )  # fmt: skip
