"""A document takes pages of the one before it in the process, and has the bytes of a new process."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from render.conftest import Set

from report.render import RenderedPdf
from report.render.engine import page_memory, shared_fonts

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = """
@page { size: 120mm 100mm; margin: 12mm 8mm; @top-center { content: string(title) }
        @bottom-center { content: counter(page) "/" counter(pages) } }
@page wide { size: 150mm 100mm; @footnote { border-top: 1pt solid } }
html { font-family: "Amiri", "IBM Plex Sans Arabic"; font-size: 10pt; text-align: justify }
h1 { font-size: 14pt; string-set: title content(text); bookmark-level: 1; break-after: avoid }
section { break-before: page } section.on { break-before: auto } .wide { page: wide }
.n { float: footnote; font-size: 8pt } .two { columns: 2 }
.apart { break-inside: avoid } .place { position: relative; height: 9mm }
.place span { position: absolute; top: 1mm; right: 2mm }
td, th { border: 0.5pt solid; padding: 1mm } table { border-collapse: collapse; width: 100% }
.contents a::after { content: target-counter(attr(href url), page) }
"""
WORDS = ["عقد", "المجلس", "اجتماعه", "في", "مراكش", "يوم", "مع", "INTERPOL", "وحضره", "43", "ممثلا"]
PICTURE = (
    '<img alt="x" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 '
    'width=%2290%22 height=%2220%22%3E%3Crect width=%2290%22 height=%22{}%22/%3E%3C/svg%3E">'
)
KINDS = ("p", "p", "p", "note", "table", "list", "two", "apart", "place", "picture")


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def block(chance: random.Random) -> str:
    """Return a block of a random kind."""
    kind = chance.choice(KINDS)
    text = words(chance, chance.randint(5, 60))
    if kind == "note":
        return f"<p>{text}<span class=n>{words(chance, 9)}</span> {words(chance, 9)}</p>"
    if kind == "table":
        cells = [f"<td>{words(chance, 3)}<td>{number}" for number in range(chance.randint(2, 16))]
        return f"<table><thead><tr><th>{words(chance, 2)}<th>عدد<tbody><tr>{'<tr>'.join(cells)}</table>"
    if kind == "list":
        return f"<ul><li>{text}<li>{words(chance, 9)}</ul>"
    if kind == "place":
        return f"<div class=place><span>{words(chance, 3)}</span></div>"
    if kind == "picture":
        return f"<p>{PICTURE.format(chance.randint(9, 20))}</p>"
    return f'<div class="{kind}"><p>{text}</p></div>'


def section(chance: random.Random, number: int) -> list[str]:
    """Return the parts of a section: its beginning, its blocks and its end."""
    name = chance.choice(("", "", "on", "wide"))
    begin = f'<section class="{name}" id=s{number}><h1>{words(chance, 3)}</h1>'
    return [begin, *(block(chance) for _ in range(chance.randint(1, 9))), "</section>"]


def whole(sections: list[list[str]]) -> str:
    links = "".join(f"<p><a href=#s{number}>القسم</a></p>" for number in range(len(sections)))
    return f"<div class=contents>{links}</div>{''.join(map(''.join, sections))}"


def edit(chance: random.Random, sections: list[list[str]]) -> None:
    """Change a block of a document, add one or remove one."""
    pieces = chance.choice(sections)
    place = chance.randrange(1, len(pieces))
    way = chance.choice(("change", "add", "remove", "word"))
    if way == "add" or place == len(pieces) - 1:
        pieces.insert(place, block(chance))
    elif way == "remove" and len(pieces) > 3:
        del pieces[place]
    elif way == "word":
        pieces[place] = pieces[place].replace(chance.choice(WORDS), words(chance, 2), 1)
    else:
        pieces[place] = block(chance)


def edited(seed: int, count: int) -> Iterator[str]:
    """Yield a random document, and what becomes of it after each edit."""
    chance = random.Random(seed)
    sections = [section(chance, number) for number in range(5)]
    yield whole(sections)
    for _ in range(count):
        if chance.random() < 0.9:
            edit(chance, sections)
        yield whole(sections)


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a page of these tests."""
    return lambda body, css="": set_edition(body, CSS + css)


@pytest.fixture
def reused(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The indices of the pages that are taken of a document before."""
    indices: list[int] = []
    stock = page_memory._moved

    def counted(stored: page_memory.LaidOutPage, *values: object) -> object:
        indices.append(len(indices))
        return stock(stored, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(page_memory, "_moved", counted)
    return indices


@pytest.mark.parametrize("seed", [0, 3, 4])
def test_the_bytes_are_those_of_a_new_process(
    page: Page, reused: list[int], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(page_memory, "MOST_UNLIKE", 9)
    bodies = list(edited(seed, 4))
    warm = [page(body).data for body in bodies]
    assert len(reused) > 5
    for body, data in zip(bodies, warm, strict=True):
        shared_fonts.drop_shared_fonts()
        assert page(body).data == data


def test_a_page_is_laid_out_again_after_a_change(page: Page, reused: list[int]) -> None:
    body = "".join(f"<section><h1>{name}</h1><p>كلمة {name}</p></section>" for name in "ابجد")
    page(body)
    page(body.replace("كلمة ب", "كلمات ب"))
    assert len(reused) == 3
    page(body, "html { font-size: 11pt }")
    page(body, "html { font-size: 11pt } @page { margin: 9mm 8mm }")
    assert len(reused) == 3


@pytest.mark.parametrize("name", ["", "wide"])
def test_what_a_page_leaves_to_the_next_one_may_fit_after_a_change(page: Page, name: str) -> None:
    """Also where the next page has the name of this one."""
    lines = "<p>كلمة</p>" * 8
    long, short = (f"<div class=apart>{'<p>كلمة</p>' * count}</div>" for count in (9, 1))
    bodies = [f"<section class='{name}'>{lines}{block}</section>" for block in (long, short)]
    warm = [page(body, "p { margin: 0 }").data for body in bodies]
    shared_fonts.drop_shared_fonts()
    assert page(bodies[1], "p { margin: 0 }").data == warm[1]


def test_every_page_of_an_equal_document_is_taken_again(page: Page, reused: list[int]) -> None:
    """The margin boxes are laid out too, although WeasyPrint has laid out no page."""
    body = "".join(f"<section><h1>{name}</h1><p>كلمة {name}</p></section>" for name in "ابجد")
    data = page(body).data
    assert page(body).data == data
    assert len(reused) == 4


def test_documents_that_share_no_page_are_not_compared(page: Page, reused: list[int]) -> None:
    bodies = [f"<section>{word}</section><section>{word}</section>" for word in WORDS[:4]]
    for body in bodies:
        page(body)
    spare = shared_fonts._PROCESS.spare
    assert spare is not None
    assert spare.fonts.pages is not None
    assert spare.fonts.pages._pause
    page(bodies[-1])
    assert not reused


@pytest.mark.parametrize(
    "link", ["<a href=#last>آخرا</a>", "<a href=#last>آخرا</a> <a href=#first>أولا</a>"]
)
def test_a_link_before_its_target_prints_its_page(page: Page, reused: list[int], link: str) -> None:
    """The page of the target is known when the page of both is laid out for the first time."""
    more = "".join(f"<section><p>كلمة {name}</p></section>" for name in "ابجد")
    body = f"<p id=first>نص</p><div class=contents>{link}</div><p id=last>نص</p>{more}{{}}"
    page(body.format("أول"))
    reused.clear()
    warm = page(body.format("ثان")).data
    assert reused
    shared_fonts.drop_shared_fonts()
    assert page(body.format("ثان")).data == warm
