"""Compare two editions by what does not depend on where their lines and pages end.

With other versions of a library, the same data may be laid out with other breaks. The comparison
then covers all document-level data, the outline, the structure with its roles, languages,
alternative texts and links, the boxes of the pages, the drawings of figures, every other curve and
picture, and the relative positions of glyphs in equal texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from report.archive.printed import leaves, plain
from report.archive.verify.drawn import Drawn, Pages, is_plain, shape
from report.archive.verify.glyphs import Fonts, Glyph, glyphs
from report.archive.verify.graph import clean, document_differences
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf

#: The maximum distance between two glyphs on one line, or above one another, in points.
_LINE, _OVER = 3.0, 0.3
#: The maximum number of texts that are searched for equal ones: the time grows with the square.
_MATCHED = 3_000
#: Ids of elements that contain object numbers.
_NUMBERED = re.compile(r"(note|head|group)-\d+")
_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
_CELLS = frozenset(["TD", "TH"])
#: Elements that only hold the content of a line: their number depends on where lines end.
_LINES = frozenset(["Span", "NonStruct", "P"])


def unlike(
    actual: pikepdf.Pdf, expected: pikepdf.Pdf, data: bytes, expected_data: bytes, where: Location
) -> Iterator[Finding]:
    """Yield where ``actual`` differs from ``expected``; ``data`` and ``expected_data`` are their
    bytes."""
    for difference in document_differences(actual, expected):
        yield _finding(
            where, difference.page, difference.place, difference.actual, difference.expected
        )
    yield from _sequences("Outlines", _outline(actual), _outline(expected), where)
    yield from _sequences("StructTreeRoot", _structure(actual), _structure(expected), where)
    boxes = _boxes(expected)
    for page, box in _boxes(actual).items():
        if box not in boxes.values():
            yield _finding(
                where, page, "Page /MediaBox", str(box[0]), str(next(iter(boxes.values()))[0])
            )
    yield from _places(actual, where)
    looks = _Look.of(actual, data), _Look.of(expected, expected_data)
    yield from _figures(*looks, where)
    yield from _drawing(*looks, where)
    yield from _moved(*looks, where)


def _finding(where: Location, page: int | None, place: str, actual: str, expected: str) -> Finding:
    values = {"place": place, "found": clean(actual) or "—", "wanted": clean(expected) or "—"}
    return Finding("rebuilt-differs", replace(where, page=page), values)


@dataclass(frozen=True, slots=True)
class _Line:
    """An element or an outline item as a text to compare, and its page.

    ``said`` are words that may end earlier, where a line ends.
    """

    text: str
    page: int | None = None
    said: str = ""

    def like(self, other: _Line) -> bool:
        """Return whether another line is equal."""
        words = self.said in other.said or other.said in self.said
        return self.text == other.text and words


def _sequences(
    place: str, actual: Sequence[_Line], expected: Sequence[_Line], where: Location
) -> Iterator[Finding]:
    """Yield the first difference of two sequences."""
    for first, second in zip_longest(actual, expected):
        if first is None or second is None or not first.like(second):
            texts = [
                "" if line is None else f"{line.text} {line.said}".strip()
                for line in (first, second)
            ]
            yield _finding(where, first.page if first is not None else None, place, *texts)
            return


def _outline(pdf: pikepdf.Pdf) -> list[_Line]:
    pages = _pages(pdf)
    lines: list[_Line] = []
    outlines: Any = pdf.Root.get("/Outlines", {})
    waiting = [(outlines.First, 0)] if "/First" in outlines else []
    seen = set()
    while waiting:
        item, depth = waiting.pop()
        if item.objgen in seen:
            break
        seen.add(item.objgen)
        element = item.get("/SE", {})
        text = f"{depth} {item.get('/Title', '')} {int(item.get('/Count', 0)) >= 0} {element.get('/S', '')}"
        page = pages.get(element.Pg.objgen) if "/Pg" in element else None
        lines.append(_Line(text, page))
        waiting += [
            (item[key], depth + down) for key, down in (("/Next", 0), ("/First", 1)) if key in item
        ]
    return lines


def _structure(pdf: pikepdf.Pdf) -> list[_Line]:
    """Return the elements in reading order, without those that only hold the content of a line."""
    from pikepdf import Array, Dictionary

    pages = _pages(pdf)
    lines: list[_Line] = []
    waiting: list[tuple[Any, int]] = [(pdf.Root.StructTreeRoot, 0)]
    while waiting:
        element, depth = waiting.pop()
        kind = str(element.get("/S", ""))[1:]
        page = pages.get(element.Pg.objgen) if "/Pg" in element else None
        description = _told(element, kind)
        inner = kind in _LINES and not description
        if not inner:
            lines.append(_Line(f"{depth} {kind} {description}".strip(), page))
        kids = element.get("/K", ())
        every = list(kids) if isinstance(kids, Array) else [kids]
        goals: dict[str, str] = {}
        for kid in every:  # a link that continues on the next line has an annotation on each
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
                goal, said = _leads(kid.Obj)
                goals[goal] = goals.get(goal, "") + said
        lines += [_Line(f"{depth + 1} {goal}", page, said) for goal, said in goals.items()]
        for kid in reversed(every):
            if isinstance(kid, Dictionary) and "/S" in kid:
                waiting.append((kid, depth if inner else depth + 1))
    return lines


def _told(element: Any, kind: str) -> str:
    """Return the description of an element."""
    from pikepdf import Array

    facts = [
        f"{key} {element[key]}" for key in ("/Alt", "/E", "/Lang", "/ID", "/T") if key in element
    ]
    attributes = element.get("/A", ())
    if not isinstance(attributes, Array):
        attributes = [attributes] if attributes else []
    for attribute in attributes:
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
    return _NUMBERED.sub(r"\1", " ".join(facts))


def _flat(value: Any) -> str:
    from pikepdf import Array, Dictionary

    if isinstance(value, Array):
        return " ".join(map(_flat, value))
    if isinstance(value, Dictionary):
        return " ".join(f"{key} {_flat(child)}" for key, child in sorted(value.items()))
    return str(value)


def _leads(annotation: Any) -> tuple[str, str]:
    """Return the target of a link, and its description after the colon, without page numbers."""
    action = annotation.get("/A", {})
    goal = annotation.get("/Dest", action.get("/D", action.get("/URI", "")))
    opening, _, said = plain(str(annotation.get("/Contents", ""))).partition(":")
    target = str(goal) if isinstance(goal, _text()) else ""
    return f"{action.get('/S', '')} {target} {opening}", "".join(
        sign for sign in said if not sign.isdecimal()
    )


def _text() -> type:
    from pikepdf import String

    return String


def _pages(pdf: pikepdf.Pdf) -> dict[Any, int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}


def _boxes(pdf: pikepdf.Pdf) -> Mapping[int, tuple[Any, ...]]:
    boxes = {}
    for number, page in enumerate(pdf.pages, 1):
        boxes[number] = tuple(_edges(page.obj.get(key, ())) for key in _BOXES)
    return boxes


def _edges(box: Any) -> tuple[int, ...]:
    return tuple(round(float(edge)) for edge in box)


def _places(pdf: pikepdf.Pdf, where: Location) -> Iterator[Finding]:
    """Yield the names and the outline items that lead to another page than that of the element with
    that name."""
    import pikepdf

    pages = _pages(pdf)
    ids: Any = pdf.Root.StructTreeRoot.get("/IDTree", {})
    elements: Mapping[str, Any] = pikepdf.NameTree(ids) if "/Names" in ids or "/Kids" in ids else {}
    names: Any = pdf.Root.get("/Names", {})
    places = pikepdf.NameTree(names.Dests).items() if "/Dests" in names else ()
    for name, place in places:
        element = elements.get(name)
        page, own = pages.get(place[0].objgen), _page_of(element, pages)
        if own is not None and page != own:
            yield _finding(where, page, f"Dests {name}", str(page), str(own))


def _page_of(element: Any, pages: Mapping[Any, int]) -> int | None:
    return pages.get(element.Pg.objgen) if element is not None and "/Pg" in element else None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on one line, its page, the role of its element, its glyphs."""

    text: str
    page: int
    role: str
    glyphs: Sequence[Glyph]


