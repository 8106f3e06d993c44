"""Read the style of a long table from the pages that WeasyPrint laid out for its first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from report.errors import RenderError
from report.render.engine.boxes import element_of
from report.render.engine.drawing import used_colour
from report.render.group_heads import repeated_heads
from report.render.html_classes import classes_of
from report.render.long_tables.model import (
    ColumnStyle,
    Rectangle,
    RowArea,
    RowStyle,
    TableStyle,
)
from report.tables import PROBE_CLASS

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LineBox, PageBox, TableBox, TextBox
    from report.render.engine.drawing import Colour

#: A top or bottom edge: a fraction of the row height, and an offset in CSS pixels.
_Side = tuple[float, float]
#: Measures of different pages may differ by this many CSS pixels.
_NEAR = 0.01


@dataclass(frozen=True, slots=True)
class TableFragment:
    """The fragment of a table on one page: the boxes of the page, of the table, and of its rows and
    group heads."""

    page: PageBox
    table: TableBox
    rows: tuple[Box, ...]


def table_fragment(page: PageBox, key: str) -> TableFragment | None:
    """Return the fragment of the table ``key`` on a page, or ``None`` if it is not there."""
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
            return TableFragment(
                page, box, tuple(chain.from_iterable(group.children for group in groups))
            )
    return None


def is_head(row: Box) -> bool:
    """Return whether a row is a group head."""
    return _is(row, "group")


def is_data(row: Box) -> bool:
    """Return whether a row is one of the data, or the probe of one: no head and no sums."""
    return _is(row, "odd") or _is(row, "even")


def whole_pages(fragments: Sequence[TableFragment]) -> int:
    """Return how many of the first pages WeasyPrint sets: one, and more if the last row continues
    on the next page."""
    for index, (fragment, following) in enumerate(pairwise(fragments), 1):
        if (
            not fragment.rows
            or not following.rows
            or fragment.rows[-1].element is not following.rows[0].element
        ):
            return index
    return len(fragments)


def table_style(fragments: Sequence[TableFragment], numeric: Sequence[bool]) -> TableStyle:
    """Return the style of the table on these pages, all lengths as on the first of them."""
    start = fragments[0].table.position_x
    moved = {
        id(row): start - fragment.table.position_x
        for fragment in fragments
        for row in fragment.rows
    }
    every = list(chain.from_iterable(fragment.rows for fragment in fragments))
    counted = Counter(id(row.element) for row in every)
    rows = [
        row for row in every if counted[id(row.element)] == 1
    ]  # rows that break across pages are left out
    odd = next(row for row in rows if _is(row, "odd"))
    even = next(row for row in rows if _is(row, "even"))
    heads = [row for row in rows if _is(row, "group")]
    cells = list(zip(*(row.children for row in every if is_data(row)), strict=True))
    columns = tuple(
        column_style(column_cells, is_numeric)
        for column_cells, is_numeric in zip(cells, numeric, strict=True)
    )
    return TableStyle(
        columns,
        row_style(odd, rows).moved(moved[id(odd)]),
        row_style(even, rows).moved(moved[id(even)]),
        row_style(heads[0], heads).moved(moved[id(heads[0])]) if heads else None,
        _head_style(heads).moved(moved[id(heads[0])]) if heads else None,
        {kind: _sum_style(row, numeric, moved[id(row)]) for kind, row in sum_rows(rows).items()},
    )


def sum_rows(rows: Sequence[Box]) -> dict[str, Box]:
    """Return the probes of rows of sums, by kind."""
    kinds = ("subtotal", "total")
    return {kind: row for row in rows for kind in kinds if _is(row, kind) and _is(row, PROBE_CLASS)}


def _head_style(heads: Sequence[Box]) -> ColumnStyle:
    return column_style([head.children[0] for head in heads], False)


def _sum_style(
    row: Box, numeric: Sequence[bool], right: float
) -> tuple[RowStyle, tuple[ColumnStyle, ...]]:
    """Return the style of a row of sums and of its cells, moved to the right."""
    pairs = zip(row.children, numeric, strict=True)
    return row_style(row, [row]).moved(right), tuple(
        column_style([cell], is_numeric).moved(right) for cell, is_numeric in pairs
    )


def row_area(fragment: TableFragment, first: TableFragment) -> RowArea:
    """Return the row area of a page on which the table continues; ``first`` is the fragment where
    it begins."""
    page, table = fragment.page, fragment.table
    foot = sum(group.height for group in table.children if group.is_footer)
    bottom = page.content_box_y() + page.height - foot
    shift = table.position_x - first.table.position_x
    repeated = sum(row.height for row in repeated_heads(table))
    return RowArea(fragment.rows[0].position_y - repeated, bottom, page.margin_height(), shift)


def column_style(cells: Sequence[Box], numeric: bool) -> ColumnStyle:
    """Return the style of a column of cells. Only missing values have another style."""
    missing: list[TextBox] = []
    plain: list[TextBox] = []
    for cell in cells:
        (missing if _is(cell, "missing") else plain).extend(texts_in(cell))
    cell = cells[0]
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


def row_style(row: Box, alike: Sequence[Box]) -> RowStyle:
    """Return the style of a row.

    :raises RenderError: ``register-uneven`` if the height of a row in ``alike`` differs from the
        style.
    """
    first = next(chain.from_iterable(map(texts_in, row.children)))
    leading = next(chain.from_iterable(map(lines_in, row.children))).height
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
    """Yield the rectangles behind a row, joined where its cells are alike."""
    extents: dict[tuple[str, _Side, _Side, int], tuple[float, float]] = {}
    for cell in sorted(row.children, key=lambda box: box.position_x):
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
    """Yield what is drawn behind a cell: its colour, start, end, top and bottom."""
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
    """Return the operator that sets the fill colour, in RGB as the pages' other colours."""
    return " ".join(f"{channel:.4g}" for channel in colour.to("srgb").coordinates) + " rg"


def _is(box: Box, name: str) -> bool:
    return name in classes_of(element_of(box))


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
