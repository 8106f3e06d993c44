"""The boxes of a PDF's pages: refuse pages that no reader can display before they are drawn.

ISO 32000-1, 7.7.3.3 and 14.11.2 define the keys; PDF Reference 1.7, Annex C.1, gives the largest
page.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from report.errors import ArchiveError, Location
from report.messages import reason

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

Fault = Literal[
    "page-box.no-number",
    "page-box.no-box",
    "page-box.no-area",
    "page-box.too-large",
    "page-box.rotation",
]
#: The longest side of a page, in points: 200 inches.
LONGEST_SIDE = 14_400
#: Boxes that a page inherits from its ancestors, and boxes that only the page itself has.
_INHERITED = ("/MediaBox", "/CropBox")
_OWN = ("/BleedBox", "/TrimBox", "/ArtBox")
#: Nodes of the page tree above a page; a balanced tree of 100,000 pages has six.
_DEEPEST = 500
#: The limit of ``/Rotate`` in degrees: ten full turns.
_MOST_TURNED = 3_600


def need_usable_pages(
    pdf: pikepdf.Pdf, where: Location, alike: Mapping[int, Hashable] = MappingProxyType({})
) -> None:
    """Refuse pages with a box, a unit or a rotation that no reader can draw.

    :param alike: what tells whether pages have the same boxes, by their object numbers: only the
        first of pages for which it is equal is checked.
    :raises ArchiveError: ``page-box``, with the number of the page.
    """
    checked: set[Hashable] = set()
    for number, page in enumerate(pdf.pages, start=1):
        obj = page.obj
        shared = alike.get(obj.objgen[0])
        if shared is not None:
            if shared in checked:
                continue
            checked.add(shared)
        for key, fault in _faults(obj):
            place = Location(file=where.file, page=number)
            words = reason(fault, most=LONGEST_SIDE)
            raise ArchiveError.of("page-box", place, name=key, **words)


def _faults(page: Object) -> Iterator[tuple[str, Fault]]:
    """Yield the unusable keys of a page, each with its fault."""
    unit = _number(page.get("/UserUnit", 1))
    if unit is None or unit <= 0:
        yield "UserUnit", "page-box.no-number"
        return
    for key in (*_INHERITED, *_OWN):
        box = _inherited(page, key) if key in _INHERITED else page.get(key)
        if box is None and key != "/MediaBox":
            continue
        fault = _box_fault(box, unit)
        if fault is not None:
            yield key[1:], fault
    turned = _number(_inherited(page, "/Rotate") or 0)
    if turned is None or turned % 90 or abs(turned) > _MOST_TURNED:
        yield "Rotate", "page-box.rotation"


def _box_fault(box: object, unit: float) -> Fault | None:
    """Return the fault of a box, or ``None`` for a usable box.

    :param unit: the points in one unit of the page (``/UserUnit``).
    """
    from pikepdf import Array

    corners = [_number(value) for value in box] if isinstance(box, Array) else []
    if len(corners) != 4 or None in corners:
        return "page-box.no-box"
    left, bottom, right, top = (corner * unit for corner in corners if corner is not None)
    width, height = abs(right - left), abs(top - bottom)
    if max(width, height, *map(abs, (left, bottom, right, top))) > LONGEST_SIDE:
        return "page-box.too-large"
    return "page-box.no-area" if min(width, height) <= 0 else None


def _inherited(page: Object, key: str) -> Object | None:
    """Return the value of a key of a page, or of its nearest ancestor that has it."""
    from pikepdf import Dictionary

    node: Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None


def _number(value: object) -> float | None:
    """Return a PDF number as a float, or ``None`` for anything except a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
