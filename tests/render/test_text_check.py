"""The text check fails where a word is lost, and only there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup, escape
from properties import one_in

from report.arabic import isolate, isolate_plain
from report.errors import RenderError
from report.render import DrawnText, RenderedPdf, check_text, codes, text_check
from report.render.text_check import words

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

Set = Callable[..., RenderedPdf]


def test_a_broken_mapping_is_seen(set_body: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    true = codes._to_unicode
    monkeypatch.setattr(
        codes,
        "_to_unicode",
        lambda texts, first: true(["ض" if text == "ق" else text for text in texts], first),
    )
    with pytest.raises(RenderError) as caught:
        set_body("<p>كلمة سليمة</p><p style='break-before:page'>كلمة القانون</p>")
    (finding,) = caught.value.findings
    assert finding.rule == "text-lost"
    assert finding.values == {"word": "القانون", "font": "Amiri-Regular"}
    assert finding.where.page == 2


def test_a_lost_invisible_glyph_is_seen(set_body: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    true = codes._to_unicode
    monkeypatch.setattr(
        codes,
        "_to_unicode",
        lambda texts, first: true(["" if text == "ل" else text for text in texts], first),
    )
    with pytest.raises(RenderError) as caught:
        set_body("<p>لا</p>")
    assert caught.value.findings[0].values["word"] == "لا"


def test_generated_text_is_gated_too(set_body: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    true = codes._to_unicode
    monkeypatch.setattr(
        codes,
        "_to_unicode",
        lambda texts, first: true(["x" if text == "ح" else text for text in texts], first),
    )
    with pytest.raises(RenderError) as caught:
        set_body("<p>كلمة</p>", css='@page{@bottom-center{content:"الصفحة"}}')
    assert caught.value.findings[0].values["word"] == "الصفحة"


def test_the_gate_asks_the_page_that_the_word_is_on(set_body: Set) -> None:
    pdf = set_body("<p>أولى</p><p style='break-before:page'>ثانية</p>").data
    check_text(
        pdf, [DrawnText(text="أولى", font="f", page=1), DrawnText(text="ثانية", font="f", page=2)]
    )
    with pytest.raises(RenderError):
        check_text(pdf, [DrawnText(text="أولى", font="f", page=2)])


def test_mixed_lines_pass(set_body: Set) -> None:
    body = (
        '<p>(وقعت) المذكرة «الأولى» مع <bdi dir="ltr">DGSN-2025/43</bdi> [و] <bdi dir="ltr">F5</bdi>، بنسبة '
        '<bdi dir="ltr">12.5%</bdi> سنة 2025؛ هاتف <bdi dir="ltr">+212 537 00 00 00</bdi>.</p>'
    )
    assert set_body(body).pages == 1


def test_words_stand_between_spaces_and_a_code_is_one_word() -> None:
    assert words("«المُتَّبَعَةَ»، (7)\u200f!") == ["«المُتَّبَعَةَ»،", "(7)!"]
    assert words("، 14، 16،") == ["،", "14،", "16،"]
    assert words(" +212 537\u00a000 ") == ["+212 537 00"]
    assert words("\u200f ") == []


@pytest.mark.parametrize(
    "code", ["F9", "MJZ-2025-01", "declared.csv", "A/RES/76-12", "+212 537 00 00 00", "(b) C"]
)
def test_a_code_that_comes_back_in_another_order_is_lost(set_body: Set, code: str) -> None:
    pdf = set_body(f'<p>الرمز <bdi dir="ltr">{code}</bdi> هنا</p>').data
    check_text(pdf, [DrawnText(text=code, font="f", page=1)])
    for second in (code[::-1], f"{code}{code}", code[1:] + code[0]):
        with pytest.raises(RenderError):
            check_text(pdf, [DrawnText(text=second, font="f", page=1)])


def test_one_code_of_one_glyph_is_enough(set_body: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same letter in its other shapes stays right, and with it every other word."""
    true = codes._to_unicode

    def broken(texts: list[str], first: int) -> bytes:
        place = texts.index("ق")
        return true([*texts[:place], "ف", *texts[place + 1 :]], first)

    monkeypatch.setattr(codes, "_to_unicode", broken)
    with pytest.raises(RenderError) as caught:
        set_body("<p>قال حقا وافق</p>")
    (finding,) = caught.value.findings
    assert finding.rule == "text-lost"
    for language in ("en", "ar"):
        message = caught.value.text(language)
        for piece in (finding.values["word"], "Amiri-Regular", "1"):
            assert str(piece) in message


