from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.small import SmallBrief
from report.charts import TimelineData, TimelineEntry, draw
from report.charts.palette import house_palette
from report.charts.timeline import LONGEST_TIMELINE, _axis

ACCENT = house_palette().color("accent")

DAYS = tuple(f"{day} نونبر" for day in range(24, 28))


def day(number: int) -> date:
    return date(2025, 11, number)


def timeline(*entries: TimelineEntry) -> TimelineData:
    return TimelineData(entries=entries, start=day(24), end=day(27), day_labels=DAYS)


def solid(svg: str) -> list[tuple[float, float]]:
    """Return (left, right) of every bar, from the top."""
    results = []
    for data, style in re.findall(r'<path d="([^"]+)" style="([^"]+)"', svg):
        if f"fill: {ACCENT}" in style:
            for outline in data.split("M")[1:]:
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
                results.append((min(numbers[1::2]), min(numbers[0::2]), max(numbers[0::2])))
    return [(left, right) for _, left, right in sorted(results)]


def test_the_first_day_is_at_the_right_and_intervals_cover_their_days() -> None:
    whole = TimelineEntry(label="الدورة", start=day(24), end=day(27))
    item = TimelineEntry(label="التوقيع", start=day(25), end=day(25))
    drawing = draw("timeline", timeline(whole, item), width=459)
    columns = {place.text: place.x for place in drawing.texts if place.text in DAYS}
    assert [columns[name] for name in DAYS] == sorted(columns.values(), reverse=True)
    (whole_left, whole_right), (one_left, one_right) = solid(drawing.svg)
    assert whole_right > columns[DAYS[0]] and whole_left < columns[DAYS[3]]
    assert (one_left + one_right) / 2 == pytest.approx(columns[DAYS[1]], abs=0.02)
    assert whole_right - whole_left == pytest.approx(4 * (one_right - one_left), rel=0.05)


def test_an_event_without_dates_is_an_empty_dashed_outline_with_its_note() -> None:
    undated = TimelineEntry(label="المذكرة الثانية", start=None, end=None, note="تاريخها غير مذكور")
    drawing = draw("timeline", timeline(undated), width=459)
    assert solid(drawing.svg) == []
    assert "stroke-dasharray: 3,2" in drawing.svg
    note = next(place for place in drawing.texts if place.text == "تاريخها غير مذكور")
    assert note.align == "center"


def test_an_event_without_dates_and_note_says_so() -> None:
    drawing = draw(
        "timeline", timeline(TimelineEntry(label="حدث", start=None, end=None)), width=459
    )
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
    drawing = draw(
        "timeline", timeline(TimelineEntry(label="لقاءات", start=start, end=end)), width=459
    )
    ((left, right),) = solid(drawing.svg)
    column = next(place.x for place in drawing.texts if place.text == DAYS[1])
    assert (left + right) / 2 == pytest.approx(column, abs=0.02)
    assert "stroke-dasharray: 3,2" in drawing.svg
    assert words in drawing.alt


def test_many_days_are_named_every_so_often() -> None:
    names = tuple(f"{number} نونبر" for number in range(1, 31))
    entry = TimelineEntry(label="حدث", start=day(5), end=day(12))
    data = TimelineData(entries=(entry,), start=day(1), end=day(30), day_labels=names)
    shown = [place.text for place in draw("timeline", data, width=459).texts if place.text in names]
    assert shown[:3] == ["1 نونبر", "3 نونبر", "5 نونبر"]


def test_a_long_note_in_an_outline_makes_its_row_taller() -> None:
    note = "لم يذكر المصدر تاريخ التوقيع " * 5
    entries = [TimelineEntry(label="حدث", start=None, end=None, note=note)] * 2
    drawing = draw("timeline", timeline(*entries), width=222)
    lines = sorted(
        place.y
        for place in drawing.texts
        if place.align == "center" and place.text not in " ".join(DAYS)
    )
    assert len(lines) >= 6
    assert min(later - earlier for earlier, later in pairwise(lines)) > 8
    assert lines[-1] + 4 < drawing.height


def with_timeline(brief: SmallBrief, period: str, *days: str) -> SmallBrief:
    """Return a brief of a period that has a timeline of events on these days."""
    rows = [f"{number},فاس,حريق,{day},1" for number, day in enumerate(days, 1)]
    brief.write("incidents.csv", "\n".join(["id,place,kind,date,injured", *rows, ""]))
    brief.edit("brief.toml", "2026-01-01/2026-01-31", period)
    return brief.add(
        '[[sections.blocks]]\nchart = "timeline"\ntable = "incidents"\nlabel = "place"\n'
        'date = "date"\ncaption = "الأحداث"\n'
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


def test_events_that_are_too_far_apart_are_refused(brief: SmallBrief) -> None:
    (finding,) = with_timeline(brief, "2015", "2015-01-05", "2015-02-05").findings()
    assert (finding.rule, finding.values["days"]) == ("long-timeline", 32)


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
    assert _axis(events, period) == tuple(period if whole <= LONGEST_TIMELINE else events)
    assert _axis([], period) == tuple(period)
