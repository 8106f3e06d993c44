"""Definite counted nouns, the construct state, verbs that agree, subjects: by hand and by rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import Case, Gender, Lexicon, cardinal, counted
from report.arabic.definite import (
    construct,
    definite,
    definite_cardinal,
    definite_plural,
    plural_in,
)
from report.arabic.subjects import number_of, subject_of
from report.arabic.verbs import none_of, verb_for

LEXICON = Lexicon.shipped()
MEETING, STATE, OFFICIAL, MEMO = (LEXICON[noun] for noun in ("اجتماع", "دولة", "مسؤول", "مذكرة"))

#: Number, masculine in the nominative and the genitive, feminine in both: checked by hand against the grammars
#: that docs/arabic.md names.
BY_HAND = [
    (3, "الثلاثة", "الثلاثة", "الثلاث", "الثلاث"),
    (4, "الأربعة", "الأربعة", "الأربع", "الأربع"),
    (8, "الثمانية", "الثمانية", "الثماني", "الثماني"),
    (10, "العشرة", "العشرة", "العشر", "العشر"),
    (11, "الأحد عشر", "الأحد عشر", "الإحدى عشرة", "الإحدى عشرة"),
    (12, "الاثنا عشر", "الاثني عشر", "الاثنتا عشرة", "الاثنتي عشرة"),
    (13, "الثلاثة عشر", "الثلاثة عشر", "الثلاث عشرة", "الثلاث عشرة"),
    (18, "الثمانية عشر", "الثمانية عشر", "الثماني عشرة", "الثماني عشرة"),
    (20, "العشرون", "العشرين", "العشرون", "العشرين"),
    (21, "الواحد والعشرون", "الواحد والعشرين", "الإحدى والعشرون", "الإحدى والعشرين"),
    (22, "الاثنان والعشرون", "الاثنين والعشرين", "الاثنتان والعشرون", "الاثنتين والعشرين"),
    (28, "الثمانية والعشرون", "الثمانية والعشرين", "الثماني والعشرون", "الثماني والعشرين"),
    (43, "الثلاثة والأربعون", "الثلاثة والأربعين", "الثلاث والأربعون", "الثلاث والأربعين"),
    (100, "المائة", "المائة", "المائة", "المائة"),
    (101, "المائة والواحد", "المائة والواحد", "المائة والواحدة", "المائة والواحدة"),
    (115, "المائة والخمسة عشر", "المائة والخمسة عشر", "المائة والخمس عشرة", "المائة والخمس عشرة"),
    (200, "المائتان", "المائتين", "المائتان", "المائتين"),
    (300, "الثلاثمائة", "الثلاثمائة", "الثلاثمائة", "الثلاثمائة"),
    (1000, "الألف", "الألف", "الألف", "الألف"),
    (2000, "الألفان", "الألفين", "الألفان", "الألفين"),
    (3000, "الثلاثة آلاف", "الثلاثة آلاف", "الثلاثة آلاف", "الثلاثة آلاف"),
    (11000, "الأحد عشر ألفا", "الأحد عشر ألفا", "الأحد عشر ألفا", "الأحد عشر ألفا"),
    (1_000_000, "المليون", "المليون", "المليون", "المليون"),
]  # fmt: skip
ENDS: tuple[tuple[Case, Gender], ...] = (
    ("nom", "masculine"), ("obl", "masculine"), ("nom", "feminine"), ("obl", "feminine"),
)  # fmt: skip


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: str(row[0]))
def test_definite_numbers_are_those_checked_by_hand(row: tuple[int, str, str, str, str]) -> None:
    number, *expected = row
    nouns = {"masculine": MEETING, "feminine": STATE}
    shown = [definite_cardinal(number, nouns[gender], case) for case, gender in ENDS]
    assert shown == expected
    assert definite_cardinal(number, MEETING, "acc") == expected[1]


#: Units, teens and tens as the rule has them, written out here again; the product of them is 11 to 99.
UNITS = {
    "masculine": ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"],
    "feminine": ["إحدى", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"],
}
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]


@pytest.mark.parametrize("gender", ["masculine", "feminine"])
@pytest.mark.parametrize("case", ["nom", "obl"])
@pytest.mark.parametrize("number", range(21, 100))
def test_both_parts_of_a_compound_take_the_article(number: int, gender: Gender, case: Case) -> None:
    tens, unit = divmod(number, 10)
    ten = TENS[tens - 2]
    ten = ten if case == "nom" else ten.removesuffix("ون") + "ين"
    words = f"ال{ten}"
    if unit:
        unit_word = UNITS[gender][unit - 1]
        unit_word = (
            unit_word.removesuffix("ان") + "ين" if unit == 2 and case == "obl" else unit_word
        )
        words = f"ال{unit_word} و{words}"
    noun = MEETING if gender == "masculine" else STATE
    assert definite_cardinal(number, noun, case) == words


@given(
    number=st.integers(3, 10**6), is_feminine=st.booleans(), case=st.sampled_from(["nom", "obl"])
)
def test_the_article_is_all_that_is_added(number: int, is_feminine: bool, case: Case) -> None:
    forms = STATE if is_feminine else MEETING
    shown = definite_cardinal(number, forms, case)
    pieces = shown.split(" و")
    assert all(piece.startswith("ال") for piece in pieces)
    bare = " و".join(piece.removeprefix("ال") for piece in pieces)
    indefinite = cardinal(number, forms.gender, case)
    assert bare in (indefinite, indefinite.replace("ثمان و", "ثماني و"), indefinite + "ي")


@pytest.mark.parametrize(
    ("number", "forms", "case", "expected"),
    [
        (0, MEETING, "nom", "لا اجتماعات"),
        (1, MEETING, "nom", "الاجتماع الواحد"),
        (1, STATE, "obl", "الدولة الواحدة"),
        (2, MEETING, "nom", "الاجتماعان"),
        (2, STATE, "obl", "الدولتين"),
        (3, STATE, "nom", "الدول الثلاث"),
        (8, STATE, "acc", "الدول الثماني"),
        (5, OFFICIAL, "nom", "المسؤولون الخمسة"),
        (5, OFFICIAL, "obl", "المسؤولين الخمسة"),
        (43, MEETING, "nom", "الاجتماعات الثلاثة والأربعون"),
        (43, MEETING, "acc", "الاجتماعات الثلاثة والأربعين"),
        (4, LEXICON["ثانية"], "nom", "الثواني الأربع"),
        (3, LEXICON["امرأة"], "nom", "النساء الثلاث"),
        (1, LEXICON["امرأة"], "nom", "المرأة الواحدة"),
    ],
)
def test_a_definite_noun_with_its_number(
    number: int, forms: object, case: Case, expected: str
) -> None:
    assert definite(number, forms, case) == expected  # type: ignore[arg-type]


def test_a_definite_noun_in_digits_and_before_another_noun() -> None:
    assert definite(43, MEETING, form="digits") == "الاجتماعات الـ43"
    assert definite(1, MEETING, form="digits") == "الاجتماع الواحد"
    assert definite(3, MEMO, genitive="تفاهم") == "مذكرات التفاهم الثلاث"
    assert definite(2, MEMO, "obl", genitive="تفاهم") == "مذكرتي التفاهم"
    assert definite(3, OFFICIAL, genitive="أمن") == "مسؤولو الأمن الثلاثة"


@pytest.mark.parametrize("noun", list(LEXICON))
def test_every_noun_of_the_lexicon_has_a_definite_plural(noun: str) -> None:
    forms = LEXICON[noun]
    assert definite_plural(forms).startswith("ال")
    assert definite_plural(forms).removeprefix("ال")[:2] == forms.plural[:2]
    is_sound = forms.plural == noun + "ين"
    assert (plural_in(forms, "nom") == noun + "ون") == is_sound


@pytest.mark.parametrize(
    ("noun", "genitive", "number", "case", "form", "expected"),
    [
        ("مذكرة", "تفاهم", 1, "nom", "digits", "مذكرة تفاهم واحدة"),
        ("مذكرة", "تفاهم", 2, "nom", "digits", "مذكرتا تفاهم"),
        ("مذكرة", "تفاهم", 2, "obl", "digits", "مذكرتي تفاهم"),
        ("مذكرة", "تفاهم", 3, "nom", "words", "ثلاث مذكرات تفاهم"),
        ("مذكرة", "تفاهم", 43, "nom", "digits", "43 مذكرة تفاهم"),
        ("اجتماع", "عمل", 43, "nom", "digits", "43 اجتماع عمل"),
        ("اجتماع", "عمل", 2, "acc", "digits", "اجتماعي عمل"),
        ("مسؤول", "أمن", 3, "nom", "digits", "3 مسؤولي أمن"),
        ("ثانية", "تأخر", 5, "nom", "digits", "5 ثواني تأخر"),
        ("مذكرة", "تفاهم", 102, "nom", "words", "مائة مذكرة تفاهم ومذكرتا تفاهم"),
    ],
)
def test_the_construct_state(
    noun: str, genitive: str, number: int, case: Case, form: str, expected: str
) -> None:
    lexicon = LEXICON.with_forms({"x": construct(LEXICON[noun], genitive)})
    assert counted(number, "x", lexicon=lexicon, case=case, form=form) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("noun", list(LEXICON))
def test_no_tanwin_and_no_nun_before_a_genitive(noun: str) -> None:
    forms, built = LEXICON[noun], construct(LEXICON[noun], "س")
    assert built.accusative == built.singular == f"{forms.singular} س"
    assert not built.dual.removesuffix(" س").endswith("ان")
    assert not built.dual_oblique.removesuffix(" س").endswith("ين")


@pytest.mark.parametrize(
    ("verb", "feminine"),
    [
        ("سُجّل", "سُجّلت"), ("ارتفع", "ارتفعت"), ("عُقد", "عُقدت"), ("تم", "تمت"), ("جرى", "جرت"),
        ("دعا", "دعت"), ("أُجري", "أُجريت"), ("بلغ", "بلغت"), ("يبلغ", "تبلغ"), ("يُسجَّل", "تُسجَّل"),
        ("أعطى", "أعطت"), ("يسر", "يسرت"),
    ],
)  # fmt: skip
def test_verbs_agree(verb: str, feminine: str) -> None:
    assert (verb_for(verb, "masculine"), verb_for(verb, "feminine")) == (verb, feminine)


def test_a_verb_of_nothing_is_denied() -> None:
    assert none_of("سُجّل", LEXICON["هجوم"]) == "لم يُسجَّل أي هجوم"
    assert none_of("عُقد", LEXICON["جلسة"]) == "لم تُعقد أية جلسة"
    assert none_of("جرى", LEXICON["جلسة"]) == "لم تجر أية جلسة"
    assert none_of("استوفد", LEXICON["جلسة"]) is None


@pytest.mark.parametrize(
    ("label", "text", "gender"),
    [
        ("الهجمات", "الهجمات", "feminine"),
        ("الحوادث", "الحوادث", "feminine"),
        ("نسبة التغطية", "نسبة التغطية", "feminine"),
        ("متوسط الأداء", "متوسط الأداء", "masculine"),
        ("عدد الدول", "عدد الدول", "masculine"),
        ("القتلى لكل هجوم", "المؤشر «القتلى لكل هجوم»", "masculine"),
        ("CO2", "المؤشر «CO2»", "masculine"),
    ],
)
def test_a_label_is_the_subject_where_its_gender_is_known(
    label: str, text: str, gender: Gender
) -> None:
    subject = subject_of(label, LEXICON)
    assert (subject.text, subject.gender) == (text, gender)


def test_a_counted_noun_gives_its_number_as_subject() -> None:
    assert number_of("هجوم", LEXICON).text == "عدد الهجومات"
    assert number_of("مسؤول", LEXICON).text == "عدد المسؤولين"
    assert number_of("هجوم", LEXICON, "الهجمات المميتة").text == "عدد الهجمات المميتة"
    assert number_of("هجوم", LEXICON, "مجموع الهجمات").text == "مجموع الهجمات"
    assert number_of("هجوم", LEXICON, "هجوم").text == "عدد الهجومات"
    assert number_of("مسؤول", LEXICON, "المسؤولون الكبار").text == "عدد المسؤولين الكبار"
