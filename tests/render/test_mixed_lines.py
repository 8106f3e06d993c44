"""Random lines of Arabic words, codes, numbers, signs and vocalised words: pdfium and pdf.js read each as written."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path

import pytest
from properties import slow
from render.test_readers import pdfium, pdfjs, plain

from report.arabic import bind, isolate
from report.render import RenderedPdf
from report.render import pdfjs as rules

Set = Callable[..., RenderedPdf]
FAMILIES = ("Amiri", "IBM Plex Sans Arabic")
WORDS = [
    "في",
    "من",
    "على",
    "المدينة",
    "والمستشفيات",
    "شؤون",
    "هيئة",
    "سنة",
    "والعقد",
    "الأول",
    "القاعدة",
    "تبدأ",
    "لا",
    "و",
    "هجوم",
]
VOCALISED = ["مُؤَسَّسَةٌ", "ثَانٍ", "شَيْئًا", "أَوَّلًا", "سَمَاءٍ", "كِتَابٌ"]
CODES = (
    *[
        "countries.csv",
        "F9",
        "MJZ-2025-01",
        "A/RES/76-12",
        "INTERPOL",
        "a@b.ma",
        "v1.2.3",
        "§5",
        "#7",
        "C++",
        "snake_case",
        "x",
    ],
    "Maritime Pirate Attacks",
    "Libya (LY)",
    "ISO 3166-1",
    "A & B",
)
NUMBERS = [
    "5",
    "43",
    "1993",
    "1.234,50",
    "12,5%",
    "-5",
    "10:30",
    "24/11/2025",
    "2019–2025",
    "3.5",
    "25%",
    "1994-1998",
    "1\u00a0234",
    "12\u00a0345\u00a0678",
    "1\u202f234,50",
]
QUOTES = ("«»", "()", "[]", "“”")
STOPS = (*[".", ".", "،", "؛", "؟", "!", ":", "...", "…", ".»"], "")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
#: Between two lines, so that each is compared alone.
BETWEEN = "ققق"
CSS = (
    "@page{size:210mm 3000mm;margin:10mm} p{margin:0 0 3mm} bdi{white-space:nowrap} td{padding:1mm} "
    "figcaption{text-align:center} td,h2{text-align:right} table{width:100%}"
)
FORMS = (
    '<p style="width:{width}mm">{text}</p>',
    '<p style="width:{width}mm;text-align:right">{text}</p>',
    '<figure style="width:{width}mm;margin:0"><figcaption>{text}</figcaption></figure>',
    '<table style="width:{width}mm"><tr><td>{text}</td></tr></table>',
    "<h2>{text}</h2>",
)


class Lines:
    """Makes lines from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def _number(self) -> str:
        number = self.chance.choice(NUMBERS)
        return number.translate(EASTERN) if self.chance.random() < 0.4 else number

    def _token(self, *, edge: bool) -> str:
        if edge or self.chance.random() < 0.35:
            text = self._number() if self.chance.random() < 0.55 else self.chance.choice(CODES)
        else:
            text = self.chance.choice(VOCALISED if self.chance.random() < 0.2 else WORDS)
        if self.chance.random() < 0.2:
            opening, closing = self.chance.choice(QUOTES)
            text = opening + text + closing
        return text + self.chance.choice(STOPS) if self.chance.random() < 0.45 else text

    def line(self) -> str:
        """Return up to 14 tokens; half of the lines begin or end with a number or a code."""
        count = self.chance.randint(1, 14)
        ends = {place for place in (0, count - 1) if self.chance.random() < 0.5}
        return " ".join(self._token(edge=place in ends) for place in range(count))

    def form(self, line: str) -> str:
        """Return a line in a justified, ragged or centred block, a cell or a heading."""
        form = self.chance.choice(FORMS)
        return form.format(width=self.chance.randint(60, 180), text=isolate(bind(line)))


def misread(pages: list[str], lines: list[str]) -> list[tuple[str, str]]:
    """Return the lines that pages have otherwise, each with what is there."""
    read = [piece.strip() for piece in plain(" ".join(pages)).split(BETWEEN)[1:-1]]
    pairs = zip(map(plain, lines), read, strict=True)
    return [(line, result) for line, result in pairs if line != result]


def apart(blocks: Iterable[str]) -> str:
    """Return blocks of HTML with :data:`BETWEEN` before, between and after them."""
    between = f"<p>{BETWEEN}</p>"
    return between + "".join(block + between for block in blocks)


def check_readers(pdf: bytes, lines: list[str], folder: Path) -> None:
    """Check that pdf.js and pdfium read each line as written."""
    assert misread(pdfjs(pdf, folder), lines) == []
    assert misread(pdfium(pdf), lines) == []


