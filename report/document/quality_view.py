"""The data-quality block: what a reader may want to know of the tables before he believes what is counted in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from report import arabic
from report.coverage import with_codes
from report.design import PageGeometry
from report.document.model import ReplacedSign
from report.intake.model import EventTable
from report.intake.quality import Quality
from report.tables import TableModel, fitted
from report.tables.model import BLANK, Cell, Group, HeadCell, Row

#: Lines of one part for one table; a register of every warning is not for paper.
MOST_LINES = 100

STEPS = {
    "nfc": "توحيد ترميز الحروف",
    "presentation_forms": "أشكال العرض",
    "look_alikes": "الحروف المتشابهة",
    "tatweel": "التطويل",
    "bidi_controls": "علامات الاتجاه الخفية",
    "spaces": "المسافات",
    "digits": "الأرقام",
    "missing_words": "ألفاظ القيمة الغائبة",
    "aliases": "المرادفات",
    "near_misses": "الرسم القريب",
    "country": "أسماء الدول",
    "date": "التواريخ",
    "number": "الأعداد",
    "boolean": "نعم ولا",
}
REASONS = {"title": "عنوان", "total": "مجموع", "note": "حاشية", "ragged": "صف مختل الخلايا"}
KEYS = {
    "format": "الصيغة",
    "encoding": "الترميز",
    "delimiter": "الفاصل",
    "sheet": "الورقة",
    "range": "النطاق",
    "header": "صف الأسماء",
    "merged": "الخلايا المدمجة",
    "order": "ترتيب التاريخ",
    "decimal": "العلامة العشرية",
    "calendar": "التقويم",
    "decimals": "المنازل العشرية",
    "grouping": "فصل الآلاف",
    "percent": "النسب المئوية",
    "dates": "أصل التواريخ",
}


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
    makers = (_completeness, _corrections, _aside, _worked_out, _warnings)
    parts = tuple(
        maker([(table.label, table.quality) for table in tables], locale) for maker in makers
    )
    if replaced:
        parts = (*parts, _replaced(tables, replaced, locale))
    return tuple(
        Part(part.title, *fitted(part.table, pages=pages, dense=True, stays=True))
        for part in parts
        if part.table.groups
    )


def _groups(tables: Iterable[tuple[str, list[Row]]]) -> tuple[Group, ...]:
    return tuple(Group(label, tuple(rows)) for label, rows in tables if rows)


def _figure(value: int, locale: str) -> Cell:
    return Cell(arabic.number(value, locale))


def _completeness(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (
        HeadCell("العمود", width=34), HeadCell("المملوءة", numeric=True), HeadCell("الفارغة", numeric=True),
        HeadCell("غير المقروءة", numeric=True), HeadCell("نسبة الاكتمال", numeric=True),
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
        counts = f"{arabic.number(quality.rows, locale)}، المكررة منها: {arabic.number(quality.duplicates, locale)}"
        groups.append((f"{label} (عدد الصفوف: {counts})", rows))
    return Part("اكتمال الأعمدة", TableModel(heads, _groups(groups)))


def _corrections(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (
        HeadCell("العمود", width=24), HeadCell("التصحيح", width=24), HeadCell("الخلايا", numeric=True),
        HeadCell("مثال: قبل"), HeadCell("بعد"),
    )  # fmt: skip
    groups = [
        (
            label,
            [
                Row((Cell(one.label), Cell(STEPS.get(one.step, one.step)), _figure(one.count, locale),
                     Cell(with_codes(one.before)), Cell(with_codes(one.after) or BLANK, missing=not one.after)))
                for one in quality.corrections
            ],
        )
        for label, quality in tables
    ]  # fmt: skip
    return Part("التصحيحات", TableModel(heads, _groups(groups)))


def _aside(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (HeadCell("الملف", width=28), HeadCell("الورقة"), HeadCell("السبب"), HeadCell("العدد", numeric=True),
             HeadCell("الصفوف", width=30))  # fmt: skip
    groups = []
    for label, quality in tables:
        rows = []
        for one in quality.excluded_rows:
            numbers = "، ".join(arabic.digits(row, locale) for row in one.rows[:MOST_LINES])
            more = "، …" if len(one.rows) > MOST_LINES else ""
            sheet = Cell(one.sheet or BLANK, missing=one.sheet is None)
            cells = (
                sheet,
                Cell(REASONS.get(one.why, one.why)),
                _figure(len(one.rows), locale),
                Cell(numbers + more),
            )
            rows.append(Row((Cell(one.file), *cells)))
        groups.append((label, rows))
    return Part("الصفوف المستبعدة", TableModel(heads, _groups(groups)))


def _worked_out(tables: Sequence[tuple[str, Quality]], _locale: str) -> Part:
    heads = (
        HeadCell("الملف أو العمود", width=36),
        HeadCell("الخاصية"),
        HeadCell("القيمة المستنتجة"),
    )
    groups = []
    for label, quality in tables:
        labels = {column.column: column.label for column in quality.columns}
        rows = []
        for one in quality.worked_out:
            what = one.file or labels.get(one.column or "", one.column or BLANK)
            rows.append(Row((Cell(what), Cell(KEYS.get(one.key, one.key)), Cell(one.value))))
        groups.append((label, rows))
    return Part("ما استنتج من الملفات", TableModel(heads, _groups(groups)))


def _warnings(tables: Sequence[tuple[str, Quality]], locale: str) -> Part:
    heads = (HeadCell("الموضع", width=26), HeadCell("التنبيه"))
    groups = []
    for label, quality in tables:
        told = [one for one in quality.warnings if one.rule not in ("corrected", "set-aside")]
        rows = [
            Row(
                (
                    Cell(one.where.cell or one.where.column or BLANK),
                    Cell(with_codes(one.what("ar"))),
                )
            )
            for one in told[:MOST_LINES]
        ]
        if len(told) > MOST_LINES:
            rest = arabic.number(len(told) - MOST_LINES, locale)
            rows.append(Row((Cell(BLANK, missing=True), Cell(f"عدد التنبيهات الأخرى: {rest}"))))
        groups.append((label, rows))
    return Part("التنبيهات", TableModel(heads, _groups(groups)))


def _replaced(tables: Sequence[EventTable], replaced: Sequence[ReplacedSign], locale: str) -> Part:
    heads = (
        HeadCell("الموضع", width=40),
        HeadCell("رمز العلامة في يونيكود"),
        HeadCell("أول صف أو سطر", numeric=True),
        HeadCell("العدد", numeric=True),
    )
    labels = {table.name: table.label for table in tables}
    groups: dict[str, list[Row]] = {}
    for sign in replaced:
        group = labels.get(sign.table or "", "نصوص الموجز")
        first = sign.where.row or sign.where.line
        cells = (
            Cell(_place_of(tables, sign)),
            Cell(sign.code),
            Cell(BLANK, missing=True) if first is None else Cell(arabic.digits(first, locale)),
            _figure(sign.count, locale),
        )
        groups.setdefault(group, []).append(Row(cells))
    return Part(
        "علامات لا ترسمها الخطوط المرفقة، حُذفت أو عُوّضت عند الطبع",
        TableModel(heads, _groups(groups.items())),
    )


def _place_of(tables: Sequence[EventTable], sign: ReplacedSign) -> str:
    """Return the label of the column that a sign is in, or else the name of its file."""
    for table in tables:
        if table.name == sign.table and sign.column is not None:
            return table.columns[sign.column].label if sign.column in table.columns else sign.column
    return with_codes(Path(sign.where.file).name) if sign.where.file else BLANK
