"""The columns of event tables under the tests that pandas ships for extension arrays, and under ordinary questions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.tests.extension import base

from report.arabic.dates import parse_edtf
from report.intake.reducing import order_key
from report.intake.values import ValueDtype, Values

#: Four columns, one for each kind of store or of value: two distinct values that are ordered, A before B.
KINDS: dict[str, tuple[Any, Any, Any]] = {
    "numbers": (1, 2, 3),
    "decimals": (Decimal("1.5"), Decimal("2.25"), Decimal(30)),
    "texts": ("أ", "ب", "ت"),
    "dates": tuple(map(parse_edtf, ("2025", "2026-01", "2026-01-02"))),
}


def column(cells: Any) -> Values:
    return Values._from_sequence(cells)


@pytest.fixture(params=KINDS)
def three(request: pytest.FixtureRequest) -> tuple[Any, Any, Any]:
    return KINDS[request.param]


@pytest.fixture
def dtype() -> ValueDtype:
    return ValueDtype()


@pytest.fixture
def data(three: Any) -> Values:
    return column([*three[:2], *three[:2], *[three[2]] * 6])


@pytest.fixture
def data_missing(three: Any) -> Values:
    return column([None, three[0]])


@pytest.fixture
def data_for_sorting(three: Any) -> Values:
    return column([three[1], three[2], three[0]])


@pytest.fixture
def data_missing_for_sorting(three: Any) -> Values:
    return column([three[2], None, three[0]])


@pytest.fixture
def data_for_grouping(three: Any) -> Values:
    a, b, c = three
    return column([b, b, None, None, a, a, b, c])


@pytest.fixture
def na_value() -> None:
    return None


@pytest.fixture
def na_cmp() -> Any:
    return lambda first, second: first is None and second is None


@pytest.fixture
def data_repeated(data: Values) -> Any:
    return lambda count: [data] * count


@pytest.fixture(params=["data", "data_missing"])
def all_data(request: pytest.FixtureRequest, data: Values, data_missing: Values) -> Values:
    return data if request.param == "data" else data_missing


@pytest.fixture(params=[True, False])
def either(request: pytest.FixtureRequest) -> Any:
    return request.param


as_frame = as_index = as_array = as_series = box_in_series = use_numpy = either


def without(*names: str) -> Any:
    """Return a decorator that leaves these tests of pandas out of a class."""

    def change(kind: type) -> type:
        for name in names:
            assert hasattr(kind, name), name
            setattr(kind, name, None)
        return kind

    return change


@without("test_groupby_extension_apply", "test_in_numeric_groupby")  # of numbers alone
class TestGroupby(base.BaseGroupbyTests):
    pass


@without("test_fillna_series_method", "test_fillna_readonly")  # deprecated; nothing is ever written
class TestMissing(base.BaseMissingTests):
    pass


# Cells are never changed in place, nor read from JSON; dates have an order, and no «less than» outside of a column.
@without(
    "test_combine_le",
    "test_diff",
    "test_insert_invalid",
    "test_searchsorted",
    "test_where_series",
    "test_sort_inplace",
    "test_sort_inplace_descending",
    "test_sort_inplace_na_position",
    "test_fillna_copy_frame",
    "test_fillna_copy_series",
    "test_shift_0_periods",
    "test_mask_listlike_other_inplace",
    "test_json_roundtrip",
)
class TestMethods(base.BaseMethodsTests):
    pass


@without("test_ravel", "test_transpose", "test_unstack")  # they write, or take None for NaN
class TestReshaping(base.BaseReshapingTests):
    pass


@without("test_getitem_propagates_readonly_property", "test_getitem_invalid")
class TestGetitem(base.BaseGetitemTests):
    pass


@without("test_copy", "test_view", "test_array_interface_copy", "test_contains")
class TestInterface(base.BaseInterfaceTests):
    pass


@without("test_from_dtype")  # the type has no name that makes columns
class TestConstructors(base.BaseConstructorsTests):
    pass


NUMBERS = st.none() | st.integers(-(10**15), 10**15)
DECIMALS = st.none() | st.decimals(-(10**6), 10**6, places=2)
DATES = st.none() | st.sampled_from(list(map(parse_edtf, ("2024", "2025-03", "2025-03-02"))))
ROWS = st.lists(
    st.tuples(st.sampled_from(["أ", "ب", None]), NUMBERS | st.none(), DECIMALS, DATES), min_size=1
)


@given(ROWS)
@settings(max_examples=50)
def test_groups_are_reduced_as_python_would(rows: list[tuple[Any, ...]]) -> None:
    across = [column(cells) for cells in zip(*rows, strict=True)]
    frame = pd.DataFrame(dict(zip(("key", "n", "d", "when"), across, strict=True)))
    groups = frame.groupby("key")
    for key in {row[0] for row in rows if row[0] is not None}:
        own = [row for row in rows if row[0] == key]
        assert groups.size()[key] == len(own)
        for place, name in ((1, "n"), (2, "d")):
            filled = [row[place] for row in own if row[place] is not None]
            assert groups[name].sum()[key] == sum(filled)
            assert groups[name].count()[key] == len(filled)
            assert groups[name].max()[key] == (max(filled) if filled else None)
            assert groups[name].mean()[key] == (sum(filled) / len(filled) if filled else None)
        dates = [row[3] for row in own if row[3] is not None]
        assert groups["when"].min()[key] == (min(dates, key=order_key) if dates else None)
    assert sorted(groups.groups) == sorted({row[0] for row in rows} - {None})
    assert frame.groupby("key", dropna=False).size().sum() == len(rows)


@pytest.mark.parametrize("name", ["var", "std", "sem", "median", "prod"])
def test_reductions_are_those_of_floats(name: str) -> None:
    cells = [1, 5, None, 2, 8]
    actual = getattr(pd.Series(column(cells)), name)()
    assert float(actual) == pytest.approx(getattr(pd.Series(cells, dtype=float), name)())
    assert getattr(pd.Series(column(cells)), name)(skipna=False) is None


def test_sums_of_decimal_numbers_are_exact() -> None:
    tenths = pd.Series(column([Decimal("0.1")] * 3))
    assert tenths.sum() == Decimal("0.3")
    assert tenths.cumsum().tolist() == [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]
    assert (tenths * 1.1).tolist() == [Decimal("0.11")] * 3


@pytest.mark.parametrize("name", ["sum", "mean", "std", "cumsum"])
def test_texts_and_dates_have_no_sum(name: str) -> None:
    for kind in ("texts", "dates"):
        with pytest.raises(TypeError, match="does not support operation"):
            getattr(pd.Series(column(KINDS[kind])), name)()


@pytest.mark.parametrize("kind", KINDS)
def test_values_are_compared_and_blanks_are_not(kind: str) -> None:
    low, middle, high = KINDS[kind]
    cells = pd.Series(column([low, None, high, middle]))
    assert (cells < middle).tolist() == [True, False, False, False]
    assert (cells >= middle).tolist() == [False, False, True, True]
    assert (cells == middle).tolist() == [False, False, False, True]
    assert (cells != middle).tolist() == [True, True, True, False]
    assert cells.sort_values().index.tolist() == [0, 3, 2, 1]
    assert (cells.min(), cells.max()) == (low, high)
    assert cells.fillna(high).tolist() == [low, high, high, middle]
    assert cells.where(cells.notna(), low).tolist() == [low, low, high, middle]


def test_a_blank_has_no_result() -> None:
    cells = pd.Series(column([1, None, 7]))
    assert (cells + 1).tolist() == [2, None, 8]
    assert (10 - cells).tolist() == [9, None, 3]
    assert (cells + pd.Series(column([None, 2, 3]))).tolist() == [None, None, 10]
    assert [block.tolist() for block in divmod(cells, 2)] == [[0, None, 3], [1, None, 1]]
    with pytest.raises(ValueError, match="Lengths must match"):
        cells.array + column([1, 2])


def test_the_frame_of_a_table_is_given_again_as_a_table() -> None:
    """Dates go as their EDTF, which is read as a date."""
    from pathlib import Path

    import report

    folder = Path(__file__).parents[1] / "document/brief"
    document = report.compose(folder)
    again = report.compose(folder, tables={"incidents": document.tables["incidents"].frame})
    assert again.measures == document.measures
    frame, earlier = again.tables["incidents"].frame, document.tables["incidents"].frame
    assert all(frame[name].tolist() == earlier[name].tolist() for name in earlier.columns)
    assert pa.table(earlier).column("date").to_pylist()[1] == "2026-01-09/2026-01-10"
