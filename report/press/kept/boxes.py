"""The boxes of a laid-out page as plain data, and boxes of such data.

Of a box is kept what is asked after it was laid out: which element it is of, its text, its place in the tree. What
else is asked of such a box is no attribute of it, so that it raises instead of being answered wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from report.press.kept.parts import Around

#: What is asked of the style of a box once it is laid out and drawn.
_STYLE = ("anchor", "bookmark_level", "bookmark_state", "display", "list_style_type", "z_index")
#: What a box may have been told, with what stands there for most.
_TOLD = {
    "bookmark_label": None,
    "colspan": 1,
    "is_table_wrapper": False,
    "rowspan": 1,
    "string_set": None,
}


@dataclass(frozen=True, slots=True)
class Tree:
    """The top of a tree, and all its boxes in the order of the tree."""

    top: Any
    boxes: list[Any]


def every(top: Any) -> Iterator[Any]:
    """Yield a box and all in it, absolute ones as the boxes themselves."""
    box = getattr(top, "_box", top)
    yield box
    for child in box.children:
        yield from every(child)


def take(top: Any, around: Around) -> dict[str, Any]:
    """Return the tree of a laid-out box as data that JSON can hold.

    :raises KeyError: when a box names what is not ``around``.
    """
    taker = _Taker(around.element_places, around.source_places, {})
    node = taker.node(top)
    return {
        "styles": [dict(zip((*_STYLE, "string_set"), one, strict=True)) for one in taker.styles],
        "top": node,
    }


@dataclass(frozen=True, slots=True)
class _Taker:
    elements: dict[int, int]
    sources: dict[int, int]
    styles: dict[tuple[Any, ...], int]

    def node(self, top: Any) -> list[Any]:
        box = getattr(top, "_box", top)
        told: dict[str, Any] = {
            name: value
            for name, usual in _TOLD.items()
            if (value := getattr(box, name, usual)) != usual
        }
        if top is not box:
            told["placed"] = True
        if box.missing_link is not None:
            told["source"] = self.sources[id(box.missing_link)]
        for name in ("text", "read_text"):
            if hasattr(box, name):
                told[name] = getattr(box, name)
        if _is_figure(box):
            told["area"] = [box.content_box_x(), box.content_box_y(), box.width, box.height]
        element = None if box.element is None else self.elements[id(box.element)]
        children = [self.node(child) for child in box.children]
        return [
            type(box).__name__,
            box.element_tag,
            element,
            self._style(box.style),
            told or None,
            children,
        ]

    def _style(self, style: Any) -> int:
        sets = style["string_set"]
        names = sets if isinstance(sets, str) else tuple((name, None) for name, _ in sets)
        return self.styles.setdefault((*(style[name] for name in _STYLE), names), len(self.styles))


def make(data: dict[str, Any], around: Around) -> Tree:
    """Return boxes as :func:`take` took them; ``around`` is of the document at hand.

    :raises LookupError: when the data does not fit it.
    """
    made: list[Any] = []
    maker = _Maker(around.elements, around.sources, data["styles"], made)
    return Tree(maker.box(data["top"]), made)


@dataclass(frozen=True, slots=True)
class _Maker:
    elements: list[Any]
    sources: list[Any]
    styles: list[dict[str, Any]]
    made: list[Any]

    def box(self, node: list[Any]) -> Any:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        kind, tag, element, style, told, children = node
        cls = getattr(boxes, kind)
        box = cls.__new__(cls)
        self.made.append(box)
        box.element_tag = tag
        box.element = None if element is None else self.elements[element]
        box.style = self.styles[style]
        box.remove_decoration_sides = set()
        placed = False
        if told is not None:
            placed = told.pop("placed", False)
            if "source" in told:
                box.missing_link = self.sources[told.pop("source")]
            if "area" in told:
                box.position_x, box.position_y, box.width, box.height = told.pop("area")
                box.margin_left = box.padding_left = box.border_left_width = 0
                box.margin_top = box.padding_top = box.border_top_width = 0
            for name, value in told.items():
                setattr(box, name, value)
        box.children = [self.box(child) for child in children]
        if not placed:
            return box
        placeholder = AbsolutePlaceholder(box)
        placeholder.set_laid_out_box(box)
        return placeholder


def _is_figure(box: Any) -> bool:
    """Say whether the place of a box is asked for, as that of a figure."""
    if box.element is None or not hasattr(box, "width"):
        return False
    return box.element.get("data-pdf-tag") == "Figure" or box.element.tag in (
        "img",
        "{http://www.w3.org/2000/svg}svg",
    )
