"""Box plots and strip plots: quantiles, reach, dots that never touch, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations
from math import dist
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np
import pytest
from charts.pictures import LONG, NAMES, check, picture
from charts.test_chart_measures import Charts, brief_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from report.arabic.amounts import NumberFormat
from report.brief.blocks import CHARTS
from report.charts import draw
from report.charts.grammar.data import Head, Member, Options, Panel
from report.charts.grammar.spread import Numbers, Printing, SpreadData
from report.charts.kinds.box import summary
from report.errors import ExpressionError
from report.expressions.vectors import NumberVector

PRINTING = Printing(NumberFormat(), "ar-MA")
ROLES = ("value", "low", "high", "least", "greatest")
GROUPS = st.lists(st.lists(st.integers(-(10**7), 10**7), max_size=40), min_size=1, max_size=8)
FIRES = [
    ("2001-05-01", "الشمال", "1.5"),
    ("2001-06-01", "الشمال", "2.25"),
    *((f"2002-0{month}-01", "الجنوب", str(month)) for month in range(1, 9)),
    ("2002-12-01", "الجنوب", "100"),
    ("2002-12-02", "الجنوب", ""),
    ("2004-01-01", "الشرق", "-3"),
    ("2005-02-01", "", "2"),
]


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    return Charts(brief_of(Path(tmp_path_factory.mktemp("spread")), FIRES))


def numbers_of(group: list[int]) -> Numbers:
    """Return hundredths as numbers."""
    return Numbers(
        NumberVector(np.array(sorted(group), dtype=np.int64), 2, np.zeros(len(group), bool))
    )


def spread(kind: str, groups: list[list[int]], labels: list[str] | None = None) -> SpreadData:
    """Return the data of a chart of groups of hundredths."""
    cells, dots = [], []
    for group in groups:
        numbers = numbers_of(group)
        middle = PRINTING.datum(numbers.quantile(Fraction(1, 2)) if group else None)
        ends, far = summary(numbers, "tukey") if kind == "box" else ((), numbers)
        cells.append(((middle, *map(PRINTING.datum, ends)),))
        dots.append(tuple(map(PRINTING.datum, far)))
    count = len(ROLES) if kind == "box" else 1
    names = labels or [f"فئة {index}" for index in range(len(groups))]
    own = (("baseline", "data"), ("whiskers", "tukey"))
    return SpreadData(
        categories=tuple(Member(label=name, position=index) for index, name in enumerate(names)),
        series=(Member(label=""),),
        panels=(Panel(label="", cells=tuple(cells)),),
        roles=ROLES[:count],  # type: ignore[arg-type]
        heads=tuple(Head(label=role) for role in ROLES[:count]),
        axis_label="المساحة",
        options=Options(own=own),
        dots=(tuple(dots),),
        sizes=(tuple(map(len, groups)),),
    )


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=30))
def test_quartiles_are_those_of_measures_and_of_spreadsheets(group: list[int]) -> None:
    numbers = numbers_of(group)
    shares = [numbers.quantile(Fraction(index, 4)) for index in (1, 2, 3)]
    exact = [Fraction(item, 100) for item in group]
    assert shares == quantiles(exact, n=4, method="inclusive")


@given(st.lists(st.integers(-(10**6), 10**6), min_size=5, max_size=40))
def test_each_number_is_within_the_lines_or_a_dot(group: list[int]) -> None:
    numbers = numbers_of(group)
    (low, high, least, greatest), far = summary(numbers, "tukey")
    assert None not in (low, high, least, greatest)
    reach = (high - low) * Fraction(3, 2)  # type: ignore[operator]
    outside = [item for item in numbers if not low - reach <= item <= high + reach]  # type: ignore[operator]
    assert list(far) == outside
    inside = [item for item in numbers if item not in outside]
    assert least == min(*inside, low) and greatest == max(*inside, high)  # type: ignore[type-var]


@settings(max_examples=40)
@given(GROUPS, st.sampled_from([226.0, 459.0]), st.data())
@pytest.mark.parametrize("kind", ["box", "strip"])
def test_marks_are_at_their_numbers_and_no_dot_touches(
    kind: str, groups: list[list[int]], width: float, names: Any
) -> None:
    labels = names.draw(st.lists(NAMES, min_size=len(groups), max_size=len(groups)))
    data = spread(kind, groups, labels)
    drawing = picture(kind, data, width, {"chart-empty", "chart-dots-crowded"})
    if drawing is None:
        return
    assert not any(groups) or drawing.marks
    drawn = sorted(mark.values[0] for mark in drawing.marks if mark.kind == "dot")
    assert drawn == sorted(item.value for item in chain(*data.dots[0]))
    if kind == "strip":
        places = [mark.geometry for mark in drawing.marks if mark.kind == "dot"]
        for (x, y, radius), (other_x, other_y, _) in combinations(places[:60], 2):
            assert dist((x, y), (other_x, other_y)) >= 2 * radius


HARD = {
    "forty": [[index, index + 5, index + 9, 3 * index, 7] for index in range(40)],
    "sizes": [[1, 10**14, 5, 7, 9], [10**13, 10**12, 3]],
    "negative": [[-5, -7, -1, -20, -3, -400], [-9]],
    "equal": [[700] * 30, [700] * 4],
    "one number": [[3]],
    "one blank": [[], [3, 4, 5, 6, 7]],
}


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("kind", ["box", "strip"])
def test_hard_cases_are_drawn(kind: str, name: str) -> None:
    check(draw(kind, spread(kind, HARD[name]), width=459))


@pytest.mark.parametrize("kind", ["box", "strip"])
def test_labels_of_any_length_and_script_are_drawn(kind: str) -> None:
    labels = [LONG[:120], "IMO 9074729", "ميناء Tanger Med 2", "٢٠١٠ — 2020"]
    groups = [[index, 4, 6, 9, 300] for index in range(4)]
    check(draw(kind, spread(kind, groups, labels), width=459))


def test_what_has_no_room_is_refused() -> None:
    # Wider than a column of hundredths holds.
    huge = replace(spread("box", [[1]]), dots=(((PRINTING.datum(Fraction(10**19)),),),))
    rules = []
    for kind, data in (
        ("box", spread("box", [[], []])),
        ("strip", spread("strip", [[]])),
        ("strip", spread("strip", [[5] * 200, [1, 900]])),
        ("box", huge),
    ):
        with pytest.raises(ExpressionError) as error:
            draw(kind, data, width=459)
        rules.append(error.value.findings[0].rule)
    assert rules == ["chart-empty", "chart-empty", "chart-dots-crowded", "chart-size"]


def test_a_box_of_rows_has_its_quantiles_dots_and_rows(charts: Charts) -> None:
    data = charts.data("box", table="fires", value="area", by="region")
    assert [member.label for member in data.categories][:3] == ["الجنوب", "الشمال", "الشرق"]
    south = data.panels[0].cells[0][0]
    assert [datum.value for datum in south] == [5.0, 3.0, 7.0, 1.0, 8.0]
    assert [datum.value for datum in data.dots[0][0]] == [100.0]
    assert [datum.value for datum in data.dots[0][1]] == [1.5, 2.25]
    source = data.marks["0.0.0"]
    assert source.value == "5" and source.rule.startswith("وسيط المساحة")
    assert [len(rows.rows) for rows in source.rows] == [10]
    notes = list(CHARTS["box"].notes(data))
    assert notes[0] == "لم يحتسب ما لم يذكر فيه «المساحة» (عدد الصفوف: 1)."
    assert notes[-1].startswith("لا صندوق لما قلت قيمه عن 5")
    alt = charts.alt("box", table="fires", value="area", by="region")
    assert "الجنوب: الوسيط 5,0، الربيع الأول 3,0، الربيع الثالث 7,0" in alt
    assert "قيم خارج الخطين: 1، العدد: 9؛ الشمال: القيم: 1,5، 2,25، العدد: 2" in alt
    table = CHARTS["box"].table(data)
    assert ("الجنوب", "المساحة", "قيمة منفردة", "100", "100") in table


def test_groups_keep_an_order_of_their_own_or_the_order_asked_for(charts: Charts) -> None:
    keys: dict[str, Any] = {"table": "fires", "value": "area", "missing": "hide"}
    years = charts.data("strip", by="year(date)", **keys)
    assert [member.key for member in years.categories] == ["2001", "2002", "2004", "2005"]
    sorted_by_label = charts.data("strip", by="region", order="alphabet", **keys)
    assert [member.label for member in sorted_by_label.categories] == ["الجنوب", "الشرق", "الشمال"]
    note = {"at": "الشرق", "text": "خسارة"}
    noted = charts.data("strip", by="region", notes=(note,), **keys)
    check(draw("strip", noted, width=459))
    (annotation,) = noted.options.annotations
    assert noted.categories[annotation.category].label == "الشرق"


def test_panels_others_and_expressions(charts: Charts) -> None:
    keys: dict[str, Any] = {"table": "fires", "value": "area * 2", "missing": "hide"}
    data = charts.data("box", by="region", facet="year(date)", whiskers="tenths", **keys)
    assert data.sizes == ((0, 2, 0), (9, 0, 0), (0, 0, 1))
    assert data.axis_label == "عمود «المساحة» مضروبا في 2"
    check(draw("box", data, width=459))
    rest = charts.data("strip", by="region", top=1, others="أخرى", **keys)
    assert [(item.label, size) for item, size in zip(rest.categories, rest.sizes[0], strict=True)] == [
        ("الجنوب", 9), ("أخرى", 3)
    ]  # fmt: skip


def test_what_is_no_number_and_what_a_log_axis_has_not_is_refused(charts: Charts) -> None:
    keys: dict[str, Any] = {"table": "fires", "by": "region"}
    assert charts.refused("box", value="region", **keys) == "chart-value-no-number"
    assert charts.refused("strip", value="area", scale="log", **keys) == "chart-log-zero"
    with pytest.raises(ValidationError):
        charts.data("box", value="area", measures=("fires",), **keys)
