"""Lines that a document draws as the one before it in the process did, and those that it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from render.conftest import Set

from report.render import RenderedPdf
from report.render.codes import Codes, Shape
from report.render.engine import shared_fonts
from report.render.text_layer import TextLayer

pytestmark = pytest.mark.usefixtures("second_document")

Page = Callable[..., RenderedPdf]
CSS = """
html { font-family: "Amiri", "IBM Plex Sans Arabic"; font-size: 10pt; text-align: justify }
sup { font-size: 6pt } a { text-decoration: underline } .one { white-space: nowrap }
"""
PARAGRAPHS = (
    "عقد المجلس اجتماعه في مراكش يوم <b>43</b> مع INTERPOL وحضره<sup>2</sup> «ممثلا» (3) عن فصل2.",
    "العنوان <a href='https://example.org/a-b_c'>https://example.org/فصل2/a-b_c</a> ٪ 12–15 سَنَة.",
    "<span class=one>لا إله</span> – النسبة 3.5% من 1,200 في PDF/A-3 و XML… ومَن «قال»؟",
)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The text boxes that are encoded."""
    boxes: list[object] = []
    stock = TextLayer._draw_shaped

    def counted(layer: TextLayer, stream: object, box: object, *values: object) -> None:
        boxes.append(box)
        stock(layer, stream, box, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(TextLayer, "_draw_shaped", counted)
    return boxes


def body(*words: str) -> str:
    """Return paragraphs that recur, after some words."""
    return "".join(f"<p>{text}</p>" for text in (*words, *PARAGRAPHS * 4))


def test_lines_that_recur_are_not_encoded_again(set_edition: Set, drawn: list[object]) -> None:
    first = set_edition(body(), CSS).data
    count = len(drawn)
    set_edition(body(), CSS)
    drawn.clear()
    assert set_edition(body(), CSS).data == first
    assert len(drawn) < count / 8


def test_a_line_is_drawn_again_if_its_new_codes_are_the_next_ones() -> None:
    shapes = [Shape(((number, 0, 0),), 500) for number in range(4)]
    entries = [(place, (shape, "ن")) for place, shape in enumerate(shapes)]
    codes = Codes()
    assert codes.gives(entries)
    codes.give(entries[:3])
    assert codes.entries == tuple([entry for _, entry in entries[:3]])
    assert codes.gives(entries)
    assert codes.gives([entries[1], entries[0]])
    assert not codes.gives([(4, entries[3][1])])  # another one is next
    assert not codes.gives([(3, entries[0][1])])  # it has another code
    assert not codes.gives([(2, entries[3][1])])
    assert not codes.gives([(1, (shapes[1], "ت"))])


@pytest.mark.parametrize(
    "later",
    [
        (body("كلمة ظ"), CSS),
        (body("word Q 7"), CSS),
        (body("٪ ظ ض 43 فصل2"), CSS),
        (body("سَنَة <b>9</b> <sup>5</sup>"), CSS),
        ("".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:] * 4), CSS),
        (body(), CSS + "p { color: #123456 }"),
        (body(), CSS + "p { font-size: 11pt }"),
        (body(), CSS + "p { text-align: start; width: 60mm }"),
        (body(), CSS + "sup { font-size: 5pt }"),
        (body(), CSS + 'html { font-family: "IBM Plex Sans Arabic" }'),
        (body().replace("مراكش", "فاس"), CSS),
        (body().replace("INTERPOL", "UNODC"), CSS),
        ("".join(f"<p>{text}</p>" for text in reversed(PARAGRAPHS)), CSS),
    ],
)
def test_the_bytes_after_a_change_are_those_of_a_new_process(
    set_edition: Set, later: tuple[str, str]
) -> None:
    set_edition(body(), CSS)
    warm = [set_edition(*later).data, set_edition(body(), CSS).data]
    shared_fonts.drop_shared_fonts()
    assert set_edition(*later).data == warm[0]
    shared_fonts.drop_shared_fonts()
    assert set_edition(body(), CSS).data == warm[1]


def test_the_codes_of_a_line_change_if_its_font_is_not_the_same_one_in_order(
    set_edition: Set,
) -> None:
    """The codes of a font begin after those of the fonts before it."""
    css = CSS + "p:first-child { break-after: page } .plex { font-family: 'IBM Plex Sans Arabic' }"
    last = "<p class=plex>بلاغ</p>"
    set_edition(body("بلاغ") + last, css)
    warm = set_edition(last + body() + last, css).data
    shared_fonts.drop_shared_fonts()
    assert set_edition(last + body() + last, css).data == warm
