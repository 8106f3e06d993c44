"""Random lines: the text check stops none of them, and finds a wrong mapping in each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pypdfium2
import pytest
from properties import slow
from render.random_lines import AddressLines, Lines, RareLines

from report.arabic import isolate
from report.errors import RenderError
from report.render import RenderedPdf, codes
from report.render.text_check import _plain

Set = Callable[..., RenderedPdf]
SANS = "IBM Plex Sans Arabic"
_SIGNS = '"Noto Sans Tifinagh", "Noto Sans Symbols 2'
#: The families of the house with their fallbacks, without the outer quotes.
PROSE, WIDE_SANS = f'Amiri", "{SANS}", {_SIGNS}', f'{SANS}", "Amiri", {_SIGNS}'
#: As the style sheets of the house have it: notes, tables, lists.
CSS = (
    '.footnote{{float:footnote;font-family:"{sans}";font-size:8pt;text-align:right}}'
    '.footnote::footnote-call{{content:counter(footnote,{digits});font-family:"{sans}";font-size:7.5pt;line-height:0;'
    "vertical-align:super;padding-right:.6pt}}"
    '.footnote::footnote-marker{{content:counter(footnote,{digits}) ".";padding-left:1.5mm}}'
    'table{{width:100%;font-family:"{sans}";font-size:9.5pt;border-collapse:collapse}}'
    "td{{padding:1.5mm;vertical-align:top;overflow-wrap:anywhere}} ol{{list-style-type:{digits}}}"
    'strong{{font-family:"{sans}"}} p bdi.code{{white-space:nowrap}}'
)


def css(*, eastern: bool) -> str:
    return CSS.format(sans=SANS, digits="arabic-indic" if eastern else "decimal")


def set_lines(set_body: Set, seed: int, many: int) -> RenderedPdf:
    """Set random lines, half of them with some figures as ١٢٣, half in each family of the house, and gate them."""
    eastern = bool(seed % 2)
    family = "Amiri" if seed % 4 < 2 else SANS
    return set_body(Lines(seed, eastern=eastern).body(many), family, css(eastern=eastern))


@pytest.mark.parametrize("seed", [0, *(slow(seed) for seed in range(1, 4))])
def test_no_line_is_stopped(set_body: Set, seed: int) -> None:
    assert set_lines(set_body, seed, 25).pages


#: The fifty documents have some 18,000 lines.
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1050))
def test_none_of_five_thousand_lines_is_stopped(set_body: Set, seed: int) -> None:
    assert set_lines(set_body, seed, 60).pages


def set_rare_lines(set_body: Set, seed: int, many: int) -> RenderedPdf:
    """Set random lines of several scripts and signs, in the families and fallbacks of the house."""
    eastern = bool(seed % 2)
    family = PROSE if seed % 4 < 2 else WIDE_SANS
    fallback = CSS.replace("{sans}", WIDE_SANS)
    faces = f'.face-prose{{font-family:"{PROSE}"}} .face-sans{{font-family:"{WIDE_SANS}"}}'
    look = fallback.format(digits="arabic-indic" if eastern else "decimal")
    return set_body(RareLines(seed, eastern=eastern).body(many), family, look + faces)


@pytest.mark.parametrize("seed", range(4))
def test_no_line_of_several_faces_is_stopped(set_body: Set, seed: int) -> None:
    assert set_rare_lines(set_body, seed, 25).pages


#: In one of 50 random documents a sign touches a quotation mark, and pdfium joins the two.
_JOINED = pytest.param(2054, marks=pytest.mark.xfail(strict=True, reason="docs/text-layer.md"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(2005, 2054), _JOINED])
def test_none_of_five_thousand_lines_of_several_faces_is_stopped(set_body: Set, seed: int) -> None:
    assert set_rare_lines(set_body, seed, 60).pages


@pytest.mark.parametrize("family", [0, slow(1)])
@pytest.mark.parametrize(
    "text",
    ["Łódź □□", "Łódź", "źŁ Łódź ■▲", "F9Ł", "ⵜŁ□", "1źŁ2", "Ł□ź", "3ńⴼ. Y", "2ʿ", "x́³ā", "a-ź-b"],
)
def test_a_word_of_two_faces_is_one_word(set_body: Set, text: str, family: int) -> None:
    """pdfium divides a line where the direction changes, not where the face does."""
    for form in ("<p>{}</p>", "<p>كلمة {}، كلمة</p>", "<table><tr><td>{}</td></tr></table>"):
        pdf = set_body(form.format(isolate(text)), (PROSE, WIDE_SANS)[family]).data
        (page,) = pypdfium2.PdfDocument(pdf)
        assert _plain(text) in _plain(page.get_textpage().get_text_range())


def set_addresses(set_body: Set, seed: int) -> RenderedPdf:
    """Set random lines in which a tenth of the words are addresses with Arabic letters."""
    eastern = bool(seed % 2)
    family = "Amiri" if seed % 4 < 2 else SANS
    look = CSS.format(sans=SANS, digits="arabic-indic" if eastern else "decimal")
    return set_body(AddressLines(seed, eastern=eastern).body(25), family, look)


@pytest.mark.parametrize("seed", [0, 115, *(slow(seed) for seed in range(1, 30))])
def test_no_address_with_arabic_letters_is_stopped(set_body: Set, seed: int) -> None:
    assert set_addresses(set_body, seed).pages


@pytest.mark.parametrize(
    "address",
    [
        "https://ar.wikipedia.org/wiki/المغرب",
        "https://x.org/مسار/ملف.pdf?س=1&x=2#قسم",
        "www.مثال.المغرب/صفحة-1",
    ],
)
def test_an_address_with_arabic_letters_is_read_whole(set_body: Set, address: str) -> None:
    """Whatever follows it: a space, Arabic stops, brackets, the end of the line."""
    forms = ("انظر {}؛ ثم", "هل {}؟", "({})،", "في {} كله", "{}")
    lines = [form.format(address) for form in forms]
    body = "".join(f"<p>{isolate(line)}</p>" for line in lines)
    (page,) = pypdfium2.PdfDocument(set_body(body).data)
    text = _plain(page.get_textpage().get_text_range())
    assert text.count(_plain(address)) == len(lines)


def plant(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Give one code of a font, by chance, the text of another letter."""
    chance = random.Random(seed)
    true = codes._to_unicode

    def broken(texts: list[str], first: int) -> bytes:
        letters = [place for place, text in enumerate(texts) if text.isalpha() and len(text) == 1]
        if len({texts[place] for place in letters}) < 2:
            return true(texts, first)  # a font of a bullet or of one figure
        place = chance.choice(letters)
        second = chance.choice(
            [texts[second] for second in letters if texts[second] != texts[place]]
        )
        return true([*texts[:place], second, *texts[place + 1 :]], first)

    monkeypatch.setattr(codes, "_to_unicode", broken)


