"""Registers: every row of a table, numbered; a long one row after row, and never held as a
whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from report.arabic import number
from report.design import PageGeometry
from report.errors import Location
from report.intake.model import EventTable
from report.intake.values import chunks, values_of_column
from report.measures import Provenance
from report.messages import page_text
from report.tables.fitting import fitted_long, long_row
from report.tables.forms import EVEN_DECIMALS, NumberForm, TextOf, needed_decimals
from report.tables.listing import SERIAL, grouped, head_of, require_columns
from report.tables.model import (
    Cell,
    Group,
    HeadCell,
    LongTable,
    Row,
    SumRow,
    TableModel,
)
from report.tables.register_items import RegisterItems
from report.tables.row_heights import is_tall, least_height
from report.tables.sums import Sums, row_of

if TYPE_CHECKING:
    import pandas as pd

#: A register with this many rows or more is a long table. WeasyPrint takes 8 ms for a row; the
#: long-table renderer takes what 60 rows take there before its first (``docs/performance.md``).
LONG_TABLE_ROWS = 300
#: The long-table renderer takes no register of fewer rows: its first pages are WeasyPrint's.
MIN_ROWS_FOR_LONG_TABLE = 200
#: The class of a row that is a probe.
PROBE_CLASS = "probe"
#: The classes of the rows that have the sums that pages carry forward, at their heads and feet.
BROUGHT_CLASS, CARRIED_CLASS = "brought", "carried"
CARRIED_CLASSES = frozenset([BROUGHT_CLASS, CARRIED_CLASS])
#: This many rows fill a page, even if each has one line.
_ROWS_OF_A_PAGE = 40
#: The HTML has no more rows than this.
MOST_ROWS_IN_HTML = 121
#: About this many rows are measured.
_SAMPLE = 800


def long_table(
    table: EventTable,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    locale: str,
    group: str | None,
    sort: Sequence[str],
    pages: PageGeometry,
    landscape: bool = False,
    where: Location,
    sort_place: Location | None = None,
    sums_place: Location | None = None,
    sums: Sequence[str] = (),
    totals: Sequence[str] = (),
) -> tuple[LongTable, ...]:
    """Return the rows of ``frame``, numbered, as a table that is read row by row, or as several
    that share its columns.

    The parameters are those of :func:`report.tables.listing.listing`; ``pages`` are those of the
    document, and ``landscape`` says whether the table is on wide ones in any case.

    :raises ExpressionError: as :func:`report.tables.listing.listing`.
    """
    require_columns(table, columns, group, sums, where, sums_place or where)
    numbers = [_numbers_of(table, frame, column, locale) for column in columns]
    forms = [form for form, _ in numbers]
    groups = list(grouped(table, frame, group, sort, locale, sort_place or where))
    printed_sums = Sums.of(
        table, groups, columns, forms, sums, totals, locale, heading=1
    ) if sums else None  # fmt: skip
    items = RegisterItems(groups, columns, forms, locale, printed_sums)
    heads = [
        HeadCell(SERIAL, numeric=True),
        *(head_of(table.columns[column]) for column in columns),
    ]
    longest = [number(len(frame), locale), *(text for _, text in numbers)]
    if printed_sums is not None:
        for position in printed_sums.positions:
            longest[position] = max(longest[position], printed_sums.longest(position), key=len)
    whole_ = LongTable(
        tuple(heads), len(frame), items, pages.portrait, heading=1,
        numbers=partial(_source_rows, groups),
        provenance=partial(Provenance.of_row, table), sums=printed_sums,
    )  # fmt: skip
    return fitted_long(
        whole_,
        _sample(table, frame, columns, forms, locale),
        longest,
        pages=pages,
        landscape=landscape,
    )


def _sample(
    table: EventTable,
    frame: pd.DataFrame,
    columns: Sequence[str],
    forms: Sequence[NumberForm],
    locale: str,
) -> list[tuple[str | None, ...]]:
    """Return the texts of some rows, spread over all of the frame; those of numbers are left
    out."""
    sampled = frame.iloc[:: max(1, len(frame) // _SAMPLE)]
    numbers: list[str | None] = [None] * len(sampled)
    texts = [
        numbers
        if table.columns[name].is_number
        else TextOf(locale, form).each(sampled[name].tolist())
        for name, form in zip(columns, forms, strict=True)
    ]
    return list(zip([None] * len(sampled), *texts, strict=True))


def _numbers_of(
    table: EventTable, frame: pd.DataFrame, column: str, locale: str
) -> tuple[NumberForm, str]:
    """Return how the numbers of a column are printed, and the longest in printed form."""
    spec = table.columns[column]
    if not spec.is_number:
        return NumberForm.of(spec), ""
    extent = values_of_column(frame, column).extent()
    if extent is None or extent[0] > EVEN_DECIMALS:
        extent = _extent(frame, column)
    needed, ends = extent
    form = NumberForm.of(spec, needed)
    return form, max(
        TextOf(locale, form).each(ends), key=lambda text: len(text or ""), default=""
    ) or ""


def _extent(frame: pd.DataFrame, column: str) -> tuple[int, list[int | Decimal]]:
    """Return how many decimals the numbers of a column need at most, and some numbers, among
    them the longest in printed form."""
    needed = 0
    ends: list[int | Decimal] = []
    for chunk in chunks(frame, [column]):
        values = [value for value in chunk.columns[0] if value is not None]
        needed = max(needed, needed_decimals(values))
        ends = [bound(values + ends) for bound in (min, max)] if values else ends
        if (
            needed > EVEN_DECIMALS and values
        ):  # each has its own decimals: the longest may be neither end
            ends.append(max(values, key=lambda value: len(f"{value:f}")))
    return needed, ends


def rows_in_html(table: LongTable) -> int:
    """Return how many rows of a long table the HTML has: as many as fill a page, and one more.

    WeasyPrint sets a page that ends in a row, and the page after it. So rows that may break are
    followed by a page of rows that may not.
    """
    filled = 0.0
    rows = (item for item in table.items() if isinstance(item, tuple))
    for count, texts in enumerate(islice(rows, MOST_ROWS_IN_HTML - 1), 1):
        filled = 0.0 if is_tall(texts, table) else filled + least_height(texts, table)
        if filled >= _ROWS_OF_A_PAGE:
            return count + 1
    return MOST_ROWS_IN_HTML


def opening(table: LongTable) -> TableModel:
    """Return the first rows of a long table: as many as fill a page, one more on the next, and
    probes on one after: of a row, and of each row of sums."""
    model = _model(table, rows_in_html(table))
    cells = tuple(Cell.of(None) for _ in table.columns)
    *earlier, group = model.groups
    *rows, last = group.rows
    probe = Row(cells, turns=True, probe=True)
    kinds = set() if table.sums is None else table.sums.printed_kinds
    sums = {kind: _sum_probe(table) for kind in kinds}
    below = [replace(row, subtotal=True) for kind, row in sums.items() if kind == "subtotal"]
    group = Group(group.head, (*rows, replace(last, turns=True), probe, *below))
    return replace(model, groups=(*earlier, group), total=sums.get("total"))


def whole(table: LongTable) -> TableModel:
    """Return all rows of a long table."""
    return _model(table, table.rows)


def _sum_probe(table: LongTable) -> Row:
    texts = ["0"] * len(table.columns)
    texts[table.heading] = page_text("table.total")
    return Row(tuple(map(Cell, texts)), probe=True)


def _model(table: LongTable, rows: int) -> TableModel:
    """Return the first rows of a long table, with the sums that stand before the next row."""
    groups: list[tuple[str | None, list[Row]]] = []
    total: Row | None = None
    numbers = islice(table.numbers(), rows)
    count = 0
    for item in table.items():
        if count == rows and not (rows == table.rows and isinstance(item, SumRow)):
            break
        if isinstance(item, str):
            groups.append((item, []))
        elif isinstance(item, SumRow) and item.kind == "subtotal":
            groups[-1][1].append(row_of(item))
        elif isinstance(item, SumRow):
            total = row_of(item)
        else:
            if not groups:
                groups.append((None, []))
            groups[-1][1].append(_numbered(long_row(item, table), table, next(numbers, None)))
            count += 1
    shown = tuple(Group(head, tuple(group_rows)) for head, group_rows in groups if group_rows)
    return TableModel(
        table.columns, shown, total, heading=table.heading, long=True, size=table.size,
        landscape=table.landscape, part=table.part, carried=table.carried,
    )  # fmt: skip


def _numbered(row: Row, table: LongTable, source_row: int | None) -> Row:
    """Return a row with its number in the source, and its cells with where they come from."""
    if source_row is None or table.provenance is None:
        return replace(row, number=source_row)
    provenance = table.provenance(source_row, row.cells[table.heading].text)
    cells = tuple(replace(cell, provenance=provenance) for cell in row.cells)
    return replace(row, cells=cells, number=source_row)


def _source_rows(pieces: Sequence[tuple[str | None, pd.DataFrame]]) -> Iterator[int]:
    for _, rows in pieces:
        yield from rows.index.tolist()
