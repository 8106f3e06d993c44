"""The limit on pages, enforced during layout because WeasyPrint would continue until memory is
full.

It also identifies the page on which layout fails.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from report.bounds import current_bounds
from report.errors import MujazError, RenderError
from report.render.nesting import check_nesting

if TYPE_CHECKING:
    from report.render.engine.boxes import PageBox
    from report.render.engine.pagination import PendingPage


class PageFailed(Exception):
    """WeasyPrint failed to lay out a page, counted from 1; the cause is the original error."""

    def __init__(self, page: int, error: Exception) -> None:
        super().__init__(page)
        self.page = page
        self.error = error


def bounded_pages() -> AbstractContextManager[None]:
    """Limit the pages of a document to the current bounds while the context lasts.

    :raises RenderError: ``bound-pages``, or what :func:`report.render.nesting.check_nesting`
        raises.
    :raises PageFailed: for any error of WeasyPrint.
    """
    from report.render.engine.pagination import around_pages

    most = current_bounds().most_laid_pages

    def lay_out(page: PendingPage, proceed: Callable[[], PageBox]) -> PageBox:
        if page.index >= most:
            raise RenderError.of("bound-pages", limit=most)
        if page.index == 0:
            check_nesting(page.boxes)
        try:
            return proceed()
        except (MujazError, PageFailed):
            raise
        except Exception as error:
            raise PageFailed(page.index + 1, error) from error

    return around_pages(lay_out)
