from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from charts.chart_data import Event, timeline_data
from charts.pictures import NAMES, picture
from hypothesis import given, settings
from hypothesis import strategies as st

from document.small import SmallBrief
from report.arabic.dates import Interval
from report.charts import draw
from report.charts.grammar.data import Reference
from report.charts.grammar.events import MOST_DAYS, TimelineData
from report.charts.kinds.timeline import _axis
from report.charts.palette import house_palette

ACCENT = house_palette().color("accent")

DAYS = tuple(f"{day} نونبر" for day in range(24, 28))


def day(number: int) -> date:
    return date(2025, 11, number)


def event(
    label: str, start: date | None = None, end: date | None = None, remark: str = ""
) -> Event:
    return label, start, end, remark


def timeline(*events: Event) -> TimelineData:
    return timeline_data(events, day(24), day(27))


def solid(svg: str) -> list[tuple[float, float]]:
    """Return (left, right) of every bar, from the top."""
    results = []
    for data, style in re.findall(r'<path d="([^"]+)" style="([^"]+)"', svg):
        if f"fill: {ACCENT}" in style:
            for outline in data.split("M")[1:]:
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
                if len(numbers) < 6:
                    continue  # the line under the names of the days
                results.append((min(numbers[1::2]), min(numbers[0::2]), max(numbers[0::2])))
    return [(left, right) for _, left, right in sorted(results)]


def test_the_first_day_is_at_the_right_and_intervals_cover_their_days() -> None:
    whole, item = event("الدورة", day(24), day(27)), event("التوقيع", day(25), day(25))
    drawing = draw("timeline", timeline(whole, item), width=459)
    columns = {place.text: place.x for place in drawing.texts if place.text in DAYS}
    assert [columns[name] for name in DAYS] == sorted(columns.values(), reverse=True)
    (whole_left, whole_right), (one_left, one_right) = solid(drawing.svg)
    assert whole_right > columns[DAYS[0]] and whole_left < columns[DAYS[3]]
    assert (one_left + one_right) / 2 == pytest.approx(columns[DAYS[1]], abs=0.02)
    assert whole_right - whole_left == pytest.approx(4 * (one_right - one_left), rel=0.05)


def test_an_event_without_dates_is_an_empty_dashed_outline_with_its_note() -> None:
    undated = event("المذكرة الثانية", remark="تاريخها غير مذكور")
    drawing = draw("timeline", timeline(undated), width=459)
    assert solid(drawing.svg) == []
    assert "stroke-dasharray: 3,2" in drawing.svg
    note = next(place for place in drawing.texts if place.text == "تاريخها غير مذكور")
    assert note.align == "center"


def test_an_event_without_dates_and_note_says_so() -> None:
    drawing = draw("timeline", timeline(event("حدث")), width=459)
    assert "التاريخ غير مذكور" in [place.text for place in drawing.texts]
    assert "حدث: التاريخ غير مذكور" in drawing.alt


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (day(25), None, "من 25 نونبر، ونهايته غير مذكورة"),
        (None, day(25), "إلى 25 نونبر، وبدايته غير مذكورة"),
    ],
)
def test_an_end_not_stated_is_left_open(start: date | None, end: date | None, words: str) -> None:
    drawing = draw("timeline", timeline(event("لقاءات", start, end)), width=459)
    ((left, right),) = solid(drawing.svg)
    column = next(place.x for place in drawing.texts if place.text == DAYS[1])
    assert (left + right) / 2 == pytest.approx(column, abs=0.02)
    assert "stroke-dasharray: 3,2" in drawing.svg
    assert words in drawing.alt


def test_many_days_are_named_every_so_often() -> None:
    names = tuple(f"{number} نونبر" for number in range(1, 31))
    data = timeline_data([event("حدث", day(5), day(12))], day(1), day(30))
    shown = [place.text for place in draw("timeline", data, width=459).texts if place.text in names]
    assert shown[:3] == ["1 نونبر", "3 نونبر", "5 نونبر"]


def test_a_long_note_in_an_outline_makes_its_row_taller() -> None:
    note = "لم يذكر المصدر تاريخ التوقيع " * 5
    drawing = draw("timeline", timeline(*[event("حدث", remark=note)] * 2), width=222)
    lines = sorted(
        place.y
        for place in drawing.texts
        if place.align == "center" and place.text not in " ".join(DAYS)
    )
    assert len(lines) >= 6
    assert min(later - earlier for earlier, later in pairwise(lines)) > 8
    assert lines[-1] + 4 < drawing.height


def with_timeline(brief: SmallBrief, period: str, *days: str, more: str = "") -> SmallBrief:
    """Return a brief of a period that has a timeline of events on these days."""
    rows = [f"{number},فاس,حريق,{day},1" for number, day in enumerate(days, 1)]
    brief.write("incidents.csv", "\n".join(["id,place,kind,date,injured", *rows, ""]))
    brief.edit("brief.toml", "2026-01-01/2026-01-31", period)
    return brief.add(
        '[[sections.blocks]]\nchart = "timeline"\ntable = "incidents"\nlabel = "place"\n'
        f'date = "date"\ncaption = "الأحداث"\n{more}'
    )


