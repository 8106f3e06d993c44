"""Documents that follow each other in a process use the same fonts, and have the same bytes."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from render.conftest import Set

from report.render import RenderedPdf
from report.render.engine import line_memory, shared_fonts
from report.render.engine.shared_fonts import Fonts
from report.render.fonts import BUNDLED

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = (
    '@page{size:120mm 90mm;margin:8mm} html{font-family:"Amiri","IBM Plex Sans Arabic";'
    "text-align:justify} u{letter-spacing:1px} b{font-size:14pt} .n{float:footnote}"
)
WORDS = "عقد <u>المجلس</u> اجتماعه في مراكش (2025-03) مع <b>INTERPOL</b> وحضره «ممثلون» عن القطاع "


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a page of these tests."""
    return lambda body, css="": set_edition(body, CSS + css, kashida=True)


def text(number: int) -> str:
    return f"<p>{WORDS * 4}<span class=n>{WORDS}{number}</span>{WORDS} {number}<p><u>{WORDS}</u>"


def test_the_bytes_are_those_of_new_fonts(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [text(1), text(2), text(1) * 3, f"<b>{text(4)}</b>", text(1)]
    sizes = ["", "html{font-size:11pt}", "", "u{word-spacing:2px}", "p{text-decoration:underline}"]
    pages = list(zip(bodies, sizes, strict=True))
    warm = [page(body, css).data for body, css in pages]
    assert shared_fonts._PROCESS.spare is not None
    assert shared_fonts._PROCESS.spare.documents == len(pages)
    cold = []
    for body, css in pages:
        shared_fonts.drop_shared_fonts()
        cold.append(page(body, css).data)
    assert warm == cold
    shared_fonts.drop_shared_fonts()
    for name in ("MOST", "MOST_OF_EARLIER", "MOST_GLYPHS"):
        monkeypatch.setattr(line_memory, name, 5)
    assert [page(body, css).data for body, css in pages] == cold


def test_a_line_is_shaped_once_for_all_documents(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint.text.line_break import Layout

    shaped = []
    stock = Layout.get_first_line

    def counted(layout: object) -> object:
        shaped.append(layout)
        return stock(layout)

    monkeypatch.setattr(Layout, "get_first_line", counted)
    page(text(1))
    first = len(shaped)
    shaped.clear()
    page(text(1))
    assert len(shaped) < first / 5


def test_fonts_of_a_document_do_not_stay(page: Page) -> None:
    source = BUNDLED[2].path.as_uri()
    page(text(1))
    page(text(1), f'@font-face{{font-family:"Own";src:url("{source}")}}')
    assert shared_fonts._PROCESS.spare is None
    page(text(1))
    assert shared_fonts._PROCESS.spare is not None


def test_the_folder_of_fonts_is_removed(page: Page) -> None:
    page(text(1))
    spare = shared_fonts._PROCESS.spare
    assert spare is not None
    folder = Path(spare.fonts._folder)
    assert folder.is_dir()
    shared_fonts.drop_shared_fonts()
    assert not folder.exists()


def test_the_first_document_of_a_process_leaves_nothing(page: Page) -> None:
    shared_fonts._PROCESS.documents = 0
    page(text(1))
    assert shared_fonts._PROCESS.spare is None


def test_another_file_of_a_font_is_loaded_again(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report.render import rendering

    page(text(1))
    monkeypatch.setattr(rendering, "font_files", lambda: ((0, 0),))
    page(text(1))
    assert shared_fonts._PROCESS.spare is not None
    assert shared_fonts._PROCESS.spare.documents == 1


def test_a_document_that_fails_leaves_no_fonts(page: Page) -> None:
    from report.errors import RenderError

    page(text(1))
    with pytest.raises(RenderError):
        page("<img src=none.png alt=x>")
    assert shared_fonts._PROCESS.spare is None


def test_the_pages_of_a_written_document_go_without_the_garbage_collector(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[weakref.ref[object]] = []
    stock = Fonts.release_layouts

    def noted(fonts: Fonts) -> None:
        boxes.extend(map(weakref.ref, fonts.pages_laid_out))
        stock(fonts)

    monkeypatch.setattr(Fonts, "release_layouts", noted)
    gc.disable()
    try:
        for number in (1, 2):
            page(text(number) + "<table><col><tr><td>خلية</table>")
    finally:
        gc.enable()
    assert boxes
    assert not any(box() for box in boxes)


def styles_left(page: Page, body: str) -> int:
    """Return how many styles of a written document wait for the collector."""
    gc.collect()
    gc.disable()
    try:
        page(body)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        names = [type(thing).__name__ for thing in gc.garbage]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    return names.count("ComputedStyle") + names.count("AnonymousStyle")


def test_the_styles_of_the_elements_of_a_document_go_without_the_collector(page: Page) -> None:
    page(text(1))
    few, many = (styles_left(page, "<p>كلمة" * count) for count in (2, 102))
    assert many == few
