"""Real tables from other sources load unchanged, or their true fault is named (reading)."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path

import pytest
from properties import slow

from report.brief.tables import Table
from report.errors import Location
from report.intake.grid import Grid
from report.intake.sources import read_grids

TABLES = Path(__file__).resolve().parents[3] / "../shared/tables"


def read(name: str, **keys: object) -> Grid:
    if not TABLES.is_dir():
        pytest.skip("../shared/tables is not here")
    (grid,) = read_grids(Table(label="t", source=name, **keys), TABLES, Location(file="brief.toml"))
    return grid


def checksum(grid: Grid, column: str) -> str:
    """The first of the SHA-256 of a column's cells as text, a line each."""
    cells = grid.columns[grid.header.index(column)]
    text = "\n".join(
        "" if cell is None or cell != cell else str(cell)
        for cell in cells.astype(object).where(cells.notna(), None)
    )
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("name", "rows", "columns", "column", "expected"),
    [
        ("ar_egypt_cities.csv", 396, 4, "city_name_ar", "6bc191a54dfd"),
        ("ev_unsc_vetoes_1946_2022.csv", 214, 24, "date", "1ff309d3d9b1"),
        ("ev_pirate_attacks_1993_2020.csv", 7511, 16, "attack_description", "cbc0ad266ecc"),
        ("ev_football_results_1872_2026.csv", 49520, 9, "home_team", "3b3b8647a4f8"),
        slow("ev_unga_votes_full_derived.parquet", 870109, 12, "country", "999b96eeb3d9"),
        ("ev_unga_rollcalls_1946_2015.xls", 5429, 18, "descr", "f339263cf761"),
    ],
)
def test_table_loads_whole(name: str, rows: int, columns: int, column: str, expected: str) -> None:
    grid = read(name)
    assert len(grid.rows) == rows and len(grid.header) == columns and grid.excluded_rows == ()
    assert grid.rows[0] == 2 and grid.rows[-1] == rows + 1
    assert checksum(grid, column) == expected


def test_quoted_newlines_do_not_shift_rows() -> None:
    grid = read("ev_pirate_attacks_1993_2020.csv")
    with (TABLES / grid.path.name).open(encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    index = next(
        index for index, record in enumerate(records) if any("\n" in cell for cell in record)
    )
    place = grid.header.index("attack_description")
    assert (
        grid.columns[place].iloc[index - 1 + 500] == records[index + 500][place]
        and grid.rows[index + 499] == index + 501
    )


@pytest.mark.parametrize(
    ("sheet", "titles"),
    [("Mozambique", ["SAFI Results (Mozambique)", "Dwelling"]), ("Tanzania", ["Dwelling"])],
)
def test_survey_sheet_of_several_tables(sheet: str, titles: list[str]) -> None:
    grid = read("messy_safi_survey.xlsx", sheet=sheet)
    assert grid.header == ("key_id", "roof_type", "wall type", "floor type", "rooms")
    assert list(grid.columns[0]) == list(range(1, 11)) and grid.rows.tolist() == list(range(10, 20))
    assert {item.what: item.value for item in grid.recognised}["range"] == "B9:F19"
    said = []
    for item in grid.excluded_rows:
        if item.why == "title":
            for cell in item.cells:
                said.append(cell)
    assert set(titles) <= set(said)
    assert Counter(item.why for item in grid.excluded_rows)["table"] >= 10
    items = []
    for item in grid.excluded_rows:
        if item.row == 11:
            for cell in item.cells:
                items.append("barn" in cell or "Cowshed" in cell)
    assert any(items)


@pytest.mark.parametrize(
    ("area", "header", "rows"),
    [
        ("B22:E32", ("key_id", "livestock_owned_and_numbers", "poultry", "look_after_cows"), 9),
        ("H22:J32", ("key_id", "plots", "water use"), 10),
    ],
)
def test_other_tables_of_the_survey_by_range(area: str, header: tuple[str, ...], rows: int) -> None:
    grid = read("messy_safi_survey.xlsx", sheet="Mozambique", range=area)
    assert grid.header == header and len(grid.rows) == rows
    assert {
        item.why for item in grid.excluded_rows if item.row in range(9, 20) and len(item.cells) > 1
    } == {"table"}


def test_dates_of_two_sheets_keep_their_types() -> None:
    texts, days = (read("messy_dates.xlsx", sheet=sheet) for sheet in ("DD_MM_YEAR", "MM_DD_YEAR"))
    assert texts.columns[0].iloc[3] == "16/12/2016" and days.columns[0].iloc[3] == dt.date(
        2016, 12, 16
    )
    assert checksum(texts, "wall_type") == checksum(days, "wall_type")
