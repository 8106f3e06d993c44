"""Letters shared among the glyphs of a cluster."""

from __future__ import annotations

from report.render.clusters import Placed, write_clusters
from report.render.codes import SLIVER


def texts(clusters: list[tuple[list[Placed], str]], *, rtl: bool = True) -> list[str]:
    """What is written, from left to right."""
    return [write_cluster.text for write_cluster in write_clusters(clusters, rtl=rtl, upem=1000)]


def glyph(number: int, x: float, width: int = 500, up: int = 0) -> Placed:
    return Placed(number, x, up, width)


def test_a_letter_is_its_glyph_unchanged() -> None:
    (write_cluster,) = write_clusters([([glyph(7, 0)], "ب")], rtl=True, upem=1000)
    assert (
        write_cluster.shape.components,
        write_cluster.shape.width,
        write_cluster.shape.synthetic,
        write_cluster.text,
    ) == (
        ((7, 0, 0),),
        500,
        False,
        "ب",
    )


def test_a_ligature_has_its_last_letter_on_the_glyph_and_invisible_glyphs_at_its_right_edge() -> (
    None
):
    last, first = write_clusters([([glyph(7, 0)], "لا")], rtl=True, upem=1000)
    assert (last.text, first.text) == ("ا", "ل")
    assert first.shape.components == ()
    assert first.x + first.shape.width == last.x + last.shape.width


def test_a_left_to_right_ligature_is_one_code() -> None:
    assert texts([([glyph(7, 0)], "fi")], rtl=False) == ["fi"]


def test_marks_stand_after_their_letter() -> None:
    marks = [glyph(11, 30, 0), glyph(10, 20, 0)]  # visual order: the second mark is the leftmost
    assert texts([([*marks, glyph(7, 0)], "بَّ")]) == ["بَّ"[2], "بَّ"[1], "ب"]


def test_a_mark_inside_a_ligature_stands_between_its_letters() -> None:
    assert texts([([glyph(10, 300, 0), glyph(7, 0)], "لَا")]) == ["ا", "\u064e", "ل"]


def test_two_marks_on_one_glyph_are_one_code() -> None:
    assert texts([([glyph(10, 30, 0), glyph(7, 0)], "بَّ")]) == ["بَّ"[1:], "ب"]


def test_marks_that_pango_parts_from_their_letter_are_joined_to_it() -> None:
    mark, letter = write_clusters(
        [([glyph(10, 130, 0, 80)], "\u064e"), ([glyph(7, 0)], "ب")], rtl=True, upem=1000
    )
    assert (mark.text, letter.text) == ("\u064e", "ب")
    assert (mark.x, mark.shape.width) == (letter.x, SLIVER)
    assert mark.shape.components == ((10, 130, 80),)


def test_a_joining_stroke_without_a_letter_is_drawn_with_its_neighbour() -> None:
    (write_cluster,) = write_clusters(
        [([glyph(9, 0, 185), glyph(7, 185, 197)], "ل")], rtl=True, upem=1000
    )
    assert write_cluster.text == "ل"
    assert write_cluster.shape.width == 382
    assert sorted(write_cluster.shape.components) == [(7, 185, 0), (9, 0, 0)]


def test_what_kerning_parts_or_overlaps_is_closed_and_a_space_is_left() -> None:
    left, right = write_clusters(
        [([glyph(7, 0)], "ك"), ([glyph(8, 620)], "أ")], rtl=True, upem=1000
    )
    assert left.x + left.shape.width == right.x
    left, right = write_clusters(
        [([glyph(7, 0)], "ك"), ([glyph(8, 280)], "ر")], rtl=True, upem=1000
    )
    assert left.x + left.shape.width == right.x
    space, _ = write_clusters(
        [([glyph(3, 0, 200)], " "), ([glyph(8, 400)], "أ")], rtl=True, upem=1000
    )
    assert (space.shape.width, space.shape.synthetic) == (200, False)


def test_a_mark_is_split_from_punctuation() -> None:
    stop = ([glyph(5, 0, 200)], ".")
    word = [([glyph(10, 230, 0)], "\u064d"), ([glyph(7, 200)], "ن")]
    assert texts([stop, *word]) == [".", "\u200f", "\u064d", "ن"]
