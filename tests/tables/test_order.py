"""Rows are sorted by several keys as plain Python sorts them, key by key."""

from __future__ import annotations

from functools import cmp_to_key
from pathlib import Path

import pytest
from hypothesis import strategies as st
from properties import examples

from brief.minimal import HEADING, written
from report.arabic import sort_key
from report.building import compose
from report.composing import read
from report.errors import ExpressionError, Location
from report.intake.model import EventTable
from report.tables.order import in_order

NOWHERE = Location()
COLUMNS = """
[tables.meetings]
source = "meetings.csv"
label = "الاجتماعات"
[tables.meetings.columns]
name = { label = "الاسم" }
size = { label = "العدد", type = "number" }
day = { label = "اليوم", type = "date" }
rank = { label = "الدرجة", type = "category", values = ["وزير", "سفير", "خبير"] }
double = { label = "الضعف", value = "size * 2" }
[[sections]]
title = "القسم"
[[sections.blocks]]
note = "ملاحظة"
"""
ROW = st.tuples(
    st.sampled_from(["فاس", "أكادير", "اكادير", "طنجة", ""]),
    st.sampled_from(["1", "2.5", "10", "-3", ""]),
    st.sampled_from(["2025-01-02", "2025-01", "2024-12-31", ""]),
    st.sampled_from(["خبير", "وزير", "سفير", ""]),
)
NAMES = ("name", "size", "day", "rank")


def table_of(folder: Path, rows: list[tuple[str, ...]]) -> EventTable:
    """Return a table of these rows."""
    lines = "".join(",".join(row) + "\n" for row in rows)
    folder = written(folder, HEADING + COLUMNS, f"name,size,day,rank\n{lines}")
    return read(folder).tables["meetings"]


def _compared(first: object, second: object, column: str) -> int:
    if column == "rank":
        ranks = ["وزير", "سفير", "خبير"]
        pair = ranks.index(str(first)), ranks.index(str(second))
    elif column == "name":
        pair = sort_key(str(first), "ar-MA"), sort_key(str(second), "ar-MA")  # type: ignore[assignment]
    elif column == "day":
        pair = first.start, second.start  # type: ignore[attr-defined, assignment]
    else:
        pair = first, second  # type: ignore[assignment]
    return (pair[0] > pair[1]) - (pair[0] < pair[1])


@examples(
    15,
    200,
    rows=st.lists(ROW, min_size=1, max_size=12),
    keys=st.lists(
        st.tuples(st.sampled_from(["", "-"]), st.sampled_from(NAMES)), min_size=1, max_size=3
    ),
)
def test_rows_are_sorted_as_by_python(
    tmp_path: Path, rows: list[tuple[str, ...]], keys: list[tuple[str, str]]
) -> None:
    table = table_of(tmp_path / "b", [(*row[:3], row[3]) for row in rows])
    cells = {name: dict(table.frame[name].items()) for name in NAMES}

    def compare(first: int, second: int) -> int:
        for sign, column in keys:
            item, counterpart = cells[column][first], cells[column][second]
            if item is None or counterpart is None:
                result = (item is None) - (counterpart is None)
            else:
                result = _compared(item, counterpart, column) * (-1 if sign else 1)
            if result:
                return result
        return 0

    expected = sorted(table.frame.index, key=cmp_to_key(compare))
    sorted_ = in_order(
        table, table.frame, [sign + column for sign, column in keys], "ar-MA", NOWHERE
    )
    assert list(sorted_.index) == expected


def test_expressions_and_computed_columns_are_keys(tmp_path: Path) -> None:
    rows = [("أ", "3", "", ""), ("ب", "-5", "", ""), ("ج", "", "", ""), ("د", "4", "", "")]
    table = table_of(tmp_path / "b", rows)

    def names(*keys: str) -> str:
        return "".join(in_order(table, table.frame, keys, "ar-MA", NOWHERE)["name"])

    assert names("-double") == "دأبج"
    assert names("-abs(size)") == "بدأج"
    assert names("abs(size)") == "أدبج"
    assert names("size > 0", "-size") == "بدأج"


def test_a_wrong_key_is_an_error_at_its_place(tmp_path: Path) -> None:
    table = table_of(tmp_path / "b", [("أ", "3", "", "")])
    with pytest.raises(ExpressionError) as caught:
        in_order(table, table.frame, ["-sise"], "ar-MA", Location(key="sections[1].blocks[1].sort"))
    assert caught.value.findings[0].where.key == "sections[1].blocks[1].sort"


LISTED = """
[[sections.blocks]]
{kind} = "meetings"
columns = ["name", "size", "day"]
caption = "الاجتماعات"
{keys}
"""


@pytest.mark.parametrize("kind", ["table", "register"])
@pytest.mark.parametrize(
    ("limit", "count", "words"),
    [
        (50, 312, "أول 50 من 312 صفا"),
        (1, 2, "أول صف من صفين"),
        (3, 7, "أول 3 من 7 صفوف"),
        (99, 100, "أول 99 من 100 صف"),
    ],
)
def test_a_limit_is_said_under_the_table(
    kind: str, limit: int, count: int, words: str, tmp_path: Path
) -> None:
    block = LISTED.format(kind=kind, keys=f'sort = "-size"\nlimit = {limit}')
    rows = "".join(f"لقاء,{number},2025-01-01,وزير\n" for number in range(1, count + 1))
    html = compose(written(tmp_path, HEADING + COLUMNS + block, f"name,size,day,rank\n{rows}")).html
    plain = html.replace('<bdi dir="ltr">', "").replace("</bdi>", "").replace("\xa0", " ")
    assert words in plain
    assert f">{count}<" in plain and (limit == count or ">لا صفوف<" not in plain)
    assert plain.count("لقاء") == limit


def test_a_limit_that_leaves_nothing_out_is_not_said(tmp_path: Path) -> None:
    block = LISTED.format(kind="register", keys="limit = 2")
    toml = HEADING + COLUMNS + block
    html = compose(written(tmp_path, toml, "name,size,day,rank\nأ,1,,\nب,2,,\n")).html
    assert "أول" not in html
