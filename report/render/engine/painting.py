"""The order in which boxes are painted (CSS 2, appendix E)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from weasyprint import stacking

from report.render.engine.boxes import whole
from report.render.engine.patches import Patch, Replacement, replaced

if TYPE_CHECKING:
    from report.render.engine.boxes import Box


def painted_first(children_of: Callable[[Box], list[Box]]) -> AbstractContextManager[None]:
    """Paint some children of a box just before it while the context lasts.

    ``children_of`` returns these children, which are absolutely positioned.
    """
    return replaced(Replacement(Patch.PAINT, lambda stock: _sorting(children_of, stock)))


def _sorting(children_of: Callable[[Box], list[Box]], stock: Any) -> Any:

    def dispatch(box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, cells: Any) -> Any:
        parent = whole(box)
        markers = children_of(parent)
        if not markers:
            return stock(box, page, contexts, blocks, floats, cells)
        for marker in markers:
            inside: dict[Any, Any] = {}
            painted = stacking._dispatch_children(
                whole(marker), page, contexts, blocks, floats, inside
            )
            blocks.append(painted)
            cells[painted] = inside
        remaining = [child for child in parent.children if child not in markers]
        return stock(parent.copy_with_children(remaining), page, contexts, blocks, floats, cells)

    return dispatch
