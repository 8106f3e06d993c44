"""Bars and columns over the grammar: ends, ticks, notes, panels."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from charts.pictures import HARD, check, data_of, datum_of, hard, picture, rows
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st

from report.charts import draw
from report.charts.grammar.axes import ROW
from report.charts.grammar.data import ChartData, Head, Panel, Reference

NUMBERS = st.none() | st.floats(-1e12, 1e12)
WIDTHS = st.sampled_from([226.0, 480.0])


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("bars")), FIRES))


def with_ticks(lines: list[list[float | None]], labels: list[str] | None = None) -> ChartData:
    """Return data of bars with targets and former values: three numbers for each bar."""
    data = data_of([line[::3] for line in lines], labels)
    cells = []
    for line in lines:
        data_of_line = list(map(datum_of, line))
        places = range(0, len(line), 3)
        cells.append(tuple(tuple(data_of_line[place : place + 3]) for place in places))
    heads = tuple(Head(label=label) for label in ("العدد", "الهدف", "العدد السابق"))
    fields = {**vars(data), "panels": (Panel(label="", cells=tuple(cells)),), "heads": heads}
    return ChartData(**{**fields, "roles": ("value", "target", "previous")})


@settings(max_examples=60)
@given(rows((1, 4), NUMBERS, 12), WIDTHS)
def test_bars_begin_at_zero_and_no_text_touches(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    values = [row for _, row in lines]
    kind = "bars" if len(values[0]) == 1 else "grouped"
    drawing = picture(kind, data_of(values, [label for label, _ in lines]), width)
    if drawing is not None:
        drawn = sorted(mark.values[1] for mark in drawing.marks)
        assert drawn == sorted(value for value in chain(*values) if value is not None)
        assert all(mark.values[0] == 0 for mark in drawing.marks)


@settings(max_examples=60)
@given(st.sampled_from([3, 6]).flatmap(lambda size: rows(size, NUMBERS, 8)), WIDTHS)
def test_a_tick_is_at_its_value_and_no_text_lies_on_it(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    values = [row for _, row in lines]
    data = with_ticks(values, [label for label, _ in lines])
    drawing = picture("bars" if len(values[0]) == 3 else "grouped", data, width)
    if drawing is None:
        return
    ticks = [mark for mark in drawing.marks if mark.kind == "segment"]
    assert len(ticks) == len(data.numbers("target", "previous"))
    printed = [text for text in drawing.texts if text.mark and "label" not in text.mark]
    for text in printed:
        left = text.x - (text.width if text.align == "right" else 0.0)
        for mark in ticks:
            x, top, _, bottom = mark.geometry
            is_level = top < text.y < bottom
            assert not (is_level and left + 0.02 < x < left + text.width - 0.02)


@settings(max_examples=60)
@given(st.sampled_from([3, 6]).flatmap(lambda size: rows(size, NUMBERS, 8)), WIDTHS)
def test_a_tick_of_a_column_is_level_and_no_text_lies_on_it(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = with_ticks([row for _, row in lines], [label for label, _ in lines])
    drawing = picture("columns", data, width)
    if drawing is None:
        return
    ticks = [mark for mark in drawing.marks if mark.kind == "segment"]
    assert len(ticks) == len(data.numbers("target", "previous"))
    for text in (text for text in drawing.texts if text.mark):
        for left, y, right, same in (mark.geometry for mark in ticks):
            assert y == same
            is_beside = right < text.x - text.width / 2 or left > text.x + text.width / 2
            assert is_beside or not abs(text.y - y) < text.size * 0.6 - 0.02


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_are_drawn(name: str) -> None:
    assert hard("bars", name, 1)[1] == ""
    assert hard("grouped", name)[1] == ""


@pytest.mark.parametrize("count", [1, 20, 60])
def test_a_row_is_five_millimetres_at_most(count: int) -> None:
    drawing = draw("bars", data_of([[1.0]] * count), width=480)
    assert ROW * 25.4 / 72 <= 5
    assert drawing.height == pytest.approx(count * ROW)


@pytest.mark.parametrize("kind", ["bars", "columns"])
def test_the_legend_names_the_ticks(kind: str) -> None:
    data = with_ticks([[3.0, 5.0, 2.0]])
    drawing = draw(kind, data, width=480)
    assert {"الهدف", "العدد السابق"} <= {text.text for text in drawing.texts}
    assert "3 (الهدف: 5، العدد السابق: 2)" in drawing.alt


def test_a_target_is_the_measure_that_the_chart_names(charts: Charts) -> None:
    keys: dict[str, Any] = {"measures": ("area",), "by": "region", "target": "mean"}
    data = charts.data("bars", **keys)
    assert [head.label for head in data.heads] == ["المساحة المتضررة", "متوسط المساحة"]
    ticks = [mark for mark in draw("bars", data, width=480).marks if mark.kind == "segment"]
    assert [mark.values[0] for mark in ticks] == data.numbers("target")
    assert data.marks["0.0.0.target"].label == "الشمال"
    assert charts.refused("bars", **{**keys, "target": "fires"}) == "chart-units"


def test_lines_bands_and_notes_are_drawn(charts: Charts) -> None:
    data = charts.data(
        "bars",
        measures=("fires",),
        by="region",
        highlight=("الشمال",),
        lines=({"at": 5, "label": "المعدل"},),
        bands=({"from": 1, "to": 2, "label": "المعتاد"},),
        notes=({"at": "الشمال", "text": "حريق كبير"},),
    )
    drawing = draw("bars", data, width=480)
    check(drawing)
    assert {"المعدل", "المعتاد", "حريق كبير"} <= {text.text for text in drawing.texts}
    # A reference value is on the axis, however short the bars are.
    assert drawing.scales[0].domain[1] == 5
    assert data.options.references[1] == Reference(label="المعتاد", start=1, end=2)


def test_panels_share_their_scale(charts: Charts) -> None:
    data = charts.data(
        "grouped", table="fires", by="year(date)", series="region", facet="region", top=2
    )
    scales = draw("grouped", data, width=480).scales
    lengths = {round(abs(scale.points[1] - scale.points[0]), 2) for scale in scales}
    assert len(scales) == len(data.panels) > 1 and len(lengths) == 1


# Stacked bars ---------------------------------------------------------------------------------


@settings(max_examples=60)
@given(rows((2, 5), NUMBERS, 10), WIDTHS)
def test_segments_follow_one_another_and_no_text_touches(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    values = [row for _, row in lines]
    drawing = picture("stacked", data_of(values, [label for label, _ in lines]), width)
    if drawing is None:
        return
    for row, line in enumerate(values):
        marks = [mark for mark in drawing.marks if mark.id.startswith(f"0.{row}.")]
        assert len(marks) == len([value for value in line if value is not None])
        ends = {mark.values[1] for mark in marks}
        assert {mark.values[0] for mark in marks} <= ends | {0.0}


SHARES = st.none() | st.floats(0, 1e12)


@settings(max_examples=60)
@given(rows((2, 5), SHARES, 10), WIDTHS)
def test_shares_fill_the_whole_axis(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    values = [row for _, row in lines]
    data = data_of(values, [label for label, _ in lines], stack="percent")
    drawing = picture("stacked", data, width)
    if drawing is None:
        return
    assert drawing.scales[0].domain == (0.0, 100.0)
    for row, line in enumerate(values):
        marks = [mark for mark in drawing.marks if mark.id.startswith(f"0.{row}.")]
        is_known = None not in line and any(line)
        assert len(marks) == (len(line) if is_known else 0)
        if is_known:
            assert max(mark.values[1] for mark in marks) == pytest.approx(100)


@pytest.mark.parametrize("name", HARD)
def test_hard_cases_of_stacks_are_drawn(name: str) -> None:
    assert hard("stacked", name)[1] == ""


def test_shares_say_what_lengths_and_numbers_are(charts: Charts) -> None:
    keys: dict[str, Any] = {"table": "fires", "by": "year(date)", "series": "region"}
    data = charts.data("stacked", **keys, stack="percent")
    drawing = draw("stacked", data, width=480)
    check(drawing)
    texts = [text.text for text in drawing.texts]
    assert "100%" in texts and any("نسب مئوية" in text for text in texts)
    assert "لنسب المجموع" in charts.alt("stacked", **keys, stack="percent")
    assert len(data.panel.totals) == len(data.categories)


def test_a_stack_has_notes_lines_and_panels(charts: Charts) -> None:
    data = charts.data(
        "stacked",
        measures=("fires",),
        by="region",
        series="year(date)",
        highlight=("2002",),
        lines=({"at": 2, "label": "المعدل"},),
        notes=({"at": "الجنوب", "series": "2002", "text": "حريق كبير"},),
    )
    drawing = draw("stacked", data, width=480)
    check(drawing)
    assert {"المعدل", "حريق كبير"} <= {text.text for text in drawing.texts}
    panels = charts.data("stacked", table="fires", by="year(date)", series="region", facet="region")
    drawing = draw("stacked", panels, width=480)
    check(drawing)
    assert len(drawing.scales) == len(panels.panels) > 1
    # Each panel has the totals of its own rows.
    for panel, row in panels.each_row():
        values = [panel.value(row, index) or 0 for index in range(len(panels.series))]
        assert panel.panel.totals[row].value == sum(values)
