"""Every line is full: the words that open the next line would not have fitted on it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from itertools import groupby, product

import pytest
from properties import one_in, slow
from render.conftest import look

from report.arabic import bind
from report.render.breaking import broken_words
from report.render.justification import justification
from report.render.line_ends import clean_line_ends

NO_BREAK = "\u00a0"
#: Pixels of CSS to a millimetre; the margin of the pages set here in millimetres.
PIXELS, MARGIN = 96 / 25.4, 10
#: Rounding of Pango's units, in pixels.
NEAR = 0.05
#: A line may end this much too early, in pixels: WeasyPrint measures the second word in a narrow space by its first
#: letter, and «ف» alone is wider than «في».
EARLY = 1.5
FAMILIES = ["Amiri", "IBM Plex Sans Arabic"]
WORDS = {
    "rtl": [
        "انخفض",
        "عدد",
        "المباريات",
        "في",
        "البلدان",
        "كلها",
        "سبعة.",
        "و",
        "من",
        "إلى",
        "نقطة،",
        "والمستشفيات",
        "لا",
        "يُسْتَعْمَلُ؟",
    ],
    "ltr": [
        "The",
        "number",
        "of",
        "matches",
        "fell.",
        "In",
        "all",
        "countries,",
        "a",
        "I",
        "hospitals",
        "share",
        "point;",
        "and",
        "to",
    ],
}
FIGURES = ["41,5%", "-7%", "160", "1.234,50", "+22%", "2025", "3"]
#: What is around a figure or a word.
BRACKETS = [("", ""), ("", ""), ("", "."), ("(", ")"), ("(", ")."), ("«", "»"), ("", "،")]
#: The element that a piece is in.
PLAIN, FIGURE, BOLD, NESTED = "", "bdi", "strong", "em"
TAGS = {
    FIGURE: '<bdi dir="ltr">{}</bdi>',
    BOLD: "<strong>{}</strong>",
    NESTED: "<em>{}</em>",
}


CSS = (
    "@page{{size:{}mm 2000mm;margin:10mm}} body{{margin:0;overflow-wrap:break-word;text-align:{}}} "
    "p{{margin:0;{}}}"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters in one kind of element."""

    text: str
    tag: str


Pieces = tuple[Piece, ...]


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def html_of(pieces: Sequence[Piece]) -> str:
    """Return pieces as HTML; neighbours in one kind of element share it."""
    return "".join(
        TAGS.get(tag, "{}").format(escape("".join(piece.text for piece in run)))
        for tag, run in groupby(pieces, lambda piece: piece.tag)
    )


