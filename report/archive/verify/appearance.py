"""Compare the appearance of two editions: the drawings of figures, every other curve and picture,
the colours of rules, and the relative positions of glyphs in equal texts.

None of it depends on where lines and pages end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING

from report.archive.leaves import leaves
from report.archive.printed import page_numbers
from report.archive.verify.drawn import Colour, Drawn, Pages, Shape, is_plain, shape
from report.archive.verify.glyphs import Fonts, Glyph, glyphs
from report.archive.verify.graph import rebuilt_differs
from report.errors import Finding, Location
from report.file_bytes import Source

if TYPE_CHECKING:
    import pikepdf

#: The maximum distance between two glyphs on one line, or above one another, in points.
_LINE, _OVER = 3.0, 0.3
#: The maximum number of texts that are searched for equal ones: the time grows with the square.
_MATCHED = 3_000
_CELLS = frozenset(["TD", "TH"])
#: A shape with the left and the lower edge of its bounds, in points.
Placed = tuple[Shape, float, float]
#: A shape of a figure with its position in it, in whole points.
Part = tuple[Shape, int, int]
#: The fill and the stroke of an object.
Inks = tuple[Colour | None, Colour | None]


def appearance_differences(
    actual: Appearance, expected: Appearance, where: Location
) -> Iterator[Finding]:
    """Yield where the appearance of an edition differs from the expected one."""
    yield from _figures(actual, expected, where)
    yield from _drawing(actual, expected, where)
    yield from _moved(actual, expected, where)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on one line, its page, the role of its element, its glyphs."""

    text: str
    page: int
    role: str
    glyphs: Sequence[Glyph]


@dataclass(slots=True)
class Appearance:
    """The appearance of an edition: the drawing of each figure, in reading order; the curves and
    pictures outside figures; the colours of rules and backgrounds; the glyphs of each element."""

    figures: list[tuple[int, list[Part]]]
    apart: list[tuple[int, Shape]]
    colours: set[Inks]
    texts: list[_Text]

    @classmethod
    def of(cls, pdf: pikepdf.Pdf, data: Source, repeated: Container[int] = ()) -> Appearance:
        """Read the pages of a PDF.

        :param data: its bytes.
        :param repeated: the numbers of pages that look like others; they are not read.
        """
        by_mark: dict[tuple[int, int], list[Placed]] = {}
        other_shapes: list[tuple[int, Shape]] = []
        colours: set[Inks] = set()
        pages = Pages(data)
        try:
            for number in range(1, len(pages) + 1):
                if number in repeated:
                    continue
                with pages.drawn(number) as opened:
                    _sort(number, opened.drawn, by_mark, other_shapes, colours)
        finally:
            pages.close()
        fonts = Fonts()
        written: dict[tuple[int, int | None], list[Glyph]] = {}
        for number, item in enumerate(pdf.pages, 1):
            for glyph in () if number in repeated else glyphs(item, fonts):
                written.setdefault((number, glyph.mark), []).append(glyph)
        figures: list[tuple[int, list[Part]]] = []
        texts: list[_Text] = []
        for leaf in leaves(pdf, page_numbers(pdf)):
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
    number: int,
    drawn: Sequence[Drawn],
    by_mark: dict[tuple[int, int], list[Placed]],
    apart: list[tuple[int, Shape]],
    colours: set[Inks],
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
            apart.append((number, shape(drawn_shape)))


def _from_corner(shapes: Sequence[Placed]) -> list[Part]:
    """Return shapes with their positions relative to their common corner, in points."""
    left = min(across for _, across, _ in shapes)
    bottom = min(up for _, _, up in shapes)
    return [
        (shape_text, round(across - left), round(up - bottom)) for shape_text, across, up in shapes
    ]


