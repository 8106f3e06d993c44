"""Charts of measures: values, names and rows of their marks, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from charts.chart_data import chart_data
from charts.contexts import context_of
from charts.pictures import check
from charts.test_chart_bars import boxes

from brief.minimal import heading_of
from report.brief.blocks import CHARTS
from report.brief.load import LoadedBrief, load_brief
from report.charts import draw
from report.charts.grammar.data import ChartData, Member
from report.charts.palette import house_palette
from report.errors import ExpressionError, Finding
from report.intake import read_tables

PERIOD = "2001/2009"
BRIEF = """
[tables.fires]
source = "fires.csv"
label = "الحرائق"
[tables.fires.columns]
date = { type = "date", label = "التاريخ" }
region = { label = "الجهة" }
area = { type = "number", label = "المساحة" }

[measures.fires]
label = "الحرائق"
value = "count(fires)"
[measures.area]
label = "المساحة المتضررة"
from = "fires"
value = "sum(area)"
unit = "هكتار"
decimals = 1
[measures.mean]
label = "متوسط المساحة"
from = "fires"
value = "mean(area)"
unit = "هكتار"
decimals = 2
[measures.balance]
label = "الفارق"
from = "fires"
value = "count(where region == 'الشمال') - count(where region == 'الجنوب')"
[measures.latest]
label = "آخر حريق"
from = "fires"
value = "max(date)"

