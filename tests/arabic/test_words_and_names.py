"""Digits, lists, letters, order, country names, and what importing the room costs."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Context, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import report.arabic
from report.arabic import (
    country_code,
    country_name,
    digits,
    join,
    letter,
    number,
    sort_key,
    with_digits,
)
from report.arabic.figures import decimals_of
from report.errors import ExpressionError


@pytest.mark.parametrize(
    ("value", "locale", "decimals", "expected"),
    [
        (0, "ar-MA", None, "0"),
        (1234567, "ar-MA", None, "1.234.567"),
        (1234.5, "ar-MA", None, "1.234,5"),
        (1234.5, "ar-MA", 2, "1.234,50"),
        (1234.5, "ar-AE", None, "1,234.5"),
        (1234.5, "ar-EG", None, "١٬٢٣٤٫٥"),
        (-1234.5, "ar-LB", None, "-١٬٢٣٤٫٥"),
        (0.125, "ar-MA", 2, "0,13"),
        (-0.125, "ar-MA", 2, "-0,13"),
        (-0.001, "ar-MA", 2, "0,00"),
        (2.675, "ar-MA", 2, "2,68"),
        (0.1 + 0.2, "ar-MA", None, "0,3"),
        (Decimal("12.50"), "ar-DZ", None, "12,5"),
        (Decimal("1E+3"), "ar-TN", None, "1.000"),
        (10**29, "ar-MA", None, "100" + ".000" * 9),
    ],
)
def test_numbers(value: float | Decimal, locale: str, decimals: int | None, expected: str) -> None:
    assert number(value, locale, decimals) == expected


def test_digits() -> None:
    assert digits("من 24 إلى ٢٧", "ar-MA") == "من 24 إلى 27"
    assert digits("من 24 إلى ٢٧", "ar-EG") == "من ٢٤ إلى ٢٧"
    assert digits(2025, with_digits("ar-MA", "arab")) == "٢٠٢٥"
    assert number(1234.5, with_digits("ar-MA", "arab")) == "١٬٢٣٤٫٥"
    assert number(1234.5, with_digits("ar-EG", "latn")) == "1,234.5"
    assert with_digits("ar-EG", None) == "ar-EG"
    assert with_digits("ar-EG-u-nu-latn", "arab") == "ar-EG-u-nu-arab"


@pytest.mark.parametrize(
    "tag", ["ar", "en-GB", "ar-MA-u-nu-", "ar-MA-u-nu-hebr", "ar-MA-u-ca-islamic", ""]
)
def test_an_unknown_locale_is_refused(tag: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        number(1, tag)
    assert caught.value.findings[0].rule == "unknown-locale"


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("-Infinity"), Decimal("1e999999"), 10**30]
)
def test_what_is_no_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ExpressionError) as caught:
        number(value, "ar-MA")
    assert caught.value.findings[0].rule == "not-a-number"


@pytest.mark.parametrize("decimals", [-1, 41, 10**9])
def test_more_decimals_than_can_be_read_are_refused(decimals: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        number(1.5, "ar-MA", decimals)
    assert caught.value.findings[0].rule == "decimals-range"


@given(st.integers(-(10**15), 10**15))
def test_numbers_are_read_back(value: int) -> None:
    assert int(number(value, "ar-MA").replace(".", "")) == value


def test_lists() -> None:
    assert join([]) == ""
    assert join(["ألمانيا"]) == "ألمانيا"
    assert join(["ألمانيا", "إسبانيا"]) == "ألمانيا وإسبانيا"
    assert join(["24", "25", "26"]) == "24 و25 و26"
    assert join(["أ", "ب", "ج", "د"]) == "أ، ب، ج ود"
    assert join(["نعم", "لا"], "أو") == "نعم أو لا"


def test_letters() -> None:
    assert [letter(n) for n in range(1, 8)] == ["أ", "ب", "ج", "د", "هـ", "و", "ز"]
    assert [letter(n) for n in (28, 29, 30, 56, 57)] == ["غ", "أأ", "أب", "أغ", "بأ"]
    assert len({letter(n) for n in range(1, 2000)}) == 1999
    with pytest.raises(ValueError, match="counted from 1"):
        letter(0)


def test_order_of_the_whole() -> None:
    ordered = [
        "(أ)",
        "12",
        "2",
        "آسيا",
        "أسيا",
        "ب",
        "پ",
        "ت",
        "صف 1",
        "غينيا",
        "غينيا بيساو",
        "ف",
        "ڤ",
        "ك",
        "ݣ",
    ]
    ordered += ["ملك", "مَلك", "و", "ى", "ي", "a", "é", "interpol", "INTERPOL"]
    assert sorted(ordered, key=sort_key) == ordered


def test_indexes_pass_over_the_article() -> None:
    names = ["المغرب", "بنين", "البرازيل", "ألمانيا", "السينغال"]
    key = {name: sort_key(name, ignore_article=True) for name in names}
    assert sorted(names, key=key.__getitem__) == [
        "ألمانيا",
        "البرازيل",
        "بنين",
        "السينغال",
        "المغرب",
    ]


def test_order_is_that_of_icu() -> None:
    lines = (Path(__file__).parent / "icu_order.txt").read_text(encoding="utf-8").splitlines()
    ordered = [line for line in lines if not line.startswith("#")]
    assert len(ordered) > 1500
    assert sorted(sorted(ordered), key=sort_key) == ordered


SPELLINGS = {
    "PL": "بولونيا بولندا", "CL": "الشيلي تشيلي شيلي", "SN": "السينغال السنغال", "DK": "الدانمارك الدنمارك الدانمرك",
    "BS": "البهاماس", "RU": "روسيا", "MZ": "الموزمبيق موزمبيق", "BF": "بوركينافاسو", "GA": "الغابون", "SK": "سلوفاكيا",
    "CI": "كوت_ديفوار ساحل_العاج", "KR": "كوريا_الجنوبية جمهورية_كوريا", "MA": "المغرب المملكة_المغربية المغـرب المَغرب",
    "RS": "صربيا", "YE": "اليمن", "ZA": "جنوب_إفريقيا جنوب_أفريقيا جنوب_افريقيا", "ET": "إثيوبيا اثيوبيا",
}  # fmt: skip


def test_countries_are_known_by_every_spelling() -> None:
    got = {}
    for names in SPELLINGS.values():
        for name in names.split():
            got[name] = country_code(name.replace("_", " "))
    all_codes = {}
    for code, names in SPELLINGS.items():
        for name in names.split():
            all_codes[name] = code
    assert got == all_codes


def test_countries_are_named_as_the_locale_does() -> None:
    assert [country_name("PL", locale) for locale in ("ar-MA", "ar-EG")] == ["بولونيا", "بولندا"]
    assert [country_name(code, "ar-MA") for code in ("CL", "SN", "DK", "BS", "MZ", "BF")] == [
        "الشيلي", "السينغال", "الدانمارك", "البهاماس", "الموزمبيق", "بوركينافاسو",
    ]  # fmt: skip


@pytest.mark.parametrize("locale", ["ar-MA", "ar-EG"])
def test_every_name_leads_back_to_its_code(locale: str) -> None:
    from babel import Locale

    codes = [code for code in Locale.parse("ar").territories if re.fullmatch("[A-Z]{2}", code)]
    named = {}
    for code in codes:
        try:
            named[code] = country_name(code, locale)
        except ExpressionError:
            continue
    assert len(named) >= 249
    assert {code: country_code(name) for code, name in named.items()} == {
        code: code for code in named
    }


def test_unknown_countries_are_refused_with_the_nearest() -> None:
    with pytest.raises(ExpressionError) as caught:
        country_code("بولونيةا")
    assert caught.value.findings[0].rule == "unknown-country"
    assert caught.value.findings[0].values["nearest"] == "بولونيا"
    with pytest.raises(ExpressionError) as caught:
        country_name("EU", "ar-MA")
    assert caught.value.findings[0].rule == "unknown-country-code"


def test_every_public_name_is_there() -> None:
    for name in report.arabic.__all__:
        assert getattr(report.arabic, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = report.arabic.nothing


def test_importing_the_room_loads_no_babel() -> None:
    code = "import sys, report.arabic; report.arabic.isolate('a ب'); print('babel' in sys.modules)"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@given(
    st.integers(-(10**30) + 1, 10**30 - 1),
    st.integers(0, 40),
    st.sampled_from(["ar-MA", "ar-EG", "ar-SA", "ar-LB"]),
)
def test_every_figure_of_a_number_is_printed(whole: int, places: int, locale: str) -> None:
    value = Decimal((0 if whole >= 0 else 1, tuple(map(int, str(abs(whole)))), -places))
    text = number(value, locale, places, grouping=False)
    signs = re.sub(r"\d", "", text)
    assert int(re.sub(r"\D", "", text)) == abs(whole)
    assert len(signs) == (places > 0) + (whole < 0)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_a_number_needs_as_many_decimals_as_lose_nothing(value: Decimal) -> None:
    exact = Context(prec=2000)
    needed = decimals_of(value)
    assert value.scaleb(needed, exact) == value.scaleb(needed, exact).to_integral_value()
    if needed:
        fewer = value.scaleb(needed - 1, exact)
        assert fewer != fewer.to_integral_value()