CODES = (
    *(
        "INTERPOL",
        "INTERPOL (ICPO)",
        "(ICPO)",
        "[A]",
        "F9",
        "MJZ-2025-01",
        "5%",
        "43",
        "-5",
        "«INTERPOL»",
        "(5%)",
    ),
    *(
        "43 (F9)",
        "UN/ISO (2025)",
        "C++",
        "A & B",
        "2025-11-24",
        "+212 5 37",
        "a@b.ma",
        "e.g. (a) b",
        "12-18",
        "Q1!",
    ),
    *(
        "20 kg",
        "(43)",
        "10:30",
        "3.2",
        "https://a.example/c?d=1",
        "“A”",
        "A…",
        "½",
        "№ 5",
        "A/B",
        "#7",
        "€5",
        "1.234,5%",
    ),
)
BEFORE = ("حصيلة ", "(", "", "و", "حصيلة: ", "«")
AFTER = (" بنسبة", "، ثم", " (يناير)", ".", ")", "؟", "»", " و43%", " 5")


@pytest.mark.parametrize("way", [isolate, isolate_plain])
@pytest.mark.parametrize("earlier", one_in(6, BEFORE))
def test_a_code_comes_back_between_any_neighbours(
    set_body: Set, way: Callable[[str], str], earlier: str
) -> None:
    lines = []
    for code in CODES:
        for later in AFTER:
            lines.append(way(earlier + code + later))
    body = "".join(f"<p>{line if isinstance(line, Markup) else escape(line)}</p>" for line in lines)
    assert set_body(body, "IBM Plex Sans Arabic").pages > 1


@pytest.mark.parametrize(
    ("text", "read", "lost"),
    [
        ("A:،", "A،:", False),
        ("(A)", "A()", True),
        ("A.", ".A", True),
        ("هذا.»", "هذا».", False),
        ("هذا.»", "ذا».", True),
    ],
)
def test_only_stops_side_by_side_may_change_places(
    text: str, read: str, lost: bool, set_body: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_check, "_read", lambda _document, _page: read)
    pdf = set_body("<p>نص</p>", text_gate=False).data
    line = DrawnText(text=text, font="f", page=1)
    if lost:
        with pytest.raises(RenderError):
            check_text(pdf, [line])
    else:
        check_text(pdf, [line])


@pytest.fixture
def read_pages(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that are read back, from here on."""
    numbers: list[int] = []
    stock = text_check._read

    def counted(document: PdfDocument, number: int) -> str:
        numbers.append(number)
        return stock(document, number)

    monkeypatch.setattr(text_check, "_PASSED", {})
    monkeypatch.setattr(text_check, "_read", counted)
    return numbers


def two_pages(first: str, second: str) -> str:
    return f"<p>{first}</p><p style='break-before:page'>{second}</p>"


def test_a_page_that_passed_is_not_read_again(set_body: Set, read_pages: list[int]) -> None:
    for second, pages in (("ثانية", [1, 2]), ("ثانية", []), ("نية ثا", [2]), ("ثانية", [])):
        set_body(two_pages("أولى ثانية", second))
        assert read_pages == pages
        read_pages.clear()
    set_body(two_pages("أخرى أولى ثانية", "ثانية"))
    assert read_pages == [1, 2]  # the font has more glyphs


def test_a_page_with_another_mapping_is_read_again(
    set_body: Set, read_pages: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = two_pages("كلمة سليمة", "كلمة القانون")
    set_body(body)
    read_pages.clear()
    true = codes._to_unicode
    monkeypatch.setattr(
        codes,
        "_to_unicode",
        lambda texts, first: true(["ض" if text == "ق" else text for text in texts], first),
    )
    for _ in range(2):
        with pytest.raises(RenderError):
            set_body(body)
        assert read_pages == [1, 2]
        read_pages.clear()


def test_other_words_of_an_equal_page_are_sought(set_body: Set, read_pages: list[int]) -> None:
    pdf = set_body("<p>كلمة</p>", text_gate=False).data
    drawn = [DrawnText(text="كلمة", font="f", page=1)]
    check_text(pdf, drawn, [b"digest"])
    check_text(pdf, drawn, [b"digest"])
    assert read_pages == [1]
    with pytest.raises(RenderError):
        check_text(pdf, [*drawn, DrawnText(text="أخرى", font="f", page=1)], [b"digest"])
    check_text(pdf, drawn, [b"other"])
    assert read_pages == [1, 1, 1]


def test_few_pages_are_remembered(
    set_body: Set, read_pages: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_check, "_MOST_PASSED", 2)
    pdf = set_body("<p>كلمة</p>", text_gate=False).data
    drawn = [DrawnText(text="كلمة", font="f", page=1)]
    for digest in (b"1", b"2", b"1", b"3", b"1", b"2"):
        check_text(pdf, drawn, [digest])
    assert len(read_pages) == 4
    assert len(text_check._PASSED) == 2
