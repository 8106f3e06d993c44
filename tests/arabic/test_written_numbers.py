"""Numbers in digits are read whichever way they are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic.figures import number
from report.arabic.locales import LOCALES, rules, with_digits
from report.arabic.written_numbers import without_directions, written_numbers

_NUMBERS = st.decimals(-(10**9), 10**9, places=3, allow_nan=False)
_LOCALES = st.builds(with_digits, st.sampled_from(LOCALES), st.sampled_from([None, "latn", "arab"]))


@given(_NUMBERS, _LOCALES, st.booleans())
def test_a_printed_number_is_read_as_it_is(value: Decimal, locale: str, grouping: bool) -> None:
    text = without_directions(number(value, locale, grouping=grouping))
    symbols = rules(locale).symbols
    (written,) = written_numbers(f"في {text} مثلا", symbols.decimal)
    assert written.values == (Fraction(value),)


@given(
    st.integers(0, 10**12),
    st.none() | st.integers(0, 999),
    st.sampled_from(["", " ", "\u00a0", "\u202f", ",", ".", "٬"]),
    st.sampled_from([".", ",", "٫"]),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
    st.sampled_from(["", "-", "\u2212", "+"]),
    st.sampled_from(["", "%", " %", "٪"]),
    st.sampled_from([("", 1), ("ألف", 10**3), ("مليونا", 10**6), ("ملايير", 10**9)]),
)
def test_any_way_of_writing_has_its_value_among_the_readings(
    whole: int,
    decimals: int | None,
    group: str,
    decimal: str,
    digits: str,
    sign: str,
    percent: str,
    scale: tuple[str, int],
) -> None:
    if group == decimal:
        group = ""
    tail = "" if decimals is None else f"{decimal}{decimals:03}"
    text = sign + f"{whole:,}".replace(",", group) + tail
    text = text.translate({ord("0") + index: digit for index, digit in enumerate(digits)})
    (written,) = written_numbers(f"{text}{percent} {scale[0]}")
    value = Fraction(f"{whole}.{0 if decimals is None else f'{decimals:03}'}")
    value = -value if sign in ("-", "\u2212") else value
    assert value * scale[1] in written.amounts
    assert (written.is_percent, written.scale) == (bool(percent), scale[1])


@pytest.mark.parametrize(
    "text",
    ["2.21.345", "2019-05-12", "12:30", "2010-2019", "A195", "195B", "12/5", "1.2.3", "لا عدد هنا"],
)
def test_dates_codes_and_hours_are_no_numbers(text: str) -> None:
    assert not list(written_numbers(text))
