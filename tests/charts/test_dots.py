"""Dot plots and dumbbells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from charts.pictures import HARD, data_of, hard, picture, rows
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given
from hypothesis import strategies as st

from report.charts import draw
from report.errors import ExpressionError

NUMBERS = st.none() | st.floats(-1e12, 1e12)


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("dots")), FIRES))


@given(
    rows((1, 3), NUMBERS),
    st.sampled_from([226.0, 480.0]),
    st.sampled_from(["linear", "symlog"]),
    st.booleans(),
)
def test_dots_are_where_their_values_are_and_no_text_touches(
    lines: list[tuple[str, list[float | None]]], width: float, scale: Any, from_zero: bool
) -> None:
    labels = [label for label, _ in lines]
    own = () if from_zero else (("baseline", "data"),)
    data = data_of([row for _, row in lines], labels, scale=scale, own=own)
    drawing = picture("dot", data, width)
    if drawing is not None:
        dots = [mark for mark in drawing.marks if mark.kind == "dot"]
        assert len(dots) == len(data.numbers())
        printed = [text for text in drawing.texts if "label" not in text.mark and text.mark]
        assert len(printed) == len(lines) * len(lines[0][1])


@given(rows(2, NUMBERS), st.sampled_from([226.0, 480.0]))
def test_the_line_of_a_dumbbell_joins_its_dots(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = data_of([row for _, row in lines], [label for label, _ in lines])
    drawing = picture("dumbbell", data, width)
    if drawing is not None:
        joined = [mark.values for mark in drawing.marks if mark.kind == "segment"]
        assert joined == [tuple(row) for _, row in lines if None not in row]


@given(rows(2, NUMBERS), st.sampled_from([226.0, 480.0]))
def test_the_words_of_a_slope_chart_are_apart(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = data_of([row for _, row in lines], [label for label, _ in lines])
    drawing = picture("slope", data, width)
    if drawing is not None:
        joined = sorted(mark.values for mark in drawing.marks if mark.kind == "path")
        assert joined == sorted(tuple(row) for _, row in lines if None not in row)


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_of_slopes_are_drawn_or_refused(name: str) -> None:
    expected = {"sixty": "chart-too-many"}
    assert hard("slope", name)[1] == expected.get(name, "")


@pytest.mark.parametrize("kind", ["dot", "dumbbell"])
@pytest.mark.parametrize("name", HARD)
def test_hard_cases_are_drawn(kind: str, name: str) -> None:
    assert hard(kind, name)[1] == ""


def test_a_dumbbell_has_two_values(charts: Charts) -> None:
    with pytest.raises(ExpressionError) as error:
        draw("dumbbell", data_of([[1.0, 2.0, 3.0]]), width=480)
    finding = error.value.findings[0]
    assert (finding.rule, finding.values["count"]) == ("chart-two", 3)
    assert charts.refused("dumbbell", measures=("fires",), by="region") == "chart-needs-series"
    data = charts.data("dumbbell", measures=("fires", "balance"), by="region", missing="hide")
    assert [member.label for member in data.series] == ["الحرائق", "الفارق"]


def test_an_axis_of_dots_may_begin_near_the_least_value(charts: Charts) -> None:
    values = [[95.0], [97.5], [99.0]]
    drawn = {
        baseline: draw("dot", data_of(values, own=(("baseline", baseline),)), width=480)
        for baseline in ("zero", "data")
    }
    assert [drawing.scales[0].domain[0] for drawing in drawn.values()] == [0.0, 95.0]
    # The ticks say where it begins.
    ticks = [text.text for text in drawn["data"].texts if not text.mark]
    assert ticks == ["95", "96", "97", "98", "99"]
    data = charts.data("dot", measures=("mean",), by="region", baseline="data", missing="hide")
    assert data.options.key("baseline") == "data"


def test_dots_at_one_place_are_all_seen() -> None:
    drawing = draw("dot", data_of([[5.0, 5.0, 5.0]]), width=480)
    radii = [mark.geometry[2] for mark in drawing.marks]
    assert radii == sorted(radii, reverse=True) and len(set(radii)) == 3


def test_highlighted_categories_keep_their_colour() -> None:
    plain = draw("dumbbell", data_of([[1.0, 4.0], [2.0, 3.0]]), width=480)
    bright = draw("dumbbell", data_of([[1.0, 4.0], [2.0, 3.0]], highlight=("فئة 1",)), width=480)
    assert plain.svg != bright.svg
    assert [mark.geometry for mark in plain.marks] == [mark.geometry for mark in bright.marks]
