"""Tables of measures by dimensions: groups with subtotals, spanning heads, totals.

The dimensions of the rows are nested: each but the last makes heads of groups, and the last names
the rows. Without dimensions of the rows each measure is a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby, product

from report.arabic import number
from report.measures.model import Cell as MeasureCell
from report.measures.model import MeasureHead, Member, Note, Result
from report.messages import page_text
from report.tables.fitting import WIDEST_OF_NUMBERS
from report.tables.model import Cell, Group, HeadCell, Row, SpanningHead, TableModel

#: The most of the width that all columns of numbers take where there is room, in percent.
_NUMBERS_WIDTH = 84.0
#: The width of the only column of values beside measures.
_VALUE_WIDTH = 60.0

#: The cells of rows of a result, measure by measure under each column.
Cells = Sequence[Sequence[MeasureCell]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a result.

    :param row: its position.
    :param outer: the labels of the groups that it is in, from the outermost.
    :param names: the texts of the cells that name it.
    """

    row: int
    outer: tuple[str, ...]
    names: tuple[str, ...]
    kind: str = "value"


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """A column of pictures behind the figures: its head, and the cell of each row of the result."""

    head: HeadCell
    cells: tuple[Cell, ...]


def pivot_table(
    result: Result, depths: Sequence[int], locale: str, pictures: PictureColumn | None = None
) -> TableModel:
    """Return a result as a table.

    :param depths: how many expressions each dimension of the rows has, from the outermost.
    :param pictures: a last column of pictures; only with dimensions of rows.
    """
    cells = [_cells_of(result, row) for row in range(len(result.rows))]
    if not depths:
        return _measures_as_rows(result, cells[0] if cells else [], locale)
    stub = depths[-1]
    heads = _stub_heads(result.row_dimensions, stub)
    heads += _heads(result, cells)
    heads += [] if pictures is None else [pictures.head]
    printed = []
    for index, row in enumerate(cells):
        own = () if pictures is None else (pictures.cells[index],)
        printed.append([*(_cell(cell, locale) for cell in row), *own])
    lines = [_line(members, row, depths) for row, members in enumerate(result.rows)]
    body = [line for line in lines if line.kind != "total"]
    total = next((line for line in lines if line.kind == "total"), None)
    return TableModel(
        tuple(heads),
        tuple(_groups(body, printed)),
        None if total is None else _row(total, printed),
        heading=stub - 1,
        headings=stub,
    )


def note_texts(notes: Sequence[Note], locale: str) -> tuple[str, ...]:
    """Return the sentences under a result, their figures those of the locale."""
    return tuple(page_text(note.key, **_printed(note, locale)) for note in notes)


def _printed(note: Note, locale: str) -> dict[str, object]:
    return {
        key: number(value, locale) if isinstance(value, int) else value
        for key, value in note.values.items()
    }


def common_unit(result: Result, *, by_rows: bool) -> str:
    """Return what is said once of all numbers of a table: the unit of its only measure, where no
    head of a column or row names it."""
    is_alone = by_rows and len(result.measures) == 1 and result.columns != ((),)
    return result.measures[0].unit if is_alone else ""


def _cells_of(result: Result, row: int) -> list[MeasureCell]:
    """Return the cells of a row, measure by measure under each column."""
    return [
        result.cell(row, column, measure)
        for column, measure in product(range(len(result.columns)), range(len(result.measures)))
    ]


# Heads --------------------------------------------------------------------------------------


def _stub_heads(labels: Sequence[str], stub: int) -> list[HeadCell]:
    """Return the heads of the columns that name the rows; the first also says the groups."""
    outer, own = labels[: len(labels) - stub], labels[len(labels) - stub :]
    first = reduce(_and, [*outer, own[0]])
    return [HeadCell(first), *map(HeadCell, own[1:])]


def _and(first: str, second: str) -> str:
    return page_text("table.and", first=first, second=second)


def _heads(result: Result, cells: Cells) -> list[HeadCell]:
    """Return the heads of the columns of figures: measures under the members of the columns."""
    spans = _spans(result.columns)
    count = len(result.measures)
    width = min(WIDEST_OF_NUMBERS, _NUMBERS_WIDTH / max(count * len(spans), 1))
    heads = []
    for column, over in enumerate(spans):
        for index, measure in enumerate(result.measures):
            numeric = _is_numeric([row[column * count + index] for row in cells])
            label, unit = measure.label, measure.unit
            if over and count == 1:
                label, unit, over = over[-1].label, "", over[:-1]
            heads.append(HeadCell(label, numeric, width if numeric else None, None, over, unit))
    return heads


