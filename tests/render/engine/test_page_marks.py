"""What WeasyPrint notes of each page: the same as in its lists, found without going through them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.render import RenderedPdf
from report.render.engine.page_marks import PageMarks

KIND = "anchors"
CSS = (
    "a::after{content:' ' target-counter(attr(href url),page)} section{break-before:page}"
    " b::after{content:counter(page) '/' counter(pages)}"
)
#: Pages in the order in which they are laid out, each with the marks that its boxes have.
LAID_OUT = st.lists(st.tuples(st.integers(0, 4), st.lists(st.integers(0, 9), max_size=6)))


def state() -> dict[str, Any]:
    """Return what WeasyPrint stores of a page before it is laid out."""
    return {"anchors": [], "content_lookups": []}


def noted(states: list[dict[str, Any]], page: int, boxes: list[int]) -> list[int]:
    """Note the marks of a page as WeasyPrint does, and return those that it notes."""
    earlier: list[Any] = []
    for earlier_state in states[:page]:
        earlier.extend(earlier_state.get(KIND, []))
    marks = []
    for mark in boxes:
        if mark not in earlier:
            states[page][KIND].append(mark)
            earlier.append(mark)
            marks.append(mark)
    return marks


@given(LAID_OUT)
def test_the_marks_are_those_of_weasyprint(laid_out: list[tuple[int, list[int]]]) -> None:
    stock, quick, marks = [state()], [state()], PageMarks()
    marks.begin_page(0, quick[0])
    for asked, boxes in laid_out:
        page = min(asked, len(stock))
        if page == len(stock):
            stock.append(state())
            quick.append(state())
        stock[page], quick[page] = state(), state()
        marks.begin_page(page, quick[page])
        assert noted(quick, page, boxes) == noted(stock, page, boxes)


def test_all_pages_before_are_one_item() -> None:
    states, marks = [], PageMarks()
    for page in range(50):
        states.append(state())
        marks.begin_page(page, states[page])
        noted(states, page, [page * 10 + mark for mark in range(10)])
    earlier: list[Any] = []
    for earlier_state in states:
        earlier.extend(earlier_state[KIND])
    assert len(earlier) == 1 and 0 in earlier and 489 in earlier and 490 not in earlier


@pytest.mark.parametrize("order", ["before", "after"])
def test_the_pages_are_those_of_weasyprint_alone(
    order: str, set_body: Callable[..., RenderedPdf], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"t{number}" for number in range(60)]
    index = "".join(f"<p><a href='#{name}'>باب</a> <b>ص</b></p>" for name in names)
    sections = "".join(f"<section><p id={name}>نص الباب</p></section>" for name in names[:4])
    sections += f"<p>{' '.join(f'<i id={name}>نص الباب الطويل</i>' for name in names[4:])}</p>"
    body = index + sections if order == "before" else sections + index
    quick = set_body(body, css=CSS)
    monkeypatch.setattr("report.render.engine.document.quick_pages", nullcontext)
    assert set_body(body, css=CSS).data == quick.data
