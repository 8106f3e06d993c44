"""Sections on the page of another: a title, its first text and its chart are never apart. Parts of a table of quality
that go on say so."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from render.tables import WORD, write_wide

from report.building import build, verify

_MARKS = re.compile("[\\s\u200b-\u200f]+")
SECTION = '[[sections]]\ntitle = "الفاتحة"\n[[sections.blocks]]\nprose = "first.md"\n'
RUN_ON = (
    '[[sections]]\ntitle = "الخاتمة"\nnew_page = false\n[[sections.blocks]]\nprose = "second.md"\n'
)
CHART = '[[sections.blocks]]\nchart = "bars"\ntable = "t"\nby = "place"\ncaption = "رسم الأماكن"\n'


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [_MARKS.sub("", page.get_textpage().get_text_range()) for page in document]


@pytest.mark.slow
@pytest.mark.parametrize(("filled", "own"), [(8, 1), (12, 1), (16, 1), (12, 16)])
def test_a_section_begins_on_the_page_of_its_chart_or_its_text_is_broken(
    tmp_path: Path, filled: int, own: int
) -> None:
    folder = write_wide(tmp_path / "brief", columns=2, blocks=SECTION + RUN_ON + CHART, rows=12)
    (folder / "first.md").write_text(f"{WORD * 2}\n\n" * filled, "utf-8")
    (folder / "second.md").write_text(f"الكلمة{WORD * own}".strip(), "utf-8")
    pages = pages_of(build(folder, tmp_path / "out.pdf").path)[3:]
    title = max(index for index, text in enumerate(pages) if "الخاتمة" in text and "الكلمة" in text)
    chart = next(
        index for index, text in enumerate(pages) if "رسمالأماكن" in text and "مكان0" in text
    )
    if own == 1:
        assert title == chart
    else:
        # The end of the text is over the chart.
        assert chart - title <= 1 and _MARKS.sub("", WORD)[:12] in pages[chart]


@pytest.mark.slow
def test_each_page_of_a_table_of_quality_names_its_table(tmp_path: Path) -> None:
    block = '[[appendices]]\ntitle = "الجودة"\n[[appendices.blocks]]\nquality = "all"\ncaption = "جودة"\n'
    note = '[[sections]]\ntitle = "القسم"\n[[sections.blocks]]\nnote = "ملاحظة"\n'
    folder = write_wide(tmp_path / "brief", columns=60, blocks=note + block, rows=3)
    path = build(folder, tmp_path / "out.pdf").path
    shown = [
        text for text in pages_of(path) if "عمود1" in text or "عمود59" in text or "عمود40" in text
    ]
    assert len(shown) > 1
    assert "الجدول1(تابع)" not in shown[0] and "الجدول1(تابع)" in shown[1]
    assert [check.findings for check in verify(path, judge=False).checks if check.findings] == []
