"""No text of a chart is cut or covered for any labels and values."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from charts.chart_data import chart_data, group_data, matrix_data, timeline_data
from charts.ink import left_of, overlap
from hypothesis import given, settings
from hypothesis import strategies as st

from report.arabic import ltr_runs
from report.charts import (
    ChartDrawing,
    OverlayText,
    draw,
)
from report.charts.lettering import Rest, advance, broken_runs, wrap
from report.document.sheets import Templates
from report.errors import ExpressionError

WORDS = (
    "أوروبا",
    "منظمات",
    "الأمانة العامة",
    "مكافحة الجريمة السيبرانية",
    "و",
    "INTERPOL",
    "2025",
    "(ب)",
    "المتحدة",
)
WIDTHS = st.sampled_from((222.0, 300.0, 459.0))
labels = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ًّ-xY9", max_size=60),
)
numbers = st.one_of(st.none(), st.integers(0, 40), st.floats(0, 1e5, allow_nan=False))


def extent(place: OverlayText) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a text: its width, and a little more than its size in height."""
    left = left_of(place)
    return left, place.y - place.size * 0.55, left + place.width, place.y + place.size * 0.55


def assert_clear(drawing: ChartDrawing) -> None:
    boxes = [extent(place) for place in drawing.texts]
    for left, top, right, bottom in boxes:
        assert (
            left >= -0.05
            and top >= -0.05
            and right <= drawing.width + 0.05
            and bottom <= drawing.height + 0.05
        )
    for (first, a), (two, b) in combinations(zip(drawing.texts, boxes, strict=True), 2):
        assert not overlap(a, b, 0.05), f"{first} covers {two}"


def drawn(kind: str, data: object, width: float) -> None:
    """Draw and look, unless the chart is refused in words that tell what to do."""
    try:
        drawing = draw(kind, data, width=width)
    except ExpressionError as error:
        assert error.findings[0].rule in {"chart-too-narrow", "chart-too-tall"}
    else:
        assert_clear(drawing)
        assert "<text" not in drawing.svg


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(("bars", "grouped", "stacked")), width=WIDTHS, title=labels, data=st.data()
)
def test_bars_are_clear(kind: str, width: float, title: str, data: st.DataObject) -> None:
    categories = data.draw(st.lists(labels, min_size=1, max_size=8))
    series = data.draw(st.lists(labels, min_size=1, max_size=1 if kind == "bars" else 5))
    row = st.lists(numbers, min_size=len(series), max_size=len(series)).map(tuple)
    values = data.draw(st.lists(row, min_size=len(categories), max_size=len(categories)))
    chart = chart_data(categories, series, values, axis_label=title)
    drawn(kind, chart, width)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(labels, min_size=1, max_size=8),
    columns=st.lists(labels, min_size=1, max_size=14),
    width=WIDTHS,
)
def test_matrix_is_clear(rows: list[str], columns: list[str], width: float) -> None:
    drawn(
        "matrix",
        matrix_data(rows, columns, [(0, 0)]),
        width,
    )


@settings(max_examples=40, deadline=None)
@given(
    groups=st.lists(st.tuples(labels, st.integers(1, 150), st.booleans()), min_size=1, max_size=3),
    unit=labels,
    width=WIDTHS,
)
def test_units_are_clear(groups: list[tuple[str, int, bool]], unit: str, width: float) -> None:
    drawn("units", group_data(*groups, unit=unit), width)


@settings(max_examples=40, deadline=None)
@given(days=st.integers(1, 40), width=WIDTHS, data=st.data())
def test_timeline_is_clear(days: int, width: float, data: st.DataObject) -> None:
    start = date(2025, 11, 24)
    events = []
    for _ in range(data.draw(st.integers(1, 6))):
        first = start + timedelta(days=data.draw(st.integers(0, days - 1)))
        dated, label, remark = data.draw(st.booleans()), data.draw(labels), data.draw(labels)
        events.append((label, first if dated else None, None, remark))
    drawn("timeline", timeline_data(events, start, start + timedelta(days=days - 1)), width)


@given(text=labels, width=st.floats(30, 300))
def test_wrapping_keeps_every_letter_within_the_width(text: str, width: float) -> None:
    lines = wrap(text, width, 9)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(advance(line, 9) <= width + 0.01 for line in lines)


def test_wrapping_breaks_no_word_that_fits_and_evens_the_lines() -> None:
    text = "الأمانة العامة لمجلس وزراء الداخلية العرب"
    lines = wrap(text, 0.9 * advance(text, 9), 9)
    assert " ".join(lines) == text
    assert len(lines) == 2
    assert max(advance(line, 9) for line in lines) < 0.62 * advance(text, 9)


ADDRESSES = (
    "https://www.example.org/a/very-long-path/180/index.html#section-180",
    "A/RES/76-12",
    "art. 6",
)


@given(texts=st.lists(st.sampled_from([*WORDS, *ADDRESSES]), min_size=1), width=st.floats(30, 300))
def test_each_line_has_its_piece_of_a_run_that_is_broken(texts: list[str], width: float) -> None:
    lines = wrap(" ".join(texts), width, 9)
    whole = " ".join(" ".join(texts).split())
    runs = [run for run in ltr_runs(whole) if not run.plain]
    start = 0
    for line, (opening, closing) in zip(lines, broken_runs(lines), strict=True):
        start += bool(start) and not isinstance(line, Rest)
        end = start + len(line)
        assert whole[start:end] == line
        inside = [run.start <= place < run.end for run in runs for place in (start - 1, end)]
        assert opening + closing <= len(line)
        for run in runs:
            shared = min(run.end, end) - max(run.start, start)
            if run.start < start < run.end:
                assert opening == shared
            elif start <= run.start < end < run.end:
                assert closing == shared
        assert any(inside) or opening == closing == 0
        start = end


def test_an_address_is_broken_after_its_signs_and_each_line_of_it_is_isolated() -> None:
    lines = wrap(f"انظر {ADDRESSES[0]} ثم", 150, 9)
    assert lines == (
        "انظر",
        "https://www.example.org/a/very-",
        "long-path/180/index.html#section-",
        "180 ثم",
    )
    assert broken_runs(lines) == [(0, 0), (0, 31), (33, 0), (3, 0)]
    environment = Templates(Path("nowhere"), "ar-MA")._environment
    template = environment.from_string("{{ line | isolate(3, 0) }}")
    assert template.render(line=lines[3]) == '<bdi dir="ltr">180</bdi> ثم'