@pytest.mark.parametrize("seed", [0, *(slow(seed) for seed in range(1, 40))])
def test_a_wrong_mapping_is_found_each_time(
    set_body: Set, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, seed)
    with pytest.raises(RenderError) as caught:
        set_lines(set_body, seed, 25)
    assert {finding.rule for finding in caught.value.findings} == {"text-lost"}


HONORIFICS = "ﷺ ﷻ ﷲ ﷴ ﷼ ﷱ ﷽ ﴾نص﴿"


@pytest.mark.parametrize("family", ["Amiri", SANS])
def test_signs_that_stand_for_words_are_read_as_these_in_pdfium(set_body: Set, family: str) -> None:
    signs = f"{HONORIFICS} ﷰ ﷳ ﷵ ﷶ ﷷ ﷸ ﷹ" if family == "Amiri" else HONORIFICS
    pdf = set_body(f"<p>قال {signs} قولا.</p>", family).data
    (page,) = pypdfium2.PdfDocument(pdf)
    assert "صلى الله عليه وسلم" in _plain(page.get_textpage().get_text_range())


ABBREVIATIONS = (
    "د.\u00a0أحمد",
    "100\u00a0د.م. فقط.",
    "سنة ق.م. فقط",
    "ص.ب.\u00a0١٢",
    "أ.د.،\u00a0ثم",
    "د.م.\u00a0(نعم).",
)


def test_abbreviations_keep_their_stops(set_body: Set) -> None:
    pdf = set_body("".join(f"<p>{text}</p>" for text in ABBREVIATIONS)).data
    (page,) = pypdfium2.PdfDocument(pdf)
    read = _plain(page.get_textpage().get_text_range())
    assert [text for text in ABBREVIATIONS if _plain(text) not in read] == []


NAMES = (
    "Rioters (Egypt)",
    "Libya (LY)",
    "Yes?",
    "No!",
    "abc [def]",
    "“quoted”",
    "“two words”",
    "'single'",
    "(all of it)",
    "[sic]",
    "St. John's (Newfoundland)",
    "Smith, J.",
    "U.S.A.",
    "etc.",
    "A & B (C)",
    "well-known?",
    "C++",
    "C#",
    "100% (est.)",
    "N/A",
    "a; b: c;",
    "{braces}",
    "«guillemets»",
    "What?!",
    "ends in hyphen-",
    "-starts",
    "tail…",
    "50 km²",
    "e-mail@site.org (work)",
    "snake_case_name_that_is_long (v2)",
)


@pytest.mark.parametrize("width", ["", "width:24mm", "width:70mm"])
def test_latin_cells_with_signs_at_their_ends_come_back(set_body: Set, width: str) -> None:
    cells = [NAMES, NAMES[1:] + NAMES[:1], (*NAMES[7:], *NAMES[:7])]
    items = []
    for row in zip(*cells, strict=True):
        items.append(
            "<tr>" + "".join(f'<td style="{width}">{isolate(cell)}</td>' for cell in row) + "</tr>"
        )
    rows = "".join(items)
    pdf = set_body(f"<table>{rows}</table>", SANS, css(eastern=False)).data
    if width != "width:24mm":
        read = [_plain(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]
        assert [name for name in NAMES if _plain(name) not in " ".join(read)] == []


@pytest.mark.parametrize("digits", ["decimal", "arabic-indic"])
def test_a_call_is_read_after_its_word_and_apart_from_figures(set_body: Set, digits: str) -> None:
    note = '<span class="footnote">مصدر</span>'
    ends = (
        "المجموع{}.",
        "المجموع.{}",
        "المجموع{} ثم",
        "سنة 2025{}",
        "سنة 2025.{}",
        "(نص){}",
        "INTERPOL{}",
    )
    body = "".join(f"<p>في {end.format(note)} كلام</p>" for end in ends * 2)
    pdf = set_body(body, "Amiri", css(eastern=digits == "arabic-indic")).data
    read = "".join(
        _plain(page.get_textpage().get_text_range()) + " " for page in pypdfium2.PdfDocument(pdf)
    )
    for number, end in enumerate(ends * 2, 1):
        call = (
            str(number)
            if digits == "decimal"
            else str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        )
        if end == "سنة 2025{}":
            call = f" {call}"
        assert re.sub(r"\s+", " ", f"في {end.format(call)} كلام") in read
