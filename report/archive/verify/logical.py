"""Compare the logical content of two editions: outline, structure, page boxes and destinations.

None of it depends on where lines and pages end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from report.archive.pdf_objects import ObjectNumber, destinations, entry, items_of
from report.archive.printed import page_numbers, plain
from report.archive.verify.graph import rebuilt_differs
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object

#: Ids of elements that contain object numbers. They are compared by their order.
_NUMBERED = re.compile(r"(note|head|group)-\d+")
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
#: Elements that only hold the content of a line: their number depends on where lines end.
_LINES = frozenset(["Span", "NonStruct", "P"])


def logical_differences(
    actual: pikepdf.Pdf, expected: pikepdf.Pdf, where: Location
) -> Iterator[Finding]:
    """Yield where the logical content of ``actual`` differs from that of ``expected``."""
    yield from _sequences("Outlines", _outline(actual), _outline(expected), where)
    yield from _sequences("StructTreeRoot", _structure(actual), _structure(expected), where)
    boxes = _boxes(expected)
    for page, box in _boxes(actual).items():
        if box not in boxes.values():
            usual = next(iter(boxes.values()))
            yield rebuilt_differs(where, page, "Page /MediaBox", str(box[0]), str(usual[0]))
    yield from _destinations(actual, where)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An element or an outline item as a text to compare, and its page.

    ``said`` are words that may end earlier, where a line ends.
    """

    text: str
    page: int | None = None
    said: str = ""

    def like(self, other: _Entry) -> bool:
        """Return whether another line is equal."""
        words = self.said in other.said or other.said in self.said
        return self.text == other.text and words


def _sequences(
    place: str, actual: Sequence[_Entry], expected: Sequence[_Entry], where: Location
) -> Iterator[Finding]:
    """Yield the first difference of two sequences."""
    for first, second in zip_longest(actual, expected):
        if first is None or second is None or not first.like(second):
            texts = [
                "" if line is None else f"{line.text} {line.said}".strip()
                for line in (first, second)
            ]
            yield rebuilt_differs(where, first.page if first is not None else None, place, *texts)
            return


def _outline(pdf: pikepdf.Pdf) -> list[_Entry]:
    pages = page_numbers(pdf)
    lines: list[_Entry] = []
    outlines = entry(pdf.Root, "/Outlines")
    waiting = [(outlines.First, 0)] if "/First" in outlines else []
    seen = set()
    while waiting:
        item, depth = waiting.pop()
        if item.objgen in seen:
            break
        seen.add(item.objgen)
        element = entry(item, "/SE")
        is_open = int(item.get("/Count", 0)) >= 0
        text = f"{depth} {item.get('/Title', '')} {is_open} {element.get('/S', '')}"
        page = pages.get(element.Pg.objgen) if "/Pg" in element else None
        lines.append(_Entry(text, page))
        waiting += [
            (item[key], depth + down) for key, down in (("/Next", 0), ("/First", 1)) if key in item
        ]
    return lines


def _structure(pdf: pikepdf.Pdf) -> list[_Entry]:
    """Return the elements in reading order, without those that only hold the content of a line."""
    from pikepdf import Dictionary

    pages = page_numbers(pdf)
    lines: list[_Entry] = []
    ids: dict[str, str] = {}
    waiting: list[tuple[Object, int]] = [(pdf.Root.StructTreeRoot, 0)]
    while waiting:
        element, depth = waiting.pop()
        kind = str(element.get("/S", ""))[1:]
        page = pages.get(element.Pg.objgen) if "/Pg" in element else None
        if numbered := _NUMBERED.fullmatch(str(element.get("/ID", ""))):
            ids[numbered[0]] = f"{numbered[1]} {len(ids)}"
        description = _description(element, kind)
        inner = kind in _LINES and not description
        if not inner:
            lines.append(_Entry(f"{depth} {kind} {description}".strip(), page))
        every = items_of(element, "/K")
        goals: dict[str, str] = {}
        for kid in every:  # a link that continues on the next line has an annotation on each
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                goal, said = _target(kid.Obj)
                goals[goal] = goals.get(goal, "") + said
        lines += [_Entry(f"{depth + 1} {goal}", page, said) for goal, said in goals.items()]
        for kid in reversed(every):
            if isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append((kid, depth if inner else depth + 1))
    # Cells name their heads, and calls their notes: each must be the same as in the other edition.
    return [
        replace(line, text=_NUMBERED.sub(lambda named: ids.get(named[0], named[0]), line.text))
        for line in lines
    ]


def _description(element: Object, kind: str) -> str:
    """Return the description of an element."""
    facts = [
        f"{key} {element[key]}" for key in ("/Alt", "/E", "/Lang", "/ID", "/T") if key in element
    ]
    for attribute in items_of(element, "/A"):
        facts += [
            f"{key} {_flat(value)}"
            for key, value in sorted(attribute.items())
            if key not in ("/BBox", "/Placement")
        ]
    if "/Ref" in element:
        facts.append(
            "/Ref "
            + " ".join(
                str(attribute.get("/S", "")) + str(attribute.get("/ID", ""))
                for attribute in element.Ref
            )
        )
    return " ".join(facts)


def _flat(value: object) -> str:
    from pikepdf import Array, Dictionary

    if isinstance(value, Array):
        return " ".join(map(_flat, value))
    if isinstance(value, Dictionary):
        return " ".join(f"{key} {_flat(child)}" for key, child in sorted(value.items()))
    return str(value)


def _target(annotation: Object) -> tuple[str, str]:
    """Return the target of a link, and its description after the colon, without page numbers."""
    from pikepdf import String

    action = entry(annotation, "/A")
    goal = annotation.get("/Dest", action.get("/D", action.get("/URI", "")))
    opening, _, said = plain(str(annotation.get("/Contents", ""))).partition(":")
    target = str(goal) if isinstance(goal, String) else ""
    return f"{action.get('/S', '')} {target} {opening}", "".join(
        sign for sign in said if not sign.isdecimal()
    )


def _boxes(pdf: pikepdf.Pdf) -> Mapping[int, tuple[tuple[int, ...], ...]]:
    boxes = {}
    for number, page in enumerate(pdf.pages, 1):
        boxes[number] = tuple(_edges(page.obj.get(key, ())) for key in _BOXES)
    return boxes


def _edges(box: Iterable[Object]) -> tuple[int, ...]:
    return tuple(round(float(edge)) for edge in box)


def _destinations(pdf: pikepdf.Pdf, where: Location) -> Iterator[Finding]:
    """Yield the names and the outline items that lead to another page than that of the element with
    that name."""
    import pikepdf

    pages = page_numbers(pdf)
    ids = entry(pdf.Root.StructTreeRoot, "/IDTree")
    elements: Mapping[str, Object] = (
        pikepdf.NameTree(ids) if "/Names" in ids or "/Kids" in ids else {}
    )
    for name, place in destinations(pdf).items():
        element = elements.get(name)
        page, own = pages.get(place[0].objgen), _page_of(element, pages)
        if own is not None and page != own:
            yield rebuilt_differs(where, page, f"Dests {name}", str(page), str(own))


def _page_of(element: Object | None, pages: Mapping[ObjectNumber, int]) -> int | None:
    return pages.get(element.Pg.objgen) if element is not None and "/Pg" in element else None
