"""Append the pages of long tables to a finished PDF: their content, their rows in the structure
tree, their place in the file.

The document's file is copied unchanged, except for its cross-reference table: the objects of the
tables follow its objects, and are written while they are read. The few changed objects of the
document (the page tree, the parent tree, the element of a table and its last body) are written
again.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from report.archive.objects import ObjectWriter
from report.archive.pdf_objects import entry, kid_numbers, references, unparsed, without
from report.deflating import deflated
from report.render.long_tables.model import (
    SCALE,
    LaidOutRegister,
    LaidOutRow,
    NewStream,
    side_of,
)
from report.render.long_tables.strings import text_string
from report.render.model import REGISTERS

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

_MARK = f"/{REGISTERS}"
#: The number of kids of a tree node.
_KIDS = 200


def append_pages(source: IO[bytes], registers: Sequence[LaidOutRegister], target: IO[bytes]) -> int:
    """Write ``source``, a PDF of one revision that qpdf wrote with object streams, and the pages of
    its long tables.

    Return the number of objects.

    :raises ValueError: if the source is not such a file.
    """
    import pikepdf

    writer = ObjectWriter(source, target)
    source.seek(0)
    with pikepdf.open(cast(BinaryIO, source)) as pdf:
        opening = writer.stream(deflated(b"q"))
        keys = [int(number) for number in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        behind = []
        key = max(keys) + 1
        for mark, register in zip(pdf.Root[_MARK], registers, strict=True):
            behind_table = _Behind(pdf, writer, mark, register, opening)
            key = behind_table.write(key)
            behind.append(behind_table)
        _write_page_tree(pdf, writer, behind)
        _write_parents(pdf, writer, behind)
        _write_ids(pdf, writer, behind)
        del pdf.Root[_MARK]
        writer.put(pdf.Root.objgen[0], pdf.Root.unparse(resolved=True))
    writer.end()
    return writer.count


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
    parent: int
    attributes: Sequence[int]
    places: list[tuple[int, int]]


class _Behind:
    """A long table that is being appended to its document."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        writer: ObjectWriter,
        mark: Object,
        register: LaidOutRegister,
        opening: int,
    ) -> None:
        self._writer = writer
        self._register = register
        self._table = mark.Table
        self._opening = opening
        self._mark = mark
        self._pages: list[int] = []
        #: The streams that pages share, by their indexes.
        self._shared = array("I")
        self.models = list(mark.Models)
        #: The new nodes of the page tree, with their pages.
        self.nodes: list[tuple[int, list[int]]] = []
        #: The objects of the arrays of parents, by the keys of their pages.
        self.parents: dict[int, int] = {}
        self.ids: list[tuple[bytes, int]] = []
        spaces = pdf.Root.StructTreeRoot.get("/Namespaces")
        self._space = b"" if spaces is None else b"/NS %d 0 R" % spaces[1].objgen[0]
        self._structure = _Table(self._table)
        self._body, self._rows_below = self._structure.body, array("I")
        self._bodies: list[tuple[int, array[int]]] = [(self._body, self._rows_below)]
        self._group_id: bytes | None = self._structure.group_id
        self._attributes: list[int] = []
        self._open: _OpenRow | None = None
        self._kinds = [b"/TH" if header else b"/TD" for header in register.headers]
        self._languages = {
            column: language
            for column, language in enumerate(register.languages)
            if language is not None
        }

    def write(self, key: int) -> int:
        """Write the pages and the rows, and return the next key of the parent tree."""
        for index, (content, rows) in enumerate(self._register.pages()):
            model = self.models[side_of(len(self.models), index)]
            streams = [self._stream(item) for item in content]
            if index < len(self.models):
                number, own, parent = (
                    model.objgen[0],
                    int(model.StructParents),
                    model.Parent.objgen[0],
                )
            else:
                number, own, key = self._writer.new(), key, key + 1
                parent = self._node(number)
            self._pages.append(number)
            self._write_page(number, model, streams, own, parent)
            self.parents[own] = self._writer.add(b"[%b]" % b" ".join(self._page(number, rows)))
        self._close()
        self._write_table()
        self._write_places()
        return key

    def _stream(self, item: bytes | NewStream | int) -> int:
        """Return the number of a stream of the content of a page, and write it unless an earlier
        page has it."""
        if isinstance(item, bytes):
            return self._writer.stream(item)
        if isinstance(item, NewStream):
            self._shared.append(self._writer.stream(item.data))
            return self._shared[item.number]
        return self._shared[item]

    def _write_places(self) -> None:
        """Make the links to rows refer to the pages of these rows."""
        names = list(self._mark.get("/Names", []))
        for name, held in zip(names[::2], names[1::2], strict=True):
            place = self._register.anchors[str(name)]
            _, _, x, _, zoom = held
            up = float(self.models[0].MediaBox[3]) - place.down * SCALE / 100
            body = b"[%d 0 R/XYZ %.2f %.2f%b]" % (
                self._pages[place.page],
                float(x),
                up,
                unparsed(zoom),
            )
            self._writer.put(held.objgen[0], body)

    def _node(self, page: int) -> int:
        """Return the node of the page tree for a new page."""
        if not self.nodes or len(self.nodes[-1][1]) == _KIDS:
            self.nodes.append((self._writer.new(), []))
        self.nodes[-1][1].append(page)
        return self.nodes[-1][0]

    def _write_page(
        self, number: int, model: Object, streams: Sequence[int], own: int, parent: int
    ) -> None:
        entries = without(model, "/Contents", "/Parent", "/StructParents")
        contents = b" ".join(
            b"%d 0 R" % stream for stream in (self._opening, model.Contents.objgen[0], *streams)
        )
        body = b"<<%b/Contents[%b]/StructParents %d/Parent %d 0 R>>" % (
            entries,
            contents,
            own,
            parent,
        )
        self._writer.put(number, body)

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
        if row.head:
            self._rows_below = array("I")
            self._body = self._writer.new()
            self._bodies.append((self._body, self._rows_below))
        numbers = self._writer.take(1 + 2 * len(row.said))
        self._rows_below.append(numbers[0])
        if row.head:
            self._group_id = b"(group-%d)" % numbers[1]
            self.ids.append((self._group_id, numbers[1]))
            self._attributes = []
        elif not self._attributes:
            self._attributes = self._of_columns()
        kids = b" ".join([b"%d 0 R" % cell for cell in numbers[1 : 1 + len(row.said)]])
        references = b" ".join([b"%d 0 R" % number for number in numbers[1 + len(row.said) :]])
        self._open = _OpenRow(
            row, numbers, kids, references, self._body, self._attributes, [(page, mark)]
        )

    def _close(self) -> None:
        """Write the open row."""
        if self._open is None:
            return
        row_open, self._open = self._open, None
        row, space = row_open.row, self._space
        number, cells = row_open.numbers[0], row_open.numbers[1 : 1 + len(row.said)]
        cell_numbers = row_open.numbers[1 + len(row.said) :]
        page, first = row_open.places[0]
        bodies = [b"<</S/TR/P %d 0 R/K[%b]%b>>" % (row_open.parent, row_open.kids, space)]
        if len(row_open.places) == 1:
            marks = [b"%d" % mark for mark in range(first, first + len(row.said))]
        else:
            marks = [_marks(row_open.places, column) for column in range(len(row.said))]
        if row.head:
            bodies.append(b"<</S/TH/P %d 0 R/K %d 0 R/ID %b/A %b/ActualText%b%b>>" % (
                number, cell_numbers[0], self._group_id or b"", self._structure.group_attributes,
                row.said[0], space,
            ))  # fmt: skip
        else:
            spoken = self._languages if not row.languages else self._languages | dict(row.languages)
            above = b"/P %d 0 R" % number
            bodies += [
                b"<</S%b%b/K %d 0 R/A %d 0 R/ActualText%b%b>>"
                % (kind, above, cell_number, attributes, said, space)
                for kind, cell_number, attributes, said in zip(
                    self._kinds, cell_numbers, row_open.attributes, row.said, strict=True
                )
            ]
            for column, language in spoken.items():
                bodies[1 + column] = b"%b/Lang%b>>" % (
                    bodies[1 + column][:-2],
                    text_string(language),
                )
        where = b"/Pg %d 0 R/K " % page
        bodies += [
            b"<</S/Span/P %d 0 R%b%b>>" % (cell, where, mark)
            for cell, mark in zip(cells, marks, strict=True)
        ]
        self._writer.put_all(row_open.numbers, bodies)

    def _of_columns(self) -> list[int]:
        """Write the objects that the cells of a group share, column by column: their headers."""
        attributes_of_columns = []
        for head, names in zip(self._structure.column_ids, self._register.headers, strict=True):
            ids = b"".join(value for value in (self._group_id, head) if value is not None)
            scope = b"/Scope/Row" if names else b""
            attributes_of_columns.append(
                self._writer.add(b"<</O/Table%b/Headers[%b]>>" % (scope, ids))
            )
        return attributes_of_columns

    def _write_table(self) -> None:
        """Write the bodies of the table, and the table."""
        (old, more), *new = self._bodies
        body = self._structure.body_element
        rows = array("I", kid_numbers(body)) + more
        self._writer.put(old, b"<<%b/K[%b]>>" % (without(body, "/K"), references(rows)))
        number = self._table.objgen[0]
        for object_number, rows in new:
            self._writer.put(
                object_number,
                b"<</S/TBody/P %d 0 R/K[%b]%b>>" % (number, references(rows), self._space),
            )
        if new:
            kids = references([*kid_numbers(self._table), *(number for number, _ in new)])
            self._writer.put(number, b"<<%b/K[%b]>>" % (without(self._table, "/K"), kids))


