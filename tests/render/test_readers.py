"""What three readers find of the briefs that ship, of an article, of mixed lines: pdfium, poppler, pdf.js."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

import pypdfium2
import pytest
from properties import one_in

from report.arabic import isolate, isolate_plain
from report.building import build
from report.render import DrawnText, RenderedPdf, rendering
from report.render.fonts import BUNDLED

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BRIEFS = sorted(path.parent for path in ROOT.glob("data/*/brief.toml"))
ARTICLE = ROOT / "../shared/first-brief/source-article-ar.txt"
FAMILIES = ("Amiri", "IBM Plex Sans Arabic")
Set = Callable[..., RenderedPdf]


def pdfium(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def poppler(pdf: bytes) -> list[str]:
    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return run.stdout.decode().split("\f")[:-1]


def pdfjs(pdf: bytes, folder: Path) -> list[str]:
    """Return the pages as pdf.js reads them; where node or pdfjs-dist is missing this fails."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    run = subprocess.run(
        ["node", HERE / "read_pdf.mjs", file], capture_output=True, check=True, encoding="utf-8"
    )
    pages = json.loads(run.stdout)["pages"]
    assert isinstance(pages, list)
    return pages


def read(pdf: bytes, folder: Path) -> dict[str, list[str]]:
    pages = {"pdfium": pdfium(pdf), "poppler": poppler(pdf), "pdf.js": pdfjs(pdf, folder)}
    plains = {}
    for reader, texts_read in pages.items():
        plains[reader] = [plain(page) for page in texts_read]
    return plains


