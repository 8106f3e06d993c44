"""Counted nouns against the table of the grammar, and number words against a parser that knows only the words."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import Forms, Lexicon, agree, cardinal, counted, fraction, ordinal, percent
from report.arabic.cardinals import LARGEST, Case, counted_words
from report.errors import ExpressionError

TABLE = list(
    csv.DictReader((Path(__file__).parent / "counted.csv").read_text(encoding="utf-8").splitlines())
)
LEXICON = Lexicon.shipped()
CASES = get_args(Case)
GENDERS = ("masculine", "feminine")


def test_the_table_is_large_and_says_each_thing_once() -> None:
    keys = [(row["number"], row["noun"], row["case"], row["form"]) for row in TABLE]
    assert len(keys) >= 400
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("form", ["words", "digits"])
@pytest.mark.parametrize("case", CASES)
def test_counted_agrees_with_the_grammar(form: str, case: str) -> None:
    rows = [row for row in TABLE if row["form"] == form and row["case"] == case]
    assert rows
    got = {
        (row["number"], row["rule"], row["expected"]): counted(
            int(row["number"]), row["noun"], lexicon=LEXICON, case=case, form=form, locale="ar-MA"
        )
        for row in rows
    }
    assert {key: text for key, text in got.items() if text != key[2]} == {}


# An independent reading of number words: what each word is worth, in any gender, case or state.
WORTH = {
    "صفر": 0, "واحد": 1, "واحدة": 1, "أحد": 1, "إحدى": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
    "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2, "ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4, "خمسة": 5,
    "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8, "ثمان": 8, "تسعة": 9, "تسع": 9,
    "عشرة": 10, "عشر": 10, "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40, "أربعين": 40,
    "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80,
    "تسعون": 90, "تسعين": 90, "مائة": 100, "مائتان": 200, "مائتين": 200, "مائتا": 200, "مائتي": 200,
    "ثلاثمائة": 300, "أربعمائة": 400, "خمسمائة": 500, "ستمائة": 600, "سبعمائة": 700, "ثمانمائة": 800,
    "تسعمائة": 900,
}  # fmt: skip
SCALE = {
    "ألف": (1000, 1), "ألفا": (1000, 1), "آلاف": (1000, 1), "ألفان": (1000, 2), "ألفين": (1000, 2),
    "ألفي": (1000, 2), "مليون": (10**6, 1), "مليونا": (10**6, 1), "ملايين": (10**6, 1), "مليونان": (10**6, 2),
    "مليونين": (10**6, 2), "مليوني": (10**6, 2), "مليار": (10**9, 1), "مليارا": (10**9, 1), "مليارات": (10**9, 1),
    "ملياران": (10**9, 2), "مليارين": (10**9, 2), "ملياري": (10**9, 2), "تريليون": (10**12, 1),
    "تريليونا": (10**12, 1), "تريليونات": (10**12, 1), "تريليونان": (10**12, 2), "تريليونين": (10**12, 2),
    "تريليوني": (10**12, 2),
}  # fmt: skip


def worth(word: str) -> int | None:
    """Return what a number word is worth; the accusative's alif may be at its end."""
    return WORTH.get(word, WORTH.get(word.removesuffix("ا")))


def read_number(text: str) -> int:
    """Return the number that Arabic words say, without anything of the package under test."""
    total = pending = 0
    for token in text.split():
        word = token if worth(token) is not None or token in SCALE else token.removeprefix("و")
        if word in SCALE:
            scale, times = SCALE[word]
            total += (pending or times) * scale
            pending = 0
        else:
            value = worth(word)
            assert value is not None, word
            pending += value
    return total + pending


@given(st.integers(0, LARGEST - 1), st.sampled_from(GENDERS), st.sampled_from(CASES))
def test_words_say_the_number(number: int, gender: str, case: str) -> None:
    assert read_number(cardinal(number, gender, case)) == number


