"""The grammar of charts: scales, stacks, places of labels, keys, facets, records of marks."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from charts.chart_data import chart_data
from charts.ink import overlap
from charts.pictures import NO_ROOM, check
from charts.test_chart_measures import Charts, brief_of
from charts.test_chart_time import box as box_of
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from report.arabic import month_name
from report.brief.blocks import CHARTS, takers
from report.charts import ChartDrawing, draw
from report.charts.grammar.axes import touch, value_axis, within
from report.charts.grammar.data import ChartData, Options
from report.charts.grammar.facet import NARROWEST
from report.charts.grammar.keys import CHART_KEYS, ChartKeys
from report.charts.grammar.place import Box, Label, Spot, Taken, Wish, apart, around, cut
from report.charts.grammar.scales import Linear, Log, Point, Symlog
from report.charts.grammar.stack import extent, pile
from report.charts.grammar.time_axis import placed, thinned
from report.charts.grammar.times import calendar_ticks
from report.charts.hatching import hatch_in, hatch_of_box
from report.errors import ExpressionError
from report.measures.calendar import Calendar

VALUES = st.floats(-1e9, 1e9).filter(lambda value: abs(value) > 1e-6 or value == 0)
POINTS = st.tuples(st.floats(0, 500), st.floats(0, 500)).filter(lambda ends: ends[0] != ends[1])
FIRES = (
    ("2001-05-01", "الشمال", "1.5"),
    ("2001-06-01", "الشمال", "2.25"),
    ("2002-06-01", "الجنوب", "7"),
    ("2002-07-01", "الجنوب", "4"),
    ("2002-08-01", "الجنوب", "3"),
    ("2004-01-01", "الشرق", "0.5"),
    ("2004-02-01", "الشمال", "20"),
)


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("grammar")), FIRES))


# Scales -------------------------------------------------------------------------------------


@given(
    st.lists(VALUES, min_size=2, max_size=6, unique=True), POINTS, st.sampled_from([Linear, Symlog])
)
def test_scales_keep_the_order_of_values(
    values: list[float], ends: tuple[float, float], kind: type[Linear]
) -> None:
    ordered = sorted(values)
    scale = kind(ordered[0], ordered[-1], *ends)
    places = [scale.place(value) for value in ordered]
    way = 1 if ends[1] > ends[0] else -1
    assert all(way * (second - first) >= -1e-9 for first, second in pairwise(places))
    assert (places[0], places[-1]) == pytest.approx(ends)


@given(st.integers(-6, 6), st.integers(1, 12), POINTS)
def test_each_power_of_ten_is_as_long_as_the_next(
    low: int, powers: int, ends: tuple[float, float]
) -> None:
    scale = Log(10.0**low, 10.0 ** (low + powers), *ends)
    places = [scale.place(10.0 ** (low + power)) for power in range(powers + 1)]
    steps = [second - first for first, second in pairwise(places)]
    assert steps == pytest.approx([(ends[1] - ends[0]) / powers] * powers, abs=1e-6)


@given(st.integers(-500, 500), st.integers(1, 150), POINTS)
def test_slots_fill_a_scale_and_never_touch(
    first: int, count: int, ends: tuple[float, float]
) -> None:
    scale = Point(first, count, *ends)
    middles = sorted(scale.place(first + index) for index in range(count))
    spans = [(middle - scale.pitch / 2, middle + scale.pitch / 2) for middle in middles]
    assert all(second[0] >= last[1] - 1e-9 for last, second in pairwise(spans))
    assert (spans[0][0], spans[-1][1]) == pytest.approx((min(ends), max(ends)))


def data_of(
    values: list[float | None], options: Options | None = None, labels: list[str] | None = None
) -> ChartData:
    """Return data of a series over some categories."""
    names = labels or [f"فئة {index}" for index in range(len(values))]
    lines = [[value] for value in values]
    return chart_data(names, ["العدد"], lines, options=options or Options())


@given(
    st.lists(st.floats(1e-6, 1e15), min_size=1, max_size=5),
    st.sampled_from(["linear", "log", "symlog"]),
)
def test_an_axis_reaches_from_the_least_to_the_greatest_value(
    values: list[float], spread: Any
) -> None:
    data = data_of(list(values), Options(scale=spread))
    axis = value_axis(data, values)
    assert axis.low <= min(values) * (1 + 1e-9) and axis.high >= max(values) * (1 - 1e-9)
    marks = [tick.value for tick in axis.ticks]
    assert marks == sorted(set(marks)) and len(marks) >= 2
    texts = [tick.text for tick in axis.ticks]
    assert len(set(texts)) == len(texts)


def test_large_ticks_have_their_word() -> None:
    axis = value_axis(data_of([3e6, 9.5e6]), [3e6, 9.5e6])
    assert [tick.text for tick in axis.ticks][:2] == ["0", "2\u00a0مليون"]
    assert axis.ticks[2].text == "4\u00a0ملايين"


@given(
    st.integers(1, 200),
    st.floats(2, 40),
    st.sampled_from([(1, 2, 5, 10, 20, 50, 100), (1, 2, 3, 6, 12, 24, 60)]),
)
def test_labels_of_time_are_thinned_until_none_touches(
    count: int, pitch: float, steps: tuple[int, ...]
) -> None:
    places = [(1900 + index, index * pitch, str(1900 + index)) for index in range(count)]
    room = (0.0, max(40.0, count * pitch))
    shown = placed(thinned(places, steps, room), room)
    assert shown and not touch(shown)
    ends = [(within(x, label, room), label) for _, x, label in (places[0], places[-1])]
    assert shown[-1] == ends[1]
    assert shown[0] == ends[0] or touch(ends)


# Stacks -------------------------------------------------------------------------------------


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=8))
def test_a_pile_adds_up_on_both_sides_of_zero(values: list[float | None]) -> None:
    spans = pile(values)
    filled = [value for value in values if value is not None]
    low, high = extent([spans])
    assert high == pytest.approx(sum(value for value in filled if value > 0))
    assert low == pytest.approx(sum(value for value in filled if value < 0))
    sizes = [abs(value) for value in filled]
    assert [span.length for span in spans] == pytest.approx(sizes, abs=1e-6)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_a_pile_of_shares_is_a_hundred(values: list[float]) -> None:
    spans = pile(values, "percent")
    assert extent([spans])[1] == pytest.approx(100 if sum(values) else 0)
    assert all(first.end == pytest.approx(second.start) for first, second in pairwise(spans))


def test_shares_of_negative_values_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        pile([1.0, -1.0], "percent")


# Places -------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 300)), max_size=40))
def test_labels_that_are_placed_touch_nothing(points: list[tuple[float, float]]) -> None:
    taken = Taken(Box(0, 0, 300, 300))
    placed: list[Box] = []
    for x, y in points:
        taken.add(Box(x - 2, y - 2, x + 2, y + 2), f"{x}{y}")
    for index, (x, y) in enumerate(points):
        label = Label((f"اسم {index}",))
        spot = taken.spot(label, around(x, y, 4, is_led=True))
        if spot is not None:
            placed.append(label.box(spot))
            taken.add(placed[-1])
    for first, second in combinations(placed, 2):
        assert not first.touches(second)
    for label_box in placed:
        assert label_box.is_within(taken.room)
        assert not any(label_box.touches(Box(x - 2, y - 2, x + 2, y + 2)) for x, y in points)


def test_a_label_may_lie_on_its_own_mark_only() -> None:
    taken = Taken(Box(0, 0, 100, 100))
    taken.add(Box(0, 0, 100, 100), "0.0.0")
    label = Label(("7",))
    assert taken.spot(label, [Spot(50, 50)], "0.0.0") == Spot(50, 50)
    assert taken.spot(label, [Spot(50, 50)], "0.1.0") is None
    assert taken.spot(label, [Spot(50, 50)]) is None


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(1, 12)), min_size=1, max_size=14))
def test_names_at_the_ends_of_lines_are_apart(wishes: list[tuple[float, float]]) -> None:
    placed = apart([Wish(None, want, size) for want, size in wishes], 0, 200)
    edges = [(wish.middle - wish.size / 2, wish.middle + wish.size / 2) for wish in placed]
    assert all(second[0] >= first[1] - 1e-6 for first, second in pairwise(edges))
    assert edges[0][0] >= -1e-6 and edges[-1][1] <= 200 + 1e-6


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted), max_size=8))
def test_a_cut_line_is_in_no_gap(gaps: list[list[float]]) -> None:
    pieces = list(cut(10, 90, [(low, high) for low, high in gaps]))
    for low, high in pieces:
        assert 10 <= low <= high <= 90
        assert not any(start < (low + high) / 2 < end for start, end in gaps if low < high)


@pytest.mark.parametrize("hatch", ["rising", "falling", "crossed"])
def test_the_hatch_of_a_polygon_is_that_of_a_box(hatch: str) -> None:
    ring = [(3.1, 4.3), (50.7, 4.3), (50.7, 31.9), (3.1, 31.9), (3.1, 4.3)]

    def rounded(lines: Any) -> list[list[tuple[float, float]]]:
        return sorted(sorted((round(x, 6), round(y, 6)) for x, y in line) for line in lines)

    assert rounded(hatch_in([ring], hatch)) == rounded(
        hatch_of_box(3.1, 4.3, 50.7, 31.9, hatch=hatch)
    )


# Keys ---------------------------------------------------------------------------------------


def test_each_key_is_taken_by_kinds_that_say_so() -> None:
    for name in CHARTS.builtin:
        assert getattr(CHARTS[name].model, "takes", frozenset()) <= CHART_KEYS
    assert {"columns", "line"} <= set(takers("time"))
    assert "lollipop" in takers("facet") and "pie" not in takers("facet")


@pytest.mark.parametrize(
    "name", [name for name in CHARTS.builtin if name not in ("timeline", "points", "gantt")]
)
def test_a_key_that_a_kind_does_not_take_names_those_that_do(name: str) -> None:
    model = CHARTS[name].model
    values = {"facet": "region", "highlight": ("أ",), "scale": "log", "target": "fires",
              "time": "left-to-right", "stack": "percent", "previous": "fires"}  # fmt: skip
    keys = {"caption": "رسم", "measures": ("fires",), "by": "region", "series": "region"}
    if "worldview" in model.model_fields:
        keys |= {"area": "world", "worldview": "MA"}
    if "value" in model.model_fields:
        keys = {"caption": "رسم", "table": "fires", "value": "area", "by": "region"}
    for key, value in values.items():
        if key in model.takes:
            continue
        with pytest.raises(ValidationError) as raised:
            model(chart=name, **keys, **{key: value})  # type: ignore[call-arg]
        (detail,) = [item for item in raised.value.errors() if item["type"] == "chart_key"]
        assert detail["ctx"]["key"] == key and detail["ctx"]["kinds"] == takers(key)


@pytest.mark.parametrize(
    ("name", "key", "kinds"),
    [
        ("box", "measures", {"bars", "line"}),
        ("strip", "series", {"bars", "line"}),
        ("density", "whiskers", {"box"}),
        ("bars", "bandwidth", {"density"}),
        ("gantt", "by", {"bars", "density"}),
        ("pie", "facet", {"bars", "density", "gantt"}),
    ],
)
def test_a_key_that_only_other_kinds_have_names_them_beside_other_faults(
    name: str, key: str, kinds: set[str]
) -> None:
    with pytest.raises(ValidationError) as raised:
        CHARTS[name].model.model_validate({"chart": name, key: "fires", "wxyz": 1})
    faults = {item["type"]: item for item in raised.value.errors()}
    assert kinds <= set(faults["chart_key"]["ctx"]["kinds"]) and name not in kinds
    assert faults["strange_key"]["ctx"]["key"] == "wxyz"
    assert "missing" in faults


def test_an_unknown_key_of_a_chart_is_answered_with_keys_that_the_kind_takes() -> None:
    for name in CHARTS.builtin:
        model = CHARTS[name].model
        if not issubclass(model, ChartKeys):
            continue
        with pytest.raises(ValidationError) as raised:
            model.model_validate({"chart": name, "wxyz": 1})
        (detail,) = [item for item in raised.value.errors() if item["type"] == "strange_key"]
        assert CHART_KEYS & set(detail["ctx"]["known"]) == model.takes


def test_the_schema_of_a_kind_has_only_the_keys_that_it_takes() -> None:
    for name in CHARTS.builtin:
        model = CHARTS[name].model
        described = model.model_json_schema()["properties"]
        for key in CHART_KEYS - getattr(model, "takes", frozenset()):
            assert key not in described


def test_words_that_name_nothing_in_the_chart_are_refused(charts: Charts) -> None:
    keys = {"measures": ("fires",), "by": "region"}
    assert charts.refused("lollipop", **keys, highlight=("الشمل",)) == "chart-no-member"
    assert (
        charts.refused("lollipop", **keys, notes=({"at": "غرب", "text": "أ"},)) == "chart-no-member"
    )
    line = {"at": "2001", "label": "سنة"}
    assert charts.refused("lollipop", **keys, lines=(line,)) == "chart-no-member"
    finding = charts.finding("lollipop", **keys, highlight=("الشمل",))
    assert finding.values["known"] == ("الشمال",)


def test_a_log_scale_refuses_zero_and_says_so_under_the_chart(charts: Charts) -> None:
    keys = {"measures": ("balance",), "by": "region"}
    assert charts.refused("lollipop", **keys, scale="log") == "chart-log-zero"
    data = charts.data("lollipop", **keys, scale="symlog")
    assert len(tuple(CHARTS["lollipop"].notes(data))) == len(data.notes) + 1


# Drawings -----------------------------------------------------------------------------------


def test_panels_have_one_scale_and_their_marks_are_where_it_says(charts: Charts) -> None:
    data = charts.data("lollipop", measures=("area",), by="region", facet="year(date)")
    assert [panel.label for panel in data.panels] == ["2001", "2002", "2004"]
    drawing = draw("lollipop", data, width=480)
    scales = {scale.name: scale for scale in drawing.scales}
    assert {scale.domain for scale in scales.values()} == {(0.0, 20.0)}
    lengths = {round(scale.points[1] - scale.points[0], 2) for scale in scales.values()}
    assert len(lengths) == 1
    dots = [mark for mark in drawing.marks if mark.kind == "dot"]
    assert sorted(mark.values[0] for mark in dots) == [0.5, 3.75, 14.0, 20.0]
    for dot in dots:
        scale = scales[dot.scale]
        placed = Linear(*scale.domain, *scale.points).place(dot.values[0])
        assert dot.geometry[0] == pytest.approx(placed, abs=0.02)


@pytest.mark.parametrize("left_to_right", [False, True])
@pytest.mark.parametrize(
    ("kind", "width", "side"), [("line", 480.0, "value"), ("columns", 480.0, "value"),
                                ("box", 480.0, "row"), ("lollipop", 480.0, "row"), ("line", 200.0, "value")]
)  # fmt: skip
def test_the_outermost_panels_are_labelled_for_all(
    charts: Charts, kind: str, width: float, side: str, left_to_right: bool
) -> None:
    if kind == "box":
        data = charts.data(kind, table="fires", value="area", by="region", facet="year(date)")
    elif side == "row":
        data = charts.data(kind, measures=("area",), by="region", facet="year(date)")
    else:
        data = charts.data(kind, measures=("area",), by="year(date)", facet="region")
    count = len(data.panels)
    assert count > 2
    data = replace(data, options=replace(data.options, left_to_right=left_to_right))
    drawing = draw(kind, data, width=width)
    beside = min(int((width + 14) / (NARROWEST + 14)), 4, count)
    beside = -(-count // -(-count // beside))
    named = Counter(text.text for text in drawing.texts if side == "row" or not text.mark)
    rows = -(-count // beside)
    if side == "value":
        assert {named[member.label] for member in data.categories[:1]} == {beside}
        axis = value_axis(data, data.numbers())
        shown = {named[tick.text] for tick in axis.ticks}
        assert shown == {rows} or kind == "columns"
    else:
        assert {named[member.label] for member in data.categories} == {rows}
    # Plots are equally wide, and what is drawn of a value is where its scale says.
    wide = {
        round(abs(scale.points[1] - scale.points[0]), 2)
        for scale in drawing.scales
        if scale.axis == "x"
    }
    assert len(wide) == 1
    check(drawing)


def test_panels_that_are_too_narrow_are_wider_and_too_tall_ones_say_what_to_do(
    charts: Charts,
) -> None:
    data = charts.data("heat", table="fires", by="year(date)", series="region", facet="month(date)")
    for word, beside in (("أ", 3), ("الجهويةللفلاحةوالصيد", 1)):
        names = [
            replace(series, label=f"{word}{index}") for index, series in enumerate(data.series)
        ]
        named = replace(data, series=tuple(names))
        drawing = draw("heat", named, width=480)
        check(drawing)
        lefts = {mark.geometry[0] for mark in drawing.marks if mark.id[0].isdigit()}
        assert len(lefts) == beside * len(names)
    with pytest.raises(ExpressionError) as refused:
        draw("heat", named, width=480, tallest=100)
    finding = refused.value.findings[0]
    assert finding.rule == "chart-panels-tall" and "facet" in finding.text("en")
    long = [
        replace(series, label="المديريةالجهويةللفلاحةوالصيدالبحري" * 3) for series in data.series
    ]
    with pytest.raises(ExpressionError) as refused:
        draw("heat", replace(data, series=tuple(long)), width=480)
    assert refused.value.findings[0].rule == "chart-labels-wide"


@given(
    st.integers(2, 60),
    st.integers(1950, 1995),
    st.integers(2, 9),
    st.floats(300, 500),
    st.sampled_from(["line", "columns", "area"]),
    st.booleans(),
)
# The last label ended outside this width, as its place was rounded in its panel and once more in the chart.
@example(count=2, first=1950, panels=2, width=300.1875, kind="line", left_to_right=False)
def test_the_panels_of_a_chart_have_the_same_labels_of_time(
    count: int, first: int, panels: int, width: float, kind: str, left_to_right: bool
) -> None:
    years = [str(first + index) for index in range(count)]
    places = list(range(first, first + count))
    data = chart_data(
        years,
        ["العدد"],
        [[12345.0 + index] for index in range(count)],
        texts=[["س"]] * count,
        positions=places,
        steps=(1, 2, 5, 10, 20, 50),
        options=Options(left_to_right=left_to_right, own=(("shape", "straight"),)),
    )
    labels = [f"لوحة {index}" for index in range(panels)]
    data = replace(data, panels=tuple(replace(data.panel, label=label) for label in labels))
    try:
        drawing = draw(kind, data, width=width)
    except ExpressionError as error:
        assert error.findings[0].rule in NO_ROOM
        return
    check(drawing)
    shown = Counter(text.text for text in drawing.texts if text.text in years)
    assert shown and len(set(shown.values())) == 1


def test_a_panel_that_is_too_narrow_is_named(charts: Charts) -> None:
    data = charts.data("heat", table="fires", by="year(date)", series="region", facet="month(date)")
    with pytest.raises(ExpressionError) as refused:
        draw("heat", data, width=30)
    finding = refused.value.findings[0]
    assert finding.rule == "chart-panel-narrow"
    assert finding.values["label"] in {panel.label for panel in data.panels}


def test_a_drawing_comes_back_from_the_cache_as_it_was(charts: Charts) -> None:
    data = charts.data("lollipop", measures=("area",), by="region", facet="year(date)")
    drawing = draw("lollipop", data, width=480)
    assert ChartDrawing.of_json(json.loads(json.dumps(asdict(drawing)))) == drawing


def test_each_value_is_traced_by_its_mark(charts: Charts) -> None:
    data = charts.data("lollipop", measures=("area",), by="region", facet="year(date)")
    sources = CHARTS["lollipop"].marks(data)
    drawing = draw("lollipop", data, width=480)
    named = {text.mark: text.text for text in drawing.texts if text.mark in sources}
    assert len(named) == 9
    for panel in data.each_panel():
        for row, _ in enumerate(data.categories):
            assert named[panel.mark(row)] == panel.text(row)
            source = sources[panel.mark(row)] if panel.value(row) is not None else None
            assert source is None or panel.panel.label in source.label


def test_a_panel_without_rows_of_a_series_has_the_measure_of_no_row(charts: Charts) -> None:
    keys = {"by": "year(date)", "series": "region", "facet": "month(date)"}
    counts = charts.data("columns", measures=("fires",), **keys)
    means = charts.data("columns", measures=("mean",), **keys)
    for data, blank in ((counts, 0.0), (means, None)):
        filled = 0
        for panel in data.each_panel():
            for row in range(len(data.categories)):
                values = [panel.value(row, series) for series in range(len(data.series))]
                filled += sum(value != blank for value in values)
        assert filled == len(FIRES)
    assert sum(counts.numbers()) == len(FIRES)


def test_a_top_keeps_the_same_series_in_all_panels(charts: Charts) -> None:
    keys = {"by": "year(date)", "series": "region", "facet": "month(date)", "top": 1}
    data = charts.data("columns", measures=("fires",), others=True, **keys)
    assert [series.label for series in data.series] == ["الجنوب", "أخرى"]
    totals = [0.0, 0.0]
    for panel in data.each_panel():
        for row in range(len(data.categories)):
            for series in (0, 1):
                totals[series] += panel.value(row, series) or 0.0
    assert totals == [3.0, 4.0]
    labels = [panel.label for panel in data.panels]
    assert labels == [month_name(month, "ar-MA") for month in (1, 2, 5, 6, 7, 8)]


@given(st.dates(min_value=date(1, 2, 1), max_value=date(2500, 1, 1)), st.integers(0, 60_000))
def test_ticks_of_days_are_the_first_of_months_and_years(first: date, days: int) -> None:
    start = first.toordinal()
    choices = list(calendar_ticks(start, start + days, "ar-MA"))
    counts = [len(ticks) for ticks in choices]
    assert counts == sorted(counts, reverse=True)
    for ticks in choices:
        places = [date.fromordinal(position) for position, _ in ticks]
        assert all(day.day == 1 and start <= day.toordinal() <= start + days for day in places)
        assert places == sorted(set(places))
        steps = {
            (second.year - one_before.year) * 12 + second.month - one_before.month
            for one_before, second in pairwise(places)
        }
        assert len(steps) == 1
    if days > 62:
        # The sheet has no room for more than some hundreds.
        assert min(days // 31 - 1, 199) <= len(choices[0]) <= 502


def test_a_century_of_days_is_labelled_by_round_years() -> None:
    first = date(1900, 1, 1).toordinal()
    count = 1400
    places = [first + 26 * index for index in range(count)]
    data = chart_data(
        [f"يوم {place}" for place in places],
        ["العدد"],
        [[1.0 + index % 7] for index in range(count)],
        positions=places,
        steps=(1, 2, 7, 14, 28, 91, 182, 364, 728),
        calendar=Calendar("date"),
    )
    drawing = draw("line", data, width=459)
    years = [int(text.text) for text in drawing.texts if len(text.text) == 4 and not text.mark]
    assert len(years) >= 5 and {second - one_before for one_before, second in pairwise(years)} <= {
        5,
        10,
        20,
    }
    assert all(year % 5 == 0 for year in years)


NAMES = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", min_size=3, max_size=60).filter(str.strip)


@given(
    st.lists(st.tuples(NAMES, st.none() | st.floats(-1e12, 1e12)), min_size=1, max_size=20),
    st.sampled_from([226.0, 480.0]),
    st.sampled_from(["linear", "symlog"]),
)
def test_texts_of_any_data_touch_nothing(
    rows: list[tuple[str, float | None]], width: float, spread: Any
) -> None:
    labels = [label for label, _ in rows]
    data = data_of([value for _, value in rows], Options(scale=spread), labels)
    try:
        drawing = draw("lollipop", data, width=width)
    except ExpressionError as error:
        assert error.findings[0].rule in ("chart-too-narrow", "chart-label-long")
        return
    boxes = [box_of(text) for text in drawing.texts]
    for first, second in combinations(boxes, 2):
        assert not overlap(first, second, 0.01)
    for left, top, right, bottom in boxes:
        assert left >= -0.01 and right <= width + 0.01
        assert top >= -0.01 and bottom <= drawing.height + 0.01
