"""The heads of groups that a page continues: «آسيا (تابع)» below the heads of the columns.

A page that begins inside a group of rows repeats the head of the group, and the heads of the groups
around it, each with the mark of continued captions. The repeated heads are artifacts, as the
repeated heads of columns are. A page that begins with the head of a group repeats only those of the
groups around that group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import takewhile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from report.messages import page_text
from report.render.html_classes import classes_of

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, TableBox
    from report.render.engine.table_layout import LaidOut, Resume, TablePage

#: The class of the row of a group head, and that of a repeated one.
_HEAD, _REPEATED = "group", "repeated-group"


def continued_mark() -> str:
    """Return what follows the text of a repeated head."""
    return " " + page_text("table.continued")


def repeating_heads() -> AbstractContextManager[None]:
    """Repeat the heads of groups on the pages of tables while the context lasts."""
    from report.render.engine.table_layout import around_tables

    mark = continued_mark()

    def lay_out(page: TablePage, proceed: Callable[[], LaidOut]) -> LaidOut:
        heads = heads_in_force(page.table, page.skip)
        if not heads or not page.table.children[0].is_header:
            return proceed()
        rows = [(place, _repeated(head, mark)) for place, head in heads]
        return page.with_rows_in_head(rows, proceed)

    return around_tables(lay_out)


def heads_in_force(table: TableBox, place: Resume) -> list[tuple[int, Box]]:
    """Return the heads of the groups that a place in a table is in, the outermost first.

    Each has its index among all rows of the table, from 0.
    """
    heads: list[tuple[int, Box]] = []
    if place is None:
        return heads
    ((end, rest),) = place.items()
    last = 0 if rest is None else next(iter(rest))
    index = 0
    for number, group in enumerate(table.children[: end + 1]):
        rows = group.children
        if rows and not group.is_header and not group.is_footer:
            begun = rows if number < end else rows[:last]
            del heads[_level(rows[0]) :]
            for position, row in enumerate(takewhile(_is_head, begun)):
                heads[_level(row) :] = [(index + position, row)]
            if number == end and _is_head(rows[last]):
                del heads[_level(rows[last]) :]
        index += len(rows)
    return heads


def repeated_heads(table: TableBox) -> Iterator[Box]:
    """Yield the repeated heads in a laid-out part of a table."""
    for group in table.children:
        if group.is_header:
            yield from filter(_is_repeated, group.children)


def remove_repeated(table: TableBox) -> None:
    """Remove the repeated heads from a laid-out part of a table, whose rows others set."""
    for group in table.children:
        if group.is_header:
            group.children = [row for row in group.children if not _is_repeated(row)]


def _repeated(head: Box, mark: str) -> Box:
    """Return a copy of a group head, with a mark after its text and no link target in it."""
    from report.render.engine import boxes

    copy = head.deepcopy()
    copy.element = Element("tr", {"class": _REPEATED, "data-pdf-tag": "Artifact"})
    lines = []
    for box in copy.descendants():
        if box.style["anchor"]:
            box.style = box.style.copy()
            box.style["anchor"] = None
        if isinstance(box, boxes.LineBox):
            lines.append(box)
    lines[-1].children = [*lines[-1].children, boxes.TextBox.anonymous_from(lines[-1], mark)]
    return copy


def _is_head(row: Box) -> bool:
    return _HEAD in classes_of(row.element)


def _is_repeated(row: Box) -> bool:
    return _REPEATED in classes_of(row.element)


def _level(row: Box) -> int:
    """Return in how many groups a group head, or the first row of a row group, is."""
    level = (
        "" if row.element is None else next(row.element.iter("th"), row.element).get("data-level")
    )
    return int(level) if level else 0
