"""From the cells of a sheet to its table: selection, columns, and excluded cells around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from report.errors import Finding, Location, Severity, TableError, first_few
from report.intake.grid import ExcludedRow, Grid, Recognised
from report.intake.recognise.cells import (
    Box,
    Cell,
    Sheet,
    address,
    column_of,
    is_blank,
    is_total,
    letters_of,
)
from report.intake.recognise.layout import Layout, layout_of
from report.intake.recognise.regions import filled_cells, find_boxes
from report.intake.sources.columns import FoundTable, choose_columns
from report.intake.sources.merging import merged_cells
from report.intake.sources.unseen import unseen
from report.workbooks.cells import ErrorCell, FormulaCell, PercentCell, percent_text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    from report.brief.tables import Table
    from report.intake.sources.files import Source

#: The number of largest rectangles that are searched for the declared columns.
_MOST_LOOKED_AT = 40


def find_table(sheet: Sheet, spec: Table, where: Location) -> FoundTable | None:
    """Return the table that the brief asks for, or the likeliest one; ``None`` for a blank sheet.

    :raises TableError: ``empty-range``, ``header-beyond``.
    """
    mask = filled_cells(sheet)
    boxes = [_asked(sheet, mask, spec.range, where)] if spec.range else find_boxes(sheet, mask)
    beside = _around(sheet, mask, boxes[0]) if spec.range else boxes
    header = _header_rows(sheet, spec)
    if header is not None:
        boxes = [_reaching(box, header) for box in boxes if box.top - 2 <= header[-1] < box.bottom]
        if not boxes:
            raise TableError.of("header-beyond", where, row=header[-1] + sheet.top)
    if not boxes:
        return None
    declared = frozenset(spec.columns)
    largest = sorted(boxes, key=lambda box: box.filled, reverse=True)[:_MOST_LOOKED_AT]
    candidates = []
    for box in largest:
        layout = layout_of(sheet, box, declared, header)
        matched = len(declared.intersection(layout.names))
        rest = tuple(neighbour for neighbour in beside if neighbour != box)
        candidates.append(FoundTable(sheet, mask, layout, matched, rest))
    return max(candidates, key=lambda item: item.rank)


def grid_of(
    source: Source, table: FoundTable, recognised: Sequence[Recognised], spec: Table
) -> Grid:
    """Return the selected table as columns; all other cells of the sheet are excluded rows.

    :raises TableError: ``header-is-data``, ``twice-column``, ``bad-text``, ``error-cell``,
        ``formula-without-value``.
    """
    import numpy as np

    sheet = table.sheet
    where = replace(source.where, sheet=sheet.name or source.where.sheet)
    _need_header(table, where)
    ragged = _ragged(table)
    layout = table.layout
    body = _body(layout, ragged)
    chosen = choose_columns(table, body, spec.columns, where)
    keep, names = chosen.places, chosen.names
    positions = body[np.any(table.mask[body][:, keep], axis=1)]
    merged = merged_cells(sheet, layout, chosen, spec.columns, where)
    columns = [
        _column_of(sheet, place, positions, merged.values, where, name)
        for place, name in zip(keep, names, strict=True)
    ]
    box = Box(layout.box.top, keep[0], layout.box.bottom, keep[-1] + 1)
    excluded_rows = sorted(_excluded(table, box, ragged, chosen.beside), key=lambda item: item.row)
    return Grid(
        path=source.path,
        sha256=source.sha256,
        sheet=where.sheet,
        header=tuple(names),
        columns=tuple(columns),
        rows=positions + sheet.top,
        letters=tuple(letters_of(place + sheet.left) for place in keep),
        recognised=(*recognised, *_detected(table, box, spec, merged.filled, bool(excluded_rows))),
        excluded_rows=tuple(excluded_rows),
        labels=chosen.labels,
        notes=(
            *chosen.notes,
            *merged.notes,
            *(_other_tables(table, box, where) if spec.range is None else ()),
            *unseen(sheet, positions, keep, names, where),
        ),
    )


def _body(layout: Layout, ragged: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return the positions of the rows of the body that are not ragged."""
    import numpy as np

    body = np.arange(layout.body.start, layout.body.stop, dtype=np.int64)
    return body[~np.isin(body, np.array(ragged, dtype=np.int64))]


