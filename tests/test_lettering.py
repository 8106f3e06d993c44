"""Texts measured, cut and broken before layout."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from report.lettering import SEMIBOLD, advance, cut, ems, lines

TEXT = st.text("ابتثجح سشص kW7…", max_size=80).map(lambda text: " ".join(text.split()))


@given(TEXT, st.floats(20, 400))
def test_a_text_that_is_cut_fits_and_says_so(text: str, width: float) -> None:
    shown = cut(text, width, 8.0)
    assert advance(shown, 8.0) <= width
    if shown != text:
        assert shown.endswith(" …") and advance(text, 8.0) > width
        assert text.startswith(shown.removesuffix(" …"))


@given(TEXT, st.floats(10, 400))
def test_lines_hold_the_text(text: str, width: float) -> None:
    count = lines(text, width, 9.0)
    assert count >= max(1, int(advance(text, 9.0) / width))
    assert lines(text, width, 9.0) <= lines(text + " كلمة", width, 9.0)


def test_semibold_is_wider_and_a_first_word_that_is_too_long_is_cut_inside() -> None:
    assert ems("العنوان", SEMIBOLD) > ems("العنوان")
    assert cut("س" * 100, 50, 8.0).endswith("س …")
