"""Split a table on its sheet into titles, a header of one or two rows, body, totals and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from report.intake.recognise.cells import (
    Box,
    Cell,
    Sheet,
    is_blank,
    is_figure,
    is_note,
    is_total,
    is_year,
    name_of,
)

#: The number of first rows that are searched for the header.
_HEAD = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """A table on a sheet: its rectangle from the header to the last body row, by positions from 0.

    ``header`` holds the positions of the header rows; it is empty when no row looks like a header.
    ``names`` has a name for each column, empty for nameless ones.
    """

    box: Box
    header: tuple[int, ...]
    names: tuple[str, ...]
    below: tuple[tuple[int, str], ...] = ()

    @property
    def body(self) -> range:
        """The positions of the body rows."""
        first = self.header[-1] + 1 if self.header else self.box.top
        return range(first, self.box.bottom)


def layout_of(
    sheet: Sheet,
    box: Box,
    declared: frozenset[str] = frozenset(),
    header: tuple[int, ...] | None = None,
) -> Layout:
    """Return the layout of the table in ``box``.

    ``declared`` holds the column names of the brief: the rows with most of them are the header.
    ``header`` holds the positions of the header rows if the brief sets them.
    """
    box = _clipped(sheet, box)
    rows = header if header is not None else _find_header(sheet, box, declared)
    names = _names(sheet, box, rows)
    first = rows[-1] + 1 if rows else box.top
    bottom, below = tail(
        lambda offset: sheet.rows[first + offset][box.left : box.right], box.bottom - first
    )
    box = Box(rows[0] if rows else box.top, box.left, first + bottom, box.right, box.filled)
    return Layout(box, rows, names, tuple((first + offset, why) for offset, why in below))


def _clipped(sheet: Sheet, box: Box) -> Box:
    """Return the rectangle with the original width of most rows, or of the first one if that is
    larger.
    """
    import numpy as np

    if sheet.lengths is None:
        return box
    lengths = sheet.lengths[box.top : box.bottom]
    most = int(np.bincount(lengths[lengths > 0]).argmax()) if lengths.any() else box.right
    right = max(most, int(lengths[0]), box.left + 1)
    return Box(box.top, box.left, box.bottom, min(box.right, right), box.filled)


def tail(row_at: Callable[[int], Sequence[Cell]], count: int) -> tuple[int, list[tuple[int, str]]]:
    """Return how many of ``count`` rows are body, and the position and kind of the rows below it.

    Totals count as body rows, where their sums can be checked (:mod:`report.intake.totals`), except
    below a remark.
    """
    end = position = count
    below: list[tuple[int, str]] = []
    totals: list[int] = []
    while position > 1:
        row = row_at(position - 1)
        if all(is_blank(cell) for cell in row):
            position -= 1
        elif is_total(row):
            position -= 1
            totals.append(position)
        elif is_note(row, apart=all(is_blank(cell) for cell in row_at(position - 2))):
            position -= 1
            below += [*((total, "total") for total in totals), (position, "note")]
            end, totals = position, []
        else:
            break
    end = totals[0] + 1 if totals else min(position, end)
    return end, below[::-1]


def _find_header(sheet: Sheet, box: Box, declared: frozenset[str]) -> tuple[int, ...]:
    """Return the header rows: those with most declared columns, if at least half match; else the
    likeliest.

    The likeliest rows win ties, so that declaring the columns of a detected header changes nothing.
    """
    last = min(box.bottom, box.top + _HEAD)
    likeliest = _likeliest_header(sheet, box, last)
    if not declared:
        return likeliest

    def matched(rows: tuple[int, ...]) -> int:
        return len(declared.intersection(_names(sheet, box, rows)))

    best = max([likeliest, *_candidates(box.top, last)], key=matched)
    count = matched(best)
    return best if count and count * 2 >= len(declared) else likeliest


def _likeliest_header(sheet: Sheet, box: Box, last: int) -> tuple[int, ...]:
    for index in range(box.top, last):
        row = sheet.rows[index][box.left : box.right]
        if index + 1 < last and _is_group(sheet, box, index):
            return (index, index + 1)
        if _is_title(sheet, box, index, last):
            continue
        return (index,) if _is_header(row) else ()
    return ()


def _candidates(top: int, last: int) -> list[tuple[int, ...]]:
    """Return each row alone, then each with the next."""
    return [(row,) for row in range(top, last)] + [(row, row + 1) for row in range(top, last - 1)]


def _is_title(sheet: Sheet, box: Box, index: int, last: int) -> bool:
    """Return whether a row is above the header: one filled cell, or fewer than the next row."""
    filled = sum(not is_blank(cell) for cell in sheet.rows[index][box.left : box.right])
    if index + 1 >= last or box.width < 2:
        return False
    following = sheet.rows[index + 1][box.left : box.right]
    more = sum(not is_blank(cell) for cell in following)
    if filled == 0:
        return True
    if sheet.lengths is not None and sheet.lengths[index] == 1 < sheet.lengths[index + 1]:
        return True
    if filled == 1 and box.width == 2:
        return (
            more == 2
            and _is_header(following)
            and index + 2 < last
            and _has_figure(sheet, box, index + 2)
        )
    return (filled == 1 and box.width > 2) or (filled * 2 < box.width and more > filled)


def _has_figure(sheet: Sheet, box: Box, index: int) -> bool:
    return any(is_figure(cell) for cell in sheet.rows[index][box.left : box.right])


def _is_header(row: Sequence[Cell]) -> bool:
    """Return whether most cells of a row are names; years may be names beside them."""
    filled = [cell for cell in row if not is_blank(cell)]
    names = [isinstance(cell, str) and not is_figure(cell) for cell in filled]
    if not any(names):
        return False
    return all(named or is_year(cell) for named, cell in zip(names, filled, strict=True)) or sum(
        names
    ) * 5 > 4 * len(names)


def _is_group(sheet: Sheet, box: Box, index: int) -> bool:
    """Return whether a row names groups of columns and the next row the columns of each.

    In a workbook, two or more cells are merged across (or one, beside a cell merged down). In a
    text, which has no merged cells, blank cells follow a group name, column names are below all of
    them, and blanks are below the remaining names.
    """
    upper, lower = (sheet.rows[row][box.left : box.right] for row in (index, index + 1))
    if any(
        is_figure(cell) and not is_year(cell) for cell in (*upper, *lower) if not is_blank(cell)
    ):
        return False
    if sheet.lengths is not None and sheet.lengths[index] != sheet.lengths[index + 1]:
        return False
    filled = [not is_blank(cell) for cell in upper]
    if sum(filled) < 2 or all(is_blank(cell) for cell in lower):
        return False
    if any(
        is_blank(above) and is_blank(under) for above, under in zip(upper, lower, strict=True)
    ) and not _merged(sheet, box, index):
        return False
    if _merged(sheet, box, index):
        return True
    groups = _spans(filled)
    wide = [span for span in groups if span[1] - span[0] > 1]
    single = [span[0] for span in groups if span[1] - span[0] == 1]
    named = all(not any(map(is_blank, lower[start:end])) for start, end in wide)
    repeated = len({name_of(cell) for cell in lower if not is_blank(cell)}) < sum(
        not is_blank(c) for c in lower
    )
    return (
        bool(wide)
        and named
        and (repeated or (bool(single) and all(is_blank(lower[place]) for place in single)))
    )


def _merged(sheet: Sheet, box: Box, index: int) -> bool:
    """Return whether a cell of a row is merged across columns, without covering the whole table."""
    row = index + sheet.top
    left, right = box.left + sheet.left, box.right + sheet.left - 1
    across = [
        area
        for area in sheet.merges
        if area[0] == row == area[2] and left <= area[1] < area[3] <= right
    ]
    return any(area[3] - area[1] + 1 < box.width for area in across)


def _spans(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """Return, for each filled cell, its start and the end of the blank cells after it."""
    starts = [start for start, is_filled in enumerate(filled) if is_filled]
    return list(zip(starts, [*starts[1:], len(filled)], strict=True))


def _names(sheet: Sheet, box: Box, rows: tuple[int, ...]) -> tuple[str, ...]:
    """Return the column names; of two header rows, the group name precedes the column name."""
    if not rows:
        return ("",) * box.width
    last = [name_of(cell) for cell in sheet.rows[rows[-1]][box.left : box.right]]
    if len(rows) == 1:
        return tuple(last)
    upper = [name_of(cell) for cell in sheet.rows[rows[0]][box.left : box.right]]
    groups = _spread(sheet, box, rows[0], upper, last)
    return tuple(f"{group} {name}".strip() for group, name in zip(groups, last, strict=True))


def _spread(sheet: Sheet, box: Box, index: int, upper: list[str], lower: list[str]) -> list[str]:
    """Return the group names repeated over their columns: merged cells, or blank cells after the
    name.
    """
    row, first = index + sheet.top, box.left + sheet.left
    spread = list(upper)
    across = [area for area in sheet.merges if area[0] <= row <= area[2] and area[3] > area[1]]
    for area in across:
        for column in range(max(area[1], first), min(area[3], first + len(upper) - 1) + 1):
            start = area[1] - first
            if start >= 0:
                spread[column - first] = upper[start]
    if across:
        return spread
    for place in range(1, len(spread)):
        if not spread[place] and lower[place]:
            spread[place] = spread[place - 1]
    return spread
