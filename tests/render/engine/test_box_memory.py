"""The boxes of a document are copied for the next one with the same elements, and lead to the bytes of a new process."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from properties import one_in
from render.conftest import Set

from report.errors import RenderError
from report.render import RenderedPdf
from report.render.engine import box_memory, shared_fonts

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = """
@page { size: 120mm 90mm; margin: 12mm 8mm; @top-center { content: string(title) string(name) }
        @bottom-center { content: counter(page) "/" counter(pages) } }
html { font-family: "Amiri", "IBM Plex Sans Arabic"; font-size: 10pt; text-align: justify }
h1 { font-size: 14pt; string-set: title content(text); bookmark-level: 1; bookmark-label: content(text) }
h2 { string-set: name attr(data-plain); bookmark-level: 2; bookmark-label: attr(data-plain) }
section { break-before: page; counter-reset: part } h2 { counter-increment: part }
.counted::before { content: counter(part) " " attr(data-said) } q::before { content: open-quote }
q::after { content: close-quote }
.n { float: footnote; font-size: 8pt } .two { columns: 2 } .flex { display: flex }
.pre { white-space: pre-wrap } .up { text-transform: uppercase } .gone { display: none }
.place { position: relative; height: 9mm } .place span { position: absolute; right: 2mm }
td, th { border: 0.5pt solid; padding: 1mm } table { border-collapse: collapse; width: 100% }
.contents a::after { content: leader(".") target-counter(attr(href url), page) }
.cited::after { content: target-text(attr(href url)) }
"""
PICTURE = (
    '<img alt="x" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 '
    'width=%2290%22 height=%2220%22%3E%3C/svg%3E">'
)
#: Blocks with a text each; ``{}`` is its place.
BLOCKS = (
    "<p>{}</p>", "<p>{} <b>{}</b> {}</p>", "<p><b>{}</b>{}</p>", "<p> {}<i> {} </i>{} </p>\n",
    "<h2 data-plain='{}'>{}</h2>", "<h2>{}</h2>", "<h1>{}</h1>", "<p class=counted data-said='{}'>{}</p>",
    "<p>{}<span class=n>{} <b>{}</b></span> {}</p>", "<ul><li>{}<li>{} <a href=#s1>{}</a></ul>",
    "<table>\n<caption>{}</caption><tr><th id=t{}>{}<td colspan=2>{}</table>", "<div class=two><p>{}</div>",
    "<table><tr><td>{}<td><p>{}</p> {}</table>", "<div class=flex> {} <p>{}</p></div>",
    "<div class=pre> {}\n\n{}</div>", "<p class=up>{} <span>{}</span></p>", "<p>{}<!-- {} -->{}</p>",
    "<p class=gone>{}</p>", "<div class=place><span>{}</span></div>", f"<p>{{}}{PICTURE}{{}}</p>",
    "<p><q>{} <q>{}</q></q></p>", "<p>{}<br>{}</p>", "<ol>\n<li>\n<p>{}</p>\n{}</ol>",
)  # fmt: skip
CITED = "<p><a class=cited href=#s0>{}</a></p>"
WORDS = ("عقد", "المجلس", "اجتماعه", "في", "مراكش", "INTERPOL", "43", "\u00a0", "كلمة\u00a0أخرى")


def text(chance: random.Random) -> str:
    """Return a text, with spaces at its ends now and then, or none."""
    count = chance.choice((0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 9))
    spaces = [chance.choice(("", "", "", " ", "\n")) for _ in range(2)]
    return " ".join(chance.choice(WORDS) for _ in range(count)).join(spaces)


def texts_of(chance: random.Random, count: int) -> list[str]:
    return [text(chance) for _ in range(count)]


def edited(seed: int, count: int, *, blocks: tuple[str, ...] = BLOCKS) -> Iterator[str]:
    """Yield a random document, and what becomes of it after each change of a text or two."""
    chance = random.Random(seed)
    chosen = [chance.choice(blocks) for _ in range(12)]
    counts = [block.count("{}") for block in chosen]
    texts = [texts_of(chance, count) for count in counts]
    for step in range(count + 1):
        filled = [block.format(*own) for block, own in zip(chosen, texts, strict=True)]
        halves = "".join(filled[:6]), "".join(filled[6:])
        links = "<div class=contents><a href=#s0>أول</a> <a href=#s1>ثان</a></div>"
        yield links + "".join(
            f"<section id=s{number}>{body}</section>" for number, body in enumerate(halves)
        )
        for _ in range(chance.choice((0, 1, 1, 1, 2)) if step else 0):
            own = chance.choice([own for own in texts if own])
            own[chance.randrange(len(own))] = text(chance)


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a page of these tests."""
    return lambda body, css="": set_edition(body, CSS + css)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts differ in each document whose boxes are copied."""
    counts: list[int] = []
    stock = box_memory.link_targets

    def counted(*values: object) -> None:
        counts.append(len(counts))
        stock(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(box_memory, "link_targets", counted)
    monkeypatch.setattr(box_memory, "MOST_UNLIKE", 99)
    return counts


def outcome(page: Page, body: str) -> bytes | str:
    """Return the bytes of a page, or what is wrong with it."""
    try:
        return page(body).data
    except RenderError as error:
        return str(error)


def the_bytes_are_those_of_a_new_process(page: Page, bodies: list[str]) -> None:
    warm = [outcome(page, body) for body in bodies]
    for body, data in zip(bodies, warm, strict=True):
        shared_fonts.drop_shared_fonts()
        assert outcome(page, body) == data


@pytest.mark.parametrize("seed", one_in(8, range(40)))
def test_after_edits_the_bytes_are_those_of_a_new_process(
    page: Page, copied: list[int], seed: int
) -> None:
    the_bytes_are_those_of_a_new_process(page, list(edited(seed, 9)))


def test_boxes_are_copied_after_most_edits(page: Page, copied: list[int]) -> None:
    words = ("أول", "ثان", "ثالث", "رابع")
    bodies = [
        f"<h1>ثابت</h1><h2 data-plain='{word}'>{word}</h2><p>نص {word} هنا</p>" for word in words
    ]
    the_bytes_are_those_of_a_new_process(page, bodies)
    assert len(copied) == 2  # the first one has other rules, the second is remembered


@pytest.mark.parametrize(
    "body",
    [
        "<h1>{}</h1><p>نص",  # in a bookmark and at the head of the page
        "<p>نص{}<b>نص</b>",  # joined with what stands before
        "<p>أ</p><p>{}",  # no word, or no text
        CITED.format("نص") + "<h2>{}</h2>",
        "<p class=counted data-said='{}'>نص",  # what another box is made of
        "<p title='{}'>نص",  # an attribute that HTML knows
        "<p>نص<span class=n>{}</span>",  # a text that is processed later
    ],
)
@pytest.mark.parametrize(
    "texts",
    [("أ", "ب", "ج", "د"), ("أ", " أ", "أ ", "\u00a0أ", " "), (" ", "أ", "\n"), ("أ", "أ  ب")],
)
def test_where_a_text_changes_more_the_bytes_are_those_of_a_new_process(
    page: Page, body: str, texts: tuple[str, ...]
) -> None:
    the_bytes_are_those_of_a_new_process(page, [body.format(text) for text in (*texts, *texts)])


def test_a_picture_that_is_another_one_is_loaded(page: Page, copied: list[int]) -> None:
    bodies = [f"<p>نص {word} {PICTURE}</p>" for word in ("أ", "ب", "ج", "د")]
    the_bytes_are_those_of_a_new_process(page, bodies)
    assert copied


def test_documents_that_are_unlike_are_not_remembered(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[int] = []
    stock = box_memory.BoxMemory._note
    monkeypatch.setattr(
        box_memory.BoxMemory,
        "_note",
        lambda *values: noted.append(0) or stock(*values),  # type: ignore[func-returns-value]
    )
    for word in range(12):
        page("".join(f"<p>{word} {line}</p>" for line in range(30)))
    assert len(noted) == box_memory.MOST_UNLIKE + 1  # then a pause
