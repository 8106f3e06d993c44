"""Columns of series piled on each other: ends, totals, shares, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from charts.pictures import HARD, check, data_of, datum_of, hard, picture, rows
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.data import ChartData
from report.charts.grammar.parts import spans_of
from report.errors import ExpressionError

NUMBERS = st.none() | st.integers(-(10**6), 10**6).map(float)
SHARED = st.none() | st.integers(0, 10**6).map(float)


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("piles")), FIRES))


def totalled(data: ChartData) -> ChartData:
    """Return data with the total of each category."""
    panel = data.panels[0]
    sums = []
    for line in panel.cells:
        sums.append(sum(cell[0].value or 0.0 for cell in line))
    return replace(data, panels=(replace(panel, totals=tuple(map(datum_of, sums))),))


@settings(max_examples=60)
@given(rows((2, 5), NUMBERS, 10), st.sampled_from([226.0, 459.0]))
def test_segments_are_as_long_as_their_values(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = totalled(data_of([row for _, row in lines], [label for label, _ in lines]))
    drawing = picture("stacked-columns", data, width)
    if drawing is not None:
        drawn = sorted(mark.values[1] - mark.values[0] for mark in drawing.marks)
        assert drawn == sorted(data.numbers())


@settings(max_examples=40)
@given(rows((2, 5), SHARED, 10), st.sampled_from([226.0, 459.0]))
def test_shares_of_a_column_are_all_of_it(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = totalled(data_of([row for _, row in lines], stack="percent"))
    drawing = picture("stacked-columns", data, width)
    if drawing is not None:
        filled = [row for _, row in lines if None not in row and any(row)]
        ends = [
            mark.values[1] for mark in drawing.marks if mark.id.endswith(f".{len(lines[0][1]) - 1}")
        ]
        assert ends == pytest.approx([100.0] * len(filled))
        notes = list(CHARTS["stacked-columns"].notes(data))
        assert bool(notes) == (len(filled) < len(lines))


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_are_drawn_or_refused(name: str) -> None:
    assert hard("stacked-columns", name)[1] == {"sixty": "chart-labels-wide"}.get(name, "")


def test_totals_are_over_columns_and_lead_to_their_rows(charts: Charts) -> None:
    data = charts.data("stacked-columns", table="fires", by="year(date)", series="region")
    drawing = draw("stacked-columns", data, width=459)
    check(drawing)
    totals = [text.text for text in drawing.texts if text.mark.endswith(".total")]
    assert totals == ["2", "3", "2", "1", "1"]
    assert {f"0.{row}.total" for row in range(5)} <= set(data.marks)
    assert charts.alt(
        "stacked-columns", table="fires", by="region", series="year(date)"
    ).startswith("رسم أعمدة عمودية متراكمة")


@pytest.mark.parametrize("kind", ["stacked-columns", "stacked"])
def test_a_blank_without_rows_leaves_the_shares_and_one_of_rows_does_not(
    tmp_path: Path, kind: str
) -> None:
    fires = [("2001", "أ", "1"), ("2002", "أ", "1"), ("2002", "ب", ""), ("2003", "ب", "3")]
    charts = Charts(brief_of(tmp_path, fires))
    keys: dict[str, Any] = {"by": "year(date)", "series": "region", "stack": "percent"}
    data = charts.data(kind, measures=("area",), **keys)
    check(draw(kind, data, width=459))
    shares = {}
    for row, category in enumerate(data.categories):
        shares[category.label] = [span.end for span in spans_of(data, row)]
    assert shares == {"2001": [100.0], "2002": [], "2003": [100.0]}
    assert len(list(CHARTS[kind].notes(data))) == 1


def test_means_are_no_parts_and_negative_values_no_shares(charts: Charts) -> None:
    keys = {"by": "year(date)", "series": "region"}
    assert charts.refused("stacked-columns", measures=("mean",), **keys) == "chart-not-parts"
    with pytest.raises(ExpressionError) as error:
        draw("stacked-columns", data_of([[1.0, -2.0]], stack="percent"), width=459)
    (finding,) = error.value.findings
    assert (finding.rule, finding.values["value"]) == ("chart-negative-part", "-2")
