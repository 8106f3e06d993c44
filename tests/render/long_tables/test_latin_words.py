"""Left-to-right texts have the same widths and line breaks word by word and whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render.long_tables.test_cells import typeface

from report.render.long_tables.cells import Cells
from report.render.long_tables.inlines import Inline
from report.render.long_tables.latin_words import LatinWords
from report.render.long_tables.model import ColumnStyle
from report.render.runs import RunEncoder
from report.render.text_layer import TextLayer

SIGNS = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\u00a0–—’‘“”…«»°±²×€\u2060\u200b"
WORDS = (
    "annex",
    "S.A.",
    "A/RES/46/1",
    "1.5",
    "08.01.2015:",
    "(the",
    "co-operate",
    "Café",
    "’t",
    "–",
    "-",
    "&",
    "—",
)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.text(st.sampled_from(f"aAzZé019{SIGNS}"), min_size=1, max_size=6),
        st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FFF), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)  # fmt: skip


def cells() -> Cells:
    column = ColumnStyle(0, 200, True, False, False, "ar", "", "", 0)
    return Cells(column, typeface("IBMPlexSansArabic-Regular"), TextLayer(RunEncoder(True)))


CELLS = cells()


@given(TEXTS)
def test_words_have_the_breaks_and_the_widths_of_the_text(text: str) -> None:
    mixed = CELLS.mixed
    by_words = mixed._latin.widths(text)
    if by_words is not None:
        assert by_words == mixed._by_rules(Inline(text, False, 0))


@pytest.mark.parametrize(
    "text",
    [
        "Letter from the Heads of the Lebanese and Syrian delegations dated 4 February 1946",
        "08.01.2015: 1430\u00a0LT: Posn: 01:11N - 103:37E, Around 2.7nm NW of Pulau Nipah, Indonesia.",
        "Review Conference (A/46/L.1/Rev.2) – Non-Proliferation & Disarmament",
    ],
)
def test_usual_texts_are_measured_by_words(text: str) -> None:
    """Otherwise the property above would hold for nothing."""
    assert CELLS.mixed._latin.widths(text) == CELLS.mixed._by_rules(Inline(text, False, 0))


@pytest.mark.parametrize(
    "text", ['he said "no" (twice)', "one — two", "one  two", " one", "one ", "one : two", "שלום a"]
)
def test_other_texts_are_measured_whole(text: str) -> None:
    """A sign beside a space can forbid a break there."""
    assert CELLS.mixed._latin.widths(text) is None


def test_a_word_is_measured_once() -> None:
    measured: list[str] = []

    def units(text: str) -> int:
        measured.append(text)
        return len(text)

    words = LatinWords(units, 1, "ar")
    assert words.widths("one two A1-B2 one") == words.widths("one two A3-B4 one")
    assert measured == ["one", "two", "A0-B0", "A0-", "B0"]
