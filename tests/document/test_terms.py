"""Terms of an index in texts: the words of a text lead to every term in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from report.document.index import IndexedSection, mark_terms
from report.document.passages import TURN
from report.document.terms import Terms

PIECES = (
    *("ال", "هند", "لجنة", "لل", "و", "ف", "ب", "ل", "ك", "كوريا", "شمال", "ا", "ISO", "9001"),
    *("(", ")", "+", "-", "&", " ", "  ", "\n", "\u064e", "\u0653", "_", TURN, "é", "'"),
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join)
terms = texts.filter(str.strip)


@given(st.lists(terms, min_size=1, max_size=6), texts)
def test_the_words_of_a_text_lead_to_every_term_in_it(words: list[str], text: str) -> None:
    lookup = Terms(words)
    text = f"{text}{words[0]} و{words[-1]}"
    inside = [term for term in lookup.numbers if any(lookup.places(term, text))]
    assert set(inside) <= set(lookup.in_text(text))


@pytest.mark.parametrize("particle", ["", "و", "ف", "ب", "ل", "ك", "ول", "فب"])
@pytest.mark.parametrize("term", ["هند", "كوريا الجنوبية", "ISO 9001", "(أ)", "++"])
def test_a_term_after_a_particle_is_in_its_text(term: str, particle: str) -> None:
    lookup = Terms([term, "غيره"])
    assert lookup.in_text(f"نص {particle}{term}.") == [term]
    assert any(lookup.places(term, f"نص {particle}{term}."))


def test_the_article_after_lam_is_read() -> None:
    lookup = Terms(["الهند", "اللجنة الوطنية"])
    assert lookup.in_text("وللهند") == ["الهند"]
    assert lookup.in_text("للجنة الوطنية") == ["اللجنة الوطنية"]


def test_the_longest_term_is_first_and_equal_terms_are_one() -> None:
    lookup = Terms(["كوريا", "كوريا الجنوبية", "كوريا"])
    assert lookup.in_text("في كوريا الجنوبية وكوريا") == ["كوريا الجنوبية", "كوريا"]


@pytest.mark.parametrize("size", [20, 80])
def test_a_term_is_searched_for_where_its_word_is(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many searches as terms: not as many as terms times texts."""
    searched: list[str] = []
    stock = Terms.places

    def places(self: Terms, term: str, text: str) -> Iterator[re.Match[str]]:
        searched.append(term)
        return stock(self, term, text)

    monkeypatch.setattr(Terms, "places", places)
    letters = "ابتثجحخدذر"
    words = [f"مدخل{letters[number // 10]}{letters[number % 10]}" for number in range(size)]
    blocks = tuple(Markup(f"<p>نص {term} آخر</p>") for term in words)
    _, entries = mark_terms([IndexedSection("s", blocks, new_page=True)], words, "ar-MA")
    assert len(entries) == size
    assert sorted(searched) == sorted(words)


def test_terms_of_frequent_words_are_searched_for_where_all_their_words_are() -> None:
    """A frequent word leads to a term only if its other words are in the text too."""
    names = [f"مجلس {letter}{letter}" for letter in "ابتثجحخد"]
    lookup = Terms(names)
    assert lookup.in_text("في مجلس تت ومجلس") == ["مجلس تت"]
    assert lookup.in_text("مجلس بلا اسم") == []


def test_a_term_of_several_words_is_searched_for_where_they_follow_each_other() -> None:
    """Frequent words are in most texts; two of them side by side are in few."""
    lookup = Terms(["مجلس وطني", "مجلس وطني أعلى", "وطني مجلس"])
    assert lookup.in_text("مجلس جهوي وطني أعلى") == []
    assert lookup.in_text("والمجلس، فمجلس\u00a0وطني أعلى") == ["مجلس وطني أعلى", "مجلس وطني"]
