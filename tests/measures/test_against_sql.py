"""The engine against DuckDB: random tables, dimensions, measures, conditions and what is shown."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pandas as pd
import pytest
from measures.engines import engine_of
from measures.nested_cases import further_case
from measures.sql_cases import (
    MEASURES,
    OWN_CONDITION,
    STACKED,
    Case,
    random_case,
    random_rows,
)

from report.arabic import Interval
from report.measures.engine import Engine
from report.measures.model import Cell, Result

#: How many queries are asked of each table.
_QUERIES = 50


def _engine(rows: pd.DataFrame) -> Engine:
    measures: dict[str, Mapping[str, object]] = {
        name: {"from": "t", "value": text} for name, (text, _) in MEASURES.items()
    }
    for name, (text, _) in OWN_CONDITION.items():
        measures[name] = {**measures[name], "where": text}
    columns = {
        "rn": {"label": "rn", "type": "integer"},
        "g": {"label": "g"},
        "k": {"label": "k"},
        "d": {"label": "d", "type": "date"},
        "x": {"label": "x", "type": "integer"},
        "y": {"label": "y", "type": "number"},
        "z": {"label": "z", "type": "number"},
        "half": {"label": "half", "value": "y / 2"},
        "b": {"label": "b", "type": "boolean"},
    }
    frame = pd.DataFrame(
        {
            "rn": rows["rn"].astype("Int64"),
            "g": rows["g"].astype("string"),
            "k": rows["k"].astype("string"),
            "d": rows["d"].astype("string"),
            "x": rows["x"].astype("Int64"),
            "y": pd.Series(
                [None if y is None else Decimal(y) / 100 for y in rows["y"]], dtype=object
            ),
            "z": pd.Series(
                [None if z is None else Decimal(z).scaleb(-12) for z in rows["z"]], dtype=object
            ),
            "b": rows["b"].astype("boolean"),
        }
    )
    for name, (text, _) in STACKED.items():
        measures[name] = {"from": "u", "value": text}
    stacked = {"label": "u", "from": "t", "stack": [{"who": "g"}, {"who": "k"}]}
    return engine_of(
        {"t": frame},
        columns,
        measures,
        period="2019/2022",
        derived={"u": {**stacked, "columns": {"who": {"label": "who"}}}},
    )


def _connection(rows: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    # To plan a query better takes longer than to answer it from a few rows.
    connection.execute("PRAGMA disable_optimizer")
    connection.execute(
        "CREATE TABLE t (rn BIGINT, g VARCHAR, k VARCHAR, d1 DATE, d2 DATE, x BIGINT, "
        "y DECIMAL(18, 2), z DECIMAL(38, 12), b BOOLEAN)"
    )
    for row in rows.itertuples(index=False):
        amount = None if row.y is None else Decimal(row.y) / 100
        wide = None if row.z is None else Decimal(row.z).scaleb(-12)
        connection.execute(
            "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [row.rn, row.g, row.k, row.d1, row.d2, row.x, amount, wide, row.b],
        )
    connection.execute(
        "CREATE VIEW u AS SELECT *, CAST(y * 0.5 AS DECIMAL(18, 3)) AS half FROM"
        " (SELECT *, g AS who FROM t UNION ALL SELECT *, k AS who FROM t)"
    )
    return connection


def _answered(result: Result, case: Case) -> dict[tuple[Any, ...], list[Any]]:
    cells = {}
    for row, members in enumerate(result.rows):
        for column, across in enumerate(result.columns):
            key = tuple(_plain(member.value) for member in (*members, *across))
            if case.is_ordered:
                key = (members[-1].kind, *key)
            cells[key] = [
                _read(result.cell(row, column, index), case)
                for index in range(len(result.measures))
            ]
    return cells


def _read(cell: Cell, case: Case) -> Any:
    return cell.rounded if case.query.round_to_total else cell.value


def _expected(table: Sequence[tuple[Any, ...]], case: Case) -> dict[tuple[Any, ...], list[Any]]:
    width = len(case.query.rows) + len(case.query.columns) + case.is_ordered
    return {tuple(map(_plain, line[:width])): list(line[width:]) for line in table}


def _plain(value: Any) -> Any:
    """Return a member as both sides have it: a period is its first day."""
    if isinstance(value, Interval):
        return value.start
    return str(value) if isinstance(value, bool) else value


def _is_same(value: Any, expected: Any) -> bool:
    if value is None or expected is None:
        return value is None and expected is None
    if isinstance(expected, str):
        return bool(value == expected)
    exact, second = Fraction(value), Fraction(expected)
    if isinstance(expected, int | Decimal):
        return exact == second
    return abs(exact - second) <= abs(second) * Fraction(1, 10**9) + Fraction(1, 10**12)


def _differences(seed: int) -> list[str]:
    source = random.Random(seed)
    rows = random_rows(source)
    engine, connection = _engine(rows), _connection(rows)
    differences = []
    for number in range(_QUERIES):
        case = source.choice([random_case, further_case])(source)
        answered = _answered(engine.result(case.query), case)
        expected = _expected(connection.execute(case.sql).fetchall(), case)
        place = f"seed {seed}, query {number}: {case.query}\n{case.sql}"
        if case.is_ordered and list(answered) != list(expected):
            differences.append(f"{place}\n{list(answered)} {list(expected)}")
            continue
        if answered.keys() != expected.keys():
            differences.append(f"{place}\n{set(answered) ^ set(expected)}")
            continue
        for key, values in answered.items():
            if not all(map(_is_same, values, expected[key])):
                differences.append(f"{place}\n{key}: {values} {expected[key]}")
    return differences


@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_queries_have_the_answers_of_sql(seed: int) -> None:
    assert _differences(seed) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(10, 210, 20))
def test_ten_thousand_queries_have_the_answers_of_sql(first: int) -> None:
    for seed in range(first, first + 20):
        assert _differences(seed) == []