@given(st.integers(3, LARGEST - 1), st.sampled_from(["اجتماع", "دولة"]), st.sampled_from(CASES))
def test_the_noun_follows_the_last_two_figures(number: int, noun: str, case: str) -> None:
    forms = LEXICON[noun]
    words = counted_words(number, forms, case)
    last = number % 100
    if last in (1, 2):
        head, _, tail = words.rpartition(" و")
        assert tail in (
            {forms.singular, forms.accusative} if last == 1 else {forms.dual, forms.dual_oblique}
        )
        words, number = head, number - last
        last = 0
    number_words, _, tail = words.rpartition(" ")
    assert tail == (
        forms.plural if 3 <= last <= 10 else forms.accusative if last else forms.singular
    )
    # "ألفا دولة" is two thousand, "أحد عشر ألفا ومائة" is eleven and a hundred: only at the end is it a dual.
    constructs = {
        "ألفا": "ألفان",
        "مليونا": "مليونان",
        "مليارا": "ملياران",
        "تريليونا": "تريليونان",
    }
    start, _, end = number_words.rpartition(" ")
    conjoined = "و" if end.startswith("و") else ""
    end = conjoined + constructs.get(end.removeprefix("و"), end.removeprefix("و"))
    assert read_number(f"{start} {end}") == number


@given(st.integers(0, LARGEST - 1), st.sampled_from(GENDERS), st.sampled_from(CASES))
def test_no_vowel_signs_and_single_spaces(number: int, gender: str, case: str) -> None:
    text = cardinal(number, gender, case)
    assert not any("\u064b" <= character <= "\u0652" for character in text)
    assert text == " ".join(text.split())


@pytest.mark.parametrize("number", [-LARGEST - 1, LARGEST + 1])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        counted(number, "دولة", lexicon=LEXICON)
    assert caught.value.findings[0].rule == "number-range"


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(ExpressionError) as caught:
        counted(43, "دولة", lexicon=LEXICON, case="genitive")
    assert caught.value.findings[0].rule == "unknown-case"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("ar-MA", "43.000 اجتماع"), ("ar-EG", "٤٣٬٠٠٠ اجتماع"), ("ar-AE", "43,000 اجتماع")],
)
def test_figures_follow_the_locale(locale: str, expected: str) -> None:
    assert counted(43_000, "اجتماع", lexicon=LEXICON, locale=locale) == expected


@pytest.mark.parametrize(
    ("number", "gender", "definite", "case", "expected"),
    [
        (1, "masculine", True, "nom", "الأول"),
        (1, "feminine", True, "nom", "الأولى"),
        (2, "masculine", True, "nom", "الثاني"),
        (2, "masculine", False, "nom", "ثان"),
        (2, "masculine", False, "acc", "ثانيا"),
        (2, "feminine", False, "nom", "ثانية"),
        (3, "masculine", False, "acc", "ثالثا"),
        (1, "masculine", False, "acc", "أول"),
        (6, "feminine", True, "nom", "السادسة"),
        (10, "masculine", True, "nom", "العاشر"),
        (11, "masculine", True, "nom", "الحادي عشر"),
        (11, "feminine", True, "nom", "الحادية عشرة"),
        (12, "feminine", True, "obl", "الثانية عشرة"),
        (13, "masculine", False, "nom", "ثالث عشر"),
        (19, "masculine", True, "nom", "التاسع عشر"),
        (20, "feminine", True, "nom", "العشرون"),
        (20, "feminine", True, "obl", "العشرين"),
        (21, "masculine", True, "nom", "الحادي والعشرون"),
        (21, "feminine", True, "nom", "الحادية والعشرون"),
        (21, "masculine", False, "nom", "حاد وعشرون"),
        (32, "masculine", True, "obl", "الثاني والثلاثين"),
        (43, "feminine", True, "nom", "الثالثة والأربعون"),
        (93, "feminine", True, "obl", "الثالثة والتسعين"),
        (99, "masculine", True, "nom", "التاسع والتسعون"),
        (100, "feminine", True, "nom", "المائة"),
        (105, "feminine", True, "nom", "الخامسة بعد المائة"),
        (212, "masculine", True, "nom", "الثاني عشر بعد المائتين"),
        (200, "feminine", True, "nom", "المائتان"),
    ],
)
def test_ordinals(number: int, gender: str, definite: bool, case: str, expected: str) -> None:
    assert ordinal(number, gender, definite, case) == expected


