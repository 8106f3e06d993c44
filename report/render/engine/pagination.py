"""How pages are counted while they are laid out: what each page begins with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from report.render.engine.boxes import PageBox

    #: The counters of CSS on a page, each with its values from outside in.
    Counters = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages that are laid out so far and the one after them. Pages are counted from 0."""

    _context: Any

    def counters(self, index: int) -> Counters:
        """Return the counters that a page begins with."""
        counters: Counters = self._context.page_maker[index][3][1]
        return counters

    def set_counters(self, index: int, counters: Counters) -> None:
        """Let a page begin with other counters."""
        resume_at, next_page, right_page, state, remake = self._context.page_maker[index]
        quotes, _, *rest = state
        state = (quotes, counters, *rest)
        self._context.page_maker[index] = resume_at, next_page, right_page, state, remake

    def turn(self, index: int) -> None:
        """Let a page be on the opposite side of the sheet."""
        resume_at, next_page, right_page, state, remake = self._context.page_maker[index]
        self._context.page_maker[index] = resume_at, next_page, not right_page, state, remake

    def has(self, index: int) -> bool:
        """Say whether it is known what a page begins with."""
        return index < len(self._context.page_maker)

    def settle(self, anchor: str, counters: Counters, index: int) -> None:
        """Let links know the counters of the page that an anchor is on."""
        self._context.target_collector.cache_target_page_counters(
            anchor, counters, index, self._context.page_maker
        )


@dataclass(frozen=True, slots=True)
class PendingPage:
    """A page that is about to be laid out: its place from 0, and the root of the document's boxes and elements."""

    index: int
    pagination: Pagination
    boxes: Any
    root: Element


def around_pages(
    lay_out: Callable[[PendingPage, Callable[[], PageBox]], PageBox],
) -> AbstractContextManager[None]:
    """Let ``lay_out`` stand around the layout of each page while the context lasts.

    It is given the page and what lays it out, and returns what that returns.
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
