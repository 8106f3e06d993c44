"""Areas, steps and ranges over time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from charts.chart_data import chart_data
from charts.pictures import HARD, check, data_of, picture
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from report.charts import ChartDrawing, draw
from report.charts.grammar.data import Annotation, ChartData, Datum, Head, Options, Panel
from report.charts.kind import chart_kind
from report.charts.kinds.area import without_blank
from report.errors import ExpressionError
from report.messages import page_text

STEPS = (1, 2, 5, 10, 20, 50, 100)
NAMES = ("آسيا", "إفريقيا", "أمريكا اللاتينية والكاريبي", "أوروبا", "أوقيانوسيا")
NUMBERS = st.none() | st.floats(0, 1e12)
SIGNED = st.none() | st.floats(-1e12, 1e12)
WIDTHS = st.sampled_from([226.0, 480.0])


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("times")), FIRES))


def years(values: Any, places: Any = None, **options: Any) -> ChartData:
    """Return values of years, in as many series as the first year has."""
    places = places or range(1990, 1990 + len(values))
    return chart_data(
        [str(place) for place in places],
        NAMES[: len(values[0])],
        values,
        positions=list(places),
        steps=STEPS,
        options=Options(**options),
    )


def with_range(data: ChartData, below: float, above: float) -> ChartData:
    """Return data with a range around each value."""
    lines = []
    for line in data.panel.cells:
        cells = []
        for (datum,) in line:
            edges = [None if datum.value is None else datum.value + by for by in (-below, above)]
            cells.append((datum, *(Datum(value=edge, text="—") for edge in edges)))
        lines.append(tuple(cells))
    heads = (Head(label="الوسيط"), Head(label="الربيع الأدنى"), Head(label="الربيع الأعلى"))
    panel = Panel(label="", cells=tuple(lines))
    return replace(data, panels=(panel,), roles=("value", "low", "high"), heads=heads)


@st.composite
def tables(draw_from: st.DrawFn, numbers: Any = NUMBERS) -> list[list[float | None]]:
    count = draw_from(st.integers(1, 5))
    line = st.lists(numbers, min_size=count, max_size=count)
    return draw_from(st.lists(line, min_size=1, max_size=24))


@settings(max_examples=40)
@given(tables(), WIDTHS, st.sampled_from(["plain", "percent"]), st.booleans())
def test_areas_are_where_their_sums_are_and_no_text_touches(
    values: list[list[float | None]], width: float, stack: Any, left_to_right: bool
) -> None:
    data = years(values, stack=stack, left_to_right=left_to_right)
    drawing = picture("area", data, width, {"chart-empty", "chart-stack-blank"})
    if drawing is not None:
        whole = [line for line in values if None not in line]
        ends = []
        for mark in drawing.marks:
            # The upper line of an area is the first half of its values; a bar ends at its second.
            half = len(mark.values) // 2
            series = -1 if mark.kind == "bar" else -2
            if mark.id.split(".")[series] == str(len(values[0]) - 1):
                ends += mark.values[:half] if mark.kind == "area" else mark.values[1:]
        sums = [sum(filter(None, line)) for line in whole]
        if stack == "percent":
            sums = [100.0 for total in sums if total]
        assert ends == pytest.approx(sums)


@settings(max_examples=40)
@given(tables(SIGNED), WIDTHS, st.sampled_from(["straight", "steps"]), st.floats(0, 1e11))
def test_lines_and_their_ranges_are_where_their_values_are(
    values: list[list[float | None]], width: float, shape: str, by: float
) -> None:
    data = with_range(years(values, own=(("shape", shape),)), by, by / 2)
    picture("line", data, width, {"chart-empty"})


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("options", [{}, {"stack": "percent"}], ids=["plain", "percent"])
def test_hard_cases_are_drawn_or_refused(name: str, options: dict[str, Any]) -> None:
    data = replace(data_of(*HARD[name], **options), steps=STEPS)
    rules = {"negative": "chart-stack-negative", "blank": "chart-empty"}
    assert drawn_or_rule("area", data) == rules.get(name, "")


def drawn_or_rule(kind: str, data: ChartData) -> str:
    """Return the rule that refuses a chart; an empty text where it is drawn."""
    try:
        chart_kind(kind).check(data)
        check(draw(kind, data, width=480))
    except ExpressionError as error:
        return error.findings[0].rule
    return ""


def ids(drawing: ChartDrawing, word: str) -> list[str]:
    return [mark.id for mark in drawing.marks if f".{word}." in mark.id]


def test_a_blank_makes_a_gap_and_a_value_alone_is_a_bar() -> None:
    data = years([[1.0], [2.0], [None], [3.0], [None], [4.0], [5.0]])
    drawing = draw("area", data, width=480)
    assert ids(drawing, "area") == ["0.area.0.0", "0.area.0.2"]
    assert [mark.values for mark in drawing.marks if mark.kind == "bar"] == [(0.0, 3.0)]
    # Years that the data do not have are a gap, too.
    drawing = draw("area", years([[1.0], [2.0], [3.0], [4.0]], (1990, 1991, 1995, 1996)), width=480)
    assert len(ids(drawing, "area")) == 2


def test_a_stack_has_a_gap_where_a_series_is_blank_and_says_so() -> None:
    data = years([[1.0, 1.0], [2.0, 1.0], [None, 1.0], [3.0, 1.0], [4.0, 2.0]])
    assert len(ids(draw("area", data, width=480), "area")) == 4
    assert page_text("note.stack-gap") in tuple(chart_kind("area").notes(data))
    whole = years([[1.0, 1.0], [None, None], [3.0, 1.0]])
    assert page_text("note.stack-gap") not in tuple(chart_kind("area").notes(whole))


def test_shares_are_of_the_total_and_printed_at_the_end() -> None:
    drawing = draw("area", years([[1.0, 1.0], [3.0, 1.0]], stack="percent"), width=480)
    texts = [text.text for text in drawing.texts]
    assert {"75%", "25%", page_text("chart.percent")} <= set(texts)
    assert drawing.marks[0].values == (50.0, 75.0, 0.0, 0.0)
    # Of a total of zero there are no shares: a gap, and a note.
    data = years([[1.0, 1.0], [3.0, 1.0], [0.0, 0.0], [1.0, 0.0]], stack="percent")
    assert ids(draw("area", data, width=480), "area") == ["0.area.0.0", "0.area.1.0"]
    assert page_text("note.share-gap") in tuple(chart_kind("area").notes(data))


def test_a_series_without_any_value_is_left_out_of_a_stack_and_named() -> None:
    whole = years([[1.0, None, 2.0], [2.0, None, 1.0]])
    shown = without_blank(whole)
    assert [series.label for series in shown.series] == [NAMES[0], NAMES[2]]
    assert shown.numbers() == whole.numbers() and any(NAMES[1] in note for note in shown.notes)
    drawing = draw("area", shown, width=480)
    check(drawing)
    assert sum(mark.kind == "area" for mark in drawing.marks) == 2
    note = Annotation(text="ذروة", category=0, series=2)
    noted = without_blank(replace(whole, options=Options(annotations=(note,))))
    assert noted.options.annotations[0].series == 1
    assert without_blank(years([[1.0, 2.0], [2.0, None]])).notes == ()


@pytest.mark.parametrize(
    "values", [[[1.0, None], [2.0, None]], [[1.0, None], [None, 2.0]]], ids=["series", "by turns"]
)
@pytest.mark.parametrize("stack", ["plain", "percent"])
def test_a_stack_without_one_whole_pile_is_refused(values: Any, stack: Any) -> None:
    with pytest.raises(ExpressionError) as refused:
        draw("area", years(values, stack=stack), width=480)
    finding = refused.value.findings[0]
    assert finding.rule == "chart-stack-blank" and NAMES[1] in finding.text("ar")


def test_a_single_area_may_be_negative() -> None:
    drawing = draw("area", years([[-1.0], [2.0], [-3.0]]), width=480)
    assert drawing.scales[0].domain == (-3.0, 2.0)


def test_steps_hold_until_the_next_value() -> None:
    data = years([[1.0], [3.0], [2.0]], (1990, 1994, 1995), own=(("shape", "steps"),))
    (path,) = [mark for mark in draw("line", data, width=480).marks if mark.kind == "path"]
    assert path.values == (1.0, 1.0, 3.0, 3.0, 2.0, 2.0)
    xs = path.geometry[::2]
    assert xs[1] == xs[2] and xs[3] == xs[4]


def test_a_range_is_an_area_between_its_edges() -> None:
    data = with_range(years([[1.0], [3.0], [None], [4.0], [2.0]]), 1.0, 2.0)
    drawing = draw("line", data, width=480)
    areas = [mark for mark in drawing.marks if mark.kind == "area"]
    assert [area.values for area in areas] == [(3.0, 5.0, 0.0, 2.0), (6.0, 4.0, 3.0, 1.0)]
    label = page_text("chart.range", low="الربيع الأدنى", high="الربيع الأعلى")
    assert label in [text.text for text in drawing.texts]
    with pytest.raises(ExpressionError) as error:
        draw("line", with_range(years([[1.0], [3.0]]), -1.0, 0.0), width=480)
    assert error.value.findings[0].rule == "chart-range-order"


def test_measures_over_time(charts: Charts) -> None:
    keys = {"by": "year(date)", "complete": True, "missing": "hide"}
    data = charts.data("area", measures=("fires",), series="region", **keys)
    assert drawn_or_rule("area", data) == ""
    refused = charts.refused("area", measures=("mean",), series="region", **keys)
    assert refused == "chart-not-parts"
    assert drawn_or_rule("area", charts.data("area", measures=("mean",), **keys)) == ""
    between = {"measures": ("mean",), "between": ("mean", "area")}
    data = charts.data("line", **between, **keys)
    assert data.roles == ("value", "low", "high")
    assert ids(draw("line", data, width=480), "range")
    several = {"measures": ("mean", "area"), "between": ("mean", "area")}
    assert charts.refused("line", **several, **keys) == "chart-measures"
    assert charts.refused("area", measures=("fires",), by="region") == "chart-no-order"
    assert charts.refused("calendar", measures=("fires",), by="region") == "chart-not-days"


def test_a_running_total_is_shown_as_an_area_or_a_line(charts: Charts) -> None:
    asked = {"measure": "fires", "show": "running total"}
    for kind in ("area", "line"):
        data = charts.data(
            kind, measures=(asked,), by="year(date)", missing="hide", complete=("2001", "2005")
        )
        assert data.numbers() == [2.0, 5.0, 5.0, 7.0, 8.0]
        assert drawn_or_rule(kind, data) == ""


def test_a_century_of_days_is_drawn_or_refused_by_its_number() -> None:
    days = range(700_000, 736_500)
    data = years([[1.0]] * len(days), days)
    assert drawn_or_rule("area", data) == "chart-too-many"
    decades = years([[float(index % 9)] for index in range(1400)], range(1400))
    assert drawn_or_rule("area", decades) == ""
