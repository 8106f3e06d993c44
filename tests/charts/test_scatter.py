"""Scatter plots and bubbles: places on two scales, areas, names, and what is refused."""

from __future__ import annotations

from math import pi
from pathlib import Path
from typing import Any

import pytest
from charts.pictures import LONG, NAMES, check, datum_of, picture
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.data import ChartData, Head, Member, Options, Panel, Role
from report.errors import ExpressionError

ROLES: tuple[Role, ...] = ("value", "second", "third")
HEADS = (Head(label="الدخل", unit="درهم"), Head(label="العمر", unit="سنة"), Head(label="السكان"))
NUMBERS = st.none() | st.floats(-1e9, 1e9)
SIZES = st.none() | st.floats(0, 1e9)
AXES = st.sampled_from(["both", "x", "y"])


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("points")), FIRES))


def points(
    values: list[tuple[float | None, ...]], labels: list[str] | None = None, **options: Any
) -> ChartData:
    """Return data of points, each of two or three values."""
    names = labels or [f"بلد {index}" for index in range(len(values))]
    count = len(values[0])
    return ChartData(
        categories=tuple(Member(label=name, position=index) for index, name in enumerate(names)),
        series=(Member(label=""),),
        panels=(Panel(label="", cells=tuple((tuple(map(datum_of, line)),) for line in values)),),
        roles=ROLES[:count],
        heads=HEADS[:count],
        options=Options(**options),
    )


@given(
    st.lists(st.tuples(NAMES, NUMBERS, NUMBERS), min_size=1, max_size=25),
    st.sampled_from([226.0, 480.0]),
    st.sampled_from(["linear", "symlog"]),
    AXES,
)
def test_dots_are_at_both_of_their_values_and_no_name_touches(
    rows: list[tuple[str, float | None, float | None]], width: float, scale: Any, axis: str
) -> None:
    values = [row[1:] for row in rows]
    data = points(values, [row[0] for row in rows], scale=scale, own=(("scale_of", axis),))
    drawing = picture("scatter", data, width, {"chart-empty"})
    if drawing is not None:
        shown = [line for line in values if None not in line]
        across = [mark.values[0] for mark in drawing.marks if mark.scale == "value"]
        up = [mark.values[0] for mark in drawing.marks if mark.scale == "second"]
        assert sorted(zip(across, up, strict=True)) == sorted(shown)
        assert [scale.axis for scale in drawing.scales] == ["x", "y"]


@example([(0.0, 0.0, 600000000.0)], 226.0)
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, SIZES), min_size=1, max_size=25),
    st.sampled_from([226.0, 480.0]),
)
def test_the_area_of_a_bubble_is_its_third_value(
    values: list[tuple[float | None, ...]], width: float
) -> None:
    drawing = picture("bubble", points(values), width, {"chart-empty"})
    if drawing is not None:
        (scale,) = (scale for scale in drawing.scales if scale.name == "area")
        each = scale.points[1] / scale.domain[1]
        for mark in drawing.marks:
            if mark.scale == "area":
                area = pi * mark.geometry[2] ** 2
                radius = mark.geometry[2]
                assert area == pytest.approx(mark.values[0] * each, abs=pi * 0.011 * (radius + 1))


HARD = {
    "many": [(float(index % 37), float(index * 7 % 53), float(index % 9 + 1)) for index in range(100)],
    "sizes": [(0.001, 1e12, 1.0), (1e12, 0.001, 1e12), (1.0, 1e3, 0.001)],
    "negative": [(-5.0, -1.0, 2.0), (-3.0, -9.0, 1.0)],
    "equal": [(4.0, 4.0, 4.0)] * 6,
    "one": [(3.0, 9.0, 2.0)],
    "zero": [(0.0, 0.0, 1.0)],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["scatter", "bubble"])
@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("width", [226.0, 480.0])
def test_hard_cases_are_drawn(kind: str, name: str, width: float) -> None:
    count = 2 if kind == "scatter" else 3
    check(draw(kind, points([line[:count] for line in HARD[name]]), width=width))