def _figures(actual: Appearance, expected: Appearance, where: Location) -> Iterator[Finding]:
    """Yield the figures whose drawings differ."""
    for number, (first, second) in enumerate(zip_longest(actual.figures, expected.figures), 1):
        if first is None or second is None:
            yield rebuilt_differs(
                where,
                first[0] if first else None,
                f"Figure {number}",
                "" if first is None else "+",
                "",
            )
        elif not _alike(first[1], second[1]):
            yield rebuilt_differs(
                where, first[0], f"Figure {number}", *_first_difference(first[1], second[1])
            )


def _alike(actual: Sequence[Part], expected: Sequence[Part]) -> bool:
    return len(actual) == len(expected) and all(
        _near(first, second) for first, second in zip(actual, expected, strict=True)
    )


def _near(first: object, second: object) -> bool:
    """Return whether two shapes are equal up to the rounding of numbers."""
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(_near, first, second))
    if isinstance(first, int) and isinstance(second, int):
        return abs(first - second) <= 1
    return bool(first == second)


def _first_difference(actual: Sequence[Part], expected: Sequence[Part]) -> tuple[str, str]:
    for first, second in zip_longest(actual, expected):
        if first is None or second is None or not _near(first, second):
            return str(first), str(second)
    return "", ""


def _drawing(actual: Appearance, expected: Appearance, where: Location) -> Iterator[Finding]:
    """Yield the curves and pictures, and the colours of rules, that only one edition has."""
    left = Counter(ink for _, ink in expected.apart)
    for page, ink in actual.apart:
        if left[ink] > 0 or _repeated(ink, left):
            left[ink] -= 1
        else:
            yield rebuilt_differs(where, page, str(ink[0]), str(ink[1:]), "")
    for colour in actual.colours - expected.colours:
        yield rebuilt_differs(where, None, "path", str(colour), "")


def _repeated(ink: Shape, left: Counter[Shape]) -> bool:
    """Return whether a shape is on every page, so that its count may grow."""
    return ink in left and ink[0] != "image"


def _moved(actual: Appearance, expected: Appearance, where: Location) -> Iterator[Finding]:
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
                yield rebuilt_differs(where, first.page, "BT", first.text, "")


def _ways(line: _Text) -> list[tuple[int, int]]:
    """Return the direction from each glyph of a line to the next."""
    return [_way(left, right) for left, right in pairwise(line.glyphs)]


def _follows(actual: Appearance, expected: Appearance, index: int, its: int) -> bool:
    """Return whether a text has the expected position relative to the preceding one; outside cells,
    it may be on another line."""
    (previous, text) = actual.texts[index - 1 : index + 1]
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


def _way(start: Glyph, end: Glyph) -> tuple[int, int]:
    """Return the direction from one glyph to another."""
    return way_of(end.right - start.right, end.up - start.up)


def way_of(across: float, up: float) -> tuple[int, int]:
    """Return the direction of a distance in points: across, unless it leads to another line, and
    up."""
    vertical = _sign(up, _LINE)
    return 0 if vertical else _sign(across, _OVER), vertical


def _sign(length: float, tolerance: float) -> int:
    """Return -1, 0 or 1 for a length, 0 within the tolerance."""
    if abs(length) <= tolerance:
        return 0
    return 1 if length > 0 else -1


def _blocks(actual: Sequence[str], expected: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where two sequences of texts agree: the indexes in both, and the number of texts."""
    limit = min(len(actual), len(expected))
    same_start = next((index for index in range(limit) if actual[index] != expected[index]), limit)
    same_end = next(
        (
            index
            for index in range(limit - same_start)
            if actual[-1 - index] != expected[-1 - index]
        ),
        limit - same_start,
    )
    middle = (
        actual[same_start : len(actual) - same_end],
        expected[same_start : len(expected) - same_end],
    )
    blocks = [(0, 0, same_start)]
    if max(map(len, middle)) <= _MATCHED:
        matcher = SequenceMatcher(None, *middle, autojunk=False)
        blocks += [
            (same_start + block.a, same_start + block.b, block.size)
            for block in matcher.get_matching_blocks()
        ]
    return [*blocks, (len(actual) - same_end, len(expected) - same_end, same_end)]
