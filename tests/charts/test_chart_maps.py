"""Maps: the values of territories, discs, and rows at their places; the worldview is named and stated."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from charts.ink import overlap
from charts.pictures import value_marks
from charts.test_chart_measures import PERIOD, Charts
from charts.test_chart_time import box
from hypothesis import given
from hypothesis import strategies as st

from brief.minimal import heading_of
from report.arabic.amounts import NumberFormat
from report.archive.charts import RecordedChart, recorded_chart
from report.archive.verify.ink import off_scale
from report.brief.blocks import CHARTS
from report.brief.load import load_brief
from report.charts import draw
from report.charts.grammar.data import Datum, Member, Panel
from report.charts.mapping.data import MapData
from report.charts.mapping.look import number_text
from report.charts.model import ChartDrawing
from report.charts.palette import house_palette, luminance
from report.document.model import ShownChart
from report.errors import Location
from report.maps import find_area, find_worldview
from report.messages import page_text

BRIEF = """
[tables.events]
source = "events.csv"
label = "الأحداث"
[tables.events.columns]
country = { type = "country", label = "البلد" }
region = { label = "الجهة" }
word = { label = "كلمة" }
north = { type = "number", label = "العرض" }
east = { type = "number", label = "الطول" }
damage = { type = "number", label = "الخسائر" }

[measures.events]
label = "الأحداث"
value = "count(events)"
[measures.damage]
label = "الخسائر"
from = "events"
value = "sum(damage)"
unit = "درهم"
[measures.balance]
label = "الفارق"
from = "events"
value = "sum(damage) - 100"

