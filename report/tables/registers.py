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
from report.intake.values import chunks
from report.measures import Provenance, require_column
from report.tables.fitting import fitted_long, long_row
from report.tables.forms import EVEN_DECIMALS, NumberForm, TextOf, needed_decimals, printed_chunks
from report.tables.listing import SERIAL, grouped, head_of
from report.tables.model import Cell, Group, HeadCell, Item, LongTable, Row, TableModel

if TYPE_CHECKING:
    import pandas as pd

#: A register with this many rows or more is a long table. WeasyPrint takes 8 ms for a row; the
#: long-table renderer takes what 60 rows take there before its first (``docs/performance.md``).
LONG_TABLE_ROWS = 300
#: The long-table renderer takes no register of fewer rows: its first pages are WeasyPrint's.
MIN_ROWS_FOR_LONG_TABLE = 200
#: The class of a row that is a probe.
PROBE_CLASS = "probe"
#: This many rows fill a page, even if each has one line.
MIN_ROWS_ON_FIRST_PAGE = 40
#: The HTML has this many rows: a page of them, and one on the next page.
ROWS_IN_HTML = MIN_ROWS_ON_FIRST_PAGE + 1
#: About this many rows are measured.
_SAMPLE = 800


def long_table(
    table: EventTable,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    locale: str,
    group: str | None,
    sort: str | None,
    pages: PageGeometry,
    landscape: bool = False,
    where: Location,
) -> tuple[LongTable, ...]:
    """Return the rows of ``frame``, numbered, as a table that is read row by row, or as several
    that share its columns.

    The parameters are those of :func:`report.tables.listing.listing`; ``pages`` are those of the
    document, and ``landscape`` says whether the table is on wide ones in any case.

    :raises ExpressionError: ``unknown-column``.
    """
    for column in (*columns, *filter(None, (group, sort))):
        require_column(table, column, where)
    numbers = [_numbers_of(table, frame, column, locale) for column in columns]
    forms = [form for form, _ in numbers]
    groups = list(grouped(table, frame, group, sort, locale))
    items = partial(_items, groups, columns, forms, locale)
    heads = [
        HeadCell(SERIAL, numeric=True),
        *(head_of(table.columns[column]) for column in columns),
    ]
    longest = [number(len(frame), locale), *(text for _, text in numbers)]
    whole_ = LongTable(
        tuple(heads), len(frame), items, pages.portrait, heading=1,
        numbers=partial(_source_rows, groups),
        provenance=partial(Provenance.of_row, table),
    )  # fmt: skip
    return fitted_long(
        whole_, _sample(frame, columns, forms, locale), longest, pages=pages, landscape=landscape
    )


def _sample(
    frame: pd.DataFrame, columns: Sequence[str], forms: Sequence[NumberForm], locale: str
) -> list[tuple[str | None, ...]]:
    """Return the texts of some rows, spread over all of the frame."""
    sampled = frame.iloc[:: max(1, len(frame) // _SAMPLE)]
    texts = [
        TextOf(locale, form).each(sampled[name].tolist())
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
    form = NumberForm.of(spec, needed)
    return form, max(
        TextOf(locale, form).each(ends), key=lambda text: len(text or ""), default=""
    ) or ""


def opening(table: LongTable) -> TableModel:
    """Return the first rows of a long table: as many as fill a page, one more on the next, and a
    probe on one after."""
    groups = _groups(table, ROWS_IN_HTML)
    cells = tuple(Cell.of(None) for _ in table.columns)
    *earlier, (head, rows) = groups
    last = replace(rows[-1], turns=True)
    return _model(table, [*earlier, (head, [*rows[:-1], last, Row(cells, turns=True, probe=True)])])


def whole(table: LongTable) -> TableModel:
    """Return all rows of a long table."""
    return _model(table, _groups(table, table.rows))


def _groups(table: LongTable, rows: int) -> list[tuple[str | None, list[Row]]]:
    groups: list[tuple[str | None, list[Row]]] = []
    numbers = islice(table.numbers(), rows)
    count = 0
    for item in table.items():
        if isinstance(item, str):
            groups.append((item, []))
            continue
        if count == rows:
            break
        if not groups:
            groups.append((None, []))
        groups[-1][1].append(_numbered(long_row(item, table), table, next(numbers, None)))
        count += 1
    return [(head, group_rows) for head, group_rows in groups if group_rows]


def _numbered(row: Row, table: LongTable, source_row: int | None) -> Row:
    """Return a row with its number in the source, and its cells with where they come from."""
    if source_row is None or table.provenance is None:
        return replace(row, number=source_row)
    provenance = table.provenance(source_row, row.cells[table.heading].text)
    cells = tuple(replace(cell, provenance=provenance) for cell in row.cells)
    return replace(row, cells=cells, number=source_row)


def _model(table: LongTable, groups: Sequence[tuple[str | None, Sequence[Row]]]) -> TableModel:
    groups_made = tuple(Group(head, tuple(rows)) for head, rows in groups)
    return TableModel(
        table.columns, groups_made, heading=table.heading, long=True, size=table.size,
        landscape=table.landscape, part=table.part,
    )  # fmt: skip


def _source_rows(pieces: Sequence[tuple[str | None, pd.DataFrame]]) -> Iterator[int]:
    for _, rows in pieces:
        yield from rows.index.tolist()


def _items(
    pieces: Sequence[tuple[str | None, pd.DataFrame]],
    columns: Sequence[str],
    forms: Sequence[NumberForm],
    locale: str,
) -> Iterator[Item]:
    printers = [TextOf(locale, form) for form in forms]
    serial = 0
    for head, rows in pieces:
        if head is not None:
            yield head
        for places, texts in printed_chunks(rows, columns, printers):
            numbers = [number(serial + place, locale) for place in range(1, len(places) + 1)]
            serial += len(places)
            yield from zip(numbers, *texts, strict=True)
