"""A tree of boxes before layout, without anything of its document, and copies of it for others.

A box has its element by place, its style by number, and what prints something of another page by
its own place in the tree. So a copy gets the elements and the styles of another document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weasyprint.css import AnonymousStyle

from report.render.engine.style_memory import CHANGED, COUNTERS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


#: The attributes of a box that are copied in another way.
_APART = frozenset(
    (
        "children", "column_groups", "element", "first_letter_style", "first_line_style",
        "footnote", "missing_link", "remove_decoration_sides", "replacement", "string_set",
        "style",
    )
)  # fmt: skip
#: The attributes that nothing changes after a box is made.
_FIXED = frozenset(("cached_counter_values", "collapsed_border_grid", "is_floated", "link"))
_ATOMS = frozenset((bool, str, int, float, type(None)))
_STYLES = ("style", "first_letter_style", "first_line_style")


class UnknownTreeError(Exception):
    """A tree has something that no copy can have."""


@dataclass(frozen=True, slots=True)
class StyleOrigin:
    """Where a style comes from: an element by place and a pseudo-element, or a ``parent`` by
    number, whose anonymous style it is. ``is_copy`` says that it is a copy of that style.

    ``values`` are all of a copy, else those that may have been changed; ``specified`` are those
    that the rules say.
    """

    element: tuple[int, str | None] | None
    parent: int | None
    is_copy: bool
    values: dict[str, Any]
    specified: dict[str, Any]


@dataclass(slots=True)
class Styles:
    """The styles of a tree in an order in which parents come first."""

    _style_for: Any
    _computed: dict[int, tuple[int, str | None]]
    origins: list[StyleOrigin] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    #: What is numbered by its identity.
    _kept: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, style_for: Any, places: Mapping[Any, int]) -> Styles:
        """Return the styles of a document, without a number yet."""
        computed: dict[int, tuple[int, str | None]] = {}
        for (element, pseudo), style in style_for.get_computed_styles().items():
            if element in places:
                computed.setdefault(id(style), (places[element], pseudo))
        return cls(style_for, computed)

    def number(self, style: Any, element: Element, place: int) -> int:
        """Return the number of a style of a box, whose element has a place.

        :raises UnknownTreeError: if it is not known where the style comes from.
        """
        number = self._numbers.get(id(style))
        if number is None:
            origin = self._origin(style, element, place)
            number = self._numbers[id(style)] = len(self.origins)
            self.origins.append(origin)
            self._kept.append(style)
        return number

    def _origin(self, style: Any, element: Element, place: int) -> StyleOrigin:
        changed = {name: style[name] for name in CHANGED | COUNTERS if name in style}
        if id(style) in self._computed:
            return StyleOrigin(
                self._computed[id(style)], None, False, changed, dict(style.specified)
            )
        parent = style.parent_style
        if isinstance(style, AnonymousStyle):
            number = self.number(parent, element, place)
            if vars(parent).get("anonymous_style") is style:
                return StyleOrigin(None, number, False, changed, {})
            return StyleOrigin(None, number, True, dict(style), {})
        own = self._style_for(element, style.pseudo_type)
        if own is None or own.cascaded is not style.cascaded or own.parent_style is not parent:
            raise UnknownTreeError
        key = place, style.pseudo_type
        return StyleOrigin(key, None, True, dict(style), dict(style.specified))


def new_styles(
    origins: list[StyleOrigin], style_for: Callable[..., Any], elements: list[Element]
) -> list[Any]:
    """Return the styles of a document, by number."""
    styles: list[Any] = []
    for origin in origins:
        if origin.element is not None:
            place, pseudo = origin.element
            style = style_for(elements[place], pseudo)
            if origin.is_copy:
                style = style.copy()
            style.specified.update(origin.specified)
        elif origin.is_copy:
            style = AnonymousStyle(styles[origin.parent or 0])
        else:
            style = styles[origin.parent or 0].anonymous_style
        style.update(origin.values)
        styles.append(style)
    return styles


def inside(box: Any) -> Iterator[Any]:
    """Yield the boxes that a box has."""
    yield from box.children
    yield from vars(box).get("column_groups", ())
    if box.footnote is not None:
        yield box.footnote


def all_boxes(box: Any) -> Iterator[Any]:
    """Yield a box and all that it has, in the order of their places in a tree."""
    yield box
    for child in inside(box):
        yield from all_boxes(child)


def without_document(
    root: Any, places: Mapping[Any, int], styles: Styles, boxes: Mapping[int, int]
) -> Any:
    """Return a copy of a tree without anything of its document.

    :param places: the elements of the document.
    :param boxes: the places of the boxes of the tree by their identity.
    :raises UnknownTreeError: if a box has something that is not known.
    """
    copy = root.copy()
    values = vars(copy)
    for name, value in values.items():
        if name not in _APART and name not in _FIXED and not _is_plain(value):
            raise UnknownTreeError
    place = values["element"] = places[root.element]
    for name in _STYLES:
        if values[name] is not None:
            values[name] = styles.number(values[name], root.element, place)
    if root.missing_link is not None:
        values["missing_link"] = boxes[id(root.missing_link)]
    if "replacement" in values:
        if root.element.tag != "img" or root.element_tag != "img":
            raise UnknownTreeError
        values["replacement"] = None
    _copy_inside(copy, lambda child: without_document(child, places, styles, boxes))
    return copy


def _is_plain(value: Any) -> bool:
    if type(value) in (list, tuple):
        return all(map(_is_plain, value))
    return type(value) in _ATOMS


def _copy_inside(copy: Any, copied: Callable[[Any], Any]) -> None:
    """Replace what a copy of a box shares with that box by copies."""
    values = vars(copy)
    values["remove_decoration_sides"] = set(values["remove_decoration_sides"])
    children = values["children"]
    if children:
        values["children"] = type(children)([copied(child) for child in children])
    elif type(children) is list:
        values["children"] = []
    if "column_groups" in values:
        groups = values["column_groups"]
        values["column_groups"] = type(groups)([copied(group) for group in groups])
    if copy.footnote is not None:
        values["footnote"] = copied(copy.footnote)
    if type(copy.string_set) is list:
        values["string_set"] = list(copy.string_set)


@dataclass(frozen=True, slots=True)
class Copier:
    """Copies a tree for a document with its elements, styles and ``pictures``; ``boxes`` are those
    of the copy, by place."""

    elements: list[Element]
    styles: list[Any]
    pictures: Iterator[Any]
    boxes: list[Any] = field(default_factory=list)

    def copied(self, stored: Any) -> Any:
        """Return a copy of a box of a tree without a document."""
        copy = stored.copy()
        self.boxes.append(copy)
        values = vars(copy)
        values["element"] = self.elements[values["element"]]
        for name in _STYLES:
            if values[name] is not None:
                values[name] = self.styles[values[name]]
        if "replacement" in values:
            values["replacement"] = next(self.pictures)
        _copy_inside(copy, self.copied)
        return copy

    def link(self) -> None:
        """Let the boxes that print something of another page know themselves."""
        for box in self.boxes:
            if box.missing_link is not None:
                box.missing_link = self.boxes[box.missing_link]
