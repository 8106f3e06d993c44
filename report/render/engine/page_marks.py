"""What WeasyPrint notes of each page, found without going through the pages before.

For each page, WeasyPrint lists the anchors and the boxes with page numbers of all earlier pages,
and goes through the list for each anchor and each such box of the page: with an index of 5,000
entries, 25 million times. It also goes through the styles of all earlier pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What is noted of a page: the names of anchors, and the ids of boxes with page numbers.
_KINDS = ("anchors", "content_lookups")


class PagesOfMarks:
    """The pages that each mark of a document is noted on. It is equal to each mark of a page before
    ``page``, so that a list that has it finds all of them at once."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self) -> None:
        self._pages: dict[object, set[int]] = {}
        self.page = 0

    def __eq__(self, mark: object) -> bool:
        """Return whether a page before ``page`` has a mark."""
        return any(number < self.page for number in self._pages.get(mark, ()))

    def add(self, mark: object, page: int) -> None:
        """Note a mark of a page."""
        self._pages.setdefault(mark, set()).add(page)

    def discard(self, marks: Iterable[object], page: int) -> None:
        """Forget marks of a page."""
        for mark in marks:
            self._pages[mark].discard(page)


class _MarksOfPage(list[Any]):
    """The marks of a page. To go through those of the first page gives the marks of all pages, as
    one item; to go through those of another page gives nothing."""

    def __init__(self, marks: PagesOfMarks, page: int) -> None:
        super().__init__()
        self._marks = marks
        self._page = page

    def append(self, mark: object) -> None:
        """Note a mark."""
        super().append(mark)
        self._marks.add(mark, self._page)

    def __iter__(self) -> Iterator[Any]:
        """Yield the marks of all pages after those of the first page."""
        return iter(() if self._page else (self._marks,))

    def forget(self) -> None:
        """Forget the marks: the page is laid out again."""
        self._marks.discard(self[:], self._page)


class PageMarks:
    """The marks of the pages of a document, by their kinds, and those of each page."""

    def __init__(self) -> None:
        self._of_all = {kind: PagesOfMarks() for kind in _KINDS}
        self._of_page: dict[tuple[str, int], _MarksOfPage] = {}

    def begin_page(self, page: int, state: dict[str, Any]) -> None:
        """Prepare what WeasyPrint stores of a page that it is about to lay out."""
        for kind, marks in self._of_all.items():
            if (earlier := self._of_page.get((kind, page))) is not None:
                earlier.forget()
            marks.page = page
            self._of_page[kind, page] = state[kind] = _MarksOfPage(marks, page)


def quick_pages() -> AbstractContextManager[None]:
    """Lay out each page without going through those before while the context lasts.

    The context of the layout has the marks of its document, as ``page_marks``.
    """

    def make(stock: Any) -> Any:
        def remake(index: int, context: Any, root_box: Any, html: Any) -> Any:
            context.page_marks.begin_page(index, context.page_maker[index][-1])
            # The styles of earlier pages are computed: what the sheets say of them is not read
            # again.
            context.style_for.get_cascaded_styles().clear()
            return stock(index, context, root_box, html)

        return remake

    return replaced(Replacement(Patch.PAGE, make))
