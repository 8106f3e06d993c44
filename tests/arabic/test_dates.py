"""Dates: what is read as EDTF and how it is said in the months of each country."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import (
    Interval,
    date_text,
    hijri_text,
    interval_text,
    parse_edtf,
    week,
    weekday_name,
)
from report.arabic.locales import LOCALES, rules
from report.errors import ExpressionError, Location

MAGHREB_FRENCH = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"
EASTERN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
SYRIAC = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
MONTHS = {
    "ar-MA": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "ماي",
        "يونيو",
        "يوليوز",
        "غشت",
        "شتنبر",
        "أكتوبر",
        "نونبر",
        "دجنبر",
    ],
    "ar-DZ": MAGHREB_FRENCH.split(),
    "ar-TN": MAGHREB_FRENCH.split(),
    "ar-EG": EASTERN.split(),
    "ar-SA": EASTERN.split(),
    "ar-AE": EASTERN.split(),
    "ar-IQ": SYRIAC.split("|"),
    "ar-LB": SYRIAC.split("|"),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_months_are_those_in_use(locale: str) -> None:
    assert list(rules(locale).months) == MONTHS[locale]


def test_days_of_the_week() -> None:
    names = [weekday_name(date(2025, 11, 24) + timedelta(days), "ar-MA") for days in range(7)]
    assert names == ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]


FIRST_DAYS = {
    "ar-MA": "الاثنين", "ar-DZ": "السبت", "ar-TN": "الاثنين", "ar-EG": "السبت",
    "ar-SA": "الأحد", "ar-AE": "الاثنين", "ar-IQ": "السبت", "ar-LB": "الاثنين",
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_the_week_begins_where_it_does_in_the_country(locale: str) -> None:
    days = week(locale)
    assert days[0] == FIRST_DAYS[locale]
    assert days.index("الأحد") == (days.index("السبت") + 1) % 7
    assert len(set(days)) == 7


def test_dates_in_words() -> None:
    day = date(2025, 11, 24)
    assert date_text(day, "ar-MA") == "24 نونبر 2025"
    assert date_text(day, "ar-MA", weekday=True) == "الاثنين 24 نونبر 2025"
    assert date_text(day, "ar-EG") == "٢٤ نوفمبر ٢٠٢٥"
    assert date_text(day, "ar-DZ") == "24 نوفمبر 2025"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-24", "24 نونبر 2025"),
        ("2025-11-24/2025-11-24", "24 نونبر 2025"),
        ("2025-11-24/2025-11-27", "من 24 إلى 27 نونبر 2025"),
        ("2025-11-30/2025-12-02", "من 30 نونبر إلى 2 دجنبر 2025"),
        ("2025-12-30/2026-01-02", "من 30 دجنبر 2025 إلى 2 يناير 2026"),
        ("2025-11", "نونبر 2025"),
        ("2025-11/2025-12", "من نونبر إلى دجنبر 2025"),
        ("2025-11/2026-01", "من نونبر 2025 إلى يناير 2026"),
        ("2025", "2025"),
        ("2019/2025", "من 2019 إلى 2025"),
        ("2019/2025-11-24", "من 2019 إلى 24 نونبر 2025"),
        ("2025-11-24/..", "ابتداء من 24 نونبر 2025"),
        ("../2025-11", "إلى غاية نونبر 2025"),
        ("1984~", "حوالي 1984"),
        ("1984?", "1984 (غير مؤكد)"),
        ("1984%", "حوالي 1984 (غير مؤكد)"),
        ("1984~/2004-06", "من 1984 إلى يونيو 2004 تقريبا"),
    ],
)
def test_intervals_in_words(text: str, expected: str) -> None:
    assert interval_text(parse_edtf(text), "ar-MA") == expected


def test_an_interval_covers_its_months_and_years() -> None:
    interval = parse_edtf("2024-02/2025")
    assert (interval.start, interval.end) == (date(2024, 2, 1), date(2025, 12, 31))
    assert (interval.start_precision, interval.end_precision) == ("month", "year")
    assert parse_edtf("2024-02").end == date(2024, 2, 29)
    assert parse_edtf("../2025").start is None
    assert parse_edtf("2025/..").end is None


NOT_DATES = [
    "",
    "..",
    "../..",
    "/",
    "2025/",
    "24-11-2025",
    "2025-13",
    "2025-02-30",
    "2025-1-1",
    "2025-11-24T10:00",
]
NOT_DATES += [
    "0000",
    "2025-11-24/25",
    "2025/2026/2027",
    "٢٠٢٥",
    " 2025",
    "2025\n",
    "20251124",
    "x" * 10_000,
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_not_edtf_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_edtf(text, Location(file="brief.toml", key="brief.period"))
    finding = caught.value.findings[0]
    assert finding.rule == "bad-date"
    assert finding.where.key == "brief.period"


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_edtf("2025-11-27/2025-11-24")
    assert caught.value.findings[0].rule == "reversed-interval"


@given(st.dates(), st.dates())
def test_any_two_days_are_read_back(first: date, second: date) -> None:
    start, end = sorted((first, second))
    interval = parse_edtf(f"{start.isoformat()}/{end.isoformat()}")
    assert (interval.start, interval.end) == (start, end)
    assert interval_text(interval, "ar-MA").endswith(date_text(end, "ar-MA"))
    assert parse_edtf(start.isoformat()) == Interval(start, start, start.isoformat())


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 11, 24), "3 جمادى الآخرة 1447"),
        (date(2024, 7, 7), "1 محرم 1446"),
        (date(2025, 3, 1), "1 رمضان 1446"),
        (date(2025, 6, 6), "10 ذي الحجة 1446"),
    ],
)
def test_hijri_dates_of_umm_al_qura(day: date, expected: str) -> None:
    assert hijri_text(day, "ar-MA") == expected


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2100, 1, 1)])
def test_days_outside_the_hijri_tables_are_refused(day: date) -> None:
    with pytest.raises(ExpressionError) as caught:
        hijri_text(day, "ar-MA")
    assert caught.value.findings[0].rule == "hijri-range"


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ExpressionError) as caught:
        date_text(date(2025, 11, 24), "fr-FR")
    assert caught.value.findings[0].rule == "unknown-locale"
