"""Where a word may be drawn longer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import kashida_places

TEXT = st.text(alphabet="ابتسصلهةدكمنويىءأإ\u064e\u0651ـ 5a،", max_size=30)


def drawn(text: str) -> str:
    """Return a text with a tatweel at each place."""
    for place in reversed(kashida_places(text)):
        text = f"{text[: place.index]}ـ{text[place.index :]}"
    return text


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("المستوى", "المسـتوى"),  # after sin
        ("المصلحة", "المصـلحة"),  # after sad
        ("وحدات", "وحـدات"),  # before a final dal
        ("مذكرة", "مذكـرة"),  # no join before ة here: the last join of the word
        ("الجريمة", "الجريمـة"),  # before a final ta marbuta
        ("المدير", "المديـر"),  # towards the end of the word
        ("مجال", "مجـال"),  # before an alif
        ("الأمن", "الأمـن"),  # the last join
        ("سَنَة", "سَنَة"),  # three letters
        ("مَدْرَسَةٌ", "مَدْرَسَـةٌ"),  # marks stay with their letter
        ("سلام", "سـلام"),  # never inside lam-alef
        ("الاجتماع", "الاجتمـاع"),
        ("والله بالله لله", "والله بالله لله"),
        ("من إلى على في", "من إلى على في"),
        ("دولار دار زرزور", "دولار دار زرزور"),  # letters that do not join
        ("مـذكـرة", "مـذكـرة"),  # already drawn out by its writer
        ("INTERPOL 2025", "INTERPOL 2025"),
        ("الجريمة5 aالجريمة", "الجريمة5 aالجريمة"),
        ("العـربي", "العـربي"),
    ],
)
def test_the_place_in_a_word(text: str, longer: str) -> None:
    assert drawn(text) == longer


def test_places_are_ranked() -> None:
    ranks = {
        word: kashida_places(word)[0].rank for word in ("المستوى", "الجريمة", "مجال", "الشعوب")
    }
    assert ranks["المستوى"] < ranks["الجريمة"] < ranks["مجال"]


@given(TEXT)
def test_a_kashida_stands_between_two_letters_that_join(text: str) -> None:
    places = kashida_places(text)
    assert [place.index for place in places] == sorted({place.index for place in places})
    for place in places:
        letter_before = text[: place.index].rstrip("\u064e\u0651")[-1]
        assert letter_before in "بتسصلهكمنيئ"
        assert text[place.index] in "ابتسصلهةدكمنويىأإ"
        assert not (letter_before == "ل" and text[place.index] in "اأإ")
        assert 1 <= place.rank <= 12
