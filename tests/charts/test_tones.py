"""Heat maps and calendars: the tone of a cell is that of its value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from charts.chart_data import chart_data
from charts.pictures import HARD, NAMES, check, data_of, picture, rows, value_marks
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from report.charts import ChartDrawing, draw
from report.charts.grammar.data import ChartData, Options
from report.charts.grammar.tone import tone_of, tones_of
from report.charts.kind import chart_kind
from report.charts.palette import house_palette, luminance
from report.errors import ExpressionError
from report.measures.calendar import Calendar
from report.messages import page_text

NUMBERS = st.none() | st.floats(-1e12, 1e12) | st.integers(-9, 9).map(float)
WIDTHS = st.sampled_from([226.0, 480.0])


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("tones")), FIRES))


def days(first: date, values: list[float | None], months: str = "gregorian", **options: Any) -> Any:
    """Return values of successive days."""
    places = range(first.toordinal(), first.toordinal() + len(values))
    return chart_data(
        [date.fromordinal(place).isoformat() for place in places],
        ["العدد"],
        [[value] for value in values],
        positions=list(places),
        steps=(1, 2, 7),
        calendar=Calendar("date"),
        options=Options(own=(("months", months),), **options),
    )


def rule(kind: str, data: ChartData) -> str:
    """Return the rule that refuses a chart; an empty text where it is drawn."""
    try:
        chart_kind(kind).check(data)
        check(draw(kind, data, width=480))
    except ExpressionError as error:
        return error.findings[0].rule
    return ""


@given(st.lists(st.floats(-1e12, 1e12) | st.integers(-9, 9).map(float), min_size=1, max_size=60))
def test_each_value_has_a_tone_darker_than_that_of_a_smaller_one(values: list[float]) -> None:
    tones = tones_of(values)
    assert [tone.low for tone in tones] == sorted(tone.low for tone in tones)
    assert all(first.high < second.low for first, second in pairwise(tones))
    assert len({tone.fill for tone in tones}) == len(tones)
    shade = house_palette()
    for side in (-1, 1):
        sizes = sorted((abs(value) for value in values if value * side > 0), reverse=True)
        lights = [luminance(shade.color(tone_of(tones, side * size).tone)) for size in sizes]
        assert lights == sorted(lights)


@settings(max_examples=30)
@given(rows((2, 5), NUMBERS, 8), WIDTHS, st.booleans())
def test_a_heat_map_has_a_cell_for_each_value_and_no_text_touches(
    lines: list[tuple[str, list[float | None]]], width: float, left_to_right: bool
) -> None:
    labels, values = [label for label, _ in lines], [row for _, row in lines]
    data = data_of(values, labels, left_to_right=left_to_right)
    if not data.numbers():
        assert rule("heat", data) == "chart-empty"
        return
    drawing = picture("heat", data, width)
    if drawing is not None:
        assert sorted(mark.values[0] for mark in value_marks(drawing)) == sorted(data.numbers())
        assert_texts_are_in_their_cells(drawing)


def assert_texts_are_in_their_cells(drawing: ChartDrawing) -> None:
    cells = {mark.id: mark.geometry for mark in value_marks(drawing)}
    for text in drawing.texts:
        if text.mark in cells:
            left, top, right, bottom = cells[text.mark]
            assert left <= text.x - text.width / 2 and text.x + text.width / 2 <= right
            assert top <= text.y <= bottom


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_of_heat_maps(name: str) -> None:
    assert rule("heat", data_of(*HARD[name])) == ("chart-empty" if name == "blank" else "")


@given(st.lists(NAMES, min_size=30, max_size=60), WIDTHS)
def test_many_columns_are_drawn_or_refused(labels: list[str], width: float) -> None:
    values = [[float(index) for index in range(len(labels))]]
    picture("heat", data_of(values, ["صف"], labels), width)


@settings(max_examples=30)
@given(
    st.dates(date(1930, 1, 1), date(2070, 1, 1)),
    st.lists(NUMBERS, min_size=1, max_size=800),
    WIDTHS,
    st.sampled_from(["gregorian", "hijri"]),
    st.booleans(),
)
def test_a_calendar_has_a_cell_for_each_day_and_no_text_touches(
    first: date, values: list[float | None], width: float, months: str, left_to_right: bool
) -> None:
    data = days(first, values, months, left_to_right=left_to_right)
    drawing = None if rule("calendar", data) == "chart-empty" else picture("calendar", data, width)
    if drawing is None:
        return
    cells = [mark.geometry for mark in value_marks(drawing)]
    assert len(cells) == len(data.numbers())
    assert len({(left, top) for left, top, _, _ in cells}) == len(cells)
    for left, top, right, bottom in cells:
        assert 0 <= left < right <= width and 0 <= top < bottom <= drawing.height


def test_weeks_run_from_the_right_and_days_of_a_week_down() -> None:
    monday = date(2024, 1, 1)
    drawing = draw("calendar", days(monday, [float(index + 1) for index in range(15)]), width=480)
    places = {mark.id: mark.geometry[:2] for mark in value_marks(drawing)}
    (x, y), (_, sunday), (next_x, next_y) = (places[f"0.{index}.0"] for index in (0, 6, 7))
    assert next_x < x and next_y == y and sunday > y
    assert places["0.6.0"][0] == x
    named = [text.text for text in drawing.texts]
    assert {"2024", "يناير", "الاثنين"} <= set(named)


def test_the_panels_of_a_calendar_have_the_whole_width_and_one_scale_of_tones(
    charts: Charts,
) -> None:
    data = charts.data("calendar", measures=("fires",), by="date", facet="region", missing="hide")
    assert len(data.panels) > 1
    drawing = draw("calendar", data, width=480)
    check(drawing)
    cells = [mark.geometry for mark in value_marks(drawing)]
    assert len(cells) == 6  # the rows with a day and a region, each on its own day
    assert len({round(right - left, 1) for left, _, right, _ in cells}) == 1
    assert len({scale.classes for scale in drawing.scales if scale.axis == "tone"}) == 1


def test_a_day_without_rows_in_a_panel_has_a_dot_there_and_no_value(charts: Charts) -> None:
    keys = {"by": "date", "facet": "region", "missing": "hide", "where": "date < '2003'"}
    note = page_text("note.calendar-gap")
    kind = chart_kind("calendar")
    for measure in ("fires", "mean", "balance"):
        data = charts.data("calendar", measures=(measure,), **keys)
        rows = [
            sum(not each.datum(row).is_absent for row in range(5)) for each in data.each_panel()
        ]
        assert rows == [2, 3]
        # A blank is no dot: a day whose fires have no area has rows.
        assert len(data.numbers()) == (4 if measure == "mean" else 5)
        assert 0 not in data.numbers()
        assert len(kind.table(data)) == 1 + 5
        assert note in tuple(kind.notes(data))


def test_days_that_a_brief_completes_are_zero_in_all_panels(charts: Charts) -> None:
    keys = {"by": "date", "facet": "region", "missing": "hide", "where": "date < '2003'"}
    note = page_text("note.calendar-gap")
    spans: list[Any] = [True, {"date": True}, {"date": ("2001-05-01", "2002-08")}]
    for expected in spans:
        data = charts.data("calendar", measures=("fires",), complete=expected, **keys)
        assert len(data.numbers()) == len(data.categories) * len(data.panels) > 2 * 400
        assert note not in tuple(chart_kind("calendar").notes(data))
    # Out of the days that are asked for, a day has a dot where it has no rows.
    complete = {"date": ("2002-06-01", "2002-07")}
    data = charts.data("calendar", measures=("fires",), complete=complete, **keys)
    assert len(data.numbers()) == 2 * 61 + 3
    assert note in tuple(chart_kind("calendar").notes(data))


def test_hijri_months_are_named() -> None:
    data = days(date(2024, 3, 11), [1.0] * 50, "hijri")
    named = [text.text for text in draw("calendar", data, width=480).texts]
    assert {"رمضان", "شوال", "1445 هـ"} <= set(named)


def test_a_day_without_rows_has_a_dot_and_a_note_says_so() -> None:
    data = days(date(2024, 1, 1), [1.0, 2.0])
    note = page_text("note.calendar-gap")
    assert note not in tuple(chart_kind("calendar").notes(data))
    last = replace(data.categories[1], position=(date(2024, 1, 1) + timedelta(days=9)).toordinal())
    data = replace(data, categories=(data.categories[0], last))
    assert note in tuple(chart_kind("calendar").notes(data))
    assert len(value_marks(draw("calendar", data, width=480))) == 2


def test_ten_years_are_drawn_and_a_century_is_refused() -> None:
    decade = days(date(2010, 1, 1), [float(index % 9) for index in range(3652)])
    assert rule("calendar", decade) == ""
    assert rule("calendar", days(date(1926, 1, 1), [1.0] * 36500)) == "chart-too-many"


def test_measures_as_tones(charts: Charts) -> None:
    data = charts.data("calendar", measures=("fires",), by="date")
    assert rule("calendar", data) == ""
    # What is no day is said under the chart, and has no tone.
    assert len(tuple(chart_kind("calendar").notes(data))) >= 2
    assert charts.refused("calendar", measures=("fires",), by="year(date)") == "chart-not-days"
    heat = {"measures": ("area",), "by": "region"}
    assert rule("heat", charts.data("heat", **heat, series="year(date)")) == ""
    assert charts.refused("heat", **heat) == "chart-needs-series"