def _column_of(
    sheet: Sheet,
    place: int,
    positions: npt.NDArray[np.int64],
    merged: Mapping[tuple[int, int], Cell],
    where: Location,
    name: str,
) -> pd.Series:
    if sheet.series is not None:
        return sheet.series(place, positions)
    rows = positions.tolist()
    cells = [sheet.rows[row][place] for row in rows]
    if merged:
        cells = [merged.get((row, place), cell) for row, cell in zip(rows, cells, strict=True)]
    return series_of(cells, where, name, [row + sheet.top for row in rows])


def _asked(sheet: Sheet, mask: npt.NDArray[np.bool_], area: str, where: Location) -> Box:
    """Return the rectangle ``B8:F20`` of the brief, clipped to the sheet."""
    corners = [re.fullmatch(r"([A-Z]+)([0-9]+)", corner) for corner in area.split(":")]
    places = [
        (int(match[2]) - sheet.top, column_of(match[1]) - sheet.left) for match in corners if match
    ]
    (top, bottom), (left, right) = (sorted(ends) for ends in zip(*places, strict=True))
    top, left = max(top, 0), max(left, 0)
    cells = mask[top : max(bottom + 1, 0), left : max(right + 1, 0)]
    if not cells.any():
        raise TableError.of("empty-range", where, range=area)
    return Box(top, left, top + cells.shape[0], left + cells.shape[1], int(cells.sum()))


def _around(sheet: Sheet, mask: npt.NDArray[np.bool_], box: Box) -> list[Box]:
    """Return the tables of a sheet beside the requested one."""
    rest = mask.copy()
    rest[box.top : box.bottom, box.left : box.right] = False
    return find_boxes(sheet, rest)


def _header_rows(sheet: Sheet, spec: Table) -> tuple[int, ...] | None:
    """Return the positions of the header rows that the brief sets."""
    if spec.header is None:
        return None
    rows = (spec.header,) if isinstance(spec.header, int) else spec.header
    return tuple(sorted(row - sheet.top for row in rows)) or None


def _reaching(box: Box, header: tuple[int, ...]) -> Box:
    return Box(min(box.top, max(header[0], 0)), box.left, box.bottom, box.right, box.filled)


def _need_header(table: FoundTable, where: Location) -> None:
    layout, sheet = table.layout, table.sheet
    if layout.header and layout.header[0] >= 0 and any(layout.names):
        _need_names(table, where)
        return
    row = layout.box.top if not layout.header else max(layout.header[0], 0)
    cells = [
        str(cell)
        for cell in sheet.rows[row][layout.box.left : layout.box.right]
        if not is_blank(cell)
    ]
    place = replace(where, row=row + sheet.top)
    raise TableError.of("header-is-data", place, given=tuple(cells[:4]))


def _need_names(table: FoundTable, where: Location) -> None:
    """Refuse column names that are formula errors or formulas without a value."""
    sheet, box = table.sheet, table.layout.box
    findings = []
    for row in table.layout.header:
        for place in range(box.left, box.right):
            cell = sheet.rows[row][place]
            if isinstance(cell, ErrorCell | FormulaCell):
                rule = "error-cell" if isinstance(cell, ErrorCell) else "formula-without-value"
                spot = replace(
                    where, row=row + sheet.top, cell=address(row + sheet.top, place + sheet.left)
                )
                findings.append(Finding(rule, spot, {"given": str(cell)[:60]}))
    if findings:
        raise TableError(*findings)


def _ragged(table: FoundTable) -> list[int]:
    """Return the positions of the rows of a text file whose cell count differs from the header."""
    import numpy as np

    lengths, layout = table.sheet.lengths, table.layout
    if lengths is None:
        return []
    width = lengths[layout.header[-1]]
    least = (
        max((place for place, name in enumerate(layout.names, layout.box.left) if name), default=0)
        + 1
    )
    body = np.arange(layout.body.start, layout.body.stop)
    uneven = body[(lengths[body] != width) & (lengths[body] != 0)].tolist()

    def is_ragged(row: int) -> bool:
        beyond = table.sheet.rows[row][width:]
        return bool(lengths[row] < least) or not all(map(is_blank, beyond))

    return [row for row in uneven if is_ragged(row)]