class _Table:
    """The parts of a long table in the document: its last body, its column headers, and the last
    group head."""

    def __init__(self, table: Object) -> None:
        self.body_element = [kid for kid in table.K if kid.S == "/TBody"][-1]
        self.body: int = self.body_element.objgen[0]
        head = next(kid for kid in table.K if kid.S == "/THead")
        row = list(head.K)[-1]
        self.column_ids = [text_string(str(cell.ID)) if "/ID" in cell else None for cell in row.K]
        self.group_id: bytes | None = None
        self.group_attributes = b"<<>>"
        first = self.body_element.K[0].K[0]
        if str(entry(first, "/A").get("/Scope", "")) == "/Column":
            self.group_id = text_string(str(first.ID))
            self.group_attributes = unparsed(first.A)


def _marks(places: Sequence[tuple[int, int]], index: int) -> bytes:
    return b"[%b]" % b"".join(
        b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, first + index) for page, first in places
    )  # fmt: skip


def _write_page_tree(pdf: pikepdf.Pdf, writer: ObjectWriter, behind: Sequence[_Behind]) -> None:
    """Write the root of the page tree, and the nodes of the new pages below it."""
    root = pdf.Root.Pages.objgen[0]
    kids: list[int] = []
    behind_by_page = {item.models[-1].objgen[0]: item for item in behind}
    count = len(pdf.pages)
    for page in pdf.pages:
        kids.append(page.obj.objgen[0])
        item = behind_by_page.get(page.obj.objgen[0])
        if item is None:
            continue
        for number, pages in item.nodes:
            writer.put(
                number,
                b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>"
                % (root, len(pages), references(pages)),
            )
            kids.append(number)
            count += len(pages)
    writer.put(root, b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, references(kids)))


