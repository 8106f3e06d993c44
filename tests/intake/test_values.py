"""The columns of an event table, held small, mean what plain lists of objects do."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.arabic import Interval, parse_edtf
from report.brief.tables import Column
from report.coverage import RARE
from report.intake import read_tables
from report.intake.frames import values_frame
from report.intake.normalise.distinct import object_series
from report.intake.stores import Coded, Numbers, Store, Texts, text_of
from report.intake.values import Values, chunks, values_of_column
from report.rows import RowRanges
from report.tables.forms import needed_decimals

Plain = list[object]
#: Doubles of at most 15 digits, as normalisation keeps them; others of its numbers are ``Decimal``.
_DOUBLES = st.one_of(
    st.decimals(-(10**9), 10**9, places=2).map(float),
    st.sampled_from([0.1, 0.5, 1e16, 1.5e-07, 123456789012345.0]),
)
_TEXTS = st.lists(
    st.sampled_from([None, "فاس", "طنجة", "a,b", 'say "yes"', "غير مذكور", "ﷲ", "فاس é", "پ", "🕊"])
)
_DAYS = st.lists(
    st.sampled_from(
        [None, parse_edtf("2025-11-24"), parse_edtf("2025-11"), parse_edtf("2025-11-24")]
    )
)


def _texts(cells: Plain) -> Store:
    half = len(cells) // 2  # in two chunks, and an empty one
    return Texts(pa.chunked_array([cells[:half], [], cells[half:]], type=pa.large_string()))


def _doubles(cells: Plain) -> Store:
    return Numbers.of(pd.Series(pd.array(cells, dtype="Float64")))


def _coded(cells: Plain) -> Store:
    return Coded.of(cells, np.arange(len(cells)))


_COLUMNS = st.one_of(
    _TEXTS.map(lambda cells: (cells, _texts(cells))),
    _TEXTS.map(lambda cells: (cells, _coded(cells))),
    _DAYS.map(lambda cells: (cells, _coded(cells))),
    st.lists(st.none() | st.integers(-(2**62), 2**62)).map(
        lambda cells: (cells, Numbers.of(pd.Series(pd.array(cells, dtype="Int64"))))
    ),
    st.lists(st.none() | _DOUBLES).map(
        lambda cells: (
            [None if value is None else Decimal(repr(value)) for value in cells],
            _doubles(cells),
        )
    ),
)


def _assert_extent(values: Values, cells: Plain) -> None:
    extent = values.extent()
    if extent is None:
        return
    numbers = [cell for cell in cells if isinstance(cell, int | Decimal)]
    ends = [min(numbers), max(numbers)] if numbers else []
    assert extent == (needed_decimals(numbers), ends)
    assert list(map(str, extent[1])) == list(map(str, ends))


def test_the_extent_of_usual_numbers_is_known_without_reading_each() -> None:
    doubles = Values(_doubles([12.5, None, -3.25, 0.0]))
    assert doubles.extent() == (2, [Decimal("-3.25"), Decimal("12.5")])
    whole = Values(Numbers.of(pd.Series(pd.array([7, None, -7], dtype="Int64"))))
    assert whole.extent() == (0, [-7, 7])
    assert Values(_doubles([0.0, -0.0])).extent() is None
    assert Values(_doubles([1e16])).extent() is None
    assert Values(_texts(["1"])).extent() is None


@settings(deadline=None)
@given(_COLUMNS, st.data())
def test_a_column_means_what_a_list_does(column: tuple[Plain, Store], data: st.DataObject) -> None:
    cells, store = column
    values = Values(store)
    if cells:
        order = data.draw(st.lists(st.integers(-len(cells), len(cells) - 1)))
        values, cells = values.take(order), [cells[index] for index in order]
    start, stop, step = (data.draw(st.none() | st.integers(-9, 9).filter(bool)) for _ in range(3))
    values, cells = values[start:stop:step], cells[start:stop:step]
    assert (
        values.tolist() == list(values) == [values[index] for index in range(len(cells))] == cells
    )
    assert [type(cell) for cell in values] == [type(cell) for cell in cells]
    assert values.isna().tolist() == [cell is None for cell in cells]
    written = "".join([str(cell) for cell in cells if cell is not None])
    rare = set(re.findall(RARE, written))
    assert rare <= set("".join(values.joined(RARE))) <= {*written, "\n"}
    assert rare - {"é"} <= set("".join(values.joined(f"{RARE[:-1]}é]")))
    _assert_extent(values, cells)
    distinct = values.distinct()
    assert distinct.cells == [cell for cell in dict.fromkeys(cells) if cell is not None]
    assert [None if code < 0 else distinct.cells[code] for code in distinct.codes] == cells
    all_cells = set()
    for block in values.each():
        for cell in block:
            if cell is not None:
                all_cells.add(cell)
    assert all_cells == set(distinct.cells)
    for expected in [{None}, set(cells[:2]), {*cells[:1], None}, set[object]()]:
        assert values.equal(expected).tolist() == [cell in expected for cell in cells]
    assert values.written().to_pylist() == [
        None if cell is None else text_of(cell) for cell in cells
    ]


@settings(deadline=None)
@given(st.lists(st.none() | _DOUBLES), st.lists(st.none() | st.integers(-(2**63) + 1, 2**63 - 1)))
def test_sums_are_exact_and_written_as_before(
    doubles: list[float | None], integers: list[int | None]
) -> None:
    plain = sum((Decimal(repr(value)) for value in doubles if value is not None), Decimal(0))
    total = sum(Values(_doubles(list(doubles))).addends(), Decimal(0))
    assert total == plain and (total == int(total) or str(total) == str(plain))
    column = Values(Numbers.of(pd.Series(pd.array(integers, dtype="Int64"))))
    assert sum(column.addends()) == sum(value for value in integers if value is not None)


def test_no_number_is_taken_for_another() -> None:
    column = Values(_doubles([0.1, 5.0]))
    near = Decimal("0.1000000000000000001")
    assert column.equal({near, Decimal(5), "5"}).tolist() == [False, True]


def _frame(rows: int) -> pd.DataFrame:
    """Return a frame as intake makes it, of one column of each kind."""
    numbers = np.arange(rows)
    kinds = ("text", "text", "date", "integer", "number", "boolean", "country")
    starts = ((text := f"2025-11-{day:02}", parse_edtf(text).start) for day in range(1, 29))
    days: list[object] = [Interval(start, start, text) for text, start in starts]
    built = pd.DataFrame(
        {
            "note": pd.Series([f"كلمة {index}" for index in numbers], dtype="string[pyarrow]"),
            "kind": pd.Series(["لقاء", "زيارة"], dtype="string[pyarrow]")
            .take(numbers % 2)
            .reset_index(drop=True),
            "day": object_series(days, numbers % 28),
            "size": pd.Series(pd.array(numbers, dtype="Int64")),
            "cost": pd.Series(pd.array(numbers / 4, dtype="Float64")),
            "signed": pd.Series(pd.array(numbers % 3 == 0, dtype="boolean")),
            "place": pd.Series(["MA", "FR"], dtype="string[pyarrow]")
            .take(numbers % 2)
            .reset_index(drop=True),
        }
    )
    columns = {name: Column(label=name, type=kind) for name, kind in zip(built, kinds, strict=True)}  # type: ignore[arg-type]
    return values_frame(built, columns, pd.RangeIndex(2, rows + 2, name="row"), "ar-MA")


def test_a_frame_gives_objects_however_it_is_asked() -> None:
    frame = _frame(50)
    row = frame.iloc[5]
    day = parse_edtf("2025-11-06")
    assert row.tolist() == ["كلمة 5", "زيارة", day, 5, Decimal("1.25"), False, "فرنسا"]
    assert [type(value) for value in row] == [str, str, Interval, int, Decimal, bool, str]
    assert frame.at[7, "day"] == day and frame.loc[[7, 4], "size"].tolist() == [5, 2]
    assert frame["kind"].dropna().unique().tolist() == ["لقاء", "زيارة"]
    block = frame[values_of_column(frame, "signed").equal({True})]
    assert block.index.tolist() == list(range(2, 52, 3)) and block["size"].tolist() == list(
        range(0, 50, 3)
    )
    assert (frame["kind"] == "لقاء").sum() == 25 and frame["kind"].equals(frame["kind"].copy())
    assert pd.concat([block, block])["cost"].tolist() == block["cost"].tolist() * 2
    assert frame.reindex([1, 2])["note"].tolist() == [None, "كلمة 0"]


@pytest.mark.parametrize("size", [1, 7, 100])
def test_rows_are_gone_through_in_chunks(size: int) -> None:
    frame = _frame(50)
    turned = frame.iloc[::-1].take([3, 1, 2, *range(4, 50)])
    blocks = list(chunks(turned, ["note", "size"], size))
    all_rows = []
    for block in blocks:
        for row in block.rows:
            all_rows.append(row)
    assert all_rows == turned.index.tolist()
    assert [len(block.rows) for block in blocks][:-1] == [size] * (len(blocks) - 1)
    for index, name in enumerate(("note", "size")):
        all_cells = []
        for block in blocks:
            for cell in block.columns[index]:
                all_cells.append(cell)
        assert all_cells == turned[name].tolist()


def test_a_row_takes_few_bytes() -> None:
    """The bytes of a row beside its text: 8 for a place in the file's own text and for a number, 4 for all else."""
    frame, rows = _frame(20_000), 20_000
    text = sum(len(cell.encode()) for cell in frame["note"])
    bare = sum(values_of_column(frame, name).nbytes for name in frame)
    assert bare - text < 45 * rows
    turned = frame.take(np.arange(rows)[::-1])
    shared = {id(values_of_column(turned, name)._at) for name in turned}
    assert len(shared) == 1  # the places are the same list for all columns


