"""Write consecutive pages of a long table, and the structure elements of their rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.archive.objects import ObjectWriter, object_streams
from report.archive.pdf_objects import without
from report.render.long_tables.model import (
    LaidOutRegister,
    LaidOutRow,
    NewStream,
    PageSizes,
    side_of,
)
from report.render.long_tables.strings import text_string

if TYPE_CHECKING:
    from pikepdf import Object


@dataclass(frozen=True, slots=True)
class Model:
    """A page of the document that pages of a long table look like: the numbers of the page, of its
    parent and of its content, the key of its marks, and its other entries."""

    number: int
    parent: int
    content: int
    key: int
    entries: bytes

    @classmethod
    def of(cls, page: Object) -> Model:
        """Return a page as a model."""
        number, parent, content = (item.objgen[0] for item in (page, page.Parent, page.Contents))
        entries = without(page, "/Contents", "/Parent", "/StructParents")
        return cls(number, parent, content, int(page.StructParents), entries)


@dataclass(frozen=True, slots=True)
class TableObjects:
    """What all pages of a long table share.

    :param opening: the stream that begins the content of each page.
    :param key: the first new key of the parent tree.
    :param nodes: the nodes of the page tree above the new pages, each with some ``kids``.
    :param streams: the streams that pages share.
    :param body: the last body of the table in the document.
    :param space: the entry of the namespace of its elements.
    :param column_ids: the ids of the heads of its columns.
    :param group_id: the id of the last group head in the document, and ``group_attributes`` what
        the element of a group head has.
    :param attributes: the attributes of the cells of each column, if no group head follows and
        they are written already.
    """

    opening: int
    models: tuple[Model, ...]
    key: int
    nodes: range
    kids: int
    streams: range
    body: int
    space: bytes
    column_ids: tuple[bytes | None, ...]
    group_id: bytes | None
    group_attributes: bytes
    attributes: tuple[int, ...] = ()

    def written_attributes(
        self, writer: ObjectWriter, group_id: bytes | None, headers: Sequence[bool]
    ) -> Iterator[int]:
        """Write the objects that the cells of a group share, and yield them column by column."""
        for head, names in zip(self.column_ids, headers, strict=True):
            ids = b"".join([value for value in (group_id, head) if value is not None])
            scope = b"/Scope/Row" if names else b""
            yield writer.add(b"<</O/Table%b/Headers[%b]>>" % (scope, ids))


@dataclass(slots=True)
class RegisterPart:
    """Pages of a long table that were written: their numbers, the arrays of the parents of their
    marks, the rows of each body, and the ids of group heads."""

    pages: array[int] = field(default_factory=lambda: array("I"))
    parents: array[int] = field(default_factory=lambda: array("I"))
    bodies: list[tuple[int, array[int]]] = field(default_factory=list)
    ids: list[tuple[bytes, int]] = field(default_factory=list)

    def extend(self, other: RegisterPart) -> None:
        """Add the pages that follow. They begin in the last body of this part."""
        self.pages += other.pages
        self.parents += other.parents
        self.bodies[-1][1].extend(other.bodies[0][1])
        self.bodies += other.bodies[1:]
        self.ids += other.ids


@dataclass(slots=True)
class _OpenRow:
    """A row that may continue on the next page: the numbers of its element and of its cells'
    elements, its first page, and the first mark on each of its pages.

    ``kids`` are the references to its cells, and ``mark_elements`` those to the elements in them
    that hold their marks (see :func:`report.render.spoken.part_texts`).
    """

    row: LaidOutRow
    numbers: range
    kids: bytes
    mark_elements: bytes
    body: int
    cells: Sequence[bytes]
    places: list[tuple[int, int]]


class _Writing:
    """A part that is being written."""

    def __init__(
        self, writer: ObjectWriter, table: TableObjects, register: LaidOutRegister
    ) -> None:
        self._writer = writer
        self._table = table
        self._register = register
        self._group_id = table.group_id
        self._open: _OpenRow | None = None
        self._ends = [self._end(language) for language in register.languages]
        self._ends_of_languages: dict[str, bytes] = {}
        self._cells = self._forms(table.attributes) if table.attributes else []
        self.part = RegisterPart(bodies=[(table.body, array("I"))])

    def write(self, start: int, stop: int) -> None:
        """Write the pages from one index up to another, and their rows."""
        table, models = self._table, self._table.models
        for index, (content, rows) in enumerate(self._register.pages(start, stop), start):
            model = models[side_of(len(models), index)]
            streams = [self._stream(item) for item in content]
            if index < len(models):
                number, key, parent = model.number, model.key, model.parent
            else:
                new = index - len(models)
                number, key = self._writer.new(), table.key + new
                parent = table.nodes[new // table.kids]
            self.part.pages.append(number)
            contents = b"".join([b" %d 0 R" % stream for stream in streams])
            self._writer.put(
                number,
                b"<<%b/Contents[%d 0 R %d 0 R%b]/StructParents %d/Parent %d 0 R>>"
                % (model.entries, table.opening, model.content, contents, key, parent),
            )
            elements = b" ".join(self._page(number, rows))
            self.part.parents.append(self._writer.add(b"[%b]" % elements))
        self._close()

    def _stream(self, item: bytes | NewStream | int) -> int:
        """Return the number of a stream of the content of a page, and write it unless an earlier
        page has it."""
        if isinstance(item, bytes):
            return self._writer.stream(item)
        if isinstance(item, NewStream):
            return self._writer.stream(item.data, self._table.streams[item.number])
        return self._table.streams[item]

    def _page(self, page: int, rows: Sequence[LaidOutRow]) -> list[bytes]:
        """Add the rows of a page to the structure tree, and return the elements of its marks in
        order."""
        marked: list[bytes] = []
        mark = 0
        for row in rows:
            if row.again and self._open is not None:
                self._open.places.append((page, mark))
            else:
                self._close()
                self._begin(row, page, mark)
            assert self._open is not None
            marked.append(self._open.mark_elements)
            mark += len(row.said)
        return marked

    def _begin(self, row: LaidOutRow, page: int, mark: int) -> None:
        writer, written, count = self._writer, self.part, len(row.said)
        if row.head:
            written.bodies.append((writer.new(), array("I")))
        numbers = writer.take(1 + 2 * count)
        body, rows_below = written.bodies[-1]
        rows_below.append(numbers[0])
        if row.head:
            self._group_id = b"(group-%d)" % numbers[1]
            written.ids.append((self._group_id, numbers[1]))
            self._cells = []
        elif not self._cells:
            headers = self._register.headers
            self._cells = self._forms(
                self._table.written_attributes(writer, self._group_id, headers)
            )
        listed = b" ".join([b"%d 0 R"] * count)
        kids, elements = numbers[1 : 1 + count], numbers[1 + count :]
        self._open = _OpenRow(
            row, numbers, listed % tuple(kids), listed % tuple(elements), body, self._cells,
            [(page, mark)],
        )  # fmt: skip

    def _close(self) -> None:
        """Write the open row."""
        if self._open is None:
            return
        row_open, self._open = self._open, None
        row, numbers, space = row_open.row, row_open.numbers, self._table.space
        number, count = numbers[0], len(row.said)
        elements = numbers[1 + count :]
        bodies = [b"<</S/TR/P %d 0 R/K[%b]%b>>" % (row_open.body, row_open.kids, space)]
        if row.head:
            bodies.append(b"<</S/TH/P %d 0 R/K %d 0 R/ID %b/A %b/ActualText%b%b>>" % (
                number, elements[0], self._group_id or b"", self._table.group_attributes,
                row.said[0], space,
            ))  # fmt: skip
        else:
            bodies += [
                form % (number, element, said, end)
                for form, element, said, end in zip(
                    row_open.cells, elements, row.said, self._ends_of(row), strict=True
                )
            ]
        page, first = row_open.places[0]
        if len(row_open.places) == 1:
            form = b"<</S/Span/P %%d 0 R/Pg %d 0 R/K %%d>>" % page
            marks = range(first, first + count)
            bodies += [form % pair for pair in zip(numbers[1 : 1 + count], marks, strict=True)]
        else:
            bodies += [
                b"<</S/Span/P %d 0 R/Pg %d 0 R/K %b>>"
                % (numbers[1 + column], page, _marks(row_open.places, column))
                for column in range(count)
            ]
        self._writer.put_all(numbers, bodies)

    def _forms(self, attributes: Iterable[int]) -> list[bytes]:
        """Return the forms of cells, column by column, for their row, the element inside, their
        text and their end."""
        form = b"<</S/%b/P %%d 0 R/K %%d 0 R/A %d 0 R/ActualText%%b%%b"
        kinds = [b"TH" if header else b"TD" for header in self._register.headers]
        return [form % pair for pair in zip(kinds, attributes, strict=True)]

    def _ends_of(self, row: LaidOutRow) -> Sequence[bytes]:
        """Return how the elements of the cells of a row end: with the language of their texts."""
        if not row.languages:
            return self._ends
        ends, ends_of_languages = self._ends.copy(), self._ends_of_languages
        for column, language in row.languages:
            if language not in ends_of_languages:
                ends_of_languages[language] = self._end(language)
            ends[column] = ends_of_languages[language]
        return ends

    def _end(self, language: str | None) -> bytes:
        space = self._table.space
        return (
            b"%b>>" % space if language is None else b"%b/Lang%b>>" % (space, text_string(language))
        )


def _marks(places: Sequence[tuple[int, int]], index: int) -> bytes:
    return b"[%b]" % b"".join(
        b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, first + index) for page, first in places
    )  # fmt: skip


def written_part(
    writer: ObjectWriter, table: TableObjects, register: LaidOutRegister, pages: range
) -> RegisterPart:
    """Write pages of a long table, the first of which begins with a new row."""
    writing = _Writing(writer, table, register)
    writing.write(pages.start, pages.stop)
    writer.flush()
    return writing.part


def numbers_of(sizes: PageSizes, models: int, pages: range) -> int:
    """Return how many numbers of objects :func:`written_part` takes for the first pages of a long
    table without group heads."""
    rows = sum(sizes.rows[: pages.stop])
    of_rows = sum([1 + 2 * cells for cells in sizes.cells[:rows] if cells])
    new_pages = max(0, pages.stop - models)
    streams = sum(sizes.streams[: pages.stop])
    return (
        streams
        + of_rows
        + new_pages
        + pages.stop
        + object_streams(_sizes_of_puts(sizes, pages.stop))
    )


def _sizes_of_puts(sizes: PageSizes, stop: int) -> Iterator[int]:
    """Yield how many objects are put together each time."""
    cells, size = iter(sizes.cells), 0
    for count in sizes.rows[:stop]:
        yield 1  # the page
        for _ in range(count):
            following = next(cells)
            if following:
                yield size
                size = 1 + 2 * following
        yield 1  # the parents of its marks
    yield size


def middle_of(sizes: PageSizes, models: int) -> int:
    """Return the index of the first page in the second half of a long table that begins with a new
    row."""
    start = max(len(sizes.rows) // 2, models)
    place = sum(sizes.rows[:start])
    for index in range(start, len(sizes.rows)):
        if sizes.rows[index] and sizes.cells[place]:
            return index
        place += sizes.rows[index]
    return len(sizes.rows)