def _write_parents(pdf: pikepdf.Pdf, writer: ObjectWriter, behind: Sequence[_Behind]) -> None:
    """Write the parent tree again: its entries, and those of the appended pages."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    entries = {
        int(key): unparsed(value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)
    }
    for item in behind:
        entries |= {key: b"%d 0 R" % number for key, number in item.parents.items()}
    keys = sorted(entries)
    leaves = []
    for start in range(0, len(keys), _KIDS):
        chunk = keys[start : start + _KIDS]
        nums = b" ".join(b"%d %b" % (key, entries[key]) for key in chunk)
        leaves.append(writer.add(b"<</Limits[%d %d]/Nums[%b]>>" % (chunk[0], chunk[-1], nums)))
    writer.put(pdf.Root.StructTreeRoot.ParentTree.objgen[0], b"<</Kids[%b]>>" % references(leaves))


def _write_ids(pdf: pikepdf.Pdf, writer: ObjectWriter, behind: Sequence[_Behind]) -> None:
    """Write the name tree of elements again if there are new names: those of group heads."""
    new = list(chain.from_iterable(item.ids for item in behind))
    if not new:
        return
    tree = pdf.Root.StructTreeRoot.IDTree
    names = list(tree.Names)
    pairs = [
        (bytes(name), element.objgen[0])
        for name, element in zip(names[::2], names[1::2], strict=True)
    ]
    pairs += [(name[1:-1], number) for name, number in new]
    listed = b" ".join(
        b"<%b> %d 0 R" % (name.hex().encode(), number) for name, number in sorted(pairs)
    )
    writer.put(tree.objgen[0], b"<</Names[%b]>>" % listed)
