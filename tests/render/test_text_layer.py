"""What readers get back from a page, and that no pixel of it moved."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest

from report.render import RenderedPdf
from report.render.text_layer import text_layer

Set = Callable[..., RenderedPdf]
FAMILIES = ("Amiri", "IBM Plex Sans Arabic")
ARTICLE = Path(__file__).parents[2] / "../shared/first-brief/source-article-ar.txt"

PLAIN = (
    "وامتدت المشاورات لتشمل تبادل الخبرات الأمنية وتعزيز التنسيق العملياتي والاستخباراتي، لا سيما الأولى والآتية.",
    "للجنة أن تطلب الإيضاحات اللازمة في المملكة والكويت، ولها ألا تلتزم بالآجال إلا إذا لزم الأمر؛ والله ولي التوفيق.",
)
MIXED = (
    '(وقعت) المذكرة «الأولى» مع <bdi dir="ltr">DGSN-2025/43</bdi> و<bdi dir="ltr">F5</bdi>، بنسبة '
    '<bdi dir="ltr">12.5%</bdi> سنة 2025؛ هاتف <bdi dir="ltr">+212 537 00 00 00</bdi>.'
)
VOCALISED = (
    "إِنَّ الحَمْدَ لِلَّهِ نَحْمَدُهُ وَنَسْتَعِينُهُ، وَمَنْ يَعْمَلْ صَالِحًا فَلِنَفْسِهِ.",
    "وَقَدْ بُنِيَتِ الدَّوْلَةُ عَلَى العَدْلِ، فَلَا يُظْلَمُ أَحَدٌ شَيْئًا، وَلَا تَضِيعُ الحُقُوقُ.",
    "يُحَدِّدُ القَانُونُ الإِجْرَاءَاتِ المُتَّبَعَةَ، وَتُؤَمِّنُ السُّلُطَاتُ الأَمْنَ لِكُلِّ مُوَاطِنٍ.",
)


def paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def plain(text: str) -> str:
    """Without what steers bidi, which poppler adds of its own."""
    return unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c) != "Cf"))


def words(text: str) -> list[str]:
    return re.findall(r"[^\s.,،؛:!?؟()“”«»\"]+", plain(text))


def lost(expected: str, read: str) -> set[str]:
    return set(words(expected)) - set(words(read))


def pdfium(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def poppler(pdf: bytes) -> str:
    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return run.stdout.decode()


def structure(pdf: bytes) -> str:
    """Read the structure tree as a reader does that honours replacement text (ISO 32000-1, 14.9.4)."""
    texts: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if "/ActualText" in element:
            texts.append(str(element.ActualText))
            return
        kids: Any = element.get("/K", [])
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot)
    return "".join(texts)


def pixels(pdf: bytes, dpi: int) -> list[np.ndarray]:
    return [
        np.asarray(page.render(scale=dpi / 72).to_pil()).astype(int)
        for page in pypdfium2.PdfDocument(pdf)
    ]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("lines", [PLAIN, VOCALISED], ids=["plain", "vocalised"])
@pytest.mark.parametrize("kerning", ["none", "normal"])
def test_every_word_comes_back(
    set_body: Set, family: str, lines: tuple[str, ...], kerning: str
) -> None:
    pdf = set_body(paragraphs(lines), family, f"html{{font-kerning:{kerning}}}").data
    text = " ".join(lines)
    assert lost(text, pdfium(pdf)) == set()
    assert lost(text, poppler(pdf)) == set()
    assert " ".join(structure(pdf).split()) == text


@pytest.mark.parametrize("family", FAMILIES)
def test_stock_loses_words(set_stock: Callable[..., bytes], family: str) -> None:
    """The layer is needed: should a release of WeasyPrint keep the words itself, this says so."""
    pdf = set_stock(paragraphs(PLAIN + VOCALISED), family)
    assert len(lost(" ".join(PLAIN + VOCALISED), pdfium(pdf))) > 10


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.skipif(not ARTICLE.exists(), reason="../shared is not here")
def test_the_article_comes_back_whole(set_body: Set, family: str) -> None:
    article = ARTICLE.read_text("utf-8")
    pdf = set_body("".join(f"<p>{line}</p>" for line in article.splitlines()), family).data
    assert lost(article, pdfium(pdf)) == set()
    read = plain(poppler(pdf))
    missing = [word for word in words(article) if word not in read]
    assert len(missing) <= 0.005 * len(words(article)), missing


@pytest.mark.parametrize("family", FAMILIES)
def test_tables_margin_boxes_and_footnotes_come_back(set_body: Set, family: str) -> None:
    cells = "".join(
        f"<tr><td>الوفد {name}</td><td>{n}</td></tr>"
        for n, name in enumerate(("الألماني", "الإسباني"))
    )
    body = (
        f'<table>{cells}</table><p>انظر الحاشية<span class="note">ملاحظة لاحقة للقراء</span> أدناه، '
        'مع <bdi dir="ltr">INTERPOL</bdi> بنسبة <bdi dir="ltr">12.5%</bdi>.</p>'
    )
    css = '.note{float:footnote} @page{@bottom-center{content:"الصفحة الأولى " counter(page)}}'
    pdf = set_body(body, family, css).data
    expected = "الوفد الألماني الإسباني انظر الحاشية1 ملاحظة لاحقة للقراء أدناه مع INTERPOL بنسبة الصفحة الأولى"
    assert lost(expected, pdfium(pdf)) == set()
    for word in (*expected.split(), "12.5%"):
        assert word in plain(poppler(pdf))


@pytest.mark.parametrize(
    ("family", "lines"),
    [("IBM Plex Sans Arabic", (*PLAIN, MIXED)), ("Amiri", (MIXED,))],
    ids=["Plex", "Amiri"],
)
@pytest.mark.parametrize("dpi", [60, 100, 150])
def test_glyphs_of_the_font_keep_every_pixel(
    set_body: Set, set_stock: Callable[..., bytes], family: str, lines: tuple[str, ...], dpi: int
) -> None:
    """Only what is made again may differ: a mark, and in Amiri a letter that is moved up or drawn of two glyphs."""
    body, css = paragraphs(lines), "html{font-kerning:none;text-align:right}"
    for ours, stock in zip(
        pixels(set_body(body, family, css).data, dpi),
        pixels(set_stock(body, family, css), dpi),
        strict=True,
    ):
        assert stock.min() < 64, "the page is not empty"
        assert np.array_equal(ours, stock)


@pytest.mark.parametrize("family", FAMILIES)
def test_marks_and_joins_stay_where_they_were(
    set_body: Set, set_stock: Callable[..., bytes], family: str
) -> None:
    """Glyphs that are made again are drawn at their true place, where pdfium rounds each to a whole pixel: at 300 dpi
    no pixel may change by more than a quarter, which a mark moved by a pixel does."""
    body, css = paragraphs(PLAIN + VOCALISED), "html{text-align:right}"
    for ours, stock in zip(
        pixels(set_body(body, family, css).data, 300),
        pixels(set_stock(body, family, css), 300),
        strict=True,
    ):
        assert np.abs(ours - stock).max() <= 64


def test_widths_in_the_pdf_are_those_in_the_font(set_body: Set) -> None:
    """ISO 19005-3, 6.2.11.5, made glyphs included."""
    from fontTools.ttLib import TTFont

    pdf = pikepdf.open(io.BytesIO(set_body(paragraphs(PLAIN + VOCALISED)).data))
    (font,) = pdf.pages[0].Resources.Font.values()
    descendant = font.DescendantFonts[0]
    glyphs = descendant.CIDToGIDMap.read_bytes()
    file = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
    first, widths = int(descendant.W[0]), list(descendant.W[1])
    assert first == 1
    assert len(widths) > 50
    for code, width in enumerate(widths, first):
        number = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
        advance = file["hmtx"][file.getGlyphName(number)][0] * 1000 / file["head"].unitsPerEm
        assert abs(advance - float(width)) <= 1


def test_only_one_function_is_replaced_and_it_is_put_back() -> None:
    from weasyprint.draw import text as drawing

    stock = drawing.draw_first_line
    with text_layer(rtl=True) as layer:
        assert drawing.draw_first_line == layer.draw_first_line
    assert drawing.draw_first_line is stock
    with pytest.raises(ZeroDivisionError), text_layer(rtl=True):
        _ = 1 / 0
    assert drawing.draw_first_line is stock


def test_markers_of_lists_are_read_before_their_items(set_body: Set) -> None:
    long = "البند الثاني وهو طويل جدا حتى يأخذ أكثر من سطر واحد في الصفحة وهذا ما نريده هنا من الكلمات الكثيرة"
    body = (
        f"<p>قبل</p><ol><li>البند الأول<li>{long}<ul><li>داخل</ul><li><p>فقرة في بند</p></ol><p>بعد القائمة</p>"
        "<table><tr><td><ol><li>في خلية</ol></td></tr></table>"
    )
    read = plain(pdfium(set_body(body, css="ul{list-style-type:disc}").data))
    order = (
        "قبل",
        "1. البند الأول",
        "2. البند الثاني",
        "• داخل",
        "3. فقرة في بند",
        "بعد القائمة",
        "1. في خلية",
    )
    places = [read.find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)


def test_no_replacement_text_is_directly_around_marked_content(set_body: Set) -> None:
    """MuPDF turns such a text round."""
    with pikepdf.open(
        io.BytesIO(set_body(f"<h1>{PLAIN[0]}</h1><p>{MIXED}</p><ul><li>{PLAIN[1]}</ul>").data)
    ) as file:
        elements = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and "/ActualText" in item
        ]
        assert len(elements) > 5
        all_elements = []
        for element in elements:
            if isinstance(element.K, int) or any(isinstance(kid, int) for kid in element.K):
                all_elements.append(element)
        assert not all_elements
        parents = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
        for element in elements:
            (piece,) = element.K
            assert piece.P.objgen == element.objgen
            assert all(parents[0][mark].objgen == piece.objgen for mark in piece.K)


def test_an_invisible_glyph_keeps_away_from_a_letter_of_its_kind(set_body: Set) -> None:
    """MuPDF takes equal letters at nearly one place for one that is drawn twice."""
    import pypdfium2.raw as raw

    (page,) = pypdfium2.PdfDocument(set_body("<p>للأمن</p>", "IBM Plex Sans Arabic").data)
    text = page.get_textpage()
    places = [
        text.get_charbox(index)[0]
        for index in range(text.count_chars())
        if raw.FPDFText_GetUnicode(text, index) == ord("ل")
    ]
    assert len(places) == 2
    assert abs(places[0] - places[1]) >= 0.1 * 12