def test_names_of_any_length_and_script_are_drawn() -> None:
    labels = [LONG[:120], "IMO 9074729", "ميناء Tanger Med 2", "٢٠١٠ — 2020"]
    values = [(1.0, 1.0), (5.0, 8.0), (9.0, 3.0), (4.0, 4.0)]
    drawing = draw("scatter", points(values, labels), width=480)
    check(drawing)
    assert set(labels[1:]) <= {text.text for text in drawing.texts}


def test_a_highlighted_point_has_its_name_or_is_refused() -> None:
    crowd = [(float(index % 20), float(index // 20)) for index in range(200)]
    drawing = draw("scatter", points(crowd, highlight=("بلد 105",)), width=480)
    check(drawing)
    assert "بلد 105" in {text.text for text in drawing.texts}
    same = points([(1.0, 1.0)] * 30, highlight=tuple(f"بلد {index}" for index in range(30)))
    with pytest.raises(ExpressionError) as error:
        draw("scatter", same, width=480)
    assert error.value.findings[0].rule == "chart-text-no-room"


def test_areas_are_not_negative_and_a_log_axis_has_no_zero() -> None:
    rules = []
    for kind, data in (
        ("bubble", points([(1.0, 1.0, -2.0)])),
        ("bubble", points([(1.0, 1.0, 0.0)])),
        ("scatter", points([(1.0, None), (None, 2.0)])),
        ("scatter", points([(0.0, 1.0)], scale="log")),
        ("scatter", points([(0.0, 1.0)], scale="log", own=(("scale_of", "y"),))),
    ):
        try:
            draw(kind, data, width=480)
            rules.append("")
        except ExpressionError as error:
            rules.append(error.findings[0].rule)
    assert rules == ["chart-area-negative", "chart-empty", "chart-empty", "chart-log-zero", ""]


def test_a_scatter_of_measures(charts: Charts) -> None:
    keys: dict[str, Any] = {"measures": ("area", "fires"), "by": "region"}
    data = charts.data("scatter", **keys)
    assert data.has("second") and [head.label for head in data.heads] == [
        "المساحة المتضررة",
        "الحرائق",
    ]
    alt = charts.alt("scatter", **keys)
    assert alt.startswith("رسم انتشار، المساحة المتضررة أفقيا والحرائق عموديا: 4 نقط")
    assert "الشمال (11,8، 3)" in alt
    assert charts.refused("scatter", by="region", measures=("fires",)) == "chart-needs-measures"
    zero = {"measures": ("balance", "area"), "by": "region", "scale": "log"}
    assert charts.refused("scatter", **zero) == "chart-log-zero"
    assert charts.data("scatter", **zero, scale_of="y").options.scale == "log"
    notes = list(CHARTS["scatter"].notes(charts.data("scatter", **zero, scale_of="y")))
    assert notes == [
        "محور المساحة المتضررة لوغاريتمي: تتضاعف القيمة عشر مرات من درجة إلى التي تليها."
    ]
    with pytest.raises(ValidationError):
        charts.data("scatter", **keys, scale_of="x")


def test_a_point_without_a_value_is_named_in_a_note(charts: Charts) -> None:
    data = points([(1.0, 2.0), (None, 3.0), (2.0, None)])
    assert list(CHARTS["scatter"].notes(data)) == [
        "غير ظاهر في الرسم لعدم توفر إحدى القيمتين (2): بلد 1، بلد 2."
    ]
    alt = CHARTS["scatter"].alt(data, str)
    assert "بلد 0 (1، 2)" in alt and "بلد 1" not in alt


def test_of_many_points_the_outermost_are_spoken() -> None:
    data = points([(float(index), float(-index)) for index in range(100)])
    alt = CHARTS["scatter"].alt(data, str)
    assert "100 نقطة. الدخل: أعلى قيمة 99 (بلد 99)، وأدنى قيمة 0 (بلد 0). العمر: " in alt


def test_panels_have_the_same_axes_named_once(charts: Charts) -> None:
    data = charts.data(
        "scatter", measures=("area", "fires"), by="region", facet="year(date)", missing="hide"
    )
    drawing = draw("scatter", data, width=480)
    check(drawing)
    ends = {(scale.axis, scale.domain) for scale in drawing.scales}
    assert len(ends) == 2 and len(drawing.scales) == 2 * len(data.panels)
    titles = [text.text for text in drawing.texts if "عموديا" in text.text]
    assert len(titles) == 1
