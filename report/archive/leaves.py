"""The elements of the structure tree that hold marked content, in reading order, with what they
inherit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, overload

from report.archive.pdf_objects import ObjectNumber, entry, items_of
from report.errors import DamageError
from report.render.model import KEY

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

    from report.archive.printed import TextOnPage

#: Elements within a line of text: they do not part it.
_INLINE = frozenset(["Span", "NonStruct"])
_BESIDE = _INLINE | {"Link", "Reference", "Em", "Strong", "Code", "Quote"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element that holds marked content: ``marks`` are pairs of a page, from 1, and the
    content's number on it.

    ``cell`` is the place of its cell in the row, and ``box`` the number of the paragraph, list item
    or cell around it; both count from 0.
    """

    said: str
    marks: tuple[tuple[int, int], ...]
    key: str | None
    page: int
    role: str
    note: int | None
    row: int | None
    heads: tuple[str, ...]
    id: str | None
    cell: int | None
    box: int


@dataclass(frozen=True, slots=True)
class _Above:
    """The properties that an element inherits from its ancestors."""

    key: str | None = None
    role: str = ""
    note: int | None = None
    row: int | None = None
    heads: tuple[str, ...] = ()
    id: str | None = None
    cell: int | None = None
    box: int = 0
    said: str = ""


class RowsElsewhere(Protocol):
    """Reads rows of long registers that an element of the structure tree replaces."""

    def at(self, number: int) -> int:
        """Return how many rows the element with an object number represents; 0 for any other."""

    def texts(self, number: int, key: str | None, row: int) -> Iterator[TextOnPage]:
        """Yield the texts of these rows.

        :param key: the block of the brief.
        :param row: the number of the first row.
        """


@overload
def leaves(pdf: pikepdf.Pdf, pages: Mapping[ObjectNumber, int]) -> Iterator[Leaf]: ...


@overload
def leaves(
    pdf: pikepdf.Pdf, pages: Mapping[ObjectNumber, int], rows: RowsElsewhere | None
) -> Iterator[Leaf | TextOnPage]: ...


def leaves(
    pdf: pikepdf.Pdf, pages: Mapping[ObjectNumber, int], rows: RowsElsewhere | None = None
) -> Iterator[Leaf | TextOnPage]:
    """Yield the elements that hold marked content, in reading order; where an element replaces
    ``rows``, their texts."""
    from pikepdf import Dictionary

    counted = {"Note": 0, "TR": 0, "box": 0}
    seen: set[ObjectNumber] = set()
    waiting: list[tuple[Object, _Above, int]] = [
        (kid, _Above(), 0) for kid in reversed(items_of(pdf.Root.StructTreeRoot, "/K"))
    ]
    while waiting:
        element, above, place = waiting.pop()
        if element.is_indirect:
            number = element.objgen
            if number in seen:
                raise DamageError("no-texts.element-twice")
            seen.add(number)
        context = _here(element, above, counted, place)
        if rows is not None and (count := rows.at(element.objgen[0])):
            first = counted["TR"]
            counted["TR"] += count - 1
            yield from rows.texts(element.objgen[0], context.key, first)
        marks = []
        below: list[tuple[Object, _Above, int]] = []
        page: int | None = None
        for kid in items_of(element, "/K"):
            if isinstance(kid, int):
                page = pages[element.Pg.objgen] if page is None else page
                marks.append((page, kid))
            elif isinstance(kid, Dictionary):
                kind = kid.get("/Type")
                if kind == "/MCR":  # a cell that breaks across pages
                    marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
                elif kind != "/OBJR" and "/S" in kid:
                    below.append((kid, context, len(below)))
        waiting.extend(reversed(below))
        if marks:
            page = pages[element.Pg.objgen] if page is None else page
            yield Leaf(
                context.said,
                tuple(marks),
                context.key,
                page,
                context.role,
                context.note,
                context.row,
                context.heads,
                context.id,
                context.cell,
                context.box,
            )


def _here(element: Object, above: _Above, counted: dict[str, int], place: int) -> _Above:
    """Return what the kids of an element inherit; ``place`` is its place among the elements of its
    parent, from 0."""
    kind = str(element.S)[1:]
    if kind == "FENote":  # the name of a note in PDF 2.0
        kind = "Note"
    key, role, note, row, heads, own, cell, box = (
        above.key,
        above.role,
        above.note,
        above.row,
        above.heads,
        above.id,
        above.cell,
        above.box,
    )
    attributes = entry(element, "/A")
    if attributes.get("/O") == "/UserProperties":
        key = next((str(entry.V) for entry in attributes.P if entry.N == KEY), key)
    if kind in counted:
        counted[kind] += 1
    if kind == "Note":
        note = counted["Note"]
    elif kind == "TR":
        row = counted["TR"]
    elif kind in ("TD", "TH"):
        heads = tuple(str(name) for name in attributes.get("/Headers", ()))
        own = str(element.get("/ID", "")) or None
        cell = place
    if kind not in _INLINE:
        role = kind
    if kind not in _BESIDE:
        counted["box"] += 1
        box = counted["box"]
    said = str(element.get("/ActualText", above.said))
    return _Above(key, role, note, row, heads, own, cell, box, said)
