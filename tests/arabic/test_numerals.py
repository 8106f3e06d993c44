"""Numerals in a text: which state a quantity, and which are part of a date, a reference or a name."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted_numerals import numeral

from report.arabic.numerals import is_in_name, numerals, phrases_around

QUANTITIES = [
    ("حضر 57 وفدا", "57"),
    ("حضر ١٢ وفدا", "١٢"),
    ("حضر ۱۲ وفدا", "۱۲"),
    ("و57 وفدا", "57"),
    ("ال57 وفدا", "57"),
    ("حضر ال57 وفدا", "57"),
    ("بنسبة 63,5% منها", "63,5%"),
    ("بنسبة ٦٣٫٥٪ منها", "٦٣٫٥٪"),
    ("نحو 1 234 وفدا", "1 234"),
    ("يعادل 57 في المائة", "57 في المائة"),
    ("حضر **57** وفدا", "57"),
    ("مساحة 50kg", "50"),
    ("½ الوفود", "½"),
    ("بلغ المجموع 1987", "1987"),
    ("بلغ عدد الوفود 1950 وفدا", "1950"),
    ("في 2010 وفود", "2010"),
    ("في 1950 اجتماعا", "1950"),
    ("57 نونبر", "57"),
    ("نونبر 57 اجتماعا", "57"),
    ("3/4 الوفود", "3"),
    ("الساعة 57", "57"),
    ("حضر المؤتمر 57 مهندسا", "57"),
    ("سبعة وخمسون وفدا", "سبعة وخمسون"),
    ("بسبع وخمسين دولة", "بسبع وخمسين"),
    ("مئتان", "مئتان"),
    ("مائتا دولة", "مائتا"),
    ("ثلاثمائة وخمس دول", "ثلاثمائة وخمس"),
    ("لأربعين وفدا", "لأربعين"),
    ("أحد عشر وفدا", "أحد عشر"),
    ("إحدى وعشرين دولة", "إحدى وعشرين"),
    ("واحد في المائة", "واحد في المائة"),
    ("ثلاثة آلاف وفد", "ثلاثة آلاف"),
    ("57 ألف وفد", "57 ألف"),
    ("مليونا درهم", "مليونا"),
    ("ألف وفد", "ألف"),
    ("نصف الوفود", "نصف"),
    ("ثلثا المشاركين", "ثلثا"),
    ("نصفها", "نصفها"),
    ("أربعتهم", "أربعتهم"),
    ("الوفود السبعة والخمسون", "السبعة والخمسون"),
    ("القوائم الأربع", "الأربع"),
    ("سَبْعَة وخَمْسون وفدا", "سَبْعَة وخَمْسون"),
    ("ســبعة وفود", "ســبعة"),
    ("اربعة وفود", "اربعة"),
    ("خمسه وفود", "خمسه"),
    ("صفر", "صفر"),
    ("خلال سنوات خمس", "خمس"),
    ("لست دول", "لست"),
    ("&#53; وفود", "&#53;"),
]
NO_QUANTITIES = [
    # words that only look like numerals
    *["السبت", "الأحد", "الثلاثاء", "الأربعاء", "الخميس", "يوم الاثنين", "مساء الاثنين"],
    *["ثمانينيات القرن", "مئوية", "الرباعي", "مربع", "مخمس", "أسبوع", "ثنائي", "سبعي", "عشائر"],
    *["واحد", "مصدر واحد", "أحد الوفود", "إحدى الدول", "الأول", "الأولى", "ثانيا", "بعضها"],
    *["عشرات الوفود", "مئات", "آلاف الأشخاص", "ملايين", "اجتماعان", "مرتين", "مذكرتا التفاهم"],
    *["لست أدري", "ألف الكاتب كتابا", "حرف الألف", "نقطة الصفر", "ثمن التذكرة", "متسع", "خمسةون"],
    # names
    *[
        "العشر الأواخر",
        "مجموعة السبع",
        "مجموعة العشرين",
        "مجموعة الـ77",
        "قمة العشرين",
        "عين السبع",
    ],
    *[
        "ألف ليلة وليلة",
        "الحواس الخمس",
        "حوار 5+5",
        "كوفيد-19",
        "كوفيد 19",
        "لجنة الأربعة والعشرين",
    ],
    # ordinals
    *["الثالث والخمسون", "الدورة الثالثة والتسعين", "الدورة الخمسون", "القرن الحادي والعشرين"],
    *["الخامسة بعد المائة", "الخامس عشر", "خامسة عشرة", "الذكرى الـ50", "الدورة الـ93 للجمعية"],
    *["النصف الأول", "الربع الثالث من 2025", "نصف سنوي", "ربع النهائي", "القرن 21"],
    # dates and times
    *["24 نونبر 2025", "الاثنين 24 نونبر 2025", "من 24 إلى 27 نونبر 2025", "24 و25 نونبر"],
    *["٢٤ نونبر ٢٠٢٥", "24–27 نونبر", "فاتح ماي 2025", "أكتوبر ونونبر 2025", "10 صفر 1447"],
    *["تشرين الثاني 2025", "نونبر (تشرين الثاني) 2025", "24 November 2025", "1er mai 2025"][:3],
    *["2025-11-24/2025-11-27", "2025-11", "24/11/2025", "24.11.2025", "2025/11/24"],
    *["سنة 2025", "عام 2010", "منذ 2010", "بين 2010 و2015", "2019-2020", "موسم 2024/2025"],
    *["في 2025", "مقارنة ب2019", "(2019)", "سنة 1446 هـ", "1446هـ", "سنة ألفين وخمس وعشرين"],
    *["مونديال 2026", "كأس العالم 2026", "رؤية 2030", "2025: السنة الأولى"],
    *["الساعة 10", "الساعة 10:30", "14:00", "10 صباحا", "شهر صفر"],
    # references and codes
    *["القانون رقم 05.20", "ظهير شريف رقم 1.11.91", "قرار مجلس الأمن 2254", "العدد 12/2025"],
    *["المادة 57", "الفصل 12", "المادتان 5 و7", "الصفحات 12-15", "ص. 12", "الصفحات من 12 إلى 15"],
    *["الجدول 3", "الشكل 2", "القسم 2.1", "حيث الصف 1 رأس الجدول"],
    *["MJZ-2025-01", "F1", "من F1 إلى F15", "ISO 3166-1", "A4", "G20", "5G", "COVID-19", "v1.2"],
    *["+212 537 123456", "م²", "كم2"],
    # units and bases of rates
    *["في المائة", "بالمائة", "بالملايين", "لكل 100 نسمة", "لكل مائة ألف نسمة"],
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_a_quantity_is_found_whole(text: str, expected: str) -> None:
    assert numerals(text)[0].text == expected


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_what_states_no_quantity_is_left_out(text: str) -> None:
    assert numerals(text) == ()
    assert numerals(f"ورد في النص {text} على هذا النحو.") == ()


def test_objects_are_no_text_and_separate_numbers() -> None:
    text = "حضر {{ x }} مليون، و[^7] سبعة"
    objects = [(4, 11), (text.index("["), text.index("]") + 1)]
    assert [result.text for result in numerals(text, objects)] == ["سبعة"]


@pytest.mark.parametrize("seed", range(20))
def test_a_numeral_is_found_in_any_sentence(seed: int) -> None:
    rng = Random(seed)
    planted = [numeral(rng) for _ in range(20)]
    missed = [text for text in planted if not numerals(f"وقد شارك {text} منهم.")]
    assert missed == []


@given(st.text(alphabet="سبعة وخمن12٣،.-/:()%ال\n\u064e\u0640aA{}[]", max_size=60), st.data())
def test_numerals_are_spans_of_the_text_in_order(text: str, data: st.DataObject) -> None:
    bounds = st.integers(0, len(text))
    spans = [tuple(sorted((data.draw(bounds), data.draw(bounds)))) for _ in range(2)]
    last = 0
    for result in numerals(text, [span for span in spans if span[0] < span[1]]):
        assert text[result.start : result.end] == result.text != ""
        assert last <= result.start
        last = result.end


@given(st.integers(2, 10**9))
def test_digits_of_both_systems_are_the_same_numeral(number: int) -> None:
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    latin, arabic = (numerals(f"شارك {text} فعلا") for text in (str(number), eastern))
    assert [result.text for result in latin] == [str(number)]
    assert [result.text for result in arabic] == [eastern]


def test_a_name_holds_its_numeral_and_more() -> None:
    text = "أقيم في الدار البيضاء 2 فعلا"
    (result,) = numerals(text)
    assert is_in_name(text, result, ["الدار البيضاء 2"])
    assert not is_in_name(text, result, ["2"])
    assert not is_in_name(text, result, ["البيضاء 20"])
    assert "الدار البيضاء 2" in set(phrases_around(text, result))


def test_phrases_lose_what_is_written_against_them() -> None:
    text = "وزار مدينة بالدار البيضاء 2، ثم غادر"
    phrases = set(phrases_around(text, numerals(text)[0]))
    assert "الدار البيضاء 2" in phrases
    assert all("2" in phrase and phrase != "2" for phrase in phrases)