def test_a_column_cannot_be_changed_nor_be_of_another_kind() -> None:
    frame = _frame(3)
    with pytest.raises((TypeError, NotImplementedError)):
        frame["kind"].array[0] = "x"
    with pytest.raises(IndexError):
        values_of_column(frame, "kind").take([3])
    with pytest.raises(TypeError, match="no column of values"):
        values_of_column(pd.DataFrame({"x": [1]}), "x")


def test_rows_are_reported_by_the_file_that_they_are_of(tmp_path: Path) -> None:
    toml = HEADING + TABLE.replace("meetings.csv", "day-*.csv") + SECTION
    for day, rows in (("1", 3), ("2", 2), ("3", 4)):
        (tmp_path / f"day-{day}.csv").write_text(
            "x\n" + "".join(f"v{index}\n" for index in range(rows)), "utf-8"
        )
    table = read_tables(loaded(tmp_path, toml, "x\n"))["meetings"]
    places = table.places(RowRanges([1, 3, 4, 6, 7]))
    assert [(name, list(rows)) for name, rows in places] == [
        ("day-1.csv", [2, 4]), ("day-2.csv", [2]), ("day-3.csv", [2, 3])
    ]  # fmt: skip
    value = read_tables(loaded(tmp_path, HEADING + TABLE + SECTION, "x\nv\n"))["meetings"]
    assert value.places(RowRanges([2])) == ((None, RowRanges([2])),)
