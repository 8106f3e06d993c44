"""The order in which boxes are painted (CSS 2, appendix E)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from report.render.engine.document import Page
from report.render.engine.painted_pages import paint

if TYPE_CHECKING:
    from report.render.engine.boxes import Box
    from report.render.engine.document import Document
    from report.render.engine.painted_pages import PageTexts


def paint_arranged(
    document: Document, arranged: Callable[[Box], Box], texts: PageTexts | None
) -> None:
    """Let the pages of a document be painted as ``arranged`` returns their boxes.

    ``arranged`` does not change the boxes that it gets: the structure tree is built of them.
    ``texts`` remembers the texts of pages for the next document.
    """
    document.pages = [_ArrangedPage(page, arranged, texts) for page in document.pages]


class _ArrangedPage(Page):
    """A page whose boxes are painted in another order than that of the structure tree."""

    _page_box: Box

    def __init__(self, page: Page, arranged: Callable[[Box], Box], texts: PageTexts | None) -> None:
        vars(self).update(vars(page))
        self._arranged = arranged
        self._texts = texts

    def paint(self, stream: object, scale: float = 1) -> None:
        """Paint the page into a content stream."""
        box, stock = self._page_box, super().paint

        def paint_now() -> None:
            self._page_box = self._arranged(box)
            try:
                stock(stream, scale)
            finally:
                self._page_box = box

        if self._texts is None:
            paint_now()
        else:
            paint(box, stream, self._texts, paint_now)
