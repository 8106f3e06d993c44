"""The alternative text says what the chart shows, and what it says is true."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

import pytest
from charts.chart_data import chart_data, group_data, matrix_data, timeline_data
from hypothesis import given, settings
from hypothesis import strategies as st

from report.arabic import Lexicon, counted, join
from report.brief.blocks import CHARTS
from report.charts import (
    draw,
    plain_number,
)
from report.measures.calendar import Calendar

names = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12)


def test_bars_in_words() -> None:
    data = chart_data(
        ("أوروبا", "إفريقيا", "آسيا"),
        ("الوفود",),
        ((9,), (None,), (8,)),
        texts=(("9",), ("غير مذكور",), ("8",)),
        axis_label="عدد الوفود",
    )
    assert draw("bars", data, width=222).alt == (
        "رسم أعمدة أفقية (عدد الوفود): 3 فئات. أعلى قيمة 9 (أوروبا)، وأدنى قيمة 8 (آسيا). "
        "القيم: أوروبا: 9، إفريقيا: غير مذكور، آسيا: 8."
    )


def test_a_line_over_years_in_words() -> None:
    years = [str(year) for year in range(2000, 2012)]
    values = [(float(7 + index % 2),) for index in range(11)]
    data = chart_data(
        years,
        ("الهجمات",),
        (*values, (12.0,)),
        positions=range(2000, 2012),
        calendar=Calendar("year"),
    )
    assert (
        CHARTS["line"]
        .alt(data, str)
        .startswith(
            "رسم خطي: 12 سنة، من 2000 إلى 2011. ارتفعت القيمة من 7 (2000) إلى 12 (2011)؛ "
            "أعلى قيمة 12 (2011)، وأدنى قيمة 7 (6 سنوات). القيم: 2000: 7، "
        )
    )


def test_days_are_not_counted_where_an_interval_is_among_them() -> None:
    data = chart_data(
        ("4 يناير", "من 5 إلى 6 يناير", "9 يناير"),
        ("س",),
        ((2,), (3,), (4,)),
        positions=(4, None, 9),
        calendar=Calendar("date"),
    )
    alt = CHARTS["columns"].alt(data, str)
    assert "عمودية: 3 فئات، من 4 يناير إلى 9 يناير. ارتفعت القيمة من 2 (4 يناير)" in alt


def test_members_that_are_no_values_are_named_apart() -> None:
    data = chart_data(
        ("أ", "ب", "أخرى"), ("س",), ((2,), (3,), (90,)), category_kinds=("value", "value", "others")
    )
    alt = CHARTS["bars"].alt(data, str)
    assert ": فئتان؛ إضافة إلى: «أخرى». أعلى قيمة 3 (ب)، وأدنى قيمة 2 (أ)." in alt


def test_two_values_of_each_category_are_compared() -> None:
    rows = ((1, 2), (5, 5), (4, 3), (4, 2), (None, 7))
    data = chart_data("أبجدر", ("2019", "2020"), rows)
    assert (
        "من 2019 إلى 2020: ارتفعت القيمة في فئة واحدة (أ)، وانخفضت القيمة في فئتين (ج ود)، "
        "ولم تتغير القيمة في فئة واحدة (ب)."
    ) in CHARTS["slope"].alt(data, str)
    alt = CHARTS["dumbbell"].alt(data, str)
    assert "2020 أصغر من 2019 في فئتين (ج ود)" in alt


@pytest.mark.parametrize("locale", ["ar-MA", "ar-EG"])
def test_counts_are_in_the_digits_of_the_brief(locale: str) -> None:
    data = chart_data([str(index) for index in range(13)], ("س",), [(1,)] * 13, locale=locale)
    size = {"ar-MA": "13 فئة", "ar-EG": "١٣ فئة"}[locale]
    assert f": {size}. القيم كلها متساوية: 1." in CHARTS["bars"].alt(data, str)


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
            f"{name}: {'غير مذكور' if value is None else value}"
            for name, value in zip(series, row, strict=True)
        )
        assert f"{category} ({stated})" in alt


_LABEL = st.text("ابتثجحخدذرز", min_size=2, max_size=6).map(lambda text: f"ق{text}")
_VALUES = st.lists(st.none() | st.integers(-9, 9), min_size=1, max_size=120)
_EXTREME = r"(?P<{0}>-?\d+) \((?P<{0}_of>[^)]*)\)"
_EXTREMES = re.compile(
    f"أعلى قيمة {_EXTREME.format('greatest')}، وأدنى قيمة {_EXTREME.format('least')}"
)
_TREND = re.compile(
    r"(?P<way>ارتفعت|انخفضت) القيمة من (?P<first>-?\d+) \((?P<from>[^)]*)\) "
    r"إلى (?P<last>-?\d+) \((?P<to>[^)]*)\)"
)
_SAME = re.compile(
    r"القيمة الأخيرة \((?P<to>[^)]*)\) كالأولى \((?P<from>[^)]*)\): (?P<value>-?\d+)"
)


@given(values=_VALUES, start=st.integers(1900, 2020))
def test_what_is_said_of_a_series_over_time_is_true(values: list[int | None], start: int) -> None:
    years = [str(start + index) for index in range(len(values))]
    alt = CHARTS["line"].alt(
        chart_data(
            years,
            ("س",),
            [(value,) for value in values],
            positions=range(start, start + len(years)),
            calendar=Calendar("year"),
        ),
        str,
    )
    stated = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    said = [value for _, value in stated]
    _check_extremes(alt, stated)
    rising, same = _TREND.search(alt), _SAME.search(alt)
    if len(set(said)) < 2:
        assert not rising and not same
    elif said[0] == said[-1]:
        assert same and not rising
        assert (same["from"], same["to"]) == (stated[0][0], stated[-1][0])
        assert int(same["value"]) == said[0]
    else:
        assert rising and not same
        assert rising["way"] == ("ارتفعت" if said[-1] > said[0] else "انخفضت")
        ends = [(rising["from"], int(rising["first"])), (rising["to"], int(rising["last"]))]
        assert ends == [stated[0], stated[-1]]
    if len(values) > 80 and None in values:
        assert f"بلا قيمة: {_cells(values.count(None))}." in alt


@given(data=st.data())
def test_what_is_said_of_categories_is_true(data: st.DataObject) -> None:
    labels = data.draw(st.lists(_LABEL, min_size=1, max_size=100, unique=True))
    values = data.draw(
        st.lists(st.none() | st.integers(-9, 9), min_size=len(labels), max_size=len(labels))
    )
    kind = data.draw(st.sampled_from(("bars", "columns", "lollipop", "dot", "treemap", "pie")))
    alt = CHARTS[kind].alt(chart_data(labels, ("س",), [(value,) for value in values]), str)
    stated = [
        (name, value) for name, value in zip(labels, values, strict=True) if value is not None
    ]
    _check_extremes(alt, stated)
    assert _TREND.search(alt) is None
    for label, value in stated if len(labels) <= 80 else ():
        assert f"{label}: {value}" in alt


_PAIRS = st.lists(st.tuples(*[st.none() | st.integers(0, 5)] * 2), min_size=1, max_size=30)


@given(rows=_PAIRS)
def test_what_is_said_of_two_values_is_true(rows: list[tuple[int | None, int | None]]) -> None:
    labels = [f"بلد{index}" for index in range(len(rows))]
    alt = CHARTS["slope"].alt(chart_data(labels, ("قبل", "بعد"), rows), str)
    for verb, is_so in (
        ("ارتفعت", lambda first, last: last > first),
        ("انخفضت", lambda first, last: last < first),
        ("لم تتغير", lambda first, last: last == first),
    ):
        pairs = zip(labels, rows, strict=True)
        those = [label for label, row in pairs if None not in row and is_so(*row)]
        size = counted(len(those), "فئة", lexicon=Lexicon.shipped(), case="obl")
        said = f"{verb} القيمة في {size}"
        assert (said in alt) == bool(those)
        if 0 < len(those) <= 3:
            assert f"{said} ({join(those)})" in alt


@given(data=st.data(), count=st.integers(2, 9))
def test_what_is_said_of_several_series_is_true(data: st.DataObject, count: int) -> None:
    series = [f"سلسلة{index}" for index in range(count)]
    values = data.draw(
        st.lists(
            st.lists(st.integers(-9, 9), min_size=count, max_size=count), min_size=2, max_size=12
        )
    )
    labels = [f"بلد{index}" for index in range(len(values))]
    alt = CHARTS["grouped"].alt(chart_data(labels, series, values), str)
    said = alt.partition(" القيم: ")[0]
    if count <= 6:
        for index, name in enumerate(series):
            sentence = said[said.rindex(f"{name}: ") :].partition(". ")[0]
            own = [(label, line[index]) for label, line in zip(labels, values, strict=True)]
            _check_extremes(sentence, own)
        return
    cells = list(chain.from_iterable(values))
    match = _EXTREMES.search(said)
    if len(set(cells)) == 1:
        assert f"القيم كلها متساوية: {cells[0]}" in said
    else:
        assert match is not None
        assert (int(match["greatest"]), int(match["least"])) == (max(cells), min(cells))
        equal = cells.count(max(cells))
        assert match["greatest_of"].count("سلسلة") == equal or _cells(equal) == match["greatest_of"]


def _check_extremes(alt: str, stated: list[tuple[str, int]]) -> None:
    """Check what is said of the greatest and the least of values with their labels."""
    said = [value for _, value in stated]
    match = _EXTREMES.search(alt)
    if not stated:
        assert ". لا قيم" in alt
    elif len(stated) == 1:
        assert f"القيمة الوحيدة {said[0]} ({stated[0][0]})" in alt
    elif len(set(said)) == 1:
        assert f"القيم كلها متساوية: {said[0]}" in alt
    else:
        assert match is not None
        for name, value in (("greatest", max(said)), ("least", min(said))):
            assert int(match[name]) == value
            equal = [label for label, number in stated if number == value]
            named = set(re.split(" و|، ", match[f"{name}_of"]))
            assert (
                named == set(equal) if len(equal) <= 3 else str(len(equal)) in match[f"{name}_of"]
            )


def _cells(count: int) -> str:
    return counted(count, "خانة", lexicon=Lexicon.shipped())


def test_matrix_in_words() -> None:
    data = matrix_data(("ألمانيا", "إسبانيا"), ("الإرهاب", "الهجرة"), [(0, 1), (0, 0)])
    alt = draw("matrix", data, width=222).alt
    assert alt == (
        "مصفوفة: صفان وعمودان، أعمدتها: الإرهاب، الهجرة. "
        "وما ذكر في كل صف: ألمانيا: الإرهاب، الهجرة؛ إسبانيا: لا شيء مذكور."
    )


def test_units_in_words() -> None:
    data = group_data(("دول", 30), ("أطراف", 13, False), unit="اجتماع")
    assert draw("units", data, width=222).alt == (
        "رسم بالمربعات، مربع لكل وحدة (اجتماع): مجموعتان: دول 30، أطراف 13 (مربعات فارغة)؛ "
        "المجموع 43."
    )


def test_timeline_in_words() -> None:
    events = [
        ("الدورة", date(2025, 11, 24), date(2025, 11, 27), "بمراكش"),
        ("التوقيع", date(2025, 11, 25), date(2025, 11, 25), ""),
        ("المذكرة", None, None, ""),
    ]
    data = timeline_data(events, date(2025, 11, 24), date(2025, 11, 27))
    assert draw("timeline", data, width=222).alt == (
        "خط زمني من 24 نونبر إلى 27 نونبر: 3 أحداث: الدورة: من 24 نونبر إلى 27 نونبر (بمراكش)؛ التوقيع: 25 نونبر؛ "
        "المذكرة: التاريخ غير مذكور."
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
