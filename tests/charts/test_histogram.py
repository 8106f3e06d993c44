"""Histograms: columns of classes on two scales, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from charts.pictures import check, datum_of, picture
from charts.test_chart_measures import FIRES, Charts, brief_of
from hypothesis import example, given
from hypothesis import strategies as st

from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.data import ChartData, Head, Member, Options, Panel
from report.errors import ExpressionError


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("histogram")), FIRES))


def classes(values: list[float], first: int = 0, width: int = 5, **options: Any) -> ChartData:
    """Return the values of classes of a width, one after another."""
    lows = [(first + index) * width for index in range(len(values))]
    return ChartData(
        categories=tuple(
            Member(label=f"من {low}", key=str(low), position=index)
            for index, low in enumerate(lows)
        ),
        series=(Member(label=""),),
        panels=(Panel(label="", cells=tuple(((datum_of(value),),) for value in values)),),
        heads=(Head(label="العدد"),),
        dimension="المساحة",
        options=Options(own=(("width", str(width)),), **options),
    )


@example([0, 0, -7.901124740495787e-145], 0, 4, 226.0)
@given(
    st.lists(st.integers(0, 10**6) | st.floats(-1e9, 1e9), min_size=1, max_size=60),
    st.integers(-100, 100),
    st.integers(1, 1000),
    st.sampled_from([226.0, 480.0]),
)
def test_columns_are_as_high_as_their_values_and_as_wide_as_their_classes(
    values: list[float], first: int, width: int, wide: float
) -> None:
    drawing = picture("histogram", classes(values, first, width), wide)
    if drawing is not None:
        high = [mark.values[1] for mark in drawing.marks if mark.scale == "value"]
        bounds = [mark.values for mark in drawing.marks if mark.scale == "bounds"]
        assert high == pytest.approx(values, abs=1e-15)  # an axis takes less for zero
        assert bounds == [
            ((first + index) * width, (first + index + 1) * width) for index in range(len(values))
        ]
        assert [scale.axis for scale in drawing.scales] == ["y", "x"]


@pytest.mark.parametrize(
    "values",
    [[0.0], [0.0] * 4, [7.0] * 120, [-3.0, -1.0], [0.001, 1e12], [3.0]],
)
def test_hard_cases_are_drawn(values: list[float]) -> None:
    for width in (226.0, 480.0):
        check(draw("histogram", classes(values), width=width))


def test_classes_without_rows_are_there_and_rows_without_a_number_in_a_note(
    charts: Charts,
) -> None:
    data = charts.data("histogram", table="fires", by="bin(area, 2)")
    values = [(member.label, data.text(row)) for row, member in enumerate(data.categories)]
    assert values == [
        ("من 0 إلى أقل من 2", "2"),
        ("من 2 إلى أقل من 4", "3"),
        ("من 4 إلى أقل من 6", "1"),
        ("من 6 إلى أقل من 8", "1"),
        ("من 8 إلى أقل من 10", "1"),
        ("غير مذكور", "1"),
    ]
    assert data.dimension == "المساحة"
    assert any("غير مذكور" in note for note in CHARTS["histogram"].notes(data))
    alt = charts.alt("histogram", table="fires", by="bin(area, 2)")
    assert alt.startswith("مدرج تكراري، المساحة (العدد): 5 فئات؛ إضافة إلى: «غير مذكور». ")
    assert "أعلى قيمة 3 (من 2 إلى أقل من 4)" in alt and "القيم: من 0 إلى أقل من 2: 2، " in alt


def test_widths_with_decimals_and_panels_have_exact_bounds(charts: Charts) -> None:
    data = charts.data(
        "histogram", table="fires", by="bin(area, 0.5)", facet="region", missing="hide"
    )
    drawing = draw("histogram", data, width=480)
    check(drawing)
    assert data.categories[0].label == "من 0,5 إلى أقل من 1,0"
    assert len({scale.domain for scale in drawing.scales if scale.axis == "x"}) == 1


@pytest.mark.parametrize("by", ["area", "bin(area, 0)", "region", "cut(area, [3])", "year(date)"])
def test_other_dimensions_are_no_classes(charts: Charts, by: str) -> None:
    assert charts.refused("histogram", table="fires", by=by) == "chart-not-bins"


def test_reference_lines_are_at_values_of_the_classed_number(charts: Charts) -> None:
    keys: dict[str, Any] = {"table": "fires", "by": "bin(area, 2)"}
    line = {"lines": ({"at": 3, "label": "الوسيط"},)}
    drawing = draw("histogram", charts.data("histogram", **keys, **line), width=480)
    check(drawing)
    assert "الوسيط" in {text.text for text in drawing.texts}
    far = {"lines": ({"at": 300, "label": "الوسيط"},)}
    with pytest.raises(ExpressionError) as error:
        draw("histogram", charts.data("histogram", **keys, **far), width=480)
    assert error.value.findings[0].rule == "chart-text-no-room"
