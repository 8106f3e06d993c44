"""Repeated table heads that say so: «(تابع)» from a table's second page on.

WeasyPrint repeats a table's head as it stands. The template puts the words in every head, hidden
(``.continued``), so that they take their room; once the pages are laid out, they are shown in every head but
the first of its table. Layout is over by then, so nothing moves.
"""

from __future__ import annotations

from typing import Any

MARK = "continued"


def show_continued(document: Any) -> int:
    """Show the marks of repeated heads in a laid-out WeasyPrint document; return on how many pages, heads counted.

    An element may have several boxes on one page; a head is repeated when its element was on an earlier page.
    """
    first: dict[int, int] = {}
    shown: set[tuple[int, int]] = set()
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            element = getattr(box, "element", None)
            if element is None or box.element_tag != "span" or element.get("class") != MARK:
                continue
            if first.setdefault(id(element), number) < number:
                _show(box)
                shown.add((id(element), number))
    return len(shown)


def _show(box: Any) -> None:
    """Make ``box`` and what is in it visible; styles are shared between the copies of a head, so each gets its own."""
    for part in (box, *box.descendants()):
        part.style = part.style.copy()
        part.style["visibility"] = "visible"
