"""The limit on nested flexboxes and grids: WeasyPrint lays each out several times for each one
around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.errors import Location, RenderError

if TYPE_CHECKING:
    from report.render.engine.boxes import Box

#: The maximum depth of flexboxes and grids. The bundled templates need two.
DEEP = 6


def check_nesting(root: Box) -> None:
    """Check that flexboxes and grids are not nested too deep.

    :raises RenderError: ``layout-nested``, with the key of the block if it is in one.
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
