"""Densities: the area, the width of the kernel, and the places of curves; what is drawn as dots, and what is refused."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain, product
from math import exp, pi, sqrt
from pathlib import Path
from statistics import quantiles, stdev

import pytest
from charts.pictures import NAMES, check, picture
from charts.test_chart_measures import Charts, brief_of
from charts.test_spread import numbers_of, spread
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.kernel import Curve, curve_of, floats_of, silverman
from report.charts.kinds.density import LEAST_FOR_CURVE, DensityData, density_of
from report.errors import ExpressionError

GROUPS = st.lists(st.integers(-(10**7), 10**7), min_size=LEAST_FOR_CURVE, max_size=60)
FIRES = [
    *((f"200{year}-01-0{day}", "الشمال", str(year * day)) for year, day in product(range(1, 9), (1, 2, 5))),
    *((f"2001-02-0{day}", "الجنوب", "7") for day in range(1, 9)),
    *((f"2002-02-0{day}", "الجنوب", "7") for day in range(1, 9)),
    ("2004-01-01", "الشرق", "-3"),
]  # fmt: skip


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("density")), FIRES))


def area_of(curve: Curve) -> float:
    """Return the area under a curve by trapezoids."""
    step = (curve.places[-1] - curve.places[0]) / (len(curve.places) - 1)
    return step * (sum(curve.heights) - (curve.heights[0] + curve.heights[-1]) / 2)


def density(groups: list[list[int]], labels: list[str] | None = None) -> DensityData:
    """Return the data of a chart of groups of hundredths, with the curves that these have."""
    shown = spread("strip", groups, labels)
    curves, dots = [], []
    for group, numbers in zip(groups, shown.dots[0], strict=True):
        has_curve = len(group) >= LEAST_FOR_CURVE and min(group) < max(group)
        curves.append(
            curve_of(numbers_of(group), silverman(numbers_of(group))) if has_curve else None
        )
        dots.append(() if len(group) >= LEAST_FOR_CURVE else numbers)
    read = {field.name: getattr(shown, field.name) for field in fields(shown)} | {
        "dots": (tuple(dots),)
    }
    return DensityData(**read, curves=(tuple(curves),))


@given(GROUPS)
def test_the_area_of_a_curve_is_one_and_no_number_is_outside(group: list[int]) -> None:
    numbers = numbers_of(group)
    assume(min(group) < max(group))
    curve = curve_of(numbers, silverman(numbers))
    if curve is None:
        return
    assert area_of(curve) == pytest.approx(1.0, abs=1e-9)
    assert curve.places[0] == float(numbers[0]) and curve.places[-1] == float(
        numbers[len(numbers) - 1]
    )
    assert all(height >= 0 for height in curve.heights)
    assert curve_of(numbers_of(group[::-1]), silverman(numbers)) == curve


@given(GROUPS)
def test_the_width_is_silvermans(group: list[int]) -> None:
    assume(min(group) < max(group))
    values = [item / 100 for item in group]
    low, _, high = quantiles(values, n=4, method="inclusive")
    least = min(stdev(values), (high - low) / 1.34) if high > low else stdev(values)
    assert silverman(numbers_of(group)) == pytest.approx(0.9 * least * len(group) ** -0.2, rel=1e-5)


@settings(max_examples=12)
@given(GROUPS, st.floats(0.05, 0.9))
def test_a_curve_is_the_mean_of_reflected_kernels(group: list[int], share: float) -> None:
    assume(max(group) - min(group) > 100)
    numbers = numbers_of(group)
    values = floats_of(numbers).tolist()
    low, high = values[0], values[-1]
    reach = high - low
    width = share * reach
    curve = curve_of(numbers, width)
    assert curve is not None
    images = [2 * reach * turn for turn in range(-4, 5)]
    for place, height in list(zip(curve.places, curve.heights, strict=True))[::16]:
        total = 0.0
        for value in values:
            for image in images:
                for mirrored in (value + image, 2 * low - value + image):
                    total += exp(-(((place - mirrored) / width) ** 2) / 2)
        exact = total / (len(values) * width * sqrt(2 * pi))
        assert height * reach == pytest.approx(exact * reach, rel=0.02, abs=0.005)


@settings(max_examples=12)
@given(
    st.lists(st.lists(st.integers(-(10**4), 10**4), max_size=30), min_size=1, max_size=6),
    st.sampled_from([226.0, 459.0]),
    st.data(),
)
def test_curves_are_at_their_numbers_and_no_text_touches(
    groups: list[list[int]], width: float, names: st.DataObject
) -> None:
    labels = names.draw(st.lists(NAMES, min_size=len(groups), max_size=len(groups)))
    data = density(groups, labels)
    drawing = picture("density", data, width, {"chart-empty"})
    if drawing is None:
        return
    areas = [mark for mark in drawing.marks if mark.kind == "area"]
    assert len(areas) == 2 * sum(curve is not None for curve in data.curves[0])
    drawn = sorted(mark.values[0] for mark in drawing.marks if mark.kind == "dot")
    assert drawn == sorted(item.value for item in chain(*data.dots[0]))
    heights = {scale.domain for scale in drawing.scales if scale.name.startswith("density")}
    assert len(heights) <= 1


@pytest.mark.parametrize("group", [[700] * 30, [1, 2] * 20, [*range(40), 10**4], list(range(12))])
def test_hard_groups_are_drawn(group: list[int]) -> None:
    check(draw("density", density([group, [3, 5]]), width=459))


def test_a_group_of_equal_numbers_has_its_median_alone() -> None:
    data = density([[700] * 30])
    drawing = draw("density", data, width=459)
    assert [mark.kind for mark in drawing.marks] == ["segment"]
    assert "كل القيم 7" in drawing.alt


def test_groups_of_a_table(charts: Charts) -> None:
    keys = {"table": "fires", "value": "area", "by": "region", "missing": "hide"}
    data = density_of(charts.data("density", **keys))
    drawing = draw("density", data, width=459)
    check(drawing)
    assert [member.label for member in data.categories] == ["الشمال", "الجنوب", "الشرق"]
    assert [curve is not None for curve in data.curves[0]] == [True, False, False]
    assert any("سيلفرمان" in note for note in CHARTS["density"].notes(data))
    assert "أعلى كثافته قرب" in drawing.alt
    table = CHARTS["density"].table(data)
    assert sum("الكثافة عند" in row[2] for row in table) == len(data.curves[0][0].places)  # type: ignore[union-attr]
    own = charts.data("density", **keys, bandwidth=2.5)
    assert density_of(own).curves[0][0].width == 2.5  # type: ignore[union-attr]
    assert any("عرضها 2,5" in note for note in CHARTS["density"].notes(own))
    panels = charts.data("density", **keys, facet="if(month(date) == 1, 'أول', 'ثان')")
    check(draw("density", panels, width=459))


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ("chart-density-wide", {"bandwidth": 1000.0}),
        ("chart-density-small", {"bandwidth": 0.01}),
        ("chart-density-small", {"bandwidth": 1e-300}),
        ("chart-density-wide", {"bandwidth": 1e18}),
        ("chart-value-no-number", {"value": "region"}),
    ],
)
def test_what_has_no_curve_is_refused(charts: Charts, rule: str, keys: dict[str, object]) -> None:
    asked = {"table": "fires", "value": "area", "by": "region", **keys}
    assert charts.refused("density", **asked) == rule


def test_too_narrow_a_chart_is_refused() -> None:
    with pytest.raises(ExpressionError) as refused:
        draw("density", density([list(range(30))], ["اسم طويل لمجموعة من القيم"]), width=90)
    assert refused.value.findings[0].rule == "chart-too-narrow"
