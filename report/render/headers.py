"""The header cells of each table cell: the ``Headers`` attribute of ISO 32000-1, 14.8.5.7."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain

from report.render.engine.pdf import Array, Dictionary, Pdf, String, resolve


def write_headers(pdf: Pdf, table: Dictionary, levels: Mapping[int, int]) -> None:
    """Give each header cell of ``table``, a structure element, an id, and each cell the ids of its
    header cells.

    As in HTML (4.9.12.2), these are the headers of its row, of its row group and of its columns.
    The header of a row group does not apply to the next group, unless this is inside of it.

    :param levels: by the numbers of elements, in how many groups the header of a group or of a
        row is; it is in none if not said.
    """
    columns: dict[int, list[String]] = defaultdict(list)
    group: list[String] = []
    for section in _kids(pdf, table, "/THead", "/TBody", "/TFoot", "/TR"):
        rows = [section] if section["S"] == "/TR" else _kids(pdf, section, "/TR")
        for index, cells in enumerate(_placed(pdf, rows)):
            if section["S"] == "/THead":
                _head_row(cells, columns)
            else:
                if index == 0:
                    del group[_level(cells, levels) :]
                _body_row(cells, group, columns, levels)


def _head_row(cells: list[tuple[int, Dictionary]], columns: dict[int, list[String]]) -> None:
    for column, cell in cells:
        _write(cell, _columns(columns, column, cell))
    for column, cell in cells:
        if cell["S"] == "/TH":
            for index in range(column, column + cell["A"].get("ColSpan", 1)):
                columns[index].append(_name(cell))


def _level(cells: list[tuple[int, Dictionary]], levels: Mapping[int, int]) -> int:
    """Return in how many groups a row is that begins a section."""
    return max((levels.get(cell.number, 0) for _, cell in cells if cell["S"] == "/TH"), default=0)


def _body_row(
    cells: list[tuple[int, Dictionary]],
    group: list[String],
    columns: dict[int, list[String]],
    levels: Mapping[int, int],
) -> None:
    heads = [cell for _, cell in cells if cell["S"] == "/TH"]
    own = [_name(cell) for cell in heads if cell["A"].get("Scope") == "/Row"]
    outer = list(group)
    for cell in heads:
        if cell["A"].get("Scope") != "/Row":
            outer = group[: levels.get(cell.number, 0)]
            group[:] = [*outer, _name(cell)]
    for column, cell in cells:
        if cell["S"] == "/TD":
            _write(cell, [*own, *group, *_columns(columns, column, cell)])
        elif cell["A"].get("Scope") == "/Row":
            _write(cell, [*group, *_columns(columns, column, cell)])
        else:
            _write(cell, outer)


def _columns(columns: dict[int, list[String]], column: int, cell: Dictionary) -> list[String]:
    spanned = range(column, column + cell["A"].get("ColSpan", 1))
    return list(chain.from_iterable(columns[index] for index in spanned))


def _name(cell: Dictionary) -> String:
    name = cell["ID"] = String(f"head-{cell.number}")
    return name


def _write(cell: Dictionary, names: list[String]) -> None:
    cell["A"].pop("Headers", None)
    if names:
        cell["A"]["Headers"] = Array(dict.fromkeys(names))


def _placed(pdf: Pdf, rows: list[Dictionary]) -> list[list[tuple[int, Dictionary]]]:
    """Return the cells of each row with their first columns, counted from 0."""
    placed = []
    below: dict[int, int] = {}  # the number of further rows that a cell above spans, by column
    for row in rows:
        cells: list[tuple[int, Dictionary]] = []
        taken = {column for column, left in below.items() if left > 0}
        below = {column: left - 1 for column, left in below.items() if left > 1}
        column = 0
        for cell in _kids(pdf, row, "/TH", "/TD"):
            while column in taken:
                column += 1
            cells.append((column, cell))
            for index in range(column, column + cell["A"].get("ColSpan", 1)):
                if cell["A"].get("RowSpan", 1) > 1:
                    below[index] = cell["A"]["RowSpan"] - 1
            column += cell["A"].get("ColSpan", 1)
        placed.append(cells)
    return placed


def _kids(pdf: Pdf, element: Dictionary, *kinds: str) -> list[Dictionary]:
    kids = (resolve(pdf, kid) for kid in element["K"] if not isinstance(kid, int))
    return [kid for kid in kids if kid.get("S") in kinds]
