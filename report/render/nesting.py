"""The bound on flexible boxes and grids inside one another: WeasyPrint lays each out several times for each above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.errors import Location, RenderError

if TYPE_CHECKING:
    from report.render.engine.boxes import Box

#: Flexible boxes and grids in one another. The house's own templates have two.
DEEP = 6


def check_nesting(root: Box) -> None:
    """Refuse a tree of boxes in which flexible boxes or grids are nested too deep.

    :raises RenderError: ``layout-nested``, with the key of the block where that is known.
    """
    from report.render.engine import boxes

    counted = (boxes.FlexContainerBox, boxes.GridContainerBox)
    left: list[tuple[Box, int, str | None]] = [(root, 0, None)]
    while left:
        box, depth, key = left.pop()
        if isinstance(box, boxes.ParentBox):
            if box.element is not None and not isinstance(box.element, str):
                key = box.element.get("data-key", key)
            depth += isinstance(box, counted)
            if depth > DEEP:
                raise RenderError.of("layout-nested", Location(key=key), limit=DEEP)
            left.extend((child, depth, key) for child in box.children)
