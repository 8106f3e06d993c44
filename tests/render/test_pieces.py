"""How a line is cut into pieces, and what parts them."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.render.codes import SLIVER
from report.render.pieces import (
    END,
    LRM,
    RLM,
    ZWSP,
    Glyph,
    Piece,
    cut_places,
    direction,
    kind_of,
    left_to_right_pieces,
    part_needed,
    parted,
    pdfjs_takes_for_left_to_right,
)
from report.render.right_to_left import right_to_left_piece
from report.render.strings import move, tj

INVISIBLE = {RLM: 0xE000, ZWSP: 0xE800, LRM: 0xF000, END: 0xF800}


def glyphs(text: str) -> list[Glyph]:
    """A glyph of 500 for each character, from left to right."""
    return [
        Glyph(500 * place, ord(character), 500, character) for place, character in enumerate(text)
    ]


def invisible_glyph(x: float, width: int, text: str) -> Glyph:
    return Glyph(x, INVISIBLE[text] + width, width, text)


def left_to_right(
    text: str, *, inside: bool = False, separated: bool = False, parted: bool = False
) -> tuple[Piece, ...]:
    return left_to_right_pieces(
        glyphs(text),
        500 * len(text),
        invisible_glyph,
        inside=inside,
        separated=separated,
        parted=parted,
    )


def ends(string: str, pen: float) -> float:
    """Where a string for TJ leads the pen."""
    for code, number in re.findall(r"<([0-9a-f]+)>|(-?[\d.]+)", string):
        if number:
            pen -= float(number)
        for index in range(0, len(code), 4):
            value = int(code[index : index + 4], 16)
            pen += 500 if value < 0xE000 else value & 0x7FF
    return pen


@pytest.mark.parametrize(
    ("code", "cuts"),
    [
        ("F9", ["F", "9"]),
        ("MJZ-2025-01", ["MJZ", "-2025-01"]),
        ("declared.csv", ["declared", ".", "csv"]),
        ("12.5%", ["12.5%"]),
        ("+212 537", ["+212", " ", "537"]),
        ("(b) C", [f"({LRM}", "b", ") ", "C"]),
    ],
)
def test_a_code_is_cut_where_pdfium_cuts_it(code: str, cuts: list[str]) -> None:
    written = left_to_right(code)
    bridge = [ZWSP] if len(cuts) > 1 else []
    assert [piece.text for piece in written] == cuts + bridge, "the bridge is written last"
    pieces = [*written[len(cuts) :], *written[: len(cuts)]]
    starts = [piece.x for piece in pieces]
    assert starts == sorted(set(starts), reverse=True), "the last one stands leftmost"
    for piece, right in zip(pieces[1:], pieces, strict=False):
        assert piece.end == right.x, "each leads to the one that pdfium reads after it"
    assert starts[0] < 0, (
        "before the first letter: poppler ends a line at what stands behind the edge of a wide one"
    )
    for piece in pieces:
        assert ends(piece.string, piece.x) == pytest.approx(piece.end)
    assert pieces[0].end == 500 * len(code)


@pytest.mark.parametrize("code", ["F9", "MJZ-2025-01", "declared.csv", "+212 537", "(b) C"])
def test_no_piece_of_several_moves_the_pen_forward_after_its_letters(code: str) -> None:
    """PDFBox and pymupdf4llm see a space there, in the middle of a code."""
    *pieces, bridge = left_to_right(code)
    assert ends(bridge.string, bridge.x) > bridge.x
    for piece in pieces:
        last = piece.string.rindex(f"{ord((piece.text or '').strip(LRM)[-1]):04x}") + 4
        _, _, moves = piece.string[last:].partition(">")
        back = re.findall(r"(?<=> )[-\d. ]+", f"> {moves}")[0]
        assert min(map(float, back.split())) > -SLIVER


@given(st.text("AZé09-./+,:%@&() '", min_size=1, max_size=40))
def test_the_anchors_of_pieces_are_in_the_order_of_reading(code: str) -> None:
    """pdf_oxide reads the replacement texts by the positions of their first glyphs."""
    pieces = [piece for piece in left_to_right(code) if piece.text != ZWSP]
    anchors = [piece.anchor for piece in pieces if piece.anchor is not None]
    assert len(anchors) == (len(pieces) if len(pieces) > 1 else 0)
    assert {anchor.width for anchor in anchors} <= {0}
    places = [anchor.x for anchor in anchors]
    assert places == sorted(set(places))
    assert all(place < 0 for place in places), "poppler would end a line behind a wide letter"


@given(st.text("AZé09-./+,:%@&() '", min_size=1, max_size=12), st.booleans(), st.booleans())
def test_no_text_of_a_piece_is_right_to_left(code: str, inside: bool, section: bool) -> None:
    """pdfium would read the Arabic letters beside it from left to right."""
    texts = "".join(
        piece.text or "" for piece in left_to_right(code, inside=inside, separated=section)
    )
    assert "right" not in {direction(character) for character in texts}


def test_no_two_pieces_near_each_other_have_the_same_codes() -> None:
    codes = [re.sub(r"-?[\d.]+ ", "", piece.string) for piece in left_to_right("-".join("A" * 20))]
    for place in range(len(codes)):
        assert codes[place] not in codes[max(0, place - 5) : place], (
            "pdfium looks at the five text objects before"
        )


def test_a_plain_number_inside_a_text_stays_with_it() -> None:
    for number in ("7", "2.500,00", "24/11/2025", "10:30", "٦٣٫٥"):
        (piece,) = left_to_right(number, inside=True)
        assert piece.text is None
        assert re.findall("<([0-9a-f]{4})", piece.string)[0] == f"{INVISIBLE[RLM] + SLIVER:04x}"
    for code in ("63,5%", "-5", "2025-11-24", "F5"):
        assert left_to_right(code, inside=True)[0].text is not None


def test_a_mark_parts_a_stop_from_a_non_joiner() -> None:
    line = [Glyph(0, ord("."), 500, "."), Glyph(500, ord("h"), 500, "\u200cه")]
    piece = right_to_left_piece(line, 1000, invisible_glyph, separated=False)
    right = f"{INVISIBLE[RLM] + SLIVER:04x}"
    assert re.findall("[0-9a-f]{4}(?=[0-9a-f]*>)", piece.string) == ["002e", right, "0068"]


def test_brackets_stand_between_marks() -> None:
    piece = right_to_left_piece(glyphs(")ب("), 1500, invisible_glyph, separated=False)
    right, left = f"{INVISIBLE[RLM] + SLIVER:04x}", f"{INVISIBLE[LRM] + SLIVER:04x}"
    assert re.findall("[0-9a-f]{4}(?=[0-9a-f]*>)", piece.string) == [
        right,
        "0029",
        left,
        "0628",
        right,
        "0028",
        left,
    ]
    assert ends(piece.string, 0) == pytest.approx(1500)


@pytest.mark.parametrize(
    ("left", "right", "needed"),
    [
        ("، ثم", "2025", True),
        ("-", "24", True),
        (" ثم", "2025", False),
        (" (ثم", "F", True),
        (" (ثم", "2025", False),
        (")", "MJZ", True),
        ("، ثم", "MJZ", False),
        ("6", "القسم\u00a0", True),
        ("6", "القسم ", False),
    ],
)
def test_a_mark_stands_where_pdfium_would_run_two_texts_together(
    left: str, right: str, needed: bool
) -> None:
    assert part_needed(left, right) is needed


def test_texts_are_split_by_a_space_on_either_side() -> None:
    assert parted(" ثم", "F9")
    assert parted("F9", "ثم ")
    assert not parted("F9", "و")
    assert not parted(" ثم", "")


@pytest.mark.parametrize(
    ("text", "taken"),
    [(").", True), ("2025.", True), ("و).", False), ("و.......", True), ("سنة 2025", False)],
)
def test_what_pdfjs_does_not_turn_round(text: str, taken: bool) -> None:
    assert pdfjs_takes_for_left_to_right(text) is taken


def test_a_mark_steps_back_by_a_number_of_its_own() -> None:
    """pdf.js passes over a format character and over the first number after it."""
    line = [Glyph(0, 1, 20, RLM), Glyph(300, 2, 500, "a")]
    assert tj(line, 0, 800) == "<0001> 20 -99 -99 -99 -3 <0002>"


@pytest.mark.parametrize("back", [0.5, -0.5, 99, 100, -100, 100.25, -3141.5, 12345])
def test_no_number_moves_the_pen_as_far_as_pypdf_reads_a_space(back: float) -> None:
    numbers = [float(number) for number in move(back).split()]
    assert sum(numbers) == pytest.approx(back)
    assert max(map(abs, numbers)) <= 100


@pytest.mark.parametrize(
    ("text", "parted", "jumps"),
    [
        ("MJZ-2025-01", False, [False, False, False]),
        ("MJZ-2025-01", True, [False, True, True]),
        ("Committee on Trade", False, [True, True, True, False]),
        ("A (Committee", False, [True, True, False, False]),
    ],
)
def test_one_number_moves_the_pen_far_only_where_a_space_is_anyway(
    text: str, parted: bool, jumps: list[bool]
) -> None:
    pieces = left_to_right(text, parted=parted)
    numbers = [re.sub("<[^>]*>", "", piece.string).split() for piece in pieces]
    assert [max(abs(float(number)) for number in line) > 99 for line in numbers] == jumps


@given(st.text(alphabet="abY17.-()   ", min_size=1, max_size=30))
def test_a_word_between_spaces_is_one_cut_that_pdfium_reads_alike_in_either_order(
    text: str,
) -> None:
    kinds = "".join(map(kind_of, text))
    cuts = [text[start:end] for start, end in cut_places(kinds)]
    assert "".join(cuts) == text
    for cut in cuts:
        stretches = ["".join(letters) for _, letters in groupby(cut, key=direction)]
        assert stretches == stretches[::-1]
        assert len(stretches) == 1 or cut[0] == cut[-1] == " "
    for left, right in pairwise(cuts):
        assert direction(left[-1]) != direction(right[0])


def marks(piece: Piece) -> str:
    """What the glyphs of a piece represent, in the order in which they are written."""
    codes = re.findall("[0-9a-f]{4}", " ".join(re.findall("<([0-9a-f]+)>", piece.string)))
    texts = {value & 0xF800: key for key, value in INVISIBLE.items()}
    return "".join(
        chr(int(code, 16)) if int(code, 16) < 0xE000 else texts[int(code, 16) & 0xF800]
        for code in codes
    )


@pytest.mark.parametrize(
    "code", ["F9", "MJZ-2025-01", "declared.csv", "-5", "Libya (LY", "2025-11-24", "A-"]
)
def test_the_text_of_a_piece_is_what_its_last_glyphs_before_a_mark_of_the_right_say(
    code: str,
) -> None:
    """MuPDF takes the glyphs unchanged where the text ends with what they say; what it has beyond is left out."""
    for piece in left_to_right(code):
        assert piece.text is not None
        if piece.text == ZWSP:
            continue  # the bridge
        earlier, _, later = marks(piece).partition(RLM)
        assert earlier.endswith(piece.text)
        assert earlier != piece.text
        assert not piece.text.startswith(earlier[0]), (
            "else MuPDF shows what leads to the piece, on a line of its own"
        )
        assert set(later) == {RLM}