@pytest.mark.parametrize("number", [0, 1000])
def test_ordinals_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        ordinal(number, "masculine")
    assert caught.value.findings[0].rule == "ordinal-range"


@pytest.mark.parametrize(
    ("numerator", "denominator", "case", "governs", "expected"),
    [
        (1, 2, "nom", False, "نصف"),
        (1, 3, "acc", False, "ثلثا"),
        (2, 3, "nom", False, "ثلثان"),
        (2, 3, "obl", False, "ثلثين"),
        (2, 3, "nom", True, "ثلثا"),
        (2, 3, "obl", True, "ثلثي"),
        (3, 4, "nom", False, "ثلاثة أرباع"),
        (4, 5, "nom", False, "أربعة أخماس"),
        (9, 10, "nom", False, "تسعة أعشار"),
        (5, 12, "nom", False, "خمسة من أصل اثني عشر"),
        (98, 99, "obl", False, "ثمانية وتسعين من أصل تسعة وتسعين"),
        (3, 100, "nom", False, "3 من أصل 100"),
        (1061, 2537, "nom", False, "1.061 من أصل 2.537"),
    ],
)
def test_fractions(
    numerator: int, denominator: int, case: str, governs: bool, expected: str
) -> None:
    assert fraction(numerator, denominator, case, governs=governs) == expected


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 3), (3, 3), (4, 3), (1, 0)])
def test_improper_fractions_are_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        fraction(numerator, denominator)
    assert caught.value.findings[0].rule == "fraction-range"


def test_percentages() -> None:
    assert percent(0.635, decimals=1) == "63,5%"
    assert percent(0.635) == "64%"
    assert percent(0.625, locale="ar-AE") == "63%"
    assert percent(0.3, "words") == "30 في المائة"
    assert percent(0.635, "words", 1) == "63,5 في المائة"
    assert percent(0.635, decimals=1, locale="ar-EG") == "٦٣٫٥٪"
    assert percent(-0.05) == "-5%"