class Sentences:
    """Draws sentences from one source of chance."""

    def __init__(self, seed: int, direction: str) -> None:
        self.chance = random.Random(seed)
        self.words = WORDS[direction]

    def sentence(self) -> Pieces:
        """Return words, figures and spaces."""
        pieces: list[Piece] = []
        tag = PLAIN
        for number in range(self.chance.randint(3, 40)):
            if number:
                tag = self._next(tag)
                space = self.chance.choice((" ", " ", " ", NO_BREAK, NO_BREAK))
                joined = tag if pieces[-1].tag == tag else PLAIN
                outer = self.chance.choice((joined, joined, pieces[-1].tag))
                pieces.append(Piece(space, PLAIN if outer == FIGURE else outer))
            pieces += self._unit(tag, text_of(pieces))
        return tuple(piece for piece in pieces if piece.text)

    def _next(self, tag: str) -> str:
        return self.chance.choice((tag, tag, tag, PLAIN, PLAIN, BOLD, NESTED))

    def _unit(self, tag: str, preceding: str) -> Iterator[Piece]:
        opener, closer = self.chance.choice(BRACKETS)
        if preceding.rstrip().endswith("»") and opener == "(":  # Unicode binds these over a space
            opener, closer = "", ""
        yield Piece(opener, tag)
        if self.chance.random() < 0.35:
            yield Piece(self.chance.choice(FIGURES), FIGURE)
        else:
            yield Piece(self.chance.choice(self.words), tag)
        yield Piece(closer, tag)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its pieces, one letter after the other, and its lines."""

    pieces: Pieces

    @property
    def letters(self) -> Pieces:
        return tuple(Piece(letter, piece.tag) for piece in self.pieces for letter in piece.text)


def set_blocks(
    bodies: Sequence[str], css: str, direction: str, family: str
) -> list[list[tuple[str, float]]]:
    """Return the lines of each paragraph, with the width of each in pixels."""
    import weasyprint
    from weasyprint.formatting_structure import boxes

    from report.render.engine.shared_fonts import Fonts

    fonts = Fonts(stay=False)
    body = "".join(f"<p>{body}</p>" for body in bodies)
    html = f'<html lang="ar" dir="{direction}"><body>{body}'
    with ExitStack() as stack:
        for context in (broken_words(), clean_line_ends(), justification(kashida=False)):
            stack.enter_context(context)
        sheet = weasyprint.CSS(string=look(family, css), font_config=fonts)
        document = weasyprint.HTML(string=html).render(stylesheets=[sheet], font_config=fonts)
    blocks: dict[int, list[tuple[str, float]]] = {}
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox):
                texts = [
                    inner.text for inner in box.descendants() if isinstance(inner, boxes.TextBox)
                ]
                blocks.setdefault(id(box.element), []).append(("".join(texts), box.width))
    return list(blocks.values())


def unfilled(seed: int, direction: str, many: int) -> list[str]:
    """Set random sentences, and return the lines that end too early or too late."""
    chance = random.Random(seed)
    family, align = chance.choice(FAMILIES), chance.choice(["justify", "start"])
    room = chance.randint(45, 150)
    sentences = Sentences(seed, direction)
    blocks = [Block(sentences.sentence()) for _ in range(many)]
    return faults_of(blocks, room, align, direction, family)


def faults_of(
    blocks: Sequence[Block], room: int, align: str, direction: str, family: str
) -> list[str]:
    """Return the lines that end too early or too late in a column a given number of mm wide."""
    lines = set_blocks(
        [html_of(block.pieces) for block in blocks],
        CSS.format(room + 2 * MARGIN, align, ""),
        direction,
        family,
    )
    assert len(lines) == len(blocks)
    probes: list[tuple[str, Pieces, bool]] = []
    for block, block_lines in zip(blocks, lines, strict=True):
        probes += probes_of(block, [text for text, _ in block_lines])
    widths = set_blocks(
        [html_of(pieces) for _, pieces, _ in probes],
        CSS.format(3000, "start", "white-space:nowrap"),
        direction,
        family,
    )
    faults = []
    for (text, _, fits), ((_, width),) in zip(probes, widths, strict=True):
        over = width - room * PIXELS
        if over > NEAR if fits else over <= -EARLY:
            faults.append(f"{over:+.2f} {text!r}")
    return faults


def probes_of(block: Block, lines: list[str]) -> Iterator[tuple[str, Pieces, bool]]:
    """Yield what to measure: each line, which fits, and each with what could have followed, which does not."""
    letters = block.letters
    whole = text_of(letters)
    start = 0
    for line in lines:
        begin, end = start, start + len(line)
        text, rest = whole[start:end], whole[end:]
        # nothing is lost; a bond that gave way is an ordinary space
        assert text.replace(NO_BREAK, " ") == line.replace(NO_BREAK, " "), whole
        yield text, letters[start:end], True
        if not rest:
            break
        bonded = rest[0] == NO_BREAK or text[-1] == NO_BREAK
        assert bonded or rest[0] == " ", f"{text} | {rest}"
        start = end + (rest[0] in (" ", NO_BREAK))
        following = next_break(whole, start, " " + NO_BREAK if bonded else " ")
        yield f"{text} | {whole[start:following]}", letters[begin:following], False
        if bonded:  # a bond gives way alone where it starts a line
            assert " " not in text, f"{text} | {rest}"
    else:
        raise AssertionError(whole[start:])


def next_break(text: str, start: int, breaks: str) -> int:
    """Return where the first of some letters is from ``start`` on, or the end of the text."""
    return min([place for sign in breaks if (place := text.find(sign, start)) >= 0] + [len(text)])


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
@pytest.mark.parametrize("seed", [1, slow(0), *(slow(seed) for seed in range(2, 12))])
def test_every_line_is_full(seed: int, direction: str) -> None:
    assert unfilled(seed, direction, 30) == []


#: Sentences as the filter ``trend`` writes them.
TREND = "انخفض عدد المباريات الكثير من المباريات في البلدان كلها سبعة{}. انخفضت نسبة الفوز من 41,5% إلى 40,3% نقطة."


@pytest.mark.parametrize("change", ["", " (-7%)"])
def test_a_figure_bound_to_a_text_takes_its_last_word_alone(change: str) -> None:
    texts = re.split("([-0-9,]+%)", bind(TREND.format(change), last=True))
    block = Block(tuple(Piece(text, FIGURE if text[-1] == "%" else PLAIN) for text in texts))
    for room in range(60, 165, 15):
        assert faults_of([block], room, "justify", "rtl", "Amiri") == []


#: The style of a line, what follows the space, and the space. One in four has each of them.
SPACES = list(
    product(
        ("", "white-space:pre-wrap", "white-space:pre-line"),
        ("<b>xxxxxxxx</b>", "<b>x</b>", ""),
        (" ", NO_BREAK, "\u202f", "\u2003", NO_BREAK + " "),
    )
)


@pytest.mark.parametrize("case", one_in(4, SPACES))
def test_white_space_at_the_end_of_a_text_does_not_empty_its_line(
    case: tuple[str, str, str],
) -> None:
    style, following, space = case
    body = f"aaa bbb ccc{space}{following}"
    ((_, full),) = set_blocks(["aaa bbb ccc"], CSS.format(300, "start", ""), "ltr", "Amiri")[0]
    for more in (0.2, 1, 2, 3):
        css = CSS.format((full + more) / PIXELS + 2 * MARGIN, "start", style)
        first = set_blocks([body], css, "ltr", "Amiri")[0][0][0]
        collapses = space == " " and style != "white-space:pre-wrap"
        assert first.startswith("aaa bbb ccc" if collapses else "aaa bbb"), more
