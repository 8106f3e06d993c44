"""Charts over time: no label touches another one or leaves the sheet for any data."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from charts.chart_data import chart_data
from charts.ink import left_of, overlap
from hypothesis import given, settings
from hypothesis import strategies as st

from report.charts import ChartDrawing, OverlayText, draw
from report.charts.grammar.data import ChartData, Options
from report.errors import ExpressionError

NAMES = ("آسيا", "إفريقيا", "أمريكا اللاتينية والكاريبي", "أوروبا", "أوقيانوسيا", "منظمات")
STEPS = (1, 2, 5, 10, 20, 50, 100)


def years(
    values: list[list[float | None]], first: int = 1990, *, left_to_right: bool = False
) -> ChartData:
    """Return values of successive years, in as many series as the first year has."""
    return chart_data(
        [str(first + index) for index in range(len(values))],
        NAMES[: len(values[0])],
        values,
        positions=range(first, first + len(values)),
        steps=STEPS,
        options=Options(left_to_right=left_to_right),
    )


def box(text: OverlayText) -> tuple[float, float, float, float]:
    left = left_of(text)
    return left, text.y - text.size * 0.5, left + text.width, text.y + text.size * 0.5


def touching(drawing: ChartDrawing) -> list[tuple[str, str]]:
    pairs = combinations(((text.text, box(text)) for text in drawing.texts), 2)
    return [(first, second) for (first, item), (second, two) in pairs if overlap(item, two, 0.01)]


def outside(drawing: ChartDrawing) -> list[str]:
    return [
        text.text
        for text in drawing.texts
        if box(text)[0] < -0.01 or box(text)[2] > drawing.width + 0.01
    ]


numbers = st.one_of(
    st.none(), st.integers(-500, 2000).map(float), st.sampled_from([0.0, 7.0, 123456.0])
)


@st.composite
def tables(draw_from: st.DrawFn) -> list[list[float | None]]:
    count = draw_from(st.integers(1, 5))
    line = st.lists(numbers, min_size=count, max_size=count)
    return draw_from(st.lists(line, min_size=1, max_size=40))


@settings(max_examples=60, deadline=None)
@given(
    tables(), st.sampled_from(["columns", "line"]), st.booleans(), st.sampled_from([459.0, 222.0])
)
def test_no_label_touches_another_or_leaves_the_sheet(
    values: list[list[float | None]], kind: str, left_to_right: bool, width: float
) -> None:
    try:
        drawing = draw(kind, years(values, left_to_right=left_to_right), width=width)
    except ExpressionError as error:
        assert error.findings[0].rule in ("chart-too-narrow", "chart-empty")
        return
    assert touching(drawing) == []
    assert outside(drawing) == []


@pytest.mark.parametrize(
    ("count", "shown"), [(3, 3), (31, 17), (120, 14)]
)  # fmt: skip
def test_years_are_thinned_to_round_ones_between_the_first_and_the_last(
    count: int, shown: int
) -> None:
    drawing = draw("columns", years([[float(index)] for index in range(count)]), width=459)
    named = [text.text for text in drawing.texts if len(text.text) == 4 and not text.mark]
    labels = sorted(map(int, named))
    assert len(labels) <= shown
    assert labels[-1] - labels[0] == count - 1
    steps = {second - first for first, second in pairwise(labels[1:-1])}
    assert len(steps) <= 1
    assert all(label % max(steps, default=1) == 0 for label in labels[1:-1])


def test_time_runs_from_the_right_unless_the_brief_says_otherwise() -> None:
    def places(*, left_to_right: bool) -> list[float]:
        drawing = draw(
            "columns", years([[1.0], [2.0], [3.0]], left_to_right=left_to_right), width=459
        )
        return [text.x for text in drawing.texts if text.text.startswith("199")]

    assert places(left_to_right=False) == sorted(places(left_to_right=False), reverse=True)
    assert places(left_to_right=True) == sorted(places(left_to_right=True))
