"""Justification with kashida: what is drawn, and what is read."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from report.document import Stylesheet
from report.render import PdfMetadata, font_faces, render_pdf

#: Three lines in a narrow column, the first two justified and with much slack.
TEXT = "اجتمعت الوفود المشاركة لاستعراض التنسيق المستمر وتبادل الخبرات الاستراتيجية بين المؤسسات المسؤولة."
CSS = (
    "@page{size:120mm 80mm;margin:10mm} html{font-family:Amiri;font-size:13pt;line-height:21pt;font-kerning:none}"
    "p{width:64mm;text-align:justify} em{font-style:normal;color:green}"
)


def set_text(body: str, metadata: PdfMetadata, folder: Path, *, kashida: bool) -> bytes:
    sheet = Stylesheet(css=font_faces() + CSS, base=folder)
    page = f'<!doctype html><html lang="ar" dir="rtl"><title>ت</title><body><p>{body}</p>'
    return render_pdf(
        page, stylesheets=[sheet], roots=[folder], metadata=metadata, kashida=kashida
    ).data


def ink(pdf: bytes) -> np.ndarray:
    """Return where a page has ink, at 150 dpi."""
    with pypdfium2.PdfDocument(pdf) as document:
        return np.asarray(document[0].render(scale=150 / 72).to_numpy()[..., :3].min(axis=2) < 128)


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_range()
    return text.replace("\u061c", "").split()  # which a wide space bears for pdf.js


def lines(page: np.ndarray) -> list[tuple[int, int]]:
    """Return the left and the right edge of the ink of each line: rows of ink that are separated by white."""
    height = round(21 * 150 / 72)
    top = int(np.flatnonzero(page.any(axis=1))[0]) - height // 4
    bands = [
        page[index : index + height].any(axis=0).nonzero()[0]
        for index in range(top, page.shape[0] - height, height)
    ]
    return [(int(band[0]), int(band[-1])) for band in bands if band.size]


@pytest.mark.parametrize("body", [TEXT, TEXT.replace("التنسيق", "<em>التنسيق</em>")])
def test_words_are_drawn_out_and_read_as_they_were(
    body: str, metadata: PdfMetadata, tmp_path: Path
) -> None:
    without = set_text(body, metadata, tmp_path, kashida=False)
    with_ = set_text(body, metadata, tmp_path, kashida=True)
    assert words(with_) == words(without)
    assert "ـ" not in "".join(words(with_))
    assert not np.array_equal(ink(with_), ink(without))
    with pikepdf.open(io.BytesIO(with_)) as document:
        texts = [str(item["/ActualText"]) for item in document.objects if _has_text(item)]
    assert any("التنسيق" in text for text in texts)
    assert not any("ـ" in text for text in texts)


def _has_text(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/ActualText" in item


def test_lines_still_end_at_the_margins(metadata: PdfMetadata, tmp_path: Path) -> None:
    without = lines(ink(set_text(TEXT, metadata, tmp_path, kashida=False)))
    with_ = lines(ink(set_text(TEXT, metadata, tmp_path, kashida=True)))
    assert len(with_) == len(without) >= 2
    for stretched_line, stock in zip(with_, without, strict=True):
        assert stretched_line == pytest.approx(stock, abs=3)


def test_a_full_line_and_a_last_line_stay_as_they_are(
    metadata: PdfMetadata, tmp_path: Path
) -> None:
    short = "اجتمعت الوفود المشاركة."
    assert set_text(short, metadata, tmp_path, kashida=True) == set_text(
        short, metadata, tmp_path, kashida=False
    )


def test_a_tatweel_of_the_writer_is_read(metadata: PdfMetadata, tmp_path: Path) -> None:
    body = TEXT.replace("الوفود", "الوفـود")
    assert "الوفـود" in words(set_text(body, metadata, tmp_path, kashida=True))
