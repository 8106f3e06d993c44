"""The cells of a column are in an extract as they are in the column, whatever its type."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from report.intake.extract import _column, _column_of


def of_arrow(values: list[object], kind: pa.DataType) -> pd.Series:
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([pa.array(values, kind)])))


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (of_arrow([1, None], pa.int64()), [1, None]),
        (of_arrow([1.5, None, float("inf")], pa.float64()), [1.5, None, float("inf")]),
        (of_arrow([True, None], pa.bool_()), [True, None]),
        (of_arrow(["حريق", None, ""], pa.large_string()), ["حريق", None, ""]),
        (of_arrow([date(2026, 1, 2), None], pa.date32()), [{"date": "2026-01-02"}, None]),
        (pd.Series(["حريق", None], dtype="string[pyarrow]"), ["حريق", None]),
        (pd.Series([1, None, "حريق", 0.5], dtype=object), [1, None, "حريق", 0.5]),
    ],
)
def test_a_column_is_stored_and_restored(column: pd.Series, cells: list[object]) -> None:
    stored = _column(column)
    assert stored["cells"] == cells
    assert list(map(type, stored["cells"])) == list(map(type, cells))
    assert _column(_column_of(stored))["cells"] == cells
