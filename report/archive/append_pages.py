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
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import chain
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from report.archive.objects import ObjectWriter
from report.archive.part_ahead import PartAhead
from report.archive.pdf_objects import entry, kid_numbers, references, unparsed, without
from report.archive.register_part import (
    Model,
    RegisterPart,
    TableObjects,
    middle_of,
    numbers_of,
    written_part,
)
from report.deflating import deflated
from report.render.long_tables.model import SCALE, LaidOutRegister
from report.render.long_tables.strings import text_string
from report.render.model import REGISTERS

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

_MARK = f"/{REGISTERS}"
#: The number of kids of a tree node.
_KIDS = 200
#: The least number of pages of a long table that is written in two parts. The parts do not depend
#: on who writes them, so that the bytes do not.
_PARTED = 400


def append_pages(
    source: IO[bytes],
    registers: Sequence[LaidOutRegister],
    target: IO[bytes],
    *,
    side_process: bool = False,
) -> int:
    """Write ``source``, a PDF of one revision that qpdf wrote with object streams, and the pages of
    its long tables.

    Return the number of objects. With ``side_process``, a child process writes half of many pages.

    :raises ValueError: if the source is not such a file.
    """
    import pikepdf

    with closing(ObjectWriter(source, target)) as writer:
        source.seek(0)
        with pikepdf.open(cast(BinaryIO, source)) as pdf:
            _append(pdf, writer, registers, side_process=side_process)
        return writer.end()


def _append(
    pdf: pikepdf.Pdf,
    writer: ObjectWriter,
    registers: Sequence[LaidOutRegister],
    *,
    side_process: bool,
) -> None:
    """Write the pages of long tables behind the objects of a document."""
    opening = writer.stream(deflated(b"q"))
    keys = [int(number) for number in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
    behind = []
    key = max(keys) + 1
    for mark, register in zip(pdf.Root[_MARK], registers, strict=True):
        behind_table = _Behind(pdf, writer, mark, register, opening, key)
        with closing(register):
            key = behind_table.write(side_process=side_process)
        behind.append(behind_table)
    _write_page_tree(pdf, writer, behind)
    _write_parents(pdf, writer, behind)
    _write_ids(pdf, writer, behind)
    del pdf.Root[_MARK]
    writer.put(pdf.Root.objgen[0], pdf.Root.unparse(resolved=True))


class _Behind:
    """A long table that is being appended to its document; ``key`` is the first new key of the
    parent tree."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        writer: ObjectWriter,
        mark: Object,
        register: LaidOutRegister,
        opening: int,
        key: int,
    ) -> None:
        self._writer = writer
        self._register = register
        self._table = mark.Table
        self._mark = mark
        self.models = list(mark.Models)
        spaces = pdf.Root.StructTreeRoot.get("/Namespaces")
        space = b"" if spaces is None else b"/NS %d 0 R" % spaces[1].objgen[0]
        self._structure = structure = _Table(self._table)
        self._new_pages = len(register.sizes.rows) - len(self.models)
        self._shared = TableObjects(
            opening, tuple(map(Model.of, self.models)), key,
            writer.take(-(-self._new_pages // _KIDS)), _KIDS, writer.take(register.sizes.shared),
            structure.body, space, tuple(structure.column_ids), structure.group_id,
            structure.group_attributes,
        )  # fmt: skip
        self._part = RegisterPart()

    @property
    def ids(self) -> list[tuple[bytes, int]]:
        """The ids of group heads, with their elements."""
        return self._part.ids

    @property
    def nodes(self) -> list[tuple[int, Sequence[int]]]:
        """The new nodes of the page tree, with their pages."""
        pages = self._part.pages[len(self.models) :]
        starts = range(0, len(pages), _KIDS)
        return [
            (node, pages[start : start + _KIDS])
            for node, start in zip(self._shared.nodes, starts, strict=True)
        ]

    @property
    def parents(self) -> dict[int, int]:
        """The objects of the arrays of parents, by the keys of their pages."""
        keys = [model.key for model in self._shared.models]
        keys += range(self._shared.key, self._shared.key + self._new_pages)
        return dict(zip(keys, self._part.parents, strict=True))

    def write(self, *, side_process: bool) -> int:
        """Write the pages and the rows, and return the next key of the parent tree."""
        register, shared = self._register, self._shared
        count, middle = len(register.sizes.rows), len(register.sizes.rows)
        if count >= _PARTED and not register.sizes.heads:
            attributes = shared.written_attributes(self._writer, shared.group_id, register.headers)
            shared = replace(shared, attributes=tuple(attributes))
            middle = middle_of(register.sizes, len(self.models))
        self._writer.flush()
        number = self._writer.unused + numbers_of(register.sizes, len(self.models), range(middle))
        with ExitStack() as stack:
            ahead = None
            if side_process and middle < count:
                ahead = PartAhead(shared, register, range(middle, count), number)
                stack.callback(ahead.close)
                self._writer.deflate_at_once()
            self._part = written_part(self._writer, shared, register, range(middle))
            if middle < count:
                of_child = None if ahead is None else ahead.append_to(self._writer)
                self._part.extend(
                    of_child or written_part(self._writer, shared, register, range(middle, count))
                )
        self._write_table()
        self._write_places()
        return shared.key + self._new_pages

    def _write_places(self) -> None:
        """Make the links to rows refer to the pages of these rows."""
        names = list(self._mark.get("/Names", []))
        for name, held in zip(names[::2], names[1::2], strict=True):
            place = self._register.anchors[str(name)]
            _, _, x, _, zoom = held
            up = float(self.models[0].MediaBox[3]) - place.down * SCALE / 100
            body = b"[%d 0 R/XYZ %.2f %.2f%b]" % (
                self._part.pages[place.page],
                float(x),
                up,
                unparsed(zoom),
            )
            self._writer.put(held.objgen[0], body)

    def _write_table(self) -> None:
        """Write the bodies of the table, and the table."""
        (old, more), *new = self._part.bodies
        body, space = self._structure.body_element, self._shared.space
        rows = array("I", kid_numbers(body)) + more
        self._writer.put(old, b"<<%b/K[%b]>>" % (without(body, "/K"), references(rows)))
        number = self._table.objgen[0]
        for object_number, rows in new:
            self._writer.put(
                object_number,
                b"<</S/TBody/P %d 0 R/K[%b]%b>>" % (number, references(rows), space),
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