@dataclass(slots=True)
class _Look:
    """The appearance of an edition: the drawing of each figure, in reading order; the curves and
    pictures outside figures; the colours of rules and backgrounds; the glyphs of each element."""

    figures: list[tuple[int, list[Any]]]
    apart: list[tuple[int, Any]]
    colours: set[Any]
    texts: list[_Text]

    @classmethod
    def of(cls, pdf: pikepdf.Pdf, data: bytes) -> _Look:
        """Read all pages of a PDF."""
        by_mark: dict[tuple[int, int], list[Any]] = {}
        other_shapes: list[tuple[int, Any]] = []
        colours: set[Any] = set()
        pages = Pages(data)
        try:
            for number in range(1, len(pages) + 1):
                with pages.drawn(number) as opened:
                    _sort(number, opened.drawn, by_mark, other_shapes, colours)
        finally:
            pages.close()
        fonts = Fonts()
        written: dict[tuple[int, int | None], list[Glyph]] = {}
        for number, item in enumerate(pdf.pages, 1):
            for glyph in glyphs(item, fonts):
                written.setdefault((number, glyph.mark), []).append(glyph)
        figures: list[tuple[int, list[Any]]] = []
        texts: list[_Text] = []
        for leaf in leaves(pdf, _pages(pdf)):
            shapes = list(chain.from_iterable(by_mark.pop(mark, ()) for mark in leaf.marks))
            if shapes:
                figures.append((leaf.page, _from_corner(shapes)))
            for page, mark in leaf.marks:
                if line := written.get((page, mark)):
                    texts.append(
                        _Text("".join(glyph.text for glyph in line), page, leaf.role, line)
                    )
        for (page, _), shapes in by_mark.items():
            other_shapes += [(page, item) for item, *_ in shapes]
        return cls(figures, other_shapes, colours, texts)


