"""Tables of counts: one dimension, or two crossed, as the count of rows is asked of the measures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.brief import LoadedBrief
from report.document.blocks.table import TABLE as TABLES
from report.document.blocks.table import CountTable, MeasureTable
from report.errors import ExpressionError, Location
from report.intake import read_tables
from report.measures import TableRows
from report.measures.engine import Engine
from report.measures.model import Result
from report.rows import RowRanges
from report.tables import HeadCell, TableModel
from report.tables.pivots import pivot_table

COLUMNS = """\
[tables.meetings.columns]
kind = { type = "category", label = "الصنف", values = ["منظمة", "دولة", "أخرى"] }
place = { label = "المكان" }
signed = { type = "boolean", label = "التوقيع" }
"""
MEASURE = '[measures.all]\nlabel = "العدد"\ncount = "meetings"\n'
CSV = """\
kind,place,signed
دولة,فاس,نعم
منظمة,طنجة,
دولة,فاس,لا
,فاس,نعم
دولة,,نعم
,غير مذكور,
"""


def _brief(folder: Path, csv: str = CSV, columns: str = COLUMNS, heading: str = "") -> LoadedBrief:
    return loaded(folder, HEADING + heading + TABLE + columns + MEASURE + SECTION, csv)


def _result(brief: LoadedBrief, **keys: Any) -> Result:
    block = TABLES.validated({"table": "meetings", "caption": "جدول", **keys})
    assert isinstance(block, MeasureTable)
    query = block.query(lambda *keys: Location(key=str(keys[0])))
    return Engine(brief, read_tables(brief)).result(query)


def _model(brief: LoadedBrief, **keys: Any) -> TableModel:
    return pivot_table(_result(brief, **keys), [1], brief.model.brief.locale)


def _texts(model: TableModel) -> list[list[str]]:
    rows = []
    for group in model.groups:
        for row in group.rows:
            rows.append(row)
    rows += [] if model.total is None else [model.total]
    texts = []
    for row in rows:
        texts.append([cell.text for cell in row.cells])
    return texts


def test_one_column_in_the_declared_order_blanks_last(tmp_path: Path) -> None:
    model = _model(_brief(tmp_path), by="kind")
    assert model.columns == (HeadCell("الصنف"), HeadCell("العدد", numeric=True, width=14))
    assert _texts(model) == [["منظمة", "1"], ["دولة", "3"], ["غير مذكور", "2"]]
    assert model.total is None
    numbers = set()
    for group in model.groups:
        for row in group.rows:
            numbers.add(row.number)
    assert numbers == {None}


def test_a_blank_and_a_cell_that_says_so_are_one_row(tmp_path: Path) -> None:
    rows = [["فاس", "3"], ["طنجة", "1"], ["غير مذكور", "2"]]
    assert _texts(_model(_brief(tmp_path), by="place")) == rows


def test_the_total_of_one_column(tmp_path: Path) -> None:
    model = _model(_brief(tmp_path), by="kind", total=True)
    assert model.total is not None
    assert _texts(model)[-1] == ["المجموع", "6"]
    assert len(model.columns) == 2


def test_two_columns_crossed_with_totals(tmp_path: Path) -> None:
    model = _model(_brief(tmp_path), by="kind", series="signed", total=True)
    assert [head.label for head in model.columns] == ["الصنف", "نعم", "لا", "غير مذكور", "المجموع"]
    assert [head.numeric for head in model.columns] == [False, True, True, True, True]
    assert _texts(model) == [
        ["منظمة", "0", "0", "1", "1"],
        ["دولة", "2", "1", "0", "3"],
        ["غير مذكور", "1", "0", "1", "2"],
        ["المجموع", "3", "1", "2", "6"],
    ]


def test_without_totals_neither_row_nor_column_is_added(tmp_path: Path) -> None:
    model = _model(_brief(tmp_path), by="kind", series="signed")
    assert [head.label for head in model.columns] == ["الصنف", "نعم", "لا", "غير مذكور"]
    assert (model.total, _texts(model)[1]) == (None, ["دولة", "2", "1", "0"])


@pytest.mark.parametrize(("locale", "printed"), [("ar-MA", "1.200"), ("ar-EG", "١٬٢٠٠")])
def test_figures_follow_the_locale(tmp_path: Path, locale: str, printed: str) -> None:
    csv = "kind,place,signed\n" + "دولة,فاس,\n" * 1200
    brief = _brief(tmp_path, csv, heading=f'language = "{locale}"\n')
    assert _texts(_model(brief, by="kind")) == [["دولة", printed]]


def test_a_table_without_rows(tmp_path: Path) -> None:
    brief = _brief(tmp_path, "kind,place,signed\n")
    assert _texts(_model(brief, by="kind", total=True)) == [["المجموع", "0"]]
    crossed = _model(brief, by="kind", series="signed", total=True)
    assert [head.label for head in crossed.columns] == ["الصنف", "المجموع"]
    assert _texts(crossed) == [["المجموع", "0"]]


@pytest.mark.parametrize(("keys", "place"), [({"by": "knd"}, "by"), ({"series": "knd"}, "series")])
def test_an_unknown_column_is_reported_with_the_nearest(
    tmp_path: Path, keys: dict[str, str], place: str
) -> None:
    with pytest.raises(ExpressionError) as error:
        _result(_brief(tmp_path), **{"by": "kind", **keys})
    (finding,) = error.value.findings
    assert (finding.rule, finding.where.key) == ("no-such-name", place)
    assert "kind" in finding.text("en")


@pytest.mark.parametrize(
    ("column", "cells", "labels"),
    [
        ('{ type = "year", label = "x" }', ("2024", "2025", "2025"), ["2024", "2025"]),
        ('{ type = "number", label = "x", percent = true }', ("12.5", "7"), ["7%", "12,5%"]),
        ('{ type = "number", label = "x", decimals = 2 }', ("3", "0.126"), ["0,13", "3,00"]),
        ('{ type = "integer", label = "x" }', ("20000", "1500"), ["1500", "20.000"]),
        ('{ type = "integer", label = "x", grouping = true }', ("1500",), ["1.500"]),
        ('{ type = "integer", label = "x", grouping = false }', ("15000",), ["15000"]),
    ],
)
def test_numbers_are_groups_in_order_in_the_form_of_their_column(
    tmp_path: Path, column: str, cells: tuple[str, ...], labels: list[str]
) -> None:
    csv = "n\n" + "".join(f"{cell}\n" for cell in cells)
    brief = _brief(tmp_path, csv, f"[tables.meetings.columns]\nn = {column}\n")
    assert [row[0] for row in _texts(_model(brief, by="n"))] == labels


def test_a_column_is_named_by_a_label_with_blanks_and_signs(tmp_path: Path) -> None:
    csv = "نوع (أول) - 2\nأ\nب\nأ\n"
    model = _model(_brief(tmp_path, csv, ""), by="نوع (أول) - 2", total=True)
    assert _texts(model) == [["أ", "2"], ["ب", "1"], ["المجموع", "3"]]


def test_counts_have_the_keys_of_measures(tmp_path: Path) -> None:
    keys = {"sort": ("-count(meetings)",), "top": 1, "others": True, "total": True}
    assert _texts(_model(_brief(tmp_path), by="place", **keys)) == [
        ["فاس", "3"],
        ["أخرى", "1"],
        ["غير مذكور", "2"],
        ["المجموع", "6"],
    ]
    complete = _model(_brief(tmp_path), by="kind", complete=True, missing="hide")
    assert _texts(complete) == [["منظمة", "1"], ["دولة", "3"], ["أخرى", "0"]]


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "منظمة", "دولة"]),
        st.sampled_from(["", "فاس", "غير مذكور", "طنجة"]),
        st.sampled_from(["", "نعم", "لا"]),
    ).filter(any),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=_ROWS,
    by=st.sampled_from(["kind", "place"]),
    series=st.sampled_from([None, "signed", "place"]),
    where=st.sampled_from([{}, {"place": "فاس"}, "kind != 'دولة'"]),
    missing=st.sampled_from(["show", "hide"]),
    total=st.booleans(),
)
def test_every_row_is_counted_once_and_as_by_a_measure(
    tmp_path: Path,
    rows: list[tuple[str, str, str]],
    by: str,
    series: str | None,
    where: Any,
    missing: str,
    total: bool,
) -> None:
    brief = _brief(tmp_path, "kind,place,signed\n" + "".join(f"{','.join(row)}\n" for row in rows))
    shared = {"where": where, "missing": missing}
    across = {} if series is None else {"series": series}
    short = _result(brief, by=by, total=total, **across, **shared)
    totals = {"totals": ("rows", "columns")} if total else {}
    columns = {} if series is None else {"columns": series}
    asked = _result(brief, rows=by, measures="all", **totals, **columns, **shared)
    assert (short.rows, short.columns, short.notes) == (asked.rows, asked.columns, asked.notes)
    counted: list[int] = []
    for row, members in enumerate(short.rows):
        for column, heads in enumerate(short.columns):
            own, same = short.cell(row, column), asked.cell(row, column)
            assert own.text("ar-MA") == same.text("ar-MA")
            assert own.provenance.rows == same.provenance.rows
            assert own.provenance.rule == same.provenance.rule
            (result,) = own.provenance.rows
            assert len(result.rows) == own.value
            if all(member.kind != "total" for member in (*members, *heads)):
                counted += result.rows
    stored = _kept(rows, by, series, where, missing)
    assert sorted(counted) == stored
    if total and short.rows:
        assert short.cell(len(short.rows) - 1, len(short.columns) - 1).value == len(stored)


def _kept(
    rows: list[tuple[str, str, str]], by: str, series: str | None, where: Any, missing: str
) -> list[int]:
    """Return the numbers of the rows that a table counts."""
    results = []
    for number, row in enumerate(rows, 2):
        cells = dict(zip(("kind", "place", "signed"), row, strict=True))
        stated = [cells[name] not in ("", "غير مذكور") for name in (by, series) if name]
        is_meant = not where or (
            cells["place"] == "فاس"
            if isinstance(where, dict)
            else cells["kind"] not in ("", "دولة")
        )
        if is_meant and (missing == "show" or all(stated)):
            results.append(number)
    return results


def test_a_count_carries_its_rule_and_its_rows(tmp_path: Path) -> None:
    csv = "kind,place,signed\nدولة,فاس,نعم\nمنظمة,فاس,لا\nدولة,وجدة,نعم\n"
    keys = {"by": "kind", "series": "signed", "total": True, "where": {"place": "فاس"}}
    result = _result(_brief(tmp_path, csv), **keys)
    cell = result.cell(1, 0).provenance
    assert cell.label == "دولة، نعم"
    conditions = "المكان = فاس؛ الصنف = دولة؛ التوقيع = نعم"
    assert cell.rule == f"عدد صفوف جدول «الاجتماعات» بشرط: {conditions}"
    assert cell.rows == (TableRows("meetings", RowRanges([2])),)
    total = result.cell(2, 2).provenance
    assert (total.label, total.value) == ("المجموع، المجموع", "2")
    assert total.rows == (TableRows("meetings", RowRanges([2, 3])),)


def test_a_table_of_counts_reads_its_columns_and_its_condition() -> None:
    keys = {"table": "meetings", "caption": "x", "by": "year(day)", "series": "نوع أول"}
    block = TABLES.validated({**keys, "where": "size > 3"})
    assert isinstance(block, CountTable)
    (query,) = block.queries()
    assert (query.columns, query.where) == (("day", "نوع أول"), "size > 3")