[[sections]]
title = "الرسوم"
[[sections.blocks]]
note = "ملاحظة"
"""
FIRES = (
    ("2001-05-01", "الشمال", "1.5"),
    ("2001-06-01", "الشمال", "2.25"),
    ("2002-06-01", "الجنوب", ""),
    ("2002-07-01", "الجنوب", "4"),
    ("2002-08-01", "الجنوب", "3"),
    ("2004-01-01", "الشرق", "0.5"),
    ("2004", "الغرب", "6"),
    ("", "الشمال", "8"),
    ("2005-02-01", "", "2"),
)


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> LoadedBrief:
    return brief_of(tmp_path_factory.mktemp("fires"), FIRES)


def brief_of(folder: Path, fires: Sequence[tuple[str, ...]]) -> LoadedBrief:
    """Return the brief of some fires, made in a folder."""
    (folder / "brief.toml").write_text(heading_of(PERIOD) + BRIEF, "utf-8")
    rows = "\n".join(map(",".join, fires))
    (folder / "fires.csv").write_text(f"date,region,area\n{rows}\n", "utf-8")
    return load_brief(folder)


class Charts:
    """Makes the data of charts of the brief."""

    def __init__(self, brief: LoadedBrief) -> None:
        self.warned: list[Finding] = []
        self.context = context_of(
            brief, read_tables(brief), warn=lambda *findings: self.warned.extend(findings)
        )

    def data(self, chart: str, **keys: Any) -> Any:
        kind = CHARTS[chart]
        block = kind.model(chart=chart, caption="رسم", **keys)  # type: ignore[call-arg]
        data = kind.data(block, self.context)
        kind.check(data)
        return data

    def alt(self, chart: str, **keys: Any) -> str:
        return CHARTS[chart].alt(self.data(chart, **keys), str)

    def refused(self, chart: str, **keys: Any) -> str:
        return self.finding(chart, **keys).rule

    def finding(self, chart: str, **keys: Any) -> Finding:
        with pytest.raises(ExpressionError) as error:
            self.data(chart, **keys)
        return error.value.findings[0]


def labels_of(members: Sequence[Member]) -> list[str]:
    return [member.label for member in members]


@pytest.fixture
def charts(brief: LoadedBrief) -> Charts:
    return Charts(brief)


def test_bars_are_sorted_by_value_and_keep_others_and_blanks_last(charts: Charts) -> None:
    data = charts.data("bars", measures=("fires",), by="region", top=2, others=True)
    assert labels_of(data.categories) == ["الجنوب", "الشمال", "أخرى", "غير مذكور"]
    assert [data.text(row) for row in range(4)] == ["3", "3", "2", "1"]
    kinds = [member.kind for member in data.categories]
    assert kinds == ["value", "value", "others", "missing"]
    rows = [data.marks[data.mark(row)].rows[0].rows for row in range(4)]
    assert [len(list(numbers)) for numbers in rows] == [3, 3, 2, 1]


@pytest.mark.parametrize("chart", ["grouped", "line", "columns"])
@pytest.mark.parametrize(
    ("measures", "rules"),
    [
        (("fires", "balance"), []),
        (("fires", "fires"), ["repeated-measure"]),
        (({"measure": "fires", "label": "الفارق"}, "balance"), ["same-label"]),
    ],
)
def test_measures_of_a_chart_that_cannot_be_told_apart_are_warned_of(
    charts: Charts, chart: str, measures: tuple[Any, ...], rules: list[str]
) -> None:
    charts.data(chart, measures=measures, by="year(date)")
    assert [(each.rule, each.where.key) for each in charts.warned] == [
        (rule, "measures") for rule in rules
    ]


def test_each_printed_value_has_the_rows_of_its_own_cell(charts: Charts) -> None:
    data = charts.data("bars", measures=("fires",), by="region", top=2, others=True)
    drawing = draw("bars", data, width=459)
    threes = [text for text in drawing.texts if text.text == "3"]
    assert [data.marks[text.mark].label for text in threes] == ["الجنوب", "الشمال"]


def test_values_are_exact_and_printed_in_the_decimals_and_the_unit_of_the_measure(
    charts: Charts,
) -> None:
    data = charts.data("bars", measures=("mean",), by="region", missing="hide")
    assert {member.label: data.text(row) for row, member in enumerate(data.categories)} == {
        "الغرب": "6,00",
        "الشمال": "3,92",
        "الجنوب": "3,50",
        "الشرق": "0,50",
    }
    assert data.axis_label == "هكتار"
    assert data.notes == ("لم يحتسب ما لم يذكر فيه «الجهة» (عدد الصفوف: 1).",)
    alt = charts.alt("bars", measures=("mean",), by="region")
    assert "(هكتار): 4 فئات" in alt and "القيم: الغرب: 6,00، الشمال: 3,92" in alt


def test_negative_bars_grow_to_the_right_of_zero(charts: Charts) -> None:
    data = charts.data("bars", measures=("balance",), by="year(date)")
    assert [data.value(row) for row in range(2)] == [2.0, -3.0]
    drawing = draw("bars", data, width=459)
    plus, minus = boxes(drawing, house_palette().color("accent"))[:2]
    assert plus[2] == pytest.approx(minus[0])
    assert (minus[2] - minus[0]) / (plus[2] - plus[0]) == pytest.approx(1.5, abs=0.01)
    label = next(text for text in drawing.texts if text.mark == "0.1.0")
    assert label.align == "left"
    assert label.x > minus[2]


def test_stacked_bars_print_the_total_of_their_cells(charts: Charts) -> None:
    data = charts.data("stacked", measures=("area",), by="year(date)", series="region")
    texts = {text.mark: text.text for text in draw("stacked", data, width=459).texts if text.mark}
    assert texts["0.0.total"] == "3,8"
    assert data.marks["0.0.total"].value == "15/4"


def test_several_measures_are_the_series(charts: Charts) -> None:
    data = charts.data("grouped", measures=("area", "mean"), by="region", top=1)
    assert labels_of(data.series) == ["المساحة المتضررة", "متوسط المساحة"]


def test_time_stands_on_the_calendar(charts: Charts) -> None:
    data = charts.data("columns", table="fires", by="year(date)")
    shown = [(member.label, member.position) for member in data.categories]
    years = [2001, 2002, 2004, 2005]
    assert shown == [*((str(year), year) for year in years), ("غير محدد", None)]
    assert charts.data("columns", table="fires", by="year(date)", complete=True).text(2) == "0"


def test_a_line_has_a_gap_where_a_year_is_missing(charts: Charts) -> None:
    def subpaths(**keys: Any) -> int:
        data = charts.data("line", measures=("fires",), by="year(date)", **keys)
        svg = draw("line", data, width=459).svg
        accent = house_palette().color("accent")
        return sum(
            path.count("M ")
            for path in svg.split("<path")
            if f"stroke: {accent}" in path and "fill: none" in path
        )

    assert subpaths() == 2
    assert subpaths(complete=True) == 1


def test_a_line_says_what_has_no_place_on_its_axis(charts: Charts) -> None:
    data = charts.data("line", measures=("fires",), by="year(date)")
    notes = tuple(CHARTS["line"].notes(data))
    assert notes == ("ما ليس له موضع على المحور: غير محدد (1).",)


@pytest.mark.parametrize(
    ("rule", "chart", "keys"),
    [
        ("chart-not-parts", "stacked", {"measures": ("mean",), "by": "year(date)", "series": "region"}),
        ("chart-units", "grouped", {"measures": ("fires", "mean"), "by": "region"}),
        ("chart-measures", "bars", {"measures": ("fires", "mean"), "by": "region"}),
        ("chart-measures", "grouped", {"measures": ("area", "mean"), "by": "region", "series": "date"}),
        ("chart-no-number", "bars", {"measures": ("latest",), "by": "region"}),
        ("chart-no-order", "line", {"measures": ("fires",), "by": "region"}),
        ("chart-needs-series", "grouped", {"measures": ("fires",), "by": "region"}),
        ("chart-series", "line", {"table": "fires", "by": "year(date)", "series": "date"}),
        ("unknown-measure", "bars", {"measures": ("fire",), "by": "region"}),
    ],
)  # fmt: skip
def test_what_a_chart_cannot_show_is_refused(
    charts: Charts, rule: str, chart: str, keys: dict[str, Any]
) -> None:
    assert charts.refused(chart, **keys) == rule


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("measures", {"measures": ("fire",)}),
        ("target", {"target": "fire"}),
        ("previous", {"previous": "fire"}),
        ("by", {"by": "year(dat)"}),
        ("series", {"series": "year(dat)"}),
        ("facet", {"facet": "year(dat)"}),
        ("facet", {"facet": "year(dat)", "series": "region", "by": "month(date)"}),
    ],
)
def test_a_name_that_is_unknown_is_at_the_key_that_has_it(
    charts: Charts, key: str, keys: dict[str, Any]
) -> None:
    finding = charts.finding("columns", **{"measures": ("fires",), "by": "region", **keys})
    assert finding.where.key.split(".")[-1] == key


def test_an_edge_that_is_unknown_is_at_the_key_that_has_it(charts: Charts) -> None:
    keys: dict[str, Any] = {"measures": ("fires",), "by": "year(date)"}
    finding = charts.finding("line", between=("fires", "fire"), **keys)
    assert (finding.rule, finding.where.key.split(".")[-1]) == ("unknown-measure", "between")


def test_a_top_ranks_by_the_measure_where_its_changes_are_shown(charts: Charts) -> None:
    measures = ({"measure": "fires", "show": ("difference from previous",)},)
    data = charts.data(
        "line", measures=measures, by="year(date)", series="region", top=2, missing="hide"
    )
    assert {series.label for series in data.series} == {"الشمال", "الجنوب"}


@pytest.mark.parametrize(
    ("chart", "keys", "dimension"),
    [
        ("bars", {"by": "region"}, "الجهة"),
        ("line", {"by": "year(date)", "series": "region"}, "الجهة"),
    ],
)
@pytest.mark.parametrize("bound", ["top", "bottom"])
def test_a_top_of_a_blank_column_is_refused(
    tmp_path: Path, chart: str, keys: dict[str, Any], dimension: str, bound: str
) -> None:
    charts = Charts(brief_of(tmp_path, [("2001-05-01", "", "1"), ("2002-05-01", "", "2")]))
    finding = charts.finding(chart, measures=("fires",), **keys, **{bound: 2})
    assert finding.rule == "chart-top-blank"
    assert finding.values["dimension"] == dimension


def test_all_charts_evaluate_an_expression_of_a_table_once(
    charts: Charts, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: Counter[str] = Counter()
    import report.measures.table_data as module

    evaluate = module.evaluate

    def counting(tree: Any, *arguments: Any, **keys: Any) -> Any:
        counted[repr(tree)] += 1
        return evaluate(tree, *arguments, **keys)

    monkeypatch.setattr(module, "evaluate", counting)
    for chart in ("bars", "columns", "line"):
        charts.data(chart, measures=("area",), by="year(date)")
    charts.data("stacked", measures=("area",), by="year(date)", series="region")
    assert counted
    assert set(counted.values()) == {1}


def test_equal_data_give_equal_drawings(charts: Charts) -> None:
    for chart in ("bars", "columns", "line"):
        data = charts.data(chart, measures=("area",), by="year(date)")
        assert draw(chart, data, width=459) == draw(chart, data, width=459)


def test_a_million_millions_and_a_thousandth_are_drawn(charts: Charts) -> None:
    data = chart_data(("أ", "ب"), ("س",), ((1e15,), (0.001,)))
    assert draw("bars", data, width=459).height > 0
    assert isinstance(charts.data("columns", table="fires", by="region"), ChartData)


def test_a_matrix_has_the_values_of_a_measure(charts: Charts) -> None:
    data = charts.data("matrix", measures=("area",), by="year(date)", series="region")
    texts = {text.mark: text.text for text in draw("matrix", data, width=459).texts}
    values = {name: text for name, text in texts.items() if name in data.marks}
    assert values["0.0.0"] == "3,8"
    assert len(values) == len(data.numbers()) == 6
    assert data.marks["0.0.0"].rows[0].table == "fires"


@pytest.mark.parametrize("kind", ["matrix", "units"])
def test_panels_of_marks_have_all_rows_once(charts: Charts, kind: str) -> None:
    keys = {"table": "fires", "by": "year(date)", "series": "region", "missing": "hide", "top": 2}
    whole = charts.data(kind, **keys)
    data = charts.data(kind, **keys, facet="month(date)", highlight=("الشمال",))
    assert len(data.panels) > 1 and sum(data.numbers()) == sum(whole.numbers())
    drawing = draw(kind, data, width=459)
    check(drawing)
    shown = Counter(mark.id for mark in drawing.marks)
    for panel, row in data.each_row():
        for column in range(len(data.series)):
            count = int(panel.value(row, column) or 0)
            squares = min(count, 1) if kind == "matrix" else count
            assert shown[panel.mark(row, column)] == squares
    assert all(label in drawing.alt for label in labels_of(data.series))
    assert len({shape.fill for shape in drawing.shapes if shape.fill}) > 1


def test_columns_of_a_matrix_run_with_time_where_asked(charts: Charts) -> None:
    keys = {"table": "fires", "by": "region", "series": "year(date)"}
    for time, way in (("right-to-left", -1), ("left-to-right", 1)):
        data = charts.data("matrix", **keys, time=time)
        texts = draw("matrix", data, width=459).texts
        heads = [text.x for text in texts if ".head." in text.mark]
        assert heads == sorted(heads, key=lambda x: way * x)


def test_labels_of_120_letters_are_wrapped_and_blanks_are_dashes(charts: Charts) -> None:
    long = "هيئة " * 24
    data = chart_data((long, "ب"), ("س",), ((None,), (None,)))
    drawing = draw("bars", data, width=222)
    assert [text.text for text in drawing.texts].count("—") == 2
    assert all(0 <= text.x <= 222 for text in drawing.texts)
