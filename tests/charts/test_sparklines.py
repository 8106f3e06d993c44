"""Small lines on rows: their scales, their gaps, the values at their ends, and what is refused."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from charts.chart_data import chart_data
from charts.pictures import LONG, NAMES, NO_ROOM, check
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.data import ChartData, Options
from report.errors import ExpressionError

NUMBERS = st.none() | st.integers(-(10**9), 10**9).map(float)


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("small")), FIRES))


def lines_of(
    values: list[list[float | None]], names: list[str], scales: str = "equal", **options: Any
) -> ChartData:
    """Return the data of some series over years, the values of a year in each row."""
    own = (("baseline", "zero"), ("scales", scales))
    years = [str(2000 + index) for index in range(len(values))]
    return chart_data(years, names, values, steps=(1, 2, 5), options=Options(own=own, **options))


def runs_of(line: list[float | None]) -> list[tuple[float | None, ...]]:
    """Return the values of a line between its gaps."""
    groups = groupby(line, lambda value: value is not None)
    return [tuple(run) for is_value, run in groups if is_value]


@settings(max_examples=60)
@given(
    st.lists(NAMES, min_size=1, max_size=8),
    st.integers(1, 30),
    st.sampled_from(["equal", "own"]),
    st.booleans(),
    st.sampled_from([226.0, 459.0]),
    st.data(),
)
def test_lines_are_at_their_values_and_no_text_touches(
    names: list[str], years: int, scales: str, left_to_right: bool, width: float, drawn: Any
) -> None:
    row = st.lists(NUMBERS, min_size=len(names), max_size=len(names))
    values = drawn.draw(st.lists(row, min_size=years, max_size=years))
    data = lines_of(values, names, scales, left_to_right=left_to_right)
    try:
        drawing = draw("sparklines", data, width=width)
    except ExpressionError as error:
        assert error.findings[0].rule in {*NO_ROOM, "chart-empty"}
        return
    check(drawing)
    for series in range(len(names)):
        runs = runs_of([value[series] for value in values])
        paths = [mark for mark in drawing.marks if mark.id.startswith(f"0.path.{series}.")]
        dots = [
            mark for mark in drawing.marks if mark.id.endswith(f".{series}") and mark.kind == "dot"
        ]
        assert [path.values for path in paths] == [run for run in runs if len(run) > 1]
        # The last value has a dot, and each between two gaps.
        dotted = [run for run in runs[:-1] if len(run) == 1] + [run[-1:] for run in runs[-1:]]
        assert [dot.values for dot in dots] == dotted
    domains = {scale.domain for scale in drawing.scales}
    assert scales == "own" or len(domains) == 1


def test_hard_cases_are_drawn() -> None:
    for values, names in (
        ([list(map(float, range(index, index + 40))) for index in range(5)], [f"سلسلة {row}" for row in range(40)]),
        ([[7.0]] * 5, ["العدد"]),
        ([[-3.0, -1e12], [-2.0, -0.001]], ["الأولى", "الثانية"]),
        ([[3.0]], ["العدد"]),
        ([[3.0, None], [None, None]], ["الأولى", "الثانية"]),
        ([[3.0, 1.0]] * 2, [LONG[:120], "IMO 9074729"]),
        ([[1.0]] * 1500, ["يوم"]),
    ):  # fmt: skip
        check(draw("sparklines", lines_of(values, names), width=459))
    with pytest.raises(ExpressionError) as error:
        draw("sparklines", lines_of([[None, None]], ["الأولى", "الثانية"]), width=459)
    assert error.value.findings[0].rule == "chart-empty"


def test_each_series_has_a_row_and_its_values_lead_to_their_rows(charts: Charts) -> None:
    keys: dict[str, Any] = {"table": "fires", "by": "year(date)", "series": "region"}
    data = charts.data("sparklines", **keys, scales="own", missing="hide", complete=True)
    drawing = draw("sparklines", data, width=459)
    check(drawing)
    printed = {text.text: text.mark for text in drawing.texts}
    assert {"الشمال", "الجنوب", "2001", "2004"} <= set(printed)
    assert all(text.mark in data.marks for text in drawing.texts if text.mark)
    assert "لكل خط مقياسه" in list(CHARTS["sparklines"].notes(data))[-1]
    alt = charts.alt("sparklines", **keys)
    assert alt.startswith("خطوط صغيرة، خط في كل صف")
    assert charts.refused("sparklines", table="fires", by="region") == "chart-no-order"
