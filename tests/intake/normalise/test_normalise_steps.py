"""Each step of normalisation alone, its positions, what a spreadsheet's own types become, and whole columns at once."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import LOCALES, Interval, date_text, interval_text, parse_edtf
from report.brief.tables import Column, Normalise
from report.errors import ExpressionError
from report.intake.normalise import NormalColumn, Policy, characters, normalise_column
from report.intake.normalise.characters import clean

OFF = Normalise.model_validate(dict.fromkeys(Normalise.model_fields, False))
SPOILT = {
    "nfc": "e\u0301",
    "presentation_forms": "ﻣﺤﻤﺪ",
    "look_alikes": "کتاب",
    "tatweel": "محـــمد",
    "bidi_controls": "\u200fفاس",
    "spaces": "فاس  ومكناس",
    "digits": "٤٣",
    "missing_words": "غير متوفر",
}
#: Letters of the scripts at hand, their marks and forms, digits, separators and everything that hides.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئةىءکیہھۀـًٌٍَُِّْٰٓٔٱ"),
        st.sampled_from("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹0123456789.,٫٬%٪+-−/()"),
        st.sampled_from(
            "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202e\u2066\u2069\ufeff\u00ad\u00a0\u202f \t\n\r\u2028"
        ),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.characters(codec="utf-8"),
    ),
    max_size=20,
)
KINDS = ("text", "integer", "number", "date", "boolean", "country")


def normal(
    cells: list[object], dtype: str = "object", steps: Normalise | None = None, **keys: object
) -> NormalColumn:
    column = Column.model_validate({"label": "x", **keys})
    return normalise_column(
        pd.Series(cells, dtype=dtype), column, Policy(steps or Normalise(), (), "ar-MA")
    )


@pytest.mark.parametrize("step", SPOILT)
@pytest.mark.parametrize("dtype", ["object", "string[pyarrow]"])
def test_a_step_that_is_off_leaves_its_characters(step: str, dtype: str) -> None:
    cells: list[object] = ["فاس", SPOILT[step], None, "فاس", SPOILT[step]]
    on = normal(cells, dtype, OFF.model_copy(update={step: True}))
    assert [(correction.step, correction.positions.tolist()) for correction in on.corrections] == [
        (step, [1, 4])
    ]
    assert on.corrections[0].before == SPOILT[step]
    off = normal(cells, dtype, Normalise.model_validate({step: False}))
    assert off.corrections == () and off.values.tolist()[1] == SPOILT[step]


@given(TEXTS, st.booleans(), st.sampled_from(["latn", "arab"]))
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool, figures: str) -> None:
    once, _ = clean(text, Normalise(), figures, lines=lines)
    assert clean(once, Normalise(), figures, lines=lines) == (once, {})


#: Cells of the signs that no step changes, with marks and spaces among them, and a few others.
PLAIN = st.text(
    st.sampled_from("ابكلهيىة،؛؟«»“”–…éèÀœ€\u00ad12a.,-")
    | st.sampled_from("\u0651\u064e\u0652\u0670\u0653\u0654\u0301 \u00a0ـیھ٤"),
    max_size=12,
)


@given(PLAIN | TEXTS, st.booleans(), st.sampled_from(["latn", "arab"]))
def test_a_text_is_passed_over_only_if_no_step_changes_it(
    text: str, lines: bool, figures: str
) -> None:
    passed_over = clean(text, Normalise(), figures, lines=lines)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(characters, "_PLAIN", re.compile("(?!)"))
        assert clean(text, Normalise(), figures, lines=lines) == passed_over


def test_usual_words_and_stops_are_passed_over() -> None:
    for text in ("«نصّ» أوّل، وثانٍ؛ 3,5%…", "L’été – “déjà”", "محمّد 12-18", "ا"):
        assert characters._PLAIN.fullmatch(text)


@given(st.lists(TEXTS, max_size=12), st.sampled_from(KINDS))
def test_any_column_is_read_or_reported(cells: list[str], kind: str) -> None:
    by_object, by_text = (
        normal(list(cells), dtype, type=kind) for dtype in ("object", "string[pyarrow]")
    )
    assert by_object.faults == by_text.faults
    assert by_object.values.isna().tolist() == by_text.values.isna().tolist()
    assert [
        (correction.step, correction.positions.tolist()) for correction in by_object.corrections
    ] == [(correction.step, correction.positions.tolist()) for correction in by_text.corrections]
    for correction in by_object.corrections:
        assert correction.before != correction.after
    for fault in by_object.faults:
        assert fault.text == cells[fault.position]
        assert by_object.values.isna().iloc[fault.position]


@given(st.lists(st.one_of(TEXTS, st.just("فاس")), min_size=1, max_size=6))
def test_a_column_of_many_texts_is_cleaned_as_one_of_few_is(cells: list[str]) -> None:
    """The quick way looks at bytes: what it passes over is clean."""
    many = [*cells, *(f"نص {index}" for index in range(40))]
    few = [*cells, *["نص"] * 40]
    quick, slow = normal(list(many), "string[pyarrow]"), normal(list(few), "string[pyarrow]")
    assert quick.values.tolist()[: len(cells)] == slow.values.tolist()[: len(cells)]
    assert {(correction.step, tuple(correction.positions)) for correction in quick.corrections} == {
        (correction.step, tuple(correction.positions)) for correction in slow.corrections
    }


@given(st.lists(st.integers(-(10**17), 10**17)), st.lists(st.decimals(-(10**9), 10**9, places=2)))
def test_plain_numbers_come_back(whole: list[int], pieces: list[Decimal]) -> None:
    for dtype in ("object", "string[pyarrow]"):
        assert (
            normal([str(number) for number in whole], dtype, type="integer").values.tolist()
            == whole
        )
        read = normal([f"{number:f}" for number in pieces], dtype, type="number").values
        assert [Decimal(str(number)) for number in read] == [
            Decimal(repr(float(number))) for number in pieces
        ]


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)),
    st.sampled_from([locale for locale in LOCALES if locale.startswith("ar")]),
    st.booleans(),
)
def test_a_day_in_words_is_that_day(day: dt.date, locale: str, weekday: bool) -> None:
    written = date_text(day, locale, weekday=weekday)
    assert normal([written], type="date").values[0] == Interval(day, day, day.isoformat())


@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)), st.integers(1, 400))
def test_an_interval_in_words_is_that_interval(first: dt.date, length: int) -> None:
    interval = parse_edtf(f"{first.isoformat()}/{(first + dt.timedelta(length)).isoformat()}")
    assert normal([interval_text(interval, "ar-MA")], type="date").values[0] == interval


@given(st.lists(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)), min_size=1), st.booleans())
def test_figures_are_in_one_order_for_all(days: list[dt.date], month_first: bool) -> None:
    form = "%m/%d/%Y" if month_first else "%d/%m/%Y"
    sure = dt.date(2020, 12, 25)
    read = normal([day.strftime(form) for day in [*days, sure]], type="date")
    assert [value.start for value in read.values] == [*days, sure] and read.faults == ()
    assert [(value.what, value.value) for value in read.decided] == [
        ("order", "mdy" if month_first else "dmy")
    ]


def test_the_cell_of_the_other_order_is_the_fault() -> None:
    read = normal(["03/04/2025", "25/12/2025", "26/12/2025", "12/27/2025"], type="date")
    assert [(fault.rule, fault.position) for fault in read.faults] == [("date-order", 3)]
    assert [value.text for value in read.values[:3]] == ["2025-04-03", "2025-12-25", "2025-12-26"]


def test_a_spreadsheet_s_own_types() -> None:
    day, late = dt.datetime(2025, 11, 24), dt.datetime(2025, 11, 24, 15, 30)
    read = normal(
        [day, late, dt.date(2025, 1, 2), 45985, 45985.75, 2019, dt.time(3), True, 12], type="date"
    )
    assert [value.text for value in read.values[:6]] == ["2025-11-24"] * 2 + ["2025-01-02"] + [
        "2025-11-24"
    ] * 2 + ["2019"]
    assert [fault.position for fault in read.faults] == [6, 7, 8]
    assert [
        (correction.step, correction.positions.tolist()) for correction in read.corrections
    ] == [("date", [1, 3, 4])]
    assert normal([7.0, 7, "7", True, 1.5, "07"]).values.tolist() == [
        "7",
        "7",
        "7",
        "TRUE",
        "1.5",
        "07",
    ]
    assert normal([7.0, 0.1 + 0.2, 3], type="number").values.tolist() == [7.0, 0.3, 3.0]
    assert [fault.position for fault in normal([7.0, 7.5, True, day], type="integer").faults] == [
        1,
        2,
        3,
    ]
    assert normal([True, 0, 1.0, "لا"], type="boolean").values.tolist() == [
        True,
        False,
        True,
        False,
    ]


def test_words_for_a_blank_of_the_brief() -> None:
    read = normal(["999", "5"], "string[pyarrow]", type="integer", missing=("999",))
    assert read.values.isna().tolist() == [True, False]
    assert normal(["-", "5"], type="category", values=("-", "5")).values.tolist() == ["-", "5"]


@pytest.mark.parametrize("dtype", ["object", "float64[pyarrow]"])
def test_numbers_for_a_blank_of_the_brief(dtype: str) -> None:
    """A workbook holds -99 as a number, and ``missing`` names it as the workbook shows it."""
    read = normal([-99.0, 5.0, 99.0], dtype, type="integer", missing=("-99",))
    assert read.values.isna().tolist() == [True, False, False]
    assert [(change.step, change.before, change.after) for change in read.corrections] == [
        ("missing_words", "-99", "")
    ]
    date = dt.date(1900, 1, 1)
    read = normal([date, dt.date(2025, 1, 1)], type="date", missing=("1900-01-01",))
    assert read.values.isna().tolist() == [True, False]


@given(
    st.integers(1343, 1499), st.integers(1, 12), st.integers(1, 29),
    st.sampled_from("/-. "), st.booleans(), st.booleans(),
)  # fmt: skip
def test_a_hijri_date_in_figures_is_never_taken_for_a_gregorian_one(
    year: int, month: int, day: int, sign: str, year_first: bool, padded: bool
) -> None:
    """An unmarked one is a fault; once the brief names the calendar, it is the day that Umm al-Qura has."""
    from hijridate import Hijri

    figures = [
        f"{year}",
        f"{month:02}" if padded else f"{month}",
        f"{day:02}" if padded else f"{day}",
    ]
    cell = sign.join(figures if year_first else figures[::-1])
    (fault,) = normal([cell], type="date").faults
    assert fault.rule == "hijri-date"
    read = normal([cell], type="date", calendar="hijri").values[0]
    assert read.start == Hijri(year, month, day).to_gregorian() == read.end


def test_a_spreadsheet_s_hijri_years_are_refused_too() -> None:
    cells: list[object] = [1446, 1446.0, dt.date(1446, 9, 3), dt.datetime(1446, 9, 3)]
    assert [fault.rule for fault in normal(cells, type="date").faults] == ["hijri-date"] * 4
    assert [str(value.text) for value in normal(cells[2:], type="date", calendar="gregorian").values] == [
        "1446-09-03", "1446-09-03",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025-11-01/2025-11-30", "2025-11-24/2025-11-27"),
        ("2025-06-01/2026-06-30", "2025-11-24/2025-11-27"),
        ("2024-01-01/2025-12-31", None),  # two years fit
        ("2025-11-26/2025-11-30", None),  # none does
    ],
)
def test_days_without_a_year_are_of_the_period(period: str, expected: str | None) -> None:
    column = Column(label="x", type="date")
    policy = Policy(Normalise(), (), "ar-MA", parse_edtf(period))
    read = normalise_column(pd.Series(["24/27 نونبر"], dtype=object), column, policy)
    if expected is None:
        assert [fault.rule for fault in read.faults] == ["date-without-year"]
    else:
        assert read.values[0].text == expected and [
            correction.step for correction in read.corrections
        ] == ["date"]


@given(
    st.integers(1, 999),
    st.sampled_from([("ألف", 3), ("آلاف", 3), ("مليون", 6), ("ملايين", 6), ("مليار", 9)]),
)
def test_a_word_of_magnitude_counts(number: int, word: tuple[str, int]) -> None:
    """It counts as a correction: the number in the table differs from the file."""
    read = normal([f"{number} {word[0]}", "7"], type="integer")
    assert read.values.tolist() == [number * 10 ** word[1], 7]
    assert [
        (correction.step, correction.positions.tolist()) for correction in read.corrections
    ] == [("number", [0])]


def test_an_unknown_locale_is_reported() -> None:
    with pytest.raises(ExpressionError):
        normalise_column(
            pd.Series(["٤"], dtype=object), Column(label="x"), Policy(Normalise(), (), "xx")
        )
