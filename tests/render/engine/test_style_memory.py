"""What is remembered of a style is what WeasyPrint computes, and the bytes are those without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from render.conftest import Set
from weasyprint.css import ComputedStyle, InitialStyle

from report.render import RenderedPdf
from report.render.engine import shared_fonts, style_memory
from report.render.engine.style_memory import StyleMemory

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = (
    ':root{--ink:#123456;--room:2em} html{font-family:"Amiri";color:var(--ink)}'
    " @page{size:120mm 90mm;margin:8mm} td{border:1px solid var(--ink);padding:calc(1px + .2em)}"
    " table{border-collapse:collapse;margin:var(--room)} p::first-line{font-weight:bold}"
    " p::first-letter{font-size:20pt} .n{float:footnote} li{margin:1ch 2rem} ol{padding:1ex}"
    " div{display:flex} div p{width:50%} u{text-decoration:underline} u b{color:red}"
)


def text(number: int) -> str:
    """Return a document with all kinds of boxes whose styles WeasyPrint changes."""
    return (
        f"<p>نص <u>أول <b>{number}</b></u><span class=n>حاشية {number}</span> وهو كلمة بعد كلمة</p>"
        f"<table><tr><td>خلية<td style='width:{number}em'>أخرى</table><div><p>يمين<p>يسار</div>"
        f"<ol><li>بند<li>بند {number}</ol><table><tr><td>خلية</table>"
    )


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a page of these tests."""
    return lambda body, css="": set_edition(body, CSS + css)


def computed_again(style: Any, root: Any, styles: dict[int, Any]) -> Any:
    """Return a style without computed values that has the rules of another one."""
    if id(style) not in styles:
        parent = style.parent_style
        above = None if parent is None else computed_again(parent, root, styles)
        first = InitialStyle(style.font_config) if above is None else styles[id(root)]
        styles[id(style)] = ComputedStyle(
            above, style.cascaded, style.pseudo_type, first, style.base_url,
            style.font_config, {"box": None, "area": None},
        )  # fmt: skip
    return styles[id(style)]


def test_what_is_remembered_is_what_is_computed(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = StyleMemory.begin_document
    compared = []

    def checked(memory: StyleMemory, style_for: Any) -> None:
        stock(memory, style_for)
        root = next(iter(style_for.get_computed_styles().values()))
        styles: dict[int, Any] = {}
        for style, computed in memory._styles:
            new = computed_again(style, root, styles)
            for name, value in computed.values.items():
                compared.append(name)
                assert repr(new[name]) == repr(value), name

    monkeypatch.setattr(StyleMemory, "begin_document", checked)
    for number in (1, 2, 2, 3):
        page(text(number))
    assert len(compared) > 1000
    assert not style_memory.CHANGED & set(compared)


def test_the_bytes_are_those_without_memory(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = ["", "", ":root{--ink:#654321}", "p{letter-spacing:1px}", ""]
    warm = [page(text(number), css).data for number, css in enumerate(sheets)]
    cold = []
    for number, css in enumerate(sheets):
        shared_fonts.drop_shared_fonts()
        cold.append(page(text(number), css).data)
    assert warm == cold
    monkeypatch.setattr(style_memory, "MOST_STYLES", 3)
    assert [page(text(number), css).data for number, css in enumerate(sheets)] == cold


def test_a_length_in_page_sizes_is_not_remembered(page: Page) -> None:
    page("<div><p>نص</div>")
    spare = shared_fonts._PROCESS.spare
    assert spare is not None
    styles = spare.fonts.styles
    assert styles._earlier
    sizes = style_memory.PageSizes({"area": (100, 200)})
    assert not sizes.asked
    assert sizes["area"] == (100, 200)
    assert sizes.asked
    styles._sizes = sizes
    styles.end_document()
    assert not styles._earlier