def _sort(
    number: int, drawn: Sequence[Drawn], by_mark: Any, others: Any, colours: set[Any]
) -> None:
    """Assign what is drawn on a page to a figure, or to what is outside figures."""
    for drawn_shape in drawn:
        if drawn_shape.kind == "text":
            continue
        if drawn_shape.mark >= 0:
            place = drawn_shape.area.left, drawn_shape.area.bottom
            by_mark.setdefault((number, drawn_shape.mark), []).append((shape(drawn_shape), *place))
        elif is_plain(drawn_shape):
            colours.add((drawn_shape.fill, drawn_shape.stroke))
        else:
            others.append((number, shape(drawn_shape)))


def _from_corner(shapes: Sequence[Any]) -> list[Any]:
    """Return shapes with their positions relative to their common corner, in points."""
    left = min(across for _, across, _ in shapes)
    bottom = min(up for _, _, up in shapes)
    return [
        (shape_text, round(across - left), round(up - bottom)) for shape_text, across, up in shapes
    ]


def _figures(actual: _Look, expected: _Look, where: Location) -> Iterator[Finding]:
    """Yield the figures whose drawings differ."""
    for number, (first, second) in enumerate(zip_longest(actual.figures, expected.figures), 1):
        if first is None or second is None:
            yield _finding(
                where,
                first[0] if first else None,
                f"Figure {number}",
                "" if first is None else "+",
                "",
            )
        elif not _alike(first[1], second[1]):
            yield _finding(where, first[0], f"Figure {number}", *_first_other(first[1], second[1]))


def _alike(actual: Sequence[Any], expected: Sequence[Any]) -> bool:
    return len(actual) == len(expected) and all(
        _near(first, second) for first, second in zip(actual, expected, strict=True)
    )


