"""A column that a file holds as numbers, truth or days is read as the same column of Python's objects is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from report.brief.tables import Column, Normalise, Table
from report.errors import Location
from report.intake.normalise import NormalColumn, Policy, normalise_column
from report.intake.sources import read_grids
from report.intake.sources.growing import GrowingText

_POLICY = Policy(Normalise(), ("7",), "ar-MA")
_NUMBERS = st.one_of(
    st.integers(-(2**63), 2**63 - 1).map(float),
    st.decimals(-(10**9), 10**9, places=3).map(float),
    st.floats(allow_nan=False),
    st.sampled_from([0.0, -0.0, 0.1 + 0.2, 1e15, 999999999999999.0, 1e300, float("inf")]),
)
_COLUMNS = st.one_of(
    st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(-9, 9)).map(
        lambda cells: (cells, pa.int64())
    ),
    st.lists(st.none() | st.decimals(-(10**9), 10**9, places=2).map(float)).map(
        lambda cells: (cells, pa.float64())
    ),
    st.lists(st.none() | _NUMBERS).map(lambda cells: (cells, pa.float64())),
    st.lists(st.none() | st.booleans()).map(lambda cells: (cells, pa.bool_())),
    st.lists(st.none() | st.dates(dt.date(1900, 1, 1))).map(lambda cells: (cells, pa.date32())),
)


def _plain(normal: NormalColumn) -> tuple[object, ...]:
    values = normal.values.astype(object).where(normal.values.notna(), None).tolist()
    corrections = [
        (correction.step, correction.positions.tolist(), correction.before, correction.after)
        for correction in normal.corrections
    ]
    return (
        [(type(correction), repr(correction)) for correction in values],
        str(normal.values.dtype),
        corrections,
        normal.faults,
    )


@settings(deadline=None, max_examples=300)
@given(_COLUMNS, st.sampled_from(["integer", "number", "text", "date", "boolean", "category"]))
def test_a_typed_column_is_read_as_its_cells_are(
    column: tuple[Sequence[object], pa.DataType], kind: str
) -> None:
    cells, held = column
    spec = Column(label="س", type=kind, values=("1", "TRUE") if kind == "category" else ())  # type: ignore[arg-type]
    objects = np.empty(len(cells), dtype=object)
    objects[:] = cells
    typed = pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array([pa.array(cells, type=held)])))
    plain = normalise_column(pd.Series(objects, dtype=object), spec, _POLICY)
    assert _plain(normalise_column(typed, spec, _POLICY)) == _plain(plain)


@given(st.lists(st.lists(st.none() | st.text("aس", max_size=3), max_size=20)), st.floats(0, 9))
def test_a_column_of_text_grows_in_one_piece(
    blocks: list[list[str | None]], expected: float
) -> None:
    column = GrowingText(expected)
    for block in blocks:
        column.add(pa.array(["x", *block], type=pa.large_string()).slice(1))
    array = column.done()
    array.validate(full=True)
    all_cells = []
    for block in blocks:
        for cell in block:
            all_cells.append(cell)
    assert array.to_pylist() == all_cells


def test_a_zero_has_no_sign_in_a_column_of_text() -> None:
    cells = pa.chunked_array([pa.array([0.0, -0.0, -0.5])])
    spec = Column(label="س", type="text")
    normal = normalise_column(pd.Series(pd.arrays.ArrowExtensionArray(cells)), spec, _POLICY)
    assert normal.values.tolist() == ["0", "0", "-0.5"]


def test_reading_takes_little_more_than_the_cells(tmp_path: Path) -> None:
    rows = 50_000
    (tmp_path / "t.csv").write_text(
        "x,y\n" + "".join(f"{index},كلمة {index}\n" for index in range(rows)), "utf-8"
    )
    (grid,) = read_grids(Table(label="t", source="t.csv"), tmp_path, Location())
    held = sum(column.array.nbytes for column in grid.columns)
    assert len(grid.rows) == rows and held < (tmp_path / "t.csv").stat().st_size + 2 * 9 * rows
