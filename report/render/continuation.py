"""Continuation marks in repeated table heads and feet: «(تابع)» from the second page of a table on,
«يتبع» up to the last page but one.

WeasyPrint repeats a table's head and foot unchanged. The template puts the words in every head
(``.continued``) and foot (``.goes-on``), hidden, so that they take their room. Once the pages are
laid out, the words are shown in every head except the first of its table, and in every foot except
the last. Layout is over by then, so nothing moves.
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
    """Show the marks of repeated heads in a laid-out document, and return the number of pages,
    heads counted.

    An element may have several boxes on one page; a head is repeated if its element was on an
    earlier page.
    """
    from report.render.engine.boxes import boxes_in
    from report.render.engine.document import page_box

    first: dict[int, int] = {}
    feet: dict[int, list[tuple[int, Box]]] = {}
    shown: set[tuple[int, int]] = set()
    for number, page in enumerate(document.pages):
        for box in boxes_in(page_box(page)):
            element = box.element
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
    """Make ``box`` and its descendants visible. The copies of a head share their styles, so each
    gets its own."""
    for child in (box, *box.descendants()):
        child.style = child.style.copy()
        child.style["visibility"] = "visible"