@pytest.mark.parametrize(
    ("period", "days", "words"),
    [
        (
            "2014-01-01/2015-12-31",
            ("2015-01-05", "2015-02-04"),
            "من 5 يناير 2015 إلى 4 فبراير 2015",
        ),
        ("2015-01-01/2015-12-31", ("2015-03-05", "2015-03-09", ""), "من 5 مارس إلى 9 مارس"),
        ("2015-03-01/2015-03-31", ("2015-03-05", "2015-03-09"), "من 1 مارس إلى 31 مارس"),
        ("2015-03-01/2015-03-31", ("",), "من 1 مارس إلى 31 مارس"),
    ],
)
def test_the_axis_does_not_need_the_whole_period(
    period: str, days: tuple[str, ...], words: str, brief: SmallBrief
) -> None:
    assert f"خط زمني {words}" in with_timeline(brief, period, *days).html()


def test_events_of_many_days_have_ticks_and_their_dates_in_words(brief: SmallBrief) -> None:
    html = with_timeline(brief, "2015", "2015-01-05", "2015-02-05").html()
    assert "خط زمني من 5 يناير 2015 إلى 5 فبراير 2015" in html


@given(
    earlier=st.integers(0, 4000), later=st.integers(0, 4000), first=st.integers(0, 300),
    length=st.integers(1, 40),
)  # fmt: skip
def test_the_axis_has_the_events_and_the_period_if_it_fits(
    earlier: int, later: int, first: int, length: int
) -> None:
    start = date(2020, 1, 1) + timedelta(days=first)
    events = [start, start + timedelta(days=length - 1)]
    period = [events[0] - timedelta(days=earlier), events[1] + timedelta(days=later)]
    whole = (period[1] - period[0]).days + 1
    spans = [Interval(start=events[0], end=events[1], text=""), None]
    of_period = Interval(start=period[0], end=period[1], text="")

    def ends(days: list[date]) -> tuple[float, float]:
        return float(days[0].toordinal()), float(days[1].toordinal() + 1)

    shown = _axis(spans, (), of_period)[0]
    assert shown == ends(period if whole <= MOST_DAYS else events)
    assert _axis([None], (), of_period)[0] == ends(period)


@st.composite
def events_over(draw_from: st.DrawFn) -> tuple[list[Event], int]:
    """Return events within some days: from a few days to centuries."""
    first = draw_from(st.dates(date(1930, 1, 1), date(1970, 1, 1)))
    days = draw_from(st.sampled_from([3, 31, 32, 90, 800, 9000, 36000]))
    events: list[Event] = []
    for _ in range(draw_from(st.integers(1, 6))):
        places = draw_from(st.lists(st.none() | st.integers(0, days - 1), min_size=2, max_size=2))
        stated = sorted(place for place in places if place is not None)
        dates: list[date | None] = [first + timedelta(days=place) for place in stated]
        if len(dates) == 1:
            dates.insert(draw_from(st.integers(0, 1)), None)
        start, end = dates or (None, None)
        events.append((draw_from(NAMES), start, end, draw_from(st.just("") | NAMES)))
    return events, days


@settings(max_examples=60)
@given(
    events_over(),
    st.sampled_from([226.0, 459.0]),
    st.booleans(),
    st.sampled_from(["gregorian", "hijri"]),
    st.booleans(),
)
def test_events_of_any_length_are_where_their_days_are(
    events: tuple[list[Event], int], width: float, is_forward: bool, months: str, has_line: bool
) -> None:
    rows, _ = events
    dated = [item for _, *ends, _ in rows for item in ends if isinstance(item, date)]
    if not dated:
        return
    line = Reference(label="القرار", start=float(min(dated).toordinal()))
    data = timeline_data(
        rows,
        min(dated),
        max(dated),
        has_years=True,
        left_to_right=is_forward,
        references=(line,) if has_line else (),
        own=(("months", months),),
    )
    drawing = picture("timeline", data, width)
    if drawing is None:
        return
    assert len(drawing.marks) == sum(state != "undated" for state in data.states)
    for row, (_, start, end, _) in enumerate(rows):
        shown = [mark for mark in drawing.marks if mark.id == data.mark(row, role="low")]
        if start and end:
            low, high = float(start.toordinal()), float(end.toordinal() + 1)
            assert shown[0].values in ((low, high), ((low + high) / 2,))


def test_hijri_months_are_on_the_axis_and_a_note_says_so(brief: SmallBrief) -> None:
    html = with_timeline(
        brief, "2015", "2015-01-05", "2015-12-05", more='months = "hijri"\n'
    ).html()
    assert "شهور المحور وسنواته هجرية" in html and "هـ" in html


def test_lines_at_dates_and_highlighted_events(brief: SmallBrief) -> None:
    more = 'lines = [{ at = "2015-06", label = "القرار" }]\nhighlight = "فاس"\n'
    assert "القرار" in with_timeline(brief, "2015", "2015-01-05", "2015-12-05", more=more).html()


def test_a_highlighted_event_that_is_not_there_is_refused(brief: SmallBrief) -> None:
    wrong = with_timeline(brief, "2015", "2015-01-05", more='highlight = "أكلا"\n')
    assert [finding.rule for finding in wrong.findings()] == ["chart-no-member"]
