"""Waterfalls, Pareto charts and diverging bars."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from charts.pictures import HARD, data_of, hard, picture, rows
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given
from hypothesis import strategies as st

from report.charts import draw
from report.charts.grammar.parts import reached_shares, share_words
from report.charts.kind import chart_kind
from report.errors import ExpressionError

WIDTHS = st.sampled_from([226.0, 480.0])
SIGNED = st.none() | st.integers(-(10**12), 10**12).map(float)
COUNTS = st.none() | st.floats(0, 1e12)


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("parts")), FIRES))


def refused(kind: str, values: list[list[float | None]]) -> str:
    with pytest.raises(ExpressionError) as error:
        draw(kind, data_of(values), width=480)
    return error.value.findings[0].rule


# Waterfalls ---------------------------------------------------------------------------------


@given(rows(1, SIGNED), WIDTHS)
def test_each_step_begins_where_the_one_before_ends(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    steps = [line[0] for _, line in lines]
    total = sum(step or 0.0 for step in steps)
    labels = [*(label for label, _ in lines), "المجموع"]
    drawing = picture("waterfall", data_of([[step] for step in (*steps, total)], labels), width)
    if drawing is not None:
        *drawn, last = [mark.values for mark in drawing.marks if mark.kind == "bar"]
        assert all(first[1] == second[0] for first, second in pairwise(drawn))
        assert last == (0.0, total) and (not drawn or drawn[-1][1] == pytest.approx(total))


def test_a_waterfall_ends_in_the_total_with_its_rows(charts: Charts) -> None:
    data = charts.data("waterfall", measures=("balance",), by="region")
    assert data.categories[-1].label == "المجموع"
    drawing = draw("waterfall", data, width=480)
    last = next(text for text in drawing.texts if text.mark == data.mark(len(data.categories) - 1))
    assert last.text == data.panel.whole.text
    assert last.mark in chart_kind("waterfall").marks(data)
    panels = charts.data("waterfall", measures=("balance",), by="region", facet="year(date)")
    sums = [sum(line[0][0].value or 0 for line in panel.cells[:-1]) for panel in panels.panels]
    assert sums == [panel.cells[-1][0][0].value or 0 for panel in panels.panels]


def test_steps_up_and_down_are_named() -> None:
    def legend(values: list[list[float | None]]) -> list[str]:
        drawing = draw("waterfall", data_of(values, ["أ", "ب", "ج"]), width=480)
        return [text.text for text in drawing.texts if not text.mark]

    assert legend([[5.0], [-2.0], [3.0]]) == ["زيادة", "نقصان", "المجموع"]
    assert legend([[5.0], [2.0], [7.0]]) == ["زيادة", "المجموع"]


@pytest.mark.parametrize("kind", ["waterfall", "pareto"])
def test_measures_that_do_not_add_up_have_no_total(charts: Charts, kind: str) -> None:
    assert charts.refused(kind, measures=("mean",), by="region") == "chart-not-parts"


# Pareto -------------------------------------------------------------------------------------


@given(rows(1, COUNTS), WIDTHS)
def test_the_shares_of_a_pareto_chart_reach_the_whole(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = data_of([line for _, line in lines], [label for label, _ in lines])
    drawing = picture("pareto", data, width, {"chart-empty"})
    if drawing is not None:
        dots = [mark for mark in drawing.marks if mark.kind == "dot"]
        values = [dot.values[0] for dot in dots]
        assert values == sorted(values) and values[-1] == 100
        assert len([mark for mark in drawing.marks if mark.kind == "bar"]) == len(data.numbers())


def test_a_pareto_chart_is_sorted_and_says_how_many_reach_the_share(charts: Charts) -> None:
    data = charts.data("pareto", measures=("fires",), by="year(date)", reach=60)
    values = [data.value(row) for row, item in enumerate(data.categories) if item.kind == "value"]
    assert values == sorted(values, reverse=True)
    assert data.categories[-1].kind == "missing"
    kind = chart_kind("pareto")
    count = next(row for row, share in enumerate(reached_shares(data), 1) if share >= 60)
    (note,) = [text for text in kind.notes(data) if "60%" in text]
    assert f"{count} من {len(values)}" in note and note in kind.alt(data, str)


def test_a_share_of_less_than_all_is_never_printed_as_all() -> None:
    shares = [Fraction(1, 10**6), Fraction(99999, 1000), Fraction(994, 10), Fraction(100), 0]
    words = [share_words(Fraction(share), "ar-MA") for share in shares]
    assert words == ["أقل من 1%", "أكثر من 99,9%", "99,4%", "100%", "0%"]


@pytest.mark.parametrize("kind", ["pareto"])
def test_negative_values_are_no_parts(kind: str) -> None:
    assert refused(kind, [[3.0], [-1.0]]) == "chart-negative-part"
    assert refused(kind, [[0.0], [None]]) == "chart-empty"


# Diverging bars -----------------------------------------------------------------------------


@given(rows((2, 5), COUNTS), WIDTHS)
def test_diverging_bars_are_as_long_as_their_values(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = data_of([line for _, line in lines], [label for label, _ in lines])
    drawing = picture("diverging", data, width)
    if drawing is not None:
        bars = {mark.id: mark.values for mark in drawing.marks}
        printed = {text.mark for text in drawing.texts}
        for row, (_, line) in enumerate(lines):
            for index, value in enumerate(line):
                name = data.mark(row, index)
                assert name in printed
                if value is not None:
                    start, end = bars[name]
                    assert abs(end - start) == pytest.approx(
                        value, abs=1e-9 * (abs(start) + abs(end)) + 1e-300
                    )


def test_the_first_series_is_at_the_right_and_a_middle_one_on_zero() -> None:
    drawing = draw("diverging", data_of([[1.0, 2.0, 4.0, 3.0, 5.0]]), width=480)
    assert [mark.values for mark in drawing.marks] == [
        (-4.0, -5.0),
        (-2.0, -4.0),
        (-2.0, 2.0),
        (2.0, 5.0),
        (5.0, 10.0),
    ]
    (scale,) = drawing.scales
    assert scale.domain[0] == -scale.domain[1] and scale.points[0] > scale.points[1]


def test_a_side_of_diverging_bars_is_no_sign(charts: Charts) -> None:
    assert refused("diverging", [[3.0, -1.0]]) == "chart-negative-side"
    assert charts.refused("diverging", measures=("fires",), by="region") == "chart-needs-series"


# Hard cases ---------------------------------------------------------------------------------

EXPECTED = {
    ("pareto", "negative"): "chart-negative-part",
    ("pareto", "blank"): "chart-empty",
    ("pareto", "zero"): "chart-empty",
    ("diverging", "negative"): "chart-negative-side",
}


@pytest.mark.parametrize("kind", ["waterfall", "pareto", "diverging"])
@pytest.mark.parametrize("name", HARD)
def test_hard_cases_are_drawn_or_refused(kind: str, name: str) -> None:
    series = 2 if kind == "diverging" else 1
    assert hard(kind, name, series)[1] == EXPECTED.get((kind, name), "")
