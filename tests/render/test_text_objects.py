"""Marked content is in its text object, and no space between boxes is in marked content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from render.marks import shown

from report.render import RenderedPdf
from report.render.engine.pdf import Dictionary as Properties
from report.render.engine.pdf import actual_text
from report.render.text_objects import nested

Set = Callable[..., RenderedPdf]
LINES = 'الوثيقة <bdi dir="ltr">MJZ-2025-01</bdi> من <b>الأولى</b> إلى <bdi dir="ltr">F5</bdi>'


@pytest.mark.parametrize(
    "form",
    [
        "<p>{}</p>",
        "<h2>{}</h2>",
        "<ul><li>{}</li></ul>",
        "<ol><li>{}</li><li>{}</li></ol>",
        "<table><tr><th>نص</th><td>{}</td></tr><tr><th>نص</th><td>{}</td></tr></table>",
        '<p>نص<span style="float:footnote">{}</span></p>',
    ],
)
def test_a_space_between_boxes_is_an_artifact_before_its_box(form: str, set_body: Set) -> None:
    strings = list(shown(set_body(form.format(LINES, LINES), "IBM Plex Sans Arabic").data))
    first = {string.number: string for string in reversed(strings)}
    spaces = [string for string in strings if string.is_space and string.number is None]
    assert len(spaces) >= 4
    assert {string.marks[0][0] for string in spaces} == {"/Artifact"}
    assert [number for number, string in first.items() if number and string.is_space] == []
    letters = [string for string in strings if not string.is_space]
    assert all(string.number is not None for string in letters)
    assert {string.around for string in strings} == {0}, "each mark is in its text object"
    numbers = list(dict.fromkeys(string.number for string in letters))
    assert numbers == [str(number) for number in range(len(numbers))], "in the order of reading"


def test_what_is_drawn_beside_a_text_stays_in_its_marked_content(set_body: Set) -> None:
    body = f"<p>{LINES}</p><p>نص <u>تحته خط</u> بعده</p>"
    strings = list(shown(set_body(body, "IBM Plex Sans Arabic").data))
    assert sorted({string.around for string in strings}) == [0, 1]
    assert all(string.number is not None or string.is_space for string in strings)


BOX: list[Any] = [b"/a1.0 gs", b"0 0 0 rg", b"BT", b"/F 12 Tf"]
MARK: list[Any] = ["/Span", Properties({"MCID": 3}), b"BDC"]
TEXT: list[Any] = [b"1 0 0 1 9 9 Tm", b"[<0001>] TJ"]


def space(tag: str) -> list[Any]:
    return [tag, SPACE, b"BDC", b"1 0 0 1 20 9 Tm", b"[<0002>] TJ", b"EMC"]


SPACE = actual_text(" ")
PIECE: list[Any] = ["/MUJZ_Piece", actual_text("F"), b"BDC", *TEXT, b"EMC"]


def test_the_operators_of_a_box() -> None:
    head: list[Any] = [b"q", *BOX[:3], b"ET", b"Q"]
    for inner in (TEXT, PIECE, [*PIECE, *space("/Span"), *TEXT]):
        plain = [*head, *MARK, *BOX, *inner, b"ET", b"EMC", *head]
        moved = [*head, *BOX, *MARK, *inner, b"EMC", b"ET", *head]
        assert nested(plain) == moved
        assert nested(moved) == moved
        spaced = [*head, *MARK, *BOX, *space("/Span"), *inner, b"ET", b"EMC", *head]
        assert nested(spaced) == [
            *head, *BOX, *space("/Artifact"), *MARK, *inner, b"EMC", b"ET", *head,
        ]  # fmt: skip


@pytest.mark.parametrize(
    "inner",
    [
        [b"q", b"0 0 m", b"S", b"Q", *BOX, *TEXT, b"ET"],
        [*BOX, *TEXT, b"ET", b"q", b"S", b"Q"],
        [*BOX, *TEXT, b"ET", *BOX, *TEXT, b"ET"],
        [b"/Im1 Do"],
    ],
)
def test_a_box_that_shows_more_than_one_text_object_stays_as_it_is(inner: list[Any]) -> None:
    operators = [*MARK, *inner, b"EMC", b"Q"]
    assert nested(operators) == operators


def test_a_page_without_text_is_set(set_body: Set) -> None:
    assert list(shown(set_body("<p></p>").data)) == []
