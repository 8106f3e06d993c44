"""Tables on sheets: declared columns change no detected table, and cells beside it are reported."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.brief.tables import Column, Table
from report.errors import Location
from report.intake.grid import Grid
from report.intake.recognise.cells import Cell, Sheet
from report.intake.sources import read_grids
from report.intake.sources.columns import FoundTable
from report.intake.sources.grids import find_table

WHERE = Location(file="brief.toml", key="tables.t.source")
NAMES = ("الجهة", "الجماعة", "قتلى", "جرحى", "السنة", "معدل", "ملاحظات", "النوع")
Area = tuple[int, int, int, int]


def declared(names: object) -> dict[str, Column]:
    return {str(name): Column(label=str(name)) for name in names}  # type: ignore[attr-defined]


def find(sheet: Sheet, names: object = ()) -> FoundTable | None:
    return find_table(sheet, Table(source="t.xlsx", label="t", columns=declared(names)), WHERE)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Return a sheet with one or two tables: titles above, one or two rows of names, blank cells, totals below."""
    rows: list[list[Cell]] = []
    merges: list[Area] = []
    for _ in range(draw(st.integers(1, 2))):
        width = draw(st.integers(2, 6))
        rows += [["حصيلة", *[None] * 5]] * draw(st.integers(0, 2)) + [[None] * 6] * draw(
            st.integers(0, 1)
        )
        names = draw(st.lists(st.sampled_from(NAMES), min_size=width, max_size=width, unique=True))
        if draw(st.booleans()):
            start = draw(st.integers(1, max(1, width - 2)))
            upper: list[Cell] = [*names[:start], "الخسائر", *[None] * 5]
            rows.append(upper[:6])
            lower: list[Cell] = [*[None] * start, *names[start:width], *[None] * 6]
            rows.append(lower[:6])
            if draw(st.booleans()) and width - start > 1:
                merges.append((len(rows) - 1, start + 1, len(rows) - 1, width))
        else:
            rows.append([*names, *[None] * 6][:6])
        texts = draw(st.integers(1, width))
        cells = st.none() | st.integers(0, 99)
        for number in range(draw(st.integers(2, 6))):
            figures = [draw(cells) for _ in range(width - texts)]
            words = [f"اسم {number}{index}" for index in range(texts)]
            rows.append([*words, *figures, *[None] * 6][:6])
        rows += [[None] * 6] * draw(st.integers(1, 3))
    return Sheet("ورقة", rows, merges=tuple(merges))


def check_declared(sheet: Sheet, data: st.DataObject) -> None:
    plain = find(sheet)
    assert plain is not None
    names = [name for name in plain.layout.names if name]
    if not names or len(set(names)) < len(names):
        return
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    also = find(sheet, chosen)
    assert also is not None
    best = sum(name in plain.layout.names for name in chosen)
    assert also.matched >= best
    # Another table is chosen only where it has every declared column too, and is the larger one.
    if also.layout != plain.layout:
        assert also.matched > best or also.layout.box.filled >= plain.layout.box.filled


@settings(max_examples=150, deadline=None)
@given(sheets(), st.data())
def test_declared_columns_never_make_recognition_worse(sheet: Sheet, data: st.DataObject) -> None:
    check_declared(sheet, data)


@pytest.mark.slow
@settings(max_examples=2500, deadline=None)
@given(sheets(), st.data())
def test_declared_columns_never_make_recognition_worse_in_many_sheets(
    sheet: Sheet, data: st.DataObject
) -> None:
    check_declared(sheet, data)


def book(path: Path, rows: list[list[object]], merges: tuple[str, ...] = ()) -> Path:
    built = openpyxl.Workbook()
    for row in rows:
        built.active.append(row)
    for area in merges:
        built.active.merge_cells(area)
    built.save(path)
    return path


def read(path: Path, **keys: object) -> Grid:
    (grid,) = read_grids(Table(source=path.name, label="t", **keys), path.parent, WHERE)
    return grid


