"""How a register looks, read from the pages that WeasyPrint made of its first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from report.errors import RenderError
from report.render.engine.boxes import element_of
from report.render.engine.drawing import used_colour
from report.render.long_tables.model import (
    ColumnStyle,
    PageGeometry,
    Rectangle,
    RowStyle,
    TableStyle,
)

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LineBox, PageBox, TableBox, TextBox
    from report.render.engine.drawing import Colour

#: A top or a bottom: a part of the row's height, and CSS pixels from there.
_Side = tuple[float, float]
#: What is read from pages may differ by this many CSS pixels.
_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """A register on one page: the page's box, its table's, and its rows' with those of the heads of groups."""

    page: PageBox
    table: TableBox
    rows: tuple[Box, ...]


def part_of(page: PageBox, key: str) -> Part | None:
    """Return the register ``key`` on a page, ``None`` if it is not."""
    from report.render.engine import boxes

    for box in page.descendants():
        if (
            isinstance(box, boxes.TableBox)
            and box.element is not None
            and box.element.get("data-register") == key
        ):
            groups = [
                group for group in box.children if not group.is_header and not group.is_footer
            ]
            return Part(page, box, tuple(row for group in groups for row in group.children))
    return None


def is_head(row: Box) -> bool:
    """Say whether a row is the head of a group."""
    return _is(row, "group")


def whole_pages(parts: Sequence[Part]) -> int:
    """Return how many of the first pages WeasyPrint sets: one, and more where the last row goes over to the next."""
    for index, (fragment, following) in enumerate(pairwise(parts), 1):
        if (
            not fragment.rows
            or not following.rows
            or fragment.rows[-1].element is not following.rows[0].element
        ):
            return index
    return len(parts)


def table_style(parts: Sequence[Part], numeric: Sequence[bool]) -> TableStyle:
    """Return how the table looks on its pages."""
    every = [row for fragment in parts for row in fragment.rows]
    counted = Counter(id(row.element) for row in every)
    rows = [
        row for row in every if counted[id(row.element)] == 1
    ]  # others go over to the next page
    odd, even = (next(row for row in rows if _is(row, name)) for name in ("odd", "even"))
    heads = [row for row in rows if _is(row, "group")]
    cells = list(zip(*(row.children for row in every if not _is(row, "group")), strict=True))
    columns = tuple(
        _column(column_cells, is_numeric)
        for column_cells, is_numeric in zip(cells, numeric, strict=True)
    )
    return TableStyle(
        columns,
        _row(odd, rows),
        _row(even, rows),
        _row(heads[0], heads) if heads else None,
        _column([head.children[0] for head in heads], False) if heads else None,
    )


def page_geometry(part: Part, first: Part) -> PageGeometry:
    """Return where rows are on a page that the table continues on; ``first`` is where it begins."""
    page, table = part.page, part.table
    foot = sum(group.height for group in table.children if group.is_footer)
    bottom = page.content_box_y() + page.height - foot
    shift = table.position_x - first.table.position_x
    return PageGeometry(part.rows[0].position_y, bottom, page.margin_height(), shift)


def _column(cells: Sequence[Box], numeric: bool) -> ColumnStyle:
    """Return the look of a column of cells, which are set alike except for what is missing."""
    texts = [(cell, text) for cell in cells for text in texts_in(cell)]
    cell = cells[0]
    missing = [text for cell, text in texts if _is(cell, "missing")]
    plain = [text for cell, text in texts if not _is(cell, "missing")]
    ink = plain[0] if plain else missing[0]
    return ColumnStyle(
        left=cell.content_box_x(),
        right=cell.content_box_x() + cell.width,
        wraps=cell.style["white_space"] in ("normal", "pre-wrap", "pre-line"),
        numeric=numeric,
        header=element_of(cell).tag == "th",
        language=element_of(cell).get("lang"),
        ink=colour_of(ink.style["color"]),
        pale=colour_of((missing or plain)[0].style["color"]),
        edge=cell.border_box_x(),
    )


def _row(row: Box, alike: Sequence[Box]) -> RowStyle:
    """Return the look of a row; all rows ``alike`` have to be as high as it says."""
    first = next(text for cell in row.children for text in texts_in(cell))
    leading = next(line.height for cell in row.children for line in lines_in(cell))
    extra = row.height - leading * max(len(lines_in(cell)) for cell in row.children)
    for second in alike:
        height = extra + leading * max(len(lines_in(cell)) for cell in second.children)
        if (
            element_of(row).get("class") == element_of(second).get("class")
            and abs(second.height - height) > _NEAR
        ):
            raise RenderError.of(
                "register-uneven", text=" ".join(text.text for text in texts_in(second))[:60]
            )
    cell = row.children[0]
    above = cell.border_top_width + cell.style["padding_top"].value
    return RowStyle(
        first.position_y + first.baseline - row.position_y,
        leading,
        extra,
        above,
        tuple(_under(row)),
    )


def _under(row: Box) -> Iterator[Rectangle]:
    """Yield what is drawn under a row, from edge to edge where its cells are alike."""
    extents: dict[tuple[str, _Side, _Side, int], tuple[float, float]] = {}
    for cell in sorted(row.children, key=lambda one: one.position_x):
        left, right = cell.position_x, cell.position_x + cell.border_width()
        for colour, start, end, top, bottom in _of_cell(cell, left, right):
            key = (colour, top, bottom, 0)
            extent = extents.get(key)
            if extent is not None and abs(extent[1] - start) < _NEAR:
                extents[key] = extent[0], end
            elif extent is None:
                extents[key] = start, end
            else:
                extents[colour, top, bottom, len(extents)] = start, end
    for (colour, top, bottom, _), (left, right) in extents.items():
        yield Rectangle(colour, left, right, top, bottom)


def _of_cell(
    cell: Box, left: float, right: float
) -> Iterator[tuple[str, float, float, _Side, _Side]]:
    """Yield what is drawn under a cell: its colour, from where to where it goes, its top and its bottom."""
    style = cell.style
    background = style["background_color"]
    if background.alpha:
        yield colour_of(background), left, right, (0.0, 0.0), (1.0, 0.0)
    widths = {
        side: getattr(cell, f"border_{side}_width") for side in ("top", "bottom", "left", "right")
    }
    shown = {
        side: width
        for side, width in widths.items()
        if width and style[f"border_{side}_style"] != "none"
    }
    for side, width in shown.items():
        colour = colour_of(used_colour(style, f"border_{side}_color"))
        match side:
            case "top":
                yield colour, left, right, (0.0, 0.0), (0.0, width)
            case "bottom":
                yield colour, left, right, (1.0, -width), (1.0, 0.0)
            case "left":
                yield colour, left, left + width, (0.0, 0.0), (1.0, 0.0)
            case _:
                yield colour, right - width, right, (0.0, 0.0), (1.0, 0.0)


def colour_of(colour: Colour) -> str:
    """Return a colour as an operator that fills, in RGB as the pages' other colours."""
    return " ".join(f"{channel:.4g}" for channel in colour.to("srgb").coordinates) + " rg"


def _is(box: Box, name: str) -> bool:
    return name in (element_of(box).get("class") or "").split()


def lines_in(cell: Box) -> list[LineBox]:
    """Return the line boxes of a cell."""
    from report.render.engine import boxes

    return [box for box in cell.descendants() if isinstance(box, boxes.LineBox)]


def texts_in(box: Box) -> list[TextBox]:
    """Return the text boxes in a box."""
    from report.render.engine import boxes

    return [
        child
        for child in box.descendants()
        if isinstance(child, boxes.TextBox) and child.text.strip()
    ]
