"""A border that is dotted on one side is one stroke, which looks as WeasyPrint's dots do."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import nullcontext

import numpy as np
import pikepdf
import pypdfium2
import pytest

from report.render import RenderedPdf
from report.render.engine import borders

SetBody = Callable[..., RenderedPdf]
BOX = '<p style="width: {width}px; height: 20px; {style}">نص</p>'


def content(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return opened.pages[0].Contents.read_bytes()


def ink(pdf: bytes) -> np.ndarray:
    (page,) = pypdfium2.PdfDocument(pdf)
    return page.render(scale=4, grayscale=True).to_numpy().astype(int)


def both(set_body: SetBody, body: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """Return the page with dotted lines as strokes, and as WeasyPrint draws it."""
    ours = set_body(body).data
    monkeypatch.setattr(borders, "dotted_lines", nullcontext)
    return ours, set_body(body).data


@pytest.mark.parametrize("side", ["top", "right", "bottom", "left"])
def test_dots_on_one_side_are_one_stroke_with_the_same_ink(
    side: str, set_body: SetBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = [
        BOX.format(width=width, style=f"border-{side}: {size}px dotted #245")
        for width, size in ((300, 4), (41, 1.5), (6, 3), (97.3, 2.2))
    ]
    ours, stock = both(set_body, "".join(boxes), monkeypatch)
    assert content(ours).count(b" c\n") == 0 < content(stock).count(b" c\n")
    assert len(content(ours)) < len(content(stock)) / 2
    assert np.abs(ink(ours) - ink(stock)).mean() < 0.02
    assert (np.abs(ink(ours) - ink(stock)) > 128).sum() == 0


@pytest.mark.parametrize(
    "style",
    [
        "border-bottom: 2px dashed",
        "border-bottom: 2px dotted; border-radius: 3px",
        "border-bottom: 2px dotted; border-top: 2px dotted",
        "border-bottom: 2px dotted; visibility: hidden",
        "border-bottom: 2px dotted; width: 3px",
        "border-bottom: 2px dotted transparent",
        "border-bottom: 2px dotted; columns: 2; column-rule: 1px solid",
    ],
)
def test_other_borders_are_those_of_weasyprint(
    style: str, set_body: SetBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, stock = both(set_body, BOX.format(width=60, style=style), monkeypatch)
    assert content(ours) == content(stock)
