"""Titles where no markup can stand: bookmarks and running heads have direction marks in their texts."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from document.small import SmallBrief
from report.arabic import isolate_plain
from report.building import build

TITLE = "حصيلة INTERPOL (ICPO) بنسبة 5%"


def test_bookmarks_and_running_heads_keep_codes_in_their_order(
    brief: SmallBrief, tmp_path: Path
) -> None:
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


def test_the_running_head_is_of_the_section_of_the_first_line(
    brief: SmallBrief, tmp_path: Path
) -> None:
    """A page that begins with the last lines of a section is of that one, even where the next begins on it."""
    brief.prose("نص من كلمات كثيرة تملأ السطر إلى آخره ثم تزيد عليه.\n\n" * 30)
    brief.write("text/next.md", "قسم آخر للتجربة.\n\n" * 3)
    brief.add(
        '[[sections]]\ntitle = "القسم التالي"\nnew_page = false\n[[sections.blocks]]\nprose = "text/next.md"\n'
    )
    build(brief.folder, tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        pages = [(page.get_textpage(), page.get_size()) for page in document]
        texts = [
            (text.get_text_range(), text.get_text_bounded(bottom=height - 60))
            for text, (_, height) in pages
        ]
    (head,) = [head for text, head in texts if "قسم آخر" in text]
    assert "الحصيلة" in head
    assert "القسم التالي" not in head
    opening = next(head for text, head in texts if "نص من كلمات كثيرة" in text)
    assert "الحصيلة" in opening
