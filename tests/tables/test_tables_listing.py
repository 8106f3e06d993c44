"""Listings: chosen columns, grouped and sorted as an Arabic reader expects, numbered through."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.arabic import parse_edtf, sort_key
from report.brief.tables import Column
from report.errors import ExpressionError, Location
from report.intake import EventTable, read_tables
from report.tables import Cell, HeadCell, TableModel, listing, value_text
from report.tables.model import BLANK

COLUMNS = """\
[tables.meetings.columns]
kind = { type = "category", label = "الصنف", values = ["منظمة", "دولة", "أخرى"], width = 30 }
size = { type = "integer", label = "الحجم" }
cost = { type = "number", label = "الكلفة" }
day = { type = "date", label = "اليوم" }
signed = { type = "boolean", label = "التوقيع" }
"""
#: Rows 2 to 8, with row 5 blank.
CSV = """\
place,kind,size,cost,day,signed
هولندا,دولة,1234,1.5,2025-11-26,نعم
إسبانيا,دولة,7,,2025-11-24/2025-11-25,لا
البرتغال,منظمة,,-2.25,,

آيسلندا,دولة,-3,0.5,2025-11-24,لا
<b>,,,,../2025-11-20,
ألمانيا,منظمة,20,10,2025-11,نعم
"""
HERE = Location(file="brief.toml", key="sections[1].blocks[1].table", line=9)


@pytest.fixture
def table(tmp_path: Path) -> EventTable:
    return read_tables(loaded(tmp_path, HEADING + TABLE + COLUMNS + SECTION, CSV))["meetings"]


def _listing(
    table: EventTable,
    *columns: str,
    group: str | None = None,
    sort: tuple[str, ...] = (),
    numbered: bool = False,
    locale: str = "ar-MA",
) -> TableModel:
    return listing(
        table,
        table.frame,
        columns,
        locale=locale,
        group=group,
        sort=sort,
        numbered=numbered,
        where=HERE,
    )


def _rows(model: TableModel) -> list[list[str]]:
    texts = []
    for group in model.groups:
        for row in group.rows:
            texts.append([cell.text for cell in row.cells])
    return texts


def _numbers(model: TableModel) -> list[list[int | None]]:
    all_numbers = []
    for group in model.groups:
        all_numbers.append([row.number for row in group.rows])
    return all_numbers


def test_columns_in_the_order_asked_for_rows_in_that_of_the_file(table: EventTable) -> None:
    model = _listing(table, "kind", "place")
    assert model.columns == (HeadCell("الصنف", width=30), HeadCell("place"))
    assert _rows(model)[:3] == [["دولة", "هولندا"], ["دولة", "إسبانيا"], ["منظمة", "البرتغال"]]
    assert _numbers(model) == [[2, 3, 4, 6, 7, 8]]
    assert (model.row_count, model.heading, model.total) == (6, 0, None)
    assert [group.head for group in model.groups] == [None]


def test_cells_are_printed_as_the_locale_does(table: EventTable) -> None:
    model = _listing(table, "place", "size", "cost", "day", "signed")
    assert [head.numeric for head in model.columns] == [False, True, True, False, False]
    assert _rows(model) == [
        ["هولندا", "1.234", "1,50", "26 نونبر 2025", "نعم"],
        ["إسبانيا", "7", BLANK, "من 24 إلى 25 نونبر 2025", "لا"],
        ["البرتغال", BLANK, "-2,25", BLANK, BLANK],
        ["آيسلندا", "-3", "0,50", "24 نونبر 2025", "لا"],
        ["<b>", BLANK, BLANK, "إلى غاية 20 نونبر 2025", BLANK],
        ["ألمانيا", "20", "10,00", "نونبر 2025", "نعم"],
    ]
    assert _rows(_listing(table, "size", "day", locale="ar-EG"))[0] == ["١٬٢٣٤", "٢٦ نوفمبر ٢٠٢٥"]


def test_only_a_blank_cell_is_missing(table: EventTable) -> None:
    cells = []
    for group in _listing(table, "size").groups:
        for row in group.rows:
            cells.append(row.cells[0])
    assert [cell.missing for cell in cells] == [False, False, True, False, True, False]
    assert cells[2] == Cell(BLANK, missing=True)


def test_texts_are_sorted_as_arabic_is_and_not_by_code(table: EventTable) -> None:
    model = _listing(table, "place", sort=("place",))
    places = [row[0] for row in _rows(model)]
    assert places == ["<b>", "آيسلندا", "إسبانيا", "البرتغال", "ألمانيا", "هولندا"]
    assert places == sorted(places, key=lambda place: sort_key(place, "ar-MA"))
    assert places != sorted(places)


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("size", [6, 3, 8, 2, 4, 7]),
        ("cost", [4, 6, 2, 8, 3, 7]),
        ("day", [8, 3, 6, 2, 7, 4]),
    ],
)
def test_numbers_and_dates_are_sorted_by_value_and_blanks_come_last(
    table: EventTable, sort: str, numbers: list[int]
) -> None:
    assert _numbers(_listing(table, "place", sort=(sort,))) == [numbers]


def test_equal_values_keep_the_order_of_the_file(table: EventTable) -> None:
    assert _numbers(_listing(table, "place", sort=("kind",))) == [[4, 8, 2, 3, 6, 7]]


def test_groups_stand_in_the_declared_order_and_only_those_that_occur(table: EventTable) -> None:
    model = _listing(table, "place", group="kind", sort=("place",))
    assert [group.head for group in model.groups] == ["منظمة", "دولة", "غير مذكور"]
    assert _numbers(model) == [[4, 8], [6, 3, 2], [7]]


@pytest.mark.parametrize(
    ("group", "heads"),
    [
        ("signed", ["نعم", "لا", "غير مذكور"]),
        ("size", ["1.234", "7", "-3", "20", "غير مذكور"]),
        (
            "day",
            [
                "26 نونبر 2025",
                "من 24 إلى 25 نونبر 2025",
                "24 نونبر 2025",
                "إلى غاية 20 نونبر 2025",
                "نونبر 2025",
                "غير مذكور",
            ],
        ),
    ],
)
def test_the_heads_of_groups_are_printed_as_cells_are(
    table: EventTable, group: str, heads: list[str]
) -> None:
    assert [head.head for head in _listing(table, "place", group=group).groups] == heads


def test_a_register_is_numbered_through_its_groups(table: EventTable) -> None:
    model = _listing(table, "place", "kind", group="kind", sort=("place",), numbered=True)
    assert model.columns[0] == HeadCell("#", numeric=True)
    assert model.heading == 1
    assert [row[:2] for row in _rows(model)] == [
        ["1", "البرتغال"], ["2", "ألمانيا"], ["3", "آيسلندا"], ["4", "إسبانيا"], ["5", "هولندا"], ["6", "<b>"]
    ]  # fmt: skip
    assert _rows(_listing(table, "place", numbered=True, locale="ar-EG"))[1][0] == "٢"


def test_a_table_without_rows(table: EventTable) -> None:
    none = table.frame.loc[[]]
    plain = listing(
        table,
        none,
        ["place"],
        locale="ar-MA",
        group=None,
        sort=("size",),
        numbered=True,
        where=HERE,
    )
    assert (plain.row_count, [group.head for group in plain.groups]) == (0, [None])
    grouped = listing(
        table,
        none,
        ["place"],
        locale="ar-MA",
        group="kind",
        sort=("place",),
        numbered=True,
        where=HERE,
    )
    assert grouped.groups == ()


@pytest.mark.parametrize(("columns", "group"), [(["place", "kindd"], None), (["place"], "kindd")])
def test_an_unknown_column_is_reported_with_the_nearest(
    table: EventTable, columns: list[str], group: str | None
) -> None:
    with pytest.raises(ExpressionError) as error:
        _listing(table, *columns, group=group)
    (finding,) = error.value.findings
    assert (finding.rule, finding.where) == ("unknown-column", HERE)
    assert (finding.values["given"], finding.values["nearest"]) == ("kindd", "kind")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "غير مذكور"),
        (True, "نعم"),
        (12345, "12.345"),
        (Decimal("0.5"), "0,5"),
        (parse_edtf("2025-08-01"), "1 غشت 2025"),
        ("فاس", "فاس"),
    ],
)
def test_a_value_in_words(value: object, text: str) -> None:
    assert value_text(value, Column(label="x"), "ar-MA") == text
