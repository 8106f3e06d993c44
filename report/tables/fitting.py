"""A table fitted to the page: its columns' widths, and what is done where they are too many.

A table that is too wide for a page is turned to landscape; if that does not do, it is set smaller,
down to 8 points; if that does not do either, its columns are set as several tables, each with the
columns that name the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

from report.design import PageGeometry, TextBlock
from report.messages import page_text
from report.tables.model import (
    Cell,
    Group,
    HeadCell,
    Item,
    LongTable,
    Row,
    SpanningHead,
    SumRow,
    TableModel,
)
from report.tables.row_heights import PADDING, is_high, is_tall, row_height
from report.tables.widths import (
    Need,
    breaks_code,
    estimated,
    need_of,
    shared,
    under_spans,
    with_label,
    with_room,
)

if TYPE_CHECKING:
    from report.tables.sums import Sums

#: The sizes of type that a table can have, in points, and the size of a register's.
SIZES = (9.5, 9.0, 8.5, 8.0)
DENSE = 9.0
#: The most of the width that a column of numbers takes where there is room, in percent.
WIDEST_OF_NUMBERS = 14.0
#: A table of so few rows is kept on one page.
_FEW = 10


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a table is set: the size of its type, its pages and their text block, and the columns of
    each part."""

    size: float
    landscape: bool
    parts: tuple[tuple[int, ...], ...]
    block: TextBlock


def fitted(
    table: TableModel,
    *,
    pages: PageGeometry,
    dense: bool,
    landscape: bool = False,
    stays: bool = False,
) -> tuple[TableModel, ...]:
    """Return a table fitted to the page: one, or several that share its columns.

    :param pages: the pages of the document.
    :param dense: whether it is set small, as registers are.
    :param landscape: whether it is on landscape pages in any case.
    :param stays: whether it is one table on portrait pages however wide it is, as one among others
        is.
    """
    rows = list(chain.from_iterable(group.rows for group in table.groups))
    rows += [] if table.total is None else [table.total]
    texts = [_column_texts(rows, index) for index in range(len(table.columns))]
    grand_total = page_text("table.grand-total")
    if table.carried is not None:
        for position in table.carried.positions:
            texts[position].append(table.carried.longest(position))
    needs = [
        with_room(need_of(head, column_texts), head.room / SIZES[-1])
        for head, column_texts in zip(table.columns, texts, strict=True)
    ]
    if table.total is not None and table.total.cells[table.heading].text == grand_total:
        needs[table.heading] = with_label(needs[table.heading], grand_total)
    needs = under_spans(table.columns, needs, PADDING / SIZES[-1])
    fit = _fit(
        needs,
        table.heading,
        pages,
        dense=dense,
        landscape=landscape,
        spans=_spans(table.columns),
    )
    if stays and fit.landscape:
        fit = _Fit(SIZES[-1], False, (tuple(range(len(needs))),), pages.portrait)
    tables = []
    for number, indexes in enumerate(fit.parts, 1):
        columns, room = _columns(table.columns, needs, indexes, fit)
        fitted_table = TableModel(
            columns,
            tuple(_group(group, indexes, room, fit) for group in table.groups),
            None if table.total is None else _row(table.total, indexes, room, fit),
            table.heading, table.long, fit.size, fit.landscape,
            (number, len(fit.parts)) if len(fit.parts) > 1 else None, headings=table.headings,
            carried=_sums_of_part(table.carried, indexes),
        )  # fmt: skip
        tables.append(replace(fitted_table, short=_is_short(fitted_table, room, fit)))
    return tuple(tables)


def fitted_long(
    table: LongTable,
    sample: Sequence[Sequence[str | None]],
    longest: Sequence[str],
    *,
    pages: PageGeometry,
    landscape: bool,
) -> tuple[LongTable, ...]:
    """Return a long table fitted to the page: one, or several that share its columns.

    :param sample: the texts of some of its rows, spread over all.
    :param longest: the longest number of each column, empty where it holds texts.
    """
    needs = []
    for index, head in enumerate(table.columns):
        needs.append(
            need_of(
                head, [longest[index]] if head.numeric else (row[index] or "" for row in sample)
            )
        )
    if table.sums is not None and table.sums.printed_kinds:
        needs[table.heading] = with_label(needs[table.heading], table.sums.longest_label)
    fit = _fit(needs, table.heading, pages, dense=True, landscape=landscape)
    if len(fit.parts) == 1:
        columns, _ = _columns(table.columns, needs, fit.parts[0], fit)
        return (
            replace(
                table, columns=columns, size=fit.size, landscape=fit.landscape, block=fit.block
            ),
        )
    return tuple(
        replace(
            table,
            columns=_columns(table.columns, needs, indexes, fit)[0],
            items=partial(_items_of, table.items, indexes),
            size=fit.size,
            landscape=fit.landscape,
            block=fit.block,
            part=(number, len(fit.parts)),
            sums=None if table.sums is None else table.sums.only(indexes),
        )
        for number, indexes in enumerate(fit.parts, 1)
    )