def notes(grid: Grid) -> dict[str, dict[str, object]]:
    return {note.rule: dict(note.values) for note in grid.notes}


def test_two_rows_of_names_are_found_with_half_of_the_columns_declared(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["المدينة", "حرائق", None, "حوادث سير", None],
        [None, "عدد", "نسبة", "عدد", "نسبة"],
    ]
    rows += [[f"مدينة {index}", index, index / 4, index + 1, index / 8] for index in range(1, 6)]
    path = book(tmp_path / "t.xlsx", rows, ("A1:A2", "B1:C1", "D1:E1"))
    names = ("المدينة", "حرائق عدد", "حرائق نسبة", "حوادث سير عدد", "حوادث سير نسبة")
    for columns in ((), ("المدينة",), ("المدينة", "حوادث سير نسبة"), names):
        grid = read(path, columns=declared(columns))
        assert (grid.header, grid.rows.tolist()) == (names, [3, 4, 5, 6, 7])


def stub(path: Path) -> Path:
    """Return a survey's table: no name above its first column, a blank one between its two groups."""
    rows: list[list[object]] = [["بحث 2017"], [None, "موافق", None, None, "معارض"]]
    rows += [[None, "عدد", "نسبة", None, "عدد", "نسبة"]]
    rows += [
        [f"دائرة {index}", index, index / 4, None, index + 1, index / 8] for index in range(1, 7)
    ]
    return book(path, rows, ("B2:C2", "E2:F2"))


def test_nameless_and_blank_columns_are_reported_and_declared_by_letter(tmp_path: Path) -> None:
    path = stub(tmp_path / "t.xlsx")
    grid = read(path)
    assert grid.header == ("column A", "موافق عدد", "موافق نسبة", "معارض عدد", "معارض نسبة")
    assert grid.letters == ("A", "B", "C", "E", "F") and grid.labels == {"column A": "العمود A"}
    assert notes(grid) == {
        "nameless-column": {"name": "column A", "letters": "A"},
        "blank-columns": {"columns": ("D",)},
    }
    for name in ("A", "column A", "العمود A"):
        grid = read(path, columns=declared([name, "موافق عدد"]))
        assert grid.header[0] == name and "nameless-column" not in notes(grid)


def test_a_column_named_by_a_letter_keeps_its_name(tmp_path: Path) -> None:
    path = book(
        tmp_path / "t.xlsx",
        [["B", None, "n"], *[[f"x{index}", f"y{index}", index] for index in range(1, 5)]],
    )
    grid = read(path, columns=declared(["B", "n"]))
    assert grid.header == ("B", "column B", "n")


@pytest.mark.parametrize("titled", [True, False])
def test_two_tables_side_by_side_are_reported(tmp_path: Path, titled: bool) -> None:
    rows: list[list[object]] = [["يناير", None, None, "فبراير"]] if titled else []
    second = ("الجماعة", "جرحى") if titled else ("المدينة", "قتلى")
    rows += [["المدينة", "قتلى", None, *second]]
    rows += [[f"مدينة {index}", index, None, f"بلدة {index}", index + 5] for index in range(1, 5)]
    grid = read(book(tmp_path / "t.xlsx", rows))
    assert grid.header == ("المدينة", "قتلى") and len(grid.rows) == 4
    counterpart = "D1:E6" if titled else "D1:E5"
    assert notes(grid)["other-tables"]["range"] == counterpart
    chosen = read(tmp_path / "t.xlsx", range=counterpart)
    assert chosen.header == second and notes(chosen) == {}


def test_of_a_pattern_locks_and_hidden_files_are_not_read(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", [["x", "y"], [1, 2]])
    for name in ("~$a.xlsx", ".b.xlsx", ".~lock.a.xlsx#"):
        (tmp_path / name).write_bytes(b"lock")
    spec = Table(source="*.xlsx*", label="t")
    assert [grid.path.name for grid in read_grids(spec, tmp_path, WHERE)] == ["a.xlsx"]
