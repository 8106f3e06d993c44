"""Glyphs added to a font file, read back by fontTools."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from report.render.truetype import Component, FontFile

FONTS = Path(__file__).parents[2] / "assets/fonts"
#: A font whose glyphs have short places, with few glyphs and composite ones.
SMALL = (FONTS / "noto-sans-tifinagh/NotoSansTifinagh_400Regular.ttf").read_bytes()
LETTER = 150
OFFSETS = st.integers(-2000, 2000)
WIDTHS = st.integers(0, 5000)


def opened(data: bytes) -> Any:
    """Return the font, whose sums of bytes are right."""
    return TTFont(io.BytesIO(data), checkChecksums=2, recalcBBoxes=False)


def named(data: bytes) -> Any:
    """Return the font with a name for each glyph: its number."""
    font = opened(data)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
    return font


def outline(font: Any, number: int) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return the points, the ends and the kinds of points of a glyph."""
    points, ends, flags = font["glyf"][str(number)].getCoordinates(font["glyf"])
    return list(points), list(ends), [flag & 1 for flag in flags]


def stored(font: Any, number: int) -> bytes:
    """Return the bytes of a glyph."""
    return bytes(font.reader["glyf"][font["loca"][number] : font["loca"][number + 1]])


def drawn(font: Any, components: list[Component]) -> tuple[list[Any], list[int], list[int]]:
    """Return the outline of glyphs, each at its offset."""
    points: list[Any] = []
    ends: list[int] = []
    flags: list[int] = []
    for number, right, up in components:
        of_glyph, its_ends, its_flags = outline(font, number)
        ends += [len(points) + end for end in its_ends]
        points += [(x + right, y + up) for x, y in of_glyph]
        flags += its_flags
    return points, ends, flags


@given(
    st.lists(
        st.tuples(st.lists(st.tuples(st.integers(0, 485), OFFSETS, OFFSETS), max_size=3), WIDTHS),
        min_size=1,
        max_size=4,
    )
)
def test_glyphs_are_drawn_together_in_their_widths(
    added: list[tuple[list[Component], int]],
) -> None:
    font = FontFile(SMALL)
    for components, width in added:
        font.add_drawn(tuple(components), width)
    data = font.data()
    whole, grown = named(SMALL), named(data)
    assert font.glyph_count == grown["maxp"].numGlyphs == 486 + len(added)
    for number, (components, width) in enumerate(added, 486):
        expected = drawn(whole, components)
        assert outline(grown, number) == expected
        bearing = min((x for x, _ in expected[0]), default=0)
        assert grown["hmtx"][str(number)] == (width, bearing)
        assert grown["maxp"].maxPoints >= len(expected[0])
        assert grown["maxp"].maxContours >= len(expected[1])


@given(st.lists(st.tuples(st.integers(0, 485), WIDTHS), min_size=1, max_size=4))
def test_a_glyph_in_another_width_keeps_its_bytes_and_its_bearing(
    added: list[tuple[int, int]],
) -> None:
    font = FontFile(SMALL)
    for number, width in added:
        font.add_with_width(number, width)
    data = font.data()
    whole, grown = named(SMALL), named(data)
    for place, (number, width) in enumerate(added, 486):
        assert stored(grown, place) == stored(whole, number)
        assert grown["hmtx"][str(place)] == (width, whole["hmtx"][str(number)][1])


def test_the_glyphs_and_tables_that_it_has_are_unchanged() -> None:
    font = FontFile(SMALL)
    font.add_drawn(((LETTER, 10, 20),), 300)
    data = font.data()
    whole, grown = named(SMALL), named(data)
    assert {number: whole["hmtx"][str(number)] for number in range(486)} == {
        number: grown["hmtx"][str(number)] for number in range(486)
    }
    assert grown.reader["glyf"].startswith(whole.reader["glyf"].rstrip(b"\0"))
    assert grown["loca"][:487] == whole["loca"][:487]
    changed = {"glyf", "loca", "hmtx", "maxp", "hhea", "head"}
    hints = {"cvt ", "fpgm", "prep"}
    assert set(grown.reader.keys()) == changed | hints.intersection(whole.reader.keys())
    for tag in hints.intersection(whole.reader.keys()):
        assert grown.reader[tag] == whole.reader[tag], tag


@pytest.mark.parametrize("count", [1, 400])
def test_places_become_long_when_they_outgrow_their_two_bytes(count: int) -> None:
    font = FontFile(SMALL)
    whole = named(SMALL)
    longest = max(range(486), key=lambda number: len(stored(whole, number)))
    for _ in range(count):
        font.add_with_width(longest, 100)
    grown = named(font.data())
    assert grown["head"].indexToLocFormat == int(count == 400)
    assert outline(grown, 485 + count) == outline(whole, longest)


@pytest.mark.parametrize("path", sorted(FONTS.glob("*/*.ttf")), ids=lambda path: path.stem)
def test_every_font_takes_glyphs(path: Path) -> None:
    data = path.read_bytes()
    font = FontFile(data)
    first = font.glyph_count
    font.add_with_width(20, 77)
    font.add_drawn(((20, 5, -5), (30, 700, 0)), 1500)
    font.add_drawn((), 20)
    grown, whole = named(font.data()), named(data)
    assert font.units == whole["head"].unitsPerEm
    assert outline(grown, first) == outline(whole, 20)
    assert outline(grown, first + 1) == drawn(whole, [(20, 5, -5), (30, 700, 0)])
    assert outline(grown, first + 2) == ([], [], [])
    assert [grown["hmtx"][str(first + place)][0] for place in range(3)] == [77, 1500, 20]