def _excluded(
    table: FoundTable, box: Box, ragged: Sequence[int], beside: Sequence[int]
) -> Iterator[ExcludedRow]:
    """Yield the excluded rows: ragged rows as a whole, the remaining cells of the sheet by row."""
    import numpy as np

    sheet, layout = table.sheet, table.layout
    rest = table.mask.copy()
    rest[layout.header[0] : layout.box.bottom, layout.box.left : layout.box.right] = False
    rest[np.ix_(list(layout.body), list(beside))] = table.mask[
        np.ix_(list(layout.body), list(beside))
    ]
    for row in ragged:
        rest[row] = False
        length = int(sheet.lengths[row]) if sheet.lengths is not None else sheet.width
        yield ExcludedRow(
            row + sheet.top, tuple(_shown(cell) for cell in sheet.rows[row][:length]), "ragged"
        )
    why = dict(layout.below)
    cells_by_row: dict[tuple[int, str], list[str]] = defaultdict(list)
    tables = _tables(table)
    for row, place in np.argwhere(rest).tolist():
        reason = why.get(row) if box.left <= place < layout.box.right else None
        cells_by_row[row, reason or _reason(table, tables, row, place)].append(
            _shown(sheet.rows[row][place])
        )
    for (row, reason), cells in cells_by_row.items():
        yield ExcludedRow(row + sheet.top, tuple(cells), reason)


def _other_tables(table: FoundTable, box: Box, where: Location) -> Iterator[Finding]:
    """Yield ``other-tables`` for each further table on the sheet that is not read."""
    sheet = table.sheet
    read = _area(sheet, box)
    for neighbour in _tables(table):
        place = replace(where, cell=address(neighbour.top + sheet.top, neighbour.left + sheet.left))
        yield Finding(
            "other-tables",
            place,
            {"range": _area(sheet, neighbour), "read": read},
            Severity.WARNING,
        )


def _tables(table: FoundTable) -> list[Box]:
    """Return the further rectangles of the sheet that are tables and not remarks."""
    return [
        neighbour
        for neighbour in table.other_boxes
        if neighbour.width > 1 and neighbour.bottom - neighbour.top > 1
    ]


def _area(sheet: Sheet, box: Box) -> str:
    """Return a rectangle as a range: ``B8:F20``."""
    first = address(box.top + sheet.top, box.left + sheet.left)
    return f"{first}:{address(box.bottom + sheet.top - 1, box.right + sheet.left - 1)}"


def _reason(table: FoundTable, tables: Sequence[Box], row: int, place: int) -> str:
    if any(box.top <= row < box.bottom and box.left <= place < box.right for box in tables):
        return "table"
    if row < table.layout.header[0]:
        return "title"
    if row >= table.layout.box.bottom and is_total(table.sheet.rows[row]):
        return "total"
    return "note"


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return percent_text(cell) if isinstance(cell, PercentCell) else str(cell)


def _detected(
    table: FoundTable, box: Box, spec: Table, merged: Sequence[tuple[int, int]], excluded_rows: bool
) -> Iterator[Recognised]:
    """Yield the detected properties of the table that the brief does not set."""
    sheet = table.sheet
    if spec.range is None and (sheet.lengths is None or excluded_rows):
        yield Recognised("range", _area(sheet, box))
    if spec.header is None:
        yield Recognised("header", ", ".join(str(row + sheet.top) for row in table.layout.header))
    if merged:
        cells = [address(row + sheet.top, place + sheet.left) for row, place in sorted(merged)]
        yield Recognised("merged", ", ".join(first_few(cells, 20)))


def series_of(
    cells: Sequence[Cell], where: Location, name: str, rows: Sequence[int] | None = None
) -> pd.Series:
    """Return cells as a series: pyarrow text when all cells are text or blank, otherwise objects.

    :raises TableError: ``bad-text`` when a cell has half of a character (a lone surrogate of
        UTF-16).
    """
    import numpy as np
    import pandas as pd

    blank_free = [None if cell == "" else cell for cell in cells]
    for index, cell in enumerate(blank_free):
        if isinstance(cell, str) and not cell.isascii() and _halved(cell):
            row = rows[index] if rows is not None else index + 2
            raise TableError.of("bad-text", replace(where, row=row, column=name))
    if all(cell is None or type(cell) is str for cell in blank_free):
        return pd.Series(pd.array(blank_free, dtype=pd.StringDtype("pyarrow")))
    values = np.empty(len(blank_free), dtype=object)
    values[:] = blank_free
    return pd.Series(values, dtype=object)


def series_of_arrow(column: pa.ChunkedArray) -> pd.Series:
    """Return Arrow text as a series, without a copy."""
    import pandas as pd

    dtype: Any = pd.StringDtype("pyarrow")
    return pd.Series(dtype.__from_arrow__(column))


def _halved(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
