"""A page that is taken of the document before is painted once, and has the bytes of a new process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from render.conftest import Set
from render.engine.test_page_memory import CSS, PICTURE, edited

from report.render import RenderedPdf
from report.render.engine import painting, shared_fonts

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
#: Opacities, a colour behind text, marks of lists, and texts above the line.
LOOK = """
h1 { color: #123456; background: #eee; border-bottom: 1pt dotted } li { list-style: decimal outside }
.two { opacity: 1 } .apart { background: rgba(0, 0, 0, 0.2) } .place span { transform: rotate(9deg) }
sup { font-size: 6pt } .wide p { text-decoration: underline }
"""
NAMES = "ابجد"


def sections(*words: str) -> str:
    """Return a section on a page of its own for each word."""
    return "".join(
        f"<section><h1>{word}</h1><p>كلمة <sup>2</sup> {word}</p></section>" for word in words
    )


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a page of these tests."""
    return lambda body, css="": set_edition(body, CSS + LOOK + css)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The boxes of the pages that are painted."""
    pages: list[object] = []
    stock = painting.Page.paint

    def counted(page: painting.Page, *values: object) -> None:
        pages.append(page)
        stock(page, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(painting.Page, "paint", counted)
    return pages


def is_as_new(page: Page, body: str, css: str = "") -> bool:
    """Return whether a warm process writes the bytes of a new one, and then those of the next."""
    warm = page(body, css).data
    spare, shared_fonts._PROCESS.spare = shared_fonts._PROCESS.spare, None
    new = page(body, css).data
    shared_fonts.drop_shared_fonts()
    shared_fonts._PROCESS.spare = spare
    return warm == new


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_the_bytes_are_those_of_a_new_process(
    page: Page, painted: list[object], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("report.render.engine.page_memory.MOST_UNLIKE", 9)
    bodies = list(edited(seed, 3))
    warm = [page(body).data for body in bodies]
    count = len(painted)
    painted.clear()
    for body, data in zip(bodies, warm, strict=True):
        shared_fonts.drop_shared_fonts()
        assert page(body).data == data
    assert count < len(painted)


def test_only_the_page_of_a_change_is_painted_again(page: Page, painted: list[object]) -> None:
    """The first page begins the fonts, so that it is painted too; it has all glyphs."""
    words = ("ا بج ب ج د", "ب", "ج", "د")
    page(sections(*words))
    page(sections(*words))
    painted.clear()
    page(sections(words[0], "بج", *words[2:]))
    assert len(painted) == 2
    assert is_as_new(page, sections(words[0], "ب", "بج", "د"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("@page { @top-left { content: 'ا' } }", "@page { @top-left { content: 'ب' } }"),
        (
            "@page { @top-left { content: 'ا' } }",
            "@page { @top-left { content: 'ا'; color: red } }",
        ),
        ("p { color: red }", "p { color: blue }"),
        ("", "sup { opacity: 0.5 }"),
        ("p { background: linear-gradient(red, blue) }", "p { background: red }"),
        ("p { font-family: 'IBM Plex Sans Arabic' }", ""),
    ],
)
def test_a_change_of_the_look_paints_the_pages_again(page: Page, first: str, second: str) -> None:
    body = sections(*NAMES)
    page(body, first)
    page(body, first)
    for old, new in pairwise((first, second, first)):
        assert page(body, old).data != page(body, new).data
        assert is_as_new(page, body, new)


@pytest.mark.parametrize(
    "word", ["ظ", "ﷺ", "Q", "٪ 7", "<b>سَنَة</b>", PICTURE.format(9), "<i style='opacity: 0.3'>ن</i>"]
)
def test_a_word_with_new_glyphs_changes_the_pages_after_it(page: Page, word: str) -> None:
    """The codes of later pages are others, or the same: the bytes are those of a new process."""
    words = ("ا", "بلاغ ضغط", f"ظل {PICTURE.format(12)}", "<i style='opacity: 0.3'>Q 7</i>")
    page(sections(*words))
    page(sections(*words))
    assert is_as_new(page, sections(words[0], word, *words[1:]))
    assert is_as_new(page, sections(word, *words[1:]))
    assert is_as_new(page, sections(*words))


def test_pages_whose_content_names_a_pattern_or_a_group_are_painted_again(
    page: Page, painted: list[object]
) -> None:
    css = "p { background: linear-gradient(red, blue) }"
    page(sections(*NAMES), css)
    painted.clear()
    assert is_as_new(page, sections(*NAMES), css)
    assert len(painted) == 2 * len(NAMES)


def test_the_number_of_pages_is_painted_again(page: Page) -> None:
    page(sections(*NAMES))
    page(sections(*NAMES))
    assert is_as_new(page, sections(*NAMES, "ه"))
