"""The bound on pages, held while WeasyPrint lays them out, since it would continue until memory ends; and which page fails."""

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
    """WeasyPrint failed while it laid out a page, counted from 1; what it raised is the cause."""

    def __init__(self, page: int, error: Exception) -> None:
        super().__init__(page)
        self.page = page
        self.error = error


def bounded_pages() -> AbstractContextManager[None]:
    """Let no document have more pages than the current bounds allow while the context lasts.

    :raises RenderError: ``bound-pages``; what :func:`report.render.nesting.check_nesting` raises.
    :raises PageFailed: instead of whatever WeasyPrint raises.
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
