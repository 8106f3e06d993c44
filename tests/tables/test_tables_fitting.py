"""Tables fitted to the page: widths by what is in the columns, landscape, smaller, in parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.design import TextBlock, house_geometry
from report.lettering import ems
from report.tables import Cell, Group, HeadCell, LongTable, Row, TableModel, fitted, rows_in_html
from report.tables.fitting import fitted_long
from report.tables.row_heights import is_tall, least_height
from report.tables.widths import breaks_code, need_of, shared

PAGES = house_geometry()


def table(
    *columns: list[str], heads: list[HeadCell] | None = None, total: bool = False
) -> TableModel:
    rows = tuple(Row(tuple(map(Cell, texts))) for texts in zip(*columns, strict=True))
    named = heads or [HeadCell(f"عمود {index}") for index in range(len(columns))]
    return TableModel(tuple(named), (Group(None, rows),), rows[0] if total else None)


def points(model: TableModel) -> list[float]:
    width = PAGES.block(landscape=model.landscape).width
    return [(head.width or 0) / 100 * width for head in model.columns]


TEXTS = st.lists(st.text("ابتثجح سشص kW-7.1/", max_size=60), min_size=2, max_size=2)
COLUMNS = st.lists(TEXTS, min_size=1, max_size=30)


@given(COLUMNS, st.booleans(), st.booleans(), st.booleans())
def test_no_column_is_lost_and_all_have_the_width_of_the_page(
    columns: list[list[str]], dense: bool, landscape: bool, stays: bool
) -> None:
    model = table(*columns, total=True)
    sheets = fitted(model, pages=PAGES, dense=dense, landscape=landscape, stays=stays)
    assert len(sheets) == 1 or not stays
    shown = []
    for sheet in sheets:
        for head in sheet.columns[(sheet.part or (1, 1))[0] > 1 :]:
            shown.append(head.label)
    assert shown == [head.label for head in model.columns]
    for number, sheet in enumerate(sheets, 1):
        assert sheet.part == ((number, len(sheets)) if len(sheets) > 1 else None)
        assert sheet.columns[0].label == model.columns[0].label
        assert sum(head.width or 0 for head in sheet.columns) == pytest.approx(100, abs=0.05)
        assert 8 <= sheet.size <= (9 if dense else 9.5)
        assert sheet.total is not None and len(sheet.total.cells) == len(sheet.columns)
        test_results = []
        for group in sheet.groups:
            for row in group.rows:
                test_results.append(len(row.cells) == len(sheet.columns))
        assert all(test_results)


@given(COLUMNS)
def test_what_fits_is_not_broken(columns: list[list[str]]) -> None:
    for sheet in fitted(table(*columns), pages=PAGES, dense=False):
        if len(sheet.columns) > 2 or sheet.part is None:
            for head, wide, texts in zip(
                sheet.columns, points(sheet), zip(*_texts(sheet), strict=True), strict=True
            ):
                need = need_of(head, texts)
                assert wide + 0.1 >= need.least * sheet.size or (
                    sheet.part is None and len(sheet.columns) == 1
                )


def _texts(sheet: TableModel) -> list[list[str]]:
    all_texts = []
    for group in sheet.groups:
        for row in group.rows:
            all_texts.append([cell.text for cell in row.cells])
    return all_texts


def test_a_wide_table_turns_then_shrinks_then_is_split() -> None:
    word = "أمن"
    seen = []
    for count in range(2, 60):
        sheets = fitted(
            table(*[[word]] * count, heads=[HeadCell(word)] * count), pages=PAGES, dense=False
        )
        seen.append((len(sheets), -sheets[0].size if len(sheets) == 1 else 0, sheets[0].landscape))
    turned = [landscape for _, _, landscape in seen]
    assert turned == sorted(turned)
    alone = [(size, landscape) for sheets, size, landscape in seen if sheets == 1]
    assert alone == sorted(alone)
    assert {size for size, _ in alone} == {-9.5, -9.0, -8.5, -8.0}
    assert [sheets for sheets, *_ in seen] == sorted(sheets for sheets, *_ in seen) and seen[-1][
        0
    ] >= 2


def test_parts_are_even_and_as_large_as_their_number_allows() -> None:
    word = "المستفيدون"
    sheets = fitted(table(*[[word]] * 30, heads=[HeadCell(word)] * 30), pages=PAGES, dense=True)
    counts = [len(sheet.columns) for sheet in sheets]
    assert len(sheets) > 1 and max(counts) - min(counts) <= len(sheets)
    assert all(sheet.landscape for sheet in sheets)


def test_short_values_are_on_one_line_before_texts_get_what_is_left() -> None:
    dates, kinds = ["25 فبراير 2026"] * 3, ["حادث سير"] * 3
    texts = ["نص طويل يصف الحادث بالتفصيل ولا ينتهي في سطر واحد ولا في سطرين من هذا الجدول"] * 3
    (model,) = fitted(table(dates, kinds, texts), pages=PAGES, dense=True)
    for wide, text in zip(points(model), (dates[0], kinds[0]), strict=False):
        assert ems(text) * model.size < wide - 8.5 < ems(text) * model.size + 6
    assert points(model)[2] > 300


def test_a_width_of_the_brief_stands_where_it_can() -> None:
    heads = [HeadCell("أ", width=40), HeadCell("ب"), HeadCell("ج")]
    (model,) = fitted(table(["نص قصير"], ["آخر"], ["ثالث"], heads=heads), pages=PAGES, dense=False)
    assert model.columns[0].width == pytest.approx(40, abs=0.1)
    heads = [HeadCell("أ", width=2), *heads[1:]]
    (model,) = fitted(
        table(["الاستراتيجية"], ["آخر"], ["ثالث"], heads=heads), pages=PAGES, dense=False
    )
    assert points(model)[0] > ems("الاستراتيجية") * model.size


def test_numbers_are_never_broken_even_where_words_are() -> None:
    words, numbers = ["الاستراتيجيات والاعتمادات"], ["1.234.567.890"]
    heads = [HeadCell("استراتيجية"), HeadCell("ع", numeric=True)] * 4
    (model,) = fitted(
        table(*[words, numbers] * 4, heads=heads), pages=PAGES, dense=False, stays=True
    )
    assert all(wide - 8.5 >= ems(numbers[0]) * model.size - 0.1 for wide in points(model)[1::2])


def test_a_sum_of_widths_is_always_the_room() -> None:
    heads = [HeadCell("أ", numeric=True), HeadCell("ب", numeric=True)]
    needs = [need_of(head, ["12"]) for head in heads]
    for room in (0.5, 3, 40):
        assert sum(shared(heads, needs, room, 1.0)) == pytest.approx(room)


def test_a_long_register_is_split_with_its_rows() -> None:
    heads = tuple(HeadCell(f"{'عمود' * 3} {index}", numeric=index == 0) for index in range(30))
    rows = [
        ("فئة"),
        tuple(str(index) for index in range(30)),
        (None, *("س" * 12 for _ in range(29))),
    ]
    whole = LongTable(heads, 2, lambda: iter(rows), PAGES.portrait, heading=1)
    sheets = fitted_long(
        whole,
        [row for row in rows if not isinstance(row, str)],
        ["12"] * 30,
        pages=PAGES,
        landscape=False,
    )
    assert len(sheets) > 1
    for sheet in sheets:
        items = list(sheet.items())
        assert items[0] == "فئة" and [len(item) for item in items[1:]] == [len(sheet.columns)] * 2
        assert items[1][:2] == ("0", "1") and sheet.heading == 1
    labels = []
    for sheet in sheets:
        for head in sheet.columns[2 if sheet.part != (1, len(sheets)) else 0 :]:
            labels.append(head.label)
    assert labels == [head.label for head in heads]


def test_a_row_of_a_page_is_tall_and_a_table_of_such_rows_is_not_short() -> None:
    long = "جملة تتكرر كثيرا. " * 400
    (model,) = fitted(table(["فاس", "طنجة"], ["قصير", long]), pages=PAGES, dense=False)
    assert [row.tall for row in model.groups[0].rows] == [False, True] and not model.short
    (model,) = fitted(table(["فاس", "طنجة"], ["قصير", "قصير"]), pages=PAGES, dense=False)
    assert not any(row.tall for row in model.groups[0].rows) and model.short
    whole = LongTable(
        (HeadCell("أ", width=50), HeadCell("ب", width=50)), 1, lambda: iter([]), PAGES.portrait
    )
    assert is_tall(("فاس", long), whole) and not is_tall(("فاس", "قصير"), whole)
    assert not is_tall(("فاس", None), replace(whole, landscape=True, block=PAGES.landscape))


def test_a_code_wider_than_its_column_may_be_broken() -> None:
    assert breaks_code("رقم ABC-123-456", 3.0) and not breaks_code("ABC-123-456", 20.0)
    assert not breaks_code("كلمة", 0.1)


def test_a_number_and_what_it_is_bound_to_are_one_word() -> None:
    dates = need_of(HeadCell("ت"), ["11 شتنبر 2026"])
    assert dates.least > ems("11\u00a0شتنبر") > need_of(HeadCell("ت"), ["شتنبر"]).least
    assert dates.firm == pytest.approx(dates.least)


def long_table_of(notes: list[str]) -> LongTable:
    columns = (HeadCell("أ", width=30.0), HeadCell("ب", width=70.0))
    block = TextBlock(450.0, 700.0)
    return LongTable(columns, len(notes), lambda: iter([("1", note) for note in notes]), block)


@pytest.mark.parametrize(("length", "most"), [(5, 41), (60, 41), (400, 16), (1500, 12)])
def test_the_html_of_a_long_table_has_a_page_of_rows(length: int, most: int) -> None:
    """Fewer, where the rows have many lines."""
    text = "كلمة " * (length // 5)
    table = long_table_of([text] * 500)
    rows = rows_in_html(table)
    assert most - 6 <= rows <= most
    assert rows == 41 or sum(least_height(("1", text), table) for _ in range(rows - 1)) >= 40


@pytest.mark.parametrize(("places", "rows"), [((), 41), ((20,), 61), ((20, 50), 91), ((100,), 41)])
def test_a_page_of_rows_follows_the_last_row_that_may_break(
    places: tuple[int, ...], rows: int
) -> None:
    notes = ["كلمة"] * 200
    for place in places:
        notes[place - 1] = "كلمة " * 2000
    assert rows_in_html(long_table_of(notes)) == rows


def test_the_html_of_a_long_table_has_an_end() -> None:
    assert rows_in_html(long_table_of(["كلمة " * 2000] * 200)) == 121
