"""How numbers are printed: as in their column, in listings and long registers alike; years without thousands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from document.small import bare
from report.brief.tables import Column
from report.building import compose
from report.design import house_geometry
from report.document.expressions import printed
from report.errors import Location
from report.intake import EventTable, read_tables
from report.measures import count_measures
from report.tables import listing, long_table
from report.tables.forms import NumberForm, needed_decimals

SUM = '[measures.m]\nlabel = "x"\nsum = "meetings"\ncolumn = "n"\n'

HOW: dict[str, Any] = {
    "locale": "ar-MA", "group": None, "sort": None, "pages": house_geometry(), "where": Location(),
}  # fmt: skip


def table_of(folder: Path, column: str, *cells: str) -> EventTable:
    columns = f"[tables.meetings.columns]\nn = {column}\n"
    csv = "name,n\n" + "".join(f'م{index},"{cell}"\n' for index, cell in enumerate(cells))
    return read_tables(loaded(folder, HEADING + TABLE + columns + SECTION, csv))["meetings"]


def printed_cells(table: EventTable) -> list[str]:
    """Return what is printed of the column, the same in a listing and in a register."""
    rows = listing(
        table, table.frame, ["n"], locale="ar-MA", group=None, sort=(), numbered=False, where=Location()
    ).groups[0].rows  # fmt: skip
    (long,) = long_table(table, table.frame, ["n"], **HOW)
    texts = [row.cells[0].text for row in rows]
    assert [item[1] for item in long.items() if not isinstance(item, str)] == texts
    return texts


@pytest.mark.parametrize(
    ("column", "cells", "expected"),
    [
        ('{ type = "number", label = "x" }', ("0.0004", "12.5", "0.00000012"), ["0,0004", "12,5", "0,00000012"]),
        ('{ type = "number", label = "x" }', ("1.5", "2.25", "3"), ["1,50", "2,25", "3,00"]),
        ('{ type = "number", label = "x" }', ("12.50", "13.00", "1250.10"), ["12,50", "13,00", "1.250,10"]),
        ('{ type = "number", label = "x", decimals = 1 }', ("0.25", "-0.25", "2"), ["0,3", "-0,3", "2,0"]),
        ('{ type = "number", label = "x", decimals = 0 }', ("2.5", "1234.4"), ["3", "1.234"]),
        ('{ type = "number", label = "x", grouping = false }', ("12345.5",), ["12345,5"]),
        ('{ type = "integer", label = "x", grouping = false }', ("12345", "7"), ["12345", "7"]),
        ('{ type = "integer", label = "x" }', ("2014", "1946"), ["2.014", "1.946"]),
        ('{ type = "integer", label = "السنة" }', ("2014", "1946"), ["2014", "1946"]),
        ('{ type = "integer", label = "year of birth" }', ("2014", "1946"), ["2014", "1946"]),
        ('{ type = "integer", label = "Année" }', ("1446", "1447"), ["1446", "1447"]),
        ('{ type = "integer", label = "العدد العام" }', ("2014", "1946"), ["2.014", "1.946"]),
        ('{ type = "integer", label = "المجموع في السنة" }', ("2014", "12000"), ["2.014", "12.000"]),
        ('{ type = "integer", label = "السنة", grouping = true }', ("2014", "1946"), ["2.014", "1.946"]),
        ('{ type = "year", label = "x" }', ("2014", "سنة 1946", "1446هـ"), ["2014", "1946", "1446"]),
        ('{ type = "year", label = "x", grouping = true }', ("2014",), ["2.014"]),
        ('{ type = "integer", label = "x" }', ("25%", "٪7", "0", "1200 %"), ["25%", "7%", "0%", "1.200%"]),
        ('{ type = "number", label = "x" }', ("12.5%", "25 %"), ["12,5%", "25,0%"]),
        ('{ type = "integer", label = "x", percent = true }', ("25", "7%"), ["25%", "7%"]),
        ('{ type = "integer", label = "x", percent = false }', ("25%", "7%"), ["25", "7"]),
    ],
)  # fmt: skip
def test_numbers_print_as_in_their_column(
    tmp_path: Path, column: str, cells: tuple[str, ...], expected: list[str]
) -> None:
    assert printed_cells(table_of(tmp_path, column, *cells)) == expected


@given(
    st.lists(st.decimals(-(10**6), 10**6, places=9) | st.decimals(-100, 100, places=2), min_size=1)
)
def test_no_decimal_is_cut(values: list[Decimal]) -> None:
    """What is printed is the number, with any decimals of the column."""
    form = NumberForm.of(Column(label="x", type="number"), needed_decimals(values))
    for value in values:
        assert Decimal(form.text(value, "ar-MA").replace(".", "").replace(",", ".")) == value


def test_the_longest_number_of_a_register_is_wide_enough(tmp_path: Path) -> None:
    """With many decimals neither the least nor the greatest number need be the longest."""
    table = table_of(tmp_path, '{ type = "number", label = "x" }', "-9", "0.000000000123", "99999")
    (long,) = long_table(table, table.frame, ["n"], **HOW)
    plain = table_of(tmp_path, '{ type = "number", label = "x" }', "-9", "0.1", "99999")
    (short,) = long_table(plain, plain.frame, ["n"], **HOW)
    assert (long.columns[1].width or 0) > (short.columns[1].width or 0)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ('{ type = "number", label = "x" }', "0,0016"),
        ('{ type = "number", label = "x", decimals = 3 }', "0,002"),
    ],
)
def test_a_sum_has_the_decimals_of_its_column(tmp_path: Path, column: str, expected: str) -> None:
    columns = f"[tables.meetings.columns]\nn = {column}\n"
    brief = loaded(tmp_path, HEADING + TABLE + columns + SUM + SECTION, "n\n0.0004\n0.0012\n")
    measure = count_measures(brief, read_tables(brief))["m"]
    assert printed(measure, "ar-MA") == expected


@pytest.mark.parametrize(
    ("prose", "expected"), [("{{ measures.m }}", "37,5%"), ("{{ measures.m | percent }}", "38%")]
)
def test_a_sum_of_percentages_keeps_the_sign(tmp_path: Path, prose: str, expected: str) -> None:
    columns = '[tables.meetings.columns]\nn = { type = "number", label = "x" }\n'
    section = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nprose = "a.md"\n'
    (tmp_path / "a.md").write_text(f"بلغ {prose}.", "utf-8")
    brief = loaded(tmp_path, HEADING + TABLE + columns + SUM + section, "n\n25%\n12.5%\n")
    measure = count_measures(brief, read_tables(brief))["m"]
    assert (measure.value, printed(measure, "ar-MA")) == (Decimal("37.5"), "37,5%")
    assert expected in bare(compose(tmp_path).html)


def test_years_have_no_sum_and_decimals_go_with_numbers(tmp_path: Path) -> None:
    from brief.minimal import findings_of

    columns = '[tables.meetings.columns]\nn = { type = "year", label = "x" }\n'
    brief = loaded(tmp_path, HEADING + TABLE + columns + SUM + SECTION, "n\n2024\n")
    tables = read_tables(brief)
    assert [finding.rule for finding in findings_of(lambda: count_measures(brief, tables))] == [
        "not-numbers"
    ]
    for keys in (
        'type = "integer", decimals = 2',
        'type = "text", grouping = false',
        'type = "year", percent = true',
    ):
        (finding,) = findings_of(
            lambda keys=keys: table_of(tmp_path, f'{{ label = "x", {keys} }}', "1")
        )
        assert finding.rule == "unfit-key" and "does not go with a column of type" in finding.what(
            "en"
        )


def test_what_is_no_year_is_reported(tmp_path: Path) -> None:
    from brief.minimal import findings_of

    column = '{ type = "year", label = "x" }'
    result = findings_of(
        lambda: table_of(tmp_path, column, "2024", "20245", "-5", "2024.5", "كلام")
    )
    assert [finding.rule for finding in result] == ["bad-year"] * 4


def test_that_a_column_holds_years_is_reported(tmp_path: Path) -> None:
    table = table_of(tmp_path, '{ type = "integer", label = "سنة" }', "2024")
    assert [(item.column, item.key, item.value) for item in table.quality.worked_out if item.column] == [
        ("n", "grouping", "false")
    ]  # fmt: skip
