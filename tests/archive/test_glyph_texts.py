"""The text of glyphs in reading order: what is written from right to left, as it stands on the page from left to right."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.archive.printed import plain
from report.archive.registers.glyph_texts import GlyphTexts
from report.archive.registers.table import OtherForm

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
SIGNS = LETTERS + "0123456789.,- ()«»%abcXYZ"
CODES = {sign: code for code, sign in enumerate(SIGNS, 1)}
FONT = GlyphTexts.of(
    {code: sign for sign, code in CODES.items()}, dict.fromkeys(CODES.values(), 500.0)
)

WORDS = st.text(LETTERS, min_size=1, max_size=8)
NUMBERS = st.from_regex(r"[1-9][0-9]{0,4}([.,][0-9]{1,3})?", fullmatch=True)


def string(text: str, *, moves: bool = False) -> bytes:
    """Return the operand of ``TJ`` that shows signs side by side."""
    codes = [f"{CODES[sign]:04x}" for sign in text]
    return ("<" + ("> 20 -20.000000 <" if moves else "").join(codes) + ">").encode()


def on_page(tokens: list[str]) -> str:
    """Return tokens as they stand on the page: the first is at the right, figures run from the left."""
    placed = [token if token[0].isdigit() else token[::-1] for token in reversed(tokens)]
    return " ".join(placed)


@given(st.lists(st.one_of(WORDS, NUMBERS), min_size=1, max_size=8), WORDS, st.booleans())
def test_words_and_numbers_are_read_from_the_right(
    tokens: list[str], word: str, moves: bool
) -> None:
    text = [word, *tokens]
    shown = FONT.shown(string(on_page(text), moves=moves))
    assert shown.text == " ".join(text)
    assert shown.end == pytest.approx(500 * len(" ".join(text)))
    assert shown.left <= 0 <= shown.end <= shown.right


@given(st.text("0123456789.,-abcXYZ ", min_size=1))
def test_a_text_without_arabic_is_read_from_the_left(text: str) -> None:
    assert FONT.shown(string(text)).text == text


@given(WORDS, NUMBERS)
def test_a_number_in_the_other_direction_is_another_text(word: str, number: str) -> None:
    backwards = FONT.shown(string(f"{number[::-1]} {word[::-1]}")).text
    assert (backwards == f"{word} {number}") == (number == number[::-1])


@given(st.lists(st.text(SIGNS, min_size=1), max_size=9), st.booleans())
def test_many_strings_are_read_at_once_as_each_is_read(texts: list[str], moves: bool) -> None:
    strings = [string(text, moves=moves) for text in texts]
    assert FONT.texts_of(strings) == [plain(FONT.shown(each).text) for each in strings]


@pytest.mark.parametrize(
    "operand", [b"<0001", b"<000>", b"<ffff>", b"<0001ffff0002>", b"<0001>] x <0002>", b"<7001>"]
)
def test_strings_of_another_form_are_refused_at_once(operand: bytes) -> None:
    with pytest.raises(OtherForm):
        FONT.texts_of([string("ا"), operand, string("ب")])


@pytest.mark.parametrize(
    "operand",
    [
        *(b"<0001", b"0001>", b"<000>", b"<ffff>", b"<0001> x"),
        *(b"<0001> %b <0002>" % move for move in (b"1e5", b"nan", b"--9", b"1-2", b"1.2.3")),
        *(b"<0001> %b <0002>" % move for move in (b"-", b".", b"1_0", b"1,0", b"99\n99", b"+9")),
    ],
)
def test_another_form_is_refused(operand: bytes) -> None:
    with pytest.raises(OtherForm):
        FONT.shown(operand)


MOVES = st.lists(
    st.one_of(
        st.sampled_from([99, -99, 199, -199, 9]).flatmap(
            lambda move: st.integers(1, 40).map(lambda count: [move] * count)
        ),
        st.decimals(-5000, 5000, places=3).map(lambda move: [move]),
    ),
    max_size=6,
)


@given(MOVES, st.sampled_from([" ", ""]))
def test_moves_add_up(moves: list[list[int | Decimal]], blank: str) -> None:
    """Long distances are many equal moves, which are added as tens."""
    numbers = list(chain.from_iterable(moves))
    written = " ".join(map(str, numbers))
    shown = FONT.shown(f"<0001>{blank}{written}{blank}<0002>".encode())
    assert shown.end == pytest.approx(1000 - float(sum(numbers)), abs=1e-6)