@pytest.mark.parametrize(
    ("adjective", "number", "gender", "case", "human", "expected"),
    [
        ("مسمى", 1, "masculine", "nom", False, "مسمى"),
        ("مسمى", 2, "masculine", "nom", False, "مسميان"),
        ("مسمى", 2, "masculine", "obl", False, "مسميين"),
        ("مسمى", 2, "feminine", "nom", False, "مسماتان"),
        ("مسمى", 5, "feminine", "nom", False, "مسماة"),
        ("مسمى", 30, "feminine", "nom", False, "مسماة"),
        ("مسمى", 43, "masculine", "nom", False, "مسمى"),
        ("ثنائي", 1, "masculine", "nom", False, "ثنائي"),
        ("ثنائي", 1, "masculine", "acc", False, "ثنائيا"),
        ("ثنائي", 2, "feminine", "obl", False, "ثنائيتين"),
        ("ثنائي", 3, "masculine", "nom", False, "ثنائية"),
        ("ثنائي", 43, "masculine", "obl", False, "ثنائيا"),
        ("ثنائي", 100, "masculine", "nom", False, "ثنائي"),
        ("ثنائي", 103, "masculine", "nom", False, "ثنائية"),
        ("أمني", 4, "masculine", "nom", True, "أمنيين"),
        ("مسمى", 4, "masculine", "nom", True, "مسمين"),
        ("مغربي", 4, "feminine", "nom", True, "مغربيات"),
        ("آخر", 5, "feminine", "nom", False, "أخرى"),
        ("آخر", 43, "masculine", "nom", False, "آخر"),
        ("آخر", 2, "feminine", "nom", False, "أخريان"),
        ("آخر", 2, "masculine", "obl", False, "آخرين"),
        ("كبير", 5, "masculine", "nom", True, "كبار"),
        ("كبير", 5, "feminine", "nom", True, "كبيرات"),
        ("كبير", 5, "masculine", "nom", False, "كبيرة"),
        ("جديد", 103, "masculine", "obl", True, "جدد"),
        ("مغربي", 4, "masculine", "nom", True, "مغاربة"),
        ("مقيم", 4, "masculine", "nom", True, "مقيمين"),
        ("أكبر", 5, "feminine", "nom", False, "كبرى"),
        ("أكبر", 43, "masculine", "nom", False, "أكبر"),
        ("أكبر", 2, "feminine", "nom", False, "كبريان"),
        ("أعلى", 30, "feminine", "nom", False, "عليا"),
        ("أعلى", 2, "masculine", "nom", False, "أعليان"),
        ("أحمر", 5, "masculine", "nom", False, "حمراء"),
        ("أحمر", 2, "feminine", "obl", False, "حمراوين"),
        ("عال", 5, "feminine", "nom", False, "عالية"),
        ("عال", 43, "masculine", "nom", False, "عاليا"),
        ("عال", 2, "masculine", "nom", False, "عاليان"),
        ("ناج", 7, "masculine", "nom", True, "ناجين"),
        ("أخير", 5, "feminine", "nom", False, "أخيرة"),
        ("أمني", 5, "feminine", "nom", False, "أمنية"),
        ("هام", 5, "masculine", "nom", False, "هامة"),
    ],
)
def test_adjectives_agree(
    adjective: str, number: int, gender: str, case: str, human: bool, expected: str
) -> None:
    assert agree(adjective, number, gender, case, human=human) == expected


@pytest.mark.parametrize(
    ("adjective", "number", "expected"),
    [
        ("مسمى", 102, "مسميان"),
        ("مغربي", 202, "مغربيان"),
        ("مسمى", 1002, "مسميان"),
        ("مغربي", 101, "مغربي"),
    ],
)
def test_after_words_an_adjective_follows_the_noun_at_its_side(
    adjective: str, number: int, expected: str
) -> None:
    assert agree(adjective, number, "masculine", words=True) == expected
    assert agree("مسمى", number, "masculine") == "مسمى"


