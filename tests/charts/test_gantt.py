"""Intervals over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from charts.pictures import NAMES, NO_ROOM, check, picture
from charts.test_chart_measures import BRIEF, PERIOD, Charts
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from brief.minimal import heading_of
from report.arabic.dates import Interval, interval_text
from report.brief.load import load_brief
from report.charts import draw
from report.charts.grammar.data import Datum, Member, Options, Panel, Reference
from report.charts.grammar.intervals import GanttData, state_of
from report.charts.kind import chart_kind
from report.charts.model import InkMark
from report.errors import ExpressionError
from report.messages import page_text

Row = tuple[str, date | None, date | None]
WORKS = (
    ("2001-05", "2003-02", "الطريق السيار"),
    ("2004", "", "الطريق السيار"),
    ("", "2006-06-01", "الميناء"),
    ("2002-01-01/2002-12-31", "2005-03-04", "السد"),
    ("", "", "السكة"),
    ("", "", "السد"),
)


def gantt(rows: list[Row], **options: Any) -> GanttData:
    """Return intervals, each from a day to another one; ``None`` is an open end."""
    cells, states = [], []
    for _, start, end in rows:
        is_dated = start is not None or end is not None
        span = Interval(start=start, end=end, text="") if is_dated else None
        text = interval_text(span, "ar-MA") if span else page_text("chart.undated")
        low = None if start is None else float(start.toordinal())
        high = None if end is None else float(end.toordinal() + 1)
        cells.append(((Datum(value=low, text=text), Datum(value=high, text=text)),))
        states.append(state_of(span))
    return GanttData(
        categories=tuple(Member(label=label) for label, _, _ in rows),
        series=(Member(label=""),),
        panels=(Panel(label="", cells=tuple(cells)),),
        roles=("low", "high"),
        states=tuple(states),
        options=Options(**options),
    )


@st.composite
def intervals(draw_from: st.DrawFn) -> list[Row]:
    """Return rows of a span between days and centuries."""
    first = draw_from(st.dates(date(1800, 1, 1), date(2100, 1, 1)))
    span = draw_from(st.sampled_from([1, 20, 90, 800, 9000, 70000]))
    names = draw_from(st.lists(NAMES, min_size=1, max_size=6))
    days = st.none() | st.integers(0, span)
    rows: list[Row] = []
    for start, end in draw_from(st.lists(st.tuples(days, days), min_size=1, max_size=14)):
        places = sorted(place for place in (start, end) if place is not None)
        dates: list[date | None] = [date.fromordinal(first.toordinal() + day) for day in places]
        if len(dates) == 1:
            dates.insert(int(start is None), None)
            dates.reverse()
        rows.append((draw_from(st.sampled_from(names)), *(dates or [None, None])))  # type: ignore[arg-type]
    return rows


@settings(max_examples=60)
@given(intervals(), st.sampled_from([226.0, 480.0]), st.booleans(), st.booleans())
def test_intervals_are_where_their_days_are_and_no_text_touches(
    rows: list[Row], width: float, left_to_right: bool, has_line: bool
) -> None:
    dated = [day for _, start, end in rows for day in (start, end) if day is not None]
    if not dated:
        return
    line = Reference(label="القرار", start=float(dated[0].toordinal()))
    references = (line,) if has_line else ()
    data = gantt(rows, left_to_right=left_to_right, references=references)
    drawing = picture("gantt", data, width)
    if drawing is not None:
        assert len(drawing.marks) == sum(state != "undated" for state in data.states)
        bars = [mark.geometry for mark in drawing.marks if mark.kind == "bar"]
        for index, (left, top, right, bottom) in enumerate(bars):
            for next_bar in bars[index + 1 :]:
                apart_across = right <= next_bar[0] + 0.02 or next_bar[2] <= left + 0.02
                assert apart_across or bottom <= next_bar[1] or next_bar[3] <= top


@pytest.mark.parametrize(
    "rows",
    [
        [("أ", date(2020, 1, 1), date(2020, 1, 1))],
        [("أ", None, date(2020, 1, 1))],
        [(f"عملية {index}", date(1900 + index, 1, 1), date(1980, 1, 1)) for index in range(60)],
        [("أ", date(1900 + index, 1, 1), date(1980, 1, 1)) for index in range(30)],
        [("ميناء Tanger Med 2", date(1926, 1, 1), date(2026, 1, 1)), ("ب", None, None)],
        [("الهيئة " * 17, date(1, 1, 1), date(9998, 12, 31))],
    ],
    ids=["one day", "open", "sixty", "thirty on a row", "a century", "all of time"],
)
def test_hard_cases_are_drawn(rows: list[Row]) -> None:
    data = gantt(rows)
    chart_kind("gantt").check(data)
    check(draw("gantt", data, width=480))


def test_too_many_and_empty_are_refused() -> None:
    rows: list[Row] = [(f"عملية {index}", date(1900, 1, 1), None) for index in range(61)]
    for rows_of, rule in ((rows, "chart-rows-many"), ([("أ", None, None)], "chart-empty")):
        with pytest.raises(ExpressionError) as error:
            draw("gantt", gantt(rows_of), width=480)
        assert error.value.findings[0].rule == rule


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Charts:
    folder = Path(tmp_path_factory.mktemp("works"))
    table = (
        '[tables.works]\nsource = "works.csv"\nlabel = "الأشغال"\n[tables.works.columns]\n'
        'start = { type = "date", label = "البداية" }\nend = { type = "date", label = "النهاية" }\n'
        'name = { label = "الورش" }\n'
    )
    (folder / "brief.toml").write_text(heading_of(PERIOD) + table + BRIEF, "utf-8")
    rows = "\n".join(map(",".join, WORKS))
    (folder / "works.csv").write_text(f"start,end,name\n{rows}\n", "utf-8")
    (folder / "fires.csv").write_text("date,region,area\n2001,أ,1\n", "utf-8")
    return Charts(load_brief(folder))


KEYS = {"table": "works", "label": "name", "start": "start", "end": "end"}


def test_rows_of_one_label_are_on_one_row_and_lead_to_their_rows(charts: Charts) -> None:
    data = charts.data("gantt", **KEYS)
    assert list(data.rows) == ["الطريق السيار", "الميناء", "السد", "السكة"]
    assert data.states == ("sure", "open", "open", "sure", "undated", "undated")
    assert data.text(0, role="low") == "من ماي 2001 إلى فبراير 2003"
    assert data.value(0, role="high") == date(2003, 3, 1).toordinal()
    assert data.marks[data.mark(3, role="low")].rows[0].table == "works"
    assert list(chart_kind("gantt").notes(data)) == [
        page_text("note.gantt-undated", label="السد", count="1")
    ]
    check(draw("gantt", data, width=480))
    first = charts.data("gantt", **KEYS, order="start")
    assert next(iter(first.rows)) == "الطريق السيار"
    whole = charts.data("gantt", **{**KEYS, "end": None})
    assert whole.text(3, role="low") == "من 1 يناير إلى 31 دجنبر 2002"


def test_dates_of_lines_and_bands_are_whole(charts: Charts) -> None:
    band = {"from": "2002", "to": "2003-01", "label": "الأزمة"}
    data = charts.data("gantt", **KEYS, bands=(band,), lines=({"at": 2004, "label": "قرار"},))
    line, stripe = data.options.references
    assert line.start == date(2004, 1, 1).toordinal()
    assert (stripe.start, stripe.end) == (
        date(2002, 1, 1).toordinal(),
        date(2003, 2, 1).toordinal(),
    )
    check(draw("gantt", data, width=480))


def test_what_cannot_be_drawn_is_refused(charts: Charts) -> None:
    assert charts.refused("gantt", **{**KEYS, "start": "name"}) == "not-dates"
    swapped = {**KEYS, "start": "end", "end": "start"}
    assert charts.refused("gantt", **swapped) == "gantt-order"
    assert charts.refused("gantt", **KEYS, highlight=("الجسر",)) == "chart-no-member"
    assert charts.refused("gantt", **KEYS, lines=({"at": "غدا", "label": "أ"},)) == "bad-date"


@settings(max_examples=12)
@given(intervals(), st.integers(1, 4), st.booleans())
def test_panels_of_intervals_are_on_one_axis(
    rows: list[Row], count: int, left_to_right: bool
) -> None:
    data = gantt(rows, left_to_right=left_to_right)
    whole = {mark.id: mark.values for mark in drawn(data)}
    groups = [(f"اللوحة {index}", tuple(range(index, len(rows), count))) for index in range(count)]
    panels = replace(data, groups=tuple(group for group in groups if group[1]))
    marks = drawn(panels)
    assert {mark.id: mark.values for mark in marks} == whole
    assert len({mark.scale for mark in marks}) <= len(panels.groups)


def drawn(data: GanttData) -> tuple[InkMark, ...]:
    """Return the marks of intervals; none where they are refused. Their scales are of equal places."""
    try:
        drawing = draw("gantt", data, width=480)
    except ExpressionError as error:
        assert error.findings[0].rule in NO_ROOM | {"chart-empty"}
        return ()
    check(drawing)
    assert len({(scale.domain, scale.points) for scale in drawing.scales}) == 1
    return drawing.marks


def test_a_dimension_makes_panels_and_their_words(charts: Charts) -> None:
    data = charts.data(
        "gantt", **KEYS, facet="if(end is missing, 'بلا نهاية', 'منتهية')", order="start"
    )
    labels = [label for label, _ in data.groups]
    assert sorted(labels) == ["بلا نهاية", "منتهية"]
    assert sorted(chain.from_iterable(own for _, own in data.groups)) == list(range(6))
    for label, own in data.groups:
        for index in own:
            source = data.marks[data.mark(index, role="low")].rows[0]
            place = source.rows.runs[0][0] - 2
            assert (WORKS[place][1] == "") == (label == "بلا نهاية")
    drawing = draw("gantt", data, width=480)
    check(drawing)
    assert {text.text for text in drawing.texts} >= set(labels)
    assert "بلا نهاية، " in drawing.alt
    assert chart_kind("gantt").table(data)[0][0] == page_text("chart.data.panel")
    assert charts.refused("gantt", **KEYS, facet="nam") == "no-such-name"
    with pytest.raises(ValidationError, match="does not take"):
        charts.data("timeline", table="works", label="name", date="start", facet="name")


def notes_of(data: GanttData) -> list[str]:
    kind = chart_kind("gantt")
    return list(kind.notes_of_drawing(data, draw("gantt", data, width=480)))


def test_dates_that_have_no_room_are_said_under_the_chart() -> None:
    spans = [(date(2020, 1, 1), date(2020, 6, 30)), (date(2020, 7, 9), date(2020, 12, 31))]
    alone = [("أ", *spans[0]), ("ب", *spans[1])]
    assert notes_of(gantt([*alone])) == []
    together = gantt([("أ", start, end) for start, end in spans])
    texts = [together.text(row, role="low") for row in (0, 1)]
    (note,) = notes_of(together)
    assert note == page_text("note.gantt-no-room", items=f"أ: {texts[0]}؛ أ: {texts[1]}")
    (note,) = notes_of(replace(together, groups=(("لوحة", (0, 1)),)))
    assert f"لوحة، أ: {texts[0]}؛" in note
    # Of many dates their number is said, and of equal ones the dates.
    equal = gantt([("أ", *spans[0])] * 12)
    values = {"count": "12", "dates": equal.text(0, role="low")}
    assert notes_of(equal) == [page_text("note.gantt-no-room-same", **values)]
    many = gantt([("أ", date(2020, 1, 1 + index), date(2020, 12, 31)) for index in range(12)])
    assert notes_of(many) == [page_text("note.gantt-no-room-many", count="12")]


@settings(max_examples=40)
@given(intervals(), st.sampled_from([226.0, 480.0]))
def test_each_date_is_in_the_chart_or_in_a_note(rows: list[Row], width: float) -> None:
    data = gantt(rows)
    if not data.numbers() or picture("gantt", data, width) is None:
        return
    drawing = draw("gantt", data, width=width)
    printed = {text.mark for text in drawing.texts}
    said = "".join(chart_kind("gantt").notes_of_drawing(data, drawing))
    for row, state in enumerate(data.states):
        if state != "undated" and data.mark(row, role="low") not in printed:
            assert data.text(row, role="low") in said or "المدد" in said
