"""Charts that name no measure: the count of the rows of their table, as any other measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from charts.contexts import context_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from brief.minimal import HEADING, SECTION, TABLE, loaded
from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.data import ChartData
from report.charts.kind import ChartContext
from report.errors import ExpressionError
from report.intake import read_tables
from report.measures import Provenance
from report.measures.engine import Engine

COLUMNS = """\
[tables.meetings.columns]
kind = { type = "category", label = "الصنف", values = ["منظمة", "دولة"] }
place = { label = "المكان" }
day = { type = "date", label = "اليوم" }
"""
MEASURE = '[measures.all]\nlabel = "العدد"\ncount = "meetings"\n'


def _context(folder: Path, rows: list[tuple[str, str, str]]) -> ChartContext:
    csv = "kind,place,day\n" + "".join(f"{','.join(row)}\n" for row in rows)
    brief = loaded(folder, HEADING + TABLE + COLUMNS + MEASURE + SECTION, csv)
    return context_of(brief, read_tables(brief))


def _data(context: ChartContext, chart: str, **keys: Any) -> Any:
    kind = CHARTS[chart]
    return kind.data(kind.model(chart=chart, caption="رسم", **keys), context)  # type: ignore[call-arg]


def _labels(data: ChartData) -> list[str]:
    return [member.label for member in data.categories]


def _told(provenance: Provenance) -> tuple[Any, ...]:
    return provenance.description, provenance.conditions, provenance.show, provenance.rows


def _values(marks: Mapping[str, Provenance]) -> dict[str, Any]:
    return {name: _told(item) for name, item in marks.items() if not name.endswith("l")}


_CELLS = st.tuples(
    st.sampled_from(["", "منظمة", "دولة"]),
    st.sampled_from(["", "فاس", "غير مذكور", "طنجة", "سلا", "أصيلة"]),
    st.sampled_from(["", "2025-01-03", "2025-02-07", "2024", "2025-02"]),
)
_ROWS = st.lists(_CELLS.filter(any), min_size=1, max_size=25)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    rows=_ROWS,
    chart=st.sampled_from(["bars", "grouped", "stacked", "columns"]),
    by=st.sampled_from(["kind", "place", "day", "year(day)", "year_month(day)"]),
    series=st.sampled_from(["kind", "place"]),
    order=st.sampled_from(["declared", "value", "alphabet"]),
    more=st.fixed_dictionaries(
        {},
        optional={
            "where": st.sampled_from([{"place": "فاس"}, "kind != 'دولة'", {"kind": ("دولة", "منظمة")}]),
            "missing": st.just("hide"),
            "complete": st.just(True),
            "top": st.integers(1, 3),
        },
    ),
    rest=st.booleans(),
)  # fmt: skip
def test_a_chart_without_measures_is_that_of_the_count(
    tmp_path: Path,
    rows: list[tuple[str, str, str]],
    chart: str,
    by: str,
    series: str,
    order: str,
    more: dict[str, Any],
    rest: bool,
) -> None:
    context = _context(tmp_path, rows)
    keys = {"by": by, "order": order, **more}
    keys |= {"others": True} if rest and "top" in more else {}
    keys |= {"series": series} if chart in ("grouped", "stacked") else {}
    try:
        asked = _data(context, chart, measures=("all",), **keys)
    except ExpressionError as error:
        with pytest.raises(ExpressionError) as raised:
            _data(context, chart, table="meetings", **keys)
        assert [item.rule for item in raised.value.findings] == [
            item.rule for item in error.findings
        ]
        return
    short = _data(context, chart, table="meetings", **keys)
    assert short == asked
    assert _values(short.marks) == _values(asked.marks)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=_ROWS, by=st.sampled_from(["kind", "place"]), series=st.sampled_from([None, "day"]))
def test_each_category_leads_to_all_of_its_rows(
    tmp_path: Path, rows: list[tuple[str, str, str]], by: str, series: str | None
) -> None:
    keys = {"table": "meetings", "by": by}
    keys |= {} if series is None else {"series": series}
    data = _data(_context(tmp_path, rows), "bars" if series is None else "grouped", **keys)
    column = ("kind", "place").index(by)
    for row, category in enumerate(_labels(data)):
        own = [
            number for number, cells in enumerate(rows, 2) if _printed(cells[column]) == category
        ]
        source = data.marks[data.mark(row, "label")]
        (result,) = source.rows
        assert list(result.rows) == own
        assert source.value == str(len(own))
        series_count = range(len(data.series))
        assert sum(data.value(row, index) or 0 for index in series_count) == len(own)


def _printed(cell: str) -> str:
    return cell or "غير مذكور"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=_ROWS)
def test_a_matrix_is_filled_where_a_row_has_both_values(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    data = _data(_context(tmp_path, rows), "matrix", table="meetings", by="kind", series="place")
    pairs = {(_printed(kind), _printed(place)) for kind, place, _ in rows}
    rows_of, columns = ([item.label for item in items] for items in (data.categories, data.series))
    filled = set()
    for row, label in enumerate(rows_of):
        filled |= {(label, head) for index, head in enumerate(columns) if data.value(row, index)}
    assert filled == {pair for pair in pairs if pair[1] != "غير مذكور"}
    assert "غير مذكور" not in columns
    for name, labels, column in (("label", rows_of, 0), ("head", columns, 1)):
        for place, label in enumerate(labels):
            mark = data.mark(place, "label") if name == "label" else data.head_mark(place)
            own = [number for number, row in enumerate(rows, 2) if _printed(row[column]) == label]
            (result,) = data.marks[mark].rows
            assert (data.marks[mark].label, list(result.rows)) == (label, own)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=_ROWS, by=st.sampled_from(["place", "year(day)"]), series=st.booleans())
def test_the_squares_of_a_unit_chart_are_the_rows_of_its_table(
    tmp_path: Path, rows: list[tuple[str, str, str]], by: str, series: bool
) -> None:
    context = _context(tmp_path, rows)
    keys = {"by": by, **({"series": "kind"} if series else {})}
    short = _data(context, "units", table="meetings", **keys)
    asked = _data(context, "units", measures=("all",), order="declared", **keys)
    assert short == asked and _values(short.marks) == _values(asked.marks)
    assert sum(short.numbers()) == len(rows)
    covered: list[int] = []
    for row in range(len(short.categories)):
        for column in range(len(short.series)):
            covered += short.marks[short.mark(row, column)].rows[0].rows
    assert sorted(covered) == list(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    ("rule", "value", "series"),
    [
        ("chart-not-parts", "distinct(place)", "kind"),
        ("not-a-count", "count() / 2", "kind"),
        ("chart-no-number", "min(day)", None),
        ("not-a-count", "0 - count()", None),
    ],
)
def test_a_unit_chart_shows_things_that_are_counted_once(
    tmp_path: Path, rule: str, value: str, series: str | None
) -> None:
    rows = [("دولة", "فاس", "2025-01-03"), ("منظمة", "فاس", "2025-01-03"), ("دولة", "سلا", "")]
    measure = f'[measures.other]\nlabel = "آخر"\nfrom = "meetings"\nvalue = "{value}"\n'
    toml = HEADING + TABLE + COLUMNS + MEASURE + measure + SECTION
    csv = "kind,place,day\n" + "".join(f"{','.join(row)}\n" for row in rows)
    brief = loaded(tmp_path, toml, csv)
    tables = read_tables(brief)
    context = replace(_context(tmp_path / "x", []), tables=tables, engine=Engine(brief, tables))
    keys = {"by": "kind" if series is None else "day", **({"series": series} if series else {})}
    with pytest.raises(ExpressionError) as raised:
        _data(context, "units", measures=("other",), **keys)
    assert [finding.rule for finding in raised.value.findings] == [rule]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({}, "one_of"),
        ({"by": "kind"}, "any_of"),
        ({"by": "kind", "table": "meetings", "groups": ({"measure": "all"},)}, "one_of"),
        ({"top": 2, "groups": ({"measure": "all"},)}, "idle_key"),
        ({"by": "kind", "table": "meetings", "sort_columns": "label"}, "idle_key"),
    ],
)
def test_a_unit_chart_names_its_groups_or_asks_for_them(keys: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as raised:
        CHARTS["units"].model(chart="units", caption="رسم", **keys)  # type: ignore[call-arg]
    assert [error["type"] for error in raised.value.errors()] == [kind]


def test_each_line_of_a_wrapped_label_leads_to_its_rows(tmp_path: Path) -> None:
    long = "المنظمة العربية للتنمية الزراعية بالخرطوم"
    data = _data(_context(tmp_path, [("", long, "")] * 2), "bars", table="meetings", by="place")
    texts = [text for text in draw("bars", data, width=222).texts if text.mark == "0.0.label"]
    assert len(texts) > 1 and " ".join(text.text for text in texts) == long


def test_values_in_order_keep_the_order_of_the_file_where_they_are_equal(tmp_path: Path) -> None:
    rows = [("", "طنجة", ""), ("", "", ""), ("", "سلا", ""), ("", "فاس", ""), ("", "فاس", "")]
    context = _context(tmp_path, [row for row in rows if any(row)] + [("دولة", "", "")])
    keys = {"table": "meetings", "by": "place"}
    plain = _data(context, "bars", **keys)
    assert _labels(plain) == ["طنجة", "سلا", "فاس", "غير مذكور"]
    ordered = _data(context, "bars", order="value", **keys)
    assert _labels(ordered) == ["فاس", "طنجة", "سلا", "غير مذكور"]


def test_sorting_by_what_another_table_has_is_refused(tmp_path: Path) -> None:
    toml = HEADING + TABLE + COLUMNS + MEASURE
    toml += '[tables.declared]\nsource = "meetings.csv"\nlabel = "المعلن"\n'
    toml += '[measures.declared]\nlabel = "المعلن"\ncount = "declared"\n' + SECTION
    brief = loaded(tmp_path, toml, "kind,place,day\nدولة,فاس,\nمنظمة,سلا,\nدولة,سلا,\n")
    tables = read_tables(brief)
    context = replace(_context(tmp_path / "x", []), tables=tables, engine=Engine(brief, tables))
    keys = {"table": "meetings", "by": "place"}
    declared = _data(context, "bars", **keys, sort=("declared",))
    assert _labels(declared) == ["فاس", "سلا"]
    with pytest.raises(ExpressionError) as raised:
        _data(context, "bars", **keys, having="measures.declared > 0")
    assert raised.value.findings[0].rule