def _near(one: Any, other: Any) -> bool:
    """Return whether two shapes are equal up to the rounding of numbers."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_near, one, other))
    if isinstance(one, int) and isinstance(other, int):
        return abs(one - other) <= 1
    return bool(one == other)


def _first_other(actual: Sequence[Any], expected: Sequence[Any]) -> tuple[str, str]:
    for first, second in zip_longest(actual, expected):
        if first is None or second is None or not _near(first, second):
            return str(first), str(second)
    return "", ""


def _drawing(actual: _Look, expected: _Look, where: Location) -> Iterator[Finding]:
    """Yield the curves and pictures, and the colours of rules, that only one edition has."""
    left = Counter(ink for _, ink in expected.apart)
    for page, ink in actual.apart:
        if left[ink] > 0 or _repeated(ink, left):
            left[ink] -= 1
        else:
            yield _finding(where, page, str(ink[0]), str(ink[1:]), "")
    for colour in actual.colours - expected.colours:
        yield _finding(where, None, "path", str(colour), "")


def _repeated(one: Any, left: Counter[Any]) -> bool:
    """Return whether a shape is on every page, so that its count may grow."""
    return one in left and one[0] != "image"


def _moved(actual: _Look, expected: _Look, where: Location) -> Iterator[Finding]:
    """Yield the texts whose glyphs have other positions relative to each other, or to the preceding
    text, than expected."""
    actual_texts = [line.text for line in actual.texts]
    expected_texts = [line.text for line in expected.texts]
    for start, begin, size in _blocks(actual_texts, expected_texts):
        for index in range(size):
            first, second = actual.texts[start + index], expected.texts[begin + index]
            if _ways(first) != _ways(second) or (
                index and not _follows(actual, expected, start + index, begin + index)
            ):
                yield _finding(where, first.page, "BT", first.text, "")


def _ways(line: _Text) -> list[tuple[int, int]]:
    """Return the direction from each glyph of a line to the next."""
    return [_way(left, right) for left, right in pairwise(line.glyphs)]


def _follows(actual: _Look, expected: _Look, at: int, its: int) -> bool:
    """Return whether a text has the expected position relative to the preceding one; outside cells,
    it may be on another line."""
    (previous, text) = actual.texts[at - 1 : at + 1]
    (first, second) = expected.texts[its - 1 : its + 1]
    if previous.page != text.page or first.page != second.page:
        return previous.page <= text.page or first.page > second.page
    way = _way(previous.glyphs[0], text.glyphs[0])
    should = _way(first.glyphs[0], second.glyphs[0])
    if way == should:
        return True
    in_cells = previous.role in _CELLS and text.role in _CELLS
    flows = set() if in_cells else {(0, -1), (-1, 0), (1, 0)}
    return way in flows and should in flows and (way[1] != 0 or should[1] != 0)


def _way(one: Glyph, other: Glyph) -> tuple[int, int]:
    """Return the direction from one glyph to another."""
    across, up = other.right - one.right, other.up - one.up
    vertical = _sign(up, _LINE)
    return 0 if vertical else _sign(across, _OVER), vertical


def _sign(length: float, tolerance: float) -> int:
    """Return -1, 0 or 1 for a length, 0 within the tolerance."""
    if abs(length) <= tolerance:
        return 0
    return 1 if length > 0 else -1


def _blocks(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where two sequences of texts agree: the indexes in both, and the number of texts."""
    limit = min(len(one), len(other))
    same_start = next((index for index in range(limit) if one[index] != other[index]), limit)
    same_end = next(
        (index for index in range(limit - same_start) if one[-1 - index] != other[-1 - index]),
        limit - same_start,
    )
    middle = one[same_start : len(one) - same_end], other[same_start : len(other) - same_end]
    blocks = [(0, 0, same_start)]
    if max(map(len, middle)) <= _MATCHED:
        matcher = SequenceMatcher(None, *middle, autojunk=False)
        blocks += [
            (same_start + block.a, same_start + block.b, block.size)
            for block in matcher.get_matching_blocks()
        ]
    return [*blocks, (len(one) - same_end, len(other) - same_end, same_end)]
