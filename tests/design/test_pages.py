"""The sizes of pages are read from the style sheets, as the renderer reads them."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import share

from report.design import (
    TextBlock,
    TokenError,
    house_geometry,
    house_sheets,
    read_geometry,
    read_tokens,
)

MM = 72 / 25.4


def test_the_pages_of_the_house_are_a4_and_right_bound() -> None:
    pages = house_geometry()
    assert (pages.portrait, pages.landscape) == (TextBlock(459.2, 700.1), TextBlock(705.8, 453.5))
    assert pages.left.right == pytest.approx(28 * MM) == pytest.approx(pages.right.left)
    assert pages.side(1) == pages.left and pages.side(2) == pages.right


def test_tokens_change_margins_and_the_size_one_by_one() -> None:
    pages = read_geometry([*house_sheets(), ":root { --margin-spine: 4cm; --page: letter }"])
    assert (pages.left.width, pages.left.height) == (612, 792)
    assert pages.left.right == pytest.approx(40 * MM) and pages.left.left == pytest.approx(20 * MM)
    assert pages.landscape.width == pytest.approx(297 * MM - 60 * MM, abs=0.1)


@pytest.mark.parametrize(
    ("css", "edges"),
    [
        (
            "@page { margin: 3cm }",
            (85.0, 85.0, 85.0, 79.4),
        ),  # :left and :right rules are more specific
        ("@page :right { margin: 1in 2in }", (72.0, 144.0, 72.0, 144.0)),
        (
            "@page { margin-top: 10mm !important } @page :right { margin-top: 20mm }",
            (28.3, 56.7, 73.7, 79.4),
        ),
        (
            "@page :first { margin: 0 } @page wide { margin: 0 } @page :blank { margin: 0 }",
            (68.0, 56.7, 73.7, 79.4),
        ),
        ("@media screen { @page :right { margin: 0 } }", (68.0, 56.7, 73.7, 79.4)),
        ("@media print { @page :right { margin: 9pt } }", (9.0, 9.0, 9.0, 9.0)),
        ("@page :left, :right { margin: 10% 5% }", (84.2, 29.8, 84.2, 29.8)),
        (
            "@page :right { margin-left: calc(2 * (1cm + 10mm) - 36pt / 2) }",
            (68.0, 56.7, 73.7, 95.4),
        ),
    ],
)
def test_rules_of_pages_are_cascaded(css: str, edges: tuple[float, ...]) -> None:
    side = read_geometry([*house_sheets(), css]).right
    assert (
        (side.top, side.right, side.bottom, side.left)
        == pytest.approx(edges, abs=0.1)
        == _as_set(css)
    )


def _as_set(css: str) -> tuple[float, ...]:
    """Return the margins that WeasyPrint gives page 2, from the corners of a box that fills it."""
    from weasyprint import CSS, HTML

    sheets = [
        CSS(string=sheet)
        for sheet in (*house_sheets(), "body { margin: 0 } div { break-after: page }", css)
    ]
    page = (
        HTML(string="<html dir=rtl><div>1</div><p>2").render(stylesheets=sheets).pages[1]._page_box
    )
    margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    return tuple(0.75 * edge for edge in margins)


LENGTHS = st.builds("{:.2f}{}".format, st.floats(1, 5), st.sampled_from(["mm", "pt", "px", "pc"]))


@settings(max_examples=share(15))
@given(
    st.lists(LENGTHS, min_size=1, max_size=4),
    st.sampled_from(["A5", "B5 landscape", "letter", "300pt 400pt"]),
)
def test_the_press_sets_the_pages_that_were_read(margins: list[str], size: str) -> None:
    from weasyprint import HTML

    css = f"@page {{ size: {size}; margin: {' '.join(margins)} }}"
    pdf_data = HTML(string=f"<style>{css}</style><p>1").write_pdf()
    assert pdf_data is not None
    with pypdfium2.PdfDocument(BytesIO(pdf_data)) as document:
        set_size = document[0].get_size()
    side = read_geometry([css]).left
    assert (side.width, side.height) == pytest.approx(set_size, abs=0.01)
    box = HTML(string=f"<style>{css}</style><p>1").render().pages[0]._page_box
    assert side.text_width == pytest.approx(0.75 * box.width, abs=0.01)
    assert side.text_height == pytest.approx(0.75 * box.height, abs=0.01)


@pytest.mark.parametrize(
    "css",
    [
        "@page { margin: 2em }",
        "@page { margin: auto }",
        "@page { margin: 1mm 2mm 3mm 4mm 5mm }",
        "@page { margin: calc(1mm + 2) }",
        "@page { margin: calc(1mm / 0) }",
        "@page { margin: calc() }",
        "@page { margin: var(--nothing) }",
        "@page { size: A17 }",
        "@page { size: 10cm A4 }",
        "@page :left { margin-right: 19cm }",
        ":root { --margin-spine: var(--margin-spine) }",
        ":root { --page: var(--a) var(--a); --a: var(--b) var(--b); --b: var(--page) }",
    ],
)
def test_what_cannot_be_set_is_an_error(css: str) -> None:
    with pytest.raises(TokenError):
        read_geometry([*house_sheets(), css])


def test_references_that_double_one_another_are_bounded() -> None:
    doubling = "".join(
        f"--a{index}: var(--a{index + 1}) var(--a{index + 1});" for index in range(14)
    )
    tokens = read_tokens([f":root {{ {doubling} --a14: 1mm }}"])
    with pytest.raises(TokenError, match="too much"):
        tokens.resolved("--a0")


UPRIGHT, LANDSCAPE = "<div>a</div>", '<div class="landscape">b</div>'


@pytest.mark.parametrize(
    ("content", "widths"),
    [
        (f"<section>{UPRIGHT}{LANDSCAPE}{UPRIGHT}</section>", [210, 297, 210]),
        (f"<section>{LANDSCAPE}{LANDSCAPE}{UPRIGHT}</section>", [297, 210]),
        (f"<section>{LANDSCAPE}</section><section class='run-on'>{UPRIGHT}</section>", [297, 210]),
        (f"<section>{UPRIGHT}</section><section class='run-on'>{UPRIGHT}</section>", [210]),
    ],
)
def test_what_follows_a_landscape_block_begins_an_upright_page(
    content: str, widths: list[int]
) -> None:
    from weasyprint import CSS, HTML

    sheets = [CSS(string=sheet) for sheet in house_sheets()]
    pages = HTML(string=f"<html dir=rtl>{content}").render(stylesheets=sheets).pages
    assert [round(page.width / 96 * 25.4) for page in pages] == widths


def test_a_continuation_page_has_no_margin_at_its_top() -> None:
    from weasyprint import CSS, HTML

    sheets = [CSS(string=sheet) for sheet in house_sheets()]
    blocks = "<p style='height: 20cm'></p><p style='margin-top: 2cm; height: 20cm'></p>"
    page = HTML(string=f"<html dir=rtl>{blocks}").render(stylesheets=sheets).pages[1]._page_box
    (paragraph,) = [box for box in page.descendants() if box.element_tag == "p"]
    assert paragraph.position_y == pytest.approx(page.margin_top)
