"""The trial tables as views of DuckDB, and the arithmetic that its answers are rounded by.

Each view has the columns of its file under their own names, and ``row``: the number of the row in
the file, and the row of names is 1. Blank cells are NULL. Numbers are exact: whole numbers,
or decimals with all the digits that the file has; DuckDB's own division would give a double.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
from hijridate import Hijri
from python_calamine import CalamineWorkbook

#: The trial tables, in a folder next to the project.
TABLES = Path(__file__).parents[2] / "../shared/tables"
FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500

# ``rounded(n, d, k)`` is n/d at k decimals, half away from zero, worked out in whole numbers of
# 128 bits. A decimal number is its digits and how many of them are behind the point.
MACROS = """
CREATE MACRO digits(x) AS CAST(replace(CAST(x AS VARCHAR), '.', '') AS HUGEINT);
CREATE MACRO places(x) AS CAST(len(split_part(CAST(x AS VARCHAR), '.', 2)) AS INTEGER);
CREATE MACRO power_of_ten(k) AS CAST('1' || repeat('0', k) AS HUGEINT);
CREATE MACRO nearest(n, d) AS
    CASE WHEN d = 0 THEN NULL
         WHEN (n < 0) <> (d < 0) THEN -((2 * abs(n) + abs(d)) // (2 * abs(d)))
         ELSE (2 * abs(n) + abs(d)) // (2 * abs(d)) END;
CREATE MACRO rounded(n, d, k) AS
    nearest(digits(n) * power_of_ten(places(d) + k), digits(d) * power_of_ten(places(n)));
CREATE MACRO ratio1(n, d) AS CAST(rounded(n, d, 1) AS DECIMAL(18, 0)) * 0.1;
CREATE MACRO ratio2(n, d) AS CAST(rounded(n, d, 2) AS DECIMAL(18, 0)) * 0.01;
CREATE MACRO round2(x) AS ratio2(x, 1);
CREATE MACRO percent(n, d) AS CAST(rounded(n, d, 3) AS DECIMAL(18, 0)) * 0.1;
CREATE MACRO change(later, earlier) AS
    CASE WHEN earlier > 0 AND later >= 0 THEN percent(later - earlier, earlier) END;
-- The value at place 1 + (n - 1) * p / q of n sorted values, times q, as PERCENTILE.INC.
CREATE MACRO quantile_times(sorted, p, q) AS
    sorted[(len(sorted) - 1) * p // q + 1] * (q - (len(sorted) - 1) * p % q)
    + coalesce(sorted[(len(sorted) - 1) * p // q + 2], 0) * ((len(sorted) - 1) * p % q);
CREATE MACRO median2(x) AS ratio2(quantile_times(list_sort(list(x)), 1, 2), 2);
CREATE MACRO quantile2(x, p, q) AS ratio2(quantile_times(list_sort(list(x)), p, q), q);
CREATE MACRO decade(d) AS year(d) // 10 * 10;
CREATE MACRO half(d) AS CASE WHEN month(d) <= 6 THEN 1 ELSE 2 END;
-- Completed years: an anniversary counts from its day on.
CREATE MACRO years_between(a, b) AS
    year(b) - year(a) - CASE WHEN strftime(b, '%m%d') < strftime(a, '%m%d') THEN 1 ELSE 0 END;
"""

VIEWS = """
CREATE TABLE pirates AS
SELECT 1 + row_number() OVER () AS row, * REPLACE (
    CAST(date AS DATE) AS date, CAST(longitude AS DECIMAL(38, 18)) AS longitude,
    CAST(latitude AS DECIMAL(38, 18)) AS latitude,
    CAST(shore_distance AS DECIMAL(38, 17)) AS shore_distance)
FROM read_csv('{folder}/ev_pirate_attacks_1993_2020.csv', all_varchar = true, nullstr = 'NA',
              quote = '"', escape = '"');
CREATE TABLE football AS
SELECT 1 + row_number() OVER () AS row, * REPLACE (
    CAST(date AS DATE) AS date, CAST(home_score AS INTEGER) AS home_score,
    CAST(away_score AS INTEGER) AS away_score, neutral = 'TRUE' AS neutral)
FROM read_csv('{folder}/ev_football_results_1872_2026.csv', all_varchar = true);
CREATE TABLE vetoes AS
SELECT 1 + row_number() OVER () AS row, * REPLACE (
    CAST(strptime(date, '%m/%d/%Y') AS DATE) AS date, CAST(China AS INTEGER) AS China,
    CAST(France AS INTEGER) AS France, CAST(Russia AS INTEGER) AS Russia,
    CAST(USSR AS INTEGER) AS USSR, CAST(USA AS INTEGER) AS USA, CAST(UK AS INTEGER) AS UK)
FROM read_csv('{folder}/ev_unsc_vetoes_1946_2022.csv', all_varchar = true);
CREATE TABLE votes AS
SELECT 1 + row_number() OVER () AS row, CAST(rcid AS INTEGER) AS rcid,
       nullif(country, '') AS country, nullif(country_code, '') AS country_code,
       nullif(vote, '') AS vote, CAST(session AS INTEGER) AS session,
       CAST(importantvote AS INTEGER) AS importantvote, CAST(date AS DATE) AS date,
       nullif(unres, '') AS unres, CAST(amend AS INTEGER) AS amend, CAST(para AS INTEGER) AS para,
       nullif(short, '') AS short, nullif(descr, '') AS descr
FROM read_parquet('{folder}/ev_unga_votes_full_derived.parquet');
CREATE TABLE cities AS
SELECT 1 + row_number() OVER () AS row, CAST(id AS INTEGER) AS id,
       CAST(governorate_id AS INTEGER) AS governorate_id, city_name_ar, city_name_en
FROM read_csv('{folder}/ar_egypt_cities.csv', all_varchar = true);
-- Each naming of a member in the three columns of members.
CREATE VIEW namings AS
SELECT *, CASE WHEN written IN ('USSR', 'Russia') THEN 'Russia/USSR' ELSE written END AS member
FROM (SELECT row, date, region, unnest([member_veto1, member_veto2, member_veto3]) AS written
      FROM vetoes)
WHERE written IS NOT NULL;
-- Each match once for each of its two teams.
CREATE VIEW played AS
SELECT row, date, tournament, neutral, home_team AS team, away_team AS opponent,
       home_score AS scored, away_score AS conceded, NOT neutral AS at_home FROM football
UNION ALL
SELECT row, date, tournament, neutral, away_team, home_team, away_score, home_score, false
FROM football;
"""


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a database in memory with every trial table of a folder."""
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(MACROS)
    connection.execute(VIEWS.replace("{folder}", folder.as_posix().replace("'", "''")))
    _create(connection, "hijri_months(start DATE, until DATE, y INTEGER, m INTEGER)", _months())
    connection.execute(
        "CREATE TABLE hijri AS SELECT CAST(day AS DATE) AS date, y AS hijri_year, m AS hijri_month"
        " FROM (SELECT *, unnest(generate_series(start, until - 1, INTERVAL 1 DAY)) AS day"
        " FROM hijri_months)"
    )
    _workbooks(connection, folder)
    return connection


def _workbooks(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    rollcalls = _cells(folder / "ev_unga_rollcalls_1946_2015.xls", 0, 2, 5430, 0, 18)
    _create(
        connection,
        "rollcalls(row INTEGER, session INTEGER, rcid INTEGER, abstain INTEGER, yes INTEGER,"
        " no INTEGER, importantvote INTEGER, date DATE, unres VARCHAR, amend INTEGER,"
        " para INTEGER, short VARCHAR, descr VARCHAR, me VARCHAR, nu VARCHAR, di VARCHAR,"
        " hr VARCHAR, co VARCHAR, ec VARCHAR)",
        rollcalls,
    )
    interviews = [
        (*row[:1], "-".join(reversed(str(row[1]).split("/"))), *row[2:])
        for row in _cells(folder / "messy_dates.xlsx", "DD_MM_YEAR", 2, None, 0, 7)
    ]
    _create(
        connection,
        "interviews(row INTEGER, interview_date DATE, years_farm INTEGER, parents_liv VARCHAR,"
        " no_membrs INTEGER, roof_type VARCHAR, wall_type VARCHAR, floor_type VARCHAR)",
        interviews,
    )
    survey = folder / "messy_safi_survey.xlsx"
    dwelling = (
        "(row INTEGER, key_id INTEGER, roof_type VARCHAR, wall_type VARCHAR,"
        " floor_type VARCHAR, rooms VARCHAR)"
    )
    _create(connection, f"moz_dwelling{dwelling}", _cells(survey, "Mozambique", 10, 19, 1, 6))
    _create(
        connection,
        "moz_plots(row INTEGER, key_id INTEGER, plots INTEGER, water_use VARCHAR)",
        _cells(survey, "Mozambique", 23, 32, 7, 10),
    )
    _create(connection, f"tza_dwelling{dwelling}", _cells(survey, "Tanzania", 10, 19, 1, 6))
    _create(
        connection,
        "tza_livestock(row INTEGER, key_id INTEGER, oxen VARCHAR, poultry VARCHAR,"
        " goats VARCHAR, cows VARCHAR, total INTEGER, look_after_cows VARCHAR)",
        _cells(survey, "Tanzania", 26, 34, 1, 8),
    )


def _cells(
    path: Path, sheet: str | int, top: int, bottom: int | None, left: int, right: int
) -> list[tuple[object, ...]]:
    """Return the number of each row and its cells; rows count from 1, columns from 0."""
    workbook = CalamineWorkbook.from_path(path)
    read = workbook.get_sheet_by_index if isinstance(sheet, int) else workbook.get_sheet_by_name
    grid = read(sheet).to_python(skip_empty_area=False)
    pairs = []
    for number, cells in enumerate(grid, start=1):
        if number >= top and (bottom is None or number <= bottom):
            pairs.append((number, *(_value(cell) for cell in cells[left:right])))
    return pairs


def _value(cell: object) -> object:
    """Return whole numbers without a point, and an empty cell as NULL."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell == "" else cell


def _months() -> Iterable[tuple[object, ...]]:
    """Yield each Hijri month: its first day, the first day after it, year and month."""
    for year in range(FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR + 1):
        for month in range(1, 13):
            first = Hijri(year, month, 1)
            start = first.to_gregorian().toordinal()
            until = start + first.month_length()
            yield dt.date.fromordinal(start), dt.date.fromordinal(until), year, month


def _create(
    connection: duckdb.DuckDBPyConnection, declared: str, rows: Iterable[Sequence[object]]
) -> None:
    """Create a table and fill it column by column; a column with a text in it holds texts."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for column in columns:
        if any(isinstance(value, str) for value in column):
            column[:] = [None if value is None else str(value) for value in column]
    connection.execute(f"CREATE TABLE {declared}")
    name = declared.split("(")[0]
    marks = ", ".join("unnest(?)" for _ in columns)
    connection.execute(f"INSERT INTO {name} SELECT {marks}", columns)
