"""The closed list of what the renderer and the archive write into a PDF: anything else is reported
with its location.

An edition is walked from its trailer. The allowed form of an object follows from its position: each
kind of object has its keys, and each key has the kind of its value. The list has no action except a
jump within the file or to an address, no optional content, no form except those that pictures are
drawn with, no rotation and no second page box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from report.archive.pdf_objects import ObjectNumber
from report.archive.printed import page_numbers
from report.archive.verify.allowed import (
    DIVIDING,
    KINDS,
    MODES,
    OPERATORS,
    PROPERTIES,
    SHOWING,
    TYPED,
    VALUE,
    VALUES,
)
from report.archive.verify.container import MOST
from report.archive.verify.graph import clean
from report.archive.verify.model import Check
from report.archive.verify.typefaces import unlike_bundled
from report.errors import Finding, Location
from report.file_bytes import Source, places_of

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Object, Page

_START = b"startxref"
_REVISION = re.compile(rb"startxref\s+\d+\s+%%EOF")
#: What may be the beginning of that, if more follows.
_BEGUN = re.compile(rb"startxref\s*\d*\s*%{0,2}E?O?")
#: The number of bytes in which the end of a revision is sought first.
_WINDOW = 256


@dataclass(frozen=True, slots=True)
class _Place:
    """An object that waits to be checked: its expected kind, its page."""

    value: Object
    kind: str
    page: int | None


def check_closed(
    pdf: pikepdf.Pdf,
    first: Source,
    where: Location,
    *,
    named: Collection[tuple[str, int]] = (),
    objects: int = 0,
    in_file: Callable[[int], int] = lambda number: number,
) -> Check:
    """Check all objects of ``pdf``, whose bytes are ``first``, and every content stream.

    :param named: the kinds and numbers of objects that nothing in ``pdf`` refers to, because what
        does is read elsewhere.
    :param objects: how many objects were read elsewhere.
    :param in_file: returns the number that an object of ``pdf`` has in the file.
    """
    walk = _Walk(pdf, where, named, in_file)
    strangers = [
        *walk.strangers(),
        *walk.unreached(),
        *_revisions(first, where),
        *_streams(walk, where),
    ]
    findings = [*strangers, *unlike_bundled(walk.fonts, where)]
    return Check(
        "objects",
        tuple(islice(findings, MOST)),
        {"objects": len(walk.seen) + objects, "equal": False},
    )


class _Walk:
    """A walk through the objects of a PDF: ``seen`` are their numbers, ``contents`` the streams
    with operators."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        where: Location,
        named: Collection[tuple[str, int]],
        in_file: Callable[[int], int],
    ) -> None:
        self._pdf, self._where, self._in_file = pdf, where, in_file
        self._named = [(kind, pdf.get_object(number, 0)) for kind, number in sorted(named)]
        self._pages = page_numbers(pdf)
        self.seen: set[ObjectNumber] = set()
        self.contents: list[tuple[Object | Page, str, int | None]] = [
            (page, "Page /Contents", number) for number, page in enumerate(pdf.pages, 1)
        ]
        self.fonts: list[Object] = []

    def strangers(self) -> list[Finding]:
        """Return the findings about unlisted objects, up to the maximum number of findings."""
        return list(islice(self._strangers(), MOST))

    def unreached(self) -> Iterator[Finding]:
        """Yield the unreachable objects, after the walk."""
        from pikepdf import Stream

        for value in self._pdf.objects:
            if value.objgen in self.seen or (
                isinstance(value, Stream) and value.get("/Type") in ("/ObjStm", "/XRef")
            ):
                continue
            number, generation = value.objgen
            yield self._finding(f"{self._in_file(number)} {generation} obj", "", None)

    def _strangers(self) -> Iterator[Finding]:
        from pikepdf import Array, Dictionary, Object, Stream

        waiting = [_Place(value, kind, None) for kind, value in self._named]
        waiting.append(_Place(self._pdf.trailer, "Trailer", None))
        while waiting:
            place = waiting.pop()
            value = place.value
            if value.is_indirect:
                if value.objgen in self.seen:
                    continue
                self.seen.add(value.objgen)
            if isinstance(value, Array):
                children: list[object] = list(value)  # with numbers, which are no objects
                waiting += [
                    _Place(child, place.kind, place.page)
                    for child in children
                    if isinstance(child, Object)
                ]
            elif isinstance(value, Dictionary | Stream):
                place = self._placed(place)
                yield from self._keys(place, waiting)

    def _placed(self, place: _Place) -> _Place:
        """Return a place with its page and its kind, which the object states if several are allowed
        there."""
        kind = TYPED.get((place.kind, str(place.value.get("/Type", ""))), place.kind)
        if kind == "Outlines" and "/Title" in place.value:
            kind = "Outline"
        owner = place.value.get("/Pg") if kind == "StructElem" else place.value
        page = self._pages.get(owner.objgen, place.page) if owner is not None else place.page
        return _Place(place.value, kind, page)

    def _keys(self, place: _Place, waiting: list[_Place]) -> Iterator[Finding]:
        from pikepdf import Array, Dictionary, Object, Stream

        value, kind = place.value, place.kind
        keys = KINDS.get(kind, {})
        self._keep(place)
        entries: Iterable[tuple[str, object]] = value.items()
        for key, child in entries:
            below = keys.get(key, keys.get("/*"))
            permitted = VALUES.get((kind, key))
            strange = below is None or (below == VALUE and isinstance(child, Dictionary | Stream))
            if strange or (permitted is not None and _plain(child) not in permitted):
                yield self._finding(f"{kind} {key}", child, place.page)
            elif isinstance(child, Dictionary | Stream | Array) and below is not None:
                waiting.append(_Place(child, below, place.page))
            elif isinstance(child, Object) and child.is_indirect:
                self.seen.add(child.objgen)

    def _keep(self, place: _Place) -> None:
        value = place.value
        if place.kind == "Font":
            self.fonts.append(value)
        elif (place.kind == "XObject" and value.get("/Subtype") == "/Form") or (
            place.kind == "Pattern" and "/PaintType" in value
        ):
            self.contents.append((value, place.kind, place.page))

    def _finding(self, place: str, value: object, page: int | None) -> Finding:
        from report.archive.verify.graph import shown

        return Finding(
            "not-of-the-press",
            replace(self._where, page=page),
            {"place": place, "found": shown(value)},
        )


