"""Put list markers in reading order, each before the first line of its item.

WeasyPrint paints a marker outside its item like an absolutely positioned box, after all content in
the flow (CSS 2, appendix E), so that plain-text readers find the numbers of a list at the end of
its page.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.engine.boxes import Box


def markers_in_place() -> AbstractContextManager[None]:
    """Paint each marker just before its item while the context lasts."""
    from report.render.engine.painting import painted_first

    return painted_first(_markers)


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
