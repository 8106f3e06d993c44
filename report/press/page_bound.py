"""The bound on pages, held while WeasyPrint lays them out, since it would go on until memory ends; and which page fails.

Stands around ``weasyprint.layout.page.remake_page`` of WeasyPrint 70.0, which lays out one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from report.bounds import current_bounds
from report.errors import MujazError, PressError
from report.press.nesting import check_nesting


class PageFailed(Exception):
    """WeasyPrint failed while it laid out a page, counted from 1; what it raised is the cause."""

    def __init__(self, page: int, error: Exception) -> None:
        super().__init__(page)
        self.page = page
        self.error = error


@contextmanager
def bounded_pages() -> Iterator[None]:
    """Let no document have more pages than the current bounds allow. The caller has checked WeasyPrint's release.

    :raises PressError: ``bound-pages``; what :func:`report.press.nesting.check_nesting` raises.
    :raises PageFailed: in the place of whatever WeasyPrint raises.
    """
    from weasyprint.layout import page as pages

    most = current_bounds().most_laid_pages
    before = pages.remake_page

    def remake(index: int, context: Any, root_box: Any, html: Any) -> Any:
        if index >= most:
            raise PressError.of("bound-pages", limit=most)
        if index == 0:
            check_nesting(root_box)
        try:
            return before(index, context, root_box, html)
        except (MujazError, PageFailed):
            raise
        except Exception as error:
            raise PageFailed(index + 1, error) from error

    pages.remake_page = remake
    try:
        yield
    finally:
        pages.remake_page = before
