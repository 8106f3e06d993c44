"""The order in which boxes are painted (CSS 2, appendix E)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from report.render.engine.document import Page

if TYPE_CHECKING:
    from report.render.engine.boxes import Box
    from report.render.engine.document import Document


def paint_arranged(document: Document, arranged: Callable[[Box], Box]) -> None:
    """Let the pages of a document be painted as ``arranged`` returns their boxes.

    ``arranged`` does not change the boxes that it gets: the structure tree is built of them.
    """
    document.pages = [_ArrangedPage(page, arranged) for page in document.pages]


class _ArrangedPage(Page):
    """A page whose boxes are painted in another order than that of the structure tree."""

    _page_box: Box

    def __init__(self, page: Page, arranged: Callable[[Box], Box]) -> None:
        vars(self).update(vars(page))
        self._arranged = arranged

    def paint(self, stream: object, scale: float = 1) -> None:
        """Paint the page into a content stream."""
        box = self._page_box
        self._page_box = self._arranged(box)
        try:
            super().paint(stream, scale)
        finally:
            self._page_box = box
