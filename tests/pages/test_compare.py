"""The comparison of pages sees what it must see, and leaves the pictures to look at."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pages.compare import DPI, compare_pages, difference, page_pictures, write_pages

A4_AT_DPI = (496, 702)


def pdf_of(*texts: str) -> bytes:
    """Return a PDF of A4 pages at :data:`DPI`, each with a text of small letters."""
    font = ImageFont.load_default(size=8)
    pages = []
    for text in texts:
        page = Image.new("L", A4_AT_DPI, 255)
        ImageDraw.Draw(page).text((100, 100), text, fill=0, font=font)
        pages.append(page)
    file = BytesIO()
    pages[0].save(file, "PDF", resolution=DPI, save_all=True, append_images=pages[1:], quality=95)
    return file.getvalue()


def test_equal_pages_pass_and_leave_nothing(tmp_path: Path) -> None:
    write_pages(pdf_of("43", "36"), "brief", tmp_path)
    compare_pages(pdf_of("43", "36"), "brief", tmp_path)
    assert sorted(file.name for file in (tmp_path / "golden").iterdir()) == [
        "brief-01.png",
        "brief-02.png",
    ]
    assert not (tmp_path / "failed").exists()


def test_one_changed_digit_fails_and_leaves_the_three_pictures(tmp_path: Path) -> None:
    write_pages(pdf_of("43", "36"), "brief", tmp_path)
    with pytest.raises(
        AssertionError, match=r"brief: changed pages 2: the pictures are in .*failed"
    ):
        compare_pages(pdf_of("43", "38"), "brief", tmp_path)
    digests = {}
    for file in (tmp_path / "failed").iterdir():
        with Image.open(file) as picture:
            digests[file.name] = np.asarray(picture)
    assert set(digests) == {
        "brief-02-actual.png",
        "brief-02-expected.png",
        "brief-02-difference.png",
    }
    assert not np.array_equal(digests["brief-02-actual.png"], digests["brief-02-expected.png"])
    rows, columns = np.nonzero(digests["brief-02-difference.png"] == 0)
    assert rows.min() >= 100 and rows.max() < 115, (
        "the difference is black only where the digit stands"
    )
    assert columns.min() >= 100 and columns.max() < 115


def test_pictures_of_an_earlier_failure_are_removed(tmp_path: Path) -> None:
    write_pages(pdf_of("43"), "brief", tmp_path)
    with pytest.raises(AssertionError):
        compare_pages(pdf_of("36"), "brief", tmp_path)
    compare_pages(pdf_of("43"), "brief", tmp_path)
    assert list((tmp_path / "failed").iterdir()) == []


@pytest.mark.parametrize(("now", "count"), [(("43",), 1), (("43", "36", "7"), 3)])
def test_another_number_of_pages_fails(tmp_path: Path, now: tuple[str, ...], count: int) -> None:
    write_pages(pdf_of("43", "36"), "brief", tmp_path)
    with pytest.raises(AssertionError, match=f"brief: {count} pages, and 2 golden ones"):
        compare_pages(pdf_of(*now), "brief", tmp_path)


def test_writing_again_removes_pages_that_are_no_more(tmp_path: Path) -> None:
    write_pages(pdf_of("43", "36"), "brief", tmp_path)
    write_pages(pdf_of("43"), "brief", tmp_path)
    compare_pages(pdf_of("43"), "brief", tmp_path)


def test_without_golden_pages_the_comparison_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no golden pages of brief"):
        compare_pages(pdf_of("43"), "brief", tmp_path)


def test_smoothing_is_tolerated_and_another_size_is_not() -> None:
    (page,) = page_pictures(pdf_of("43"))
    assert page.size == pytest.approx(A4_AT_DPI, abs=1)
    assert difference(page.point(lambda grey: max(0, grey - 10)), page) is None
    assert difference(page.resize((400, 600)), page) is not None
