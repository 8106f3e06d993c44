"""A text that is laid out again is not shaped again, and the page stays the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest

from report.render import RenderedPdf, rendering
from report.render.engine import line_memory

Set = Callable[..., RenderedPdf]
#: Footnotes that are laid out again with each one that is added to their page.
CSS = (
    "@page{size:120mm 90mm;margin:8mm;@bottom-center{content:counter(page) '/' counter(pages)}}"
    " .n{float:footnote} td{width:22mm} a::after{content:target-counter(attr(href url),page)}"
)
WORDS = "عقد المجلس اجتماعه في مراكش (2025-03) مع INTERPOL وحضره «ممثلون» عن القطاع "


def body(notes: int) -> str:
    """Return a document with footnotes, a table whose words break, and references to pages."""
    texts = [
        f"<p id=p{number}>{WORDS * 2}<span class=n>{WORDS}{number}</span> نص"
        f" <a href='#p{notes - 1 - number}'>الصفحة </a></p>"
        for number in range(notes)
    ]
    cells = "".join(f"<td>{WORDS}وكهرومغناطيسياتهما{number}" for number in range(3))
    return f"{''.join(texts)}<table><tr>{cells}</table>"


def test_the_pages_are_the_same(set_body: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = set_body(body(6), css=CSS)
    assert pdf.pages > 3
    monkeypatch.setattr(line_memory, "MOST", 3)
    assert set_body(body(6), css=CSS).data == pdf.data
    monkeypatch.setattr(rendering, "repeated_lines", nullcontext)
    assert set_body(body(6), css=CSS).data == pdf.data


def test_each_footnote_of_a_page_is_shaped_once(
    set_body: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint.layout import inline

    shaped: list[str] = []
    stock = inline.split_first_line

    def counted(text: str, *others: object, **more: object) -> object:
        shaped.append(text)
        return stock(text, *others, **more)

    monkeypatch.setattr(inline, "split_first_line", counted)

    def steps(notes: int) -> int:
        shaped.clear()
        texts = (f"<p>نص<span class=n>حاشية {n}</span></p>" for n in range(notes))
        assert set_body("".join(texts), css="p{margin:0} .n{float:footnote}").pages == 1
        return len(shaped)

    assert steps(12) - steps(8) <= steps(8) - steps(4)
