"""Page numbers of targets: the same pages as WeasyPrint alone makes of them, laid out fewer times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from document.small import EVERY
from report.building import build
from report.render import RenderedPdf

CSS = (
    "a::after{content:' ' target-counter(attr(href url),page)}"
    " b::after{content:counter(page) '/' target-counter(attr(data-to url),page)} h1{break-before:page}"
    " i::after{content:target-counter('#c2',page) target-counter('#c1',page)}"
)
CHAPTERS = "".join(f"<h1 id=c{one}>باب</h1><p>{'نص الباب ' * 300}</p>" for one in range(4))
LINKS = "".join(f"<p><a href='#c{one}'>باب</a></p>" for one in range(4))
OWN = "<p><b data-to='#c3'>هذه الصفحة</b> <i>صفحتان</i></p>"
BODIES = {
    "before": LINKS + CHAPTERS,
    "after": CHAPTERS + "<h1>فهرس</h1>" + LINKS,
    "between": CHAPTERS.replace("</p>", f"</p>{LINKS}", 2),
    "own": OWN + CHAPTERS + OWN,
    "many": "".join(f"<p>{'<a href=#c3>باب</a> ' * 9}</p>" for _ in range(60)) + CHAPTERS,
}


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


@pytest.mark.parametrize("name", BODIES)
def test_the_pages_are_those_of_weasyprint(
    name: str,
    set_body: Callable[..., RenderedPdf],
    laid_out: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settled = set_body(BODIES[name], css=CSS)
    times = len(laid_out)
    laid_out.clear()
    stock(monkeypatch)
    assert set_body(BODIES[name], css=CSS).data == settled.data
    assert times <= len(laid_out)


@pytest.mark.parametrize(("name", "again"), [("before", 1), ("after", 0)])
def test_only_a_page_whose_targets_come_later_is_laid_out_again(
    name: str, again: int, set_body: Callable[..., RenderedPdf], laid_out: list[int]
) -> None:
    pages = set_body(BODIES[name], css=CSS).pages
    assert laid_out == [*range(1, pages + 1), *[1] * again]


def test_a_brief_of_every_kind_has_the_same_bytes(
    every_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(monkeypatch)
    assert build(EVERY, tmp_path / "stock.pdf").path.read_bytes() == every_pdf
