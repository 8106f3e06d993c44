"""Style sheets that are asked as one give each element and page the rules that they give alone."""

from __future__ import annotations

from typing import Any

from weasyprint import CSS, HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.layout.page import PageType

from report.render.engine.sheets import SheetsAsOne, together

SHEETS = (
    "p{color:red;margin:1px} .a{color:blue} #b{color:green!important} @page{margin:1cm}",
    "p{color:black} .a::before{content:'أ'} *{margin:2px} @page:first{margin:2cm;size:A4}",
    "@layer one, two; @layer two{p{color:cyan}} @layer one{p{color:teal}}",
    "p.a{color:gray} #b{color:white} [lang]{color:navy} p:nth-child(2){margin:4px}",
    "p{color:maroon;padding:1px} @page{margin:3cm;@top-left{content:'ب'}} a,b{",
    "b{color:olive} :lang(ar){padding:3px} @media screen{p{color:lime}}",
)
BODY = "<body><p class=a>أ</p><p id=b>ب</p><p lang=ar class='a c'>ج <b>د</b></p><a>ه</a>"


def rules(sheets: list[Any]) -> list[object]:
    """Return what the cascade says of each element and of two pages."""
    html = HTML(string=BODY)
    style_for = get_all_computed_styles(html, sheets)
    tags = [
        (element.tag, element.get("id"), pseudo_type, style.cascaded)
        for (element, pseudo_type), style in style_for.get_computed_styles().items()
    ]
    for index in range(2):
        page = PageType(side="right", blank=False, name="", index=index, groups=())
        style_for.add_page_declarations(page)
        pages = [
            rules for (owner, _), rules in style_for.get_cascaded_styles().items() if owner == page
        ]
        tags.append((str(index), None, None, pages))
    return tags


def test_the_cascade_is_that_of_the_sheets_alone() -> None:
    alone: list[object] = [CSS(string=text) for text in SHEETS]
    joined = together(alone)
    assert [type(sheet) for sheet in joined] == [SheetsAsOne, CSS, SheetsAsOne]
    assert joined[1] is alone[2]
    assert rules(joined) == rules(alone)
    assert rules(joined[::-1]) != rules(alone)


def test_sheets_are_joined_once_for_all_documents() -> None:
    sheets = [CSS(string=text) for text in SHEETS[:2]]
    assert together(sheets)[0] is together(list(sheets))[0]
    assert together(sheets[:1]) == sheets[:1]
