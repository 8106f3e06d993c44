"""A column is searched as a whole: no text that violates a convention is passed over."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pyarrow as pa
import pytest
from arabic_texts import SIGNS, TEXTS
from hypothesis import example, given
from hypothesis import strategies as st

from report.arabic.conventions import Conventions, known_words, searched, violations
from report.arabic.locales import DIGITS, LOCALES, with_digits
from report.lint.column_search import arrow_texts, suspects
from report.lint.word_search import LETTERS, WordSearch

TAGS = [with_digits(*choice) for choice in product(("ar-MA", "ar-EG"), (None, *DIGITS))]
MISSPELT = sorted(known_words("ar-MA"))
#: Words as prose has them: with vowel signs, and with stops that stand against them.
WORDS = st.sampled_from(
    [
        *MISSPELT[::1009],
        "فِى",
        "الىٰ",
        "ا\u0655لى",
        "الـى",
        "اكتوبر",
        "كانون",
        "الثاني",
        "24",
        "آالف",
        "وإال",
    ]
) | st.text(st.sampled_from(SIGNS), max_size=5)
CELLS = st.lists(WORDS, max_size=6).flatmap(
    lambda words: st.sampled_from([" ", "", "، ", "، و"]).map(lambda sign: sign.join(words))
)


def read_alone(texts: list[str], tag: str) -> list[int]:
    conventions = Conventions(tag)
    return [index for index, text in enumerate(texts) if violations(text, conventions)]


@given(st.lists(TEXTS | CELLS, max_size=20), st.sampled_from(TAGS))
@example(["1.234.567,5 درهم", "12,5% من", "12.5 مليون", "24-11-2025 ب", "٣ ب", "3 ب"], "ar-MA")
@example(["ب?\n", "ب  ب", "ب .", "ب .\n", "«ب» ؟", "ب, ب", "5, ب", "ب,ب", "“ب”", '"«"ب"'], "ar-EG")
def test_no_text_with_a_violation_is_passed_over(texts: list[str], tag: str) -> None:
    assert set(read_alone(texts, tag)) <= set(suspects(arrow_texts(texts), tag).tolist())


#: Texts of letters and spaces alone, of which few match a pattern of signs.
OF_LETTERS = st.text(st.sampled_from("اأإآؤئلبفوك a\n"), max_size=9)


@given(st.lists(OF_LETTERS | st.just("،"), max_size=30), st.sampled_from(TAGS))
@example(["اا ل", "االب", "آالف", "أ  ب", "ب ", " ب", "إال", "،"], "ar-MA")
def test_no_text_of_letters_that_matches_is_passed_over(texts: list[str], tag: str) -> None:
    sought = re.compile(searched(tag))
    arabic = [bool(sought.search(text)) and not text.isascii() for text in texts]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("report.lint.word_search._BLOCK", 40)
        expected = {index for index, matches in enumerate(arabic) if matches}
        assert expected <= set(suspects(arrow_texts(texts), tag).tolist())


@given(st.lists(st.one_of(CELLS, st.none()), max_size=12), st.lists(st.integers(0, 12), max_size=3))
def test_parts_blanks_and_repetitions_change_nothing(
    texts: list[str | None], cuts: list[int]
) -> None:
    bounds = [0, *sorted(min(cut, len(texts)) for cut in cuts), len(texts)]
    chunks = [pa.array(texts[start:end], type=pa.large_string()) for start, end in pairwise(bounds)]
    alone = [bool(len(suspects(arrow_texts([text]), "ar-MA"))) for text in texts]
    expected = [index for index, suspected in enumerate(alone) if suspected]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("report.lint.column_search._AT_A_TIME", 5)
        patched.setattr("report.lint.word_search._BLOCK", 40)
        assert (
            suspects(pa.chunked_array(chunks, type=pa.large_string()), "ar-MA").tolist() == expected
        )
    again = pa.chunked_array(chunks * 9, type=pa.large_string())
    every = [index for index in range(9 * len(texts)) if index % len(texts) in expected]
    assert suspects(again, "ar-MA").tolist() == every


@pytest.mark.parametrize(
    "text",
    [
        "",
        "café, à Fès",
        "The words, with “marks” and 1,234,567.5",
        "اجتماع في الرباط، يوم 24 نونبر 2025، حضره 1.234 مشاركا (بنسبة 3,5%)",
        "قُدِّم جدًّا وفقاً لما تقرّر، في 2010-2012 أو 3.5",
        "رقم HW-0000001: بلاغ؛ وتوقيع اتفاق؟ نعم. انتهى",
        "شهر رجب 1447 هـ، و«نص» آخر",
    ],
)
def test_texts_that_obey_are_passed_over(text: str) -> None:
    assert not len(suspects(arrow_texts([text]), "ar-MA"))


def test_half_a_character_hides_no_violation() -> None:
    texts = [1, None, "\ud800", "الى\udfff", "الى", "\ud800 ب"]
    assert suspects(arrow_texts(texts), "ar-MA").tolist() == [3, 4]


LETTER = st.sampled_from("ءآغفيىكم")
SOME = st.lists(st.text(LETTER, max_size=20), max_size=8)


@given(
    SOME.map(frozenset),
    st.lists(st.lists(st.text(LETTER | st.sampled_from("،ِـa 9«پﷲ😀"))).map("".join)),
    st.data(),
)
def test_words_are_looked_up_whole(
    words: frozenset[str], texts: list[str], data: st.DataObject
) -> None:
    words = frozenset(filter(None, words))
    texts += data.draw(st.lists(st.sampled_from(["", *sorted(words)]), max_size=5))
    runs = re.compile(f"[{''.join(sorted(LETTERS))}]+")
    expected = [
        index for index, text in enumerate(texts) if not words.isdisjoint(runs.findall(text))
    ]
    for block in (1, 16, 1 << 18):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("report.lint.word_search._BLOCK", block)
            search = WordSearch.of(words)
            assert search.positions(pa.array(texts, type=pa.large_string())).tolist() == expected


@pytest.mark.parametrize("tag", sorted(LOCALES))
def test_misspelt_words_have_letters_alone(tag: str) -> None:
    assert WordSearch.of(known_words(tag)).words == known_words(tag)


def test_another_sign_in_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="letters"):
        WordSearch.of(["فِى"])