[[sections]]
title = "الخرائط"
[[sections.blocks]]
note = "ملاحظة"
"""
#: Country, region, a word, latitude, longitude, damage.
EVENTS = (
    *[("MA", "فاس-مكناس", "خطأ", "34.0", "-5.0", "10")] * 5,
    *[("EG", "الداخلة-وادي الذهب", "خطأ", "30.0", "31.2", "90")] * 3,
    ("SA", "طنجة تطوان الحسيمة", "خطأ", "24.7", "46.7", "40"),
    ("BH", "الشرقية", "خطأ", "26.1", "50.5", "7"),
    ("FR", "سوس-ماسة", "خطأ", "48.9", "2.3", "500"),
    ("", "", "خطأ", "", "", "1"),
)
MA = {"worldview": "MA"}


def charts_of(folder: Path, events: tuple[tuple[str, ...], ...] = EVENTS) -> Charts:
    (folder / "brief.toml").write_text(heading_of(PERIOD) + BRIEF, "utf-8")
    rows = "\n".join(map(",".join, events))
    (folder / "events.csv").write_text(f"country,region,word,north,east,damage\n{rows}\n", "utf-8")
    return Charts(load_brief(folder))


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return charts_of(tmp_path_factory.mktemp("events"))


def arab(charts: Charts, kind: str = "map", **keys: Any) -> Any:
    block = {"measures": ("events",), "by": "country", "area": "arab-states", **MA, **keys}
    return charts.data(kind, **block)


def at_places(charts: Charts, area: str, **keys: Any) -> Any:
    """The rows of the table at their latitude and longitude."""
    block = {"table": "events", "latitude": "north", "longitude": "east", "area": area}
    return charts.data("points", **block, **{**MA, **keys})


def record_of(drawing: ChartDrawing) -> RecordedChart:
    return recorded_chart(ShownChart("k", "n", drawing))


def drawn(kind: str, data: Any, width: float = 453.0) -> ChartDrawing:
    return draw(kind, data, width=width)


def test_each_territory_is_the_mark_of_its_value(charts: Charts) -> None:
    data = arab(charts)
    by_code = {code: data.value(row) for row, code in enumerate(data.codes) if code}
    assert by_code == {"MA": 5, "EG": 3, "SA": 1, "BH": 1}
    drawing = drawn("map", data)
    marks = {mark.id: mark for mark in value_marks(drawing)}
    assert {name: marks[name].values for name in marks} == {
        data.mark(row): (data.value(row),) for row, code in enumerate(data.codes) if code
    }
    kinds = {
        data.codes[row]: marks[data.mark(row)].kind for row, code in enumerate(data.codes) if code
    }
    # Bahrain is too small to be seen as an area at this width.
    assert kinds == {"MA": "shape", "EG": "shape", "SA": "shape", "BH": "dot"}
    assert all(data.marks[mark.id].rows for mark in value_marks(drawing))


def test_tones_go_from_light_to_dark_with_even_steps_in_grey() -> None:
    palette = house_palette()
    light = [116 * luminance(palette.color(f"tone{step}")) ** (1 / 3) - 16 for step in range(1, 6)]  # type: ignore[arg-type]
    steps = [first - last for first, last in pairwise(light)]
    assert min(steps) > 11, light


def test_the_worldview_is_stated_under_each_map(charts: Charts) -> None:
    for view, words in (("MA", "المملكة المغربية"), ("UN", "الأمم المتحدة")):
        for kind in ("map", "symbols"):
            data = arab(charts, kind, worldview=view)
            assert any(words in note for note in CHARTS[kind].notes(data))
        places = at_places(charts, "world", worldview=view)
        assert any(words in note for note in CHARTS["points"].notes(places))
        assert words in CHARTS["points"].alt(places, str)


def test_bounds_of_classes_have_no_more_decimals_than_the_values(charts: Charts) -> None:
    data = arab(charts)
    for style, value, text in (
        (NumberFormat(decimals=1), 35.586, "35,6"),
        (NumberFormat(decimals=1), 13.0, "13"),
        (NumberFormat(), 35.586, "35,586"),
        (NumberFormat(decimals=0, is_percent=True, is_ratio=True), 0.355, "36%"),
    ):
        head = replace(data.heads[0], style=style)
        assert number_text(replace(data, heads=(head,)), value) == text


def test_what_is_not_on_the_map_is_said_under_it(charts: Charts) -> None:
    notes = list(CHARTS["map"].notes(arab(charts)))
    assert page_text("map.outside", names="فرنسا") in notes
    assert any("غير مذكور 1" in note for note in notes)


def test_regions_of_morocco_are_found_by_name_and_openstreetmap_is_named(charts: Charts) -> None:
    data = arab(charts, by="region", area="MA-regions")
    assert {code for code in data.codes if code} == {"MA-01", "MA-02", "MA-03", "MA-09", "MA-12"}
    assert page_text("map.osm") in list(CHARTS["map"].notes(data))
    drawing = drawn("map", data)
    assert len(value_marks(drawing)) == 5


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("map-worldview", {"worldview": "XX"}),
        ("map-area", {"area": "nowhere"}),
        ("map-regions-view", {"area": "MA-regions", "worldview": "UN"}),
        ("map-territory", {"by": "word"}),
        ("map-classes", {"classes": (5.0, 2.0)}),
    ],
)
def test_what_a_map_refuses(charts: Charts, rule: str, keys: dict[str, Any]) -> None:
    block = {"measures": ("events",), "by": "country", "area": "arab-states", **MA, **keys}
    assert charts.refused("map", **block) == rule


def test_a_worldview_has_to_be_named() -> None:
    model = CHARTS["map"].model
    with pytest.raises(ValueError, match="worldview"):
        model(chart="map", caption="رسم", measures=("events",), by="country", area="world")  # type: ignore[call-arg]


def test_values_below_zero_have_tones_and_no_discs(charts: Charts) -> None:
    data = arab(charts, measures=("balance",))
    assert min(data.numbers()) < 0
    assert drawn("map", data).marks
    block = {"measures": ("balance",), "by": "country", "area": "arab-states", **MA}
    assert charts.refused("symbols", **block) == "map-negative"


def test_a_part_of_a_territory_is_not_drawn_apart(tmp_path: Path) -> None:
    events = (("TW", "", "", "", "", "1"), ("CN", "", "", "", "", "1"), ("EH", "", "", "", "", "1"))
    charts = charts_of(tmp_path, events)
    keys = {"measures": ("events",), "area": "world", **MA}
    finding = charts.finding("map", by="country", **keys)
    assert finding.rule == "map-part"
    # The way out that the message shows.
    inner = f"if(country == '{finding.values['given']}', '{finding.values['whole']}', country)"
    again = charts.finding("map", by=inner, **keys)
    both = f"if(country == '{again.values['given']}', '{again.values['whole']}', {inner})"
    data = charts.data("map", by=both, **keys)
    assert {code: data.value(row) for row, code in enumerate(data.codes)} == {"CN": 2, "MA": 1}


def test_areas_of_discs_are_in_proportion_to_their_values(charts: Charts) -> None:
    data = arab(charts, "symbols", measures=("damage",))
    discs = {mark.values[0]: mark.geometry[2] for mark in drawn("symbols", data).marks}
    assert set(discs) == {50.0, 270.0, 40.0, 7.0}
    for value, radius in discs.items():
        assert radius == pytest.approx(discs[270.0] * math.sqrt(value / 270), abs=0.006)


def test_rows_are_gathered_at_their_places_with_their_rows(charts: Charts) -> None:
    data = at_places(charts, "arab-states")
    assert [data.value(row) for row in range(len(data.categories))] == [5, 3, 1, 1]
    assert [len(data.marks[data.mark(row)].rows[0].rows) for row in range(4)] == [5, 3, 1, 1]
    assert data.notes == (
        page_text("map.rows-without-place", count="1"),
        page_text("map.rows-outside", count="1"),
    )
    # The clusters and their places are the same at any width.
    narrow, wide = (drawn("points", data, width) for width in (226.5, 453.0))
    for first, second in zip(narrow.marks, wide.marks, strict=True):
        assert first.values == second.values
        assert 2 * first.geometry[0] == pytest.approx(second.geometry[0], abs=0.1)


@pytest.mark.parametrize(("north", "rule"), [("134.0", "map-places"), ("34.0", "")])
def test_places_that_are_not_on_earth_are_refused(tmp_path: Path, north: str, rule: str) -> None:
    charts = charts_of(tmp_path, (("MA", "", "كلمة", north, "-5.0", "1"),))
    keys = {"table": "events", "longitude": "east", "area": "MA", **MA}
    if rule:
        assert charts.refused("points", latitude="north", **keys) == rule
    else:
        assert charts.data("points", latitude="north", **keys).categories
        assert charts.refused("points", latitude="word", **keys) == "map-not-numbers"


@pytest.mark.parametrize("kind", ["map", "symbols", "points"])
@pytest.mark.parametrize("area", ["world", "arab-states", "africa"])
@pytest.mark.parametrize("width", [226.0, 453.0])
def test_no_text_of_a_map_touches_another_or_the_edge(
    charts: Charts, kind: str, area: str, width: float
) -> None:
    data = at_places(charts, area) if kind == "points" else arab(charts, kind, area=area)
    drawing = drawn(kind, data, width)
    assert drawn(kind, data, width) == drawing
    boxes = [box(text) for text in drawing.texts]
    assert all(
        left > -0.1 and right < width + 0.1 and bottom < drawing.height + 0.1
        for left, _, right, bottom in boxes
    )
    assert not any(overlap(first, second, 0.1) for first, second in combinations(boxes, 2))


@pytest.mark.parametrize("kind", ["map", "symbols", "points"])
def test_the_ink_of_maps_is_on_its_scale_and_an_altered_disc_is_not(
    charts: Charts, kind: str
) -> None:
    if kind == "points":
        data = at_places(charts, "world")
    else:
        data = arab(charts, kind, measures=("damage",))
    drawing = drawn(kind, data)
    assert CHARTS[kind].table(data)
    record = record_of(drawing)
    assert list(off_scale(record, Location())) == []
    if kind != "map":
        last = drawing.marks[1]
        x, y, radius = last.geometry
        altered = replace(last, geometry=(x, y, radius * 1.05))
        marks = (drawing.marks[0], altered, *drawing.marks[2:])
        found_ink = list(off_scale(replace(record, marks=marks), Location()))
        assert [finding.rule for finding in found_ink] == ["mark-off-scale"]


def test_discs_that_are_enlarged_are_said_and_are_of_no_scale(tmp_path: Path) -> None:
    events = (("MA", "", "", "", "", "10000"), ("EG", "", "", "", "", "1"))
    data = arab(charts_of(tmp_path, events), "symbols", measures=("damage",))
    assert page_text("map.enlarged") in list(CHARTS["symbols"].notes(data))
    assert {mark.values[0]: mark.scale for mark in drawn("symbols", data).marks} == {
        10000.0: "value",
        1.0: "least",
    }


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=22))
def test_discs_of_any_values_are_on_their_scale(damages: list[int]) -> None:
    codes = find_area("arab-states", find_worldview("MA")).members
    members = tuple(Member(label=code) for code in codes[: len(damages)])
    cells = tuple(((Datum(value=float(damage), text=str(damage)),),) for damage in damages)
    data = MapData(
        categories=members,
        series=(Member(label="الخسائر"),),
        panels=(Panel(label="", cells=cells),),
        area="arab-states",
        worldview="MA",
        codes=codes[: len(damages)],
    )
    record = record_of(drawn("symbols", data))
    assert list(off_scale(record, Location())) == []
