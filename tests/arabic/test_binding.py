"""Which words a line's end does not part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import bind, drop_soft_hyphens

WORDS = st.lists(
    st.sampled_from(
        [
            "43",
            "٤٣",
            "81%",
            "234",
            "+212",
            "5–7",
            "–",
            "إلى",
            "من",
            "km²",
            "mm/h",
            "اجتماعا",
            "في",
            "و",
            "أ",
            "INTERPOL",
            "القسم",
            "2025",
            "منه.",
            "«نص»",
            "رقم",
            "",
            "\n",
        ]
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("بلغ 43 اجتماعا في 5 مناطق", "بلغ 43~اجتماعا في 5~مناطق"),
        ("بلغ ٤٣ اجتماعا و1.234 وفدا", "بلغ ٤٣~اجتماعا و1.234~وفدا"),
        ("من 24 إلى 27 نونبر 2025 بطلب", "من~24~إلى~27~نونبر 2025 بطلب"),
        ("انظر القسم 6 من الموجز والجدول 3 بعده", "انظر القسم~6 من الموجز والجدول~3 بعده"),
        ("المادة 3 فقرات", "المادة~3 فقرات"),
        ("يورد الملحق ب بياناتهما", "يورد الملحق~ب بياناتهما"),
        ("المنظمة و INTERPOL", "المنظمة و~INTERPOL"),
        ("(أ البند الأول", "(أ~البند الأول"),
        (
            "المبلغ 1 234 567 درهما، والهاتف +212 5 37 12 34 56 مساء",
            "المبلغ 1~234~567~درهما، والهاتف +212~5~37~12~34~56~مساء",
        ),
        ("المبلغ ١ ٢٣٤ درهما والهاتف ٠٥ ٣٧ ١٢ ٣٤", "المبلغ ١~٢٣٤~درهما والهاتف ٠٥~٣٧~١٢~٣٤"),
        ("الهاتف 0537 12 34 56 أو 05 37 12 34 56", "الهاتف 0537~12~34~56 أو 05~37~12~34~56"),
        ("تساقط 120 mm/h على 24 km² بنسبة 5 %", "تساقط 120~mm/h على 24~km² بنسبة 5~%"),
        ("صبيب 3,5 m³/s و10⁶ kg", "صبيب 3,5~m³/s و10⁶~kg"),
        ("سنة 2025 INTERPOL", "سنة~2025 INTERPOL"),
        ("من 5% إلى 7,5% تقريبا", "من~5%~إلى~7,5%~تقريبا"),
        ("الفترة 24 - 27 و24 – 27 و10:30–12:00", "الفترة 24~-+~27 و24~–+~27 و10:30–+12:00"),
        ("سنة 2024 100", "سنة~2024 100"),
        ("35 منها بين 8 و13 من المجموع", "35 منها بين 8 و13 من المجموع"),
        ("المعلن في كل منطقة", "المعلن في كل منطقة"),
    ],
)
def test_what_stays_together(text: str, bound: str) -> None:
    assert bind(text).replace("\u00a0", "~").replace("\u2060", "+") == bound


def test_a_paragraph_does_not_end_on_a_short_word_alone() -> None:
    assert bind("لا يحسم بين الوجهين منه.", last=True).endswith("الوجهين\u00a0منه.")
    assert bind("لا يحسم بين الوجهين منه.") == "لا يحسم بين الوجهين منه."
    assert bind("الشرطة الإثيوبية بلا تاريخ مذكور.", last=True).endswith("تاريخ\u00a0مذكور.")
    assert bind("بطلب من الوفود المشاركة.", last=True) == "بطلب من الوفود المشاركة."


def test_in_a_heading_a_particle_stays_with_its_word() -> None:
    assert bind("المعلن والمسمى في كل منطقة من المناطق", heading=True).replace("\u00a0", "~") == (
        "المعلن والمسمى في~كل~منطقة من~المناطق"
    )


@given(WORDS, st.booleans(), st.booleans())
def test_only_spaces_change_and_once(text: str, last: bool, heading: bool) -> None:
    bound = bind(text, last=last, heading=heading)
    assert bound.replace("\u00a0", " ").replace("\u2060", "") == text
    assert bind(bound, last=last, heading=heading) == bound


def test_arabic_words_lose_their_soft_hyphens_and_latin_ones_keep_them() -> None:
    assert drop_soft_hyphens("الاست\u00adراتيجية Anti\u00adconstitution و\u00adA") == (
        "الاستراتيجية Anti\u00adconstitution وA"
    )
