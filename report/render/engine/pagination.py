"""The page counters during layout: the state at the start of each page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from report.render.engine.boxes import PageBox

    #: The CSS counters of a page, each with its values from the outermost scope in.
    Counters = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages laid out so far, and the next one. Pages are counted from 0."""

    _context: Any

    def counters(self, index: int) -> Counters:
        """Return the counters at the start of a page."""
        counters: Counters = self._context.page_maker[index][3][1]
        return counters

    def set_counters(self, index: int, counters: Counters) -> None:
        """Set the counters at the start of a page."""
        resume_at, next_page, right_page, state, remake = self._context.page_maker[index]
        quotes, _, *rest = state
        state = (quotes, counters, *rest)
        self._context.page_maker[index] = resume_at, next_page, right_page, state, remake

    def turn(self, index: int) -> None:
        """Move a page to the opposite side of the sheet."""
        resume_at, next_page, right_page, state, remake = self._context.page_maker[index]
        self._context.page_maker[index] = resume_at, next_page, not right_page, state, remake

    def has(self, index: int) -> bool:
        """Return whether the start of a page is known."""
        return index < len(self._context.page_maker)

    def settle(self, anchor: str, counters: Counters, index: int) -> None:
        """Set the counters of the page of an anchor, for links."""
        self._context.target_collector.cache_target_page_counters(
            anchor, counters, index, self._context.page_maker
        )


@dataclass(frozen=True, slots=True)
class PendingPage:
    """A page that is about to be laid out: its index from 0, and the root box and root element of
    the document."""

    index: int
    pagination: Pagination
    boxes: Any
    root: Element


def around_pages(
    lay_out: Callable[[PendingPage, Callable[[], PageBox]], PageBox],
) -> AbstractContextManager[None]:
    """Wrap ``lay_out`` around the layout of each page while the context lasts.

    It receives the page and the function that lays it out, and returns the result of that function.
    """

    def make(stock: Any) -> Any:
        def remake(index: int, context: Any, root_box: Any, html: Any) -> Any:
            resume_at: Any = None

            def proceed() -> PageBox:
                nonlocal resume_at
                page: PageBox
                page, resume_at = stock(index, context, root_box, html)
                return page

            pending = PendingPage(index, Pagination(context), root_box, html.etree_element)
            page = lay_out(pending, proceed)
            return page, resume_at

        return remake

    return replaced(Replacement(Patch.PAGE, make))
