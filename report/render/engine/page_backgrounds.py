"""The backgrounds of pages that a document has in common with the one before it in the process.

WeasyPrint goes through all boxes of a page to find the places of their backgrounds and the radii of
their corners. The boxes of a page that is taken of the document before have them already, unless
one of them has a picture, which is loaded for each document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.layout.background import box_rectangle, layout_box_backgrounds

from report.render.engine.boxes import MarginBox, whole
from report.render.engine.patches import Patch, Replacement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: The attributes of a box that are worked out with its background.
_WORKED_OUT = (
    "background", "border_top_left_radius", "border_top_right_radius",
    "border_bottom_right_radius", "border_bottom_left_radius",
)  # fmt: skip
#: The properties that may draw a picture on the border of a box.
_BORDERS = ("border_image_source", "mask_border_source")


@dataclass(slots=True)
class Backgrounds:
    """The backgrounds of a page that is remembered; ``page`` is its copy, whose boxes have them if
    ``noted``."""

    page: Any
    noted: bool = False

    def are_of(self, page: Any) -> bool:
        """Return whether the boxes of a page are copies of those that have their backgrounds, and
        no others: a box of another page may be on all."""
        return self.noted and len(page.children[0].children) == len(self.page.children[0].children)

    def note(self, page: Any) -> None:
        """Note the backgrounds of a page, if all its boxes are known and none has a picture."""
        stored = [child for child in self.page.children if child.children]
        pairs = list(_pairs(stored, [child for child in page.children if _is_content(child)]))
        if any(copy is None or box is None or _has_picture(box) for copy, box in pairs):
            return
        for copy, box in pairs:
            vars(copy).update({name: vars(box)[name] for name in _WORKED_OUT})
        self.noted = True


def reused_backgrounds() -> Replacement:
    """Return what lets pages that are taken of the document before have their backgrounds."""

    def make(stock: Callable[..., None]) -> Callable[..., None]:
        def lay_out(page: Any, get_image: Any) -> None:
            stored: Backgrounds | None = vars(page).pop("stored_backgrounds", None)
            if stored is None:
                stock(page, get_image)
                return
            if stored.are_of(page):
                layout_box_backgrounds(page, page, get_image, layout_children=False)
                for child in page.children:
                    if not _is_content(child):
                        layout_box_backgrounds(page, child, get_image)
            else:
                layout_box_backgrounds(page, page, get_image)
                stored.note(page)
            _lay_out_canvas(page, get_image)

        return lay_out

    return Replacement(Patch.BACKGROUNDS, make)


def _is_content(child: Any) -> bool:
    return not isinstance(child, MarginBox)


def _pairs(stored: list[Any], boxes: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each box with its copy, and with ``None`` what has no counterpart."""
    if len(stored) != len(boxes):
        yield None, None
        return
    for copy, box in zip(stored, boxes, strict=True):
        inner: Any = whole(copy)
        own: Any = whole(box)
        yield inner, own
        yield from _pairs(list(inner.all_children()), list(own.all_children()))


def _has_picture(box: Any) -> bool:
    background = box.background
    return (
        background is not None and any(layer.image is not None for layer in background.layers)
    ) or any(box.style[name][0] != "none" for name in _BORDERS)


def _lay_out_canvas(page: Any, get_image: Any) -> None:
    """Lay out the background of the canvas, which is that of the root element or of the body, as
    WeasyPrint does after all others."""
    root = page.children[0]
    chosen = root
    if root.element_tag.lower() == "html" and root.background is None:
        bodies = [child for child in root.children if child.element_tag.lower() == "body"]
        chosen = bodies[0] if bodies else root
    if not chosen.background:
        page.canvas_background = None
        return
    area = box_rectangle(page, "border-box")
    own = page.background
    layout_box_backgrounds(page, page, get_image, layout_children=False, style=chosen.style)
    layers = [layer._replace(painting_area=area) for layer in page.background.layers]
    page.canvas_background = page.background._replace(layers=layers)
    page.background = own
    chosen.background = None
