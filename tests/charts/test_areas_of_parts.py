"""Treemaps and pies: areas that are values."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations, pairwise
from pathlib import Path

import pytest
from charts.pictures import HARD, check, data_of, hard, picture, rows
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import assume, given
from hypothesis import strategies as st

from report.charts import draw
from report.charts.grammar.data import Panel
from report.charts.grammar.place import Box
from report.charts.kinds.treemap import tiles

COUNTS = st.none() | st.floats(0, 1e12).filter(lambda value: value == 0 or value > 1e-3)


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("areas")), FIRES))


def area_of(points: tuple[float, ...]) -> float:
    """Return the area in a ring, given as x and y of each point."""
    ring = list(zip(points[::2], points[1::2], strict=True))
    crossed = (x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]))
    return abs(sum(crossed)) / 2


@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=40))
def test_tiles_fill_the_box_and_are_as_large_as_their_values(values: list[float]) -> None:
    ordered = sorted(values, reverse=True)
    box = Box(0.0, 10.0, 480.0, 250.0)
    placed = tiles(ordered, box)
    unit = 480.0 * 240.0 / sum(ordered)
    areas = [(tile.right - tile.left) * (tile.bottom - tile.top) for tile in placed]
    assert areas == pytest.approx([value * unit for value in ordered], rel=1e-6, abs=1e-6)
    assert all(tile.is_within(box) for tile in placed)
    for first, second in combinations(placed, 2):
        wide = min(first.right, second.right) - max(first.left, second.left)
        tall = min(first.bottom, second.bottom) - max(first.top, second.top)
        assert min(wide, tall) <= 1e-6


def test_the_greatest_tile_is_at_the_right_and_tiles_are_near_to_squares() -> None:
    placed = tiles([6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], Box(0.0, 0.0, 600.0, 400.0))
    assert (placed[0].right, placed[0].top) == (600.0, 0.0)
    shapes = [(tile.right - tile.left) / (tile.bottom - tile.top) for tile in placed]
    assert all(1 / 3 < shape < 3 for shape in shapes)


@given(rows(1, COUNTS, most=12), st.sampled_from([226.0, 480.0]))
def test_a_treemap_has_each_label_in_its_tile_or_below(
    lines: list[tuple[str, list[float | None]]], width: float
) -> None:
    data = data_of([line for _, line in lines], [label for label, _ in lines])
    drawing = picture("treemap", data, width, {"chart-empty"})
    if drawing is not None:
        (scale,) = drawing.scales
        for mark in drawing.marks:
            left, top, right, bottom = mark.geometry
            expected = mark.values[0] / scale.domain[1] * scale.points[1]
            assert (right - left) * (bottom - top) == pytest.approx(expected, abs=0.02 * width)
        assert len([text for text in drawing.texts if text.mark.endswith(".0")]) == len(lines)


@given(st.lists(st.floats(0.5, 1e9), min_size=2, max_size=3), st.sampled_from([226.0, 480.0]))
def test_slices_are_as_large_as_their_values(values: list[float], width: float) -> None:
    drawing = picture("pie", data_of([[value] for value in values]), width)
    assert drawing is not None
    (scale,) = drawing.scales
    for mark in drawing.marks:
        expected = mark.values[0] / scale.domain[1] * scale.points[1]
        # The edge has corners, and places two decimals.
        assert area_of(mark.geometry) == pytest.approx(expected, rel=0.002, abs=2.0)


def test_a_pie_of_more_than_three_parts_is_refused(charts: Charts) -> None:
    assert charts.refused("pie", measures=("fires",), by="region") == "chart-pie-parts"
    data = charts.data("pie", measures=("fires",), by="region", top=1, others=True, missing="hide")
    assert len(data.categories) == 2
    assert charts.refused("pie", measures=("mean",), by="region") == "chart-not-parts"


def test_what_has_no_room_in_its_tile_is_listed_below() -> None:
    drawing = draw("treemap", data_of([[1000.0], [1.0]], ["كبير", "صغير جدا"]), width=480)
    assert len(drawing.marks) == 2
    foot = max(mark.geometry[3] for mark in drawing.marks)
    assert [text.text for text in drawing.texts if text.y > foot] == ["صغير جدا", "1"]


EXPECTED = {
    "sixty": {"treemap": "chart-too-many", "pie": "chart-pie-parts"},
    "sizes": {"pie": "chart-pie-parts"},
    "negative": dict.fromkeys(("treemap", "pie"), "chart-negative-part"),
    "equal": {"pie": "chart-pie-parts"},
    "one": {"pie": "chart-pie-parts"},
    "blank": dict.fromkeys(("treemap", "pie"), "chart-empty"),
    "zero": dict.fromkeys(("treemap", "pie"), "chart-empty"),
}


@pytest.mark.parametrize("kind", ["treemap", "pie"])
@pytest.mark.parametrize("name", HARD)
def test_hard_cases_are_drawn_or_refused(kind: str, name: str) -> None:
    assert hard(kind, name, 1)[1] == EXPECTED.get(name, {}).get(kind, "")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=8))
def test_the_tiles_of_all_panels_have_one_scale(pairs: list[tuple[int, int]]) -> None:
    assume(any(first for first, _ in pairs))
    single = data_of([[float(first)] for first, _ in pairs])
    panels = []
    for index, label in enumerate(("الأولى", "الثانية")):
        cells = tuple(
            ((replace(single.datum(row), value=float(pair[index])),),)
            for row, pair in enumerate(pairs)
        )
        panels.append(Panel(label=label, cells=cells))
    drawing = draw("treemap", replace(single, panels=tuple(panels)), width=480)
    check(drawing)
    shown = [mark for mark in drawing.marks if mark.values[0] > 0]
    assert len(shown) == sum(value > 0 for value in chain(*pairs))
    each = []
    for mark in shown:
        left, top, right, bottom = mark.geometry
        # Edges are rounded to hundredths, which counts for tiles that are thin.
        if min(right - left, bottom - top) > 10:
            each.append((right - left) * (bottom - top) / mark.values[0])
    assert not each or max(each) == pytest.approx(min(each), rel=0.005)


def test_a_treemap_has_a_panel_for_each_value(charts: Charts) -> None:
    data = charts.data("treemap", measures=("fires",), by="region", facet="year(date)")
    assert len(data.panels) > 1
    check(draw("treemap", data, width=480))
