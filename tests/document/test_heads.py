"""Titles where no markup can stand: bookmarks and running heads have direction marks in their texts."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from document.small import SmallBrief
from report.arabic import isolate_plain
from report.build import build

TITLE = "حصيلة INTERPOL (ICPO) بنسبة 5%"


def test_bookmarks_and_running_heads_keep_codes_in_their_order(brief: SmallBrief, tmp_path: Path) -> None:
    brief.edit("brief.toml", 'title = "الحصيلة"', f'title = "{TITLE}"')
    brief.prose("## تفصيل **INTERPOL** و43%\n\nنص.\n")
    build(brief.folder, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        bookmarks = [mark.get_title() for mark in document.get_toc()]
        pages = [page.get_textpage().get_text_range() for page in document]
    assert f"1 {isolate_plain(TITLE)}" in bookmarks
    assert isolate_plain("تفصيل INTERPOL و43%") in bookmarks
    assert isolate_plain(TITLE) != TITLE
    # In the contents, as a heading, and at the head of its page.
    assert sum(page.count("INTERPOL (ICPO)") for page in pages) == 3