def plain(text: str) -> str:
    """Without what only steers the setting, one space for many."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible).split())


def lost(expected: Iterable[tuple[str, str]]) -> list[str]:
    """Return the words of texts that their pages have not, each with its stops, brackets and signs."""
    all_words = []
    for text, page in expected:
        for word in plain(text).split():
            if word not in page:
                all_words.append(word)
    return all_words


def lost_spacing_aside(expected: Iterable[tuple[str, str]]) -> list[str]:
    """Return the words that their pages have not: poppler moves spaces, and stops beside figures with them."""
    missing = []
    for text, page in expected:
        squeezed = page.replace(" ", "")
        missing += [
            word for word in plain(text).split() if re.sub(r"^\W+|\W+$", "", word) not in squeezed
        ]
    return missing


@pytest.mark.slow
@pytest.mark.parametrize("folder", BRIEFS, ids=lambda folder: folder.name)
def test_every_word_of_a_brief_that_ships(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gated: list[tuple[bytes, list[DrawnText]]] = []
    monkeypatch.setattr(rendering, "check_text", lambda pdf, drawn, _: gated.append((pdf, drawn)))
    build(folder, tmp_path / "brief.pdf")
    ((pdf, drawn),) = gated
    count = sum(len(line.text.split()) for line in drawn)
    assert count > 1000
    texts_read = read(pdf, tmp_path)
    assert lost((line.text, texts_read["pdfium"][line.page - 1]) for line in drawn) == []
    assert lost((line.text, texts_read["pdf.js"][line.page - 1]) for line in drawn) == []
    missing = lost_spacing_aside(
        (line.text, texts_read["poppler"][line.page - 1]) for line in drawn
    )
    assert len(missing) <= 0.005 * count, missing


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.skipif(not ARTICLE.exists(), reason="../shared is not here")
def test_every_word_of_the_article(family: str, set_body: Set, tmp_path: Path) -> None:
    article = ARTICLE.read_text("utf-8")
    body = "".join(f"<p>{isolate(line)}</p>" for line in article.splitlines())
    texts_read = read(set_body(body, family).data, tmp_path)
    for reader in ("pdfium", "pdf.js"):
        page = " ".join(texts_read[reader])
        assert lost([(article, page)]) == []
        # The words stand whole: none is glued to its neighbour.
        assert set(plain(article).split()) - set(page.split()) == set()
    assert len(lost_spacing_aside([(article, " ".join(texts_read["poppler"]))])) <= 0.005 * len(
        article.split()
    )


VOCALISED = (
    "إِنَّ الحَمْدَ لِلَّهِ نَحْمَدُهُ وَنَسْتَعِينُهُ، وَمَنْ يَعْمَلْ صَالِحًا فَلِنَفْسِهِ.",
    "وَقَدْ بُنِيَتِ الدَّوْلَةُ عَلَى العَدْلِ، فَلَا يُظْلَمُ أَحَدٌ شَيْئًا، وَلَا تَضِيعُ الحُقُوقُ.",
    "يُحَدِّدُ القَانُونُ الإِجْرَاءَاتِ المُتَّبَعَةَ، وَتُؤَمِّنُ السُّلُطَاتُ الأَمْنَ لِكُلِّ مُوَاطِنٍ.",
)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_word_of_vocalised_text(family: str, set_body: Set, tmp_path: Path) -> None:
    texts_read = read(
        set_body("".join(f"<p>{line}</p>" for line in VOCALISED), family).data, tmp_path
    )
    for reader in ("pdfium", "pdf.js"):
        assert set(" ".join(VOCALISED).split()) - set(" ".join(texts_read[reader]).split()) == set()
    assert lost_spacing_aside([(" ".join(VOCALISED), " ".join(texts_read["poppler"]))]) == []


#: Lines of the table that a reader gives back in another order, for the reasons in ``docs/text-layer.md``.
GROUPS = "الهاتف +٢١٢ ٥ ٣٧ بالرباط"
#: Addresses with Arabic letters in a plain text: each component comes back whole, in another order.
ADDRESSES = {
    "راجع https://ar.wikipedia.org/wiki/المغرب كله.",
    "ثم https://x.org/مسار/ملف.pdf?س=1&x=2 كله.",
    "(انظر https://موقع.المغرب/دليل-المدن/فاس).",
}
#: A component of two words, after which pdfium reads a space.
TWO_WORDS = "(انظر https://موقع.المغرب/دليل-المدن/فاس)."
KNOWN = {
    (isolate, "pdfium"): {TWO_WORDS},
    (isolate, "pdf.js"): {GROUPS, TWO_WORDS},
    (isolate_plain, "pdfium"): ADDRESSES,
    (isolate_plain, "pdf.js"): {GROUPS, *ADDRESSES},
}


@pytest.mark.parametrize("isolating", [isolate, isolate_plain])
def test_mixed_lines_come_back_as_they_were_written(
    isolating: Callable[[str], str], set_body: Set, tmp_path: Path
) -> None:
    table = (ROOT / "tests/arabic/mixed_lines.csv").read_text("utf-8").splitlines()
    lines = [row["text"] for row in csv.DictReader(table, delimiter="|", quoting=csv.QUOTE_NONE)]
    markup = [
        isolating(line) if isolating is isolate else escape(isolating(line)) for line in lines
    ]
    body = "".join(f'<p style="white-space:nowrap">{line}</p>' for line in markup)
    texts_read = read(set_body(body, "IBM Plex Sans Arabic", text_gate=False).data, tmp_path)
    for reader in ("pdfium", "pdf.js"):
        page = " ".join(texts_read[reader])
        assert {line for line in lines if plain(line) not in page} == KNOWN[isolating, reader]
    # poppler sets spaces by the gaps that it sees, and takes a stop beside a figure for a part of it.
    codes = set()
    for line in lines:
        for code in re.findall(r"[A-Za-z0-9][\w./-]*[A-Za-z0-9]", line, re.ASCII):
            codes.add(code)
    assert lost((code, " ".join(texts_read["poppler"])) for code in codes) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_sign_of_the_fonts_beside_arabic_letters(
    family: str, set_body: Set, tmp_path: Path
) -> None:
    """``<`` and ``>`` are the exception: pdf.js itself takes them out of right-to-left text."""
    from fontTools.ttLib import TTFont

    fonts = [TTFont(font.path) for font in BUNDLED if font.family == family]
    signs = []
    for code in sorted(set.intersection(*(set(font.getBestCmap()) for font in fonts))):
        if unicodedata.category(chr(code))[0] in "PSN" and code < 0xFB00:
            signs.append(chr(code))
    assert len(signs) > 100
    body = "".join(f"<p>سم{escape(sign)}لم</p>" for sign in signs)
    for reader, pages in read(set_body(body, family).data, tmp_path).items():
        words = [word for word in " ".join(pages).split() if word.startswith("سم")]
        changed = {
            sign for sign, word in zip(signs, words, strict=True) if word != plain(f"سم{sign}لم")
        }
        assert changed == ({"<", ">"} if reader == "pdf.js" else set())


def test_words_far_apart_in_a_justified_line_stay_in_order(set_body: Set, tmp_path: Path) -> None:
    text = "الاستخباراتية والاستعلاماتية والدبلوماسية والأمنية"
    css = "p{width:62mm;text-align:justify;text-align-last:justify;white-space:nowrap}"
    lines = ["في من على", "عن إلى من", text]
    texts_read = read(
        set_body("".join(f"<p>{line}</p>" for line in lines), "Amiri", css).data, tmp_path
    )
    for reader, pages in texts_read.items():
        for line in lines:
            assert plain(line) in " ".join(pages), reader


@pytest.mark.parametrize("family", FAMILIES)
def test_numbers_and_stops_beside_wide_spaces_stay_in_order(
    family: str, set_body: Set, tmp_path: Path
) -> None:
    """Beside spaces with and without a break, at the start, in the middle and at the end of a line."""
    css = "p{text-align-last:justify;white-space:nowrap} .code{white-space:nowrap}"
    numbers = ("1993.", "١٩٩٣.", "(5)؛", "3,5:", "10:30!", "«2020».")
    frames = (
        "«countries.csv» تبدأ سنة\u00a0{} والعقد",
        "{} والعقد الأول",
        "في سنة {}",
        "سنة {} ثم {} ثم\u00a0F9",
    )
    lines = []
    for frame in frames:
        for number in numbers:
            lines.append(frame.replace("{}", number))
    widths = [60 + 9 * place % 90 for place in range(len(lines))]
    body = "".join(
        f'<p style="width:{width}mm">{isolate(line)}</p>'
        for line, width in zip(lines, widths, strict=True)
    )
    texts_read = read(set_body(body, family, css).data, tmp_path)
    for reader in ("pdfium", "pdf.js"):
        page = " ".join(texts_read[reader])
        assert [line for line in lines if plain(line) not in page] == [], reader


@pytest.mark.parametrize("family", FAMILIES)
def test_left_to_right_words_far_apart_in_a_justified_line_stay_whole(
    family: str, set_body: Set, tmp_path: Path
) -> None:
    css = "p{width:90mm;text-align:justify;text-align-last:justify;white-space:nowrap}"
    runs = ["x = 5 C++", "Norwegian National Police", "1.234,50 x = 5", "ISO 19005-3"]
    body = "".join(f"<p>{isolate(f'نقطة {run} وفد')}</p>" for run in runs)
    texts_read = read(set_body(body, family, css).data, tmp_path)
    for reader in ("pdfium", "pdf.js"):
        assert lost((run, " ".join(texts_read[reader])) for run in runs) == []
        assert [run for run in runs if run not in " ".join(texts_read[reader])] == [], reader


PREFIXES = ("و", "بـ", "كـ", "الـ", "للـ", "وبالـ", "«بـ", "(الـ", "بال")
CODES = (
    "2025 +212", "MJZ-2025-01", "+212 537", "F9", "9F", "ISO 3166-1", "-5", "81%",
    "declared.csv", "info@example.ma", "https://example.ma/a-1", "2025-11-24", "(b) C", "2025",
)  # fmt: skip


@pytest.mark.parametrize("family", one_in(2, FAMILIES))
def test_arabic_letters_that_touch_a_code_keep_their_order(
    family: str, set_body: Set, tmp_path: Path
) -> None:
    """At the start, in the middle and at the end of a line, with and without a stop after the code."""
    frames = ("{}", "{}، ثم", "قرار رقم {}", "قرار {} وزارة")
    joined = []
    for prefix in PREFIXES:
        for code in CODES:
            joined.append(prefix + code)
    lines = []
    for text in joined:
        for frame in frames:
            lines.append(frame.format(text))
    body = "".join(f'<p style="white-space:nowrap">{isolate(line)}</p>' for line in lines)
    pdf = set_body(body, family).data
    for pages in (pdfium(pdf), pdfjs(pdf, tmp_path)):
        texts_read = set()
        for page in pages:
            for line in page.splitlines():
                texts_read.add(plain(line))
        assert [line for line in lines if plain(line) not in texts_read] == []


def test_cells_and_boxes_of_a_line_are_split(set_body: Set, tmp_path: Path) -> None:
    body = (
        "<table><tr><td>ألمانيا</td><td>F9</td><td>—</td><td>Police</td></tr></table>"
        '<p>المذكرة <bdi dir="ltr">F9</bdi> و<bdi dir="ltr">F10</bdi>، ثم (<bdi dir="ltr">A-1</bdi>).</p>'
    )
    texts_read = read(set_body(body, "IBM Plex Sans Arabic").data, tmp_path)
    for reader in ("pdfium", "pdf.js"):
        assert "المذكرة F9 وF10، ثم (A-1)." in " ".join(texts_read[reader])
        assert {"ألمانيا", "F9", "—", "Police"} <= set(" ".join(texts_read[reader]).split())


_LATIN = "the very last item on a list of ten or more (Egypt), A-2025-01 and 3.5% of all; milk, no. 7, C#, St. John's"
LATIN = _LATIN.split()


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "first",
    ["Which", *(pytest.param(word, marks=pytest.mark.slow) for word in ("Thus", "Mine", "in"))],
)
def test_a_left_to_right_text_of_any_length_keeps_its_first_letter(
    first: str, family: str, set_body: Set, tmp_path: Path
) -> None:
    """poppler ends a line where what leads to a piece is behind the left edge of a wide letter."""
    texts = [" ".join([first, *(LATIN * 4)[:count]]) for count in (1, 2, 8, 15, 30, 60)]
    forms = (
        '<p dir="ltr" lang="en">{}</p>',
        "<p>كلمة {} أخرى</p>",
        "<table><tr><td>{}</td><td>نص</td></tr></table>",
    )
    all_texts = []
    for form in forms:
        for text in texts:
            all_texts.append(form.format(isolate(text)))
    body = "".join(all_texts)
    css = "html{text-align:start;font-size:7pt} td{width:150mm} .code{white-space:nowrap} @page{size:A4 landscape}"
    all_words = []
    for text in texts:
        for word in text.split() * len(forms):
            all_words.append(word)
    expected = Counter(all_words)
    for reader, pages in read(set_body(body, family, css).data, tmp_path).items():
        # poppler prints the space between an Arabic word and a Latin one beyond the Arabic word.
        assert expected - Counter(re.sub("[ء-ي]", " ", " ".join(pages)).split()) == Counter(), (
            reader
        )


NON_JOINERS = "قال می\u200cخواهم ثم هـ\u200c واحد، و(كتاب\u200cها) نص\u200cآخر ه\u200c. ثم ه\u200c، كلا\u200c/لا"
VOWEL_BEFORE = "قَ\u200cلم"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "<table><tr><td>{}</td></tr></table>", "<ul><li>{}</li></ul>"]
)
def test_a_zero_width_non_joiner_is_read_where_it_stands(
    form: str, family: str, set_body: Set, tmp_path: Path
) -> None:
    pdf = set_body(form.format(f"{NON_JOINERS} {VOWEL_BEFORE}"), family).data
    words = {reader: " ".join(pages) for reader, pages in _as_read(pdf, tmp_path).items()}
    for reader, text in words.items():
        texts_read = text if reader != "poppler" else re.sub("[ .،()]", "", text)
        expected = NON_JOINERS if reader != "poppler" else re.sub("[ .،()]", "", NON_JOINERS)
        assert expected in texts_read, reader
        # pdf.js turns the non-joiner and a vowel mark before it round.
        assert (VOWEL_BEFORE in text) is (reader != "pdf.js")


def _as_read(pdf: bytes, folder: Path) -> dict[str, list[str]]:
    """Return the pages of a PDF without marks of direction alone."""
    pages = {"pdfium": pdfium(pdf), "poppler": poppler(pdf), "pdf.js": pdfjs(pdf, folder)}
    all_lines = {}
    for reader, texts_read in pages.items():
        all_lines[reader] = [
            " ".join(re.sub("[\u061c\u200b\u200e\u200f\u202a-\u202e]", "", page).split())
            for page in texts_read
        ]
    return all_lines


SEARCHED = ["MJZ-2025-01", "F9", "declared.csv", "Fatima-Zahra", "INTERPOL (ICPO)", "ISO 3166-1"]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_search_of_pdfium_finds_codes(family: str, set_body: Set) -> None:
    """The search passes over no mark, so none stands inside a code."""
    forms = (
        "<p>{}</p>",
        "<p>الوثيقة {} صدرت.</p>",
        "<table><tr><td>{}</td><td>بـ{}</td></tr></table>",
    )
    all_texts = []
    for form in forms:
        for code in SEARCHED:
            all_texts.append(form.format(*[isolate(code)] * 2))
    body = "".join(all_texts)
    counts = Counter[str]()
    with pypdfium2.PdfDocument(set_body(body, family).data) as document:
        for page in document:
            for code in SEARCHED:
                search = page.get_textpage().search(code, match_case=True)
                while search.get_next():
                    counts[code] += 1
    assert counts == dict.fromkeys(SEARCHED, 4)
