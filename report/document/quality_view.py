"""The data-quality block: what a reader may want to know of the tables before he believes what is
counted in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from report import arabic
from report.coverage import with_codes
from report.design import PageGeometry
from report.document.model import ReplacedSign
from report.errors import first_few
from report.intake.model import EventTable
from report.intake.quality import Quality
from report.messages import page_text, texts
from report.tables import TableModel, fitted
from report.tables.model import BLANK, Cell, Group, HeadCell, Row

#: Lines of one part for one table; a register of every warning is not for paper.
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One of the block's tables, under its own short head."""

    title: str
    table: TableModel


def quality_parts(
    tables: Sequence[EventTable],
    locale: str,
    pages: PageGeometry,
    replaced: Sequence[ReplacedSign] = (),
) -> tuple[Part, ...]:
    """Return the parts of the block. Only the first, completeness, is always there.

    :param pages: the pages of the document.
    :param replaced: the signs that the page leaves out, or shows as a box.
    :raises ExpressionError: ``unknown-locale``.
    """
    makers = (_completeness, _corrections, _excluded, _worked_out, _warnings)
    labelled = [(table.label, table.quality) for table in tables]
    lists = tuple(maker(labelled, locale) for maker in makers)
    if replaced:
        lists = (*lists, _replaced(tables, replaced, locale))
    return tuple(
        Part(entries.title, *fitted(entries.table, pages=pages, dense=True, stays=True))
        for entries in lists
        if entries.table.groups
    )


def _head(key: str, *, numeric: bool = False, width: float | None = None) -> HeadCell:
    return HeadCell(page_text(f"quality.head.{key}"), numeric=numeric, width=width)


def _named(kind: str, name: str) -> str:
    """Return the words for a step, a reason or a property; its name without such words."""
    wording = texts().get(f"quality.{kind}.{name}")
    return name if wording is None else wording.ar


def _groups(tables: Iterable[tuple[str, list[Row]]]) -> tuple[Group, ...]:
    return tuple(Group(label, tuple(rows)) for label, rows in tables if rows)


def _figure(value: int, locale: str) -> Cell:
    return Cell(arabic.number(value, locale))


def _completeness(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (
        _head("column", width=34), _head("filled", numeric=True), _head("blank", numeric=True),
        _head("unread", numeric=True), _head("complete", numeric=True),
    )  # fmt: skip
    groups = []
    for label, quality in tables:
        rows = []
        for column in quality.columns:
            share = Decimal(column.filled) / quality.rows if quality.rows else None
            figures = (
                _figure(number, locale) for number in (column.filled, column.blank, column.unread)
            )
            percent = BLANK if share is None else arabic.percent(share, locale=locale, decimals=1)
            rows.append(Row((Cell(column.label), *figures, Cell(percent, missing=share is None))))
        head = page_text(
            "quality.rows",
            label=label,
            rows=arabic.number(quality.rows, locale),
            duplicates=arabic.number(quality.duplicates, locale),
        )
        groups.append((head, rows))
    return Part(page_text("quality.completeness"), TableModel(heads, _groups(groups)))


def _corrections(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (
        _head("column", width=24), _head("correction", width=24), _head("cells", numeric=True),
        _head("before"), _head("after"),
    )  # fmt: skip
    groups = []
    for label, quality in tables:
        rows = [
            Row(
                (
                    Cell(fix.label),
                    Cell(_named("step", fix.step)),
                    _figure(fix.count, locale),
                    Cell(with_codes(fix.before)),
                    Cell(with_codes(fix.after) or BLANK, missing=not fix.after),
                )
            )
            for fix in quality.corrections
        ]
        groups.append((label, rows))
    return Part(page_text("quality.corrections"), TableModel(heads, _groups(groups)))


def _excluded(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (_head("file", width=28), _head("sheet"), _head("reason"), _head("count", numeric=True),
             _head("rows", width=30))  # fmt: skip
    groups = []
    for label, quality in tables:
        rows = []
        for excluded in quality.excluded_rows:
            numbers = first_few(excluded.rows, MOST_LINES, lambda row: arabic.digits(row, locale))
            sheet = Cell(excluded.sheet or BLANK, missing=excluded.sheet is None)
            cells = (
                sheet,
                Cell(_named("reason", excluded.why)),
                _figure(len(excluded.rows), locale),
                Cell("، ".join(numbers)),
            )
            rows.append(Row((Cell(excluded.file), *cells)))
        groups.append((label, rows))
    return Part(page_text("quality.excluded"), TableModel(heads, _groups(groups)))


def _worked_out(tables: Sequence[tuple[str, Quality]], _locale: str) -> Part:
    heads = (
        _head("file-or-column", width=36),
        _head("property"),
        _head("found"),
    )
    groups = []
    for label, quality in tables:
        labels = {column.column: column.label for column in quality.columns}
        rows = []
        for decision in quality.worked_out:
            what = decision.file or labels.get(decision.column or "", decision.column or BLANK)
            rows.append(Row((Cell(what), Cell(_named("key", decision.key)), Cell(decision.value))))
        groups.append((label, rows))
    return Part(page_text("quality.worked-out"), TableModel(heads, _groups(groups)))


def _warnings(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (
        _head("place", width=26),
        _head("warning"),
    )
    groups = []
    for label, quality in tables:
        warnings = [
            warning
            for warning in quality.warnings
            if warning.rule not in ("corrected", "excluded-rows")
        ]
        rows = [
            Row(
                (
                    Cell(warning.where.cell or warning.where.column or BLANK),
                    Cell(with_codes(warning.what("ar"))),
                )
            )
            for warning in warnings[:MOST_LINES]
        ]
        if len(warnings) > MOST_LINES:
            rest = arabic.number(len(warnings) - MOST_LINES, locale)
            rows.append(
                Row((Cell(BLANK, missing=True), Cell(page_text("quality.more", count=rest))))
            )
        groups.append((label, rows))
    return Part(page_text("quality.warnings"), TableModel(heads, _groups(groups)))


def _replaced(tables: Sequence[EventTable], replaced: Sequence[ReplacedSign], locale: str) -> Part:
    heads = (
        _head("place", width=40),
        _head("code"),
        _head("first", numeric=True),
        _head("count", numeric=True),
    )
    labels = {table.name: table.label for table in tables}
    groups: dict[str, list[Row]] = {}
    for sign in replaced:
        group = labels.get(sign.table or "", page_text("quality.texts"))
        first = sign.where.row or sign.where.line
        cells = (
            Cell(_place_of(tables, sign)),
            Cell(sign.code),
            Cell(BLANK, missing=True) if first is None else Cell(arabic.digits(first, locale)),
            _figure(sign.count, locale),
        )
        groups.setdefault(group, []).append(Row(cells))
    return Part(
        page_text("quality.replaced"),
        TableModel(heads, _groups(groups.items())),
    )


def _place_of(tables: Sequence[EventTable], sign: ReplacedSign) -> str:
    """Return the label of the column that a sign is in, or else the name of its file."""
    for table in tables:
        if table.name == sign.table and sign.column is not None:
            return table.columns[sign.column].label if sign.column in table.columns else sign.column
    return with_codes(Path(sign.where.file).name) if sign.where.file else BLANK
