"""Sums that pages carry forward: «المنقول» below the head of a table, «المرحّل» at its foot.

The template puts both lines in the head and the foot of the table, which WeasyPrint repeats on each
page, with texts that are as wide as any. The head of the first page loses its line, and so does the
foot of the last. The other lines get the sums of the rows that stand before: these are known once
the rows of a page are laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from report.arabic import isolate
from report.errors import Finding, Location, RenderError
from report.render.html_classes import classes_of
from report.tables import BROUGHT_CLASS, CARRIED_CLASS, PROBE_CLASS

if TYPE_CHECKING:
    from report.render.engine.boxes import Box, TableBox, TextBox
    from report.render.engine.document import Document
    from report.render.engine.table_layout import LaidOut, TablePage
    from report.tables.sums import Amounts, Sums

#: The attribute of a table with the key of its sums.
KEY = "data-carried"
_ROW_CLASSES = frozenset(["odd", "even"])


def carrying(sums: Mapping[str, Sums]) -> AbstractContextManager[None]:
    """Give the lines of tables their sums while the context lasts; ``sums`` are those of the
    tables by key."""
    if not sums:
        return nullcontext()
    from report.render.engine.table_layout import around_tables

    def lay_out(page: TablePage, proceed: Callable[[], LaidOut]) -> LaidOut:
        element = page.table.element
        key = None if element is None else element.get(KEY)
        if element is None or key is None or element.tag != "table":
            return proceed()
        return _laid_out(page, proceed, sums[key], is_long="data-register" in element.attrib)

    return around_tables(lay_out)


def _laid_out(
    page: TablePage, proceed: Callable[[], LaidOut], sums: Sums, *, is_long: bool
) -> LaidOut:
    """Lay out a part of a table.

    ``is_long`` is true for a table whose other rows the long-table renderer sets: its last page
    here is not the last of the table.
    """
    table = page.table
    children = table.children
    if page.skip is None:
        table.children = [
            _without(group, BROUGHT_CLASS) if group.is_header else group for group in children
        ]
    try:
        laid_out, resume, *more = proceed()
    finally:
        table.children = children
    if laid_out is None:
        return (laid_out, resume, *more)
    if page.skip is not None:
        _write(page, laid_out, BROUGHT_CLASS, sums.carried(page.rows_before(page.skip, is_row)))
    if resume is not None:
        _write(page, laid_out, CARRIED_CLASS, sums.carried(page.rows_before(resume, is_row)))
    elif not is_long:
        _drop_foot(laid_out)
    return (laid_out, resume, *more)


def is_row(box: Box) -> bool:
    """Return whether a row of a table is one of its data."""
    classes = classes_of(box.element)
    return not _ROW_CLASSES.isdisjoint(classes) and PROBE_CLASS not in classes


def line_of(table: TableBox, kind: str) -> Box | None:
    """Return the line of a laid-out table, ``None`` if it has none."""
    for group in table.children:
        if group.is_header or group.is_footer:
            for row in group.children:
                if _has(row, kind):
                    line: Box = row
                    return line
    return None


def cells_with_text(line: Box) -> Iterator[tuple[Box, TextBox]]:
    """Yield the cells of a line that have a text, each with its text box: its name first."""
    from report.render.engine import boxes

    for cell in line.children:
        for box in cell.descendants():
            if isinstance(box, boxes.TextBox) and box.text.strip():
                yield cell, box
                break


def check_carried(document: Document, sums: Mapping[str, Sums]) -> None:
    """Check the lines of all pages against the rows on these pages.

    The numbers of the rows are added up page after page. Pages of the long-table renderer have no
    rows here.

    :raises RenderError: ``carried-differs``.
    """
    from report.render.engine import boxes
    from report.render.engine.document import page_box

    findings: list[Finding] = []
    amounts: dict[str, Amounts] = {}
    seen: dict[str, dict[int, int]] = {}
    for number, page in enumerate(document.pages if sums else (), 1):
        for table in page_box(page).descendants():
            if not isinstance(table, boxes.TableBox) or table.element is None:
                continue
            key = table.element.get(KEY)
            if key is None:
                continue
            numbers = seen.setdefault(key, {})
            begun = _begun(table, numbers)
            if not begun:
                continue
            where = Location(page=number, key=key.partition("#")[0])
            earlier = amounts.get(key, ())
            amounts[key] = so_far = sums[key].added(earlier, begun)
            for kind, expected in ((BROUGHT_CLASS, earlier), (CARRIED_CLASS, so_far)):
                line = line_of(table, kind)
                if line is not None:
                    texts = [box.text for _, box in cells_with_text(line)][1:]
                    findings += compared(sums[key], expected, tuple(texts), where)
    if findings:
        raise RenderError(*findings)


def compared(
    sums: Sums, amounts: Amounts, printed: tuple[str, ...], where: Location
) -> list[Finding]:
    """Return the finding about a line that does not have the sums of the rows before it."""
    expected = sums.texts(amounts)
    if expected == printed:
        return []
    values = {"found": " | ".join(printed), "wanted": " | ".join(expected)}
    return [Finding("carried-differs", where, values)]


def _begun(table: TableBox, numbers: dict[int, int]) -> list[int]:
    """Return the rows that begin on a page, counted from 0; ``numbers`` are those of all rows so
    far, by the identity of their elements."""
    begun = []
    for group in table.children:
        for row in group.children:
            if is_row(row) and id(row.element) not in numbers:
                numbers[id(row.element)] = len(numbers)
                begun.append(numbers[id(row.element)])
    return begun


def _write(page: TablePage, table: TableBox, kind: str, texts: tuple[str, ...]) -> None:
    line = line_of(table, kind)
    if line is None:
        return
    _, *cells = cells_with_text(line)
    for (cell, _), text in zip(cells, texts, strict=True):
        page.write(cell, "span" if isolate(text) == text else "bdi", text)


def _without(group: Box, kind: str) -> Box:
    """Return a row group without the rows of a class."""
    return group.copy_with_children([row for row in group.children if not _has(row, kind)])


def _drop_foot(table: TableBox) -> None:
    """Remove the line at the foot of the last part of a table, which nothing follows."""
    for group in table.children:
        if group.is_footer:
            removed = sum(row.height for row in group.children if _has(row, CARRIED_CLASS))
            group.children = [row for row in group.children if not _has(row, CARRIED_CLASS)]
            group.height -= removed
            table.height -= removed
            for row in group.children:
                row.translate(0, -removed)


def _has(row: Box, name: str) -> bool:
    return name in classes_of(row.element)
