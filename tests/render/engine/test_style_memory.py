"""What is remembered of a style is what WeasyPrint computes, and the bytes are those without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from render.conftest import Set
from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle

from report.render import RenderedPdf
from report.render.engine import shared_fonts, style_memory
from report.render.engine.style_memory import Computed, StyleMemory

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = (
    ':root{--ink:#123456;--room:2em} html{font-family:"Amiri";color:var(--ink)}'
    " @page{size:120mm 90mm;margin:8mm} td{border:1px solid var(--ink);padding:calc(1px + .2em)}"
    " table{border-collapse:collapse;margin:var(--room)} p::first-line{font-weight:bold}"
    " p::first-letter{font-size:20pt} .n{float:footnote} li{margin:1ch 2rem} ol{padding:1ex}"
    " div{display:flex} div p{width:50%} u{text-decoration:underline} u b{color:red}"
    " @page{@top-center{content:counter(page);counter-increment:up;border-top:1px solid}}"
    " @page:first{@top-left{content:'نص';font-size:80%}@footnote{border-top:1pt solid}}"
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


def computed_again(style: Any, styles: dict[int, Any]) -> Any:
    """Return a style without computed values that has the rules of another one."""
    if id(style) not in styles:
        parent = style.parent_style
        above = None if parent is None else computed_again(parent, styles)
        first = (
            InitialStyle(style.font_config)
            if above is None
            else computed_again(style.root_style, styles)
        )
        styles[id(style)] = ComputedStyle(
            above, style.cascaded, style.pseudo_type, first, style.base_url,
            style.font_config, {"box": None, "area": None},
        )  # fmt: skip
    return styles[id(style)]


def test_what_is_remembered_is_what_is_computed(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = Computed.fill
    compared: dict[object, list[str]] = {}

    def checked(computed: Computed, style: Any) -> None:
        stock(computed, style)
        new = computed_again(style, {})
        kind = style.pseudo_type if style.pseudo_type is None else style.pseudo_type[0]
        for values, expected, of in (
            (computed.own.values, new, kind),
            (computed.anonymous.values, AnonymousStyle(new), "anonymous"),
        ):
            for name, value in values.items():
                compared.setdefault(of, []).append(name)
                assert repr(expected[name]) == repr(value), name

    monkeypatch.setattr(Computed, "fill", checked)
    for number in (1, 2, 2, 3):
        page(text(number))
    assert {kind: len(names) > 300 for kind, names in compared.items()} == {
        None: True, "@": True, "anonymous": True,
    }  # fmt: skip
    assert not style_memory.CHANGED & set().union(*compared.values())


def test_rows_that_differ_in_their_anchor_have_the_same_values(page: Page) -> None:
    page("<table><tr id=a><td>خلية</table>")
    memory = spare_styles()
    count = memory._count
    page("<table><tr id=b><td>خلية</table>")
    assert spare_styles()._count == count


def spare_styles() -> StyleMemory:
    """Return what the fonts that wait for the next document remember."""
    spare = shared_fonts._PROCESS.spare
    assert spare is not None
    return spare.fonts.styles


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
    styles = spare_styles()
    assert styles._earlier
    sizes = style_memory.PageSizes({"area": (100, 200)})
    assert not sizes.asked
    assert sizes["area"] == (100, 200)
    assert sizes.asked
    styles._sizes = sizes
    styles.end_document()
    assert not styles._earlier
