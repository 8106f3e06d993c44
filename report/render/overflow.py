"""Check that ink stays where it belongs: after layout, compare every box with ink with the edges of
its page and with the texts beside it.

A text, a picture or a table in the flow must be inside the text block of its page, and margin
content must be on the paper. Texts of two lines must not overlap, and a text must not leave its
table cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from report.errors import Finding, Location

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LineBox, PageBox, TableBox, TableCellBox, TextBox
    from report.render.engine.document import Document

#: Ink may cross an edge by this, in CSS pixels: an eighth of a millimetre, less than the tolerance
#: of a printer.
TOLERANCE = 0.5
#: The vertical range of a line that is compared with that of other lines, in ems above the
#: baseline. Ascenders and descenders of tight lines may touch.
CORE = 0.4
#: The maximum number of findings: a build with one box off the paper usually has many.
MOST_FINDINGS = 10
_SAMPLE = 60
#: CSS pixels to millimetres.
MILLIMETRES = 25.4 / 96


class Edges(NamedTuple):
    """A rectangle in CSS pixels, down and right from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Place:
    """The surroundings of a box: the key of its block, its table, its cell and its line."""

    key: str | None = None
    table: TableBox | None = None
    cell: TableCellBox | None = None
    line: LineBox | None = None


class _Text(NamedTuple):
    """A text box, the core area of its ink, and its surroundings."""

    edges: Edges
    box: Box
    place: _Place


def ink_findings(document: Document) -> list[Finding]:
    """Return the first findings about misplaced ink in a laid-out document.

    The rules are ``off-page`` (beyond the text block, or beyond the paper for margin content),
    ``cell-overflow`` (beyond a table cell) and ``text-over-text`` (over a text of another line).
    """
    from report.render.engine.document import page_box

    findings: list[Finding] = []
    for number, page in enumerate(document.pages, 1):
        findings += _page_findings(page_box(page), number)
        if len(findings) >= MOST_FINDINGS:
            break
    return findings[:MOST_FINDINGS]


def _page_findings(page: PageBox, number: int) -> Iterator[Finding]:
    from report.render.engine import boxes

    paper = Edges(0, 0, page.margin_width(), page.margin_height())
    left, top = page.content_box_x(), page.content_box_y()
    block = Edges(left, top, left + page.width, top + page.height)
    texts: list[_Text] = []
    for child in page.children:
        edges = paper if isinstance(child, boxes.MarginBox) else block
        yield from _ink(child, edges, paper, number, texts)
    yield from _overlaps(texts, number)


def _ink(
    top: Box, limits: Edges, paper: Edges, number: int, texts: list[_Text]
) -> Iterator[Finding]:
    """Yield the findings of ``top`` and its descendants against ``limits``, and append its texts to
    ``texts``.

    A box with fixed position may be anywhere on the ``paper``. So may the outside marker of a list
    item (``list-style-position``) if the list has no padding.
    """
    from report.render.engine import boxes

    solid = boxes.ReplacedBox, boxes.TableBox
    waiting: list[tuple[Box, _Place, Edges]] = [(top, _Place(), limits)]
    while waiting:
        box, place, page = waiting.pop()
        box = boxes.whole(box)
        if box.style["position"] == "fixed" or box.is_outside_marker:
            page = paper
        if isinstance(box, boxes.TextBox):
            if box.text.strip() and box.style["visibility"] == "visible":
                edges = _text_edges(box)
                texts.append(_Text(edges, box, place))
                if (over := _over(edges, page)) is not None:
                    yield _finding("off-page", number, place, box, over)
                elif (
                    place.cell is not None
                    and (over := _over(edges, _sides(place.cell, page))) is not None
                ):
                    yield _finding("cell-overflow", number, place, box, over)
            continue
        if isinstance(box, solid):
            left, up = box.border_box_x(), box.border_box_y()
            edges = Edges(left, up, left + box.border_width(), up + box.border_height())
            if (over := _over(edges, page)) is not None:
                yield _finding("off-page", number, place, box, over)
        if box.children:
            inside = _inside(box, place)
            waiting.extend([(child, inside, page) for child in box.children])


def _inside(box: Box, place: _Place) -> _Place:
    """Return the surroundings of the content of ``box``."""
    from report.render.engine import boxes

    key = place.key if box.element is None else box.element.get("data-key", place.key)
    if isinstance(box, boxes.TableBox):
        return _Place(key, box)
    if isinstance(box, boxes.TableCellBox):
        return _Place(key, place.table, box)
    if isinstance(box, boxes.LineBox):
        return _Place(key, place.table, place.cell, box)
    return place if key == place.key else _Place(key, place.table, place.cell, place.line)


