"""Justified lines, judged by where pdfium sees their characters: both edges are at the margins."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from render.ink import BEARING, Sheet, sheets

from report.arabic import isolate
from report.document import Stylesheet
from report.render import PdfMetadata, font_faces, render_pdf
from report.render.justification import justification
from report.render.pieces import STEP

MM = 72 / 25.4
#: The margins of the page, in points from its left edge.
LEFT, RIGHT = 20 * MM, 90 * MM
NEAR = 0.1 * MM
CSS = (
    "@page{size:110mm 280mm;margin:10mm 20mm} html{font-family:Amiri;font-size:13pt;line-height:21pt}"
    "body{margin:0} p{margin:0 0 4mm;text-align:justify} em{font-style:normal}"
    ".note{float:footnote;font-size:8pt} "
    ".note::footnote-call{padding-right:0.6pt;font-size:7.5pt;line-height:0;vertical-align:baseline}"
)
#: Words whose first and last letters have their outlines inside of their advances, so that these can be seen.
WORDS = (
    "اجتماعات",
    "المدن",
    "مذكرات",
    "مساكن",
    "مراكشيين",
    "عن",
    "التفاهم",
    "مضامين",
    "المشاركات",
    "حسن",
    "سنة",
)
INLINES = (
    "INTERPOL",
    "A/RES/76-12",
    "24-27",
    "<em>مذكرة</em>",
    "+212 5 37 12 34 56",
    "<em>عن سنة</em>",
    "12,5%",
)
STOPS = ("", "", "", "،", ".")
NOTE = '<span class="note">حاشية</span>'


#: How far before its first letter pdfium sees a code begin, in points: its pieces start there, and nothing is drawn.
AHEAD = STEP / 1000 * 13 * 12


def set_paragraphs(
    paragraphs: list[str],
    folder: Path,
    metadata: PdfMetadata,
    *,
    kashida: bool = False,
    align: str = "justify",
) -> bytes:
    body = "".join(f'<p style="text-align:{align}">{text}</p>' for text in paragraphs)
    page = f'<!doctype html><html lang="ar" dir="rtl"><title>ت</title><body>{body}'
    sheet = Stylesheet(css=font_faces() + CSS, base=folder)
    return render_pdf(
        page,
        stylesheets=[sheet],
        roots=[folder],
        metadata=metadata,
        kashida=kashida,
        text_gate=False,
    ).data


def edges(pdf: bytes) -> list[tuple[float, float, str]]:
    """Return the left and the right edge of each line of 13 points, in points, and its characters from right to left.

    The left edge is where the pen is for the first glyph; the right one where the last glyph's advance ends.
    """
    lines: dict[tuple[int, float], list[tuple[float, float, str]]] = defaultdict(list)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                character, x, y = (
                    chr(pdfium.FPDFText_GetUnicode(text.raw, index)),
                    ctypes.c_double(),
                    ctypes.c_double(),
                )
                box = pdfium.FS_RECTF()
                pdfium.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
                pdfium.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box))
                if character.isprintable() and character != " " and box.right - box.left > 0.5:
                    lines[number, round(y.value)].append((x.value, box.right, character))
    ink = list(sheets(pdf))
    results = []
    for (number, baseline), glyphs in lines.items():
        if len(glyphs) > 12:
            glyphs.sort()
            word = "".join(character for _, _, character in glyphs[::-1])
            right = max(right for _, right, _ in glyphs)
            if word[0].isascii():
                right = max(right, _ink_right(ink[number], baseline))
            results.append((glyphs[0][0], right, word))
    return results


def _ink_right(sheet: Sheet, baseline: float) -> float:
    """Return the right edge of the ink of a line. The letters of a code have no separate boxes in pdfium."""
    middle = baseline + 3
    pieces = (piece for piece in sheet.pieces if piece.bottom < middle < piece.top)
    return max((piece.right for piece in pieces), default=0.0)


def text_of(sections: list[tuple[str, str, bool]]) -> str:
    pieces = []
    for word, stop, note in sections:
        marked = word if word.startswith("<") else isolate(word)
        pieces.append(f"{marked}{NOTE if note else ''}{stop}")
    return " ".join(pieces)


#: A word, a stop, and whether a footnote is called.
PARTS = st.tuples(
    st.sampled_from(WORDS + WORDS + INLINES),
    st.sampled_from(STOPS),
    st.integers(0, 9).map(lambda n: n == 0),
)
PARAGRAPHS = st.lists(
    st.lists(PARTS, min_size=14, max_size=40).map(text_of), min_size=4, max_size=4
)


def _is_off(left: float, right: float, text: str) -> bool:
    """Whether a line does not begin at the right margin, or ends beyond the left one."""
    is_right = abs(right - RIGHT) <= (BEARING if text[0].isascii() else NEAR)
    return not is_right or left < LEFT - NEAR - (AHEAD if text[-1].isascii() else 0)


def check(paragraphs: list[str], folder: Path, metadata: PdfMetadata, *, kashida: bool) -> None:
    """Every line begins at the right margin, and all but the last of a paragraph end at the left one, to 0.1 mm."""
    lines = edges(set_paragraphs(paragraphs, folder, metadata, kashida=kashida))
    assert len(lines) > len(paragraphs)
    assert [line for line in lines if _is_off(*line)] == []
    full = [line for line in lines if line[0] < LEFT + NEAR]
    assert len(full) >= len(lines) - len(paragraphs)


FOREIGN = '<bdi dir="ltr">INTERPOL <b>headquarters</b> in Lyon</bdi>'


def check_ragged(paragraphs: list[str], folder: Path, metadata: PdfMetadata) -> None:
    """Every line begins at the right margin, and none ends beyond the left one, to 0.1 mm."""
    paragraphs = [text.replace("INTERPOL", FOREIGN) for text in paragraphs]
    lines = edges(set_paragraphs(paragraphs, folder, metadata, align="right"))
    assert len(lines) > len(paragraphs)
    assert [line for line in lines if _is_off(*line)] == []


def tried(times: int, judge: Callable[[list[str]], None]) -> None:
    settings(
        max_examples=times, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(PARAGRAPHS)(lambda paragraphs: judge(paragraphs)))()  # fmt: skip


@pytest.mark.parametrize("kashida", [False, True])
def test_lines_end_at_both_margins(kashida: bool, tmp_path: Path, metadata: PdfMetadata) -> None:
    tried(3, partial(check, folder=tmp_path, metadata=metadata, kashida=kashida))


def test_ragged_lines_stay_inside_both_margins(tmp_path: Path, metadata: PdfMetadata) -> None:
    tried(3, partial(check_ragged, folder=tmp_path, metadata=metadata))


@pytest.mark.slow
@pytest.mark.parametrize("kashida", [False, True])
def test_many_lines_end_at_both_margins(
    kashida: bool, tmp_path: Path, metadata: PdfMetadata
) -> None:
    tried(28, partial(check, folder=tmp_path, metadata=metadata, kashida=kashida))


@pytest.mark.slow
def test_many_ragged_lines_stay_inside_both_margins(tmp_path: Path, metadata: PdfMetadata) -> None:
    tried(28, partial(check_ragged, folder=tmp_path, metadata=metadata))


def test_the_function_of_weasyprint_is_put_back() -> None:
    from weasyprint.layout import inline

    stock = inline.justify_line
    with justification(kashida=True):
        assert inline.justify_line is not stock
    assert inline.justify_line is stock
