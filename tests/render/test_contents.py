"""The look of the contents: a title of several lines has its number at the first line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2

from report.render import RenderedPdf

CSS = Path(__file__).parents[2] / "templates" / "css"
ROW = (
    '<p class="row level-1"><a href="#a"><span class="no">7</span><span class="name">{}</span>'
    '<span class="dots"></span><span class="page" data-to="#a"></span></a></p>'
)


def test_the_number_is_at_the_first_line_and_the_page_at_the_last(
    set_body: Callable[..., RenderedPdf],
) -> None:
    body = '<section class="contents" id="a">{}</section>'
    css = "".join((CSS / name).read_text("utf-8") for name in ("tokens.css", "front.css"))
    rows = []
    for title in ("عنوان قصير", "عنوان طويل يمتد على سطرين أو ثلاثة في صفحة المحتويات " * 3):
        pdf = set_body(body.format(ROW.format(title)), "IBM Plex Sans Arabic", css).data
        (page,) = pypdfium2.PdfDocument(pdf)
        text = page.get_textpage()
        letters = text.get_text_range()
        number, page_number = (text.get_charbox(letters.index(figure)) for figure in "70")
        rows.append(round(number[1] - page_number[1]))
    line = 21
    assert rows[0] == 0
    assert rows[1] > 0 and rows[1] % line in (0, 1, line - 1)
