"""Tables of counts: one column, or two crossed, with sums that agree with each other and with the rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.errors import ExpressionError, Location
from report.intake import EventTable, read_tables
from report.measures import TableRows, select
from report.rows import RowRanges
from report.tables import HeadCell, TableModel, counts, cross_counts

COLUMNS = """\
[tables.meetings.columns]
kind = { type = "category", label = "الصنف", values = ["منظمة", "دولة", "أخرى"] }
signed = { type = "boolean", label = "التوقيع" }
"""
CSV = """\
kind,place,signed
دولة,فاس,نعم
منظمة,طنجة,
دولة,فاس,لا
,فاس,نعم
دولة,,نعم
,غير مذكور,
"""
HERE = Location(key="sections[1].blocks[1].table")


def _table(folder: Path, csv: str = CSV) -> EventTable:
    return read_tables(loaded(folder, HEADING + TABLE + COLUMNS + SECTION, csv))["meetings"]


def _counts(
    table: EventTable,
    by: str,
    series: str | None = None,
    *,
    total: bool = False,
    locale: str = "ar-MA",
) -> TableModel:
    return counts(table, table.frame, by=by, series=series, locale=locale, total=total, where=HERE)


def _texts(model: TableModel) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for group in model.groups for row in group.rows]


def test_one_column_in_the_declared_order_blanks_last(tmp_path: Path) -> None:
    model = _counts(_table(tmp_path), "kind")
    assert model.columns == (HeadCell("الصنف"), HeadCell("العدد", numeric=True, width=14))
    assert _texts(model) == [["منظمة", "1"], ["دولة", "3"], ["غير مذكور", "2"]]
    assert model.total is None
    assert {row.number for group in model.groups for row in group.rows} == {None}


def test_a_blank_and_a_cell_that_says_so_are_one_row(tmp_path: Path) -> None:
    assert _texts(_counts(_table(tmp_path), "place")) == [
        ["فاس", "3"],
        ["طنجة", "1"],
        ["غير مذكور", "2"],
    ]


def test_the_total_of_one_column(tmp_path: Path) -> None:
    model = _counts(_table(tmp_path), "kind", total=True)
    assert model.total is not None
    assert [cell.text for cell in model.total.cells] == ["المجموع", "6"]
    assert len(model.columns) == 2


def test_two_columns_crossed_with_totals(tmp_path: Path) -> None:
    model = _counts(_table(tmp_path), "kind", "signed", total=True)
    assert [head.label for head in model.columns] == ["الصنف", "نعم", "لا", "غير مذكور", "المجموع"]
    assert [head.numeric for head in model.columns] == [False, True, True, True, True]
    assert _texts(model) == [
        ["منظمة", "0", "0", "1", "1"],
        ["دولة", "2", "1", "0", "3"],
        ["غير مذكور", "1", "0", "1", "2"],
    ]
    assert model.total is not None
    assert [cell.text for cell in model.total.cells] == ["المجموع", "3", "1", "2", "6"]


def test_without_totals_neither_row_nor_column_is_added(tmp_path: Path) -> None:
    model = _counts(_table(tmp_path), "kind", "signed")
    assert [head.label for head in model.columns] == ["الصنف", "نعم", "لا", "غير مذكور"]
    assert (model.total, _texts(model)[1]) == (None, ["دولة", "2", "1", "0"])


def test_figures_follow_the_locale(tmp_path: Path) -> None:
    table = _table(tmp_path, "kind,place,signed\n" + "دولة,فاس,\n" * 1200)
    assert _texts(_counts(table, "kind")) == [["دولة", "1.200"]]
    assert _texts(_counts(table, "kind", locale="ar-EG")) == [["دولة", "١٬٢٠٠"]]


def test_a_table_without_rows(tmp_path: Path) -> None:
    table = _table(tmp_path, "kind,place,signed\n")
    model = _counts(table, "kind", total=True)
    assert (_texts(model), model.row_count) == ([], 0)
    assert model.total is not None
    assert [cell.text for cell in model.total.cells] == ["المجموع", "0"]
    crossed = _counts(table, "kind", "signed", total=True)
    assert [head.label for head in crossed.columns] == ["الصنف", "المجموع"]
    assert crossed.total is not None
    assert [cell.text for cell in crossed.total.cells] == ["المجموع", "0"]


@pytest.mark.parametrize(("by", "series"), [("knd", None), ("kind", "knd")])
def test_an_unknown_column_is_reported_with_the_nearest(
    tmp_path: Path, by: str, series: str | None
) -> None:
    with pytest.raises(ExpressionError) as error:
        _counts(_table(tmp_path), by, series)
    (finding,) = error.value.findings
    assert (finding.rule, finding.where, finding.values["nearest"]) == (
        "unknown-column",
        HERE,
        "kind",
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "منظمة", "دولة"]), st.sampled_from(["", "نعم", "لا"])),
        max_size=30,
    )
)
def test_every_row_is_counted_once(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    rows = [pair for pair in pairs if any(pair)]
    table = _table(
        tmp_path, "kind,place,signed\n" + "".join(f"{kind},,{signed}\n" for kind, signed in rows)
    )
    counted = cross_counts(table, table.frame, "kind", "signed", "ar-MA", HERE)
    assert sum(map(sum, counted.values)) == len(rows)
    for head, column in zip(counted.heads, zip(*counted.values, strict=True), strict=True):
        assert sum(column) == sum((signed or "غير مذكور") == head for _, signed in rows)
    by_row: list[int] = []
    for label, line in enumerate(counted.values):
        for place, value in enumerate(line):
            provenance = counted.provenance(label, place)
            (selected,) = provenance.rows
            assert (provenance.value, len(selected.rows)) == (str(value), value)
            by_row += selected.rows
            for row in selected.rows:
                kind, signed = rows[row - 2]
                names = kind or "غير مذكور", signed or "غير مذكور"
                assert provenance.label == "، ".join(names)
    assert sorted(by_row) == list(range(2, len(rows) + 2))


def test_a_count_carries_its_rule_and_its_rows(tmp_path: Path) -> None:
    table = _table(tmp_path, "kind,place,signed\nدولة,فاس,نعم\nمنظمة,فاس,لا\nدولة,وجدة,نعم\n")
    frame = select(table, {"place": "فاس"}, HERE)
    counted = cross_counts(table, frame, "kind", "signed", "ar-MA", HERE, {"place": "فاس"})
    cell = counted.provenance(1, 0)
    place = table.columns["place"].label
    conditions = f"{place} = فاس؛ الصنف = دولة؛ التوقيع = نعم"
    assert cell.label == "دولة، نعم"
    assert cell.rule == f"عدد صفوف جدول «{table.label}» بشرط: {conditions}"
    assert cell.rows == (TableRows(table.name, RowRanges([2])),)
    total = counted.provenance(None, None)
    assert (total.label, total.value) == ("المجموع، المجموع", "2")
    assert total.rows == (TableRows(table.name, RowRanges([2, 3])),)
