from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from charts.chart_data import chart_data, group_data

from report.charts import draw
from report.charts.grammar.data import ChartData, Options
from report.charts.palette import house_palette
from report.errors import ExpressionError

ACCENT = house_palette().color("accent")
GREY = house_palette().color("grey")
SECOND = house_palette().color("second")

DATA = group_data(("دولة مسماة", 30), ("منظمة", 5), ("غير مسماة", 8, False), unit="اجتماع")


def squares(svg: str, style: str) -> list[tuple[float, float]]:
    """Return (right, top) of every square drawn in ``style``, in the order drawn."""
    results = []
    for data, looks in re.findall(r'<path d="([^"]+)" style="([^"]+)"', svg):
        if style in looks:
            for outline in data.split("M")[1:]:
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
                results.append((round(max(numbers[0::2]), 1), round(min(numbers[1::2]), 1)))
    return results


def test_one_square_for_each_thing_and_one_in_the_legend() -> None:
    svg = draw("units", DATA, width=459).svg
    assert len(squares(svg, f"fill: {ACCENT}")) == 30 + 1
    assert len(squares(svg, f"fill: {SECOND}")) == 5 + 1
    assert len(squares(svg, f"fill: none; stroke: {GREY}")) == 8 + 1


def test_squares_fill_rows_from_the_right_in_order_of_the_groups() -> None:
    svg = draw("units", DATA, width=459).svg
    first = squares(svg, f"fill: {ACCENT}")[:30]
    assert first[0] == (459, 0)
    assert first == sorted(first, key=lambda square: (square[1], -square[0]))
    assert len({top for _, top in first}) == 3
    assert min(top for _, top in squares(svg, f"fill: {SECOND}")[:5]) > max(top for _, top in first)


def test_groups_are_counted_in_the_legend() -> None:
    texts = [place.text for place in draw("units", DATA, width=222).texts]
    assert texts == ["30", "دولة مسماة", "5", "منظمة", "8", "غير مسماة", "كل مربع: اجتماع"]


def test_a_group_of_none_takes_no_fill_and_no_legend() -> None:
    drawing = draw("units", group_data(("لا أحد", 0), ("دولة", 2)), width=222)
    assert [place.text for place in drawing.texts] == ["2", "دولة"]
    assert len(squares(drawing.svg, f"fill: {ACCENT}")) == 2 + 1
    assert "لا أحد 0" in drawing.alt


def test_many_squares_stay_within_the_width() -> None:
    drawing = draw("units", group_data(("دولة", 900)), width=222)
    result = squares(drawing.svg, f"fill: {ACCENT}")[:900]
    assert len(set(result)) == 900
    assert min(right for right, _ in result) > 0


def by(
    values: Any = ((7, 2, 0), (0, 0, 3), (1, 0, 1)),
    series: Any = ("دولة", "منظمة", "غير مذكور"),
    categories: Any = ("أوروبا", "آسيا", "غير مذكور"),
    series_kinds: Any = ("value", "value", "missing"),
    **fields: Any,
) -> ChartData:
    """Return counts by category and series."""
    kinds = ("value", "value", "missing")[: len(categories)]
    return chart_data(
        categories, series, values, category_kinds=kinds, series_kinds=series_kinds, **fields
    )


BY = by()


def test_squares_by_category_and_series_are_as_many_as_counted() -> None:
    drawing = draw("units", BY, width=459)
    # One more of each in the legend, and a small one beside each count that is printed.
    assert len(squares(drawing.svg, f"fill: {ACCENT}")) == 8 + 1 + 2
    assert len(squares(drawing.svg, f"fill: {SECOND}")) == 2 + 1 + 1
    assert len(squares(drawing.svg, f"fill: none; stroke: {GREY}")) == 4 + 1 + 2
    texts = {text.mark: text.text for text in drawing.texts if text.mark}
    assert texts == {
        "0.0.label": "أوروبا", "0.1.label": "آسيا", "0.2.label": "غير مذكور",
        "0.0.0": "7", "0.0.1": "2", "0.1.2": "3", "0.2.0": "1", "0.2.2": "1",
    }  # fmt: skip
    assert "آسيا (دولة: 0، منظمة: 0، غير مذكور: 3)" in drawing.alt


@pytest.mark.parametrize("width", [222, 459])
@pytest.mark.parametrize("most", [1, 30, 400])
def test_squares_of_a_category_keep_to_its_row_and_its_counts_to_the_page(
    width: int, most: int
) -> None:
    data = by(((most, most, most), (most, 0, 0), (0, 0, 0)))
    drawing = draw("units", data, width=width)
    result = squares(drawing.svg, f"fill: {ACCENT}")
    assert len(set(result)) == len(result) == 2 * most + 1 + 2
    assert min(right for right, _ in result) > 0
    assert all(text.x - text.width >= 0 for text in drawing.texts if text.align == "right")
    tops = {text.mark: text.y for text in drawing.texts if text.mark}
    assert tops["0.0.label"] < tops["0.1.label"] < tops["0.2.label"]


def test_one_series_has_no_legend_and_a_count_at_the_end_of_each_row() -> None:
    data = by(((12,), (3,), (2,)), ("العدد",), series_kinds=("value",))
    drawing = draw("units", data, width=222)
    assert [text.text for text in drawing.texts] == [
        "أوروبا", "12", "آسيا", "3", "غير مذكور", "2",
    ]  # fmt: skip
    assert len(squares(drawing.svg, f"fill: {ACCENT}")) == 12 + 3
    assert len(squares(drawing.svg, f"fill: none; stroke: {GREY}")) == 2


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("chart-empty", {"categories": (), "values": ()}),
        ("chart-empty", {"values": ((0, 0, 0),) * 3}),
        ("chart-too-many", {"values": ((2000, 1, 0), (0, 0, 0), (0, 0, 0))}),
        ("chart-series", {"series": tuple("ابتث"), "series_kinds": ("value",) * 4, "values": ((1,) * 4,) * 3}),
        ("chart-too-narrow", {"series": ("س" * 40,), "series_kinds": ("value",), "values": ((1,),) * 3, "texts": (("9" * 60,),) * 3}),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_by_category_is_refused(rule: str, change: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as raised:
        draw("units", by(**change), width=222)
    assert raised.value.findings[0].rule == rule


def test_each_square_is_a_mark_of_its_count() -> None:
    named = draw("units", group_data(("أ", 7), ("ب", 0), ("ج", 5)), width=300)
    assert Counter(mark.id for mark in named.marks) == {"0.0.label": 7, "0.2.label": 5}
    asked = draw("units", BY, width=300)
    printed = {text.mark: text.text for text in asked.texts if "label" not in text.mark}
    squares = Counter(mark.id for mark in asked.marks)
    assert {name: str(count) for name, count in squares.items()}.items() <= printed.items()
    assert sum(squares.values()) == sum(BY.numbers())


def test_squares_that_are_not_highlighted_are_grey() -> None:
    data = by(options=Options(highlight=("دولة",)))
    drawing = draw("units", data, width=459)
    assert len(squares(drawing.svg, f"fill: {ACCENT}")) == 8 + 1 + 2
    assert not squares(drawing.svg, f"fill: {SECOND}")
