"""Tables without rows, with rows higher than a page, wider than the paper: head, caption and proof on each page."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from properties import slow
from render.ink import outside, overlaps, sheets
from render.tables import write_columns, write_counts, write_empty, write_many, write_tall

from report.building import build, verify

_MARKS = re.compile("[\\s\u200b-\u200f]+")


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [_MARKS.sub("", page.get_textpage().get_text_range()) for page in document]


def _verifies(path: Path) -> None:
    all_findings = []
    for check in verify(path, judge=False).checks:
        for finding in check.findings:
            all_findings.append(finding)
    assert all_findings == []


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    edition = build(write_empty(tmp_path / "brief"), tmp_path / "out.pdf")
    assert "".join(_pages(edition.path)).count("لاصفوف") == 6
    _verifies(edition.path)


@pytest.mark.parametrize(("kind", "index"), [("table", 0), slow("table", 1), ("register", 3)])
def test_a_row_higher_than_a_page_keeps_the_head(kind: str, index: int, tmp_path: Path) -> None:
    edition = build(write_tall(tmp_path / "brief", kind=kind, tall_row=index), tmp_path / "out.pdf")
    pages = _pages(edition.path)
    on = [number for number, text in enumerate(pages) if "التفصيل" in text]
    assert len(on) >= 2
    assert all("المكان" in pages[number] and "الوصف" in pages[number] for number in on)
    assert [number for number in on if "(تابع)" in pages[number]] == on[1:]
    assert "القسم" in pages[on[0]] and "طويل" in pages[on[0]]
    assert all(outside(sheet) == [] and overlaps(sheet) == [] for sheet in sheets(edition.path))
    _verifies(edition.path)


@pytest.mark.parametrize(("count", "pieces"), [(6, 1), (13, 1), slow(36, 2)])
def test_counts_of_many_regions_stay_on_the_paper(count: int, pieces: int, tmp_path: Path) -> None:
    edition = build(write_counts(tmp_path / "brief", count), tmp_path / "out.pdf")
    text = "".join(_pages(edition.path))
    said = [f"الجزء{number}من{pieces}" for number in range(1, pieces + 1)]
    assert [item for item in said if item in text] == (said if pieces > 1 else [])
    assert all(outside(sheet) == [] and overlaps(sheet) == [] for sheet in sheets(edition.path))
    assert text.count("المجموع") >= pieces
    _verifies(edition.path)


@pytest.mark.parametrize("rows", [24, slow(60), slow(210)])
def test_a_long_register_in_parts_verifies(rows: int, tmp_path: Path) -> None:
    folder = write_columns(tmp_path / "brief", 30, rows, 'engine = "fast"')
    edition = build(folder, tmp_path / "out.pdf")
    text = "".join(_pages(edition.path))
    assert "الجزء1من" in text and "الجزء2من" in text
    assert all(outside(sheet) == [] and overlaps(sheet) == [] for sheet in sheets(edition.path))
    _verifies(edition.path)


@pytest.mark.parametrize("group", [False, slow(True)])
def test_a_table_breaks_after_three_rows_and_before_three(group: bool, tmp_path: Path) -> None:
    sizes = [11, 14, 12, 17, 13, 19, 11, 15, 10, 6, 12, 10, 16]
    edition = build(write_many(tmp_path / "brief", sizes, group=group), tmp_path / "out.pdf")
    pages = _pages(edition.path)
    broken = 0
    for kind, size in enumerate(sizes):
        rows = [len(set(re.findall(f"مكان{kind}-(\\d+)-", text))) for text in pages]
        counts = [count for count in rows if count]
        assert sum(counts) == size
        # The head and the subtotal of a group are rows, too.
        least = min(2, (size - 1) % 5 + 1) if group else 3
        assert counts[0] >= 3 and counts[-1] >= least
        assert len(counts) == 1 or size + (size // 5 if group else 0) > 10
        broken += len(counts) > 1
    assert broken >= 3
    _verifies(edition.path)