def _plain(value: object) -> bool | int | str:
    return value if isinstance(value, bool | int) else str(value)


def _revisions(first: Source, where: Location) -> Iterator[Finding]:
    """Yield a finding if the first revision is itself several revisions."""
    count = sum(_ends_at(first, place) for place in places_of(first, _START))
    if count != 1:
        yield Finding("not-of-the-press", where, {"place": "startxref", "found": str(count)})


def _ends_at(data: Source, place: int) -> bool:
    """Return whether the mark at a place ends a revision: numbers and blanks of any length may
    follow it."""
    size = _WINDOW
    while True:
        window = data[place : place + size]
        if _REVISION.match(window):
            return True
        begun = _BEGUN.match(window)
        if begun is None or begun.end() < len(window) or len(window) < size:
            return False
        size *= 2


def _streams(walk: _Walk, where: Location) -> Iterator[Finding]:
    """Yield the operators that the renderer does not write, and those at positions where it does
    not write them."""
    import pikepdf

    for content, name, page in walk.contents:
        location = replace(where, page=page)
        try:
            wrong = next(iter(_wrong(pikepdf.parse_content_stream(content))), None)
        except (pikepdf.PdfError, ValueError, TypeError) as error:
            wrong = str(error)
        if wrong is not None:
            yield Finding("not-of-the-press", location, {"place": name, "found": clean(wrong)})


def _wrong(
    instructions: Iterable[ContentStreamInstruction | ContentStreamInlineImage],
) -> Iterator[str]:
    """Yield what the renderer would not write: an operator, its position, an operand."""
    open_: list[str] = []
    depth, marked = 0, 0
    for instruction in instructions:
        name = str(instruction.operator)
        if name not in OPERATORS:
            yield name
        elif name in DIVIDING:
            depth += {"q": 1, "Q": -1}.get(name, 0)
            if name == "BT":
                open_.append(name)
            elif name == "ET" and open_:
                open_.pop()
            if depth < 0 or len(open_) > 1:
                yield name
        elif (name in SHOWING) != bool(open_) and name in SHOWING:
            yield name
        elif name == "Tr" and int(instruction.operands[0]) not in MODES:
            yield f"{instruction.operands[0]} Tr"
        elif name in ("BDC", "BMC", "EMC"):
            marked += -1 if name == "EMC" else 1
            if marked < 0 or (name == "BDC" and not _marks(list(instruction.operands))):
                yield " ".join(str(operand) for operand in instruction.operands) + f" {name}"


def _marks(operands: list[Object]) -> bool:
    """Return whether marked content has the form that the renderer writes: only its allowed
    properties, inline."""
    import pikepdf

    properties = operands[1] if len(operands) == 2 else None
    return isinstance(properties, pikepdf.Dictionary) and set(properties.keys()) <= PROPERTIES
