"""The layout of tables, page after page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from report.render.engine.boxes import LineBox, TextBox
from report.render.engine.boxes import lay_out as lay_out_text
from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, LayoutContext, TableBox

#: Where a table continues: the index of a row group, that of a row in it, and what is left of a row
#: that breaks across pages. ``None`` is the beginning of a table, or its end.
Resume = dict[int, Any] | None
#: The laid-out part of a table, where the table continues, and more.
LaidOut = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TablePage:
    """The part of a table that is laid out on a page: ``skip`` is where it begins."""

    table: TableBox
    skip: Resume
    _context: LayoutContext

    def rows_before(self, place: Resume, is_row: Callable[[Box], bool]) -> int:
        """Return how many rows begin before a place in the table."""
        if place is None:
            return 0
        ((group_index, rest),) = place.items()
        count = 0
        for group in self.table.children[:group_index]:
            if not group.is_header and not group.is_footer:
                count += sum(map(is_row, group.children))
        if rest is not None:
            ((row_index, cells),) = rest.items()
            end = row_index + (cells is not None)
            count += sum(map(is_row, self.table.children[group_index].children[:end]))
        return count

    def write(self, cell: Box, tag: str, text: str) -> None:
        """Replace the texts of a laid-out cell of one line by one that ends at its right edge.

        :param tag: the name of the element in the cell whose text it becomes; the cell loses the
            others.
        """
        line = next(box for box in cell.descendants() if isinstance(box, LineBox))
        line.children = [child for child in line.children if child.element_tag == tag]
        box = next(box for box in line.descendants() if isinstance(box, TextBox))
        box.pango_layout, width = lay_out_text(self._context, box, text)
        box.text = text
        for child in line.descendants():
            child.width = width
            child.position_x = cell.content_box_x() + cell.width - width

    def with_rows_in_head(
        self, rows: Sequence[tuple[int, Box]], proceed: Callable[[], LaidOut]
    ) -> LaidOut:
        """Return the part of the table with more rows at the end of its head.

        Without room for these, for the head and foot of the table and for one of its rows, the part
        has none of the additional rows.

        :param rows: each with the index of the row of the table whose borders it has, counted over
            all row groups from 0.
        :param proceed: lays out the part, and returns it and where the table continues.
        """
        table, children, widths = self.table, self.table.children, list(self.table.column_widths)
        head = children[0]
        more = [row for _, row in rows]
        table.children = [head.copy_with_children([*head.children, *more]), *children[1:]]
        try:
            laid_out, *rest = proceed()
        finally:
            table.children = children
        if laid_out is None:
            return (laid_out, *rest)
        if _ends(laid_out) != _ends(table):
            table.column_widths = widths  # the layout reverses them
            return proceed()
        if table.style["border_collapse"] == "collapse":
            places = [place for place, _ in rows]
            laid_out.collapsed_border_grid = _with_rows(table, len(head.children), places)
        return (laid_out, *rest)


def _ends(table: TableBox) -> tuple[bool, bool]:
    """Return whether a table has a head, and whether it has a foot."""
    first, last = table.children[0], table.children[-1]
    return first.is_header, last.is_footer


def _with_rows(table: TableBox, index: int, places: Sequence[int]) -> tuple[list[Any], list[Any]]:
    """Return the borders of a table with copies of the rows at ``places`` before a row."""
    sides, between = table.collapsed_border_grid
    own_sides = [sides[place] for place in places]
    below = [between[place + 1] for place in places]
    return (
        [*sides[:index], *own_sides, *sides[index:]],
        [*between[: index + 1], *below, *between[index + 1 :]],
    )


def around_tables(
    lay_out: Callable[[TablePage, Callable[[], LaidOut]], LaidOut],
) -> AbstractContextManager[None]:
    """Wrap ``lay_out`` around the layout of each part of a table while the context lasts.

    It receives the part, and the function that lays it out and returns the laid-out table and
    where the table continues, among others. It returns the result of that function.
    """

    def make(stock: Any) -> Any:
        def table_layout(
            context: Any, table: Any, bottom_space: Any, skip_stack: Any, *others: Any
        ) -> Any:
            def proceed() -> LaidOut:
                laid_out: LaidOut = stock(context, table, bottom_space, skip_stack, *others)
                return laid_out

            return lay_out(TablePage(table, skip_stack, context), proceed)

        return table_layout

    return replaced(Replacement(Patch.TABLE, make))