def _spans(columns: Sequence[Sequence[Member]]) -> list[tuple[SpanningHead, ...]]:
    """Return the heads over each column of a result, the topmost first; a total has one."""
    spans: list[tuple[SpanningHead, ...]] = []
    starts: list[int] = []
    for index, members in enumerate(columns):
        previous = columns[index - 1] if index else ()
        starts = [
            starts[level] if index and members[: level + 1] == previous[: level + 1] else index
            for level in range(len(members))
        ]
        pairs = zip(members, starts, strict=True)
        spans.append(
            tuple(SpanningHead(member.label, start) for member, start in pairs if member.label)
        )
    return spans


def _is_numeric(cells: Sequence[MeasureCell]) -> bool:
    return all(cell.is_number or cell.value is None for cell in cells)


# Rows ---------------------------------------------------------------------------------------


def _line(members: Sequence[Member], row: int, depths: Sequence[int]) -> _Line:
    """Return a row of a result with the labels of its groups and its own."""
    kinds = {member.kind for member in members}
    if "total" in kinds:
        return _Line(row, (), _named(members[0].label, depths), "total")
    start = 0
    outer: list[str] = []
    for depth in depths[:-1]:
        own = members[start : start + depth]
        if own[0].kind == "subtotal":
            break
        if own[0].kind == "others" and not any(member.label for member in members[start + depth :]):
            return _Line(row, tuple(outer), _named(own[0].label, depths))
        outer.append("، ".join(member.label for member in own if member.label))
        start += depth
    if "subtotal" in kinds:
        label = page_text("table.subtotal", group=outer[-1])
        return _Line(row, tuple(outer), _named(label, depths), "subtotal")
    return _Line(row, tuple(outer), tuple(member.label for member in members[start:]))


def _named(label: str, depths: Sequence[int]) -> tuple[str, ...]:
    return (label, *[""] * (depths[-1] - 1))


def _groups(lines: Sequence[_Line], printed: Sequence[Sequence[Cell]]) -> Iterator[Group]:
    """Yield the groups of rows; a subtotal of a group of groups is in a group without a head."""
    above: tuple[str, ...] = ()
    for outer, group in groupby(lines, key=lambda line: line.outer):
        rows = _without_repeats([_row(line, printed) for line in group])
        shared = _common(above, outer)
        new = outer[shared:]
        above = outer
        if not new:
            yield Group(None, rows, level=len(outer))
        else:
            yield Group(new[-1], rows, new[:-1], len(outer) - 1)


def _without_repeats(rows: list[Row]) -> tuple[Row, ...]:
    """Return the rows of a group without the subtotal of a single row whose figures it repeats."""
    if len(rows) == 2 and rows[1].subtotal and not rows[0].subtotal:
        figures = [[cell.text for cell in row.cells if cell.provenance] for row in rows]
        if figures[0] == figures[1]:
            rows.pop()
    return tuple(rows)


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many labels two groups share from the outermost on."""
    count = 0
    for own, compared in zip(first, second, strict=False):
        if own != compared:
            break
        count += 1
    return count


def _row(line: _Line, printed: Sequence[Sequence[Cell]]) -> Row:
    names = [Cell(name) for name in line.names]
    level = max(len(line.outer) - 1, 0)
    return Row((*names, *printed[line.row]), subtotal=line.kind == "subtotal", level=level)


def _cell(cell: MeasureCell, locale: str) -> Cell:
    has_sign = cell.style.change == "arrow" and cell.is_number
    return Cell(
        cell.text(locale, with_unit=False),
        missing=cell.value is None,
        spoken=cell.spoken(locale) if has_sign else "",
        provenance=cell.provenance,
    )


def _measures_as_rows(result: Result, cells: Sequence[MeasureCell], locale: str) -> TableModel:
    """Return the table of a result without dimensions of rows: a row for each measure."""
    spans = _spans(result.columns)
    count = len(result.measures)
    width = min(WIDEST_OF_NUMBERS, _NUMBERS_WIDTH / max(len(spans), 1))
    heads = [HeadCell(page_text("table.measure"))]
    for column, over in enumerate(spans):
        numeric = _is_numeric(cells[column * count : (column + 1) * count])
        label = over[-1].label if over else page_text("table.value")
        own = (width if numeric else None) if over else _VALUE_WIDTH
        heads.append(HeadCell(label, numeric, own, None, over[:-1]))
    rows = tuple(
        Row((Cell(_with_unit(measure)), *[_cell(cell, locale) for cell in cells[index::count]]))
        for index, measure in enumerate(result.measures)
    )
    return TableModel(tuple(heads), (Group(None, rows),))


def _with_unit(measure: MeasureHead) -> str:
    return f"{measure.label} ({measure.unit})" if measure.unit else measure.label
