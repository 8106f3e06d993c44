"""Repeated heads and feet of tables that say so: «(تابع)» from a table's second page on, «يتبع» up to the last but one.

WeasyPrint repeats a table's head and foot unchanged. The template puts the words in every head (``.continued``)
and foot (``.goes-on``), hidden, so that they take their room; once the pages are laid out, they are shown in every head
but the first of its table, and in every foot but the last. Layout is over by then, so nothing moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.engine.boxes import Box
    from report.render.engine.document import Document


MARK = "continued"
#: The class of what is shown on every page but a table's last.
GOES_ON = "goes-on"


def show_continued(document: Document) -> int:
    """Show the marks of repeated heads in a laid-out WeasyPrint document; return on how many pages, heads counted.

    An element may have several boxes on one page; a head is repeated when its element was on an earlier page.
    """
    from report.render.engine.document import page_box

    first: dict[int, int] = {}
    feet: dict[int, list[tuple[int, Box]]] = {}
    shown: set[tuple[int, int]] = set()
    for number, page in enumerate(document.pages):
        for box in page_box(page).descendants():
            element = getattr(box, "element", None)
            if (
                element is None
                or box.element_tag != "span"
                or element.get("class") not in (MARK, GOES_ON)
            ):
                continue
            if element.get("class") == GOES_ON:
                feet.setdefault(id(element), []).append((number, box))
                continue
            if first.setdefault(id(element), number) < number:
                _show(box)
                shown.add((id(element), number))
    for boxes in feet.values():
        for number, box in boxes:
            if number < boxes[-1][0]:
                _show(box)
    return len(shown)


def _show(box: Box) -> None:
    """Make ``box`` and what is in it visible; styles are shared between the copies of a head, so each gets its own."""
    for child in (box, *box.descendants()):
        child.style = child.style.copy()
        child.style["visibility"] = "visible"
