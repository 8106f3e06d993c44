"""Each row of ``cells.csv`` is a cell and what becomes of it; the rows of one group are a column."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pandas as pd
import pytest

from report.arabic import Interval
from report.brief.tables import Column, Normalise
from report.intake.normalise import NormalColumn, Policy, normalise_column

TABLE = (Path(__file__).parent / "cells.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(io.StringIO(TABLE, newline="")))
GROUPS = [list(rows) for _, rows in groupby(ROWS, key=lambda row: row["group"])]


def column_of(row: dict[str, str]) -> Column:
    keys: dict[str, object] = {"label": "x", "type": row["type"]}
    for option in filter(None, row["options"].split(";")):
        key, _, value = option.partition("=")
        if key == "values":
            keys[key] = tuple(value.split("|"))
        elif key == "aliases":
            name, _, settings = value.partition(":")
            keys[key] = {name: tuple(settings.split("|"))}
        else:
            keys[key] = value
    return Column.model_validate(keys)


def given(row: dict[str, str]) -> str:
    text = row["given"]
    return str(json.loads(text)) if text.startswith('"') else text


def normal_of(rows: list[dict[str, str]], cells: pd.Series) -> NormalColumn:
    return normalise_column(cells, column_of(rows[0]), Policy(Normalise(), (), rows[0]["locale"]))


def read(value: object) -> str:
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, Interval):
        return value.text
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def test_there_are_three_hundred() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize("dtype", ["object", "string[pyarrow]"])
@pytest.mark.parametrize("rows", GROUPS, ids=lambda rows: f"{rows[0]['group']}-{rows[0]['type']}")
def test_cells_become_what_they_mean(rows: list[dict[str, str]], dtype: str) -> None:
    normal = normal_of(rows, pd.Series([given(row) for row in rows], dtype=dtype))
    faults = {fault.position: f"!{fault.rule}" for fault in normal.faults}
    actual = [faults.get(index, read(value)) for index, value in enumerate(normal.values)]
    assert actual == [row["wanted"] for row in rows]
    assert all(normal.values.isna().iloc[list(faults)])
    steps: list[list[str]] = [[] for _ in rows]
    for correction in normal.corrections:
        assert list(correction.positions) == sorted(set(correction.positions))
        for position in correction.positions:
            steps[position].append(correction.step)
    assert ["+".join(sorted(names)) for names in steps] == [row["steps"] for row in rows]


@pytest.mark.parametrize("rows", GROUPS, ids=lambda rows: f"{rows[0]['group']}-{rows[0]['type']}")
def test_what_was_normalised_is_normal(rows: list[dict[str, str]]) -> None:
    first = normal_of(rows, pd.Series([given(row) for row in rows], dtype=object))
    stored = [read(value) or None for value in first.values]
    if rows[0]["type"] in ("date", "number"):
        # Dates are EDTF now, of the common calendar, and numbers have a point: no other key is needed to read them.
        plain = {
            **rows[0],
            "options": "decimal=." if rows[0]["type"] == "number" else "calendar=gregorian",
        }
    else:
        plain = rows[0]
    again = normal_of([plain], pd.Series(stored, dtype=object))
    assert [read(value) or None for value in again.values] == stored
    assert again.corrections == () and again.faults == ()
