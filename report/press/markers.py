"""Markers of lists in the order in which they are read: each before the first line of its item.

WeasyPrint paints a marker that stands outside of its item as what is positioned absolutely, after all that is in the
flow (CSS 2, appendix E): readers of plain text find the numbers of a list at the end of its page. Stands around
``weasyprint.stacking._dispatch`` of WeasyPrint 70.0, which sorts boxes by when they are painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def markers_in_place() -> Iterator[None]:
    """Let each marker be painted just before its item."""
    from weasyprint import stacking

    stock = stacking._dispatch

    def dispatch(box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
        whole = getattr(box, "_box", box)
        markers = _markers(whole)
        if not markers:
            return stock(box, page, contexts, blocks, floats, cells)
        for marker in markers:
            inside: dict[Any, Any] = {}
            painted = stacking._dispatch_children(
                marker._box, page, contexts, blocks, floats, inside
            )
            blocks.append(painted)
            cells[painted] = inside
        others = [child for child in whole.children if child not in markers]
        return stock(whole.copy_with_children(others), page, contexts, blocks, floats, cells)

    stacking._dispatch = dispatch
    try:
        yield
    finally:
        stacking._dispatch = stock


def _markers(box: Any) -> list[Any]:
    """Return the markers outside of an item, where the item is painted in the flow."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

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
        if isinstance(child, AbsolutePlaceholder) and child._box.is_outside_marker and child._box.style["opacity"] == 1
    ]  # fmt: skip
