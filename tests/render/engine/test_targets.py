"""Page numbers of targets: the same pages as WeasyPrint alone makes of them, laid out fewer times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from properties import slow

from document.small import EVERY
from report.building import build
from report.render import RenderedPdf

CSS = (
    "a::after{content:' ' target-counter(attr(href url),page)}"
    " b::after{content:counter(page) '/' target-counter(attr(data-to url),page)} h1{break-before:page}"
    " i::after{content:target-counter('#c2',page) target-counter('#c1',page)}"
)
LINKS = "".join(f"<p><a href='#c{number}'>باب</a></p>" for number in range(4))
OWN = "<p><b data-to='#c3'>هذه الصفحة</b> <i>صفحتان</i></p>"
BODIES: dict[str, Callable[[str], str]] = {
    "before": lambda chapters: LINKS + chapters,
    "after": lambda chapters: chapters + "<h1>فهرس</h1>" + LINKS,
    "between": lambda chapters: chapters.replace("</p>", f"</p>{LINKS}", 2),
    "own": lambda chapters: OWN + chapters + OWN,
    "many": lambda chapters: f"<p>{'<a href=#c3>باب</a> ' * 9}</p>" * 60 + chapters,
}
#: How often the words of a chapter are repeated: over two pages and, slowly, over three.
LENGTHS = [300, pytest.param(600, marks=pytest.mark.slow)]


def body(name: str, length: int) -> str:
    """Return the body of a document of four chapters, with links that stand as the name says."""
    chapters = (f"<h1 id=c{number}>باب</h1><p>{'نص الباب ' * length}</p>" for number in range(4))
    return BODIES[name]("".join(chapters))


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that WeasyPrint lays out, counted from 1, each as often as it does."""
    from weasyprint.layout import page

    pages: list[int] = []
    stock = page.remake_page

    def remake_page(index: int, *rest: Any) -> Any:
        pages.append(index + 1)
        return stock(index, *rest)

    monkeypatch.setattr(page, "remake_page", remake_page)
    return pages


def stock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.render.engine.document.Collector", lambda collector: collector)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", [slow(name) if name == "many" else name for name in BODIES])
def test_the_pages_are_those_of_weasyprint(
    name: str,
    length: int,
    set_body: Callable[..., RenderedPdf],
    laid_out: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settled = set_body(body(name, length), css=CSS)
    times = len(laid_out)
    laid_out.clear()
    stock(monkeypatch)
    assert set_body(body(name, length), css=CSS).data == settled.data
    assert times <= len(laid_out)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(("name", "again"), [("before", 1), ("after", 0)])
def test_only_a_page_whose_targets_come_later_is_laid_out_again(
    name: str, again: int, length: int, set_body: Callable[..., RenderedPdf], laid_out: list[int]
) -> None:
    pages = set_body(body(name, length), css=CSS).pages
    assert laid_out == [*range(1, pages + 1), *[1] * again]


@pytest.mark.slow
def test_a_brief_of_every_kind_has_the_same_bytes(
    every_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(monkeypatch)
    assert build(EVERY, tmp_path / "stock.pdf").path.read_bytes() == every_pdf
