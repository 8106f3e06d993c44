"""Where bars stand and how long they are: read from the SVG that Matplotlib wrote."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from charts.chart_data import chart_data

from report.charts import ChartDrawing, OverlayText, draw
from report.charts.grammar.data import ChartData, Datum
from report.charts.palette import house_palette

ACCENT = house_palette().color("accent")
#: The fill of the second series.
SECOND = house_palette().color("tone2")

Box = tuple[float, float, float, float]
CATEGORIES = ("أوروبا", "إفريقيا", "أمريكا اللاتينية والكاريبي", "آسيا", "منظمات")


def boxes(drawing: ChartDrawing, color: str) -> list[Box]:
    """Return (left, top, right, bottom) of each rectangle filled with ``color``, from the top, then from the right."""
    results = []
    for data, style in re.findall(r'<path d="([^"]+)" style="([^"]+)"', drawing.svg):
        if f"fill: {color}" not in style:
            continue
        for outline in data.split("M")[1:]:
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
            xs, ys = numbers[0::2], numbers[1::2]
            results.append((min(xs), min(ys), max(xs), max(ys)))
    return sorted(results, key=lambda box: (round(box[1]), -box[2]))


def text(drawing: ChartDrawing, words: str) -> OverlayText:
    return next(place for place in drawing.texts if place.text == words)


def series(values: list[list[float | None]], names: tuple[str, ...] = ("الوفود",)) -> ChartData:
    return chart_data(CATEGORIES[: len(values)], names, values)


def stack(values: list[list[float | None]]) -> ChartData:
    """Return data of two series, with totals where no value is blank."""
    totals = []
    for row in values:
        filled = [value for value in row if value is not None]
        text = f"{sum(filled):g}" if len(filled) == len(row) else ""
        totals.append(Datum(value=sum(filled), text=text))
    return chart_data(CATEGORIES[: len(values)], ("أول", "ثان"), values, totals=totals)


def test_bars_grow_leftwards_from_one_axis_in_proportion() -> None:
    drawing = draw("bars", series([[9], [9], [4], [8], [5]]), width=459)
    bars = boxes(drawing, ACCENT)
    lengths = [right - left for left, _, right, _ in bars]
    assert len({right for _, _, right, _ in bars}) == 1
    assert lengths == pytest.approx(
        [length * lengths[0] / 9 for length in (9, 9, 4, 8, 5)], abs=0.02
    )
    assert min(left for left, _, _, _ in bars) > 0
    assert lengths[0] > 459 / 2


def test_first_category_is_on_top_and_labels_stand_right_of_the_axis() -> None:
    drawing = draw("bars", series([[9], [9], [4], [8], [5]]), width=459)
    axis = boxes(drawing, ACCENT)[0][2]
    places = [text(drawing, category) for category in CATEGORIES]
    assert all(item.y < next_.y for item, next_ in pairwise(places))
    assert all(
        place.align == "right" and place.x == 459 and place.x - place.width > axis
        for place in places
    )
    for place, (_, top, _, bottom) in zip(places, boxes(drawing, ACCENT), strict=True):
        assert place.y == pytest.approx((top + bottom) / 2, abs=0.02)


def test_value_stands_just_left_of_its_bar() -> None:
    drawing = draw("bars", series([[7], [3]]), width=222)
    for figure, (left, _, _, _) in zip(("7", "3"), boxes(drawing, ACCENT), strict=True):
        assert text(drawing, figure).x == pytest.approx(left - 4, abs=0.02)


def test_value_not_stated_is_words_at_the_axis_and_no_bar() -> None:
    drawing = draw("bars", series([[7], [None], [0]]), width=222)
    bars = boxes(drawing, ACCENT)
    assert len(bars) == 1
    words, zero = text(drawing, "—"), text(drawing, "0")
    assert words.x == zero.x == pytest.approx(bars[0][2] - 4, abs=0.02)
    assert words.color != zero.color


def test_all_values_not_stated_is_still_a_chart() -> None:
    drawing = draw("bars", series([[None], [None]]), width=222)
    assert [place.text for place in drawing.texts].count("—") == 2
    assert boxes(drawing, ACCENT) == []


def test_grouped_bars_keep_series_order_within_a_category() -> None:
    drawing = draw("grouped", series([[4, 2], [1, 3]], ("أول", "ثان")), width=459)
    first, second = boxes(drawing, ACCENT), boxes(drawing, SECOND)
    # The legend's swatches come first, from the right.
    assert first[0][2] > second[0][2]
    first_bars, second_bars = first[1:], second[1:]
    assert [first_bars[0][1] < second_bars[0][1] < first_bars[1][1] < second_bars[1][1]] == [True]
    unit = (first_bars[0][2] - first_bars[0][0]) / 4
    assert second_bars[1][2] - second_bars[1][0] == pytest.approx(3 * unit, abs=0.02)


def test_stacked_bars_start_at_the_axis_with_the_first_series() -> None:
    drawing = draw("stacked", stack([[6, 3], [2, 4]]), width=459)
    first, second = boxes(drawing, ACCENT)[1:], boxes(drawing, SECOND)[1:]
    unit = (first[0][2] - first[0][0]) / 6
    for (one_left, _, one_right, _), (two_left, _, two_right, _) in zip(first, second, strict=True):
        assert one_right == first[0][2]
        assert two_right <= one_left
        assert one_left - two_right < 1
        assert two_left > 0
    assert [text(drawing, total).weight for total in ("9",)] == [600]
    assert first[0][2] - second[0][0] == pytest.approx(9 * unit, abs=0.02)


def test_figure_too_wide_for_its_segment_stands_after_the_bar() -> None:
    drawing = draw("stacked", stack([[1000, 1], [900, 800]]), width=222)
    total, small = text(drawing, "1001"), text(drawing, "1")
    assert small.x < total.x - total.width
    assert small.y == total.y


def test_stacked_bar_with_a_part_not_stated_prints_no_total() -> None:
    drawing = draw("stacked", stack([[6, None], [2, 4]]), width=459)
    row = text(drawing, CATEGORIES[0]).y
    assert {place.text for place in drawing.texts if place.y == row} == {
        CATEGORIES[0],
        "6",
        "—",
    }


def test_legend_reads_from_the_right_with_each_swatch_right_of_its_text() -> None:
    drawing = draw("stacked", stack([[6, 3]]), width=459)
    item, two = text(drawing, "أول"), text(drawing, "ثان")
    assert two.x < item.x - item.width
    assert boxes(drawing, ACCENT)[0][0] > item.x
    assert boxes(drawing, SECOND)[0][0] > two.x


def test_figures_are_printed_as_their_measure_says() -> None:
    data = chart_data(["أوروبا"], ["الوفود"], [[7]], texts=[["<7>"]])
    drawing = draw("bars", data, width=222)
    assert text(drawing, "<7>")
    assert "<7>" in drawing.alt
    assert "<7>" not in drawing.svg
