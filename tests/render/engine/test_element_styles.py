"""The rules of the elements of the document before are taken where those of this document are the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from render.conftest import Set

from report.render import RenderedPdf
from report.render.engine import shared_fonts
from report.render.engine.element_styles import ElementStyles

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = """
@page { size: 120mm 90mm; margin: 9mm } html { font-family: "Amiri" }
@counter-style steps { system: extends decimal; suffix: ") " }
ol { list-style: steps } p:empty { height: 9mm } p:empty::before { content: "فارغ" }
li:nth-child(2) { color: red } h1 + p { font-weight: bold } p:lang(en) { font-style: italic }
[data-tone=warm] { color: blue } [data-mark] { text-decoration: underline }
a::after { content: " " target-counter(attr(href url), page) } td { border: 1pt solid }
"""
BODY = (
    "<h1 id=top data-mark='كلمة' data-note='قول'>عنوان</h1><p data-tone=cold>أول<p>ثان <b>كلمة</b>"
    "<ol><li>بند<li>بند</ol><p></p><p lang=fr style='width: 50mm'>ثالث <a href='#top'>هنا</a>"
    "<table><tr><td>خلية<td class=wide>أخرى</table>"
)


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a page of these tests."""
    return lambda body, css="": set_edition(body, CSS + css)


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the rules of each document were those of the document before."""
    answers: list[bool] = []
    stock = ElementStyles.context

    def noted(styles: ElementStyles, *values: object) -> object:
        context = stock(styles, *values)  # type: ignore[arg-type]
        answers.append(context is not None)
        return context

    monkeypatch.setattr(ElementStyles, "context", noted)
    return answers


def has_bytes_of_a_new_process(page: Page, body: str, css: str = "") -> bool:
    warm = page(body, css).data
    shared_fonts.drop_shared_fonts()
    return page(body, css).data == warm


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("كلمة</b>", "كلمات أخرى</b>"),
        ("data-mark='كلمة'", "data-mark='كلمات'"),
        ("data-note='قول'", "data-note='أقوال'"),
        ("<li>بند", "<li>فقرة"),
    ],
)
def test_a_changed_text_leaves_the_rules(
    page: Page, recalled: list[bool], old: str, new: str
) -> None:
    """So does the value of an attribute for data that no sheet compares."""
    page(BODY)
    assert has_bytes_of_a_new_process(page, BODY.replace(old, new, 1))
    assert recalled[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p></p>", "<p>نص</p>"),
        ("أول", ""),
        ("<li>بند", "<li>بند<li>بند"),
        ("<b>كلمة</b>", "<i>كلمة</i>"),
        ("data-tone=cold", "data-tone=warm"),
        (" data-mark='كلمة'", ""),
        ("lang=fr", "lang=en"),
        ("width: 50mm", "height: 50mm"),
        ("width: 50mm", "width: 50mm !important"),
        ("class=wide", "class=narrow"),
        ("</h1><p", "</h1><div></div><p"),
        ("<p></p>", "<style>p { color: green }</style><p></p>"),
    ],
)
def test_a_changed_element_changes_the_rules(
    page: Page, recalled: list[bool], old: str, new: str
) -> None:
    page(BODY)
    assert old in BODY
    assert has_bytes_of_a_new_process(page, BODY.replace(old, new))
    assert not recalled[1]


@pytest.mark.parametrize(
    ("old", "new", "css"),
    [
        ("top", "start", ""),
        ("top", "start", "h1#other { color: red } a[href] { color: green }"),
        ("50mm", "60mm", ""),
        ("50mm", "60mm", "p { width: 20mm } p:lang(fr) { width: 30mm !important }"),
        ("50mm", "var(--wide)", "p { --wide: 70mm }"),
    ],
)
def test_rules_from_attributes_are_those_of_the_element(
    page: Page, recalled: list[bool], old: str, new: str, css: str
) -> None:
    """The other rules of the element are those of the document before."""
    page(BODY, css)
    assert old in BODY
    assert has_bytes_of_a_new_process(page, BODY.replace(old, new), css)
    assert recalled[1]


@pytest.mark.parametrize(
    ("old", "new", "css"),
    [
        ("top", "start", "h1#start { color: red }"),
        ("top", "start", "h1:is(#top, .none) { color: red }"),
        ("top", "start", "h1:where(#top) { color: red }"),
        ("top", "start", "[id=top] { color: red }"),
        ("top", "start", "b { -weasy-anchor: 'word' }"),
        ("top", "start", "a[href='#top'] { color: red }"),
        ("50mm", "60mm", "p[style*='50'] { color: red }"),
        ("50mm", "60mm", "p:is(#none, :lang(fr)) { width: 70mm }"),
    ],
)
def test_attributes_that_a_selector_may_tell_apart_change_the_rules(
    page: Page, recalled: list[bool], old: str, new: str, css: str
) -> None:
    page(BODY, css)
    assert old in BODY
    assert has_bytes_of_a_new_process(page, BODY.replace(old, new), css)
    assert not recalled[1]


@pytest.mark.parametrize(
    "css", ["p { color: red }", "@page { margin: 5mm }", "h1::before { content: '\\62 ' }"]
)
def test_other_sheets_change_the_rules(page: Page, recalled: list[bool], css: str) -> None:
    page(BODY)
    assert has_bytes_of_a_new_process(page, BODY, css)
    page(BODY, css)
    page(BODY)
    assert recalled == [False, False, False, "\\" not in css, False]


def test_a_style_of_counters_is_that_of_the_document(page: Page, recalled: list[bool]) -> None:
    suffixed = CSS.replace('suffix: ") "', 'suffix: "- "')
    page(BODY)
    assert has_bytes_of_a_new_process(page, BODY, suffixed)
    page(BODY)
    assert has_bytes_of_a_new_process(page, BODY)
    assert recalled == [False, False, False, False, True, False]


PSEUDO = (
    ".n { float: footnote } .n::footnote-call { content: '[' counter(footnote) ']'; font-size: 80% }"
    " .n::footnote-marker { color: green } li::marker { color: blue; font-size: 50% }"
    " b::after { content: '،'; color: red } td::before { content: 'أ' }"
    " p::first-line { font-weight: bold } h1::first-letter { font-size: 20pt }"
)
NOTED = BODY.replace("ثان", "ثان<span class=n>حاشية <b>أولى</b></span>").replace(
    "<td>", "<td id=c>"
)


def test_pseudo_elements_have_their_styles(page: Page, recalled: list[bool]) -> None:
    body = NOTED.replace("#top", "#c")
    page(body, PSEUDO)
    assert has_bytes_of_a_new_process(page, body.replace("أولى", "ثانية"), PSEUDO)
    assert recalled[1]


def test_the_style_of_a_pseudo_element_is_made_when_it_is_asked_for(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    pseudo_elements: list[list[str]] = []
    stock = shared_fonts.Fonts.release_layouts

    def noted(fonts: shared_fonts.Fonts) -> None:
        styles = fonts.layouts[0].style_for.get_computed_styles()
        pseudo_elements.append([pseudo for _, pseudo in styles if pseudo and pseudo[0] != "@"])
        stock(fonts)

    monkeypatch.setattr(shared_fonts.Fonts, "release_layouts", noted)
    for _ in range(2):
        page(NOTED, PSEUDO)
    first, second = pseudo_elements
    assert first.count("footnote-marker") > 10
    assert second.count("footnote-marker") == second.count("footnote-call") == 1
    assert second.count("after") == first.count("after")
