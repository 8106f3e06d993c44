"""Tables of measures: groups and subtotals, spanning heads, totals, units, changes, notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.brief import load_brief
from report.design import house_geometry
from report.intake import read_tables
from report.measures import count_measures
from report.measures.engine import Engine
from report.measures.query import Asked, Query
from report.measures.show import parse_show
from report.tables import HeadCell, TableModel, fitted
from report.tables.model import Cell, Group, PlacedHead, Row, SpanningHead, head_rows
from report.tables.pivots import common_unit, note_texts, pivot_table

PIVOTS = Path(__file__).parents[1] / "document/pivots"


@pytest.fixture(scope="module")
def engine() -> Engine:
    brief = load_brief(PIVOTS)
    return count_measures(brief, read_tables(brief)).engine


def table(
    engine: Engine, *measures: str | Asked, rows: Sequence[Any] = (), **keys: Any
) -> TableModel:
    asked = [Asked(measure=item) if isinstance(item, str) else item for item in measures]
    result = engine.result(Query(measures=tuple(asked), rows=tuple(rows), **keys))
    depths = [1 if isinstance(text, str) else len(text) for text in rows]
    return pivot_table(result, depths, "ar-MA")


def lines(model: TableModel) -> list[str]:
    """Return heads of groups in brackets, and rows with their texts; subtotals and the total are marked."""
    texts = []
    for group in model.groups:
        texts += [f"[{head}]" for head in (*group.outer, *filter(None, [group.head]))]
        items = []
        for row in group.rows:
            items.append(
                ("= " if row.subtotal else "") + " | ".join(cell.text for cell in row.cells)
            )
        texts += items
    if model.total is not None:
        texts.append("== " + " | ".join(cell.text for cell in model.total.cells))
    return texts


def heads(model: TableModel) -> list[list[str]]:
    all_texts = []
    for row in model.head_rows:
        all_texts.append([f"{head.label} {head.columns}x{head.rows}" for head in row])
    return all_texts


def test_outer_dimensions_are_groups_with_subtotals(engine: Engine) -> None:
    model = table(
        engine,
        "events",
        "rate",
        rows=["region", "city"],
        totals=frozenset(["groups", "columns"]),
        sort=("-events",),
    )
    assert model.columns[0].label == "الجهة والمدينة"
    assert lines(model)[:6] == [
        "[الشمال]",
        "تطوان | 2 | 2,00",
        "طنجة | 2 | 1,50",
        "العرائش | 1 | —",
        "= المجموع: الشمال | 5 | 1,40",
        "[الوسط]",
    ]
    assert lines(model)[-1] == "== المجموع | 13 | 1,46"


def test_a_subtotal_that_repeats_its_only_row_is_left_out(engine: Engine) -> None:
    model = table(engine, "events", rows=["region", "city"], totals=frozenset(["groups"]))
    assert lines(model)[-2:] == ["[غير مذكور]", "غير مذكور | 1"]


def test_a_subtotal_of_a_group_of_groups_stands_under_no_inner_head(engine: Engine) -> None:
    model = table(
        engine,
        "events",
        rows=["year(day)", "region", "kind"],
        totals=frozenset(["groups"]),
        where="day is not missing and region == 'الشمال'",
    )
    assert lines(model) == [
        "[2024]",
        "[الشمال]",
        "حريق | 1",
        "سير | 2",
        "= المجموع: الشمال | 3",
        "= المجموع: 2024 | 3",
        "[2025]",
        "[الشمال]",
        "حريق | 1",
        "سير | 1",
        "= المجموع: الشمال | 2",
        "= المجموع: 2025 | 2",
    ]
    assert [(group.head, group.level) for group in model.groups[:2]] == [("الشمال", 1), (None, 1)]
    assert [row.level for row in model.groups[0].rows] == [1, 1, 1]


def test_measures_stand_under_the_members_of_the_columns(engine: Engine) -> None:
    model = table(
        engine, "events", "cost", rows=["kind"], columns=("year(day)",), totals=frozenset(["rows"])
    )
    assert heads(model) == [
        ["النوع 1x2", "2024 2x1", "2025 2x1", "غير محدد 2x1", "المجموع 2x1"],
        ["الحوادث 1x1", "الكلفة 1x1"] * 4,
    ]
    assert [head.unit for head in model.columns][:3] == ["", "", "بالملايين، د.م."]


def test_the_only_measure_has_no_head_and_its_unit_is_said_once(engine: Engine) -> None:
    result = engine.result(
        Query(measures=(Asked(measure="cost"),), rows=("kind",), columns=("year(day)",))
    )
    model = pivot_table(result, [1], "ar-MA")
    assert heads(model) == [["النوع 1x1", "2024 1x1", "2025 1x1", "غير محدد 1x1"]]
    assert common_unit(result, by_rows=True) == "بالملايين، د.م."
    assert lines(model) == ["حريق | 1,5 | 5,4 | —", "سير | 0,4 | 1,1 | 0,0"]
    assert model.groups[0].rows[0].cells[-1].missing


def test_without_rows_each_measure_is_a_row(engine: Engine) -> None:
    model = table(engine, "events", "cost", columns=("kind",))
    assert heads(model) == [["المؤشر 1x1", "حريق 1x1", "سير 1x1"]]
    assert lines(model) == ["الحوادث | 5 | 8", "الكلفة (بالملايين، د.م.) | 6,9 | 1,5"]
    assert lines(table(engine, "events")) == ["الحوادث | 13"]


def test_a_dimension_of_several_expressions_has_as_many_columns(engine: Engine) -> None:
    model = table(engine, "events", rows=[["region", "city"]], top=1, others="غيرها")
    assert [head.label for head in model.columns] == ["الجهة", "المدينة", "الحوادث"]
    assert lines(model)[0] == "الوسط | فاس | 3"
    assert (model.first_heading, model.heading) == (0, 1)


def test_others_of_an_outer_dimension_are_a_row_of_their_own(engine: Engine) -> None:
    model = table(
        engine,
        "events",
        rows=["region", "kind"],
        top=1,
        top_of="region",
        others="غيرها",
        missing="hide",
    )
    assert lines(model) == ["[الشمال]", "حريق | 2", "سير | 3", "غيرها | 7"]


def test_a_change_is_an_arrow_on_the_page_and_words_for_those_who_hear(engine: Engine) -> None:
    change = Asked(
        measure="events", show=(parse_show("change from 'حريق'"),), change="arrow", decimals=0
    )
    model = table(engine, change, rows=["kind"])
    cells = [row.cells[1] for row in model.groups[0].rows]
    assert [(cell.text, cell.spoken) for cell in cells] == [
        ("0%", "دون تغيير"),
        ("▲\u00a060%", "ارتفاع 60%"),
    ]


def test_every_figure_says_where_it_comes_from(engine: Engine) -> None:
    model = table(
        engine,
        "events",
        rows=["region", "city"],
        columns=("kind",),
        totals=frozenset(["groups", "rows"]),
    )
    for group in model.groups:
        for row in group.rows:
            assert row.cells[0].provenance is None
            for cell in row.cells[1:]:
                assert cell.provenance is not None
                assert sum(len(rowset.rows) for rowset in cell.provenance.rows) == int(cell.text)


def test_notes_have_the_figures_of_the_locale(engine: Engine) -> None:
    result = engine.result(
        Query(measures=(Asked(measure="events"),), rows=("year(day)",), top=1, missing="hide")
    )
    assert note_texts(result.notes, "ar-EG") == (
        "لم يحتسب ما لم يذكر فيه «السنة» (عدد الصفوف: ١).",
        "لم تعرض بقية الفئات (عددها: ١).",
    )


def test_a_head_with_fewer_heads_above_is_higher() -> None:
    spans = [SpanningHead("ا", 1), SpanningHead("ب", 1), SpanningHead("ج", 3)]
    columns = [
        HeadCell("أ"),
        HeadCell("ب1", over=(spans[0], spans[1])),
        HeadCell("ب2", over=(spans[0], spans[1])),
        HeadCell("ج1", over=(spans[2],)),
    ]
    assert head_rows(columns) == (
        (PlacedHead("أ", 1, 3), PlacedHead("ا", 2), PlacedHead("ج", 1, 2)),
        (PlacedHead("ب", 2),),
        (PlacedHead("ب1"), PlacedHead("ب2"), PlacedHead("ج1")),
    )


@st.composite
def spanned_columns(draw: st.DrawFn) -> list[HeadCell]:
    """Return columns under heads of one to three levels; equal labels are beside each other."""
    columns: list[HeadCell] = [HeadCell("الاسم")]
    for _ in range(draw(st.integers(1, 6))):
        start, depth = len(columns), draw(st.integers(0, 2))
        over = tuple(SpanningHead(draw(st.sampled_from("ابج")), start) for _ in range(depth))
        count = draw(st.integers(1, 4)) if depth else 1
        columns += [HeadCell("عدد", numeric=True, over=over) for _ in range(count)]
    return columns


@given(spanned_columns())
def test_the_rows_of_heads_cover_the_grid_once(columns: list[HeadCell]) -> None:
    rows = head_rows(columns)
    height = [0] * len(columns)
    for index, row in enumerate(rows):
        free = [column for column in range(len(columns)) if height[column] == index]
        covered = sum(head.columns for head in row)
        assert covered == len(free)
        position = iter(free)
        for head in row:
            for _ in range(head.columns):
                height[next(position)] += head.rows
    assert set(height) == {len(rows)}


def wide(groups: int, columns: int) -> TableModel:
    columns_of = []
    for group in range(groups):
        for _ in range(columns):
            columns_of.append(
                HeadCell("المجموع", numeric=True, over=(SpanningHead(f"السنة {group}", group),))
            )
    row = Row((Cell("المدينة"), *[Cell("1.000.000") for _ in columns_of]))
    return TableModel((HeadCell("المكان"), *columns_of), (Group(None, (row,)),))


def test_columns_under_one_head_stay_in_one_part() -> None:
    sheets = fitted(wide(9, 3), pages=house_geometry(), dense=False)
    assert len(sheets) > 1
    for sheet in sheets:
        assert all(head.columns == 3 for head in sheet.head_rows[0][1:])