def long_row(texts: Sequence[str | None], table: LongTable) -> Row:
    """Return a row of a long table."""
    cells = tuple(
        _cell(Cell.of(text), ((head.width or 0.0) / 100 * table.block.width - PADDING) / table.size)
        for text, head in zip(texts, table.columns, strict=True)
    )
    return Row(cells, tall=is_tall(texts, table))


def _fit(
    needs: Sequence[Need],
    heading: int,
    pages: PageGeometry,
    *,
    dense: bool,
    landscape: bool,
    spans: Sequence[tuple[int, ...]] = (),
) -> _Fit:
    """Return how a table is set; ``spans`` are the columns that a head spans, which are kept in one
    part where there is room."""
    sizes = [size for size in SIZES if size <= (DENSE if dense else SIZES[0])]
    every = tuple(range(len(needs)))
    steps = [] if landscape else [(sizes[0], False)]
    steps += [(size, True) for size in sizes]
    for size, turned in steps:
        block = pages.block(landscape=turned)
        if _needed(needs, every, size) <= block.width:
            return _Fit(size, turned, (every,), block)
    keys, columns = every[: heading + 1], every[heading + 1 :]
    if not columns:
        return _Fit(sizes[-1], True, (every,), pages.landscape)
    width = pages.landscape.width
    units = _units(needs, keys, columns, spans, width)
    count = len(_packed(needs, keys, units, sizes[-1], width))
    packs = {size: _packed(needs, keys, units, size, width) for size in sizes}
    size = next(
        size
        for size in sizes
        if size == sizes[-1]
        or (len(packs[size]) == count and _is_room(needs, len(keys), packs[size], size, width))
    )
    return _Fit(size, True, _evened(needs, keys, units, size, count, width), pages.landscape)


def _spans(heads: Sequence[HeadCell]) -> list[tuple[int, ...]]:
    """Return the columns under each of the topmost heads that span columns."""
    spans: dict[SpanningHead, list[int]] = {}
    for index, head in enumerate(heads):
        if head.over:
            spans.setdefault(head.over[0], []).append(index)
    return list(map(tuple, spans.values()))


def _units(
    needs: Sequence[Need],
    keys: tuple[int, ...],
    columns: tuple[int, ...],
    spans: Sequence[tuple[int, ...]],
    width: float,
) -> list[tuple[int, ...]]:
    """Return the columns that stay together: those under one head, where a page has room."""
    together = {index: span for span in spans for index in span}
    units: dict[tuple[int, ...], None] = {}
    for index in columns:
        unit = together.get(index, (index,))
        is_room = _needed(needs, [*keys, *unit], SIZES[-1]) <= width
        units[unit if is_room else (index,)] = None
    return list(units)


def _is_room(
    needs: Sequence[Need],
    keys: int,
    packs: Sequence[tuple[int, ...]],
    size: float,
    width: float,
) -> bool:
    """Say whether all parts fit that have more than one column beside the ``keys``."""
    several = [pack for pack in packs if len(pack) > keys + 1]
    return all(_needed(needs, pack, size) <= width for pack in several)


def _needed(needs: Sequence[Need], columns: Iterable[int], size: float) -> float:
    """Return the least width of columns in points."""
    return sum(needs[index].least * size + PADDING for index in columns)


def _packed(
    needs: Sequence[Need],
    keys: tuple[int, ...],
    units: Sequence[tuple[int, ...]],
    size: float,
    width: float,
) -> tuple[tuple[int, ...], ...]:
    """Return the parts of a table: in each the ``keys``, and as many of the units of columns as go
    into ``width`` points."""
    packed: list[list[int]] = [[]]
    for unit in units:
        if packed[-1] and _needed(needs, [*keys, *packed[-1], *unit], size) > width:
            packed.append([])
        packed[-1] += unit
    return tuple((*keys, *group) for group in packed)


