"""What cannot be drawn is refused by its rule, in words of the brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from charts.chart_data import chart_data, group_data, matrix_data, timeline_data

from report.charts import (
    draw,
)
from report.charts.grammar.data import ChartData, Options
from report.errors import ExpressionError

START, END = date(2025, 11, 24), date(2025, 11, 25)


def series(*values: float | None, names: tuple[str, ...] = ("س",)) -> ChartData:
    rows = [[value] * len(names) for value in values]
    return chart_data([f"ف{n}" for n in range(len(values))], names, rows)


def shares(*values: float) -> ChartData:
    return replace(series(*values, names=("س", "ص")), options=Options(stack="percent"))


def units(*counts: int) -> ChartData:
    return group_data(*(("م", count) for count in counts))


def matrix(rows: int, columns: int) -> ChartData:
    return matrix_data(("ص",) * rows, ("ع",) * columns, ())


@pytest.mark.parametrize(
    ("rule", "kind", "data"),
    [
        ("chart-empty", "bars", series()),
        ("chart-empty", "bars", chart_data(["ف"], [], [[]])),
        ("chart-empty", "matrix", matrix(0, 3)),
        ("chart-empty", "matrix", matrix(3, 0)),
        ("chart-empty", "units", units()),
        ("chart-empty", "units", units(0, 0)),
        ("chart-empty", "timeline", timeline_data([], START, END)),
        ("chart-rows-many", "timeline", timeline_data([("ح", START, END, "")] * 61, START, END)),
        ("chart-series", "bars", series(1, names=("س", "ص"))),
        ("chart-series", "grouped", series(1, names=tuple("ابتثجحخ"))),
        ("chart-series", "stacked", series(1, names=tuple("ابتثجحخ"))),
        ("chart-series", "units", units(1, 1, 1, 1)),
        ("chart-negative-part", "stacked", shares(-1)),
        ("chart-size", "bars", series(float("nan"))),
        ("chart-size", "bars", series(float("inf"))),
        ("chart-value", "units", units(-1, 2)),
        ("chart-too-many", "bars", series(*range(61))),
        ("chart-too-many", "units", units(2001)),
        ("chart-too-tall", "bars", series(*range(60))),
        ("chart-too-narrow", "matrix", matrix(2, 40)),
        (
            "chart-label-long",
            "bars",
            chart_data(["ف" * 161], ["س"], [[1]]),
        ),
    ],
)
def test_refused(rule: str, kind: str, data: object) -> None:
    with pytest.raises(ExpressionError) as raised:
        draw(kind, data, width=222, tallest=620)
    assert [finding.rule for finding in raised.value.findings] == [rule]
    assert raised.value.text("en") and raised.value.text("ar")


def test_as_many_as_fit_are_drawn() -> None:
    assert draw("bars", series(*range(44)), width=222, tallest=620).height <= 620


def test_data_of_another_kind_is_a_fault_of_the_caller() -> None:
    with pytest.raises(TypeError, match="gantt"):
        draw("gantt", series(1), width=222)
