"""The order of Arabic texts against ICU, the reference implementation of UTS #10 with CLDR's tailorings."""

from __future__ import annotations

import csv
import unicodedata
from functools import cmp_to_key
from importlib.resources import files
from itertools import pairwise

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import LOCALES, Lexicon, country_name, sort_key

COLLATORS = {tag: icu.Collator.createInstance(icu.Locale(tag.replace("-", "_"))) for tag in LOCALES}
SIGNS = ("", "", "\u064e", "\u064f", "\u0650", "\u0652", "\u0651", "\u0651\u064e", "\u0640")
#: Letters of Arabic and of its neighbours, both kinds of figures, Latin letters, spaces.
PLAIN = st.text(
    alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ پڤچگ0123٣abAé", min_size=1, max_size=8
)
VOCALISED = st.lists(
    st.sampled_from([letter + sign for letter in "بكويةأا" for sign in SIGNS]),
    min_size=1,
    max_size=4,
).map("".join)


def icu_order(tag: str, first: str, second: str) -> int:
    """Return what ICU says of two texts: -1, 0 or 1. It wants them composed (FCD)."""
    order: int = COLLATORS[tag].compare(
        *(unicodedata.normalize("NFC", text) for text in (first, second))
    )
    return order


@pytest.mark.parametrize("tag", LOCALES)
def test_words_stand_in_icus_order(tag: str) -> None:
    rows = csv.DictReader(
        files("report.arabic").joinpath("countries.csv").read_text(encoding="utf-8").splitlines()
    )
    words = [country_name(row["code"], tag) for row in rows] + list(Lexicon.shipped())
    assert len(words) > 250
    ours = sorted(words, key=lambda word: sort_key(word, tag))
    assert ours == sorted(ours, key=cmp_to_key(lambda a, b: icu_order(tag, a, b)))
    assert all(icu_order(tag, first, second) <= 0 for first, second in pairwise(ours))


@given(
    st.sampled_from(LOCALES), st.one_of(st.tuples(PLAIN, PLAIN), st.tuples(VOCALISED, VOCALISED))
)
def test_any_two_texts_stand_in_icus_order(tag: str, texts: tuple[str, str]) -> None:
    first, second = sorted(texts, key=lambda text: sort_key(text, tag))
    assert icu_order(tag, first, second) <= 0
