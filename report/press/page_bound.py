"""The bound on pages, held while WeasyPrint lays them out: it would go on until memory ends.

Stands around ``weasyprint.layout.page.remake_page`` of WeasyPrint 70.0, which lays out one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from report.bounds import current_bounds
from report.errors import PressError
from report.press.nesting import check_nesting


@contextmanager
def bounded_pages() -> Iterator[None]:
    """Let no document have more pages than the current bounds allow. The caller has checked WeasyPrint's release.

    :raises PressError: ``bound-pages``; what :func:`report.press.nesting.check_nesting` raises.
    """
    from weasyprint.layout import page as pages

    most = current_bounds().most_laid_pages
    before = pages.remake_page

    def remake(index: int, context: Any, root_box: Any, html: Any) -> Any:
        if index >= most:
            raise PressError.of("bound-pages", limit=most)
        if index == 0:
            check_nesting(root_box)
        return before(index, context, root_box, html)

    pages.remake_page = remake
    try:
        yield
    finally:
        pages.remake_page = before
