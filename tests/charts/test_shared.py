"""What the panels of a chart have in common is computed once, and of no other data."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import FrameType

import pytest
from charts.chart_data import chart_data
from hypothesis import given
from hypothesis import strategies as st
from properties import slow

from report.charts import draw
from report.charts.grammar.data import ChartData, Datum, Member, Panel
from report.charts.grammar.shared import Shared
from report.measures.calendar import Calendar


def _data(*values: float) -> ChartData:
    """Return the data of a panel for each value."""
    panels = [
        Panel(label=str(value), cells=(((Datum(value=value, text=str(value)),),),))
        for value in values
    ]
    member = Member(label="فاس")
    return ChartData(categories=(member,), series=(member,), panels=tuple(panels))


def test_panels_compute_what_they_have_in_common_once() -> None:
    asked: list[int] = []

    def measure() -> int:
        asked.append(1)
        return len(asked)

    panels = list(_data(1.0, 2.0, 3.0).each_panel())
    assert [panel.of_all("width", measure) for panel in panels] == [1, 1, 1]
    assert panels[0].of_all(("width", 2.0), measure) == 2


def test_a_copy_with_other_panels_has_values_of_its_own() -> None:
    data = _data(1.0, 2.0)
    assert data.numbers() == [1.0, 2.0]
    fewer = replace(data, panels=data.panels[:1])
    assert fewer.numbers() == [1.0]
    assert data.numbers() == [1.0, 2.0]
    data.numbers().append(9.0)
    assert data.numbers() == [1.0, 2.0]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=60))
def test_a_value_is_that_of_its_source_in_any_order(asked: list[tuple[int, int]]) -> None:
    shared, sources = Shared(), [(object(), object()) for _ in range(10)]
    for number, key in asked:
        answer = shared.value(sources[number], key, lambda pair=(number, key): pair)  # type: ignore[misc]
        assert answer == (number, key)


def _calls(work: Callable[[], object]) -> int:
    """Return how many Python functions some work calls."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "kind", ["calendar", slow("diverging"), slow("heat"), "line", slow("columns"), "bars"]
)
def test_the_work_for_a_panel_does_not_grow_with_their_number(kind: str) -> None:
    first = date(2024, 1, 1).toordinal()
    series = 1 if kind in ("calendar", "bars", "columns") else 4
    data = chart_data(
        [f"يوم {index}" for index in range(30)],
        [f"سلسلة {index}" for index in range(series)],
        [[float(1 + (index + place) % 7) for place in range(series)] for index in range(30)],
        positions=range(first, first + 30),
        steps=(1, 7, 30),
        calendar=Calendar("date"),
    )
    counts = []
    for panels in (12, 3, 6, 12):  # the first fills the caches of letters
        shown = tuple(replace(data.panel, label=f"لوحة {index}") for index in range(panels))
        copy = replace(data, panels=shown)
        counts.append(_calls(lambda copy=copy: draw(kind, copy, width=459)))  # type: ignore[misc]
    _, few, more, most = counts
    assert most - more < 2.1 * (more - few)