def _evened(
    needs: Sequence[Need],
    keys: tuple[int, ...],
    units: Sequence[tuple[int, ...]],
    size: float,
    count: int,
    width: float,
) -> tuple[tuple[int, ...], ...]:
    """Return ``count`` parts, the widest of them as narrow as can be; ``width`` points are
    there."""
    low, high = 0.0, width
    best = _packed(needs, keys, units, size, high)
    while high - low > 1:
        middle = (low + high) / 2
        narrower = _packed(needs, keys, units, size, middle)
        if len(narrower) == count:
            best, high = narrower, middle
        else:
            low = middle
    return best


def _columns(
    heads: Sequence[HeadCell], needs: Sequence[Need], piece: Sequence[int], fit: _Fit
) -> tuple[tuple[HeadCell, ...], list[float]]:
    """Return the columns of a part with their widths in percent, and these in ems without
    padding."""
    room = (fit.block.width - PADDING * len(piece)) / fit.size
    shares = shared(
        [_in_part(heads[index], len(heads) / len(piece)) for index in piece],
        [needs[index] for index in piece],
        max(room, 1.0),
        PADDING / fit.size,
    )
    points = [share * fit.size + PADDING for share in shares]
    total = sum(points)
    columns = tuple(
        replace(heads[index], width=round(100 * wide / total, 3))
        for index, wide in zip(piece, points, strict=True)
    )
    return columns, shares


def _in_part(head: HeadCell, scale: float) -> HeadCell:
    """Return a head with a width for a part that has fewer columns than the table."""
    if head.width is None or scale == 1 or not head.numeric:
        return head
    return replace(head, width=min(head.width * scale, max(head.width, WIDEST_OF_NUMBERS)))


def _column_texts(rows: Sequence[Row], index: int) -> list[str]:
    return [row.cells[index].text for row in rows if index < len(row.cells)]


def _group(group: Group, piece: Sequence[int], room: Sequence[float], fit: _Fit) -> Group:
    return replace(group, rows=tuple(_row(row, piece, room, fit) for row in group.rows))


def _sums_of_part(sums: Sums | None, piece: Sequence[int]) -> Sums | None:
    """Return the sums that the pages of a part carry forward, ``None`` if it has none."""
    own = None if sums is None else sums.only(piece)
    return own if own is not None and own.columns else None


def _row(row: Row, piece: Sequence[int], room: Sequence[float], fit: _Fit) -> Row:
    cells = tuple(
        _cell(row.cells[index], wide)
        for index, wide in zip(piece, room, strict=True)
        if index < len(row.cells)
    )
    tall = is_high(row_height(_lines(cells, room), fit.size), fit.block)
    return replace(row, cells=cells, tall=tall)


def _cell(cell: Cell, room: float) -> Cell:
    return replace(cell, breaks=True) if breaks_code(cell.text, room) else cell


def _is_short(table: TableModel, room: Sequence[float], fit: _Fit) -> bool:
    """Say whether a table is to be kept on one page."""
    rows = list(chain.from_iterable(group.rows for group in table.groups))
    heads = sum((group.head is not None) + len(group.outer) for group in table.groups)
    if len(rows) > _FEW or table.long:
        return False
    height = sum(
        row_height(_lines(row.cells, room), fit.size) for row in rows
    ) + heads * row_height(1, fit.size)
    return not is_high(height, fit.block)


def _lines(cells: Sequence[Cell], room: Sequence[float]) -> int:
    """Return about how many lines a row has, rather too many than too few."""
    wide = (
        ceil(1.1 * estimated(cell.text) / max(width, 1.0))
        for cell, width in zip(cells, room, strict=False)
    )
    return max(wide, default=1)


def _items_of(items: Callable[[], Iterator[Item]], piece: Sequence[int]) -> Iterator[Item]:
    """Yield the items of a long table, of each row the cells of a part."""
    for item in items():
        if isinstance(item, str):
            yield item
        elif isinstance(item, SumRow):
            yield item.only(piece)
        else:
            yield tuple([item[index] for index in piece])
