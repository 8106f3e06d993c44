"""What the panels of a chart have in common is computed once, and of no other data."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from report.charts.grammar.data import ChartData, Datum, Member, Panel
from report.charts.grammar.shared import Shared


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