def _text_edges(box: TextBox) -> Edges:
    """Return the core area of a text's ink."""
    baseline = box.position_y + box.baseline
    return Edges(
        box.position_x,
        baseline - box.style["font_size"] * CORE,
        box.position_x + box.width,
        baseline,
    )


def _sides(cell: TableCellBox, page: Edges) -> Edges:
    """Return the left and right edges of a cell, and the top and bottom of its page: rows grow with
    their cells."""
    left = cell.border_box_x()
    return Edges(left, page.top, left + cell.border_width(), page.bottom)


def over_cell(cell: TableCellBox) -> float:
    """Return the furthest distance by which a text crosses the left or right edge of its cell, in
    CSS pixels, or 0 within the tolerance."""
    from report.render.engine import boxes

    sides = _sides(cell, Edges(-inf, -inf, inf, inf))
    texts = (
        box for box in cell.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()
    )
    return max((_over(_text_edges(box), sides) or 0.0 for box in texts), default=0.0)


def _over(edges: Edges, limits: Edges) -> float | None:
    """Return the furthest distance by which an edge is crossed, in CSS pixels, or ``None`` within
    the tolerance."""
    over = max(
        limits.left - edges.left,
        edges.right - limits.right,
        limits.top - edges.top,
        edges.bottom - limits.bottom,
    )
    return over if over > TOLERANCE else None


def _overlaps(texts: list[_Text], number: int) -> Iterator[Finding]:
    """Yield a finding for each text that overlaps one of another line."""
    texts.sort(key=lambda place: place.edges.top)
    open_: list[_Text] = []
    for text in texts:
        edges = text.edges
        open_ = [place for place in open_ if place.edges.bottom - edges.top > TOLERANCE]
        for place in open_:
            if place.place.line is text.place.line:
                continue
            if min(place.edges.right, edges.right) - max(place.edges.left, edges.left) > TOLERANCE:
                values = {"text": _sample(text.box), "other": _sample(place.box)}
                yield Finding("text-over-text", _where(number, text.place), values)
                break
        open_.append(text)


def _finding(rule: str, number: int, place: _Place, box: Box, over: float) -> Finding:
    return Finding(
        rule, _where(number, place), {"text": _sample(box), "length": f"{over * MILLIMETRES:.1f}"}
    )


def _where(number: int, place: _Place) -> Location:
    """Return the location of a text: the key of its block, the page, and in a table its row and
    column."""
    if place.cell is None:
        return Location(page=number, key=place.key)
    column = _text_of(head) if (head := _head_of(place)) is not None else None
    return Location(page=number, key=place.key, row=_row_of(place), column=column or None)


def _head_of(place: _Place) -> Box | None:
    if place.table is None or place.cell is None:
        return None
    heads = _rows_of(place.table, header=True)
    column = place.cell.grid_x
    cells = heads[-1].children if heads else ()
    return next((cell for cell in cells if cell.grid_x == column), None)


def _rows_of(table: Box, *, header: bool) -> list[Box]:
    """Return the rows of a table's header group, or of all its other groups."""
    groups = [group for group in table.children if bool(group.is_header) == header]
    return list(chain.from_iterable(group.children for group in groups))


def _row_of(place: _Place) -> int | None:
    """Return the row of a cell, with the number of the source if the table states it."""
    if place.table is None:
        return None
    row_box = None
    for row in _rows_of(place.table, header=False):
        if any(cell is place.cell for cell in row.children):
            row_box = row
            break
    if row_box is None or row_box.element is None:
        return None
    texts = (
        row_box.element.get("data-source-row")
        or (row_box.element.get("id") or "").rpartition("-")[2]
    )
    return int(texts) if texts.isdecimal() else None


def _sample(box: Box) -> str:
    return shortened(_text_of(box) or str(getattr(box, "element_tag", "")))


def shortened(text: str) -> str:
    """Return a text shortened for a message."""
    return text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + "…"


def _text_of(box: Box) -> str:
    """Return the text in a box, with the words before line breaking."""
    texts = []
    for child in box.descendants():
        text = getattr(child, "text", "")
        if isinstance(text, str) and text.strip():
            texts.append(text.strip() + ("" if getattr(child, "ends_inside", False) else " "))
    return "".join(texts).rstrip()
