"""The first brief: every fact of its source is found in the PDF's text, and nothing in it comes from elsewhere."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from report.archive.verify.container import fonts_of
from report.building import compose

BRIEF = Path(__file__).parents[2] / "data" / "marrakech-2025"

#: Each fact as it must be found, spaces aside: written from the source, not from the brief.
FACTS = {
    "F1": ["الجمعية العامة", "الإنتربول", "مراكش", "من 24 إلى 27 نونبر 2025"],
    "F2": ["المدير العام للأمن الوطني ومراقبة التراب الوطني", "عبد اللطيف حموشي", "DGSN", "DGST"],
    "F3": ["ثلاثة وأربعين اجتماعا", "43 اجتماعا", "لطلب الوفود", "رؤساء وفود الدول", "غير مسماة"],
    "F4": [
        "تقييم",
        "تطوير الشراكات",
        "الجريمة المنظمة",
        "الإرهاب",
        "الجريمة السيبرانية",
        "حفظ النظام العام",
    ],
    "F5": [
        "ألمانيا",
        "إسبانيا",
        "إيطاليا",
        "بولونيا",
        "روسيا",
        "السويد",
        "الدانمارك",
        "صربيا",
        "سلوفاكيا",
    ],
    "F6": [
        *[
            "بنين",
            "موريتانيا",
            "بوركينافاسو",
            "مالي",
            "السينغال",
            "النيجر",
            "الغابون",
            "كينيا",
            "الموزمبيق",
        ],
        "التعاون جنوب-جنوب",
        "الجريمة العابرة للحدود",
    ],
    "F7": ["الأرجنتين", "الشيلي", "البهاماس", "البرازيل"],
    "F8": ["الهند", "تركيا", "البحرين", "الكويت", "ماليزيا", "اليمن", "الصين", "كوريا الجنوبية"],
    "F9": ["الأمين العام لمنظمة الإنتربول", "اللجنة التنفيذية", "منظمات إقليمية ودولية"],
    "F10": [
        "الأمين العام لمجلس وزراء الداخلية العرب",
        "برامج التكوين الأمني",
        "التنسيق العربي المشترك",
    ],
    "F11": ["الدكتور عبد المجيد البنيان", "رئيس جامعة نايف العربية للعلوم الأمنية"],
    "F12": [
        "فيصل شهكار",
        "رئيس جهاز الشرطة",
        "دعم وحدات الشرطة الأممية",
        "نيويورك",
        "بعثات حفظ السلام",
    ],
    "F13": [
        "المنتدى الاقتصادي العالمي",
        "تال غولدشتين",
        "أمن المعلوميات",
        "محاربة الجريمة السيبرانية",
    ],
    "F14": ["الشرطة الوطنية النرويجية", "مكافحة الجريمة العابرة للحدود"],
    "F15": [
        "الشرطة الفيدرالية الإثيوبية",
        "التكوين",
        "الدعم التقني والاستعلاماتي",
        "الجريمة المنظمة والعنيفة",
    ],
}


@pytest.fixture(scope="session")
def texts(first_brief_pdf: bytes) -> list[str]:
    """The text of each page as pdfium extracts it, bare of white space and stops: pdfium moves these in mixed lines."""
    document = pypdfium2.PdfDocument(first_brief_pdf)
    page_texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [_bare(text) for text in page_texts]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe.,:،؛()«»-]+", "", text)


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_in_the_text(fact: str, texts: list[str]) -> None:
    whole = "".join(texts)
    assert [phrase for phrase in FACTS[fact] if _bare(phrase) not in whole] == []


def test_it_has_14_to_20_pages(texts: list[str]) -> None:
    assert 14 <= len(texts) <= 20


def test_only_the_fonts_of_the_house(first_brief_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(first_brief_pdf)) as pdf:
        families = {font.replace("-", "").lower() for font in fonts_of(pdf)}
    assert families
    assert all(name.startswith(("amiri", "ibmplexsansarabic")) for name in families), families


def test_every_page_has_the_marking(texts: list[str]) -> None:
    assert [
        number for number, text in enumerate(texts, 1) if _bare("للاستعمال الرسمي") not in text
    ] == []


def test_the_summary_is_one_page(texts: list[str]) -> None:
    pages = [
        number for number, text in enumerate(texts, 1) if text.count(_bare("خلاصة تنفيذية")) >= 2
    ]
    assert pages == [3]


def test_page_numbers_count_to_the_last(texts: list[str]) -> None:
    last = len(texts)
    assert all(f"{number}من{last}" in text for number, text in enumerate(texts, 1) if number > 1)


def test_tables_on_a_second_page_say_so(texts: list[str]) -> None:
    """The register, the measures and the names run over a page; the short tables do not."""
    marked = {
        number: re.findall(r"الجدول(\d+)تابع", text)
        for number, text in enumerate(texts, 1)
        if "تابع" in text
    }
    assert list(marked.values()) == [["6"], ["8"], ["9"]]


def test_declared_and_named_are_shown_openly(texts: list[str]) -> None:
    whole = "".join(texts)
    for phrase in ("المجموع المعلن 43، والمسمى من الدول والمنظمات 35", "8 اجتماعات", "13 اجتماعا"):
        assert _bare(phrase) in whole, phrase


def test_no_sentence_of_the_source_is_copied(texts: list[str]) -> None:
    """No run of nine words of the article is in the prose of the brief."""
    article = BRIEF.parents[2] / "shared" / "first-brief" / "source-article-ar.txt"
    if not article.is_file():
        pytest.skip("../shared is not beside this checkout")
    prose = " ".join(_words("\n".join(path.read_text("utf-8") for path in BRIEF.glob("text/*.md"))))
    words = _words(article.read_text("utf-8"))
    runs = [" ".join(words[start : start + 9]) for start in range(len(words) - 8)]
    assert [run for run in runs if run in prose] == []


def _words(text: str) -> list[str]:
    """Return the words of a text, each proper name and title, which cannot be said otherwise, as one word."""
    names = [
        row[0] for row in csv.reader((BRIEF / "names.csv").read_text("utf-8").splitlines()[1:])
    ]
    titles = [
        "المدير العام للأمن الوطني ومراقبة التراب الوطني",
        "الأمين العام",
        "رئيس جامعة نايف العربية للعلوم الأمنية",
    ]
    for name in sorted([*names, *titles], key=len, reverse=True):
        text = text.replace(name, name.replace(" ", ""))
    return re.findall(r"[ء-ي0-9]+", text)


def test_every_page_looks_as_it_did(
    first_brief_pdf: bytes, golden: Callable[[bytes | Path, str], None]
) -> None:
    golden(first_brief_pdf, "marrakech-2025")


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(BRIEF, folder / "brief"))


def test_one_row_less_changes_prose_chart_table_and_appendix(tmp_path: Path) -> None:
    earlier, folder = compose(BRIEF).html, _copy(tmp_path)
    table = folder / "meetings.csv"
    rows = list(csv.reader(table.read_text("utf-8").splitlines()))
    remaining = [row for row in rows if row[1] != "صربيا"]
    assert len(remaining) == len(rows) - 1
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(remaining)
    later = compose(folder).html
    for old, new in (
        ("سُمي 9 وفود: ألمانيا", "سُمي 8 وفود: ألمانيا"),  # prose
        ("القيم: أوروبا: 9", "القيم: أوروبا: 8"),  # the chart's alternative text
        (
            '<td class="number">5</td><td class="number">35</td>',
            '<td class="number">5</td><td class="number">34</td>',
        ),
        ("الأطراف المسماة: 2–31", "الأطراف المسماة: 2–30"),  # the appendix of measures
    ):
        assert _plain(old) in _plain(earlier), old
        assert _plain(old) not in _plain(later), old
        assert _plain(new) in _plain(later), new
    assert "صربيا" not in later.replace("Serbia", "").split('id="appendix-5"')[0]


def _plain(html: str) -> str:
    """Return HTML without the elements that only set direction or mark a place, its no-break spaces as spaces."""
    bare = re.sub(
        r"</?bdi[^>]*>|<span id=[^>]*></span>|[\u2060\u2066-\u2069\u200e\u200f]", "", html
    )
    return bare.replace("\u00a0", " ")
