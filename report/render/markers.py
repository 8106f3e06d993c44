"""Put list markers in reading order, each before the first line of its item.

WeasyPrint paints a marker outside its item like an absolutely positioned box, after all content in
the flow (CSS 2, appendix E), so that plain-text readers find the numbers of a list at the end of
its page.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.engine.boxes import Box
    from report.render.engine.document import Document
    from report.render.engine.painted_pages import PageTexts


def put_markers_in_place(document: Document, texts: PageTexts | None = None) -> None:
    """Let each marker of a document be painted just before its item; ``texts`` remembers the texts
    of its pages."""
    from report.render.engine.painting import paint_arranged

    paint_arranged(document, _arranged, texts)


def _arranged(box: Box) -> Box:
    """Return a box with each marker inside it as a block before its item; a box without markers is
    returned unchanged."""
    from report.render.engine import boxes

    parent = boxes.whole(box)
    if not isinstance(parent, boxes.ParentBox):
        return box
    children: list[Box] = []
    for child in parent.children:
        markers = _markers(child)
        if markers:
            children += map(_in_flow, markers)
            rest = [inner for inner in child.children if inner not in markers]
            child = child.copy_with_children(rest)
        children.append(_arranged(child))
    same = len(children) == len(parent.children) and all(map(is_, children, parent.children))
    return box if same else parent.copy_with_children(children)


def _in_flow(marker: Box) -> Box:
    """Return a copy of a marker that is painted at its place in the tree."""
    from report.render.engine import boxes

    box = boxes.whole(marker)
    box = box.copy_with_children(box.children)
    box.style = box.style.copy()
    box.style["position"] = "static"
    return box


def _markers(box: Box) -> list[Box]:
    """Return the markers outside an item, when the item is painted in the flow."""
    from report.render.engine import boxes

    if not isinstance(box, boxes.BlockLevelBox) or not isinstance(box, boxes.ParentBox):
        return []
    style = box.style
    if (
        style["position"] != "static"
        or style["transform"]
        or style["opacity"] < 1
        or style["overflow"] != "visible"
    ):
        return []
    return [
        child for child in box.children
        if isinstance(child, boxes.AbsolutePlaceholder)
        and (marker := boxes.whole(child)).is_outside_marker and marker.style["opacity"] == 1
    ]  # fmt: skip
