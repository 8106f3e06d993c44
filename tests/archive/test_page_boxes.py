"""Boxes of pages: what a reader can draw passes, on the page or inherited; anything else is refused with its page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from report.archive.page_boxes import LONGEST_SIDE, need_usable_pages
from report.errors import ArchiveError, Location

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


def _pages(count: int = 3) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def _refusal(pdf: pikepdf.Pdf) -> tuple[int | None, object] | None:
    """Return the page and the key that are refused, ``None`` where every page is usable."""
    try:
        need_usable_pages(pdf, Location(file="a.pdf"))
    except ArchiveError as error:
        (finding,) = error.findings
        assert finding.rule == "page-box"
        assert finding.where.file == "a.pdf"
        return finding.where.page, finding.values["name"]
    return None


@given(
    left=st.integers(-5_000, 5_000),
    bottom=st.integers(-5_000, 5_000),
    width=st.integers(1, 9_000),
    height=st.integers(1, 9_000),
    turned=st.integers(-40, 40),
    swapped=st.booleans(),
    inherited=st.booleans(),
    key=st.sampled_from(BOXES),
)
def test_every_box_within_the_bound_is_usable(
    left: int,
    bottom: int,
    width: int,
    height: int,
    turned: int,
    swapped: bool,
    inherited: bool,
    key: str,
) -> None:
    corners = [(left, bottom), (left + width, bottom + height)]
    values = []
    for corner in sorted(corners, reverse=swapped):
        for value in corner:
            values.append(value)
    box = Array(values)
    pdf = _pages()
    holder: Any = pdf.Root.Pages if inherited else pdf.pages[1].obj
    if inherited and key == "MediaBox":
        del pdf.pages[1].obj.MediaBox
    holder[f"/{key}"] = box
    holder.Rotate = turned * 90
    assert _refusal(pdf) is None


HUGE = st.one_of(
    st.integers(LONGEST_SIDE + 1, 10**40),
    st.integers(-(10**40), -LONGEST_SIDE - 1),
    st.decimals(LONGEST_SIDE + 1, 10**30, places=2),
)


@given(number=HUGE, place=st.integers(0, 3), inherited=st.booleans(), key=st.sampled_from(BOXES))
def test_a_box_beyond_the_bound_is_refused(
    number: int | Decimal, place: int, inherited: bool, key: str
) -> None:
    pdf = _pages()
    box: list[Any] = [0, 0, 100, 100]
    box[place] = number
    if inherited and key in BOXES[:2]:
        if key == "MediaBox":
            del pdf.pages[1].obj.MediaBox
        pdf.Root.Pages[f"/{key}"] = _array(box)
        expected = 2 if key == "MediaBox" else 1
    else:
        pdf.pages[1].obj[f"/{key}"] = _array(box)
        expected = 2
    assert _refusal(pdf) == (expected, key)


def _array(box: list[Any]) -> Any:
    """Return a box of real numbers, which may be larger than an integer of pikepdf."""
    numbers = " ".join(f"{Decimal(value):.2f}" for value in box)
    return pikepdf.Object.parse(f"[{numbers}]".encode())


def _set(key: str, value: object) -> Callable[[Any], None]:
    return lambda page: page.__setitem__(f"/{key}", value)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (_set("MediaBox", Array([0, 0, 0, 100])), "MediaBox"),
        (_set("MediaBox", Array([0, 0, 100])), "MediaBox"),
        (_set("MediaBox", Array([0, 0, Name.NaN, 100])), "MediaBox"),
        (_set("MediaBox", Array([0, 0, True, 100])), "MediaBox"),
        (_set("MediaBox", Array([0, 0, String("9"), 100])), "MediaBox"),
        (_set("MediaBox", Dictionary(A=1)), "MediaBox"),
        (_set("MediaBox", 7), "MediaBox"),
        (_set("CropBox", Array([])), "CropBox"),
        (_set("MediaBox", Array([-9000, 0, 9000, 100])), "MediaBox"),
        (_set("UserUnit", 75), "MediaBox"),
        (_set("UserUnit", 10**12), "MediaBox"),
        (_set("UserUnit", 0), "UserUnit"),
        (_set("UserUnit", -1), "UserUnit"),
        (_set("UserUnit", Name.Big), "UserUnit"),
        (_set("Rotate", 45), "Rotate"),
        (_set("Rotate", 10**15 * 90), "Rotate"),
        (_set("Rotate", Decimal("0.5")), "Rotate"),
        (_set("Rotate", String("90")), "Rotate"),
    ],
)
def test_what_is_no_box_no_unit_and_no_rotation_is_refused(
    change: Callable[[Any], None], key: str
) -> None:
    pdf = _pages()
    change(pdf.pages[2].obj)
    assert _refusal(pdf) == (3, key)


def test_a_unit_that_keeps_a_page_within_the_bound_is_usable() -> None:
    pdf = _pages()
    pdf.pages[0].obj.UserUnit = 10
    assert _refusal(pdf) is None


def test_a_page_without_a_media_box_is_refused() -> None:
    pdf = _pages()
    del pdf.pages[0].obj.MediaBox
    assert _refusal(pdf) == (1, "MediaBox")


def test_parents_in_circles_end() -> None:
    pdf = _pages()
    page = pdf.pages[0].obj
    page.Parent = page
    assert _refusal(pdf) is None
    del page.MediaBox
    assert _refusal(pdf) == (1, "MediaBox")


def test_the_message_names_the_bound_in_both_languages() -> None:
    pdf = _pages()
    pdf.pages[1].obj.MediaBox = Array([0, 0, 10**9, 10**9])
    with pytest.raises(ArchiveError) as caught:
        need_usable_pages(pdf, Location())
    assert "page 2" in caught.value.text("en") and "14400 points" in caught.value.text("en")
    assert "14400 نقطة" in caught.value.text("ar")
