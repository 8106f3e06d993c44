"""The alternative text says all that the chart shows."""

from __future__ import annotations

from datetime import date

import pytest
from charts.chart_data import chart_data, group_data, matrix_data
from hypothesis import given, settings
from hypothesis import strategies as st

from report.charts import (
    TimelineData,
    TimelineEntry,
    draw,
    plain_number,
)

names = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12)


def test_bars_in_words() -> None:
    data = chart_data(
        ("أوروبا", "إفريقيا", "آسيا"),
        ("الوفود",),
        ((9,), (None,), (8,)),
        texts=(("9",), ("غير مذكور",), ("8",)),
        axis_label="عدد الوفود",
    )
    alt = draw("bars", data, width=222).alt
    assert alt == "رسم أعمدة أفقية (عدد الوفود): أوروبا 9، إفريقيا غير مذكور، آسيا 8."


@settings(max_examples=25, deadline=None)
@given(data=st.data(), kind=st.sampled_from(("grouped", "stacked")))
def test_every_label_and_value_of_bars(data: st.DataObject, kind: str) -> None:
    categories = data.draw(st.lists(names, min_size=1, max_size=5, unique=True))
    series = data.draw(st.lists(names, min_size=2, max_size=3, unique=True))
    values = []
    for _ in categories:
        values.append([data.draw(st.none() | st.integers(0, 99)) for _ in series])
    texts = [["غير مذكور" if value is None else str(value) for value in row] for row in values]
    chart = chart_data(categories, series, values, texts=texts)
    alt = draw(kind, chart, width=459).alt
    for category, row in zip(categories, values, strict=True):
        stated = "، ".join(
            f"{name} {'غير مذكور' if value is None else value}"
            for name, value in zip(series, row, strict=True)
        )
        assert f"{category}: {stated}" in alt


def test_matrix_in_words() -> None:
    data = matrix_data(("ألمانيا", "إسبانيا"), ("الإرهاب", "الهجرة"), [(0, 1), (0, 0)])
    alt = draw("matrix", data, width=222).alt
    assert alt == (
        "مصفوفة، أعمدتها: الإرهاب، الهجرة. وما ذكر في كل صف: ألمانيا: الإرهاب، الهجرة؛ إسبانيا: لا شيء مذكور."
    )


def test_units_in_words() -> None:
    data = group_data(("دول", 30), ("أطراف", 13, False), unit="اجتماع")
    alt = draw("units", data, width=222).alt
    assert (
        alt == "رسم بالمربعات، مربع لكل وحدة (اجتماع): دول 30، أطراف 13 (مربعات فارغة)؛ المجموع 43."
    )


def test_timeline_in_words() -> None:
    entries = (
        TimelineEntry(
            label="الدورة", start=date(2025, 11, 24), end=date(2025, 11, 27), note="بمراكش"
        ),
        TimelineEntry(label="التوقيع", start=date(2025, 11, 25), end=date(2025, 11, 25)),
        TimelineEntry(label="المذكرة", start=None, end=None),
    )
    data = TimelineData(
        entries=entries,
        start=date(2025, 11, 24),
        end=date(2025, 11, 27),
        day_labels=("24", "25", "26", "27"),
    )
    assert draw("timeline", data, width=222).alt == (
        "خط زمني من 24 إلى 27: الدورة: من 24 إلى 27 (بمراكش)؛ التوقيع: 25؛ المذكرة: التاريخ غير مذكور."
    )


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, "0"),
        (43, "43"),
        (100.0, "100"),
        (1234.5, "1.234,5"),
        (0.125, "0,12"),
        (1e6, "1.000.000"),
    ],
)
def test_plain_numbers(value: float, printed: str) -> None:
    assert plain_number(value) == printed