@pytest.mark.parametrize("seed", [0, 1, slow(2), slow(3)])
def test_each_line_is_read_as_written(set_body: Set, seed: int, tmp_path: Path) -> None:
    result = Lines(seed)
    lines = [result.line() for _ in range(40)]
    pdf = set_body(apart(map(result.form, lines)), FAMILIES[seed % 2], CSS).data
    check_readers(pdf, lines, tmp_path)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_line_that_ends_in_a_vowel_mark(family: str, set_body: Set, tmp_path: Path) -> None:
    """pdf.js has no other place for such a mark than the end of its word."""
    lines = [*VOCALISED, *(f"هذا {word}" for word in VOCALISED), "في 2025 كِتَابٌ", "قُلّ", "F9 ثَانٍ"]
    for size in (8, 12, 30):
        body = apart(f"<p>{isolate(line)}</p>" for line in lines)
        pdf = set_body(body, family, f"html{{font-size:{size}pt;text-align:right}}").data
        check_readers(pdf, lines, tmp_path)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_word_with_its_signs_in_a_box_of_few_letters(
    family: str, set_body: Set, tmp_path: Path
) -> None:
    """pdf.js takes such a box for left-to-right, so that its words are divided."""
    signs = [("", ""), ("[", "]"), ("(", ")"), ("«", "»")]
    stops = ("", "،", ".", "!", "؛")
    numbers = ("", " «١ ٢٣٤»", " «1\u00a0234»!")
    pieces = product(("", "(x) ", "A & B: "), VOCALISED, signs, stops, numbers)
    lines = [
        f"{code}{opening}{word}{closing}{stop}{number}"
        for code, word, (opening, closing), stop, number in pieces
    ]
    lines = random.Random(0).sample(lines, 120)
    pdf = set_body(apart(f"<p>{isolate(bind(line))}</p>" for line in lines), family, CSS).data
    check_readers(pdf, lines, tmp_path)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_number_in_quotation_marks_before_a_stop(
    family: str, set_body: Set, tmp_path: Path
) -> None:
    """Kerning with a stop puts a closing quotation mark over the start of the number on its right."""
    stops = (".", "…", "...", ".»", "،", "!")
    pieces = product(("", "سنة "), NUMBERS, QUOTES, stops, ("", " من"))
    lines = [
        f"{word}{opening}{number}{closing}{stop}{rest}"
        for word, number, (opening, closing), stop, rest in pieces
    ]
    lines = random.Random(0).sample(lines, 150)
    pdf = set_body(apart(f"<p>{isolate(bind(line))}</p>" for line in lines), family, CSS).data
    check_readers(pdf, lines, tmp_path)


FACES = 'Amiri, "IBM Plex Sans Arabic", "Noto Sans Tifinagh", "Noto Sans Symbols 2"'


@pytest.mark.parametrize("family", FAMILIES)
def test_a_left_to_right_text_in_several_faces(family: str, set_body: Set, tmp_path: Path) -> None:
    """A code with signs of the fonts for symbols and for Tifinagh, and a sign before its figures."""
    texts = ["□mega", "M. Benali / ⵎ. ⴱⵏⵄⵍⵉ", "10□³ mol", "ⴱⵏⵄⵍⵉ (Benali)", "A□ B□ C"]
    lines = [*texts, *(f"كلمة {text} هنا" for text in texts), *(f"«{text}»، ثم" for text in texts)]
    lines += [f"سنة {sign}١٢٣{stop}" for sign in "؀؁؂؃؄" for stop in ("", ".", "، ثم")]
    body = apart(f"<p>{isolate(line)}</p>" for line in lines)
    css = f"html,p,bdi{{font-family:'{family}',{FACES};text-align:right}}"
    check_readers(set_body(body, family, css).data, lines, tmp_path)


def test_the_rules_of_pdfjs_are_those_of_unicode_in_latin_and_arabic() -> None:
    assert {rules.kind(sign) for sign in "“”‘’–—…•\u200b\u200f"} == {"L"}
    assert {rules.kind(sign) for sign in "ﷺﻼ\u061cب"} == {"AL"}
    for code in [*range(0x20, 0x100), *range(0x600, 0x700)]:
        assert rules.kind(chr(code)) == unicodedata.bidirectional(chr(code))


@pytest.mark.parametrize(
    ("visual", "reading"),
    [
        ("دقعلاو .1993 ةنس", "سنة 1993. والعقد"),
        ("دقعلاو\u200b .1993 ةنس", "سنة \u200b .1993والعقد"),
        ("دقعلاو\u061c .1993 ةنس", "سنة 1993. \u061cوالعقد"),
        ("”٣.٥“ ةنس", "سنة ”٣.٥“"),
    ],
)
def test_what_pdfjs_reads(visual: str, reading: str) -> None:
    assert rules._reading(visual) == reading
