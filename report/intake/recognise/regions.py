"""Find the tables of a sheet: rectangles of filled cells between blank rows and columns.

The sheet is cut along blank rows, each band along blank columns, and so on until no cut is possible
(Nagy and Seth's XY-cut). Then the pieces that belong to one table are joined again.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from report.intake.recognise.cells import Box, Cell, Sheet, is_blank, is_figure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: The most blank rows within a table.
_GAP = 2
#: The most rectangles that may be tables; the rest is excluded.
_MOST_BOXES = 20_000


def filled_cells(sheet: Sheet) -> npt.NDArray[np.bool_]:
    """Return the mask of non-blank cells, rows by columns."""
    import numpy as np

    if sheet.mask is not None:
        return sheet.mask
    blank = np.array([list(map(is_blank, row)) for row in sheet.rows], dtype=bool)
    return ~blank.reshape(len(sheet.rows), sheet.width)


def find_boxes(sheet: Sheet, mask: npt.NDArray[np.bool_]) -> list[Box]:
    """Return the rectangles that may be tables, from the top of the sheet down."""
    boxes = sorted(_cut(mask))
    joined = _join_across(sheet, mask, boxes)
    return _join_down(sheet, joined)


def _runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the start and end of each run of true values."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(edges[index]), int(edges[index + 1])) for index in range(0, len(edges), 2)]


def _cut(mask: npt.NDArray[np.bool_]) -> list[Box]:
    import numpy as np

    height, width = mask.shape
    waiting = [(0, 0, height, width)]
    boxes: list[Box] = []
    while waiting and len(boxes) < _MOST_BOXES:
        top, left, bottom, right = waiting.pop()
        area = mask[top:bottom, left:right]
        rows = [(top + start, top + end) for start, end in _runs(np.any(area, axis=1))]
        if not rows:
            continue
        if len(rows) > 1:
            waiting.extend((start, left, end, right) for start, end in rows)
            continue
        (top, bottom) = rows[0]
        area = mask[top:bottom, left:right]
        columns = [(left + start, left + end) for start, end in _runs(np.any(area, axis=0))]
        if len(columns) == 1 and columns[0] == (left, right):
            boxes.append(Box(top, left, bottom, right, int(area.sum())))
        else:
            waiting.extend((top, start, bottom, end) for start, end in columns)
    return boxes


def _join_across(sheet: Sheet, mask: npt.NDArray[np.bool_], boxes: list[Box]) -> list[Box]:
    """Join two pieces on either side of one blank column when they have the same rows, titles
    excluded.
    """
    done: list[Box] = []
    for box in boxes:
        index = next(
            (index for index, earlier in enumerate(done) if _is_beside(sheet, mask, earlier, box)),
            None,
        )
        if index is None:
            done.append(box)
        else:
            first = done[index]
            top = min(first.top, box.top)
            done[index] = Box(top, first.left, first.bottom, box.right, first.filled + box.filled)
    return sorted(done)


def _is_beside(sheet: Sheet, mask: npt.NDArray[np.bool_], first: Box, second: Box) -> bool:
    """Return whether ``second`` holds further columns of the table ``first``, after one blank
    column.

    Either may have titles above the common rows. Two separate tables begin with a column of the
    same kind (names, or figures), and both have a title or the same header.
    """
    top = max(first.top, second.top)
    if first.bottom != second.bottom or second.left - first.right != 1 or first.bottom - top <= 2:
        return False
    heads = [box.top + _title_rows(mask, box) for box in (first, second)]
    if min(heads) < top:
        return False
    start = max(heads) + 1
    stop = min(first.bottom, start + 60)  # both boxes have the same bottom
    rows = sheet.rows[start:stop]
    kinds = [_mostly_figures(list(map(itemgetter(box.left), rows))) for box in (first, second)]
    alike = kinds[0] == kinds[1]
    ours, theirs = (
        set(sheet.rows[row][box.left : box.right])
        for row, box in zip(heads, (first, second), strict=True)
    )
    titled = first.top < heads[0] and second.top < heads[1]
    return not (alike and (titled or theirs <= ours))


def _title_rows(mask: npt.NDArray[np.bool_], box: Box) -> int:
    """Return how many rows at the top of a wider rectangle have one filled cell."""
    if box.width < 2:
        return 0
    counts = mask[box.top : box.bottom, box.left : box.right].sum(axis=1)
    more = (counts > 1).nonzero()[0]
    return int(more[0]) if len(more) else 0


def _join_down(sheet: Sheet, boxes: list[Box]) -> list[Box]:
    """Join to each table the rectangles below it that continue its rows."""
    done: list[Box] = []
    open_boxes: list[Box] = []
    for box in boxes:
        open_boxes = [table for table in open_boxes if box.top - table.bottom <= _GAP]
        table = next((table for table in open_boxes if _goes_on(sheet, table, box)), None)
        if table is None:
            done.append(box)
            open_boxes.append(box)
            continue
        whole = Box(
            table.top,
            table.left,
            max(table.bottom, box.bottom),
            table.right,
            table.filled + box.filled,
        )
        done[done.index(table)] = whole
        open_boxes[open_boxes.index(table)] = whole
    return done


def _goes_on(sheet: Sheet, table: Box, box: Box) -> bool:
    """Return whether the first row of ``box`` looks like a further row of ``table``."""
    if box.left < table.left or box.right > table.right or table.width < 2:
        return False
    row = sheet.rows[box.top][table.left : table.right]
    if box.top < table.bottom:  # in the same band as a joined piece
        return True
    body = [
        sheet.rows[index][table.left : table.right]
        for index in range(table.top, min(table.bottom, table.top + 60))
    ]
    if len(body) == 1:
        return box.width * 2 > table.width and all(
            isinstance(cell, str) and not is_figure(cell) for cell in body[0]
        )
    return _like(body[1:], row) and not _same(body[0], row)


def _same(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    return list(first) == list(second)


def _like(body: list[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Return whether a row has figures where the rows above have, and is at least half as full as
    the emptiest.
    """
    columns = list(zip(*body, strict=True))
    figures = [_mostly_figures(column) for column in columns]
    filled = [not is_blank(cell) for cell in row]
    least = min(len(above) - sum(map(is_blank, above)) for above in body)
    if sum(filled) * 2 < max(least, 2):
        return False
    if any(figures):
        matching = [
            is_figure(cell)
            for cell, is_numeric, is_filled in zip(row, figures, filled, strict=True)
            if is_numeric and is_filled
        ]
        # A row as full as the table, with any figure, is a body row and neither header nor note.
        full = sum(filled) * 2 >= len(row) and any(is_figure(cell) for cell in row)
        return full or (bool(matching) and sum(matching) * 2 > len(matching))
    return filled[0] and sum(filled) >= 2


def _mostly_figures(column: Sequence[Cell]) -> bool:
    filled = [cell for cell in column if not is_blank(cell)]
    return bool(filled) and sum(is_figure(cell) for cell in filled) * 5 > len(filled) * 4