@pytest.mark.parametrize("adjective", ["أشهر", "أهم", "مسماة", "", "أقوى", "أطول"])
def test_adjectives_whose_forms_are_unknown_are_refused(adjective: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        agree(adjective, 5, "feminine")
    assert caught.value.findings[0].rule == "unknown-adjective"


def test_an_unknown_broken_plural_is_refused_for_men_alone() -> None:
    with pytest.raises(ExpressionError) as caught:
        agree("رشيد", 5, "masculine", human=True)
    assert caught.value.findings[0].rule == "unknown-adjective"
    assert agree("رشيد", 5, "feminine", human=True) == "رشيدات"
    assert agree("رشيد", 43, "masculine", human=True) == "رشيدا"


@pytest.mark.parametrize(
    ("number", "words", "digits"),
    [
        (1_000_000_000, "مليار درهم", "1.000.000.000 درهم"),
        (2_000_000_000, "مليارا درهم", "2.000.000.000 درهم"),
        (2_500_000_000, "ملياران وخمسمائة مليون درهم", "2.500.000.000 درهم"),
        (3_000_000_011, "ثلاثة مليارات وأحد عشر درهما", "3.000.000.011 درهما"),
        (11_000_000_000, "أحد عشر مليار درهم", "11.000.000.000 درهم"),
        (25_000_000_100, "خمسة وعشرون مليارا ومائة درهم", "25.000.000.100 درهم"),
        (2 * 10**12, "تريليونا درهم", "2.000.000.000.000 درهم"),
        (10**15, "ألف تريليون درهم", "1.000.000.000.000.000 درهم"),
        (-5, "ناقص خمسة دراهم", "-5 دراهم"),
        (-1, "ناقص درهم واحد", "ناقص درهم واحد"),
        (-2, "ناقص درهمين", "ناقص درهمين"),
        (-12, "ناقص اثني عشر درهما", "-12 درهما"),
        (-2_000, "ناقص ألفي درهم", "-2.000 درهم"),
    ],
)
def test_large_and_negative_numbers(number: int, words: str, digits: str) -> None:
    assert counted(number, "درهم", lexicon=LEXICON, form="words") == words
    assert counted(number, "درهم", lexicon=LEXICON) == digits


@given(st.integers(-LARGEST, -3), st.sampled_from(["اجتماع", "دولة"]))
def test_a_negative_number_is_the_positive_one_in_the_genitive(number: int, noun: str) -> None:
    positive = counted(-number, noun, lexicon=LEXICON, case="obl", form="words")
    assert counted(number, noun, lexicon=LEXICON, form="words") == f"ناقص {positive}"
    assert counted(number, noun, lexicon=LEXICON) == f"-{counted(-number, noun, lexicon=LEXICON)}"


def test_a_brief_adds_nouns_and_may_replace_shipped_ones() -> None:
    shipment = Forms("شحنة", "شحنتان", "شحنتين", "شحنات", "شحنة", "feminine")
    months = Forms("شهر", "شهران", "شهرين", "شهور", "شهرا", "masculine")
    lexicon = LEXICON.with_forms({"شحنة": shipment, "شهر": months})
    assert counted(8, "شحنة", lexicon=lexicon, form="words") == "ثماني شحنات"
    assert counted(3, "شهر", lexicon=lexicon) == "3 شهور"
    assert counted(3, "شهر", lexicon=LEXICON) == "3 أشهر"


def test_an_unknown_noun_is_refused_with_the_toml_to_write() -> None:
    with pytest.raises(ExpressionError) as caught:
        counted(3, 'شحن"ة', lexicon=LEXICON)
    finding = caught.value.findings[0]
    assert finding.rule == "unknown-noun"
    import tomllib

    for language in ("en", "ar"):
        declared = tomllib.loads(finding.do(language).partition("\n")[2])
        assert set(declared["nouns"]['شحن"ة']) == {
            "singular", "dual", "dual_oblique", "plural", "accusative", "gender",
        }  # fmt: skip


@pytest.mark.parametrize(
    "noun", [noun for noun in LEXICON if noun.endswith("ة") and len(noun.split()) == 1]
)
def test_the_toml_for_an_unknown_feminine_noun_has_its_regular_forms(noun: str) -> None:
    import tomllib

    with pytest.raises(ExpressionError) as caught:
        Lexicon({})[noun]
    declared = tomllib.loads(str(caught.value.findings[0].values["toml"]))["nouns"][noun]
    forms = LEXICON[noun]
    assert (declared["dual"], declared["dual_oblique"]) == (forms.dual, forms.dual_oblique)
    assert (declared["accusative"], declared["gender"]) == (forms.accusative, forms.gender)


def test_the_lexicon_is_sound() -> None:
    assert len(LEXICON) >= 60
    for noun in LEXICON:
        forms = LEXICON[noun]
        assert forms.singular == noun
        words = (forms.singular, forms.dual, forms.dual_oblique, forms.plural, forms.accusative)
        assert all(word and word == word.strip() for word in words)
        assert not any("\u064b" <= character <= "\u0652" for character in "".join(words))
        if " " not in noun:
            assert forms.dual.endswith(("ان", "آن")), noun
            assert forms.dual_oblique.endswith("ين"), noun
            bare = forms.singular.endswith(("ة", "اء", "أ", "ى"))
            assert forms.accusative == (noun if bare else noun + "ا"), noun
        assert (noun.endswith("ة") and noun != "خليفة") <= (forms.gender == "feminine"), noun
