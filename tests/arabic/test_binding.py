"""Which words a line's end does not part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.arabic import bind

WORDS = st.lists(
    st.sampled_from(
        ["43", "٤٣", "81%", "اجتماعا", "في", "و", "أ", "INTERPOL", "القسم", "2025", "منه.", "«نص»", "رقم", "", "\n"]
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("بلغ 43 اجتماعا في 5 مناطق", "بلغ 43~اجتماعا في 5~مناطق"),
        ("بلغ ٤٣ اجتماعا و1.234 وفدا", "بلغ ٤٣~اجتماعا و1.234~وفدا"),
        ("من 24 إلى 27 نونبر 2025 بطلب", "من 24 إلى 27~نونبر 2025 بطلب"),
        ("انظر القسم 6 من الموجز والجدول 3 بعده", "انظر القسم~6 من الموجز والجدول~3 بعده"),
        ("المادة 3 فقرات", "المادة~3 فقرات"),
        ("يورد الملحق ب بياناتهما", "يورد الملحق~ب بياناتهما"),
        ("المنظمة و INTERPOL", "المنظمة و~INTERPOL"),
        ("(أ البند الأول", "(أ~البند الأول"),
        ("35 منها بين 8 و13 من المجموع", "35 منها بين 8 و13 من المجموع"),
        ("المعلن في كل منطقة", "المعلن في كل منطقة"),
    ],
)
def test_what_stays_together(text: str, bound: str) -> None:
    assert bind(text).replace("\u00a0", "~") == bound


def test_a_paragraph_does_not_end_on_a_short_word_alone() -> None:
    assert bind("لا يحسم بين الوجهين منه.", last=True).endswith("الوجهين\u00a0منه.")
    assert bind("لا يحسم بين الوجهين منه.") == "لا يحسم بين الوجهين منه."
    assert bind("الشرطة الإثيوبية بلا تاريخ مذكور.", last=True) == "الشرطة الإثيوبية بلا تاريخ مذكور."


def test_in_a_heading_a_particle_stays_with_its_word() -> None:
    assert bind("المعلن والمسمى في كل منطقة من المناطق", heading=True).replace("\u00a0", "~") == (
        "المعلن والمسمى في~كل~منطقة من~المناطق"
    )


@given(WORDS, st.booleans(), st.booleans())
def test_only_spaces_change_and_once(text: str, last: bool, heading: bool) -> None:
    bound = bind(text, last=last, heading=heading)
    assert bound.replace("\u00a0", " ") == text
    assert bind(bound, last=last, heading=heading) == bound
